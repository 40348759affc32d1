r"""The sequence form of an extensive game, and its extreme equilibria.

Under perfect recall a player's *sequence* is an information set of the player with an action there, or the empty one. A
*realization plan* :math:`r` gives every sequence the probability that the player's own moves contribute: :math:`r = 1`
for the empty one, and at every information set the actions share what the sequence that leads there has. Behaviour
strategies are its ratios (Kuhn 1953), and every history's probability is a product of chance and one entry a player.

Two realization plans are best responses to each other exactly when there are values :math:`v` of the information sets
such that no sequence pays more than its information set is worth, and those in use pay that much (von Stengel 1996,
"Efficient computation of behavior strategies"; Koller, Megiddo and von Stengel 1996). So equilibria are complementary
points of two polyhedra, as in strategic form (:mod:`gametheory.concepts.nash.vertex_enumeration`), which are as large
as the tree and not as the number of plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts.exact.polytope import extreme_rays
from gametheory.concepts.nash.vertex_enumeration import complementary
from gametheory.game import Chance, ExtensiveGame, History, Move

__all__ = ["Sequences", "extreme_realizations", "polyhedron_sizes", "sequences", "system"]

Realization = tuple[Any, ...]
Sets = dict[str, tuple[int, dict[str, int]]]


@dataclass(frozen=True)
class Sequences:
    """One tree, seen from the sequences of two of its players; whoever else moves has no choice.

    Attributes
    ----------
    sets : for either player, information set to ``(index of the sequence that leads there, {action: index})``
        Index 0 is the empty sequence.
    paths : tuple of (history, weight of chance, first player's sequence, second player's sequence, payoffs)
        One entry a terminal history; ``payoffs`` by player.
    """

    tree: ExtensiveGame
    axes: tuple[str, str]
    sets: tuple[Sets, Sets]
    paths: tuple[tuple[str, Any, int, int, Mapping[str, Any]], ...]

    def length(self, side: int) -> int:
        """Return how many sequences a player has."""
        return 1 + sum(len(actions) for _, actions in self.sets[side].values())

    def plan_count(self, side: int) -> int:
        """Return how many reduced plans a player has: strategies that differ only where they lead nowhere are one."""
        ways = [1] * self.length(side)
        for before, actions in reversed(self.sets[side].values()):
            ways[before] *= sum(ways[i] for i in actions.values())
        return ways[0]

    def outcome(self, first: Realization, second: Realization) -> dict[str, Any]:
        """Return the probability of every terminal history that has one."""
        found = {}
        for history, weight, i, j, _ in self.paths:
            p = weight * first[i] * second[j]
            if p != 0:
                found[history] = p
        return found

    def payoffs(self, outcome: Mapping[str, Any]) -> dict[str, Any]:
        """Return every player's expected payoff."""
        total: dict[str, Any] = dict.fromkeys(self.tree.players, Fraction(0))
        for history, _, _, _, values in self.paths:
            if history in outcome:
                for player in total:
                    total[player] = total[player] + outcome[history] * values[player]
        return total

    def realization(self, side: int, plan: Mapping[str, str]) -> tuple[int, ...]:
        """Return a plan of a player as a realization plan of zeros and ones."""
        out = [0] * self.length(side)
        out[0] = 1
        for where, (_, actions) in self.sets[side].items():
            if where in plan:
                out[actions[plan[where]]] = 1
        return tuple(out)

    def behaviour(self, side: int, plan: Realization) -> dict[str, dict[str, Any]]:
        """Return a realization plan as behaviour: information set to action to probability, zeros left out.

        At an information set that the player's own moves never lead to, the plan says nothing: the first action stands
        there. No deviation of somebody else leads there, so it does not bear on the equilibrium.
        """
        out = {}
        for where, (before, actions) in self.sets[side].items():
            if plan[before] == 0:
                out[where] = {next(iter(actions)): Fraction(1)}
            else:
                out[where] = {a: plan[i] / plan[before] for a, i in actions.items() if plan[i] != 0}
        return out


def sequences(tree: ExtensiveGame, axes: tuple[str, str]) -> Sequences:
    """Return the sequences of two players of a tree; who is named in ``axes`` but does not play has none to choose."""
    sets: tuple[Sets, Sets] = ({}, {})
    counts = [1, 1]
    last: dict[str, tuple[int, int]] = {tree.root: (0, 0)}
    ends: dict[tuple[str, str], tuple[int, int]] = {}
    for name in tree.order:
        node, here = tree.nodes[name], last[name]
        side = axes.index(node.player) if isinstance(node, Move) and node.player in axes else None
        if side is not None:
            where = tree.information_set(name)
            if where not in sets[side]:
                labels = tree.actions(where)
                sets[side][where] = (here[side], {a: counts[side] + k for k, a in enumerate(labels)})
                counts[side] += len(labels)
            actions = sets[side][where][1]
        for label, target in tree.children(name):
            step = here
            if side is not None:
                step = (actions[label], here[1]) if side == 0 else (here[0], actions[label])
            if isinstance(target, str):
                last[target] = step
            else:
                ends[name, label] = step
    paths = []
    for path, end in tree.paths():
        weight: Any = Fraction(1)
        for name, label in path:
            node = tree.nodes[name]
            if isinstance(node, Chance):
                weight = weight * node.branches[label][0]
        at = (0, 0)
        if path:
            name, label = path[-1]
            target = dict(tree.children(name))[label]
            at = last[target] if isinstance(target, str) else ends[name, label]
        paths.append((History(label for _, label in path), weight, *at, end.values))
    return Sequences(tree, axes, sets, tuple(paths))


def polyhedron_sizes(form: Sequences) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return ``(dimension, inequalities)`` of the polyhedra of both players."""
    facets = form.length(0) + form.length(1)
    sets = len(form.sets[0]), len(form.sets[1])
    return (
        (form.length(0) - sets[0] + sets[1], facets),
        (form.length(1) - sets[1] + sets[0], facets),
    )


def extreme_realizations(form: Sequences) -> list[tuple[Realization, Realization]]:
    """Return the pairs of realization plans at the complementary pairs of vertices, each once (numeric games).

    Every equilibrium lies in the product of hulls of such pairs; see the module's description.
    """
    first = _polyhedron(form, 0)
    second = _polyhedron(form, 1)
    pairs = complementary(first, second, form.length(0), form.length(1))
    found: dict[tuple[Realization, Realization], None] = {}
    for (x, scale_x), (y, scale_y) in pairs:
        found[tuple(Fraction(a, scale_x) for a in x), tuple(Fraction(b, scale_y) for b in y)] = None
    return sorted(found, reverse=True)


def _polyhedron(form: Sequences, side: int) -> list[tuple[tuple[tuple[int, ...], int], int]]:
    """Return the vertices of ``{(r, v)}`` for one player, as ``((r, common denominator), labels)``.

    Labels: the player's sequences not in use, then the other's sequences that are best responses.
    """
    equations, slacks = system(form, side)
    mine, width = form.length(side), len(slacks[0])
    signs = [[int(k == 1 + i) for k in range(width)] for i in range(mine)]
    rays = extreme_rays([*signs, *slacks], equations, dimension=width - 1)
    return [((ray[1 : 1 + mine], ray[0]), labels) for ray, labels in rays]


def system(form: Sequences, side: int) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return the linear system of one player's realization plans and the best responses to them.

    The coordinates are the player's realization plan ``r``, the value of the game to the other, and the values of the
    other's information sets.

    Returns
    -------
    equations : rows ``(b, a_1, ...)`` that are zero
        The realization plan's: the first for the empty sequence, then one for each of the player's information sets.
    slacks : rows of the same shape
        One for each of the other's sequences, not negative, and zero where it is a best response: the value of its
        information set, less what it pays and the values of the information sets that it leads to.
    """
    other = 1 - side
    mine, theirs = form.length(side), form.length(other)
    keys = {where: mine + 2 + k for k, where in enumerate(form.sets[other])}
    width = mine + 2 + len(keys)
    equations: list[list[Any]] = [[-1, 1, *([0] * (width - 2))]]
    for before, actions in form.sets[side].values():
        row = [0] * width
        row[1 + before] = -1
        for i in actions.values():
            row[1 + i] = 1
        equations.append(row)
    slacks: list[list[Any]] = [[0] * width for _ in range(theirs)]
    slacks[0][1 + mine] = 1
    for where, (before, actions) in form.sets[other].items():
        slacks[before][keys[where]] = -1
        for i in actions.values():
            slacks[i][keys[where]] = 1
    name = form.axes[other]
    for _, weight, i, j, payoffs in form.paths:
        own, reply = (i, j) if side == 0 else (j, i)
        slacks[reply][1 + own] = slacks[reply][1 + own] - weight * payoffs.get(name, 0)
    return equations, slacks
