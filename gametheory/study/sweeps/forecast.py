"""How often what happens, over the cases that the priors make likely, and how high a quantity is on average.

A case is one draw of all parameters. Where several equilibria exist in a case a quantity has a lowest and a highest
value there, and its average a lowest and a highest; a rule that selects among equilibria narrows that. So every number
is said for each rule, beside that for every equilibrium. The same can be asked under several sets of priors at once:
what holds under all of them does not rest on one.

A share of cases is a measure over assumptions: it is no probability that something happens in the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.concepts.words.statement import called, subject
from gametheory.errors import ParameterError
from gametheory.lang.memory import task
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Heading, Line, Part, Row, Stated, Table
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import told_apart
from gametheory.study.sweeps.ensemble import Ensemble, Envelopes, mean
from gametheory.study.sweeps.priors import Asked, Priors, accepted_text, priors_of
from gametheory.study.sweeps.selections import EVERY, Selection, ranked, selections

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["DRAWS", "Band", "Case", "Forecast", "Spread", "check_quantities", "forecast", "spread"]

FORMAT = "gametheory-forecast/1"

DRAWS = 65_536
"""Draws from the priors."""

BANDS = 5
"""Into how many parts of equal size ``by`` sorts the cases."""

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
    """Shares and averages over the priors; made by :func:`forecast`.

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


@task
def forecast(
    solution: Solution,
    *,
    of: str | Quantity | Iterable[str | Quantity],
    draws: int = DRAWS,
    seed: int = 0,
    priors: Asked | Sequence[Asked] = None,
    select: str | Iterable[str] | None = None,
    by: str | None = None,
    bands: int = BANDS,
) -> Forecast:
    """Return how often what happens over the priors, for each rule that selects among equilibria.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    of : str, Quantity or iterable of these
        See :mod:`gametheory.study.quantities.quantity`.
    draws, seed : int
    priors : str or mapping, or a list of these, optional
        See :func:`~gametheory.study.sweeps.priors.priors_of`; a list asks under each, None among them for the
        document's own.
    select : str or iterable of str, optional
        Rules: refinements, and ``"every"`` for no selection. By default the strictest refinement that answers compare,
        where the game has any, and every equilibrium.
    by : str, optional
        Sorts the cases by this parameter into ``bands`` parts of equal size, each with numbers of its own.
    bands : int
        From 2 on.

    Raises
    ------
    ParameterError
        For a game without parameters, priors, draws, seeds and rules that do not fit, and assumptions that (nearly) no
        draw satisfies.
    QuantityError
        For a quantity that cannot be read.

    Examples
    --------
    >>> import gametheory as gt
    >>> found = gt.forecast(gt.solve(gt.load("beer_quiche")), of="P(duel)", draws=2000, select="every")
    >>> low, high = found[0].spreads[0].mean
    >>> low == high, found.draws
    (True, 2000)
    """
    if not solution.domain.names:
        raise ParameterError("forecast(): this solution has no parameters; ask the solution of the parametric game")
    solution, named = told_apart(solution, [of] if isinstance(of, str | Quantity) else of)
    asked = check_quantities(solution, named)
    if by is not None:
        solution.domain.point({by: 0})  # it is a parameter
        if isinstance(bands, bool) or not isinstance(bands, int) or bands < 2:
            raise ParameterError(f"bands: expected an integer from 2 on, got {bands!r}")
    rules = selections(solution, (*ranked(solution)[:1], EVERY) if select is None else select)
    sets: list[Asked] = list(priors) if isinstance(priors, list | tuple) else [priors]  # type: ignore[list-item]
    if not sets:
        raise ParameterError("priors: an empty list; None stands for the document's own")
    for one in sets:
        priors_of(solution, one)
    cases: list[Case] = []
    for one in sets:
        ensemble = Ensemble(solution, draws, seed, one)
        for rule in rules:
            found = ensemble.evaluate(ensemble.table(rule.solution, asked))
            cases.append(
                Case(
                    ensemble.priors,
                    rule,
                    ensemble.accepted,
                    tuple(spread(found.low[q], found.high[q]) for q in range(len(asked))),
                    float((found.count == 1).mean()),
                    float((found.count == 0).mean()),
                    () if by is None else tuple(_sorted(found, ensemble.columns[by], bands)),
                )
            )
    return Forecast(asked, tuple(cases), draws, seed, by, solution)


def check_quantities(solution: Solution, asked: Iterable[str | Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities, each once.

    Raises
    ------
    ParameterError
        If there are none.
    QuantityError
        If one cannot be read.
    """
    from gametheory.study.sweeps.table import read_quantities

    found = read_quantities(solution, tuple(asked))
    if not found:
        raise ParameterError("of: expected a quantity, such as 'P(strike)'")
    return found


def spread(low: NDArray[np.float64], high: NDArray[np.float64]) -> Spread:
    """Return what is said of a quantity, from its lowest and highest value in each case."""
    ends = [end[~np.isnan(end)] for end in (low, high)]
    means = [mean(end) for end in ends]

    def share(holds: Any) -> tuple[float, float]:
        first, last = (float(holds(end).mean()) if end.size else float("nan") for end in ends)
        return first, last

    def quartiles(end: NDArray[np.float64]) -> tuple[float, ...]:
        # an observed value, so that what is 0 or 1 in every case stays so
        found = np.quantile(end, QUANTILES, method="inverted_cdf") if end.size else np.full(len(QUANTILES), np.nan)
        return tuple(float(x) for x in found)

    return Spread(
        (means[0][0], means[1][0]),
        (means[0][1], means[1][1]),
        share(lambda end: np.abs(end) <= NEAR),
        share(lambda end: end >= 0.5 - NEAR),
        share(lambda end: np.abs(end - 1) <= NEAR),
        (quartiles(ends[0]), quartiles(ends[1])),
        float(np.mean(~np.isnan(low))) if low.size else float("nan"),
    )


def _sorted(found: Envelopes, column: NDArray[np.float64], bands: int) -> Iterator[Band]:
    """Yield the cases by the quantiles of a parameter over the draws, from the lowest on."""
    order = np.argsort(column, kind="stable")
    for part in np.array_split(order, bands):
        if part.size:
            spreads = tuple(spread(found.low[q][part], found.high[q][part]) for q in range(len(found.low)))
            yield Band(float(column[part[0]]), float(column[part[-1]]), int(part.size), spreads)


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
