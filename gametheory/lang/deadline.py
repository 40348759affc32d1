"""A limit on time, and an interrupt: how a search ends early with what it has found so far.

Nothing here says when a search is over; it asks. The loops of the solvers and the decision procedure call
:func:`check`, which raises :class:`CutError` once the time is up or the user has interrupted, and costs next to nothing
where no limit was set: then no clock is read at all. What is under way when that happens is lost, what was finished
before is kept: :class:`Part` marks the places where a search ends quietly, and gives it a share of the time that is
left, so that some remains to put in order what was found.

What a search learns is forgotten with its task (:mod:`gametheory.lang.memory`), and a query that was given too little
time is no answer and kept nowhere, so a cut search has no part in later answers.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from numbers import Real
from types import TracebackType
from typing import Any

from gametheory.errors import ParameterError
from gametheory.lang.interrupts import Interrupt, noted

__all__ = [
    "CutError",
    "Interrupt",
    "Part",
    "active",
    "at_interrupt",
    "check",
    "checked_seconds",
    "cuts",
    "end",
    "interruptible",
    "limited",
    "milliseconds",
    "reason",
    "seconds_given",
    "seconds_left",
    "share",
    "suspended",
    "whole",
]

INTERRUPTED = "interrupted"

clock: Callable[[], float] = time.monotonic
"""What is read under a limit; tests put another one in its place."""


class CutError(Exception):
    """The time is up, or the user has interrupted; the message says which. Never seen by a caller of the library."""


@dataclass(frozen=True)
class _Window:
    """The time that some work has: until ``end`` (None: no limit), unless it is interrupted."""

    end: float | None
    why: str
    interrupt: Interrupt | None
    given: float | None = None
    whole: bool = False
    cuts: list[str] = field(default_factory=list)

    def narrowed(self, share: float) -> _Window:
        """Return the window of work that gets a share of the time that is left."""
        if self.end is None or share >= 1:
            return self
        now = clock()
        return replace(self, end=now + max(0.0, self.end - now) * share)

    def over(self) -> str:
        """Return why the work is to end now, or nothing."""
        if self.interrupt is not None and self.interrupt.met:
            return INTERRUPTED
        return self.why if self.end is not None and clock() >= self.end else ""


_window: ContextVar[_Window | None] = ContextVar("_window", default=None)


# -- what a search asks ------------------------------------------------------------------------------------------------


def active() -> bool:
    """Return whether a limit is set, or an interrupt would be kept."""
    return _window.get() is not None


def check() -> None:
    """Go on, or end here.

    Raises
    ------
    CutError
        If the time is up, or the user has interrupted.
    """
    window = _window.get()
    if window is not None:
        why = window.over()
        if why:
            raise CutError(why)


def end() -> None:
    """End here, whatever the clock says: a query was given the time that was left, and needed it all.

    Raises
    ------
    CutError
    """
    window = _window.get()
    raise CutError(window.over() or window.why if window is not None else "")


def seconds_left() -> float | None:
    """Return the seconds that are left, from 0 on; None where there is no limit."""
    window = _window.get()
    return None if window is None or window.end is None else max(0.0, window.end - clock())


def milliseconds() -> int | None:
    """Return the milliseconds that a single query may take, from 1 on; None where there is no limit."""
    left = seconds_left()
    return None if left is None else max(1, math.ceil(min(left, 1e6) * 1000))


def cuts() -> tuple[str, ...]:
    """Return why work was cut under the present limit, once for every piece of work."""
    window = _window.get()
    return () if window is None else tuple(window.cuts)


def seconds_given() -> float | None:
    """Return the seconds that were given in all; None where there is no limit."""
    window = _window.get()
    return None if window is None else window.given


def interruptible() -> bool:
    """Return whether an interrupt is kept."""
    window = _window.get()
    return window is not None and window.interrupt is not None


def reason() -> str:
    """Return what is said of work that the limit cuts; nothing where there is none."""
    window = _window.get()
    return "" if window is None else window.why


def at_interrupt(tell: Callable[[], None]) -> None:
    """Have somebody else told of an interrupt; nothing happens where it is not kept."""
    window = _window.get()
    if window is not None and window.interrupt is not None:
        window.interrupt.told.append(tell)


# -- who may end early -------------------------------------------------------------------------------------------------


class Part:
    """Work that may be cut: ``with Part(1/2) as search: ...`` gives it half of the time that is left.

    If it is cut the block ends there quietly, and ``search.why`` says why; what was to be kept must have been put
    outside of the block by then. Without a limit nothing is done.

    ``counts`` says whether the answer lacks what was cut; ``finishing`` that this puts in order what was found, takes
    little time, and is not to end at an interrupt too.

    Attributes
    ----------
    why : str
        Why the work was cut: ``"cut after 3 seconds"``, ``"interrupted"``; empty if it was not.
    """

    def __init__(self, share: float = 1, *, counts: bool = True, finishing: bool = False) -> None:
        self.why = ""
        self._counts = counts
        self._finishing = finishing
        self._share = share
        self._outer: _Window | None = None
        self._token: Any = None

    def __enter__(self) -> Part:
        self._outer = _window.get()
        if self._outer is not None:
            window = self._outer.narrowed(self._share)
            self._token = _window.set(replace(window, interrupt=None) if self._finishing else window)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        if self._outer is None:
            return False
        _window.reset(self._token)
        if self._outer.whole:
            return False
        interrupt = self._outer.interrupt
        if isinstance(error, CutError):
            self.why = str(error)
        elif isinstance(error, KeyboardInterrupt) and interrupt is not None and not interrupt.met:
            interrupt.meet()
            self.why = INTERRUPTED
        if self.why and self._counts:
            self._outer.cuts.append(self.why)
        return bool(self.why)


@contextlib.contextmanager
def share(part: float) -> Iterator[None]:
    """Give work that ends by itself when it is cut a part of the time that is left."""
    window = _window.get()
    if window is None or window.end is None:
        yield
        return
    token = _window.set(window.narrowed(part))
    try:
        yield
    finally:
        _window.reset(token)


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """Let nothing in this block end quietly: its work is of use only if it is whole."""
    window = _window.get()
    if window is None:
        yield
        return
    token = _window.set(replace(window, whole=True))
    try:
        yield
    finally:
        _window.reset(token)


@contextlib.contextmanager
def suspended() -> Iterator[None]:
    """Let nothing in this block be cut: what it does takes little, and nothing can be done without it."""
    token = _window.set(None)
    try:
        yield
    finally:
        _window.reset(token)


# -- limits ------------------------------------------------------------------------------------------------------------


def checked_seconds(seconds: Any, name: str = "seconds") -> float | None:
    """Return a limit as a float, None for no limit.

    Raises
    ------
    ParameterError
        If it is no positive number.
    """
    if seconds is None:
        return None
    if isinstance(seconds, Real) and not isinstance(seconds, bool):
        with contextlib.suppress(OverflowError):
            found = float(seconds)
            if 0 < found < math.inf:
                return found
    shown = repr(seconds) if len(repr(seconds)) <= 40 else f"{repr(seconds)[:40]}..."
    raise ParameterError(
        f"{name}: expected a positive number of seconds such as 10, got {shown}; for no limit leave it out"
    )


@contextlib.contextmanager
def limited(
    seconds: Any = None, partial: Any = False, *, why: str = "cut after {}", interrupt: Interrupt | None = None
) -> Iterator[None]:
    """Limit the time of what is done inside, and keep an interrupt from losing what was found.

    Parameters
    ----------
    seconds : positive number, optional
        A limit inside another one cannot be longer than that.
    partial : bool
        Whether the first interrupt (Ctrl-C) ends the work with what there is; a second one does what it always does.
    why : str
        What is said of work that was cut; ``{}`` stands for the seconds.
    interrupt : Interrupt, optional
        What another thread meets where the user's interrupt does not come here.

    Raises
    ------
    ParameterError
        For a limit that is no positive number, and ``partial`` that is neither True nor False.
    """
    given = checked_seconds(seconds)
    if not isinstance(partial, bool):
        raise ParameterError(f"partial: expected True or False, got {partial!r}")
    if given is None and not partial and interrupt is None:
        yield
        return
    outer = _window.get()
    window = outer or _Window(None, "", None)
    if given is not None:
        end = clock() + given
        if window.end is None or end < window.end:
            window = replace(
                window, end=end, given=given, why=why.format(f"{given:g} second{'' if given == 1 else 's'}")
            )
    if (partial or interrupt is not None) and window.interrupt is None:
        window = replace(window, interrupt=interrupt or Interrupt())
    token = _window.set(window)
    try:
        with noted(window.interrupt) if partial and window.interrupt is not None else contextlib.nullcontext():
            yield
    finally:
        _window.reset(token)
