"""The symbols that texts of a document use, and what they stand for: what a page with these texts must define."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gametheory.show.latex.prose import prose
from gametheory.show.latex.symbols import Signs, spelled
from gametheory.spec import Model

__all__ = ["claim_texts", "symbols_in"]


def claim_texts(model: Model) -> list[str]:
    """Return what a page says in a document's own words: the claims and the meanings of the parameters."""
    claims = [text for claim in model.claims for text in (claim.name, claim.statement)]
    return [*claims, *(p.meaning for p in model.parameters.values())]


def symbols_in(model: Model, texts: Iterable[str]) -> list[tuple[str, Any]]:
    """Return each symbol in the texts as they spell it, and what it stands for: a name, or an expression in names.

    In the order of the model: parameters, definitions, further symbols.
    """
    signs = Signs(model)
    for text in texts:
        prose(text, signs)
    used = set(signs.used)
    named = [(spelled(sign), name) for name, sign in signs.items() if name in used and spelled(sign) != name]
    return [*named, *((spelled(sign), value) for sign, value in signs.extra.items() if sign in signs.used_extra)]
