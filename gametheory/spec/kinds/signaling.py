"""Documents with ``kind = "signaling"``: the tables ``[signal]`` and ``[payoffs.TYPE.MESSAGE]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory.errors import nearest
from gametheory.game import SignalingGame
from gametheory.lang.writing.statement import Row, Table
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import described, read_labels, read_table, read_text, unknown_keys
from gametheory.spec.kinds.kind import Kind, payoffs_inline
from gametheory.spec.reading import Reading, complete, levels
from gametheory.spec.toml_pen import TomlPen, toml_text, toml_value

__all__ = ["SIGNALING"]


def read_signaling(table: Mapping[str, Any], reading: Reading) -> SignalingGame | None:
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
    if len(set(roles)) == 2 and all(name in reading.players for name in roles):
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
    if two is not None:
        reading.players = tuple(two)
    silent = [m for m, answers in messages.items() if not answers]
    given = levels(table.get("payoffs"), (types, messages), ("payoffs",), ("type", "message"), reading, silent)
    payoffs: dict[tuple[str, str, str], Any] = {}
    for (t, m), table_of_m in given.items():
        path = ("payoffs", t, m)
        complete(table_of_m, messages[m], path, "response", reading)
        for r in messages[m]:
            leaf = table_of_m.get(r)
            payoffs[t, m, r] = (0, 0)
            if leaf is None:
                continue
            if not isinstance(leaf, Mapping):
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
    return SignalingGame(sender, receiver, priors, messages, payoffs)


def _write(out: TomlPen, game: SignalingGame) -> None:
    out.table("signal")
    out.put("sender", toml_text(game.sender))
    out.put("receiver", toml_text(game.receiver))
    out.table("signal", "types")
    for t, p in game.types.items():
        out.put(t, out.number(p, ("signal", "types", t)))
    out.table("signal", "messages")
    for m, responses in game.messages.items():
        out.put(m, toml_value(responses))
    for t in game.types:
        for m, responses in game.messages.items():
            out.table("payoffs", t, m)
            for r in responses:
                pair = zip(game.players, game.payoffs[t, m, r], strict=True)
                out.put(r, out.payoffs(pair, ("payoffs", t, m, r)))


def _canonical(game: SignalingGame) -> Any:
    return {
        "roles": list(game.players),
        "types": [[t, exact_text(p)] for t, p in game.types.items()],
        "messages": [[m, list(responses)] for m, responses in game.messages.items()],
        "payoffs": sorted([list(key), list(map(exact_text, pair))] for key, pair in game.payoffs.items()),
    }


def _table(game: SignalingGame) -> Table:
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
    is_probability=lambda path: path[:2] == ("signal", "types"),
)
