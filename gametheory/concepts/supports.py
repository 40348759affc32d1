"""What a regime of a tree rests on off its path: how every subgame may go on, and where.

A regime states what happens on the path. That nobody leaves the path rests on what would happen off it, which differs
from place to place: here one answer deters, there another. A :class:`Support` states all of it without multiplying
it out. Its table has an entry for every outcome of every subgame that matters; an entry lists the ways to play the
first stage of its subgame (the subgame without the subgames inside it), each with the condition under which it is an
equilibrium of the stage once entries of the table are taken for the subgames inside. An audit can prove every entry by
itself, from the leaves up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory.lang import TRUE, Condition, Expression
from gametheory.lang.frozen import deep_frozen
from gametheory.lang.keeping.sorts import kept

__all__ = ["Entry", "Support", "Way"]

Number = int | Fraction | Expression
Distribution = Mapping[str, Number]


@kept("way")
@dataclass(frozen=True)
class Way:
    """One way to play a stage.

    Attributes
    ----------
    when : Condition
        Where it is an equilibrium of the stage.
    strategy : mapping of information set to action to probability
    beliefs : mapping of information set to history to probability
    deterrence : mapping of information set to alternatives ``(distribution, condition)``
        For sets that are not reached and that ``strategy`` does not name: the ways to answer there, one of which is
        possible and deters wherever the way is played.
    after : mapping of node to positions in the table
        How the subgames inside go on. After a move that a single mover does not take there may be several entries:
        wherever the way is played one of them is possible and leaves the mover no more.
    """

    when: Condition = TRUE
    strategy: Mapping[str, Distribution] = field(default_factory=dict)
    beliefs: Mapping[str, Distribution] = field(default_factory=dict)
    deterrence: Mapping[str, tuple[tuple[Distribution, Condition], ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("strategy", "beliefs", "deterrence", "after"):
            object.__setattr__(self, name, deep_frozen(getattr(self, name)))


@kept("entry")
@dataclass(frozen=True)
class Entry:
    """One outcome of a subgame.

    Attributes
    ----------
    root : str
        The node at which the subgame starts.
    when : Condition
        Where it is an equilibrium outcome: there one of the ways is played.
    values : mapping of player to expected payoff
    ways : tuple of Way
    """

    root: str
    when: Condition
    values: Distribution
    ways: tuple[Way, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", deep_frozen(self.values))


@kept("support")
@dataclass(frozen=True)
class Support:
    """The entries that a regime rests on; regimes of one solution share a table.

    Attributes
    ----------
    table : tuple of Entry
    top : int
        The position of the entry of the whole game.
    """

    table: tuple[Entry, ...]
    top: int
