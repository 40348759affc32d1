"""The text behind the models of a report: found beside the documents, kept in the report, read from it again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gametheory.errors import DocumentError, GameTheoryError
from gametheory.spec import Model, catalogue
from gametheory.spec.library import load_statements
from gametheory.spec.statements import STATEMENTS_FILE, Statements
from gametheory.study.answers.facts import document, read

__all__ = ["KEPT", "behind", "kept", "read_kept"]

KEPT = "statements.json"
"""The file of a report that has the text."""


def behind(models: Iterable[Any]) -> Statements | None:
    """Return the text that lies beside the document of the first model that has one; None if none has.

    A text with issues is left out: ``gametheory check`` says what they are.
    """
    known = catalogue()
    for one in models:
        if isinstance(one, Model):
            continue
        path = Path(str(known[one].path)) if isinstance(one, str) and one in known else Path(one)
        file = path.parent / STATEMENTS_FILE
        if file.is_file():
            try:
                return load_statements(file)
            except DocumentError:
                return None
    return None


def kept(text: Statements) -> str:
    """Return a text as JSON."""
    return json.dumps(document(text), indent=1, ensure_ascii=False)


def read_kept(file: Path) -> Statements | None:
    """Return the text that a report holds; None if it holds none.

    Raises
    ------
    GameTheoryError
        If the file is no such text.
    """
    if not file.is_file():
        return None
    try:
        return read(Statements, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        raise GameTheoryError(f"{file}: not a text as a report keeps it: write the report again") from None
