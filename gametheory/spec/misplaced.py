"""The commonest slip in TOML: a key of the document's top that stands below a table's header, and so belongs to it.

``title = "Chicken"`` below ``[players]`` makes a player called ``title``. Where such a key means nothing in its place,
it is read as if it stood at the top, and said once; what would follow from it is then not said. A word that its table
can hold (a player or a definition called ``title`` that the game uses) stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gametheory.errors import ExpressionError, Issue
from gametheory.lang import Expression, constant, parse
from gametheory.spec.canonical import FORMAT
from gametheory.spec.fields import Path, address
from gametheory.spec.kinds import KINDS

__all__ = ["lifted"]

_TOP = ("format", "kind", "title", "about", "references", "root")
_HEADER = re.compile(r"\s*\[")
_RELATION = re.compile(r"[<>=]")


def lifted(table: Mapping[str, Any], text: str, issues: list[Issue]) -> Mapping[str, Any]:
    """Return a document's tables with every misplaced key at the top, an issue for each of them."""
    found = dict(table)
    for key in _TOP:
        if key in found:
            continue
        for path, value in _places(found, key):
            if _fits(key, value, found) and not _means_something(path, key, value, found):
                what = f"{key!r} belongs above the first table{_line(text, path, key)}: move the line to the top"
                issues.append(Issue(address((*path, key)), what))
                found = _without(found, (*path, key))
                found[key] = value
                break
    return found


def _places(table: Mapping[str, Any], key: str) -> Iterator[tuple[Path, Any]]:
    """Yield the tables below the top that hold a key, as ``(path, value)``."""
    todo: list[tuple[Path, Any]] = [((name,), below) for name, below in table.items()]
    while todo:
        path, raw = todo.pop(0)
        if isinstance(raw, Mapping):
            if key in raw:
                yield path, raw[key]
            todo += [((*path, name), below) for name, below in raw.items()]
        elif isinstance(raw, list) and path == ("claims",):
            todo += [((*path, str(i + 1)), one) for i, one in enumerate(raw)]


def _fits(key: str, value: Any, table: Mapping[str, Any]) -> bool:
    """Return whether a value is one that the key has at the top."""
    if key == "references":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not isinstance(value, str):
        return False
    if key == "format":
        return value.startswith(FORMAT.partition("/")[0])
    if key == "kind":
        return value in KINDS
    nodes = table.get("nodes")
    return key != "root" or (isinstance(nodes, Mapping) and value in nodes)


def _means_something(path: Path, key: str, value: Any, table: Mapping[str, Any]) -> bool:
    """Return whether a key can be meant where it stands."""
    first, depth = path[0], len(path)
    if first == "players":
        return depth > 1 or _plays(key, table)
    if first in ("definitions", "symbols"):
        return depth > 1 or _is_expression(value, table)
    if first == "assume":
        return isinstance(value, str) and _RELATION.search(value) is not None
    if first == "parameters":
        return depth > 2
    if first == "strategies":
        return isinstance(value, list) and _plays(key, table)
    if first == "signal" and depth > 1:
        return isinstance(value, list) or _is_expression(value, table)
    if first == "payoffs":
        return _plays(key, table)
    if first == "nodes" and depth > 2:
        nodes = table["nodes"]
        return _plays(key, table) or (isinstance(value, str) and isinstance(nodes, Mapping) and value in nodes)
    if first == "claims":
        claims = table["claims"]
        if not isinstance(claims, list):
            return True  # which is said
        formal = depth == 2 and "claim" in claims[int(path[1]) - 1]
        return depth > 2 or not (formal or key in ("format", "kind", "root"))
    if first == "scenarios":
        return depth > 2 or (depth == 2 and key == "about")
    return first not in ("answer", "signal", "nodes")


def _plays(key: str, table: Mapping[str, Any]) -> bool:
    """Return whether the game itself speaks of a player of this name."""
    strategies, signal, nodes = table.get("strategies"), table.get("signal"), table.get("nodes")
    if isinstance(strategies, Mapping) and isinstance(strategies.get(key), list):
        return True
    if isinstance(signal, Mapping) and key in (signal.get("sender"), signal.get("receiver")):
        return True
    of_nodes = nodes.values() if isinstance(nodes, Mapping) else ()
    return any(isinstance(node, Mapping) and node.get("player") == key for node in of_nodes)


def _is_expression(value: Any, table: Mapping[str, Any]) -> bool:
    """Return whether a value is a number or an expression in the document's own names."""
    if not isinstance(value, str):
        return not isinstance(value, list)
    known: dict[str, Expression] = {}
    for part in ("parameters", "definitions"):
        below = table.get(part)
        known |= dict.fromkeys(below, constant(1)) if isinstance(below, Mapping) else {}
    try:
        parse(value, known)
    except ExpressionError:
        return False
    return True


def _without(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return tables without the key at a path."""
    head, *rest = path
    if not rest:
        return {key: value for key, value in table.items() if key != head}
    below = table[head]
    if isinstance(below, list):
        at = int(rest[0]) - 1
        changed: Any = [*below[:at], _without(below[at], tuple(rest[1:])), *below[at + 1 :]]
    else:
        changed = _without(below, tuple(rest))
    return {**table, head: changed}


def _line(text: str, path: Path, key: str) -> str:
    """Return where the line stands and below which header, in brackets; empty where that is not plain to see."""
    header, found = "", []
    line_of_key = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    for number, line in enumerate(text.splitlines(), start=1):
        if _HEADER.match(line):
            header = line.split("#")[0].strip()
        elif header and line_of_key.match(line):
            found.append((number, header))
    if len(found) != 1:
        return ""
    number, header = found[0]
    return f" (line {number} stands below {header})"
