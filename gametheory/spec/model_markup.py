"""Models in HTML: what the game is about, its parameters, assumptions, payoffs and claims, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gametheory.lang.writing.markup import Markup, condition_markup, element, joined, number_markup, table
from gametheory.spec.kinds import KINDS

if TYPE_CHECKING:
    from gametheory.spec.claim import Claim
    from gametheory.spec.model import Model

__all__ = [
    "assumptions_markup",
    "claims_markup",
    "definitions_markup",
    "model_markup",
    "parameters_markup",
    "players_markup",
]


def model_markup(model: Model) -> Markup:
    """Return a model as its title, its tables, and the payoffs to be opened."""
    sections = [
        ("players", players_markup(model)),
        ("parameters", parameters_markup(model)),
        ("definitions", definitions_markup(model)),
        ("assumptions", assumptions_markup(model)),
        ("game", KINDS[model.kind].markup(model.game)),
        ("claims", claims_markup(model)),
    ]
    shown = (
        element("details", element("summary", name), part, **({"open": "open"} if name == "parameters" else {}))
        for name, part in sections
        if part
    )
    about = [element("p", model.about)] if model.about else []
    return element(
        "div", element("p", element("strong", model.title or model.name), f" ({model.kind})"), *about, *shown
    )


def players_markup(model: Model) -> Markup:
    """Return who plays, and what each stands for."""
    return table(model.players.items(), ("player", "stands for"))


def parameters_markup(model: Model) -> Markup:
    """Return every parameter with its meaning, baseline, range, prior and source; nothing for a model without any."""
    if not model.parameters:
        return Markup("")
    head = ("parameter", "meaning", "unit", "baseline", "range", "prior", "source")
    rows = [
        (
            p.name,
            p.meaning,
            p.unit,
            "" if p.value is None else number_markup(p.value),
            str(p.range),
            "" if p.prior is None else str(p.prior),
            p.source,
        )
        for p in model.parameters.values()
    ]
    return table(rows, head)


def definitions_markup(model: Model) -> Markup:
    """Return the shared subexpressions; nothing for a model without any."""
    rows = [(name, number_markup(value)) for name, value in model.definitions.items()]
    return table(rows, ("name", "value")) if rows else Markup("")


def assumptions_markup(model: Model) -> Markup:
    """Return what holds throughout; nothing for a model that assumes nothing."""
    items = [element("li", condition_markup(condition)) for condition in model.assumptions]
    return element("ul", *items) if items else Markup("")


def claims_markup(model: Model) -> Markup:
    """Return what the document claims, each with its source; nothing for one without claims."""
    rows = [(claim.name, _claimed(claim), claim.source) for claim in model.claims]
    return table(rows, ("claim", "statement", "source")) if rows else Markup("")


def _claimed(claim: Claim) -> Markup:
    out: list[str] = [claim.statement] if claim.statement else []
    out += [element("code", sentence) for sentence in claim.sentences]
    if claim.sentences:
        words = {"where": "; ".join(claim.where), "refined by": ", ".join(claim.refine), "at": _at(claim.at)}
        out += [f"{word} {text}" for word, text in words.items() if text]
        out += [f"expected: {claim.expect}"] if claim.expect else []
    return joined(element("div", part) for part in out)


def _at(fixed: Mapping[str, Any] | str | None) -> str:
    if fixed is None or isinstance(fixed, str):
        return fixed or ""
    return ", ".join(f"{name} = {value}" for name, value in fixed.items())
