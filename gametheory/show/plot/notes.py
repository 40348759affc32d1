"""Closed forms in a drawing: short ones where they belong, long ones as a letter that is explained below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gametheory.concepts.equilibrium import leaves
from gametheory.errors import GameTheoryError
from gametheory.lang import Expression
from gametheory.show.plot.canvas import Key
from gametheory.show.plot.style import SMALL, number, plain, wrapped

__all__ = ["Notes", "check_letters"]

ROOM = 16
"""The longest closed form, in characters, that is written where it belongs."""

MOST = 24
"""The most closed forms that are explained below a drawing."""


def check_letters(verb: str, game: Any, eq: Any) -> None:
    """Raise GameTheoryError for an equilibrium stated in parameters for which the drawn game has numbers."""
    drawn = [x for part in (eq.strategy, eq.beliefs) for x in leaves(part) if isinstance(x, Expression)]
    letters = sorted({name for x in drawn for name in x.names}.difference(game.parameters))
    if letters:
        point = ", ".join(f"{name}=..." for name in letters)
        raise GameTheoryError(
            f"{verb}(): the equilibrium is stated in {', '.join(letters)}, for which the game has numbers: put numbers "
            f"in, with solution.at({point}), or draw the game with its parameters"
        )


class Notes:
    """Hands out letters for long closed forms, the same for the same form; ``taken`` are the parameters' names."""

    def __init__(self, taken: Iterable[str]) -> None:
        names = set(taken)
        self._stem = next(stem for stem in (*"uvwz", "closed_form") if not any(n.startswith(stem) for n in names))
        self._letters: dict[Any, str] = {}

    def text(self, value: Any) -> str:
        """Return a number or a closed form as text, or the letter that stands for it."""
        written = number(value)
        if not isinstance(value, Expression) or len(written) <= ROOM:
            return written
        return self._letters.setdefault(value, f"{self._stem}{len(self._letters) + 1}")

    def move(self, label: str, p: Any) -> str:
        """Return a move's label with its probability, where that is neither 0 nor 1 nor unknown (None)."""
        return plain(label) if p is None or p == 0 or p == 1 else f"{plain(label)} {self.text(p)}"

    def add_to(self, key: Key, width: float) -> None:
        """Explain the letters below a drawing, unless there are too many."""
        if len(self._letters) > MOST:
            key.note(
                f"{self._stem}1 to {self._stem}{len(self._letters)} stand for closed forms; "
                "draw the game at a point (solution.at().game) for numbers"
            )
            return
        for value, letter in self._letters.items():
            key.note(wrapped(f"{letter} = {number(value)}", width, SMALL, lines=2))
