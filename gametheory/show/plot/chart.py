"""What charts with axes share: names of axes, numbers and names of regimes, and the list below a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from gametheory.show.plot.style import SMALL, TEXT, figure_of, measure, plain, tune, wrapped

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution

LABELS = 34.0
"""Points below the axes that ticks and the axis' name take."""

__all__ = ["axis_name", "frame", "legend", "narrowed", "numbers_of", "regime_names", "settle"]


def numbers_of(solution: Solution, regimes: Iterable[Equilibrium]) -> tuple[int, ...]:
    """Return the numbers of regimes in a solution, counted from 1."""
    wanted = list(regimes)
    return tuple(i for i, eq in enumerate(solution, start=1) if any(eq is one for one in wanted))


def regime_names(solution: Solution, numbers: Iterable[int]) -> dict[int, str]:
    """Return the names of regimes by number, as a reader wants them."""
    named = {i: solution[i - 1] for i in numbers}
    return {
        i: plain(eq.name.replace("/", " / ")) + ("" if eq.isolated else " (a continuum)") for i, eq in named.items()
    }


def axis_name(solution: Solution, name: str) -> str:
    """Return what the document calls a parameter, else its name, with its unit where that is short."""
    model = solution.model
    known = model.parameters if model is not None else {}
    words = model.answer.words.parameters.get(name) if model is not None else None
    called = plain(words.noun) if words is not None and words.noun else plain(name)
    unit = plain(known[name].unit) if name in known else ""
    return f"{called} ({unit})" if unit and len(unit) <= 24 else called


def frame(ax: Axes, x: str, y: str = "") -> None:
    """Set the axes' labels and the size of their ticks' labels."""
    width, height = (side / figure_of(ax).dpi * 72 for side in ax.get_window_extent().size)
    ax.set_xlabel(wrapped(x, max(width, 80.0), TEXT, 2))
    ax.set_ylabel(wrapped(y, max(height, 80.0), TEXT, 2))
    tune(ax.xaxis.label)
    tune(ax.yaxis.label)
    ax.tick_params(labelsize=SMALL, width=0.6, length=3)
    for spine in ax.spines.values():
        spine.set_linewidth(0.6)


def legend(ax: Axes, rows: Sequence[tuple[Artist | None, str]], own: bool) -> None:
    """List what lines, or numbers written in a chart, mean: below the axes. A figure of our own grows by the list."""
    figure = figure_of(ax)
    width = ax.get_window_extent().width / figure.dpi * 72
    handles = [line if line is not None else Line2D([], [], ls="none") for line, _ in rows]
    long = 24.0 if any(line is not None for line, _ in rows) else 0.0
    texts = [wrapped(text, width - long, SMALL, 4, hang="    ") for _, text in rows]
    below = ScaledTranslation(0, -LABELS / 72, figure.dpi_scale_trans)
    made = ax.legend(
        handles, texts, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=ax.transAxes + below, frameon=False,
        borderaxespad=0, borderpad=0.2, handlelength=long / SMALL * 0.9, handletextpad=0.6 if long else 0,
        labelspacing=0.35, fontsize=SMALL, alignment="left",
    )  # fmt: skip
    for text in made.get_texts():
        tune(text, SMALL).set(linespacing=1.0)
    if own:
        high = sum(measure(text, SMALL)[1] + 2.6 for text in texts) + 6
        figure.set_size_inches(figure.get_figwidth(), figure.get_figheight() + high / 72)
        settle(ax)


def settle(ax: Axes) -> None:
    """Lay out a figure of our own for good: boxes can be measured now, and are where they were measured ever after."""
    figure = figure_of(ax)
    for _ in range(2):  # the first pass changes the ticks that the second makes room for
        figure.draw_without_rendering()
    figure.set_layout_engine("none")


def narrowed(ax: Axes) -> None:
    """Write the name of the axis below laid out axes on as many lines as it needs: they were wider when it was put."""
    name, width = ax.xaxis.label, ax.get_window_extent().width
    if name.get_window_extent().width > width:
        name.set_text(wrapped(name.get_text(), max(width / figure_of(ax).dpi * 72, 80.0), TEXT, 3))
