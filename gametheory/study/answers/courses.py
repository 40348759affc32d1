"""What one number does to the headline when it alone moves, in every case that was drawn.

Everything else stays as drawn: the cases sorted by the number would mix what it does with what the assumptions tie to
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gametheory.study.answers.facts import Course, Moves, Weight
from gametheory.study.answers.wording import Outcome, Wording
from gametheory.study.sweeps.ensemble import Ensemble, Envelopes
from gametheory.study.sweeps.quantiles import quantile
from gametheory.study.sweeps.selections import Selection

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["MOST", "VALUES", "course", "grid", "slices", "weight"]

VALUES = 31
"""At so many values of a driver the cases are evaluated."""

FEW = 7
"""At so many values of every number that is weighed."""

MOST = 0.5
"""The ends that are quoted are the outermost at which at least this share of cases is admissible."""

_STEP = 1e-9
_TAILS = (0.01, 0.99)


def grid(solution: Solution, ensemble: Ensemble, name: str, count: int = VALUES) -> tuple[float, ...]:
    """Return values over the part of a parameter's range that its prior reaches; over its middle if it has no end.

    The middle lies between two outer quantiles of the prior.
    """
    interval = ensemble.priors.reach(name, solution.domain.ranges[name])
    low, high = interval.low, interval.high
    if low is None or high is None:
        first, last = quantile(ensemble.priors.given.get(name), interval, np.array(_TAILS))
    else:
        first, last = float(low), float(high)
        nudge = (last - first) / 1000
        first, last = first + nudge * interval.open_low, last - nudge * interval.open_high
    # decimals of six digits: they are written, and read again
    return tuple(dict.fromkeys(float(f"{x:.6g}") for x in np.linspace(first, last, count)))


def course(
    ensemble: Ensemble, rules: Sequence[Selection], headline: Outcome, name: str, values: Sequence[float]
) -> tuple[tuple[Course, ...], tuple[float, ...], tuple[Moves | None, ...]]:
    """Return the courses, the admissible shares at the values, and how the cases move; courses and moves by rule."""
    shares: list[float] = []
    courses, moves = [], []
    for rule in rules:
        table = ensemble.table(rule.solution, (headline.quantity,))
        counted = _Moves(len(ensemble))
        low: list[float | None] = []
        high: list[float | None] = []
        shares = []
        for value in values:
            found = ensemble.evaluate(table, {name: value})
            low.append(_mean(found.low[0]))
            high.append(_mean(found.high[0]))
            shares.append(float(found.admissible.mean()))
            counted.step(found)
        courses.append(Course(rule.name, tuple(low), tuple(high)))
        moves.append(counted.shares())
    return tuple(courses), tuple(shares), tuple(moves)


class _Moves:
    """Counts, value after value, in which cases the headline rises and falls."""

    def __init__(self, cases: int) -> None:
        self.last = np.full((2, cases), np.nan)
        self.up = np.zeros(cases, bool)
        self.down = np.zeros(cases, bool)
        self.seen = np.zeros(cases, int)

    def step(self, found: Envelopes) -> None:
        here = np.stack([found.low[0], found.high[0]])
        known = ~np.isnan(here).any(axis=0)
        with np.errstate(invalid="ignore"):
            self.up |= known & (here > self.last + _STEP).any(axis=0)
            self.down |= known & (here < self.last - _STEP).any(axis=0)
        self.last = np.where(known, here, self.last)
        self.seen += known

    def shares(self) -> Moves | None:
        told = self.seen > 1
        if not told.any():
            return None
        up, down = self.up[told], self.down[told]
        parts = (~up & ~down, up & ~down, down & ~up, up & down)
        flat, rises, falls, both = (float(part.mean()) for part in parts)
        return Moves(flat, rises, falls, both)


def weight(ensemble: Ensemble, rule: Selection, headline: Outcome, wording: Wording, name: str) -> Weight:
    """Return how far the average moves over a number's range."""
    values = grid(rule.solution, ensemble, name, FEW)
    (found,), admissible, _ = course(ensemble, (rule,), headline, name, values)
    kept = [
        (low, high)
        for low, high, share in zip(found.low, found.high, admissible, strict=True)
        if share >= MOST and low is not None and high is not None
    ]
    middle = [(low + high) / 2 for low, high in kept]
    noun = wording.parameter(name).noun
    if not middle:
        return Weight(name, noun, None, None, None, None)
    return Weight(name, noun, middle[0], middle[-1], min(middle), max(middle))


def slices(rule: Selection, headline: Outcome, name: str, values: Sequence[float]) -> Course:
    """Return the headline at the base numbers with one number moved."""
    from gametheory.study.sweeps.sweep import sweep

    solution = rule.solution
    if any(other not in solution.baseline for other in solution.parameters if other != name):
        return Course(rule.name, (None,) * len(values), (None,) * len(values))
    found = sweep(solution, {name: list(values)}, of=headline.quantity.text)
    sure = ~np.asarray(found["knife_edge"], bool)  # on a knife edge no regime may tell what exists
    ends = (np.where(sure, np.asarray(found[end])[0], np.nan) for end in ("min", "max"))
    low, high = (tuple(None if np.isnan(x) else float(x) for x in end) for end in ends)
    return Course(rule.name, low, high)


def _mean(values: NDArray[np.float64]) -> float | None:
    sure = values[~np.isnan(values)]
    return float(sure.mean()) if sure.size else None
