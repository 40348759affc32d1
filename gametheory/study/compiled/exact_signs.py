"""Points where rounding could decide a sign: they are decided in exact arithmetic.

A float stands for the decimal that Python prints for it, as everywhere in this package: ``0.3`` is 3/10; unless the
exact number that it is rounded from is said beside it (:mod:`gametheory.study.compiled.column`). So existence at a
point of a sweep is existence at ``solution.at`` of the same numbers, on borders too.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.study.compiled.column import Column, ExactColumn, decimal, exact_at
from gametheory.study.compiled.plan import Factor, Plan, exact_sign

__all__ = ["decimal", "signs_at", "truths"]


def signs_at(
    plan: Plan, columns: Sequence[Column], values: Sequence[Any], bounds: Sequence[float], where: NDArray[np.intp]
) -> list[NDArray[np.int8]]:
    """Return the sign of every factor at the points ``where``, exact.

    Parameters
    ----------
    plan : Plan
    columns : sequence
        For every input its floats at all points, with their exact numbers where these are no decimals, or the one
        exact number that it is everywhere.
    values : sequence of float arrays or floats
        The computed value of every factor's node at all points.
    bounds : sequence of float
        What the computed values may be off by.
    """
    found = []
    for factor, value, bound in zip(plan.factors, values, bounds, strict=True):
        here = np.broadcast_to(np.asarray(value)[where] if np.ndim(value) else value, where.shape)
        sign = np.sign(here).astype(np.int8) * np.int8(1 if factor.positive else -1)
        doubtful = np.nonzero(~(np.abs(here) > bound))[0]
        if doubtful.size:
            sign[doubtful] = _exact_signs(factor, columns, where[doubtful])
        found.append(sign)
    return found


def _exact_signs(factor: Factor, columns: Sequence[Column], where: NDArray[np.intp]) -> NDArray[np.int8]:
    fixed: dict[int, Fraction] = {}
    moving: dict[int, NDArray[np.float64] | ExactColumn] = {}
    for i in factor.inputs:
        column = columns[i]
        if isinstance(column, Fraction):
            fixed[i] = column
        else:
            moving[i] = column[where]
    if not moving:
        return np.full(where.shape, exact_sign(factor, fixed), np.int8)
    # numbers that differ may have the same float: an exact column is told apart by where its numbers stand
    keys = [c.index.astype(np.float64) if isinstance(c, ExactColumn) else c for c in moving.values()]
    _, first, which = np.unique(np.stack(keys, axis=1), axis=0, return_index=True, return_inverse=True)
    signs = [exact_sign(factor, {**fixed, **{i: exact_at(c, k) for i, c in moving.items()}}) for k in first]
    return np.array(signs, np.int8)[which.reshape(-1)]


def truths(plan: Plan, signs: Sequence[NDArray[np.int8]], count: int) -> NDArray[np.bool_]:
    """Return the conditions' truth at ``count`` points where every factor's sign is known, one row a condition."""
    lines = plan.truths(signs)
    found = [np.broadcast_to(lines[i], count) for i in plan.conditions]
    return np.array(found, bool).reshape(len(plan.conditions), count)
