"""Signs that interval arithmetic proves, without a search.

Each parameter is replaced by its range; sums, products and powers of ranges follow the rules of interval arithmetic
(Moore 1966, *Interval Analysis*), with open and infinite ends kept apart from closed ones, factor by factor of the
polynomial. What is found is a proof; what is not found may still be true. It settles the everyday cases (``1 - d`` over
``[0, 9/10]``) for nothing, so that reading a document rarely needs the decision procedure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from gametheory.lang import Expression, Interval
from gametheory.lang.expression import factored

__all__ = ["factors", "more_than", "sign_over"]

# an end is (-1, 0) for minus infinity, (0, x) for the number x, (1, 0) for infinity; a range is (low, open, high, open)
_End = tuple[int, Fraction]
_Range = tuple[_End, bool, _End, bool]

_ZERO: _End = (0, Fraction(0))


def factors(poly: Any) -> list[Any]:
    """Return the irreducible factors of an integer polynomial that are not constant, without their multiplicity."""
    return [factor for factor, _ in factored(poly)[1]]


def sign_over(poly: Any, ranges: Mapping[str, Interval]) -> str | None:
    """Return the sign of an integer polynomial everywhere on a box, if interval arithmetic proves one.

    Parameters
    ----------
    poly : flint polynomial
    ranges : mapping of name to Interval
        At least for every name that occurs.

    Returns
    -------
    str or None
        ``"+"``, ``"-"``, ``">="`` (never negative), ``"<="`` (never positive), or None.
    """
    content, parts = factored(poly)
    sign, strict = (1 if int(content) > 0 else -1), True
    for factor, power in parts:
        low, low_open, high, high_open = _sum(factor, ranges)
        if int(power) % 2 == 0 and (low > _ZERO or high < _ZERO):
            continue
        if low > _ZERO or (low == _ZERO and low_open):
            continue
        if high < _ZERO or (high == _ZERO and high_open):
            sign *= -1 if int(power) % 2 else 1
        elif int(power) % 2 == 0 or low == _ZERO:
            strict = False
        elif high == _ZERO:
            sign, strict = -sign, False
        else:
            return None
    return {(1, True): "+", (-1, True): "-", (1, False): ">=", (-1, False): "<="}[sign, strict]


def more_than(value: Expression, positive: Iterable[Expression], ranges: Mapping[str, Interval]) -> bool:
    """Return whether a polynomial is seen to be positive: one or two positive ones, and what is never negative.

    Parameters
    ----------
    value : Expression
        With the denominator 1.
    positive : iterable of Expression
        Polynomials that assumptions say to be positive.
    ranges : mapping of name to Interval
    """
    known = [one for one in positive if one.names <= value.names]
    for i, one in enumerate(known):
        for rest in (value - one, *(value - one - other for other in known[: i + 1])):
            if rest == 0 or sign_over(rest.numerator, ranges) in ("+", ">="):
                return True
    return False


def _sum(poly: Any, ranges: Mapping[str, Interval]) -> _Range:
    names = poly.context().names()
    total: _Range = (_ZERO, False, _ZERO, False)
    for powers, coefficient in poly.to_dict().items():
        number = (0, Fraction(int(coefficient)))
        term: _Range = (number, False, number, False)
        for name, power in zip(names, powers, strict=True):
            if power:
                term = _times(term, _power(_given(ranges[name]), int(power)))
        total = (
            _add(total[0], term[0]),
            total[1] or term[1],
            _add(total[2], term[2]),
            total[3] or term[3],
        )
    return total


def _given(interval: Interval) -> _Range:
    low = (-1, Fraction(0)) if interval.low is None else (0, interval.low)
    high = (1, Fraction(0)) if interval.high is None else (0, interval.high)
    return low, interval.open_low or interval.low is None, high, interval.open_high or interval.high is None


def _add(a: _End, b: _End) -> _End:
    if a[0] or b[0]:
        return (a[0] or b[0], Fraction(0))
    return (0, a[1] + b[1])


def _product(a: _End, a_open: bool, b: _End, b_open: bool) -> tuple[_End, bool]:
    if a == _ZERO or b == _ZERO:
        # zero times anything is zero, and attained as soon as the zero itself is
        attained = (a == _ZERO and not a_open) or (b == _ZERO and not b_open)
        return _ZERO, not attained
    if a[0] or b[0]:
        sign = (a[0] or (1 if a[1] > 0 else -1)) * (b[0] or (1 if b[1] > 0 else -1))
        return (sign, Fraction(0)), True
    return (0, a[1] * b[1]), a_open or b_open


def _times(a: _Range, b: _Range) -> _Range:
    ends = [_product(*x, *y) for x in ((a[0], a[1]), (a[2], a[3])) for y in ((b[0], b[1]), (b[2], b[3]))]
    low = min(end for end, _ in ends)
    high = max(end for end, _ in ends)
    # where several products tie, the end is attained if one of them attains it
    return low, all(o for end, o in ends if end == low), high, all(o for end, o in ends if end == high)


def _power(base: _Range, power: int) -> _Range:
    low, low_open, high, high_open = base

    def up(end: _End) -> _End:
        return ((end[0] if power % 2 else abs(end[0])), end[1] ** power)

    if power % 2 or low >= _ZERO:
        return up(low), low_open, up(high), high_open
    if high <= _ZERO:
        return up(high), high_open, up(low), low_open
    top = max(up(low), up(high))
    ends = [o for end, o in ((low, low_open), (high, high_open)) if up(end) == top]
    return _ZERO, False, top, all(ends)
