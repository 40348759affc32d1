"""How games are shown, by kind: the one place where a drawing is chosen for a game.

A kind of game brings its data for an interactive page, the script that draws them there, and the function that draws it
on paper. A kind that brings none of this is shown by its histories.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gametheory.game import Game
from gametheory.show.games import extensive, signaling, strategic
from gametheory.show.games.numbers import Numbers

__all__ = ["DRAWINGS", "Drawing", "drawing_of"]


class Drawing(NamedTuple):
    """How one kind of game is shown.

    Attributes
    ----------
    page : function of a game and a keeper of numbers
        Returns the game as data of a page.
    picture : str
        The name of the function of :mod:`gametheory.show.plot` that draws it; empty where there is none.
    script : str
        JavaScript that draws the page's data, where the page does not bring it: it adds to the page's ``DRAWINGS``,
        under the ``kind`` of the data, the heading and the function of the game and a regime's number (-1 for none).
    """

    page: Callable[[Any, Numbers], dict[str, Any]]
    picture: str = ""
    script: str = ""


def _by_histories(game: Game, ledger: Numbers) -> dict[str, Any]:
    """Return what every game can say of itself: who plays, and how it can end."""
    return {"kind": "", "players": list(game.players), "histories": [list(h.labels) for h in game.histories()]}


DRAWINGS: dict[str, Drawing] = {
    "signaling": Drawing(signaling.page_data, "signaling"),
    "extensive": Drawing(extensive.page_data, "tree"),
    "strategic": Drawing(strategic.page_data),
}
"""The drawings by the kind of game; a package beside this one may add its own."""


def drawing_of(game: Game) -> Drawing:
    """Return how a game is shown."""
    return DRAWINGS.get(game.kind, Drawing(_by_histories))
