"""The game inside a document: its tables become a game, and a game says where in a document its numbers stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gametheory.errors import GameError, Issue
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
from gametheory.lang import Expression
from gametheory.spec.extensive import read_extensive
from gametheory.spec.fields import Path
from gametheory.spec.reading import Reading
from gametheory.spec.signaling import read_signaling
from gametheory.spec.strategic import read_strategic

__all__ = ["KINDS", "Game", "game_numbers", "kind_of", "read_game"]

Game = SignalingGame | ExtensiveGame | StrategicGame

KINDS: Mapping[str, tuple[str, ...]] = {
    "signaling": ("signal", "payoffs"),
    "extensive": ("root", "nodes"),
    "strategic": ("strategies", "payoffs"),
}
"""The kinds of games and the tables of a document that belong to each."""


def kind_of(game: Game) -> str:
    """Return the document's word for the kind of a game."""
    if isinstance(game, SignalingGame):
        return "signaling"
    return "extensive" if isinstance(game, ExtensiveGame) else "strategic"


def read_game(
    kind: str,
    table: Mapping[str, Any],
    players: tuple[str, ...],
    known: Mapping[str, Expression],
    issues: list[Issue],
    among: tuple[str, ...] = (),
) -> tuple[Game | None, dict[Path, str]]:
    """Read the tables of one kind.

    Parameters
    ----------
    kind : {"signaling", "extensive", "strategic"}
    table : mapping
        The whole document, as TOML gave it.
    players : tuple of str
        As ``[players]`` declares them.
    known : mapping of name to Expression
        Parameters and definitions.
    issues : list of Issue
        Gets everything that is wrong.
    among : tuple of str
        The ring in which expressions are built.

    Returns
    -------
    (game or None, texts)
        The game, None if there was an issue; and every number's text by its path, as it was written.
    """
    reading = Reading(players, known, issues, among)
    before = len(issues)
    build = {"signaling": read_signaling, "extensive": read_extensive, "strategic": read_strategic}[kind]
    try:
        game = build(table, reading)
    except GameError as error:
        said = {issue.where for issue in issues[before:]}
        issues += [issue for issue in error.issues if issue.where not in said]
        return None, reading.texts
    return (game if len(issues) == before else None), reading.texts


def game_numbers(game: Game) -> Iterator[tuple[Path, Any, bool]]:
    """Yield ``(path in the document, number, whether it is a probability)`` for every number of a game."""
    if isinstance(game, SignalingGame):
        for t, p in game.types.items():
            yield ("signal", "types", t), p, True
        for (t, m, r), pair in game.payoffs.items():
            for player, value in zip(game.players, pair, strict=True):
                yield ("payoffs", t, m, r, player), value, False
    elif isinstance(game, StrategicGame):
        for profile, row in game.payoffs.items():
            for player, value in zip(game.players, row, strict=True):
                yield ("payoffs", *profile, player), value, False
    else:
        for name in game.order:
            node = game.nodes[name]
            if isinstance(node, Move):
                for label, target in node.actions.items():
                    yield from _ends(target, ("nodes", name, "moves", label))
            elif isinstance(node, Chance):
                for label, (p, target) in node.branches.items():
                    yield ("nodes", name, "chance", label, "probability"), p, True
                    yield from _ends(target, ("nodes", name, "chance", label, "to"))
            else:
                yield from _ends(node, ("nodes", name))


def _ends(target: Any, path: Path) -> Iterator[tuple[Path, Any, bool]]:
    if isinstance(target, Payoff):
        for player, value in target.values.items():
            yield (*path, player), value, False
