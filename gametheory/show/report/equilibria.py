"""Equilibria on the page: their names, and the rows that say what they are."""

from __future__ import annotations

from dataclasses import replace

from gametheory.concepts import Equilibrium
from gametheory.concepts.words.statement import equilibrium_rows
from gametheory.lang.writing.markup import Markup
from gametheory.lang.writing.statement import Inline
from gametheory.show.report.markup import Child, formula, join, join_all, table

__all__ = ["stated", "title"]


def _set(content: Inline) -> Child:
    """Return an inline of a statement, numbers and conditions set as mathematics."""
    if isinstance(content, tuple):
        return join(*map(_set, content))
    return content if isinstance(content, str) else formula(content)


def title(eq: Equilibrium) -> str:
    """Return the name of an equilibrium for a heading or a cell."""
    return eq.name.replace("/", " / ") if eq.isolated else f"{eq.name.replace('/', ' / ')} (a continuum of outcomes)"


def stated(eq: Equilibrium) -> Markup:
    """Return what an equilibrium is; which refinements it survives stands in a table of its own."""
    bare = replace(eq, survives={}, reasons={})
    rows = [[_set(subject), join_all(map(_set, parts), ", ")] for subject, parts in equilibrium_rows(bare)]
    return table(["", ""], rows, "ws") if rows else join()
