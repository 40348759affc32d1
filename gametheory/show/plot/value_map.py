"""The map of a quantity: how high it is over a parameter plane, and where equilibria differ in it.

Where several equilibria have different values nobody can say which comes about: the map of the lowest value stands
beside that of the highest, and where the two differ both are hatched. Higher is darker, in bands, so that the map reads
in grey; a probability of zero is called "never", of one "certain".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from gametheory.show.plot.chart import legend
from gametheory.show.plot.labels import Labels
from gametheory.show.plot.plane import add_baseline, border, framed, label, outside, paint
from gametheory.show.plot.style import COLOURS, COLUMN, HATCH, PAGE, TEXT, new_axes, number, plain, tint, tune

if TYPE_CHECKING:
    from gametheory.study import Regions
    from gametheory.study.changes.raster import Raster

__all__ = ["value_map"]

Grid = NDArray[Any]
LIGHTEST, DARKEST = 0.05, 0.68
"""Shares of the colour: a label can be read on the darkest."""

ENDS = ("the lowest over the equilibria", "the highest over the equilibria")


@dataclass(frozen=True)
class Scale:
    """What values are called, and how dark they are; ``levels`` part the bands."""

    levels: tuple[float, ...]
    chance: bool

    @classmethod
    def of(cls, values: Grid, chance: bool) -> Scale:
        """Return the scale for values, of which some are NaN."""
        if chance:
            return cls((0.0, 0.25, 0.5, 0.75, 1.0), True)
        some = values[np.isfinite(values)]
        low, high = (float(some.min()), float(some.max())) if some.size else (0.0, 1.0)
        return cls(tuple(float(one) for one in MaxNLocator(5).tick_values(low, high)), False)

    def colour(self, value: float) -> Any:
        part = (value - self.levels[0]) / (self.levels[-1] - self.levels[0])
        return tint(COLOURS[0], LIGHTEST + (DARKEST - LIGHTEST) * min(max(part, 0.0), 1.0))

    def written(self, value: Any) -> str:
        if self.chance and value in (0, 1):
            return "certain" if value else "never"
        if self.chance:
            return f"{float(value):.0%}"
        return number(value) if isinstance(value, Fraction) else f"{value:.3g}".replace("-", "\N{MINUS SIGN}")

    def span(self, low: float, high: float) -> str:
        """Return what a range of values is called."""
        tiny = 1e-9 * (self.levels[-1] - self.levels[0])  # what rounding leaves of zero
        low, high = (0.0 if abs(one) < tiny else one for one in (low, high))
        ends = [f"{one:.0%}" if self.chance else self.written(one) for one in (low, high)]
        return ends[0] if ends[0] == ends[1] else f"{ends[0].removesuffix('%')} to {ends[1]}"

    def bands(self) -> list[tuple[float, float]]:
        return list(zip(self.levels, self.levels[1:], strict=False))


def value_map(found: Regions, raster: Raster, ax: Axes | None) -> Axes:
    """Draw the map of the quantity that tells cells apart; see :func:`gametheory.show.plot.regions`."""
    from gametheory.study.changes.raster import ends
    from gametheory.study.quantities.quantity import Probability

    assert found.of is not None
    values = ends(found, raster)
    scale = Scale.of(np.array(values), isinstance(found.of.node, Probability))
    seen = [cell for cell in found.cells if (raster.cell == cell.index).any()]
    differ = np.isin(raster.cell, [cell.index for cell in seen if cell.several])
    own = ax is None
    if differ.any():
        ax = new_axes(ax, PAGE, COLUMN)
        ax.set_axis_off()
        panels = [ax.inset_axes((0.54 * k, 0.0, 0.46, 1.0)) for k in (0, 1)]
    else:
        ax = new_axes(ax, COLUMN, COLUMN + 0.35)
        panels = [ax]
    rows: dict[str, Any] = {}
    drawn = []
    for end, panel in enumerate(panels):
        framed(panel, found, raster, up=not end)
        if len(panels) > 1:
            tune(panel.set_title(ENDS[end], pad=4), TEXT)
        drawn.append(_Panel(panel, found, raster, scale, values[end], end))
        rows |= drawn[-1].rows
        if differ.any():
            shade = panel.contourf(
                raster.x, raster.y, differ.astype(float), levels=[0.5, 1.5], colors="none", hatches=["////"], zorder=2
            )
            shade.set(edgecolor=HATCH, linewidth=0)
        beyond = outside(panel, raster)
        marked = add_baseline(panel, found, raster)
    named: list[tuple[Any, str]] = [(None, f"{plain(found.of.text)}:")]
    named += [(Patch(fc=colour, ec="#00000080", lw=0.5), text) for text, colour in sorted(rows.items(), key=_dark)]
    if differ.any():
        named.append(
            (Patch(fc="white", ec="#00000080", hatch="////", lw=0.5), "several equilibria, which differ in it")
        )
    if beyond:
        named.append((Patch(fc="#D9D9D9", ec="#00000080", hatch="xx", lw=0.5), "not admissible"))
    if marked:
        named.append((None, "+  baseline"))
    legend(ax, named, own)
    for one in drawn:
        one.write()
    return ax


def _dark(row: tuple[str, Any]) -> float:
    return -float(sum(row[1]))


class _Panel:
    """One of the two maps: areas of equal closed forms, whichever cells they come from."""

    def __init__(self, ax: Axes, found: Regions, raster: Raster, scale: Scale, values: Grid, end: int) -> None:
        self.ax, self.found, self.scale, self.values = ax, found, scale, values
        areas: dict[Any, list[int]] = {}
        for cell in found.cells:
            forms = cell.highest if end else cell.lowest
            areas.setdefault(frozenset(forms) if forms else cell.what, []).append(cell.index)
        index = raster.cell.copy()
        self.areas = [(key, np.isin(raster.cell, cells)) for key, cells in areas.items()]
        for k, (_, where) in enumerate(self.areas):
            index[where] = k
        self.raster = replace(raster, cell=index)
        self.rows: dict[str, Any] = {}
        for key, where in self.areas:
            if where.any():
                self._fill(key, where)
        for one in found.borders:
            border(ax, self.raster, one.polynomial, (found.x, found.y))

    def _constant(self, key: Any) -> Fraction | None:
        only = next(iter(key)) if isinstance(key, frozenset) and len(key) == 1 else None
        return only if isinstance(only, Fraction) else None

    def _fill(self, key: Any, where: Grid) -> None:
        constant = self._constant(key)
        if isinstance(key, str):
            paint(self.ax, self.raster, where, "white")
        elif constant is not None:
            colour = self.scale.colour(float(constant))
            self.rows[self.scale.written(constant)] = colour
            paint(self.ax, self.raster, where, colour)
        else:
            self._bands(where)

    def _bands(self, where: Grid) -> None:
        inside = self.values[where]
        inside = inside[np.isfinite(inside)]
        for low, high in self.scale.bands():
            last = high == self.scale.levels[-1]
            here = where & (self.values >= low) & ((self.values <= high) if last else (self.values < high))
            if here.any():
                colour = self.scale.colour((low + high) / 2)
                self.rows[self.scale.span(low, high)] = colour
                paint(self.ax, self.raster, here, colour)

    def write(self) -> None:
        """Write into every area what happens there; after the figure is laid out."""
        labels = Labels(self.ax)
        add_baseline(self.ax, self.found, self.raster, labels)
        for key, where in sorted(self.areas, key=lambda area: int(area[1].sum())):
            if where.any():
                label(self.ax, labels, self.raster, where, self._text(key, where))

    def _text(self, key: Any, where: Grid) -> str:
        if isinstance(key, str):
            return "undefined" if "undefined" in key else "none"
        constant = self._constant(key)
        if constant is not None:
            return self.scale.written(constant)
        inside = self.values[where]
        inside = inside[np.isfinite(inside)]
        return self.scale.span(float(inside.min()), float(inside.max())) if inside.size else "undefined"
