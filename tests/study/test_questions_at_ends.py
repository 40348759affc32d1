"""Sweeps, thresholds and other questions at the ends of a probability's range."""

import math

import numpy as np
import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.study import regions, tornado
from gametheory.study.changes.margins import margins


@pytest.fixture(scope="module")
def beer():
    game = gt.load("beer_quiche").game
    return gt.solve(gt.Model("closed", game, {"wimp": {"value": "1/10", "range": [0, 1]}}))


GRID = [0, "1/4", "1/2", "3/4", 1]
OF = ["P(duel)", "P(beer)", "payoff.diner", "payoff.diner.wimp", "belief.beer.wimp", "P(duel | wimp)"]


@pytest.mark.parametrize("more", [{}, {"engine": "numba"}, {"chunks": 2}], ids=["numpy", "numba", "dask"])
def test_a_grid_with_both_ends(beer, more):
    found = gt.sweep(beer, wimp=GRID, of=OF, **more).compute()
    assert found["admissible"].values.all()
    assert found["knife_edge"].values.tolist() == [True, False, True, False, True]
    assert found["count"].values.tolist() == [1, 2, 4, 1, 1]
    assert not found["exists"].values[:, [0, -1]].any()
    assert np.isnan(found["value"].values[..., [0, -1]]).all()
    # who is not there has no payoff, and nothing happens given that it is
    for i, numbers in ((0, [0, 1, 3, math.nan, 0, math.nan]), (-1, [1, 0, 1, 1, 1, 1])):
        assert np.array_equal(found["min"].values[:, i], numbers, equal_nan=True)
        assert np.array_equal(found["max"].values[:, i], numbers, equal_nan=True)
    inside = gt.sweep(solved("beer_quiche"), wimp=GRID[1:-1], of=OF)
    for name in ("exists", "count", "knife_edge", "value", "min", "max"):
        assert np.array_equal(found[name].values[..., 1:-1], inside[name].values, equal_nan=name != "exists")
    assert "the game is solved without what then has probability zero" in found.attrs["ends"]
    assert "ends" not in inside.attrs


def test_a_fixed_value_at_an_end(beer):
    found = gt.sweep(beer, at={"wimp": 1}, of="P(duel)")
    assert (found["count"].item(), found["min"].item(), found["max"].item()) == (1, 1, 1)
    drawn = gt.sweep(beer, draws=3, seed=0, at={"wimp": 0}, of="payoff.diner")
    assert drawn["min"].values.tolist() == [[3, 3, 3]]
    assert not drawn["exists"].values.any()


def test_points_that_are_no_ends_stay_inadmissible():
    game = gt.load("beer_quiche").game
    wide = gt.solve(gt.Model("wide", game, {"wimp": {"value": "1/10", "range": [-1, 2]}}))
    found = gt.sweep(wide, wimp=[-1, 0, "1/4", 1, 2], of="P(duel)")
    assert found["admissible"].values.tolist() == [False, True, True, True, False]
    stated = gt.Model("stated", game, {"wimp": {"value": "1/10", "range": [0, 1]}}, assume=["wimp > 0"])
    found = gt.sweep(gt.solve(stated), wimp=[0, 1], of="P(duel)")
    assert found["admissible"].values.tolist() == [False, True]


def test_extend_beyond_an_open_range():
    found = gt.sweep(solved("beer_quiche"), wimp=[-1, 0, "1/4", 1], of="P(duel)", extend=True)
    assert found["admissible"].values.tolist() == [False, True, True, True]
    assert found["count"].values[1:].tolist() == [1, 2, 1]
    assert found["min"].values[0, 1:].tolist() == [0, 0, 1]


def test_thresholds_reach_the_ends(beer):
    found = gt.thresholds(beer, "wimp")
    # near zero a belief that only wimps have beer makes quiche possible; at zero there are no wimps. At one the wimp
    # has quiche, as in the limit: nothing changes there
    assert [(str(t.value), len(t.at)) for t in found] == [("0", 1), ("1/2", 2)]
    assert found[0].before is None
    assert found[0].what == ("at this value alone: pooling on beer",)
    assert [eq.name for eq in found[0].after] == ["pooling on beer", "pooling on quiche"]
    assert [(str(piece.low), str(piece.high)) for piece in found.pieces] == [("0", "1/2"), ("1/2", "1")]
    inside = gt.thresholds(solved("beer_quiche"), "wimp")
    assert [t.value for t in inside] == [found[1].value]


def two(span=(0, 1)):
    """The prior p, and what a duel costs."""
    game = gt.load("beer_quiche").game
    payoffs = {k: (a, f"{b} - c" if k[2] == "duel" else b) for k, (a, b) in game.payoffs.items()}
    made = gt.SignalingGame(game.sender, game.receiver, game.types, game.messages, payoffs)
    values = {"wimp": {"value": "1/10", "range": span}, "c": {"value": "1/4", "range": [0, 2]}}
    return gt.solve(gt.Model("costly", made, values))


def test_questions_with_a_value_at_an_end():
    solution = two()
    found = gt.thresholds(solution, "c", at={"wimp": 1})
    assert [str(t.value) for t in found] == ["1"]
    assert found.notes == ("probability zero here: the type surly; the game is solved without it",)
    fixed = solution.fix(wimp=1)
    assert [t.value for t in found] == [t.value for t in gt.thresholds(fixed, "c")]
    for value in ("1/2", "3/2"):
        there = solution.at(wimp=1, c=value)
        piece = next(p for p in found.pieces if p.low < gt.parse(value).fraction() < p.high)
        assert len(piece.regimes) == len(there)
    grid = gt.sweep(solution, wimp=[0, 1], c=["1/2", "3/2"], of="P(duel)")
    assert grid["min"].values[0].tolist() == [[0, 0], [1, 0]]
    assert {str(m.value) for m in margins(solution)} == {"1/10", "1/4"}


@pytest.mark.parametrize("ask", [margins, lambda s, at: tornado(s, of="payoff.diner", at=at)])
def test_what_is_said_of_the_interior_is_not_asked_at_an_end(beer, ask):
    with pytest.raises(gt.ParameterError, match="the assumption wimp > 0 is false there"):
        ask(beer, at={"wimp": 0})


def test_regions_are_what_they_are_inside():
    closed, opened = two(), two(("(0", "1)"))
    found, other = (regions(solution, x="wimp", y="c") for solution in (closed, opened))
    assert str(found) == str(other)
