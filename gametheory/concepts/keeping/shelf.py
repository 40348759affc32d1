"""The folder of kept solutions: one file an answer, named by a digest of the question.

A question is a verb, what it is asked about (a game, a domain, a concept with its options), written to the last letter,
and everything that an answer depends on besides: the versions of this package, z3, flint, SymPy and numpy, and the code
of the solvers itself, which changes more often than its version where somebody works on it. A file that is damaged,
foreign or of another format counts as none, and is replaced. Where the folder cannot be read or written, nothing is
kept.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gametheory.concepts.keeping.file import FORMAT, put, text_of, unpacked, versions
from gametheory.lang.keeping.pen import Pen
from gametheory.lang.keeping.sorts import UnkeptError, UnreadError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


__all__ = ["Entry", "Inventory", "Shelf"]

_OURS = re.compile(r"[0-9a-f]{64}\.json|\.[0-9a-f]{64}\.json\.[0-9a-f]{12}\.part")
_MOST = 3_000_000
"""Parts of the largest answer that is kept: what is longer takes as long to read as to solve."""

_SOLVING = ("errors.py", "lang", "game", "concepts")
"""The modules and floors that an answer is made by."""


@functools.cache
def _code() -> str:
    """Return the digest of the code that solves."""
    digest = hashlib.sha256()
    for name in _SOLVING:
        for inside, source in _sources(files("gametheory") / name, name):
            digest.update(f"{inside} {len(source)}\n".encode() + source)
    return digest.hexdigest()


def _sources(place: Traversable, inside: str) -> Iterator[tuple[str, bytes]]:
    if place.is_dir():
        for one in sorted(place.iterdir(), key=lambda one: one.name):
            yield from _sources(one, f"{inside}/{one.name}")
    elif inside.endswith(".py"):
        yield inside, place.read_bytes()


def _at_home(subject: Any) -> bool:
    """Return whether an object's class is of this package, or of Python; of a solution, its game's and concept's."""
    inside = [getattr(subject, name) for name in ("game", "concept") if hasattr(subject, name)]
    names = (type(one).__module__.partition(".")[0] for one in (subject, *inside))
    return all(name in ("gametheory", "builtins") for name in names)


class Entry:
    """A question, and the file of its answer.

    Parameters
    ----------
    folder : str
    verb : str
    about : sequence of objects

    Raises
    ------
    UnkeptError
        If something that is asked about is not written to files.
    """

    def __init__(self, folder: str, verb: str, about: tuple[Any, ...]) -> None:
        self.folder, self.about = folder, about
        self.pen = Pen(_MOST)
        self.numbers = [self.pen.write(one) for one in about]
        asked = [FORMAT, dict(versions()), _code(), verb, self.numbers, self.pen.document()]
        self.key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
        self.place = os.path.join(folder, f"{self.key}.json")

    def found(self) -> Any:
        """Return the answer, None if it is not there; what was asked about is in it the same object."""
        try:
            with open(self.place, encoding="ascii") as file:
                text = file.read()
            return unpacked(text, self.key, dict(zip(self.numbers, self.about, strict=True)))
        except (OSError, ValueError, MemoryError, UnreadError):
            return None

    def put(self, answer: Any) -> bool:
        """Keep an answer, if that can be; return whether it is kept."""
        try:
            text = text_of(self.pen, self.pen.write(answer), self.key)
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            put(self.place, text)
        except (OSError, ValueError, UnkeptError, MemoryError):  # a ValueError: a name that is none
            return False
        return True


@dataclass(frozen=True)
class Inventory:
    """What a folder holds: how many answers, and how many bytes."""

    count: int
    size: int


class Shelf:
    """A folder of kept solutions."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def entry(self, verb: str, *about: Any) -> Entry | None:
        """Return the place of an answer; None for a question that is not written to files.

        Nor is one to classes from outside this package: no version says what they do.
        """
        from gametheory.concepts.refinements.refinement import REFINEMENTS

        if not all(map(_at_home, (*about, *REFINEMENTS.values()))):
            return None
        try:
            return Entry(self.folder, verb, about)
        except UnkeptError:
            return None

    def inventory(self) -> Inventory:
        """Return what is kept.

        Raises
        ------
        OSError
            If the folder is there and cannot be read.
        """
        sizes = [size for name, size in self._ours() if not name.startswith(".")]
        return Inventory(len(sizes), sum(sizes))

    def clear(self) -> Inventory:
        """Remove what is kept, and nothing else; return what was removed.

        Raises
        ------
        OSError
            If a file cannot be removed.
        """
        removed = [0, 0]
        for name, size in self._ours():
            with contextlib.suppress(FileNotFoundError):  # somebody else clears too
                os.unlink(os.path.join(self.folder, name))
                removed = [removed[0] + (not name.startswith(".")), removed[1] + size]
        with contextlib.suppress(OSError):  # it is not empty: somebody else's files stay
            os.rmdir(self.folder)
        return Inventory(*removed)

    def _ours(self) -> list[tuple[str, int]]:
        """Return the names and sizes of the files that were written here, half-written ones too."""
        found = []
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for one in sorted(entries, key=lambda one: one.name):
                with contextlib.suppress(FileNotFoundError):
                    if _OURS.fullmatch(one.name) and one.is_file(follow_symlinks=False):
                        found.append((one.name, one.stat(follow_symlinks=False).st_size))
        return found
