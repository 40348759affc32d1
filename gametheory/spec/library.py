"""Where documents are found: by path, or by name among the models that come with the package.

The shipped models lie in folders by theme. An installed package holds them in ``gametheory/_models``; a clone in
``models/`` beside the package. A model's name is its file's name without ``.toml``, and is unique among all folders.
A file ``statements.toml`` is no model: it speaks of the documents that lie beside it.
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from gametheory.errors import CatalogueError, DocumentError, Issue, nearest
from gametheory.spec.document import MAX_BYTES, decode, read_document, read_toml
from gametheory.spec.formats import another_format, is_another
from gametheory.spec.model import Model
from gametheory.spec.parts import unknown_references
from gametheory.spec.statements import STATEMENTS_FILE, Statements, read_statements
from gametheory.version import __version__

__all__ = [
    "TOOLKIT",
    "Entry",
    "bibliography",
    "catalogue",
    "check",
    "document_bytes",
    "holds_statements",
    "load",
    "load_statements",
    "model_of",
    "shipped",
    "statement_files",
]

TOOLKIT = "gametheory_toolkit"
"""The key under which the toolkit itself is cited."""

_ENTRY = re.compile(r"^@\w+\{([^,\s]+),.*?^\}", re.M | re.S)


@dataclass(frozen=True)
class Entry:
    """One model of the catalogue; its file is read only when ``title`` or ``kind`` is asked for."""

    name: str
    path: Traversable
    theme: str = ""

    @functools.cached_property
    def _head(self) -> Mapping[str, Any]:
        return _head(self.path.read_text(encoding="utf-8"))

    @property
    def title(self) -> str:
        """The document's title."""
        return str(self._head.get("title", ""))

    @property
    def kind(self) -> str:
        """``signaling``, ``extensive`` or ``strategic``."""
        return str(self._head.get("kind", ""))


def _head(text: str) -> Mapping[str, Any]:
    """Return the keys above the first table; only if that is no TOML by itself is the whole text read."""
    top, _, _ = text.partition("\n[")
    try:
        return tomllib.loads(top)
    except tomllib.TOMLDecodeError:
        return read_toml(text, []) or {}


def _shelf() -> Traversable | None:
    """Return the folder of the shipped models."""
    package = files("gametheory")
    inside = package / "_models"
    if inside.is_dir():
        return inside
    clone = Path(str(package)).parent
    # only a clone: a folder called models beside an installed package would be somebody else's
    return clone / "models" if (clone / "pyproject.toml").is_file() and (clone / "models").is_dir() else None


def _walk(folder: Traversable, theme: str = "") -> Iterator[Entry]:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir():
            yield from _walk(item, f"{theme}/{item.name}" if theme else item.name)
        elif item.name.endswith(".toml") and item.name != STATEMENTS_FILE:
            yield Entry(item.name.removesuffix(".toml"), item, theme)


def catalogue() -> dict[str, Entry]:
    """Return the shipped models by name, in alphabetical order of their folders and names.

    Raises
    ------
    CatalogueError
        If two files have the same name.
    """
    shelf = _shelf()
    found: dict[str, Entry] = {}
    for entry in _walk(shelf) if shelf is not None else ():
        if entry.name in found:
            raise CatalogueError(f"two models are called {entry.name!r}: {found[entry.name].path} and {entry.path}")
        found[entry.name] = entry
    return found


def load(name_or_path: str | os.PathLike[str]) -> Model:
    """Return a model by its name in the catalogue, or by the path of its document.

    Parameters
    ----------
    name_or_path : str or path
        A text that ends in ``.toml`` or holds a path separator is a path, any other text a name.

    Raises
    ------
    CatalogueError
        For a name that the catalogue does not have.
    DocumentError
        For a document with issues; ``.issues`` lists all of them.

    Examples
    --------
    >>> dict(load("beer_quiche").game.types)
    {'wimp': Expression('wimp'), 'surly': Expression('1 - wimp')}
    """
    model, issues, where = _read(name_or_path)
    if model is None:
        raise DocumentError(issues, where)
    return model


def model_of(subject: Model | str | os.PathLike[str], verb: str, others: str = "") -> Model:
    """Return the model that a verb is asked about: one as it is, or as :func:`load` finds it by name or path.

    Parameters
    ----------
    subject : Model, str or path
    verb : str
        Who asks, for the message.
    others : str
        What else the verb takes, for the message.

    Raises
    ------
    CatalogueError, DocumentError
        See :func:`load`.
    TypeError
        For anything else.
    """
    if isinstance(subject, Model):
        return subject
    if isinstance(subject, str | os.PathLike):
        return load(subject)
    raise TypeError(
        f"{verb}(): expected a model, its name or the path of its document{others}, got {type(subject).__name__}"
    )


def load_statements(path: str | os.PathLike[str]) -> Statements:
    """Return a text, statement by statement, with what the documents beside its file make of it.

    Parameters
    ----------
    path : str or path
        Of a file ``statements.toml``.

    Raises
    ------
    DocumentError
        With every issue of the file: statements that nobody claims and nothing explains, unknown names of models,
        claims, parameters and statements, documents beside it that have issues, ...
    """
    issues: list[Issue] = []
    found = _statements(Path(path), issues)
    if found is None:
        raise DocumentError(issues, str(path))
    return found


def statement_files() -> tuple[Path, ...]:
    """Return the files of statements that come with the package."""
    shelf = _shelf()
    return tuple(_walk_statements(shelf)) if shelf is not None else ()


def _walk_statements(folder: Traversable) -> Iterator[Path]:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir():
            yield from _walk_statements(item)
        elif item.name == STATEMENTS_FILE:
            yield Path(str(item))


def holds_statements(name_or_path: str | os.PathLike[str]) -> bool:
    """Return whether this names a file of statements, and no document."""
    return os.path.basename(os.fspath(name_or_path)) == STATEMENTS_FILE


def _statements(path: Path, issues: list[Issue]) -> Statements | None:
    data = _bytes(path, issues)
    text = None if data is None else decode(data, issues)
    table = None if text is None else read_toml(text, issues)
    if table is None:
        return None
    beside = sorted(one for one in path.parent.glob("*.toml") if one.name != path.name)
    return read_statements(table, {one.stem: _read(one)[0] for one in beside}, issues)


def document_bytes(name_or_path: str | os.PathLike[str]) -> bytes:
    """Return a document as it is stored, for a copy of it.

    Raises
    ------
    CatalogueError
        For a name that the catalogue does not have.
    DocumentError
        If the file cannot be read.
    """
    issues: list[Issue] = []
    source = _find(name_or_path)
    data = None if another_format(source, issues) else _bytes(source, issues)
    if data is None:
        raise DocumentError(issues, str(source))
    return data


def shipped(file: str) -> str:
    """Return the text of a file that lies beside the shipped models, such as ``references.bib``.

    Raises
    ------
    CatalogueError
        If it is not there: an installation without its data.
    """
    shelf = _shelf()
    path = None if shelf is None else shelf / file
    if path is None or not path.is_file():
        raise CatalogueError(f"{file} is missing beside the shipped models: install the package again")
    return path.read_text(encoding="utf-8")


@functools.cache
def bibliography() -> dict[str, str]:
    """Return the BibTeX entries that ``references`` can name by their keys: the toolkit's own, then the models'.

    There is one bibliography, beside the shipped models. A ``references.bib`` beside a document of one's own is not
    read.

    Raises
    ------
    CatalogueError
        If the installation lacks the file.
    """
    own = (
        f"@misc{{{TOOLKIT},\n  author  = {{{{The gametheory-toolkit developers}}}},\n"
        "  title   = {gametheory-toolkit: Parametric Games of Crisis, Solved Exactly for Every Parameter Value},\n"
        f"  note    = {{Python package, version {__version__}}}\n}}"
    )
    return {TOOLKIT: own, **{match[1]: match[0] for match in _ENTRY.finditer(shipped("references.bib"))}}


def check(subject: Model | str | os.PathLike[str]) -> list[Issue]:
    """Return everything that is wrong with a document, and notes (``issue.level``); an empty list for a good one.

    A model, which exists because nothing is wrong with it, is checked as the document that states it.

    A file ``statements.toml`` is checked as what it is, with the documents beside it.

    What :func:`load` does not mind is an issue here too: a key in ``references`` that the bibliography lacks, so that
    citing the model's sources would leave one out.

    Raises
    ------
    CatalogueError
        For a name that the catalogue does not have.
    """
    issues: list[Issue] = []
    if isinstance(subject, Model):
        read_document(subject.to_toml(), subject.name, issues, bibliography)
        return issues
    if holds_statements(subject):
        found = _statements(Path(subject), issues)
        return issues if found is None else unknown_references(found.references, bibliography())
    return _read(subject, sources=True)[1]


def _read(name_or_path: str | os.PathLike[str], *, sources: bool = False) -> tuple[Model | None, list[Issue], str]:
    issues: list[Issue] = []
    source = _find(name_or_path)
    data = None if another_format(source, issues) else _bytes(source, issues)
    text = None if data is None else decode(data, issues)
    known = bibliography if sources else None
    model = None if text is None else read_document(text, source.name.removesuffix(".toml"), issues, known)
    return model, issues, str(source)


def _find(name_or_path: str | os.PathLike[str]) -> Traversable:
    if not isinstance(name_or_path, str):
        if not isinstance(name_or_path, os.PathLike):
            raise TypeError(f"expected a model's name or a path, got {name_or_path!r}")
        return Path(name_or_path)
    separators = [s for s in (os.sep, os.altsep) if s]
    if name_or_path.endswith(".toml") or any(s in name_or_path for s in separators) or is_another(name_or_path):
        return Path(name_or_path)
    shelf = catalogue()
    if name_or_path not in shelf:
        hint = nearest(name_or_path, shelf) or f": there are {', '.join(shelf) or 'none'}"
        raise CatalogueError(f"no model is called {name_or_path!r}{hint} (a path ends in .toml or holds {os.sep!r})")
    return shelf[name_or_path].path


def _bytes(source: Traversable, issues: list[Issue]) -> bytes | None:
    try:
        if source.is_dir():
            issues.append(Issue("", "a directory, not a document"))
            return None
        with source.open("rb") as file:
            return bytes(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        near = ""
        if isinstance(source, Path) and source.parent.is_dir():
            near = nearest(source.name, sorted(p.name for p in source.parent.glob("*.toml")))
        issues.append(Issue("", f"no such file{near}"))
    except (OSError, ValueError) as error:
        issues.append(Issue("", f"cannot be read: {getattr(error, 'strerror', None) or error}"))
    return None
