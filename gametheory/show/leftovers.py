"""The hidden files and folders that results are made in, beside their place: whose they are, and what a kill left.

A result is made under a hidden name beside its place, ``.NAME.TOKEN``, and put into its place when it is whole. Whoever
makes it holds an advisory lock (``flock``) on the hidden file or folder; the kernel drops the lock when the process
ends, however it ends. So a hidden name whose lock is free was left by a process that was killed. It is named, and how
to remove it, and never removed: only the name says that it is ours. Where there are no such locks (another operating
system, some network file systems) nobody is known to be at work, and what is found is named in the same way.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import re
import secrets
import shlex
import warnings
from collections.abc import Iterator
from typing import Any

from gametheory.errors import GameTheoryWarning

__all__ = ["OLD", "LeftoverWarning", "alone", "beside", "hidden", "hold", "name_leftovers"]

OLD = ".old"
"""The ending of an earlier folder that was moved aside."""

_LONGEST = 160
"""A name has at most 255 bytes; the rest is for the dots, the token and the ending."""

_locks: Any = importlib.import_module("fcntl") if os.name == "posix" else None


class LeftoverWarning(GameTheoryWarning):
    """Something hidden was found, or had to be left, beside the place of a result."""


def hidden(place: str) -> str:
    """Return a new hidden name beside a place, with its ending."""
    folder, start, ending = _parts(place)
    return os.path.join(folder, f"{start}{secrets.token_hex(6)}{ending}")


def _parts(place: str) -> tuple[str, str, str]:
    folder, name = os.path.split(place)
    stem, ending = os.path.splitext(name)
    if len(os.fsencode(name)) > _LONGEST:  # shortened, and still of this place alone
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
        stem, ending = f"{stem[:30]}~{digest}", ending if len(os.fsencode(ending)) <= 20 else ""
    return folder, f".{stem}.", ending


def beside(place: str) -> tuple[list[str], list[str]]:
    """Return the hidden names of a place that somebody is working on, and those that were left.

    Raises
    ------
    OSError
        If the place's folder cannot be read.
    """
    folder, start, ending = _parts(place)
    ours = re.compile(f"{re.escape(start)}[0-9a-f]{{12}}{re.escape(ending)}({re.escape(OLD)})?")
    busy: list[str] = []
    left: list[str] = []
    with os.scandir(folder or os.curdir) as entries:
        names = sorted(entry.name for entry in entries if ours.fullmatch(entry.name))
    for name in names:
        path = os.path.join(folder, name)
        try:
            held = hold(path)
        except BlockingIOError:
            busy.append(path)
        except FileNotFoundError:  # done in this moment
            continue
        except OSError:  # not ours to open: all that is known is that it is there
            left.append(path)
        else:
            left.append(path)
            if held is not None:
                os.close(held)
    return busy, left


def hold(path: str | os.PathLike[str], *, wait: bool = False) -> int | None:
    """Lock a file or folder until the descriptor that is returned is closed; None where there are no locks.

    Raises
    ------
    BlockingIOError
        If somebody else holds it, unless ``wait``.
    OSError
        If it cannot be opened.
    """
    if _locks is None:
        return None
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe of that name must not keep us waiting
    try:
        _locks.flock(descriptor, _locks.LOCK_EX | (0 if wait else _locks.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:  # this file system has no locks
        os.close(descriptor)
        return None
    return descriptor


@contextlib.contextmanager
def alone(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Keep others who ask for the same folder waiting; for a moment only."""
    try:
        held = hold(folder, wait=True)
    except OSError:  # it may be written into and not be read: nobody is kept waiting then
        held = None
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def name_leftovers(place: str, left: list[str]) -> None:
    """Warn of every hidden name that was left beside a place, with what to do about it."""
    for path in left:
        quoted = shlex.quote(path)
        remove = f"rm -r {quoted}" if os.path.isdir(path) and not os.path.islink(path) else f"rm {quoted}"
        if not path.endswith(OLD):
            what = f"was left by a run that was killed, and nothing needs it; to remove it: {remove}"
        elif os.path.lexists(place):
            what = f"holds what was at {place} before a run that was killed replaced it; to remove it: {remove}"
        else:
            what = (
                f"holds what was at {place} when a run was killed while it replaced it; "
                f"to put it back: mv {quoted} {shlex.quote(place)}; to remove it: {remove}"
            )
        warnings.warn(f"{path} {what}", LeftoverWarning, stacklevel=2)
