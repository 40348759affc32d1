r"""LaTeX of answers for a paper: booktabs tables of equilibria, solutions and grids.

The preamble needs ``\usepackage{amsmath,booktabs,array}``. Notebooks show answers by themselves (MathJax, no tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.signs import is_sign, parameter_tex
from gametheory.concepts.words.statement import completeness, equilibrium_rows, heading
from gametheory.lang import TRUE, Expression
from gametheory.lang import latex as as_latex
from gametheory.lang.writing.tex import booktabs, cell, escape, wide
from gametheory.show.tables import Grid, summary
from gametheory.study.claims.status import Status

if TYPE_CHECKING:
    from gametheory.spec import Model
    from gametheory.study import Thresholds
    from gametheory.study.claims.verdict import Verdict, Verification

__all__ = ["equilibrium", "grid", "parameters", "proposition", "propositions", "regimes", "solution", "thresholds"]


STATED = f"l{wide('0.6')}"


def _block(one: Equilibrium, name: str, tex: Mapping[str, str] | None) -> Iterator[list[str]]:
    yield [rf"\multicolumn{{2}}{{@{{}}l}}{{\textbf{{{escape(name)}}}}}"]
    for subject, parts in equilibrium_rows(one):
        yield [cell(subject, tex), ", ".join(cell(part, tex) for part in parts)]
    if one.when != TRUE:
        yield ["exists where", cell(one.when, tex)]


def equilibrium(one: Equilibrium, tex: Mapping[str, str] | None = None) -> str:
    """Return one equilibrium or regime as a booktabs table; ``tex`` says how each parameter is printed."""
    return booktabs(STATED, _block(one, one.name, tex))


def solution(answer: Solution) -> str:
    """Return a whole solution as one booktabs table, one block an equilibrium; parameters as the model's ``tex``."""
    answer, definitions = abbreviated(answer)
    tex = parameter_tex(answer)
    body = booktabs(STATED, *(_block(one, f"{i}. {one.name}", tex) for i, one in enumerate(answer, start=1)))
    return _noted(answer, definitions, tex) + body


def _noted(answer: Solution, definitions: Mapping[str, Expression], tex: Mapping[str, str]) -> str:
    """Return comments before a table: what it is, how complete, and with which definitions it is written."""
    notes = (f"with ${tex[name]} = {as_latex(value, tex)}$" for name, value in definitions.items())
    return "".join(f"% {' '.join(note.split())}\n" for note in (heading(answer), completeness(answer), *notes))


def grid(table: Grid, tex: Mapping[str, str] | None = None) -> str:
    """Return a grid of outcomes as a booktabs table."""
    names = {n: f"${tex[n]}$" if tex and n in tex else escape(n) for n in (table.rows, table.columns)}
    n = len(table.column_values)
    head = [
        [rf"& \multicolumn{{{n}}}{{l}}{{{names[table.columns]}}}"],
        [names[table.rows], *(table.header(table.columns, v) for v in table.column_values)],
    ]
    rows = (
        [table.header(table.rows, value), *(r" \newline ".join(escape(summary(one)) for one in cell) for cell in row)]
        for value, row in zip(table.row_values, table.cells, strict=True)
    )
    return booktabs(rf"l*{{{n}}}{{{wide(f'{0.8 / n:.2f}')}}}", head, rows)


def parameters(model: Model) -> str:
    """Return a model's parameters as a booktabs table: sign, meaning, range, baseline, source."""
    rows = []
    for name, p in model.parameters.items():
        sign = f"${p.tex}$" if is_sign(p.tex) else rf"\texttt{{{escape(name)}}}"
        value = "" if p.value is None else f"${as_latex(p.value)}$"
        rows.append([sign, escape(p.meaning or name), escape(str(p.range)), value, escape(p.source)])
    head = ["", "Parameter", "Range", "Baseline", "Source"]
    return booktabs(f"l{wide('0.3')}ll{wide('0.3')}", [head], rows)


def regimes(answer: Solution) -> str:
    """Return the regimes of a parametric solution as a booktabs table: names, and where each exists."""
    answer, definitions = abbreviated(answer)
    tex = parameter_tex(answer)
    rows = (
        [f"{i}", escape(one.name), "always" if one.when == TRUE else cell(one.when, tex)]
        for i, one in enumerate(answer, start=1)
    )
    body = booktabs(f"r{wide('0.32')}{wide('0.56')}", [["", "Equilibrium", "exists where"]], rows)
    return _noted(answer, definitions, tex) + body


def thresholds(ladders: Iterable[Thresholds]) -> str:
    """Return the thresholds of parameters as a booktabs table: parameter, value, what changes there."""
    rows = []
    for ladder in ladders:
        tex = parameter_tex(ladder.solution)
        for one in ladder:
            value = as_latex(one.value) if isinstance(one.value, Fraction) else rf"\approx {float(one.value):.6g}"
            rows.append([f"${tex[ladder.parameter]}$", f"${value}$", escape("; ".join(one.what))])
    return booktabs(f"ll{wide('0.64')}", [["Parameter", "Value", "What changes"]], rows)


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
    head = ["Claim", "Statement", "Status"]
    return booktabs(f"{wide('0.18')}{wide('0.44')}{wide('0.3')}", [head], rows)


def _about(verdict: Verdict) -> str:
    """Return what belongs to a status: where it is proved, where and how often it fails, or why it is open."""
    if verdict.status == Status.PROVED:
        return f" {verdict.scope}" if verdict.scope else ""
    out = f" {verdict.witness_place}" if verdict.status == Status.REFUTED else ""
    if verdict.share is not None:
        out += f"; {verdict.share}"
    return f"{out}: {verdict.reason}" if verdict.status == Status.UNDECIDED and verdict.reason else out
