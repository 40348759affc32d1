"""Solutions made by hand: regimes with given conditions, so that plain evaluation can check what a study finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts import Concept, Equilibrium, Solution
from gametheory.game import StrategicGame
from gametheory.lang import TRUE, Condition, Domain, Interval


@dataclass(frozen=True)
class ByHand(Concept):
    """A concept that solves a point by evaluating the regimes' conditions."""

    name = "by-hand"
    noun = "equilibrium"

    def at(self, solution: Solution, point: Mapping[str, Fraction]) -> Solution:
        there = tuple(eq for eq in solution if eq.when.at(point))
        return Solution(solution.game, self, there)


def by_hand(
    conditions: Mapping[str, Condition], names: Sequence[str], assume: Condition = TRUE, ends: tuple[Any, Any] = (-4, 4)
) -> Solution:
    """Return a solution with one regime a condition; its outcome is its own name, for certain."""
    interval = Interval(*(None if end is None else Fraction(end) for end in ends))
    regimes = tuple(Equilibrium(name, {}, {}, {}, {name: 1}, when) for name, when in conditions.items())
    game = StrategicGame({"one": ("only",)}, {("only",): (0,)})
    return Solution(game, ByHand(), regimes, domain=Domain(dict.fromkeys(names, interval), assume))
