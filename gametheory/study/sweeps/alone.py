"""Points of a sweep that are solved by themselves: on a knife edge the regimes do not list what exists.

There the number of equilibria and the ends of a quantity's envelope come from solving the game at the exact point. Of a
continuum the extreme points count, each outcome once, also where several pieces of continua share it; and as a sum of
probabilities and payoffs has its extremes at extreme points, and a conditional probability too, the envelope over these
is that over the whole continuum. (A product of two such quantities is taken at the extreme points alone.)

Such points are few: a knife edge is an equality. Where a grid has many all the same, as when it lies on an edge
altogether, the first ``MOST`` of it are solved, in the grid's order, the last axis moving fastest; of draws those among
the first ``MOST`` draws. The others give no numbers: NaN.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ConceptError, ParameterError
from gametheory.lang import FALSE, Expression
from gametheory.study.compiled.column import exact_at
from gametheory.study.compiled.program import edges_of
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import names_regimes

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution

__all__ = ["MOST", "Alone", "Numbers", "edge_points", "extremes", "put_in"]

MOST = 1000
"""Points of one sweep that are solved by themselves."""


class Numbers(NamedTuple):
    """How many equilibria there are at a point, and the envelope of every quantity; NaN for what is not known."""

    many: float
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Alone:
    """Solves points by themselves; plain data that can be sent to another process."""

    solution: Solution
    asked: tuple[Quantity, ...]
    fixed: tuple[tuple[str, Fraction], ...]

    @property
    def edged(self) -> bool:
        """Whether there are knife edges at all."""
        return edges_of(self.solution) != FALSE

    @property
    def unknown(self) -> Numbers:
        """What is said of a point that is not solved."""
        nothing = (math.nan,) * len(self.asked)
        return Numbers(math.nan, nothing, nothing)

    def at(self, columns: Mapping[str, Any], k: int) -> Numbers:
        """Return the numbers at point ``k`` of the columns."""
        return self({**dict(self.fixed), **{name: exact_at(column, k) for name, column in columns.items()}})

    def __call__(self, point: Mapping[str, Fraction]) -> Numbers:
        """Return the numbers at an exact point."""
        try:
            found = self.solution.at(point, extend=True)
        except (ConceptError, ParameterError):  # too large to be solved, or a division by zero at an end
            return self.unknown
        if not found.exhaustive:
            return self.unknown
        there = extremes(found)
        ends = [_envelope(asked, there, point) for asked in self.asked]
        return Numbers(float(len(there)), tuple(low for low, _ in ends), tuple(high for _, high in ends))


def extremes(solution: Iterable[Equilibrium]) -> tuple[Equilibrium, ...]:
    """Return the equilibria, of a continuum its extreme ones, each outcome once."""
    found: dict[Any, Equilibrium] = {}
    for equilibrium in solution:
        for one in equilibrium.vertices or (equilibrium,):
            found.setdefault(frozenset((h, p) for h, p in one.outcome.items() if p != 0), one)
    return tuple(found.values())


def _envelope(asked: Quantity, there: Iterable[Equilibrium], point: Mapping[str, Fraction]) -> tuple[float, float]:
    values = []
    for equilibrium in there:
        try:
            form = asked.of(equilibrium)
            if form is not None:
                values.append(form.at(point) if isinstance(form, Expression) else form)
        except (ParameterError, ZeroDivisionError):  # undefined there
            continue
    return (_double(min(values)), _double(max(values))) if values else (math.nan, math.nan)


def _double(x: Fraction) -> float:
    try:
        return float(x)
    except OverflowError:
        return math.nan


def edge_points(block: Mapping[str, NDArray[Any]]) -> NDArray[np.intp]:
    """Return the numbers of a block's points that lie on a knife edge, within the assumptions."""
    return np.flatnonzero(block["knife_edge"] & block["admissible"])


def put_in(
    alone: Alone, block: Mapping[str, NDArray[Any]], where: NDArray[np.intp], numbers: Iterable[Numbers]
) -> None:
    """Write what was found at the points ``where`` of a block into its ``count``, ``min`` and ``max``.

    A quantity that names regimes keeps what the regimes say: equilibria at a point are none of them.
    """
    for k, one in zip(where, numbers, strict=True):
        block["count"][..., k] = one.many
        for q, asked in enumerate(alone.asked):
            if not names_regimes(asked):
                block["min"][q, ..., k] = one.low[q]
                block["max"][q, ..., k] = one.high[q]
