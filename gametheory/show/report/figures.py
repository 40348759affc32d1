"""The figures of a model, drawn from its findings: as SVG, PDF and PNG, with words for those who cannot see them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gametheory.errors import GameTheoryError
from gametheory.lang import deadline
from gametheory.lang.writing.layout import count
from gametheory.show.games import drawing_of
from gametheory.show.report.findings import Findings, constants
from gametheory.show.report.folder import about
from gametheory.show.report.names import file_name

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium

__all__ = ["FORMATS", "Figure", "draw"]

FORMATS = ("svg", "pdf", "png")
PNG_DPI = 150
_NO_GLYPH = r"Glyph \d+ .* missing from font"
PICTURES = 4
"""The most equilibria at the baseline that are drawn on the game."""


@dataclass(frozen=True)
class Figure:
    """A figure that was written.

    Attributes
    ----------
    part : str
        Where it belongs: ``game``, ``map``, ``ladder``, ``line``, ``tornado``, ``sobol``.
    stem : str
        The file's name without its ending.
    caption, alternative : str
        Below the figure, and in its place for a reader who does not see it.
    """

    part: str
    stem: str
    caption: str
    alternative: str


def draw(found: Findings, folder: Path) -> tuple[list[Figure], list[str]]:
    """Write every figure of a model into a folder; also return why some could not be drawn.

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
    for figure, axes in _plans(found):
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


def _plans(found: Findings) -> Iterator[tuple[Figure, Callable[[], Any]]]:
    from gametheory.show import plot

    solution = found.solution
    if solution is None:
        yield from _games(found)
        return
    still = {(one.text, one.parameter) for one in constants(found)}
    yield from _games(found)
    if found.plane is not None:
        plane = found.plane
        words = f"{count(len(plane), 'cell')}: " + "; ".join(
            f"{' and '.join(cell.names) or 'no regime'} where {cell.condition}" for cell in plane
        )
        caption = f"Which equilibria exist together, by {plane.x} and {plane.y}; the rest at the baseline."
        yield Figure("map", file_name("map", plane.x, plane.y), caption, words), partial(plot.regions, plane)
    for key in found.keys:
        ladder = found.ladders.get(key)
        if ladder is not None:
            values = "; ".join(f"{float(one.value):.4g}: {', '.join(one.what)}" for one in ladder) or "no threshold"
            caption = f"Where along {key} each regime exists; the rest at the baseline."
            yield Figure("ladder", file_name("ladder", key), caption, values), partial(plot.thresholds, ladder)
        for text in found.sensitivities:
            if key in found.lines and (text, key) not in still:
                caption = f"{text} along {key}, in every equilibrium; the rest at the baseline."
                yield (
                    Figure("line", file_name("line", text, key), caption, _extent(found, key, text)),
                    partial(plot.line, solution, of=text, x=key),
                )
    for text, one in found.sensitivities.items():
        widest = [swing.parameter for swing in one.tornado if swing.width > 0][:3]
        if widest:
            words = f"widest swings: {', '.join(widest)}"
            caption = f"How far {text} moves when one parameter at a time moves over its range."
            yield Figure("tornado", file_name("tornado", text), caption, words), partial(plot.tornado, one.tornado)
        for end in one.sobol.ends:
            if not end.parameters:
                continue
            ranked = sorted(end.parameters, key=lambda index: -index.total.value)[:3]
            words = "largest total indices: " + ", ".join(f"{i.names[0]} {i.total.value:.2f}" for i in ranked)
            which = {"min": ", lowest equilibrium", "max": ", highest equilibrium"}.get(end.end, "")
            caption = f"Sobol\N{RIGHT SINGLE QUOTATION MARK} indices of {text}{which}, under the priors."
            yield (
                Figure("sobol", file_name("sobol", text, end.end), caption, words),
                partial(plot.sobol, one.sobol, end="max" if end.end == "value" else end.end),
            )


def _extent(found: Findings, key: str, text: str) -> str:
    dataset = found.lines[key]
    i = list(dataset["quantity"].values).index(text)
    low, high = dataset["min"].values[i], dataset["max"].values[i]
    known = low == low
    if not known.any():
        return f"{text} has no value along {key}"
    return f"{text} lies between {float(low[known].min()):.3g} and {float(high[known].max()):.3g} along {key}"


def _games(found: Findings) -> Iterator[tuple[Figure, Callable[[], Any]]]:
    from gametheory.show import plot

    here, game = found.here, found.model.game
    name = drawing_of(game).picture
    if not name:
        return
    picture: Callable[..., Any] = getattr(plot, name)
    if here is None or not len(here):
        caption = "The game."
        yield Figure("game", "game", caption, f"a drawing of the game {found.model.title}"), partial(picture, game)
        return
    shown = list(here)[:PICTURES]
    for i, eq in enumerate(shown, start=1):
        caption = f"Equilibrium {i} at the baseline: {eq.name}."
        yield Figure("game", f"game-{i}", caption, _path(eq)), partial(picture, here.game, eq)


def _path(eq: Equilibrium) -> str:
    from gametheory.show.tables import endings

    return f"the game with the equilibrium {eq.name} marked; it ends in {endings(eq)}"
