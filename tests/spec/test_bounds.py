"""Interval arithmetic only ever claims signs that hold: at the ends, at random points, and against z3."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory.lang import Domain, Interval, decide, parse, relation
from gametheory.spec.bounds import more_than, sign_over

HOLDS = {"+": lambda x: x > 0, "-": lambda x: x < 0, ">=": lambda x: x >= 0, "<=": lambda x: x <= 0}


@pytest.mark.parametrize(
    ("text", "ranges", "sign"),
    [
        ("1 - d", {"d": Interval(0, Fraction(9, 10))}, "+"),
        ("1 - d", {"d": Interval(0, 1)}, ">="),
        ("1 - d", {"d": Interval(0, 1, False, True)}, "+"),
        ("d - 1", {"d": Interval(0, 1, False, True)}, "-"),
        ("p*(1 - d)", {"p": Interval(0, 1, True, True), "d": Interval(0, 1, False, True)}, "+"),
        ("1 - p + p*d", {"p": Interval(0, 1, True, True), "d": Interval(0, Fraction(9, 10))}, "+"),
        ("x", {"x": Interval()}, None),
        ("x**2", {"x": Interval()}, ">="),
        ("-(x**2)*(1 + x**2)", {"x": Interval()}, "<="),
        ("(x - 1)**2", {"x": Interval(2, None)}, "+"),
        ("x*y", {"x": Interval(0, None), "y": Interval(None, 0, True, True)}, "<="),
        ("x*y", {"x": Interval(0, None, True), "y": Interval(None, 0, True, True)}, "-"),
        ("x**3 + y", {"x": Interval(1, 2), "y": Interval(-1, 0)}, ">="),
        ("x - x**2", {"x": Interval(0, 1, True, True)}, "+"),
    ],
)
def test_known(text, ranges, sign):
    assert sign_over(parse(text).numerator, ranges) == sign


ENDS = st.one_of(st.none(), st.integers(-3, 3).map(Fraction))


@st.composite
def intervals(draw):
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    closed = low is not None and low == high
    return Interval(low, high, not closed and draw(st.booleans()), not closed and draw(st.booleans()))


@given(
    coefficients=st.lists(st.integers(-3, 3), min_size=6, max_size=6),
    x=intervals(),
    y=intervals(),
)
def test_never_wrong(coefficients, x, y):
    a, b, c, d, e, f = coefficients
    value = parse(f"({a}) + ({b})*x + ({c})*y + ({d})*x*y + ({e})*x**2 + ({f})*y**3")
    if value == 0:
        return
    sign = sign_over(value.numerator, {"x": x, "y": y})
    if sign is not None:
        against = {"+": "<=", "-": ">=", ">=": "<", "<=": ">"}[sign]
        assert decide(relation(value, against), Domain({"x": x, "y": y})).answer is not True


def test_sums_of_what_assumptions_make_positive_are_positive():
    ranges = {name: Interval(Fraction(0), Fraction(1)) for name in "abcd"}
    positive = [parse("a - b"), parse("c - d")]
    assert more_than(parse("a - b + c - d"), positive, ranges)
    assert more_than(parse("a - b + d"), positive, ranges)
    assert more_than(parse("2*a - 2*b"), positive, ranges)
    assert not more_than(parse("a - b - d"), positive, ranges)
    assert not more_than(parse("b - a"), positive, ranges)
    assert not more_than(parse("d"), positive, ranges)
