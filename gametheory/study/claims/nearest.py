"""The smallest change that leads from a point into a region, every parameter scaled by its range.

The size of a change is its *largest* part: the share of its range by which the parameter moves that moves most (the
maximum norm). So "4.9%" says that nobody needs to be wrong about any parameter by more than 4.9% of its range. The
points no farther than that fill a box. Where the box that grows around the point first meets the region is looked for
exactly, on the ways of its corners and along the axes (:mod:`gametheory.study.changes.rays`), and that no smaller box
meets it is proved by the decision procedure. Where a smaller one does, the least is closed in on from both sides:
points in the region from above, proofs from below.

A region that does not contain its border has no nearest point, only points as near to the border as one likes: then the
change is that to the border, and a point just beyond it, at which the game is solved, is given too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.lang import Condition, Domain, Expression, Interval, all_of, parameter, relation
from gametheory.lang.algebraic import Algebraic, Real, ascending, between, real_document
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.floats import simplest_between
from gametheory.lang.writing.numbers import with_decimal
from gametheory.study.changes.rays import Hit, along, directions, width_of
from gametheory.study.claims.counterexample import holds_at
from gametheory.study.claims.region import Region

__all__ = ["Change", "alone", "nearest"]

Point = Mapping[str, Fraction]

_BEYOND = Fraction(1, 1000)
"""How far beyond a border that does not belong to the region a point of it is looked for, as a share of the ranges."""

_CLOSE = Fraction(1, 1000)
_FINE = Fraction(1, 10**9)
_STEPS = 16


@dataclass(frozen=True)
class Change:
    """A change of parameters that leads into the region.

    Attributes
    ----------
    start : mapping of parameter to Fraction
        From where.
    border : mapping of parameter to Fraction or Algebraic
        Where the region is met.
    size : Fraction or Algebraic
        The largest share of its range by which a parameter moves up to there.
    least : Fraction, Algebraic or None
        What is proved of the smallest change of its kind: that it is no smaller. The same as ``size`` where that is the
        smallest, exactly; None where nothing is proved.
    attained : bool or None
        Whether the requirement holds at ``border`` itself, where the game was solved; None where that is not known, as
        at irrational borders. If not, it holds just beyond.
    point : mapping of parameter to Fraction, or None
        An exact point of the region, the border itself or just beyond, at which the game was solved and the requirement
        holds; None where no rational one is known.
    """

    start: Point
    border: Mapping[str, Real]
    size: Real
    least: Real | None
    attained: bool | None
    point: Point | None

    @property
    def exact(self) -> bool:
        """Whether it is proved that no change of its kind is smaller."""
        return self.least == self.size

    @property
    def moved(self) -> tuple[str, ...]:
        """The parameters that move."""
        return tuple(name for name, x in self.border.items() if x != self.start[name])

    def where(self) -> str:
        """Return where the parameters go, with decimals: ``x from 3/5 down to 5/9 (0.555556)``."""
        return " and ".join(
            f"{name} from {self.start[name]} {'up' if x > self.start[name] else 'down'} to {_short(x)}"
            for name, x in self.border.items()
            if x != self.start[name]
        )

    def just_beyond(self) -> str:
        """Return how the border is met: the empty text where it belongs to the region."""
        if self.attained or (self.attained is None and self.point is None):
            return ""
        moved = {name: x for name, x in (self.point or {}).items() if x != self.start[name]}
        at = f", e.g. at {' and '.join(f'{name} = {_short(x)}' for name, x in moved.items())}" if moved else ""
        return f"just beyond{at}" if self.attained is None else f"not at the border itself, just beyond{at}"

    def document(self) -> dict[str, Any]:
        """Return the change as a mapping of JSON's types."""
        return {
            "border": {name: real_document(x) for name, x in self.border.items()},
            "size": real_document(self.size),
            "at_least": None if self.least is None else real_document(self.least),
            "attained": self.attained,
            "point": None if self.point is None else {name: str(x) for name, x in self.point.items()},
        }


def _short(x: Real) -> str:
    """Return a number with its decimals; what has no short exact form by these alone."""
    if isinstance(x, Algebraic) and x.radical is None:
        return f"about {x.decimal(6)}"
    return with_decimal(x)


class _Ways:
    """The changes from one point into one region."""

    def __init__(self, region: Region, start: Point) -> None:
        self.region, self.start = region, dict(start)
        self.question = region.question
        self.ranges: Mapping[str, Interval] = self.question.domain.ranges
        self.inside = region.admissible

    def hits(self, names: tuple[str, ...]) -> Iterator[Hit]:
        """Yield where rays that move some of these parameters first meet the region."""
        for direction in directions(names):
            hit = along(self.inside, self.start, self.ranges, direction)
            if hit is not None:
                yield hit

    def change(self, hit: Hit, least: Real | None) -> Change:
        """Return the change that leads to where a ray meets the region."""
        border = hit.at(self.start, self.ranges, hit.length)
        there = _rational(border)
        attained = None if there is None else holds_at(self.question, there)
        point = there if attained else self._beyond(hit)
        return Change(self.start, border, hit.length, least, attained, point)

    def _beyond(self, hit: Hit) -> Point | None:
        if hit.ahead == hit.length:
            return None
        step = (_whole(hit.length / _BEYOND) + 1) * _BEYOND  # decimals read better than the simplest fraction there
        length = step if step < hit.ahead else between(hit.length, hit.ahead)
        point = _rational(hit.at(self.start, self.ranges, length))
        return point if point is not None and holds_at(self.question, point) else None

    def within(self, size: Fraction | Expression) -> Condition:
        """Return the condition that a point lies in the region, and nearer than a size."""
        parts = [self.inside]
        for name, x in self.start.items():
            gap = parameter(name) - x
            reach = size * width_of(self.ranges[name])
            parts += [relation(gap, "<", reach), relation(gap, ">", -reach)]
        return all_of(parts)

    def size(self, point: Point) -> Fraction:
        """Return the size of the change to a point."""
        return max(abs(point[name] - x) / width_of(self.ranges[name]) for name, x in self.start.items())

    def met(self, size: Real) -> tuple[bool | None, Point | None]:
        """Return whether the box of a size meets the region, with a point where it does."""
        if isinstance(size, Algebraic):
            return (False, None) if self._missed(size) else self.met(size.interval(_FINE)[0])
        decision = self.question.prover.possible(self.within(size), budget=BUDGET)
        return decision.answer, decision.witness

    def _missed(self, size: Algebraic) -> bool:
        """Return whether it is proved that the box of an irrational size misses the region."""
        domain = self.question.domain
        name = "size"
        while name in domain.ranges:
            name += "_"
        variable = parameter(name)
        root = sum(((variable**power) * c for power, c in enumerate(size.polynomial)), Fraction(0))
        wider = Domain({**domain.ranges, name: Interval(*size.interval(_FINE))}, domain.assume)
        statement = all_of((self.within(variable), relation(root, "=")))
        return prover_for(wider).possible(statement, budget=BUDGET).answer is False


def _whole(number: Real) -> int:
    """Return the largest integer that is no larger."""
    return number.floor_times(1) if isinstance(number, Algebraic) else int(number // 1)


def _rational(point: Mapping[str, Real]) -> dict[str, Fraction] | None:
    if any(isinstance(x, Algebraic) for x in point.values()):
        return None
    return {name: Fraction(x) for name, x in point.items() if not isinstance(x, Algebraic)}


def alone(region: Region, start: Point) -> dict[str, Change | None]:
    """Return the smallest change of every parameter by itself, the others held; None where none is enough.

    Each is exact: along one line nothing is left to a search.
    """
    ways = _Ways(region, start)
    found: dict[str, Change | None] = {}
    for name in start:
        hits = sorted(ways.hits((name,)), key=lambda hit: (ascending(hit.length), not hit.there))
        found[name] = ways.change(hits[0], hits[0].length) if hits else None
    return found


def nearest(region: Region, start: Point) -> Change | None:
    """Return the smallest change of all parameters together; None where no point of the region is known.

    Of the ways of one size the one that moves the fewest parameters.
    """
    ways = _Ways(region, start)
    hits = list(ways.hits(tuple(start)))
    hits.sort(key=lambda hit: (ascending(hit.length), len(hit.direction), not hit.there))
    if not hits:
        return _closed_in(ways, None)
    best = hits[0]
    answer, closer = ways.met(best.length)
    if answer is False:
        return ways.change(best, best.length)
    if closer is None:
        return ways.change(best, _proved_from_below(ways, best.length))
    return _closed_in(ways, closer)


def _proved_from_below(ways: _Ways, size: Real) -> Fraction | None:
    """Return a size below this one of which it is proved that no change is smaller."""
    below = size.interval(_FINE)[0] if isinstance(size, Algebraic) else size
    for part in (Fraction(99, 100), Fraction(9, 10), Fraction(1, 2)):
        if ways.met(below * part)[0] is False:
            return below * part
    return None


def _closed_in(ways: _Ways, point: Point | None) -> Change | None:
    """Return the smallest change as closely as it is known, from a point in the region."""
    if point is None:
        point = ways.question.prover.possible(ways.inside, budget=BUDGET).witness
        if point is None:
            return None
    low, high = Fraction(0), ways.size(point)
    for _ in range(_STEPS):
        if high - low <= _CLOSE * min(Fraction(1), high):
            break
        third = (high - low) / 3
        middle = simplest_between(low + third, high - third)
        answer, closer = ways.met(middle)
        if answer is False:
            low = middle
        elif closer is not None:
            point, high = closer, ways.size(closer)
        else:
            break
    short = simplest_between(low, high)
    if low < short and ways.met(short)[0] is False:
        low = short
    attained = holds_at(ways.question, point)
    return Change(ways.start, dict(point), high, low, attained, point if attained else None)
