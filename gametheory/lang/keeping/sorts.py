"""The sorts of objects that may be written down, by the word that a file has for each.

A class whose instances may be kept says so with :func:`kept` (a dataclass, or a class with slots, is its fields) or
:func:`keep` (it knows better what it consists of). An object of any other class is not written, and a word that is not
in the table is not read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from gametheory.errors import GameTheoryError

__all__ = ["ABSENT", "PLAIN", "SORTS", "Sort", "UnkeptError", "UnreadError", "keep", "kept", "sort_of", "stands_for"]

C = TypeVar("C", bound=type)

PLAIN = ("none", "true", "false", "int", "ratio", "tuple", "view", "dict", "polynomial")
"""The words of what every file may hold: Python's own values, and polynomials."""


class UnkeptError(GameTheoryError):
    """An object of a class that is not written to files."""


class UnreadError(GameTheoryError):
    """Nodes that nothing can be made of: damaged, or written by another version."""


class Sort(NamedTuple):
    """How objects of one class are taken apart and put together.

    Attributes
    ----------
    word : str
    fields : tuple of str
        The names of the parts. A field that an older file lacks is ``ABSENT`` when the whole is put together.
    apart : function of an object
        Returns the parts, in the order of ``fields``.
    together : function of the parts
    """

    word: str
    fields: tuple[str, ...]
    apart: Callable[[Any], Sequence[Any]]
    together: Callable[..., Any]


SORTS: dict[str, Sort] = {}
_of_class: dict[type, Sort] = {}
_of_family: dict[type, Sort] = {}
_instead: dict[type, Callable[[Any], Any]] = {}

ABSENT: Any = object()
"""What stands for a part that a file does not have."""


def keep(
    cls: type,
    word: str,
    fields: Sequence[str],
    apart: Callable[[Any], Sequence[Any]],
    together: Callable[..., Any],
    *,
    family: bool = False,
) -> None:
    """Put a class into the table; with ``family`` its subclasses too, which ``apart`` then tells apart."""
    if word in PLAIN:
        raise ValueError(f"{word!r} has a meaning in every file: give the class another word")
    SORTS[word] = _of_class[cls] = Sort(word, tuple(fields), apart, together)
    if family:
        _of_family[cls] = SORTS[word]


def kept(word: str) -> Callable[[C], C]:
    """Return a class decorator: objects of the class are written as their fields, under a word.

    The fields are those of a dataclass, or the slots of another class. They are put back without the constructor, so
    what its arguments are made into must be in the fields.
    """

    def register(cls: C) -> C:
        given = dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ()
        names = tuple(one.name for one in given) or tuple(cls.__slots__)  # type: ignore[attr-defined]
        defaults = {one.name: _default(one) for one in given}

        def apart(subject: Any) -> list[Any]:
            return [getattr(subject, name) for name in names]

        def together(*parts: Any) -> Any:
            made: Any = object.__new__(cls)
            for name, part in zip(names, parts, strict=True):
                object.__setattr__(made, name, defaults[name]() if part is ABSENT else part)
            return made

        keep(cls, word, names, apart, together)
        return cls

    return register


def _default(one: dataclasses.Field[Any]) -> Callable[[], Any]:
    if one.default_factory is not dataclasses.MISSING:
        return one.default_factory
    if one.default is not dataclasses.MISSING:
        return lambda: one.default

    def missing() -> Any:
        raise UnreadError(f"{one.name!r} is missing")

    return missing


def stands_for(cls: type, other: Callable[[Any], Any]) -> None:
    """Have objects of a class written as what ``other`` makes of them: they are equal."""
    _instead[cls] = other


def sort_of(subject: Any) -> Sort | None:
    """Return the sort of an object, None if it has none."""
    return _of_class.get(type(subject)) or next(
        (_of_family[base] for base in type(subject).__mro__ if base in _of_family), None
    )


def instead(subject: Any) -> Callable[[Any], Any] | None:
    """Return what makes an object into the one that is written for it; None if it is written itself."""
    return _instead.get(type(subject))
