"""What all figures share: colours, sizes, how labels are written, a figure without pyplot, and saving.

The colours are those of Okabe and Ito (2008), "Color Universal Design: how to make figures and
presentations that are friendly to colorblind people", in an order in which neighbours also differ in lightness.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from gametheory.errors import GameTheoryError
from gametheory.lang import Expression
from gametheory.show.tables import short

__all__ = [
    "COLOURS",
    "COLUMN",
    "DASHES",
    "GREY",
    "HATCH",
    "HATCHES",
    "INK",
    "MARKERS",
    "PAGE",
    "SMALL",
    "TEXT",
    "cycle",
    "figure_of",
    "look",
    "measure",
    "new_axes",
    "number",
    "plain",
    "put",
    "save",
    "tint",
    "tune",
    "wrapped",
]

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000")
"""Blue, orange, green, purple, sky blue, vermilion, black. Their yellow is left out: as a line on white it is lost."""

INK, GREY = "#000000", "#7F7F7F"
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1.5, 1, 1.5)), (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "----", "++++", "||||", "oooo")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "p")

HATCH = "#00000059"
"""Of hatches: black through which the colour is seen, so that an area never becomes a dark slab."""


class Look(NamedTuple):
    """How a regime is drawn, by its number in its solution: the same in every figure and on the interactive page."""

    colour: str
    fill: tuple[float, float, float]
    hatch: str
    dashes: Any


def look(number: int) -> Look:
    """Return how the regime of a number, counted from 1, is drawn.

    The hatch (of areas) and the dashes (of lines) say in grey what the colour says. Their cycles have other lengths
    than that of the colours, so that regimes of one colour differ in the rest.
    """
    colour = cycle(COLOURS, number - 1)
    share = 0.15 if colour == INK else 0.45  # areas are about equally light: black would be a dark slab among them
    return Look(colour, tint(colour, share), cycle(HATCHES, number - 1), cycle(DASHES, number - 1))


TEXT, SMALL = 8.0, 7.0
"""Font sizes in points, at the size in which a figure is made."""

COLUMN, PAGE = 3.5, 7.0
"""Widths in inches: one column of a journal, and a page."""

_LINE = 1.2
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def plain(text: Any) -> str:
    """Return a label as a reader wants it: on one line, underscores as spaces, nothing that cannot be printed."""
    clean = "".join(sign if sign.isprintable() else " " for sign in str(text).replace("_", " "))
    return " ".join(clean.split())


def number(value: Any) -> str:
    """Return a number or a closed form as text; long fractions as decimals marked ``~``, minus signs as minus signs."""
    text = str(value) if isinstance(value, Expression) and not value.is_constant else short(value)
    return text.replace("**", "^").replace("*", "\N{MIDDLE DOT}").replace("-", "\N{MINUS SIGN}")


def wrapped(text: str, points: float, size: float = TEXT, lines: int = 3, hang: str = "") -> str:
    """Return a text in at most ``lines`` lines no wider than ``points``; what does not fit ends in an ellipsis.

    Lines after the first begin with ``hang``.
    """
    rows = [""]
    for word in text.split(" "):
        while word:
            lead = rows[-1] + (" " if rows[-1].strip() else "")
            if measure(lead + word, size)[0] <= points:
                rows[-1] = lead + word
                break
            if rows[-1].strip():
                rows.append(hang)
                continue
            part = _part(rows[-1], word, points, size)
            rows[-1] += word[:part]
            word = word[part:]
            if word:
                rows.append(hang)
    if len(rows) <= lines:
        return "\n".join(rows)
    last = rows[lines - 1]
    while last and measure(last + ELLIPSIS, size)[0] > points:
        last = last[:-1]
    return "\n".join([*rows[: lines - 1], last.rstrip() + ELLIPSIS])


def _part(lead: str, word: str, points: float, size: float) -> int:
    """Return how many signs of a word too long for a line fit into it, at least one."""
    n = 1  # counted up: measuring hundreds of signs to drop the last one, again and again, takes minutes
    while n < len(word) and measure(lead + word[: n + 1], size)[0] <= points:
        n += 1
    return n


@functools.cache
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, 720)  # type: ignore[no-untyped-call]  # ten times the points, so that rounding to pixels does not matter


@functools.lru_cache(maxsize=4096)
def measure(text: str, size: float = TEXT, weight: str = "normal") -> tuple[float, float]:
    """Return width and height in points that ``text`` takes, with a small reserve for hinting."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    rows = text.split("\n")
    renderer: Any = _renderer()
    width = max(renderer.get_text_width_height_descent(row, font, False)[0] for row in rows) / 10
    return width * 1.03 + 0.5, size * _LINE * len(rows)


def put(ax: Axes, x: float, y: float, text: str, size: float = TEXT, **look: Any) -> Text:
    """Write ``text`` as it stands: no dollar sign, backslash or underscore in a label means anything."""
    look = {"family": "DejaVu Sans", "linespacing": 1.0, **look}
    return ax.text(x, y, text, fontsize=size, parse_math=False, usetex=False, **look)


def tune(text: Text, size: float = TEXT) -> Text:
    """Set a label that matplotlib made (of an axis, a tick, a legend) as :func:`put` would."""
    text.set(fontsize=size, parse_math=False, usetex=False, family="DejaVu Sans")
    return text


def tint(colour: str, share: float) -> tuple[float, float, float]:
    """Return ``colour`` mixed with white; ``share`` is that of the colour."""
    red, green, blue = (1 - share * (1 - part) for part in to_rgb(colour))
    return red, green, blue


def new_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return ``ax``, or axes on a new figure of that size in inches, unknown to pyplot."""
    return Figure(figsize=(width, height), layout="constrained").add_subplot() if ax is None else ax


def figure_of(ax: Axes) -> Figure:
    """Return the figure that axes stand on, also where they stand on a part of it."""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def save(ax: Axes, file: str | Path, *, dpi: float = 300) -> Path:
    """Write the figure that ``ax`` stands on; the name's ending says how (``.svg``, ``.pdf``, ``.png``).

    The same figure gives the same bytes: no dates, fixed identifiers. Fonts are embedded as outlines in SVG and as
    TrueType in PDF, which journals ask for.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    file : str or Path
    dpi : float
        Of PNG.

    Raises
    ------
    GameTheoryError
        For another ending.
    """
    path = Path(file)
    dates: dict[str, dict[str, Any]] = {
        ".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {"Software": None},
    }  # fmt: skip
    ending = path.suffix.lower()
    if ending not in dates:
        raise GameTheoryError(f"a figure is written as .svg, .pdf or .png, not as {path.name!r}")
    with mpl.rc_context({"svg.hashsalt": "gametheory", "pdf.fonttype": 42, "svg.fonttype": "path"}):
        figure_of(ax).savefig(path, dpi=dpi, metadata=dates[ending])
    return path


def cycle(items: Sequence[Any], index: int) -> Any:
    """Return the item at ``index``, counted round and round."""
    return items[index % len(items)]
