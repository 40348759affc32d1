"""An outcome against one parameter: a line an equilibrium, jumps left open, and a band where there are several.

A regime keeps its colour, its dashes and its number along the whole axis. Where regimes have the same value they are
one line with several numbers, on which the colours lie in each other. Nothing joins the two sides of a jump; a dotted
line marks where the set of equilibria changes. At a point of a sweep on a knife edge, what exists is no regime: an
upright stroke spans all equilibria there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from gametheory.concepts import Solution
from gametheory.errors import GameTheoryError
from gametheory.show.plot.branches import Branch, Picture, from_solution, from_sweep
from gametheory.show.plot.chart import frame, legend
from gametheory.show.plot.labels import Labels
from gametheory.show.plot.style import COLUMN, GREY, INK, SMALL, look, new_axes

if TYPE_CHECKING:
    import xarray

__all__ = ["line"]


def line(
    data: Solution | xarray.Dataset,
    *,
    of: Any = None,
    x: str | None = None,
    at: Mapping[str, Any] | None = None,
    window: Any = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a quantity against one parameter.

    Parameters
    ----------
    data : Solution or xarray.Dataset
        A parametric solution, drawn from its closed forms between exact thresholds; or the result of
        :func:`gametheory.study.sweeps.sweep` along one axis, where a jump lies between two points of the grid.
    of : str or Quantity
        See :mod:`gametheory.study.quantities.quantity`. For a sweep: one of its quantities, by default the first.
    x : str
        The parameter; for a sweep it may be left out.
    at : mapping of parameter to number or text, optional
        Values of other parameters; for a sweep of other axes, the nearest grid point.
    window : pair of numbers, optional
        The part of the axis to draw, for a solution; by default the parameter's range.
    ax : matplotlib.axes.Axes, optional
        By default a new figure as wide as a column. Leave room below axes of your own for the list of regimes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ParameterError, QuantityError
        As :func:`gametheory.study.changes.thresholds` and :func:`gametheory.study.quantities.quantity` do; for an
        unbounded range without a window; for a sweep along several axes, without quantities or of draws.
    """
    if isinstance(data, Solution):
        if of is None or x is None:
            raise GameTheoryError("line(): a solution needs of= (a quantity) and x= (a parameter)")
        picture = from_solution(data, of, x, at, window)
    else:
        picture = from_sweep(data, of, x, at)
    own = ax is None
    ax = new_axes(ax, COLUMN, 2.4)
    _draw(ax, picture)
    legend(ax, _rows(picture), own)
    _number(ax, picture)
    return ax


WIDTH = 1.6


def _stroke(number: int) -> dict[str, Any]:
    """Return colour and dashes of a regime by its number."""
    return {"color": look(number).colour, "ls": look(number).dashes}


def _draw(ax: Axes, picture: Picture) -> None:
    frame(ax, picture.x, picture.y)
    for along, low, high in picture.stretches:
        ax.fill_between(along, low, high, color=GREY, alpha=0.18, lw=0, zorder=1)
    for jump in picture.jumps:
        ax.axvline(jump, color=GREY, lw=0.6, ls=(0, (1, 2)), zorder=1.5)
    if picture.baseline is not None and picture.ends[0] <= picture.baseline <= picture.ends[1]:
        ax.plot(
            picture.baseline, 0.0, "^", color=INK, ms=5, clip_on=False, zorder=5, transform=ax.get_xaxis_transform()
        )
    for branch in picture.branches:
        single: dict[str, Any] = {"marker": "o", "ms": 3.0} if branch.x.size == 1 else {}
        last = len(branch.regimes) - 1
        for rank, number in enumerate(branch.regimes):
            # lines that lie on each other: the first is the widest and whole, what lies on it leaves its edges bare
            under: dict[str, Any] = {"ls": "-"} if rank < last else {}
            wide = WIDTH + 1.8 * (last - rank)
            ax.plot(branch.x, branch.y, lw=wide, zorder=3, **{**_stroke(number), **under}, **single)
    for spot, least, most in picture.edges:
        ax.plot([spot, spot], [least, most], color=INK, lw=1.0, marker="_", ms=5, zorder=2.5)
    ax.set_xlim(*picture.ends)
    ax.margins(y=0.12)


def _rows(picture: Picture) -> list[tuple[Any, str]]:
    rows: list[tuple[Any, str]] = [
        (Line2D([], [], lw=WIDTH, **_stroke(i)), f"{i}  {name}") for i, name in picture.names.items()
    ]
    if picture.stretches:
        rows.append((Patch(fc=GREY, alpha=0.3, lw=0), "between the lowest and the highest equilibrium"))
    if picture.jumps:
        rows.append((Line2D([], [], color=GREY, lw=0.8, ls=(0, (1, 2))), "the set of equilibria changes"))
    if picture.edges:
        style: dict[str, Any] = {"color": INK, "lw": 1.0, "marker": "_", "ms": 5}
        rows.append((Line2D([], [], **style), "all equilibria on a knife edge, from the lowest to the highest"))
    if _marked(picture):
        rows.append((Line2D([], [], color=INK, marker="^", ms=5, ls="none"), "baseline"))
    return rows


def _marked(picture: Picture) -> bool:
    return picture.baseline is not None and picture.ends[0] <= picture.baseline <= picture.ends[1]


def _number(ax: Axes, picture: Picture) -> None:
    """Write the numbers of the regimes beside their lines, the shortest line first."""
    labels = Labels(ax)
    for branch in sorted(picture.branches, key=lambda b: float(b.x[-1] - b.x[0])):
        spots = _spots(branch)
        shifts = [(0.0, 7.0), (0.0, -7.0), (0.0, 13.0), (0.0, -13.0), (9.0, 9.0), (-9.0, -9.0)]
        shifts += [(dx, dy) for dy in (6.0, -6.0, 14.0, -14.0, 22.0) for dx in (-12.0, 12.0)]
        labels.place(", ".join(map(str, branch.regimes)), spots, SMALL, shifts, weight="bold", zorder=6)


def _spots(branch: Branch) -> list[tuple[float, float]]:
    """Return points along a branch, from its middle outwards."""
    good = np.flatnonzero(np.isfinite(branch.y))
    order = sorted(good, key=lambda i: abs(i - good[good.size // 2]))
    return [(float(branch.x[i]), float(branch.y[i])) for i in order[::4]]
