"""Divinity for two types (Banks and Sobel 1987, section 4).

Beliefs are those that responses in ``MBR`` can bring about if types send ``m`` when they gain and may when they are
indifferent, in proportion to their priors; repeated until nothing changes.
"""

from __future__ import annotations

from gametheory.concepts.perfect_bayesian.beliefs import Beliefs
from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.concepts.solution import Solution
from gametheory.game.forms import signaling_of
from gametheory.lang.condition import Condition, any_of

__all__ = ["Divinity"]

_SECOND, _PRIOR, _FIRST = range(3)  # beliefs in the first of two types: none, the prior, all


@register
class Divinity(Refinement):
    """Divinity; it restricts beliefs and strikes no type."""

    name = "divinity"
    label = "divinity"
    short = "divinity"
    otherwise = "no belief that deviations could bring about deters every type"
    aliases = ("divine",)
    references = ("bankssobel1987",)
    rank = 2

    def undecided(self, solution: Solution) -> str:
        game = signaling_of(solution.game)
        assert game is not None
        return "" if len(game.types) == 2 else "divinity is defined here for two types"

    def passes(self, unsent: Unsent) -> Condition:
        return _divine(unsent, _SECOND, _FIRST)

    def _reason_at(self, unsent: Unsent) -> str:
        head = f"{self.name} fails at {unsent.tables.messages[unsent.message]}"
        return f"{head}: no belief that deviations could bring about makes a response optimal that deters every type"


def _divine(unsent: Unsent, low: int, high: int) -> Condition:
    """Return where iterating from the beliefs between two of ``_SECOND, _PRIOR, _FIRST`` ends in deterrence."""
    beliefs = _between(unsent, low, high)
    every = (1 << beliefs.n_types) - 1
    stop = unsent.exists(unsent.lose, every, beliefs)
    # a response that a type weakly likes and the other weakly dislikes brings about certainty of that type; one
    # that both weakly like, the prior; what several responses bring about is convex
    # (and what fewer responses bring about was brought about before: the interval only shrinks)
    brings = {
        _SECOND: (unsent.gain[1], unsent.lose[0]),
        _PRIOR: (unsent.gain[0], unsent.gain[1]),
        _FIRST: (unsent.gain[0], unsent.lose[1]),
    }
    reached = {end: unsent.exists(rows, every, beliefs) for end, rows in brings.items() if low <= end <= high}
    parts = []
    for mask, where in unsent.exactly(list(reached.items())):
        ends = [end for end in reached if mask >> end & 1]
        now = (min(ends), max(ends)) if ends else (low, high)
        parts.append(where & (stop if now == (low, high) else _divine(unsent, *now)))
    return any_of(parts)


def _between(unsent: Unsent, low: int, high: int) -> Beliefs:
    """Return the belief complex over an interval: that of a game whose types are the interval's ends."""
    payoff, prior = unsent.beliefs.payoff, unsent.tables.prior
    pooled = tuple(prior[0] * a + prior[1] * b for a, b in zip(payoff[0], payoff[1], strict=True))
    rows = {_SECOND: payoff[1], _PRIOR: pooled, _FIRST: payoff[0]}
    return Beliefs(unsent.field, tuple(rows[end] for end in sorted({low, high})))
