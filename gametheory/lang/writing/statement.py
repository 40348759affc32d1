"""What an answer says, before it is written: parts of a statement, and the mixin that has them written.

A result's ``statement()`` is a tuple of parts. It says what there is to say once; the writers decide how that looks:
:mod:`~gametheory.lang.writing.plain` for a terminal, :mod:`~gametheory.lang.writing.html` for a notebook or a page,
closed forms as MathML, :mod:`~gametheory.lang.writing.tex` for MathJax and papers.

What a part says is an *inline*: text, a number or closed form, a condition, or a tuple of these, written one after the
other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gametheory.lang.writing.short import Short

__all__ = [
    "Code",
    "Display",
    "Entry",
    "Fold",
    "Heading",
    "Inline",
    "Inset",
    "Line",
    "Note",
    "Part",
    "Row",
    "Rows",
    "Section",
    "Stated",
    "Table",
    "Tex",
    "Unbroken",
]

Inline = Any
"""A str, an exact number or Expression, a Condition, or a tuple of these."""


class Unbroken(str):
    """Text that plain text leaves on one line, however long."""

    __slots__ = ()


class Code(str):
    """Text as it stands in a document."""

    __slots__ = ()


class Tex(str):
    """A piece of a :class:`Display` that is LaTeX already."""

    __slots__ = ()


@dataclass(frozen=True)
class Heading:
    """What the statement is about, and in ``more`` what is said of all of it."""

    text: str
    more: Inline = ""


@dataclass(frozen=True)
class Line:
    """A paragraph; in plain text ``lead`` stands before its first line, and the others hang below its end.

    ``hung`` sets the others in by as much more. ``gap`` asks for an empty line before, here and in the other parts.
    """

    text: Inline
    lead: str = ""
    hung: int = 0
    gap: bool = False


@dataclass(frozen=True)
class Note:
    """A remark on what the statement does not cover."""

    text: Inline


@dataclass(frozen=True)
class Entry:
    """One item of a list: what it is, then what is said of it.

    Where the parts are a whole statement, ``inset`` sets them in by as many spaces in plain text, and a page folds them
    where there are many; beside the title it then shows ``more``.
    """

    title: Line
    parts: tuple[Part, ...]
    gap: bool = True
    inset: int = 0
    more: Inline = ""


@dataclass(frozen=True)
class Rows:
    """Subjects, and what is said of each, one thing after the other."""

    rows: tuple[tuple[Inline, tuple[Inline, ...]], ...]


@dataclass(frozen=True)
class Row:
    """A row of a table, and lines that belong to it."""

    cells: tuple[Inline, ...]
    below: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows under a head; the columns in ``wide`` are closed forms too long for plain text, which leaves them out."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    indent: int = 2
    wide: tuple[int, ...] = ()
    gap: bool = False


@dataclass(frozen=True)
class Inset:
    """Another statement, set in by two spaces in plain text."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Section:
    """A statement that could stand alone, below another."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Fold:
    """What a reader opens, or closes, by a click; plain text, where nothing opens, leaves it out."""

    title: str
    parts: tuple[Part, ...]
    open: bool = False


@dataclass(frozen=True)
class Display:
    """Mathematics set off from the text: what LaTeX shows of a statement, and the other writers say in their words.

    Attributes
    ----------
    rows : tuple of tuple of Inline
        Text becomes text within mathematics.
    columns : str
        Of an ``array``; empty for rows aligned at their first ``&``; None for a single formula.
    signs : mapping of parameter to LaTeX
    title : str
        A line of text before it.
    """

    rows: tuple[tuple[Inline, ...], ...] = ()
    columns: str | None = "ll"
    signs: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


Part = Heading | Line | Note | Entry | Rows | Table | Inset | Section | Fold | Display


class Stated(Short):
    """A result that states itself: ``print`` shows it as text, a notebook as HTML or LaTeX, a prompt in a few words."""

    def statement(self) -> tuple[Part, ...]:
        """Return what the result says, part by part."""
        raise NotImplementedError

    def __str__(self) -> str:
        from gametheory.lang.writing import plain

        return plain.write(self.statement())

    def _repr_html_(self) -> str:
        from gametheory.lang.writing import html

        return html.write(self.statement())

    def _repr_latex_(self) -> str | None:
        from gametheory.lang.writing import tex

        return tex.write(self.statement()) or None
