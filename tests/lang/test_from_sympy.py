"""SymPy expressions that are no rational functions are refused with what to write instead."""

from fractions import Fraction

import pytest
import sympy

import gametheory as gt
from gametheory.errors import ExpressionError
from gametheory.lang import exact

F = Fraction

x, y = sympy.symbols("x y", real=True)
f = sympy.Function("f")

REFUSED = [
    (sympy.pi, "pi is irrational.*'355/113'.*make it a parameter, gt.symbols\\('pi'\\)"),
    (x + sympy.E, "E is irrational.*'1457/536'"),
    (sympy.sqrt(2), "sqrt\\(2\\) is irrational.*'1393/985'"),
    (sympy.GoldenRatio, "GoldenRatio is irrational"),
    (sympy.sin(1), "sin\\(1\\) is irrational"),
    (sympy.I, "I is not a real number"),
    (x + 2 * sympy.I, "not a real number"),
    (1j, "not a real number"),
    (sympy.oo, "oo is not a finite number"),
    (-sympy.oo, "is not a finite number"),
    (sympy.zoo, "is not a finite number"),
    (sympy.nan, "nan is not a finite number"),
    (sympy.Float("inf"), "not a finite number"),
    (sympy.Piecewise((x, x > 0), (0, True)), "changes its form from place to place.*one game for each case"),
    (sympy.Max(x, 0), "Max\\(0, x\\) changes its form"),
    (sympy.Min(x, y), "Min\\(x, y\\) changes its form"),
    (sympy.Abs(x), "Abs\\(x\\) changes its form"),
    (sympy.floor(x), "floor\\(x\\) changes its form"),
    (f(x), "f\\(x\\) is a function.*gt.symbols\\('f_x'\\)"),
    (sympy.exp(x), "exp\\(x\\) is a function.*gt.symbols\\('exp_x'\\)"),
    (sympy.log(x), "log\\(x\\) is a function"),
    (sympy.sqrt(x), "sqrt\\(x\\) is not a rational function: powers are whole.*root_x\\*\\*2 for x"),
    (x ** sympy.Rational(-3, 2), "powers are whole.*root_x\\*\\*2 for x"),
    (sympy.cbrt(x + 1), "powers are whole.*root\\*\\*3 for x \\+ 1"),
    (x**y, "the exponent of a power is a whole number, not y"),
    (x > 0, "x > 0 is true or false, not a number"),
    (sympy.Eq(x, 1), "is true or false"),
    (sympy.true, "is true or false"),
    (sympy.Dummy("z"), "the symbol z is a dummy.*gt.symbols\\('z'\\)"),
    (sympy.Symbol("A", commutative=False), "the symbol A does not commute"),
    (sympy.Symbol("z", imaginary=True), "assumed to be no real number"),
    (sympy.Symbol("z", zero=True), "assumed to be zero: write 0"),
    (sympy.Symbol("z", infinite=True), "assumed to be infinite"),
    (sympy.MatrixSymbol("A", 2, 2), "A is not a rational function of parameters"),
    (sympy.Integral(f(x), x), "is not a rational function of parameters"),
    (sympy.IndexedBase("v")[1], "is not a rational function of parameters"),
]


@pytest.mark.parametrize(("value", "message"), REFUSED, ids=[str(value)[:30] for value, _ in REFUSED])
def test_each_is_refused_with_a_reason(value, message):
    with pytest.raises(ExpressionError, match=message):
        exact(value)
    with pytest.raises(gt.GameError, match=message):
        gt.StrategicGame.from_arrays([[value, 0]], [[1, 0]])


def test_floats_of_sympy_read_as_they_print():
    assert exact(sympy.Float("0.25")) == F(1, 4)
    assert exact(sympy.Float(0.1) * x + sympy.Float(0.2) * x) == exact("3*x/10")
    assert exact(sympy.Float("0.1", 30)) == F(1, 10)
    assert exact(sympy.Float(1e-20)) == F(1, 10**20)
    with pytest.warns(gt.GameTheoryWarning, match="near 1/3"):
        assert exact(sympy.Float(1) / 3) == F("0.333333333333333")


def test_what_is_rational_is_read():
    assert exact(sympy.Rational(1, 3) / x**2 - y) == exact("1/(3*x**2) - y")
    assert exact(sympy.Symbol("pi") + sympy.Symbol("I")) == exact("pi + I")
    assert exact(sympy.Max(1, 2)) == 2
