"""Single fields of a document: what TOML gave, checked and made exact.

Every reader takes the raw value, the path of its key and a list of issues; on failure it appends an issue and returns
None. A TOML float arrives as a :class:`Decimal`, the digits that were written, so that ``0.6`` is 3/5 and not the
nearest binary fraction.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.errors import ExpressionError, Issue, nearest
from gametheory.lang import Expression, exact, parse

__all__ = [
    "Decimal",
    "Path",
    "address",
    "described",
    "identifiers",
    "read_expression",
    "read_labels",
    "read_number",
    "read_table",
    "read_text",
    "unknown_keys",
]

Path = tuple[str, ...]

_MAX_DIGITS = 1000
_NAME = re.compile(r"[^\W\d]\w*")
_PLAIN = re.compile(r"\s*([+-]?)\s*(\d{1,30})(?:/(\d{1,30}))?\s*\Z", re.ASCII)


@dataclass(frozen=True)
class Decimal:
    """A TOML float as it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


def address(path: Path) -> str:
    """Return a path of keys as issues name it."""
    return ".".join(path)


def described(raw: Any) -> str:
    """Return a raw value as a message names it: ``a table``, ``a list``, ``true``, ``the text 'x'``, ..."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, str):
        return f"the text {raw if len(raw) <= 40 else raw[:37] + '...'!r}"
    if isinstance(raw, Mapping):
        return "a table"
    if isinstance(raw, list | tuple):
        return "a list"
    if isinstance(raw, datetime.date | datetime.time):
        return f"the date or time {raw}"
    if isinstance(raw, Decimal):
        return f"the number {raw}"
    if isinstance(raw, int):
        return f"the number {raw}" if abs(raw) < 10**20 else "a long number"
    return "nothing" if raw is None else repr(raw)[:60]


def identifiers(text: str) -> frozenset[str]:
    """Return every name that occurs in a text, whether or not the text is an expression."""
    return frozenset(_NAME.findall(text))


def read_text(raw: Any, path: Path, issues: list[Issue]) -> str:
    """Read a text; a missing one (None) is empty."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        issues.append(Issue(address(path), f"expected a text, got {described(raw)}"))
        return ""
    if any("\ud800" <= c <= "\udfff" for c in raw):
        issues.append(Issue(address(path), "holds half a character (a lone surrogate), which UTF-8 cannot write"))
        return ""
    return raw


def read_table(raw: Any, path: Path, issues: list[Issue]) -> Mapping[str, Any]:
    """Read a table; a missing one (None) is empty."""
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        issues.append(Issue(address(path), f"expected a table, got {described(raw)}"))
        return {}
    return raw


def read_labels(raw: Any, path: Path, issues: list[Issue], what: str) -> tuple[str, ...] | None:
    """Read a list of labels; what a label may look like is the game's business."""
    if not isinstance(raw, list | tuple):
        issues.append(Issue(address(path), f"expected a list of {what}s, got {described(raw)}"))
        return None
    bad = [x for x in raw if not isinstance(x, str)]
    for x in bad:
        issues.append(Issue(address(path), f"a {what} needs a label: text, got {described(x)}"))
    return None if bad else tuple(raw)


def unknown_keys(table: Mapping[str, Any], known: Iterable[str], path: Path, issues: list[Issue]) -> None:
    """Append an issue for every key that is not known."""
    known = tuple(known)
    for key in table:
        if key not in known:
            hint = nearest(key, known) or f": there {'is' if len(known) == 1 else 'are'} {', '.join(known)}"
            issues.append(Issue(address((*path, key)), f"unknown key {key!r}{hint}"))


def read_expression(
    raw: Any, known: Mapping[str, Expression], path: Path, issues: list[Issue], among: tuple[str, ...] = ()
) -> int | Fraction | Expression | None:
    """Read a number or an expression in the names of ``known``: an int or Fraction where it is constant."""
    if type(raw) is int:
        if raw.bit_length() > 3 * _MAX_DIGITS:
            issues.append(Issue(address(path), f"a number of more than {_MAX_DIGITS} digits"))
            return None
        return raw
    if isinstance(raw, str):
        plain = _PLAIN.match(raw)
        if plain:
            sign, above, below = plain.groups()
            if below is None:
                return -int(above) if sign == "-" else int(above)
            if int(below):
                value = Fraction(int(above), int(below))
                return -value if sign == "-" else value
        text = raw
    elif isinstance(raw, Decimal):
        text = raw.text.replace("_", "")
    elif isinstance(raw, bool) or raw is None or isinstance(raw, Mapping | list | datetime.date | datetime.time):
        issues.append(Issue(address(path), f"expected a number or an expression, got {described(raw)}"))
        return None
    else:
        return _read_object(raw, known, path, issues)
    try:
        return _slim(parse(text, known, among=among))
    except ExpressionError as error:
        issues.append(Issue(address(path), str(error)))
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        issues.append(Issue(address(path), f"not a number: {error}"))
    return None


def _read_object(
    raw: Any, known: Mapping[str, Expression], path: Path, issues: list[Issue]
) -> int | Fraction | Expression | None:
    """Read what only Python can give: fractions, floats, expressions and SymPy objects."""
    try:
        value = exact(raw)
    except (ExpressionError, TypeError, ValueError, ZeroDivisionError) as error:
        issues.append(Issue(address(path), f"not a number: {error}"))
        return None
    unknown = sorted(value.names - set(known))
    for name in unknown:
        issues.append(Issue(address(path), f"unknown name {name!r}{nearest(name, known)} in {value}"))
    return None if unknown else _slim(value.subs({n: known[n] for n in value.names}))


def _slim(value: Expression) -> int | Fraction | Expression:
    if not value.is_constant:
        return value
    fraction = value.fraction()
    return fraction.numerator if fraction.denominator == 1 else fraction


def read_number(raw: Any, path: Path, issues: list[Issue]) -> Fraction | None:
    """Read an exact number (a text such as ``"3/5"`` included)."""
    here: list[Issue] = []
    value = read_expression(raw, {}, path, here)
    for issue in here:
        what = issue.what.replace("expected a number or an expression", "expected a number")
        issues.append(
            Issue(issue.where, f"expected a number, got {described(raw)}" if "unknown name" in what else what)
        )
    return None if value is None else Fraction(value)  # type: ignore[arg-type]  # no names are known: it is constant
