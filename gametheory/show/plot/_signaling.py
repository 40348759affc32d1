"""A signaling game with an equilibrium drawn on it, in the usual layout.

With two types and two messages the four-pointed one of Cho and Kreps (1987), "Signaling Games and Stable Equilibria",
Quarterly Journal of Economics 102(2), Figure I: nature in the middle, the types above and below, the messages to the
left and the right, where a dashed line joins what the receiver cannot tell apart. With other numbers the same game
from left to right (:mod:`gametheory.show.plot.signaling_blocks`): one block a message, one row a type in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gametheory.errors import GameTheoryError
from gametheory.game import SignalingGame
from gametheory.game.forms import signaling_of
from gametheory.show.plot.canvas import Canvas
from gametheory.show.plot.notes import Notes
from gametheory.show.plot.plan import Fan, Plan
from gametheory.show.plot.strokes import LINK, stroke
from gametheory.show.plot.style import COLOURS, SMALL, TEXT, measure, plain, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from gametheory.concepts import Equilibrium

__all__ = ["signaling"]

LABEL = 90.0


def signaling(game: SignalingGame, eq: Equilibrium | None = None, ax: Axes | None = None) -> Axes:
    """Draw a signaling game and, if given, an equilibrium on it.

    Payoffs are (sender, receiver). Brackets hold the receiver's beliefs; after a message that nobody sends, the beliefs
    that support the equilibrium, from the lowest to the highest probability of the type.

    Parameters
    ----------
    game : SignalingGame
        For payoffs in numbers the game at the point of the equilibrium: ``here = solution.at(); here.game``.
    eq : Equilibrium, optional
    ax : matplotlib.axes.Axes, optional
        By default a new figure of the size that the drawing needs with text of 7 and 8 points. On axes that are
        smaller, the whole drawing is scaled down with its text.

    Returns
    -------
    matplotlib.axes.Axes
        Axes without frame, in points of print.

    Raises
    ------
    GameTheoryError
        If the game is no signaling game, or the equilibrium does not belong to it.
    """
    if signaling_of(game) is None:
        raise GameTheoryError(f"signaling(): expected a signaling game, got {type(game).__name__}; try plot.tree")
    plan = Plan(game, eq, Notes(game.parameters))
    if len(game.types) == len(game.messages) == 2:
        return _four_pointed(plan, ax)
    from gametheory.show.plot.signaling_blocks import blocks

    return blocks(plan, ax)


def _four_pointed(plan: Plan, ax: Axes | None) -> Axes:
    game = plan.game
    types, messages = list(game.types), list(game.messages)
    sent = {(t, m): wrapped(plan.message(t, m), LABEL) for t in types for m in messages}
    heads = {t: f"{wrapped(plain(t), LABEL, lines=2)}" for t in types}
    sender = wrapped(plain(game.sender), LABEL, SMALL, 2)
    core = max(measure(text, TEXT, "bold")[0] for text in heads.values())
    core = max(core, measure(sender, SMALL)[0]) / 2 + 6
    belief = max(measure(plan.belief(t, m), SMALL)[0] for t in types for m in messages)
    reach = core + max(max(measure(text)[0] for text in sent.values()), belief) + 14
    fans = {(t, m): Fan(plan, t, m, side) for t in types for m, side in zip(messages, (-1, 1), strict=True)}
    receiver = wrapped(plain(game.receiver), LABEL, SMALL, 2)
    between = measure(receiver, SMALL)[1] + 30
    rise = max(between, *(fan.height for fan in fans.values())) / 2 + 8
    height = rise + max(
        max(fan.height / 2 for fan in fans.values()),
        max(measure(text)[1] for text in heads.values()) + measure(sender, SMALL)[1] + 8,
        max(measure(text)[1] for text in sent.values()) + 4,
    )
    key = plan.key()
    sides = [reach + max(fans[t, m].width for t in types) for m in messages]
    plan.notes.add_to(key, max(sum(sides), 250.0))
    wide, high = key.size
    canvas = Canvas(ax, -sides[0], max(sides[1], wide - sides[0]), -height - 8 - high, height)
    for t, up in zip(types, (1, -1), strict=True):
        _half(canvas, plan, t, up, (rise, reach, core), sent, (heads[t], sender))
        for m in messages:
            fans[t, m].draw(canvas, up * rise, reach)
    for side in (-1, 1):
        for end in (-1, 1):
            gap = measure(receiver, SMALL)[1] / 2 + 1
            canvas.line([(side * reach, end * rise), (side * reach, end * gap)], zorder=2.5, **LINK)
        canvas.text(side * reach, 0, receiver, SMALL, ha="center", va="center", style="italic")
    canvas.dot(0, 0, fill="white")
    canvas.text(-6, 0, "nature", SMALL, ha="right", va="center", style="italic")
    key.draw(canvas, -sides[0], -height - 8)
    return canvas.ax


def _half(
    canvas: Canvas,
    plan: Plan,
    t: str,
    up: int,
    size: tuple[float, float, float],
    sent: dict[tuple[str, str], str],
    heads: Sequence[str],
) -> None:
    """Draw one type: its prior, its node with its name, and its two messages with the receiver's beliefs."""
    rise, reach, core = size
    y = up * rise
    canvas.line([(0, 0), (0, y)], **stroke(1, plan.eq is not None))
    canvas.text(5, y / 2, plan.notes.text(plan.game.types[t]), SMALL, ha="left", va="center")
    edge: dict[str, Any] = {"ha": "center", "va": "bottom" if up > 0 else "top"}
    canvas.text(0, y + up * 6, heads[0], TEXT, weight="bold", **edge)
    canvas.text(0, y + up * (7 + measure(heads[0])[1]), heads[1], SMALL, style="italic", **edge)
    for m, side in zip(plan.game.messages, (-1, 1), strict=True):
        p = plan.sends(t, m)
        canvas.line([(0, y), (side * reach, y)], zorder=3 if p else 2, **stroke(p, p is not None and p != 0))
        middle = side * (core + reach - 4) / 2
        canvas.text(middle, y + up * 2.5, sent[t, m], TEXT, ha="center", va=edge["va"])
        inner = {"ha": "left" if side < 0 else "right", "va": "top" if up > 0 else "bottom"}
        canvas.text(side * (reach - 6), y - up * 3, plan.belief(t, m), SMALL, **inner)
    canvas.dot(0, y, fill=COLOURS[0])
