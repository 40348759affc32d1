"""A question from outside the package: what the players get together, and which equilibrium gives them most.

A function of a solution that returns an answer which knows its text and its JSON. It asks about regimes and points
alike, and goes through what a solution makes public.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Welfare:
    """What all players expect together, by equilibrium; ``best`` are the equilibria that give most, at a point."""

    totals: dict
    best: tuple = ()

    def __str__(self):
        lines = [f"{name}: {total}" for name, total in self.totals.items()]
        return "\n".join([*lines, *([f"most: {', '.join(self.best)}"] if self.best else [])])

    def document(self):
        return {"totals": {name: str(x) for name, x in self.totals.items()}, "best": list(self.best)}


def welfare(solution):
    """Return what all players expect together in every equilibrium of a solution."""
    totals = {eq.name: sum(eq.payoffs.values(), start=Fraction(0)) for eq in solution}
    if (solution.parameters and solution.point is None) or not totals:
        return Welfare(totals)
    most = max(totals.values())
    return Welfare(totals, tuple(name for name, x in totals.items() if x == most))
