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
    masks = [_mask(pattern) for pattern in others]
    primes: dict[frozenset[tuple[int, int]], dict[int, int]] = {}
    for pattern in own:
        mine = _mask(pattern)
        # of each other pattern only the places where it differs matter: one of them must stay
        differ = {mine ^ mask for mask in masks}
        for turn in (order, [*order[1::2], *order[::2]]):
            cube = {i: pattern[i] for i in _prime(differ, turn)}
            primes[frozenset(cube.items())] = cube
    left = list(own)
    chosen: list[dict[int, int]] = []
    while left:
        best = max(primes.values(), key=lambda cube: (sum(_holds(cube, p) for p in left), -len(cube)))
        chosen.append(best)
        left = [p for p in left if not _holds(best, p)]
    return chosen


def _mask(pattern: Pattern) -> int:
    return sum(1 << i for i, sign in enumerate(pattern) if sign > 0)


def _prime(differ: Iterable[int], order: Sequence[int]) -> list[int]:
    """Return the places of a smallest set (none of them can be spared) that meets every mask in ``differ``."""
    kept = sum(1 << i for i in order)
    for i in order:
        rest = kept & ~(1 << i)
        if all(mask & rest for mask in differ):
            kept = rest
    return sorted(i for i in order if kept >> i & 1)


def _holds(cube: Cube, pattern: Pattern) -> bool:
    return all(pattern[i] == sign for i, sign in cube.items())
