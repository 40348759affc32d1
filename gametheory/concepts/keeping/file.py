"""The format of a file that holds a solution: JSON of three lines, a head, a body, and the end.

The head says the format, the versions that wrote it, and the digest of the body's line; the body is what
:mod:`gametheory.lang.keeping.pen` writes. A file whose digest differs is damaged and not read, so that no part of an
answer is ever taken for the whole. Nothing in a file is run: it is JSON, and its nodes become objects of a closed table
of classes.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from importlib import metadata
from typing import TYPE_CHECKING, Any

from gametheory.errors import SolutionFileError
from gametheory.lang import deadline
from gametheory.lang.condition import Condition
from gametheory.lang.deciding.readable import settle
from gametheory.lang.keeping import reader
from gametheory.lang.keeping.pen import Pen
from gametheory.lang.keeping.sorts import UnkeptError, UnreadError
from gametheory.version import __version__

if TYPE_CHECKING:
    from gametheory.concepts.solution import Solution

__all__ = ["FORMAT", "head_of", "put", "read", "save", "settled", "text_of", "unpacked", "versions"]

FORMAT = "gametheory-kept/1"
_START, _MIDDLE, _END = '{"head": ', '"body": ', "}\n"
_LARGEST = 2**29
"""Bytes that are read, at most: far more than the largest solution that is written."""


@functools.cache
def versions() -> Mapping[str, str]:
    """Return the versions of what an answer is made by."""
    found = {"gametheory-toolkit": __version__}
    for name in ("z3-solver", "python-flint", "sympy", "numpy"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


# -- text --------------------------------------------------------------------------------------------------------------


def text_of(pen: Pen, answer: int, key: str = "") -> str:
    """Return the text of a file: what a pen has written, of which the node ``answer`` is the solution."""
    body = _json({**pen.document(), "answer": answer})
    digest = hashlib.sha256(body.encode()).hexdigest()
    head = {"format": FORMAT, "versions": versions(), **({"key": key} if key else {}), "sha256": digest}
    return f"{_START}{_json(head)},\n{_MIDDLE}{body}\n{_END}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def head_of(line: str) -> Mapping[str, Any]:
    """Return the head of a file, given its first line.

    Raises
    ------
    UnreadError
        If it is none, or that of another format.
    """
    head = None
    if line.startswith(_START) and line.endswith(","):
        with contextlib.suppress(ValueError, RecursionError):
            head = json.loads(line[len(_START) : -1])
    if not isinstance(head, dict) or not isinstance(head.get("format"), str):
        raise UnreadError("line 1: no file of a solution, as solution.save(path) writes it")
    if head["format"] != FORMAT:
        raise UnreadError(
            f"line 1: the format {head['format'][:40]!r}, and this version reads {FORMAT!r}: solve the model again, "
            "or read it with the version that wrote it"
        )
    return head


def unpacked(text: str, key: str = "", given: Mapping[int, Any] | None = None) -> Any:
    """Return the answer that a text holds; ``given`` stands for these nodes of it.

    Raises
    ------
    UnreadError
        If it holds none, is damaged, or was kept for another question than that of ``key``.
    """
    lines = text.split("\n")
    head = head_of(lines[0])
    if len(lines) != 4 or not lines[1].startswith(_MIDDLE) or f"{lines[2]}\n{lines[3]}" != _END:
        raise UnreadError(f"it has {len(lines)} lines that are no head and body: it was cut off or changed; save again")
    body = lines[1][len(_MIDDLE) :]
    if hashlib.sha256(body.encode()).hexdigest() != head.get("sha256"):
        raise UnreadError("line 2: its digest is not the one that line 1 says: it was damaged or changed; save again")
    if key and head.get("key") != key:
        raise UnreadError("line 1: it answers another question")
    try:
        document = json.loads(body)
        if not isinstance(document, dict):
            raise UnreadError("line 2: no body of a solution")
        return reader.read(document, given)[document["answer"]]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise UnreadError(f"line 2: no body of a solution ({type(error).__name__}: {error})") from None


# -- what a user saves -------------------------------------------------------------------------------------------------


def settled(solution: Solution) -> Solution:
    """Return the solution, the shortest forms of the conditions that it states found: they are a part of the text."""
    for condition in (*solution.knife_edges, *(where for eq in solution for where in eq.conditions())):
        settle(condition)
    for verdict in (verdict for eq in solution for verdict in eq.survives.values()):
        if isinstance(verdict, Condition):
            settle(verdict)
    return solution


def save(solution: Solution, path: str | os.PathLike[str]) -> None:
    """Write a solution to a file, whole or not at all; see :meth:`gametheory.concepts.solution.Solution.save`."""
    place = os.fspath(path)
    if place.lower().endswith(".toml"):
        raise SolutionFileError(f"{place}: names that end in .toml are those of model documents; call it .json")
    pen = Pen()
    try:
        with deadline.suspended():
            text = text_of(pen, pen.write(settled(solution)))
        put(place, text)
    except UnkeptError as error:
        raise SolutionFileError(f"{place}: the solution cannot be saved: {error}") from None
    except (OSError, ValueError) as error:
        raise SolutionFileError(f"{place}: cannot be written: {_why(error)}") from error


def put(place: str, text: str) -> None:
    """Put a text into its place, whole: whoever reads there sees what was there before or all of this."""
    real = os.path.realpath(place)
    folder, name = os.path.split(real)
    aside = os.path.join(folder, f".{name[:80]}.{secrets.token_hex(6)}.part")
    try:
        with open(aside, "x", encoding="ascii", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise


def read(path: str | os.PathLike[str]) -> Solution:
    """Return the solution in a file that its method ``save`` wrote, equal to the one that was saved.

    Whatever the file holds is data: nothing in it is run.

    Parameters
    ----------
    path : str or path

    Raises
    ------
    SolutionFileError
        If the file cannot be read, holds no solution, is damaged, or names a concept or kind of game that is not
        installed here.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import gametheory as gt
    >>> solution = gt.solve(gt.load("beer_quiche"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "beer_quiche.json")
    ...     solution.save(file)
    ...     gt.read(file) == solution
    True
    """
    from gametheory.concepts.solution import Solution

    place = os.fspath(path)
    try:
        with open(place, encoding="ascii") as file:
            text = file.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise UnreadError(f"longer than {_LARGEST // 2**20} MiB, which no solution is")
        found = unpacked(text)
        if not isinstance(found, Solution):
            raise UnreadError("it holds something else than a solution")
        return found
    except (OSError, ValueError) as error:  # not ASCII, or a name that is none
        raise SolutionFileError(f"{place}: cannot be read: {_why(error)}") from error
    except UnreadError as error:
        raise SolutionFileError(f"{place}: {error}") from None


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"the byte {error.start + 1} is not ASCII, so it is no file of a solution"
    return getattr(error, "strerror", None) or str(error)
