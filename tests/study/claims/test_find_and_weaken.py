"""Looking for points, and the weakest threshold on one parameter: against what is known and by exhaustive trial."""

import functools
import pickle
from fractions import Fraction

import pytest
from helpers.claims_by_hand import here, written

import gametheory as gt
from gametheory.errors import QuantityError

F = Fraction


@functools.cache
def solved(name):
    model = gt.load(name)
    return model, gt.solve(model)


# -- find -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "answer"),
    [
        ("beer_quiche", "P(duel) > 9/10", True),
        ("beer_quiche", "P(quiche) = 1", True),
        ("beer_quiche", "P(quiche) = 1 where wimp > 1/2", False),
        ("beer_quiche", "payoff.diner.wimp > 3", False),
        ("lemons", "P(buy | high_price) = 1/5", True),
        ("lemons", "0 < P(buy | high_price) < 1/5", False),
        ("sinking_costs", "P(signal | low) > 9/10", True),
        ("sinking_costs", "P(signal | low) > 0 where sunk_cost > value_low", False),
        ("extended_deterrence", "P(abandon) = 1 and payoff.patron > 0", True),
        ("extended_deterrence", "P(support) = 1 and payoff.challenger < 0", False),
    ],
)
def test_found_or_proved_to_be_nowhere(name, kind, answer):
    model, solution = solved(name)
    found = gt.find(solution, kind)
    assert found.answer is answer
    if answer:
        at = here(model, found.witness)
        assert written(f"no equilibrium has {kind}").holds_at(at) is False
        assert found.equilibria
        for eq in found.equilibria:
            assert any(dict(one.outcome) == dict(eq.outcome) for one in at.outcomes)
    else:
        assert (found.witness, found.equilibria) == (None, ())
        assert found.reason.startswith("no equilibrium is of this kind: proved at every admissible point")


def test_found_with_conditions():
    _, solution = solved("beer_quiche")
    assert gt.find(solution, "P(quiche) = 1", where="wimp < 1/4").witness["wimp"] < F(1, 4)
    assert gt.find(solution, "P(quiche) = 1", refine="intuitive").answer is False
    assert gt.find(solution, "P(duel) > 0", at={"wimp": "3/4"}).witness == {"wimp": F(3, 4)}
    assert gt.find(solution, "P(duel) > 0", at="baseline").answer is False


def test_found_has_three_answers():
    _, solution = solved("beer_quiche")
    found = gt.find(solution, "P(duel) > 0 where wimp > 1")
    assert found.answer is None
    assert "it says nothing" in found.reason
    with pytest.raises(TypeError, match="the answer has three values"):
        bool(found)
    with pytest.raises(QuantityError):
        gt.find(solution, "P(bier) = 1")


# -- weaken -----------------------------------------------------------------------------------------------------------


def thresholds(name, claim, **more):
    _, solution = solved(name)
    verdict = gt.prove(solution, claim, draws=200, **more)
    return {(one.parameter, one.sign): one for one in gt.weaken(verdict, draws=2000)}


@pytest.mark.parametrize(
    ("name", "claim", "known"),
    [
        ("beer_quiche", "no equilibrium has P(duel) > 0", {("wimp", "<"): F(1, 2)}),
        ("beer_quiche", "one equilibrium", {("wimp", ">"): F(1, 2)}),
        ("beer_quiche", "some equilibrium has P(duel) <= 5/9", {("wimp", "<"): F(5, 9)}),
        ("lemons", "every equilibrium has P(buy) = 1", {("good_share", ">"): F(3, 4)}),
        ("lemons", "no equilibrium has P(buy | good) = 1", {("good_share", "<"): F(3, 4)}),
        ("unilateral_deterrence", "the only equilibrium has P(cooperate) = 1", {("defender_hard", ">"): F(1, 2)}),
        ("unilateral_deterrence", "no equilibrium has P(demand | soft) > 0", {("defender_hard", ">"): F(1, 3)}),
        ("beer_quiche", "every equilibrium has P(beer) never rising in wimp", {}),
    ],
)
def test_known_thresholds(name, claim, known):
    found = thresholds(name, claim)
    if not known:
        assert found == {}
        return
    assert {key: one.value for key, one in found.items()} == known
    for one in found.values():
        assert one.tight is True
        assert one.verdict.status == "proved"
        assert str(one) == f"{one.parameter} {one.sign} {one.value}"
        assert one.condition.at({one.parameter: one.value}) is False


def test_a_threshold_holds_on_its_side_and_fails_beyond():
    model, solution = solved("unilateral_deterrence")
    claim = "no equilibrium has P(demand) = 1"
    found = thresholds("unilateral_deterrence", claim)
    assert {key: one.value for key, one in found.items()} == {
        ("challenger_hard", "<"): F(2, 3),
        ("defender_hard", ">"): F(1, 3),
    }
    for one in found.values():
        side = f"{one.parameter} {one.sign} {one.value}"
        assert gt.prove(solution, claim, where=side, draws=100).status == "proved"
        interval = model.domain.ranges[one.parameter]
        beyond = one.value + (1 if one.sign == "<" else -1) * (interval.high - interval.low) / 500
        wider = gt.prove(solution, claim, where=f"{one.parameter} {one.sign} {beyond}", draws=100)
        assert one.tight
        assert wider.status == "refuted"


def test_no_threshold_on_one_parameter_is_enough():
    # a low value up to that of any cost, and a gap between values wider than any cost: each alone settles nothing
    assert thresholds("sinking_costs", "no equilibrium has P(signal) > 0") == {}


def test_the_weakest_comes_first_and_what_it_keeps():
    found = gt.weaken(gt.prove(solved("beer_quiche")[1], "no equilibrium has P(duel) > 0", draws=0), draws=4000)
    (one,) = found
    assert one.kept == pytest.approx(0.5, abs=0.03)
    verdict = gt.prove(solved("unilateral_deterrence")[1], "no equilibrium has P(demand) = 1", draws=0)
    first, second = gt.weaken(verdict, draws=4000)
    assert first.kept == pytest.approx(2 / 3, abs=0.03)
    assert second.kept == pytest.approx(2 / 3, abs=0.03)
    assert first.kept >= second.kept


def test_nothing_to_weaken():
    _, solution = solved("beer_quiche")
    assert gt.weaken(gt.prove(solution, "some equilibrium", draws=0)) == ()
    assert gt.weaken(gt.prove(solution, "one equilibrium", at="baseline", draws=0)) == ()
    # it fails for all values of its one parameter
    assert gt.weaken(gt.prove(solution, "every equilibrium has payoff.bully < 1/2", draws=0), draws=500) == ()
    with pytest.raises(TypeError, match="takes the verdict on one claim"):
        gt.weaken("no equilibrium")
    with pytest.raises(TypeError, match="takes the verdict on one claim"):
        gt.weaken(gt.verify(gt.load("beer_quiche"), draws=0))


@pytest.mark.parametrize(
    ("claim", "at", "why"),
    [
        ("some equilibrium", None, "the claim is proved as it stands: there is nothing to weaken"),
        ("one equilibrium", "baseline", "every parameter is fixed: there is none on which a threshold could be put"),
        (
            "every equilibrium has payoff.bully < 1/2",
            None,
            "no threshold on one parameter is enough (wimp: it fails close to both ends of the range)",
        ),
    ],
)
def test_nothing_is_said_to_be_nothing_and_why(claim, at, why):
    _, solution = solved("beer_quiche")
    found = gt.weaken(gt.prove(solution, claim, at=at, draws=0), draws=500)
    assert found == ()
    assert (found.why, str(found)) == (why, why)
    assert why in repr(found)
    assert pickle.loads(pickle.dumps(found)).why == why


def test_what_was_tried_in_vain_is_said_of_every_parameter():
    x, y = gt.symbols("x y")
    game = gt.StrategicGame.from_arrays([[x, y], [0, 0]], [[0, 0], [0, 0]])
    free = gt.solve(game, gt.Nash())
    found = gt.weaken(gt.prove(free, "no equilibrium", draws=0), draws=0)
    assert found == ()
    assert dict(found.tried) == dict.fromkeys("xy", "the range (-inf, inf) has no end from which to measure")
    assert found.why == (
        "no threshold on one parameter is enough (x, y: the range (-inf, inf) has no end from which to measure); "
        "no condition on x and y together is enough"
    )


def test_what_was_found_is_printed_with_what_it_keeps():
    found = gt.weaken(gt.prove(solved("beer_quiche")[1], "no equilibrium has P(duel) > 0", draws=0), draws=4000)
    assert isinstance(found, tuple)
    assert found.why == ""
    assert str(found).startswith("wimp < 1/2 (keeps ")
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_same_seed_the_same_thresholds():
    _, solution = solved("unilateral_deterrence")
    verdict = gt.prove(solution, "no equilibrium has P(demand) = 1", draws=0)
    first, second = ([(str(one), one.tight, one.kept) for one in gt.weaken(verdict, draws=500, seed=4)] for _ in "ab")
    assert first == second


def test_what_is_found_on_a_knife_edge_only():
    found = gt.find(gt.solve(gt.load("beer_quiche")), "P(beer) = 1 where wimp >= 1/2")
    assert found.answer is True
    assert found.witness == {"wimp": F(1, 2)}
    assert all(sum(x for history, x in eq.outcome.items() if "/beer/" in history) == 1 for eq in found.equilibria)


def test_that_nothing_is_found_says_where():
    found = gt.find(gt.solve(gt.load("beer_quiche")), "P(beer) = 3/2")
    assert found.answer is False
    assert found.reason == "no equilibrium is of this kind: proved at every admissible point, off the knife edges"
