"""The weakest condition under which a refuted claim holds: a threshold on one parameter, or a region in a few.

Where the claim fails is a set of parameter points. If a parameter is above ``t`` at all of them, the claim holds
wherever it is at most ``t``. The largest such ``t`` is closed in on from both sides: a point at which the claim fails
bounds it from above, a proof from below; the simplest fraction between the two is tried last, so that a bound such as
5/9 comes out as it is.

Where no threshold on one parameter is enough and a few are free, the region in all of them in which the claim holds is
the answer (:mod:`~gametheory.study.claims.region`): the weakest condition there is, off the borders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from gametheory.lang import all_of, parameter, relation
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.floats import simplest_between
from gametheory.lang.memory import task
from gametheory.study.claims.courses import range_ways, trend_ways
from gametheory.study.claims.failures import failures
from gametheory.study.claims.language import Range, Trend
from gametheory.study.claims.prove import decide_questions
from gametheory.study.claims.question import Question, narrowed
from gametheory.study.claims.region import MOST, region
from gametheory.study.claims.spot import Tally, spot_check
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict
from gametheory.study.claims.weakening import JointWeakening, Weakening, Weakenings
from gametheory.study.compiled.exact_signs import decimal
from gametheory.study.sweeps.priors import priors_of

__all__ = ["weaken"]

_STEPS = 12
_ENDS = 100
_BUDGET = BUDGET // 4


@task
def weaken(verdict: Verdict, *, draws: int = 100_000, seed: int = 0) -> Weakenings:
    """Find conditions under which a refuted claim is proved: thresholds on single parameters, else one on several.

    Parameters
    ----------
    verdict : Verdict
        Of :func:`~gametheory.study.claims.prove.prove` or :func:`~gametheory.study.claims.verify.verify`.
    draws, seed : int
        Draws from the priors that measure how much each threshold keeps.

    Returns
    -------
    Weakenings
        A tuple of :class:`~gametheory.study.claims.weakening.Weakening`, the weakest first: the one that keeps the
        largest share of the draws. Where no threshold on one parameter is enough and two to four are free, of one
        :class:`~gametheory.study.claims.weakening.JointWeakening`: the exact condition on these, as
        :func:`~gametheory.study.claims.require.require` finds it. Empty where the claim holds
        nowhere, or is not refuted, or more are free: ``why`` says which, and what was tried.

    Raises
    ------
    TypeError
        For anything but a verdict that comes from a claim in the language of claims.

    Examples
    --------
    >>> import gametheory as gt
    >>> verdict = gt.prove(gt.solve(gt.load("beer_quiche")), "no equilibrium has P(duel) > 0", draws=0)
    >>> verdict.status, [str(one) for one in weaken(verdict, draws=1000)]
    ('refuted', ['wimp < 1/2'])
    >>> print(weaken(gt.prove(gt.solve(gt.load("beer_quiche")), "some equilibrium", draws=0)))
    the claim is proved as it stands: there is nothing to weaken
    """
    question = getattr(verdict, "question", None)
    if not isinstance(verdict, Verdict) or question is None:
        raise TypeError("weaken() takes the verdict on one claim, as gt.prove() and gt.verify() return it")
    if verdict.status == Status.PROVED:
        return Weakenings(why="the claim is proved as it stands: there is nothing to weaken")
    if verdict.status != Status.REFUTED:
        return Weakenings(why="the claim is undecided: only a claim that is refuted can be weakened")
    if not question.domain.names:
        where = "every parameter is fixed" if question.fixed else "the game has no parameters"
        return Weakenings(why=f"{where}: there is none on which a threshold could be put")
    priors = priors_of(question.solution, None if verdict.share is None else verdict.share.scenario)
    tally = spot_check([question], draws, seed, priors)[0]
    tried: dict[str, str] = {}
    found = [one for name in question.domain.names for one in _thresholds(question, name, verdict, tally, draws, tried)]
    ranked = sorted(found, key=lambda one: (-(one.kept or 0.0), one.parameter))
    if found:
        return Weakenings(ranked, tried)
    joint, why = _jointly(question, tally, draws)
    return Weakenings(joint, tried, "" if joint else "; ".join(part for part in (_why(tried), why) if part))


def _jointly(question: Question, tally: Tally, draws: int) -> tuple[list[JointWeakening], str]:
    """Return the condition on all free parameters together under which the claim is proved, or why there is none."""
    names = question.domain.names
    if isinstance(question.sentence.assertion, Trend | Range) or len(names) < 2:
        return [], ""
    if len(names) > MOST:
        return [], f"fix all but {MOST} of the {len(names)} parameters by at for a condition on several"
    found = region(question)
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    if found.empty is not False:
        no = "no condition on" if found.empty else "it is undecided whether a condition on"
        return [], f"{no} {listed} together is enough{'' if found.empty else f': {found.why}'}"
    narrow = narrowed(question, found.condition)
    proof = decide_questions([narrow], draws=draws, seed=tally.seed, priors=tally.priors)[0]
    if proof.status != Status.PROVED:
        return [], f"where {found.condition} it is {proof.status}"
    kept = proof.share.applied / tally.applied if proof.share is not None and tally.applied else None
    parameters = tuple(name for name in names if name in found.condition.names)
    return [JointWeakening(parameters, found.condition, kept, proof)], ""


def _why(tried: Mapping[str, str]) -> str:
    """Return why there is no threshold: what was tried, parameters with the same fate together."""
    fates: dict[str, list[str]] = {}
    for name, fate in tried.items():
        fates.setdefault(fate, []).append(name)
    parts = [f"{', '.join(names)}: {fate}" for fate, names in fates.items()]
    return f"no threshold on one parameter is enough ({'; '.join(parts)})"


def _thresholds(
    question: Question, name: str, verdict: Verdict, tally: Tally, draws: int, tried: dict[str, str]
) -> Iterator[Weakening]:
    interval = question.domain.ranges[name]
    if interval.low is None or interval.high is None:
        tried[name] = f"the range {interval} has no end from which to measure"
        return
    if verdict.witness is None:
        tried[name] = "no point is known at which the claim fails"
        return
    search = _Search(question, name)
    width = interval.high - interval.low
    witness = verdict.witness[name]
    low, high = (decimal(x) for x in tally.spans.get(name, (float(witness), float(witness))))
    fates: list[str] = []
    for sign, start, fails in (("<", interval.low, min(low, witness)), (">", interval.high, max(high, witness))):
        if abs(fails - start) * _ENDS < width:  # the claim fails all the way to this end
            fates.append(f"it fails close to the {'lower' if sign == '<' else 'upper'} end")
            continue
        closed = search.closed_in(sign, start, fails)
        if closed is None:
            fates.append(
                f"it could not be proved for {name} {sign} any value"
                if search.doubtful
                else f"it fails close to the {'lower' if sign == '<' else 'upper'} end"
            )
            continue
        value, tight = closed
        narrow = narrowed(question, relation(parameter(name), sign, value))
        proof = decide_questions([narrow], draws=draws, seed=tally.seed, priors=tally.priors)[0]
        if proof.status == Status.PROVED:
            kept = proof.share.applied / tally.applied if proof.share is not None and tally.applied else None
            fates.append("")
            yield Weakening(name, sign, value, tight, kept, proof)
        else:
            fates.append(f"with {name} {sign} {value} it is {proof.status}")
    if "" not in fates:
        both = ["it fails close to the lower end", "it fails close to the upper end"]
        tried[name] = "it fails close to both ends of the range" if fates == both else " and ".join(fates)


class _Search:
    """Closes in on a threshold of one parameter."""

    def __init__(self, question: Question, name: str) -> None:
        self.question, self.name = question, name
        self.doubtful = False  # whether the last search ended in a doubt
        self.courses = isinstance(question.sentence.assertion, Trend | Range)
        self.ways = [] if self.courses else [failure.condition for failure in failures(question)]

    def failing(self, sign: str, value: Fraction) -> Any:
        """Return a value of the parameter at which the claim fails under the threshold; True if none is possible."""
        limit = relation(parameter(self.name), sign, value)
        if self.courses:
            return self._failing_course(narrowed(self.question, limit))
        prover = self.question.prover
        for way in self.ways:
            if prover.refuted(all_of((way, limit)), budget=_BUDGET):
                continue
            decision = prover.possible(all_of((way, limit)), budget=_BUDGET)
            if decision.witness is not None:
                return decision.witness[self.name]
            if decision.answer is not False:
                return None
        return True

    def _failing_course(self, question: Question) -> Any:
        trend = isinstance(question.sentence.assertion, Trend)
        for way in trend_ways(question, _BUDGET) if trend else range_ways(question, _BUDGET):
            if way.answer is None:
                return None
            if way.answer:
                return way.pairs[0][0][self.name] if way.pairs else None
        return True

    def closed_in(self, sign: str, start: Fraction, fails: Fraction) -> tuple[Fraction, bool] | None:
        """Return the threshold, and whether it is tight; None where there is none, or (``doubtful``) none is proved."""
        self.doubtful = False
        holds, whole = start, abs(fails - start)
        if whole == 0:
            return None
        interval = self.question.domain.ranges[self.name]
        assert interval.low is not None
        assert interval.high is not None
        small = (interval.high - interval.low) / 1000
        for _ in range(_STEPS):
            if abs(fails - holds) <= small:
                break
            middle = simplest_between(*sorted((holds + (fails - holds) / 3, holds + (fails - holds) * 2 / 3)))
            answer = self.failing(sign, middle)
            if answer is True:
                holds = middle
            elif answer is None:
                self.doubtful = True
                return None
            else:
                fails = answer if abs(answer - start) < abs(fails - start) else fails
                if holds == start and abs(fails - start) <= small:
                    return None
        if holds == start:
            return None
        short = simplest_between(*sorted((holds, fails)))
        if short != holds and self.failing(sign, short) is True:
            holds = short
        return holds, abs(fails - holds) <= small
