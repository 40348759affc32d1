"""One parameter at a time: how far a quantity moves over each parameter's range, the others at the base; exact.

For every parameter the equilibria are followed over the *whole* admissible part of its range, not only at its two ends
(:mod:`gametheory.study.line`): between the exact points at which the set of equilibria changes, the quantity is a
rational function in every regime, so the two ends of its envelope over the equilibria have exact extremes, and the
points between show where the envelope jumps. At low, base and high value, and wherever the game is degenerate, the
game itself is solved at the point.

Where an assumption keeps the parameter from an end of its range, the end is that of the admissible part, and an end
that is not admissible itself (an open one) is approached: the envelope there is the limit from inside.

Reference: Howard (1988), "Decision analysis: practice and promise", Management Science 34 (tornado diagrams);
Saltelli et al. (2008), *Global Sensitivity Analysis: The Primer*, on what one-at-a-time analysis does not see, namely
interactions: :mod:`gametheory.study.sobol` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from gametheory.errors import ParameterError, nearest
from gametheory.lang import Domain, Expression, Interval, exact
from gametheory.lang.algebraic import Real, real_document
from gametheory.solve import Equilibrium, Solution
from gametheory.study.asked import names_regimes, reread, varying
from gametheory.study.draws import quantile
from gametheory.study.line import Stop, walk
from gametheory.study.line_values import Extended, Line, greatest, least, less
from gametheory.study.quantity import Quantity
from gametheory.study.slice import Slice, cut

__all__ = ["End", "Envelope", "Jump", "Swing", "Tornado", "tornado"]


@dataclass(frozen=True)
class Envelope:
    """The smallest and the largest value of a quantity over a set of equilibria.

    ``low`` and ``high`` are exact (fractions, algebraic numbers), or plus or minus infinity as a limit.
    """

    low: Extended
    high: Extended

    def document(self) -> list[Any]:
        """Return the two ends for JSON."""
        return [_document(self.low), _document(self.high)]


@dataclass(frozen=True)
class End:
    """The quantity at one end of a parameter's range.

    Attributes
    ----------
    value : Fraction, Algebraic, or None
        Of the parameter; None at infinity.
    envelope : Envelope or None
        None where no equilibrium has a value there.
    approached : bool
        Whether ``value`` itself is not admissible, so that the envelope is the limit from inside.
    clipped : bool
        Whether an assumption keeps the parameter from reaching the end of its range.
    """

    value: Real | None
    envelope: Envelope | None
    approached: bool
    clipped: bool

    def document(self) -> dict[str, Any]:
        """Return the end as a mapping of JSON's types."""
        return {
            "value": None if self.value is None else real_document(self.value),
            "envelope": None if self.envelope is None else self.envelope.document(),
            "approached": self.approached,
            "clipped": self.clipped,
        }


@dataclass(frozen=True)
class Jump:
    """A value of the parameter at which the envelope is not continuous.

    ``before`` and ``after`` are the limits from below and above, ``at`` the envelope there; None where there is no
    value (or, for the limits, where that side is not admissible).
    """

    value: Real
    before: Envelope | None
    at: Envelope | None
    after: Envelope | None

    def document(self) -> dict[str, Any]:
        """Return the jump as a mapping of JSON's types."""
        sides = {"before": self.before, "at": self.at, "after": self.after}
        return {
            "value": real_document(self.value),
            **{side: None if one is None else one.document() for side, one in sides.items()},
        }


@dataclass(frozen=True)
class Swing:
    """What one parameter does to the quantity.

    Attributes
    ----------
    parameter : str
    range : Interval
        That was asked about.
    low, high : End
    lower, upper : Envelope or None
        The extremes, over the admissible part of the range, of the envelope's lower end and of its upper end; None
        where the quantity has no value anywhere on it.
    jumps : tuple of Jump
    gaps : bool
        Whether somewhere on the admissible part there is no value.
    """

    parameter: str
    range: Interval
    low: End
    high: End
    lower: Envelope | None
    upper: Envelope | None
    jumps: tuple[Jump, ...]
    gaps: bool
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """How far the quantity moves: the larger of the movements of the envelope's two ends."""
        moves = [
            float(one.high) - float(one.low) for one in (self.lower, self.upper) if one and less(one.low, one.high)
        ]
        return max(moves, default=0.0)

    def document(self) -> dict[str, Any]:
        """Return the swing as a mapping of JSON's types."""
        return {
            "parameter": self.parameter,
            "range": str(self.range),
            "low": self.low.document(),
            "high": self.high.document(),
            "lower_end": None if self.lower is None else self.lower.document(),
            "upper_end": None if self.upper is None else self.upper.document(),
            "jumps": [jump.document() for jump in self.jumps],
            "gaps": self.gaps,
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Tornado:
    """The swings of all parameters, the widest first; ``tornado["distraction"]`` is one of them.

    Attributes
    ----------
    quantity : Quantity
    base : Envelope or None
        At the point.
    swings : tuple of Swing
    point : mapping of parameter to value
    quantiles : (Fraction, Fraction) or None
        Of the priors, where they bound the ranges.
    """

    quantity: Quantity
    base: Envelope | None
    swings: tuple[Swing, ...]
    point: Mapping[str, Fraction]
    quantiles: tuple[Fraction, Fraction] | None
    solution: Solution = field(repr=False)

    def __iter__(self) -> Iterator[Swing]:
        return iter(self.swings)

    def __len__(self) -> int:
        return len(self.swings)

    def __getitem__(self, key: int | str) -> Swing:
        if isinstance(key, int):
            return self.swings[key]
        found = next((one for one in self.swings if one.parameter == key), None)
        if found is None:
            raise ParameterError(f"unknown parameter {key!r}{nearest(key, [s.parameter for s in self.swings])}")
        return found

    def __str__(self) -> str:
        from gametheory.study.sensitivity_text import tornado_text

        return tornado_text(self)

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types; numbers are exact texts."""
        return {
            "quantity": self.quantity.text,
            "point": {name: str(value) for name, value in self.point.items()},
            "base": None if self.base is None else self.base.document(),
            "quantiles": None if self.quantiles is None else [str(q) for q in self.quantiles],
            "swings": [one.document() for one in self.swings],
        }


def _document(value: Extended) -> Any:
    if isinstance(value, float):
        return "inf" if value > 0 else "-inf"
    return real_document(value)


def tornado(
    solution: Solution,
    *,
    of: str | Quantity,
    at: Mapping[str, Any] | None = None,
    quantiles: Sequence[Any] | None = None,
) -> Tornado:
    """Return how far a quantity moves when one parameter at a time moves over its range, exactly.

    Parameters
    ----------
    solution : Solution
        Of a parametric game; of a refined one, the envelope is over the survivors.
    of : str or Quantity
        See :mod:`gametheory.study.quantity`.
    at : mapping of parameter to number or text, optional
        The base, from which each parameter moves; the rest is at the baseline.
    quantiles : pair of numbers or texts, optional
        Move each parameter between these quantiles of its prior (uniform on the range where it has none), e.g.
        ``("1/20", "19/20")``, instead of over its whole range. The quantiles are rounded to nine digits; what is
        computed from them is exact.

    Raises
    ------
    ParameterError
        For unknown parameters, parameters without a value, points outside ranges or assumptions; with ``quantiles``, a
        parameter with neither a prior nor a bounded range.
    QuantityError
        For a quantity that cannot be read, or that is the same number in every regime.
    """
    asked = varying(solution, of)
    point = solution.full_point(at or {})
    ends = None if quantiles is None else _quantiles(quantiles)
    there = _Equilibria(solution, asked)
    swings = []
    for name in solution.parameters:
        interval = solution.domain.ranges[name]
        inside = interval if ends is None else _between_quantiles(solution, name, ends)
        narrowed = replace(solution, domain=Domain({**solution.domain.ranges, name: inside}, solution.domain.assume))
        others = {other: x for other, x in point.items() if other != name}
        swings.append(_Walk(narrowed, asked, cut(narrowed, (name,), others), there, inside).swing())
    swings.sort(key=lambda swing: -swing.width)
    return Tornado(asked, there(point), tuple(swings), point, ends, solution)


class _Equilibria:
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
            found: Iterable[Equilibrium] = [eq for eq in self.solution if eq.when.at(point)]
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


class _Walk:
    """One parameter's line, from stop to stop."""

    def __init__(self, solution: Solution, asked: Quantity, line: Slice, there: _Equilibria, inside: Interval) -> None:
        self.line, self.there, self.inside = line, there, inside
        self.name = line.names[0]
        if line.solution is not solution:
            asked = reread(asked, line.solution)
        self.stops = walk(line)
        self.forms: list[Line | None] = []
        for regime in line.solution:
            form = asked.of(regime)
            if isinstance(form, Expression):
                form = form.subs(line.fixed)
            self.forms.append(None if form is None else Line(form, self.name))

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
        return _envelope(form.limit(value, side) for i in present if (form := self.forms[i]) is not None)

    def _at(self, stop: Stop) -> Envelope | None:
        assert stop.value is not None
        assert stop.at is not None
        generic = not stop.edge and stop.at in (stop.before, stop.after) and self.line.solution.exhaustive
        if isinstance(stop.value, Fraction) and not generic:
            return self.there({**self.line.fixed, self.name: stop.value})
        return _envelope(form.value(stop.value) for i in sorted(stop.at) if (form := self.forms[i]) is not None)

    @staticmethod
    def _jumps(stop: Stop, before: Envelope | None, at: Envelope | None, after: Envelope | None) -> bool:
        sides = [one for part, one in ((stop.before, before), (stop.at, at), (stop.after, after)) if part is not None]
        return any(one != sides[0] for one in sides[1:])

    def _piece(self, low: Real | None, high: Real | None, present: Iterable[int], take: Any) -> None:
        """Follow the envelope over an open piece: limits at the ends, and all points where it turns or changes hands."""
        forms = [form for i in present if (form := self.forms[i]) is not None]
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


def _quantiles(given: Any) -> tuple[Fraction, Fraction]:
    try:
        low, high = (exact(q).fraction() for q in given)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"quantiles: expected two numbers such as ('1/20', '19/20'), got {given!r}") from error
    if not 0 < low < high < 1:
        raise ParameterError(f"quantiles: expected 0 < low < high < 1, got {low} and {high}")
    return low, high


def _between_quantiles(solution: Solution, name: str, ends: tuple[Fraction, Fraction]) -> Interval:
    interval = solution.domain.ranges[name]
    prior = solution.model.parameters[name].prior if solution.model is not None else None
    if prior is None and (interval.low is None or interval.high is None):
        raise ParameterError(f"{name} has neither a prior nor a bounded range {interval}: it has no quantiles")
    low, high = quantile(prior, interval, np.array([float(q) for q in ends]))
    return Interval(Fraction(f"{low:.9g}"), Fraction(f"{high:.9g}"))
