"""Exit codes, and what is said on standard error."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from gametheory.commands.interrupt import INTERRUPTED
from gametheory.stages import shown

__all__ = ["BROKEN_PIPE", "DONE", "FAILED", "INTERRUPTED", "MISUSE", "PATIENCE", "progress", "said_warnings", "say"]

DONE, FAILED, MISUSE, BROKEN_PIPE = 0, 1, 2, 141

PATIENCE = 0.5
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


def progress(what: str) -> contextlib.AbstractContextManager[None]:
    """Show what is going on and for how long, stage by stage, within a second, if standard error is a terminal."""
    return shown(what, patience=PATIENCE)
