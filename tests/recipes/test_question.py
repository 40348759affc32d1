"""A question from outside the package: it goes through what a solution makes public, whatever the kind of game."""

import json

import pytest

import gametheory as gt
from recipes.welfare import welfare


@pytest.mark.parametrize("name", ["chicken", "beer_quiche", "entry_deterrence"])
def test_it_asks_regimes_and_points_of_every_kind(name):
    solution = gt.solve(gt.load(name))
    assert list(welfare(solution).totals) == [eq.name for eq in solution]
    here = solution.at()
    found = welfare(here)
    best = max(sum(eq.payoffs.values()) for eq in here)
    assert found.best
    assert all(found.totals[one] == best for one in found.best)
    assert str(found).endswith(f"most: {', '.join(found.best)}")
    assert json.loads(json.dumps(found.document()))["best"] == list(found.best)


def test_it_asks_what_survives():
    solution = gt.solve(gt.load("beer_quiche"))
    assert welfare(gt.refine(solution, "intuitive").at()).best == ("pooling on beer",)
