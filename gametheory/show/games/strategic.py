"""A game in strategic form as data of a page: a table of profiles."""

from __future__ import annotations

from typing import Any

from gametheory.game import StrategicGame
from gametheory.show.games.numbers import Numbers

__all__ = ["page_data"]


def page_data(game: StrategicGame, ledger: Numbers) -> dict[str, Any]:
    """Return the game, in the ledger's numbers."""
    return {
        "kind": "strategic",
        "players": [[player, list(labels)] for player, labels in game.strategies.items()],
        "profiles": [[list(profile), [ledger.number(x) for x in row]] for profile, row in game.payoffs.items()],
    }
