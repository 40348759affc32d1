"""Shares and averages over priors, against closed forms.

Beer and quiche: no duel while wimps are the minority, else one with exactly their share w, so with w uniform on [0, 1]
P(duel) averages the integral of w over [1/2, 1], 3/8; beer 1/2 + the integral of (1 - w) + (1 - w) over it, 3/4, by D1.
"""

import json

import numpy as np
import pytest
from helpers.answered import CHOICE, MEETING, solution_of, written
from helpers.solved import solved

import gametheory as gt
from gametheory.errors import ConceptError, ParameterError, QuantityError
from gametheory.study.sweeps.forecast import spread

N = 20_000


def off(deviation, n=N):
    """Five standard errors of a mean."""
    return 5 * deviation / n**0.5


@pytest.fixture(scope="module")
def beer():
    return gt.forecast(solved("beer_quiche"), of=["P(duel)", "P(beer)"], draws=N, seed=3)


def test_averages_are_the_integrals(beer):
    strict, every = beer
    assert (strict.rule.name, every.rule.name) == ("d1", "every")
    for case in beer:
        duel = case.spreads[0]
        assert duel.mean == pytest.approx((3 / 8, 3 / 8), abs=off(0.4))
        assert duel.never == pytest.approx((1 / 2, 1 / 2), abs=off(0.5))
        assert duel.even == pytest.approx((1 / 2, 1 / 2), abs=off(0.5))
        assert duel.sure == (0, 0)
        assert duel.valued == 1
        assert duel.one
        assert duel.quartiles[0][0] == 0
        assert duel.quartiles[0][2] == pytest.approx(3 / 4, abs=0.02)
    assert strict.spreads[1].mean == pytest.approx((3 / 4, 3 / 4), abs=off(0.3))
    assert every.spreads[1].mean == pytest.approx((1 / 4, 3 / 4), abs=off(0.4))
    assert not every.spreads[1].one


def test_a_half_width_is_that_of_95_percent(beer):
    """The half width is 1.96 standard errors: Var(duel) = 7/24 - 9/64."""
    deviation = (7 / 24 - 9 / 64) ** 0.5
    assert beer[0].spreads[0].half_width[0] == pytest.approx(1.96 * deviation / N**0.5, rel=0.02)


def test_shares_of_one_equilibrium_and_of_none(beer):
    strict, every = beer
    assert (strict.single, strict.none, every.none) == (1, 0, 0)
    assert every.single == pytest.approx(1 / 2, abs=off(0.5))
    assert strict.accepted == 1


@pytest.mark.parametrize(
    ("priors", "mean"),
    [
        (None, 3 / 8),
        ("uniform", 3 / 8),
        ("within 20%", 0.0),
        ("within 450 %", (0.55**2 - 0.25) / 2 / 0.55),
        ({"wimp": {"uniform": ["1/2", 1]}}, 3 / 4),
        ({"wimp": {"uniform": [0, "1/2"]}}, 0.0),
        ({"wimp": {"triangular": [0, 1, 1]}}, 7 / 12),
    ],
)
def test_other_priors(priors, mean):
    found = gt.forecast(solved("beer_quiche"), of="P(duel)", draws=N, seed=1, priors=priors, select="every")
    assert found[0].spreads[0].mean == pytest.approx((mean, mean), abs=off(0.45))


def test_several_priors_at_once_are_those_one_by_one_and_disagreements_are_said():
    sets = [None, "within 20%", {"wimp": {"uniform": ["1/2", 1]}}]
    found = gt.forecast(solved("beer_quiche"), of="P(duel)", draws=2000, seed=1, priors=sets)
    assert len(found) == 6
    for k, one in enumerate(sets):
        alone = gt.forecast(solved("beer_quiche"), of="P(duel)", draws=2000, seed=1, priors=one)
        assert [case.spreads for case in alone] == [case.spreads for case in found.cases[2 * k : 2 * k + 2]]
    apart = found.disagreements()
    assert len(apart) == 2  # one a rule
    assert "0.000" in apart[0]
    assert found.disagreements(points=0.9) == ()
    same = gt.forecast(solved("beer_quiche"), of="P(duel)", draws=2000, seed=1, priors=[None, "uniform"])
    assert same.disagreements() == ()
    assert "No average moves by more than a point" in " ".join(str(same).split())
    assert "disagree" in str(found)


def test_bands_sort_the_cases_and_add_up():
    found = gt.forecast(solved("beer_quiche"), of="P(duel)", draws=N, seed=0, by="wimp", bands=4)
    for case in found:
        assert [band.cases for band in case.bands] == [N // 4] * 4
        means = [band.spreads[0].mean[0] for band in case.bands]
        assert means == pytest.approx([0, 0, 5 / 8, 7 / 8], abs=0.02)
        assert np.mean(means) == pytest.approx(case.spreads[0].mean[0])
        assert [band.low for band in case.bands] == pytest.approx([0, 1 / 4, 1 / 2, 3 / 4], abs=0.02)
        assert all(a.high <= b.low for a, b in zip(case.bands, case.bands[1:], strict=False))


def test_more_bands_than_cases():
    found = gt.forecast(solved("beer_quiche"), of="P(duel)", draws=3, by="wimp", bands=8)
    assert [band.cases for band in found[0].bands] == [1, 1, 1]


def test_rules_that_are_asked_for_stand_in_their_order():
    found = gt.forecast(solved("beer_quiche"), of="P(beer)", draws=500, select=("every", "divinity", "d1"))
    assert [case.rule.name for case in found] == ["every", "divinity", "d1"]
    lows = [case.spreads[0].mean[0] for case in found]
    assert lows[0] < lows[1] == lows[2]


def test_several_outcomes_give_the_ends_of_all():
    """Going is certain, impossible, or has chance 1/(1 + x)."""
    (case,) = gt.forecast(solution_of(MEETING), of=["P(go)", "P(go, come)"], draws=500)
    for one in case.spreads:
        assert one.mean == (0, 1)
        assert one.half_width == (0, 0)
        assert one.never == (1, 0)
        assert one.sure == (0, 1)
    assert (case.single, case.none) == (0, 0)


def test_a_quantity_without_a_value_is_left_out_of_averages():
    found = gt.forecast(solution_of(CHOICE), of=["P(b | b)", "P(a | a, b)"], draws=N)
    some, none = found[0].spreads
    assert some.mean == (1, 1)
    assert some.valued == pytest.approx(1 / 2, abs=off(0.5))
    assert none.valued == 0
    assert np.isnan([*none.mean, *none.never, *none.quartiles[0]]).all()
    json.dumps(found.document(), allow_nan=True)
    assert found.rows()[1]["mean_low"] == ""
    assert "no value" in str(found)


def test_the_same_again_and_its_forms_agree(beer):
    again = gt.forecast(solved("beer_quiche"), of=["P(duel)", "P(beer)"], draws=N, seed=3)
    assert again.document() == beer.document()
    assert str(again) == str(beer)
    other = gt.forecast(solved("beer_quiche"), of=["P(duel)", "P(beer)"], draws=N, seed=4)
    assert other.document() != beer.document()
    for row in beer.rows():
        case = next(case for case in beer if case.rule.name == row["rule"])
        one = case.spreads[[q.text for q in beer.quantities].index(row["quantity"])]
        assert (row["mean_low"], row["mean_high"]) == one.mean
        assert row["cases"] == N


def test_a_spread_is_what_it_says():
    low, high = np.array([0, 0.5, 1, np.nan]), np.array([1e-14, 0.5, 1, np.nan])
    found = spread(low, high)
    assert found.mean == pytest.approx((0.5, 0.5))
    assert found.never == (1 / 3, 1 / 3)
    assert found.even == (2 / 3, 2 / 3)
    assert found.sure == (1 / 3, 1 / 3)
    assert found.valued == 3 / 4


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"of": []}, ParameterError, r"of: expected a quantity"),
        ({"of": "P(dual)"}, QuantityError, r"did you mean '?duel"),
        ({"draws": 0}, ParameterError, r"draws: expected a positive integer, got 0"),
        ({"draws": True}, ParameterError, r"draws: .* got True"),
        ({"seed": -1}, ParameterError, r"seed"),
        ({"by": "wimps"}, ParameterError, r"wimps.*did you mean 'wimp'"),
        ({"by": "wimp", "bands": 1}, ParameterError, r"bands: expected an integer from 2 on, got 1"),
        ({"priors": []}, ParameterError, r"priors: an empty list"),
        ({"priors": [None, "unifrom"]}, ParameterError, r"'unifrom'.*'uniform'"),
        ({"select": ()}, ParameterError, r"select: expected rules"),
        ({"select": ("d1", "D1")}, ParameterError, r"select: .*each once"),
        ({"select": "d7"}, ConceptError, r"d7"),
    ],
)
def test_what_does_not_fit_is_said(given, error, says):
    with pytest.raises(error, match=says):
        gt.forecast(solved("beer_quiche"), **{"of": "P(duel)", "draws": 100, **given})


def test_a_game_in_numbers_has_no_cases():
    with pytest.raises(ParameterError, match="parameter"):
        gt.forecast(solved("chicken"), of="P(swerve)")


def test_rules_of_a_game_that_has_none():
    with pytest.raises(ConceptError):
        gt.forecast(solution_of(CHOICE), of="P(a)", select="d1")


def test_parameters_without_a_prior_count_as_uniform_where_asked():
    text = written(CHOICE, replace={"prior = { uniform = [0, 1] }\n": ""})
    (case,) = gt.forecast(solution_of(text), of="P(a)", draws=N)
    assert case.spreads[0].mean[0] == pytest.approx(1 / 2, abs=off(0.5))
