"""The texts of data files: CSV for reading by programs, LaTeX (booktabs) for a paper, JSON for the whole answer."""

from __future__ import annotations

import json
from typing import Any

from gametheory.show.study_tables import csv_lines

__all__ = ["Rows", "csv_text", "json_text", "tex_text"]

Rows = list[dict[str, Any]]


def csv_text(rows: Rows) -> str:
    """Return rows as CSV."""
    return "".join(csv_lines(rows))


def tex_text(text: str) -> str:
    """Return a LaTeX table as the text of a file."""
    return text + "\n"


def json_text(document: Any) -> str:
    """Return a document as JSON."""
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
