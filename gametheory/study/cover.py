"""The shortest way to tell one set of sign patterns from the others: prime implicants and a small cover.

A cell of a parameter plane is known by the patterns of signs that some polynomials take on it. Which signs matter? A
pattern loses, one after another, every sign without which it still excludes all patterns of the other cells (a prime
implicant, Quine 1952); then the fewest of these that cover all patterns of the cell are taken greedily. Patterns that
occur nowhere in the plane count for neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

__all__ = ["cover"]

Pattern = tuple[int, ...]
Cube = Mapping[int, int]


def cover(own: Sequence[Pattern], others: Sequence[Pattern], order: Sequence[int]) -> list[dict[int, int]]:
    """Return cubes (position to sign) that together hold on all of ``own`` and nowhere on ``others``.

    Parameters
    ----------
    own, others : sequences of sign patterns of equal length, without a common one
    order : sequence of int
        The positions, the ones to be dispensed with first in front.
    """
    primes: dict[frozenset[tuple[int, int]], dict[int, int]] = {}
    for pattern in own:
        for turn in (order, [*order[1::2], *order[::2]]):
            cube = _prime(pattern, others, turn)
            primes[frozenset(cube.items())] = cube
    left = list(own)
    chosen: list[dict[int, int]] = []
    while left:
        best = max(primes.values(), key=lambda cube: (sum(_holds(cube, p) for p in left), -len(cube)))
        chosen.append(best)
        left = [p for p in left if not _holds(best, p)]
    return chosen


def _prime(pattern: Pattern, others: Iterable[Pattern], order: Sequence[int]) -> dict[int, int]:
    # of each other pattern only the places where it differs matter: one of them must stay
    differ = [{i for i in order if other[i] != pattern[i]} for other in others]
    kept = list(order)
    for i in order:
        rest = [j for j in kept if j != i]
        if all(not places.isdisjoint(rest) for places in differ):
            kept = rest
    return {i: pattern[i] for i in sorted(kept)}


def _holds(cube: Cube, pattern: Pattern) -> bool:
    return all(pattern[i] == sign for i, sign in cube.items())
