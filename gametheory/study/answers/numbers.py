"""Numbers as sentences say them: shares of cases in words, chances in words, percentages beside them."""

from __future__ import annotations

__all__ = ["chance", "often", "percent", "percents", "points", "share"]

_FRACTIONS = (
    (1 / 4, "a quarter"),
    (1 / 3, "a third"),
    (1 / 2, "half"),
    (2 / 3, "two thirds"),
    (3 / 4, "three quarters"),
)
_DIGITS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

NEAR_FRACTION = 0.025
"""Within so much of a simple fraction its word is said."""

_CERTAIN = 1e-12


def percent(x: float | None) -> str:
    """Return a share in whole percent, without the sign: ``<1`` and ``>99`` for what is not 0 or 100.

    >>> [percent(x) for x in (0, 0.004, 0.262, 0.997, 1, None)]
    ['0', '<1', '26', '>99', '100', '-']
    """
    if x is None:
        return "-"
    if x <= _CERTAIN:
        return "0"
    if x >= 1 - _CERTAIN:
        return "100"
    whole = round(100 * x)
    return "<1" if whole < 1 else ">99" if whole > 99 else str(whole)


def percents(pair: tuple[float | None, float | None]) -> str:
    """Return a lowest and a highest share: ``29 to 70``, or one number where both are the same percentage."""
    low, high = percent(pair[0]), percent(pair[1])
    return low if low == high else f"{low} to {high}"


def points(x: float) -> str:
    """Return a half width in percentage points, with one decimal.

    >>> points(0.0023)
    '0.2'
    """
    return f"{100 * x:.1f}"


def share(x: float) -> str:
    """Return a share of cases in words, for the place after ``in``.

    >>> [share(x) for x in (0.26, 0.9, 0.04)]
    ['about a quarter of cases', 'about nine of ten cases', 'about 4 of 100 cases']
    >>> [share(x) for x in (0.001, 0, 1)]
    ['hardly any case', 'no case tried', 'every case tried']
    """
    if x <= _CERTAIN:
        return "no case tried"
    if x >= 1 - _CERTAIN:
        return "every case tried"
    if x < 0.005:
        return "hardly any case"
    word, of = _about(x)
    return f"about {word} of {f'{of} ' if of else ''}cases"


def chance(x: float) -> str:
    """Return a chance in words.

    >>> [chance(x) for x in (0.29, 0.52, 0.03, 0)]
    ['about three in ten', 'about a half', 'about 3 in 100', 'nil']
    """
    if x <= _CERTAIN:
        return "nil"
    if x >= 1 - _CERTAIN:
        return "certain"
    if x < 0.005:
        return "next to nil"
    word, of = _about(x)
    return f"about {word} in {of}" if of else f"about {'a half' if word == 'half' else word}"


def often(x: float, *, proved: bool = False) -> str:
    """Return how often something is so, as leads and verdicts say it.

    >>> often(1.0), often(1.0, proved=True), often(0.93)
    ('in every case tried', 'always', 'in nearly all cases')
    >>> often(0.5), often(0.004), often(0.0)
    ('in about half of the cases', 'hardly ever', 'in no case tried')
    """
    if x >= 1 - _CERTAIN:
        return "always" if proved else "in every case tried"
    if x <= _CERTAIN:
        return "never" if proved else "in no case tried"
    steps = (
        (0.9, "in nearly all cases"),
        (0.6, "in most cases"),
        (0.4, "in about half of the cases"),
        (0.1, "in some cases"),
        (0.01, "in few cases"),
    )
    return next((words for least, words in steps if x >= least), "hardly ever")


def _about(x: float) -> tuple[str, str]:
    """Return a share in words, and of how many it is: a fraction (of nothing), so many of ten, or of 100."""
    distance, word = min((abs(x - value), word) for value, word in _FRACTIONS)
    tens = round(10 * x)
    if distance <= NEAR_FRACTION or (tens == 5 and x >= 0.1):
        return (word if distance <= NEAR_FRACTION else "half"), ""
    if x < 0.1 or tens == 10:
        return str(min(round(100 * x), 99)), "100"
    return _DIGITS[tens], "ten"
