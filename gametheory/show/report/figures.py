"""Figures drawn and written: as SVG, PDF and PNG, with words for those who cannot see them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gametheory.errors import GameTheoryError
from gametheory.lang import deadline
from gametheory.show.report.folder import about

__all__ = ["FORMATS", "Figure", "Plan", "draw"]

FORMATS = ("svg", "pdf", "png")
PNG_DPI = 150
_NO_GLYPH = r"Glyph \d+ .* missing from font"


@dataclass(frozen=True)
class Figure:
    """A figure that was written.

    Attributes
    ----------
    kind : str
        Where it belongs: ``game``, ``map``, ``ladder``, ``line``, ``tornado``, ``sobol``.
    stem : str
        The file's name without its ending.
    caption, alternative : str
        Below the figure, and in its place for a reader who does not see it.
    beside : bool
        Whether several of the kind stand beside each other, where there is room.
    """

    kind: str
    stem: str
    caption: str
    alternative: str
    beside: bool = True


Plan = tuple[Figure, Callable[[], Any]]  # a figure, and what draws it: a function that returns the axes


def draw(plans: Iterable[Plan], folder: Path) -> tuple[list[Figure], list[str]]:
    """Write figures into a folder; also return why some could not be drawn.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    from gametheory.show import plot
    from gametheory.show.plot.style import figure_of

    done: list[Figure] = []
    missing: list[str] = []
    boxes = False
    for figure, axes in plans:
        with warnings.catch_warnings(record=True) as warned:
            warnings.filterwarnings("always", _NO_GLYPH)
            ax = None
            try:
                with deadline.Part() as work, deadline.whole():
                    deadline.check()
                    ax = axes()
            except GameTheoryError as error:
                missing.append(f"{figure.caption}: {error}")
                continue
            if ax is None:
                missing.append(f"{figure.caption}: {work.why}")
                continue
            whole = figure_of(ax)
            whole.draw_without_rendering()
            whole.set_layout_engine("none")  # laid out once, the same in every format
            for ending in FORMATS:
                file = folder / f"{figure.stem}.{ending}"
                with about(file):
                    plot.save(ax, file, dpi=PNG_DPI)
        for one in warned:
            if re.match(_NO_GLYPH, str(one.message)):
                boxes = True
            else:
                warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
        done.append(figure)
    if boxes:
        missing.append("Signs of some labels: the figures' font does not have them and shows boxes instead.")
    return done, missing
