"""Asking a shelf before solving: whoever calls a solver, or does other long work on its answer, does it by this door.

Without a shelf in use, which is how the library begins, an answer is worked out and nothing is looked up or written.
Whether it comes from a shelf or not, it is the same to the letter. An answer that was cut, by a limit on time or by an
interrupt, is never kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from gametheory.cache import folder_in_use
from gametheory.concepts.keeping.file import settled
from gametheory.concepts.keeping.shelf import Shelf
from gametheory.concepts.solution import Solution
from gametheory.lang import deadline

__all__ = ["recalled", "recalled_of"]

T = TypeVar("T")

_LEAST = 2.0
"""Seconds that must be left, where the time is limited, for an answer to be written to a file."""


def recalled(verb: str, about: tuple[Any, ...], work: Callable[[], T]) -> T:
    """Return the kept answer to a question, or work it out and keep it.

    Parameters
    ----------
    verb : str
        What is done.
    about : tuple of objects
        Everything that the answer depends on.
    work : function
        Returns the answer.
    """
    folder = folder_in_use()
    if folder is None:
        return work()
    with deadline.suspended():  # takes little, and less than what it saves
        entry = Shelf(folder).entry(verb, *about)
        found = entry.found() if entry is not None else None
    if found is not None:
        return cast("T", found)  # the key has the verb in it
    answer = work()
    left = deadline.seconds_left()
    if entry is not None and not deadline.cuts() and (left is None or left > _LEAST):
        with deadline.suspended():
            entry.put(settled(answer) if isinstance(answer, Solution) and left is None else answer)
    return answer


def recalled_of(
    verb: str, solution: Solution, names: tuple[str, ...], work: Callable[[Solution, tuple[str, ...]], Solution]
) -> Solution:
    """Return the kept answer to a question about a solution, or ``work(solution, names)``.

    The model and the baseline have no part in it: the answer has those of the solution.
    """
    if folder_in_use() is None:
        return work(solution, names)
    plain = replace(solution, model=None, baseline={})
    found = recalled(verb, (plain, names), lambda: work(plain, names))
    return replace(found, model=solution.model, baseline=solution.baseline)
