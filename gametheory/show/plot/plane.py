"""What maps of a parameter plane share: areas, borders between them, a label in each, and the baseline.

An area is a mask on a grid of points. Borders are the exact polynomials' level lines, drawn only where the areas on
their two sides differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox
from numpy.typing import NDArray

from gametheory.show.plot.chart import axis_name, frame
from gametheory.show.plot.labels import Labels
from gametheory.show.plot.style import HATCH, INK, SMALL, TEXT, figure_of, put

if TYPE_CHECKING:
    from gametheory.lang import Expression
    from gametheory.study import Regions
    from gametheory.study.changes.raster import Raster

__all__ = ["add_baseline", "border", "framed", "label", "outside", "paint", "striped"]

Grid = NDArray[Any]

STRIPE = 13.0
"""Points across a stripe of one of several equilibria."""


def framed(ax: Axes, found: Regions, raster: Raster, *, up: bool = True) -> None:
    """Set the axes of a map; ``up`` says whether the upright one is named."""
    frame(ax, axis_name(found.solution, found.x), axis_name(found.solution, found.y) if up else "")
    ax.set_xlim(raster.x[0], raster.x[-1])
    ax.set_ylim(raster.y[0], raster.y[-1])


def paint(ax: Axes, raster: Raster, where: Grid, colour: Any, hatch: str = "") -> Any:
    """Fill an area."""
    drawn = ax.contourf(
        raster.x, raster.y, where.astype(float), levels=[0.5, 1.5], colors=[colour], hatches=[hatch], zorder=1
    )
    drawn.set(edgecolor=HATCH, linewidth=0)
    return drawn


def striped(ax: Axes, raster: Raster, where: Grid, looks: Sequence[tuple[Any, str]]) -> None:
    """Fill an area with slanted stripes of several colours and hatches in turn."""
    for rank, (colour, hatch) in enumerate(looks):
        drawn = paint(ax, raster, where, colour, hatch)
        if len(looks) > 1:
            drawn.set_clip_path(_stripes(rank, len(looks)), Affine2D().scale(figure_of(ax).dpi / 72))


def _stripes(rank: int, count: int) -> Path:
    """Return every ``count``-th stripe of the page, in points, from the one of this rank on."""
    far, corners, codes = 2000.0, [], []
    for k in range(int(-far / STRIPE), int(far / STRIPE)):
        if k % count == rank:
            low, high = k * STRIPE * 1.414, (k + 1) * STRIPE * 1.414
            corners += [(low - far, far), (high - far, far), (high + far, -far), (low + far, -far), (low - far, far)]
            codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners, codes)


def outside(ax: Axes, raster: Raster) -> bool:
    """Fill what is not admissible; return whether there is any."""
    there = bool((raster.cell < 0).any())
    if there:
        paint(ax, raster, raster.cell < 0, "#D9D9D9", "xx")
    return there


def add_baseline(ax: Axes, found: Regions, raster: Raster, labels: Labels | None = None) -> bool:
    """Mark the baseline, or with ``labels`` keep its place free; return whether it lies on the map."""
    base = {name: float(value) for name, value in found.solution.baseline.items() if name in (found.x, found.y)}
    marked = len(base) == 2 and raster.x[0] <= base[found.x] <= raster.x[-1]
    marked = marked and bool(raster.y[0] <= base[found.y] <= raster.y[-1])
    if marked and labels is not None:
        labels.taken.append(labels.box((base[found.x], base[found.y]), "+", TEXT))
    elif marked:
        ax.plot(base[found.x], base[found.y], "+", color=INK, ms=8, mew=1.6, zorder=5, label="baseline")
    return bool(marked)


def border(ax: Axes, raster: Raster, polynomial: Expression, names: tuple[str, str]) -> None:
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


def label(ax: Axes, labels: Labels, raster: Raster, where: Grid, text: str) -> None:
    """Write a text into each part of an area, or beside the largest with a leader line."""
    look: dict[str, Any] = {
        "weight": "bold", "bbox": {"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1.2}, "zorder": 6,
    }  # fmt: skip
    spots = list(_spots(raster, where))
    pixel = ax.get_window_extent().width / raster.cell.shape[1]
    for rank, (i, j, depth) in enumerate(spots):
        at = (float(raster.x[j]), float(raster.y[i]))
        box = labels.box(at, text, TEXT)
        room = 2 * depth * pixel
        if room >= box.height and (room >= box.width * 0.6 or rank == 0):
            rows, columns = np.nonzero(where)
            others = [at] + [
                (float(raster.x[columns[k]]), float(raster.y[rows[k]]))
                for k in np.linspace(0, rows.size - 1, 60 if rank == 0 else 0).astype(int)
            ]
            # where the text stays inside its area; else at the innermost point, if only a little of it does not
            calm = [one for one in others if _calm(ax, raster, labels.box(one, text, TEXT))]
            if labels.place(text, calm or ([at] if room >= box.width * 0.6 else []), TEXT, **look):
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
