"""Files of games that are no documents: which format a name's ending means, and what to do with such a game."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from gametheory.errors import Issue

__all__ = ["another_format", "is_another"]

_TREE = 'write the tree as a document of kind = "extensive" (a TOML file), or build gt.ExtensiveGame in Python'
_MATRIX = (
    'write the payoffs as a document of kind = "strategic" (a TOML file), or put them into '
    "gt.StrategicGame.from_arrays(...) in Python"
)
_EITHER = (
    'write the game as a document (a TOML file; kind = "strategic", "signaling" or "extensive"), or build it in '
    "Python, a payoff matrix by gt.StrategicGame.from_arrays(...)"
)
_TABLE = (
    "read the table in Python and give its numbers to gt.StrategicGame.from_arrays(...), or write the payoffs as a "
    'document of kind = "strategic" (a TOML file)'
)


class _Format(NamedTuple):
    what: str
    instead: str


_FORMATS: Mapping[str, _Format] = {
    ".efg": _Format("an extensive-form game of Gambit", _TREE),
    ".nfg": _Format("a strategic-form game of Gambit", _MATRIX),
    ".gbt": _Format("a game of Gambit's graphical interface", _EITHER),
    ".agg": _Format("an action-graph game", _MATRIX),
    ".bagg": _Format("a Bayesian action-graph game", _EITHER),
    ".game": _Format("a game of GAMUT", _MATRIX),
    ".gam": _Format("a game of GameTracer", _MATRIX),
    ".csv": _Format("a table", _TABLE),
    ".tsv": _Format("a table", _TABLE),
    ".xlsx": _Format("a spreadsheet", _TABLE),
    ".xls": _Format("a spreadsheet", _TABLE),
    ".ods": _Format("a spreadsheet", _TABLE),
    ".json": _Format("JSON (in which this toolkit writes its answers)", _EITHER),
    ".yaml": _Format("YAML", _EITHER),
    ".yml": _Format("YAML", _EITHER),
    ".npy": _Format("an array of NumPy", "give the arrays to gt.StrategicGame.from_arrays(...) in Python"),
    ".npz": _Format("arrays of NumPy", "give the arrays to gt.StrategicGame.from_arrays(...) in Python"),
}


def _format(name: str) -> _Format | None:
    return _FORMATS.get(os.path.splitext(name)[1].lower())


def is_another(name: str) -> bool:
    """Return whether a name ends as files of games do that this version does not read."""
    return _format(name) is not None


def another_format(source: Traversable, issues: list[Issue]) -> bool:
    """Return whether a file is no document but of another known format, with an issue that says what to do."""
    known = _format(source.name)
    if known is None:
        return False
    ending = os.path.splitext(source.name)[1]
    missing = isinstance(source, Path) and not _there(source)
    absent = "no such file; and one that ends in" if missing else "a file that ends in"
    issues.append(Issue("", f"{absent} {ending} is {known.what}, which cannot be read yet: {known.instead}"))
    return True


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
