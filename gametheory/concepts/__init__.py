"""Answers: one module a solution concept, and the audit that checks them by another road."""

from __future__ import annotations

from gametheory.concepts.auditing import audit
from gametheory.concepts.certify.certificate import Certificate
from gametheory.concepts.concept import Concept, concept_named, default_concept, solve
from gametheory.concepts.equilibrium import Equilibrium, SignalingEquilibrium
from gametheory.concepts.keeping.file import read
from gametheory.concepts.nash.concept import Nash
from gametheory.concepts.perfect_bayesian.concept import PerfectBayesian
from gametheory.concepts.predicates.consistent import Consistency, consistent
from gametheory.concepts.predicates.domination import dominating, is_perfect, weakly_dominated
from gametheory.concepts.refinements.judge import Strike, refine, refinement_names, strikes, survival
from gametheory.concepts.refinements.refinement import REFINEMENTS, Refinement
from gametheory.concepts.solution import Solution
from gametheory.concepts.subgame_perfect.concept import SubgamePerfect

__all__ = [
    "REFINEMENTS",
    "Certificate",
    "Concept",
    "Consistency",
    "Equilibrium",
    "Nash",
    "PerfectBayesian",
    "Refinement",
    "SignalingEquilibrium",
    "Solution",
    "Strike",
    "SubgamePerfect",
    "audit",
    "concept_named",
    "consistent",
    "default_concept",
    "dominating",
    "is_perfect",
    "read",
    "refine",
    "refinement_names",
    "solve",
    "strikes",
    "survival",
    "weakly_dominated",
]
