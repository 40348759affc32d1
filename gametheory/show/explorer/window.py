"""How far a slider reaches, and in which steps: round numbers, exact.

A slider moves over the integers ``first`` to ``last``, each standing for that many steps; a step is 1, 2 or 5 times a
power of ten, small enough for 200 steps. An end of a closed range that is no such number has a place of its own. Where
a range has no end, the prior says how far values are worth trying, and else the baseline.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.lang import Interval

if TYPE_CHECKING:
    from gametheory.spec import Prior

__all__ = ["stops", "window"]

STEPS = 200


def window(interval: Interval, prior: Prior | None, value: Fraction | None) -> tuple[Fraction, Fraction]:
    """Return the ends of a slider."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return low, high
    likely = _likely(prior)
    middle = value if value is not None else Fraction(0)
    reach = max(2 * abs(middle), Fraction(1))
    if likely is None:
        likely = middle - reach, middle + reach
    if low is None:
        low = min(likely[0], middle)
        low = low if high is None or low < high else high - reach
    if high is None:
        high = max(likely[1], middle)
        high = high if high > low else low + reach
    return low, high


def _likely(prior: Prior | None) -> tuple[Fraction, Fraction] | None:
    """Return between which numbers nearly all of a prior lies."""
    if prior is None or prior.kind == "beta":
        return None
    numbers = prior.numbers
    if prior.kind in ("uniform", "triangular"):
        return numbers[0], numbers[-1]
    if prior.kind == "normal":
        return numbers[0] - 3 * numbers[1], numbers[0] + 3 * numbers[1]
    try:
        top = math.exp(float(numbers[0] + 2 * numbers[1]))
    except OverflowError:
        return None
    digits = 10 ** math.floor(math.log10(top)) if top >= 1e-300 else 0
    return Fraction(0), Fraction(math.ceil(top / digits)) * Fraction(digits) if digits else Fraction(1)


def stops(interval: Interval, low: Fraction, high: Fraction) -> dict[str, Any]:
    """Return where a slider can stand: ``step`` and the integers ``first`` and ``last``, and ends off that grid.

    >>> stops(Interval(Fraction(0), Fraction(9, 10)), Fraction(0), Fraction(9, 10))
    {'step': '1/500', 'first': 0, 'last': 450, 'low': None, 'high': None}
    """
    if low == high:
        return {"step": str(low or 1), "first": int(low != 0), "last": int(low != 0), "low": None, "high": None}
    most = (high - low) / STEPS
    power = Fraction(10) ** (math.floor(_log10(most)))
    step = max((k * power for k in (1, 2, 5) if k * power <= most), default=power / 2)
    first, last = math.ceil(low / step), math.floor(high / step)
    if first * step not in interval:
        first += 1
    if last * step not in interval:
        last -= 1
    below = str(low) if first * step > low and low in interval else None
    above = str(high) if last * step < high and high in interval else None
    return {"step": str(step), "first": first, "last": last, "low": below, "high": above}


def _log10(x: Fraction) -> float:
    """Return the logarithm of a fraction of any size."""
    return math.log10(x.numerator) - math.log10(x.denominator)
