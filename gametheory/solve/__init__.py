"""Answers: one module a solution concept, and the audit that checks them by another road.

The package itself can be called: ``gametheory.solve(model)`` is :func:`gametheory.solve.concept.solve`. The verb and
the floor share their name, and Python binds a package's name to the package whenever it is imported.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from gametheory.solve.audit import Certificate, audit
from gametheory.solve.concept import Concept, concept_named, default_concept, solve, solve_in_time
from gametheory.solve.nash import Nash
from gametheory.solve.perfect_bayesian import PerfectBayesian
from gametheory.solve.perfection import dominating, is_perfect, weakly_dominated
from gametheory.solve.refine import REFINEMENTS, Strike, refine, refinement_names, strikes, survival
from gametheory.solve.sequential import Consistency, consistent
from gametheory.solve.solution import Equilibrium, Solution
from gametheory.solve.subgame_perfect import SubgamePerfect

__all__ = [
    "REFINEMENTS",
    "Certificate",
    "Concept",
    "Consistency",
    "Equilibrium",
    "Nash",
    "PerfectBayesian",
    "Solution",
    "Strike",
    "SubgamePerfect",
    "audit",
    "concept_named",
    "consistent",
    "default_concept",
    "dominating",
    "is_perfect",
    "refine",
    "refinement_names",
    "solve",
    "solve_in_time",
    "strikes",
    "survival",
    "weakly_dominated",
]


class _Floor(ModuleType):
    """The package, callable as the verb."""

    def __call__(
        self,
        subject: Any,
        concept: Concept | type[Concept] | str | None = None,
        *,
        seconds: float | None = None,
        partial: bool = False,
    ) -> Solution:
        return solve(subject, concept, seconds=seconds, partial=partial)

    __call__.__doc__ = solve.__doc__


sys.modules[__name__].__class__ = _Floor
