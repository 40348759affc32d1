"""Which boxes of parameter values may hold a point that satisfies a condition, by interval arithmetic.

A box is ruled out only if no point of it satisfies the condition; what interval arithmetic cannot rule out is kept. So
drawing from the boxes that are kept and rejecting by the condition is drawing from the condition. The one exception are
boxes that meet the condition in a corner no larger than rounding: those that only touch it are ruled out, so that of
``x > y`` no box remains that lies on the other side of its border.

Reference: Jaulin, Kieffer, Didrit and Walter (2001), "Applied Interval Analysis", chapters 2 and 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang.lowered import AtomRow
from gametheory.study.compiled.plan import Plan, error_bounds

__all__ = ["possible"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ends = tuple[Any, Any]


def possible(plan: Plan, boxes: Sequence[tuple[Floats, Floats]]) -> Bools:
    """Return at which boxes the plan's first condition may hold somewhere.

    Parameters
    ----------
    plan : Plan
    boxes : sequence of (array, array)
        For every input its least and largest value in each box, arrays that broadcast with each other; infinite ends
        are allowed.
    """
    finite = [np.concatenate([np.abs(end[np.isfinite(end)]).reshape(-1) for end in ends]) for ends in boxes]
    margins = error_bounds(plan, [float(values.max(initial=0.0)) for values in finite])
    with np.errstate(all="ignore"):
        values = _values(plan, boxes)
        signs = []
        for factor, margin in zip(plan.factors, margins, strict=True):
            low, high = values[factor.node]
            above, below, zero = high > margin, low < -margin, (high >= -margin) & (low <= margin)
            signs.append((above, below, zero) if factor.positive else (below, above, zero))
    shape = np.broadcast_shapes(*(end.shape for ends in boxes for end in ends))
    lines = plan.lines(lambda row: _atom(row, signs))
    return np.array(np.broadcast_to(lines[plan.conditions[0]], shape))


def _values(plan: Plan, boxes: Sequence[tuple[Floats, Floats]]) -> list[Ends]:
    values: list[Ends] = []
    for sign, left, right in plan.instructions:
        if sign == "x":
            values.append(boxes[left])
        elif sign == "c":
            values.append((np.float64(left), np.float64(left)))
        elif sign == "/":  # polynomials do not divide
            values.append((np.float64(-np.inf), np.float64(np.inf)))
        else:
            (a, b), (c, d) = values[left], values[right]
            if sign == "*":
                products = np.broadcast_arrays(a * c, a * d, b * c, b * d)
                low, high = np.minimum.reduce(products), np.maximum.reduce(products)
            else:
                low, high = (a + c, b + d) if sign == "+" else (a - d, b - c)
            # infinity less infinity says nothing
            values.append((np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)))
    return values


def _atom(row: AtomRow, signs: Sequence[tuple[Any, Any, Any]]) -> Any:
    """Return where an atom may hold, from where each factor may be above, below and at zero."""
    above, below, zero = row.number > 0, row.number < 0, row.number == 0
    for index, odd in row.factors:
        up, down, none = signs[index]
        if not odd:
            up, down = up | down, False
        above, below, zero = (above & up) | (below & down), (above & down) | (below & up), zero | none
    if row.sign == ">":
        return above
    if row.sign == ">=":
        return above | zero
    return zero if row.sign == "=" else above | below
