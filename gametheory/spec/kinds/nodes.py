"""Moves and chance as documents write them: in a table of their own, or in the place of an end.

A move that stands where payoffs could stand, ``{ player = "us", moves = { strike = { ... }, back_down = { ... } } }``,
is a node of the tree without a name in the document. It is called by what leads to it, the labels joined by commas, and
so are the information sets that such nodes are. ``chance`` may stand there in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from gametheory.errors import nearest
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang.writing.statement import Code, Inline, Line, Row, Table
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import Path, described, read_table, read_text, unknown_keys
from gametheory.spec.kinds.kind import payoffs_inline
from gametheory.spec.reading import Reading
from gametheory.spec.toml_pen import TomlPen, toml_key, toml_text

__all__ = ["Nodes", "canonical_end", "goes_on", "node_table", "write_end"]

Target = str | Payoff

_KEYS = ("player", "moves", "information", "chance")


def goes_on(raw: Any, players: Collection[str]) -> bool:
    """Return whether a table in the place of an end is a further move, and no payoffs by player."""
    if not isinstance(raw, Mapping):
        return False
    if any(isinstance(raw.get(key), Mapping) for key in ("moves", "chance")):
        return True
    return any(key in raw and key not in players for key in ("player", "moves", "chance"))


class Nodes:
    """Reads nodes and collects them, with those that stand in the places of ends.

    Parameters
    ----------
    reading : Reading
        Learns where in the document the nodes without names of their own stand.
    taken : iterable of str
        Names that no such node can get.
    named : bool
        Whether a move may lead to a node by its name.
    reserved : iterable of str
        Information sets that are somebody else's.
    """

    def __init__(
        self, reading: Reading, taken: Iterable[str] = (), *, named: bool, reserved: Iterable[str] = ()
    ) -> None:
        self.reading, self.named, self.reserved = reading, named, frozenset(reserved)
        self.found: dict[str, Move | Chance] = {}
        self._taken = set(taken)

    def read(self, name: str, raw: Any, path: Path) -> bool:
        """Read a node; return whether it is one, whatever else may be wrong with it."""
        node = read_table(raw, path, self.reading.issues)
        unknown_keys(node, _KEYS, path, self.reading.issues)
        if "chance" in node:
            for key in ("player", "moves", "information"):
                if key in node:
                    self.reading.say((*path, key), "a node is either a player's move or chance, not both")
            self.found[name] = self._chance(name, node["chance"], (*path, "chance"))
        elif "player" in node or "moves" in node:
            self.found[name] = self._move(name, node, path)
        elif isinstance(raw, Mapping):
            self.reading.say(path, "a node needs player and moves, or chance")
        return name in self.found

    def target(self, raw: Any, path: Path, after: str) -> Target:
        """Read what a move leads to: payoffs, a further move, or a node by its name; ``after`` is what leads there."""
        if isinstance(raw, str) and self.named:
            return raw
        if goes_on(raw, self.reading.players):
            name = self._name(after)
            self.reading.places["nodes", name] = path
            self.read(name, raw, path)
            return name
        if isinstance(raw, Mapping):
            return Payoff(self.reading.payoffs(raw, path))
        first = "a node's name, or a table" if self.named else "a table"
        self.reading.say(path, f"expected {first} of payoffs by player, got {described(raw)}")
        return self._nothing()

    def _nothing(self) -> Payoff:
        return Payoff(dict.fromkeys(self.reading.players, 0))

    def _name(self, after: str) -> str:
        plain = after.replace("/", "|")
        name, number = plain, 1
        while name in self._taken:
            number += 1
            name = f"{plain} ({number})"
        self._taken.add(name)
        return name

    def _move(self, name: str, node: Mapping[str, Any], path: Path) -> Move:
        reading = self.reading
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
        if information in self.reserved:
            what = f"the information set {information!r} is one of the signal itself: take another name"
            reading.say((*path, "information"), what)
        moves = read_table(node.get("moves"), (*path, "moves"), reading.issues)
        actions = {label: self.target(raw, (*path, "moves", label), f"{name}, {label}") for label, raw in moves.items()}
        return Move(player, actions, information=information or None)

    def _chance(self, name: str, raw: Any, path: Path) -> Chance:
        reading = self.reading
        branches: dict[str, Target] = {}
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
            there = "to" in table
            branches[label] = self.target(table["to"], (*here, "to"), f"{name}, {label}") if there else self._nothing()
            if "probability" in table:
                given[label] = (table["probability"], (*here, "probability"))
        probabilities = reading.probabilities(given)
        if len(given) < len(branches):
            probabilities = dict.fromkeys(branches, Fraction(1, len(branches)))
        return Chance({label: (probabilities[label], target) for label, target in branches.items()})


def write_end(out: TomlPen, tree: ExtensiveGame, target: Target, path: Path) -> str:
    """Return what a move leads to as it stands in the place of an end: payoffs, or the further move itself."""
    node = tree.nodes[target] if isinstance(target, str) else target
    if isinstance(node, Payoff):
        return out.payoffs(node.values.items(), path)
    if isinstance(node, Move):
        moves = (
            f"{toml_key(label)} = {write_end(out, tree, to, (*path, 'moves', label))}"
            for label, to in node.actions.items()
        )
        seen = f"information = {toml_text(node.information)}, " if node.information is not None else ""
        return f"{{ player = {toml_text(node.player)}, {seen}moves = {{ {', '.join(moves)} }} }}"
    branches = []
    for label, (p, to) in node.branches.items():
        here = (*path, "chance", label)
        odds, end = out.number(p, (*here, "probability")), write_end(out, tree, to, (*here, "to"))
        branches.append(f"{toml_key(label)} = {{ probability = {odds}, to = {end} }}")
    return f"{{ chance = {{ {', '.join(branches)} }} }}"


def canonical_end(tree: ExtensiveGame, target: Target) -> Any:
    """Return what a move leads to as JSON's types, whatever its nodes are called."""
    node = tree.nodes[target] if isinstance(target, str) else target
    if isinstance(node, Payoff):
        return {player: exact_text(x) for player, x in node.values.items()}
    if isinstance(node, Move):
        moves = [[label, canonical_end(tree, to)] for label, to in node.actions.items()]
        return {"player": [node.player, node.information], "moves": moves}
    return {"chance": [[label, exact_text(p), canonical_end(tree, to)] for label, (p, to) in node.branches.items()]}


def node_table(tree: ExtensiveGame) -> Table:
    """Return the nodes of a tree as a table: who moves, and where it leads."""
    rows = []
    for name in tree.order:
        node = tree.nodes[name]
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


def _goal(to: Target) -> Inline:
    return payoffs_inline(to.values) if isinstance(to, Payoff) else Code(to)
