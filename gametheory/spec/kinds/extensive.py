"""Documents with ``kind = "extensive"``: the key ``root`` and the tables ``[nodes.NAME]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory.errors import Issue
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import Path, read_table, read_text
from gametheory.spec.kinds.kind import Kind
from gametheory.spec.kinds.nodes import Nodes, node_table
from gametheory.spec.reading import Reading, moved
from gametheory.spec.toml_pen import TomlPen, toml_key, toml_text

__all__ = ["EXTENSIVE"]


def read_extensive(table: Mapping[str, Any], reading: Reading) -> ExtensiveGame | None:
    """Read the game; None, or a GameError, where that is not possible."""
    for key in ("root", "nodes"):
        if key not in table:
            reading.say((key,), "missing: the node where the game starts" if key == "root" else "missing table")
    root = read_text(table.get("root"), ("root",), reading.issues)
    given = read_table(table.get("nodes"), ("nodes",), reading.issues)
    sets = (node.get("information") for node in given.values() if isinstance(node, Mapping))
    nodes = Nodes(reading, [*given, *(name for name in sets if isinstance(name, str))], named=True)
    read = [nodes.read(name, raw, ("nodes", name)) for name, raw in given.items()]
    if "root" not in table or "nodes" not in table:
        return None
    if not root or not given or not all(read):
        return None
    # a node that stands in the place of an end is written under its name
    named = {place: path for path, place in reading.places.items()}
    reading.texts |= {moved(path, named): text for path, text in reading.texts.items()}
    return ExtensiveGame(root, nodes.found, reading.players)


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
    node_table,
    _write_head,
    is_probability=lambda path: path[0] == "nodes" and path[-1] == "probability",
    unfit=_unfit,
)
