"""What a document must know of one kind of game: how it is read, written, hashed and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gametheory.errors import Issue
from gametheory.game import Game
from gametheory.lang.writing.statement import Inline, Table
from gametheory.spec.fields import Path
from gametheory.spec.reading import Reading
from gametheory.spec.toml_pen import TomlPen

__all__ = ["Kind", "payoffs_inline"]


def _nothing(out: TomlPen, game: Any) -> None:
    """Write nothing."""


@dataclass(frozen=True)
class Kind:
    """One kind of game, as documents have it.

    Attributes
    ----------
    word : str
        What a document gives as its ``kind``; the games' own ``kind``.
    keys : tuple of str
        The keys and tables of a document that belong to it.
    read : function of the document's tables and a Reading
        Returns the game; None, or a GameError, where that is not possible.
    write : function of a pen and a game
        Writes the tables.
    canonical : function of a game
        Returns what is hashed of it, as JSON's types.
    table : function of a game
        Returns its payoffs as a table.
    write_head : function of a pen and a game
        Writes the keys that stand above the tables.
    is_probability : function of a path
        Whether a number at this place of a document is a probability of nature's.
    unfit : function of a game
        Returns the issue of a game that no document of this kind can state, None for the others.
    besides : tuple of str
        Other games' ``kind`` that its documents can state too, where ``unfit`` has nothing against one.
    """

    word: str
    keys: tuple[str, ...]
    read: Callable[[Mapping[str, Any], Reading], Game | None]
    write: Callable[[TomlPen, Any], None]
    canonical: Callable[[Any], Any]
    table: Callable[[Any], Table]
    write_head: Callable[[TomlPen, Any], None] = _nothing
    is_probability: Callable[[Path], bool] = lambda path: False
    unfit: Callable[[Any], Issue | None] = lambda game: None
    besides: tuple[str, ...] = ()


def payoffs_inline(payoffs: Mapping[str, Any]) -> Inline:
    """Return payoffs by player on one line."""
    return tuple(piece for player, x in payoffs.items() for piece in (", ", f"{player} ", x))[1:]
