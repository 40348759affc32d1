"""The intuitive criterion (Cho and Kreps 1987, section IV.2).

``J`` are the types whose equilibrium payoff is above what every response in ``BR(T, m)`` gives them. The equilibrium
fails at ``m`` if some type outside ``J`` has its payoff below what every response in ``BR(T - J, m)`` gives it.
"""

from __future__ import annotations

from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang.condition import Condition, all_of, any_of

__all__ = ["Intuitive", "dominated"]


def dominated(unsent: Unsent, t: int) -> Condition:
    """Return where the payoff of type ``t`` is above what every response in ``BR(T)`` gives it."""

    def work() -> Condition:
        return all_of(~unsent.beliefs.joint(1 << r) | unsent.positive(x) for r, x in enumerate(unsent.lose[t]))

    return unsent.once(("dominated", t), work)


@register
class Intuitive(Refinement):
    """The intuitive criterion."""

    name = "intuitive"
    label = "intuitive criterion"
    short = "intuitive"
    because = "is better off in equilibrium than after any best response"
    aliases = ("ic", "cho_kreps")
    references = ("chokreps1987",)
    rank = 3

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        return tuple(dominated(unsent, t) for t in range(unsent.n_types))

    def passes(self, unsent: Unsent) -> Condition:
        parts = []
        for mask, where in unsent.exactly(list(enumerate(self.struck(unsent)))):
            left = unsent.everyone & ~mask
            gains_surely = any_of(
                all_of(~unsent.beliefs.joint(1 << r, left) | unsent.positive(x) for r, x in enumerate(unsent.gain[t]))
                for t in bits(left)
            )
            parts.append(where & ~gains_surely)
        return any_of(parts)
