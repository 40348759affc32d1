"""What a forecast found: averages and shares over the cases, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gametheory.concepts.words.statement import called, subject
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Heading, Line, Part, Row, Stated, Table
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.sweeps.priors import Priors, accepted_text
from gametheory.study.sweeps.selections import Selection

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["NEAR", "QUANTILES", "Band", "Case", "Forecast", "Spread"]

FORMAT = "gametheory-forecast/1"

QUANTILES = (0.25, 0.5, 0.75)

NEAR = 1e-12
"""What lies within this of a number counts as the number: rounding does not make a certain thing uncertain."""


@dataclass(frozen=True)
class Spread:
    """One quantity over the cases; pairs are for the lowest and the highest value over the equilibria.

    Attributes
    ----------
    mean, half_width : (float, float)
        The average, and the half width of its 95 % interval; NaN without a case that has a value.
    never, even, sure : (float, float)
        The share of cases in which the value is 0, at least 1/2, and 1.
    quartiles : (three floats, three floats)
        The quartiles over cases.
    valued : float
        The share of cases in which the quantity has a value.
    """

    mean: tuple[float, float]
    half_width: tuple[float, float]
    never: tuple[float, float]
    even: tuple[float, float]
    sure: tuple[float, float]
    quartiles: tuple[tuple[float, ...], tuple[float, ...]]
    valued: float

    @property
    def one(self) -> bool:
        """Whether lowest and highest agree on average."""
        return self.mean[1] - self.mean[0] <= NEAR


@dataclass(frozen=True)
class Band:
    """The cases in which a parameter lies between two of its quantiles."""

    low: float
    high: float
    cases: int
    spreads: tuple[Spread, ...]


@dataclass(frozen=True)
class Case(Short):
    """The answers under one set of priors and one rule.

    Attributes
    ----------
    priors : Priors
    rule : Selection
    accepted : float
        The share of these priors that the assumptions accept.
    spreads : tuple of Spread
        One a quantity.
    single : float
        The share of cases in which one equilibrium is left.
    none : float
        The share of cases in which none is.
    bands : tuple of Band
        By the parameter asked for, if one is.
    """

    priors: Priors
    rule: Selection
    accepted: float
    spreads: tuple[Spread, ...]
    single: float
    none: float
    bands: tuple[Band, ...] = ()

    def in_short(self) -> str:
        return f"{self.priors.text}, {self.rule.label}: {count(len(self.spreads), 'quantity', 'quantities')}"


@dataclass(frozen=True)
class Forecast(Stated):
    """Shares and averages over the priors; made by :func:`gametheory.study.sweeps.forecast.forecast`.

    Attributes
    ----------
    quantities : tuple of Quantity
    cases : tuple of Case
        For every set of priors, one a rule.
    draws, seed : int
    by : str or None
        The parameter by whose quantiles the cases are sorted.
    """

    quantities: tuple[Quantity, ...]
    cases: tuple[Case, ...]
    draws: int
    seed: int
    by: str | None
    solution: Solution = field(repr=False)

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)

    def __len__(self) -> int:
        return len(self.cases)

    def __getitem__(self, index: int) -> Case:
        return self.cases[index]

    def disagreements(self, points: float = 0.01) -> tuple[str, ...]:
        """Return a sentence for each quantity and rule whose average moves by more than this between the priors."""
        out = []
        for rule in dict.fromkeys(case.rule.name for case in self):
            under = [case for case in self if case.rule.name == rule]
            for q, asked in enumerate(self.quantities):
                ends = [end for case in under for end in case.spreads[q].mean if end == end]
                lows = [case.spreads[q].mean[0] for case in under]
                highs = [case.spreads[q].mean[1] for case in under]
                if ends and max(max(lows) - min(lows), max(highs) - min(highs)) > points:
                    values = "; ".join(f"{_between(case.spreads[q].mean)} under {case.priors.text}" for case in under)
                    out.append(f"{asked}, {under[0].rule.label}: {values}.")
        return tuple(out)

    def in_short(self) -> str:
        return f"{called(self.solution)}, {', '.join(one.text for one in self.quantities)}: {count(len(self), 'case')}"

    def statement(self) -> tuple[Part, ...]:
        """Return a table for every set of priors, the bands below, and where the priors disagree."""
        parts: list[Part] = [
            Heading(
                f"{subject(self.solution)}: averages and shares over {count(self.draws, 'case')} drawn from the priors",
                f"Seed {self.seed}. Where several equilibria exist: the lowest and the highest value. A share of cases "
                "is a measure over assumptions, and no forecast of events.",
            )
        ]
        head = ("quantity", "rule", "average", "+/-", "never (0)", "at least 1/2", "always (1)")
        sets = dict.fromkeys(case.priors.text for case in self)
        for text in sets:
            under = [case for case in self if case.priors.text == text]
            share = accepted_text(under[0].accepted)
            parts.append(Line(f"Under {text}: {share}.", gap=True))
            rows = [
                Row((str(q), case.rule.label, *_cells(case.spreads[i])))
                for i, q in enumerate(self.quantities)
                for case in under
            ]
            parts.append(Table(head, tuple(rows), gap=True))
            parts += [
                Line(f"{case.rule.label}: one equilibrium in {case.single:.1%} of the cases{_left(case)}.")
                for case in under
            ]
            if self.by is not None:
                parts.append(Table((self.by, "cases", *head[:-3]), tuple(self._bands(under)), gap=True))
        if len(sets) > 1:
            apart = self.disagreements()
            lead = "Where the priors disagree by more than a point: " if apart else ""
            parts += [Line(one, lead if i == 0 else "  ", gap=i == 0) for i, one in enumerate(apart)]
            if not apart:
                parts.append(Line("No average moves by more than a point between these priors.", gap=True))
        return tuple(parts)

    def _bands(self, under: Sequence[Case]) -> Iterator[Row]:
        for k, band in enumerate(under[0].bands):
            for i, q in enumerate(self.quantities):
                for case in under:
                    one = case.bands[k]
                    ends = f"{band.low:.3g} to {band.high:.3g}"
                    yield Row((ends, str(one.cases), str(q), case.rule.label, *_cells(one.spreads[i])[:2]))

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for every set of priors, rule, band and quantity."""
        out = []
        for case in self:
            about = {"priors": case.priors.scenario or "", "rule": case.rule.name, "accepted": case.accepted}
            whole = Band(float("nan"), float("nan"), self.draws, case.spreads)
            for band in (whole, *case.bands):
                ends = {} if self.by is None else {"by": self.by, "from": _field(band.low), "to": _field(band.high)}
                for q, one in zip(self.quantities, band.spreads, strict=True):
                    out.append({**about, **ends, "quantity": q.text, "cases": band.cases, **_numbers(one)})
        return out

    def document(self) -> dict[str, Any]:
        """Return it as a mapping of JSON's types."""
        return {
            "format": FORMAT,
            "quantities": [q.text for q in self.quantities],
            "draws": self.draws,
            "seed": self.seed,
            "by": self.by,
            "cases": [
                {
                    "priors": case.priors.scenario,
                    "rule": case.rule.name,
                    "accepted": case.accepted,
                    "single": case.single,
                    "none": case.none,
                    "quantities": {q.text: _numbers(one) for q, one in zip(self.quantities, case.spreads, strict=True)},
                    "bands": [
                        {
                            "from": band.low,
                            "to": band.high,
                            "cases": band.cases,
                            "quantities": {
                                q.text: _numbers(one) for q, one in zip(self.quantities, band.spreads, strict=True)
                            },
                        }
                        for band in case.bands
                    ],
                }
                for case in self
            ],
        }


def _between(pair: tuple[float, float], digits: str = ".3f") -> str:
    low, high = pair
    if low != low:
        return "no value"
    return f"{low:{digits}}" if high - low <= NEAR else f"{low:{digits}} to {high:{digits}}"


def _cells(one: Spread) -> tuple[str, ...]:
    shares = (_between(pair, ".1%") for pair in ((one.never[1], one.never[0]), one.even, one.sure))
    half = "" if one.mean[0] != one.mean[0] else f"{max(one.half_width):.3f}"
    return (_between(one.mean), half, *shares)


def _left(case: Case) -> str:
    return f", none in {case.none:.1%}" if case.none else ""


def _field(number: float) -> float | str:
    return "" if number != number else number


def _numbers(one: Spread) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("mean", "half_width", "never", "even", "sure"):
        pair = getattr(one, name)
        out |= {f"{name}_low": _field(pair[0]), f"{name}_high": _field(pair[1])}
    for end, quartiles in zip(("low", "high"), one.quartiles, strict=True):
        out |= {f"q{int(100 * p)}_{end}": _field(x) for p, x in zip(QUANTILES, quartiles, strict=True)}
    return {**out, "valued": one.valued}
