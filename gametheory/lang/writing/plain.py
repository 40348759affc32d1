"""Statements as plain text, in lines of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gametheory.lang.condition import Condition
from gametheory.lang.writing.abridged import described
from gametheory.lang.writing.layout import WIDTH, condition_lines, hang, two_columns, wrap
from gametheory.lang.writing.statement import (
    Entry,
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
    Unbroken,
)

__all__ = ["inline", "write"]

_LESS = 3
"""Characters that a line of a whole statement in a list has less: the same under every number."""


def write(parts: Iterable[Part], width: int = WIDTH) -> str:
    """Return a statement as text of at most ``width`` characters a line."""
    return "\n".join(_lines(parts, width))


def inline(content: Inline) -> str:
    """Return text, numbers and conditions as one text."""
    return "".join(map(inline, content)) if isinstance(content, tuple) else described(content) or str(content)


def _lines(parts: Iterable[Part], width: int) -> list[str]:
    out: list[str] = []
    for part in parts:
        lines = _part(part, width)
        if lines and out:
            out += [""] * _gap(part)
        out += lines
    return out


def _gap(part: Part) -> int:
    """Return how many empty lines stand before a part."""
    if isinstance(part, Line | Entry | Table):
        return int(part.gap)
    return {Section: 2, Inset: 1, Note: 1}.get(type(part), 0)


def _part(part: Part, width: int) -> list[str]:
    if isinstance(part, Heading):
        return [*_wrapped(part.text, width), *(_wrapped(part.more, width) if part.more else ())]
    if isinstance(part, Line):
        first, *more = _wrapped(part.text, width - len(part.lead))
        return hang(part.lead, [first, *(" " * part.hung + line for line in more)])
    if isinstance(part, Note):
        return hang("note: ", _wrapped(part.text, width - 6))
    if isinstance(part, Entry):
        inside = _lines(part.parts, width - _LESS if part.inset else width)
        return [*_part(part.title, width), *hang(" " * part.inset, inside)]
    if isinstance(part, Rows):
        return two_columns([(inline(subject), [*map(inline, parts)]) for subject, parts in part.rows], width)
    if isinstance(part, Table):
        return _table(part, width)
    if isinstance(part, Inset):
        return hang("  ", _lines(part.parts, width))
    return _lines(part.parts, width) if isinstance(part, Section) else []


def _wrapped(content: Inline, width: int) -> list[str]:
    if isinstance(content, Unbroken):
        return [content]
    return condition_lines(content, width) if isinstance(content, Condition) else wrap(inline(content), width)


def _table(table: Table, width: int) -> list[str]:
    rows = [Row(table.head), *table.rows]
    cells = [[inline(cell) for i, cell in enumerate(row.cells) if i not in table.wide] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    out = []
    for row, texts in zip(rows, cells, strict=True):
        out += [_aligned(texts, widths, table.indent), *_lines(row.below, width)]
    return out


def _aligned(cells: Sequence[str], widths: Sequence[int], indent: int) -> str:
    line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return (" " * indent + line).rstrip()
