"""A claim at one exact point: the game is solved there by itself, and the equilibria are audited.

Whatever the regimes say, a claim counts as refuted only where the numeric game at the point goes against it. The answer
has three values: where a list of equilibria is not complete, or a continuum of outcomes leaves the question open, it is
None.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory.concepts import Equilibrium, Solution
from gametheory.errors import ParameterError
from gametheory.lang import Domain, Expression
from gametheory.lang.memory import Same
from gametheory.study.claims.continua import absent_between
from gametheory.study.claims.failures import cut_off
from gametheory.study.claims.language import (
    ANY,
    Cutoff,
    Equivalent,
    Every,
    Named,
    Number,
    Pattern,
    Range,
    Trend,
    affine,
    defined,
)
from gametheory.study.claims.question import NOBODY, Question
from gametheory.study.quantities.quantity import Quantity

__all__ = ["Refutation", "fails_at", "fails_between", "holds_at", "tidied"]

Point = Mapping[str, Fraction]


@dataclass(frozen=True)
class Refutation:
    """An exact point at which a claim fails.

    Attributes
    ----------
    point : mapping of parameter to Fraction
        Every parameter of the model.
    equilibria : tuple of Equilibrium
        Those that go against the claim; all there are, where the claim misses one.
    what : str
        What goes against it.
    """

    point: Point
    equilibria: tuple[Equilibrium, ...]
    what: str


@dataclass(frozen=True)
class _There:
    """The equilibria at one point."""

    question: Question
    point: Point
    solution: Solution

    @property
    def continuum(self) -> bool:
        return any(not eq.isolated for eq in self.solution) or any(not self.question.surely(eq) for eq in self.solution)

    def outcomes(self) -> tuple[Equilibrium, ...]:
        """Return the equilibria, a continuum by its extreme points; without those of which survival is undecided."""
        found: list[Equilibrium] = []
        for eq in self.solution:
            if self.question.surely(eq):
                found += eq.vertices or (eq,)
        return tuple(found)

    def counted(self, equilibria: Iterable[Equilibrium]) -> tuple[Equilibrium, ...]:
        """Return the equilibria as they count: extreme points that differ in labels that are one only once."""
        found = self.solution
        return found.concept.first_of_each(found.game, found.alike, tuple(equilibria))

    def absent(self, pattern: Pattern) -> bool:
        """Return whether no outcome of the continua has the pattern."""
        pieces = [eq.vertices for eq in self.solution if not eq.isolated]
        if self.solution.alike:
            # pieces that many more messages would join are not told: what lies between any of them is looked at
            pieces = [tuple(eq for corners in pieces for eq in corners)] if all(pieces) else pieces
        return not self.question.refined and all(
            bool(corners) and absent_between(corners, pattern, self.whole) for corners in pieces
        )

    def has(self, pattern: Pattern, eq: Equilibrium) -> bool:
        by_name = any(isinstance(part, Named) for part in pattern.parts())
        names = _names(self.question, self.point, eq) if by_name else ()
        return pattern.of(eq, names).at(self.whole)

    @property
    def whole(self) -> Point:
        return {**self.question.fixed, **self.point}

    def refutation(self, equilibria: Iterable[Equilibrium], what: str) -> Refutation:
        return Refutation(self.whole, tuple(equilibria), what)


def _names(question: Question, point: Point, eq: Equilibrium) -> tuple[str, ...]:
    """Return the names of the regimes that an equilibrium at a point belongs to, and its own."""
    found = [eq.name]
    for regime in question.regimes:
        if regime.when.at(point):
            outcome = {h: x.at(point) if isinstance(x, Expression) else Fraction(x) for h, x in regime.outcome.items()}
            if {h: x for h, x in outcome.items() if x} == {h: x for h, x in eq.outcome.items() if x}:
                found.append(regime.name)
    return tuple(dict.fromkeys(found))


def _solved(question: Question, point: Point) -> _There | None:
    free = tuple((name, point[name]) for name in question.domain.names)
    found = _certified(Same(question.solution), free)
    return None if found is None else _There(question, dict(free), found)


@functools.lru_cache(maxsize=4096)
def _certified(key: Same[Solution], free: tuple[tuple[str, Fraction], ...]) -> Solution | None:
    """Return the equilibria at a point, if the list is complete and every one on it passes the audit."""
    try:
        found = key.subject.fix(dict(free)) if free else key.subject
    except ParameterError:
        return None
    return found if found.exhaustive and all(one.valid is True for one in found.certificates()) else None


def fails_at(question: Question, point: Point) -> Refutation | None:
    """Return how the claim fails at a point, in exact arithmetic; None where it holds or that is not decided.

    For claims about the course of a quantity in a parameter see :func:`fails_between`.
    """
    there = _solved(question, point)
    if there is None or not question.where.at(there.point):
        return None
    a = question.sentence.assertion
    if isinstance(a, Every):
        against = [eq for eq in there.outcomes() if there.has(a.given, eq) and not there.has(a.pattern, eq)]
        return there.refutation(against, f"{against[0].name} does not have it") if against else None
    if isinstance(a, Number):
        return _number_fails(there, a)
    if isinstance(a, Equivalent):
        inside = question.put(a.condition.of(NOBODY)).at(there.point)
        outside = not inside
    else:
        assert isinstance(a, Cutoff)
        inside, outside = (side.at(there.point) for side in cut_off(question, a))
    if not (inside or outside):  # at the cut-off itself
        return None
    return _number_fails(there, Number("some" if inside else "no", a.pattern))


def holds_at(question: Question, point: Point) -> bool | None:
    """Return whether a claim holds at a point, in exact arithmetic; None where that is not decided.

    A claim about every equilibrium holds only where there is one. For claims about numbers and kinds of equilibria.
    """
    there = _solved(question, point)
    if there is None:
        return None
    if not question.where.at(there.point) or fails_at(question, point) is not None:
        return False
    a = question.sentence.assertion
    if isinstance(a, Number) and a.count == "some":
        return True if any(there.has(a.pattern, eq) for eq in there.outcomes()) else None
    if isinstance(a, Every) and all(eq.isolated or a.pattern.affine for eq in there.solution):
        survive = all(question.surely(eq) for eq in there.solution)
        return bool(there.outcomes()) or a.given != ANY if survive else None
    return None if there.continuum else True


def _number_fails(there: _There, a: Number) -> Refutation | None:
    outcomes = there.outcomes()
    found = [eq for eq in outcomes if there.has(a.pattern, eq)]
    kind = "" if a.pattern == ANY else " of this kind"
    if a.count == "no":
        return there.refutation(found, f"{found[0].name} is an equilibrium{kind}") if found else None
    if not found and (not there.continuum or there.absent(a.pattern)):
        return there.refutation(outcomes, f"no equilibrium is{kind}" if kind else "there is no equilibrium")
    if a.count == "some":
        return None
    several = there.counted(found)
    if len(several) > 1:
        return there.refutation(several, f"{len(several)} equilibria{kind}")
    every = there.counted(outcomes)
    if a.count == "only" and len(every) > 1:
        return there.refutation(every, f"{len(every)} equilibria")
    if a.count == "only" and outcomes and not found:
        return there.refutation(outcomes, f"{outcomes[0].name} is of another kind")
    return None


# -- two points -------------------------------------------------------------------------------------------------------


def fails_between(question: Question, low: Point, high: Point) -> Refutation | None:
    """Return how a claim about a course fails between two points that differ in one parameter; None if it does not.

    Of a regime's quantity the two values are compared in the equilibria that belong to the regime at either point; of a
    range its two ends.
    """
    a = question.sentence.assertion
    assert isinstance(a, Trend | Range)
    below, above = _solved(question, low), _solved(question, high)
    if below is None or above is None:
        return None
    if not (question.where.at(below.point) and question.where.at(above.point)):
        return None
    if isinstance(a, Range):
        return _range_fails(below, above, a)
    return _trend_fails(below, above, a)


_BROKEN: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "rising": lambda low, high: high <= low,
    "falling": lambda low, high: high >= low,
    "never rising": lambda low, high: high > low,
    "never falling": lambda low, high: high < low,
    "constant": lambda low, high: high != low,
}


def _trend_fails(below: _There, above: _There, a: Trend) -> Refutation | None:
    question, x = below.question, a.course.parameter
    for regime in question.regimes:
        if not (regime.when.at(below.point) and regime.when.at(above.point)):
            continue
        pair = [_member(there, regime) for there in (below, above)]
        low, high = pair
        if low is None or high is None or not (below.has(a.given, low) and above.has(a.given, high)):
            continue
        values = [_number(there, a.quantity, eq) for there, eq in ((below, low), (above, high))]
        first, second = values
        if first is None or second is None:
            return below.refutation((low,), f"{a.quantity} is undefined in {regime.name}")
        if _BROKEN[a.course.kind](first, second):
            what = f"in {regime.name} it goes from {first} to {second} as {x} goes to {above.whole[x]}"
            return below.refutation((low, high), what)
    return None


def _member(there: _There, regime: Equilibrium) -> Equilibrium | None:
    outcome = {h: x.at(there.point) if isinstance(x, Expression) else Fraction(x) for h, x in regime.outcome.items()}
    wanted = {h: x for h, x in outcome.items() if x}
    return next((eq for eq in there.outcomes() if {h: x for h, x in eq.outcome.items() if x} == wanted), None)


def _number(there: _There, quantity: Quantity, eq: Equilibrium) -> Fraction | None:
    """Return a quantity's value in an equilibrium at the point; None where it is undefined."""
    value = quantity.of(eq)
    if value is None or not defined(quantity.node, eq).at(there.whole):
        return None
    return value.at(there.whole) if isinstance(value, Expression) else value


def _range_fails(below: _There, above: _There, a: Range) -> Refutation | None:
    if (below.continuum or above.continuum) and (below.question.refined or not affine(a.quantity.node)):
        return None
    ends: list[tuple[Fraction, Fraction]] = []
    for there in (below, above):
        values = [_number(there, a.quantity, eq) for eq in there.outcomes()]
        known = [value for value in values if value is not None]
        if not known:
            return None
        ends.append((min(known), max(known)))
    x = a.course.parameter
    for end, name in ((0, "least"), (1, "largest")):
        low, high = ends[0][end], ends[1][end]
        if _BROKEN[a.course.kind](low, high):
            what = f"the {name} value goes from {low} to {high} as {x} goes to {above.whole[x]}"
            return below.refutation((*below.solution, *above.solution), what)
    return None


# -- readable witnesses -----------------------------------------------------------------------------------------------


def tidied(point: Point, baseline: Point, domain: Domain, fails: Callable[[Point], bool]) -> dict[str, Fraction]:
    """Return a point near the baseline and with short numbers at which the claim still fails.

    One coordinate after the other is put to its baseline, and else rounded, as long as ``fails`` says that it fails
    there.
    """
    best = dict(point)

    def admissible(candidate: Point) -> bool:
        return domain.condition.at(candidate) and fails(candidate)

    for _ in range(2):
        for name in domain.names:
            if name in baseline and best[name] != baseline[name]:
                candidate = {**best, name: baseline[name]}
                if admissible(candidate):
                    best = candidate
    for name in domain.names:
        if best[name] == baseline.get(name):
            continue
        for size in (1, 2, 4, 5, 10, 20, 50, 100, 1000):
            candidate = {**best, name: Fraction(round(best[name] * size), size)}
            if candidate[name] == best[name] or admissible(candidate):
                best = candidate
                break
    return best
