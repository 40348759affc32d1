"""Conditions: Boolean algebra, canonical atoms, and the same truth at every point."""

import pickle
from fractions import Fraction

from helpers.strategies import conditions, points
from hypothesis import given, settings

from gametheory.lang import (
    FALSE,
    TRUE,
    Domain,
    Interval,
    all_of,
    any_of,
    condition_latex,
    parameter,
    parse_condition,
    relation,
)

F = Fraction
x, y = parameter("x"), parameter("y")


@given(conditions(), conditions(), points(low=-2, high=2, denominator=4))
def test_and_or_not(first, second, point):
    a, b = first.at(point), second.at(point)
    assert (first & second).at(point) is (a and b)
    assert (first | second).at(point) is (a or b)
    assert (~first).at(point) is (not a)
    assert ~~first == first


@given(conditions(), points(low=-2, high=2, denominator=4))
def test_folding_keeps_the_truth(condition, point):
    assert (condition & condition) == condition
    assert (condition | FALSE) == condition
    assert (condition & TRUE) == condition
    assert (condition & FALSE) == FALSE
    assert (condition | TRUE) == TRUE
    assert (condition & ~condition).at(point) is False
    assert (condition | ~condition).at(point) is True


@given(conditions())
def test_conditions_compare_by_content(condition):
    again = pickle.loads(pickle.dumps(condition))
    assert again == condition
    assert hash(again) == hash(condition)
    assert condition.map(lambda atom: atom) == condition


@settings(max_examples=60)
@given(conditions(depth=0))
def test_a_relation_reads_back_from_its_text(condition):
    if condition not in (TRUE, FALSE):
        assert parse_condition(str(condition)) == condition


@given(conditions(), points(low=-2, high=2, denominator=4))
def test_substitution(condition, point):
    half = {"a": point["a"]}
    assert condition.subs(half).at(point) is condition.at(point)
    whole = condition.subs(point)
    assert whole in (TRUE, FALSE)
    assert (whole == TRUE) is condition.at(point)


def test_canonical_atoms():
    assert relation(2 * x, ">", 4) == relation(x, ">", 2)
    assert relation(x, "<", y) == relation(y, ">", x)
    assert relation(x, "=", y) == relation(y, "=", x)
    assert relation(3, ">", x) == relation(x, "<", 3)
    assert relation(1, ">", 0) == TRUE
    assert relation(x - x, ">", 0) == FALSE
    assert ~relation(x, ">", 1) == relation(x, "<=", 1)
    assert ~relation(x, "=", 1) == relation(x, "!=", 1)


def test_fractions_are_cleared_with_their_sign():
    condition = relation(x / y, ">", 1)
    for a in range(-3, 4):
        for b in (-2, -1, 1, 2):
            assert condition.at({"x": a, "y": b}) is (F(a, b) > 1)
    equal = relation(x / y, "=", 2)
    assert equal.at({"x": 4, "y": 2})
    assert not equal.at({"x": 3, "y": 2})


def test_building_blocks():
    parts = [relation(x, ">", 0), relation(y, ">", 0), relation(x, ">", 0)]
    assert len(list(all_of(parts).atoms())) == 2
    assert all_of([]) == TRUE
    assert any_of([]) == FALSE
    assert all_of([parts[0], any_of(parts)]) == parts[0]  # absorption
    assert any_of([parts[0], all_of(parts)]) == parts[0]
    assert (parts[0] & parts[1]).names == {"x", "y"}
    assert TRUE.names == frozenset()


def test_texts():
    condition = parse_condition("x > 1/2") & (parse_condition("y < x") | parse_condition("y = 3"))
    assert str(condition) == "x > 1/2 and (x > y or y = 3)"
    assert (str(TRUE), str(FALSE)) == ("always", "never")
    assert r"\land" in condition_latex(condition)
    assert condition_latex(parse_condition("x >= 2"), {"x": r"\xi"}) == r"\xi \ge 2"


def test_domains():
    domain = Domain({"x": Interval(F(0), F(1), open_high=True), "y": Interval(F(0))}, parse_condition("y > x"))
    assert domain.names == ("x", "y")
    assert domain.condition.at({"x": 0, "y": 1})
    assert not domain.condition.at({"x": 1, "y": 2})
    assert list(domain.outside({"x": F(1), "y": F(1, 2)})) == [
        "x = 1 is outside its range [0, 1)",
        "the assumption y > x is false there",
    ]
    assert domain.point({"x": "0.3", "y": 2}) == {"x": F(3, 10), "y": 2}
    assert F(0) in domain.ranges["x"]
    assert F(1) not in domain.ranges["x"]
    assert str(Interval()) == "(-inf, inf)"
