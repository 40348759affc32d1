r"""Statements as LaTeX: their displays, which MathJax reads too; and tables for papers.

Displays need amsmath's ``\text``, tables the package booktabs and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gametheory.lang.algebraic import Algebraic, real_latex
from gametheory.lang.condition import And, Atom, Condition, Or
from gametheory.lang.writing.abridged import described, described_parts
from gametheory.lang.writing.ascii_tex import ascii_tex
from gametheory.lang.writing.statement import Display, Entry, Inline, Inset, Part, Section, Tex
from gametheory.lang.writing.symbolic import condition_latex, latex

__all__ = ["booktabs", "cell", "escape", "words", "write"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{sign: f"{{{sign}}}" for sign in "[*"},  # at the head of a cell they would belong to the end of the line before
}


def escape(text: str) -> str:
    """Return ``text`` with LaTeX's special characters escaped, on one line: for MathJax, or a preamble with T1."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return "".join(_SPECIAL.get(sign, sign) for sign in clean)


def write(parts: Iterable[Part]) -> str:
    """Return the displays of a statement, one below the other; empty where it has none."""
    return "\n\n".join(_display(one) for one in _displays(parts))


def _displays(parts: Iterable[Part]) -> Iterator[Display]:
    for part in parts:
        if isinstance(part, Display):
            yield part
        elif isinstance(part, Entry | Inset | Section):
            yield from _displays(part.parts)


def _display(one: Display) -> str:
    title = [escape(one.title)] if one.title else []
    if not one.rows:
        return "".join(title)
    if one.columns is None:
        return "\n\n".join([*title, *(f"$${''.join(_inline(cell, one.signs) for cell in row)}$$" for row in one.rows)])
    kind = "array" if one.columns else "aligned"
    columns = f"{{{one.columns}}}" if one.columns else ""
    body = " \\\\\n".join(" & ".join(_inline(cell, one.signs) for cell in row) for row in one.rows)
    return "\n\n".join([*title, f"$$\\begin{{{kind}}}{columns}\n{body}\n\\end{{{kind}}}$$"])


def _inline(content: Inline, signs: Mapping[str, str]) -> str:
    if isinstance(content, tuple):
        return "".join(_inline(one, signs) for one in content)
    if isinstance(content, Tex):
        return content
    if isinstance(content, str):
        return rf"\text{{{escape(content)}}}" if content else ""
    if isinstance(content, Condition):
        return condition_latex(content, signs)
    if words := described(content):
        return rf"\text{{{escape(words)}}}"
    return real_latex(content) if isinstance(content, Algebraic) else latex(content, signs)


def cell(content: Inline, signs: Mapping[str, str] | None = None) -> str:
    """Return an inline for text mode, as a table's cell: text for any font, numbers and relations between dollar signs.

    Texts are names of the game (players, actions, equilibria): their underscores are spaces. Relations are joined by
    words, so that lines can break.
    """
    if isinstance(content, tuple):
        return "".join(cell(one, signs) for one in content)
    if isinstance(content, str):
        return words(content)
    if isinstance(content, And | Or) and content.parts:
        word = " and " if isinstance(content, And) else " or "
        texts = (cell(part, signs) for part in content.parts)
        return word.join(
            text if isinstance(part, Atom) else f"({text})" for part, text in zip(content.parts, texts, strict=True)
        )
    long = described_parts(content)
    if long is not None:
        before, names, after = long
        return (
            f"{ascii_tex(before)}{', '.join(f'${(signs or {}).get(n) or words(n)}$' for n in names)}{ascii_tex(after)}"
        )
    if isinstance(content, Condition):
        return f"${condition_latex(content, signs)}$" if isinstance(content, Atom) else str(content)
    return f"${real_latex(content) if isinstance(content, Algebraic) else latex(content, signs)}$"


def words(name: str) -> str:
    r"""Return a name of the game as it is read: without underscores.

    >>> print(words("air_defense & more"))
    air defense \& more
    """
    return ascii_tex(name.replace("_", " "))


def booktabs(columns: Sequence[str | float], *blocks: Iterable[Sequence[str]]) -> str:
    r"""Return blocks of rows as a table, with a rule between blocks; cells are LaTeX already.

    A column is one of LaTeX's letters, or the share of the line that its text takes, set ragged. It needs the package
    booktabs and no other: that is why every such cell says so itself, and rows end with ``\tabularnewline``.
    """
    shape = "".join(c if isinstance(c, str) else rf"p{{{c:.2f}\linewidth}}" for c in columns)

    def row(cells: Sequence[str]) -> str:
        text = (
            rf"\raggedright {one}"
            if one and not isinstance(column, str) and not one.startswith(r"\multicolumn")
            else one
            for column, one in zip(columns, cells, strict=False)
        )
        return rf"{' & '.join(text)} \tabularnewline"

    out = [rf"\begin{{tabular}}{{@{{}}{shape}@{{}}}}", r"\toprule"]
    for i, block in enumerate(blocks):
        out += [r"\midrule"] if i else []
        out += map(row, block)
    return "\n".join([*out, r"\bottomrule", r"\end{tabular}"])
