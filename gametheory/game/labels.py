"""What a label of a type, message, action, node or strategy may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from gametheory.errors import ExpressionError, Issue
from gametheory.lang import Expression, number

__all__ = ["label_issues", "read_number"]


def label_issues(where: str, labels: Iterable[Any], what: str) -> Iterator[Issue]:
    """Yield an issue for every label that is empty, no text, holds ``/`` or occurs twice."""
    seen = set()
    for label in labels:
        if not isinstance(label, str) or not label.strip():
            yield Issue(where, f"a {what} needs a label: text that is not empty, got {label!r}")
            continue
        if "/" in label:
            yield Issue(where, f"the label {label!r} holds '/', which joins the actions of a history: use another sign")
        if label in seen:
            yield Issue(where, f"duplicate label {label!r}")
        seen.add(label)


def read_number(where: str, value: Any, issues: list[Issue]) -> int | Fraction | Expression:
    """Return ``value`` as an exact number; on failure add an issue and return 0."""
    if type(value) is int or type(value) is Fraction:
        return value
    try:
        return number(value)
    except ExpressionError as error:
        issues.append(Issue(where, str(error)))
    except (TypeError, ValueError, ZeroDivisionError) as error:
        issues.append(Issue(where, f"not a number: {error}"))
    return 0
