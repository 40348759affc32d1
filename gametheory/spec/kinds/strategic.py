"""Documents with ``kind = "strategic"``: ``[strategies]`` and ``[payoffs]``, nested by strategy in player order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from gametheory.errors import nearest
from gametheory.game import StrategicGame
from gametheory.game.labels import label_issues
from gametheory.lang.writing.statement import Row, Table
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import address, read_labels, read_table
from gametheory.spec.kinds.kind import Kind, payoffs_inline
from gametheory.spec.reading import Reading, levels
from gametheory.spec.toml_pen import TomlPen, toml_value

__all__ = ["STRATEGIC"]

_MAX_PROFILES = 2_000_000


def read_strategic(table: Mapping[str, Any], reading: Reading) -> StrategicGame | None:
    """Read the game; None where that is not possible."""
    if "strategies" not in table:
        reading.say(("strategies",), "missing table: a list of strategies for every player")
        return None
    before = len(reading.issues)
    raw = read_table(table["strategies"], ("strategies",), reading.issues)
    options: dict[str, tuple[str, ...]] = {}
    for player, labels in raw.items():
        path = ("strategies", player)
        if player not in reading.players:
            reading.say(path, f"unknown player {player!r}{nearest(player, reading.players)}")
        options[player] = read_labels(labels, path, reading.issues, "strategy") or ()
        if labels == []:
            reading.say(path, "a player needs at least one strategy")
        reading.issues += label_issues(address(path), options[player], "strategy")
    for player in reading.players:
        if player not in raw:
            reading.say(("strategies", player), "missing: a list of strategies")
    if len(reading.issues) > before:
        return None
    if tuple(options) != reading.players:
        order = ", ".join(reading.players)
        reading.say(("strategies",), f"the players stand in another order than in [players] ({order}): keep one order")
        return None
    size = math.prod(len(labels) for labels in options.values())
    if size > _MAX_PROFILES:
        reading.say(("strategies",), f"{size} profiles of strategies: a document can list {_MAX_PROFILES}")
        return None
    labels_by_player = tuple(options.values())
    words = tuple(f"strategy of {player}" for player in options)
    found = levels(table.get("payoffs"), labels_by_player, ("payoffs",), words, reading)
    payoffs = {profile: reading.payoffs(leaf, ("payoffs", *profile)) for profile, leaf in found.items()}
    if len(payoffs) < size:
        return None
    return StrategicGame(options, payoffs)


def _write(out: TomlPen, game: StrategicGame) -> None:
    out.table("strategies")
    for player, labels in game.strategies.items():
        out.put(player, toml_value(labels))
    last: tuple[str, ...] | None = None
    for profile, row in game.payoffs.items():
        if profile[:-1] != last:
            last = profile[:-1]
            out.table("payoffs", *last)
        out.put(profile[-1], out.payoffs(zip(game.players, row, strict=True), ("payoffs", *profile)))


def _canonical(game: StrategicGame) -> Any:
    return {
        "strategies": [[player, list(labels)] for player, labels in game.strategies.items()],
        "payoffs": sorted([list(key), list(map(exact_text, row))] for key, row in game.payoffs.items()),
    }


def _table(game: StrategicGame) -> Table:
    rows = (
        Row(("/".join(profile), payoffs_inline(dict(zip(game.players, payoffs, strict=True)))))
        for profile, payoffs in game.payoffs.items()
    )
    return Table(("/".join(game.players), "payoffs"), tuple(rows))


STRATEGIC = Kind("strategic", ("strategies", "payoffs"), read_strategic, _write, _canonical, _table)
