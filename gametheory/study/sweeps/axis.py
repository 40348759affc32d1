"""Axes of a grid: floats to compute with and to show, and the exact numbers that they are rounded from.

An exact value (``"1/3"``, a ``Fraction``, a SymPy ``Rational``, a whole number) stays exact: what is decided is decided
at that number, and the coordinate is the float closest to it. A float stands for the decimal that Python prints for it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import exact
from gametheory.study.compiled.column import ExactColumn, decimal

__all__ = ["Axis", "Steps", "grid_columns", "make_axis"]

Floats = NDArray[np.float64]

_DIGITS = 15
"""A decimal of so many digits is what Python prints for the double closest to it."""

_WHOLE = 1 << 53
"""Below it every whole number is a double."""


@dataclass(frozen=True)
class Steps(Sequence[Fraction]):
    """``size`` equally spaced exact numbers from ``start`` to ``stop``, both included; made as they are asked for."""

    start: Fraction
    stop: Fraction
    size: int

    @functools.cached_property
    def _whole(self) -> tuple[int, int, int]:
        """The first numerator, the step between numerators, and the common denominator."""
        step = (self.stop - self.start) / (self.size - 1)
        common = math.lcm(self.start.denominator, step.denominator)
        return int(self.start * common), int(step * common), common

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> Fraction: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Fraction, ...]: ...
    def __getitem__(self, index: int | slice) -> Fraction | tuple[Fraction, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self.size)))
        if not -self.size <= index < self.size:
            raise IndexError(index)
        first, by, common = self._whole
        return Fraction(first + index % self.size * by, common)

    def floats(self) -> Floats:
        """Return the doubles closest to the numbers.

        Raises
        ------
        OverflowError
            If no double is that large.
        """
        first, by, common = self._whole
        return np.array([(first + i * by) / common for i in range(self.size)])

    @property
    def decimals(self) -> bool:
        """Whether every number is known to be the decimal that Python prints for the double closest to it."""
        first, by, common = self._whole
        digits = 0
        while digits <= _DIGITS and 10**digits % common:
            digits += 1
        largest = max(abs(first), abs(first + (self.size - 1) * by))
        return digits <= _DIGITS and largest * 10**digits < 10**_DIGITS * common


@dataclass(frozen=True, eq=False)
class Axis:
    """One axis of a grid.

    Attributes
    ----------
    values : array of float, (n,)
    exact : sequence of n Fraction, or None
        None where every float stands for its decimal.
    """

    values: Floats
    exact: Sequence[Fraction] | None = None

    @property
    def size(self) -> int:
        """The number of values."""
        return self.values.size

    @functools.cached_property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The smallest and the largest value, exactly."""
        # the exact numbers may differ where the floats do not
        low, high = (np.flatnonzero(self.values == end) for end in (self.values.min(), self.values.max()))
        if self.exact is None:
            return self.at(int(low[0])), self.at(int(high[0]))
        return min(self.exact[int(i)] for i in low), max(self.exact[int(i)] for i in high)

    def at(self, i: int) -> Fraction:
        """Return the exact value number ``i``."""
        return decimal(self.values[i]) if self.exact is None else self.exact[i]

    def column(self, index: NDArray[np.intp]) -> Floats | ExactColumn:
        """Return the values of these numbers, as a column of a program."""
        values = self.values[index]
        return values if self.exact is None else ExactColumn(values, index, self.exact, *self.ends)

    def texts(self) -> Iterator[str]:
        """Yield every value exactly, as text."""
        return (str(self.at(i)) for i in range(self.size))


def grid_columns(axes: Mapping[str, Axis], low: int, high: int) -> dict[str, Floats | ExactColumn]:
    """Return the points ``low`` to ``high - 1`` of the axes' grid, the last axis moving fastest."""
    shape = tuple(axis.size for axis in axes.values())
    index = np.unravel_index(np.arange(low, high), shape) if shape else ()
    return {name: axis.column(i) for (name, axis), i in zip(axes.items(), index, strict=True)}


def make_axis(name: str, given: Any) -> Axis:
    """Return an axis, checked.

    Parameters
    ----------
    name : str
        The parameter, for messages.
    given : Axis, Steps, or a one-dimensional list or array of numbers and texts

    Raises
    ------
    ParameterError
        For what is no list of numbers, is empty, or holds a number that is not finite or too large for a double.
    """
    if isinstance(given, Axis):
        return given
    if isinstance(given, Steps):
        return _of_steps(name, given)
    if np.ndim(given) != 1:
        how = "a single number: fix it by at=" if np.ndim(given) == 0 else f"{np.ndim(given)} dimensions"
        raise ParameterError(f"{name}: an axis is a list of numbers, got {how}")
    if len(given) == 0:
        raise ParameterError(f"{name}: the axis is empty")
    array = np.asarray(given)
    exactly: list[Fraction] | None = None
    try:
        if array.dtype.kind in "OUS" or _loses_digits(given, array):
            exactly = [_fraction(x) for x in given]
        elif array.dtype.kind not in "iuf":
            raise TypeError(f"values of type {array.dtype}")
    except (TypeError, ValueError, ZeroDivisionError, OverflowError) as error:
        raise ParameterError(f"{name}: an axis is a list of numbers: {error}") from None
    if exactly is not None:
        return _of_exact(name, exactly)
    axis = array.astype(np.float64)
    wrong = axis[~np.isfinite(axis)]
    if wrong.size:
        raise ParameterError(f"{name}: {wrong[0]} is not a finite number")
    return Axis(axis)


def _loses_digits(given: Iterable[Any], array: NDArray[Any]) -> bool:
    """Whether whole numbers are among the values that no double holds."""
    if array.dtype.kind == "f" and isinstance(given, np.ndarray):
        return False
    if array.dtype.kind not in "iuf":
        return False
    sizes = np.abs(array.astype(np.float64))
    return bool((sizes >= _WHOLE).any() and np.isfinite(sizes).all())


def _fraction(x: Any) -> Fraction:
    if isinstance(x, np.generic):
        x = x.item()
    if isinstance(x, bool):
        raise TypeError("values of type bool")
    return Fraction(x) if isinstance(x, str) else exact(x).fraction()


def _of_exact(name: str, values: list[Fraction]) -> Axis:
    floats = np.array([_double(name, x) for x in values])
    plain = all(decimal(x) == y for x, y in zip(floats, values, strict=True))
    return Axis(floats, None if plain else tuple(values))


def _of_steps(name: str, steps: Steps) -> Axis:
    for end in (steps.start, steps.stop):
        _double(name, end)
    return Axis(steps.floats(), None if steps.decimals else steps)


def _double(name: str, x: Fraction) -> float:
    try:
        return float(x)
    except OverflowError:
        size = len(str(abs(x.numerator) // x.denominator)) - 1
        raise ParameterError(
            f"{name}: a value of about {'-' if x < 0 else ''}1e{size} is too large for a double"
        ) from None
