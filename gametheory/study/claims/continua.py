"""Continua of outcomes: what their extreme points decide about all of them.

A convex piece of a continuum is a product of polytopes of strategies. A sum of probabilities and payoffs is linear in
each factor, so it takes its least and its largest value at extreme points: what such a sum exceeds, or stays below, at
all extreme points it does throughout. A conditional probability compared with a number is such a sum too, compared with
zero, where what it is conditional on can happen. Between the extreme points an outcome can still have a pattern that
none of them has, e.g. two actions with positive probability, each of them used at one end only. So

- a relation between such sums holds throughout where it holds at every extreme point;
- a sum that is negative nowhere, or positive nowhere, is zero on a *face* only: at the outcomes between those extreme
  points at which it is zero. Equalities of this kind, such as that an action is never taken, leave these points alone;
- a pattern is absent where, of what is left, one relation fails at every extreme point, an equality to the same side at
  all of them.

A refinement may drop some extreme points and leave it open what becomes of the outcomes between: the continua of the
solution before it was refined are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium
from gametheory.lang import Condition, all_of, any_of, generic, relation
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
    Trend,
    affine,
    fixed,
)
from gametheory.study.claims.question import NOBODY, Question
from gametheory.study.quantities.quantity import Arithmetic, Node, Probability

__all__ = ["absent_between", "may_lie_between", "open_continuum"]


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
            return self.throughout(a.pattern) or all(self.nowhere(one, where) for one in _against(a))
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
        return all(self.nowhere(one, there) for one in _signs(pattern))

    def nowhere(self, every: Sequence[Sign], there: Condition) -> bool:
        """Return whether in no outcome of the continua all the sums have these signs."""
        exist = [generic(eq.when) for eq in self.extremes]
        left = []
        for one in every:
            values = [one.node.of(eq) for eq in self.extremes]
            if any(
                all(
                    self.never(all_of((there, where, self._sign(value, side))))
                    for where, value in zip(exist, values, strict=True)
                )
                for side in one.missing
            ):
                exist = [all_of((where, self._sign(value, "="))) for where, value in zip(exist, values, strict=True)]
            else:
                left.append(one)
        parts = [any_of(exist)]
        for one in left:
            values = [one.node.of(eq) for eq in self.extremes]
            for sign in one.sides:
                somewhere = [
                    all_of((where, self._sign(value, sign))) for where, value in zip(exist, values, strict=True)
                ]
                parts.append(any_of(somewhere))
        return self.never(all_of((there, *parts)))

    def _sign(self, value: Any, sign: str) -> Condition:
        return self.question.put(relation(value, sign))


@dataclass(frozen=True)
class Sign:
    """That a sum of probabilities, payoffs and parameters has a sign."""

    node: Node
    sign: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The signs of which one must be that of no extreme point for it to hold on a face only."""
        return {"=": ("<", ">"), "<=": ("<",), ">=": (">",)}.get(self.sign, ())

    @property
    def sides(self) -> tuple[str, ...]:
        """The signs one of which some extreme point must have, each."""
        return ("<=", ">=") if self.sign == "=" else (self.sign,)


_NOT = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}
_TURNED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}


def _signs(pattern: Pattern) -> Iterator[tuple[Sign, ...]]:
    """Yield, for every alternative of a pattern, signs of sums that outcomes with it have; others may have them too."""
    for every in pattern.alternatives:
        yield tuple(one for part in every for one in _sums(part) or ())


def _against(a: Every) -> Iterator[tuple[Sign, ...]]:
    """Yield signs of sums that outcomes have which are of the kind and do not have the pattern, a case each."""
    for kind in _signs(a.given):
        if len(a.pattern.alternatives) != 1:
            yield kind
            continue
        for part in a.pattern.alternatives[0]:
            sums = _sums(part)
            if sums is None:
                yield kind
            else:
                yield from ((*kind, Sign(one.node, _NOT[one.sign])) for one in sums)


def _sums(part: Part) -> tuple[Sign, ...] | None:
    """Return the signs of sums that a relation is; None if it is none of these."""
    if isinstance(part, Named):
        return None
    left, right, sign = part.left.node, part.right.node, part.sign
    if fixed(left):
        left, right, sign = right, left, _TURNED[sign]
    if affine(left) and affine(right):
        return (Sign(Arithmetic("-", left, right), sign),)
    if isinstance(left, Probability) and left.given and fixed(right):
        given = Probability(left.given, (), left.game)
        both = Probability((*left.event, *left.given), (), left.game)
        return (Sign(Arithmetic("-", both, Arithmetic("*", right, given)), sign), Sign(given, ">"))
    return None


def may_lie_between(question: Question, pattern: Pattern) -> Condition:
    """Return where an outcome between the extreme points of the continua is not excluded from having a pattern."""
    extremes = question.continua
    exist = any_of(eq.when for eq in extremes)

    def somewhere(node: Node, sign: str) -> Condition:
        return any_of(all_of((eq.when, question.put(relation(node.of(eq), sign)))) for eq in extremes)

    return any_of(
        all_of((exist, *(somewhere(one.node, sign) for one in every for sign in one.sides)))
        for every in (_signs(pattern) if extremes else ())
    )


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

    def holds(one: Sign, sign: str, eq: Equilibrium) -> bool:
        return relation(one.node.of(eq), sign).at(point)

    def nowhere(every: Sequence[Sign]) -> bool:
        there, left = corners, []
        for one in every:
            if any(not any(holds(one, side, eq) for eq in corners) for side in one.missing):
                there = tuple(eq for eq in there if holds(one, "=", eq))
            else:
                left.append(one)
        return not all(any(holds(one, sign, eq) for eq in there) for one in left for sign in one.sides) or not there

    return all(nowhere(every) for every in _signs(pattern))
