"""Putting a document's definitions back changes how an answer reads, never what it says."""

import functools
from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.concepts.abbreviations import Abbreviations, abbreviated
from gametheory.lang import Domain, Interval, parse, parse_condition
from gametheory.lang.deciding.logic import prover_for

UNIT = Interval(Fraction(0), Fraction(9, 10))
DOMAIN = Domain({"theta": UNIT, "d": UNIT, "c": UNIT, "w": UNIT})
DEFINITIONS = {"share": parse("theta*(1 - d)"), "cost": parse("c/(1 - d)")}


@functools.cache
def _solution():
    return gt.solve(gt.load(FIRST_SIGNAL))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 - theta + theta*d", "1 - share"),
        ("theta*(1 - d)*w + 2*c/(1 - d)", "2*cost + share*w"),
        ("w*w - 1", "w**2 - 1"),
        ("d", "d"),
        ("theta", "theta"),
    ],
)
def test_closed_forms_in_the_documents_words(text, expected):
    assert Abbreviations(DEFINITIONS, DOMAIN).number(parse(text)) == parse(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theta*(1 - d) > w", "share > w"),
        ("c >= w*(1 - d)", "cost >= w"),
        ("c*w + 3*theta*(1 - d) < (1 - d)*w", "w > cost*w + 3*theta"),
        ("w*(1 - d)*(1 - d)*theta > (1 - d)*theta", "d > 2"),
        ("w > 1/2", "w > 1/2"),
    ],
)
def test_relations_in_the_documents_words(text, expected):
    condition = parse_condition(text)
    short = Abbreviations(DEFINITIONS, DOMAIN).condition(condition)
    for point in prover_for(DOMAIN).points[:100]:
        values = {**point, **{name: value.at(point) for name, value in DEFINITIONS.items()}}
        assert short.at(values) == condition.at(point)
    if expected != "d > 2":
        assert str(short).startswith(expected.split()[0])


def test_nothing_changes_what_the_solution_says():
    solution = _solution()
    short, definitions = abbreviated(solution)
    assert set(definitions) == {"committed_share", "delivery_cost", "coercion_belief", "restraint_belief"}
    points = prover_for(solution.domain).points[:40]
    compared = 0
    for point in points:
        values = {**point, **{name: value.at(point) for name, value in definitions.items()}}
        for before, after in zip(solution, short, strict=True):
            assert after.when.at(values) == before.when.at(point)
            compared += before.when.at(point)
            for mine, other in ((before.payoffs, after.payoffs), (before.outcome, after.outcome)):
                assert {k: _value(x, point) for k, x in mine.items()} == {
                    k: _value(x, values) for k, x in other.items()
                }
        for before, after in zip(solution.knife_edges, short.knife_edges, strict=True):
            assert after.at(values) == before.at(point)
    assert compared > len(points) / 2


def test_a_solution_is_abbreviated_once_and_what_is_returned_is_the_callers():
    solution = _solution()
    short, definitions = abbreviated(solution)
    definitions.clear()
    again, kept = abbreviated(solution)
    assert again is short
    assert kept


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("1 - share", "+"),  # share = theta*(1 - d) is below 9/10
        ("share - 1", "-"),
        ("share - cost", None),
        ("share", None),  # zero at theta = 0, where nothing may be divided by it
        ("cost + 1 - w", "+"),
    ],
)
def test_signs_of_definitions_are_proved_and_not_guessed_from_points(text, sign):
    assert Abbreviations(DEFINITIONS, DOMAIN)._sign(parse(text).numerator) == sign


def _value(x, point):
    return x.at(point) if hasattr(x, "at") else x


def test_the_bands_of_the_threat_read_as_in_the_proposition():
    # theta < mu_C, mu_C < theta < mu_N, mu_N < theta, with theta = theta_0*(1 - d) and mu_N = lambda/(lambda + z)
    text = str(_solution())
    assert "committed_share = resolve_prior*(1 - distraction)" in text
    assert "restraint_belief = coercion_gain/(coercion_gain + entanglement_cost)" in text
    assert "committed_share > restraint_belief" in text
    assert "coercion_belief < committed_share" in text
    assert "delivery_cost <= foothold - coercion_loss" in text


def test_points_and_games_without_definitions_are_left_alone():
    at_point = _solution().at()
    assert abbreviated(at_point) == (at_point, {})
    plain = gt.solve(gt.load("beer_quiche"))
    assert abbreviated(plain) == (plain, {})
