"""Reach: where a regime of the baseline ends along each parameter, against solving the game at points."""

from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.study.changes.reach import NEAR, reaches


@pytest.fixture(scope="module")
def signal():
    solution = gt.solve(gt.load(FIRST_SIGNAL))
    names = ("distraction", "escalation_cost", "committed_loss")
    ladders = {name: gt.thresholds(solution, name) for name in names}
    return solution, {one.regime.name: one for one in reaches(solution, ladders, solution.baseline)}


def stretch(reach, name):
    return next(one for one in reach if one.parameter == name)


def test_the_regimes_of_the_baseline(signal):
    solution, found = signal
    assert set(found) == {eq.name for eq in solution.at()}


def test_ends_are_where_the_theory_puts_them(signal):
    # air defense pays up to d = 1 - c_0/(f - y) = 4/5; the threat is a bluff above theta < mu_C, d = 5/9 and D = 9/10
    _, found = signal
    pooling, semi = found["pooling on air_defense"], next(one for name, one in found.items() if "semi" in name)
    d = stretch(pooling, "distraction")
    assert (d.low, d.high, d.nearest) == (None, Fraction(4, 5), Fraction(4, 5))
    assert d.relative == (Fraction(4, 5) - Fraction(3, 5)) / Fraction(9, 10)
    d = stretch(semi, "distraction")
    assert (d.low, d.high, d.nearest) == (Fraction(5, 9), Fraction(4, 5), Fraction(5, 9))
    k = stretch(semi, "escalation_cost")
    assert (k.low, k.high) == (None, Fraction(9, 10))
    assert [one.parameter for one in semi.thin] == ["distraction", "escalation_cost"]
    assert pooling.thin == ()
    assert stretch(semi, "committed_loss").relative is None


def test_the_nearest_ends_come_first(signal):
    _, found = signal
    for reach in found.values():
        distances = [one.relative for one in reach]
        known = [x for x in distances if x is not None]
        assert known == sorted(known)
        assert all(x is None for x in distances[len(known) :])


def test_inside_the_regime_is_there_and_beyond_it_is_not(signal):
    solution, found = signal
    step = NEAR / 1000
    for name, reach in found.items():
        for one in reach:
            for end, out in ((one.low, -1), (one.high, 1)):
                if end is None:
                    continue
                assert name in [eq.name for eq in solution.at({one.parameter: end - out * step})]
                assert name not in [eq.name for eq in solution.at({one.parameter: end + out * step})]


def test_a_point_on_a_border_reaches_nowhere():
    solution = gt.solve(gt.load("beer_quiche"))
    point = {"wimp": Fraction(1, 2)}
    (border,) = [eq for eq in solution if "semi" in eq.name]
    assert not border.when.at(point)
    assert [one.regime.name for one in reaches(solution, {"wimp": gt.thresholds(solution, "wimp")}, point)] == []
