"""Tables of equilibria, regimes, outcomes over a grid, parameters and thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.statement import completeness, equilibrium_rows, heading
from gametheory.lang import TRUE
from gametheory.lang import latex as as_latex
from gametheory.lang.writing.ascii_tex import ascii_tex
from gametheory.lang.writing.tex import booktabs, cell, words
from gametheory.show.latex.prose import prose
from gametheory.show.latex.symbols import Signs, signs_of, with_symbols
from gametheory.show.tables import Grid, summary

if TYPE_CHECKING:
    from gametheory.spec import Model
    from gametheory.study import Thresholds

__all__ = ["equilibrium", "grid", "note", "parameters", "regimes", "solution", "thresholds"]

STATED = (0.3, 0.62)


def note(*sentences: str) -> str:
    """Return comments before a piece of LaTeX, a sentence a line."""
    return "".join(f"% {ascii_tex(' '.join(one.split()))}\n" for one in sentences)


def _block(one: Equilibrium, name: str, tex: Mapping[str, str] | None) -> Iterator[list[str]]:
    yield [rf"\multicolumn{{2}}{{@{{}}l}}{{\textbf{{{words(name)}}}}}"]
    for subject, parts in equilibrium_rows(one):
        yield [cell(subject, tex), ", ".join(cell(part, tex) for part in parts)]
    if one.when != TRUE:
        yield ["exists where", cell(one.when, tex)]


def equilibrium(one: Equilibrium, tex: Mapping[str, str] | None = None) -> str:
    """Return one equilibrium or regime as a table; ``tex`` says how each parameter is printed.

    An equilibrium knows of no document, so no symbols are defined; :func:`solution` defines them.
    """
    return booktabs(STATED, _block(one, one.name, tex))


def solution(answer: Solution) -> str:
    """Return a whole solution as one table, one block an equilibrium, in the document's symbols, which are defined."""
    signs = signs_of(answer)
    short, _ = abbreviated(answer)
    body = booktabs(STATED, *(_block(one, f"{i}. {one.name}", signs) for i, one in enumerate(short, start=1)))
    return with_symbols(body, signs, note(heading(answer), completeness(answer)))


def grid(table: Grid, tex: Mapping[str, str] | None = None) -> str:
    """Return a grid of outcomes as a table."""
    names = {n: f"${tex[n]}$" if tex and n in tex else words(n) for n in (table.rows, table.columns)}
    n = len(table.column_values)
    head = [
        ["", rf"\multicolumn{{{n}}}{{l}}{{{names[table.columns]}}}"],
        [names[table.rows], *(words(table.header(table.columns, v)) for v in table.column_values)],
    ]
    rows = (
        [
            words(table.header(table.rows, value)),
            *(r" \newline ".join(words(summary(one)) for one in cell) for cell in row),
        ]
        for value, row in zip(table.row_values, table.cells, strict=True)
    )
    return booktabs(["l", *[0.8 / n] * n], head, rows)


def parameters(model: Model) -> str:
    """Return a model's parameters as a table: sign, meaning, unit, range, baseline, source."""
    signs = Signs(model)
    rows = []
    for name, p in model.parameters.items():
        value = "" if p.value is None else f"${as_latex(p.value)}$"
        meaning = prose(p.meaning, signs) or words(name)
        rows.append(
            [f"${signs[name]}$", meaning, prose(p.unit, signs), ascii_tex(str(p.range)), value, ascii_tex(p.source)]
        )
    head = ["", "Parameter", "Unit", "Range", "Baseline", "Source"]
    return booktabs(["l", 0.24, 0.12, "l", "l", 0.22], [head], rows)


def regimes(answer: Solution) -> str:
    """Return the regimes of a parametric solution as a table, where each exists, and the symbols that this takes."""
    signs = signs_of(answer)
    short, _ = abbreviated(answer)
    rows = [
        [f"{i}", words(one.name), "always" if one.when == TRUE else cell(one.when, signs)]
        for i, one in enumerate(short, start=1)
    ]
    body = booktabs(["r", 0.32, 0.56], [["", "Equilibrium", "exists where"]], rows)
    return with_symbols(body, signs, note(heading(answer), completeness(answer)))


def thresholds(ladders: Iterable[Thresholds]) -> str:
    """Return the thresholds of parameters as a table: parameter, value, what changes there; and the parameters."""
    rows = []
    signs: Signs | None = None
    for ladder in ladders:
        signs = signs or signs_of(ladder.solution)
        for one in ladder:
            value = as_latex(one.value) if isinstance(one.value, Fraction) else rf"\approx {float(one.value):.6g}"
            rows.append([f"${signs[ladder.parameter]}$", f"${value}$", words("; ".join(one.what))])
    body = booktabs(["l", "l", 0.64], [["Parameter", "Value", "What changes"]], rows)
    return body if signs is None else with_symbols(body, signs)
