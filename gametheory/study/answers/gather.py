"""The facts about one solved model, gathered from draws, proofs and the base numbers.

Definitions: a *case* is a draw of all parameters from the priors, given the assumptions. An average over cases is of a
chance; where several equilibria exist it has a lowest and a highest value. The rules that answers compare are the
strictest that leaves one outcome in nearly all cases, the next weaker one that says something else, and none.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import GameTheoryError, ParameterError, QuantityError
from gametheory.lang.algebraic import Real, real_text
from gametheory.study.answers.courses import course, grid, slices, weight
from gametheory.study.answers.directions import direction
from gametheory.study.answers.facts import (
    Base,
    Change,
    Driver,
    ModelFacts,
    Priced,
    Ranges,
    Rule,
    Spread,
    Verdict,
    Weight,
)
from gametheory.study.answers.places import Place, place, play
from gametheory.study.answers.wording import Outcome, Wording
from gametheory.study.changes.margins import Margin, margins
from gametheory.study.changes.thresholds import thresholds
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict as Decided
from gametheory.study.claims.verdict import Verification
from gametheory.study.sweeps.ensemble import Ensemble, Envelopes
from gametheory.study.sweeps.forecast import NEAR, spread
from gametheory.study.sweeps.quantiles import quantile
from gametheory.study.sweeps.selections import EVERY, Selection, ranked, selection

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["CASES", "CURVE", "gathered"]

CASES = 65_536
"""Cases that are drawn for shares and averages."""

CURVE = 8_192
"""Cases in which one number moves alone."""

ONE = 0.99
"""A rule leaves one outcome if it does so in this share of cases."""

APART = 0.01
"""Averages of rules differ if they differ by more than this."""

USUALLY = 0.95
"""A clause that says why stands only where the claim behind it holds in this share of cases."""

_GRID = 2000
_ROUNDING = 1e-9


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
    chosen = tuple(_chosen(solution, wording, ensemble))
    kept = [one for one, _ in chosen]
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
        outcomes=tuple(_priced(one) for one in wording.outcomes),
        headline=_priced(wording.headline),
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
        rules=tuple(rule for _, rule in chosen),
        drivers=drivers,
        weights=weights,
        base=_base(here, kept, wording, ensemble),
        changes=tuple(_changes(kept[0], wording, here, ensemble)),
        ranges=tuple(_ranges(solution, kept, wording, ensemble, cases, seed)),
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


def _priced(one: Outcome) -> Priced:
    return Priced(one.quantity.text, one.player, one.name, one.does, one.noun, one.gloss)


def _asked(wording: Wording) -> tuple[Any, ...]:
    """Return the outcomes' quantities, each once, and which of them each outcome is; the headline last."""
    every = [*wording.outcomes, wording.headline]
    texts = list(dict.fromkeys(one.quantity.text for one in every))
    return texts, [texts.index(one.quantity.text) for one in every]


def _spreads(found: Envelopes, index: Sequence[int]) -> tuple[Spread, ...]:
    out = []
    for q in index:
        one = spread(found.low[q], found.high[q])
        mean, half_width, never, even, sure = (
            _known(getattr(one, key)) for key in ("mean", "half_width", "never", "even", "sure")
        )
        out.append(Spread(mean, half_width, never, even, sure, one.valued))
    return tuple(out)


def _known(pair: Sequence[float]) -> tuple[float | None, float | None]:
    first, last = (None if x != x else float(x) for x in pair)
    return first, last


def _rule(one: Selection, wording: Wording, ensemble: Ensemble | None) -> tuple[Selection, Rule]:
    holds, fails = wording.rule(one.name)
    if ensemble is None:
        return one, Rule(one.name, one.label, holds, fails, None, None, None, _at_base(one, wording))
    texts, index = _asked(wording)
    found = ensemble.evaluate(ensemble.table(one.solution, texts))
    for text, low, high in zip(texts, found.low, found.high, strict=True):
        _check_chance(text, low, high)
    shares = (float((found.count == 1).mean()), float((found.count > 1).mean()), float((found.count == 0).mean()))
    return one, Rule(one.name, one.label, holds, fails, *shares, _spreads(found, index))


def _check_chance(text: str, low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
    """Refuse a quantity that is no chance somewhere: every sentence would tell it as one."""
    for wrong in (low[low < -_ROUNDING], high[high > 1 + _ROUNDING]):
        if wrong.size:
            raise QuantityError(f"an answer is about chances, and this can be {wrong[0]:.3g}", text, 0)


def _at_base(one: Selection, wording: Wording) -> tuple[Spread, ...]:
    """Return what there is at the base numbers, as a table without cases has it."""
    here = _place(one, wording)
    if here is None:
        return ()
    for priced, (low, high) in zip((*wording.outcomes, wording.headline), (*here.values, here.headline), strict=True):
        _check_chance(priced.quantity.text, *(np.array([np.nan if x is None else x]) for x in (low, high)))
    nothing = (None, None)
    return tuple(Spread(ends, nothing, nothing, nothing, nothing) for ends in (*here.values, here.headline))


def _place(one: Selection, wording: Wording, moved: Mapping[str, Fraction] | None = None) -> Place | None:
    solution = one.solution
    point = {**solution.baseline, **(moved or {})}
    if any(name not in point for name in solution.parameters):
        return None
    try:
        return place(solution, point, wording.outcomes, wording.headline)
    except ParameterError:
        return None  # against the assumptions


def _chosen(solution: Solution, wording: Wording, ensemble: Ensemble | None) -> Iterator[tuple[Selection, Rule]]:
    """Yield the rules that are compared, the strictest first."""
    every = _rule(selection(solution, EVERY), wording, ensemble)
    if _single(every[1], every[0], wording):
        yield every
        return
    strict: tuple[Selection, Rule] | None = None
    for name in wording.rules(ranked(solution)):
        found = _rule(selection(solution, name), wording, ensemble)
        if not found[0].judged:
            continue
        if strict is None:
            if _single(found[1], found[0], wording):
                strict = found
                yield found
        elif _apart(strict[1], found[1]) and _apart(found[1], every[1]):
            yield found
            break
    yield every


def _single(rule: Rule, one: Selection, wording: Wording) -> bool:
    if rule.single is not None:
        return rule.single >= ONE
    here = _place(one, wording)
    return here is not None and here.outcomes == 1


def _apart(one: Rule, other: Rule) -> bool:
    pairs = zip(one.spreads, other.spreads, strict=True)
    ends = [(a, b) for x, y in pairs for a, b in zip(x.mean, y.mean, strict=True)]
    return any((a is None) != (b is None) or (a is not None and b is not None and abs(a - b) > APART) for a, b in ends)


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
    courses, admissible, moves = course(some, rules, headline, name, values)
    every = moves if len(rules) == 1 else course(some, rules[-1:], headline, name, values)[2]
    directions = [direction(rules[0].solution, headline, name, moves, verification if len(rules) == 1 else None)]
    if len(rules) > 1:
        directions.append(direction(solution, headline, name, every, verification))
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
        moves=(moves,) if len(rules) == 1 else (moves, every),
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
    from dataclasses import replace

    by_name = {one.name: one for one in verification or ()}
    for said in wording.answer.claims:
        if said.claim in by_name:
            yield replace(_decided(by_name[said.claim]), plain=said.plain)


def _here(rules: Sequence[Selection], wording: Wording) -> tuple[Place | None, Place | None]:
    """Return the base by the strictest rule, and with every outcome."""
    strict = _place(rules[0], wording)
    return strict, strict if len(rules) == 1 else _place(rules[-1], wording)


def _base(
    here: tuple[Place | None, Place | None], rules: Sequence[Selection], wording: Wording, ensemble: Ensemble | None
) -> Base | None:
    strict, every = here
    if strict is None or every is None:
        return None
    share, said = None, play(strict, wording.outcomes)
    # where several outcomes remain there is no one thing that is done in other cases too
    if ensemble is not None and (said or strict.single):
        texts, index = _asked(wording)
        found = ensemble.evaluate(ensemble.table(rules[0].solution, texts))
        with np.errstate(invalid="ignore"):
            same = [(found.high[q] > NEAR) == here_too for q, here_too in zip(index[:-1], strict.support, strict=True)]
        share = float(np.logical_and.reduce(same).mean()) if same else None
    return Base(said, strict.headline, every.headline, share, several=not (strict.single and strict.agrees(every)))


def _changes(
    one: Selection, wording: Wording, here: tuple[Place | None, Place | None], ensemble: Ensemble | None
) -> Iterator[Change]:
    """Yield the nearest changes on either side, those of visible play alone, the nearest first."""
    base = here[0]
    if base is None or not one.solution.parameters:
        return
    try:
        found = margins(one.solution)
    except ParameterError:
        return
    out: list[Change] = []
    further = functools.cache(lambda name: [other.value for other in thresholds(one.solution, name)])
    for margin in found:
        for above in (False, True):
            told = (_change(one, wording, base, margin, end, above, ensemble) for end in _ends(margin, above, further))
            out += itertools.islice(filter(None, told), 1)  # no further than the first
    out.sort(key=lambda change: (change.share is None, change.share or 0.0))
    yield from out


def _ends(margin: Margin, above: bool, further: Callable[[str], Sequence[Real]]) -> Iterator[Real]:
    """Yield where the equilibria change on one side of the base, the nearest first; ``further`` finds all of them."""
    nearest = margin.above if above else margin.below
    if nearest is None or nearest.value == margin.value:
        return
    yield nearest.value
    # the nearest may change nothing that readers see
    others = [x for x in further(margin.parameter) if (x > nearest.value if above else x < nearest.value)]
    yield from sorted(others, reverse=not above)


def _change(
    one: Selection, wording: Wording, base: Place, margin: Margin, end: Real, above: bool, ensemble: Ensemble | None
) -> Change | None:
    """Return the change at one end, if there is a case beyond it and readers see it."""
    name, interval = margin.parameter, margin.range
    gap = abs(float(end) - float(margin.value))
    width = None if interval.low is None or interval.high is None else float(interval.high - interval.low)
    beyond = _beyond(end, above, width or gap, interval.high if above else interval.low)
    if beyond is None or (ensemble is not None and beyond not in ensemble.priors.reach(name, interval)):
        return None  # no case lies there
    there = _place(one, wording, {name: beyond})
    if there is None or (_same(there, base) and there.support == base.support):
        return None
    words = wording.parameter(name)
    return Change(
        parameter=name,
        words=words.more if above else words.less,
        start=_short(float(margin.value)),
        threshold=_short(float(end)),
        exact=real_text(end),
        above=above,
        share=gap / width if width else None,
        play=play(there, wording.outcomes),
        value=there.headline,
        driver=name in wording.answer.drivers,
        several=not there.single,
    )


def _same(there: Place, base: Place) -> bool:
    return all(
        (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= APART)
        for a, b in zip(there.headline, base.headline, strict=True)
    )


def _beyond(value: Real, above: bool, width: float, end: Fraction | None) -> Fraction | None:
    """Return a number just beyond a threshold, within the range."""
    sign = 1 if above else -1
    near = Fraction(float(value)).limit_denominator(10**9)
    step = Fraction(width / 1000).limit_denominator(10**9)
    if not step:
        return None
    beyond = near + sign * step
    if end is not None and sign * (end - beyond) <= 0:
        beyond = (near + end) / 2
        if sign * (end - near) <= 0:
            return None
    return beyond


def _short(number: float) -> str:
    return f"{number:.3g}"


def _tilt(solution: Solution, ensemble: Ensemble, wording: Wording) -> Iterator[tuple[str, float, float]]:
    """Yield the numbers whose average the assumptions move by more than a tenth of the prior's width, and both."""
    u = (np.arange(_GRID) + 0.5) / _GRID
    for name, column in ensemble.columns.items():
        declared = quantile(ensemble.priors.given.get(name), solution.domain.ranges[name], u)
        before, after = float(declared.mean()), float(column.mean())
        if abs(after - before) > 0.1 * float(declared[-1] - declared[0]):
            yield wording.parameter(name).noun, before, after


def _ranges(
    solution: Solution,
    rules: Sequence[Selection],
    wording: Wording,
    ensemble: Ensemble | None,
    cases: int,
    seed: int,
) -> Iterator[Ranges]:
    """Yield the answer under other ranges."""
    if ensemble is None:
        return
    scenarios = [] if solution.model is None else [n for n, one in solution.model.scenarios.items() if one.priors]
    texts, index = _asked(wording)
    asked: Iterable[tuple[str, Any]] = (
        ("as the document says", None),
        ("evenly over the whole ranges", "uniform"),
        ("within 20% of the base numbers", "within 20%"),
        *((f"as in the scenario “{name.replace('_', ' ')}”", name) for name in scenarios),
    )
    for words, priors in asked:
        try:
            drawn = ensemble if priors is None else Ensemble(solution, cases, seed, priors)
        except GameTheoryError as error:
            yield Ranges(words, None, (), str(error))
            continue
        found = [drawn.evaluate(drawn.table(rule.solution, texts)) for rule in (rules[0], *rules[1:][-1:])]
        kept = []
        for rule, one in zip((rules[0], *rules[1:][-1:]), found, strict=True):
            shares = (float((one.count == 1).mean()), float((one.count > 1).mean()), float((one.count == 0).mean()))
            kept.append(Rule(rule.name, rule.label, *wording.rule(rule.name), *shares, _spreads(one, index)))
        yield Ranges(words, drawn.accepted, tuple(kept))
