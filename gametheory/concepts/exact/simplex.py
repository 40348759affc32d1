r"""One point of a polyhedron, and convex hulls, in exact arithmetic.

A polyhedron is given by rows ``(b, a_1, ..., a_n)`` that mean :math:`b + a \cdot x \ge 0` (inequalities) or
:math:`= 0` (equations). A point of it is found by the dual simplex method: with an objective that is zero every
dictionary is dual feasible, so the method only has to repair negative slacks, and Bland's (1977) least-index rule keeps
it from cycling. Dictionaries are integer with one common denominator, which exact division keeps small (Edmonds 1967).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from gametheory.lang import deadline

__all__ = ["extreme_points", "feasible_point", "in_hull", "integer_row"]

Exact = int | Fraction
Point = tuple[Fraction, ...]


def integer_row(row: Sequence[Exact], width: int) -> tuple[int, ...]:
    """Return the primitive integer vector that is a positive multiple of ``row``."""
    if len(row) != width:
        raise ValueError(f"a row needs {width} numbers (the constant and one a coordinate), got {len(row)}")
    scale = math.lcm(*[x.denominator for x in row])
    numbers = [x.numerator * (scale // x.denominator) for x in row]
    common = math.gcd(*numbers)
    return tuple(numbers) if common <= 1 else tuple([x // common for x in numbers])


def feasible_point(
    inequalities: Iterable[Sequence[Exact]], equations: Iterable[Sequence[Exact]] = (), *, dimension: int
) -> Point | None:
    """Return a point of a polyhedron, bounded or not, or None if it is empty.

    Parameters
    ----------
    inequalities : rows ``(b, a_1, ..., a_n)`` of int or Fraction
        Each means ``b + a . x >= 0``.
    equations : rows of the same shape
        Each means ``b + a . x = 0``.
    dimension : int
        The number ``n`` of coordinates.

    Raises
    ------
    ValueError
        If a row does not have ``dimension + 1`` entries.
    """
    deadline.check()
    width = dimension + 1
    bounds, signed = [], set()
    for given in inequalities:
        row = integer_row(given, width)
        if row.count(0) == dimension and not row[0] and max(row) == 1:
            signed.add(row.index(1) - 1)  # the sign of a coordinate needs no slack of its own
        else:
            bounds.append(row)
    equal = [integer_row(row, width) for row in equations]
    return _Tableau(bounds, equal, frozenset(range(dimension)) - signed, dimension).point()


class _Tableau:
    """A dictionary in the sense of Chvátal (1983): every basic variable as an affine function of the nonbasic ones.

    Variables are numbered: coordinates ``0 .. n-1``, then the slacks of the inequalities, then those of the equations.
    Row ``i`` reads ``scale * basic[i] = rows[i][0] + sum_j rows[i][j] * nonbasic[j]`` in integers.
    """

    def __init__(
        self, bounds: list[tuple[int, ...]], equal: list[tuple[int, ...]], free: frozenset[int], dimension: int
    ) -> None:
        self.dimension = dimension
        self.free = free  # the coordinates that may be negative
        self.slacks = dimension + len(bounds)  # the first slack of an equation: it must stay zero
        self.rows = [list(row) for row in (*bounds, *equal)]
        self.basic = list(range(dimension, dimension + len(self.rows)))
        self.nonbasic = [-1, *range(dimension)]
        self.scale = 1

    def _pivot(self, r: int, s: int) -> None:
        """Exchange the basic variable of row ``r`` with the nonbasic one of column ``s``."""
        pivot_row, old = self.rows[r], self.scale
        p = pivot_row[s]
        if p < 0:  # keep the common denominator positive
            pivot_row = [-x for x in pivot_row]
            sign, p = -1, -p
        else:
            sign = 1
        for i, row in enumerate(self.rows):
            if i != r:
                k = row[s]
                if k:
                    row[:] = [(p * x - k * y) // old for x, y in zip(row, pivot_row, strict=True)]
                    row[s] = k * sign
                elif p != old:
                    row[:] = [p * x // old for x in row]
        fresh = [-x for x in pivot_row]
        fresh[s] = old * sign
        self.rows[r] = fresh
        self.scale = p
        self.basic[r], self.nonbasic[s] = self.nonbasic[s], self.basic[r]

    def point(self) -> Point | None:
        """Return a feasible point, or None."""
        if not self._use_equations():
            return None
        self._free_coordinates_into_the_basis()
        if not self._dual_simplex():
            return None
        values = [Fraction(0)] * self.dimension
        for variable, row in zip(self.basic, self.rows, strict=True):
            if variable < self.dimension:
                values[variable] = Fraction(row[0], self.scale)
        return tuple(values)

    def _use_equations(self) -> bool:
        for variable in range(self.slacks, self.slacks + sum(v >= self.slacks for v in self.basic)):
            r = self.basic.index(variable)
            s = next((j for j in range(1, len(self.nonbasic)) if self.rows[r][j]), None)
            if s is not None:
                self._pivot(r, s)
                for row in self.rows:
                    del row[s]
                del self.nonbasic[s]
            elif self.rows[r][0]:
                return False
            else:
                del self.rows[r], self.basic[r]
        return True

    def _free_coordinates_into_the_basis(self) -> None:
        for s in range(1, len(self.nonbasic)):
            if self.nonbasic[s] in self.free:
                for r, variable in enumerate(self.basic):
                    if variable not in self.free and self.rows[r][s]:
                        self._pivot(r, s)
                        break

    def _dual_simplex(self) -> bool:
        while True:
            infeasible = [
                (variable, r)
                for r, variable in enumerate(self.basic)
                if variable not in self.free and self.rows[r][0] < 0
            ]
            if not infeasible:
                return True
            r = min(infeasible)[1]
            # a free coordinate that stayed nonbasic occurs in no row of a variable with a sign, so it cannot enter here
            entering = [(self.nonbasic[s], s) for s in range(1, len(self.nonbasic)) if self.rows[r][s] > 0]
            if not entering:
                return False
            self._pivot(r, min(entering)[1])


def in_hull(point: Sequence[Exact], points: Sequence[Sequence[Exact]]) -> bool:
    """Return whether ``point`` is a convex combination of ``points`` (never, if there are none)."""
    n = len(points)
    signs = [[0] * (n + 1) for _ in range(n)]
    for i, row in enumerate(signs):
        row[i + 1] = 1
    equations: list[list[Exact]] = [[-1, *([1] * n)]]
    equations += [[-x, *(other[k] for other in points)] for k, x in enumerate(point)]
    return feasible_point(signs, equations, dimension=n) is not None


def extreme_points(points: Iterable[Sequence[Exact]]) -> list[Point]:
    """Return the points, each once and in the given order, that are not in the hull of the others."""
    kept = list(dict.fromkeys(tuple([Fraction(x) for x in point]) for point in points))
    for point in list(kept):
        others = [other for other in kept if other != point]
        if others and in_hull(point, others):
            kept = others
    return kept
