"""Documents with ``kind = "signaling"``: the tables ``[signal]`` and ``[payoffs.TYPE.MESSAGE]``.

Where every response ends the game such a document states a :class:`~gametheory.game.signaling.SignalingGame`. Where a
further move, or chance, stands in the place of an end, it states the game's tree, in which the moves follow the
responses, and any player may make them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gametheory.errors import GameError, Issue, nearest
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame
from gametheory.game.forms import answering_nodes
from gametheory.lang import parameter
from gametheory.lang.writing.statement import Row, Table
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import described, read_labels, read_table, read_text, unknown_keys
from gametheory.spec.kinds.kind import Kind, payoffs_inline
from gametheory.spec.kinds.nodes import Nodes, canonical_end, goes_on, node_table, write_end
from gametheory.spec.reading import Reading, complete, levels
from gametheory.spec.toml_pen import TomlPen, toml_text, toml_value

__all__ = ["SIGNALING"]

Cell = tuple[str, str, str]


def read_signaling(table: Mapping[str, Any], reading: Reading) -> SignalingGame | ExtensiveGame | None:
    """Read the game; None, or a GameError, where that is not possible."""
    if "signal" not in table:
        reading.say(("signal",), "missing table: sender, receiver, types and messages")
        return None
    signal = read_table(table["signal"], ("signal",), reading.issues)
    wanted = ("sender", "receiver", "types", "messages")
    unknown_keys(signal, wanted, ("signal",), reading.issues)
    for key in wanted:
        if key not in signal:
            reading.say(("signal", key), "missing")
    roles = []
    for role in ("sender", "receiver"):
        name = read_text(signal.get(role), ("signal", role), reading.issues)
        if name and name not in reading.players:
            reading.say(("signal", role), f"unknown player {name!r}{nearest(name, reading.players)}")
        roles.append(name)
    going_on = any(goes_on(leaf, reading.players) for leaf in _leaves(table.get("payoffs"), 3))
    if not going_on and len(set(roles)) == 2 and all(name in reading.players for name in roles):
        for player in reading.players:
            if player not in roles:
                reading.say(("players", player), "neither sender nor receiver: a signaling game has two players")
    elif roles[0] == roles[1] and roles[0] in reading.players:
        reading.say(("signal", "receiver"), f"sender and receiver are the same player {roles[0]!r}")
    types = read_table(signal.get("types"), ("signal", "types"), reading.issues)
    priors = reading.probabilities({t: (raw, ("signal", "types", t)) for t, raw in types.items()})
    messages: dict[str, tuple[str, ...]] = {}
    readable = True
    for m, raw in read_table(signal.get("messages"), ("signal", "messages"), reading.issues).items():
        answers = read_labels(raw, ("signal", "messages", m), reading.issues, "response")
        readable = readable and answers is not None
        messages[m] = answers or ()
    if "types" not in signal or "messages" not in signal or not readable:
        return None
    # two stand-ins keep the pair apart while its own issue is already said
    two = roles if len(set(roles)) == 2 and all(name in reading.players for name in roles) else None
    if two is not None and not going_on:
        reading.players = tuple(two)
    silent = [m for m, answers in messages.items() if not answers]
    given = levels(table.get("payoffs"), (types, messages), ("payoffs",), ("type", "message"), reading, silent)
    payoffs: dict[Cell, Any] = {}
    ends: dict[Cell, str | Payoff] = {}
    sets = [*types, *messages, *(f"after {m}" for m in messages if m in types)]
    places = answering_nodes(types, messages)
    taken = ["nature", *(f"type {t}" for t in types), *places.values(), *sets]
    nodes = Nodes(reading, taken, named=False, reserved=sets)
    for (t, m), table_of_m in given.items():
        path = ("payoffs", t, m)
        complete(table_of_m, messages[m], path, "response", reading)
        for r in messages[m]:
            leaf = table_of_m.get(r)
            payoffs[t, m, r] = (0, 0)
            if leaf is None:
                continue
            if going_on:
                ends[t, m, r] = nodes.target(leaf, (*path, r), f"{t}, {m}, {r}")
            elif not isinstance(leaf, Mapping):
                reading.say((*path, r), f"expected a table of payoffs by player, got {described(leaf)}")
            elif two is not None:
                values = reading.payoffs(leaf, (*path, r))
                payoffs[t, m, r] = (values[two[0]], values[two[1]])
            else:
                for name, raw in leaf.items():
                    reading.number(raw, (*path, r, name))
    for t in types:
        for m in messages:
            for r in messages[m]:
                payoffs.setdefault((t, m, r), (0, 0))
    sender, receiver = two or ("sender", "receiver")
    game = SignalingGame(sender, receiver, priors, messages, payoffs)
    if not going_on:
        return game
    if two is None or len(ends) < len(payoffs):
        return None
    for t in types:
        reading.places["nodes", "nature", "chance", t, "probability"] = ("signal", "types", t)
    for (t, m), name in places.items():
        reading.places["nodes", name, "moves"] = ("payoffs", t, m)
    return _tree(game, ends, nodes.found, reading.players)


def _leaves(raw: Any, depth: int) -> Iterator[Any]:
    """Yield what stands at a depth of nested tables."""
    if depth == 0:
        yield raw
    elif isinstance(raw, Mapping):
        for below in raw.values():
            yield from _leaves(below, depth - 1)


# -- the tree of a document in which moves follow the responses --------------------------------------------------------


class _Signal(NamedTuple):
    """The signal with which a tree opens, as a game whose payoffs do not count, and what its responses lead to."""

    front: SignalingGame
    ends: Mapping[Cell, str | Payoff]


def _tree(
    front: SignalingGame, ends: Mapping[Cell, str | Payoff], nodes: Mapping[str, Any], players: tuple[str, ...]
) -> ExtensiveGame:
    """Return the tree of a signaling game, whose own payoffs do not count, with what its responses lead to."""
    changed = dict(front.extensive().nodes)
    for (t, m), name in answering_nodes(front.types, front.messages).items():
        moves = {r: ends[t, m, r] for r in front.messages[m]}
        changed[name] = Move(front.receiver, moves, information=front.information_after(m))
    return ExtensiveGame("nature", {**changed, **nodes}, players)


def _signal(tree: ExtensiveGame) -> _Signal | None:
    """Return the signal with which a tree opens and what follows it; None if it does not open with one."""
    root = tree.nodes[tree.root]
    if not isinstance(root, Chance):
        return None
    messages: dict[str, tuple[str, ...]] = {}
    ends: dict[Cell, str | Payoff] = {}
    senders, receivers = set(), set()
    for t, (_, to) in root.branches.items():
        speaks = tree.nodes.get(to) if isinstance(to, str) else None
        if not isinstance(speaks, Move):
            return None
        senders.add(speaks.player)
        for m, heard in speaks.actions.items():
            answers = tree.nodes.get(heard) if isinstance(heard, str) else None
            if not isinstance(answers, Move):
                return None
            receivers.add(answers.player)
            messages[m] = tuple(answers.actions)
            ends |= {(t, m, r): end for r, end in answers.actions.items()}
    if len(senders) != 1 or len(receivers) != 1:
        return None
    (sender,), (receiver,) = senders, receivers
    types = {t: p for t, (p, _) in root.branches.items()}
    try:
        return _Signal(SignalingGame(sender, receiver, types, messages, dict.fromkeys(ends, (0, 0))), ends)
    except GameError:  # not every type has every message
        return None


def _opening(tree: ExtensiveGame) -> _Signal:
    signal = _signal(tree)
    assert signal is not None  # what is unfit is not written
    return signal


def _unfit(game: SignalingGame | ExtensiveGame) -> Issue | None:
    if isinstance(game, SignalingGame) or (_signal(game) is not None and _read_back(game) == game):
        return None
    what = (
        'no document of kind = "signaling" states this tree: it opens with a signal, and moves follow a response, with '
        "the nodes called as the document's reader calls them"
    )
    return Issue("game", what)


def _read_back(game: ExtensiveGame) -> Any:
    """Return the game that the document of a game states."""
    out = TomlPen({})
    _write(out, game)
    names = {name: parameter(name, game.parameters) for name in game.parameters}
    try:
        return read_signaling(tomllib.loads("\n".join(out.lines)), Reading(game.players, names, [], game.parameters))
    except GameError:
        return None


def _write(out: TomlPen, game: SignalingGame | ExtensiveGame) -> None:
    front, ends = (game, {}) if isinstance(game, SignalingGame) else _opening(game)
    out.table("signal")
    out.put("sender", toml_text(front.sender))
    out.put("receiver", toml_text(front.receiver))
    out.table("signal", "types")
    for t, p in front.types.items():
        out.put(t, out.number(p, ("signal", "types", t)))
    out.table("signal", "messages")
    for m, responses in front.messages.items():
        out.put(m, toml_value(responses))
    for t in front.types:
        for m, responses in front.messages.items():
            out.table("payoffs", t, m)
            for r in responses:
                path = ("payoffs", t, m, r)
                if isinstance(game, SignalingGame):
                    out.put(r, out.payoffs(zip(game.players, game.payoffs[t, m, r], strict=True), path))
                else:
                    out.put(r, write_end(out, game, ends[t, m, r], path))


def _canonical(game: SignalingGame | ExtensiveGame) -> Any:
    payoffs: list[Any]
    if isinstance(game, SignalingGame):
        front = game
        payoffs = [[list(key), list(map(exact_text, pair))] for key, pair in game.payoffs.items()]
    else:
        front, ends = _opening(game)
        payoffs = [[list(key), canonical_end(game, end)] for key, end in ends.items()]
    return {
        "roles": list(front.players),
        "types": [[t, exact_text(p)] for t, p in front.types.items()],
        "messages": [[m, list(responses)] for m, responses in front.messages.items()],
        "payoffs": sorted(payoffs, key=lambda cell: cell[0]),
    }


def _table(game: SignalingGame | ExtensiveGame) -> Table:
    if isinstance(game, ExtensiveGame):
        return node_table(game)
    rows = [
        Row((m, r, *(payoffs_inline(dict(zip(game.players, game.payoffs[t, m, r], strict=True))) for t in game.types)))
        for m, responses in game.messages.items()
        for r in responses
    ]
    prior = Row(("", "prior", *game.types.values()))
    return Table(("message", "response", *game.types), (prior, *rows))


SIGNALING = Kind(
    "signaling",
    ("signal", "payoffs"),
    read_signaling,
    _write,
    _canonical,
    _table,
    is_probability=lambda path: path[:2] == ("signal", "types") or path[-3::2] == ("chance", "probability"),
    unfit=_unfit,
    besides=("extensive",),
)
