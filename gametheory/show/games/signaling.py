"""A signaling game as data of a page: types, and for every message its responses and payoffs."""

from __future__ import annotations

from typing import Any

from gametheory.game import SignalingGame
from gametheory.show.games.numbers import Numbers

__all__ = ["page_data"]


def page_data(game: SignalingGame, ledger: Numbers) -> dict[str, Any]:
    """Return the game, in the ledger's numbers."""
    return {
        "kind": "signaling",
        "sender": game.sender,
        "receiver": game.receiver,
        "types": ledger.pairs(game.types),
        "messages": [
            {
                "label": message,
                "responses": list(responses),
                # one row a type, one pair (sender's, receiver's) a response
                "payoffs": [
                    [[ledger.number(x) for x in game.payoffs[kind, message, response]] for response in responses]
                    for kind in game.types
                ],
            }
            for message, responses in game.messages.items()
        ],
    }
