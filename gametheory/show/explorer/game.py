"""The game as data of the page, in the ledger's numbers: a signaling game's payoffs, a tree, or a table of profiles."""

from __future__ import annotations

from typing import Any

from gametheory.game import Chance, ExtensiveGame, Payoff, SignalingGame, StrategicGame
from gametheory.show.explorer.ledger import Ledger

__all__ = ["game_data"]


def game_data(game: SignalingGame | ExtensiveGame | StrategicGame, ledger: Ledger) -> dict[str, Any]:
    """Return the game; ``kind`` says which of the three."""
    if isinstance(game, SignalingGame):
        return _signaling(game, ledger)
    if isinstance(game, ExtensiveGame):
        return _extensive(game, ledger)
    return {
        "kind": "strategic",
        "players": [[player, list(labels)] for player, labels in game.strategies.items()],
        "profiles": [[list(profile), [ledger.number(x) for x in row]] for profile, row in game.payoffs.items()],
    }


def _signaling(game: SignalingGame, ledger: Ledger) -> dict[str, Any]:
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


def _extensive(game: ExtensiveGame, ledger: Ledger) -> dict[str, Any]:
    """Return the tree as a list of nodes, parents first; a move leads to the number of a node."""
    nodes: list[dict[str, Any]] = []
    waiting: list[tuple[Any, dict[str, Any]]] = []

    def enter(target: Any) -> int:
        node = target if isinstance(target, Payoff) else game.nodes[target]
        entry: dict[str, Any] = {"name": "" if isinstance(target, Payoff) else target}
        if isinstance(node, Payoff):
            entry |= {"kind": "end", "payoffs": [ledger.number(node.values[p]) for p in game.players]}
        elif isinstance(node, Chance):
            entry |= {"kind": "chance", "moves": []}
            waiting.extend((branch, entry) for branch in node.branches.items())
        else:
            entry |= {"kind": "move", "player": node.player, "set": game.information_set(target), "moves": []}
            waiting.extend((branch, entry) for branch in node.actions.items())
        nodes.append(entry)
        return len(nodes) - 1

    enter(game.root)
    done = 0
    while done < len(waiting):
        (text, target), parent = waiting[done]
        done += 1
        if parent["kind"] == "chance":
            parent["moves"].append([text, enter(target[1]), ledger.number(target[0])])
        else:
            parent["moves"].append([text, enter(target)])
    shared = [name for name, members in game.information_sets.items() if len(members) > 1]
    return {"kind": "extensive", "players": list(game.players), "nodes": nodes, "shared": shared}
