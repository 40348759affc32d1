"""Claims about the course of a quantity in a parameter: within each regime, and of the range over all equilibria.

Within a regime the quantity has a closed form and the claim is about the sign of its derivative. The range over all
equilibria is compared at two points that differ in the parameter alone. With a second copy ``x'`` of the parameter
``x``, its upper end falls somewhere exactly if some regime exists at ``x`` with a value that every regime at ``x' > x``
stays below: one condition a regime, decided over both copies together. The lower end, and rising, likewise.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from gametheory.concepts import Equilibrium
from gametheory.lang import (
    FALSE,
    TRUE,
    Atom,
    Condition,
    Domain,
    Expression,
    all_of,
    any_of,
    generic,
    parameter,
    relation,
)
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.expression import renamed
from gametheory.study.claims.counterexample import Point, tidied
from gametheory.study.claims.language import Range, Trend, defined
from gametheory.study.claims.question import Question
from gametheory.study.response.derivative_sign import sign_over
from gametheory.study.response.derivatives import derivative

__all__ = ["Way", "comparable", "range_ways", "trend_ways"]


@dataclass(frozen=True)
class Way:
    """One way in which a claim can fail, decided.

    Attributes
    ----------
    answer : bool or None
        Whether it is possible; None for undecided.
    pairs : tuple of pairs of points
        Where it may be seen: from the parameter's lower to its higher value, or the same point twice.
    what : str
    by : str
        What decided it.
    condition : Condition
        The way as a condition on the parameters, where it is one.
    """

    answer: bool | None
    what: str
    by: str = ""
    pairs: tuple[tuple[Point, Point], ...] = ()
    condition: Condition = FALSE


def comparable(question: Question, budget: int) -> bool | None:
    """Return whether two admissible points differ in the course's parameter alone; None for undecided."""
    a = question.sentence.assertion
    assert isinstance(a, Trend | Range)
    pair = _Pair(question, a)
    return pair.prover.possible(pair.where, budget=budget).answer


def trend_ways(question: Question, budget: int) -> Iterator[Way]:
    """Yield, regime by regime, whether the quantity can go the wrong way there."""
    a = question.sentence.assertion
    assert isinstance(a, Trend)
    for eq in question.regimes:
        there = all_of((question.where, generic(eq.when), question.has(a.given, eq)))
        empty = question.prover.refuted(there, budget=budget)
        if empty:
            yield Way(False, eq.name, "no such equilibrium")
            continue
        form = question.value(a.quantity, eq)
        if form is None:
            yield Way(True, f"it is undefined in {eq.name}", "", _around(question, there, budget))
            continue
        there = all_of((there, question.put(defined(a.quantity.node, eq))))
        yield _trend_way(question, eq, form, there, a.course.kind, budget)


def _trend_way(
    question: Question, eq: Equilibrium, form: Expression | Fraction, there: Condition, kind: str, budget: int
) -> Way:
    a = question.sentence.assertion
    assert isinstance(a, Trend)
    slope = derivative(form, a.course.parameter)
    if slope == 0:
        if kind in ("rising", "falling"):
            return Way(True, f"it is constant in {eq.name}", "identity", _around(question, there, budget))
        return Way(False, eq.name, "identity")
    sign = sign_over(slope, question.domain, there)
    up = sign.text in ("+", ">=0") or sign.positive is not None
    down = sign.text in ("-", "<=0") or sign.negative is not None
    wrong = {"rising": down, "never falling": down, "falling": up, "never rising": up, "constant": up or down}[kind]
    if wrong:
        falls = kind in ("rising", "never falling") or (kind == "constant" and not up)
        point = sign.negative if falls else sign.positive
        there = all_of((there, relation(slope, "<" if falls else ">")))
        pairs = _around(question, there, budget) if point is None else tuple(_pairs(question, there, point))
        return Way(True, f"in {eq.name} its slope is {slope}", "a sign of the slope", pairs)
    if sign.text == "?":
        return Way(None, f"the sign of {slope} in {eq.name} is not decided")
    return Way(False, eq.name, "the sign of its slope")


def _around(question: Question, there: Condition, budget: int) -> tuple[tuple[Point, Point], ...]:
    decision = question.prover.possible(there, budget=budget)
    return tuple(_pairs(question, there, decision.witness)) if decision.witness is not None else ()


def _pairs(question: Question, there: Condition, point: Point) -> Iterator[tuple[Point, Point]]:
    """Yield pairs of points on either side of a point at which a condition holds, closer and closer."""
    a = question.sentence.assertion
    assert isinstance(a, Trend)
    name = a.course.parameter
    point = tidied(point, question.solution.baseline, question.domain, all_of((there, question.off_edges)).at)
    interval = question.domain.ranges[name]
    low, high = interval.low, interval.high
    step = (high - low) / 8 if low is not None and high is not None else Fraction(1)
    for _ in range(24):
        for pair in ((point, {**point, name: point[name] + step}), ({**point, name: point[name] - step}, point)):
            if all(question.domain.condition.at(p) and question.where.at(p) for p in pair):
                yield pair
        step /= 2


# -- the range -------------------------------------------------------------------------------------------------------


def range_ways(question: Question, budget: int) -> Iterator[Way]:
    """Yield, for each end of the range and each regime, whether the end can go the wrong way from or to it."""
    a = question.sentence.assertion
    assert isinstance(a, Range)
    pair = _Pair(question, a)
    kinds = ("never rising", "never falling") if a.course.kind == "constant" else (a.course.kind,)
    for kind in kinds:
        for condition, what in pair.failures(kind):
            yield pair.way(condition, what, budget)


class _Pair:
    """Two points that differ in one parameter."""

    def __init__(self, question: Question, a: Trend | Range) -> None:
        self.question, self.quantity = question, a.quantity
        self.name = a.course.parameter
        self.other = f"{self.name}_"
        while self.other in question.domain.names:
            self.other += "_"
        domain = question.domain
        ranges = {**domain.ranges, self.other: domain.ranges[self.name]}
        order = relation(parameter(self.name), "<", parameter(self.other))
        self.domain = Domain(ranges, all_of((domain.assume, self.moved(domain.assume), order)))
        self.prover = prover_for(self.domain)
        self.where = all_of((question.where, self.moved(question.where)))

    @functools.cached_property
    def sides(self) -> tuple[list[_Valued], list[_Valued]]:
        """The regimes in which the quantity has a value, at the lower and at the higher point."""
        return self._side(high=False), self._side(high=True)

    def moved(self, condition: Condition) -> Condition:
        """Return a condition on the lower point as one on the higher."""
        return condition.map(self._moved_atom)

    def _moved_atom(self, atom: Atom) -> Condition:
        if self.name not in atom.expression.names:
            return atom
        poly = renamed(atom.poly, {self.name: self.other})
        return relation(Expression(poly, poly.context().constant(1)), atom.sign)

    def _side(self, *, high: bool) -> list[_Valued]:
        """Return the regimes in which the quantity has a value, as they are at one of the two points."""
        found = []
        for eq in self.question.regimes:
            value = self.question.value(self.quantity, eq)
            if value is None:
                continue
            has_value = self.question.put(defined(self.quantity.node, eq))
            there, not_there = all_of((generic(eq.when), has_value)), generic(~eq.when) | ~has_value
            if high:
                there, not_there = self.moved(there), self.moved(not_there)
                if isinstance(value, Expression) and self.name in value.names:
                    value = value.subs({self.name: parameter(self.other)})
            # an equilibrium whose survival is undecided may be missing, and then it limits nothing
            found.append(_Valued(eq.name, value, there, not_there if self.question.surely(eq) else TRUE))
        return found

    def failures(self, kind: str) -> Iterator[tuple[Condition, str]]:
        """Yield the conditions under which an end of the range goes the wrong way.

        The largest value falls if all values at the higher point are below one at the lower; the least falls if one at
        the higher point is below all at the lower. Rising is the same with the two points exchanged.
        """
        verb = "falls" if kind == "never falling" else "rises"
        for one_is_high in (False, True):
            # "one" has a value that is beyond all the values at the other point
            largest = (kind == "never falling") != one_is_high
            end, sign = ("largest", "<") if largest else ("least", ">")
            ones, others = self.sides[one_is_high], self.sides[not one_is_high]
            some = any_of(other.there for other in others)
            for value, names, there in _by_value(ones):
                beyond = [other.not_there | relation(other.value - value, sign) for other in others]
                where = all_of((self.where, there, some, *beyond))
                direction = "to" if one_is_high else "from"
                yield where, f"the {end} value {verb} {direction} that in {' or '.join(names)}"

    def way(self, condition: Condition, what: str, budget: int) -> Way:
        """Decide one of the conditions."""
        if condition == FALSE:
            return Way(False, what, "contradicts itself")
        if self.prover.refuted(condition, budget=budget):
            return Way(False, what, "impossible")
        decision = self.prover.possible(condition, budget=budget)
        if decision.answer is None or decision.witness is None:
            return Way(None, what, decision.reason)
        off = self.question.off_edges
        apart = all_of((condition, off, self.moved(off)))
        exact = decision.witness if apart.at(decision.witness) else self.prover.possible(apart).witness
        pairs = [self._pair(decision.witness)]
        if exact is not None:
            pairs = [self._pair(tidied(exact, self.question.solution.baseline, self.domain, apart.at)), *pairs]
        return Way(True, what, decision.reason, tuple(pairs))

    def _pair(self, both: Point) -> tuple[Point, Point]:
        low = {name: x for name, x in both.items() if name != self.other}
        return low, {**low, self.name: both[self.other]}


@dataclass(frozen=True)
class _Valued:
    """A regime at one of two points: the quantity's value, where the regime exists, and where it does not."""

    name: str
    value: Expression | Fraction
    there: Condition
    not_there: Condition


def _by_value(side: Iterable[_Valued]) -> Iterator[tuple[Expression | Fraction, list[str], Condition]]:
    """Yield the values with the regimes that have them, and where one of these exists."""
    groups: dict[Expression | Fraction, list[_Valued]] = {}
    for one in side:
        groups.setdefault(one.value, []).append(one)
    for value, members in groups.items():
        yield value, [one.name for one in members], any_of(one.there for one in members)
