"""Open cells of a plane cut by curves: textbook figures, and every sign checked at a point of the cell."""

import itertools
from fractions import Fraction

import pytest

from gametheory.lang import Interval, parse
from gametheory.lang.algebraic import between
from gametheory.lang.expression import context
from gametheory.study.changes.cylinders import columns, splits
from gametheory.study.changes.slice import restricted

RING = context(("x", "y"))
SQUARE = (Interval(Fraction(-2), Fraction(2)), Interval(Fraction(-2), Fraction(2)))
CIRCLE, LINE, HYPERBOLA, PARABOLA = "x**2 + y**2 - 1", "x - y", "x*y - 1", "y**2 - x"


def polys(*texts):
    return [restricted(parse(text).numerator, RING, {})[1] for text in texts]


def test_the_circle_turns_at_one_and_meets_the_diagonal_where_twice_the_square_is_one():
    found = splits(polys(CIRCLE, LINE), 0)
    assert len(found) == 4
    assert [found[0], found[3]] == [-1, 1]
    assert [round(float(x) ** 2, 9) for x in found[1:3]] == [0.5, 0.5]
    assert float(found[1]) < 0 < float(found[2])


def test_a_curve_escapes_where_its_leading_coefficient_vanishes():
    assert splits(polys(HYPERBOLA), 0) == [0]
    assert splits(polys(HYPERBOLA), 1) == [0]


def test_a_parabola_has_a_turn_along_one_axis_only():
    assert splits(polys(PARABOLA), 0) == [0]
    assert splits(polys(PARABOLA), 1) == []


def test_circle_and_diagonal_make_five_columns():
    curves = polys(CIRCLE, LINE, "y + 2", "y - 2")
    found = list(columns(curves, 0, SQUARE))
    # beside the circle there is the diagonal alone; over the circle three curves in changing order
    assert [len(column.signs) for column in found] == [2, 4, 4, 4, 2]
    assert [column.walls for column in found] == [(1,), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1,)]
    assert found[0].width == pytest.approx(1)
    assert found[2].width == pytest.approx(2**0.5)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("curves", [(CIRCLE, LINE), (HYPERBOLA, PARABOLA), (CIRCLE, HYPERBOLA, "2*x + 1")])
def test_the_signs_are_those_at_a_point_of_the_cell(curves, axis):
    forms = [parse(text) for text in (*curves, "x + 2", "x - 2", "y + 2", "y - 2")]
    seen = set()
    for column in columns(polys(*map(str, forms)), axis, SQUARE):
        for (low, high), signs in zip(itertools.pairwise(column.ends), column.signs, strict=True):
            point = dict(zip(("x", "y")[:: -1 if axis else 1], (column.first, between(low, high)), strict=True))
            assert all(-2 < value < 2 for value in point.values())
            assert _signs(forms, point) == signs
            seen.add(signs[: len(curves)])
    # nothing is overlooked: what a fine grid meets is found
    grid = [Fraction(2 * i + 1, 13) for i in range(-13, 13)]
    met = {_signs(forms[: len(curves)], {"x": x, "y": y}) for x, y in itertools.product(grid, grid)}
    assert {signs for signs in met if 0 not in signs} <= seen


def _signs(forms, point):
    values = [form.at(point) for form in forms]
    return tuple((value > 0) - (value < 0) for value in values)
