"""Documents with ``kind = "extensive"``: the key ``root`` and the tables ``[nodes.NAME]``."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang.writing.statement import Code, Inline, Line, Row, Table
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import Path, described, read_table, read_text, unknown_keys
from gametheory.spec.kinds.kind import Kind, payoffs_inline
from gametheory.spec.reading import Reading
from gametheory.spec.toml_pen import TomlPen, toml_key, toml_text

__all__ = ["EXTENSIVE"]


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


def _write(out: TomlPen, game: ExtensiveGame) -> None:
    for name in game.order:
        node = game.nodes[name]
        if isinstance(node, Payoff):
            continue
        out.table("nodes", name)
        if isinstance(node, Move):
            out.put("player", toml_text(node.player))
            if node.information is not None:
                out.put("information", toml_text(node.information))
            for label, target in node.actions.items():
                text = _written_target(out, game, target, ("nodes", name, "moves", label))
                out.lines.append(f"moves.{toml_key(label)} = {text}")
        else:
            assert isinstance(node, Chance)
            for label, (p, target) in node.branches.items():
                here = ("nodes", name, "chance", label)
                odds = out.number(p, (*here, "probability"))
                text = _written_target(out, game, target, (*here, "to"))
                out.lines.append(f"chance.{toml_key(label)} = {{ probability = {odds}, to = {text} }}")


def _written_target(out: TomlPen, game: ExtensiveGame, target: Any, path: Path) -> str:
    # a document writes payoffs where they are reached; a node that only holds payoffs has no name there
    end = game.nodes[target] if isinstance(target, str) else target
    return out.payoffs(end.values.items(), path) if isinstance(end, Payoff) else toml_text(target)


def _write_head(out: TomlPen, game: ExtensiveGame) -> None:
    out.put("root", toml_text(game.root))


def _canonical(game: ExtensiveGame) -> Any:
    nodes = {name: _node(game, node) for name, node in game.nodes.items() if not isinstance(node, Payoff)}
    return {"root": game.root, "nodes": nodes}


def _node(game: ExtensiveGame, node: Any) -> Any:
    if isinstance(node, Move):
        moves = [[label, _hashed_target(game, target)] for label, target in node.actions.items()]
        return {"player": node.player, "information": node.information, "moves": moves}
    assert isinstance(node, Chance)
    return {
        "chance": [[label, exact_text(p), _hashed_target(game, target)] for label, (p, target) in node.branches.items()]
    }


def _hashed_target(game: ExtensiveGame, target: Any) -> Any:
    end = game.nodes[target] if isinstance(target, str) else target
    return {player: exact_text(x) for player, x in end.values.items()} if isinstance(end, Payoff) else target


def _table(game: ExtensiveGame) -> Table:
    rows = []
    for name in game.order:
        node = game.nodes[name]
        if isinstance(node, Move):
            seen = f" (information set {node.information})" if node.information else ""
            moves = [Line((action, " → ", _goal(to))) for action, to in node.actions.items()]
            rows.append(Row((name, node.player + seen, ""), tuple(moves)))
        elif isinstance(node, Chance):
            moves = [Line((label, " → with ", p, ": ", _goal(to))) for label, (p, to) in node.branches.items()]
            rows.append(Row((name, "chance", ""), tuple(moves)))
        else:
            rows.append(Row((name, "end", _goal(node))))
    return Table(("node", "who moves", "moves"), tuple(rows))


def _goal(to: str | Payoff) -> Inline:
    return payoffs_inline(to.values) if isinstance(to, Payoff) else Code(to)


def _unfit(game: ExtensiveGame) -> Issue | None:
    if not isinstance(game.nodes[game.root], Payoff):
        return None
    return Issue("root", "the game ends where it starts: a document needs at least one move")


EXTENSIVE = Kind(
    "extensive",
    ("root", "nodes"),
    read_extensive,
    _write,
    _canonical,
    _table,
    _write_head,
    is_probability=lambda path: path[0] == "nodes" and path[-1] == "probability",
    unfit=_unfit,
)
