"""The criterion D1 (Banks and Sobel 1987; Cho and Kreps 1987, section IV.3).

A type ``t`` is struck at an unsent message ``m`` if there is another type ``s``, which likes some response, that
strictly likes every response in ``MBR(T, m)`` which ``t`` weakly likes: ``s`` gains from deviating whenever ``t`` does
not lose. The equilibrium survives if some belief on the types left makes a response optimal that deters every type.
"""

from __future__ import annotations

from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang.condition import Condition, any_of

__all__ = ["D1"]


def _struck(unsent: Unsent, t: int) -> Condition:
    def work() -> Condition:
        parts = []
        for s in range(unsent.n_types):
            if s != t:
                counter = unsent.exists([unsent.gain[t], unsent.lose[s]], unsent.everyone)
                parts.append(~counter & unsent.likes_some(s, unsent.everyone))
        return any_of(parts)

    return unsent.once(("d1", t), work)


@register
class D1(Refinement):
    """The criterion D1."""

    name = "d1"
    label = "D1"
    short = "D1"
    because = "gains from fewer responses than another type"
    references = ("bankssobel1987", "chokreps1987")
    rank = 1

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        return tuple(_struck(unsent, t) for t in range(unsent.n_types))

    def passes(self, unsent: Unsent) -> Condition:
        return unsent.deterred_by_the_rest(self.struck(unsent))
