"""Never a weak best response (Kohlberg and Mertens 1986; Cho and Kreps 1987, section IV.4).

A type is struck if no response in ``MBR(T, m)`` makes it indifferent while no other type gains.
"""

from __future__ import annotations

from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang.condition import Condition

__all__ = ["NeverWeakBestResponse"]


def _struck(unsent: Unsent, t: int) -> Condition:
    def work() -> Condition:
        others = [unsent.lose[s] for s in range(unsent.n_types) if s != t]
        return ~unsent.exists([unsent.gain[t], unsent.lose[t], *others], unsent.everyone)

    return unsent.once(("nwbr", t), work)


@register
class NeverWeakBestResponse(Refinement):
    """Never a weak best response."""

    name = "nwbr"
    label = "never a weak best response"
    short = "NWBR"
    because = "is never indifferent while nobody else gains"
    aliases = (
        "never_weak_best_response",
        "never_a_weak_best_response",
        "never_weak_best_reply",
        "never_a_weak_best_reply",
    )
    references = ("chokreps1987", "kohlbergmertens1986")

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        return tuple(_struck(unsent, t) for t in range(unsent.n_types))

    def passes(self, unsent: Unsent) -> Condition:
        return unsent.deterred_by_the_rest(self.struck(unsent))
