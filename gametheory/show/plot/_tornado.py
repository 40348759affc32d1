"""The tornado: how far a quantity moves over each parameter's range, one at a time, the widest on top.

Where several equilibria exist the quantity is an interval, so a row has two bars: how far the highest equilibrium
moves, and how far the lowest does. Circles mark where they stand at the two ends of the parameter's range.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gametheory.errors import GameTheoryError
from gametheory.lang.writing.layout import count
from gametheory.show.plot.bars import LOWER, UPPER, bar, finish, rows_of
from gametheory.show.plot.style import INK, SMALL, number, plain, put

if TYPE_CHECKING:
    from gametheory.study.response.tornado import Envelope, Swing, Tornado

__all__ = ["tornado"]


def tornado(found: Tornado, ax: Axes | None = None, *, most: int = 12) -> Axes:
    """Draw the swings of a quantity.

    Parameters
    ----------
    found : Tornado
        Of :mod:`gametheory.study.response.tornado`.
    ax : matplotlib.axes.Axes, optional
    most : int
        The number of parameters drawn, the widest swings first; those that do not move the quantity are only counted.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    GameTheoryError
        If ``most`` is no positive integer.
    """
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise GameTheoryError(f"tornado(): most is a positive number of parameters, got {most!r}")
    moving = [swing for swing in found.swings if swing.width > 0]
    shown = moving[:most]
    own = ax is None
    ax = rows_of(ax, [_name(swing) for swing in shown], plain(found.quantity.text))
    low, high = _limits(found, shown)
    for row, swing in enumerate(shown):
        _row(ax, row, swing, (low, high))
    for value in _ends(found.base):
        ax.axvline(value, color=INK, lw=1.0, zorder=1)
    ax.set_xlim(low, high)
    more: list[tuple[Any, str]] = [
        (_circle("white"), "parameter at the low end of its range"),
        (_circle(INK), "parameter at the high end"),
        (Line2D([], [], color=INK, lw=1.0), "at the base"),
    ]
    left = len(found.swings) - len(shown)
    if left:
        still = len(found.swings) - len(moving)
        parts = [f"{count(still, 'parameter')} without effect"] if still else []
        parts += [f"{len(moving) - len(shown)} with smaller swings"] if len(moving) > len(shown) else []
        more.append((None, f"not drawn: {' and '.join(parts)}"))
    return finish(ax, "highest equilibrium", "lowest equilibrium", own, more)


def _name(swing: Swing) -> str:
    ends = [("\N{INFINITY}" if end.value is None else _short(end.value)) for end in (swing.low, swing.high)]
    if swing.low.value is None:
        ends[0] = "\N{MINUS SIGN}" + ends[0]
    return f"{plain(swing.parameter)}: {ends[0]} to {ends[1]}"


def _short(value: Any) -> str:
    return number(value) if len(str(value)) <= 7 else f"~{float(value):.3g}"


def _ends(envelope: Envelope | None) -> list[float]:
    found = [] if envelope is None else [float(envelope.low), float(envelope.high)]
    return [value for value in dict.fromkeys(found) if math.isfinite(value)]


def _limits(found: Tornado, shown: list[Swing]) -> tuple[float, float]:
    every = _ends(found.base)
    for swing in shown:
        every += [*_ends(swing.lower), *_ends(swing.upper)]
    low, high = min(every, default=0.0), max(every, default=1.0)
    margin = 0.06 * (high - low) or 0.5
    return low - margin, high + margin


def _row(ax: Axes, row: int, swing: Swing, limits: tuple[float, float]) -> None:
    for look, span, side in ((UPPER, swing.upper, "high"), (LOWER, swing.lower, "low")):
        if span is None:
            continue
        y = row - 0.18 if look is UPPER else row + 0.18
        ends = [float(span.low), float(span.high)]
        inside = [min(max(end, limits[0]), limits[1]) for end in ends]
        bar(ax, row, inside[0], inside[1], look)
        for end, stop in zip(ends, limits, strict=True):
            if math.isinf(end):
                text = "\N{INFINITY}" if end > 0 else "\N{MINUS SIGN}\N{INFINITY}"
                put(ax, stop, y, text, SMALL, ha="right" if end > 0 else "left", va="center", zorder=5)
        for at, fill in ((swing.low, "white"), (swing.high, INK)):
            if at.envelope is not None and math.isfinite(value := float(getattr(at.envelope, side))):
                ax.plot(value, y, "o", ms=4, mfc=fill, mec=INK, mew=0.7, zorder=4, clip_on=False)


def _circle(fill: str) -> Line2D:
    return Line2D([], [], ls="none", marker="o", ms=4, mfc=fill, mec=INK, mew=0.7)
