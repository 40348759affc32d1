"""What is too long to be read is described: a polynomial of hundreds of terms says nothing on paper.

Data files and JSON have it written out; conditions themselves (``str``) do too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gametheory.lang.condition import Atom, Condition, Or
from gametheory.lang.expression import Expression

__all__ = ["described", "described_parts", "listed_ways"]

TERMS, SIGNS = 60, 800

WAYS = 8
"""Alternatives that are listed; of more, this many and how many others there are."""


def described(content: Any) -> str | None:
    """Return words for a relation or a closed form that is too long to be read; None for what is not.

    >>> from gametheory.lang import parse, relation
    >>> sums = parse("(a + b + c + d)**7 - (a - b)**8/2")
    >>> described(sums)
    '[a closed form of 130 terms in a, b, c, d: written out in the JSON]'
    >>> described(relation(sums, ">="))
    '[a polynomial of 129 terms in a, b, c, d, written out in the JSON, is at least 0]'
    >>> described(relation("a", ">=", "b")) is None
    True
    """
    parts = described_parts(content)
    return None if parts is None else f"{parts[0]}{', '.join(parts[1])}{parts[2]}"


def described_parts(content: Any) -> tuple[str, list[str], str] | None:
    """Return the same words in three parts: what it is, the names in it, and the rest."""
    if isinstance(content, Atom):
        count = len(content.poly)
        if count <= TERMS or len(str(content)) <= SIGNS:
            return None
        sign = {">": "above 0", ">=": "at least 0", "=": "0", "!=": "not 0"}[content.sign]
        return f"[a polynomial of {count} terms in ", sorted(content.names), f", written out in the JSON, is {sign}]"
    if isinstance(content, Expression):
        count = len(content.numerator) + len(content.denominator)
        if count > TERMS and len(str(content)) > SIGNS:
            return f"[a closed form of {count} terms in ", sorted(content.names), ": written out in the JSON]"
    return None


def listed_ways(condition: Condition) -> tuple[Sequence[Condition], str]:
    """Return the parts of a condition that are written, relations first, and words for the others of a long OR."""
    # after "either ... or ..." an "and" could be read as belonging to the last alternative
    parts = sorted(getattr(condition, "parts", ()), key=lambda part: not isinstance(part, Atom))
    if not isinstance(condition, Or) or len(parts) <= WAYS + 1:
        return parts, ""
    parts = sorted(parts, key=lambda part: sum(len(atom.poly) for atom in part.atoms()))
    return parts[:WAYS], f"one of {len(parts) - WAYS} more conditions, written out in the JSON"
