"""Every claim of a model, decided.

Besides the document's claims every solution is checked for coverage: that some equilibrium exists at every admissible
point. Claims of one model share the solution, the draws from the priors, and what the decision procedure has learned.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.concepts import Solution, default_concept, solve
from gametheory.concepts.refinements.judge import refinement_names
from gametheory.errors import ConceptError, DocumentError, GameTheoryError, Issue, ParameterError, QuantityError
from gametheory.lang import deadline
from gametheory.lang.memory import task
from gametheory.spec import Model
from gametheory.spec.library import model_of
from gametheory.stages import shown, stage
from gametheory.study.claims.prove import DRAWS, SCOPES, decide_questions, not_reached
from gametheory.study.claims.question import Question, ask, check_course, fixed_values
from gametheory.study.claims.reader import read_condition, read_sentence
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict, Verification
from gametheory.study.sweeps.priors import Asked, Priors, priors_of

if TYPE_CHECKING:
    from gametheory.spec import Claim

__all__ = ["COVERAGE", "claim_issues", "unsolved", "verify"]

COVERAGE = "coverage"
"""The name of the check that every solution gets."""

_NO_FORMAL_PART = "it has no formal part that a program could decide"


@task
def verify(
    model: Model | str | os.PathLike[str],
    *,
    solution: Solution | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    priors: Asked = None,
    seconds: float | None = None,
    partial: bool = False,
    progress: bool = False,
) -> Verification:
    """Decide every claim of a model.

    Parameters
    ----------
    model : Model, str or path
        A text is the name or the path of one, which is loaded as :func:`gametheory.load` does.
    solution : Solution, optional
        The model's, if it is solved already; by default it is solved with the strongest concept that fits.
    draws, seed, priors
        See :func:`~gametheory.study.claims.prove.prove`.
    seconds : number, optional
        How long to work, the solution included if it is not given. What is not decided by then is undecided, and its
        reason says so: see :func:`~gametheory.concepts.concept.solve`.
    partial : bool
        Whether Ctrl-C leaves the rest undecided, in the same way, instead of raising ``KeyboardInterrupt``; a second
        one raises it.
    progress : bool
        Whether, after two seconds, standard error shows at which claim the work is, and for how long it has been going
        on, where that is a terminal.

    Returns
    -------
    Verification
        One verdict a claim, in the document's order, then the automatic checks.

    Raises
    ------
    CatalogueError, DocumentError
        For a name or a path, as :func:`gametheory.load`; and with every claim whose formal part cannot be read.
    ConceptError
        If no concept takes the game.
    ParameterError
        For ``seconds`` that is no positive number, and priors that are no scenario's.

    Examples
    --------
    >>> for verdict in verify("beer_quiche", draws=1000):
    ...     print(f"{verdict.status}: {verdict.name}")
    proved: two pooling outcomes
    proved: one outcome above one half
    proved: beer survives the intuitive criterion
    refuted: one outcome without refinements
    proved: coverage
    """
    asked = model_of(model, "verify")
    with deadline.limited(seconds, partial, why="cut to keep within {}"), shown(f"verifying {asked.name}", progress):
        return _verified(asked, solution, draws, seed, priors_of(asked, priors))


def _verified(model: Model, solution: Solution | None, draws: int, seed: int, priors: Priors) -> Verification:
    with deadline.share(0.5), stage("solving"):
        solved = solve(model) if solution is None else solution
    issues: list[Issue] = []
    asked: list[list[Question]] = []
    cut: dict[int, str] = {}
    for i, claim in enumerate(model.claims):
        asked.append([])
        # a claim with fixed parameters, or about what survives a refinement, has a solution of its own
        with deadline.Part(0.5 / len(model.claims)) as work, deadline.whole(), stage(f"reading {claim.name}"):
            asked[i] = _questions(claim, f"claims.{i + 1}", solved, issues)
        if work.why:
            cut[i] = work.why
            _read_only(claim, f"claims.{i + 1}", solved, issues)
    if issues:
        raise DocumentError(issues, f"the model {model.name!r}")
    asked.append([ask(solved, "some equilibrium")])
    every = [q for questions in asked for q in questions]
    verdicts = iter(decide_questions(every, draws=draws, seed=seed, priors=priors))
    found = []
    for i, (one, questions) in enumerate(zip((*model.claims, None), asked, strict=True)):
        parts = [next(verdicts) for _ in questions]
        if one is not None and i in cut:
            parts = [Verdict(one.name, Status.UNDECIDED, formal="; ".join(one.sentences), reason=not_reached(cut[i]))]
        if one is None:
            statement = "At every admissible point some equilibrium exists."
            found.append(
                replace(parts[0], name=_free_name(model), statement=statement, expected="holds", automatic=True)
            )
        else:
            found.append(_of_claim(one, parts))
    return Verification(model, solved, tuple(found))


def claim_issues(model: Model) -> list[Issue]:
    """Return what is wrong with the formal parts of a model's claims, as far as that shows before it is solved."""
    frame = unsolved(model)
    issues: list[Issue] = []
    for i, claim in enumerate(model.claims):
        _read_only(claim, f"claims.{i + 1}", frame, issues)
    return issues


def unsolved(model: Model) -> Solution:
    """Return a solution of a model without equilibria: all that is needed to read claims and quantities."""
    return Solution(
        model.game, default_concept(model.game), (), domain=model.domain, baseline=model.baseline, model=model
    )


def _free_name(model: Model) -> str:
    taken = {claim.name for claim in model.claims}
    return COVERAGE if COVERAGE not in taken else f"{COVERAGE} (automatic)"


def _of_claim(claim: Claim, parts: Sequence[Verdict]) -> Verdict:
    found = _together(parts) if parts else Verdict(claim.name, Status.UNDECIDED, reason=_NO_FORMAL_PART)
    return replace(
        found,
        name=claim.name,
        statement=claim.statement,
        source=claim.source,
        expected=claim.expect,
        states=claim.states,
        put_in=claim.put_in,
        form=claim.form,
    )


def _together(parts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on several sentences that are claimed together: refuted if one is, proved if all are."""
    if len(parts) == 1:
        return parts[0]
    order = (Status.REFUTED, Status.UNDECIDED, Status.PROVED)
    first = min(parts, key=lambda part: order.index(part.status))
    # of the parts' gaps on one edge the one that fails there is kept
    gaps = {
        str(gap): gap for gap in sorted((gap for part in parts for gap in part.gaps), key=lambda gap: bool(gap.fails))
    }
    reasons = [f"({i + 1}) {part.status}: {part.reason}" for i, part in enumerate(parts)]
    return replace(
        first,
        formal="; ".join(part.formal for part in parts),
        scope=_joint_scope(parts) if first.status == Status.PROVED else "",
        reason=" ".join(reasons),
        seconds=sum(part.seconds for part in parts),
        gaps=tuple(gaps.values()) if first.status == Status.PROVED else (),
    )


def _joint_scope(parts: Sequence[Verdict]) -> str:
    """Return the scope of several parts: every restriction of any of them, what their concept adds last."""
    among = {part.question.solution.concept.scope for part in parts if part.question is not None} - {""}
    start, restrictions = parts[0].scope, (*SCOPES, *sorted(among))
    for one in restrictions:
        start = start.replace(one, "")
    return start + "".join(one for one in restrictions if any(one in part.scope for part in parts))


def _questions(claim: Claim, path: str, solution: Solution, issues: list[Issue]) -> list[Question]:
    before = len(issues)
    found = []
    for text in claim.sentences:
        try:
            found.append(ask(solution, text, where=claim.where, at=claim.at, refine=claim.refine))
        except (QuantityError, ParameterError, ConceptError) as error:
            _read_only(claim, path, solution, issues)
            if len(issues) == before:
                issues.append(Issue(f"{path}.claim", str(error)))
            return []
    return found


def _read_only(claim: Claim, path: str, frame: Solution, issues: list[Issue]) -> None:
    """Report every part of a claim that cannot be read."""

    def reported(key: str, error: GameTheoryError) -> None:
        issues.append(Issue(f"{path}.{key}", str(error).removeprefix(f"{key}: ")))

    fixed: Mapping[str, Fraction] = {}
    misfit: ParameterError | None = None
    try:
        fixed = fixed_values(frame, claim.at if claim.sentences else None)
    except ParameterError as error:
        misfit = error
    for text in claim.sentences:
        try:
            check_course(read_sentence(text, frame), fixed)
        except (QuantityError, ParameterError) as error:
            reported("claim", error)
    for text in claim.where if claim.sentences else ():
        try:
            read_condition(text, frame)
        except QuantityError as error:
            reported("where", error)
    if claim.sentences and claim.refine:
        try:
            refinement_names(claim.refine)
            if not frame.concept.refinements:
                raise ConceptError("refinements judge equilibria of signaling games: leave refine out")
        except ConceptError as error:
            reported("refine", error)
    if misfit is not None:
        reported("at", misfit)
