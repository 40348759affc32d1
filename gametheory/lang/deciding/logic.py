"""Is a condition possible, impossible, or implied? Three answers: yes, no, undecided.

``decide(statement, domain)`` asks whether some admissible point satisfies the statement. "Yes" always comes with a
rational witness that was checked in exact arithmetic; "no" is a proof, by z3's decision procedure for polynomial real
arithmetic (Jovanović and de Moura 2012, "Solving non-linear arithmetic"); "undecided" means that the budget of work ran
out, or that z3 knows a solution which is not rational and no rational one was found nearby. Undecided never counts as
yes. What is impossible even for linear forms (:mod:`gametheory.lang.deciding.relaxation`) is not put to that procedure.

A :class:`Prover` keeps what was learned about one domain in the course of one task (:mod:`gametheory.lang.memory`):
which relations exclude each other, and points near which witnesses were found. No answer depends on time, or on what
other tasks asked.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang.condition import FALSE, Atom, Condition, all_of
from gametheory.lang.deciding.ground import BUDGET, Decision, Ground, ground_for
from gametheory.lang.deciding.lemmas import Lemmas
from gametheory.lang.deciding.relaxation import Relaxation
from gametheory.lang.deciding.sampling import Cloud
from gametheory.lang.domain import Domain
from gametheory.lang.memory import remembered

__all__ = ["BUDGET", "Decision", "Prover", "decide", "implies", "prover_for"]


def decide(statement: Condition, domain: Domain, *, budget: int = BUDGET) -> Decision:
    """Decide whether some point of ``domain`` satisfies ``statement``.

    Parameters
    ----------
    statement : Condition
    domain : Domain
    budget : int
        How much work z3 may put into one query: the same on every machine, whatever else runs there. A unit is one of
        z3's own steps (``rlimit``), a small piece of arithmetic or bookkeeping, on polynomials of degree four or less.
        With higher degrees ``d`` a step takes longer, and counts ``d/4`` units. Most queries take less than
        100,000 units and some milliseconds; the default is spent within some seconds.

    Examples
    --------
    >>> from gametheory.lang import Domain, Interval, parse_condition
    >>> unit = Domain({"p": Interval(0, 1)})
    >>> decide(parse_condition("p*(1-p) > 1/4"), unit).answer
    False
    >>> decide(parse_condition("p*p > 1/2"), unit).answer
    True
    """
    return prover_for(domain).possible(statement, budget=budget)


def implies(premise: Condition, conclusion: Condition, domain: Domain, *, budget: int = BUDGET) -> bool | None:
    """Decide whether ``conclusion`` holds wherever ``premise`` does: True, False, or None for undecided."""
    answer = decide(premise & ~conclusion, domain, budget=budget).answer
    return None if answer is None else not answer


@remembered
def _prover(ground: Ground) -> Prover:
    return Prover(ground.domain)


def prover_for(domain: Domain) -> Prover:
    """Return the prover of a domain: one a task, and outside of a task a new one."""
    return _prover(ground_for(domain))


class Prover:
    """What is known about one domain; see the module's description."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.names = domain.names
        self.ground = ground_for(domain)
        # around the witnesses that z3 found for earlier statements: they often serve for later ones
        self._near = Cloud.of(self.names, [])
        self._exact_near: dict[int, Mapping[str, Fraction] | None] = {}
        self._possible: dict[Condition, Decision] = {}
        self._refuted: dict[tuple[Condition, int], bool] = {}
        self.queries = 0

    @property
    def points(self) -> Sequence[Mapping[str, Fraction]]:
        """Admissible points, exact, the same at every run."""
        return self.ground.points

    def mask(self, condition: Condition) -> NDArray[np.bool_]:
        """Return for every sample point whether the condition clearly holds there: a hint in floats, no proof."""
        return self.ground.mask(condition)

    def sign(self, poly: Any) -> str | None:
        """Return the sign that ``poly`` is proved to have everywhere; see :meth:`Ground.sign`."""
        return self.ground.sign(poly)

    # -- decisions --------------------------------------------------------------------------------------------------

    def possible(self, statement: Condition, *, budget: int = BUDGET) -> Decision:
        """Decide whether some admissible point satisfies ``statement``; see :func:`decide`."""
        if statement == FALSE:
            return Decision(False, None, "contradicts itself")
        known = self._possible.get(statement)
        if known is not None:
            return known
        witness = self.ground.sampled(statement) or self.ground.among(self._near, self._exact_near, statement)
        if witness is not None:
            decision = Decision(True, witness, "a sample point")
        elif self._linear.refutes(statement):
            decision = Decision(False, None, "proved by z3")
        else:
            decision = self._ask(statement, budget)
        if decision.answer is not None:
            self._possible[statement] = decision
        return decision

    def seen(self, statement: Condition) -> Mapping[str, Fraction] | None:
        """Return an admissible point among those that are known at which a statement holds, if one is: no search."""
        return self.ground.sampled(statement) or self.ground.among(self._near, self._exact_near, statement)

    def refuted(self, statement: Condition, *, budget: int = BUDGET) -> bool:
        """Return whether it is proved that no admissible point satisfies ``statement``.

        The answer is that of :meth:`possible`, found by way of small conflicts that are remembered: the quick way for
        many large statements about the same few atoms.
        """
        if statement == FALSE:
            return True
        known = self._refuted.get((statement, budget))
        if known is None:
            known = self._refuted[statement, budget] = self._refute(statement, budget)
        return known

    def _refute(self, statement: Condition, budget: int) -> bool:
        if self._met_before(statement):
            return False
        if not isinstance(statement, Atom) and len(self.ground.hints):
            answer = self._lemmas.decide(statement, budget)
            if answer is not None:
                return not answer
        return self.possible(statement, budget=budget).answer is False

    @functools.cached_property
    def _lemmas(self) -> Lemmas:
        return Lemmas(self._together, lambda atoms: self._met_before(all_of(atoms)))

    def always(self, statement: Condition) -> bool | None:
        """Decide whether every admissible point satisfies ``statement``."""
        answer = self.possible(~statement).answer
        return None if answer is None else not answer

    def _ask(self, statement: Condition, budget: int) -> Decision:
        self.queries += 1
        decision = self.ground.ask(statement, budget)
        if decision.witness is not None and self.points:
            self._exact_near[len(self._near)] = decision.witness
            self._near.add(decision.witness, self.ground.hints, self.domain.condition)
        return decision

    def _together(self, atoms: Sequence[Atom], budget: int) -> bool | None:
        """Decide whether atoms can hold together."""
        statement = all_of(atoms)
        if statement == FALSE:
            return False
        if self._met_before(statement):
            return True
        return False if self._linear.refutes(statement) else self._ask(statement, budget).answer

    @functools.cached_property
    def _linear(self) -> Relaxation:
        return Relaxation(self.domain)

    def _met_before(self, statement: Condition) -> bool:
        # A sign that is clear in floating point is clear: the slack is far above what rounding can do to so few terms.
        return any(bool(cloud.mask(statement).any()) for cloud in (self.ground.hints, self._near))
