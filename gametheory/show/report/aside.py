"""A folder made in a hidden one beside its place, and put there when it is whole; nothing of anybody else's is lost.

What is at the place is looked at when the work begins and once more when the new folder is to take its place:

* An empty place, or none: the new folder is renamed onto it. The system does that only if nothing is there or an empty
  folder, in one step, so that no file can come in between.
* An earlier report: it must be what it was, file by file. It is renamed aside, looked at again (whoever wrote into it
  until then wrote into what was moved), the new folder is renamed into its place, and of the earlier one exactly those
  files are removed that were there at the start. Anything else stays.

Who finds something new is refused, and what is there stays. Two runs into one place: the second is refused as soon as
it begins (see :mod:`gametheory.show.leftovers`); where there are no locks, the one that is ready last.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from gametheory.errors import GameTheoryError
from gametheory.show.leftovers import OLD, LeftoverWarning, alone, beside, hidden, hold, name_leftovers
from gametheory.show.report.folder import about, check_place

__all__ = ["aside", "clean_up", "warn_of_leftovers"]

_unfinished: set[_Making] = set()


@contextlib.contextmanager
def aside(place: str | os.PathLike[str], *, replaceable: bool = True) -> Iterator[Path]:
    """Give a new hidden folder beside a place; at the end it takes the place, whole.

    If anything fails, what was there stays and the new folder goes.

    Parameters
    ----------
    place : path
        A folder that does not exist yet or is empty; with ``replaceable`` also an earlier report.

    Raises
    ------
    GameTheoryError
        If the place holds something else, at the start or at the end; if another run is working on it.
    OSError
        About the place that was asked for, never about the hidden name.
    """
    folder = check_place(place, replaceable=replaceable)
    with _said_of_the_place(os.fspath(place)) as names:
        making = _begun(os.fspath(place), folder)
        names[making.new] = os.fspath(place)
        try:
            # only now that nobody else can begin: another run may have put its report there since
            check_place(place, replaceable=replaceable)
            making.before = _contents(folder) if folder.is_dir() else {}
            yield making.new
            _sync(making.new)
            making.swap()
        finally:
            making.end()


def _begun(name: str, folder: Path) -> _Making:
    with alone(folder.parent):  # so that of two runs one sees the other
        busy, left = _beside(folder)
        name_leftovers(str(folder), left)
        if busy:
            raise GameTheoryError(
                f"{name}: another run is writing into this place (it works in {busy[0]}): "
                "wait until it is done, or give another directory"
            )
        making = _Making(name, folder)
        _unfinished.add(making)
        try:
            making.new.mkdir()
            making.locks.append(hold(making.new))
        except BaseException:
            making.end()
            raise
    return making


def _beside(folder: Path) -> tuple[list[str], list[str]]:
    try:
        return beside(str(folder))
    except PermissionError:  # a folder that may be written into and not be read
        return [], []


def warn_of_leftovers(place: str | os.PathLike[str]) -> None:
    """Warn of what runs that were killed left beside a place."""
    folder = os.path.realpath(os.fspath(place))
    with contextlib.suppress(OSError, ValueError):
        name_leftovers(folder, beside(folder)[1])


def clean_up() -> None:
    """Remove folders that are being written, and put back what was moved aside; for a program that ends at once."""
    for making in list(_unfinished):
        making.end(tell=False)  # what is interrupted may be in the middle of printing


class _Making:
    """A folder in the making: its place, as asked for and without links, and the hidden names beside it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.new = Path(hidden(str(folder)))
        self.old = Path(f"{self.new}{OLD}")
        self.before: Mapping[str, str] = {}
        """What is at the place when the work begins."""
        self.locks: list[int | None] = []

    def swap(self) -> None:
        """Put the new folder into its place, if that is as it was at the start."""
        if self.folder.is_dir() and not self.folder.is_symlink():
            shutil.copymode(self.folder, self.new)
            if self.before:
                self._move_aside()
        try:
            os.rename(self.new, self.folder)  # onto nothing, or an empty folder; anything else the system refuses
        except OSError:
            if os.path.lexists(self.folder):
                raise self._changed(_first(self.folder)) from None
            raise

    def _move_aside(self) -> None:
        look = _look(self.folder)
        if _contents(self.folder) != self.before:
            raise self._changed(_difference(self.before, _contents(self.folder)))
        with contextlib.suppress(OSError):
            self.locks.append(hold(self.folder))  # that nobody takes what is moved aside for left
        os.rename(self.folder, self.old)
        if _look(self.old) != look:  # end() puts it back
            raise self._changed(_difference(self.before, _contents(self.old)))

    def _changed(self, what: str) -> GameTheoryError:
        return GameTheoryError(
            f"{self.name} has changed since this run began ({what}): it is left as it is, and the new directory is not "
            "kept; move away what you want to keep and run again, or give another directory"
        )

    def end(self, *, tell: bool = True) -> None:
        """Put back what is aside if its place is free, else remove what of it was there at the start; then the rest."""
        if os.path.lexists(self.old):
            with contextlib.suppress(OSError):
                if not os.path.lexists(self.folder):
                    os.rename(self.old, self.folder)
                elif not os.path.lexists(self.new):
                    _remove(self.old, self.before)
        shutil.rmtree(self.new, ignore_errors=True)
        while self.locks:
            held = self.locks.pop()
            if held is not None:
                os.close(held)
        _unfinished.discard(self)
        if tell and os.path.lexists(self.old):
            warnings.warn(
                f"{self.old} holds what was at {self.name} before, and was not removed: somebody wrote into it, or put "
                "something else into its place, while it was replaced",
                LeftoverWarning,
                stacklevel=2,
            )


@contextlib.contextmanager
def _said_of_the_place(place: str) -> Iterator[dict[Path, str]]:
    """Give a table of hidden names; errors are about what each stands for, or about the place if they name nothing."""
    names: dict[Path, str] = {}
    try:
        yield names
    except BrokenPipeError:
        raise
    except OSError as error:
        said = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else place
        for new, name in names.items():
            if Path(said) == new or new in Path(said).parents:
                said = os.path.join(name, os.path.relpath(said, new)) if Path(said) != new else name
        if not names:  # the hidden folder itself could not be made
            said = place
        raise OSError(error.errno, error.strerror or str(error), said) from error


def _look(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return what tells at a glance whether something below a folder was touched."""
    return {
        file.relative_to(folder).as_posix(): (seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
        for file in folder.rglob("*")
        for seen in (file.lstat(),)
    }


def _contents(folder: Path) -> dict[str, str]:
    """Return everything below a folder: the digest of a file, ``/`` for a folder, where a link leads."""
    found = {}
    for file in folder.rglob("*"):
        mode = file.lstat().st_mode
        if stat.S_ISREG(mode):
            with about(file):
                what = hashlib.sha256(file.read_bytes()).hexdigest()
        elif stat.S_ISLNK(mode):
            what = f"-> {os.readlink(file)}"
        else:
            what = "/" if stat.S_ISDIR(mode) else "?"
        found[file.relative_to(folder).as_posix()] = what
    return found


def _difference(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    for name in sorted({*before, *now}):
        if name not in before:
            return f"{name} is new"
        if name not in now:
            return f"{name} is gone"
        if before[name] != now[name]:
            return f"{name} is another"
    return "something was written into it"


def _first(folder: Path) -> str:
    if folder.is_symlink() or not folder.is_dir():
        return "there is no directory of this name any more, but something else"
    names = sorted(os.listdir(folder))
    return f"{names[0]} is new" if names else "it cannot be replaced any more"


def _remove(folder: Path, contents: Mapping[str, str]) -> None:
    """Remove a folder as far as it holds what it held; a folder that holds anything else stays, with that in it."""
    for name in sorted(contents, key=lambda name: name.count("/"), reverse=True):
        with contextlib.suppress(OSError):
            if contents[name] == "/":
                os.rmdir(folder / name)
            else:
                os.unlink(folder / name)
    os.rmdir(folder)


def _sync(folder: Path) -> None:
    """Have every file on the disk before the folder takes its place: a disk that is full may say so only then."""
    for file in folder.rglob("*"):
        if file.is_file():
            with about(file), file.open("rb") as whole:
                os.fsync(whole.fileno())
