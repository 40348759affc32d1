"""What would have to be true for a conclusion: over which values of a few parameters it holds, and how far these are.

A requirement such as ``P(strike) = 0`` is a pattern of the language of claims. It may hold in *every* equilibrium, or
in *at least one*: both are asked. Some parameters vary, the others are held; the region in which the requirement holds
is exact (:mod:`~gametheory.study.claims.region`), its share of the priors is counted in draws, and the smallest changes
that lead into it are exact or bracketed with proofs (:mod:`~gametheory.study.claims.nearest`). That the region is empty
is said with a proof only.

Which values lead to an outcome of interest is the question of scenario discovery, which answers it with boxes found in
samples: Bryant and Lempert (2010), "Thinking inside the box".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory.concepts.solution import AT_END
from gametheory.errors import ParameterError, QuantityError
from gametheory.errors import nearest as nearest_name
from gametheory.lang import FALSE, deadline
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.memory import task
from gametheory.study.changes.slice import check_question
from gametheory.study.claims.counterexample import holds_at
from gametheory.study.claims.edges import gaps
from gametheory.study.claims.language import Number, Range, Trend
from gametheory.study.claims.nearest import Change, alone, nearest
from gametheory.study.claims.question import Question, ask, narrowed
from gametheory.study.claims.region import MOST, Region, region
from gametheory.study.claims.required import Required, ranked
from gametheory.study.claims.requirement import Requirement
from gametheory.study.claims.spot import BLOCK, Tally
from gametheory.study.claims.verdict import Gap, Share
from gametheory.study.compiled.engine_numpy import run
from gametheory.study.compiled.plan import make_plan
from gametheory.study.sweeps.draws import check_seed, sampler
from gametheory.study.sweeps.priors import Priors, priors_of

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["DRAWS", "require"]

DRAWS = 100_000
"""Draws from the priors: the sampling error is below a third of a percent."""

_CLAIMS = ("some equilibrium", "no equilibrium", "one equilibrium", "the only", "the range", "every equilibrium")


@task
def require(
    solution: Solution,
    requirement: str,
    *,
    vary: str | Sequence[str],
    at: Mapping[str, Any] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    priors: str | None = None,
) -> Requirement:
    """Return what would have to be true of some parameters for a requirement to hold.

    Parameters
    ----------
    solution : Solution
        Of a parametric game; a refined one is asked of the equilibria that survive.
    requirement : str
        A pattern such as ``P(strike) = 0``, ``P(strike) <= 1/10 and payoff.us > 0`` or ``"pooling on *"`` in quotes, or
        a whole claim about numbers or kinds of equilibria such as ``the only equilibrium has P(strike) = 0``, in the
        language of :mod:`gametheory.study.claims.language`; ``where`` adds a condition on the parameters.
    vary : sequence of str
        The parameters that may change, one to four, over their ranges as far as the assumptions admit.
    at : mapping of parameter to number or text, optional
        Where the other parameters are held, and from where changes of the varied ones are measured; the rest is at the
        baseline.
    draws, seed, priors
        Draws from the priors of the varied parameters that measure the region's share, as in
        :func:`~gametheory.study.claims.prove.prove`; without draws no share.

    Returns
    -------
    Requirement
        ``every`` and ``some`` say what it takes for the pattern to hold in every equilibrium (and that there is one),
        and in at least one.

    Raises
    ------
    QuantityError
        For text that is no pattern and no claim, with a caret under the place, and claims about the course of a
        quantity.
    ParameterError
        For unknown parameters, values outside ranges or assumptions, parameters without a value, priors that are no
        scenario's, and more than four parameters.

    Examples
    --------
    >>> import gametheory as gt
    >>> found = require(gt.solve(gt.load("beer_quiche")), "P(duel) = 0", vary="wimp", at={"wimp": "3/5"})
    >>> print(found.every.condition)
    wimp < 1/2
    >>> change = found.every.nearest
    >>> print(change.where())
    wimp from 3/5 down to 1/2 (0.5)
    >>> change.size, change.exact
    (Fraction(1, 10), True)
    """
    names, fixed, start = _places(solution, vary, at)
    chosen = priors_of(solution, priors)
    check_seed(seed)
    questions = _questions(solution, requirement, fixed)
    regions = {reading: region(question) for reading, question in questions.items()}
    answers = []
    for reading, found in regions.items():
        deadline.check()
        share, why = _share(found, draws, seed, chosen)
        answers.append(_required(reading, found, start, share, why))
    question = answers[0].region.question
    given = {**fixed, **(start or {})}
    base = solution.baseline
    moved = [f"{name} = {value}" for name, value in given.items() if base.get(name) != value]
    rest = [*moved, *(["the rest at the baseline"] if len(moved) < len(given) else [])]
    return Requirement(
        question.sentence.text if "claim" in questions else " ".join(requirement.split()),
        names,
        start,
        fixed,
        tuple(answers),
        _same(tuple(regions.values())),
        question.domain,
        ", ".join(rest),
        question.solution,
    )


def _places(
    solution: Solution, vary: str | Sequence[str], at: Mapping[str, Any] | None
) -> tuple[tuple[str, ...], dict[str, Fraction], dict[str, Fraction] | None]:
    """Return the parameters that vary, where the others are held, and where the varied ones start, checked."""
    check_question(solution)
    domain = solution.domain
    names = (vary,) if isinstance(vary, str) else tuple(vary)
    if not domain.names:
        raise ParameterError("require(): this solution has no parameters; ask the solution of the parametric game")
    if at is not None and not isinstance(at, Mapping):
        raise ParameterError(f"at= takes a mapping of parameter to value, got {at!r}")
    for name in names:
        if name not in domain.ranges:
            raise ParameterError(f"vary: unknown parameter {name!r}{nearest_name(str(name), domain.ranges)}")
    if not names or len(set(names)) < len(names) or len(names) > MOST:
        raise ParameterError(f"vary takes one to {MOST} different parameters, got {', '.join(names) or 'none'}")
    values = {**solution.baseline, **domain.point(dict(at or {}))}
    missing = [name for name in domain.names if name not in values and name not in names]
    if missing:
        raise ParameterError(f"no value for {', '.join(missing)}: there is no baseline, give one in at=")
    wrong = list(domain.reached(values).outside(values))
    if wrong:
        raise ParameterError("; ".join(wrong))
    fixed = {name: values[name] for name in domain.names if name not in names}
    whole = all(name in values for name in names)
    return names, fixed, {name: values[name] for name in names} if whole else None


def _questions(solution: Solution, text: str, fixed: Mapping[str, Fraction]) -> dict[str, Question]:
    line = " ".join(text.split()) if isinstance(text, str) else ""
    if line.startswith(_CLAIMS):
        question = ask(solution, line, at=fixed)
        if isinstance(question.sentence.assertion, Trend | Range):
            raise QuantityError("a requirement holds at single points, and a course compares points", line, 0)
        return {"claim": question}
    return {kind: ask(solution, f"{kind} equilibrium has {line}", at=fixed) for kind in ("every", "some")}


def _required(
    reading: str, found: Region, start: Mapping[str, Fraction] | None, share: Share | None, why: str
) -> Required:
    question = found.question
    notes = [note for note in question.solution.notes if note.startswith(AT_END)]
    if why:
        notes.append(f"no share of the priors: {why}")
    here = None
    change: Change | None = None
    single: dict[str, Change | None] = {}
    if start is None:
        notes.append("no distances: a parameter that may change has no baseline; say by at= where it is")
    else:
        here = holds_at(question, start)
        ranges = question.domain.ranges
        endless = [name for name in start if ranges[name].low is None or ranges[name].high is None]
        if endless:
            notes.append(f"no distances: the range of {', '.join(endless)} has no width by which to scale a change")
        elif not here and found.condition != FALSE:
            change = nearest(found, start)
            single = ranked(alone(found, start))
    return Required(reading, found, here, share, change, single, _gaps(reading, found), tuple(notes))


def _gaps(reading: str, found: Region) -> tuple[Gap, ...]:
    """Return the knife edges on which the region may not be exact."""
    question = found.question
    if reading == "some":
        pattern = question.sentence.patterns[0]
        sentence = replace(question.sentence, assertion=Number("no", pattern))
        question = narrowed(replace(question, sentence=sentence), ~found.condition)
    else:
        question = narrowed(question, found.condition)
    return () if question.where == FALSE else tuple(gaps(question, BUDGET))


def _same(regions: Sequence[Region]) -> bool:
    """Return whether it is proved that two regions are the same off the borders."""
    if len(regions) < 2:
        return False
    every, some = regions
    question = some.question
    differ = (some.condition & ~every.condition) | (every.condition & ~some.condition)
    return not (every.open or some.open) and question.prover.refuted(differ & question.off_edges)


def _share(found: Region, draws: int, seed: int, priors: Priors) -> tuple[Share | None, str]:
    """Return the share of the region among draws of the varied parameters, or why there is none."""
    question = found.question
    if not draws:
        return None, ""
    names = question.domain.names
    tally = Tally(check_seed(seed), priors=priors)
    try:
        draw = sampler(question.asked, question.fixed, priors)
        tally.accepted = draw.accepted(seed)
        plan = make_plan(names, [(found.condition,)])
        for first in range(0, draws, BLOCK):
            deadline.check()
            columns, _ = draw(min(BLOCK, draws - first), seed, start=first)
            given = [np.ascontiguousarray(columns[name]) for name in names]
            truth = np.empty((1, given[0].size), bool)
            run(plan, given, [float(np.abs(c).max()) for c in given], truth, np.empty((0, given[0].size)))
            tally.draws += given[0].size
            tally.applied += given[0].size
            tally.failed += int((~truth[0]).sum())
    except ParameterError as error:
        return None, str(error)
    return tally.share("holds"), ""
