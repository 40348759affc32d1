"""Answers: one module a solution concept, and the audit that checks them by another road."""

from gametheory.solve.concept import Concept, concept_named, default_concept, solve
from gametheory.solve.solution import Equilibrium, Solution

__all__ = [
    "Concept",
    "Equilibrium",
    "Solution",
    "concept_named",
    "default_concept",
    "solve",
]
