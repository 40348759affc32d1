"""The game inside a document: its tables become a game."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from gametheory.errors import GameError, Issue
from gametheory.game import Game
from gametheory.game.form import Entry
from gametheory.lang import Expression
from gametheory.spec.fields import Path, address
from gametheory.spec.kinds import Kind
from gametheory.spec.reading import Reading, moved

__all__ = ["Found", "read_game"]


class Found(NamedTuple):
    """What the tables of a kind hold.

    Attributes
    ----------
    game : Game or None
        None if there was an issue.
    texts : mapping of path to text
        Every number as it was written.
    numbers : tuple of Entry
        The game's numbers, each at its place in the document.
    """

    game: Game | None
    texts: dict[Path, str]
    numbers: tuple[Entry, ...] = ()


def read_game(
    kind: Kind,
    table: Mapping[str, Any],
    players: tuple[str, ...],
    known: Mapping[str, Expression],
    issues: list[Issue],
    among: tuple[str, ...] = (),
) -> Found:
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
    """
    reading = Reading(players, known, issues, among)
    before = len(issues)
    try:
        game = kind.read(table, reading)
    except GameError as error:
        said = {issue.where for issue in issues[before:]}
        placed = (_placed(issue, reading.places) for issue in error.issues)
        issues += [issue for issue in placed if issue.where not in said]
        return Found(None, reading.texts)
    if game is None or len(issues) > before:
        return Found(None, reading.texts)
    numbers = (entry._replace(path=moved(entry.path, reading.places)) for entry in game.numbers())
    return Found(game, reading.texts, tuple(numbers))


def _placed(issue: Issue, places: Mapping[Path, Path]) -> Issue:
    """Return an issue with its place in the document."""
    for path in sorted(places, key=lambda path: -len(address(path))):
        begins = address(path)
        if issue.where == begins or issue.where.startswith(f"{begins}."):
            return replace(issue, where=address(places[path]) + issue.where[len(begins) :])
    return issue
