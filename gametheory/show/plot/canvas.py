"""A drawing whose unit is one point of print, for diagrams that are laid out around their texts.

The layout is made first, from measured texts, and takes some width and height in points. On a figure of its own the
drawing has exactly that size, so that its text has the size it was laid out with. On axes that are too small
everything is scaled down together, text included; on larger ones the drawing stands in the middle.
"""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Polygon
from matplotlib.text import Text

from gametheory.show.plot.style import GREY, INK, SMALL, TEXT, figure_of, measure, put

__all__ = ["Canvas", "Key"]

MARGIN = 4.0
POINTS = 72.0

Point = tuple[float, float]


class Canvas:
    """Axes with ``left`` to ``right`` and ``bottom`` to ``top`` in points, ``y`` upwards."""

    def __init__(self, ax: Axes | None, left: float, right: float, bottom: float, top: float) -> None:
        left, right, bottom, top = left - MARGIN, right + MARGIN, bottom - MARGIN, top + MARGIN
        width, height = right - left, top - bottom
        if ax is None:
            ax = Figure(figsize=(width / POINTS, height / POINTS)).add_axes((0.0, 0.0, 1.0, 1.0))
        box, dpi = ax.get_window_extent(), figure_of(ax).dpi
        room = box.width / dpi * POINTS, box.height / dpi * POINTS
        self.ax = ax
        fit = min(room[0] / width, room[1] / height)
        self.scale = 1.0 if fit > 0.999 else fit  # inches and back is not exact
        more_x, more_y = room[0] / self.scale - width, room[1] / self.scale - height
        ax.set_xlim(left - more_x / 2, right + more_x / 2)
        ax.set_ylim(bottom - more_y / 2, top + more_y / 2)
        ax.set_axis_off()

    def text(self, x: float, y: float, text: str, size: float = TEXT, **look: Any) -> Text:
        """Write at a point."""
        return put(self.ax, x, y, text, size * self.scale, **look)

    def line(self, points: list[Point], width: float = 0.8, colour: str = INK, **look: Any) -> None:
        """Draw a line through points."""
        self.ax.plot(
            [x for x, _ in points], [y for _, y in points], lw=width * self.scale, color=colour, clip_on=False,
            solid_capstyle="round", solid_joinstyle="round", scalex=False, scaley=False, **look,
        )  # fmt: skip

    def bow(self, start: Point, end: Point, reach: float, width: float = 0.8, colour: str = INK, **look: Any) -> None:
        """Draw a line downwards that swings ``reach`` points to the right on its way."""
        rad = -2 * reach / max(math.dist(start, end), 1.0)
        self.ax.add_patch(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-",
                connectionstyle=f"arc3,rad={rad}",
                lw=width * self.scale,
                color=colour,
                shrinkA=0,
                shrinkB=0,
                clip_on=False,
                zorder=2.5,
                **look,
            )
        )

    def dot(self, x: float, y: float, marker: str = "o", size: float = 5.0, fill: str = INK, z: float = 4) -> None:
        """Draw a node."""
        self.ax.plot(
            [x], [y], marker=marker, ms=size * self.scale, mfc=fill, mec=INK, mew=0.8 * self.scale, ls="none", zorder=z,
            clip_on=False, scalex=False, scaley=False,
        )  # fmt: skip

    def wedge(self, x: float, y: float, width: float = 9.0, height: float = 8.0) -> None:
        """Draw a triangle that opens to the right: a part of a tree that is not drawn."""
        corners = [(x, y), (x + width, y + height / 2), (x + width, y - height / 2)]
        self.ax.add_patch(Polygon(corners, closed=True, fc="white", ec=GREY, lw=0.8 * self.scale, zorder=3))


class Key:
    """The lines below a diagram that say what its strokes and letters mean."""

    def __init__(self) -> None:
        self.rows: list[tuple[dict[str, Any] | None, str]] = []

    def stroke(self, text: str, **look: Any) -> None:
        """Add a stroke with its meaning."""
        self.rows.append((look, text))

    def note(self, text: str) -> None:
        """Add a sentence."""
        self.rows.append((None, text))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        width = max((measure(text, SMALL)[0] + (0 if look is None else 26) for look, text in self.rows), default=0.0)
        return width, sum(measure(text, SMALL)[1] + 2 for _, text in self.rows)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the rows downwards from ``top``."""
        for look, text in self.rows:
            height = measure(text, SMALL)[1]
            y = top - height / 2
            if look is not None:
                canvas.line([(x, y), (x + 20, y)], **look)
            canvas.text(x + (0 if look is None else 26), y, text, SMALL, va="center")
            top -= height + 2
