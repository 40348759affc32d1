r"""Statements in LaTeX: displays for notebooks (MathJax), and text for the cells of a paper's table.

Both use amsmath's ``\text``. The same rows as in plain text (:mod:`gametheory.concepts.words.statement`), with another
pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.signs import is_sign
from gametheory.concepts.words.statement import TextPen, completeness, equilibrium_rows, heading
from gametheory.lang import TRUE, And, Atom, Condition, Or, condition_latex, latex
from gametheory.lang.writing.tex import escape

if TYPE_CHECKING:
    from gametheory.concepts.equilibrium import Equilibrium
    from gametheory.concepts.solution import Solution

__all__ = [
    "CellPen",
    "DisplayPen",
    "cell_condition",
    "equilibrium_display",
    "parameter_tex",
    "solution_displays",
]


def parameter_tex(solution: Solution) -> dict[str, str]:
    """Return how each parameter of the solution's model is printed: by its ``tex`` if that is a sign, else by name."""
    model = solution.model
    given = {} if model is None else {name: tex for name, tex in model.tex.items() if is_sign(tex)}
    names = [*solution.domain.names, *(() if model is None else (*model.parameters, *model.definitions))]
    return {name: given.get(name) or rf"\mathit{{{escape(name)}}}" for name in names}


class DisplayPen(TextPen):
    """Writes for math mode: labels as text, numbers as mathematics."""

    def __init__(self, tex: Mapping[str, str] | None = None) -> None:
        self.tex = tex

    def label(self, text: str) -> str:
        """Write a label as text."""
        return rf"\text{{{escape(text)}}}"

    words = label

    def number(self, value: Any) -> str:
        """Write a number or closed form."""
        return latex(value, self.tex)

    def condition(self, condition: Condition) -> str:
        """Write a condition."""
        return condition_latex(condition, self.tex)


class CellPen(DisplayPen):
    """Writes for text mode: labels as they are, numbers between dollar signs."""

    def condition(self, condition: Condition) -> str:
        """Write a condition, its relations between dollar signs."""
        return cell_condition(condition, self.tex)

    def label(self, text: str) -> str:
        """Write a label as it is, escaped."""
        return escape(text)

    words = label

    def number(self, value: Any) -> str:
        """Write a number or closed form between dollar signs."""
        return f"${latex(value, self.tex)}$"


def cell_condition(condition: Condition, tex: Mapping[str, str] | None = None) -> str:
    """Return a condition for text mode: relations between dollar signs, joined by words, so that lines can break."""
    if isinstance(condition, Atom):
        return f"${condition_latex(condition, tex)}$"
    if not isinstance(condition, And | Or) or not condition.parts:
        return str(condition)
    word = " and " if isinstance(condition, And) else " or "
    parts = (cell_condition(part, tex) for part in condition.parts)
    return word.join(
        text if isinstance(part, Atom) else f"({text})" for part, text in zip(condition.parts, parts, strict=True)
    )


def _display_conditions(condition: Condition, tex: Mapping[str, str] | None) -> Iterator[str]:
    parts = condition.parts if isinstance(condition, And) else (condition,)
    for i, part in enumerate(parts):
        text = condition_latex(part, tex)
        text = rf"\left({text}\right)" if isinstance(part, Or) and len(parts) > 1 else text
        yield text if i == 0 else rf"\land\; {text}"


def equilibrium_display(equilibrium: Equilibrium, tex: Mapping[str, str] | None = None) -> str:
    """Return an equilibrium or regime as one display; ``tex`` says how each parameter is printed."""
    pen = DisplayPen(tex)
    comma = pen.words(", ")
    rows = [(subject, comma.join(parts)) for subject, parts in equilibrium_rows(equilibrium, pen)]
    if equilibrium.when != TRUE:
        conditions = _display_conditions(equilibrium.when, tex)
        rows += [(pen.words("exists where") if i == 0 else "", text) for i, text in enumerate(conditions)]
    body = " \\\\\n".join(f"{subject} & {content}" for subject, content in rows)
    title = rf"\textbf{{{escape(equilibrium.name)}}}"
    return f"$$\\begin{{array}}{{ll}}\n\\rlap{{{title}}} & \\\\\n{body}\n\\end{{array}}$$"


def solution_displays(solution: Solution) -> str:
    """Return a solution as its heading and one display an equilibrium."""
    solution, definitions = abbreviated(solution)
    tex = parameter_tex(solution)
    head = f"{escape(heading(solution))}. {escape(completeness(solution))}."
    defined = [f"$${tex[name]} = {latex(value, tex)}$$" for name, value in definitions.items()]
    return "\n\n".join([head, *defined, *(equilibrium_display(eq, tex) for eq in solution)])
