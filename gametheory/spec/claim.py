"""Claims: what a text says about the model, as data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue
from gametheory.spec.fields import Decimal, address, described, read_number, read_table, read_text

__all__ = ["Claim", "read_claims"]


@dataclass(frozen=True)
class Claim:
    """One statement that a text makes about the model.

    ``formal`` holds every further key of the document's table, word for word: texts, whole numbers, decimals (as
    ``Fraction``), true and false, dates, lists (as tuples) and tables of these.
    """

    name: str
    statement: str = ""
    source: str = ""
    formal: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, self.statement, self.source))


def read_claims(raw: Any, issues: list[Issue]) -> tuple[Claim, ...]:
    """Read ``[[claims]]``: a list of tables (or, in Python, of :class:`Claim`)."""
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        issues.append(Issue("claims", f"expected a list of tables, [[claims]], got {described(raw)}"))
        return ()
    claims = []
    seen: set[str] = set()
    for index, given in enumerate(raw):
        path = ("claims", str(index + 1))
        if isinstance(given, Claim):
            given = {"name": given.name, "statement": given.statement, "source": given.source, **given.formal}
        table = read_table(given, path, issues)
        if not isinstance(given, Mapping):
            continue
        name = read_text(table.get("name"), (*path, "name"), issues)
        if not name.strip() and isinstance(table.get("name", ""), str):
            issues.append(Issue(address((*path, "name")), "a claim needs a name"))
        elif name in seen:
            issues.append(Issue(address((*path, "name")), f"a second claim of the name {name!r}"))
        seen.add(name)
        statement = read_text(table.get("statement"), (*path, "statement"), issues)
        source = read_text(table.get("source"), (*path, "source"), issues)
        formal = {
            key: _verbatim(value, (*path, key), issues)
            for key, value in table.items()
            if key not in ("name", "statement", "source")
        }
        claims.append(Claim(name, statement, source, formal))
    return tuple(claims)


def _verbatim(raw: Any, path: tuple[str, ...], issues: list[Issue]) -> Any:
    """Return a raw TOML value as it is kept: exact, and not to be changed afterwards by accident."""
    if isinstance(raw, Mapping):
        return {key: _verbatim(value, (*path, str(key)), issues) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return tuple(_verbatim(value, path, issues) for value in raw)
    if isinstance(raw, str):
        return read_text(raw, path, issues)
    if isinstance(raw, bool | datetime.date | datetime.time):
        return raw
    if isinstance(raw, int | float | Decimal | Fraction):
        if isinstance(raw, int):
            value = read_number(raw, path, issues)
            return 0 if value is None else int(value)
        value = read_number(raw, path, issues)
        return Fraction(0) if value is None else _decimal(value, path, issues)
    issues.append(Issue(address(path), f"a document cannot hold {described(raw)}"))
    return ""


def _decimal(value: Fraction, path: tuple[str, ...], issues: list[Issue]) -> Fraction:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        issues.append(Issue(address(path), f'{value} is no decimal number: write the text "{value}"'))
    return value
