"""Audit of perfect Bayesian equilibria of trees: whole assessments, and regimes that state the path only.

A whole assessment is checked stage by stage (:mod:`gametheory.concepts.certify.stages`); at a point every player's best
plan in every subgame is compared as well. With a regime that states the path only comes what it rests on
(:class:`~gametheory.concepts.supports.Support`): entries, each an outcome of a subgame with the ways to play it.
An entry is proved by showing that each of its ways is an equilibrium of the stage where the way says so, given the
entries it goes on with, and that one of them is played wherever the entry claims. Subgames are proved before those
that contain them; so there is an equilibrium of the whole tree wherever the regime says, and its path is the one
stated if the ways that lead along the path say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from gametheory.concepts.certify.certificate import Findings, Ledger, Number, worst
from gametheory.concepts.certify.extensive import ExtensiveAudit, audit_extensive, readable_profile
from gametheory.concepts.certify.stages import StageAudit, Values
from gametheory.concepts.certify.subgames import stage_nodes, subgame_roots
from gametheory.concepts.equilibrium import Distribution, Equilibrium
from gametheory.concepts.supports import Entry, Support, Way
from gametheory.game import ExtensiveGame, Move, Payoff
from gametheory.lang import TRUE, And, Condition, Or, any_of, relation

__all__ = ["audit_assessment"]


def audit_assessment(tree: ExtensiveGame, eq: Equilibrium, ledger: Ledger) -> Findings:
    """Check one assessment of a tree, or one regime, with everything that is stated about it."""
    if tree.perfect_information:
        return audit_extensive(tree, eq, ledger, subgames=True)
    profile = readable_profile(tree, eq, ledger)
    if profile is None:
        return Findings()
    for key in eq.beliefs:
        if key not in tree.information_sets:
            ledger.refute(f"a belief is stated at {key!r}, which is no information set")
    silent = [key for key in tree.information_sets if key not in profile]
    if silent and tree.parameters:
        return _regime(tree, profile, eq, ledger)
    for key in silent:
        ledger.refute(f"the strategy says nothing at {key}")
    if silent:
        return Findings()
    whole = ExtensiveAudit(tree, profile, ledger)
    whole.stated(replace(eq, beliefs={}))
    regret: dict[str, Fraction | None] = {}
    if not tree.parameters:
        for root in subgame_roots(tree):
            for player, size in whole.nash([(root, Fraction(1))], f" in the subgame at {root}").items():
                regret[player] = worst([regret.get(player, Fraction(0)), size])

    def plans(key: str, weights: Mapping[str, Number]) -> Iterator[Number]:
        starts = [*weights.items()]
        yield from (value - whole.value(tree.owner(key), starts) for value in whole.plans(tree.owner(key), starts))

    worth: dict[str, Values] = {}
    error: Fraction | None = Fraction(0)
    for root in reversed(subgame_roots(tree)):
        inside = stage_nodes(tree)[root]
        stage = StageAudit(tree, inside, profile, eq.beliefs, worth, ledger, plans=None if tree.parameters else plans)
        regret.update(stage.check())
        worth[root] = stage.worth[root]
        error = worst([error, stage.bayes_error])
    return Findings(regret, error)


# -- regimes that state the path only -------------------------------------------------------------------------------


def _regime(tree: ExtensiveGame, profile: Mapping[str, Distribution], eq: Equilibrium, ledger: Ledger) -> Findings:
    """Check a regime that states the path only, by what it rests on."""
    error = ExtensiveAudit(tree, profile, ledger).stated(eq)
    if eq.support is None:
        ledger.doubt("the strategy is stated on the path only, without what supports it off the path")
        return Findings(dict.fromkeys(tree.players, None), error)
    before = len(ledger.pages.undecided), len(ledger.pages.problems)
    audit = SupportAudit(tree, eq.support, ledger)
    audit.path(profile, eq.beliefs)
    audit.prove()
    proved = before == (len(ledger.pages.undecided), len(ledger.pages.problems))
    return Findings(dict.fromkeys(tree.players, Fraction(0) if proved else None), worst([error, audit.bayes_error]))


class SupportAudit:
    """What a regime rests on, under audit."""

    def __init__(self, tree: ExtensiveGame, support: Support, ledger: Ledger) -> None:
        self.tree, self.support, self.ledger = tree, support, ledger
        self.bayes_error: Fraction | None = Fraction(0)
        self.ends = {root: [*_ends(tree, inside)] for root, inside in stage_nodes(tree).items()}

    def path(self, profile: Mapping[str, Distribution], beliefs: Mapping[str, Distribution]) -> None:
        """Check that the regime is one of the entries it rests on, and that all ways on its path say what it says."""
        top = self._entry(self.support.top, self.tree.root)
        if top is None:
            return
        _holds(self.ledger, top.when, "what supports the regime is not there somewhere")
        seen, stack, stated = set(), [top], set()
        while stack:
            entry = stack.pop()
            if id(entry) in seen:
                continue
            seen.add(id(entry))
            for way in entry.ways:
                ledger = self.ledger.under(way.when)
                stage = self._stage(entry, way, {}, ledger, "")
                for key in [key for key in stage.sets if stage.reached(key)]:
                    stated.add(key)
                    if len(self.tree.information_sets[key]) > 1 and key not in beliefs:
                        self.ledger.refute(f"no belief is stated at {key}, which is reached")
                    ledger.equal(profile.get(key, {}), way.strategy.get(key, {}), f"strategy at {key}", "strategy")
                for end in [end for end in self.ends[entry.root] if stage.reach.get(end, 0) != 0]:
                    stack += filter(None, (self._entry(position, end) for position in way.after.get(end, ())))
        for key in [key for key in profile if key not in stated]:
            self.ledger.doubt(
                f"the strategy at {key}, which is not reached, is not compared with what supports the regime"
            )

    def prove(self) -> None:
        """Check every entry that the regime rests on."""
        seen, stack = set(), [self.support.top]
        while stack:
            position = stack.pop()
            if position in seen or not 0 <= position < len(self.support.table):
                continue
            seen.add(position)
            entry = self.support.table[position]
            self.ledger.pages.counts["supporting subgames"] += 1
            what = f"the subgame at {entry.root} is played in none of the ways that are stated, somewhere"
            if entry.root not in self.ends:
                self.ledger.refute(f"a play is stated from {entry.root!r} on, where no subgame starts")
                continue
            _holds(self.ledger.under(entry.when), any_of(way.when for way in entry.ways), what)
            for way in entry.ways:
                self._way(entry, way)
                stack += [later for positions in way.after.values() for later in positions]

    def _way(self, entry: Entry, way: Way) -> None:
        """Check that a way is an equilibrium of its stage, worth what the entry says."""
        ledger = self.ledger.under(way.when)
        self.ledger.pages.counts["ways"] += 1
        tail = f", in what supports the regime from {entry.root} on"
        inside = stage_nodes(self.tree)[entry.root]
        ends: dict[str, Values] = {}
        rivals: dict[str, list[Entry]] = {}
        for end in self.ends[entry.root]:
            found = [self._entry(position, end) for position in way.after.get(end, ())]
            known = [one for one in found if one is not None]
            if not known or len(known) < len(found):
                if not found:
                    self.ledger.refute(f"nothing is stated about the subgame at {end}{tail}")
                return
            if len(known) == 1:
                ends[end] = known[0].values
                _holds(ledger, known[0].when, f"the subgame at {end} does not go on as stated everywhere{tail}")
            else:
                rivals[end] = known
        good = True
        for key, mix in way.strategy.items():
            if key not in self.tree.information_sets or not {*self.tree.information_sets[key]} <= {*inside}:
                self.ledger.refute(f"the strategy at {key!r} is no part of the stage{tail}")
                good = False
            else:
                good &= ledger.distribution(mix, self.tree.actions(key), f"the strategy at {key}{tail}")
        if not good:
            return
        if rivals:
            self._deterred(entry, way, ends, rivals, ledger, tail)
            return
        stage = self._stage(entry, way, ends, ledger, tail)
        stage.check()
        self.bayes_error = worst([self.bayes_error, stage.bayes_error])
        self._worth(entry, stage.worth.get(entry.root), ledger, tail)

    def _deterred(
        self,
        entry: Entry,
        way: Way,
        ends: Mapping[str, Values],
        rivals: Mapping[str, list[Entry]],
        ledger: Ledger,
        tail: str,
    ) -> None:
        """Check a single mover: after every move not taken one of the entries is there and leaves the mover no more."""
        node = self.tree.nodes[entry.root]
        key = self.tree.information_set(entry.root) if isinstance(node, Move) else ""
        taken = {label for label, chance in way.strategy.get(key, {}).items() if chance != 0}
        if not isinstance(node, Move) or len(stage_nodes(self.tree)[entry.root]) > 1 or len(taken) != 1:
            ledger.doubt(f"which of several ways a subgame goes on in{tail}")
            return
        after: dict[str, Values] = {}
        for label, target in node.actions.items():
            end = self.tree.nodes[target] if isinstance(target, str) else target
            if isinstance(end, Payoff):
                after[label] = end.values
            elif isinstance(target, str) and target in ends:
                after[label] = ends[target]
        (action,) = taken
        if action not in after:
            ledger.doubt(f"which of several ways the play goes on in after {action}{tail}")
            return
        own, player = after[action][node.player], node.player
        for label, target in node.actions.items():
            if label in after:
                gain = after[label][player] - own
                for case in ledger.cases():
                    case.not_positive(gain, f"at {entry.root} {player} gains by {label}{tail}")
            else:
                claims = [
                    one.when & relation(own - one.values[player] + Fraction(0), ">=") for one in rivals[str(target)]
                ]
                ledger.pages.counts["deviations"] += 1
                _holds(ledger, any_of(claims), f"at {entry.root} nothing deters {player} from {label}{tail}")
        self._worth(entry, after[action], ledger, tail)

    def _worth(self, entry: Entry, worth: Values | None, ledger: Ledger, tail: str) -> None:
        if worth is None:
            ledger.doubt(f"what the subgame at {entry.root} is worth{tail}")
        else:
            ledger.equal(entry.values, worth, f"worth{tail},", "worth")

    def _stage(self, entry: Entry, way: Way, ends: Mapping[str, Values], ledger: Ledger, tail: str) -> StageAudit:
        inside = stage_nodes(self.tree)[entry.root]
        return StageAudit(
            self.tree, inside, way.strategy, way.beliefs, ends, ledger, deterrence=way.deterrence, tail=tail
        )

    def _entry(self, position: int, root: str) -> Entry | None:
        """Return the entry at a position, which must be one of the subgame at ``root``."""
        table = self.support.table
        if not 0 <= position < len(table) or table[position].root != root:
            self.ledger.refute(f"what is stated about the subgame at {root} is no play of it")
            return None
        return table[position]


def _holds(ledger: Ledger, condition: Condition, what: str) -> None:
    """Check that a condition holds wherever the ledger's does; what the text of the two says already needs no proof."""
    when = ledger.when
    stated = condition in (TRUE, when) or (isinstance(when, And) and condition in when.parts)
    if stated or (isinstance(condition, Or) and when in condition.parts):
        return
    for case in ledger.cases():
        case.impossible(~condition, what)


def _ends(tree: ExtensiveGame, inside: Iterable[str]) -> Iterator[str]:
    """Yield the nodes at which the subgames inside a stage start."""
    within = {*inside}
    for name in within:
        for _, to in tree.children(name):
            if isinstance(to, str) and to not in within and not isinstance(tree.nodes[to], Payoff):
                yield to
