"""A grid of cell numbers for drawing: the only floating point in regions.

The polynomials' signs are taken in floats at every grid point. A point on a border (to rounding) belongs to no open
cell; it is moved a thousandth of a grid step aside and asked again, which cannot be seen in a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import exact
from gametheory.lang.notices import unnoticed

if TYPE_CHECKING:
    from gametheory.study.changes.regions import Regions

__all__ = ["Raster", "raster"]

OUTSIDE = -1
_ASIDE = ((0.0, 0.0), (1e-3, 1.7e-3), (-1.3e-3, -0.7e-3), (1.1e-3, -1.9e-3), (-1.7e-3, 1.3e-3))


@dataclass(frozen=True)
class Raster:
    """Cell numbers on a grid.

    Attributes
    ----------
    x, y : arrays of shape (nx,) and (ny,)
        The grid lines, ends of the ranges included.
    cell : array of int, shape (ny, nx)
        The index of the cell at ``(x[j], y[i])``; -1 where the point is not admissible.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    cell: NDArray[np.int64]


def raster(regions: Regions, nx: int = 200, ny: int = 200, *, x: Any = None, y: Any = None) -> Raster:
    """Return the index of the cell at every point of a grid.

    Parameters
    ----------
    nx, ny : int
        Numbers of grid lines, at least 2.
    x, y : pair of numbers, optional
        The window; by default the parameters' ranges.

    Raises
    ------
    ParameterError
        For fewer than two grid lines, an empty window, and an unbounded range without a window.
    """
    lines = [_lines(regions, regions.x, nx, x), _lines(regions, regions.y, ny, y)]
    across, up = np.meshgrid(*lines)
    step = [line[1] - line[0] for line in lines]
    cell = np.full(across.shape, OUTSIDE, dtype=np.int64)
    open_ends = [(line[0], line[-1]) for line in lines]
    todo = np.ones(across.shape, dtype=bool)
    for dx, dy in _ASIDE:
        at_x = np.clip(across[todo] + dx * step[0], *open_ends[0])
        at_y = np.clip(up[todo] + dy * step[1], *open_ends[1])
        found = _cells(regions, at_x, at_y)
        spots = np.flatnonzero(todo)
        cell.flat[spots] = found
        todo.flat[spots[found != OUTSIDE]] = False
    return Raster(lines[0], lines[1], cell)


def _lines(regions: Regions, name: str, n: int, window: Any) -> NDArray[np.float64]:
    if not isinstance(n, int) or n < 2:
        raise ParameterError(f"a grid needs at least 2 lines in {name}, got {n!r}")
    interval = regions.domain.ranges[name]
    low, high = (interval.low, interval.high) if window is None else (_number(end) for end in window)
    if low is None or high is None:
        raise ParameterError(f"the range {interval} of {name} is unbounded: give a window to draw, as x=(0, 1)")
    if not low < high:
        raise ParameterError(f"an empty window in {name}: from {low} to {high}")
    return np.linspace(float(low), float(high), n)


def _number(value: Any) -> Fraction:
    with unnoticed():  # where a window ends is no question to an exact answer
        return exact(value).fraction()


def _cells(regions: Regions, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    plane = regions.plane
    signs = [np.sign(_values(poly, x, y)) for poly in plane.factors]
    truth = plane.lowered.truths(signs)
    admissible = np.broadcast_to(truth[plane.admissible], x.shape)
    exists = np.zeros((len(plane.regimes), x.size), dtype=bool)  # there may be no regime, and no point
    for row, regime in enumerate(plane.regimes):
        exists[row] = truth[regime]
    out = np.full(x.shape, OUTSIDE, dtype=np.int64)
    for cell in regions.cells:
        there = np.array([any(eq is one for one in cell.regimes) for eq in plane.solution], dtype=bool)
        out[admissible & (exists == there[:, None]).all(axis=0)] = cell.index
    return out


def _values(poly: Any, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.zeros(x.shape)
    largest = max(abs(int(c)) for c in poly.coeffs())  # in units of it the sign is the same, and nothing overflows
    for (i, j), c in poly.to_dict().items():
        total += float(Fraction(int(c), largest)) * x ** int(i) * y ** int(j)
    return total
