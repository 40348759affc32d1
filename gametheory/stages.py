"""What is being worked on and for how long, on a terminal. On the lowest floor: a line is there before the work.

A piece of work names its *stages* (:func:`stage`), which costs nothing where nobody listens. :func:`shown` listens, if
standard error is a terminal: it writes one line that says the present stage and the seconds since the beginning, and
leaves a line with its time for every stage that lasted. There is no estimate of the rest: searches and proofs do not
know how much is before them. Where the steps are alike (draws, points of a grid) a bar has one, and this line makes
room for it (:func:`room`).

Nothing is written to standard output, and nothing at all where standard error is a file or a pipe.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

__all__ = ["LASTED", "PATIENCE", "room", "shown", "stage", "to_terminal"]

PATIENCE = 2.0
"""Seconds of silence before a call of the library that is to show its progress does so."""

LASTED = 1.0
"""Seconds from which on a stage leaves a line with its time."""

EVERY = 0.5
"""Seconds between two looks at the clock."""

_listener: ContextVar[_Terminal | None] = ContextVar("_listener", default=None)


def to_terminal() -> bool:
    """Return whether somebody watches standard error."""
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except ValueError:  # closed
        return False


@contextlib.contextmanager
def stage(what: str) -> Iterator[None]:
    """Name what is done inside, for whoever listens."""
    listener = _listener.get()
    if listener is None:
        yield
        return
    with listener.inside(what):
        yield


@contextlib.contextmanager
def room() -> Iterator[None]:
    """Leave the line to something else that draws on the terminal inside, such as a bar."""
    listener = _listener.get()
    if listener is None:
        yield
        return
    with listener.silent():
        yield


@contextlib.contextmanager
def shown(what: str, progress: bool = True, *, patience: float | None = None) -> Iterator[None]:
    """Show what is done inside, after some patience, if standard error is a terminal; within another, as its stage.

    Parameters
    ----------
    what : str
    progress : bool
        False: show nothing of it, but go on telling who listens already.
    patience : number, optional
        Seconds before the first line; by default ``PATIENCE``.
    """
    if not progress:
        yield
        return
    if _listener.get() is not None or not to_terminal():
        with stage(what):
            yield
        return
    terminal = _Terminal(sys.stderr, PATIENCE if patience is None else patience)
    token = _listener.set(terminal)
    try:
        with terminal.watched(), terminal.inside(what):
            yield
    finally:
        _listener.reset(token)


class _Terminal:
    """One line on a terminal, drawn again and again by a thread of its own."""

    def __init__(self, stream: Any, patience: float) -> None:
        self._stream = stream
        self._patience = patience
        self._stages: list[tuple[str, float]] = []
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._drawn = self._begun = False
        self._silent = 0

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        thread = threading.Thread(target=self._tick, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
            with self._lock:
                self._clear()

    @contextlib.contextmanager
    def inside(self, what: str) -> Iterator[None]:
        started = time.monotonic()
        with self._lock:
            self._stages.append((" ".join(what.split()), started))
        try:
            yield
        finally:
            with self._lock:
                depth = len(self._stages) - 1
                name, _ = self._stages.pop()
                lasted = time.monotonic() - started
                if self._begun and lasted >= LASTED:
                    self._clear()
                    self._write(f"{'  ' * depth}{self._fitting(name, 16 + 2 * depth)}: {lasted:.1f} s\n")

    @contextlib.contextmanager
    def silent(self) -> Iterator[None]:
        with self._lock:
            self._silent += 1
            self._clear()
        try:
            yield
        finally:
            with self._lock:
                self._silent -= 1

    def _tick(self) -> None:
        wait = self._patience
        while not self._over.wait(wait):
            with self._lock:
                self._begun = True
                if self._stages and not self._silent:
                    now = ", ".join(name for name, _ in self._stages)
                    seconds = time.monotonic() - self._stages[0][1]
                    self._write(f"\r{self._fitting(now, 16)} ... {seconds:.0f} s\033[K")
                    self._drawn = True
            wait = EVERY

    def _clear(self) -> None:
        if self._drawn:
            self._write("\r\033[K")
            self._drawn = False

    def _fitting(self, text: str, beside: int) -> str:
        """Return a text that leaves room on the line: what is wider than the terminal cannot be drawn over."""
        most = max(20, shutil.get_terminal_size((100, 24)).columns - beside)
        return text if len(text) <= most else text[: most - 3] + "..."

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # where nothing can be shown, work goes on
            self._stream.write(text)
            self._stream.flush()
