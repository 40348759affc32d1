"""What tornado and Sobol charts share: a row a parameter with two bars, the upper solid, the lower hatched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from gametheory.show.plot.chart import frame, legend
from gametheory.show.plot.style import COLOURS, COLUMN, INK, SMALL, new_axes, plain, tint, tune, wrapped

__all__ = ["LOWER", "NAMES", "ROW", "UPPER", "bar", "finish", "rows_of"]

UPPER: dict[str, Any] = {"facecolor": tint(COLOURS[0], 0.85), "hatch": ""}
LOWER: dict[str, Any] = {"facecolor": tint(COLOURS[1], 0.55), "hatch": "//////"}
NAMES, ROW = 110.0, 24.0


def rows_of(ax: Axes | None, names: Sequence[str], x: str) -> Axes:
    """Return axes with one row a name, the first on top."""
    ax = new_axes(ax, COLUMN * 1.3, (ROW * max(len(names), 1) + 50) / 72)
    frame(ax, x)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks(range(len(names)), [wrapped(plain(name), NAMES, SMALL, 3, "  ") for name in names])
    for tick in ax.get_yticklabels():
        tune(tick, SMALL).set(linespacing=1.0)
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def bar(ax: Axes, row: int, low: float, high: float, look: dict[str, Any]) -> None:
    """Draw the upper or the lower bar of a row."""
    y = row - 0.34 if look is UPPER else row + 0.02
    ax.broken_barh([(low, high - low)], (y, 0.32), edgecolor=INK, linewidth=0.6, zorder=2, **look)


def finish(ax: Axes, upper: str, lower: str, own: bool, more: Sequence[tuple[Any, str]] = ()) -> Axes:
    """Explain the two bars below the chart."""
    legend(ax, [(Patch(ec=INK, lw=0.6, **UPPER), upper), (Patch(ec=INK, lw=0.6, **LOWER), lower), *more], own)
    return ax
