"""Where labels stand so that none covers another: the first free of several places, by measured boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from gametheory.show.plot.style import figure_of, measure, put

__all__ = ["Labels"]

Point = tuple[float, float]


class Labels:
    """Boxes that are taken, in pixels of the figure at its present size."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        self.taken: list[Bbox] = []
        self.pixel = figure_of(ax).dpi / 72

    def box(self, at: Point, text: str, size: float, shift: Point = (0.0, 0.0)) -> Bbox:
        """Return the box that a text centred at a point of the data takes, moved by ``shift`` points."""
        x, y = self.ax.transData.transform(at)
        width, height = (side * self.pixel + 3 for side in measure(text, size, "bold"))
        x, y = x + shift[0] * self.pixel, y + shift[1] * self.pixel
        return Bbox.from_bounds(x - width / 2, y - height / 2, width, height)

    @staticmethod
    def rectangle(x: float, y: float, width: float, height: float) -> Bbox:
        """Return a box by its lower left corner, in pixels."""
        return Bbox.from_bounds(x, y, width, height)

    def free(self, box: Bbox) -> bool:
        """Whether a box lies in the axes and covers no other."""
        frame = self.ax.get_window_extent()
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        return inside and not any(box.overlaps(other) for other in self.taken)

    def place(
        self, text: str, places: Sequence[Point], size: float, shifts: Iterable[Point] = ((0.0, 0.0),), **look: Any
    ) -> Text | None:
        """Write at the first free place, trying every shift at each; None if there is none."""
        for shift in shifts:
            for at in places:
                box = self.box(at, text, size, shift)
                if self.free(box):
                    self.taken.append(box)
                    x, y = self.ax.transData.inverted().transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
                    return put(self.ax, float(x), float(y), text, size, ha="center", va="center", **look)
        return None
