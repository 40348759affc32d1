"""Equilibria on the page: their names, and the rows that say what they are."""

from __future__ import annotations

from dataclasses import replace

from gametheory.concepts import Equilibrium
from gametheory.concepts.words.statement import equilibrium_rows
from gametheory.lang.writing.html import inline
from gametheory.lang.writing.markup import Markup, joined
from gametheory.show.report.markup import table

__all__ = ["stated", "title"]


def title(eq: Equilibrium) -> str:
    """Return the name of an equilibrium for a heading or a cell."""
    return eq.name.replace("/", " / ") if eq.isolated else f"{eq.name.replace('/', ' / ')} (a continuum of outcomes)"


def stated(eq: Equilibrium) -> Markup:
    """Return what an equilibrium is; which refinements it survives stands in a table of its own."""
    bare = replace(eq, survives={}, reasons={})
    rows = [[inline(subject), joined(map(inline, parts), ", ")] for subject, parts in equilibrium_rows(bare)]
    return table(["", ""], rows, "ws") if rows else Markup()
