"""The nearest changes: where, if one number alone moves from its base, something else is done."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from gametheory.errors import ParameterError
from gametheory.lang.algebraic import Real, real_text
from gametheory.study.answers.facts import Change
from gametheory.study.answers.places import Place, play
from gametheory.study.answers.rules import APART, place_of
from gametheory.study.answers.wording import Wording
from gametheory.study.changes.margins import Margin, margins
from gametheory.study.changes.thresholds import thresholds
from gametheory.study.sweeps.ensemble import Ensemble
from gametheory.study.sweeps.selections import Selection

__all__ = ["changes"]


def changes(one: Selection, wording: Wording, base: Place | None, ensemble: Ensemble | None) -> Iterator[Change]:
    """Yield the nearest changes of visible play on either side of the base, the nearest first.

    Parameters
    ----------
    one : Selection
        The strictest rule.
    wording : Wording
    base : Place or None
        What it leaves at the base numbers; without it there is nothing to change.
    ensemble : Ensemble or None
        Where the cases lie: a change beyond their reach is none.
    """
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
    there = place_of(one, wording, {name: beyond})
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
