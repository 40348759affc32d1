"""Equilibria on the page: their names, and the rows that say what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gametheory.concepts import Equilibrium
from gametheory.concepts.words.statement import TextPen, equilibrium_rows
from gametheory.lang import Condition
from gametheory.show.report.markup import Markup, formula, join, table
from gametheory.show.report.markup import text as escaped

__all__ = ["stated", "title"]


class Pen(TextPen):
    """Writes rows of statements as HTML; what it is given is escaped."""

    def label(self, text: str) -> str:
        """Write a label."""
        return escaped(text)

    words = label

    def number(self, value: Any) -> str:
        """Write a number or closed form."""
        return str(formula(value))

    def condition(self, condition: Condition) -> str:
        """Write a condition."""
        return str(formula(condition))


def title(eq: Equilibrium) -> str:
    """Return the name of an equilibrium for a heading or a cell."""
    return eq.name.replace("/", " / ") if eq.isolated else f"{eq.name.replace('/', ' / ')} (a continuum of outcomes)"


def stated(eq: Equilibrium) -> Markup:
    """Return what an equilibrium is; which refinements it survives stands in a table of its own."""
    bare = replace(eq, survives={}, reasons={})
    rows = [[Markup(subject), Markup(", ".join(parts))] for subject, parts in equilibrium_rows(bare, Pen())]
    return table(["", ""], rows, "ws") if rows else join()
