"""Audit of the middle of a piece of a continuum of equilibria of a tree, with numbers.

The pieces of a stage's equilibria are products of a polytope of one player's strategies there and one of the other's,
so that the average of the stated vertices is one too. At information sets that the middle does not reach answers need
not be averages: some answer must be optimal under some belief and keep everybody on the path, which is looked for among
all sets of actions.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory.concepts.certify.certificate import Ledger, Number
from gametheory.concepts.certify.extensive import history_of
from gametheory.concepts.certify.feasible import mixture
from gametheory.concepts.certify.stages import StageAudit, Values
from gametheory.concepts.certify.subgames import stage_nodes
from gametheory.concepts.equilibrium import Distribution, Equilibrium
from gametheory.game import ExtensiveGame

__all__ = ["audit_middle_of_tree"]

Profile = Mapping[str, Distribution]


def audit_middle_of_tree(tree: ExtensiveGame, eq: Equilibrium, ledger: Ledger) -> None:
    """Check the average of the vertices, which differ in the first stage of the tree only."""
    profiles = [{key: mix for sets in v.strategy.values() for key, mix in sets.items()} for v in eq.vertices]
    if any(key not in profile for profile in profiles for key in tree.information_sets):
        return  # the check of the vertex says so
    inside = stage_nodes(tree)[tree.root]
    ledger.pages.counts["middles"] += 1
    first = {tree.information_set(name) for name in inside if name in _moves(tree)}
    if any(p[key] != profiles[0][key] for p in profiles for key in p if key not in first):
        ledger.doubt("the middle of the piece: its vertices differ in more than the first stage")
        return
    ends: dict[str, Values] = {}
    for root, nodes in reversed(stage_nodes(tree).items()):
        if root != tree.root:
            ends[root] = StageAudit(tree, nodes, profiles[0], {}, ends, ledger).worth[root]
    average: dict[str, Distribution] = {key: _average([profile[key] for profile in profiles]) for key in sorted(first)}
    whole = StageAudit(tree, inside, average, {}, ends, ledger)
    reached = {key: mix for key, mix in average.items() if whole.reached(key)}
    beliefs: dict[str, Distribution] = {key: _bayes(whole, key) for key in reached if len(whole.sets[key]) > 1}
    open_ = StageAudit(tree, inside, reached, beliefs, ends, ledger)
    if any(len(_tied(open_, key, action)) > 1 for key in open_.sets for action in tree.actions(key)):
        ledger.doubt("the middle of the piece: what somebody gains hangs on answers at several information sets")
        return
    answers: dict[str, Distribution] = {}
    for key in [key for key in open_.sets if key not in reached]:
        found = _deterring(open_, key)
        if found is None:
            ledger.refute(f"in the middle of the piece no answer at {key} keeps everybody on the path")
            return
        answers[key], beliefs[key] = found
    tail = ", in the middle of the piece"
    StageAudit(tree, inside, {**reached, **answers}, beliefs, ends, ledger, tail=tail).check()


def _moves(tree: ExtensiveGame) -> set[str]:
    return {name for members in tree.information_sets.values() for name in members}


def _tied(stage: StageAudit, key: str, action: str) -> set[str]:
    """Return the sets, not reached, on whose answers hangs what an action is worth, the set itself counted."""
    return stage.hangs(key, action) | ({key} & stage.open.keys())


def _average(mixes: Sequence[Distribution]) -> dict[str, Number]:
    share = Fraction(1, len(mixes))
    labels = dict.fromkeys(label for mix in mixes for label in mix)
    return {label: share * sum((mix.get(label, 0) for mix in mixes), start=Fraction(0)) for label in labels}


def _bayes(stage: StageAudit, key: str) -> dict[str, Number]:
    weight: dict[str, Any] = {history_of(stage.tree, name): stage.reach.get(name, 0) for name in stage.sets[key]}
    total = sum(weight.values(), start=Fraction(0))
    return {history: chance / total for history, chance in weight.items()}


def _deterring(stage: StageAudit, key: str) -> tuple[Distribution, Distribution] | None:
    """Return an answer at a set that is not reached, and a belief that makes it optimal, so that nobody goes there."""
    tree = stage.tree
    actions, owner = tree.actions(key), tree.owner(key)
    pure = {action: stage.worth_with({key: {action: 1}}) for action in actions}
    gains: list[dict[str, Any]] = [
        {action: stage.gain(other, label, weights, pure[action]) for action in actions}
        for other in stage.sets
        for label in tree.actions(other)
        if stage.hangs(other, label) == {key} and (weights := stage.weights(other)) is not None
    ]
    table: dict[str, list[Any]] = {a: [v[owner] for v in stage.nexts(key, a, stage.worth)] for a in actions}
    for size in range(1, len(actions) + 1):
        for used in itertools.combinations(actions, size):
            rows = [[x - y for x, y in zip(table[used[0]], table[a], strict=True)] for a in actions]
            rows += [[y - x for x, y in zip(table[used[0]], table[a], strict=True)] for a in used]
            belief = mixture(rows, len(stage.sets[key]))
            answer = mixture([[-gain[action] for action in used] for gain in gains], len(used))
            if belief is not None and answer is not None:
                histories = [history_of(tree, name) for name in stage.sets[key]]
                return dict(zip(used, answer, strict=True)), dict(zip(histories, belief, strict=True))
    return None
