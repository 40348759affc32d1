"""What is done at one point of the parameters, in words: the base, and just beyond a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.lang import Expression
from gametheory.study.answers.wording import Outcome
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.sweeps.forecast_result import NEAR

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["Place", "place", "play"]

Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class Place:
    """The lowest and the highest value of every outcome, and of the headline, at a point.

    ``outcomes`` is how many equilibria there are.
    """

    values: tuple[Ends, ...]
    headline: Ends
    outcomes: int

    @property
    def support(self) -> tuple[bool, ...]:
        """Which outcomes can come about."""
        return tuple((high or 0) > NEAR for _, high in self.values)

    @property
    def single(self) -> bool:
        """Whether every equilibrium gives the outcomes the same chances."""
        return all(low is None or high is None or high - low <= NEAR for low, high in self.values)

    def agrees(self, other: Place) -> bool:
        """Whether both give the outcomes the same chances."""
        pairs = zip((*self.values, self.headline), (*other.values, other.headline), strict=True)
        ends = [(a, b) for one, two in pairs for a, b in zip(one, two, strict=True)]
        return all(a == b if a is None or b is None else abs(a - b) <= NEAR for a, b in ends)


def place(solution: Solution, point: Mapping[str, Fraction], outcomes: Sequence[Outcome], headline: Outcome) -> Place:
    """Return what there is at a point, solved there."""
    found = solution.at(point) if solution.parameters else solution
    asked = [*(one.quantity for one in outcomes), headline.quantity]
    ends = [_ends(found, one, point) for one in asked]
    return Place(tuple(ends[:-1]), ends[-1], len(found))


def _ends(found: Solution, asked: Quantity, point: Mapping[str, Fraction]) -> Ends:
    values = [
        # a quantity may name parameters itself
        float(value.at(point) if isinstance(value, Expression) else value)
        for eq in found
        for one in (eq.vertices or (eq,))
        if (value := asked.of(one)) is not None
    ]
    return (min(values), max(values)) if values else (None, None)


def play(here: Place, outcomes: Sequence[Outcome]) -> str:
    """Return in words what is done at a place, player by player; empty where several outcomes differ in it."""
    does: dict[str, list[str]] = {}
    for (low, high), one in zip(here.values, outcomes, strict=True):
        if not one.player:
            continue
        if low is None or high is None or high - low > NEAR:
            return ""
        if high > NEAR:
            does.setdefault(one.name, []).append(one.does)
    return "; ".join(
        f"{name} {' or '.join(found)}{' at times' if len(found) > 1 else ''}" for name, found in does.items()
    )
