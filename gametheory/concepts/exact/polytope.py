r"""Polytopes in exact arithmetic: all their vertices.

A polyhedron is given by rows ``(b, a_1, ..., a_n)`` that mean :math:`b + a \cdot x \ge 0` (inequalities) or
:math:`= 0` (equations). Its vertices are found by the *double description method* (Motzkin, Raiffa, Thompson and Thrall
1953; Fukuda and Prodon 1996, "Double description method revisited"): the polyhedron is the slice :math:`x_0 = 1` of the
cone of all :math:`(x_0, x)` with :math:`b x_0 + a \cdot x \ge 0` and :math:`x_0 \ge 0`. Starting from the whole
space, inequalities are added one at a time. Each keeps the extreme rays on its side and adds, for every pair of
*adjacent* rays on opposite sides, the point where the edge between them is cut.

Two rays are adjacent when no third ray satisfies with equality all inequalities that both satisfy with equality. These
sets are bitmasks. A ray that is *simple* (no more equalities than its dimension asks for) is met through a table of its
edges instead, so that nondegenerate polytopes cost time in proportion to their edges, not to pairs of vertices.

Rays are primitive integer vectors. One point of a polyhedron, and hulls, need no vertices and come from
:mod:`gametheory.concepts.exact.simplex`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from operator import mul

from gametheory.concepts.exact.simplex import extreme_points, feasible_point, in_hull, integer_row
from gametheory.lang import deadline

__all__ = ["extreme_points", "extreme_rays", "feasible_point", "in_hull", "vertices"]

Exact = int | Fraction
Point = tuple[Fraction, ...]
Ray = tuple[tuple[int, ...], int]  # a primitive integer vector, and the bitmask of the inequalities tight there
Signed = tuple[tuple[int, ...], int, int]  # the same with the value of the inequality that is being added


def _dot(row: Sequence[int], ray: Sequence[int]) -> int:
    return sum(map(mul, row, ray))


def _combine(p: int, left: Sequence[int], q: int, right: Sequence[int]) -> tuple[int, ...]:
    """Return the primitive multiple of ``p * left + q * right``."""
    numbers = [p * a + q * b for a, b in zip(left, right, strict=True)]
    common = math.gcd(*numbers)
    return tuple(numbers) if common <= 1 else tuple([x // common for x in numbers])


def _null_space(equations: Iterable[Sequence[int]], width: int) -> list[tuple[int, ...]]:
    """Return a basis of the space where every equation is zero."""
    lines = [tuple([int(i == j) for j in range(width)]) for i in range(width)]
    for row in equations:
        values = [_dot(row, line) for line in lines]
        pivot = next((i for i, v in enumerate(values) if v), None)
        if pivot is None:
            continue
        base, p = lines[pivot], values[pivot]
        lines = [
            line if v == 0 else _combine(p, line, -v, base)
            for i, (line, v) in enumerate(zip(lines, values, strict=True))
            if i != pivot
        ]
    return lines


def _cone(
    inequalities: Sequence[tuple[int, tuple[int, ...]]], equations: Iterable[Sequence[int]], width: int
) -> list[Ray]:
    """Return the extreme rays of a cone, modulo its lineality space, with the bitmask of the tight inequalities.

    ``inequalities`` are pairs of a bit and a row.
    """
    lines = _null_space(equations, width)
    whole = len(lines)
    rays: list[Ray] = []
    done = 0
    for bit, row in inequalities:
        deadline.check()
        values = [_dot(row, line) for line in lines]
        pivot = next((i for i, v in enumerate(values) if v), None)
        if pivot is not None:
            # the inequality cuts the lineality space: one line becomes a ray, everything else moves into the hyperplane
            base, p = lines[pivot], values[pivot]
            if p < 0:
                base, p = tuple([-x for x in base]), -p
            lines = [
                line if v == 0 else _combine(p, line, -v, base)
                for i, (line, v) in enumerate(zip(lines, values, strict=True))
                if i != pivot
            ]
            moved = [(ray, mask, _dot(row, ray)) for ray, mask in rays]
            rays = [(ray if v == 0 else _combine(p, ray, -v, base), mask | bit) for ray, mask, v in moved]
            rays.append((base, done))
        else:
            rays = _cut(rays, row, bit, whole - len(lines))
        done |= bit
    return rays


def _cut(rays: list[Ray], row: Sequence[int], bit: int, dimension: int) -> list[Ray]:
    """Add one inequality to a cone that has ``dimension`` modulo its lines."""
    kept: list[Ray] = []
    above: list[tuple[tuple[int, ...], int, int]] = []
    below: list[tuple[tuple[int, ...], int, int]] = []
    for ray, mask in rays:
        v = sum(map(mul, row, ray))
        if v > 0:
            above.append((ray, mask, v))
            kept.append((ray, mask))
        elif v == 0:
            kept.append((ray, mask | bit))
        else:
            below.append((ray, mask, v))
    if below and above:
        for (up, _, p), (down, _, q), common in _edges(above, below, rays, dimension):
            kept.append((_combine(p, down, -q, up), common | bit))
    return kept


def _edges(
    above: list[Signed], below: list[Signed], rays: list[Ray], dimension: int
) -> Iterator[tuple[Signed, Signed, int]]:
    """Yield the adjacent pairs of rays on opposite sides, with the inequalities that are tight at both.

    A simple ray has exactly ``dimension - 1`` tight inequalities, and an edge for each that is given up: whatever ray
    shares the other ``dimension - 2`` lies at the edge's other end. Only pairs that are both not simple need the test
    for a third ray.
    """
    simple = dimension - 1
    by_edge: dict[int, Signed] = {}
    crowded_above = []
    simple_above = []
    for up in above:
        if up[1].bit_count() == simple:
            simple_above.append(up)
            for edge in _without_one(up[1]):
                by_edge[edge] = up
        else:
            crowded_above.append(up)
    crowded_below = []
    for down in below:
        deadline.check()
        mask = down[1]
        if mask.bit_count() == simple:
            for edge in _without_one(mask):
                found = by_edge.get(edge)
                if found is not None:
                    yield found, down, edge
            for up in crowded_above:
                common = up[1] & mask
                if common.bit_count() == simple - 1:
                    yield up, down, common
        else:
            crowded_below.append(down)
            for up in simple_above:
                common = up[1] & mask
                if common.bit_count() == simple - 1:
                    yield up, down, common
    if crowded_above and crowded_below:
        masks = [mask for _, mask in rays]
        for down in crowded_below:
            deadline.check()
            for up in crowded_above:
                common = up[1] & down[1]
                if common.bit_count() >= simple - 1 and _shared_by_two(common, masks):
                    yield up, down, common


def _without_one(mask: int) -> Iterator[int]:
    """Yield the sets that lack exactly one element of ``mask``."""
    rest = mask
    while rest:
        low = rest & -rest
        yield mask ^ low
        rest ^= low


def _shared_by_two(common: int, masks: list[int]) -> bool:
    count = 0
    for mask in masks:
        if mask & common == common:
            count += 1
            if count > 2:
                return False
    return True


def extreme_rays(
    inequalities: Iterable[Sequence[Exact]], equations: Iterable[Sequence[Exact]] = (), *, dimension: int
) -> list[Ray]:
    """Return the vertices of a polytope as primitive integer vectors, with the inequalities that are tight there.

    Parameters
    ----------
    inequalities, equations, dimension
        As in :func:`vertices`.

    Returns
    -------
    list of (ray, mask)
        ``ray = (x_0, ..., x_n)`` with ``x_0 > 0`` stands for the vertex ``(x_1 / x_0, ..., x_n / x_0)``; bit ``i`` of
        ``mask`` is set where inequality ``i`` holds with equality.
    """
    width = dimension + 1
    repeats: dict[tuple[int, ...], int] = {(1, *([0] * dimension)): 0}
    for i, given in enumerate(inequalities):
        row = integer_row(given, width)
        repeats[row] = repeats.get(row, 0) | 1 << i
    # rows with few entries first: signs of coordinates cut the space into an orthant at no cost
    order = sorted(repeats, key=lambda row: width - row.count(0))
    found = _cone([(1 << i, row) for i, row in enumerate(order)], [integer_row(row, width) for row in equations], width)
    labels = [repeats[row] for row in order]
    out = []
    for ray, mask in found:
        if ray[0] > 0:
            tight = 0
            while mask:
                low = mask & -mask
                tight |= labels[low.bit_length() - 1]
                mask ^= low
            out.append((ray, tight))
    return out


def vertices(
    inequalities: Iterable[Sequence[Exact]], equations: Iterable[Sequence[Exact]] = (), *, dimension: int
) -> list[Point]:
    """Return all vertices of a bounded polytope.

    Parameters
    ----------
    inequalities : rows ``(b, a_1, ..., a_n)`` of int or Fraction
        Each means ``b + a . x >= 0``. Rows may be redundant, repeated or trivial.
    equations : rows of the same shape
        Each means ``b + a . x = 0``.
    dimension : int
        The number ``n`` of coordinates.

    Returns
    -------
    list of tuple of Fraction
        In no particular order; empty if the polytope is. Of an unbounded polyhedron only its vertices are returned.

    Raises
    ------
    ValueError
        If a row does not have ``dimension + 1`` entries.

    Examples
    --------
    The triangle between the axes and ``x + y <= 1``:

    >>> triangle = vertices([(0, 1, 0), (0, 0, 1), (1, -1, -1)], dimension=2)
    >>> sorted(tuple(map(str, point)) for point in triangle)
    [('0', '0'), ('0', '1'), ('1', '0')]
    """
    found = extreme_rays(inequalities, equations, dimension=dimension)
    return [tuple([Fraction(x, ray[0]) for x in ray[1:]]) for ray, _ in found]
