"""Exact numbers as doubles: which of them a double holds, and how those are called that none does.

A double holds a number of either sign from about 2.2e-308 to 1.8e308, to 16 digits. Above is infinity; below, digits go
missing until only zero is left. Neither may pass for the number, so what computes in floating point asks first. Exact
arithmetic knows no such border.
"""

from __future__ import annotations

import sys
from decimal import Context, Decimal
from fractions import Fraction

from gametheory.errors import ParameterError

__all__ = ["clipped", "double", "held", "short_number", "unheld"]

_LARGEST = Fraction(sys.float_info.max)
_SMALLEST = Fraction(sys.float_info.min)
_CONTEXT = Context(prec=6, Emax=10**9, Emin=-(10**9))
_CLIP = Fraction(10) ** 300


def held(number: Fraction | int) -> bool:
    """Return whether a double holds a number to its full precision."""
    size = abs(Fraction(number))
    return size == 0 or (size >= _SMALLEST and size <= _LARGEST)


def double(number: Fraction | int, what: str) -> float:
    """Return a number as the nearest double.

    Raises
    ------
    ParameterError
        If none holds it; ``what`` says which number it is.
    """
    if not held(number):
        raise ParameterError(f"{what} is {short_number(number)}: {unheld(number)}")
    return float(number)


def unheld(number: Fraction | int) -> str:
    """Return why a number is no double, as part of a sentence."""
    how = "large" if abs(Fraction(number)) > 1 else "small"
    return f"too {how} for a double (2.2e-308 to 1.8e308): choose another unit"


def short_number(number: Fraction | int) -> str:
    """Return a number as a reader takes it in: ``3/5``, and ``about 1.23457e+400`` where that would be long.

    >>> short_number(Fraction(3, 5)), short_number(10**400)
    ('3/5', '1e+400')
    """
    value = Fraction(number)
    # sizes first: Python refuses to write out very long numbers
    if value.numerator.bit_length() + value.denominator.bit_length() < 100:
        return str(value)
    rounded = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(_CONTEXT)
    text = f"{rounded:e}".replace(".e", "e")
    return text if Fraction(rounded) == value else f"about {text}"


def clipped(number: Fraction | int) -> float:
    """Return the nearest double, and 1e300 of the same sign for what is beyond that: for hints, never for answers."""
    if abs(Fraction(number)) >= _CLIP:
        return float(_CLIP) if number > 0 else -float(_CLIP)
    return float(number)
