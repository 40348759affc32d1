"""Histories and outcomes: what can happen in a game, and how likely each of it is.

A terminal *history* is the labels of everything that happens from the root to an end, chance moves and actions, in
order; as text they are joined by ``/``. An *outcome* is a distribution over terminal histories (Osborne and Rubinstein
1994, section 6.1, definition 89.1). What one asks of it is the probability of an event: that a label occurs, that a
player takes an action, given that another one does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from gametheory.lang import Expression
from gametheory.lang.keeping.sorts import keep

__all__ = ["Event", "History", "Outcome", "Step"]

Number = int | Fraction | Expression


class Step(NamedTuple):
    """A player and an action of that player's."""

    player: str
    action: str


Event = str | Step
"""A label, whoever it belongs to, or a player's action."""


class History(str):
    """A terminal history: text such as ``ask/air_defense/coerce``, and its labels.

    Parameters
    ----------
    labels : iterable of str
        In the order in which they happen; no label holds ``/``.

    Examples
    --------
    >>> history = History(("ask", "air_defense"))
    >>> history, history.labels
    ('ask/air_defense', ('ask', 'air_defense'))
    >>> History.read("ask/air_defense") == history
    True
    """

    labels: tuple[str, ...]
    __slots__ = ("labels",)

    def __new__(cls, labels: Iterable[str]) -> History:
        parts = tuple(labels)
        self = super().__new__(cls, "/".join(parts))
        self.labels = parts
        return self

    @classmethod
    def read(cls, text: str) -> History:
        """Return the history that a text stands for."""
        if isinstance(text, History):
            return text
        return cls(text.split("/") if text else ())

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.labels,)


class Outcome(Mapping[str, Number]):
    """A distribution over terminal histories: history to probability, read-only.

    Histories are looked up by their text too: ``outcome["ask/air_defense/coerce"]``.

    Parameters
    ----------
    shares : mapping of history, or its text, to probability
        Histories of probability zero are left out.
    """

    __slots__ = ("_shares",)

    def __init__(self, shares: Mapping[str, Number]) -> None:
        self._shares: dict[str, Number] = {History.read(history): x for history, x in shares.items()}

    def __getitem__(self, history: str) -> Number:
        return self._shares[history]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shares)

    def __len__(self) -> int:
        return len(self._shares)

    def __repr__(self) -> str:
        return repr({str(history): x for history, x in self._shares.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        return (Outcome, (self._shares,))

    @property
    def histories(self) -> tuple[History, ...]:
        """The histories that can happen, in order."""
        return tuple(History.read(history) for history in self._shares)

    def probability(
        self,
        event: Iterable[Event],
        given: Iterable[Event] = (),
        steps: Callable[[History], Iterable[Step]] | None = None,
    ) -> Expression | Fraction | None:
        """Return how likely it is that everything in ``event`` happens, given that everything in ``given`` does.

        Parameters
        ----------
        event, given : iterable of label or Step
        steps : function of a history, optional
            Says who does what in it (:meth:`~gametheory.game.form.Game.steps`); needed for events that name a player.

        Returns
        -------
        Expression or Fraction, or None
            None where ``given`` has probability zero.
        """
        condition = set(given)
        above = self._mass({*event, *condition}, steps)
        if not condition:
            return above
        below = self._mass(condition, steps)
        return None if below == 0 else above / below

    def _mass(self, event: set[Event], steps: Callable[[History], Iterable[Step]] | None) -> Expression | Fraction:
        who = steps if any(isinstance(one, Step) for one in event) else None
        total: Any = Fraction(0)
        for history, share in zip(self.histories, self._shares.values(), strict=True):
            if event <= {*history.labels, *(who(history) if who is not None else ())}:
                total = total + share
        return total if isinstance(total, Expression) else Fraction(total)

    def where(self, holds: Callable[[History], bool]) -> Expression | Fraction:
        """Return the probability of the histories for which ``holds`` is true."""
        total: Any = Fraction(0)
        for history, share in zip(self.histories, self._shares.values(), strict=True):
            if holds(history):
                total = total + share
        return total if isinstance(total, Expression) else Fraction(total)


keep(History, "history", ("labels",), lambda history: (history.labels,), History)
keep(Outcome, "outcome", ("shares",), lambda outcome: (outcome._shares,), Outcome)
