"""Tests of beliefs after a message that nobody sends, to tell which types could have sent it.

Let ``u(t)`` be the types' equilibrium payoffs, ``m`` an unsent message, ``BR(K, m)`` the responses that are optimal
under some belief on the types in ``K``, and ``MBR(K, m)`` the mixed responses whose support is optimal under one belief
on
``K``. A criterion strikes types at ``m``; the equilibrium survives at ``m`` if some belief on the types left makes a
response optimal that deters every type. A criterion that would strike every type strikes none.

intuitive
    ``J`` are the types with ``u(t)`` above every response in ``BR(T, m)``. The equilibrium fails if some type outside
    ``J`` has ``u(t)`` below every response in ``BR(T - J, m)`` (Cho and Kreps 1987, section IV.2).
equilibrium_dominance
    ``J`` is struck (Cho and Kreps 1987, section IV.1; Kohlberg and Mertens 1986).
d1
    ``t`` is struck if for some other type ``s``, which likes some response, ``s`` strictly likes every response in
    ``MBR(T, m)`` that ``t`` weakly likes (Banks and Sobel 1987; Cho and Kreps 1987, section IV.3).
d2
    As d1, where for each response some other type strictly likes it: who that is may depend on the response.
universal_divinity
    d2, repeated on the types left until nothing is struck (Banks and Sobel 1987).
nwbr
    ``t`` is struck if no response in ``MBR(T, m)`` makes it indifferent while no other type gains: never a weak best
    response (Kohlberg and Mertens 1986; Cho and Kreps 1987, section IV.4).
divinity
    Two types only. Beliefs are those that responses in ``MBR`` can bring about if types send ``m`` when they gain and
    may when they are indifferent, in proportion to their priors; repeated (Banks and Sobel 1987, section 4).

Every answer is a condition on the parameters; in a game without parameters it is ``TRUE`` or ``FALSE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gametheory.concepts.exact.field import Field, Polynomials
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs, bits
from gametheory.concepts.perfect_bayesian.deterrence import losses
from gametheory.concepts.perfect_bayesian.response_polytopes import optimal_mixtures
from gametheory.concepts.perfect_bayesian.tables import Tables
from gametheory.lang.condition import FALSE, TRUE, Condition, all_of, any_of

__all__ = ["CRITERIA", "Unsent"]

Rows = Sequence[Sequence[Any]]

_SECOND, _PRIOR, _FIRST = range(3)  # beliefs in the first of two types: none, the prior, all


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
        self.field: Field = tables.field
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
        if not isinstance(self.field, Polynomials):
            return TRUE if x > 0 else FALSE
        x = x * self.field.one
        above = self.field.positive(self.case, x)
        if above is None:
            return FALSE
        if self.field.nonnegative(self.case, -x) is None:
            return TRUE
        self.field.edge(x, self.case)
        return all_of(fact for fact in above.facts if fact not in self.case.facts)

    def exists(self, rows: Rows, types: int, beliefs: Beliefs | None = None) -> Condition:
        """Return where some response in ``MBR(types)`` satisfies every row."""
        found = optimal_mixtures(self.field, beliefs or self.beliefs, rows, self.case, types=types)
        return any_of(mixture.needs for mixture in found)

    def deterred(self, types: int, beliefs: Beliefs | None = None) -> Condition:
        """Return where some belief on ``types`` makes a response optimal that deters every type of the game."""
        return self._once(
            ("deterred", types, id(beliefs)), lambda: self.exists(self.lose, types, beliefs or self.beliefs)
        )

    def likes_some(self, t: int, types: int) -> Condition:
        """Return where type ``t`` strictly likes some response in ``BR(types)``."""
        return any_of(self.beliefs.joint(1 << r, types) & self.positive(x) for r, x in enumerate(self.gain[t]))

    def _once(self, key: Any, work: Callable[[], Condition]) -> Condition:
        if key not in self._known:
            self._known[key] = work()
        return self._known[key]

    def _exactly(self, struck: Sequence[tuple[int, Condition]]) -> Iterator[tuple[int, Condition]]:
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
        if condition in (TRUE, FALSE) or not isinstance(self.field, Polynomials):
            return condition != FALSE
        return self.field.assume(self.case, condition) is not None

    def _deterred_by_the_rest(self, struck: Sequence[tuple[int, Condition]], types: int) -> Condition:
        parts = []
        for mask, where in self._exactly(struck):
            left = types & ~mask or types
            parts.append(where & self.deterred(left))
        return any_of(parts)

    # -- who is struck ----------------------------------------------------------------------------------------------

    def dominated(self, t: int) -> Condition:
        """Return where ``u(t)`` is above every response in ``BR(T)``."""
        return self._once(
            ("dominated", t),
            lambda: all_of(~self.beliefs.joint(1 << r) | self.positive(x) for r, x in enumerate(self.lose[t])),
        )

    def struck_d1(self, t: int) -> Condition:
        """Return where D1 strikes type ``t``."""

        def work() -> Condition:
            parts = []
            for s in range(self.n_types):
                if s != t:
                    counter = self.exists([self.gain[t], self.lose[s]], self.everyone)
                    parts.append(~counter & self.likes_some(s, self.everyone))
            return any_of(parts)

        return self._once(("d1", t), work)

    def struck_d2(self, t: int, types: int) -> Condition:
        """Return where D2, played among the types given, strikes type ``t``."""

        def work() -> Condition:
            others = [s for s in bits(types) if s != t]
            counter = self.exists([self.gain[t], *(self.lose[s] for s in others)], types)
            return ~counter & any_of(self.likes_some(s, types) for s in others)

        return self._once(("d2", t, types), work)

    def struck_nwbr(self, t: int) -> Condition:
        """Return where no response makes type ``t`` indifferent while nobody else gains."""

        def work() -> Condition:
            others = [self.lose[s] for s in range(self.n_types) if s != t]
            return ~self.exists([self.gain[t], self.lose[t], *others], self.everyone)

        return self._once(("nwbr", t), work)

    # -- the criteria: where the equilibrium survives at this message -----------------------------------------------

    def intuitive(self) -> Condition:
        """Return where the equilibrium passes the intuitive criterion here."""
        parts = []
        for mask, where in self._exactly([(t, self.dominated(t)) for t in range(self.n_types)]):
            left = self.everyone & ~mask
            gains_surely = any_of(
                all_of(~self.beliefs.joint(1 << r, left) | self.positive(x) for r, x in enumerate(self.gain[t]))
                for t in bits(left)
            )
            parts.append(where & ~gains_surely)
        return any_of(parts)

    def equilibrium_dominance(self) -> Condition:
        """Return where some belief on the types that are not dominated deters."""
        return self._deterred_by_the_rest([(t, self.dominated(t)) for t in range(self.n_types)], self.everyone)

    def d1(self) -> Condition:
        """Return where the equilibrium passes D1 here."""
        return self._deterred_by_the_rest([(t, self.struck_d1(t)) for t in range(self.n_types)], self.everyone)

    def d2(self) -> Condition:
        """Return where the equilibrium passes D2 here."""
        struck = [(t, self.struck_d2(t, self.everyone)) for t in range(self.n_types)]
        return self._deterred_by_the_rest(struck, self.everyone)

    def nwbr(self) -> Condition:
        """Return where the equilibrium passes the test of never weak best responses here."""
        return self._deterred_by_the_rest([(t, self.struck_nwbr(t)) for t in range(self.n_types)], self.everyone)

    def universal_divinity(self) -> Condition:
        """Return where the equilibrium is universally divine here."""
        return self._repeated(self.everyone)

    def _repeated(self, types: int) -> Condition:
        def work() -> Condition:
            parts = []
            for mask, where in self._exactly([(t, self.struck_d2(t, types)) for t in bits(types)]):
                left = types & ~mask
                parts.append(where & (self.deterred(types) if left in (0, types) else self._repeated(left)))
            return any_of(parts)

        return self._once(("ud", types), work)

    def divinity(self) -> Condition | None:
        """Return where the equilibrium is divine here; None unless there are two types."""
        return self._divine(_SECOND, _FIRST) if self.n_types == 2 else None

    # -- divinity with two types ------------------------------------------------------------------------------------

    def _divine(self, low: int, high: int) -> Condition:
        """Return where iterating from the beliefs between two of ``_SECOND, _PRIOR, _FIRST`` ends in deterrence."""
        beliefs = self._between(low, high)
        every = (1 << beliefs.n_types) - 1
        stop = self.exists(self.lose, every, beliefs)
        # a response that a type weakly likes and the other weakly dislikes brings about certainty of that type; one
        # that both weakly like, the prior; what several responses bring about is convex
        # (and what fewer responses bring about was brought about before: the interval only shrinks)
        brings = {
            _SECOND: (self.gain[1], self.lose[0]),
            _PRIOR: (self.gain[0], self.gain[1]),
            _FIRST: (self.gain[0], self.lose[1]),
        }
        reached = {end: self.exists(rows, every, beliefs) for end, rows in brings.items() if low <= end <= high}
        parts = []
        for mask, where in self._exactly(list(reached.items())):
            ends = [end for end in reached if mask >> end & 1]
            now = (min(ends), max(ends)) if ends else (low, high)
            parts.append(where & (stop if now == (low, high) else self._divine(*now)))
        return any_of(parts)

    def _between(self, low: int, high: int) -> Beliefs:
        """Return the belief complex over an interval: that of a game whose types are the interval's ends."""
        payoff, prior = self.beliefs.payoff, self.tables.prior
        pooled = tuple(prior[0] * a + prior[1] * b for a, b in zip(payoff[0], payoff[1], strict=True))
        rows = {_SECOND: payoff[1], _PRIOR: pooled, _FIRST: payoff[0]}
        return Beliefs(self.field, tuple(rows[end] for end in sorted({low, high})))


CRITERIA: Mapping[str, Callable[[Unsent], Condition | None]] = {
    "intuitive": Unsent.intuitive,
    "equilibrium_dominance": Unsent.equilibrium_dominance,
    "d1": Unsent.d1,
    "d2": Unsent.d2,
    "universal_divinity": Unsent.universal_divinity,
    "divinity": Unsent.divinity,
    "nwbr": Unsent.nwbr,
}
