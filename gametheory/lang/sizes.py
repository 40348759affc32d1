"""How large arithmetic may grow: texts are data, and writing a number or a polynomial out must not take a reader down.

The grammar of expressions and its sisters (quantities, claims) share these limits. A polynomial is measured before the
work is done, by its degree, its number of terms and the length of its coefficients.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gametheory.lang.expression import Expression

__all__ = [
    "MAX_DEGREE",
    "MAX_DEPTH",
    "MAX_DIGITS",
    "MAX_EXPONENT",
    "OPAQUE",
    "Size",
    "number_problem",
    "power_size",
    "result_size",
    "size_of",
    "too_large",
]

MAX_DEPTH = 100
MAX_EXPONENT = 400
MAX_DIGITS = 1000
MAX_TERMS = 2000
MAX_DEGREE = 400
MAX_BITS = 20_000


@dataclass(frozen=True)
class _Poly:
    """Upper bounds for a polynomial: degree, number of terms, bits of its largest coefficient."""

    degree: int
    terms: int
    bits: int

    def fits(self, slack: int = 1, *, long: bool = False) -> bool:
        """Return whether this stays within the limits, or so many times them; ``long`` ones may have any length."""
        few = long or self.terms <= MAX_TERMS * slack
        return few and self.degree <= MAX_DEGREE * slack and self.bits <= MAX_BITS * slack

    def times(self, other: _Poly) -> _Poly:
        return _Poly(self.degree + other.degree, self.terms * other.terms, self.bits + other.bits)

    def plus(self, other: _Poly) -> _Poly:
        return _Poly(max(self.degree, other.degree), self.terms + other.terms, max(self.bits, other.bits) + 1)

    def power(self, n: int) -> _Poly:
        # a sum of s terms to the power n has at most this many
        terms = 1 if self.terms <= 1 else math.comb(n + self.terms - 1, self.terms - 1)
        return _Poly(self.degree * n, terms, self.bits * n)


@dataclass(frozen=True)
class Size:
    """Upper bounds for a rational function: of its numerator and its denominator."""

    above: _Poly
    below: _Poly


_ONE = _Poly(0, 1, 1)
OPAQUE = Size(_Poly(1, 1, 1), _ONE)
"""What stands for something whose value is not known yet, as a parameter does."""


def _measured(poly: Any) -> _Poly:
    bits = max((int(c).bit_length() for c in poly.coeffs()), default=0)
    return _Poly(sum(map(int, poly.degrees())), len(poly), bits)


def size_of(value: Any) -> Size:
    """Return the size of an expression, a Fraction or an int."""
    if isinstance(value, Expression):
        return Size(_measured(value.numerator), _measured(value.denominator))
    return Size(_Poly(0, 1, value.numerator.bit_length()), _Poly(0, 1, value.denominator.bit_length()))


def result_size(sign: str, left: Size, right: Size, slack: int = 1) -> Size | None:
    """Return the size of ``left sign right``, or None where it is too large to write out."""
    if sign in "*/":
        above, below = (right.above, right.below) if sign == "*" else (right.below, right.above)
        found = Size(left.above.times(above), left.below.times(below))
        return found if found.above.fits(slack) and found.below.fits(slack) else None
    if left.below == right.below == _ONE:
        found = Size(left.above.plus(right.above), _ONE)
    else:
        found = Size(left.above.times(right.below).plus(right.above.times(left.below)), left.below.times(right.below))
    # a sum is long, not large, where somebody wrote out all its terms
    long = left.below.terms == right.below.terms == 1
    return found if found.above.fits(slack, long=long) and found.below.fits(slack) else None


def too_large(sign: str, left: Expression, right: Expression, slack: int = 1) -> bool:
    """Return whether ``left sign right`` is too large to write out, or so many times larger than that."""
    one_ring = left.denominator.context() is right.denominator.context()
    if sign in "+-" and one_ring and left.denominator == right.denominator:
        return False  # as above, and nothing has to be measured
    return result_size(sign, size_of(left), size_of(right), slack) is None


def power_size(base: Size, n: int) -> Size | None:
    """Return the size of a power, n from 0 on (of a negative power the base is turned round), or None as above."""
    found = Size(base.above.power(n), base.below.power(n))
    return found if found.above.fits() and found.below.fits() else None


def number_problem(token: str) -> str:
    """Return why a number as it is written is too long or too large, or nothing; before anything is made of it."""
    if len(token) > MAX_DIGITS:
        return f"a number of more than {MAX_DIGITS} digits"
    _, _, exponent = token.lower().partition("e")
    if exponent and abs(int(exponent)) > MAX_EXPONENT:
        return f"an exponent of ten must lie between -{MAX_EXPONENT} and {MAX_EXPONENT}"
    return ""
