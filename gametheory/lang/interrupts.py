"""An interrupt (Ctrl-C) that is noted instead of raised, so that a search can end with what it has found."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Interrupt", "noted"]


@dataclass
class Interrupt:
    """Whether the user has asked for what there is, and who else wants to know."""

    met: bool = False
    told: list[Callable[[], None]] = field(default_factory=list)

    def meet(self) -> None:
        self.met = True
        for tell in self.told:
            tell()


@contextlib.contextmanager
def noted(interrupt: Interrupt) -> Iterator[None]:
    """Note the first interrupt instead of raising it: an exception could arrive in the middle of anything."""
    was = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()
    if not main or was in (None, signal.SIG_IGN) or interrupt.met:
        yield
        return

    with _counted() as count:

        def note(number: int, frame: Any) -> None:
            signal.signal(signal.SIGINT, was)
            interrupt.meet()
            # while other people's code runs interrupts wait, and several come here as one
            if count() > 1 and callable(was):
                was(number, frame)

        signal.signal(signal.SIGINT, note)
        try:
            yield
        finally:
            if signal.getsignal(signal.SIGINT) is note:
                signal.signal(signal.SIGINT, was)


@contextlib.contextmanager
def _counted() -> Iterator[Callable[[], int]]:
    """Give a function that counts the interrupts so far; 0 where somebody else is counting signals."""
    read, write = os.pipe()
    for end in (read, write):
        os.set_blocking(end, False)
    was = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    if was != -1:
        signal.set_wakeup_fd(was, warn_on_full_buffer=False)

    def count() -> int:
        with contextlib.suppress(BlockingIOError):
            return os.read(read, 4096).count(signal.SIGINT)
        return 0

    try:
        yield count
    finally:
        if was == -1:
            signal.set_wakeup_fd(-1)
        os.close(read)
        os.close(write)
