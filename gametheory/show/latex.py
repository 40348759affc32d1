r"""LaTeX of answers for a paper: booktabs tables of equilibria, solutions and grids.

The preamble needs ``\usepackage{amsmath,booktabs,array}``. Notebooks show answers by themselves (MathJax, no tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gametheory.lang import TRUE
from gametheory.lang import latex as as_latex
from gametheory.show.tables import Grid, summary
from gametheory.solve import Equilibrium, Solution
from gametheory.solve.words.abbreviations import abbreviated
from gametheory.solve.words.statement import completeness, equilibrium_rows, heading
from gametheory.solve.words.typeset import CellPen, cell_condition, escape, parameter_tex

__all__ = ["equilibrium", "grid", "solution"]


def _rows(one: Equilibrium, tex: Mapping[str, str] | None) -> Iterable[str]:
    pen = CellPen(tex)
    for subject, parts in equilibrium_rows(one, pen):
        yield f"{subject} & {', '.join(parts)} \\\\"
    if one.when != TRUE:
        yield f"exists where & {cell_condition(one.when, tex)} \\\\"


def _table(head: str, blocks: Iterable[Iterable[str]], title: Iterable[str]) -> str:
    out = [rf"\begin{{tabular}}{{{head}}}", r"\toprule"]
    for name, block in zip(title, blocks, strict=True):
        if len(out) > 2:
            out.append(r"\midrule")
        out += [rf"\multicolumn{{2}}{{@{{}}l}}{{\textbf{{{escape(name)}}}}} \\", *block]
    return "\n".join([*out, r"\bottomrule", r"\end{tabular}"])


def equilibrium(one: Equilibrium, tex: Mapping[str, str] | None = None) -> str:
    """Return one equilibrium or regime as a booktabs table; ``tex`` says how each parameter is printed."""
    return _table(r"@{}l>{\raggedright\arraybackslash}p{0.6\linewidth}@{}", [_rows(one, tex)], [one.name])


def solution(answer: Solution) -> str:
    """Return a whole solution as one booktabs table, one block an equilibrium; parameters as the model's ``tex``."""
    answer, definitions = abbreviated(answer)
    tex = parameter_tex(answer)
    body = _table(
        r"@{}l>{\raggedright\arraybackslash}p{0.6\linewidth}@{}",
        [_rows(one, tex) for one in answer],
        [f"{i}. {one.name}" for i, one in enumerate(answer, start=1)],
    )
    notes = "".join(f"% with ${tex[name]} = {as_latex(value, tex)}$\n" for name, value in definitions.items())
    return f"% {heading(answer)}\n% {completeness(answer)}\n{notes}{body}"


def grid(table: Grid, tex: Mapping[str, str] | None = None) -> str:
    """Return a grid of outcomes as a booktabs table."""
    names = {n: f"${tex[n]}$" if tex and n in tex else escape(n) for n in (table.rows, table.columns)}
    n = len(table.column_values)
    out = [
        rf"\begin{{tabular}}{{@{{}}l*{{{n}}}{{>{{\raggedright\arraybackslash}}p{{{0.8 / n:.2f}\linewidth}}}}@{{}}}}",
        r"\toprule",
        rf"& \multicolumn{{{n}}}{{l}}{{{names[table.columns]}}} \\",
        " & ".join([names[table.rows], *(table.header(table.columns, v) for v in table.column_values)]) + r" \\",
        r"\midrule",
    ]
    for value, row in zip(table.row_values, table.cells, strict=True):
        cells = [r" \newline ".join(escape(summary(one)) for one in cell) for cell in row]
        out.append(" & ".join([table.header(table.rows, value), *cells]) + r" \\")
    return "\n".join([*out, r"\bottomrule", r"\end{tabular}"])
