"""Plain text in columns, and long conditions over several lines: what statements, tables and the command line share."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from gametheory.lang.condition import And, Atom, Condition, Or
from gametheory.lang.writing.abridged import described, listed_ways

__all__ = ["WIDTH", "condition_lines", "count", "hang", "two_columns", "wrap"]

WIDTH = 100
"""Characters a line where nothing else is known: fixed, so that a printed answer is the same everywhere."""


def count(n: int, one: str, many: str = "") -> str:
    """Return ``1 equilibrium``, ``3 equilibria``: a number with its noun."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` characters where spaces allow it; words are never cut."""
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False) or [""]


def hang(lead: str, lines: Iterable[str]) -> list[str]:
    """Return ``lines`` with ``lead`` before the first and as much space before the others."""
    return [f"{lead if i == 0 else ' ' * len(lead)}{line}".rstrip() for i, line in enumerate(lines)]


def two_columns(rows: Sequence[tuple[str, Sequence[str]]], width: int = WIDTH, indent: int = 2) -> list[str]:
    """Return rows ``(subject, parts)`` as aligned lines.

    The parts are joined by commas where they fit into the line, else each has lines of its own. Subjects wider than a
    third of the page stand alone.
    """
    left = 2 + max((len(subject) for subject, _ in rows if len(subject) <= width // 3), default=0)
    room = width - indent - left
    out = []
    for subject, parts in rows:
        whole = ", ".join(parts)
        closed = [f"{part}," for part in parts[:-1]] + [*parts[-1:]]
        lists = all(len(part) <= room // 2 for part in parts)
        lines = wrap(whole, room) if lists or len(whole) <= room else [x for part in closed for x in _hung(part, room)]
        if len(subject) > width // 3:
            out.append(f"{' ' * indent}{subject}")
            out += hang(" " * (indent + left), lines)
        else:
            out += hang(" " * indent + subject.ljust(left), lines)
    return out


def _hung(text: str, width: int) -> list[str]:
    first, *more = wrap(text, width)  # the later lines are narrower: they hang
    return [first, *("  " + line for line in wrap(" ".join(more), width - 2))] if more else [first]


def condition_lines(condition: Condition, width: int) -> list[str]:
    """Return a condition as text, one relation a line where it does not fit into one."""
    whole = described(condition) or str(condition)
    if len(whole) <= width:
        return [whole]
    if isinstance(condition, Atom):
        return _hung(whole, width)
    assert isinstance(condition, And | Or)
    out: list[str] = []
    parts, others = listed_ways(condition)
    for i, part in enumerate(parts):
        if isinstance(condition, And):
            lead = "and " if i else ""
        else:
            lead = "or     " if i else "either "
        lines = condition_lines(part, width - max(len(lead), 4) - 2)
        if len(lines) == 1 and not isinstance(part, Atom):
            lines = [f"({lines[0]})"]
        out += hang(lead, lines)
    return [*out, *hang("or     ", wrap(others, width - 9))] if others else out
