"""Equilibrium dominance (Cho and Kreps 1987, section IV.1; Kohlberg and Mertens 1986).

Struck are the types whose equilibrium payoff is above what every best response to the message gives them.
"""

from __future__ import annotations

from gametheory.concepts.refinements.intuitive import dominated
from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang.condition import Condition

__all__ = ["EquilibriumDominance"]


@register
class EquilibriumDominance(Refinement):
    """Equilibrium dominance."""

    name = "equilibrium_dominance"
    label = "equilibrium dominance"
    short = "eq. dominance"
    because = "is better off in equilibrium than after any best response"
    aliases = ("dominance",)
    references = ("chokreps1987", "kohlbergmertens1986")

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        return tuple(dominated(unsent, t) for t in range(unsent.n_types))

    def passes(self, unsent: Unsent) -> Condition:
        return unsent.deterred_by_the_rest(self.struck(unsent))
