"""Solutions that several test modules ask questions of, solved once; and solutions made of given closed forms."""

import functools
from fractions import Fraction

from strategies import NAMES

import gametheory as gt
from gametheory.game import StrategicGame
from gametheory.lang import TRUE, Domain, Interval
from gametheory.solve import Equilibrium, Solution


@functools.cache
def solved(name):
    """Return the solution of a catalogue model."""
    return gt.solve(gt.load(name))


def made_of(regimes, *, names=NAMES, low=-4, high=4, assume=TRUE, knife_edges=()):
    """Return a solution with the regimes ``(condition, closed form)``; the closed form is player p's payoff."""
    game = StrategicGame({"p": ("u", "v"), "q": ("w",)}, {("u", "w"): (0, 0), ("v", "w"): (0, 0)})
    equilibria = tuple(
        Equilibrium(f"regime {i}", {}, {}, {"p": form, "q": Fraction(i)}, {"u/w": 1}, when)
        for i, (when, form) in enumerate(regimes, start=1)
    )
    domain = Domain(dict.fromkeys(names, Interval(Fraction(low), Fraction(high))), assume)
    baseline = dict.fromkeys(names, Fraction(1, 2))
    return Solution(game, gt.Nash(), equilibria, domain=domain, baseline=baseline, knife_edges=knife_edges)
