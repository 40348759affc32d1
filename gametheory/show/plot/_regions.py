"""The regime map: cells of a parameter plane by which equilibria exist together, with their borders.

A cell carries the numbers of its regimes, which are listed below; hatches stand where several equilibria exist, so
that multiplicity can be seen in grey. Cells come from the exact partition sampled on a grid; borders are the exact
polynomials' level lines, drawn only where the cells on their two sides differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from gametheory.show.plot.chart import axis_name, frame, legend, numbers_of, regime_names
from gametheory.show.plot.labels import Labels
from gametheory.show.plot.style import COLOURS, COLUMN, HATCHES, INK, SMALL, TEXT, cycle, new_axes, put, tint

if TYPE_CHECKING:
    from gametheory.lang import Expression
    from gametheory.study import Cell, Regions
    from gametheory.study.changes.raster import Raster

__all__ = ["regions"]

Grid = NDArray[Any]


def regions(found: Regions, ax: Axes | None = None, *, fineness: int = 400, x: Any = None, y: Any = None) -> Axes:
    """Draw a regime map.

    Parameters
    ----------
    found : Regions
        Of :func:`gametheory.study.changes.regions`.
    ax : matplotlib.axes.Axes, optional
        By default a new figure as wide as a column. Leave room below axes of your own for the list of regimes.
    fineness : int
        Grid lines along each axis from which cells are drawn; at most four cells of the grid are blurred at a border.
    x, y : pair of numbers, optional
        The window; by default the parameters' ranges. Needed where a range is unbounded.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ParameterError
        For an unbounded range without a window, and an empty window.
    """
    raster = found.raster(fineness, fineness, x=x, y=y)
    solution = found.solution
    present = {cell.index: numbers_of(solution, cell.regimes) for cell in found.cells}
    seen = [cell for cell in found.cells if (raster.cell == cell.index).any()]
    names = regime_names(solution, sorted({i for cell in seen for i in present[cell.index]}))
    own = ax is None
    ax = new_axes(ax, COLUMN, COLUMN + 0.35)
    frame(ax, axis_name(solution, found.x), axis_name(solution, found.y))
    ax.set_xlim(raster.x[0], raster.x[-1])
    ax.set_ylim(raster.y[0], raster.y[-1])
    for cell in seen:
        _fill(ax, raster, cell, cycle(COLOURS, cell.index))
    if (raster.cell < 0).any():
        _paint(ax, raster, raster.cell < 0, "#D9D9D9", "xx")
    for border in found.borders:
        _border(ax, raster, border.polynomial, (found.x, found.y))
    base = {name: float(value) for name, value in solution.baseline.items() if name in (found.x, found.y)}
    marked = len(base) == 2 and raster.x[0] <= base[found.x] <= raster.x[-1]
    marked = marked and raster.y[0] <= base[found.y] <= raster.y[-1]
    if marked:
        ax.plot(base[found.x], base[found.y], "+", color=INK, ms=8, mew=1.6, zorder=5, label="baseline")
    rows = [f"{i}  {name}" for i, name in names.items()]
    if any(len(cell.regimes) > 1 for cell in seen):
        rows.append("hatched: several equilibria exist")
    if (raster.cell < 0).any():
        rows.append("crossed grey: not admissible")
    if marked:
        rows.append("+  baseline")
    legend(ax, [(None, row) for row in rows], own)
    labels = Labels(ax)
    if marked:
        labels.taken.append(labels.box((base[found.x], base[found.y]), "+", TEXT))
    for cell in sorted(seen, key=lambda cell: int((raster.cell == cell.index).sum())):
        _label(ax, labels, raster, cell, ", ".join(map(str, present[cell.index])) or "none")
    return ax


def _fill(ax: Axes, raster: Raster, cell: Cell, colour: str) -> None:
    several = len(cell.regimes) - 1
    hatch = HATCHES[0] if several <= 0 else HATCHES[1 + (several - 1) % (len(HATCHES) - 1)]
    _paint(ax, raster, raster.cell == cell.index, tint(colour, 0.45), hatch)


def _paint(ax: Axes, raster: Raster, where: Grid, colour: Any, hatch: str) -> None:
    drawn = ax.contourf(
        raster.x, raster.y, where.astype(float), levels=[0.5, 1.5], colors=[colour], hatches=[hatch], zorder=1
    )
    drawn.set(edgecolor="#00000055", linewidth=0)


def _border(ax: Axes, raster: Raster, polynomial: Expression, names: tuple[str, str]) -> None:
    """Draw a polynomial's zero line where the cells around it differ."""
    values = _values(polynomial, {names[0]: raster.x[None, :], names[1]: raster.y[:, None]}, raster.cell.shape)
    changes = np.zeros(raster.cell.shape, dtype=bool)
    across = raster.cell[:, 1:] != raster.cell[:, :-1]
    up = raster.cell[1:] != raster.cell[:-1]
    changes[:, 1:] |= across
    changes[:, :-1] |= across
    changes[1:] |= up
    changes[:-1] |= up
    near = changes.copy()
    for axis in (0, 1):
        for step in (-1, 1):
            near |= np.roll(changes, step, axis)
    if near.any():
        ax.contour(
            raster.x,
            raster.y,
            np.where(near, values, np.nan),
            levels=[0.0],
            colors=INK,
            linewidths=1.0,
            linestyles="solid",
            zorder=3,
        )


def _values(polynomial: Expression, at: Mapping[str, Grid], shape: tuple[int, ...]) -> Grid:
    ring = polynomial.numerator.context().names()
    total = np.zeros(shape)
    largest = max(abs(int(c)) for c in polynomial.numerator.coeffs())  # where it is zero, it is zero in any unit
    for powers, c in polynomial.numerator.to_dict().items():
        term: Any = float(Fraction(int(c), largest))
        for name, power in zip(ring, powers, strict=True):
            if power:
                term = term * at[name] ** int(power)
        total += term
    return total


def _spots(raster: Raster, where: Grid) -> Iterator[tuple[int, int, float]]:
    """Yield the innermost grid points of each connected part of a cell, the roomiest part first, with their depth."""
    from scipy import ndimage

    parts, count = ndimage.label(where)
    depth = ndimage.distance_transform_edt(np.pad(where, 1))[1:-1, 1:-1]
    found = []
    for part in range(1, count + 1):
        inside = np.where(parts == part, depth, 0)
        best = np.argwhere(inside >= 0.98 * inside.max())
        i, j = best[np.abs(best - np.median(best, axis=0)).sum(axis=1).argmin()]
        found.append((int(i), int(j), float(inside[i, j])))
    yield from sorted(found, key=lambda spot: -spot[2])


def _label(ax: Axes, labels: Labels, raster: Raster, cell: Cell, text: str) -> None:
    """Write the numbers of a cell's regimes into each of its parts, or beside the largest with a leader line."""
    look: dict[str, Any] = {
        "weight": "bold", "bbox": {"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1.2}, "zorder": 6,
    }  # fmt: skip
    spots = list(_spots(raster, raster.cell == cell.index))
    pixel = ax.get_window_extent().width / raster.cell.shape[1]
    for rank, (i, j, depth) in enumerate(spots):
        at = (float(raster.x[j]), float(raster.y[i]))
        box = labels.box(at, text, TEXT)
        room = 2 * depth * pixel
        if room >= box.height and (room >= box.width * 0.6 or rank == 0):
            rows, columns = np.nonzero(raster.cell == cell.index)
            others = (
                [at]
                + [
                    (float(raster.x[columns[k]]), float(raster.y[rows[k]]))
                    for k in np.linspace(0, rows.size - 1, 60).astype(int)
                ]
                if rank == 0
                else [at]
            )
            if labels.place(text, others, TEXT, **look):
                continue
        if rank:
            continue
        ring = [
            (dx * r, dy * r) for r in (22, 34, 48, 66) for dx in (0, 1, -1, 0.7, -0.7) for dy in (1, -1, 0.7, 0, -0.7)
        ]
        ring = [shift for shift in ring if _calm(ax, raster, labels.box(at, text, SMALL, shift))] or ring
        beside = labels.place(text, [at], SMALL, ring, **look)
        if beside is None:
            beside = put(ax, *at, text, SMALL, ha="center", va="center", **look)
        ax.plot([at[0], beside.get_position()[0]], [at[1], beside.get_position()[1]], color=INK, lw=0.6, zorder=5.5)
        ax.plot(*at, "o", color=INK, ms=2, zorder=5.5)


def _calm(ax: Axes, raster: Raster, box: Bbox) -> bool:
    """Whether a box, in pixels, lies within one cell."""
    (x0, y0), (x1, y1) = ax.transData.inverted().transform(box.get_points())
    under = raster.cell[np.ix_((raster.y >= y0) & (raster.y <= y1), (raster.x >= x0) & (raster.x <= x1))]
    return under.size > 0 and bool((under == under.flat[0]).all())
