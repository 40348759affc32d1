"""Claims: what a text says about the model, as data.

A claim has a name, a statement in words and a source. Its *formal part*, which a program can decide, is a sentence in
the language of :mod:`gametheory.study.claims.language` and what goes with it::

    claim  = "no equilibrium has P(missile_threat) > 0"        # or a list: all of them
    where  = ["distraction > 1/2", "W_A < lam"]                # conditions on the parameters; all hold
    at     = { distraction = "9/10", rest = "baseline" }       # parameters that are fixed; or "baseline"
    refine = "d1"                                              # of the equilibria that survive; or a list
    expect = "holds"                                           # or "fails": what the document's author expects

Three more keys say what kind of claim it is, with a formal part or without::

    states = ["S4", "C09"]   # statements of the text that it states, see gametheory.spec.statements
    put_in = true            # a premise of the model, and no finding
    form   = true            # rests on the functional form that the document assumes

This module checks the form; what the sentences mean depends on the game and is read on the floor ``study``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.spec.fields import Decimal, Path, address, described, read_number, read_table, read_text

__all__ = ["FORMAL", "MARKS", "Claim", "read_claims"]

FORMAL = ("claim", "where", "at", "refine", "expect")
"""The keys of a formal part."""

MARKS = ("states", "put_in", "form")
"""The keys that any claim can have beside its words."""


@dataclass(frozen=True)
class Claim:
    """One statement that a text makes about the model.

    ``formal`` holds every further key of the document's table, word for word: texts, whole numbers, decimals (as
    ``Fraction``), true and false, dates, lists (as tuples) and tables of these. With the key ``claim`` among them they
    are the formal part, and ``sentences``, ``where``, ``at``, ``refine`` and ``expect`` read it; ``states``, ``put_in``
    and ``form`` read the keys of their names.
    """

    name: str
    statement: str = ""
    source: str = ""
    formal: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, self.statement, self.source))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the formal part; all of them are claimed."""
        return _texts(self.formal.get("claim", ()))

    @property
    def where(self) -> tuple[str, ...]:
        """Conditions on the parameters that all hold."""
        return _texts(self.formal.get("where", ()))

    @property
    def at(self) -> Mapping[str, Any] | str | None:
        """Parameters that are fixed, ``"baseline"`` for all of them, None for none."""
        found: Mapping[str, Any] | str | None = self.formal.get("at")
        return found

    @property
    def refine(self) -> tuple[str, ...]:
        """Refinements that the equilibria meant survive."""
        return _texts(self.formal.get("refine", ()))

    @property
    def expect(self) -> str | None:
        """What the author expects: ``"holds"``, ``"fails"`` or nothing."""
        found: str | None = self.formal.get("expect")
        return found

    @property
    def states(self) -> tuple[str, ...]:
        """The statements of the text that it states, by their ids."""
        return _texts(self.formal.get("states", ()))

    @property
    def put_in(self) -> bool:
        """Whether it is a premise of the model."""
        return self.formal.get("put_in") is True

    @property
    def form(self) -> bool:
        """Whether it rests on the functional form."""
        return self.formal.get("form") is True


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
        _check_marks(formal, path, issues)
        if "claim" in formal:
            _check_formal(formal, path, issues)
        claims.append(Claim(name, statement, source, formal))
    return tuple(claims)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check_marks(formal: Mapping[str, Any], path: Path, issues: list[Issue]) -> None:
    """Report what is wrong with the form of the keys that any claim can have."""
    given = formal.get("states", ())
    ids = _texts(given) if isinstance(given, str | tuple) else (None,)
    if not all(isinstance(one, str) and one.strip() for one in ids):
        what = f'expected the id of a statement or a list of ids, as ["S4", "C09"], got {described(given)}'
        issues.append(Issue(address((*path, "states")), what))
    else:
        twice = dict.fromkeys(one for one in ids if ids.count(one) > 1)
        issues += [Issue(address((*path, "states")), f"{one!r} is given twice") for one in twice]
    for key in ("put_in", "form"):
        if key in formal and not isinstance(formal[key], bool):
            issues.append(Issue(address((*path, key)), f"expected true or false, got {described(formal[key])}"))


def _check_formal(formal: Mapping[str, Any], path: Path, issues: list[Issue]) -> None:
    """Report what is wrong with the form of a formal part."""
    keys = (*FORMAL, *MARKS)
    for key in formal:
        if key not in keys:
            hint = nearest(key, keys) or f": a formal part has the keys {', '.join(keys)}"
            issues.append(Issue(address((*path, key)), f"unknown key {key!r}{hint}"))
    for key in ("claim", "where", "refine"):
        given = formal.get(key, ())
        texts = _texts(given) if isinstance(given, str | tuple) else (None,)
        if not all(isinstance(text, str) and text.strip() for text in texts) or (key == "claim" and not texts):
            issues.append(Issue(address((*path, key)), f"expected a text or a list of texts, got {described(given)}"))
    at = formal.get("at", {})
    if at != "baseline" and not isinstance(at, Mapping):
        what = f'expected a table such as {{ d = "1/2", rest = "baseline" }} or "baseline", got {described(at)}'
        issues.append(Issue(address((*path, "at")), what))
    if "expect" in formal and formal["expect"] not in ("holds", "fails"):
        issues.append(
            Issue(address((*path, "expect")), f'expected "holds" or "fails", got {described(formal["expect"])}')
        )


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
