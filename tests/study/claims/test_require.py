"""What would have to be true: regions against the game solved point by point, distances, and what is said of them."""

import itertools
import json
import math
import pickle
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.solved import solved
from helpers.strategies import signaling_games
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.errors import ParameterError, QuantityError
from gametheory.lang.writing import html, tex
from gametheory.lang.writing.csv import csv_lines

F = Fraction
PAIR = ("distraction", "escalation_cost_us")


def chooser(gain, ranges, baseline=None, assume=()):
    """Return the solution of one player's choice: ``yes`` where the gain is positive, ``no`` where it is negative."""
    game = gt.StrategicGame({"p": ("yes", "no"), "q": ("w",)}, {("yes", "w"): (gain, 0), ("no", "w"): (0, 0)})
    parameters = {
        name: {"range": list(ends), **({"value": baseline[name]} if baseline else {})} for name, ends in ranges.items()
    }
    return gt.solve(gt.Model("choice", game, parameters, assume={"a": list(assume)} if assume else {}), gt.Nash())


def truths(solution, pattern, point):
    """Return whether a pattern, a function of an outcome, holds in every and in some equilibrium at a point."""
    found = [pattern(vertex) for eq in solution.at(point) for vertex in (eq.vertices or (eq,))]
    return bool(found) and all(found), any(found)


def chance(label):
    return lambda eq: eq.outcome.probability((label,))


def on_an_edge(solution, point):
    borders = [atom for eq in solution for atom in eq.when.atoms()]
    return any(atom.expression.at(point) == 0 for atom in borders) or any(e.at(point) for e in solution.knife_edges)


def agree(solution, found, pattern, points):
    """Check the two regions against the game solved at points off the edges; return how many were compared."""
    compared = 0
    for free in points:
        point = {**found.fixed, **free}
        if not found.domain.condition.at(free) or on_an_edge(solution, point):
            continue
        there = truths(solution, pattern, point)
        assert (found.every.condition.at(free), found.some.condition.at(free)) == there, point
        compared += 1
    return compared


# -- regions against grids --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("P(duel) = 0", lambda p: p == 0),
        ("P(duel) <= 3/4", lambda p: p <= F(3, 4)),
        ("P(duel) > 3/4", lambda p: p > F(3, 4)),
    ],
)
def test_one_parameter_against_a_grid(text, holds):
    solution = solved("beer_quiche")
    found = gt.require(solution, text, vary="wimp", draws=0)
    grid = [{"wimp": F(i, 97)} for i in range(1, 97)]
    assert agree(solution, found, lambda eq: holds(chance("duel")(eq)), grid) == 96


@pytest.mark.parametrize(
    ("vary", "text", "holds"),
    [
        (PAIR, "P(strike) = 0", lambda p: p == 0),
        (PAIR, "P(strike) <= 1/10", lambda p: p <= F(1, 10)),
        (("distraction", "strike_gain", "exposure_cost"), "P(strike) <= 1/5", lambda p: p <= F(1, 5)),
    ],
)
def test_several_parameters_against_a_grid(vary, text, holds):
    solution = solved("support_signal")
    found = gt.require(solution, text, vary=vary, draws=0)
    assert found.vary == vary
    assert not set(vary) & set(found.fixed)
    ranges = [solution.domain.ranges[name] for name in vary]
    lines = [[r.low + (r.high - r.low) * F(i, 8) + F(1, 1013) for i in range(8)] for r in ranges]
    points = [dict(zip(vary, values, strict=True)) for values in itertools.product(*lines)]
    points = points[::2] if len(vary) == 2 else points[::17]
    assert agree(solution, found, lambda eq: holds(chance("strike")(eq)), points) > 15


@pytest.mark.parametrize(
    ("name", "vary", "text", "label"),
    [
        ("extended_deterrence", ("patron_stake", "support_cost"), "P(support) = 0", "support"),
        pytest.param(
            "support_sequence", ("distraction", "strike_gain"), "P(strike) = 0", "strike", marks=pytest.mark.slow
        ),
    ],
)
def test_a_tree_against_a_grid(name, vary, text, label):
    solution = solved(name)
    found = gt.require(solution, text, vary=vary, draws=0)
    ends = [solution.domain.ranges[one] for one in vary]
    points = [
        {one: r.low + (r.high - r.low) * F(k, 9) + F(1, 997) for one, r, k in zip(vary, ends, (i, j), strict=True)}
        for i in range(9)
        for j in range(9)
    ]
    assert agree(solution, found, lambda eq: chance(label)(eq) == 0, points) > 40


def test_a_refined_solution_is_asked_as_it_is():
    refined = gt.refine(solved("support_signal"), "d1")
    found = gt.require(refined, "P(strike) = 0", vary=PAIR, draws=0)
    assert found.every.condition.at({"distraction": F(1, 2), "escalation_cost_us": F(6, 5)})
    # the pooling on air defense that does not survive would have made it hold in some equilibrium
    there = {"distraction": F(3, 5), "escalation_cost_us": F(1)}
    assert gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR, draws=0).some.condition.at(there)
    assert not found.some.condition.at(there)


@pytest.mark.compares
@settings(max_examples=4, deadline=None)
@given(game=signaling_games(types=(2, 2), messages=(2, 2), responses=(2, 2)), seed=st.integers(0, 10**6))
def test_random_games_against_the_game_solved_at_points(game, seed):
    x, y = gt.symbols("x y")
    changed = dict(game.payoffs)
    first, second = list(changed)[:2]
    changed[first] = (changed[first][0] + x, changed[first][1])
    changed[second] = (changed[second][0], changed[second][1] + y)
    asked = gt.SignalingGame(game.sender, game.receiver, game.types, game.messages, changed)
    solution = gt.solve(gt.Model("g", asked, {"x": {"range": [-3, 3]}, "y": {"range": [-3, 3]}}))
    found = gt.require(solution, "P(r1) > 1/2", vary=("x", "y"), draws=0)
    rng = random.Random(seed)
    for _ in range(6):
        free = {name: F(rng.randint(-2900, 2900), 997) for name in "xy"}
        if on_an_edge(solution, free):
            continue
        every, some = truths(solution, lambda eq: chance("r1")(eq) > F(1, 2), free)
        here = solution.at(free)
        if all(eq.isolated for eq in here):
            assert found.every.condition.at(free) == every
            assert found.some.condition.at(free) == some
        else:  # between the extreme points of a continuum it may be otherwise, never the other way round
            assert not found.every.condition.at(free) or every
            assert found.some.condition.at(free) or not some or found.some.region.open


# -- what kind of region ----------------------------------------------------------------------------------------------


def test_every_and_some_differ():
    found = gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR)
    assert not found.same
    assert str(found.every.condition) == "distraction < 4/5 and distraction < 1 - 8/(15*escalation_cost_us)"
    assert str(found.some.condition) == "distraction < 4/5 or distraction < 1 - 8/(15*escalation_cost_us)"
    assert (found.every.here, found.some.here) == (False, True)
    assert found.some.nearest is None
    assert found.some.alone == {}
    assert found.every.share.value < found.some.share.value
    text = str(found)
    assert "in every equilibrium\n" in text
    assert "in at least one equilibrium\n" in text
    assert "it holds at the baseline: nothing has to change" in text


def test_the_whole_region_and_none():
    everywhere = gt.require(solved("beer_quiche"), "P(duel) <= 1", vary="wimp")
    assert everywhere.every.status == everywhere.some.status == "everywhere"
    assert "at all values of wimp within ranges and assumptions: proved off the knife edges" in str(everywhere)
    nowhere = gt.require(solved("beer_quiche"), "P(duel) > 1", vary="wimp")
    assert nowhere.every.status == nowhere.some.status == "nowhere"
    assert nowhere.every.region.empty is True
    assert nowhere.every.nearest is None
    assert "at no values of wimp within ranges and assumptions: proved" in str(nowhere)
    assert "share" not in str(nowhere)


def test_a_tie_that_only_a_knife_edge_has_is_no_region_but_is_said():
    # both pooling equilibria end at 1/2; exactly there P(beer) = 1 may go with duels
    found = gt.require(solved("beer_quiche"), "P(beer) = 1 and P(duel) > 0", vary="wimp", draws=0)
    assert found.some.status == "nowhere"
    assert found.some.region.borders_too is False
    assert any(gap.fails for gap in found.some.gaps)
    assert "it was seen to hold on wimp = 1/2" in " ".join(str(found).split())


def test_undecided_is_not_empty():
    solution = solved("beer_quiche")
    partial = replace(solution, equilibria=solution.equilibria[:1], exhaustive=False, why="it was cut")
    found = gt.require(partial, "P(duel) > 1/2", vary="wimp", draws=0)
    assert found.some.status == "undecided"
    assert "whether it holds anywhere is undecided: the list of equilibria is not proved to be complete" in " ".join(
        str(found).split()
    )
    # what the regimes that are known go against holds nowhere in every equilibrium, whatever else there is
    whole = replace(solution, exhaustive=False, why="it was cut")
    assert gt.require(whole, "P(duel) > 1", vary="wimp", draws=0).every.status == "nowhere"


def test_a_region_in_two_pieces():
    solution = chooser("(x - 1)*(x - 3)", {"x": (0, 4)}, {"x": "2"})
    found = gt.require(solution, "P(yes) = 1", vary="x", draws=0).every
    assert [found.condition.at({"x": F(n, 10)}) for n in (9, 11, 29, 31)] == [True, False, False, True]
    assert found.nearest.size == F(1, 4)
    assert found.nearest.border == {"x": 1}  # of two as near the lower
    assert found.nearest.attained is False
    assert found.condition.at(found.nearest.point)


def test_an_equality_on_a_mixed_equilibrium():
    found = gt.require(solved("beer_quiche"), "P(duel) = 3/4", vary="wimp")
    assert str(found.every.condition) == str(found.some.condition) == "wimp = 3/4"
    assert found.every.nearest.border == {"wimp": F(3, 4)}
    assert found.every.nearest.attained is True
    assert found.every.share.value == 0
    assert "none of 100,000 draws of wimp from its prior" in str(found)
    assert found.every.condition.at({"wimp": F(3, 4)})
    assert chance("duel")(solved("beer_quiche").at(wimp="3/4")[0]) == F(3, 4)


def test_an_equality_is_a_curve_in_two_parameters():
    found = gt.require(solved("support_signal"), "P(strike) = 1/10", vary=("escalation_cost_us", "resolve_prior")).some
    assert "5*escalation_cost_us*resolve_prior = 1" in str(found.condition)
    assert found.nearest.exact
    assert found.nearest.point is None  # the curve is met at irrational values
    assert found.cheapest.border["escalation_cost_us"] == F(2, 5)


def test_a_claim_of_its_own():
    found = gt.require(solved("beer_quiche"), "one equilibrium", vary="wimp", draws=0)
    assert [one.reading for one in found] == ["claim"]
    assert found.every is found.some is found["claim"]
    assert str(found.every.condition) == "wimp > 1/2"
    no = gt.require(solved("beer_quiche"), "no equilibrium has P(duel) > 0", vary="wimp", draws=0)
    assert str(no.every.condition) == "wimp < 1/2"
    named = gt.require(solved("beer_quiche"), "'pooling on *'", vary="wimp", draws=0)
    assert str(named.every.condition) == "wimp < 1/2"


def test_a_condition_on_the_parameters():
    found = gt.require(solved("beer_quiche"), "P(duel) = 0 where wimp > 1/4", vary="wimp", draws=0)
    assert [found.every.condition.at({"wimp": F(n, 8)}) for n in (1, 3, 5)] == [False, True, False]


# -- distances --------------------------------------------------------------------------------------------------------


def brute(solution, found, region, many=60):
    """Return the smallest scaled change to a point of a grid that lies in a region."""
    ranges = [solution.domain.ranges[name] for name in found.vary]
    lines = [[r.low + (r.high - r.low) * F(i, many) for i in range(many + 1)] for r in ranges]
    best = math.inf
    for values in itertools.product(*lines):
        point = dict(zip(found.vary, values, strict=True))
        if found.domain.condition.at(point) and region.condition.at(point):
            sizes = (
                abs(x - found.start[name]) / (r.high - r.low)
                for (name, x), r in zip(point.items(), ranges, strict=True)
            )
            best = min(best, max(sizes))
    return best


@pytest.mark.parametrize(
    ("gain", "size", "exact"),
    [
        ("x + y - 4", F(1, 8), True),  # the corner of a box
        ("x - 5/2", F(1, 8), True),  # one parameter alone
        ("1/4 - (x - 3)**2 - (y - 2)**2", None, True),  # a disk on the diagonal: an irrational corner
        ("1/4 - (x - 3)**2 - (y - 1)**2", F(1, 8), True),  # a disk that the box touches where one is not moved
        ("1/4 - (x - 3)**2 - (y - 3)**2", None, False),  # one that it touches inside a side
        ("1/100 - (x - 3)**2 - (y - 7/5)**2", None, False),  # a smaller one
        ("(x - 5/2)*(2 - y)", F(1, 8), True),  # two pieces
    ],
)
def test_the_nearest_point_against_a_grid(gain, size, exact):
    solution = chooser(gain, {"x": (0, 4), "y": (0, 4)}, {"x": "2", "y": "1"})
    found = gt.require(solution, "P(yes) = 1", vary=("x", "y"), draws=0)
    change = found.every.nearest
    if size is not None:
        assert change.size == size
    assert change.exact is exact
    assert change.least <= change.size
    assert float(change.size) - float(change.least) < 0.002
    grid = brute(solution, found, found.every)
    assert float(change.least) <= grid <= float(change.size) + 0.04
    assert found.every.condition.at(change.point)
    assert solution.at(change.point)[0].outcome.probability(("yes",)) == 1


def test_the_change_of_one_parameter_is_exact_and_never_smaller():
    found = gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR, draws=0).every
    assert list(found.alone) == ["escalation_cost_us", "distraction"]
    assert found.cheapest.size == F(1, 30)
    assert found.alone["distraction"].border["distraction"] == F(5, 9)
    assert all(found.nearest.size <= one.size for one in found.alone.values())
    for one in found.alone.values():
        assert len(one.moved) == 1
        assert found.condition.at(one.point)


def test_what_no_value_of_one_parameter_does():
    found = gt.require(solved("support_signal"), "P(strike) = 1/10", vary=PAIR, draws=0).some
    assert found.alone["distraction"] is None
    assert list(found.alone)[-1] == "distraction"
    assert "distraction: no value within its range is enough" in str(
        gt.require(solved("support_signal"), "P(strike) = 1/10", vary=PAIR, draws=0)
    )


def test_a_range_that_ends_on_the_way():
    solution = chooser("x + y - 5", {"x": (0, 3), "y": (0, 8)}, {"x": "2", "y": "1"})
    change = gt.require(solution, "P(yes) = 1", vary=("x", "y"), draws=0).every.nearest
    # x stops at 3, a third of its range away, and y goes on
    assert change.size == F(2, 11)
    tight = chooser("x + y - 9", {"x": (0, 3), "y": (0, 8)}, {"x": "2", "y": "1"})
    change = gt.require(tight, "P(yes) = 1", vary=("x", "y"), draws=0).every.nearest
    assert change.border == {"x": 3, "y": 6}
    assert change.size == F(5, 8)
    assert change.exact


def test_a_border_that_belongs_to_the_region_and_one_that_does_not():
    # at 3/4 itself P(duel) is 3/4, and at 1/2 both pooling equilibria tie with duels
    attained = gt.require(solved("beer_quiche"), "P(duel) <= 3/4", vary="wimp", at={"wimp": "9/10"}, draws=0).every
    assert attained.nearest.attained is True
    assert attained.nearest.point == {"wimp": F(3, 4)}
    assert attained.nearest.just_beyond() == ""
    beyond = gt.require(solved("beer_quiche"), "P(duel) = 0", vary="wimp", at={"wimp": "9/10"}, draws=0).every
    assert beyond.nearest.attained is False
    assert beyond.nearest.point == {"wimp": F(499, 1000)}
    assert "not at the border itself, just beyond, e.g. at wimp = 499/1000 (0.499)" in beyond.nearest.just_beyond()


def test_the_start_is_what_at_says():
    found = gt.require(solved("beer_quiche"), "P(duel) = 0", vary="wimp", at={"wimp": "3/5"}, draws=0)
    assert found.start == {"wimp": F(3, 5)}
    assert found.every.nearest.size == F(1, 10)
    assert "wimp may change; wimp = 3/5" in str(found)
    elsewhere = gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR, at={"strike_gain": "1/2"}, draws=0)
    assert elsewhere.fixed["strike_gain"] == F(1, 2)
    assert elsewhere.every.here is True


def test_a_start_on_a_border_is_solved():
    found = gt.require(solved("beer_quiche"), "P(duel) = 0", vary="wimp", at={"wimp": "1/2"}, draws=0).every
    assert found.here is False
    assert found.nearest.size == 0
    assert found.nearest.attained is False
    assert found.condition.at(found.nearest.point)


def test_without_a_start_or_a_width_there_are_no_distances():
    loose = chooser("x - y", {"x": (0, 4), "y": (0, 4)})
    found = gt.require(loose, "P(yes) = 1", vary=("x", "y"), draws=100)
    assert found.start is None
    assert found.every.nearest is None
    assert "no distances" in str(found)
    assert found.every.share.value == pytest.approx(0.5, abs=0.2)
    game = gt.StrategicGame({"p": ("yes", "no"), "q": ("w",)}, {("yes", "w"): ("x", 0), ("no", "w"): (0, 0)})
    endless = gt.require(gt.solve(game, gt.Nash()), "P(yes) = 1", vary="x", at={"x": -1})
    assert str(endless.every.condition) == "x > 0"
    assert endless.every.nearest is None
    assert "has no width by which to scale a change" in str(endless)
    assert "no share of the priors" in str(endless)


# -- the share --------------------------------------------------------------------------------------------------------


def test_the_share_is_that_of_the_priors_of_what_varies():
    found = gt.require(solved("beer_quiche"), "P(duel) = 0", vary="wimp", draws=20_000, seed=3).every
    assert found.share.value == pytest.approx(0.5, abs=3 * found.share.half_width)
    assert found.share.draws == 20_000
    pair = gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR, draws=4000).every
    columns = gt.study.draw(solved("support_signal"), 4000, 0, at={
        name: x for name, x in solved("support_signal").baseline.items() if name not in PAIR
    })  # fmt: skip
    d, e = (columns[name] for name in PAIR)
    assert pair.share.value == pytest.approx(float(((d < 0.8) & (d < 1 - 8 / (15 * e))).mean()))


def test_the_same_seed_the_same_answer():
    one, two = (gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR, draws=500, seed=4) for _ in "ab")
    assert one.document() == two.document()
    assert str(one) == str(two)


# -- what it is asked, and what it says -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "more", "error", "message"),
    [
        ("P(duell) = 0", {"vary": "wimp"}, QuantityError, "did you mean 'duel'"),
        ("P(duel)", {"vary": "wimp"}, QuantityError, "expected a relation"),
        ("every equilibrium has P(duel) rising in wimp", {"vary": "wimp"}, QuantityError, "a course compares points"),
        ("P(duel) = 0", {"vary": "wimpy"}, ParameterError, "unknown parameter 'wimpy', did you mean 'wimp'"),
        ("P(duel) = 0", {"vary": ()}, ParameterError, "one to 4 different parameters, got none"),
        ("P(duel) = 0", {"vary": ("wimp", "wimp")}, ParameterError, "one to 4 different parameters"),
        ("P(duel) = 0", {"vary": "wimp", "at": {"wimp": 2}}, ParameterError, "outside its range"),
        ("P(duel) = 0", {"vary": "wimp", "priors": "war"}, ParameterError, "no scenario"),
        ("P(duel) = 0", {"vary": "wimp", "seed": -1}, ParameterError, "seed"),
    ],
)
def test_what_is_no_question(text, more, error, message):
    with pytest.raises(error, match=message):
        gt.require(solved("beer_quiche"), text, **more)


def test_a_solution_is_asked():
    with pytest.raises(TypeError, match="expected a solution"):
        gt.require(gt.load("beer_quiche"), "P(duel) = 0", vary="wimp")
    with pytest.raises(ParameterError, match="no parameters"):
        gt.require(solved("beer_quiche").at(), "P(duel) = 0", vary="wimp")


def test_the_statement_in_every_form():
    found = gt.require(solved("support_signal"), "P(strike) = 0", vary=PAIR, draws=1000)
    text = " ".join(str(found).split())
    assert text.startswith("Support as a signal: what would have to be true for P(strike) = 0")
    assert "distraction and escalation_cost_us may change; the rest at the baseline" in text
    assert "assuming escalation_cost_us > 4/15" in text
    assert "none moves by more than 1.94% of its range" in text
    assert "of 1,000 draws of distraction and escalation_cost_us from their priors, the other parameters held" in text
    assert "what would have to be true" in html.write(found.statement())
    assert r"\frac" in tex.write(found.statement())
    document = json.loads(json.dumps(found.document()))
    assert document["format"] == "gametheory-requirement/1"
    assert [one["reading"] for one in document["answers"]] == ["every", "some"]
    assert document["answers"][0]["nearest"]["size"] == "(-67 + sqrt(4969))/180"
    lines = list(csv_lines(found.rows()))
    assert lines[0].startswith("reading,kind,status,where,share,half_width,parameter,from,to,size")
    assert {len(row) for row in found.rows()} == {len(found.rows()[0])}
    assert pickle.loads(pickle.dumps(found)).document() == found.document()


# -- and weaken -------------------------------------------------------------------------------------------------------


def test_weaken_finds_a_condition_on_two_parameters():
    solution = chooser("x*y - 5", {"x": (0, 4), "y": (0, 4)}, {"x": "2", "y": "2"})
    verdict = gt.prove(solution, "every equilibrium has P(yes) = 1", draws=0)
    [one] = gt.weaken(verdict, draws=2000)
    assert one.parameters == ("x", "y")
    assert str(one) == "x*y > 5"
    assert one.verdict.status == "proved"
    assert one.kept == pytest.approx(1 - (5 + 5 * math.log(16 / 5)) / 16, abs=0.05)
    assert gt.weaken(verdict, draws=200).document()["conditions"][0]["condition"] == "x*y > 5"


def test_weaken_says_that_no_condition_is_enough():
    solution = chooser("x + y - 3", {"x": (0, 4), "y": (0, 4)}, {"x": "2", "y": "2"})
    found = gt.weaken(gt.prove(solution, "every equilibrium has payoff.q > 0", draws=0), draws=0)
    assert found == ()
    assert found.why.endswith("no condition on x and y together is enough")


def test_weaken_says_what_to_fix_where_many_are_free():
    found = gt.weaken(gt.prove(solved("sinking_costs"), "no equilibrium has P(signal) > 0", draws=0), draws=0)
    assert found == ()
    assert "fix all but 4 of the 6 parameters by at for a condition on several" in found.why
