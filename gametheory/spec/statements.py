"""A text, statement by statement, and what became of each: ``statements.toml`` beside the documents of its models.

A format of its own (``gametheory-statements/1``), which the catalogue does not take for a model. Every statement is
stated by a claim of a model, put in as a parameter or an assumption, or its absence has a reason::

    format = "gametheory-statements/1"
    title  = "An analysis of 1 January"
    source = "the text, and where it can be read"

    [[statements]]
    id     = "S4"
    quote  = "A delivery would be an escalation."       # or: paraphrase = "..."
    source = "paragraph 7"                              # in place of the file's own
    claims = ["support.a delivery is answered"]         # MODEL.CLAIM

    [[statements]]
    id = "S9"
    paraphrase = "The war ties down the patron's forces."
    put_in = ["distraction"]                            # parameters, or names of assumptions

    [[statements]]
    id = "C12"
    paraphrase = "The alliance is old."
    why_not = "history, of which no game says anything"

A document's claim may name its statements itself (``states = ["S4"]``): then the file need not list it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory.errors import Issue, nearest
from gametheory.lang.writing.statement import Heading, Inline, Line, Part, Row, Table
from gametheory.spec.fields import Path, address, described, read_labels, read_table, read_text, unknown_keys
from gametheory.spec.parts import read_references

if TYPE_CHECKING:
    from gametheory.spec.model import Model

__all__ = ["STATEMENTS_FILE", "STATEMENTS_FORMAT", "Named", "Statement", "Statements", "read_statements"]

STATEMENTS_FORMAT = "gametheory-statements/1"
STATEMENTS_FILE = "statements.toml"

_KEYS = ("format", "title", "about", "source", "references", "models", "statements")
_STATEMENT = ("id", "quote", "paraphrase", "source", "claims", "put_in", "why_not")


class Named(NamedTuple):
    """A claim of a model, both by name."""

    model: str
    claim: str

    def __str__(self) -> str:
        return f"{self.model}.{self.claim}"


@dataclass(frozen=True)
class Statement:
    """One statement of the text.

    Attributes
    ----------
    id : str
    quote, paraphrase : str
        What the text says, word for word or in short; one of them may be empty.
    source : str
        Where it says so.
    claims : tuple of Named
        The claims that state it: those that the file lists, then those that name it themselves.
    put_in : tuple of str
        The parameters and assumptions that it is put in as.
    why_not : str
        Why no model states it.
    """

    id: str
    quote: str = ""
    paraphrase: str = ""
    source: str = ""
    claims: tuple[Named, ...] = ()
    put_in: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True)
class Statements:
    """A text, statement by statement.

    Attributes
    ----------
    title, about, source : str
    references : tuple of str
        Keys of the bibliography.
    statements : tuple of Statement
        In the file's order.
    """

    title: str
    about: str
    source: str
    references: tuple[str, ...]
    statements: tuple[Statement, ...]

    def __getitem__(self, id: str) -> Statement:
        return {one.id: one for one in self.statements}[id]

    def statement(self) -> tuple[Part, ...]:
        """Return the statements as a table: what each says, and what became of it."""
        about = tuple(Line(text) for text in (self.about, self.source) if text)
        rows = (Row((one.id, one.paraphrase or f"“{one.quote}”", _became(one))) for one in self.statements)
        return (Heading(self.title or "Statements"), *about, Table(("", "statement", "in the models"), tuple(rows)))


def _became(one: Statement) -> Inline:
    stated = f"stated by {', '.join(map(str, one.claims))}" if one.claims else ""
    put_in = f"put in: {', '.join(one.put_in)}" if one.put_in else ""
    return "; ".join(text for text in (stated, put_in, one.why_not) if text)


def read_statements(
    table: Mapping[str, Any], models: Mapping[str, Model | None], issues: list[Issue]
) -> Statements | None:
    """Read the tables of a file of statements; None with everything that is wrong in ``issues``.

    Parameters
    ----------
    table : mapping
        As TOML gave it.
    models : mapping of name to Model or None
        The models of the documents beside it; None for a document that cannot be read.
    issues : list of Issue
    """
    before = len(issues)
    given = table.get("format")
    if given != STATEMENTS_FORMAT:
        what = "missing" if given is None else f"unknown format {described(given).removeprefix('the text ')}"
        issues.append(Issue("format", f'{what}: write format = "{STATEMENTS_FORMAT}"'))
    unknown_keys(table, _KEYS, (), issues)
    title, about, source = (read_text(table.get(key), (key,), issues) for key in ("title", "about", "source"))
    references = read_references(table.get("references"), issues)
    models = _chosen(table.get("models"), models, issues)
    issues += [
        Issue(f"models.{name}", "the document beside has issues: check it first")
        for name, model in models.items()
        if model is None
    ]
    raw = table.get("statements")
    if not isinstance(raw, list):
        what = "missing" if raw is None else f"expected a list of tables, got {described(raw)}"
        issues.append(Issue("statements", f"{what}: write a table [[statements]] for each"))
        raw = []
    found: dict[str, Statement] = {}
    places: dict[str, str] = {}
    faulty: set[str] = set()
    for index, one in enumerate(raw, start=1):
        path = ("statements", str(index))
        table = read_table(one, path, issues)
        if not isinstance(one, Mapping):
            continue
        sound = len(issues)
        statement = _read(table, source, path, models, issues)
        faulty |= {statement.id} if len(issues) > sound else set()
        if statement.id in found:
            issues.append(Issue(address((*path, "id")), f"a second statement of the id {statement.id!r}"))
        elif statement.id.strip():
            found[statement.id], places[statement.id] = statement, address(path)
    found = _claimed(found, models, issues)
    unread = None in models.values()
    for id, one in found.items():
        if one.why_not and one.claims:
            what = f"{one.id!r} is stated by {', '.join(map(str, one.claims))}: leave why_not out"
            issues.append(Issue(f"{places[id]}.why_not", what))
        elif not (one.why_not or one.claims or one.put_in or unread or id in faulty):
            what = f"neither claimed nor explained: {one.id!r} needs claims, put_in or why_not"
            issues.append(Issue(places[id], what))
    if len(issues) > before:
        return None
    return Statements(title, about, source, references, tuple(found.values()))


def _chosen(raw: Any, models: Mapping[str, Model | None], issues: list[Issue]) -> dict[str, Model | None]:
    """Return the models that the file speaks of: those that it names, or all that lie beside it."""
    if raw is None:
        return dict(models)
    chosen: dict[str, Model | None] = {}
    before = len(issues)
    for index, name in enumerate(read_labels(raw, ("models",), issues, "model") or (), start=1):
        if name in models:
            chosen[name] = models[name]
        else:
            what = f"no document beside is called {name!r}{nearest(name, models)}"
            issues.append(Issue(address(("models", str(index))), what))
    return chosen if len(issues) == before else dict(models)


def _read(
    table: Mapping[str, Any], source: str, path: Path, models: Mapping[str, Model | None], issues: list[Issue]
) -> Statement:
    unknown_keys(table, _STATEMENT, path, issues)
    id, quote, paraphrase, own, why_not = (
        read_text(table.get(key), (*path, key), issues) for key in ("id", "quote", "paraphrase", "source", "why_not")
    )
    if not id.strip() and isinstance(table.get("id", ""), str):
        issues.append(Issue(address((*path, "id")), "a statement needs an id"))
    if not quote and not paraphrase:
        issues.append(Issue(address(path), "says nothing: write its quote or its paraphrase"))
    if not own and not source:
        issues.append(Issue(address((*path, "source")), "missing: where the text says so, here or for the whole file"))
    claims = []
    for text, here in _texts(table, "claims", path, issues):
        named = _named(text, here, models, issues)
        claims += [] if named is None else [named]
    put_in = []
    known = [name for model in models.values() if model is not None for name in (*model.parameters, *model.assume)]
    for text, here in _texts(table, "put_in", path, issues):
        if text in known or None in models.values():
            put_in.append(text)
        else:
            what = f"no parameter or assumption of the models is called {text!r}{nearest(text, known)}"
            issues.append(Issue(address(here), what))
    return Statement(id, quote, paraphrase, own or source, tuple(claims), tuple(put_in), why_not)


def _texts(table: Mapping[str, Any], key: str, path: Path, issues: list[Issue]) -> Iterator[tuple[str, Path]]:
    """Yield the texts of a list, each with its place; one that is given twice is said."""
    if key not in table:
        return
    what = {"claims": "claim", "put_in": "parameter or assumption"}[key]
    seen: set[str] = set()
    for index, text in enumerate(read_labels(table[key], (*path, key), issues, what) or (), start=1):
        here = (*path, key, str(index))
        if text in seen:
            issues.append(Issue(address(here), f"{text!r} is given twice"))
        else:
            yield text, here
        seen.add(text)


def _named(text: str, path: Path, models: Mapping[str, Model | None], issues: list[Issue]) -> Named | None:
    """Return the claim that ``MODEL.CLAIM`` names."""
    name = max((name for name in models if text.startswith(f"{name}.")), key=len, default=None)
    if name is None:
        first, dot, _ = text.partition(".")
        what = f"no model beside is called {first!r}{nearest(first, models)}" if dot else "expected MODEL.CLAIM"
        issues.append(Issue(address(path), f"{what}, got {text!r}" if not dot else what))
        return None
    named, model = Named(name, text.removeprefix(f"{name}.")), models[name]
    if model is None:
        return named  # its document is said to have issues
    claims = [claim.name for claim in model.claims]
    if named.claim in claims:
        return named
    what = f"the model {name!r} has no claim {named.claim!r}{nearest(named.claim, claims)}"
    issues.append(Issue(address(path), what))
    return None


def _claimed(
    statements: Mapping[str, Statement], models: Mapping[str, Model | None], issues: list[Issue]
) -> dict[str, Statement]:
    """Return the statements with the claims that name them; a claim that names another id is an issue."""
    found = dict(statements)
    for name, model in models.items():
        for index, claim in enumerate(model.claims if model is not None else (), start=1):
            for id in claim.states:
                if id not in found:
                    what = f"{name}.{claim.name} names an unknown statement {id!r}{nearest(id, found)}"
                    issues.append(Issue(f"{name}.claims.{index}.states", what))
                elif (named := Named(name, claim.name)) not in found[id].claims:
                    found[id] = replace(found[id], claims=(*found[id].claims, named))
    return found
