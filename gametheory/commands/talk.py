"""Exit codes, and what is said on standard error."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from typing import Any

from gametheory.commands.interrupt import INTERRUPTED

__all__ = ["BROKEN_PIPE", "DONE", "FAILED", "INTERRUPTED", "MISUSE", "PATIENCE", "progress", "said_warnings", "say"]

DONE, FAILED, MISUSE, BROKEN_PIPE = 0, 1, 2, 141

PATIENCE = 2.0
"""Seconds of silence before a progress line, on a terminal."""


def say(message: str) -> None:
    """Print a message on standard error, after the program's name; where nothing can be printed, work goes on."""
    with contextlib.suppress(OSError):
        print(f"gametheory: {message}", file=sys.stderr)


@contextlib.contextmanager
def said_warnings() -> Iterator[None]:
    """Say the warnings about what was left beside a place, as they come, in the program's own way."""
    from gametheory.show.leftovers import LeftoverWarning

    with warnings.catch_warnings():
        warnings.simplefilter("always", LeftoverWarning)
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *more: Any) -> None:
            if issubclass(category, LeftoverWarning):
                say(f"warning: {message}")
            else:
                usual(message, category, *more)

        warnings.showwarning = show  # type: ignore[assignment]  # what follows is handed on as it comes
        yield


@contextlib.contextmanager
def progress(what: str) -> Iterator[None]:
    """Show what is going on and for how long, once it has lasted, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    started = time.monotonic()

    def tick() -> None:
        wait, shown = PATIENCE, False
        while not over.wait(wait):
            print(f"\r{what} ... {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)
            wait, shown = 0.5, True
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
