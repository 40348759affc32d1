r"""All extreme equilibria of a two-player game in strategic form, exactly.

With positive payoff matrices :math:`A` (row player) and :math:`B` (column player), the best-response polytopes are

.. math:: P = \{x \ge 0 : B^\top x \le 1\}, \qquad Q = \{y \ge 0 : A y \le 1\}.

A point has *label* :math:`i` (a row) if :math:`x_i = 0`, or if row :math:`i` is a best response to :math:`y`, that is
:math:`(Ay)_i = 1`; labels of columns likewise. The pairs of vertices, other than the pair of origins, that have all
labels between them, scaled to sum to one, are exactly the *extreme equilibria*: every equilibrium is a convex
combination of extreme ones within a maximal Nash subset (von Stengel 2002, "Computing equilibria for two-person
games", Handbook of Game Theory 3, theorems 2.4 and 2.14; Avis, Rosenberg, Savani and von Stengel 2010, Economic
Theory 42).
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from gametheory.concepts.exact.polytope import extreme_rays

__all__ = ["complementary", "extreme_equilibria", "most_vertices", "positive_payoffs"]

Exact = int | Fraction
Matrix = Sequence[Sequence[Exact]]
Mixed = tuple[Fraction, ...]
Left = TypeVar("Left")
Right = TypeVar("Right")


def most_vertices(dimension: int, facets: int) -> int:
    """Return the most vertices that a polytope of a dimension with so many facets can have (McMullen 1970)."""
    free = facets - dimension
    return math.comb(facets - (dimension + 1) // 2, free) + math.comb(facets - (dimension + 2) // 2, free)


def positive_payoffs(matrix: Matrix) -> list[list[int]]:
    """Return a positive affine image of the payoffs that consists of positive integers."""
    scale = math.lcm(*(x.denominator for row in matrix for x in row))
    whole = [[x.numerator * (scale // x.denominator) for x in row] for row in matrix]
    least = min(min(row) for row in whole)
    return [[x - least + 1 for x in row] for row in whole]


def _polytope(responses: list[list[int]], dimension: int) -> list[tuple[tuple[int, ...], int]]:
    """Return the vertices but the origin of ``{z >= 0, responses z <= 1}`` with their labels.

    Bit ``i`` of the labels says that ``z_i = 0``, bit ``dimension + k`` that response ``k`` is a best one.
    """
    signs = [tuple([0] * (i + 1) + [1] + [0] * (dimension - 1 - i)) for i in range(dimension)]
    limits = [(1, *(-x for x in row)) for row in responses]
    found = extreme_rays([*signs, *limits], dimension=dimension)
    return [(ray[1:], labels) for ray, labels in found if any(ray[1:])]


def _mixed(ray: Sequence[int]) -> Mixed:
    total = sum(ray)
    return tuple([Fraction(x, total) for x in ray])


def extreme_equilibria(A: Matrix, B: Matrix) -> list[tuple[Mixed, Mixed]]:
    """Return all extreme equilibria of a bimatrix game, each once.

    Parameters
    ----------
    A, B : matrices of int or Fraction, rows of the row player
        The payoffs of the row and of the column player.

    Returns
    -------
    list of (x, y)
        Mixed strategies of the two players, sorted so that earlier strategies come first.
    """
    m, n = len(A), len(A[0])
    first = _polytope([list(column) for column in zip(*positive_payoffs(B), strict=True)], m)
    second = _polytope(positive_payoffs(A), n)
    return sorted(((_mixed(x), _mixed(y)) for x, y in complementary(first, second, m, n)), reverse=True)


def complementary(
    first: Sequence[tuple[Left, int]], second: Sequence[tuple[Right, int]], m: int, n: int
) -> list[tuple[Left, Right]]:
    """Return the pairs that have all ``m + n`` labels between them.

    Parameters
    ----------
    first, second : sequences of (vertex, labels)
        Either side's own ``m`` (``n``) labels are its lowest bits, the other side's follow.
    """
    everything = (1 << (m + n)) - 1
    low = (1 << n) - 1
    swapped = [(y, (labels >> n) | (labels & low) << m) for y, labels in second]
    # nearly all pairs fit exactly: those are looked up, and only what has more labels than it needs is searched through
    exact: dict[int, list[Right]] = {}
    for y, labels in swapped:
        exact.setdefault(labels, []).append(y)
    distinct = sorted(exact, key=int.bit_count)
    sizes = [labels.bit_count() for labels in distinct]
    partners: dict[int, list[Right]] = {}
    found = []
    for x, labels in first:
        missing = everything ^ labels
        if missing not in partners:
            start = bisect.bisect_right(sizes, missing.bit_count())
            fitting = [exact.get(missing, []), *(exact[k] for k in distinct[start:] if k & missing == missing)]
            partners[missing] = [y for ys in fitting for y in ys]
        found += [(x, y) for y in partners[missing]]
    return found
