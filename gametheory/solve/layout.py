"""Plain text in columns, and long conditions over several lines: what statements, tables and the command line share."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from gametheory.lang import And, Atom, Condition, Or

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


def two_columns(
    rows: Sequence[tuple[str, str | Sequence[str]]], width: int = WIDTH, indent: int = 2, least: int = 0
) -> list[str]:
    """Return rows ``(subject, content)`` as aligned lines; a text is wrapped, a sequence is taken as lines.

    ``least`` is the smallest width of the subject column. Subjects wider than a third of the page stand alone.
    """
    room = max(width // 3, least)
    left = max([len(subject) for subject, _ in rows if len(subject) <= room], default=least) + 2
    left = max(left, least + 2)
    out = []
    for subject, content in rows:
        lines = wrap(content, width - indent - left) if isinstance(content, str) else list(content)
        if len(subject) > room:
            out.append(f"{' ' * indent}{subject}")
            out += hang(" " * (indent + left), lines)
        else:
            out += hang(" " * indent + subject.ljust(left), lines)
    return out


def condition_lines(condition: Condition, width: int) -> list[str]:
    """Return a condition as text, one relation a line where it does not fit into one."""
    whole = str(condition)
    if len(whole) <= width:
        return [whole]
    if isinstance(condition, Atom):
        first, *more = wrap(whole, width)
        return [first, *("  " + line for line in wrap(" ".join(more), width - 2))] if more else [first]
    assert isinstance(condition, And | Or)
    out: list[str] = []
    for i, part in enumerate(condition.parts):
        if isinstance(condition, And):
            lead = "and " if i else ""
        else:
            lead = "or     " if i else "either "
        lines = condition_lines(part, width - max(len(lead), 4) - 2)
        if len(lines) == 1 and not isinstance(part, Atom):
            lines = [f"({lines[0]})"]
        out += hang(lead, lines)
    return out
