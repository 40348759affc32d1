"""The numbers that a float stands for: the decimal that Python prints, or an exact number that is said beside it.

A third has no finite decimal. Where points are given as exact numbers, the floats are what is computed with and shown,
and the exact numbers are what is decided with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column", "ExactColumn", "decimal", "exact_at", "floats_of"]


def decimal(value: float) -> Fraction:
    """Return the decimal that Python prints for a float, exactly.

    >>> decimal(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(float(value)))


@dataclass(frozen=True, eq=False)
class ExactColumn:
    """A parameter's values at N points: floats, and the exact numbers that they are rounded from.

    Attributes
    ----------
    values : array of float, (N,)
    index : array of int, (N,)
        Where the exact numbers stand in ``exact``.
    exact : sequence of Fraction
    low, high : Fraction
        Bounds of what stands in ``exact``.
    """

    values: NDArray[np.float64]
    index: NDArray[np.intp]
    exact: Sequence[Fraction]
    low: Fraction
    high: Fraction

    @property
    def size(self) -> int:
        """The number of points."""
        return self.values.size

    def __getitem__(self, where: Any) -> ExactColumn:
        return ExactColumn(self.values[where], self.index[where], self.exact, self.low, self.high)


Column = NDArray[np.float64] | ExactColumn | Fraction
"""A parameter at N points: floats that stand for their decimals, floats with their exact numbers, one exact number."""


def floats_of(column: NDArray[np.float64] | ExactColumn) -> NDArray[np.float64]:
    """Return what is computed with."""
    return column.values if isinstance(column, ExactColumn) else column


def exact_at(column: Column, k: int) -> Fraction:
    """Return the exact number at point ``k``."""
    if isinstance(column, Fraction):
        return column
    return column.exact[int(column.index[k])] if isinstance(column, ExactColumn) else decimal(column[k])
