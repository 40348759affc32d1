"""The test of candidates: which points satisfy a condition, again and again for a thousand points at a time.

Most assumptions are inequalities between polynomials that must all hold. Then a point is sure where each value is above
the bound on its error, and out where one is below minus its bound; the few in between are decided in exact arithmetic.
Other conditions go through the engine (:mod:`gametheory.study.compiled.engine_numpy`). The answers are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.study.compiled.engine_numpy import run
from gametheory.study.compiled.plan import Plan, error_bounds

__all__ = ["CandidateTest"]

Floats = NDArray[np.float64]

_UFUNC = {"+": np.add, "-": np.subtract, "*": np.multiply}


class CandidateTest:
    """Tests up to ``most`` points at a time, for inputs whose magnitudes are at most ``sizes``; holds scratch space."""

    def __init__(self, plan: Plan, sizes: Sequence[float], most: int) -> None:
        self.plan, self.sizes = plan, list(sizes)
        self.inequalities = _inequalities(plan)
        if self.inequalities is None:
            return
        self.bounds = error_bounds(plan, sizes)
        self.most = most
        self.scratch: list[Any] = []

    def __call__(self, columns: Sequence[Floats]) -> NDArray[np.intp]:
        """Return the numbers of the points at which the condition holds."""
        good = self._sure(columns, columns[0].size) if self.inequalities is not None else self.holds(columns)
        found: NDArray[np.intp] = np.nonzero(good)[0]
        return found

    def _sure(self, columns: Sequence[Floats], n: int) -> NDArray[np.bool_]:
        assert self.inequalities is not None
        if not self.scratch:
            for sign, left, _ in self.plan.instructions:
                self.scratch.append(np.float64(left) if sign == "c" else None if sign == "x" else np.empty(self.most))
            self.bools = np.empty((3, self.most), bool)
        values: list[Any] = []
        for (sign, left, right), space in zip(self.plan.instructions, self.scratch, strict=True):
            if sign == "x":
                values.append(columns[left])
            elif sign == "c":
                values.append(space)
            else:
                values.append(_UFUNC[sign](values[left], values[right], space[:n]))
        sure, maybe, one = (row[:n] for row in self.bools)
        sure[:] = maybe[:] = True
        for k, positive in self.inequalities:
            value, bound = values[self.plan.factors[k].node], self.bounds[k]
            if positive:
                sure &= np.greater(value, bound, one)
                maybe &= np.greater_equal(value, -bound, one)
            else:
                sure &= np.less(value, -bound, one)
                maybe &= np.less_equal(value, bound, one)
        if np.count_nonzero(maybe) != np.count_nonzero(sure):
            where = np.nonzero(maybe ^ sure)[0]
            sure[where] = self.holds([column[where] for column in columns])
        return sure

    def holds(self, columns: Sequence[Floats]) -> NDArray[np.bool_]:
        """Return at which points the condition holds, for any condition and number of points."""
        truth = np.empty((1, columns[0].size), bool)
        run(self.plan, columns, self.sizes, truth, np.empty((0, columns[0].size)))
        row: NDArray[np.bool_] = truth[0]
        return row


def _inequalities(plan: Plan) -> list[tuple[int, bool]] | None:
    """Return the factors that must have a sign, and whether it is plus, if that is all that the condition says."""
    line = plan.logic[plan.conditions[0]]
    parts = [plan.logic[i] for i in line.parts] if line.kind == "and" else [line]
    if any(part.kind != "atom" for part in parts) or any(i.sign == "/" for i in plan.instructions):
        return None
    found = []
    for part in parts:
        row = plan.atoms[part.parts[0]]
        if row.sign not in (">", ">=") or len(row.factors) != 1 or not row.factors[0][1] or not row.number:
            return None
        k = row.factors[0][0]
        found.append((k, (row.number > 0) == plan.factors[k].positive))
    return found
