"""Claims about the course of a quantity in a parameter: within each regime, and of the range over all equilibria.

Within a regime the quantity has a closed form and the claim is about the sign of its derivative. The range over all
equilibria is compared at two points that differ in the parameter alone. With a second copy ``x'`` of the parameter
``x``, its upper end falls somewhere exactly if some regime exists at ``x`` with a value that every regime at ``x' > x``
stays below: one condition a regime, decided over both copies together. The lower end, and rising, likewise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gametheory.errors import ParameterError
from gametheory.lang import FALSE, Condition, Domain, Expression, all_of, any_of, generic, parameter, relation
from gametheory.lang.logic import prover_for
from gametheory.solve import Equilibrium
from gametheory.study.claims.counterexample import Point
from gametheory.study.claims.language import Range, Trend, defined
from gametheory.study.claims.question import Question
from gametheory.study.derivative_sign import sign_over
from gametheory.study.derivatives import derivative

__all__ = ["Way", "range_ways", "trend_ways"]


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


def trend_ways(question: Question, budget_ms: int) -> Iterator[Way]:
    """Yield, regime by regime, whether the quantity can go the wrong way there."""
    a = question.sentence.assertion
    assert isinstance(a, Trend)
    for eq in question.regimes:
        there = all_of((question.where, generic(eq.when), question.has(a.given, eq)))
        empty = question.prover.refuted(there, budget_ms=budget_ms)
        if empty:
            yield Way(False, eq.name, "no such equilibrium")
            continue
        form = question.value(a.quantity, eq)
        if form is None:
            yield Way(True, f"it is undefined in {eq.name}", "", _around(question, there, budget_ms))
            continue
        there = all_of((there, question.put(defined(a.quantity.node, eq))))
        yield _trend_way(question, eq, form, there, a.course.kind, budget_ms)


def _trend_way(
    question: Question, eq: Equilibrium, form: Expression | Fraction, there: Condition, kind: str, budget_ms: int
) -> Way:
    a = question.sentence.assertion
    assert isinstance(a, Trend)
    slope = derivative(form, a.course.parameter)
    if slope == 0:
        if kind in ("rising", "falling"):
            return Way(True, f"it is constant in {eq.name}", "identity", _around(question, there, budget_ms))
        return Way(False, eq.name, "identity")
    sign = sign_over(slope, question.domain, there)
    up = sign.text in ("+", ">=0") or sign.positive is not None
    down = sign.text in ("-", "<=0") or sign.negative is not None
    wrong = {"rising": down, "never falling": down, "falling": up, "never rising": up, "constant": up or down}[kind]
    if wrong:
        point = sign.negative if kind in ("rising", "never falling") else sign.positive
        point = point or sign.negative
        pairs = _around(question, there, budget_ms) if point is None else tuple(_pairs(question, point))
        return Way(True, f"in {eq.name} its slope is {slope}", "a sign of the slope", pairs)
    if sign.text == "?":
        return Way(None, f"the sign of {slope} in {eq.name} is not decided")
    return Way(False, eq.name, "the sign of its slope")


def _around(question: Question, there: Condition, budget_ms: int) -> tuple[tuple[Point, Point], ...]:
    decision = question.prover.possible(there, budget_ms=budget_ms)
    return tuple(_pairs(question, decision.witness)) if decision.witness is not None else ()


def _pairs(question: Question, point: Point) -> Iterator[tuple[Point, Point]]:
    """Yield pairs of points on either side of a point, closer and closer."""
    a = question.sentence.assertion
    assert isinstance(a, Trend | Range)
    name = a.course.parameter
    interval = question.domain.ranges[name]
    low, high = interval.low, interval.high
    step = (high - low) / 8 if low is not None and high is not None else Fraction(1)
    for _ in range(24):
        for pair in ((point, {**point, name: point[name] + step}), ({**point, name: point[name] - step}, point)):
            if all(question.domain.condition.at(p) and question.where.at(p) for p in pair):
                yield pair
        step /= 2


# -- the range -------------------------------------------------------------------------------------------------------


def range_ways(question: Question, budget_ms: int) -> Iterator[Way]:
    """Yield, for each end of the range and each regime, whether the end can go the wrong way from or to it."""
    a = question.sentence.assertion
    assert isinstance(a, Range)
    pair = _Pair(question, a)
    kinds = ("never rising", "never falling") if a.course.kind == "constant" else (a.course.kind,)
    for kind in kinds:
        for condition, what in pair.failures(kind):
            yield pair.way(condition, what, budget_ms)


class _Pair:
    """Two points that differ in one parameter."""

    def __init__(self, question: Question, a: Range) -> None:
        self.question, self.quantity = question, a.quantity
        self.name = a.course.parameter
        if self.name not in question.domain.names:
            raise ParameterError(f"{self.name} is fixed: there is no course in it")
        self.other = f"{self.name}_"
        while self.other in question.domain.names:
            self.other += "_"
        domain = question.domain
        ranges = {**domain.ranges, self.other: domain.ranges[self.name]}
        order = relation(parameter(self.name), "<", parameter(self.other))
        self.domain = Domain(ranges, all_of((domain.assume, self.moved(domain.assume), order)))
        self.prover = prover_for(self.domain)
        self.where = all_of((question.where, self.moved(question.where)))

    def moved(self, condition: Condition) -> Condition:
        return condition.subs({self.name: parameter(self.other)}) if self.name in condition.names else condition

    def value(self, eq: Equilibrium, *, high: bool) -> Expression | Fraction | None:
        found = self.question.value(self.quantity, eq)
        if high and isinstance(found, Expression) and self.name in found.names:
            return found.subs({self.name: parameter(self.other)})
        return found

    def exists(self, eq: Equilibrium, *, high: bool) -> Condition:
        there = all_of((generic(eq.when), self.question.put(defined(self.quantity.node, eq))))
        return self.moved(there) if high else there

    def absent(self, eq: Equilibrium, *, high: bool) -> Condition:
        there = generic(~eq.when) | ~self.question.put(defined(self.quantity.node, eq))
        return self.moved(there) if high else there

    def failures(self, kind: str) -> Iterator[tuple[Condition, str]]:
        """Yield the conditions under which an end of the range goes the wrong way.

        The largest value falls if all values at the higher point are below one at the lower; the least falls if one at
        the higher point is below all at the lower. Rising is the same with the two points exchanged.
        """
        valued = [eq for eq in self.question.regimes if self.value(eq, high=False) is not None]
        for one_is_high in (False, True):
            # "one" has a value that is beyond all the values at the other point
            end = {("never falling", False): "largest", ("never falling", True): "least"}
            end |= {("never rising", True): "largest", ("never rising", False): "least"}
            which = end[kind, one_is_high]
            sign = "<" if which == "largest" else ">"
            for eq in valued:
                mine = self.value(eq, high=one_is_high)
                others = [
                    self.absent(other, high=not one_is_high)
                    | relation(_difference(self.value(other, high=not one_is_high), mine), sign)
                    for other in valued
                ]
                some = any_of(self.exists(other, high=not one_is_high) for other in valued)
                whole = all_of((self.where, self.exists(eq, high=one_is_high), some, *others))
                verb = "falls" if kind == "never falling" else "rises"
                yield whole, f"the {which} value {verb} {'to' if one_is_high else 'from'} that in {eq.name}"

    def way(self, condition: Condition, what: str, budget_ms: int) -> Way:
        if self.prover.refuted(condition, budget_ms=budget_ms):
            return Way(False, what, "impossible")
        decision = self.prover.possible(condition, budget_ms=budget_ms)
        if decision.answer is None or decision.witness is None:
            return Way(None, what, decision.reason)
        low = {name: x for name, x in decision.witness.items() if name != self.other}
        return Way(True, what, decision.reason, ((low, {**low, self.name: decision.witness[self.other]}),))


def _difference(left: Expression | Fraction | None, right: Expression | Fraction | None) -> Expression | Fraction:
    assert left is not None
    assert right is not None
    return left - right
