"""Whether a solution can be asked in floating point: every number that it rests on is one that a double holds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.errors import ParameterError
from gametheory.lang import Expression
from gametheory.lang.doubles import double, held, short_number, unheld

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["check_doubles", "unheld_part"]


def check_doubles(solution: Solution) -> None:
    """Check that a double holds the ends of the ranges, the baseline, and the game's payoffs and probabilities.

    Raises
    ------
    ParameterError
        Which names the first number that none holds. Solving at exact numbers goes on working.
    """
    for name, interval in solution.domain.ranges.items():
        for end in (interval.low, interval.high):
            if end is not None:
                double(end, f"an end of the range of {name}")
    for name, value in solution.baseline.items():
        double(value, f"the baseline of {name}")
    for path, number, is_probability in solution.game.numbers():
        part = unheld_part(number)
        if part is not None:
            what = "a probability" if is_probability else "a payoff"
            raise ParameterError(f"{'.'.join(path)}, {what}, holds the number {short_number(part)}: {unheld(part)}")


def unheld_part(number: Any) -> Fraction | None:
    """Return a number, or a coefficient of an expression, that no double holds; None where all are held."""
    return next((part for part in _parts(number) if not held(part)), None)


def _parts(number: Any) -> Iterator[Fraction]:
    if not isinstance(number, Expression):
        yield Fraction(number)
        return
    above, below = ([int(c) for c in poly.coeffs()] for poly in (number.numerator, number.denominator))
    # a fraction is the same whatever both sides are multiplied by
    unit = max(map(abs, below))
    for coefficient in (*above, *below):
        yield Fraction(coefficient, unit)
