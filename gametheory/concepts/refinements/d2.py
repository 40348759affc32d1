"""The criterion D2 (Banks and Sobel 1987; Cho and Kreps 1987, section IV.3).

As D1, but who likes a response strictly may depend on the response: a type is struck if for each response in
``MBR(T, m)`` that it weakly likes some other type strictly likes it.
"""

from __future__ import annotations

from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang.condition import Condition, any_of

__all__ = ["D2", "struck_among"]


def struck_among(unsent: Unsent, t: int, types: int) -> Condition:
    """Return where D2, played among the types of a mask, strikes type ``t``."""

    def work() -> Condition:
        others = [s for s in bits(types) if s != t]
        counter = unsent.exists([unsent.gain[t], *(unsent.lose[s] for s in others)], types)
        return ~counter & any_of(unsent.likes_some(s, types) for s in others)

    return unsent.once(("d2", t, types), work)


@register
class D2(Refinement):
    """The criterion D2."""

    name = "d2"
    label = "D2"
    short = "D2"
    because = "gains only where another type gains"
    references = ("bankssobel1987", "chokreps1987")

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        return tuple(struck_among(unsent, t, unsent.everyone) for t in range(unsent.n_types))

    def passes(self, unsent: Unsent) -> Condition:
        return unsent.deterred_by_the_rest(self.struck(unsent))
