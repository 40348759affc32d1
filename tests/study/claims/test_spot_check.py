"""The reading of claims in floating point: equal to exact evaluation at the draws, ties held, blocks counted."""

import functools
from fractions import Fraction

import numpy as np
import pytest
from helpers.claims_by_hand import here, written

import gametheory as gt
from gametheory.study.claims import spot
from gametheory.study.claims.question import ask
from gametheory.study.sweeps.draws import draw

F = Fraction
CLAIMS = [
    ("beer_quiche", "some equilibrium has P(duel) = 0"),
    ("beer_quiche", "no equilibrium has P(duel) > 3/4"),
    ("beer_quiche", "one equilibrium"),
    ("beer_quiche", "one equilibrium has P(beer) = 1"),
    ("beer_quiche", "the only equilibrium has P(beer | wimp) < 1/2 where wimp > 1/3"),
    ("beer_quiche", "some equilibrium has P(duel) = 0 iff wimp < 2/5"),
    ("beer_quiche", "some equilibrium has P(duel) > 0 above wimp = 3/5"),
    ("beer_quiche", "every equilibrium has P(beer) = 1"),
    ("beer_quiche", "every equilibrium with P(quiche) > 0 has P(duel | quiche) = 1 or P(beer) > 1/4"),
    ("beer_quiche", "every equilibrium with P(beer) = 1 has belief.quiche.wimp = 1"),
    ("lobbying", "no equilibrium has P(message) > 2*black_share"),
    ("lobbying", "every equilibrium with P(message) > 0 has payoff.group.black > message_cost"),
    ("unilateral_deterrence", "one equilibrium has P(demand) > 0 where challenger_hard < defender_hard"),
    ("extended_deterrence", "the only equilibrium has P(stay) = 1 or P(yield) = 1"),
]


@functools.cache
def solved(name):
    model = gt.load(name)
    return model, gt.solve(model)


@functools.cache
def drawn(name, count):
    """Return the draws as exact points and the equilibria at each, by hand."""
    model, solution = solved(name)
    columns = draw(solution, count, 0)
    points = [{n: spot.decimal(column[k]) for n, column in columns.items()} for k in range(count)]
    return [here(model, point) for point in points]


@pytest.mark.parametrize(("name", "text"), CLAIMS)
def test_the_count_is_that_of_exact_evaluation(name, text):
    count = 150
    _, solution = solved(name)
    (tally,) = spot.spot_check([ask(solution, text)], count, 0)
    claim = written(text)
    results = [claim.holds_at(at) for at in drawn(name, count)]
    assert tally.draws == count
    assert tally.applied == sum(claim.applies(at.point) for at in drawn(name, count))
    assert tally.failed == sum(result is False for result in results)
    for point, other in tally.points:
        assert other is None
        assert claim.holds_at(here(solved(name)[0], point)) is False
    share = tally.share("fails")
    if tally.applied:
        assert share.value == tally.failed / tally.applied
        assert tally.share("holds").value == pytest.approx(1 - share.value)
    assert set(tally.spans) == (set(solution.parameters) if tally.failed else set())


def test_blocks_add_up(monkeypatch):
    _, solution = solved("beer_quiche")
    questions = [ask(solution, text) for name, text in CLAIMS if name == "beer_quiche"]
    whole = spot.spot_check(questions, 5000, 3)
    monkeypatch.setattr(spot, "BLOCK", 512)
    pieces = spot.spot_check(questions, 5000, 3)
    for one, other in zip(whole, pieces, strict=True):
        assert (one.draws, one.applied, one.failed) == (other.draws, other.applied, other.failed)
        assert one.spans == other.spans
        assert one.points[: len(other.points)] == other.points


def test_more_than_one_block_by_brute_force():
    _, solution = solved("beer_quiche")
    count = 2 * spot.BLOCK + 100
    (tally,) = spot.spot_check([ask(solution, "no equilibrium has P(duel) > 3/4 where wimp > 1/4")], count, 0)
    wimp = draw(solution, count, 0)["wimp"]
    # above one half the one equilibrium has P(duel) = wimp
    assert tally.draws == count
    assert tally.applied == int(np.sum(wimp > 0.25))
    assert tally.failed == int(np.sum(wimp > 0.75))
    low, high = tally.spans["wimp"]
    assert (low, high) == (wimp[wimp > 0.75].min(), wimp[wimp > 0.75].max())


@pytest.mark.parametrize(
    "text",
    [
        # equal by a detour that rounding could turn: never counted as a failure
        "every equilibrium has P(duel) + P(dont) = 1",
        "every equilibrium has P(duel) + P(dont) <= 1",
        "every equilibrium has P(duel) + P(dont) >= 1",
        "every equilibrium with P(duel) > 0 has P(beer | wimp)*wimp = 1 - wimp",
        "no equilibrium has P(duel) + P(dont) < 1",
        "no equilibrium has P(duel) + P(dont) > 1",
        "no equilibrium has P(duel) + P(dont) != 1",
        "every equilibrium has payoff.diner = wimp*payoff.diner.wimp + (1 - wimp)*payoff.diner.surly",
    ],
)
def test_ties_are_no_failures(text):
    _, solution = solved("beer_quiche")
    (tally,) = spot.spot_check([ask(solution, text)], 2000, 1)
    assert tally.failed == 0
    assert gt.prove(solution, text, draws=0).status == "proved"


def test_ranges_are_compared_at_two_draws():
    model, solution = solved("beer_quiche")
    wrong, right = (ask(solution, f"the range of P(duel) is never {kind} in wimp") for kind in ("rising", "falling"))
    bad, good = spot.spot_check([wrong, right], 1000, 0)
    assert (good.failed, good.points) == (0, [])
    assert bad.failed > 500
    claim = written("the range of P(duel) is never rising in wimp")
    for low, high in bad.points:
        assert claim.holds_between(here(model, low), here(model, high)) is False


def test_games_and_points_without_draws():
    _, solution = solved("beer_quiche")
    point = ask(solution, "some equilibrium", at="baseline")
    whole = ask(solution, "some equilibrium")
    alone, beside = spot.spot_check([point, whole], 100, 0)
    assert (alone.draws, alone.why, alone.share("holds")) == (0, "there is one point only", None)
    assert (beside.draws, beside.applied, beside.failed) == (100, 100, 0)
    with pytest.raises(ValueError, match="seed"):
        spot.spot_check([whole], 10, -1)


def test_wilson_interval():
    tally = spot.Tally(0, draws=100, applied=100, failed=5)
    share = tally.share("fails")
    # Wilson (1927): for 5 of 100 the interval is [0.0215, 0.1118]
    assert share.half_width == pytest.approx((0.1118 - 0.0215) / 2, abs=1e-4)
    assert share.value == 0.05
