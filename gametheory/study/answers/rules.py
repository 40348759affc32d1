"""The rules that answers compare, and what each gives over the cases: how often what, and how many outcomes are left.

The strictest rule that leaves one outcome in nearly all cases comes first, then the next weaker one that says something
else, and last no rule, by which every equilibrium counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError, QuantityError
from gametheory.study.answers.facts import Rule, Spread
from gametheory.study.answers.places import Place, place
from gametheory.study.answers.wording import Wording
from gametheory.study.sweeps.ensemble import Ensemble, Envelopes
from gametheory.study.sweeps.forecast import spread
from gametheory.study.sweeps.selections import EVERY, Selection, ranked, selection

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["APART", "Compared", "asked", "compared", "measured", "place_of"]

ONE = 0.99
"""A rule leaves one outcome if it does so in this share of cases."""

APART = 0.01
"""Averages of rules differ if they differ by more than this."""

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Compared:
    """A rule, with what is told of it.

    Attributes
    ----------
    selection : Selection
    facts : Rule
    found : Envelopes or None
        Of the quantities of :func:`asked`, in every case; None without cases.
    """

    selection: Selection
    facts: Rule
    found: Envelopes | None = None


def asked(wording: Wording) -> tuple[list[str], list[int]]:
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


def measured(one: Selection, wording: Wording, ensemble: Ensemble | None) -> Compared:
    """Return what a rule gives over the cases; at the base numbers without them.

    Raises
    ------
    QuantityError
        For an outcome that is no chance somewhere.
    """
    holds, fails = wording.rule(one.name)
    if ensemble is None:
        return Compared(one, Rule(one.name, one.label, holds, fails, None, None, None, _at_base(one, wording)))
    texts, index = asked(wording)
    found = ensemble.evaluate(ensemble.table(one.solution, texts))
    for text, low, high in zip(texts, found.low, found.high, strict=True):
        _check_chance(text, low, high)
    shares = (float((found.count == 1).mean()), float((found.count > 1).mean()), float((found.count == 0).mean()))
    return Compared(one, Rule(one.name, one.label, holds, fails, *shares, _spreads(found, index)), found)


def _check_chance(text: str, low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
    """Refuse a quantity that is no chance somewhere: every sentence would tell it as one."""
    for wrong in (low[low < -_ROUNDING], high[high > 1 + _ROUNDING]):
        if wrong.size:
            raise QuantityError(f"an answer is about chances, and this can be {wrong[0]:.3g}", text, 0)


def _at_base(one: Selection, wording: Wording) -> tuple[Spread, ...]:
    """Return what there is at the base numbers, as a table without cases has it."""
    here = place_of(one, wording)
    if here is None:
        return ()
    for priced, (low, high) in zip((*wording.outcomes, wording.headline), (*here.values, here.headline), strict=True):
        _check_chance(priced.quantity.text, *(np.array([np.nan if x is None else x]) for x in (low, high)))
    nothing = (None, None)
    return tuple(Spread(ends, nothing, nothing, nothing, nothing) for ends in (*here.values, here.headline))


def place_of(one: Selection, wording: Wording, moved: Mapping[str, Fraction] | None = None) -> Place | None:
    """Return what a rule leaves at the base numbers, some of them moved; None where that is not admissible."""
    solution = one.solution
    point = {**solution.baseline, **(moved or {})}
    if any(name not in point for name in solution.parameters):
        return None
    try:
        return place(solution, point, wording.outcomes, wording.headline)
    except ParameterError:
        return None  # against the assumptions


def compared(solution: Solution, wording: Wording, ensemble: Ensemble | None) -> Iterator[Compared]:
    """Yield the rules that are compared, the strictest first, and last every equilibrium."""
    every = measured(selection(solution, EVERY), wording, ensemble)
    if _single(every, wording):
        yield every
        return
    strict: Compared | None = None
    for name in wording.rules(ranked(solution)):
        found = measured(selection(solution, name), wording, ensemble)
        if not found.selection.judged:
            continue
        if strict is None:
            if _single(found, wording):
                strict = found
                yield found
        elif _apart(strict.facts, found.facts) and _apart(found.facts, every.facts):
            yield found
            break
    yield every


def _single(one: Compared, wording: Wording) -> bool:
    if one.facts.single is not None:
        return one.facts.single >= ONE
    here = place_of(one.selection, wording)
    return here is not None and here.outcomes == 1


def _apart(one: Rule, other: Rule) -> bool:
    pairs = zip(one.spreads, other.spreads, strict=True)
    ends = [(a, b) for x, y in pairs for a, b in zip(x.mean, y.mean, strict=True)]
    return any((a is None) != (b is None) or (a is not None and b is not None and abs(a - b) > APART) for a, b in ends)
