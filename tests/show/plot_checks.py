"""What every figure must satisfy, measured on what the renderer draws; and answers made by hand to draw from."""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import matplotlib as mpl
from helpers.synthetic import ByHand
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import gametheory as gt
from gametheory.concepts import Equilibrium, Solution
from gametheory.lang import Domain, Interval

HOSTILE = (
    "a $ sign",
    r"\frac{1}{2} $x_1$ and $y^{2$",
    "snake_case_with__double__underscores_and_more",
    "Ünïcødé Киев π ≤ √2",
    "line\nbreak\tand tab",
    "_leading underscore",
    "%s {braces} & <tags> #",
    "one very long label that goes on and on " * 5,
    "w" * 120,
)


def texts(ax) -> list[Text]:
    """Return the texts with something in them, after the figure is drawn as a printer would."""
    figure = ax.get_figure()
    FigureCanvasAgg(figure).draw()
    idle = {label for one in figure.axes for label in _undrawn_ticks(one)}
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip() and t not in idle and _drawn(t)]


def _undrawn_ticks(ax):
    """Yield the labels of ticks outside the axes' limits, which matplotlib keeps but does not draw."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                yield from (tick.label1, tick.label2)


def _drawn(text: Text) -> bool:
    box = text.get_window_extent()
    return box.width > 0 and box.height > 0


def words(ax) -> str:
    """Return all the text of a figure, without line breaks."""
    return " | ".join(t.get_text().replace("\n", "") for t in texts(ax))


def squeezed(text: str) -> str:
    """Return a text without any blanks and underscores, to compare labels that are broken into lines."""
    return "".join(text.replace("_", " ").split())


def check(ax) -> None:
    """Fail if two texts overlap, if one leaves the figure, or if one is too small for print."""
    found = texts(ax)
    assert found, "a figure without text"
    figure = ax.get_figure()
    boxes = [(t.get_text(), t.get_window_extent()) for t in found]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 0.5, f"{one!r} and {other!r} overlap by {wide:.1f} x {high:.1f} pixels"
    frame = figure.bbox
    for text, box in boxes:
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= frame.x1 + 1 and box.y1 <= frame.y1 + 1
        assert inside, f"{text!r} leaves the figure: {box} of {frame}"
    assert min(t.get_fontsize() for t in found) >= 6.9


def svg(ax) -> bytes:
    """Return the figure as SVG with fixed identifiers and no date."""
    out = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "test"}):
        ax.get_figure().savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def best_responses(game: gt.ExtensiveGame) -> Equilibrium:
    """Solve a numeric game of perfect information backwards (the first best action at ties), by a few lines."""
    values: dict[str, Mapping[str, Any]] = {}
    strategy: dict[str, dict[str, dict[str, int]]] = {player: {} for player in game.players}

    def value(target):
        return target.values if isinstance(target, gt.Payoff) else values[target]

    for name in reversed(game.order):
        node = game.nodes[name]
        if isinstance(node, gt.Payoff):
            values[name] = node.values
        elif isinstance(node, gt.Chance):
            branches = node.branches.values()
            values[name] = {n: sum(p * value(to)[n] for p, to in branches) for n in game.players}
        else:
            action, target = max(node.actions.items(), key=lambda item: value(item[1])[node.player])
            strategy[node.player][name] = {action: 1}
            values[name] = value(target)
    return Equilibrium("backward induction", strategy, {}, values[game.root], {})


GAME = gt.StrategicGame({"a": ["hit", "miss"], "b": ["b"]}, {("hit", "b"): (0, 0), ("miss", "b"): (0, 0)})


def by_hand(regimes: Mapping[str, tuple[Any, Any]], names: str, ends: tuple[Any, Any] = (0, 4)) -> Solution:
    """Return a solution with one regime ``name: (condition, probability of the history "hit")``."""
    interval = Interval(*(None if end is None else Fraction(end) for end in ends))
    found = tuple(
        Equilibrium(name, {}, {}, {"a": p}, {"hit/b": p, "miss/b": 1 - p}, c) for name, (c, p) in regimes.items()
    )
    baseline = dict.fromkeys(names, Fraction(1)) if ends[0] is not None else {}
    return Solution(GAME, ByHand(), found, domain=Domain(dict.fromkeys(names, interval)), baseline=baseline)
