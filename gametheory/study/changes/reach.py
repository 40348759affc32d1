"""Reach: how far a regime that exists at a point goes on existing, along each parameter by itself.

Along one parameter, the others held fixed, the regimes change at exact thresholds only
(:mod:`gametheory.study.changes.thresholds`). The *stretch* of a regime is the run of pieces around the point in which a
regime of its name exists; where the stretch ends inside what is admissible, the end is the parameter's switching value
for that regime. The margins (:mod:`gametheory.study.changes.margins`) say when *anything* changes; a conclusion that
rests on one equilibrium asks when that one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory.concepts import Equilibrium, Solution
from gametheory.lang.algebraic import Real
from gametheory.study.changes.thresholds import Piece, Thresholds

__all__ = ["NEAR", "Reach", "Stretch", "reaches"]

NEAR = Fraction(1, 10)
"""A change of one parameter by less than this share of its range is a small one."""


@dataclass(frozen=True)
class Stretch:
    """Between which values of one parameter a regime exists.

    Attributes
    ----------
    parameter : str
    value : Fraction
        At the point.
    low, high : Fraction, Algebraic or None
        The ends at which the regime ends; None where it reaches the end of what is admissible.
    relative : Fraction, Algebraic or None
        The distance to the nearer end as a share of the range; None without an end or for an unbounded range.
    """

    parameter: str
    value: Fraction
    low: Real | None
    high: Real | None
    relative: Real | None

    @property
    def nearest(self) -> Real | None:
        """The nearer end."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return self.low if self.value - self.low < self.high - self.value else self.high


@dataclass(frozen=True)
class Reach:
    """The stretches of one regime, those with the nearest ends first, those without ends last."""

    regime: Equilibrium
    stretches: tuple[Stretch, ...]

    def __iter__(self) -> Iterator[Stretch]:
        return iter(self.stretches)

    @property
    def thin(self) -> tuple[Stretch, ...]:
        """The parameters that a change by less than ``NEAR`` of their range takes out of the regime."""
        return tuple(s for s in self.stretches if s.relative is not None and s.relative < NEAR)


def reaches(solution: Solution, ladders: Mapping[str, Thresholds], point: Mapping[str, Fraction]) -> tuple[Reach, ...]:
    """Return the reach of every regime that exists at a point.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    ladders : mapping of parameter to Thresholds
        Each from the same point.
    point : mapping of parameter to value
    """
    found: dict[str, Reach] = {}
    for regime in solution:
        if regime.name in found or not regime.when.at(point):
            continue
        stretches = [_stretch(solution, regime.name, ladder, point[name]) for name, ladder in ladders.items()]
        stretches.sort(key=lambda s: (s.relative is None, s.nearest is None, float(s.relative or 0)))
        found[regime.name] = Reach(regime, tuple(stretches))
    return tuple(found.values())


def _stretch(solution: Solution, name: str, ladder: Thresholds, value: Fraction) -> Stretch:
    pieces = ladder.pieces
    here = [i for i, piece in enumerate(pieces) if _holds(piece, value) and _has(piece, name)]
    if not here:  # on a border of its own: it does not reach anywhere
        return Stretch(ladder.parameter, value, value, value, Fraction(0))
    low = _end(pieces, here[0], -1, name)
    high = _end(pieces, here[-1], 1, name)
    interval = solution.domain.ranges[ladder.parameter]
    gaps = [
        gap for gap in (None if low is None else value - low, None if high is None else high - value) if gap is not None
    ]
    gap = None if not gaps else gaps[0] if len(gaps) == 1 or gaps[0] < gaps[1] else gaps[1]
    width = None if interval.low is None or interval.high is None else interval.high - interval.low
    return Stretch(ladder.parameter, value, low, high, None if gap is None or not width else gap / width)


def _holds(piece: Piece, value: Fraction) -> bool:
    return (piece.low is None or piece.low <= value) and (piece.high is None or value <= piece.high)


def _has(piece: Piece, name: str) -> bool:
    return any(eq.name == name for eq in piece.regimes)


def _end(pieces: Sequence[Piece], start: int, step: int, name: str) -> Real | None:
    """Return the value at which the regime's run of pieces ends; None at the end of what is admissible."""
    i = start
    while True:
        edge = pieces[i].low if step < 0 else pieces[i].high
        following = i + step
        if edge is None or not 0 <= following < len(pieces):
            return None
        other = pieces[following].high if step < 0 else pieces[following].low
        if other != edge:
            return None  # a hole in what is admissible
        if not _has(pieces[following], name):
            return edge
        i = following
