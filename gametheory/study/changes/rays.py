"""Straight ways out of a point: where each first meets a region, exactly.

The region is a condition; along a straight way it reads as signs of polynomials in the one length, whose real roots
are isolated exactly (:mod:`gametheory.lang.algebraic`). Between two neighbouring ones nothing changes, so one rational
length decides for all between them, and the signs at a root decide there. Nothing is sampled: the first length at
which, or just after which, the condition holds is an exact number.

Every coordinate is measured in widths of its range, and a *ray* moves some of them by the same share of their ranges;
one that reaches the end of its range stays there while the others go on. So the ray along all coordinates meets the
corners of the boxes around the point, one after the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory.lang import FALSE, Condition, Expression, Interval, deadline, parameter
from gametheory.lang.algebraic import Real, ascending, between, real_roots, sign_at
from gametheory.lang.lowered import Lowering
from gametheory.study.changes.line import univariate

__all__ = ["Hit", "along", "directions", "width_of"]

_LENGTH = "length"
Direction = Mapping[str, int]


@dataclass(frozen=True)
class Hit:
    """Where a ray first meets a region.

    Attributes
    ----------
    direction : mapping of parameter to -1 or 1
        What moves, and which way.
    length : Fraction or Algebraic
        The share of its range by which each of them moves; one that stops at an end of its range, by less.
    there : bool
        Whether the condition holds at ``length`` itself; if not, it does just beyond.
    ahead : Fraction or Algebraic
        Up to where it goes on holding beyond ``length``; ``length`` itself if it holds there alone.
    """

    direction: Direction
    length: Real
    there: bool
    ahead: Real

    def at(self, start: Mapping[str, Fraction], ranges: Mapping[str, Interval], length: Real) -> dict[str, Real]:
        """Return the point at a length of the ray."""
        out: dict[str, Real] = dict(start)
        for name, sign in self.direction.items():
            moved: Real = length * (sign * width_of(ranges[name])) + start[name]
            end = _end(ranges[name], sign)
            beyond = end is not None and (moved > end if sign > 0 else moved < end)
            out[name] = end if beyond and end is not None else moved
        return out


def width_of(interval: Interval) -> Fraction:
    """Return the width of a bounded range."""
    if interval.low is None or interval.high is None:
        raise ValueError(f"the range {interval} has no width")
    return Fraction(interval.high - interval.low)


def directions(names: tuple[str, ...]) -> Iterator[dict[str, int]]:
    """Yield every choice of parameters that move and of their ways; those that move fewer first."""
    for many in range(1, len(names) + 1):
        for chosen in itertools.combinations(names, many):
            for signs in itertools.product((-1, 1), repeat=many):
                yield dict(zip(chosen, signs, strict=True))


def along(
    region: Condition, start: Mapping[str, Fraction], ranges: Mapping[str, Interval], direction: Direction
) -> Hit | None:
    """Return where a ray first meets a region; None where it never does.

    Parameters
    ----------
    region : Condition
        In the parameters of ``start``, what is admissible included.
    start : mapping of parameter to Fraction
        Within the ranges.
    ranges : mapping of parameter to Interval
        Bounded, for those that move.
    direction : mapping of parameter to -1 or 1
    """
    deadline.check()
    rooms = {name: _room(start[name], ranges[name], sign) for name, sign in direction.items()}
    stops = sorted({Fraction(0), *rooms.values()})
    for low, high in itertools.pairwise(stops):
        values: dict[str, Expression | Fraction] = dict(start)
        for name, sign in direction.items():
            step = sign * width_of(ranges[name])
            moving = rooms[name] > low
            values[name] = start[name] + step * (parameter(_LENGTH) if moving else rooms[name])
        met = _first(region.subs(values), low, high)
        if met is not None:
            return Hit(direction, *met)
    return None


def _end(interval: Interval, sign: int) -> Fraction | None:
    return interval.high if sign > 0 else interval.low


def _room(value: Fraction, interval: Interval, sign: int) -> Fraction:
    """Return how far a coordinate can move, as a share of the width of its range."""
    end = _end(interval, sign)
    assert end is not None
    return abs(end - value) / width_of(interval)


def _first(condition: Condition, low: Fraction, high: Fraction) -> tuple[Real, bool, Real] | None:
    """Return the first length from ``low`` to ``high`` at or beyond which a condition on it holds."""
    if condition == FALSE or low == high:
        return None
    lowering = Lowering((_LENGTH,))
    line = lowering.line(condition)
    lowered = lowering.lowered()
    polys = [univariate(factor) for factor in lowering.factors]

    def holds(length: Real) -> bool:
        return bool(lowered.truths([sign_at(poly, length) for poly in polys])[line])

    inside = {root for poly in polys for root in real_roots(poly) if low < root < high}
    marks: list[Real] = sorted({low, high, *inside}, key=ascending)
    for mark, following in itertools.pairwise(marks):
        there, after = holds(mark), holds(between(mark, following))
        if there or after:
            return mark, there, following if after else mark
    return (high, True, high) if holds(high) else None
