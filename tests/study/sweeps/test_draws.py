"""Draws from every kind of prior against its distribution function; the same draws however they are cut."""

import re
from fractions import Fraction

import numpy as np
import pytest
from helpers.first import FIRST_SIGNAL
from helpers.solved import solved
from scipy import stats

import gametheory as gt
from gametheory.game import StrategicGame
from gametheory.lang import Interval
from gametheory.spec import Prior
from gametheory.study import draw
from gametheory.study.sweeps.draws import BLOCK, quantile, sampler

N = 20_000


def model(parameters, assume=None):
    """Return a model whose payoffs hold the parameters."""
    names = list(parameters)
    row = [[names[0], names[1 % len(names)]], [names[2 % len(names)], names[3 % len(names)]]]
    return gt.Model("drawn", StrategicGame.from_arrays(row, [[0, 1], [1, 0]]), parameters=parameters, assume=assume)


def truncated(distribution, low, high):
    first, last = distribution.cdf(low), distribution.cdf(high)
    return lambda x: (distribution.cdf(x) - first) / (last - first)


def triangular(low, mode, high):
    return stats.triang((mode - low) / (high - low), low, high - low)


CASES = {
    "uniform": ({"range": [0, 2], "prior": {"uniform": [0, 2]}}, stats.uniform(0, 2).cdf),
    "uniform, cut": ({"range": [1, 5], "prior": {"uniform": [0, 2]}}, stats.uniform(1, 1).cdf),
    "none": ({"range": [-1, "3)"]}, stats.uniform(-1, 4).cdf),
    "triangular": ({"range": [0, 1], "prior": {"triangular": [0, "3/5", 1]}}, triangular(0, 0.6, 1).cdf),
    "triangular, mode at the lower end": ({"prior": {"triangular": [1, 1, 3]}}, triangular(1, 1, 3).cdf),
    "triangular, mode at the upper end": ({"prior": {"triangular": [1, 3, 3]}}, triangular(1, 3, 3).cdf),
    "triangular, cut": (
        {"range": ["1/2", "9/10"], "prior": {"triangular": [0, "3/5", 1]}},
        truncated(triangular(0, 0.6, 1), 0.5, 0.9),
    ),
    "triangular, cut above the mode": (
        {"range": ["7/10", 2], "prior": {"triangular": [0, "3/5", 1]}},
        truncated(triangular(0, 0.6, 1), 0.7, 1),
    ),
    "beta": ({"range": [1, 3], "prior": {"beta": [2, "7/2"]}}, stats.beta(2, 3.5, 1, 2).cdf),
    "normal": ({"prior": {"normal": [1, "1/2"]}}, stats.norm(1, 0.5).cdf),
    "normal, cut": ({"range": [0, "inf)"], "prior": {"normal": [1, 2]}}, truncated(stats.norm(1, 2), 0, np.inf)),
    "normal, in its upper tail": ({"range": [9, "inf)"], "prior": {"normal": [0, 1]}}, None),
    "lognormal": (
        {"range": ["(0", "inf)"], "prior": {"lognormal": ["1/2", "1/4"]}},
        stats.lognorm(0.25, scale=np.exp(0.5)).cdf,
    ),
    "lognormal, cut": (
        {"range": [1, 2], "prior": {"lognormal": [0, 1]}},
        truncated(stats.lognorm(1), 1, 2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_draws_follow_the_prior(case):
    given, cdf = CASES[case]
    if cdf is None:  # far out the distribution function is 1 to the last digit: use the survival function

        def cdf(x):
            return 1 - stats.norm.sf(x) / stats.norm.sf(9)

    x = draw(model({"x": given}), N, seed=1)["x"]
    assert x.shape == (N,)
    assert stats.kstest(x, cdf).pvalue > 0.01


def test_no_two_parameters_or_seeds_share_a_stream():
    both = model({"x": {"range": [0, 1]}, "y": {"range": [0, 1]}})
    zero, one = draw(both, N, seed=0), draw(both, N, seed=1)
    for a, b in ((zero["x"], zero["y"]), (zero["x"], one["x"]), (zero["y"], one["x"])):
        assert abs(np.corrcoef(a, b)[0, 1]) < 0.03


def test_assumptions_condition_the_prior():
    # given x > y > z all uniform, x, y, z are the order statistics of three: Beta(3, 1), Beta(2, 2), Beta(1, 3)
    unit = {"range": [0, 1], "prior": {"uniform": [0, 1]}}
    three = model({"x": unit, "y": unit, "z": unit, "w": unit}, assume=["x > y", "y > z"])
    found = draw(three, N, seed=2)
    assert (found["x"] > found["y"]).all()
    assert (found["y"] > found["z"]).all()
    for name, a, b in (("x", 3, 1), ("y", 2, 2), ("z", 1, 3), ("w", 1, 1)):
        assert stats.kstest(found[name], stats.beta(a, b).cdf).pvalue > 0.01
    _, rejected = sampler(three)(BLOCK, 2)
    assert rejected / (rejected + BLOCK) == pytest.approx(5 / 6, abs=0.005)


def test_draws_satisfy_the_crisis_models_assumptions_exactly():
    solution = solved(FIRST_SIGNAL)
    found = draw(solution, 300, seed=3)
    assert tuple(found) == solution.parameters
    for i in range(300):
        point = {name: Fraction(repr(float(column[i]))) for name, column in found.items()}
        assert solution.domain.condition.at(point)


def test_the_same_draws_however_they_are_cut():
    solution = solved(FIRST_SIGNAL)
    whole = draw(solution, BLOCK + 500, seed=4)
    for start, n in ((0, 10), (7, 100), (BLOCK - 50, 100), (BLOCK, 500), (BLOCK + 499, 1)):
        part = draw(solution, n, seed=4, start=start)
        for name, column in whole.items():
            np.testing.assert_array_equal(part[name], column[start : start + n])
    assert draw(solution, 0, seed=4)["distraction"].shape == (0,)
    take = sampler(solution)
    assert take(BLOCK + 500, 4)[1] == take(BLOCK, 4)[1] + take(500, 4, start=BLOCK)[1]


def test_a_seed_means_these_numbers_on_every_machine():
    given = {"x": {"prior": {"triangular": [0, "3/5", 1]}}, "y": {"range": [0, 2]}}
    found = draw(model(given), 3, seed=0)
    assert found["x"].tolist() == X0
    assert found["y"].tolist() == Y0
    assert draw(model(given), 3, seed=1)["x"].tolist() != X0


X0 = [0.5823049539003409, 0.8392929833226576, 0.5365861797041771]
Y0 = [0.7296062026157417, 1.880572665192979, 1.2516982926647084]


def test_fixed_parameters_are_not_drawn_and_the_rest_is_conditional_on_them():
    unit = {"range": [0, 1]}
    pair = model({"x": unit, "y": unit}, assume="x > y")
    found = draw(pair, N, seed=5, at={"y": "1/2"})
    assert list(found) == ["x"]
    assert stats.kstest(found["x"], stats.uniform(0.5, 0.5).cdf).pvalue > 0.01


def test_draws_stay_inside_open_ends():
    extreme = np.array([2.0**-53, 1 - 2.0**-53])
    for prior in (None, Prior("uniform", (Fraction(0), Fraction(1)))):
        for ends in (Interval(Fraction(0), Fraction(1), True, True), Interval(Fraction(1), Fraction(3), True, True)):
            x = quantile(prior, ends, extreme) if prior is None or ends.low == 0 else np.array([1.5])
            assert all(Fraction(repr(float(v))) in ends for v in x)
    assert quantile(None, Interval(Fraction(1, 3), Fraction(1, 3)), extreme).tolist() == [1 / 3, 1 / 3]


@pytest.mark.parametrize("seed", [-1, 0.0, 1.5, "0", None, True, [1], np.float64(1)])
def test_a_seed_is_an_integer_from_zero_on(seed):
    with pytest.raises(gt.ParameterError, match="seed: expected an integer from 0 on"):
        draw(solved("beer_quiche"), 3, seed)


def test_seed_zero_and_large_seeds_are_seeds():
    first = [draw(solved("beer_quiche"), 1, seed)["wimp"][0] for seed in (0, 1, 2**100, np.int64(7))]
    assert len(set(first)) == 4
    assert draw(solved("beer_quiche"), 1, 0)["wimp"][0] == first[0]


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        ({"x": {}}, {}, "x has neither a prior nor a bounded range (-inf, inf)"),
        ({"x": {"range": [0, "inf)"]}}, {}, "x has neither a prior nor a bounded range [0, inf)"),
        ({"x": {"range": [0, 1]}}, {"n": -1}, "are not negative, got -1 from 0"),
        ({"x": {"range": [0, 1]}}, {"start": -2}, "are not negative, got 1 from -2"),
        ({"x": {"range": [0, 1]}}, {"at": {"x": 2}}, "x = 2 is outside its range [0, 1]"),
        ({"x": {"range": [0, 1]}}, {"at": {"z": 2}}, "unknown parameter 'z'"),
    ],
)
def test_misuse(given, options, message):
    with pytest.raises(gt.ParameterError, match=re.escape(message)):
        draw(model(given), **{"n": 1, "seed": 0, **options})


def test_assumptions_that_hardly_any_draw_satisfies_are_named(monkeypatch):
    monkeypatch.setattr("gametheory.study.sweeps.draws._MOST", 2 * BLOCK)
    thin = model({"x": {"range": [0, 1]}, "y": {"range": [0, 1]}}, assume="x > y + 9999/10000")
    with pytest.raises(gt.ParameterError, match="satisfy the assumptions"):
        draw(thin, 1, seed=0)
    false = model({"x": {"range": [0, 1]}, "y": {"range": [0, 1]}}, assume="x > y")
    with pytest.raises(gt.ParameterError, match="the assumptions are false at the values that at= gives"):
        draw(false, 1, seed=0, at={"x": 0, "y": 1})
