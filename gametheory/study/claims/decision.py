"""One claim decided: every way in which it can fail proved impossible, or one of them seen at an exact point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gametheory.lang import FALSE, Condition, all_of, any_of, generic
from gametheory.lang.deciding.ground import BUDGET as QUERY
from gametheory.lang.deciding.ground import Decision
from gametheory.study.claims.continua import open_continuum
from gametheory.study.claims.counterexample import Point, Refutation, fails_at, fails_between, tidied
from gametheory.study.claims.courses import Way, comparable, range_ways, trend_ways
from gametheory.study.claims.edges import gaps
from gametheory.study.claims.failures import cut_off, failures, universal
from gametheory.study.claims.language import ANY, Cutoff, Every, Range, Trend
from gametheory.study.claims.question import Question
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Gap

__all__ = ["BUDGET", "Finding", "decided"]

BUDGET = QUERY * 3 // 2
"""Of work for one query of the decision procedure."""

_TRIES = 3


@dataclass(frozen=True)
class Finding:
    """What the decision procedure says about a claim, before the draws.

    Attributes
    ----------
    status : Status
    reason : str
    refutation : Refutation or None
    example : mapping of parameter to Fraction, or None
        A point at which a proved claim speaks of something.
    gaps : tuple of Gap
    everywhere : bool
        Proved on knife edges too.
    """

    status: Status
    reason: str
    refutation: Refutation | None = None
    example: Point | None = None
    gaps: tuple[Gap, ...] = ()
    everywhere: bool = False


def decided(question: Question) -> Finding:
    """Decide a claim by the regimes' conditions, the decision procedure, and games solved at exact points."""
    if not question.domain.names:
        return _at_the_point(question)
    spoken = question.prover.possible(all_of((question.where, question.off_edges)), budget=BUDGET)
    if spoken.answer is not True:
        return _about_nothing(question, spoken.answer)
    ways = list(_ways(question))
    base = _baseline(question)
    # a failure at the baseline tells a reader most
    possible = sorted((way for way in ways if way.answer), key=lambda way: base is None or not way.condition.at(base))
    refutation = next(filter(None, (_refuted(question, way) for way in possible)), None)
    if refutation is not None:
        return Finding(Status.REFUTED, f"{refutation.what}; the game was solved and audited at the witness", refutation)
    open_ways = [way for way in ways if way.answer is None]
    if open_ways:
        count = len(open_ways)
        more = f" (and {count - 1} more)" if count > 1 else ""
        return Finding(Status.UNDECIDED, f"not decided whether {open_ways[0].what}{more}: {open_ways[0].by}")
    spurious = [way for way in ways if way.answer]
    if spurious:
        more = "" if question.solution.exhaustive else f"; {_incomplete(question)}"
        return Finding(
            Status.UNDECIDED, f"a counterexample by the regimes could not be confirmed: {spurious[0].what}{more}"
        )
    missing = _not_proved_because(question)
    if missing:
        return Finding(Status.UNDECIDED, missing)
    a = question.sentence.assertion
    if isinstance(a, Trend | Range) and comparable(question, BUDGET) is False:
        return Finding(
            Status.UNDECIDED, f"no two admissible points differ in {a.course.parameter} alone: it says nothing"
        )
    example = spoken.witness
    if isinstance(a, Every | Trend) and a.given != ANY:
        found = _of_the_kind(question, a)
        if found.answer is False:
            return Finding(Status.UNDECIDED, f"{_NO_SUCH}, off the knife edges: it says nothing")
        example = found.witness or example
    return _proved(question, ways, example)


_NO_SUCH = "no equilibrium is of the kind that it speaks of"


def _of_the_kind(question: Question, a: Every | Trend) -> Decision:
    """Return where an equilibrium is of the kind that the claim speaks of."""
    there = any_of(all_of((generic(eq.when), question.has(a.given, eq))) for eq in question.regimes)
    return question.prover.possible(all_of((question.where, there)), budget=BUDGET)


def _about_nothing(question: Question, answer: bool | None) -> Finding:
    if answer is None:
        return Finding(Status.UNDECIDED, "not decided whether any admissible point satisfies its conditions")
    anywhere = question.prover.possible(question.where, budget=BUDGET).answer
    if anywhere is False:
        return Finding(Status.UNDECIDED, "no admissible point satisfies its conditions: it says nothing")
    return Finding(Status.UNDECIDED, "its conditions hold on knife edges only: fix parameters with at to ask about one")


def _incomplete(question: Question) -> str:
    return f"the list of equilibria is not proved to be complete: {question.solution.why}"


def _not_proved_because(question: Question) -> str:
    """Return why a claim against which nothing was found is not proved all the same; empty if nothing is missing."""
    if universal(question) and not question.solution.exhaustive:
        return _incomplete(question)
    eq = open_continuum(question, BUDGET)
    if eq is not None:
        return f"{eq.name} lies in a continuum of equilibria, and its extreme points do not decide this claim"
    return ""


def _ways(question: Question) -> Iterator[Way]:
    a = question.sentence.assertion
    if isinstance(a, Trend):
        yield from trend_ways(question, BUDGET)
    elif isinstance(a, Range):
        yield from range_ways(question, BUDGET)
    else:
        for failure in failures(question):
            yield _way(question, failure.condition, failure.what)
    if isinstance(a, Cutoff):
        yield from _both_sides(question, a)


def _way(question: Question, condition: Condition, what: str) -> Way:
    prover = question.prover
    if condition == FALSE:
        return Way(False, what, "contradicts itself")
    if prover.refuted(condition, budget=BUDGET):
        return Way(False, what, "impossible")
    decision = prover.possible(condition, budget=BUDGET)
    if decision.answer is False:
        return Way(False, what, "impossible")
    if decision.answer is None or decision.witness is None:
        return Way(None, what, decision.reason)
    return Way(True, what, decision.reason, ((decision.witness, decision.witness),), condition)


def _both_sides(question: Question, a: Cutoff) -> Iterator[Way]:
    """Yield a way for every side of the cut-off on which no admissible point is found: both must occur."""
    for side, where in zip(("on its own side", "beyond it"), cut_off(question, a), strict=True):
        answer = question.prover.possible(all_of((question.where, where)), budget=BUDGET).answer
        if answer is not True:
            by = "it lies outside the range" if answer is False else "undecided"
            yield Way(None, f"the cut-off is met: no admissible point was found {side}", by)


def _refuted(question: Question, way: Way) -> Refutation | None:
    a = question.sentence.assertion
    if isinstance(a, Trend | Range):
        for pair in way.pairs:
            found = fails_between(question, *pair)
            if found is not None:
                return found
        return None
    for point in _candidates(question, way):
        found = fails_at(question, point)
        if found is not None:
            return _simplest(question, way.condition, point, found)
    return None


def _baseline(question: Question) -> Point | None:
    """Return the baseline, where every free parameter has one and it lies off the edges."""
    base = {name: x for name, x in question.solution.baseline.items() if name in question.domain.names}
    whole = set(base) == set(question.domain.names)
    return base if whole and question.off_edges.at(base) and question.domain.condition.at(base) else None


def _candidates(question: Question, way: Way) -> Iterator[Point]:
    """Yield points at which a way to fail may be seen: the baseline, then off the edges, where the regimes say all."""
    base = _baseline(question)
    if base is not None and way.condition.at(base):
        yield base
    off = question.prover.possible(all_of((way.condition, question.off_edges)), budget=BUDGET)
    if off.witness is not None:
        yield off.witness
    for pair in way.pairs[:_TRIES]:
        yield pair[0]


def _simplest(question: Question, condition: Condition, point: Point, found: Refutation) -> Refutation:
    base = {name: x for name, x in question.solution.baseline.items() if name in question.domain.names}
    there = all_of((condition, question.off_edges))
    if not there.at(point):
        return found
    short = tidied(point, base, question.domain, there.at)
    return fails_at(question, short) or found


def _at_the_point(question: Question) -> Finding:
    a = question.sentence.assertion
    if not question.where.at({}):
        return Finding(Status.UNDECIDED, "its conditions do not hold at the point: it says nothing")
    if isinstance(a, Cutoff):
        return Finding(Status.UNDECIDED, f"a cut-off is about two sides, and {a.parameter} is fixed: leave it free")
    found = fails_at(question, {})
    if found is not None:
        return Finding(Status.REFUTED, f"{found.what}; the game was solved and audited there", found)
    if any(failure.condition != FALSE for failure in failures(question, opened=False)):
        return Finding(Status.UNDECIDED, "a counterexample could not be confirmed")
    missing = _not_proved_because(question)
    if missing:
        return Finding(Status.UNDECIDED, missing)
    if isinstance(a, Every) and not any(question.has(a.given, eq).at({}) for eq in question.regimes):
        return Finding(Status.UNDECIDED, f"{_NO_SUCH}: it says nothing")
    return Finding(
        Status.PROVED, "the game solved at the point in exact arithmetic", example=question.fixed, everywhere=True
    )


# -- what a proof covers -----------------------------------------------------------------------------------------------


def _proved(question: Question, ways: Sequence[Way], example: Point | None) -> Finding:
    by: dict[str, int] = {}
    for way in ways:
        by[way.by] = by.get(way.by, 0) + 1
    counts = ", ".join(f"{count} {_SAID.get(name, name)}" for name, count in by.items())
    reason = f"no way to fail is left ({counts})"
    everywhere = not universal(question) and all(
        question.prover.refuted(failure.condition, budget=BUDGET) for failure in failures(question, opened=False)
    )
    edges = () if everywhere else tuple(gaps(question, BUDGET))
    broken = [gap for gap in edges if gap.fails]
    if broken:
        reason += f"; it fails on the knife edge {broken[0]}" + (f" and {len(broken) - 1} more" if broken[1:] else "")
    whole = None if example is None else {**question.fixed, **example}
    return Finding(Status.PROVED, reason, example=whole, gaps=edges, everywhere=everywhere)


_SAID = {
    "contradicts itself": "by form",
    "impossible": "by z3",
    "identity": "by a polynomial identity",
    "no such equilibrium": "where no such equilibrium exists",
    "the sign of its slope": "by the sign of a slope",
}
