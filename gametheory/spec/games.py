"""The game inside a document: its tables become a game."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory.errors import GameError, Issue
from gametheory.game import Game
from gametheory.lang import Expression
from gametheory.spec.fields import Path
from gametheory.spec.kinds import Kind
from gametheory.spec.reading import Reading

__all__ = ["read_game"]


def read_game(
    kind: Kind,
    table: Mapping[str, Any],
    players: tuple[str, ...],
    known: Mapping[str, Expression],
    issues: list[Issue],
    among: tuple[str, ...] = (),
) -> tuple[Game | None, dict[Path, str]]:
    """Read the tables of one kind.

    Parameters
    ----------
    kind : Kind
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
    try:
        game = kind.read(table, reading)
    except GameError as error:
        said = {issue.where for issue in issues[before:]}
        issues += [issue for issue in error.issues if issue.where not in said]
        return None, reading.texts
    return (game if len(issues) == before else None), reading.texts
