"""Audit of profiles of extensive games: best deviations at all of a player's information sets at once.

Under perfect recall (Kuhn 1953) a player's information sets form a forest: each is reached after one sequence of own
moves. With the others' strategies fixed, the value of a best plan is found by dynamic programming along that forest,
the nodes of an information set weighted by what chance and the others do to reach them. Comparing single information
sets alone would miss joint deviations (Myerson 1991, Figure 4.2).

A profile is subgame perfect (Selten 1965) when it is a Nash equilibrium of every subgame. Where a regime states what
is done on the path only, the claim is that subgame-perfect play off the path exists which supports it; then every
subgame-perfect continuation is listed with its condition and the path is checked against them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from gametheory.concepts.certify.certificate import Findings, Ledger, Number, worst
from gametheory.concepts.certify.subgames import path_claims, subgame_roots
from gametheory.concepts.equilibrium import Distribution, Equilibrium
from gametheory.game import Chance, ExtensiveGame, History, Move, Payoff

__all__ = ["ExtensiveAudit", "audit_extensive", "history_of", "readable_profile"]

Start = tuple[str | Payoff, Number]


def audit_extensive(tree: ExtensiveGame, eq: Equilibrium, ledger: Ledger, subgames: bool) -> Findings:
    """Check a behaviour profile, in every subgame or in the whole game, and what is stated about it."""
    profile = readable_profile(tree, eq, ledger)
    if profile is None:
        return Findings()
    audit = ExtensiveAudit(tree, profile, ledger)
    error = audit.stated(eq)
    if not subgames:
        return Findings(audit.nash([(tree.root, Fraction(1))]), error)
    if any(key not in profile for key in tree.information_sets):
        return Findings(audit.path_only(), error)
    if tree.perfect_information:
        return Findings(audit.backward(), error)
    regret: dict[str, Fraction | None] = {}
    for root in subgame_roots(tree):
        for player, size in audit.nash([(root, Fraction(1))], f" in the subgame at {root}").items():
            regret[player] = worst([regret.get(player, Fraction(0)), size])
            if root != tree.root:
                regret[f"{player} at {root}"] = size
    return Findings(regret, error)


def readable_profile(tree: ExtensiveGame, eq: Equilibrium, ledger: Ledger) -> dict[str, Distribution] | None:
    """Return the profile by information set, after checking owners and distributions."""
    profile: dict[str, Distribution] = {}
    good = True
    for player, sets in eq.strategy.items():
        for key, chances in sets.items():
            if key not in tree.information_sets or tree.owner(key) != player:
                ledger.refute(f"{player} has no information set {key!r}")
                good = False
                continue
            good &= ledger.distribution(chances, tree.actions(key), f"the strategy at {key}")
            profile[key] = chances
    return profile if good else None


class ExtensiveAudit:
    """A behaviour profile under audit."""

    def __init__(self, tree: ExtensiveGame, profile: Mapping[str, Distribution], ledger: Ledger) -> None:
        self.tree, self.profile, self.ledger = tree, profile, ledger

    def _onward(self, name: str) -> Iterable[tuple[str, str | Payoff, Number]]:
        """Yield ``(label, target, probability)`` for what the profile, or chance, does at a node."""
        node = self.tree.nodes[name]
        if isinstance(node, Chance):
            for label, (chance, target) in node.branches.items():
                yield label, target, chance
        elif isinstance(node, Move):
            key = self.tree.information_set(name)
            if key not in self.profile:
                self.ledger.refute(f"the strategy says nothing at {key}, which can be reached")
                return
            for label, chance in self.profile[key].items():
                if chance != 0:
                    yield label, node.actions[label], chance

    # -- what is stated ---------------------------------------------------------------------------------------------

    def stated(self, eq: Equilibrium) -> Fraction | None:
        """Check outcome, payoffs and beliefs against the profile; return the error against Bayes' rule."""
        tree = self.tree
        outcome: dict[str, Number] = {}
        payoffs: dict[str, Number] = dict.fromkeys(tree.players, Fraction(0))
        arrival: dict[str, tuple[str, Number]] = {}
        stack: list[tuple[str | Payoff, tuple[str, ...], Number]] = [(tree.root, (), Fraction(1))]
        while stack:
            target, path, chance = stack.pop()
            node = tree.nodes[target] if isinstance(target, str) else target
            if isinstance(node, Payoff):
                outcome[History(path)] = chance
                for player in tree.players:
                    payoffs[player] = payoffs[player] + chance * node.values[player]
                continue
            assert isinstance(target, str)
            arrival[target] = (History(path), chance)
            stack += [(to, (*path, label), chance * p) for label, to, p in self._onward(target)]
        self.ledger.equal(eq.outcome, outcome, "probability")
        self.ledger.equal(eq.payoffs, payoffs, "payoff")
        return worst([self._bayes(key, belief, arrival) for key, belief in eq.beliefs.items()])

    def _bayes(self, key: str, belief: Distribution, arrival: Mapping[str, tuple[str, Number]]) -> Fraction | None:
        if key not in self.tree.information_sets:
            self.ledger.refute(f"a belief is stated at {key!r}, which is no information set")
            return None
        members = {history_of(self.tree, name): name for name in self.tree.information_sets[key]}
        if not self.ledger.distribution(belief, members, f"the belief at {key}"):
            return None
        reach: Mapping[str, Number] = {h: arrival[n][1] if n in arrival else 0 for h, n in members.items()}
        total = sum(reach.values(), start=Fraction(0))
        return worst(
            self.ledger.zero(
                belief.get(h, 0) * total - chance, f"the belief in {h} at {key} is not Bayes' rule", "Bayes' rule"
            )
            for h, chance in reach.items()
        )

    # -- deviations -------------------------------------------------------------------------------------------------

    def nash(self, starts: Sequence[Start], where: str = "") -> dict[str, Fraction | None]:
        """Check every player's best plan from ``starts`` on against the profile; return the regrets."""
        regret = {}
        for player in self.tree.players:
            own = self.value(player, starts)
            gains = [
                self.ledger.not_positive(value - own, f"{player} gains by another plan{where}")
                for value in self.plans(player, starts)
            ]
            regret[player] = worst(gains)
        return regret

    def value(self, player: str, starts: Sequence[Start]) -> Number:
        """Return what a player expects from ``starts`` on."""
        total: Number = Fraction(0)
        stack = list(starts)
        while stack:
            target, chance = stack.pop()
            node = self.tree.nodes[target] if isinstance(target, str) else target
            if isinstance(node, Payoff):
                total = total + chance * node.values[player]
            else:
                assert isinstance(target, str)
                stack += [(to, chance * p) for _, to, p in self._onward(target)]
        return total

    def plans(self, player: str, starts: Sequence[Start]) -> list[Number]:
        """Return the values of the player's plans from ``starts`` on: the best one for numbers, all for expressions."""
        total: Number = Fraction(0)
        mine: dict[str, list[tuple[str, Number]]] = {}
        stack = list(starts)
        while stack:
            target, chance = stack.pop()
            node = self.tree.nodes[target] if isinstance(target, str) else target
            if isinstance(node, Payoff):
                total = total + chance * node.values[player]
                continue
            assert isinstance(target, str)
            if isinstance(node, Move) and node.player == player:
                mine.setdefault(self.tree.information_set(target), []).append((target, chance))
            else:
                stack += [(to, chance * p) for _, to, p in self._onward(target)]
        values: list[Number] = [total]
        for key, members in mine.items():
            options: list[Number] = []
            for action in self.tree.actions(key):
                after = [(self._move(name).actions[action], chance) for name, chance in members]
                options += self.plans(player, after)
            values = _top([value + option for value in values for option in _top(options)])
        return values

    def _move(self, name: str) -> Move:
        node = self.tree.nodes[name]
        assert isinstance(node, Move)
        return node

    # -- every subgame ----------------------------------------------------------------------------------------------

    def backward(self) -> dict[str, Fraction | None]:
        """Check, at every node of a perfect-information tree, its owner's moves given the profile after them.

        No single move gains anywhere exactly when no plan gains in any subgame (the one-shot deviation principle).
        """
        value: dict[str, Mapping[str, Number]] = {}

        def after(target: str | Payoff) -> Mapping[str, Number]:
            return value[target] if isinstance(target, str) else target.values

        gains: dict[str, list[Fraction | None]] = {player: [] for player in self.tree.players}
        for name in reversed(self.tree.order):
            node = self.tree.nodes[name]
            if isinstance(node, Payoff):
                value[name] = node.values
                continue
            steps = [(chance, after(target)) for _, target, chance in self._onward(name)]
            if len(steps) == 1 and steps[0][0] == 1:
                value[name] = steps[0][1]
            else:
                value[name] = {
                    p: sum((chance * v[p] for chance, v in steps), start=Fraction(0)) for p in self.tree.players
                }
            if isinstance(node, Move):
                own = value[name][node.player]
                for label, target in node.actions.items():
                    gain = after(target)[node.player] - own
                    gains[node.player].append(
                        self.ledger.not_positive(gain, f"at {name} {node.player} gains by {label}")
                    )
        return {player: worst(found) for player, found in gains.items()}

    def path_only(self) -> dict[str, Fraction | None]:
        """Check that subgame-perfect play off the path exists which supports what is stated on it."""
        proved: list[bool | None] = []
        for ledger in self.ledger.cases():
            claims = path_claims(self.tree, self.profile, functools.cache(ledger.known))
            if claims is None:
                ledger.doubt("the strategy is stated on the path only, and the continuations off it cannot be listed")
                return dict.fromkeys(self.tree.players, None)
            ledger.pages.counts["deviations from the path"] += len(claims)
            proved += [ledger.impossible(~condition, what) for what, condition in claims]
        return dict.fromkeys(self.tree.players, Fraction(0) if all(proved) else None)


def _top(values: list[Number]) -> list[Number]:
    """Keep the largest of plain numbers; among expressions only drop repetitions."""
    numbers = [v for v in values if isinstance(v, int | Fraction)]
    others: list[Number] = [*dict.fromkeys(v for v in values if not isinstance(v, int | Fraction))]
    return [*([max(numbers)] if numbers else []), *others]


@functools.lru_cache(maxsize=8)
def _parents(tree: ExtensiveGame) -> dict[str, tuple[str, str]]:
    return {to: (name, label) for name in tree.order for label, to in tree.children(name) if isinstance(to, str)}


def history_of(tree: ExtensiveGame, name: str) -> str:
    """Return the labels on the way to a node."""
    labels: list[str] = []
    while name != tree.root:
        name, label = _parents(tree)[name]
        labels.append(label)
    return History(reversed(labels))
