"""Continua of outcomes: what their extreme points decide about all of them.

A convex piece of a continuum is a product of polytopes of strategies. A sum of probabilities and payoffs is linear in
each factor, so it takes its least and its largest value at extreme points: what such a sum exceeds, or stays below, at
all extreme points it does throughout. Between the extreme points an outcome can still have a pattern that none of them
has, e.g. two actions with positive probability, each of them used at one end only. So

- a relation between such sums holds throughout where it holds at every extreme point;
- a pattern is absent where one relation of each of its alternatives fails at every extreme point, an equality to the
  same side at all of them.

A refinement may drop some extreme points and leave it open what becomes of the outcomes between: the continua of the
solution before it was refined are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from gametheory.concepts import Equilibrium
from gametheory.lang import Condition, all_of, generic
from gametheory.study.claims.failures import cut_off
from gametheory.study.claims.language import (
    ANY,
    Assertion,
    Cutoff,
    Equivalent,
    Every,
    Named,
    Number,
    Part,
    Pattern,
    Relation,
    Trend,
    affine,
)
from gametheory.study.claims.question import NOBODY, Question

__all__ = ["absent_between", "open_continuum"]


def open_continuum(question: Question, budget: int) -> Equilibrium | None:
    """Return an extreme point of a continuum about which the extreme points do not decide the claim; None for none.

    For claims that nothing in the list of regimes goes against.
    """
    a = question.sentence.assertion
    if isinstance(a, Number) and a.count == "some":
        return None
    hull = _Hull(question, budget)
    return None if not hull.extremes or hull.decides(a) else hull.extremes[0]


class _Hull:
    """The extreme points of all continua that the claim's region meets."""

    def __init__(self, question: Question, budget: int) -> None:
        self.question, self.budget = question, budget
        self.extremes: tuple[Equilibrium, ...] = ()
        self.extremes = tuple(
            eq for eq in question.continua if not self.never(all_of((question.where, generic(eq.when))))
        )

    def never(self, condition: Condition) -> bool:
        return self.question.prover.refuted(condition, budget=self.budget)

    def decides(self, a: Assertion) -> bool:
        where = self.question.where
        if isinstance(a, Every):
            return self.absent(a.given, where) or self.throughout(a.pattern)
        if isinstance(a, Trend):
            return self.absent(a.given, where)
        if isinstance(a, Equivalent):
            return self.absent(a.pattern, all_of((where, ~self.question.put(a.condition.of(NOBODY)))))
        if isinstance(a, Cutoff):
            return self.absent(a.pattern, all_of((where, cut_off(self.question, a)[1])))
        if isinstance(a, Number) and a.count != "only" and a.pattern != ANY:
            return self.absent(a.pattern, where)
        # every outcome counts: a continuum holds more than one, and of a range the ends are at extreme points
        return not self.question.refined and (isinstance(a, Number) or affine(a.quantity.node))

    def throughout(self, pattern: Pattern) -> bool:
        """Return whether every outcome of the continua has the pattern."""
        return pattern.affine and all(
            self.never(all_of((self.question.where, generic(eq.when), ~self.question.has(pattern, eq))))
            for eq in self.extremes
        )

    def absent(self, pattern: Pattern, there: Condition) -> bool:
        """Return whether no outcome of the continua has the pattern."""
        return all(any(self.fails(part, there) for part in every) for every in pattern.alternatives)

    def fails(self, part: Part, there: Condition) -> bool:
        if isinstance(part, Named) or not _linear(part):
            return False
        sides = ("<", ">") if part.sign == "=" else (part.sign,)
        return any(self._all(part, sign, there, holds=part.sign == "=") for sign in sides)

    def _all(self, part: Relation, sign: str, there: Condition, *, holds: bool) -> bool:
        for eq in self.extremes:
            found = self.question.has(Pattern(((Relation(part.left, sign, part.right),),)), eq)
            if not self.never(all_of((there, generic(eq.when), ~found if holds else found))):
                return False
        return True


def _linear(part: Relation) -> bool:
    return affine(part.left.node) and affine(part.right.node)


def absent_between(extremes: Iterable[Equilibrium], pattern: Pattern, point: Mapping[str, Fraction]) -> bool:
    """Return whether no outcome of one piece has the pattern, at a point.

    Parameters
    ----------
    extremes : iterable of Equilibrium
        The piece's extreme points, in exact numbers.
    pattern : Pattern
    point : mapping of parameter to Fraction
    """
    corners = tuple(extremes)

    def fails(part: Part) -> bool:
        if isinstance(part, Named) or not _linear(part):
            return False
        sides = ("<", ">") if part.sign == "=" else (part.sign,)
        for sign in sides:
            found = [Relation(part.left, sign, part.right).of(eq, ()).at(point) for eq in corners]
            if all(found) if part.sign == "=" else not any(found):
                return True
        return False

    return all(any(fails(part) for part in every) for every in pattern.alternatives)
