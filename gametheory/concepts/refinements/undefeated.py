"""Undefeated equilibrium (Mailath, Okuno-Fujiwara and Postlewaite 1993, J. Econ. Theory 60, definition 2).

Equilibrium ``E'`` defeats ``E`` at a message ``m`` that nobody sends in ``E`` if in ``E'`` exactly the types in ``K``
send it, each of them is at least as well off in ``E'`` and some are better off, and the belief after ``m`` in ``E`` is
not that of types in ``K`` sending it: prior weights of those who gain, any part of the prior weights of those who are
indifferent. An outcome is undefeated if, against each such ``E'``, some belief of that form supports it. The paper is
about pure strategies; here ``K`` are the types that send ``m`` with positive probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gametheory.concepts.equilibrium import SignalingEquilibrium, signaling_equilibria
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs, bits
from gametheory.concepts.perfect_bayesian.tables import scaled_payoffs
from gametheory.concepts.refinements.refinement import Objection, Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.concepts.solution import Solution
from gametheory.lang.condition import FALSE, Condition, all_of, any_of

__all__ = ["Undefeated"]


@register
class Undefeated(Refinement):
    """Undefeated equilibrium: a comparison with the other equilibria of the solution."""

    name = "undefeated"
    label = "undefeated"
    short = "undefeated"
    references = ("mailath1993",)

    def undecided(self, solution: Solution) -> str:
        if not solution.exhaustive:
            return "undefeated is not decided: an equilibrium that is not in the list may defeat it"
        if all(other.isolated for other in solution):
            return ""
        return "undefeated is not decided: some equilibria of this game form a continuum"

    def whole(self, solution: Solution) -> bool:
        return False

    def survives(self, solution: Solution, eq: SignalingEquilibrium, unsent: Sequence[Unsent]) -> Condition | None:
        if self.undecided(solution):
            return None
        return all_of(~one.where for one in self.objections(solution, eq, unsent))

    def objections(self, solution: Solution, eq: SignalingEquilibrium, unsent: Sequence[Unsent]) -> Iterator[Objection]:
        if self.undecided(solution):
            return
        for one in unsent:
            message = one.tables.messages[one.message]
            for k, other in enumerate(signaling_equilibria(solution.equilibria)):
                senders = _senders(other, message)
                if senders:
                    yield Objection(message, _defeats(one, other, senders), by=k)

    def reason(self, solution: Solution, eq: SignalingEquilibrium, unsent: Sequence[Unsent]) -> str:
        return self.undecided(solution) or "another equilibrium defeats it"


def _senders(other: SignalingEquilibrium, message: str) -> set[str]:
    return {history.labels[0] for history in other.outcome.histories if history.labels[1] == message}


def _defeats(one: Unsent, other: SignalingEquilibrium, senders: set[str]) -> Condition:
    types = one.tables.types
    sends = sum(1 << t for t, label in enumerate(types) if label in senders)
    theirs, below = scaled_payoffs(one.tables, other.type_payoffs)
    # what each type has more in the other equilibrium, times a positive number
    more = [a * one.below - b * below for a, b in zip(theirs, one.payoff, strict=True)]
    cases = []
    for better in range(1, 1 << len(types)):
        if better & ~sends:
            continue
        where: list[Condition] = [other.when]
        for t in bits(sends):
            gains = one.positive(more[t])
            where.append(gains if better >> t & 1 else ~gains & ~one.positive(-more[t]))
        whole = all_of(where)
        if whole == FALSE:
            continue
        cases.append(whole & ~_supported(one, better, sends & ~better))
    return any_of(cases)


def _supported(one: Unsent, better: int, same: int) -> Condition:
    """Return where some belief of the defeating form makes a response optimal that deters every type."""
    payoff, prior = one.beliefs.payoff, one.tables.prior
    rows: list[tuple[Any, ...]] = []
    part = same
    while True:
        pool = better | part
        weights = [(prior[t], payoff[t]) for t in bits(pool)]
        rows.append(tuple(_total(w * row[r] for w, row in weights) for r in range(len(payoff[0]))))
        if not part:
            break
        part = (part - 1) & same
    beliefs = Beliefs(one.field, tuple(rows))
    return one.exists(one.lose, (1 << len(rows)) - 1, beliefs)


def _total(values: Any) -> Any:
    first, *rest = list(values)
    for x in rest:
        first = first + x
    return first
