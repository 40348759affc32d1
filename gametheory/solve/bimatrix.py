r"""All extreme equilibria of a two-player game in strategic form, exactly.

With positive payoff matrices :math:`A` (row player) and :math:`B` (column player), the best-response polytopes are

.. math:: P = \{x \ge 0 : B^\top x \le 1\}, \qquad Q = \{y \ge 0 : A y \le 1\}.

A point has *label* :math:`i` (a row) if :math:`x_i = 0`, or if row :math:`i` is a best response to :math:`y`, that is
:math:`(Ay)_i = 1`; labels of columns likewise. The pairs of vertices, other than the pair of origins, that have all labels
between them, scaled to sum to one, are exactly the *extreme equilibria*: every equilibrium is a convex combination of
extreme ones within a maximal Nash subset (von Stengel 2002, "Computing equilibria for two-person games", Handbook of Game
Theory 3, theorems 2.4 and 2.14; Avis, Rosenberg, Savani and von Stengel 2010, Economic Theory 42).
"""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Iterator, Sequence
from fractions import Fraction

from gametheory.solve.polytope import extreme_rays, feasible_point

__all__ = ["extreme_equilibria", "one_equilibrium", "vertex_bound"]

Exact = int | Fraction
Matrix = Sequence[Sequence[Exact]]
Mixed = tuple[Fraction, ...]


def vertex_bound(rows: int, columns: int) -> int:
    """Return the most vertices that a best-response polytope of a game of this size can have (McMullen 1970).

    Both polytopes have ``rows + columns`` facets; the larger of the bounds for dimension ``rows`` and ``columns`` counts.
    """

    def bound(dimension: int) -> int:
        facets = rows + columns
        free = facets - dimension
        return math.comb(facets - (dimension + 1) // 2, free) + math.comb(facets - (dimension + 2) // 2, free)

    return max(bound(rows), bound(columns))


def _positive(matrix: Matrix) -> list[list[int]]:
    """Return a positive affine image of the payoffs that consists of positive integers."""
    scale = math.lcm(*(x.denominator for row in matrix for x in row))
    whole = [[x.numerator * (scale // x.denominator) for x in row] for row in matrix]
    least = min(min(row) for row in whole)
    shifted = [[x - least + 1 for x in row] for row in whole]
    return shifted


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
    first = _polytope([list(column) for column in zip(*_positive(B), strict=True)], m)
    second = _polytope(_positive(A), n)
    everything = (1 << (m + n)) - 1
    low, high = (1 << n) - 1, (1 << m) - 1
    # the labels of y in the order of those of x: rows first
    swapped = [(y, (labels >> n) | (labels & low) << m) for y, labels in second]
    assert high | (low << m) == everything
    simple = {labels: y for y, labels in swapped if labels.bit_count() == n}
    crowded = [(y, labels) for y, labels in swapped if labels.bit_count() > n]
    found = []
    for x, labels in first:
        missing = everything ^ labels
        if labels.bit_count() == m:
            y = simple.get(missing)
            partners = [] if y is None else [y]
            partners += [y for y, other in crowded if other & missing == missing]
        else:
            partners = [y for y, other in swapped if other & missing == missing]
        if partners:
            mixed = _mixed(x)
            found += [(mixed, _mixed(y)) for y in partners]
    return sorted(found, reverse=True)


def one_equilibrium(A: Matrix, B: Matrix) -> tuple[Mixed, Mixed] | None:
    """Return one equilibrium, found in floating point and then solved exactly, or None.

    Nashpy's Lemke-Howson algorithm (Lemke and Howson 1964) is tried from every starting label, last on slightly perturbed
    payoffs, which are nondegenerate. Each time the exact payoffs decide: the supports that it found are an equilibrium's if
    the linear systems for both players are feasible, and the solution of these is returned.
    """
    for rows, columns in _candidates(A, B):
        x = _indifference([list(column) for column in zip(*B, strict=True)], rows, columns)
        if x is None:
            continue
        y = _indifference(A, columns, rows)
        if y is not None:
            return x, y
    return None


def _candidates(A: Matrix, B: Matrix) -> Iterator[tuple[list[int], list[int]]]:
    """Yield supports that floating point takes for those of an equilibrium."""
    import nashpy
    import numpy as np

    rng = random.Random(0)
    scaled = [[[float(x) for x in row] for row in _positive(M)] for M in (A, B)]
    sizes = [max(map(max, M)) for M in scaled]
    seen = set()
    for noise in (0.0, 1e-6, 1e-4):
        game = nashpy.Game(
            *(
                np.array([[x / size + noise * rng.random() for x in row] for row in M])
                for M, size in zip(scaled, sizes, strict=True)
            )
        )
        for label in range(len(A) + len(A[0])):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    x, y = game.lemke_howson(initial_dropped_label=label)
                except (ValueError, IndexError, FloatingPointError):
                    continue
            if x.shape != (len(A),) or y.shape != (len(A[0]),) or not np.isfinite(x).all() or not np.isfinite(y).all():
                continue
            supports = tuple(np.flatnonzero(x > 1e-9).tolist()), tuple(np.flatnonzero(y > 1e-9).tolist())
            if supports not in seen and all(supports):
                seen.add(supports)
                yield list(supports[0]), list(supports[1])


def _indifference(responses: Matrix, support: list[int], best: list[int]) -> Mixed | None:
    """Return a mixture over ``support`` to which all of ``best`` are best responses, or None.

    ``responses[k][i]`` is what response ``k`` pays against the pure strategy ``i``.
    """
    width = len(support)
    base = [responses[best[0]][i] for i in support]
    equations = [[-1, *([1] * width)]]
    bounds: list[list[Exact]] = [[0, *(int(i == j) for j in range(width))] for i in range(width)]
    for k, row in enumerate(responses):
        margin = [0, *(b - row[i] for b, i in zip(base, support, strict=True))]
        (equations if k in best else bounds).append(margin)  # type: ignore[arg-type]
    point = feasible_point(bounds, equations, dimension=width)
    if point is None:
        return None
    mixed = [Fraction(0)] * len(responses[0])
    for i, p in zip(support, point, strict=True):
        mixed[i] = p
    return tuple(mixed)
