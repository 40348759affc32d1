"""A tree as data of a page: a list of nodes, each with its moves."""

from __future__ import annotations

from typing import Any

from gametheory.game import Chance, ExtensiveGame, Payoff
from gametheory.show.games.numbers import Numbers

__all__ = ["page_data"]


def page_data(game: ExtensiveGame, ledger: Numbers) -> dict[str, Any]:
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
