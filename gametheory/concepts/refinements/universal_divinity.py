"""Universal divinity (Banks and Sobel 1987): D2, repeated on the types left until nothing more is struck."""

from __future__ import annotations

from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.refinements.d2 import struck_among
from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang.condition import TRUE, Condition, any_of

__all__ = ["UniversalDivinity"]


@register
class UniversalDivinity(Refinement):
    """Universal divinity."""

    name = "universal_divinity"
    label = "universal divinity"
    short = "univ. divinity"
    because = "gains only where another type gains"
    aliases = ("universally_divine", "universal_divine")
    references = ("bankssobel1987",)

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        """Return what the first round strikes."""
        return tuple(struck_among(unsent, t, unsent.everyone) for t in range(unsent.n_types))

    def struck_at_once(self, unsent: Unsent) -> int:
        left = unsent.everyone
        while True:
            now = sum(1 << t for t in bits(left) if struck_among(unsent, t, left) == TRUE)
            if now in (0, left):
                return unsent.everyone & ~left
            left &= ~now

    def passes(self, unsent: Unsent) -> Condition:
        return _repeated(unsent, unsent.everyone)


def _repeated(unsent: Unsent, types: int) -> Condition:
    def work() -> Condition:
        parts = []
        for mask, where in unsent.exactly([(t, struck_among(unsent, t, types)) for t in bits(types)]):
            left = types & ~mask
            parts.append(where & (unsent.deterred(types) if left in (0, types) else _repeated(unsent, left)))
        return any_of(parts)

    return unsent.once(("ud", types), work)
