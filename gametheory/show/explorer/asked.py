"""What a page begins with: what the document's answer is about and the outcomes that it asks about, in words.

The page's list of quantities has these first, so that it opens on the headline; the rest follows in its groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gametheory.show.explorer.regimes import Regimes
from gametheory.show.explorer.wording import prose
from gametheory.study.answers.wording import Outcome, Wording
from gametheory.study.quantities.quantity import Probability

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["asked"]

FIRST = "asked about in the document"


def asked(solution: Solution, regimes: Regimes) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Return the page's quantities, those asked about first, and the words for these; None without any."""
    rest = list(regimes.quantities())
    if not len(solution):
        return rest, None
    wording = Wording(solution)
    known = {one["key"]: one for one in rest}
    first: dict[str, dict[str, Any]] = {}
    for outcome in (wording.headline, *wording.outcomes):
        key = _key(outcome)
        if key in first:
            continue
        found = known.pop(key, None) or {
            "key": key,
            "label": prose(outcome.quantity.text),
            "of": regimes.values(outcome.quantity),
        }
        chance = isinstance(outcome.quantity.node, Probability)
        label = f"{outcome.name} {outcome.does}" if outcome.player and outcome.action else found["label"]
        first[key] = {**found, "group": f"{'probabilities' if chance else 'quantities'} {FIRST}", "label": prose(label)}
    keys = list(first)
    words = {
        "question": prose(wording.answer.question or ""),
        "noun": prose(_noun(wording)),
        "chance": isinstance(wording.headline.quantity.node, Probability),
        "of": 0,
        "deeds": [
            [prose(one.name), prose(one.does), keys.index(_key(one))]
            for one in wording.outcomes
            if one.player and one.action
        ],
    }
    return [*first.values(), *known.values()], words


def _key(outcome: Outcome) -> str:
    plain = isinstance(outcome.quantity.node, Probability) and outcome.player and outcome.action
    return f"P({outcome.player}.{outcome.action})" if plain else outcome.quantity.text


def _noun(wording: Wording) -> str:
    """Return what the headline is called, so that "the chance of ..." can stand before it."""
    headline = wording.headline
    if wording.answer.headline is not None and wording.answer.headline.noun:
        return headline.noun
    return (
        f"\N{LEFT DOUBLE QUOTATION MARK}{headline.name} {headline.does}\N{RIGHT DOUBLE QUOTATION MARK}"
        if headline.player
        else headline.noun
    )
