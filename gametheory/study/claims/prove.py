"""Claims decided: proved for every parameter value, refuted at an exact point, or undecided.

A claim fails where one of a few conditions on the parameters holds (:mod:`~gametheory.study.claims.failures`,
:mod:`~gametheory.study.claims.courses`). Each is put to the decision procedure of
:mod:`gametheory.lang.deciding.logic`.

- *Proved*: all of them are impossible, the list of regimes is complete, and the draws from the priors, where there are
  any, hold nothing against it when they are read by another road. The proof covers every admissible point off the
  solution's knife edges; which of these the claim's region meets is said, and points on them are tried. Existence needs
  no complete list, and where the regimes' conditions prove it outright it holds on knife edges too.
- *Refuted*: one of them has an exact point at which the game, solved there by itself and audited, goes against the
  claim.
- *Undecided*: everything else, and what was tried. A claim that says nothing is undecided too: no admissible point
  satisfies its conditions, no equilibrium is of the kind after ``every equilibrium with``, or no two points differ in
  the parameter of its course alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gametheory.concepts.solution import AT_END
from gametheory.lang import TRUE, deadline
from gametheory.lang.memory import task
from gametheory.stages import stage
from gametheory.study.claims.counterexample import fails_at, fails_between
from gametheory.study.claims.decision import Finding, decided
from gametheory.study.claims.language import Trend
from gametheory.study.claims.question import Question, ask
from gametheory.study.claims.spot import Tally, spot_check
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict
from gametheory.study.sweeps.priors import Asked, Priors, priors_of

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["DRAWS", "SCOPES", "decide_questions", "not_reached", "prove"]

DRAWS = 1_000_000
"""Draws from the priors for a claim."""

SCOPES = (" at which its conditions hold", ", off the knife edges")
"""What can restrict a scope, in the order in which it is said."""


@task
def prove(
    solution: Solution,
    claim: str,
    *,
    where: str | Iterable[str] = (),
    at: Mapping[str, Any] | str | None = None,
    refine: str | Iterable[str] = (),
    draws: int = DRAWS,
    seed: int = 0,
    priors: Asked = None,
) -> Verdict:
    """Decide a claim about a solution, for all parameter values.

    Parameters
    ----------
    solution : Solution
    claim : str
        In the language of :mod:`gametheory.study.claims.language`.
    where : str or iterable of str
        Conditions on the parameters that all hold, besides those in the claim.
    at : mapping of parameter to number, or "baseline", optional
        Parameters that are fixed; the key ``rest`` with the value ``"baseline"`` fixes the others at the baseline, but
        for those whose value is ``"free"``.
    refine : str or iterable of str
        Refinements that the equilibria meant survive.
    draws, seed : int
        How many draws from the priors look for a failure by another road, and measure where the claim holds.
    priors : str or mapping, optional
        The name of a scenario of the document, whose priors are drawn from in place of the document's
        (:mod:`gametheory.study.sweeps.priors`).

    Returns
    -------
    Verdict
        ``status`` is ``Status.PROVED``, ``REFUTED`` (with ``witness``) or ``UNDECIDED``: the words in small letters.

    Raises
    ------
    QuantityError
        For text that is no claim, with a caret under the place.
    ParameterError, ConceptError
        For parameters, values, refinements and priors that do not fit.

    Examples
    --------
    >>> import gametheory as gt
    >>> quiche = gt.solve(gt.load("beer_quiche"))
    >>> verdict = prove(quiche, "every equilibrium has P(duel) <= 1/2 where wimp < 1/2", draws=1000)
    >>> verdict.status
    'proved'
    >>> verdict = prove(quiche, "the only equilibrium has P(beer) = 1 where wimp < 1/2", draws=1000)
    >>> verdict.status, [eq.name for eq in verdict.equilibria]
    ('refuted', ['pooling on beer', 'pooling on quiche'])
    """
    question = ask(solution, claim, where=where, at=at, refine=refine)
    return decide_questions([question], draws=draws, seed=seed, priors=priors_of(solution, priors))[0]


def decide_questions(
    questions: Sequence[Question], *, draws: int, seed: int, priors: Priors | None = None
) -> list[Verdict]:
    """Decide several claims, which share draws where they share a solution."""
    found, spent, n = [], [], len(questions)
    for i, question in enumerate(questions):
        started = time.perf_counter()
        finding = None
        # under a limit each may take its part of what is left, and some is for the draws
        with (
            deadline.Part(0.8 / (n - i)) as work,
            deadline.whole(),
            stage(f"claim {i + 1} of {len(questions)}"),
        ):
            finding = decided(question)
        found.append(finding or Finding(Status.UNDECIDED, not_reached(work.why)))
        spent.append(time.perf_counter() - started)
    started = time.perf_counter()
    with stage(f"{draws:,} draws"):
        tallies = (
            spot_check(questions, draws, seed, priors)
            if draws
            else [Tally(seed, why="none were asked for") for _ in questions]
        )
    each = (time.perf_counter() - started) / max(len(questions), 1)
    return [
        _verdict(question, _in_time(question, finding, tally), tally, seconds + each)
        for question, finding, tally, seconds in zip(questions, found, tallies, spent, strict=True)
    ]


def not_reached(why: str) -> str:
    """Return the reason why a claim is undecided for which there was no time."""
    return f"the work on it was {why}"


def _verdict(question: Question, finding: Finding, tally: Tally, seconds: float) -> Verdict:
    refutation = finding.refutation
    share = tally.share("fails" if finding.status == Status.REFUTED else "holds")
    if finding.status != Status.PROVED and not question.solution.exhaustive:
        share = None  # the regimes that are missing would hold it, or fail it, in other places
    reason = finding.reason
    if share is not None and finding.status == Status.PROVED:
        draws = f"{tally.applied:,} draws from {tally.priors.text}"
        # in floating point, where that is not confirmed in exact arithmetic
        against = "hold nothing" if not tally.failed else f"hold something doubtful ({tally.failed:,} of them)"
        reason += f"; {draws} {against} against it"
    if share is not None and tally.why:
        reason += f"; the draws: {tally.why}"
    elif tally.why and question.domain.names and tally.why != "none were asked for":
        reason += f"; no draws: {tally.why}"
    reason = "; ".join([reason, *(note for note in question.solution.notes if note.startswith(AT_END))])
    witness = refutation.point if refutation is not None else finding.example
    return Verdict(
        name=question.text,
        status=finding.status,
        formal=question.text,
        scope=_scope(question, finding),
        assumptions=_assumptions(question),
        reason=reason,
        seconds=seconds,
        witness=None if witness is None else dict(witness),
        equilibria=() if refutation is None else refutation.equilibria,
        share=share,
        gaps=finding.gaps,
        question=question,
    )


def _assumptions(question: Question) -> tuple[str, ...]:
    model = question.asked.model
    if model is None:
        return () if question.domain.assume == TRUE else (str(question.domain.assume),)
    return tuple(text for texts in model.assume.values() for text in texts)


def _scope(question: Question, finding: Finding) -> str:
    if finding.status != Status.PROVED:
        return ""
    conditions, edges = SCOPES
    among = question.solution.concept.scope
    if not question.domain.names:
        return ("at the point" if question.asked.domain.names else "in the game") + among
    there = "" if question.where == TRUE else conditions
    off = "" if finding.everywhere or not finding.gaps else edges
    # a claim with fixed parameters holds on a slice: that must not read like all of the parameter space
    start = "at every admissible point"
    if question.fixed:
        free = ", ".join(question.domain.names)
        start = f"with the other parameters fixed, at every admissible value of {free}"
    return f"{start}{there}{off}{among}"


def _in_time(question: Question, finding: Finding, tally: Tally) -> Finding:
    """Return the finding after the draws, or as it was where there is no time to look at what they show."""
    with deadline.Part(), deadline.whole():
        return _against(question, finding, tally)
    return finding


def _against(question: Question, finding: Finding, tally: Tally) -> Finding:
    """Return the finding after the draws: what they show against a proof is decided in exact arithmetic."""
    if finding.status == Status.REFUTED:
        return finding
    for point, other in tally.points:
        if isinstance(question.sentence.assertion, Trend):  # a slope at one point: the pairs of the proof decide it
            continue
        found = fails_at(question, point) if other is None else fails_between(question, point, other)
        if found is None:
            continue
        if finding.status == Status.UNDECIDED:
            return Finding(Status.REFUTED, f"{found.what}; found among the draws, solved and audited there", found)
        if question.off_edges.at({name: point[name] for name in question.domain.names}):
            what = f"the proof and the draws disagree, which is a fault of this program: at {dict(point)} {found.what}"
            return replace(finding, status=Status.UNDECIDED, reason=what)
    return finding
