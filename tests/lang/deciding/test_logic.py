"""Decisions: never against a point, witnesses that hold, the cases between that only a proof settles."""

from fractions import Fraction

import pytest
from helpers.strategies import NAMES, conditions, points
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.errors import ParameterError
from gametheory.lang import TRUE, Domain, Interval, decide, implies, parse_condition, simplify
from gametheory.lang.deciding.logic import prover_for

F = Fraction
UNIT = Domain({name: Interval(F(0), F(1)) for name in NAMES})
OPEN = Domain({"p": Interval(F(0), F(1), True, True), "k": Interval(F(0), None, True)})


@settings(max_examples=80)
@given(conditions(), st.lists(points(), min_size=1, max_size=8))
def test_decide_agrees_with_sampling(condition, sample):
    decision = decide(condition, UNIT)
    if decision.answer is True:
        assert UNIT.condition.at(decision.witness)
        assert condition.at(decision.witness)
    if any(condition.at(point) for point in sample):
        assert decision.answer is not False
    assert decision.answer is not None or decision.reason


@settings(max_examples=80)
@given(conditions(), st.lists(points(), min_size=4, max_size=8))
def test_simplify_keeps_the_truth(condition, sample):
    short = simplify(condition, UNIT)
    for point in sample:
        assert short.at(point) is condition.at(point)
    assert len(list(short.atoms())) <= max(len(list(condition.atoms())), 0)
    if decide(condition, UNIT).answer is False:
        assert decide(short, UNIT).answer is False
    if decide(~condition, UNIT).answer is False:
        assert short == TRUE


@settings(max_examples=60)
@given(conditions(depth=1), conditions(depth=1), st.lists(points(), min_size=4, max_size=8))
def test_implication_agrees_with_sampling(premise, conclusion, sample):
    answer = implies(premise, conclusion, UNIT)
    if any(premise.at(p) and not conclusion.at(p) for p in sample):
        assert answer is not True
    assert implies(premise & conclusion, conclusion, UNIT) is not False
    assert implies(premise, premise | conclusion, UNIT) is not False


POSSIBLE = {
    "p*(1 - p) = 1/4": True,  # one point only, and it is rational
    "p*(1 - p) > 1/4": False,
    "p*(1 - p) >= 1/4": True,
    "p < 0": False,
    "p <= 0": False,  # the range is open
    "k > 1000000": True,
    "k**2 < 0": False,
    "k/(1 + k) > 1": False,
    "k/(1 + k) > 99999/100000": True,
    "p**2*k = p*k": False,
    "p + 1/p < 2": False,
    "(k - 3)**2*(p - 1/3)**2 <= 0": True,
    "1/3 < p < 1/3 + 1/10**9": True,
}


@pytest.mark.parametrize("text", POSSIBLE)
def test_possible_or_not(text):
    decision = decide(parse_condition(text), OPEN)
    assert decision.answer is POSSIBLE[text]
    if decision.answer:
        assert OPEN.condition.at(decision.witness)
        assert parse_condition(text).at(decision.witness)


def test_a_solution_that_is_not_rational_is_no_witness():
    """p = sqrt(1/2) exists, but no point can be shown: the answer must not be "no"."""
    assert decide(parse_condition("2*p**2 = 1"), OPEN).answer is not False


def test_assumptions_count():
    domain = Domain(OPEN.ranges, parse_condition("p*(1 + k) < 1"))
    assert decide(parse_condition("k > 1"), domain).answer is True
    assert decide(parse_condition("k > 1") & parse_condition("p >= 1/2"), domain).answer is False
    assert implies(parse_condition("k > 1"), parse_condition("p < 1/2"), domain) is True
    assert implies(parse_condition("k > 1"), parse_condition("p < 1/3"), domain) is False


def test_an_empty_domain_has_no_points():
    domain = Domain({"p": Interval(F(0), F(1))}, parse_condition("p > 2"))
    assert decide(TRUE, domain).answer is False
    assert decide(parse_condition("p > 1/2"), domain).answer is False


def test_no_parameters_at_all():
    assert decide(TRUE, Domain()).answer is True
    assert decide(parse_condition("1 > 2"), Domain()).answer is False


def test_a_decision_is_no_boolean():
    with pytest.raises(TypeError, match="three answers"):
        bool(decide(TRUE, OPEN))


def test_known_signs():
    prover = prover_for(OPEN)

    def sign(text):
        return prover.sign(parse_condition(f"{text} > 0").poly)

    assert sign("k*(1 - p)") == "+"
    assert sign("k**2*(p - 1/2)**2") == ">="
    assert sign("-k - p") == "-"
    assert sign("p - 1/2") is None


def test_simplify_with_known_ranges():
    assert simplify(parse_condition("p > -1"), OPEN) == TRUE
    both = parse_condition("p > 1/3") & parse_condition("p > 1/2") & parse_condition("k > 0")
    assert simplify(both, OPEN) == parse_condition("p > 1/2")
    either = parse_condition("p > 1/3") | parse_condition("p > 1/2")
    assert simplify(either, OPEN) == parse_condition("p > 1/3")
    assert simplify(parse_condition("p > 1/2") | parse_condition("p <= 1/2"), OPEN) == TRUE


def test_points_are_checked():
    with pytest.raises(ParameterError, match="unknown parameter 'pp', did you mean 'p'"):
        OPEN.point({"pp": 1})
    with pytest.raises(ParameterError, match="is not a number"):
        OPEN.point({"p": "k"})


@pytest.mark.parametrize("assumed", ["x = y", "x < y < x + 1/1000000000"])
def test_a_domain_in_which_no_float_clearly_lies(assumed):
    # there is nothing to draw near a witness from, and the questions are decided all the same
    prover = prover_for(Domain({"x": Interval(0, 2), "y": Interval(0, 2)}, parse_condition(assumed)))
    assert prover.points
    for _ in range(2):
        assert prover.possible(parse_condition("x*y > 1")).answer is True
        assert prover.possible(parse_condition("x - y > 1/2")).answer is False
        assert prover.possible(parse_condition("x*y < 1/97")).answer is True
