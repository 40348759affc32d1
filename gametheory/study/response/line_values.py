"""Exact values, limits and extremes of a rational function of one variable.

The value of ``n/d`` at a root ``a`` of an irreducible polynomial ``f`` is a root of the resultant of ``f(x)`` and
``n(x) - y d(x)`` in ``x`` (Basu, Pollack and Roy, *Algorithms in Real Algebraic Geometry*, 2nd ed., section 4.2); which
one, interval arithmetic around ``a`` decides. Limits at poles and at infinity are infinite or a ratio of leading
coefficients. Infinity is the float ``inf``, which compares with every exact number.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeAlias

from flint import fmpz_poly

from gametheory.lang import Expression
from gametheory.lang.algebraic import Algebraic, Real, between, real_roots, sign_at
from gametheory.lang.expression import context
from gametheory.study.changes.line import univariate
from gametheory.study.response.derivatives import derivative

__all__ = ["Extended", "Line", "greatest", "least", "less"]

Extended: TypeAlias = "Fraction | Algebraic | float"
"""An exact number, or plus or minus infinity."""


def less(a: Extended, b: Extended) -> bool:
    """Whether ``a < b``, exactly."""
    if isinstance(a, float) or isinstance(b, float):
        left = a if isinstance(a, float) else 0.0
        right = b if isinstance(b, float) else 0.0
        return left < right
    return a < b


def least(values: Iterable[Extended]) -> Extended:
    """Return the smallest of some numbers."""
    return functools.reduce(lambda a, b: b if less(b, a) else a, values)


def greatest(values: Iterable[Extended]) -> Extended:
    """Return the largest of some numbers."""
    return functools.reduce(lambda a, b: b if less(a, b) else a, values)


class Line:
    """A rational function of one variable, in lowest terms.

    Parameters
    ----------
    form : Expression or Fraction
        In ``name`` alone.
    name : str
    """

    def __init__(self, form: Expression | Fraction, name: str) -> None:
        self.form, self.name = form, name
        if isinstance(form, Expression) and not form.is_constant:
            ring = context((name,))
            self.above = univariate(form.numerator.project_to_context(ring))
            self.below = univariate(form.denominator.project_to_context(ring))
        else:
            number = form.fraction() if isinstance(form, Expression) else Fraction(form)
            self.above, self.below = fmpz_poly([number.numerator]), fmpz_poly([number.denominator])

    @property
    def constant(self) -> bool:
        """Whether it is one number."""
        return bool(self.above.degree() < 1 and self.below.degree() < 1)

    def limit(self, x: Real | None, side: int) -> Extended:
        """Return the limit at ``x`` from above (``side`` 1) or below (-1), which is the value if ``x`` is no pole.

        ``x`` None is infinity, minus infinity for ``side`` 1.
        """
        if self.constant:
            return Fraction(int(self.above[0]), int(self.below[0]))
        if x is None:
            return self._at_infinity(-side)
        if sign_at(self.below, x):
            return self._value(x)
        near = [root for root in (*real_roots(self.above), *real_roots(self.below)) if root != x]
        beyond = [root for root in near if (root > x) == (side > 0)] if near else []
        if side > 0:
            inside = between(x, min(beyond) if beyond else None)
        else:
            inside = between(max(beyond) if beyond else None, x)
        return math.copysign(math.inf, sign_at(self.above, inside) * sign_at(self.below, inside))

    def value(self, x: Real) -> Extended | None:
        """Return the value at ``x``; None at a pole."""
        return self.limit(x, 1) if self.constant or sign_at(self.below, x) else None

    def _value(self, x: Real) -> Real:
        if isinstance(x, Algebraic):
            return _value_at(self.above, self.below, x)
        top, bottom = (_horner(poly, x) for poly in (self.above, self.below))
        return top / bottom

    def _at_infinity(self, direction: int) -> Extended:
        n, d = self.above.degree(), self.below.degree()
        lead = Fraction(int(self.above[n]), int(self.below[d]))
        if n < d:
            return Fraction(0)
        if n == d:
            return lead
        return math.copysign(math.inf, lead) * (direction if (n - d) % 2 else 1)

    def turning(self, low: Real | None, high: Real | None) -> tuple[Real, ...]:
        """Return the points strictly inside the interval at which the derivative is zero, ascending."""
        if self.constant or not isinstance(self.form, Expression):
            return ()
        slope = derivative(self.form, self.name)
        return _inside(univariate(slope.numerator.project_to_context(context((self.name,)))), low, high)

    def meets(self, other: Line, low: Real | None, high: Real | None) -> tuple[Real, ...]:
        """Return the points strictly inside the interval at which two different functions agree, ascending."""
        difference = self.above * other.below - other.above * self.below
        return _inside(difference, low, high) if difference != 0 else ()


def _inside(poly: Any, low: Real | None, high: Real | None) -> tuple[Real, ...]:
    if poly.degree() < 1:
        return ()
    return tuple(x for x in real_roots(poly) if (low is None or x > low) and (high is None or x < high))


def _horner(poly: Any, x: Fraction) -> Fraction:
    total = Fraction(0)
    for i in range(poly.degree(), -1, -1):
        total = total * x + int(poly[i])
    return total


def _value_at(above: Any, below: Any, x: Algebraic) -> Real:
    ring = context(("x", "y"))

    def lifted(poly: Any, power: int = 0) -> Any:
        return ring.from_dict({(i, power): int(poly[i]) for i in range(poly.degree() + 1) if int(poly[i])})

    minimal = ring.from_dict({(i, 0): c for i, c in enumerate(x.polynomial) if c})
    resultant = minimal.resultant(lifted(above) - lifted(below, 1), "x")
    terms = {int(powers[1]): int(c) for powers, c in resultant.to_dict().items()}
    candidates = real_roots([terms.get(i, 0) for i in range(max(terms) + 1)])
    width = Fraction(1, 16)
    while len(candidates) > 1:
        bounds = _quotient(_range(above, x, width), _range(below, x, width))
        if bounds is not None:
            candidates = tuple(c for c in candidates if bounds[0] <= c <= bounds[1])
        width /= 256
    return candidates[0]


def _range(poly: Any, x: Algebraic, width: Fraction) -> tuple[Fraction, Fraction]:
    """Return bounds of a polynomial around ``x``, by Horner's rule in interval arithmetic."""
    left, right = x.interval(width)
    low = high = Fraction(0)
    for i in range(poly.degree(), -1, -1):
        ends = [a * b for a in (low, high) for b in (left, right)]
        low, high = min(ends) + int(poly[i]), max(ends) + int(poly[i])
    return low, high


def _quotient(top: tuple[Fraction, Fraction], bottom: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction] | None:
    if bottom[0] <= 0 <= bottom[1]:
        return None
    ends = [a / b for a in top for b in bottom]
    return min(ends), max(ends)
