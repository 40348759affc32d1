"""Solutions that several test modules ask questions of, solved once; and solutions made of given closed forms.

What takes seconds to solve is solved once for all processes of a test run (``tests/conftest.py`` makes the folder).
"""

import functools
import os
import pickle
from fractions import Fraction
from pathlib import Path

import gametheory as gt
from gametheory.concepts import Equilibrium, Solution
from gametheory.game import StrategicGame
from gametheory.lang import TRUE, Domain, Interval
from helpers.strategies import NAMES


@functools.cache
def solved(name):
    """Return the solution of a model of the catalogue, or of a document."""
    model = gt.load(name)
    file = Path(os.environ["GAMETHEORY_TEST_RUN"]) / f"{model.name}.{model.sha256}"
    if file.exists():
        return pickle.loads(file.read_bytes())
    solution = gt.solve(model)
    aside = file.with_suffix(f".{os.getpid()}")
    aside.write_bytes(pickle.dumps(solution))
    aside.replace(file)
    return solution


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
