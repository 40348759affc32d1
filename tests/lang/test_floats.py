"""Floats: read as they print, warned of where they look computed, and the small fraction that was meant."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.errors import ExpressionError
from gametheory.lang import Interval, exact, relation
from gametheory.lang.floats import looks_computed, simplest_between

F = Fraction

COMPUTED = [
    (0.1 + 0.2, F(3, 10)),
    (1 / 3, F(1, 3)),
    (2 / 3, F(2, 3)),
    (1 - 0.9, F(1, 10)),
    (1 - 0.9999, F(1, 10_000)),
    (0.3 - 0.1 - 0.2, F(0)),
    (sum([0.1] * 10), F(1)),
    (0.1 * 3, F(3, 10)),
    (-(0.1 + 0.2), F(-3, 10)),
    (1234.1 + 0.1, F(6171, 5)),
    (0.12345 + 0.6, F(14469, 20_000)),
    (22 / 7, F(22, 7)),
    (1 / 1234, F(1, 1234)),
    (np.float64(0.1) * 3, F(3, 10)),
    (np.float32(1) / np.float32(3), F(1, 3)),
    (0.333333333333333, F(1, 3)),
]
PLAIN = [0.1, 0.25, 0.3, 1.0, 0.0, 1e-20, 1e300, 0.333, 0.123456789, 12345.678, -2.5, 6.62607015e-34, np.float32(0.1)]


@pytest.mark.parametrize(("value", "small"), COMPUTED, ids=[repr(value) for value, _ in COMPUTED])
def test_computed_floats_are_told_from_others(value, small):
    assert looks_computed(value) == small
    assert gt.nice(value) == small
    with pytest.warns(gt.GameTheoryWarning, match=f"computed, .*write '{small}'"):
        exact(value)


@pytest.mark.parametrize("value", PLAIN, ids=map(repr, PLAIN))
def test_numbers_as_they_are_typed_bring_no_warning(value):
    assert looks_computed(value) is None
    assert exact(value) == F(str(value))  # warnings are errors here
    assert gt.nice(value) == F(str(value))


@pytest.mark.slow
def test_numbers_without_a_small_fraction_near_are_not_called_computed():
    draws = np.random.default_rng(0).random(20_000)
    assert [x for x in draws if looks_computed(x) is not None] == []
    for value in (math.pi, math.sqrt(2), math.e):
        assert looks_computed(value) is None
        assert gt.nice(value) == F(repr(value))


def test_floats_of_numpy_read_as_they_print():
    assert exact(np.float32(0.1)) == F(1, 10)
    assert exact(np.float16(0.1)) == F(1, 10)
    assert exact(np.float64(0.1)) == F(1, 10)
    assert exact(np.array(0.5)) == F(1, 2)
    assert exact(np.int64(3)) == 3


def test_other_exact_numbers_of_python():
    assert exact(Decimal("0.1")) == F(1, 10)
    assert gt.nice(Decimal("0.1")) == F(1, 10)
    assert gt.nice(3) == 3
    assert gt.nice(F(1, 3)) == F(1, 3)
    assert type(gt.nice(np.int64(3))) is F
    assert gt.nice(sympy.Float(0.1 + 0.2)) == F(3, 10)


def test_a_reach_of_ones_own():
    assert gt.nice(0.3334, within="1/1000") == F(1, 3)
    assert gt.nice(0.3334, within=F(1, 1000)) == F(1, 3)
    assert gt.nice(math.pi, within=0.01) == F(22, 7)
    assert gt.nice(F(1, 3), within=0) == F(1, 3)
    with pytest.raises(ExpressionError, match="a reach is not negative"):
        gt.nice(0.1, within=-1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float32("-inf"), Decimal("NaN")])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(ExpressionError, match="is not a finite number"):
        gt.nice(value)
    with pytest.raises(ExpressionError, match="finite number"):
        exact(value)


@pytest.mark.parametrize("value", ["1/3", None, True, [1]])
def test_nice_takes_numbers(value):
    with pytest.raises(TypeError, match="takes a number"):
        gt.nice(value)


def test_simplest_between():
    for low, high in [
        (F(1, 3), F(1, 2)),
        (F(-3, 7), F(-2, 5)),
        (F(314, 100), F(315, 100)),
        (F(2), F(2)),
        (F(-1), F(1)),
    ]:
        found = simplest_between(low, high)
        every = (F(p, q) for q in range(1, 30) for p in range(-100, 200) if low <= F(p, q) <= high)
        assert low <= found <= high
        assert found.denominator == next(every).denominator


def test_the_game_of_three_continua_has_two_without_the_noise():
    noisy, other = [[0.1 + 0.2, 0], [0.3, 1]], [[1, 1], [0, 0]]
    with pytest.warns(gt.GameTheoryWarning, match=r"0\.30000000000000004 \(near 3/10\) looks computed.*gt\.nice\("):
        game = gt.StrategicGame.from_arrays(noisy, other)
    assert len(gt.solve(game)) == 3
    meant = gt.StrategicGame.from_arrays(noisy, other, rationalize=True)
    assert len(gt.solve(meant)) == 2
    assert meant == gt.StrategicGame.from_arrays([["3/10", 0], ["3/10", 1]], other)


def test_a_game_warns_once_of_all_its_numbers():
    with pytest.warns(gt.GameTheoryWarning) as caught:
        gt.StrategicGame.from_arrays([[0.1 + 0.2, 0.1 + 0.2]], [[1 / 3, 0.1]])
    (one,) = caught
    assert "0.30000000000000004 (near 3/10), 0.3333333333333333 (near 1/3) look computed" in str(one.message)
    assert one.filename == __file__


def test_probabilities_that_do_not_sum_to_one_say_what_was_meant():
    third = 1 / 3
    cells = {(t, "m", "r"): (0, 0) for t in "abc"}
    with pytest.raises(gt.GameError, match=r"not to 1; 0\.3333333333333333 looks computed: write '1/3'"):
        gt.SignalingGame("s", "r", dict.fromkeys("abc", third), {"m": ["r"]}, cells)
    branches = {label: (third, gt.Payoff(a=0)) for label in "abc"}
    nodes = {"n": gt.Chance({**branches}), "m": gt.Move("a", x=gt.Payoff(a=1))}
    with pytest.raises(gt.GameError, match=r"sum to .*write '1/3'"):
        gt.ExtensiveGame("n", nodes, ["a"])
    with pytest.raises(gt.GameError, match=r"not to 1$"):
        gt.SignalingGame("s", "r", dict.fromkeys("abc", 0.3), {"m": ["r"]}, cells)


def _quiche():
    return gt.solve(gt.load("beer_quiche"))


PLACES = {
    "a prior": lambda x: gt.SignalingGame("s", "r", {"a": x, "b": "7/10 - 1/25000000000000000"}, {"m": ["r"]},
                                          {(t, "m", "r"): (0, 0) for t in "ab"}),
    "a chance": lambda x: gt.ExtensiveGame(
        "n", {"n": gt.Chance(l=(x, "m"), r=("7/10 - 1/25000000000000000", gt.Payoff(a=0))),
              "m": gt.Move("a", x=gt.Payoff(a=1))}, ["a"]),
    "a payoff of a tree": lambda x: gt.ExtensiveGame("m", {"m": gt.Move("a", x=gt.Payoff(a=x), y=gt.Payoff(a=0))}),
    "a payoff of a signaling game": lambda x: gt.SignalingGame(
        "s", "r", {"a": 1}, {"m": ["r"]}, {("a", "m", "r"): (x, 0)}),
    "a baseline": lambda x: gt.Parameter("k", value=x),
    "a range": lambda x: gt.Parameter("k", range=(0, x)),
    "an interval": lambda x: Interval(0, x),
    "a condition": lambda x: relation(exact("k"), ">", x),
    "a point": lambda x: _quiche().at(wimp=x),
    "a fixed parameter": lambda x: gt.prove(_quiche(), "some equilibrium", at={"wimp": x}, draws=0),
    "thresholds": lambda x: gt.thresholds(gt.solve(gt.load(FIRST_SIGNAL)), "distraction", at={"strike_gain": x}),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_every_way_in_warns(place):
    with pytest.warns(gt.GameTheoryWarning, match="near 3/10"):
        PLACES[place](0.1 + 0.2)


def test_axes_of_a_sweep_are_decimals_and_bring_no_warning():
    grid = np.linspace(0.1, 0.9, 9)
    assert any(looks_computed(x) is not None for x in grid)
    assert gt.sweep(_quiche(), wimp=grid, of="P(duel)").sizes["wimp"] == 9


def test_an_interval_reads_its_ends():
    assert Interval(0.1, "1/2").low == F(1, 10)
    assert F(1, 10) in Interval(0.1, 0.5)
