"""Rules that select among several equilibria, as a question about draws compares them.

A rule is a refinement, or none: then every equilibrium counts, and a quantity has a lowest and a highest value. The
rules that a question compares are the strictest one that leaves one outcome (nearly) everywhere, and none; a weaker one
stands beside them where it says something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gametheory.concepts.refinements.judge import refine, refinement_names
from gametheory.concepts.refinements.refinement import REFINEMENTS
from gametheory.errors import ParameterError

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["EVERY", "Selection", "ranked", "selection", "selections"]

EVERY = "every"
"""The name of the rule that keeps every equilibrium."""


@dataclass(frozen=True)
class Selection:
    """What one rule keeps of a solution.

    Attributes
    ----------
    name : str
        A refinement's, or ``"every"``.
    label : str
        What a reader calls it.
    solution : Solution
        With what the rule keeps. What cannot be judged stays.
    """

    name: str
    label: str
    solution: Solution = field(repr=False)

    @property
    def judged(self) -> bool:
        """Whether every equilibrium was judged, so that none stays for want of a verdict."""
        return all(verdict is not None for eq in self.solution for verdict in eq.survives.values())


def ranked(solution: Solution) -> tuple[str, ...]:
    """Return the refinements that a question compares by itself, the strictest first; none for what has none."""
    if not solution.concept.refinements:
        return ()
    ranks = {name: one.rank for name, one in REFINEMENTS.items() if one.rank is not None}
    return tuple(sorted(ranks, key=ranks.__getitem__))


def selection(solution: Solution, name: str) -> Selection:
    """Return what a rule keeps.

    Raises
    ------
    ConceptError
        For what is no refinement, and for equilibria that no refinement judges.
    """
    if name == EVERY:
        return Selection(EVERY, "every equilibrium", solution)
    (found,) = refinement_names(name)
    return Selection(found, REFINEMENTS[found].label, refine(solution, found))


def selections(solution: Solution, names: str | Iterable[str]) -> tuple[Selection, ...]:
    """Return what each of some rules keeps, in their order.

    Raises
    ------
    ParameterError
        If no rule is named, or one twice.
    ConceptError
        As :func:`selection`.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    found = tuple(selection(solution, name) for name in wanted)
    if not found or len({one.name for one in found}) < len(found):
        raise ParameterError(f"select: expected rules, each once, such as ('d1', '{EVERY}'), got {wanted!r}")
    return found
