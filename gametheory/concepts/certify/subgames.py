"""Subgames of a tree, and when a path of play is part of some subgame-perfect equilibrium.

A node starts a subgame when every information set that meets the tree below it lies inside that tree (Selten 1965).

In a game of perfect information a path is played in some subgame-perfect equilibrium in pure strategies exactly when
at every decision on it, for every other move, the subgame after that move has a subgame-perfect continuation that gives
the mover no more than the path does. Listing every continuation with its condition turns this into a statement about
the parameters.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping
from fractions import Fraction

from gametheory.concepts.certify.certificate import Number
from gametheory.concepts.equilibrium import Distribution
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import FALSE, TRUE, Condition, all_of, any_of, relation

__all__ = ["path_claims", "stage_nodes", "subgame_roots"]

MOST = 4000
"""More continuations than this at one node are not listed."""

Values = tuple[Number, ...]


def subgame_roots(tree: ExtensiveGame) -> list[str]:
    """Return the nodes at which subgames start, the root first; ends of the game are not counted."""
    last: dict[str, int] = {}
    first: dict[str, int] = {}
    stack: list[tuple[str, bool]] = [(tree.root, False)]
    clock = 0
    while stack:
        name, done = stack.pop()
        if done:
            last[name] = clock
            continue
        first[name] = clock = clock + 1
        stack.append((name, True))
        stack += [(target, False) for _, target in tree.children(name) if isinstance(target, str)]
    decisions = [name for name in tree.order if not isinstance(tree.nodes[name], Payoff)]
    return [n for n in decisions if all(_closed(tree, key, first[n], last[n], first) for key in tree.information_sets)]


@functools.lru_cache(maxsize=8)
def stage_nodes(tree: ExtensiveGame) -> dict[str, tuple[str, ...]]:
    """Return what is left of every subgame without the subgames inside it: its decision and chance nodes, in order."""
    inside: dict[str, list[str]] = {root: [] for root in subgame_roots(tree)}
    start = {tree.root: tree.root}
    for name in tree.order:
        start[name] = name if name in inside else start[name]
        if not isinstance(tree.nodes[name], Payoff):
            inside[start[name]].append(name)
        start.update({to: start[name] for _, to in tree.children(name) if isinstance(to, str)})
    return {root: tuple(names) for root, names in inside.items()}


def _closed(tree: ExtensiveGame, key: str, low: int, high: int, first: Mapping[str, int]) -> bool:
    within = [low <= first[n] <= high for n in tree.information_sets[key]]
    return all(within) or not any(within)


def path_claims(
    tree: ExtensiveGame, profile: Mapping[str, Distribution], fold: Callable[[Condition], Condition]
) -> list[tuple[str, Condition]] | None:
    """Return what must hold for pure play on the path to be part of a subgame-perfect equilibrium.

    Parameters
    ----------
    tree : ExtensiveGame
    profile : mapping of information set to action to probability
        What is done on the path; more is not looked at.
    fold : callable
        Replaces a relation by ``TRUE`` or ``FALSE`` where that is known; keeps the lists short.

    Returns
    -------
    list of (sentence, Condition) or None
        The sentence says which deviation is not deterred if the condition fails. None where the game has information
        sets, play on the path is mixed or missing, or there are too many continuations.
    """
    action = _path(tree, profile)
    if action is None:
        return None
    index = {player: i for i, player in enumerate(tree.players)}
    known: dict[str, list[tuple[Values, Condition]]] = {}
    claims: list[tuple[str, Condition]] = []

    def after(target: str | Payoff) -> list[tuple[Values, Condition]]:
        if isinstance(target, str):
            return known[target]
        return [(tuple(target.values[p] for p in tree.players), TRUE)]

    def deterred(values: Values, mover: int, other: str | Payoff) -> Condition:
        return any_of(c & fold(relation(values[mover] + Fraction(0), ">=", v[mover])) for v, c in after(other))

    for name in reversed(tree.order):
        node = tree.nodes[name]
        found: list[tuple[Values, Condition]] = []
        if isinstance(node, Payoff):
            found = after(node)
        elif isinstance(node, Chance):
            weights = [chance for chance, _ in node.branches.values()]
            for combo in itertools.product(*(after(target) for _, target in node.branches.values())):
                total = tuple(
                    sum((w * v[i] for w, (v, _) in zip(weights, combo, strict=True)), start=Fraction(0))
                    for i in range(len(tree.players))
                )
                found.append((total, all_of(c for _, c in combo)))
                if len(found) > MOST:
                    return None
        elif name in action:
            # the path goes on in one way; what it must be worth against the other moves is a claim of its own
            found = after(node.actions[action[name]])
            ((values, _),) = found
            for label, other in node.actions.items():
                if label != action[name]:
                    what = f"at {name} no subgame-perfect play deters {node.player} from {label}"
                    claims.append((what, deterred(values, index[node.player], other)))
        else:
            mover = index[node.player]
            for label, target in node.actions.items():
                others = [other for b, other in node.actions.items() if b != label]
                for values, condition in after(target):
                    found.append((values, all_of([condition, *(deterred(values, mover, other) for other in others)])))
        merged: dict[Values, list[Condition]] = {}
        for values, condition in found:
            merged.setdefault(values, []).append(condition)
        either = [(values, any_of(conditions)) for values, conditions in merged.items()]
        known[name] = [(values, condition) for values, condition in either if condition != FALSE]
        if len(known[name]) > MOST:
            return None
    return claims


def _path(tree: ExtensiveGame, profile: Mapping[str, Distribution]) -> dict[str, str] | None:
    """Return the move at every decision that the profile reaches, or None if one is mixed or missing."""
    if not tree.perfect_information:
        return None
    action: dict[str, str] = {}
    stack = [tree.root]
    while stack:
        name = stack.pop()
        node = tree.nodes[name]
        targets = [target for _, target in tree.children(name)]
        if isinstance(node, Move):
            chances = {a: p for a, p in profile.get(tree.information_set(name), {}).items() if p != 0}
            if len(chances) != 1:
                return None
            (action[name],) = chances
            targets = [node.actions[action[name]]]
        stack += [t for t in targets if isinstance(t, str)]
    return action
