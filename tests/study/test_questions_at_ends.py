"""Sweeps, thresholds and other questions at the ends of a probability's range."""

import math

import numpy as np
import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.study import derivatives, prove, regions, tornado
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


def test_margins_reach_the_ends(beer):
    inside = gt.margins(solved("beer_quiche"))[0]
    found = margins(beer)[0]
    # towards zero quiche stays possible; at zero it is not. Without the end there is no change below
    assert (inside.below, found.below.value, found.above.value) == (None, 0, inside.above.value)
    assert (str(found.distance), found.nearest.at[0].name) == ("1/10", "pooling on beer")
    assert "      at this value alone: pooling on beer" in str(margins(beer))
    none, all_wimps = (margins(beer, at={"wimp": value})[0] for value in (0, 1))
    assert (none.distance, none.below.value, none.above.value) == (0, 0, 0)
    # at one the equilibrium is the limit of those beside it: the nearest change is at one half
    assert (str(all_wimps.distance), str(all_wimps.below.value), all_wimps.above) == ("1/2", "1/2", None)
    # the bully is indifferent where wimp - c = 1 - wimp, that is at (1 + c)/2
    for found in margins(two(), at={"wimp": 1}):
        assert str(found.nearest.value) == {"wimp": "5/8", "c": "1"}[found.parameter]
    with pytest.raises(gt.ParameterError, match="outside its range"):
        margins(solved("beer_quiche"), at={"wimp": 0})


def test_a_tornado_reaches_the_ends(beer):
    duel, pay = (tornado(beer, of=of)["wimp"] for of in ("P(duel)", "payoff.diner"))
    for swing, of in ((duel, "P(duel)"), (pay, "payoff.diner")):
        grid = gt.sweep(beer, wimp=[0, 1], of=of)
        for end, i in ((swing.low, 0), (swing.high, 1)):
            assert (end.value, end.approached, end.clipped) == (i, False, False)
            assert [float(end.envelope.low), float(end.envelope.high)] == [grid[m].values[0, i] for m in ("min", "max")]
    assert [str(jump) for jump in pay.jumps] == ["0: there 3, to [2, 3]", "1/2: from 5/2, there [3/2, 5/2], to 3/2"]
    assert [str(jump.value) for jump in duel.jumps] == ["1/2"]
    # who is not there has no payoff, and no regime of the whole game is one of the game without
    gone = tornado(beer, of="payoff.diner.wimp")["wimp"]
    assert (gone.low.envelope, gone.gaps) == (None, True)
    named = tornado(beer, of="exists(1)")["wimp"]
    assert (named.low.envelope, named.high.envelope) == (None, None)
    at_zero = tornado(beer, of="payoff.diner", at={"wimp": 0})
    assert (str(at_zero.base), at_zero["wimp"]) == ("3", pay)
    opened = tornado(solved("beer_quiche"), of="payoff.diner")["wimp"]
    assert (opened.low.approached, opened.low.clipped) == (True, False)


def test_a_tornado_along_another_parameter_at_an_end():
    solution = two()
    found = tornado(solution, of="P(duel)", at={"wimp": 1})["c"]
    assert [str(jump) for jump in found.jumps] == ["1: from 1, there [0, 1], to 0"]
    assert found.notes == ("probability zero here: the type surly; the game is solved without it",)


def test_derivatives_are_not_asked_at_an_end(beer):
    with pytest.raises(gt.ParameterError, match="the assumption wimp > 0 is false there"):
        derivatives(beer, of="payoff.diner", at={"wimp": 0})


def test_regions_are_what_they_are_inside_and_say_that_there_are_ends():
    closed, opened = two(), two(("(0", "1)"))
    found, other = (regions(solution, x="wimp", y="c") for solution in (closed, opened))
    assert [(c.names, c.condition, c.exact) for c in found] == [(c.names, c.condition, c.exact) for c in other]
    assert [str(one) for one in found.borders] == [str(one) for one in other.borders]
    (note,) = found.notes
    assert note.startswith("where wimp = 0 or wimp = 1 a probability is zero: the game there is one without what")
    assert note in " ".join(str(found).split())
    assert other.notes == ()
    inner = two(("1/10", 1))
    assert regions(inner, x="wimp", y="c").notes[0].startswith("where wimp = 1 a probability is zero")
    for wimp in (0, 1):
        with pytest.raises(gt.ParameterError, match=r"is false there; .*solution\.at solves it"):
            found.at(wimp=wimp, c="1/2")
    with pytest.raises(gt.ParameterError, match="outside its range") as caught:
        found.at(wimp=0, c=5)
    assert "solution.at" not in str(caught.value)


CLAIMS = {
    # what holds where there are none, and where there are only wimps; from the games without the other type
    "every equilibrium has P(duel) = 0": ("proved", "refuted"),
    "every equilibrium has P(duel) = 1": ("refuted", "proved"),
    "some equilibrium has P(quiche) > 0": ("refuted", "proved"),
    "one equilibrium": ("proved", "proved"),
}


@pytest.mark.parametrize("wimp", [0, 1])
@pytest.mark.parametrize("claim", CLAIMS)
def test_claims_at_an_end(beer, claim, wimp):
    verdict = prove(beer, claim, at={"wimp": wimp}, draws=100)
    assert verdict.status == CLAIMS[claim][wimp]
    gone = ("wimp", "surly")[wimp]
    assert verdict.reason.endswith(f"probability zero here: the type {gone}; the game is solved without it")
    # by another road: the game that is solved there
    there = beer.at(wimp=wimp)
    assert len(there) == 1
    assert there[0].outcome == {0: {"surly/beer/dont": 1}, 1: {"wimp/quiche/duel": 1}}[wimp]
    with pytest.raises(gt.ParameterError, match="at: wimp = 0 is outside its range"):
        prove(solved("beer_quiche"), claim, at={"wimp": 0})


def test_claims_about_the_rest_at_an_end():
    # a duel costs c; with wimps alone the bully gains 1 from it
    solution = two()
    for claim, status in (
        ("every equilibrium has P(duel) = 1 where c < 1", "proved"),
        ("every equilibrium has P(duel) = 0 where c > 1", "proved"),
        ("every equilibrium has P(duel) = 1", "refuted"),
    ):
        assert prove(solution, claim, at={"wimp": 1}, draws=1000).status == status
    document = {
        "name": "d",
        "statement": "s",
        "source": "own",
        "claim": "every equilibrium has P(duel) = 1 where c < 1",
    }
    claims = [
        {**document, "at": {"wimp": 1}},
        {**document, "name": "e", "at": {"wimp": 0, "c": "free"}, "expect": "fails"},
    ]
    model = gt.Model("costly", solution.game, solution.model.parameters, claims=claims)
    assert [verdict.status for verdict in gt.verify(model, draws=1000)][:2] == ["proved", "refuted"]
