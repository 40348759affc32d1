"""Files of results: checked before the work, written beside their place, and put there when they are whole.

A reader of the file sees the old one or the new one, never a part: a file on the same file system is renamed over it.
What a file of that name held when the work began is replaced, as it is asked for by its name; what came there since is
somebody else's, and stays. The model's own document, and any other ``.toml``, is never replaced. What is not an
ordinary file (a pipe, a device) is written to directly.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

from gametheory.commands.talk import said_warnings
from gametheory.errors import GameTheoryError
from gametheory.show.leftovers import beside, hidden, hold, name_leftovers

__all__ = ["at_interrupt", "check_figures", "check_places", "clean_up", "guarded", "on_end", "replacing"]

ENDS = (signal.SIGTERM, signal.SIGHUP)
FIGURES = (".svg", ".pdf", ".png")

_unfinished: set[str] = set()
_seen: dict[str, tuple[int, ...] | None] = {}
"""What was at a place, by its real name, when it was last checked."""
_more: list[Callable[[], None]] = []
_ends: list[Callable[..., Any]] = []


def check_places(*places: str | None, model: str | None = None) -> None:
    """Check that files can be written, before the work is done for them; None and ``-`` are no files.

    What runs that were killed left beside a place is named on standard error.

    Parameters
    ----------
    places : str or None
    model : str, optional
        The name or path of the model asked about, which is not written over.

    Raises
    ------
    OSError
        Where a file cannot be written.
    GameTheoryError
        Where two are the same file, a name is empty, or a model document is there.
    """
    files = [place for place in places if place is not None and place != "-"]
    for i, place in enumerate(files):
        if not place or "\0" in place:
            raise GameTheoryError(f"{place!r} is no name of a file")
        real = os.path.realpath(place)
        if real in map(os.path.realpath, files[:i]):
            raise GameTheoryError(f"{place}: two results in one file")
        folder = os.path.dirname(real)
        if not os.path.basename(place) or os.path.isdir(real):
            raise IsADirectoryError(errno.EISDIR, "is a directory, give the name of a file", place)
        if not os.path.isdir(folder):
            raise FileNotFoundError(errno.ENOENT, f"there is no directory {os.path.dirname(place) or folder}", place)
        written = [*([folder] if _ordinary(real) else []), *([real] if os.path.exists(real) else [])]
        if not all(os.access(path, os.W_OK) for path in written):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)
        _check_new_or_result(place, real, model)
        _seen[real] = _look(real)
        if _ordinary(real):
            with said_warnings(), contextlib.suppress(OSError):
                name_leftovers(real, beside(real)[1])


def _check_new_or_result(place: str, real: str, model: str | None) -> None:
    if not os.path.isfile(real):
        return
    same = False
    if model is not None:
        with contextlib.suppress(OSError, ValueError):  # a name of the catalogue
            same = os.path.samefile(real, model)
    if same or real.lower().endswith(".toml"):
        raise GameTheoryError(f"{place}: there is a model document of this name; give another name for the result")


def _look(real: str) -> tuple[int, ...] | None:
    """Return what tells whether a file was touched or replaced; None if there is nothing."""
    try:
        seen = os.lstat(real)
    except OSError:
        return None
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns


def check_figures(place: str | None) -> None:
    """Check that a figure can be drawn and written in the way its name's ending says.

    Raises
    ------
    GameTheoryError
        For another ending, and where matplotlib is not installed.
    """
    if place is None:
        return
    ending = os.path.splitext(place)[1].lower()
    if ending not in FIGURES:
        what = f"not as {ending}" if ending else "and this name has no ending"
        raise GameTheoryError(f"{place}: a figure is written as {', '.join(FIGURES)}, {what}")
    try:
        import gametheory.show.plot  # noqa: F401
    except ModuleNotFoundError as missing:
        raise GameTheoryError(str(missing)) from None


@contextlib.contextmanager
def replacing(place: str) -> Iterator[str]:
    """Give the name of a new file beside ``place``, with its ending; at the end that file takes the place.

    If anything fails, what was at ``place`` stays and the new file goes.

    Raises
    ------
    OSError
        With the name ``place``, whatever file it was about.
    GameTheoryError
        If something has come to that place, or was changed there, since it was checked.
    """
    real = os.path.realpath(place)
    before = _seen.pop(real) if real in _seen else _look(real)
    held = None
    try:
        if not _ordinary(real):
            yield real
            return
        aside = hidden(real)
        with guarded():
            _unfinished.add(aside)
            try:
                os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
                held = hold(aside)
                yield aside
                with open(aside, "rb") as whole:
                    os.fsync(whole.fileno())
                _put(aside, real, before, place)
            finally:
                if held is not None:
                    os.close(held)
                with contextlib.suppress(OSError):
                    os.unlink(aside)
                _unfinished.discard(aside)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise OSError(error.errno, error.strerror or str(error), place) from error


@contextlib.contextmanager
def on_end(stop: Callable[..., Any]) -> Iterator[None]:
    """Have ``stop`` called at a signal to end (SIGTERM, SIGHUP), for as long as there is something to clean up."""
    _ends.append(stop)
    try:
        yield
    finally:
        _ends.remove(stop)


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Let a signal to end find something to clean up in this block.

    Elsewhere it has its default action, which ends the program at once: a handler of ours would have to wait for
    the end of whatever is computed by other people's code at that moment.
    """
    main = threading.current_thread() is threading.main_thread()
    # what somebody else handles, or ignores (nohup), stays theirs
    ours = [number for number in ENDS if _ends and main and signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _ends[-1])
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _put(aside: str, real: str, before: tuple[int, ...] | None, place: str) -> None:
    """Put a file into its place, if that is as it was."""
    there = _look(real)
    if there != before and there is not None:
        raise _came(place)
    if there is not None:
        shutil.copymode(real, aside)
        os.replace(aside, real)
        return
    try:
        os.link(aside, real)  # unlike a renaming, it fails if a file has come there in this moment
    except FileExistsError:
        raise _came(place) from None
    except OSError:  # a file system without links
        os.replace(aside, real)


def _came(place: str) -> GameTheoryError:
    return GameTheoryError(
        f"{place} was written by somebody else since this command began: it is left as it is, and the result is not "
        "kept; move it away, or give another name, and run again"
    )


def at_interrupt(work: Callable[[], None]) -> None:
    """Have more done when the program ends at once."""
    if work not in _more:
        _more.append(work)


def clean_up() -> None:
    """Remove files that are being written, and do what :func:`at_interrupt` was given: the program ends at once."""
    for work in _more:
        with contextlib.suppress(OSError):
            work()
    for name in list(_unfinished):
        with contextlib.suppress(OSError):
            os.unlink(name)


def _ordinary(real: str) -> bool:
    return os.path.isfile(real) or not os.path.exists(real)
