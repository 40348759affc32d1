"""The polytopes: known solids, degenerate ones, and a brute force over all bases as the second road."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from flint import fmpq, fmpq_mat
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.concepts.exact.polytope import extreme_points, extreme_rays, feasible_point, in_hull, vertices


def by_bases(inequalities, equations, dimension):
    """Every vertex is the only solution of some n of the rows taken as equations: try them all."""
    found = set()
    for chosen in itertools.chain.from_iterable(
        itertools.combinations(inequalities, k) for k in range(max(0, dimension - len(equations)), dimension + 1)
    ):
        reduced, rank = fmpq_mat([[fmpq(x) for x in (*row[1:], -row[0])] for row in (*equations, *chosen)]).rref()
        if rank != dimension or any(reduced[i, i] != 1 for i in range(dimension)):
            continue
        point = tuple(Fraction(int(x.p), int(x.q)) for x in (reduced[i, dimension] for i in range(dimension)))
        if holds(point, inequalities, equations):
            found.add(point)
    return found


def holds(point, inequalities, equations=()):
    def value(row):
        return row[0] + sum(a * x for a, x in zip(row[1:], point, strict=True))

    return all(value(row) >= 0 for row in inequalities) and all(value(row) == 0 for row in equations)


def cube(n):
    rows = []
    for i in range(n):
        unit = [int(i == j) for j in range(n)]
        rows += [(0, *unit), (1, *(-x for x in unit))]
    return rows


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6])
def test_cube(n):
    found = vertices(cube(n), dimension=n)
    assert len(found) == 2**n
    assert set(found) == set(itertools.product((Fraction(0), Fraction(1)), repeat=n))


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_cross_polytope(n):
    found = vertices([(1, *signs) for signs in itertools.product((1, -1), repeat=n)], dimension=n)
    units = {tuple(Fraction(s * (i == j)) for j in range(n)) for i in range(n) for s in (1, -1)}
    assert len(found) == 2 * n
    assert set(found) == units


@pytest.mark.parametrize("corners", [4, 5, 8])
def test_pyramid_with_a_crowded_apex(corners):
    # slopes over a polygon around the origin: all the side faces meet in (0, 0, 1)
    normals = [(2, 1), (-1, 2), (-2, -1), (1, -2), (1, 2), (-2, 1), (-1, -2), (2, -1)][:corners]
    rows = [(0, 0, 0, 1), *((1, -a, -b, -1) for a, b in normals)]
    found = vertices(rows, dimension=3)
    assert len(found) == corners + 1
    assert (0, 0, 1) in found
    assert set(found) == by_bases(rows, [], 3)


def test_the_tight_inequalities_come_with_every_vertex():
    rows = [(0, 1, 0), (0, 0, 1), (1, -1, -1), (2, -2, -2), (5, 0, 0)]
    found = {tuple(Fraction(x, ray[0]) for x in ray[1:]): mask for ray, mask in extreme_rays(rows, dimension=2)}
    assert found == {(0, 0): 0b00011, (1, 0): 0b01110, (0, 1): 0b01101}


def test_empty_point_and_no_coordinates():
    assert vertices([(-1, 1), (0, -1)], dimension=1) == []
    assert vertices([(-1, 0, 0), *cube(2)], dimension=2) == []
    assert vertices(cube(2), [(3, -1, -1)], dimension=2) == []
    assert vertices([(-1, 1), (1, -1)], dimension=1) == [(1,)]
    assert vertices(cube(2), [(2, -1, -1)], dimension=2) == [(1, 1)]
    assert vertices([], [(Fraction(-1, 2), 1)], dimension=1) == [(Fraction(1, 2),)]
    assert vertices([(0,)], dimension=0) == [()]
    assert vertices([(-1,)], dimension=0) == []
    # nothing there, although the directions of the rows hold a line
    assert vertices([(0, 1, 0), (-1, -1, 0)], dimension=2) == []


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="needs 3 numbers"):
        vertices([(0, 1)], dimension=2)


def test_equations_that_repeat_and_contradict():
    simplex = [(0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]
    total = (-1, 1, 1, 1)
    assert set(vertices(simplex, [total, total], dimension=3)) == {(1, 0, 0), (0, 1, 0), (0, 0, 1)}
    assert vertices(simplex, [total, (-2, 1, 1, 1)], dimension=3) == []
    assert feasible_point(simplex, [total, (-2, 1, 1, 1)], dimension=3) is None


SMALL = st.integers(-2, 2)


@st.composite
def systems(draw):
    n = draw(st.integers(1, 3))
    row = st.lists(SMALL, min_size=n + 1, max_size=n + 1).map(tuple)
    box = [(2, *(s * int(i == j) for j in range(n))) for i in range(n) for s in (1, -1)]
    return n, box + draw(st.lists(row, max_size=4)), draw(st.lists(row, max_size=1))


@pytest.mark.compares
@given(systems())
@settings(max_examples=75, deadline=None)
def test_all_vertices_and_a_point_against_brute_force(system):
    n, rows, equations = system
    found = vertices(rows, equations, dimension=n)
    assert len(found) == len(set(found))
    assert set(found) == by_bases(rows, equations, n)
    point = feasible_point(rows, equations, dimension=n)
    assert (point is None) == (not found)
    assert point is None or holds(point, rows, equations)


@pytest.mark.compares
def test_random_larger_systems_against_brute_force(size):
    rng = size.rng(7)
    for _ in range(size.count(6)):
        rows = cube(4) + [(rng.randint(0, 3), *(rng.randint(-3, 3) for _ in range(4))) for _ in range(3)]
        assert set(vertices(rows, dimension=4)) == by_bases(rows, [], 4)


def test_a_point_of_an_unbounded_polyhedron():
    rows = [(-3, 1, 1), (0, 1, -1)]
    assert holds(feasible_point(rows, dimension=2), rows)
    assert feasible_point([], dimension=2) == (0, 0)
    assert feasible_point([(-1, 1, 0), (0, -1, 0)], dimension=2) is None
    assert feasible_point([], [(1, 2, 0)], dimension=2) == (Fraction(-1, 2), 0)


POINTS = st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=7)


@pytest.mark.compares
@given(POINTS, st.tuples(SMALL, SMALL))
@settings(max_examples=50, deadline=None)
def test_hull_against_half_planes(points, point):
    # in the plane: outside the hull exactly when some line through two of the points, or beside them, separates
    directions = {(a - c, b - d) for a, b in points for c, d in points} | {(1, 0), (0, 1)}
    directions |= {(point[0] - a, point[1] - b) for a, b in points}
    normals = {n for a, b in directions for n in ((-b, a), (b, -a), (a, b), (-a, -b))}
    inside = all(max(u * a + v * b for a, b in points) >= u * point[0] + v * point[1] for u, v in normals)
    assert in_hull(point, points) == inside


@given(POINTS)
@settings(max_examples=50, deadline=None)
def test_extreme_points_span_the_same_hull_and_none_is_spare(points):
    kept = extreme_points(points)
    assert all(in_hull(point, kept) for point in points)
    assert not any(in_hull(point, [other for other in kept if other != point]) for point in kept)


def test_extreme_points_of_a_square_with_its_centre():
    square = [(0, 0), (2, 0), (0, 2), (2, 2)]
    assert extreme_points([*square[:2], (1, 1), *square[2:], (1, 0), (0, 0)]) == square
    assert extreme_points([(3, 3)]) == [(3, 3)]
    assert not in_hull((0, 0), [])
