"""What is remembered while one task is worked on, and forgotten when it is done.

An answer may depend on the question and on nothing that was asked before. Yet much of what is learned on the way serves
again and again within one question: conflicts between relations, points near which witnesses were found. So a public
verb is a *task* (:func:`task`) and starts with an empty memory of its own, whoever calls it and from wherever; within
it, :func:`remembered` functions are worked out once. What happens in a task happens in an order that its input fixes,
so that its result does too. Outside of a task nothing is remembered.

What depends on its arguments alone, to the last letter, may be kept in an ordinary cache.
"""

from __future__ import annotations

import contextvars
import functools
from collections.abc import Callable, Hashable
from typing import Any, Generic, ParamSpec, TypeVar, cast

__all__ = ["Same", "remembered", "task"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_memory: contextvars.ContextVar[dict[Any, Any] | None] = contextvars.ContextVar("memory", default=None)


class Same(Generic[T]):
    """An object by its identity: a key under which something may be kept that depends on it to the last letter.

    Equal objects may differ in the order or the rings of what they hold, and then in the words and points of what is
    found: an answer kept for one would make the other's depend on what was asked before.
    """

    def __init__(self, subject: T) -> None:
        self.subject = subject

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.subject is other.subject

    def __hash__(self) -> int:
        return id(self.subject)


def task(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function, run as a task: with a memory of its own, which starts empty (a decorator).

    A generator is none: its body runs in its caller's task.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _memory.set({})
        try:
            return function(*args, **kwargs)
        finally:
            _memory.reset(token)

    return run


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function, worked out once a task for equal positional arguments (a decorator)."""

    @functools.wraps(function)
    def recall(*args: P.args, **kwargs: P.kwargs) -> R:
        memory = _memory.get()
        if memory is None or kwargs:
            return function(*args, **kwargs)
        key: tuple[Hashable, ...] = (recall, *args)
        found = memory.get(key, memory)  # the memory itself stands for nothing
        if found is memory:
            found = memory[key] = function(*args, **kwargs)
        return cast("R", found)

    return recall
