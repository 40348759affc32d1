"""The map of a parameter plane: cells by which equilibria exist together, or by what happens, with their borders.

A regime has the colour, the hatch and the number that it has in every other figure; where several exist their stripes
stand in turn, and a cell carries the numbers of all of them. A cell by outcome has a number of its own. Cells come from
the exact partition sampled on a grid; borders are the exact polynomials' level lines. How a quantity's lowest and
highest value are drawn stands in :mod:`gametheory.show.plot.value_map`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from gametheory.show.plot.chart import legend, numbers_of, regime_names
from gametheory.show.plot.labels import Labels
from gametheory.show.plot.plane import add_baseline, border, framed, label, outside, striped
from gametheory.show.plot.style import COLUMN, look, new_axes, plain
from gametheory.show.plot.value_map import value_map

if TYPE_CHECKING:
    from gametheory.study import Regions

__all__ = ["regions"]


def regions(found: Regions, ax: Axes | None = None, *, fineness: int = 400, x: Any = None, y: Any = None) -> Axes:
    """Draw a map of a parameter plane: by regimes, by outcomes, or by a quantity, as the cells are told apart.

    Parameters
    ----------
    found : Regions
        Of :func:`gametheory.study.changes.regions`.
    ax : matplotlib.axes.Axes, optional
        By default a new figure as wide as a column, or as a page where a quantity's lowest and highest value stand
        beside each other. Leave room below axes of your own for the list of regimes.
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
    if found.of is not None:
        return value_map(found, raster, ax)
    solution = found.solution
    seen = [cell for cell in found.cells if (raster.cell == cell.index).any()]
    if found.by == "equilibria":
        present = {cell.index: numbers_of(solution, cell.regimes) for cell in seen}
        names = regime_names(solution, sorted({i for cell in seen for i in present[cell.index]}))
    else:
        present = {cell.index: (cell.index + 1,) for cell in seen}
        names = {cell.index + 1: plain(cell.what.replace("*", "\N{MIDDLE DOT}")) for cell in seen}
    own = ax is None
    ax = new_axes(ax, COLUMN, COLUMN + 0.35)
    framed(ax, found, raster)
    for cell in seen:
        looks: list[tuple[Any, str]] = [(look(i).fill, look(i).hatch) for i in present[cell.index]]
        striped(ax, raster, raster.cell == cell.index, looks or [("white", "")])
    beyond = outside(ax, raster)
    for one in found.borders:
        border(ax, raster, one.polynomial, (found.x, found.y))
    marked = add_baseline(ax, found, raster)
    rows = [f"{i}  {name}" for i, name in names.items()]
    if any(len(numbers) > 1 for numbers in present.values()):
        rows.append("striped: several equilibria exist")
    if beyond:
        rows.append("crossed grey: not admissible")
    if marked:
        rows.append("+  baseline")
    legend(ax, [(None, row) for row in rows], own)
    labels = Labels(ax)
    add_baseline(ax, found, raster, labels)
    for cell in sorted(seen, key=lambda cell: int((raster.cell == cell.index).sum())):
        label(ax, labels, raster, raster.cell == cell.index, ", ".join(map(str, present[cell.index])) or "none")
    return ax
