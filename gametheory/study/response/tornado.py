"""One parameter at a time: how far a quantity moves over each parameter's range, the others at the base; exact.

For every parameter the equilibria are followed over the *whole* admissible part of its range, not only at its two ends
(:mod:`gametheory.study.changes.line`): between the exact points at which the set of equilibria changes, the quantity is
a rational function in every regime, so the two ends of its envelope over the equilibria have exact extremes, and the
points between show where the envelope jumps. At low, base and high value, and wherever the game is degenerate, the game
itself is solved at the point.

Where an assumption keeps the parameter from an end of its range, the end is that of the admissible part, and an end
that is not admissible itself (an open one) is approached: the envelope there is the limit from inside. Where a
probability of nature's is zero at an end, as far as ranges and stated assumptions admit that, the game is solved there
without the type or branch; what it has need not be the limit.

Reference: Howard (1988), "Decision analysis: practice and promise", Management Science 34 (tornado diagrams);
Saltelli et al. (2008), *Global Sensitivity Analysis: The Primer*, on what one-at-a-time analysis does not see, namely
interactions: :mod:`gametheory.study.response.sobol` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from gametheory.concepts import Solution
from gametheory.concepts.words.statement import called, subject
from gametheory.errors import ParameterError, nearest
from gametheory.lang import Domain, Interval, exact
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.numbers import whereabouts
from gametheory.lang.writing.statement import Heading, Line, Part, Stated, Table
from gametheory.study.changes.slice import cut
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import varying
from gametheory.study.response.envelope import Equilibria, Follow
from gametheory.study.response.swing import End, Envelope, Jump, Swing
from gametheory.study.sweeps.draws import quantile
from gametheory.study.sweeps.priors import Asked, Priors, priors_of

__all__ = ["End", "Envelope", "Jump", "Swing", "Tornado", "tornado"]


@dataclass(frozen=True)
class Tornado(Stated):
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
    priors : Priors
        Whose quantiles these are.
    """

    quantity: Quantity
    base: Envelope | None
    swings: tuple[Swing, ...]
    point: Mapping[str, Fraction]
    quantiles: tuple[Fraction, Fraction] | None
    solution: Solution = field(repr=False)
    priors: Priors = field(default=Priors(), repr=False)

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

    def in_short(self) -> str:
        return f"{called(self.solution)}, {self.quantity.text}: {count(len(self), 'parameter')}"

    def statement(self) -> tuple[Part, ...]:
        """Return a table of swings, the widest first, with the jumps below each."""
        base = self.solution.model.baseline if self.solution.model is not None else {}
        place = f"{'none' if self.base is None else self.base} {whereabouts(self.point, base)}"
        over = "over its range"
        if self.quantiles is not None:
            over = f"between the {' and '.join(map(str, self.quantiles))} quantiles of {self.priors.text}"
        moving = [swing for swing in self if swing.width or swing.gaps]
        still = ", ".join(swing.parameter for swing in self if swing not in moving)
        ends = [end for swing in moving for end in (swing.low, swing.high)]
        marks = []
        if any(end.clipped for end in ends):
            marks.append("* an assumption keeps the parameter from the end of its range")
        if any(end.approached for end in ends):
            marks.append("~ not reached, only approached: limits from inside")
        head = ("parameter", "low end: value", "high end: value", "extremes of min / of max")
        return (
            Heading(
                f"{subject(self.solution)}: {self.quantity}, one parameter at a time; base {place}",
                f"[smallest, largest] over all equilibria; each parameter {over}; exact, decimals (~) rounded.",
            ),
            Table(head, tuple(swing.row() for swing in moving), gap=True),
            *((Line(still, "  no effect: "),) if still else ()),
            *(Line(mark, gap=i == 0) for i, mark in enumerate(marks)),
        )

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types; numbers are exact texts."""
        return {
            "quantity": self.quantity.text,
            "point": {name: str(value) for name, value in self.point.items()},
            "base": None if self.base is None else self.base.document(),
            "quantiles": None if self.quantiles is None else [str(q) for q in self.quantiles],
            "priors": self.priors.scenario,
            "swings": [one.document() for one in self.swings],
        }


def tornado(
    solution: Solution,
    *,
    of: str | Quantity,
    at: Mapping[str, Any] | None = None,
    quantiles: Sequence[Any] | None = None,
    priors: Asked = None,
) -> Tornado:
    """Return how far a quantity moves when one parameter at a time moves over its range, exactly.

    Parameters
    ----------
    solution : Solution
        Of a parametric game; of a refined one, the envelope is over the survivors.
    of : str or Quantity
        See :mod:`gametheory.study.quantities.quantity`.
    at : mapping of parameter to number or text, optional
        The base, from which each parameter moves; the rest is at the baseline.
    quantiles : pair of numbers or texts, optional
        Move each parameter between these quantiles of its prior (uniform on the range where it has none), e.g.
        ``("1/20", "19/20")``, instead of over its whole range. The quantiles are rounded to nine digits; what is
        computed from them is exact. No assumption moves them.
    priors : str or mapping, optional
        The name of a scenario of the document, of whose priors the quantiles are; without ``quantiles`` no prior plays
        a part.

    Raises
    ------
    ParameterError
        For unknown parameters, parameters without a value, points outside ranges or assumptions; with ``quantiles``, a
        parameter with neither a prior nor a bounded range; priors that are no scenario's.
    QuantityError
        For a quantity that cannot be read, or that is the same number in every regime.
    """
    solution, asked = varying(solution, of)
    point = solution.full_point(at or {}, ends=True)
    ends = None if quantiles is None else _quantiles(quantiles)
    there = Equilibria(solution, asked)
    given = priors_of(solution, priors)
    swings = []
    for name in solution.parameters:
        interval = solution.domain.ranges[name]
        inside = interval if ends is None else _between_quantiles(solution, name, ends, given)
        domain = solution.domain
        narrowed = replace(solution, domain=Domain({**domain.ranges, name: inside}, domain.assume, domain.odds))
        others = {other: x for other, x in point.items() if other != name}
        swings.append(Follow(narrowed, asked, cut(narrowed, (name,), others), there, inside).swing())
    swings.sort(key=lambda swing: -swing.width)
    return Tornado(asked, there(point), tuple(swings), point, ends, solution, given)


def _quantiles(given: Any) -> tuple[Fraction, Fraction]:
    try:
        low, high = (exact(q).fraction() for q in given)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"quantiles: expected two numbers such as ('1/20', '19/20'), got {given!r}") from error
    if not 0 < low < high < 1:
        raise ParameterError(f"quantiles: expected 0 < low < high < 1, got {low} and {high}")
    return low, high


def _between_quantiles(solution: Solution, name: str, ends: tuple[Fraction, Fraction], priors: Priors) -> Interval:
    interval = solution.domain.ranges[name]
    prior = priors.given.get(name)
    if prior is None and (interval.low is None or interval.high is None):
        raise ParameterError(f"{name} has neither a prior nor a bounded range {interval}: it has no quantiles")
    low, high = quantile(prior, interval, np.array([float(q) for q in ends]))
    return Interval(Fraction(f"{low:.9g}"), Fraction(f"{high:.9g}"))
