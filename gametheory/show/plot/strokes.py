"""How a move is drawn: three strokes that differ in width and colour, the same in trees and signaling games."""

from __future__ import annotations

from typing import Any

from gametheory.show.plot.canvas import Key
from gametheory.show.plot.style import COLOURS, GREY, INK

__all__ = ["CHOSEN", "LINK", "OPEN", "PLAYED", "add_key", "stroke"]

PLAYED: dict[str, Any] = {"width": 2.4, "colour": COLOURS[0]}
CHOSEN: dict[str, Any] = {"width": 1.3, "colour": INK}
OPEN: dict[str, Any] = {"width": 0.6, "colour": GREY}
LINK: dict[str, Any] = {"width": 0.9, "colour": INK, "ls": (0, (3, 2))}


def stroke(p: Any, on_path: bool) -> dict[str, Any]:
    """Return the stroke of a move taken with probability ``p`` (None if nothing is said about it)."""
    if p is None or p == 0:
        return OPEN
    return PLAYED if on_path else CHOSEN


def add_key(key: Key, *, linked: bool, off_path: bool, path: bool) -> None:
    """Say what the strokes mean, those that occur."""
    if path:
        key.stroke("played: on the equilibrium path", **PLAYED)
    if off_path:
        key.stroke("chosen off the path", **CHOSEN)
    if linked:
        key.stroke("one information set", **LINK)
