"""Regions as text and LaTeX: the cells with their regimes and conditions, then the borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gametheory.concepts.words.layout import WIDTH, condition_lines, count, hang, wrap
from gametheory.concepts.words.typeset import escape, parameter_tex
from gametheory.lang import condition_latex
from gametheory.study.changes.threshold_text import subject

if TYPE_CHECKING:
    from gametheory.study.changes.regions import Regions

__all__ = ["regions_latex", "regions_text"]


def regions_text(found: Regions, width: int = WIDTH) -> str:
    """Return cells and borders as text."""
    rest = f", {found.plane.where()}" if found.plane.where() else ""
    head = f"{subject(found.solution)}: regions of {found.x} and {found.y}{rest}"
    proved = "every set of regimes that exist together on an open part of the plane"
    if not found.exhaustive:
        proved += "; the list of regimes is not proved complete"
    out = [*wrap(head, width), *wrap(f"{count(len(found), 'cell')}: {proved}", width)]
    for number, cell in enumerate(found, start=1):
        lines = list(cell.names) or ["no regime"]
        out += ["", *hang(f"{number}. ", lines)]
        out += hang("   where ", condition_lines(cell.condition, width - 9))
        out.append("   e.g. at " + ", ".join(f"{name} = {value}" for name, value in cell.witness.items()))
    if found.borders:
        out += ["", f"{count(len(found.borders), 'border')}:"]
    for border in found.borders:
        out += hang("   ", wrap(str(border), width - 3))
        for equilibrium in border.regimes:
            out += hang("      bounds ", wrap(equilibrium.name, width - 13))
    for note in found.notes:
        out += ["", *hang("note: ", wrap(note, width - 6))]
    return "\n".join(out)


def regions_latex(found: Regions) -> str:
    """Return one display: a cell a row, its regimes and its condition."""
    tex = parameter_tex(found.solution)
    rows = []
    for cell in found:
        where = condition_latex(cell.condition, tex)
        for i, name in enumerate(cell.names or ("no regime",)):
            rows.append(rf"\text{{{escape(name)}}} & {where if i == 0 else ''}")
    body = " \\\\\n".join(rows)
    return f"$$\\begin{{array}}{{ll}}\n{body}\n\\end{{array}}$$"
