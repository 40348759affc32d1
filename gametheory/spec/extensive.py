"""Reading ``kind = "extensive"``: the key ``root`` and the tables ``[nodes.NAME]``."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory.errors import nearest
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.spec.fields import Path, described, read_table, read_text, unknown_keys
from gametheory.spec.reading import Reading

__all__ = ["read_extensive"]


def read_extensive(table: Mapping[str, Any], reading: Reading) -> ExtensiveGame | None:
    """Read the game; None, or a GameError, where that is not possible."""
    for key in ("root", "nodes"):
        if key not in table:
            reading.say((key,), "missing: the node where the game starts" if key == "root" else "missing table")
    root = read_text(table.get("root"), ("root",), reading.issues)
    nodes: dict[str, Any] = {}
    given = read_table(table.get("nodes"), ("nodes",), reading.issues)
    for name, raw in given.items():
        path = ("nodes", name)
        node = read_table(raw, path, reading.issues)
        unknown_keys(node, ("player", "moves", "information", "chance"), path, reading.issues)
        if "chance" in node:
            for key in ("player", "moves", "information"):
                if key in node:
                    reading.say((*path, key), "a node is either a player's move or chance, not both")
            nodes[name] = _chance(node["chance"], (*path, "chance"), reading)
        elif "player" in node or "moves" in node:
            nodes[name] = _move(node, path, reading)
        elif isinstance(raw, Mapping):
            reading.say(path, "a node needs player and moves, or chance")
    if "root" not in table or "nodes" not in table:
        return None
    if not root or not given or len(nodes) < len(given):
        return None
    return ExtensiveGame(root, nodes, reading.players)


def _move(node: Mapping[str, Any], path: Path, reading: Reading) -> Move:
    for key in ("player", "moves"):
        if key not in node:
            reading.say((*path, key), "missing")
    player = read_text(node.get("player"), (*path, "player"), reading.issues)
    if player and player not in reading.players:
        reading.say((*path, "player"), f"unknown player {player!r}{nearest(player, reading.players)}")
    information = read_text(node.get("information"), (*path, "information"), reading.issues)
    if information == "" and isinstance(node.get("information"), str):
        reading.say((*path, "information"), "empty: leave the key out where a node stands alone")
    if "/" in information:
        reading.say((*path, "information"), f"the label {information!r} holds '/': use another sign")
    moves = read_table(node.get("moves"), (*path, "moves"), reading.issues)
    actions = {label: _target(raw, (*path, "moves", label), reading) for label, raw in moves.items()}
    return Move(player, actions, information=information or None)


def _chance(raw: Any, path: Path, reading: Reading) -> Chance:
    branches = {}
    given = {}
    for label, branch in read_table(raw, path, reading.issues).items():
        here = (*path, label)
        table = read_table(branch, here, reading.issues)
        if not isinstance(branch, Mapping):
            continue
        unknown_keys(table, ("probability", "to"), here, reading.issues)
        for key in ("probability", "to"):
            if key not in table:
                reading.say((*here, key), "missing")
        ended = Payoff(dict.fromkeys(reading.players, 0))
        branches[label] = _target(table["to"], (*here, "to"), reading) if "to" in table else ended
        if "probability" in table:
            given[label] = (table["probability"], (*here, "probability"))
    probabilities = reading.probabilities(given)
    if len(given) < len(branches):
        probabilities = dict.fromkeys(branches, Fraction(1, len(branches)))
    return Chance({label: (probabilities[label], target) for label, target in branches.items()})


def _target(raw: Any, path: Path, reading: Reading) -> str | Payoff:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Mapping):
        return Payoff(reading.payoffs(raw, path))
    reading.say(path, f"expected a node's name, or a table of payoffs by player, got {described(raw)}")
    return Payoff(dict.fromkeys(reading.players, 0))
