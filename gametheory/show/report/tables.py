"""The texts of data files: CSV for reading by programs, LaTeX (booktabs) for a paper, JSON for the whole answer."""

from __future__ import annotations

import json
from typing import Any

from gametheory.lang.writing.csv import csv_lines

__all__ = ["written"]


def written(name: str, content: Any) -> str:
    """Return the text of a data file: of rows as CSV, of a document as JSON; a text ends its last line."""
    if name.endswith(".json"):
        return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    text = content if isinstance(content, str) else "".join(csv_lines(content))
    return text if text.endswith("\n") or not text else text + "\n"
