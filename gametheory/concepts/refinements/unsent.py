"""Beliefs and responses after a message that nobody sends: what the refinements are made of.

Let ``u(t)`` be the types' equilibrium payoffs, ``m`` an unsent message, ``BR(K, m)`` the responses that are optimal
under some belief on the types in ``K``, and ``MBR(K, m)`` the mixed responses whose support is optimal under one belief
on ``K``. A criterion strikes types at ``m``; the equilibrium survives at ``m`` if some belief on the types left makes a
response optimal that deters every type. A criterion that would strike every type strikes none (Cho and Kreps 1987,
section IV). Every answer is a condition on the parameters; in a game without parameters it is ``TRUE`` or ``FALSE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from gametheory.concepts.exact.field import Field
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs
from gametheory.concepts.perfect_bayesian.deterrence import losses
from gametheory.concepts.perfect_bayesian.response_polytopes import optimal_mixtures
from gametheory.concepts.perfect_bayesian.tables import Tables
from gametheory.lang.condition import FALSE, TRUE, Condition, any_of

__all__ = ["Unsent"]

Rows = Sequence[Sequence[Any]]


class Unsent:
    """One unsent message of one equilibrium.

    Parameters
    ----------
    beliefs : Beliefs
        The belief complex of the message.
    payoff, below
        Type ``t`` gets ``payoff[t] / below`` in the tables' units; ``below`` is positive.
    case
        What may be assumed: where the equilibrium exists.
    """

    def __init__(
        self, tables: Tables, beliefs: Beliefs, message: int, payoff: list[Any], below: Any, case: Any
    ) -> None:
        self.case = case
        self.tables = tables
        self.field: Field[Any, Any] = tables.field
        self.beliefs = beliefs
        self.message = message
        self.payoff = payoff
        self.below = below
        self.lose = losses(tables, message, payoff, below)
        self.gain = [[-x for x in row] for row in self.lose]
        self.n_types = len(tables.types)
        self.everyone = (1 << self.n_types) - 1
        self._known: dict[Any, Condition] = {}

    # -- building blocks --------------------------------------------------------------------------------------------

    def positive(self, x: Any) -> Condition:
        """Return the condition that a number of the tables is positive."""
        x = x * self.field.one
        above = self.field.positive(self.case, x)
        if above is None:
            return FALSE
        if self.field.nonnegative(self.case, -x) is None:
            return TRUE
        self.field.edge(x, self.case)
        return self.field.beyond(self.case, above)

    def exists(self, rows: Rows, types: int, beliefs: Beliefs | None = None) -> Condition:
        """Return where some response in ``MBR(types)`` satisfies every row."""
        found = optimal_mixtures(self.field, beliefs or self.beliefs, rows, self.case, types=types)
        return any_of(mixture.needs for mixture in found)

    def deterred(self, types: int, beliefs: Beliefs | None = None) -> Condition:
        """Return where some belief on ``types`` makes a response optimal that deters every type of the game."""
        return self.once(
            ("deterred", types, id(beliefs)), lambda: self.exists(self.lose, types, beliefs or self.beliefs)
        )

    def likes_some(self, t: int, types: int) -> Condition:
        """Return where type ``t`` strictly likes some response in ``BR(types)``."""
        return any_of(self.beliefs.joint(1 << r, types) & self.positive(x) for r, x in enumerate(self.gain[t]))

    def once(self, key: Any, work: Callable[[], Condition]) -> Condition:
        """Return what ``work`` gives, worked out once for a key."""
        if key not in self._known:
            self._known[key] = work()
        return self._known[key]

    def exactly(self, struck: Sequence[tuple[int, Condition]]) -> Iterator[tuple[int, Condition]]:
        """Yield every set that may be exactly those whose conditions hold, as a mask, with where it is that."""
        cases: list[tuple[int, Condition]] = [(0, TRUE)]
        for i, condition in struck:
            cases = [
                (mask | bit, both)
                for mask, where in cases
                for bit, part in ((1 << i, condition), (0, ~condition))
                if self._possible(both := where & part)
            ]
        yield from cases

    def _possible(self, condition: Condition) -> bool:
        return self.field.assume(self.case, condition) is not None

    def deterred_by_the_rest(self, struck: Sequence[Condition]) -> Condition:
        """Return where some belief on the types that are not struck deters; ``struck`` says where each type is."""
        parts = []
        for mask, where in self.exactly(list(enumerate(struck))):
            left = self.everyone & ~mask or self.everyone
            parts.append(where & self.deterred(left))
        return any_of(parts)
