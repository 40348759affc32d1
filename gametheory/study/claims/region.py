"""Where a requirement holds, as one condition on the parameters.

In a regime a pattern is a condition on the parameters, because every quantity has a closed form there. So a requirement
on every equilibrium holds where some regime exists and none exists without the pattern; on at least one, where a regime
exists and has it. Both are AND and OR of signs of polynomials, and are shortened with proofs
(:mod:`gametheory.lang.deciding.simplify`).

The list of regimes is exact off the solution's knife edges and the regimes' own borders. There the region is exact too.
On them equilibria tie and there may be more, so a border does not count as part of the region: ``solution.at`` solves
any point of it.

Where it is open whether a regime survives a refinement, or what lies between the extreme points of a continuum of
equilibria, the requirement *surely* holds in a smaller region than the one in which it is *possible*. The region is the
first; that there is none is said only where the second is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from gametheory.lang import TRUE, Atom, Condition, all_of, any_of, readable, relation
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.deciding.simplify import Simplifier
from gametheory.lang.writing.short import Short
from gametheory.study.claims.continua import may_lie_between
from gametheory.study.claims.failures import failures
from gametheory.study.claims.language import ANY, Every, Number
from gametheory.study.claims.question import Question

__all__ = ["MOST", "Region", "region"]

MOST = 4
"""The most parameters that may vary: of more no condition is one that a reader could use."""


@dataclass(frozen=True)
class Region(Short):
    """Where a claim holds.

    Attributes
    ----------
    question : Question
    condition : Condition
        In the free parameters, within the ranges and assumptions: in short form, exact off the borders, which do not
        belong to it where one of their sides does not.
    possible : Condition
        Where it is not excluded that the claim holds.
    everywhere, open : bool
        Whether it is proved that the claim holds at all admissible points off the borders; whether somewhere it is not
        decided.
    empty : bool or None
        True where it is proved that the claim holds nowhere off the borders; False where a point is known; None
        undecided.
    borders_too : bool
        Whether the proof that it holds everywhere, or nowhere, covers the borders and knife edges as well.
    why : str
        By what that is known, or why not.
    """

    question: Question
    condition: Condition
    possible: Condition
    everywhere: bool
    open: bool
    empty: bool | None
    borders_too: bool
    why: str

    def in_short(self) -> str:
        return str(self.condition)

    @property
    def admissible(self) -> Condition:
        """The condition within the ranges and assumptions."""
        return all_of((self.condition, self.question.domain.condition))


def region(question: Question) -> Region:
    """Return where a claim about numbers or kinds of equilibria holds, in the free parameters."""
    sure, possible = _region(question)
    condition = _short(question, sure)
    prover, off = question.prover, question.off_edges
    everywhere = condition == TRUE or prover.refuted(all_of((~condition, off)))
    doubt = possible != sure and not prover.refuted(all_of((possible, ~condition, off)))
    decision = prover.possible(all_of((condition, off)))
    empty, why = (None if decision.answer is None else not decision.answer), decision.reason
    # what exists by the list of regimes exists on their borders too, whatever else there may be
    a = question.sentence.assertion
    against = isinstance(a, Every) and prover.refuted(all_of((possible, off)))
    if empty and (doubt or not (against or question.solution.exhaustive)):
        empty, why = None, _undecided(question)
    nowhere = against and prover.refuted(possible)
    exists = everywhere and isinstance(a, Number) and a.count == "some" and prover.refuted(~sure)
    shown = readable(condition, question.domain)
    return Region(question, shown, possible, everywhere, doubt, empty, nowhere or exists, why)


def _undecided(question: Question) -> str:
    if not question.solution.exhaustive:
        return f"the list of equilibria is not proved to be complete: {question.solution.why}"
    if any(not question.surely(eq) for eq in question.regimes):
        return "of some equilibria it is undecided whether they survive the refinement"
    return "what lies between the extreme points of a continuum of equilibria is not decided"


def _region(question: Question) -> tuple[Condition, Condition]:
    """Return where the claim surely holds, and where it may, by the list of regimes."""
    a = question.sentence.assertion
    if isinstance(a, Every):
        sure, possible = _every(question, a)
    elif isinstance(a, Number) and a.count == "some":
        sure, possible = _some(question, a)
    elif isinstance(a, Number) and a.count == "no":
        some, possibly_some = _some(question, a)
        sure, possible = ~possibly_some, ~some
    else:
        fails = any_of(failure.condition for failure in failures(question, opened=False))
        clear = all(question.surely(eq) for eq in question.regimes) and not question.continua
        sure, possible = ~fails, ~fails if clear else TRUE
    return all_of((question.where, sure)), all_of((question.where, possible))


def _every(question: Question, a: Every) -> tuple[Condition, Condition]:
    exists, against, surely_against = [], [], []
    for eq in question.regimes:
        lacks = all_of((eq.when, question.has(a.given, eq), ~question.has(a.pattern, eq)))
        between = not eq.isolated and not (a.given == ANY and a.pattern.affine)
        against.append(eq.when if between else lacks)
        if question.surely(eq):
            exists.append(eq.when)
            surely_against.append(lacks)
    some = any_of(exists)
    if a.given != ANY or question.prover.refuted(all_of((~some, question.off_edges))):
        some = TRUE
    return all_of((some, ~any_of(against))), ~any_of(surely_against)


def _some(question: Question, a: Number) -> tuple[Condition, Condition]:
    sure, possible = [], []
    for eq in question.regimes:
        there = all_of((eq.when, question.has(a.pattern, eq)))
        possible.append(there)
        if question.surely(eq):
            sure.append(there)
    return any_of(sure), any_of((*possible, may_lie_between(question, a.pattern)))


def _short(question: Question, condition: Condition) -> Condition:
    """Return the condition in short form, the same off the borders, and strict on them."""
    borders = {relation(atom.expression, "=") for eq in question.regimes for atom in eq.when.atoms()}
    borders |= set(question.solution.knife_edges)

    def closed(atom: Atom) -> Condition:
        if relation(atom.expression, "=") not in borders:
            return atom
        return {">": relation(atom.expression, ">="), "!=": TRUE}.get(atom.sign, atom)

    def opened(atom: Atom) -> Condition:
        strict = atom.sign == ">=" and relation(atom.expression, "=") in borders
        return relation(atom.expression, ">") if strict else atom

    # what lies on both sides of a border goes together before what ends there is cut off from it
    whole = condition.map(closed)
    short = Simplifier(question.domain)(whole).map(opened)
    lost = all_of((condition, ~short, question.off_edges))
    if question.prover.refuted(lost, budget=BUDGET):
        return short
    # it holds on a curve, as an equality does: none of it may be left out
    exactly = Simplifier(question.domain, exact=True)
    return exactly(exactly(whole).map(opened))
