"""Subgames of a tree, and when a path of play is part of some subgame-perfect equilibrium.

A node starts a subgame when every information set that meets the tree below it lies inside that tree (Selten 1965).

In a game of perfect information a path is played in some subgame-perfect equilibrium in pure strategies exactly when
at every decision on it, for every other move, the subgame after that move has a subgame-perfect continuation that gives
the mover no more than the path does. Listing every continuation with its condition turns this into a statement about
the parameters.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction

from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import TRUE, Condition, all_of, any_of, relation
from gametheory.solve.certificate import Number
from gametheory.solve.solution import Distribution

__all__ = ["path_condition", "subgame_roots"]

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


def _closed(tree: ExtensiveGame, key: str, low: int, high: int, first: Mapping[str, int]) -> bool:
    within = [low <= first[n] <= high for n in tree.information_sets[key]]
    return all(within) or not any(within)


def path_condition(tree: ExtensiveGame, profile: Mapping[str, Distribution]) -> Condition | None:
    """Return when the pure play that ``profile`` states on the path is part of a subgame-perfect equilibrium.

    None where the game has information sets, play on the path is mixed or missing, or there are too many continuations.
    """
    if not tree.perfect_information:
        return None
    index = {player: i for i, player in enumerate(tree.players)}
    on_path: list[str] = []
    action: dict[str, str] = {}
    stack = [tree.root]
    while stack:
        name = stack.pop()
        node = tree.nodes[name]
        on_path.append(name)
        targets = [target for _, target in tree.children(name)]
        if isinstance(node, Move):
            chances = {a: p for a, p in profile.get(tree.information_set(name), {}).items() if p != 0}
            if len(chances) != 1:
                return None
            (action[name],) = chances
            targets = [node.actions[action[name]]]
        stack += [t for t in targets if isinstance(t, str)]

    known: dict[str, list[tuple[Values, Condition]]] = {}

    def after(target: str | Payoff) -> list[tuple[Values, Condition]]:
        if isinstance(target, str):
            return known[target]
        return [(tuple(target.values[p] for p in tree.players), TRUE)]

    def deterred(values: Values, mover: int, other: str | Payoff) -> Condition:
        return any_of(c & relation(values[mover] + Fraction(0), ">=", v[mover]) for v, c in after(other))

    played = set(on_path)
    for name in reversed(tree.order):
        node = tree.nodes[name]
        found: list[tuple[Values, Condition]] = []
        if isinstance(node, Payoff):
            found = after(node)
        elif isinstance(node, Chance):
            for combo in itertools.product(*(after(target) for _, target in node.branches.values())):
                weights = [chance for chance, _ in node.branches.values()]
                total = tuple(
                    sum((w * v[i] for w, (v, _) in zip(weights, combo, strict=True)), start=Fraction(0))
                    for i in range(len(tree.players))
                )
                found.append((total, all_of(c for _, c in combo)))
                if len(found) > MOST:
                    return None
        elif isinstance(node, Move):
            mover = index[node.player]
            for label, target in node.actions.items():
                if name in played and label != action[name]:
                    continue
                others = [other for b, other in node.actions.items() if b != label]
                for values, condition in after(target):
                    found.append((values, all_of([condition, *(deterred(values, mover, other) for other in others)])))
        merged: dict[Values, list[Condition]] = {}
        for values, condition in found:
            merged.setdefault(values, []).append(condition)
        known[name] = [(values, any_of(conditions)) for values, conditions in merged.items()]
        if len(known[name]) > MOST:
            return None
    return any_of(condition for _, condition in known[tree.root])
