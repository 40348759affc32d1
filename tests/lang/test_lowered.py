"""Conditions lowered to signs: the same truth at every point, on borders too, from the signs of factors alone."""

from fractions import Fraction

import numpy as np
from helpers.strategies import NAMES, conditions, points
from hypothesis import given
from hypothesis import strategies as st

from gametheory.lang import FALSE, TRUE, all_of, parse_condition
from gametheory.lang.expression import value
from gametheory.lang.lowered import Lowering


def signs_at(lowering, point):
    values = [value(factor, point) for factor in lowering.factors]
    return [(v > 0) - (v < 0) for v in values]


@given(st.lists(conditions(), max_size=3), points(low=-2, high=2, denominator=4))
def test_every_line_is_true_where_its_condition_is(asked, point):
    lowering = Lowering(NAMES)
    lines = [lowering.line(condition) for condition in asked]
    together = lowering.together(asked)
    truth = lowering.lowered().truths(signs_at(lowering, point))
    assert [truth[line] for line in lines] == [condition.at(point) for condition in asked]
    assert truth[together] is all_of(asked).at(point)


@given(conditions(), st.lists(points(low=-2, high=2, denominator=4), min_size=1, max_size=4))
def test_many_points_at_once(condition, where):
    lowering = Lowering(NAMES)
    line = lowering.line(condition)
    signs = np.array([signs_at(lowering, point) for point in where], np.int8).T
    truth = np.broadcast_to(lowering.lowered().truths(signs)[line], len(where))
    assert truth.tolist() == [condition.at(point) for point in where]


def test_factors_are_irreducible_and_listed_once():
    lowering = Lowering(("x", "y"))
    one, other = parse_condition("x*(x - y) > 0"), parse_condition("(y - x)**2*x**3 < 0") | parse_condition("y = x")
    lowering.together([one, other])
    assert {str(factor) for factor in lowering.factors} == {"x", "x - y"}
    at_border = {"x": Fraction(-1), "y": Fraction(-1)}
    truth = lowering.lowered().truths(signs_at(lowering, at_border))
    assert (truth[lowering.line(one)], truth[lowering.line(other)]) == (False, True)


def test_what_is_said_twice_is_one_line():
    lowering = Lowering(("x", "y"))
    right, above = parse_condition("x > 0"), parse_condition("2*y > 0")
    first = lowering.line(right & above)
    assert lowering.line(above & right) == first
    assert lowering.together([right, TRUE, above]) == first
    assert len(lowering.lowered().atoms) == 2


def test_always_and_never():
    lowering = Lowering(("x",))
    lines = lowering.line(TRUE), lowering.line(FALSE), lowering.together([])
    truth = lowering.lowered().truths([])
    assert [truth[line] for line in lines] == [True, False, True]
