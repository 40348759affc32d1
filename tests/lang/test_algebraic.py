"""Real algebraic numbers against SymPy's root isolation, and against identities that must hold exactly."""

from __future__ import annotations

import itertools
import json
import pickle
from fractions import Fraction

import pytest
import sympy
from flint import fmpz_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.lang.algebraic import (
    Algebraic,
    algebraic,
    between,
    real_document,
    real_latex,
    real_roots,
    real_text,
    sign_at,
)

coefficients = st.lists(st.integers(-30, 30), min_size=2, max_size=6).filter(any)


def sympy_roots(poly: list[int]) -> list[sympy.Expr]:
    x = sympy.Symbol("x")
    found = sympy.Poly(list(reversed(poly)), x)
    return sorted(set(sympy.real_roots(found)), key=lambda r: r.evalf(60)) if found.degree() > 0 else []


@given(coefficients)
@settings(max_examples=60, deadline=None)
def test_the_real_roots_are_those_that_sympy_isolates(poly):
    ours, theirs = real_roots(poly), sympy_roots(poly)
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        if isinstance(mine, Fraction):
            assert sympy.Rational(mine.numerator, mine.denominator) == other
        else:
            low, high = mine.interval(Fraction(1, 10**25))
            assert sympy.Rational(low.numerator, low.denominator) < other.evalf(60)
            assert other.evalf(60) < sympy.Rational(high.numerator, high.denominator)
            assert float(mine) == float(other.evalf(40))


@given(coefficients, coefficients)
@settings(max_examples=60, deadline=None)
def test_the_sign_of_a_polynomial_at_a_root(poly, other):
    product = fmpz_poly(poly) * fmpz_poly(other)
    for root in real_roots(poly):
        assert sign_at(poly, root) == 0
        assert sign_at(product, root) == 0
        near = sympy.Poly(list(reversed(other)), sympy.Symbol("x"))
        if fmpz_poly(other).gcd(fmpz_poly(poly)).degree() < 1:
            low, high = root.interval(Fraction(1, 10**40)) if isinstance(root, Algebraic) else (root, root)
            middle = (low + high) / 2
            assert sign_at(other, root) == sympy.sign(near.eval(sympy.Rational(middle.numerator, middle.denominator)))


@given(coefficients, coefficients)
@settings(max_examples=60, deadline=None)
def test_order_is_total_and_agrees_with_the_decimals(first, second):
    roots = [*real_roots(first), *real_roots(second)]
    for a, b in itertools.product(roots, repeat=2):
        assert (a < b) + (a == b) + (a > b) == 1
        assert (a <= b) == (not a > b)
        if a < b:
            assert float(a) <= float(b)
            middle = between(a, b)
            assert a < middle < b
        if a == b:
            assert hash(a) == hash(b)


def test_close_roots_are_told_apart():
    # Mignotte's polynomial x^5 - 2(100x - 1)^2 has two roots that agree to about 7 digits
    roots = real_roots([-2, 400, -20000, 0, 0, 1])
    assert len(roots) == 3
    assert roots[0] < Fraction(1, 100) < roots[1]
    assert roots[1] - Fraction(1, 100) < Fraction(1, 10**6)
    assert sign_at([-1, 100], roots[0]) == -1
    assert sign_at([-1, 100], roots[1]) == 1


def test_two_numbers_that_differ_by_less_than_a_double_can_say():
    near = Fraction(1414213562373095048801688724209698078569671875376948073176679737990732478462, 10**75)
    root = real_roots([-2, 0, 1])[1]
    assert float(root) == float(near)
    assert near < root < near + Fraction(1, 10**74)


@pytest.mark.parametrize(
    ("poly", "texts", "tex"),
    [
        ([-2, 0, 1], ["-sqrt(2)", "sqrt(2)"], [r"-\sqrt{2}", r"\sqrt{2}"]),
        ([-1, -1, 1], ["(1 - sqrt(5))/2", "(1 + sqrt(5))/2"], [r"\frac{1 - \sqrt{5}}{2}", r"\frac{1 + \sqrt{5}}{2}"]),
        ([-1, 0, 2], ["-sqrt(2)/2", "sqrt(2)/2"], [r"\frac{-\sqrt{2}}{2}", r"\frac{\sqrt{2}}{2}"]),
        ([1, -6, 1], ["3 - 2*sqrt(2)", "3 + 2*sqrt(2)"], [r"3 - 2\sqrt{2}", r"3 + 2\sqrt{2}"]),
        ([-5, 9], ["5/9"], [r"\frac{5}{9}"]),
        ([4, 2], ["-2"], ["-2"]),
        ([1, 3, 0], ["-1/3"], [r"-\frac{1}{3}"]),
    ],
)
def test_rational_numbers_and_radicals_are_written_out(poly, texts, tex):
    roots = real_roots(poly)
    assert [real_text(root) for root in roots] == texts
    assert [real_latex(root) for root in roots] == tex
    assert [real_document(root) for root in roots] == texts


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 50))
def test_a_radical_is_the_number(c, b, a):
    for root in real_roots([c, b, a]):
        if isinstance(root, Algebraic):
            value = sympy.sympify(real_text(root))
            assert sympy.expand(a * value**2 + b * value + c) == 0
            assert abs(float(value) - float(root)) < 1e-9


def test_a_cubic_is_its_polynomial_and_an_interval():
    (root,) = real_roots([-1, -1, 0, 1])
    assert real_text(root) == "root of x**3 - x - 1 near 1.3247179572"
    assert real_latex(root) == r"1.324718\ldots \;\left(x^{3} - x - 1 = 0\right)"
    document = json.loads(json.dumps(real_document(root)))
    assert document["polynomial"] == "x**3 - x - 1"
    low, high = map(Fraction, document["interval"])
    assert high - low <= Fraction(2, 10**12)
    assert algebraic([-1, -1, 0, 1], low, high) == root
    assert pickle.loads(pickle.dumps(root)) == root


@given(coefficients, st.fractions(max_denominator=20), st.fractions(max_denominator=20))
@settings(max_examples=60, deadline=None)
def test_arithmetic_with_rationals(poly, scale, shift):
    for root in real_roots(poly):
        if isinstance(root, Algebraic) and scale:
            moved = root * scale + shift
            assert moved - shift == root * scale
            assert (moved - shift) / scale == root
            assert float(moved) == pytest.approx(float(root) * float(scale) + float(shift), rel=1e-9, abs=1e-9)
            assert abs(-root) == abs(root)
            assert shift - root == -(root - shift)
            assert moved == algebraic(moved.polynomial, *moved.interval())
            assert root * 0 == 0


def test_simplest_number_between():
    assert between(Fraction(5, 9), Fraction(4, 5)) == Fraction(2, 3)
    assert between(Fraction(0), Fraction(1, 7)) == Fraction(1, 8)
    assert between(Fraction(-1), Fraction(1)) == 0
    assert between(Fraction(-1, 2), Fraction(-1, 3)) == Fraction(-2, 5)
    assert between(Fraction(3), Fraction(7, 2)) == Fraction(10, 3)
    assert between(Fraction(3), None) == 4
    assert between(None, Fraction(3)) == 2
    assert between(None, None) == 0
    with pytest.raises(ValueError, match="nothing lies between"):
        between(Fraction(1), Fraction(1))


def test_what_has_no_answer():
    with pytest.raises(ValueError, match="zero polynomial"):
        real_roots([0, 0])
    assert real_roots([7]) == ()
    assert real_roots([1, 0, 1]) == ()
    with pytest.raises(ValueError, match="no roots between 5 and 6"):
        algebraic([-2, 0, 1], 5, 6)
    with pytest.raises(ValueError, match="2 roots between -2 and 2"):
        algebraic([-2, 0, 1], -2, 2)
    with pytest.raises(TypeError):
        assert real_roots([-2, 0, 1])[0] < "1"


@pytest.mark.parametrize(
    ("poly", "digits", "texts"),
    [
        ([-2, 0, 1], 3, ["-1.414", "1.414"]),
        ([-2, 0, 1], 5, ["-1.41421", "1.41421"]),
        ([-3, 0, 1], 4, ["-1.7321", "1.7321"]),
        ([-1, 0, 10000000000 - 1], 6, ["-0.000010", "0.000010"]),
    ],
)
def test_decimals_are_rounded(poly, digits, texts):
    assert [root.decimal(digits) for root in real_roots(poly)] == texts


def test_answers_do_not_depend_on_earlier_refinement():
    fresh, used = real_roots([-2, 0, 1])[1], real_roots([-2, 0, 1])[1]
    used.interval(Fraction(1, 10**50))
    assert between(fresh, Fraction(3, 2)) == between(used, Fraction(3, 2))
    assert real_document(fresh) == real_document(used)
    cubic = real_roots([-1, -1, 0, 1])[0]
    assert real_document(cubic) == real_document(algebraic([-1, -1, 0, 1], *cubic.interval(Fraction(1, 10**30))))
