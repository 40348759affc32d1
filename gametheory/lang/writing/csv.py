"""Rows of answers as CSV: a header, a fact a row, decimals beside the exact numbers.

Decimals are the shortest that read back as the same double; exact numbers are fractions (``5/9``), radicals, or a
polynomial with the interval that isolates its root. An empty field says that there is nothing to say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gametheory.lang.algebraic import Real, real_text

__all__ = ["csv_line", "csv_lines", "decimal", "exactly"]


def decimal(number: Real | None) -> float | str:
    """Return a number as a field of decimals."""
    return "" if number is None else float(number)


def exactly(number: Real | None) -> str:
    """Return a number as a field of exact numbers."""
    return "" if number is None else real_text(number)


def csv_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the rows as lines of CSV (RFC 4180 but for the line ends, which are newlines), after a header."""
    if rows:
        yield csv_line(list(rows[0]))
    for row in rows:
        yield csv_line(row.values())


def csv_line(cells: Iterable[Any]) -> str:
    """Return one line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
