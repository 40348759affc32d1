"""What every game answers, whatever its kind.

A question about a game (who moves in a history, which labels there are, which of its numbers are probabilities, where
its parameters may lie) is asked of the game itself. So whoever asks knows no kind of game by name, and a new kind is a
new class with these answers.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from gametheory.game.assumed import natural_domain
from gametheory.game.history import History, Step
from gametheory.lang import Domain, Expression, common_names
from gametheory.lang.writing.short import Short

__all__ = ["Entry", "Exact", "Game", "Vocabulary"]

Exact = int | Fraction | Expression


class Entry(NamedTuple):
    """A number of a game: where it stands in a document, its value, and whether it is a probability of nature's."""

    path: tuple[str, ...]
    value: Exact
    probability: bool


class Vocabulary(NamedTuple):
    """The words that a question about a game can use.

    Attributes
    ----------
    labels : tuple of str
        Everything that can occur in a history, each once.
    actions : mapping of player to actions, each once
    types : mapping of player to types
        Of the players who have private information drawn by nature.
    beliefs : mapping of information set to members
        Where a player forms a belief about what happened.
    """

    labels: tuple[str, ...]
    actions: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]]
    beliefs: Mapping[str, tuple[str, ...]]


class Game(ABC, Short):
    """A finite game whose numbers may be expressions in named parameters."""

    kind: ClassVar[str]
    """The word that a document has for games of this kind."""

    assumed: Mapping[str, str] = MappingProxyType({})
    """Signs that the symbols of the game assume: parameter to ``>``, ``>=``, ``<``, ``<=`` or ``!=``."""

    if TYPE_CHECKING:  # a field of some kinds of games, worked out by others

        @property
        def players(self) -> tuple[str, ...]:
            """The players, in the order in which payoffs are listed."""

    @abstractmethod
    def subs(self, values: Mapping[str, Any]) -> Self:
        """Return the game with parameters replaced by numbers or expressions."""

    def possible(self, values: Mapping[str, Any]) -> Self:
        """Return the game with parameters replaced, without what nature then cannot draw.

        A type, or a branch of a chance move, whose probability becomes zero is left out, with everything that it alone
        leads to: the game at an end of a probability's range. Where nothing is, and for a kind of game without moves of
        nature, the same as :meth:`subs`.
        """
        return self.subs(values)

    def impossible(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what :meth:`possible` leaves out, in words: ``the type wimp``."""
        return ()

    @abstractmethod
    def numbers(self) -> Iterator[Entry]:
        """Yield every number of the game with its place in a document."""

    @abstractmethod
    def histories(self) -> Iterator[History]:
        """Yield every terminal history, in order."""

    @abstractmethod
    def steps(self, history: History) -> tuple[Step, ...]:
        """Return who does what in a terminal history; the moves of chance are left out."""

    @abstractmethod
    def reaches(self, history: History, where: str) -> bool:
        """Return whether a terminal history passes the place ``where`` a belief is formed (see ``vocabulary``)."""

    @abstractmethod
    def end(self, history: History) -> tuple[list[Exact], list[Exact]] | None:
        """Return nature's probabilities along a history and the payoffs at its end; None for one of no such game."""

    @property
    @abstractmethod
    def information_sets(self) -> Mapping[str, tuple[str, ...]]:
        """The information sets, by name, each with its members."""

    @abstractmethod
    def owner(self, information_set: str) -> str:
        """Return the player who moves at an information set."""

    @abstractmethod
    def actions(self, information_set: str) -> tuple[str, ...]:
        """Return the actions at an information set."""

    @property
    @abstractmethod
    def vocabulary(self) -> Vocabulary:
        """The words that a question about the game can use."""

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that occur, sorted."""
        return common_names(entry.value for entry in self.numbers())

    def chances(self) -> Iterator[Exact]:
        """Yield the probabilities of nature's moves."""
        return (entry.value for entry in self.numbers() if entry.probability)

    @functools.cached_property
    def natural_domain(self) -> Domain:
        """Where the parameters of a game without a document lie; see :mod:`~gametheory.game.assumed`."""
        return natural_domain(self, self.chances())
