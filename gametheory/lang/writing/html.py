"""Statements as HTML, for notebooks and pages: compact tables, closed forms as MathML, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gametheory.lang.condition import Condition
from gametheory.lang.writing.markup import Child, Markup, element, escaped, joined, table
from gametheory.lang.writing.mathml import condition_markup, number_markup
from gametheory.lang.writing.statement import (
    Code,
    Display,
    Entry,
    Fold,
    Heading,
    Inline,
    Inset,
    Line,
    Note,
    Part,
    Row,
    Rows,
    Section,
    Table,
)

__all__ = ["inline", "write"]

FEW = 3
"""Up to so many statements in a list stand open; of more only the titles, and each opens by a click."""


def write(parts: Iterable[Part]) -> Markup:
    """Return a statement as one element."""
    return element("div", _elements(parts))


def inline(content: Inline) -> Markup:
    """Return text escaped, numbers and conditions as mathematics."""
    if isinstance(content, tuple):
        return joined(map(inline, content))
    if isinstance(content, str):
        return element("code", content) if isinstance(content, Code) else escaped(content)
    return condition_markup(content) if isinstance(content, Condition) else number_markup(content)


def _elements(parts: Iterable[Part]) -> Iterator[Markup]:
    """Yield an element a part; entries that follow each other share a table."""
    for listed, some in groupby(_flat(parts), lambda part: isinstance(part, Entry)):
        if not listed:
            yield from map(_element, some)
            continue
        entries = [part for part in some if isinstance(part, Entry)]
        for whole, ones in groupby(entries, lambda entry: bool(entry.inset)):
            if whole:
                yield from (_folding(one, unfolded=len(entries) <= FEW) for one in ones)
            else:
                yield table(map(_entry, ones))


def _flat(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Inset):
            yield from _flat(part.parts)
        elif not isinstance(part, Display):
            yield part


def _entry(entry: Entry) -> tuple[Child, Child]:
    return _line(entry.title), _elements(entry.parts)


def _folding(entry: Entry, *, unfolded: bool) -> Markup:
    return _details((element("strong", _line(entry.title)), inline(entry.more)), entry.parts, unfolded=unfolded)


def _details(summary: Child, parts: Iterable[Part], *, unfolded: bool) -> Markup:
    return element("details", element("summary", summary), _elements(parts), open="open" if unfolded else None)


def _element(part: Part) -> Markup:
    if isinstance(part, Heading):
        return element("p", element("strong", part.text), (". ", inline(part.more)) if part.more else None)
    if isinstance(part, Line):
        return element("div", _line(part))
    if isinstance(part, Note):
        return element("p", "note: ", inline(part.text))
    if isinstance(part, Rows):
        return table((inline(subject), joined(map(inline, parts), ", ")) for subject, parts in part.rows)
    if isinstance(part, Table):
        return table(map(_row, part.rows), part.head)
    if isinstance(part, Fold):
        return _details(part.title, part.parts, unfolded=part.open)
    assert isinstance(part, Section)
    return write(part.parts)


def _line(line: Line) -> Markup:
    lead = line.lead.strip()
    return joined((lead, " " if lead else "", inline(line.text)))


def _row(row: Row) -> list[Child]:
    *cells, last = map(inline, row.cells)
    return [*cells, [last, *(element("div", _line(line)) for line in row.below)]]
