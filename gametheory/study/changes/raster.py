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
from gametheory.lang import Expression, exact
from gametheory.lang.expression import context
from gametheory.lang.notices import unnoticed
from gametheory.study.changes.slice import restricted

if TYPE_CHECKING:
    from gametheory.study.changes.regions import Regions

__all__ = ["Raster", "ends", "raster"]

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
        for present in cell.sets:
            there = np.array([i in present for i in range(len(plane.regimes))], dtype=bool)
            out[admissible & (exists == there[:, None]).all(axis=0)] = cell.index
    return out


def ends(regions: Regions, grid: Raster) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lowest and the highest value of the quantity at every point of a grid; NaN where there is none."""
    across, up = np.meshgrid(grid.x, grid.y)
    found = np.full((2, *grid.cell.shape), np.nan)
    for cell in regions.cells:
        where = grid.cell == cell.index
        for end, (forms, pick) in enumerate(((cell.lowest, np.fmin), (cell.highest, np.fmax))):
            for form in forms:
                found[end][where] = pick(found[end][where], _form(regions, form, across[where], up[where]))
    return found[0], found[1]


def _form(regions: Regions, form: Any, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a closed form of the plane at points; NaN at a pole."""
    if not isinstance(form, Expression):
        return np.full(x.shape, float(form))
    ring = context((regions.x, regions.y))
    above, below = (restricted(poly, ring, {})[1] for poly in (form.numerator, form.denominator))
    scale = float(Fraction(max(abs(int(c)) for c in above.coeffs()), max(abs(int(c)) for c in below.coeffs())))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = scale * _values(above, x, y) / _values(below, x, y)
    return np.where(np.isfinite(value), value, np.nan)


def _values(poly: Any, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.zeros(x.shape)
    largest = max(abs(int(c)) for c in poly.coeffs())  # in units of it the sign is the same, and nothing overflows
    for (i, j), c in poly.to_dict().items():
        total += float(Fraction(int(c), largest)) * x ** int(i) * y ** int(j)
    return total
