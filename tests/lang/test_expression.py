"""Expressions: exact arithmetic against SymPy, identity of functions, text that reads back."""

import pickle
from fractions import Fraction

import pytest
import sympy
from helpers.strategies import NAMES, expressions, points
from hypothesis import assume, given
from hypothesis import strategies as st

from gametheory.errors import ExpressionError, ParameterError
from gametheory.lang import constant, exact, number, number_text, parameter, parse, symbols

F = Fraction


def to_sympy(expression):
    return sympy.sympify(expression)


def same(expression, other):
    """Whether an expression and a SymPy expression are the same rational function."""
    return sympy.cancel(to_sympy(expression) - other) == 0


@given(expressions(), expressions())
def test_arithmetic_is_sympys(x, y):
    a, b = to_sympy(x), to_sympy(y)
    assert same(x + y, a + b)
    assert same(x - y, a - b)
    assert same(x * y, a * b)
    assert same(-x, -a)
    assert same(x**2, a**2)
    if y != 0:
        assert same(x / y, a / b)
        assert same(y**-1, 1 / b)


@given(expressions(), st.fractions(-3, 3, max_denominator=5))
def test_arithmetic_with_plain_numbers(x, q):
    a, r = to_sympy(x), sympy.Rational(q.numerator, q.denominator)
    assert same(x + q, a + r)
    assert same(q - x, r - a)
    assert same(q * x, r * a)
    assert x + q == q + x
    if x != 0:
        assert same(q / x, r / a)
    if q:
        assert same(x / q, a / r)


@given(expressions())
def test_text_reads_back(x):
    assert parse(str(x)) == x
    assert hash(parse(str(x))) == hash(x)
    assert exact(to_sympy(x)) == x
    assert pickle.loads(pickle.dumps(x)) == x


@given(expressions(), expressions())
def test_equality_is_identity_of_functions(x, y):
    assert (x == y) is (sympy.cancel(to_sympy(x) - to_sympy(y)) == 0)
    if x == y:
        assert hash(x) == hash(y)
    assert x - x == 0
    assert (x + y) - y == x


@given(expressions(), points(low=-2, high=2, denominator=5))
def test_values_at_points_are_sympys(x, point):
    there = {sympy.Symbol(n, real=True): sympy.Rational(v) for n, v in point.items()}
    above, below = (part.subs(there) for part in sympy.fraction(sympy.cancel(to_sympy(x))))
    if below == 0:
        with pytest.raises(ParameterError, match="division by zero"):
            x.at(point)
    else:
        value = x.at(point)
        assert sympy.Rational(value.numerator, value.denominator) == above / below


@given(expressions(), expressions(size=1, fractions=False), points(low=-2, high=2, denominator=5))
def test_substitution_and_evaluation_commute(x, inner, point):
    try:
        changed = x.subs({"a": inner})
        left, right = changed.at(point), x.at({**point, "a": inner.at(point)})
    except (ParameterError, ZeroDivisionError):
        assume(False)
    assert left == right


@given(expressions(), expressions(size=1, fractions=False), expressions(size=1))
def test_putting_in_is_the_sum_of_its_terms(x, first, second):
    given_ = {"a": first, "b": second}

    def term_by_term(poly):
        total = constant(0)
        for powers, coefficient in poly.to_dict().items():
            term = constant(int(coefficient))
            for name, power in zip(poly.context().names(), powers, strict=True):
                term = term * given_.get(name, parameter(name)) ** int(power) if power else term
            total = total + term
        return total

    below = term_by_term(x.denominator)
    assume(below != 0)
    expected, found = term_by_term(x.numerator) / below, x.subs(given_)
    assert found == expected
    assert str(found) == str(expected)
    if x.names & {"a", "b"}:  # to the letter: the ring too
        assert found.numerator.context().names() == expected.numerator.context().names()


def test_constants_are_their_fractions():
    assert constant(F(3, 5)) == F(3, 5)
    assert hash(constant(F(3, 5))) == hash(F(3, 5))
    assert constant(2) in {2}
    assert parse("x/x") == 1
    assert (parse("(x + 1)**2") - parse("x**2 + 2*x + 1")).fraction() == 0
    with pytest.raises(ValueError, match="depends on x"):
        parse("x").fraction()


def test_what_occurs():
    assert parse("a + b - a").names == {"b"}
    assert parse("a*b/a").names == {"b"}
    assert parse("7").names == frozenset()
    assert parse("1/(a - b)").names == {"a", "b"}


def test_errors_of_evaluation():
    with pytest.raises(ParameterError, match="no value for parameter 'escalation', did you mean 'escalating'"):
        parse("escalation").at({"escalating": 1})
    with pytest.raises(ParameterError, match=r"division by zero .* at x = 2"):
        parse("1/(x - 2)").at({"x": 2})
    with pytest.raises(ZeroDivisionError):
        parse("x") / parse("y - y")
    with pytest.raises(ZeroDivisionError):
        parse("1/(x - 2)").subs({"x": 2})
    with pytest.raises(TypeError):
        parse("x") + 0.5
    with pytest.raises(TypeError):
        parse("x") ** F(1, 2)


def test_generous_input_exact_output():
    p, k = symbols("p k")
    assert exact(0.3) == F(3, 10)
    assert exact("0.3") == F(3, 10)
    assert exact(1e-3) == F(1, 1000)
    assert exact(p * (k + sympy.Rational(1, 3))) == parse("p*(k + 1/3)")
    assert exact(sympy.Float("0.25")) == F(1, 4)
    assert exact((p + 1) ** -2) == parse("1/(1 + p)**2")
    assert type(number("4/2")) is int
    assert type(number("3/2")) is F
    assert number("x") == parameter("x")
    assert number_text(F(6, 4)) == "3/2"
    for bad in (sympy.sqrt(p), sympy.sin(p), sympy.pi, float("nan"), float("inf"), True):
        with pytest.raises(ExpressionError):
            exact(bad)
    for bad in (None, [1]):
        with pytest.raises(TypeError):
            exact(bad)


def test_expressions_print_and_render():
    assert str(parse("p*2 - 1")) == "2*p - 1"
    assert str(parse("a/(b*c)")) == "a/(b*c)"
    assert parse("p/(1-p)")._repr_latex_().startswith("$")
    assert repr(parse("p")) == "Expression('p')"


@given(st.permutations(NAMES))
def test_the_order_of_names_does_not_matter(order):
    x, y, z = (parameter(n) for n in order)
    assert x * (y + z) == z * x + y * x
    assert hash(x * (y + z)) == hash(z * x + y * x)
