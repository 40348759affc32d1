"""Everything this package raises on purpose.

::

    GameTheoryError                 catch this to catch all of ours
    ├── ExpressionError             text is not an expression of the closed grammar (caret under the place)
    ├── GameError                   a game is not well formed; ``.issues`` lists everything that is wrong
    │   └── DocumentError           a model document is not well formed; the same, with file and key
    ├── ParameterError              a parameter's name or value does not fit the model
    ├── ConceptError                a solution concept does not apply to this game
    ├── SolutionFileError       a file does not hold a solution, or a solution cannot be written to one
    ├── EquilibriumError        no equilibrium of a solution has this name, or several have it
    ├── QuantityError           text is not a quantity of this solution (caret under the place)
    └── CatalogueError              no such model

    GameTheoryWarning               not an error: something was read that was perhaps not meant

Every message says where, what, and the nearest right thing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "CatalogueError",
    "ConceptError",
    "DocumentError",
    "EquilibriumError",
    "ExpressionError",
    "GameError",
    "GameTheoryError",
    "GameTheoryWarning",
    "Issue",
    "ParameterError",
    "QuantityError",
    "SolutionFileError",
    "errors_among",
    "nearest",
]


class GameTheoryError(Exception):
    """Base of every error that this package raises on purpose."""


class GameTheoryWarning(UserWarning):
    """Something was read as it stands and was perhaps not meant: a float that was computed, an unused assumption."""


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong with a game or a document, or worth a look.

    ``where`` is a dotted path inside the game or document (``nodes.reply.moves.fight``), ``what`` a sentence that
    names the value and, where there is one, the fix. ``level`` is ``"error"``, or ``"note"`` for what is probably not
    meant and stops nobody: a document that has notes only is a good one.
    """

    where: str
    what: str
    level: str = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


def errors_among(issues: Iterable[Issue]) -> list[Issue]:
    """Return the issues that are more than notes."""
    return [issue for issue in issues if issue.level != "note"]


_WINDOW = 160


class _TextError(GameTheoryError, ValueError):
    """Text that cannot be read, shown with a caret under the place.

    ``reason`` is the sentence, ``text`` the whole text and ``position`` the index of the offending character.
    """

    def __init__(self, reason: str, text: str, position: int) -> None:
        self.reason, self.text, self.position = reason, text, position
        line = text.replace("\n", " ").replace("\t", " ")
        if len(line) > _WINDOW:  # a long line is shown around the place
            start = max(0, min(position - _WINDOW // 2, len(line) - _WINDOW))
            shown = line[start : start + _WINDOW]
            line = f"{'...' if start else ''}{shown}{'...' if start + _WINDOW < len(line) else ''}"
            position += (3 if start else 0) - start
        super().__init__(f"{reason}\n  {line}\n  {' ' * position}^")

    def __reduce__(self) -> tuple[type[_TextError], tuple[str, str, int]]:
        return type(self), (self.reason, self.text, self.position)


class ExpressionError(_TextError):
    """Text that the closed expression grammar does not read; see ``reason``, ``text`` and ``position``."""


class GameError(GameTheoryError, ValueError):
    """A game that is not well formed. ``issues`` holds every :class:`Issue` found, not only the first, notes too."""

    def __init__(self, issues: Iterable[Issue], subject: str = "the game") -> None:
        self.issues = tuple(issues)
        n = len(self.issues)
        head = f"{subject} has {n} issue{'s' if n != 1 else ''}:"
        lines = (f"  {'note: ' * (issue.level == 'note')}{issue}" for issue in self.issues)
        super().__init__("\n".join([head, *lines]))


class DocumentError(GameError):
    """A model document that is not well formed."""


class ParameterError(GameTheoryError, ValueError):
    """A parameter that the model does not have, or a value that it may not take."""


class ConceptError(GameTheoryError, ValueError):
    """A solution concept that does not apply to the game it was given."""


class QuantityError(_TextError):
    """Text that is no quantity of a solution, e.g. a label that the game does not have; as :class:`ExpressionError`."""


class EquilibriumError(GameTheoryError, LookupError):
    """A name that no equilibrium of a solution has, or several; the message says which they have instead."""


class SolutionFileError(GameTheoryError, ValueError):
    """A file that holds no solution, or a damaged one, or that cannot be written; the message names file and place."""


class CatalogueError(GameTheoryError, LookupError):
    """A model name that the catalogue does not hold and that is no file either."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``", did you mean 'x'?"`` for the known name closest to ``name``, or ``""`` if none is close.

    >>> nearest("kk", ["k", "distraction"])
    ", did you mean 'k'?"
    """
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f", did you mean {found[0]!r}?" if found else ""
