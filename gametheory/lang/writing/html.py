"""Statements as HTML, for notebooks and pages: compact tables, closed forms as MathML, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gametheory.lang.condition import Condition
from gametheory.lang.writing.markup import Markup, condition_markup, element, escaped, joined, number_markup, table
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
    return element("div", *_elements(parts))


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
        unfolded = {"open": "open"} if len(entries) <= FEW else {}
        for whole, ones in groupby(entries, lambda entry: bool(entry.inset)):
            if whole:
                yield from (_folding(one, **unfolded) for one in ones)
            else:
                yield table(map(_entry, ones))


def _flat(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Inset):
            yield from _flat(part.parts)
        elif not isinstance(part, Display):
            yield part


def _entry(entry: Entry) -> tuple[Markup, Markup]:
    return _line(entry.title), joined(_elements(entry.parts))


def _folding(entry: Entry, **unfolded: str) -> Markup:
    summary = element("summary", element("strong", _line(entry.title)), inline(entry.more))
    return element("details", summary, *_elements(entry.parts), **unfolded)


def _element(part: Part) -> Markup:
    if isinstance(part, Heading):
        more = (". ", inline(part.more)) if part.more else ()
        return element("p", element("strong", part.text), *more)
    if isinstance(part, Line):
        return element("div", _line(part))
    if isinstance(part, Note):
        return element("p", "note: ", inline(part.text))
    if isinstance(part, Rows):
        return table((inline(subject), joined(map(inline, parts), ", ")) for subject, parts in part.rows)
    if isinstance(part, Table):
        return table(map(_row, part.rows), part.head)
    if isinstance(part, Fold):
        unfolded = {"open": "open"} if part.open else {}
        return element("details", element("summary", part.title), *_elements(part.parts), **unfolded)
    assert isinstance(part, Section)
    return write(part.parts)


def _line(line: Line) -> Markup:
    lead = line.lead.strip()
    return joined((lead, " ", inline(line.text))) if lead else inline(line.text)


def _row(row: Row) -> list[Markup]:
    *cells, last = map(inline, row.cells)
    return [*cells, joined((last, *(element("div", _line(line)) for line in row.below)))]
