"""Priors that a question asks for: uniform, within a share of the baseline, and given with it."""

from fractions import Fraction

import pytest
from helpers.answered import CHOICE, solution_of, written
from helpers.solved import solved

import gametheory as gt
from gametheory.errors import ParameterError
from gametheory.lang import Interval
from gametheory.spec import Prior
from gametheory.study import draw
from gametheory.study.sweeps.priors import Priors, priors_of

BASE = 'value = "2/3"'


def choice(**replace):
    return solution_of(written(CHOICE, replace=replace))


def test_uniform_forgets_the_document_s_priors():
    text = written(CHOICE, replace={"prior = { uniform = [0, 1] }": "prior = { triangular = [0, 1, 1] }"})
    assert priors_of(solution_of(text)).given["k"].kind == "triangular"
    found = priors_of(solution_of(text), "uniform")
    assert dict(found.given) == {}
    assert found.text == "priors that are uniform on the ranges"
    assert draw(solution_of(text), 4000, 0, priors="uniform")["k"].mean() == pytest.approx(1 / 2, abs=0.03)
    assert draw(solution_of(text), 4000, 0)["k"].mean() == pytest.approx(2 / 3, abs=0.03)


@pytest.mark.parametrize(
    ("share", "value", "ends"),
    [
        ("within 20%", "1/2", ("2/5", "3/5")),
        ("within 20 %", "1/2", ("2/5", "3/5")),
        ("within 12.5%", "4/5", ("7/10", "9/10")),
        ("within 20%", "9/10", ("18/25", "1")),  # cut to the range
        ("within 20%", "0", ("0", "1/5")),  # zero: that share of the range
        ("within 300%", "1/2", ("0", "1")),
    ],
)
def test_within_a_share_of_the_baseline(share, value, ends):
    found = priors_of(choice(**{BASE: f'value = "{value}"'}), share)
    assert found.given["k"] == Prior("uniform", tuple(map(Fraction, ends)))
    assert "within" in found.text


def test_within_a_share_of_a_negative_and_of_an_unbounded_zero():
    ranges = {"range = [0, 1]": 'range = ["(-inf", "inf)"]', "prior = { uniform = [0, 1] }\n": ""}
    below = choice(**ranges, **{BASE: "value = -2"})
    assert priors_of(below, "within 50%").given["k"] == Prior("uniform", (Fraction(-3), Fraction(-1)))
    zero = choice(**ranges, **{BASE: "value = 0"})
    assert priors_of(zero, "within 50%").given["k"] == Prior("uniform", (Fraction(-1, 2), Fraction(1, 2)))


def test_within_needs_a_baseline_and_a_share():
    without = choice(**{BASE + "\n": ""})
    with pytest.raises(ParameterError, match=r"priors = 'within 20%': k has no baseline"):
        priors_of(without, "within 20%")
    with pytest.raises(ParameterError, match=r"priors = 'within 0%': expected a share above 0%, such as 'within 20%'"):
        priors_of(choice(), "within 0%")


def test_a_mapping_stands_in_the_place_of_the_document_s():
    solution = solved("support_signal")
    name, other = solution.parameters[:2]
    found = priors_of(solution, {name: {"uniform": ["1/4", "1/2"]}})
    assert found.given[name] == Prior("uniform", (Fraction(1, 4), Fraction(1, 2)))
    assert found.given.get(other) == priors_of(solution).given.get(other)
    assert found.text == "the priors given with the question"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"K": {"uniform": [0, 1]}}, r"priors: unknown parameter 'K'"),
        ({"k": {"unifrom": [0, 1]}}, r"priors\.k.*unifrom.*uniform"),
        ({"k": {"uniform": [1, 0]}}, r"priors\.k"),
        ({"k": {"uniform": [2, 3]}}, r"priors\.k"),
        ({"k": None}, r"priors\.k: expected one distribution, as \{ uniform = \[0, 1\] \}"),
        ({"k": {}}, r"priors\.k"),
        ({"k": "1/2"}, r"priors\.k"),
        ("within 20", r"'within 20'.*'within 20%'"),
        ("within -5%", r"'within 20%'"),
        (20, r"priors = 20"),
        ("", r"priors = ''"),
    ],
)
def test_what_cannot_be_drawn_from_is_said(asked, says):
    with pytest.raises(ParameterError, match=says):
        priors_of(choice(), asked)
    with pytest.raises(ParameterError, match=says):
        gt.sweep(choice(), draws=10, seed=0, of="P(a)", priors=asked)


def test_a_scenario_called_uniform_comes_first():
    text = written(CHOICE) + "[scenarios.uniform]\npriors = { k = { triangular = [0, 0, 1] } }\n"
    assert priors_of(solution_of(text), "uniform").given["k"].kind == "triangular"


def test_a_fixed_number_is_within_every_share():
    solution = choice(**{"range = [0, 1]": 'range = ["2/3", "2/3"]', "prior = { uniform = [0, 1] }\n": ""})
    assert (draw(solution, 20, 0, priors="within 20%")["k"] == 2 / 3).all()


@pytest.mark.parametrize(
    ("prior", "reach"),
    [
        (None, Interval(0, 1, True, False)),
        (Prior("uniform", (Fraction(-1), Fraction(1, 2))), Interval(0, Fraction(1, 2), True, False)),
        (Prior("uniform", (Fraction(0), Fraction(2))), Interval(0, 1, True, False)),
        (Prior("triangular", (Fraction(1, 4), Fraction(1, 2), Fraction(1))), Interval(Fraction(1, 4), 1)),
        (Prior("normal", (Fraction(1, 2), Fraction(1))), Interval(0, 1, True, False)),
        (Prior("beta", (Fraction(2), Fraction(2))), Interval(0, 1, True, False)),
    ],
)
def test_where_draws_lie(prior, reach):
    interval = Interval(0, 1, open_low=True)
    assert Priors(None, {} if prior is None else {"k": prior}).reach("k", interval) == reach


def test_where_draws_lie_in_a_range_without_ends():
    prior = Prior("uniform", (Fraction(0), Fraction(2)))
    assert Priors(None, {"k": prior}).reach("k", Interval()) == Interval(0, 2)
    assert Priors().reach("k", Interval()) == Interval()
