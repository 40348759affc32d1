"""Writing TOML: keys, texts, numbers and inline tables, line by line."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from gametheory.spec.fields import Path

__all__ = ["TomlPen", "toml_key", "toml_number", "toml_text", "toml_value"]

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_MAX_INT = 2**63


def toml_text(text: str) -> str:
    """Return a text as a TOML basic string."""
    # JSON escapes what TOML escapes, but for the delete character, which TOML does not take either
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_key(key: str) -> str:
    """Return a key as TOML writes it, quoted only where it must be."""
    return key if _BARE.match(key) else toml_text(key)


def toml_value(value: Any) -> str:
    """Return a value as TOML on one line: a ``Fraction`` as a decimal, a mapping as an inline table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{toml_key(str(key))} = {toml_value(v)}" for key, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(v) for v in value)}]"
    assert isinstance(value, datetime.date | datetime.time)
    return value.isoformat()


def _decimal(value: Fraction) -> str:
    """Return a fraction whose denominator divides a power of ten as an exact TOML float."""
    places = 1
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def toml_number(value: Any) -> str:
    """Return an exact number or expression: an integer as it is, all else as text."""
    text = str(value)
    if (isinstance(value, int) or re.fullmatch(r"-?\d{1,18}", text)) and abs(int(text)) < _MAX_INT:
        return text
    return toml_text(text)


class TomlPen:
    """Collects the lines of one document; ``texts`` are numbers as they stood in an earlier one, by their path."""

    def __init__(self, texts: Mapping[Path, str]) -> None:
        self.texts = texts
        self.lines: list[str] = []

    def put(self, key: str, value: str) -> None:
        """Write a key of the table that is open."""
        self.lines.append(f"{toml_key(key)} = {value}")

    def table(self, *path: str) -> None:
        """Open a table."""
        self.lines += ["", f"[{'.'.join(map(toml_key, path))}]"]

    def number(self, value: Any, path: Path) -> str:
        """Return a number as it stood in the document, or in the normal form of expressions."""
        text = self.texts.get(path)
        return toml_text(text) if text is not None else toml_number(value)

    def payoffs(self, values: Iterable[tuple[str, Any]], path: Path) -> str:
        """Return payoffs by player as an inline table."""
        inside = ", ".join(f"{toml_key(p)} = {self.number(x, (*path, p))}" for p, x in values)
        return f"{{ {inside} }}" if inside else "{}"
