"""Plain words that are near to a quantity: ``probability of strike`` for ``P(strike)``, ``Russia's payoff``, ``50%``.

The languages of quantities and claims stay small; what is written beside them is answered with the right form, which is
read before it is offered: a suggestion is always a text that the reader takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.errors import QuantityError
from gametheory.study.quantities.reader import QuantityReader, Vocabulary, vocabulary

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["LONGEST", "advised", "in_plain_words", "quantity_advice", "readable_ones", "relation_words"]

LONGEST = 500
"""Texts with more characters than this get no advice."""

Rule = tuple[str, str]

_SIGNS: Sequence[Rule] = (
    ("[≥⩾]|=>", ">="), ("[≤⩽]|=<", "<="), ("≠|<>", "!="), ("[−–]", "-"), ("[·×]", "*"), ("÷", "/"), ("[“”„]", '"'),
    ("∧|&&?", " and "), ("∨|\\|\\|", " or "), ("½", "1/2"), ("¼", "1/4"), ("¾", "3/4"), ("[.!;?]\\s*$", ""),
)  # fmt: skip

_RELATIONS: Sequence[Rule] = (
    (r"(?:is |are |must be )?(?:at least|no less than|not less than|no smaller than|greater than or equal to)", ">="),
    (r"(?:is |are |must be )?(?:at most|no more than|not more than|no greater than|less than or equal to)", "<="),
    (r"(?:is |are |must be )?(?:greater than|more than|above|larger than|higher than|bigger than)|exceeds?", ">"),
    (r"(?:is |are |must be )?(?:less than|below|smaller than|lower than|fewer than)", "<"),
    (r"(?:is |are )?(?:different from|not equal to|unequal to)|differs? from|does not equal|doesn't equal", "!="),
    (r"(?:is |are )?equal to|equals?", "="),
    (r"(?:is|are) (?:strictly )?positive", "> 0"),
    (r"(?:is|are) (?:strictly )?negative", "< 0"),
    (r"(?:is|are) (?:not|never) negative|(?:is|are) non-?negative", ">= 0"),
    (r"(?:is|are) (?:not|never) zero|(?:is|are) non-?zero", "!= 0"),
    (r"(?:is|are) (?:zero|none|impossible)|never happens|is never (?:played|chosen|sent)", "= 0"),
    (r"(?:is|are) (?:one|certain)|always happens|is always (?:played|chosen|sent)", "= 1"),
    (r"(?:is|are) (?=[\d(-])", "= "),
)


def in_plain_words(text: str, solution: Solution) -> str:
    """Return a text with signs, names and quantities in plain words put into the form of the language."""
    for old, new in _SIGNS:
        text = re.sub(old, new, text)
    known = vocabulary(solution)
    text = _named(text, known)
    text = re.sub(r"(\d+(?:\.\d+)?)\s*(?:%|percent\b|per cent\b)", lambda m: str(Fraction(m[1]) / 100), text)
    return _quantities(text, known).strip()


def relation_words(text: str) -> str:
    """Return a text with ``is at least`` and its like as signs."""
    for old, new in _RELATIONS:
        end = "" if old.endswith(")") and "(?=" in old else r"\b"
        text = re.sub(rf"\b(?:{old}){end}", new, text, flags=re.IGNORECASE)
    return text


def _named(text: str, known: Vocabulary) -> str:
    """Return the text with known names as they are spelled: ``Escalation cost`` is ``escalation_cost``."""
    names = {*known.labels, *known.players, *known.parameters, *known.definitions, *known.beliefs}
    spelled = {_folded(name): name for name in sorted(names)}
    ambiguous = {key for key in spelled if sum(_folded(name) == key for name in names) > 1}
    for key in sorted(spelled, key=lambda one: (-len(one), one)):
        if key in ambiguous or not key:
            continue
        loose = r"[ _-]".join(map(re.escape, key.split(" ")))
        name = spelled[key]
        for found in sorted(set(re.findall(rf"(?<!\w){loose}(?!\w)", text, flags=re.IGNORECASE)) - names):
            text = re.sub(rf"(?<!\w){re.escape(found)}(?!\w)", name, text)
    return text


def _folded(name: str) -> str:
    return " ".join(part for part in re.split(r"[ _-]+", name.lower()) if part)


def _quantities(text: str, known: Vocabulary) -> str:
    label, player = _one_of(known.labels), _one_of(known.players)
    kind = _one_of([t for types in known.types.values() for t in types])
    place = _one_of(known.beliefs)
    event = rf"(?:{label})"
    given = r"\s*(?:\||given(?: that)?|after|conditional on|if)\s*"
    chance = r"(?:the )?(?:probability|chance|likelihood|odds|prob\.?|frequency)"
    rules: list[tuple[str, str | Callable[[re.Match[str]], str]]] = [
        (r"\b(?i:payoff)\.", "payoff."),
        (r"\b(?i:belief)\.", "belief."),
        (rf"\b(?:Pr|Prob|Probability|p|P|ℙ)\s*[(\[{{]\s*({event}){given}({event})\s*[)\]}}]", r"P(\1 | \2)"),
        (rf"(?<![\w.])(?:Pr|Prob|Probability|p|ℙ|P)\s*[(\[{{]\s*({event})\s*[)\]}}]", r"P(\1)"),
        (rf"\b{chance} (?:of|that|for)(?: an?| the)? ({event})(?:{given}({event}))?(?! is chosen)", _probability),
        (rf"\bhow often ({event})\b", r"P(\1)"),
        (rf"\b(?:the )?(?:expected )?(?:payoff|utility|value) (?:of|to|for)(?: the)? ({player})\b", r"payoff.\1"),
        (rf"\b({player})'s (?:expected )?(?:payoff|utility)\b", r"payoff.\1"),
        (rf"\b(?:payoff|utility|u|U|EU)\s*[(\[_]\s*({player})\s*[)\]]?(?!\w)", r"payoff.\1"),
    ]
    if known.types:
        rules += [
            (
                rf"\b(?:the )?beliefs? (?:in|of|that it is|about)(?: an?| the)? ({kind}) after ({place})\b",
                r"belief.\2.\1",
            ),
            (rf"\b(?:the )?beliefs? after ({place}) (?:in|of|that it is) ({kind})\b", r"belief.\1.\2"),
            (rf"\b(?:belief|mu|μ)\s*\(\s*({kind})\s*[|,]\s*({place})\s*\)", r"belief.\2.\1"),
            (rf"\b(?:belief|mu|μ)\s*\(\s*({place})\s*[|,]\s*({kind})\s*\)", r"belief.\1.\2"),
        ]
    for old, new in rules:
        text = re.sub(old, new, text)
    return text


def _probability(match: re.Match[str]) -> str:
    return f"P({match[1]} | {match[2]})" if match[2] else f"P({match[1]})"


def _one_of(names: Iterable[str]) -> str:
    """Return a pattern for any of some names, the longest first; one that fits nothing for none."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) for name in ordered) or r"(?!)"


def readable_ones(candidates: Iterable[str], reads: Callable[[str], object], text: str) -> list[str]:
    """Return the candidates that the reader takes, each once, without the text itself."""
    out: dict[str, None] = {}
    for one in candidates:
        try:
            reads(one)
        except QuantityError:
            continue
        if one != text:
            out[one] = None
    return list(out)


def advised(error: QuantityError, found: Sequence[str]) -> QuantityError:
    """Return the error with what to write instead, where something was found."""
    if not found:
        return error
    shown = " or ".join(f"'{one}'" if "'" not in one else f'"{one}"' for one in found[:2])
    return QuantityError(f"{error.reason}; write {shown}", error.text, error.position)


def quantity_advice(text: str, solution: Solution, error: QuantityError) -> QuantityError:
    """Return the error about a quantity, with the right form of what it says in plain words."""
    if len(text) > LONGEST:
        return error
    plain = in_plain_words(text, solution)
    known = vocabulary(solution)
    candidates = [plain, *([f"P({plain})"] if plain in known.labels else [])]
    return advised(error, readable_ones(candidates, lambda one: QuantityReader(one, solution).read(), text))
