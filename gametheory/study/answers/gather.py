"""The facts about one solved model, gathered from draws, proofs and the base numbers.

Definitions: a *case* is a draw of all parameters from the priors, given the assumptions. An average over cases is of a
chance; where several equilibria exist it has a lowest and a highest value. The rules that answers compare are the
strictest that leaves one outcome in nearly all cases, the next weaker one that says something else, and none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gametheory.errors import GameTheoryError, ParameterError
from gametheory.study.answers.changes import changes
from gametheory.study.answers.courses import course, grid, slices, weight
from gametheory.study.answers.directions import direction
from gametheory.study.answers.facts import Base, Driver, ModelFacts, OutcomeWords, Ranges, Verdict, Weight
from gametheory.study.answers.places import Place, play
from gametheory.study.answers.rules import Compared, asked, compared, measured, place_of
from gametheory.study.answers.wording import Outcome, Wording
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict as Decided
from gametheory.study.claims.verdict import Verification
from gametheory.study.sweeps.ensemble import Ensemble, Envelopes
from gametheory.study.sweeps.forecast_result import NEAR
from gametheory.study.sweeps.quantiles import quantile
from gametheory.study.sweeps.selections import Selection

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["CASES", "CURVE", "gathered"]

CASES = 65_536
"""Cases that are drawn for shares and averages."""

CURVE = 8_192
"""Cases in which one number moves alone."""

USUALLY = 0.95
"""A clause that says why stands only where the claim behind it holds in this share of cases."""

_GRID = 2000


def gathered(
    solution: Solution,
    *,
    verification: Verification | None = None,
    cases: int = CASES,
    curve: int = CURVE,
    seed: int = 0,
) -> ModelFacts:
    """Return the facts about one model.

    Parameters
    ----------
    solution : Solution
        Of a parametric game or a game in numbers, for all its equilibria.
    verification : Verification, optional
        The verdicts on its claims; without them no claim is told.
    cases, curve, seed : int

    Raises
    ------
    QuantityError
        For quantities of the document's ``[answer]`` that cannot be read.
    """
    wording = Wording(solution)
    model = solution.model
    refused = _refused(solution, wording)
    ensemble = None
    if not refused:
        try:
            ensemble = Ensemble(solution, cases, seed)
        except ParameterError as error:  # nearly nothing is admissible
            refused = str(error)
    chosen = tuple(compared(solution, wording, ensemble))
    kept = [one.selection for one in chosen]
    drivers, weights = _driven(solution, wording, kept, ensemble, curve, verification)
    sources = [model.parameters[name].source for name in solution.parameters] if model is not None else []
    here = _here(kept, wording)
    return ModelFacts(
        name=model.name if model is not None else "",
        title=(model.title or model.name) if model is not None else "",
        sha256=model.sha256 if model is not None else "",
        concept=solution.concept.noun,
        question=wording.answer.question,
        lead=wording.answer.lead,
        outcomes=tuple(_words(one) for one in wording.outcomes),
        headline=_words(wording.headline),
        complete=solution.exhaustive,
        why=solution.why,
        patterns=len(solution),
        parameters=len(solution.parameters),
        assumed=sum("assumed" in text for text in sources),
        unsourced=len(solution.parameters) - sum(bool(text.strip()) for text in sources),
        cases=0 if ensemble is None else len(ensemble),
        seed=seed,
        curve_cases=curve if ensemble is not None else 0,
        refused=refused,
        accepted=None if ensemble is None else ensemble.accepted,
        tilt=() if ensemble is None else tuple(_tilt(solution, ensemble, wording)),
        rules=tuple(one.facts for one in chosen),
        drivers=drivers,
        weights=weights,
        base=_base(here, chosen[0].found, wording),
        changes=tuple(changes(kept[0], wording, here[0], ensemble)),
        ranges=tuple(_ranges(solution, chosen, wording, ensemble)),
        told=tuple(_told(wording, verification)),
        verdicts=tuple(_decided(one) for one in verification or () if not one.automatic),
        missing=wording.answer.missing,
    )


def _refused(solution: Solution, wording: Wording) -> str:
    """Return why there are no shares of cases; empty if there are."""
    if not solution.parameters:
        return "the game is in numbers"
    model = solution.model
    priors = {} if model is None else {name: p.prior for name, p in model.parameters.items()}
    without = [name for name in solution.parameters if priors.get(name) is None]
    if without and not wording.answer.uniform:
        some = len(without) < len(solution.parameters)
        return f"no prior is declared for {_listed(wording, without)}" if some else "no priors are declared"
    return ""


def _listed(wording: Wording, names: Sequence[str]) -> str:
    """Return what some numbers are called."""
    return "; ".join(wording.parameter(name).noun for name in names)


def _words(one: Outcome) -> OutcomeWords:
    return OutcomeWords(one.quantity.text, one.player, one.name, one.does, one.noun, one.gloss)


def _driven(
    solution: Solution,
    wording: Wording,
    rules: Sequence[Selection],
    ensemble: Ensemble | None,
    curve: int,
    verification: Verification | None,
) -> tuple[tuple[Driver, ...], tuple[Weight, ...]]:
    if ensemble is None:
        return (), ()
    some = Ensemble(solution, min(curve, len(ensemble)), ensemble.seed)
    few = Ensemble(solution, min(curve // 2 or 1, len(ensemble)), ensemble.seed)
    free = [name for name in solution.parameters if _drawable(solution, name)]
    weights = [weight(few, rules[0], wording.headline, wording, name) for name in free]
    weights.sort(key=lambda one: -((one.most or 0.0) - (one.least or 0.0)))
    named = [name for name in wording.answer.drivers if name in free]
    drivers = named or [one.parameter for one in weights[:2] if (one.most or 0) - (one.least or 0) > NEAR]
    found = tuple(_driver(wording, rules, some, name, verification) for name in drivers)
    return found, tuple(weights)


def _drawable(solution: Solution, name: str) -> bool:
    interval = solution.domain.ranges[name]
    return interval.low != interval.high or interval.low is None


def _driver(
    wording: Wording, rules: Sequence[Selection], some: Ensemble, name: str, verification: Verification | None
) -> Driver:
    solution, headline = rules[-1].solution, wording.headline
    values = grid(solution, some, name)
    courses, admissible, moved = course(some, rules, headline, name, values)
    # the strictest rule, and every outcome where that is another; the document's claims are about every outcome
    ends = {0: rules[0], len(rules) - 1: rules[-1]}
    directions = [
        direction(one.solution, headline, name, moved[k], verification if one is rules[-1] else None)
        for k, one in ends.items()
    ]
    words, model = wording.parameter(name), solution.model
    because, share = _because(wording, name, verification)
    base = solution.baseline.get(name)
    return Driver(
        parameter=name,
        noun=words.noun,
        more=words.more,
        less=words.less,
        pays=words.pays,
        unit=model.parameters[name].unit if model is not None else "",
        ends=words.ends,
        values=values,
        base=None if base is None else float(base),
        admissible=admissible,
        courses=courses,
        slice=slices(rules[0], headline, name, values),
        moves=tuple(moved[k] for k in ends),
        directions=tuple(directions),
        because=because,
        because_share=share,
    )


def _because(wording: Wording, name: str, verification: Verification | None) -> tuple[str, float | None]:
    """Return why a driver does what it does, where the claim behind that holds in nearly all cases; and its share."""
    said = wording.answer.because.get(name)
    found = next((one for one in verification or () if said is not None and one.name == said.claim), None)
    if said is None or found is None:
        return "", None
    share = _decided(found).share
    return (said.plain, share) if share is not None and share >= USUALLY else ("", share)


def _decided(one: Decided) -> Verdict:
    """Return what is told of a verdict; the share is that of the cases in which the claim holds."""
    share: float | None = None
    applies: float | None = None
    if one.share is not None:
        share = 1 - one.share.value if one.share.of == "fails" else one.share.value
        applies = one.share.applied / one.share.draws if one.share.draws else None
    if one.status == Status.PROVED:
        share = 1.0
    return Verdict(
        claim=one.name,
        status=str(one.status),
        statement=" ".join(one.statement.split()),
        share=share,
        applies=applies,
        put_in=one.put_in,
        form=one.form,
        where=one.scope,
    )


def _told(wording: Wording, verification: Verification | None) -> Iterator[Verdict]:
    """Yield the claims that the document tells first, in its words."""
    by_name = {one.name: one for one in verification or ()}
    for said in wording.answer.claims:
        if said.claim in by_name:
            yield replace(_decided(by_name[said.claim]), plain=said.plain)


def _here(rules: Sequence[Selection], wording: Wording) -> tuple[Place | None, Place | None]:
    """Return the base by the strictest rule, and with every outcome."""
    strict = place_of(rules[0], wording)
    return strict, strict if len(rules) == 1 else place_of(rules[-1], wording)


def _base(here: tuple[Place | None, Place | None], found: Envelopes | None, wording: Wording) -> Base | None:
    strict, every = here
    if strict is None or every is None:
        return None
    share, said = None, play(strict, wording.outcomes)
    # where several outcomes remain there is no one thing that is done in other cases too
    if found is not None and (said or strict.single):
        _, index = asked(wording)
        with np.errstate(invalid="ignore"):
            same = [(found.high[q] > NEAR) == here_too for q, here_too in zip(index[:-1], strict.support, strict=True)]
        share = float(np.logical_and.reduce(same).mean()) if same else None
    return Base(said, strict.headline, every.headline, share, several=not (strict.single and strict.agrees(every)))


def _tilt(solution: Solution, ensemble: Ensemble, wording: Wording) -> Iterator[tuple[str, float, float]]:
    """Yield the numbers whose average the assumptions move by more than a tenth of the prior's width, and both."""
    u = (np.arange(_GRID) + 0.5) / _GRID
    for name, column in ensemble.columns.items():
        declared = quantile(ensemble.priors.given.get(name), solution.domain.ranges[name], u)
        before, after = float(declared.mean()), float(column.mean())
        if abs(after - before) > 0.1 * float(declared[-1] - declared[0]):
            yield wording.parameter(name).noun, before, after


def _ranges(
    solution: Solution, chosen: Sequence[Compared], wording: Wording, ensemble: Ensemble | None
) -> Iterator[Ranges]:
    """Yield the answer under other ranges, by the strictest rule and over every outcome."""
    if ensemble is None:
        return
    ends = chosen if len(chosen) < 2 else (chosen[0], chosen[-1])
    yield Ranges("as the document says", ensemble.accepted, tuple(one.facts for one in ends))
    scenarios = [] if solution.model is None else [n for n, one in solution.model.scenarios.items() if one.priors]
    for words, priors in (
        ("evenly over the whole ranges", "uniform"),
        ("within 20% of the base numbers", "within 20%"),
        *((f"as in the scenario “{name.replace('_', ' ')}”", name) for name in scenarios),
    ):
        try:
            drawn = Ensemble(solution, len(ensemble), ensemble.seed, priors)
        except GameTheoryError as error:
            yield Ranges(words, None, (), str(error))
        else:
            kept = tuple(measured(one.selection, wording, drawn).facts for one in ends)
            yield Ranges(words, drawn.accepted, kept)
