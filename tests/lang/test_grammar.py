"""The closed grammar: what it reads, and the sentence and caret under what it does not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory.errors import ExpressionError
from gametheory.lang import check_name, parameter, parse, parse_condition, relation

F = Fraction
x, y = parameter("x"), parameter("y")

GOOD = {
    "3": 3,
    "0.3": F(3, 10),
    ".5": F(1, 2),
    "2.": 2,
    "1e3": 1000,
    "2.5E-1": F(1, 4),
    "1/3": F(1, 3),
    "-2**2": -4,
    "(-2)**2": 4,
    "2**-1": F(1, 2),
    "2**(1 + 1)": 4,
    "x**0": 1,
    "--x": x,
    "+x - -y": x + y,
    "x - y - 1": (x - y) - 1,
    "x/y/2": (x / y) / 2,
    "2*x + 3*y": 2 * x + 3 * y,
    " ( x ) ": x,
    "min(3, 1/2, 2)": F(1, 2),
    "max(1, 2)*x": 2 * x,
    "x*(1 - x)": x - x**2,
    "I + E + pi + S + N": sum((parameter(n) for n in ("I", "E", "pi", "S", "N")), start=F(0)),
}


@pytest.mark.parametrize("text", GOOD)
def test_reads(text):
    assert parse(text) == GOOD[text]


BAD = {
    "": ("empty expression", 0),
    "   ": ("empty expression", 0),
    "1 +": ("the expression stops where a value should follow", 3),
    "1 + * 2": ("expected a value before '*'", 4),
    "(1 + 2": ("'(' is never closed", 0),
    "1 + 2)": ("unmatched ')'", 5),
    "x^2": ("powers are written **", 1),
    "x y": ("expected an operator before 'y'", 2),
    "2x": ("write 2*x", 1),
    "x**y": ("a power must be an integer", 3),
    "x**(1/2)": ("a power must be an integer", 3),
    "x**99": ("a power must lie between -64 and 64", 3),
    "x**2**2": ("a power of a power needs parentheses", 4),
    "1/0": ("division by zero", 1),
    "1/(x - x)": ("division by zero", 1),
    "(x - x)**-1": ("division by zero", 7),
    "1 + $": ("unexpected character '$'", 4),
    "0,3": ("expected an operator before ','", 1),
    "sin(x)": ("unknown function 'sin'", 0),
    "mn(1, 2)": ("unknown function 'mn', did you mean 'min'?", 0),
    "min(x, 1)": ("min of parameters is not supported", 0),
    "max(1, 2": ("'(' is never closed", 3),
    "lambda + 1": ("call it 'lam' and set tex", 0),
    "2 * nan": ("'nan' is not a finite number", 4),
    "inf": ("'inf' is not a finite number", 0),
    "1e999": ("an exponent of ten must lie between", 0),
    "__import__('os')": ('unexpected character "\'"', 11),
    "x.real": ("unexpected character '.'", 1),
    "x == y": ("unexpected character '='", 2),
    "((" * 60 + "1" + "))" * 60: ("nested deeper than", None),
}


@pytest.mark.parametrize("text", BAD)
def test_refuses_with_a_caret(text):
    reason, position = BAD[text]
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    error = caught.value
    assert reason in error.reason
    assert error.text == text
    if position is not None:
        assert error.position == position
        *_, line, caret = str(error).split("\n")
        assert caret == " " * (2 + position) + "^"
        assert line == "  " + text


def test_names_that_are_known():
    known = {"rate": parameter("rate"), "share": parse("1/2*rate")}
    assert parse("rate + share", known) == parse("3*rate/2")
    with pytest.raises(ExpressionError, match="unknown name 'shar', did you mean 'share'") as caught:
        parse("2*shar", known)
    assert caught.value.position == 2


def test_names():
    assert check_name("escalation_cost") is None
    assert check_name("_x1") is None
    for bad in ("1x", "a b", "a-b", "", "é", "class", "min"):
        assert check_name(bad)


@given(st.text(alphabet="x1+-*/(). ,^yne", max_size=12))
def test_any_text_is_read_or_refused(text):
    """Nothing but an ExpressionError comes out, and what is read is read the same when written again."""
    value, refused = None, None
    try:
        value = parse(text)
    except ExpressionError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.position <= len(text)
    else:
        assert parse(str(value)) == value


def test_relations_and_chains():
    assert parse_condition("x > y") == relation(x, ">", y)
    assert parse_condition("0 < x <= 1") == relation(x, ">", 0) & relation(x, "<=", 1)
    assert parse_condition("x == y") == parse_condition("y = x")
    assert parse_condition("x != 1") == relation(x, "!=", 1)
    with pytest.raises(ExpressionError, match="expected a relation") as caught:
        parse_condition("x + 1")
    assert caught.value.position == 5
    with pytest.raises(ExpressionError, match="expected a value") as caught:
        parse_condition("x < * y")
    assert caught.value.position == 4
    with pytest.raises(ExpressionError):
        parse_condition("x < < y")
