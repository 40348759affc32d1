r"""LaTeX of answers for a paper: booktabs tables of equilibria, solutions and grids.

The preamble needs ``\usepackage{amsmath,booktabs,array}``. Notebooks show answers by themselves (MathJax, no tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.signs import is_sign, parameter_tex
from gametheory.concepts.words.statement import completeness, equilibrium_rows, heading
from gametheory.lang import TRUE
from gametheory.lang import latex as as_latex
from gametheory.lang.writing.tex import cell, escape
from gametheory.show.tables import Grid, summary
from gametheory.study.claims.status import Status

if TYPE_CHECKING:
    from gametheory.spec import Model
    from gametheory.study import Thresholds
    from gametheory.study.claims.verdict import Verdict, Verification

__all__ = ["equilibrium", "grid", "parameters", "proposition", "propositions", "regimes", "solution", "thresholds"]


def _rows(one: Equilibrium, tex: Mapping[str, str] | None) -> Iterable[str]:
    for subject, parts in equilibrium_rows(one):
        yield f"{cell(subject, tex)} & {', '.join(cell(part, tex) for part in parts)} \\\\"
    if one.when != TRUE:
        yield f"exists where & {cell(one.when, tex)} \\\\"


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
    return f"% {_comment(heading(answer))}\n% {_comment(completeness(answer))}\n{notes}{body}"


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


def parameters(model: Model) -> str:
    """Return a model's parameters as a booktabs table: sign, meaning, range, baseline, source."""
    rows = []
    for name, p in model.parameters.items():
        sign = f"${p.tex}$" if is_sign(p.tex) else rf"\texttt{{{escape(name)}}}"
        value = "" if p.value is None else f"${as_latex(p.value)}$"
        rows.append([sign, escape(p.meaning or name), escape(str(p.range)), value, escape(p.source)])
    return _columns(
        r"@{}l>{\raggedright\arraybackslash}p{0.3\linewidth}ll>{\raggedright\arraybackslash}p{0.3\linewidth}@{}",
        ["", "Parameter", "Range", "Baseline", "Source"],
        rows,
    )


def regimes(answer: Solution) -> str:
    """Return the regimes of a parametric solution as a booktabs table: names, and where each exists."""
    answer, definitions = abbreviated(answer)
    tex = parameter_tex(answer)
    rows = [
        [f"{i}", escape(one.name), "always" if one.when == TRUE else cell(one.when, tex)]
        for i, one in enumerate(answer, start=1)
    ]
    body = _columns(
        r"@{}r>{\raggedright\arraybackslash}p{0.32\linewidth}>{\raggedright\arraybackslash}p{0.56\linewidth}@{}",
        ["", "Equilibrium", "exists where"],
        rows,
    )
    notes = "".join(f"% with ${tex[name]} = {as_latex(value, tex)}$\n" for name, value in definitions.items())
    return f"% {_comment(heading(answer))}\n% {_comment(completeness(answer))}\n{notes}{body}"


def thresholds(ladders: Iterable[Thresholds]) -> str:
    """Return the thresholds of parameters as a booktabs table: parameter, value, what changes there."""
    rows = []
    for ladder in ladders:
        tex = parameter_tex(ladder.solution)
        for one in ladder:
            value = as_latex(one.value) if isinstance(one.value, Fraction) else rf"\approx {float(one.value):.6g}"
            rows.append([f"${tex[ladder.parameter]}$", f"${value}$", escape("; ".join(one.what))])
    return _columns(
        r"@{}ll>{\raggedright\arraybackslash}p{0.64\linewidth}@{}", ["Parameter", "Value", "What changes"], rows
    )


STATUS = {Status.PROVED: "Proved", Status.REFUTED: "Refuted", Status.UNDECIDED: "Undecided"}


def proposition(verdict: Verdict) -> str:
    r"""Return a claim and what became of it as a ``proposition`` environment.

    The preamble needs ``\newtheorem{proposition}{Proposition}`` (amsthm).
    """
    sentences = [escape(f"{verdict.name}: {verdict.statement}".strip(": "))]
    sentences.append(rf"\emph{{{STATUS[verdict.status]}}}{escape(_about(verdict))}.")
    if verdict.source:
        sentences.append(rf"(Source: {escape(verdict.source)})")
    return "\n".join([r"\begin{proposition}", *sentences, r"\end{proposition}"])


def propositions(found: Verification) -> str:
    """Return the verdicts on a model's claims as a booktabs table: name, statement, status with witness and share."""
    rows = [
        [escape(one.name), escape(one.statement), rf"\emph{{{STATUS[one.status]}}}{escape(_about(one))}"]
        for one in found
    ]
    wide = r">{\raggedright\arraybackslash}"
    return _columns(
        rf"@{{}}{wide}p{{0.18\linewidth}}{wide}p{{0.44\linewidth}}{wide}p{{0.3\linewidth}}@{{}}",
        ["Claim", "Statement", "Status"],
        rows,
    )


def _about(verdict: Verdict) -> str:
    """Return what belongs to a status: where it is proved, where and how often it fails, or why it is open."""
    if verdict.status == Status.PROVED:
        return f" {verdict.scope}" if verdict.scope else ""
    out = f" {verdict.witness_place}" if verdict.status == Status.REFUTED else ""
    if verdict.share is not None:
        out += f"; {verdict.share}"
    return f"{out}: {verdict.reason}" if verdict.status == Status.UNDECIDED and verdict.reason else out


def _columns(head: str, names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table with a line of column names; cells are LaTeX already."""
    lines = [" & ".join(row) + r" \\" for row in rows]
    top = [rf"\begin{{tabular}}{{{head}}}", r"\toprule", " & ".join(names) + r" \\", r"\midrule"]
    return "\n".join([*top, *lines, r"\bottomrule", r"\end{tabular}"])


def _comment(text: str) -> str:
    """Return a text that stays a comment: on one line."""
    return " ".join(text.split())
