"""The envelope of a quantity followed along one parameter, exactly, from one possible change to the next.

On every open piece between two points at which something can change (:mod:`gametheory.study.changes.line`) the regimes
are the same, and the quantity is a rational function in each. The two ends of the envelope are therefore continuous
there, and have their extremes where a function turns, where two of them meet, or in the limit at the ends of the piece.
At the points themselves, where the game may be degenerate, the game is solved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.errors import ParameterError
from gametheory.lang import Expression, Interval, deadline
from gametheory.lang.algebraic import Real
from gametheory.study.changes.line import Stop, walk
from gametheory.study.changes.slice import Slice
from gametheory.study.quantities.quantity import Quantity, at_corners
from gametheory.study.quantities.subject import names_regimes, reread
from gametheory.study.response.line_values import Extended, Line, greatest, least
from gametheory.study.response.swing import End, Envelope, Jump, Swing

__all__ = ["Equilibria", "Follow"]


class Equilibria:
    """The envelope at a point of the original solution, by solving the game there."""

    def __init__(self, solution: Solution, asked: Quantity) -> None:
        self.solution, self.asked = solution, asked
        self.by_regime = names_regimes(asked)
        self._known: dict[tuple[Fraction, ...], Envelope | None] = {}

    def __call__(self, point: Mapping[str, Fraction]) -> Envelope | None:
        key = tuple(point[name] for name in self.solution.parameters)
        if key not in self._known:
            self._known[key] = self._solved(point)
        return self._known[key]

    def _solved(self, point: Mapping[str, Fraction]) -> Envelope | None:
        if self.by_regime:  # equilibria at a point are no regimes: the regimes' conditions are decided there
            end = self.solution.domain.reached(point) is not self.solution.domain  # a regime is one of the whole game
            found: Iterable[Equilibrium] = [] if end else [eq for eq in self.solution if eq.when.at(point)]
        else:
            solved = self.solution.at(point, extend=True)
            found = [one for eq in solved for one in (eq.vertices or (eq,))]
        values = []
        for equilibrium in found:
            form = self.asked.of(equilibrium)
            if form is not None:
                values.append(form.at(point) if isinstance(form, Expression) else form)
        return _envelope(values)


def _envelope(values: Iterable[Extended | None]) -> Envelope | None:
    known = [value for value in values if value is not None]
    return Envelope(least(known), greatest(known)) if known else None


class Follow:
    """One parameter's line, from stop to stop."""

    def __init__(self, solution: Solution, asked: Quantity, line: Slice, there: Equilibria, inside: Interval) -> None:
        self.line, self.there, self.inside = line, there, inside
        self.name = line.names[0]
        if line.solution is not solution:
            asked = reread(asked, line.solution)
        self.stops = walk(line, ends=True)
        # of every regime; of a continuum at its extreme points
        self.forms: list[tuple[Line, ...]] = []
        for regime in line.solution:
            forms = [one.of(regime) for one in (asked, *at_corners(line.solution, (asked,)))]
            known = [form.subs(line.fixed) if isinstance(form, Expression) else form for form in forms]
            self.forms.append(tuple(Line(form, self.name) for form in known if form is not None))

    def swing(self) -> Swing:
        """Return what the parameter does."""
        lows: list[Extended] = []
        highs: list[Extended] = []
        gaps = False

        def take(envelope: Envelope | None) -> None:
            nonlocal gaps
            if envelope is None:
                gaps = True
            else:
                lows.append(envelope.low)
                highs.append(envelope.high)

        jumps = []
        for i, stop in enumerate(self.stops):
            deadline.check()
            if i == 0 and stop.before is not None:
                self._piece(None, stop.value, stop.before, take)
            before = self.limit(stop.before, stop.value, -1) if stop.before is not None else None
            after = self.limit(stop.after, stop.value, 1) if stop.after is not None else None
            if stop.value is not None:
                at = self._at(stop) if stop.at is not None else None
                if stop.at is not None:
                    take(at)
                if self._jumps(stop, before, at, after):
                    jumps.append(Jump(stop.value, before, at, after))
                if stop.after is not None:
                    high = self.stops[i + 1].value if i + 1 < len(self.stops) else None
                    self._piece(stop.value, high, stop.after, take)
        return Swing(
            self.name,
            self.inside,
            self._end(1),
            self._end(-1),
            _envelope(lows),
            _envelope(highs),
            tuple(jumps),
            gaps,
            self.line.notes,
        )

    def limit(self, present: Iterable[int], value: Real | None, side: int) -> Envelope | None:
        """Return the limit of the envelope at a value from one side; ``present`` are the regimes on that side."""
        return _envelope(form.limit(value, side) for i in present for form in self.forms[i])

    def _at(self, stop: Stop) -> Envelope | None:
        assert stop.value is not None
        assert stop.at is not None
        sides = [part for part in (stop.before, stop.after) if part is not None]
        generic = not stop.edge and all(part == stop.at for part in sides) and self.line.solution.exhaustive
        if isinstance(stop.value, Fraction) and not generic:
            return self.there({**self.line.fixed, self.name: stop.value})
        return _envelope(form.value(stop.value) for i in sorted(stop.at) for form in self.forms[i])

    @staticmethod
    def _jumps(stop: Stop, before: Envelope | None, at: Envelope | None, after: Envelope | None) -> bool:
        sides = [one for part, one in ((stop.before, before), (stop.at, at), (stop.after, after)) if part is not None]
        return any(one != sides[0] for one in sides[1:])

    def _piece(self, low: Real | None, high: Real | None, present: Iterable[int], take: Any) -> None:
        """Follow the envelope over an open piece: its limits, and all points where it turns or changes hands."""
        forms = [form for i in present for form in self.forms[i]]
        take(_envelope(form.limit(low, 1) for form in forms))
        take(_envelope(form.limit(high, -1) for form in forms))
        points = {x for form in forms for x in form.turning(low, high)}
        for i, form in enumerate(forms):
            for other in forms[:i]:
                points.update(form.meets(other, low, high))
        for x in points:
            take(_envelope(form.value(x) for form in forms))

    def _end(self, side: int) -> End:
        """Return the low end (``side`` 1) or the high end (-1) of the admissible part."""
        stops = self.stops if side > 0 else self.stops[::-1]
        bound, is_open = (
            (self.inside.low, self.inside.open_low) if side > 0 else (self.inside.high, self.inside.open_high)
        )
        for stop in stops:
            outward, inward = (stop.before, stop.after) if side > 0 else (stop.after, stop.before)
            if outward is not None:
                return End(None, self.limit(outward, None, side), True, False)
            if stop.value is not None and stop.at is not None:
                return End(stop.value, self._at(stop), False, stop.value != bound)
            if inward is not None:
                envelope = self.limit(inward, stop.value, side)
                return End(stop.value, envelope, True, stop.value != bound or not is_open)
        raise ParameterError(f"no value of {self.name} satisfies the assumptions with the other parameters there")
