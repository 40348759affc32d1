"""Maximal bicliques and components of a bipartite graph.

Where the extreme equilibria of a two-player game are the edges of a graph between the extreme strategies of the two
players, its maximal bicliques are the maximal Nash subsets (all products of convex sets that consist of equilibria
and are not part of a larger one; Winkels 1979; Jansen 1981), and its components those of the set of equilibria (Avis,
Rosenberg, Savani and von Stengel 2010, section 4). The maximal bicliques are the formal concepts of the relation:
pairs of sets in which each is everything that the other is related to (Ganter and Wille 1999).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from gametheory.lang import deadline

__all__ = ["connected", "maximal_bicliques"]

Left = TypeVar("Left", bound=Hashable)
Right = TypeVar("Right", bound=Hashable)


def maximal_bicliques(pairs: Iterable[tuple[Left, Right]]) -> list[tuple[frozenset[Left], frozenset[Right]]]:
    """Return all maximal bicliques with two sides that are not empty.

    Parameters
    ----------
    pairs : iterable of (left, right)
        The edges. The sides are told apart by their place, so the same object may stand on both.

    Examples
    --------
    >>> [(sorted(left), sorted(right)) for left, right in maximal_bicliques([(1, "a"), (1, "b"), (2, "b")])]
    [([1], ['a', 'b']), ([1, 2], ['b'])]
    """
    related: dict[Left, dict[Right, None]] = {}
    for left, right in pairs:
        related.setdefault(left, {})[right] = None
    neighbours = {left: frozenset(rights) for left, rights in related.items()}
    closed: dict[frozenset[Right], None] = {}
    for rights in neighbours.values():
        # every closed set is an intersection of neighbourhoods
        deadline.check()
        for one in [rights, *(rights & other for other in closed)]:
            if one:
                closed[one] = None
    return [(frozenset(left for left, found in neighbours.items() if one <= found), one) for one in closed]


def connected(pairs: Iterable[tuple[Left, Right]]) -> list[list[tuple[Left, Right]]]:
    """Return the edges grouped by connected component, components and edges in the order in which they come.

    >>> connected([(1, "a"), (2, "b"), (1, "c"), (3, "b")])
    [[(1, 'a'), (1, 'c')], [(2, 'b'), (3, 'b')]]
    """
    edges = list(dict.fromkeys(pairs))
    above: dict[tuple[int, Hashable], tuple[int, Hashable]] = {}

    def root(node: tuple[int, Hashable]) -> tuple[int, Hashable]:
        path = []
        while above.setdefault(node, node) != node:
            path.append(node)
            node = above[node]
        for step in path:
            above[step] = node
        return node

    for left, right in edges:
        above[root((1, right))] = root((0, left))
    groups: dict[tuple[int, Hashable], list[tuple[Left, Right]]] = {}
    for left, right in edges:
        groups.setdefault(root((0, left)), []).append((left, right))
    return list(groups.values())
