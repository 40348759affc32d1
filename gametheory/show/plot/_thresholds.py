"""The threshold ladder: where along one parameter each regime exists, with the exact values between.

One rung a regime; a bar where it exists, dashed lines at the values where the set of equilibria changes, and diamonds
where something exists at one value alone. The values stand above, exact where they are short, else as decimals marked
``~``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from gametheory.errors import ParameterError
from gametheory.lang.algebraic import Algebraic
from gametheory.show.plot.chart import axis_name, frame, narrowed, numbers_of, regime_names, settle
from gametheory.show.plot.labels import Labels
from gametheory.show.plot.style import (
    GREY,
    HATCH,
    INK,
    PAGE,
    SMALL,
    figure_of,
    look,
    measure,
    new_axes,
    number,
    tune,
    wrapped,
)  # fmt: skip

if TYPE_CHECKING:
    from gametheory.study import Threshold, Thresholds

__all__ = ["thresholds"]

NAMES = 170.0
LEVEL = 11.0


def thresholds(found: Thresholds, ax: Axes | None = None, *, window: Any = None) -> Axes:
    """Draw the threshold ladder of one parameter.

    Parameters
    ----------
    found : Thresholds
        Of :func:`gametheory.study.changes.thresholds`.
    ax : matplotlib.axes.Axes, optional
    window : pair of numbers, optional
        The part of the axis to draw; by default the admissible part of the range, with a margin beyond the outermost
        threshold where that is unbounded.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ParameterError
        For an empty window.
    """
    solution = found.solution
    low, high = _window(found, window)
    shown = [piece for piece in found.pieces if _clip(piece, low, high) is not None]
    numbers = sorted({i for piece in shown for i in numbers_of(solution, piece.regimes)})
    names = {i: wrapped(f"{i}  {name}", NAMES, SMALL, 3, "    ") for i, name in regime_names(solution, numbers).items()}
    inside = [one for one in found.items if low <= float(one.value) <= high]
    tall = max([measure(name, SMALL)[1] for name in names.values()], default=9.0) + 7
    own = ax is None
    ax = new_axes(ax, PAGE * 0.8, (tall * max(len(names), 1) + 40 + LEVEL * 4) / 72)
    base = solution.baseline.get(found.parameter)
    signs = ["\N{BLACK UP-POINTING TRIANGLE} baseline"] if base is not None and low <= base <= high else []
    signs += ["\N{BLACK DIAMOND} at this value alone"] if any(one.only_here for one in inside) else []
    frame(ax, "      ".join([axis_name(solution, found.parameter), *signs]))
    ax.set_xlim(low, high)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks(range(len(names)), list(names.values()))
    for tick in ax.get_yticklabels():
        tune(tick, SMALL).set(linespacing=1.0, multialignment="left")
    ax.tick_params(axis="y", length=0)
    rung = {i: k for k, i in enumerate(numbers)}
    for piece in shown:
        left, right = _clip(piece, low, high) or (low, high)
        for i in numbers_of(solution, piece.regimes):
            _bar(ax, left, right, rung[i], i)
    for one in inside:
        ax.axvline(float(one.value), color=INK, lw=0.8, ls=":" if one.only_here else (0, (4, 2)), zorder=3)
        if one.only_here:
            where = float(one.value)
            ax.plot(where, 0.0, "D", color=INK, ms=4, clip_on=False, zorder=5, transform=ax.get_xaxis_transform())
    if base is not None and low <= base <= high:
        ax.plot(float(base), 0.0, "^", color=INK, ms=6, clip_on=False, zorder=5, transform=ax.get_xaxis_transform())
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    if own:
        figure_of(ax).draw_without_rendering()
        narrowed(ax)
    _values(ax, inside)
    if own:
        settle(ax)
    return ax


def _window(found: Thresholds, window: Any) -> tuple[float, float]:
    if window is not None:
        low, high = (float(end) for end in window)
        if not low < high:
            raise ParameterError(f"an empty window in {found.parameter}: from {low} to {high}")
        return low, high
    ends = [float(end) for piece in found.pieces for end in (piece.low, piece.high) if end is not None] or [0.0]
    base = found.solution.baseline.get(found.parameter)
    ends += [] if base is None else [float(base)]
    margin = 0.25 * (max(ends) - min(ends)) or 1.0
    low = min(ends) - (margin if found.pieces[0].low is None or min(ends) == max(ends) else 0.0)
    high = max(ends) + (margin if found.pieces[-1].high is None or min(ends) == max(ends) else 0.0)
    return low, high


def _clip(piece: Any, low: float, high: float) -> tuple[float, float] | None:
    left = low if piece.low is None else max(float(piece.low), low)
    right = high if piece.high is None else min(float(piece.high), high)
    return (left, right) if left < right or (piece.low == piece.high and left == right) else None


def _bar(ax: Axes, left: float, right: float, rung: int, i: int) -> None:
    seen, where = look(i), ([(left, right - left)], (rung - 0.3, 0.6))
    ax.broken_barh(*where, facecolors=[seen.fill], edgecolors=HATCH, linewidth=0, hatch=seen.hatch, zorder=2)
    ax.broken_barh(*where, facecolors="none", edgecolors=INK, linewidth=0.6, zorder=2.1)


def _text(value: Any) -> str:
    """Return an exact value for the page: a short fraction or radical, else a decimal marked ``~``."""
    if isinstance(value, Algebraic):
        written = re.sub(r"sqrt\((\d+)\)", "\N{SQUARE ROOT}\\1", str(value)).replace("-", "\N{MINUS SIGN}")
        return written if len(written) <= 14 and value.radical is not None else f"~{float(value):.4g}"
    return number(value)


def _values(ax: Axes, items: list[Threshold]) -> None:
    """Write the values above their lines, on as many levels as they need."""
    labels = Labels(ax)
    for one in items:
        text = _text(one.value)
        x, top = ax.transData.transform((float(one.value), 0.0))[0], ax.get_window_extent().y1
        width = measure(text, SMALL, "bold")[0] * labels.pixel + 3
        for level in range(len(items)):
            y = top + (4 + LEVEL * level) * labels.pixel
            box = labels.rectangle(x - width / 2, y, width, SMALL * 1.3 * labels.pixel)
            if not any(box.overlaps(other) for other in labels.taken):
                break
        labels.taken.append(box)
        foot, at = ax.get_xaxis_transform(), (float(one.value), 1.0)
        where: dict[str, Any] = {"xycoords": foot, "xytext": (0, 4 + LEVEL * level), "textcoords": "offset points"}
        if level:
            ax.annotate(
                "", at, arrowprops={"arrowstyle": "-", "lw": 0.4, "color": GREY, "shrinkA": 0}, zorder=1, **where
            )
        look: dict[str, Any] = {"bbox": {"fc": "white", "ec": "none", "pad": 0.6}, "zorder": 4}
        tune(ax.annotate(text, at, ha="center", va="bottom", **where, **look), SMALL)
