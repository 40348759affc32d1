"""A signaling game with any numbers of types and messages, from left to right.

Nature, then the sender's types in a column, then one block a message with one row a type, joined by the dashed line of
the receiver's information set, then the responses. Lines from the types to the rows cross; which type a row belongs to
is therefore written on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gametheory.show.plot.canvas import Canvas
from gametheory.show.plot.plan import Fan, Plan
from gametheory.show.plot.strokes import LINK, stroke
from gametheory.show.plot.style import COLOURS, SMALL, TEXT, measure, plain, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["blocks"]

LABEL, FLIGHT, BETWEEN = 100.0, 46.0, 10.0


def blocks(plan: Plan, ax: Axes | None) -> Axes:
    """Draw the game on ``ax`` or on a figure of its own."""
    game, notes = plan.game, plan.notes
    types, messages = list(game.types), list(game.messages)
    fans = {(t, m): Fan(plan, t, m, 1) for t in types for m in messages}
    rows: dict[tuple[str, str], str] = {}
    for t in types:
        for m in messages:
            rows[t, m] = wrapped(notes.move(t, plan.sends(t, m)), LABEL)
    titles = {m: wrapped(plain(m), 2.0 * LABEL, lines=2) for m in messages}
    receiver = wrapped(plain(game.receiver), LABEL, SMALL, 1)
    run = max(measure(text)[0] for text in rows.values())
    run = max(run, *(measure(plan.belief(*key), SMALL)[0] for key in rows)) + 10
    run = max(run, *(measure(text, TEXT, "bold")[0] for text in titles.values()))

    # heights, from the top down
    y, heights, title_at = 0.0, {}, {}
    for m in messages:
        title_at[m] = y
        y -= measure(titles[m], TEXT, "bold")[1] + 3
        for t in types:
            need_up = max(fans[t, m].height / 2, measure(rows[t, m])[1] + 4)
            need_down = max(fans[t, m].height / 2, measure("x", SMALL)[1] + 4)
            y -= need_up
            heights[t, m] = y
            y -= need_down
        y -= BETWEEN
    bottom = y + BETWEEN

    heads = {t: wrapped(f"{plain(t)} {notes.text(game.types[t])}", LABEL) for t in types}
    sender = wrapped(plain(game.sender), LABEL, SMALL, 2)
    first = max(max(measure(text)[0] for text in heads.values()), measure(sender, SMALL)[0]) + 26
    start, stop = first + FLIGHT, first + FLIGHT + run
    places = [bottom * (i + 0.5) / len(types) for i in range(len(types))]
    left = -measure("nature", SMALL)[0] - 8
    right = stop + max(fan.width for fan in fans.values())
    key = plan.key()
    notes.add_to(key, max(right - left, 250.0))
    wide, high = key.size
    canvas = Canvas(ax, left, max(right, left + wide), bottom - 8 - high, 0.0)

    canvas.text(-6, bottom / 2, "nature", SMALL, ha="right", va="center", style="italic")
    for t, at in zip(types, places, strict=True):
        canvas.line([(0, bottom / 2), (20, at), (first, at)], zorder=2.6, **stroke(1, plan.eq is not None))
        canvas.text(first - 5, at + 2.5, heads[t], TEXT, ha="right", va="bottom")
        canvas.text(first - 5, at - 2.5, sender, SMALL, ha="right", va="top", style="italic")
        for m in messages:
            p, row = plan.sends(t, m), heights[t, m]
            sent = p is not None and p != 0
            canvas.line([(first, at), (start, row), (stop, row)], zorder=3 if sent else 2, **stroke(p, sent))
            canvas.text(start + 2, row + 2, rows[t, m], TEXT, ha="left", va="bottom")
            canvas.text(stop - 6, row - 2.5, plan.belief(t, m), SMALL, ha="right", va="top")
            fans[t, m].draw(canvas, row, stop)
        canvas.dot(first, at, fill=COLOURS[0])
    canvas.dot(0, bottom / 2, fill="white")
    for m in messages:
        ends = [heights[t, m] for t in types]
        if len(types) > 1:
            canvas.line([(stop, max(ends)), (stop, min(ends))], zorder=2.5, **LINK)
        canvas.text(start + 2, title_at[m], titles[m], TEXT, weight="bold", ha="left", va="top")
        canvas.text(stop + 6, title_at[m], receiver, SMALL, style="italic", ha="left", va="top")
    key.draw(canvas, left, bottom - 8)
    return canvas.ax
