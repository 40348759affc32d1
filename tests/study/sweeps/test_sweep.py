"""Sweeps: labels, envelopes and provenance; against the exact solver point by point; misuse."""

import io
import re
import sys
from fractions import Fraction

import numpy as np
import pytest
import xarray as xr
from helpers.first import FIRST_SIGNAL
from helpers.solved import made_of, solved

import gametheory as gt
from gametheory.lang import parse, parse_condition
from gametheory.study import quantity, sweep
from gametheory.study import sweep as sweep_verb

POINTS = sys.modules["gametheory.study.sweeps.points"]


@pytest.fixture(scope="module")
def crisis():
    return solved(FIRST_SIGNAL)


# -- against the exact solver ------------------------------------------------------------------------------------------


def outcomes_of(found):
    """Return the outcomes of a dataset at one point, each as a mapping of histories of positive probability."""
    out = []
    for regime in found.regime.values[found.exists.values]:
        row = found.outcome.sel(regime=regime)
        out.append({str(h): float(x) for h, x in zip(found.history.values, row.values, strict=True) if x != 0})
    return out


def same_outcomes(some, others):
    """Whether two lists of outcomes are the same, in any order, to 1e-12."""
    left = list(others)
    for one in some:
        match = next(
            (o for o in left if o.keys() == one.keys() and all(abs(float(o[h]) - one[h]) < 1e-12 for h in one)), None
        )
        if match is None:
            return False
        left.remove(match)
    return not left


def test_draws_agree_with_the_solver_at_each_point(crisis):
    found = sweep(crisis, draws=25, seed=0, include=("outcome", "payoff"))
    regimes = set()
    for i in range(25):
        here = found.isel(draw=i)
        point = {name: repr(float(here[name])) for name in crisis.parameters}
        exact = crisis.at(point)
        assert int(here["count"]) == len(exact)
        assert same_outcomes(outcomes_of(here), [e.outcome for e in exact])
        regimes |= set(here.regime.values[here.exists.values])
    assert len(regimes) >= 4


def test_a_grid_agrees_with_the_solver_at_each_point(crisis):
    axes = {"distraction": np.linspace(0, 0.9, 4), "escalation_cost": ["1/2", Fraction(4, 5), 2]}
    found = sweep(crisis, axes, at={"foothold": "7/10"})
    for i in range(4):
        for j in range(3):
            here = found.isel(distraction=i, escalation_cost=j)
            assert here.admissible
            assert not here.knife_edge
            point = {n: repr(float(here[n])) for n in ("distraction", "escalation_cost")}
            exact = crisis.at(point, foothold="7/10")
            assert same_outcomes(outcomes_of(here), [e.outcome for e in exact])
            payoffs = sorted(float(e.payoffs["us"]) for e in exact)
            here_too = np.sort(here.payoff.sel(player="us").values[here.exists.values])
            np.testing.assert_allclose(here_too, payoffs, rtol=0, atol=1e-12)


def test_beliefs_are_the_regimes_beliefs(crisis):
    found = sweep(crisis, distraction=[0.25, 0.5], include=["belief"])
    assert found.belief.dims == ("regime", "information", "member", "distraction")
    point = {**crisis.baseline, "distraction": Fraction(1, 4)}
    checked = 0
    for r, regime in enumerate(crisis):
        if not regime.when.at(point):
            assert found.belief.isel(regime=r, distraction=0).isnull().all()
            continue
        for information in found.information.values:
            for member in found.member.values:
                value = float(found.belief.isel(regime=r).sel(information=information, member=member, distraction=0.25))
                if information not in regime.beliefs:
                    assert np.isnan(value)
                else:
                    exact = quantity(f"belief.{information}.{member}", crisis).of(regime)
                    exact = exact.at(point) if isinstance(exact, gt.Expression) else exact
                    assert value == pytest.approx(float(exact), abs=1e-12)
                    checked += 1
    assert checked >= 4


# -- what is in it -----------------------------------------------------------------------------------------------------


def test_a_grid_of_beer_and_quiche():
    # Cho and Kreps 1987: below one half wimps both pooling equilibria exist, above it only mixing
    found = sweep(
        solved("beer_quiche"), wimp=[0.1, 0.25, 0.5, 0.75], of=["P(beer)", "P(beer | wimp)", "P(wimp | quiche)"]
    )
    assert isinstance(found, xr.Dataset)
    assert found.exists.dims == ("regime", "wimp")
    assert found.regime.values[:2].tolist() == ["pooling on beer", "pooling on quiche"]
    # at one half no regime exists: both pooling outcomes do, in a continuum each, with two extreme points
    assert found["count"].values.tolist() == [2, 2, 4, 1]
    assert not found.exists.sel(wimp=0.5).any()
    assert found.knife_edge.values.tolist() == [False, False, True, False]
    assert found.admissible.all()
    assert found["value"].dims == ("quantity", "regime", "wimp")
    beer = found.sel(quantity="P(beer)")
    np.testing.assert_array_equal(beer["value"].values[:2], [[1, 1, np.nan, np.nan], [0, 0, np.nan, np.nan]])
    np.testing.assert_array_equal(beer["min"].values[:3], [0, 0, 0])
    np.testing.assert_array_equal(beer["max"].values[:3], [1, 1, 1])
    assert 0.25 <= float(beer["min"][3]) == float(beer["max"][3]) < 1
    after_quiche = found.sel(quantity="P(wimp | quiche)")
    np.testing.assert_array_equal(
        after_quiche["value"].values, [[np.nan] * 4, [0.1, 0.25, np.nan, np.nan], [np.nan] * 3 + [1]]
    )
    np.testing.assert_array_equal(after_quiche["max"].values, [0.1, 0.25, 0.5, 1])


def test_whether_a_regime_exists_is_a_quantity():
    found = sweep(solved("beer_quiche"), wimp=[0.25, 0.75], of="exists(3)")
    assert found["max"].values.tolist() == [[0, 1]]


def test_axes_come_in_the_order_given(crisis):
    found = sweep(crisis, {"foothold": [0.5, 0.6, 0.7]}, distraction=[0.1, 0.2])
    assert found.exists.dims == ("regime", "foothold", "distraction")
    assert found.outcome.dims == ("regime", "history", "foothold", "distraction")
    assert found.payoff.dims == ("regime", "player", "foothold", "distraction")
    swapped = sweep(crisis, distraction=[0.1, 0.2], foothold=[0.5, 0.6, 0.7])
    assert swapped.exists.dims == ("regime", "distraction", "foothold")
    for name, variable in found.data_vars.items():
        np.testing.assert_array_equal(variable.values, swapped[name].transpose(*variable.dims).values)
    assert found.history.size == 10
    assert found.player.values.tolist() == ["russia", "us"]


def test_the_probabilities_of_an_outcome_sum_to_one(crisis):
    found = sweep(crisis, draws=2000, seed=3, include="outcome")
    total = found.outcome.sum("history", skipna=False).values
    np.testing.assert_allclose(total[found.exists.values], 1, rtol=0, atol=1e-12)
    assert np.isnan(total[~found.exists.values]).all()
    assert found.exists.any("draw").all()
    assert (found["count"] == found.exists.sum("regime")).all()


def test_what_is_computed_can_be_chosen(crisis):
    always = {"exists", "count", "admissible", "knife_edge"}
    assert set(sweep(crisis, distraction=[0.5])) == always | {"outcome", "payoff"}
    assert set(sweep(crisis, distraction=[0.5], include=())) == always
    assert set(sweep(crisis, distraction=[0.5], of="P(strike)")) == always | {"value", "min", "max"}
    assert set(sweep(crisis, distraction=[0.5], of="P(strike)", include="payoff")) == always | {
        "value",
        "min",
        "max",
        "payoff",
    }
    assert set(sweep(crisis, draws=5, seed=0)) == always | {"rejected"}


def test_no_axes_is_the_baseline(crisis):
    found = sweep(crisis)
    assert found.exists.dims == ("regime",)
    assert int(found["count"]) == len(crisis.at())


@pytest.mark.parametrize("name", ["chicken", "battle_of_the_sexes", "job_market", "lobbying", "extended_deterrence"])
def test_models_of_every_kind_at_the_baseline(name):
    solution = solved(name)
    found = sweep(solution, include=("outcome", "payoff", "belief"))
    assert same_outcomes(outcomes_of(found), [e.outcome for e in solution.at()])
    assert found.belief.dims == ("regime", "information", "member")


def test_points_against_an_assumption_are_not_admissible(crisis):
    # strike_gain > coercion_gain is assumed; the baseline of coercion_gain is 1/5
    found = sweep(crisis, strike_gain=[0.1, 0.2, 0.4])
    assert found.admissible.values.tolist() == [False, False, True]
    assert found["count"].values.tolist()[:2] == [0, 0]
    assert found.outcome.isel(strike_gain=0).isnull().all()


def test_the_dataset_says_where_it_comes_from(crisis):
    grid = sweep(crisis, distraction=[0.5], at={"foothold": "7/10"})
    model = gt.load(FIRST_SIGNAL)
    assert grid.attrs["model"] == "support_signal"
    assert grid.attrs["sha256"] == model.sha256
    assert grid.attrs["concept"] == "perfect-bayesian"
    assert grid.attrs["exhaustive"] == 1
    assert grid.attrs["package"] == f"gametheory-toolkit {gt.__version__}"
    assert "foothold = 7/10" in grid.attrs["fixed"].split(", ")
    assert "distraction" not in grid.attrs["fixed"]
    about = grid.distraction.attrs
    assert about["long_name"] == model.parameters["distraction"].meaning
    assert about["units"] == "fraction"
    assert about["range"] == "[0, 9/10]"
    assert about["prior"] == "triangular(0, 3/5, 9/10)"
    drawn = sweep(crisis, draws=3, seed=0)
    assert (drawn.attrs["seed"], drawn.attrs["draws"]) == (0, 3)
    assert drawn.foothold.dims == ("draw",)
    assert drawn.foothold.attrs["units"].startswith("utils")
    assert int(drawn.rejected) > 0


def test_it_can_be_written_and_read_again(crisis, tmp_path):
    found = sweep(crisis, distraction=[0.2, 0.5], of="P(missile_threat | constrained)")
    found.to_netcdf(tmp_path / "sweep.nc")
    with xr.open_dataset(tmp_path / "sweep.nc") as again:
        np.testing.assert_array_equal(again["value"].values, found["value"].values)
        assert again.attrs["sha256"] == found.attrs["sha256"]
        assert again["quantity"].values.tolist() == ["P(missile_threat | constrained)"]


def test_wider_ranges_are_solved_again():
    solution = solved("lobbying")
    with pytest.raises(
        gt.ParameterError, match=re.escape("message_cost = 12 is outside its range (0, 10] (extend=True allows it)")
    ):
        sweep(solution, message_cost=[1, 12])
    found = sweep(solution, message_cost=[1, 12], extend=True)
    assert found.admissible.all()
    assert found.message_cost.attrs["range"] == "(0, 12]"
    exact = solution.at(message_cost=12, extend=True)
    assert same_outcomes(outcomes_of(found.isel(message_cost=1)), [e.outcome for e in exact])


# -- draws -------------------------------------------------------------------------------------------------------------


def test_a_seed_says_it_all(crisis):
    def one(**options):
        return sweep(crisis, draws=3000, of="P(strike)", **options)

    xr.testing.assert_identical(one(seed=0), one(seed=0, threads=1))
    assert not one(seed=0).equals(one(seed=1))


def test_more_draws_go_on_where_fewer_end(crisis):
    few, many = (sweep(crisis, draws=n, seed=5, of="payoff.us") for n in (500, 900))
    np.testing.assert_array_equal(few["max"].values, many["max"].values[:, :500])


def test_steps_change_nothing(crisis, monkeypatch):
    whole = sweep(crisis, draws=3000, seed=1, of="P(strike)")
    grid = sweep(crisis, distraction=np.linspace(0, 0.9, 37), foothold=np.linspace(0.3, 1, 11))
    monkeypatch.setattr(POINTS, "STEP", 71)
    xr.testing.assert_identical(
        whole.drop_vars("rejected"), sweep(crisis, draws=3000, seed=1, of="P(strike)").drop_vars("rejected")
    )
    xr.testing.assert_identical(
        grid, sweep(crisis, distraction=np.linspace(0, 0.9, 37), foothold=np.linspace(0.3, 1, 11))
    )


def test_fixed_parameters_are_not_drawn(crisis):
    found = sweep(crisis, draws=200, seed=0, at={"distraction": "1/2"})
    assert "distraction" not in found.coords
    assert found.attrs["fixed"] == "distraction = 1/2"
    assert found.exists.any("regime").all()


# -- in chunks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chunks", [700, {"draw": 1000}, 10_000])
def test_draws_in_chunks_are_the_same_to_the_last_bit(crisis, chunks):
    eager = sweep(crisis, draws=3000, seed=2, of=["P(strike)", "payoff.us"], include="belief")
    lazy = sweep(crisis, draws=3000, seed=2, of=["P(strike)", "payoff.us"], include="belief", chunks=chunks)
    assert lazy["value"].chunks is not None
    assert lazy.distraction.chunks is not None
    xr.testing.assert_identical(lazy.compute(scheduler="synchronous"), eager)


@pytest.mark.parametrize("chunks", [3, {"foothold": 4}, {"foothold": 1, "distraction": 100}])
def test_grids_in_chunks_are_the_same_to_the_last_bit(crisis, chunks):
    axes = {"distraction": np.linspace(0, 0.9, 10), "foothold": np.linspace(0.3, 1, 7)}
    eager = sweep(crisis, axes, of="P(strike)", include=("outcome",))
    lazy = sweep(crisis, axes, of="P(strike)", include=("outcome",), chunks=chunks)
    assert lazy.outcome.chunks is not None
    xr.testing.assert_identical(lazy.compute(scheduler="threads"), eager)


@pytest.mark.slow
def test_a_chunked_sweep_computes_nothing_until_asked(crisis):
    lazy = sweep(crisis, draws=10**12, seed=0, chunks=10**9)
    assert lazy.sizes["draw"] == 10**12
    small = sweep(crisis, draws=100, seed=0, chunks=50).exists.mean("draw").compute(scheduler="synchronous")
    assert small.sizes == {"regime": 6}


def test_without_chunks_too_much_is_refused(crisis):
    with pytest.raises(gt.ParameterError, match=r"the dataset would take \d+ GiB: give chunks="):
        sweep(crisis, draws=10**9, seed=0)
    with pytest.raises(gt.ParameterError, match="give chunks="):
        sweep(crisis, distraction=np.linspace(0, 0.9, 10**4), foothold=np.linspace(0.2, 1, 10**4))


# -- progress ----------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_goes_to_a_terminal_only(monkeypatch, capsys):
    monkeypatch.setattr(POINTS, "PATIENCE", 0.0)
    monkeypatch.setattr(POINTS, "STEP", 10)
    sweep(solved("beer_quiche"), draws=100, seed=0)
    assert capsys.readouterr() == ("", "")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    sweep(solved("beer_quiche"), draws=100, seed=0)
    assert "/100 [" in terminal.getvalue()
    assert "point/s" in terminal.getvalue()
    assert capsys.readouterr().out == ""


# -- misuse ------------------------------------------------------------------------------------------------------------

BAD = [
    ({"distractoin": [0.1]}, "unknown parameter 'distractoin', did you mean 'distraction'?"),
    ({"distraction": [0.1, 0.95]}, "distraction = 19/20 is outside its range [0, 9/10] (extend=True allows it)"),
    ({"distraction": [-0.1, 0.5]}, "distraction = -1/10 is outside its range [0, 9/10]"),
    ({"distraction": [0.1, float("nan")]}, "distraction: nan is not a finite number"),
    ({"distraction": [0.1, float("inf")]}, "distraction: inf is not a finite number"),
    ({"distraction": []}, "distraction: the axis is empty"),
    ({"distraction": 0.5}, "distraction: an axis is a list of numbers, got a single number: fix it by at="),
    ({"distraction": "0.5"}, "got a single number: fix it by at="),
    ({"distraction": [[0.1], [0.2]]}, "an axis is a list of numbers, got 2 dimensions"),
    ({"distraction": ["half"]}, "distraction: an axis is a list of numbers: Invalid literal"),
    ({"distraction": [True]}, "values of type bool"),
    ({"distraction": [1j]}, "values of type complex128"),
    ({"distraction": [None]}, "an axis is a list of numbers"),
    ({"at": {"foothold": 2}}, "foothold = 2 is outside its range [1/5, 1]"),
    ({"at": {"foothold": "x"}}, "foothold = 'x' is not a number"),
    ({"at": {"footholds": 1}}, "unknown parameter 'footholds', did you mean 'foothold'?"),
    ({"at": {"distraction": 0}, "distraction": [0.5]}, "distraction is an axis and fixed by at="),
    ({"seed": 0}, "seed = 0 without draws"),
    ({"draws": 5}, "draws need a seed"),
    ({"draws": 5, "seed": 1.0}, "seed: expected an integer from 0 on (0 is a seed like any other), got 1.0"),
    ({"draws": 5, "seed": "0"}, "seed: expected an integer from 0 on"),
    ({"draws": 5, "seed": -3}, "seed: expected an integer from 0 on"),
    ({"draws": 0, "seed": 0}, "draws: expected a positive integer, got 0"),
    ({"draws": 1.5, "seed": 0}, "draws: expected a positive integer, got 1.5"),
    ({"draws": 5, "seed": 0, "distraction": [0.5]}, "axes (distraction) together with draws"),
    ({"include": "beliefs"}, "include: there is no 'beliefs', only outcome, payoff, belief"),
    ({"chunks": 0, "distraction": [0.5]}, "chunks: expected a positive integer, got 0"),
    ({"chunks": {"draw": 5}, "distraction": [0.5]}, "chunks: no dimension 'draw', only distraction"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "message"), BAD, ids=range(len(BAD)))
def test_misuse(crisis, options, message):
    with pytest.raises(gt.ParameterError, match=re.escape(message)):
        sweep_verb(crisis, **options)


def test_a_bad_quantity_is_a_quantity_error(crisis):
    with pytest.raises(gt.QuantityError, match="did you mean 'strike'"):
        sweep(crisis, distraction=[0.5], of="P(strikes)")


def test_a_parameter_may_not_be_called_as_a_part_of_the_dataset():
    solution = made_of([(parse_condition("count > 0"), parse("count"))], names=("count",))
    with pytest.raises(gt.ParameterError, match="'count' has the name of a part of the dataset"):
        sweep(solution, count=[1.0])


def test_a_game_without_a_baseline_needs_values():
    game = gt.SignalingGame("s", "r", {"a": "x", "b": "1 - x"}, {"m": ("u", "v")},
        {(t, "m", r): (0, "y" if (t, r) == ("a", "u") else 0) for t in "ab" for r in "uv"})  # fmt: skip
    solution = gt.solve(game)
    with pytest.raises(gt.ParameterError, match="no value for y: there is no baseline"):
        sweep(solution, x=[0.5])
    found = sweep(solution, x=[0.5], at={"y": 1})
    assert found["count"].values.tolist() == [1]
    assert "model" not in found.attrs
