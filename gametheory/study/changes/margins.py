"""Margins: how far each parameter is from the nearest value at which the set of equilibria changes.

The value of one parameter at which a conclusion changes, everything else as it is, is its *switching value* (Gittinger
1982, *Economic Analysis of Agricultural Projects*, 2nd ed.). Here it is exact, and ranked by the distance in units of
the parameter's range: the parameter at the top is the thinnest assumption.

An end of the range at which a probability of nature's is zero is such a value too where the game there, which is the
one without that type or branch, has other equilibria than the limits of those beside it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts import Solution
from gametheory.concepts.words.statement import called, subject
from gametheory.errors import ParameterError
from gametheory.lang import Interval
from gametheory.lang.algebraic import Real, real_document, real_text
from gametheory.lang.memory import task
from gametheory.lang.writing.csv import decimal, exactly
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.numbers import with_decimal
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Entry, Heading, Line, Part, Stated
from gametheory.study.changes.line import Stop
from gametheory.study.changes.slice import check_question, cut
from gametheory.study.changes.thresholds import Ladder
from gametheory.study.changes.thresholds_result import Threshold

__all__ = ["Margin", "Margins", "margins"]


@dataclass(frozen=True)
class Margin(Short):
    """How far one parameter is from a change.

    Attributes
    ----------
    parameter : str
    value : Fraction
        Where it is.
    range : Interval
    below, above : Threshold or None
        The nearest values below and above at which the regimes change, within the connected stretch of admissible
        values around ``value``; None where there is none. Where ``value`` itself is one, both are that threshold.
    distance : Fraction, Algebraic or None
        To the nearer of the two, in the parameter's unit.
    relative : Fraction, Algebraic or None
        The same as a share of the range's width; None where there is no change or the range is unbounded.
    """

    parameter: str
    value: Fraction
    range: Interval
    below: Threshold | None
    above: Threshold | None
    distance: Real | None
    relative: Real | None

    @property
    def nearest(self) -> Threshold | None:
        """The nearer of ``below`` and ``above`` (the upper one at equal distance)."""
        if self.below is None or self.above is None:
            return self.above or self.below
        return self.below if _gap(self.below, self.value) < _gap(self.above, self.value) else self.above

    def document(self) -> dict[str, Any]:
        """Return the margin as a mapping of JSON's types."""
        return {
            "parameter": self.parameter,
            "value": str(self.value),
            "range": str(self.range),
            "below": None if self.below is None else self.below.document(),
            "above": None if self.above is None else self.above.document(),
            "distance": None if self.distance is None else real_document(self.distance),
            "relative": None if self.relative is None else real_document(self.relative),
        }

    def __str__(self) -> str:
        if self.distance is None:
            return f"{self.parameter} = {self.value}: no change within {self.range}"
        ends = [
            f"{word} at {with_decimal(side.value)}"
            for word, side in (("below", self.below), ("above", self.above))
            if side is not None
        ]
        if self.distance == 0:
            ends = ["here"]
        share = "" if self.relative is None else f", {float(self.relative):.1%} of the range"
        far = f"{real_text(self.distance)}{share}"
        return f"{self.parameter} = {self.value}: changes {' and '.join(ends)}; distance {far}"

    def entry(self) -> Entry:
        """Return how far the change is, and what happens there on the way."""
        lines = (Line(sentence, "      ") for sentence in self._happenings())
        return Entry(Line(str(self), "  ", hung=2), tuple(lines), gap=False)

    def _happenings(self) -> list[str]:
        nearest = self.nearest
        if nearest is None:
            return []
        downwards = nearest is self.below and self.distance != 0
        ended, begun = (nearest.appears, nearest.ends) if downwards else (nearest.ends, nearest.appears)
        sentences = [f"ends: {eq.name}" for eq in ended] + [f"appears: {eq.name}" for eq in begun]
        sentences += [f"changes its outcome: {eq.name}" for eq in nearest.changes]
        if nearest.before is None or nearest.after is None:  # an end, where the game is another one
            return list(nearest.what)
        return [f"going down, {sentence}" for sentence in sentences] if downwards else sentences

    def row(self) -> dict[str, Any]:
        """Return the margin as a row of CSV."""
        below, above = (None if side is None else side.value for side in (self.below, self.above))
        numbers = {"value": self.value, "below": below, "above": above, "distance": self.distance}
        return {
            "parameter": self.parameter,
            **{name: decimal(number) for name, number in numbers.items()},
            "relative": decimal(self.relative),
            "range_low": decimal(self.range.low),
            "range_high": decimal(self.range.high),
            "what": " | ".join(self.nearest.what) if self.nearest is not None else "",
            **{f"exact_{name}": exactly(number) for name, number in numbers.items()},
        }


@dataclass(frozen=True)
class Margins(Stated):
    """The margins of all parameters, the closest to a change first; those without a change last, in the model's order.

    Iterating gives the :class:`Margin` objects; ``margins["distraction"]`` is one of them.
    """

    items: tuple[Margin, ...]
    point: Mapping[str, Fraction]
    solution: Solution

    def __iter__(self) -> Iterator[Margin]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, key: int | str) -> Margin:
        if isinstance(key, int):
            return self.items[key]
        return next(item for item in self.items if item.parameter == key)

    def in_short(self) -> str:
        return f"{called(self.solution)}, {count(len(self), 'parameter')}"

    def statement(self) -> tuple[Part, ...]:
        """Return the distance of every parameter to the nearest change, the closest first."""
        title = f"{subject(self.solution)}: distance of each parameter to the nearest change, the others as they are"
        why = f"The list of regimes is not proved complete, so there may be other changes: {self.solution.why}"
        return (Heading(title), *(one.entry() for one in self), *(() if self.solution.exhaustive else (Line(why),)))

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for every parameter, the closest to a change first, for CSV.

        ``below`` and ``above`` are the nearest values at which the set of equilibria changes, ``distance`` that to the
        nearer one, ``relative`` the distance as a share of the range, ``what`` what happens there on the way up.
        """
        return [{"rank": rank, **one.row()} for rank, one in enumerate(self, start=1)]

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types, in the ranked order."""
        return {
            "format": "gametheory-margins/1",
            "point": {name: str(value) for name, value in self.point.items()},
            "exhaustive": self.solution.exhaustive,
            "margins": [item.document() for item in self.items],
        }


def _gap(threshold: Threshold, value: Fraction) -> Real:
    gap: Real = threshold.value - value
    return -gap if gap < 0 else gap


@task
def margins(solution: Solution, *, at: Mapping[str, Any] | None = None) -> Margins:
    """Return, for each parameter, the nearest values at which the set of equilibria changes, closest first.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    at : mapping of parameter to number or text, optional
        The point to measure from; the rest is at the baseline.

    Raises
    ------
    ParameterError
        For unknown parameters, parameters without a value, and points outside ranges or assumptions.

    Examples
    --------
    >>> import gametheory as gt
    >>> print(margins(gt.solve(gt.load("beer_quiche")), at={"wimp": "2/5"})[0])
    wimp = 2/5: changes above at 1/2 (0.5); distance 1/10, 10.0% of the range
    """
    check_question(solution)
    if not solution.domain.names:
        raise ParameterError("margins(): this solution has no parameters; ask the solution of the parametric game")
    point = _inside(solution, at)
    found = [_margin(solution, name, point) for name in solution.domain.names]
    found.sort(key=functools.cmp_to_key(_closer))
    return Margins(tuple(found), point, solution)


def _inside(solution: Solution, at: Mapping[str, Any] | None) -> dict[str, Fraction]:
    point = solution.full_point(at or {}, extend=True)
    wrong = list(solution.domain.reached(point).outside(point))
    if wrong:
        raise ParameterError("; ".join(wrong))
    return point


def _margin(solution: Solution, name: str, point: Mapping[str, Fraction]) -> Margin:
    value = point[name]
    line = cut(solution, (name,), {other: x for other, x in point.items() if other != name})
    ladder = Ladder(solution, line)
    interval = solution.domain.ranges[name]
    below = _nearest(
        ladder, [s for s in reversed(ladder.stops) if s.value is not None and s.value <= value], value, "before"
    )
    above = _nearest(ladder, [s for s in ladder.stops if s.value is not None and s.value >= value], value, "after")
    gaps = [_gap(side, value) for side in (below, above) if side is not None]
    distance = None if not gaps else gaps[0] if len(gaps) == 1 or gaps[0] < gaps[1] else gaps[1]
    width = None if interval.low is None or interval.high is None else interval.high - interval.low
    relative = None if distance is None or not width else distance / width
    return Margin(name, value, interval, below, above, distance, relative)


def _nearest(ladder: Ladder, stops: list[Stop], value: Fraction, onward: str) -> Threshold | None:
    """Return the first stop away from ``value`` at which the regimes change; an inadmissible one ends the walk."""
    for stop in stops:
        if ladder.switches(stop) or stop.end:
            found = ladder.threshold(stop)
            if found is not None:
                return found
        if getattr(stop, onward) is None or (stop.at is None and stop.value != value):
            return None
    return None


def _closer(a: Margin, b: Margin) -> int:
    for first, second in ((a.relative, b.relative), (a.distance, b.distance)):
        if (first is None) != (second is None):
            return -1 if second is None else 1
        if first is not None and second is not None and first != second:
            return -1 if first < second else 1
    return 0
