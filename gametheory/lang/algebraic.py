r"""Real algebraic numbers: rational, a quadratic radical, or the root of an irreducible polynomial in an interval.

A real number is algebraic when it is a root of a polynomial with integer coefficients; the irreducible one with
positive leading coefficient and coprime coefficients is unique, its *minimal polynomial*. A number is then named
exactly by its minimal polynomial and by which of the polynomial's real roots it is, counted from below. Rational
numbers stay :class:`fractions.Fraction`; an :class:`Algebraic` is always irrational.

Every answer here is exact, in integers. Polynomials are factored by FLINT, and the real roots of each irreducible
factor isolated by Descartes' rule of signs on halved intervals (Collins and Akritas 1976, "Polynomial real root
isolation using Descartes' rule of signs"). The sign of another polynomial ``g`` at a root of ``f`` is zero exactly
when ``f`` divides ``g``; else the interval is halved until interval arithmetic excludes zero (Basu, Pollack and Roy,
*Algorithms in Real Algebraic Geometry*, 2nd ed., chapter 10).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from numbers import Rational
from typing import Any, TypeAlias

from flint import fmpz, fmpz_poly

from gametheory.lang.expression import number_text
from gametheory.lang.isolation import enclosed, isolated, sign_rational
from gametheory.lang.writing.text import radical_text, univariate_text

__all__ = [
    "Algebraic",
    "Real",
    "algebraic",
    "ascending",
    "between",
    "real_document",
    "real_latex",
    "real_roots",
    "real_text",
    "sign_at",
]

_FACTOR_BITS = 220
_DIGITS = 10


class Algebraic:
    """An irrational real algebraic number, exact.

    Made by :func:`real_roots` and :func:`algebraic`. Compares exactly (``==``, ``<``, ...) with integers, fractions and
    other algebraic numbers; adds, subtracts, multiplies and divides with rational numbers.

    Attributes
    ----------
    polynomial : tuple of int
        The minimal polynomial, constant term first.
    index : int
        Which of its real roots, counted from 0 at the smallest.

    Examples
    --------
    >>> golden = real_roots([-1, -1, 1])[1]
    >>> print(golden)
    (1 + sqrt(5))/2
    >>> golden > Fraction(1618, 1000), golden < 1
    (True, False)
    """

    __slots__ = ("_first", "_high", "_low", "_rising", "index", "polynomial")

    polynomial: tuple[int, ...]
    index: int

    def __init__(self, polynomial: tuple[int, ...], index: int, low: Fraction, high: Fraction) -> None:
        self.polynomial = polynomial
        self.index = index
        self._first = (low, high)
        self._low, self._high = low, high
        self._rising = sign_rational(polynomial, low) < 0

    # -- where it is ------------------------------------------------------------------------------------------------

    @property
    def degree(self) -> int:
        """The degree of the minimal polynomial, at least 2."""
        return len(self.polynomial) - 1

    def interval(self, width: Fraction | None = None) -> tuple[Fraction, Fraction]:
        """Return rational ends around this root, and no other root of the polynomial, at most ``width`` apart."""
        while width is not None and self._high - self._low > width:
            self._halve()
        return self._low, self._high

    def _halve(self) -> None:
        middle = (self._low + self._high) / 2
        below = (sign_rational(self.polynomial, middle) < 0) == self._rising
        if below:
            self._low = middle
        else:
            self._high = middle

    def floor_times(self, scale: int) -> int:
        """Return the largest integer below ``scale`` times the number."""
        while True:
            low, high = self._low * scale // 1, self._high * scale // 1
            if low == high or (low + 1 == high and self._high * scale == high):
                return int(low)
            self._halve()

    def decimal_interval(self, digits: int = 12) -> tuple[Fraction, Fraction]:
        """Return an isolating interval whose ends have ``digits`` decimals (more where that is needed to isolate)."""
        while True:
            below = self.floor_times(10**digits)
            low, high = Fraction(below, 10**digits), Fraction(below + 1, 10**digits)
            if self._first[0] <= low and high <= self._first[1]:
                return low, high
            digits += 3

    def __float__(self) -> float:
        while True:
            low, high = float(self._low), float(self._high)
            if low == high:
                return low
            self._halve()
            if self._high - self._low < abs(self._low) * Fraction(1, 2**70):  # astride two neighbouring floats
                return float((self._low + self._high) / 2)

    # -- order ------------------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Algebraic):
            return self.polynomial == other.polynomial and self.index == other.index
        return False if isinstance(other, Rational) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.polynomial, self.index))

    def _compare(self, other: Any) -> int:
        """Return -1, 0 or 1 as this number is below, equal to or above the other."""
        if isinstance(other, Algebraic):
            if self == other:
                return 0
            while not (self._high <= other._low or other._high <= self._low):
                self._halve()
                other._halve()
            return -1 if self._high <= other._low else 1
        q = Fraction(other)
        while self._low < q < self._high:
            self._halve()
        return -1 if self._high <= q else 1

    def __lt__(self, other: Any) -> bool:
        return self._compare(other) < 0 if isinstance(other, Algebraic | Rational) else NotImplemented

    def __le__(self, other: Any) -> bool:
        return self._compare(other) <= 0 if isinstance(other, Algebraic | Rational) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return self._compare(other) > 0 if isinstance(other, Algebraic | Rational) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        return self._compare(other) >= 0 if isinstance(other, Algebraic | Rational) else NotImplemented

    # -- arithmetic with rational numbers ---------------------------------------------------------------------------

    def _moved(self, scale: Fraction, shift: Fraction) -> Algebraic:
        """Return ``scale * self + shift`` for a ``scale`` that is not zero: the root of ``f((x - shift)/scale)``."""
        power, total = [Fraction(1)], [Fraction(0)] * len(self.polynomial)
        for coefficient in self.polynomial:
            for i, c in enumerate(power):
                total[i] += coefficient * c
            power = [
                (-shift * (power[i] if i < len(power) else 0) + (power[i - 1] if i else 0)) / scale
                for i in range(len(power) + 1)
            ]
        ends = sorted((self._low * scale + shift, self._high * scale + shift))
        roots = 0 if scale > 0 else len(isolated(self.polynomial))
        index = self.index if scale > 0 else roots - 1 - self.index
        return Algebraic(_primitive(total), index, ends[0], ends[1])

    def __add__(self, other: Any) -> Algebraic:
        return self._moved(Fraction(1), Fraction(other)) if isinstance(other, Rational) else NotImplemented

    __radd__ = __add__

    def __neg__(self) -> Algebraic:
        return self._moved(Fraction(-1), Fraction(0))

    def __abs__(self) -> Algebraic:
        return -self if self < 0 else self

    def __sub__(self, other: Any) -> Algebraic:
        return self._moved(Fraction(1), -Fraction(other)) if isinstance(other, Rational) else NotImplemented

    def __rsub__(self, other: Any) -> Algebraic:
        return self._moved(Fraction(-1), Fraction(other)) if isinstance(other, Rational) else NotImplemented

    def __mul__(self, other: Any) -> Fraction | Algebraic:
        if not isinstance(other, Rational):
            return NotImplemented
        return self._moved(Fraction(other), Fraction(0)) if other else Fraction(0)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Algebraic:
        return self._moved(1 / Fraction(other), Fraction(0)) if isinstance(other, Rational) else NotImplemented

    # -- how it is written ------------------------------------------------------------------------------------------

    @property
    def radical(self) -> tuple[int, int, int, int] | None:
        """``(p, q, m, r)`` where the number is ``(p + q*sqrt(m))/r`` with ``r > 0``; None unless quadratic."""
        if self.degree != 2:
            return None
        c, b, a = self.polynomial
        square, m = _square_part(b * b - 4 * a * c)
        p, q, r = -b, square if self.index else -square, 2 * a
        common = gcd(p, q, r)
        return p // common, q // common, m, r // common

    def __str__(self) -> str:
        if self.radical is None:
            return f"root of {self.polynomial_text()} near {self.decimal()}"
        return radical_text(self.radical, "{q}sqrt({m})", "{q}*sqrt({m})", "{top}/{r}", "({top})/{r}")

    def polynomial_text(self, name: str = "x") -> str:
        """Return the minimal polynomial as text of the grammar."""
        return univariate_text(self.polynomial, name, "*", "{name}**{power}")

    def decimal(self, digits: int = _DIGITS) -> str:
        """Return the number rounded to that many decimals."""
        scaled = self.floor_times(2 * 10**digits) + 1
        sign, size = ("-" if scaled < 0 else ""), abs(scaled // 2)
        return f"{sign}{size // 10**digits}.{size % 10**digits:0{digits}d}"

    def __repr__(self) -> str:
        return f"<Algebraic {self}>"

    def _repr_latex_(self) -> str:
        return f"${real_latex(self)}$"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Algebraic, (self.polynomial, self.index, *self._first))


Real: TypeAlias = "Fraction | Algebraic"


# -- making them ----------------------------------------------------------------------------------------------------


def _coefficients(poly: Any) -> tuple[int, ...]:
    if isinstance(poly, fmpz_poly):
        return tuple(int(c) for c in poly.coeffs())
    return _cleared([Fraction(c) for c in poly])


def _cleared(coefficients: Sequence[Fraction]) -> tuple[int, ...]:
    scale = lcm(*(c.denominator for c in coefficients)) if coefficients else 1
    out = [int(c * scale) for c in coefficients]
    while out and out[-1] == 0:
        out.pop()
    return tuple(out)


def _primitive(coefficients: Sequence[Fraction]) -> tuple[int, ...]:
    whole = _cleared(coefficients)
    common = gcd(*whole) * (1 if whole[-1] > 0 else -1)
    return tuple(c // common for c in whole)


def real_roots(poly: Any) -> tuple[Real, ...]:
    """Return the distinct real roots of a polynomial in one variable, in ascending order.

    Parameters
    ----------
    poly : flint.fmpz_poly or sequence of int or Fraction
        Coefficients, constant term first.

    Raises
    ------
    ValueError
        For the zero polynomial, of which every number is a root.

    Examples
    --------
    >>> [str(root) for root in real_roots([0, -2, 0, 1])]
    ['-sqrt(2)', '0', 'sqrt(2)']
    """
    whole = _coefficients(poly)
    if not whole:
        raise ValueError("every number is a root of the zero polynomial")
    found: list[Real] = []
    for factor, _ in fmpz_poly(list(whole)).factor()[1]:
        coefficients = tuple(int(c) for c in factor.coeffs())
        if coefficients[-1] < 0:
            coefficients = tuple(-c for c in coefficients)
        if len(coefficients) == 2:
            found.append(Fraction(-coefficients[0], coefficients[1]))
        else:
            ends = isolated(coefficients)
            found += [Algebraic(coefficients, i, low, high) for i, (low, high) in enumerate(ends)]
    return tuple(sorted(found, key=ascending))


def _order(a: Real, b: Real) -> int:
    return (a > b) - (a < b)


ascending = functools.cmp_to_key(_order)
"""The sort key of exact numbers of both kinds."""


def algebraic(poly: Any, low: Rational | int, high: Rational | int) -> Real:
    """Return the one real root of a polynomial between two rational numbers (ends included).

    Raises
    ------
    ValueError
        If there is no root there, or more than one.
    """
    inside = [root for root in real_roots(poly) if low <= root <= high]
    if len(inside) != 1:
        raise ValueError(f"{len(inside) or 'no'} roots between {low} and {high}: expected exactly one")
    return inside[0]


# -- signs and order ------------------------------------------------------------------------------------------------


def sign_at(poly: Any, value: Real | int) -> int:
    """Return the sign (-1, 0 or 1) of an integer polynomial in one variable at a real algebraic number, exactly.

    Parameters
    ----------
    poly : flint.fmpz_poly or sequence of int or Fraction
        Coefficients, constant term first.
    value : Fraction, int or Algebraic
    """
    whole = _coefficients(poly)
    if not isinstance(value, Algebraic):
        return sign_rational(whole, Fraction(value))
    if not whole:
        return 0
    if (
        len(whole) >= len(value.polynomial)
        and fmpz_poly(list(whole)).gcd(fmpz_poly(list(value.polynomial))).degree() > 0
    ):
        return 0
    while True:
        low, high = enclosed(whole, *value.interval())
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        value._halve()


def between(low: Real | None, high: Real | None) -> Fraction:
    """Return a rational number strictly between two different ones, one with a small denominator; None is infinity.

    >>> between(Fraction(1, 3), Fraction(1, 2)), between(real_roots([-2, 0, 1])[1], None)
    (Fraction(2, 5), Fraction(2, 1))
    """
    if high is None:
        return Fraction(0) if low is None else Fraction(_floor(low) + 1)
    if low is None:
        return Fraction(-_floor(-high) - 1)
    if not low < high:
        raise ValueError(f"nothing lies between {low} and {high}")
    scale = 16
    while True:  # on a fixed grid, so that the answer does not depend on how far the ends were refined before
        left = low if isinstance(low, Fraction | int) else Fraction(low.floor_times(scale) + 1, scale)
        right = high if isinstance(high, Fraction | int) else Fraction(high.floor_times(scale), scale)
        if left < right:
            return _simplest(left, right)
        scale *= 16


def _floor(value: Real) -> int:
    return value.floor_times(1) if isinstance(value, Algebraic) else int(value // 1)


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction of least denominator strictly between two fractions (a walk down the Stern-Brocot tree)."""
    if low < 0 < high:
        return Fraction(0)
    if high <= 0:
        return -_simplest(-high, -low)
    floor = low // 1
    if floor + 1 < high:
        return Fraction(floor + 1)
    if low == floor:  # here high <= floor + 1: take floor + 1/n with the least n that stays below high
        return floor + Fraction(1, 1 / (high - floor) // 1 + 1)
    # both lie between floor and floor + 1
    rest = high - floor
    return floor + 1 / _simplest(1 / rest, 1 / (low - floor))


# -- writing --------------------------------------------------------------------------------------------------------


def _square_part(number: int) -> tuple[int, int]:
    """Write a positive integer as ``s*s*m``, ``m`` square-free as far as factors are found; return ``(s, m)``."""
    n = fmpz(number)
    factors = n.factor() if number.bit_length() <= _FACTOR_BITS else n.factor_smooth(20)
    s, m = 1, 1
    for prime, power in factors:
        s *= int(prime) ** (int(power) // 2)
        m *= int(prime) ** (int(power) % 2)
    return s, m


def real_text(value: Real | int) -> str:
    """Return a real algebraic number as text: ``5/9``, ``(1 + sqrt(5))/2``, ``root of x**3 - x - 1 near 1.3247...``."""
    return str(value) if isinstance(value, Algebraic) else number_text(value)


def real_latex(value: Real | int) -> str:
    r"""Return a real algebraic number as LaTeX: ``\frac{5}{9}``, ``\frac{1 + \sqrt{5}}{2}``, or its polynomial."""
    if not isinstance(value, Algebraic):
        q = Fraction(value)
        if q.denominator == 1:
            return str(q.numerator)
        return rf"{'-' if q < 0 else ''}\frac{{{abs(q.numerator)}}}{{{q.denominator}}}"
    if value.radical is not None:
        fraction = r"\frac{{{top}}}{{{r}}}"
        return radical_text(value.radical, r"{q}\sqrt{{{m}}}", r"{q}\sqrt{{{m}}}", fraction, fraction)
    poly = univariate_text(value.polynomial, "x", " ", "{name}^{{{power}}}")
    return rf"{value.decimal(6)}\ldots \;\left({poly} = 0\right)"


def real_document(value: Real | int) -> str | dict[str, Any]:
    """Return a real algebraic number for JSON: ``"5/9"``, a radical as text, or polynomial and isolating interval.

    >>> real_document(real_roots([-1, -1, 0, 1])[0])
    {'polynomial': 'x**3 - x - 1', 'interval': ['331179489311/250000000000', '264943591449/200000000000']}
    """
    if not isinstance(value, Algebraic) or value.radical is not None:
        return real_text(value)
    return {"polynomial": value.polynomial_text(), "interval": [number_text(end) for end in value.decimal_interval()]}
