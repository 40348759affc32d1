"""Audit of assessments of trees, stage by stage: best actions under the stated beliefs, and Bayes' rule.

Take the subgames (Selten 1965) inside a subgame for its ends, each worth what is played in it; what is left is a
*stage*. An assessment is a perfect Bayesian equilibrium of the tree when in every stage, reached or not,

- a belief follows Bayes' rule at every information set that is reached when the stage is (so also in subgames that the
  play of the whole game never enters), and
- at every information set, reached or not, no plan gains given the belief there and what the others do from there on
  (Kreps and Wilson 1982).

A plan that changes single actions in several stages gains only if one of the changes does, since a subgame is worth the
same however it was reached; so it suffices to change one action where its owner does not move again in the stage (the
one-shot deviation principle), and whole plans are compared where the owner does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory.concepts.certify.certificate import Ledger, Number, worst
from gametheory.concepts.certify.extensive import history_of
from gametheory.concepts.certify.feasible import farkas
from gametheory.concepts.equilibrium import Distribution
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import Condition, Expression, any_of

__all__ = ["StageAudit", "Values"]

Values = Mapping[str, Number]
Ways = tuple[tuple[Distribution, Condition], ...]
Plans = Callable[[str, Mapping[str, Number]], Iterable[Number]]


@dataclass
class StageAudit:
    """A stage under audit.

    Attributes
    ----------
    tree : ExtensiveGame
    inside : tuple of node
        The stage's decision and chance nodes; the first is its root.
    strategy, beliefs : mapping of information set to distribution
        Those of other stages are not looked at.
    ends : mapping of node to payoffs
        What the subgames inside are worth.
    ledger : Ledger
    deterrence : mapping of information set to alternatives ``(distribution, condition)``
        For sets that are not reached and that the strategy does not name; see
        :class:`~gametheory.concepts.supports.Way`.
    plans : function of an information set and weights of its nodes, or None
        Yields what plans of the owner from there on gain, for a whole profile of numbers.
    tail : str
        What the sentences say besides.
    """

    tree: ExtensiveGame
    inside: tuple[str, ...]
    strategy: Mapping[str, Distribution]
    beliefs: Mapping[str, Distribution]
    ends: Mapping[str, Values]
    ledger: Ledger
    deterrence: Mapping[str, Ways] = field(default_factory=dict)
    plans: Plans | None = None
    tail: str = ""
    bayes_error: Fraction | None = field(default=Fraction(0), init=False)

    @functools.cached_property
    def sets(self) -> dict[str, list[str]]:
        """The information sets of the stage, with their nodes."""
        found: dict[str, list[str]] = {}
        for name in self.inside:
            if isinstance(self.tree.nodes[name], Move):
                found.setdefault(self.tree.information_set(name), []).append(name)
        return found

    @functools.cached_property
    def open(self) -> dict[str, Ways]:
        """The sets at which one of several answers is given."""
        return {key: self.deterrence.get(key, ()) for key in self.sets if key not in self.strategy}

    @functools.cached_property
    def reach(self) -> dict[str, Number]:
        """With what probability the nodes are reached when the stage is, those that are; and the ends."""
        found: dict[str, Number] = {self.inside[0]: Fraction(1)}
        for name in self.inside:
            if name in found and (key := self._key(name)) not in self.open:
                for chance, target in self._onward(name, self.strategy.get(key, {})):
                    if chance != 0 and isinstance(target, str):
                        found[target] = found[name] * chance
        return found

    @functools.cached_property
    def worth(self) -> dict[str, Values]:
        """What the nodes are worth, those whose worth hangs on no open set."""
        return self.worth_with({})

    def worth_with(self, answers: Mapping[str, Distribution]) -> dict[str, Values]:
        """Return what the nodes are worth with these answers at open sets."""
        found = dict(self.ends)
        for name in reversed(self.inside):
            key = self._key(name)
            if key in self.open and key not in answers:
                continue
            steps = [
                (chance, self._after(target, found))
                for chance, target in self._onward(name, answers.get(key) or self.strategy.get(key, {}))
                if chance != 0
            ]
            if all(after is not None for _, after in steps):
                found[name] = {
                    p: sum((chance * after[p] for chance, after in steps if after is not None), start=Fraction(0))
                    for p in self.tree.players
                }
        return found

    def check(self) -> dict[str, Fraction | None]:
        """Check every information set of the stage; return the regrets there."""
        regret: dict[str, Fraction | None] = {}
        for key in self.sets:
            self._believed(key)
            if key in self.open:
                self._answered(key)
            else:
                regret[key] = worst(self._rational(key))
        return regret

    # -- beliefs ----------------------------------------------------------------------------------------------------

    def reached(self, key: str) -> bool:
        """Return whether an information set is reached when the stage is: in a regime, somewhere."""
        return any(self.reach.get(name, 0) != 0 for name in self.sets[key])

    def _believed(self, key: str) -> None:
        """Check the belief at a set: there is one where it must be stated, and it follows Bayes' rule."""
        members = {history_of(self.tree, name): name for name in self.sets[key]}
        if key not in self.beliefs:
            if len(members) > 1 and (self.reached(key) or not self.tree.parameters):
                reached = ", which is reached" if self.reached(key) else ""
                self.ledger.refute(f"no belief is stated at {key}{reached}{self.tail}")
            return
        belief = self.beliefs[key]
        if not self.ledger.distribution(belief, members, f"the belief at {key}{self.tail}") or not self.reached(key):
            return
        weight = {h: self.reach.get(name, Fraction(0)) for h, name in members.items()}
        total = sum(weight.values(), start=Fraction(0))
        errors = []
        for h, chance in weight.items():
            error = belief.get(h, 0) * total - chance
            if not isinstance(error, Expression) and not isinstance(total, Expression):
                error = Fraction(error) / total
            what = f"the belief in {h} at {key} is not Bayes' rule{self.tail}"
            errors.append(self.ledger.zero(error, what, "Bayes' rule"))
        self.bayes_error = worst([self.bayes_error, *errors])

    def weights(self, key: str) -> dict[str, Number] | None:
        """Return what the owner believes at a set, by node; None if that is not stated."""
        if len(self.sets[key]) == 1:
            return {self.sets[key][0]: Fraction(1)}
        if key not in self.beliefs:
            return None
        return {name: self.beliefs[key].get(history_of(self.tree, name), Fraction(0)) for name in self.sets[key]}

    def _some_belief(self, ledger: Ledger, key: str, answer: Distribution, worth: Mapping[str, Values]) -> None:
        """Check that wherever the ledger's claim holds some belief makes all of an answer optimal at a set."""
        player = self.tree.owner(key)
        used = [action for action, chance in answer.items() if chance != 0]
        table = {
            action: [after[player] for after in self.nexts(key, action, worth)] for action in self.tree.actions(key)
        }

        def row(better: str, worse: str) -> list[Number]:
            return [x - y for x, y in zip(table[better], table[worse], strict=True)]

        rows = [row(used[0], a) for a in table if a != used[0]] + [row(a, used[0]) for a in used[1:]]
        statement, wide = farkas(rows, ledger.domain)
        ledger.pages.counts["beliefs"] += 1
        ledger.impossible(statement, f"no belief at {key} makes {', '.join(used)} optimal{self.tail}", wide)

    # -- actions ----------------------------------------------------------------------------------------------------

    def _rational(self, key: str) -> Iterator[Fraction | None]:
        """Yield what the owner of a set gains by other actions than the strategy's."""
        player, weights, mix = self.tree.owner(key), self.weights(key), self.strategy[key]
        if weights is None:
            if self.reached(key) or not self.tree.parameters:
                return
            if any(self.hangs(key, action) for action in self.tree.actions(key)):
                self.ledger.doubt(f"whether some belief at {key} makes the answer there optimal{self.tail}")
            else:
                self._some_belief(self.ledger, key, mix, self.worth)
            return
        for action in self.tree.actions(key):
            hangs = {other for label in (action, *mix) for other in self.hangs(key, label)}
            what = f"at {key} {player} gains by {action}"
            if len(hangs) > 1:
                self.ledger.doubt(f"{what}, which hangs on the answers at {' and '.join(sorted(hangs))}{self.tail}")
            elif hangs:
                (other,) = hangs
                for answer, condition in self.open[other]:
                    gain = self.gain(key, action, weights, self.worth_with({other: answer}))
                    tail = f", answered by {', '.join(answer)}{self.tail}"
                    yield self.ledger.suppose(condition).not_positive(gain, what + tail)
            else:
                gain = self.gain(key, action, weights, self.worth)
                yield self.ledger.not_positive(gain, what + self.tail)
        if any(self.tree.owner(other) == player for other in self._below(key)):
            yield from self._planned(key, player, weights)

    def _planned(self, key: str, player: str, weights: Mapping[str, Number]) -> Iterator[Fraction | None]:
        """Yield what whole plans gain from a set on, whose owner moves again in the stage."""
        if self.plans is None:
            self.ledger.doubt(f"whole plans of {player} from {key} on, who moves again in the same stage{self.tail}")
            return
        what = f"from {key} on {player} gains by another plan{self.tail}"
        yield from [self.ledger.not_positive(gain, what, "plans") for gain in self.plans(key, weights)]

    def gain(self, key: str, action: str, weights: Mapping[str, Number], worth: Mapping[str, Values]) -> Number:
        """Return what an action at a set is worth more to the owner than the strategy, given the weights."""
        player = self.tree.owner(key)
        gain: Number = Fraction(0)
        for name, after in zip(self.sets[key], self.nexts(key, action, worth), strict=True):
            if weights[name] != 0:
                gain = gain + weights[name] * (after[player] - worth[name][player])
        return gain

    def _answered(self, key: str) -> None:
        """Check the ways to answer at an open set: one is always possible, each is best under some belief."""
        ways = self.open[key]
        if self.reached(key) or not ways:
            reached = ", which can be reached" if self.reached(key) else ""
            self.ledger.refute(f"the strategy says nothing at {key}{reached}{self.tail}")
            return
        self.ledger.impossible(
            ~any_of(condition for _, condition in ways), f"no answer at {key} is possible somewhere{self.tail}"
        )
        self.ledger.pages.counts["deterrence"] += len(ways)
        if any(other in self.open for other in self._below(key)):
            self.ledger.doubt(
                f"what follows the actions at {key} hangs on other answers that differ from place to place"
            )
            return
        for answer, condition in ways:
            sub = self.ledger.suppose(condition)
            what = f"the answer {', '.join(answer)} at {key}{self.tail}"
            if sub.distribution(answer, self.tree.actions(key), what):
                self._some_belief(sub, key, answer, self.worth)

    # -- the tree ---------------------------------------------------------------------------------------------------

    def _key(self, name: str) -> str:
        return self.tree.information_set(name) if isinstance(self.tree.nodes[name], Move) else ""

    def _onward(self, name: str, mix: Distribution) -> Iterator[tuple[Number, str | Payoff]]:
        node = self.tree.nodes[name]
        if isinstance(node, Chance):
            yield from node.branches.values()
        elif isinstance(node, Move):
            yield from ((chance, node.actions[label]) for label, chance in mix.items() if label in node.actions)

    def _after(self, target: str | Payoff, worth: Mapping[str, Values]) -> Values | None:
        node = self.tree.nodes[target] if isinstance(target, str) else target
        if isinstance(node, Payoff):
            return node.values
        assert isinstance(target, str)
        return worth.get(target)

    def nexts(self, key: str, action: str, worth: Mapping[str, Values]) -> list[Values]:
        """Return what an action leads to, from each node of a set."""
        found = []
        for name in self.sets[key]:
            node = self.tree.nodes[name]
            assert isinstance(node, Move)
            after = self._after(node.actions[action], worth)
            assert after is not None
            found.append(after)
        return found

    def _below(self, key: str) -> set[str]:
        """Return the sets of the stage that come after a set."""
        return {other for name in self.sets[key] for other in self._later[name]}

    def hangs(self, key: str, action: str) -> set[str]:
        """Return the open sets that come after an action."""
        found: set[str] = set()
        for name in self.sets[key]:
            node = self.tree.nodes[name]
            assert isinstance(node, Move)
            target = node.actions.get(action)
            if isinstance(target, str) and target in self._later:
                found |= self._later[target] | {self._key(target)}
        return found & self.open.keys()

    @functools.cached_property
    def _later(self) -> dict[str, set[str]]:
        """The sets of the stage that come after each of its nodes."""
        later: dict[str, set[str]] = {}
        for name in reversed(self.inside):
            inside = [to for _, to in self.tree.children(name) if isinstance(to, str) and to in later]
            later[name] = {key for to in inside for key in (*later[to], self._key(to)) if key}
        return later
