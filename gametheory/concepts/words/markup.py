"""Statements in HTML, for notebooks: the rows of :mod:`gametheory.concepts.words.statement`, with another pen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.statement import TextPen, completeness, equilibrium_rows, heading
from gametheory.lang import FALSE, TRUE, Condition
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Markup, condition_markup, element, escaped, joined, number_markup, table

if TYPE_CHECKING:
    from gametheory.concepts.equilibrium import Equilibrium
    from gametheory.concepts.solution import Solution

__all__ = ["equilibrium_markup", "solution_markup"]

FEW = 3
"""Up to so many equilibria stand open; of more only the first lines, and each opens by a click."""


class MarkupPen(TextPen):
    """Writes HTML: labels and words escaped, numbers and conditions as MathML."""

    def label(self, text: str) -> str:
        """Write a label."""
        return escaped(text)

    words = label

    def number(self, value: Any) -> str:
        """Write a number or closed form."""
        return number_markup(value)

    def condition(self, condition: Condition) -> str:
        """Write a condition."""
        return condition_markup(condition)


def _rows(one: Equilibrium) -> list[tuple[str, str]]:
    # the pen has escaped everything: what comes back is markup
    rows: list[tuple[str, str]] = [
        (Markup(subject), Markup(", ".join(parts))) for subject, parts in equilibrium_rows(one, MarkupPen())
    ]
    if one.when != TRUE:
        rows.append(("exists where", condition_markup(one.when)))
    return rows


def equilibrium_markup(one: Equilibrium) -> Markup:
    """Return an equilibrium or regime as a table."""
    return table(_rows(one), caption=one.name if one.isolated else f"{one.name} (a continuum of outcomes)")


def solution_markup(solution: Solution) -> Markup:
    """Return a solution: heading, completeness, every equilibrium (to be opened, where they are many), what is open."""
    solution, definitions = abbreviated(solution)
    out = [element("p", element("strong", heading(solution)), f". {completeness(solution)}.")]
    out += [
        element("p", "where ", element("math", element("mi", name), element("mo", "=")), " ", number_markup(value))
        for name, value in definitions.items()
    ]
    unfolded = {"open": "open"} if len(solution) <= FEW else {}
    for i, one in enumerate(solution, start=1):
        summary: list[str] = [element("strong", f"{i}. {one.name}")]
        if one.when != TRUE:
            summary += [" where ", condition_markup(one.when)]
        out.append(element("details", element("summary", *summary), table(_rows(one)), **unfolded))
    edges = [edge for edge in solution.knife_edges if edge != FALSE]
    if edges:
        head = (
            f"{count(len(edges), 'knife edge')} on which further equilibria may exist; solve such a point by itself: "
        )
        out.append(element("p", head, joined((condition_markup(edge) for edge in edges), "; ")))
    out += [element("p", f"note: {note}") for note in solution.notes]
    return element("div", *out)
