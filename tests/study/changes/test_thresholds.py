"""Thresholds and margins: exact values of the crisis model, algebraic ones, and bisection with the exact solver."""

from __future__ import annotations

import itertools
import json
import random
from fractions import Fraction

import pytest
from helpers.first import FIRST_SEQUENCE, FIRST_SIGNAL
from helpers.solved import solved
from helpers.synthetic import by_hand
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.lang import all_of, any_of, constant, parameter, parse_condition, relation
from gametheory.lang.algebraic import Algebraic, real_roots
from gametheory.study.changes.margins import margins
from gametheory.study.changes.thresholds import thresholds

F = Fraction


@pytest.fixture(scope="module")
def signal():
    return solved(FIRST_SIGNAL)


@pytest.fixture(scope="module")
def sequence():
    return solved(FIRST_SEQUENCE)


def names(equilibria):
    return sorted(eq.name for eq in equilibria)


def advised(payoff: str) -> gt.Solution:
    """One message, two responses: the receiver takes ``act`` exactly where ``payoff`` is positive."""
    return gt.solve(
        gt.SignalingGame(
            sender="s",
            receiver="r",
            types={"one": "1/3", "two": "2/3"},
            messages={"ask": ("act", "wait")},
            payoffs={(t, "ask", a): (0, payoff if a == "act" else 0) for t in ("one", "two") for a in ("act", "wait")},
        )
    )


# -- the crisis model: propositions P2.1 to P2.4 of the model's paper trail (bands in d, air defense stops paying) ----


def test_distraction_at_the_baseline(signal):
    found = thresholds(signal, "distraction")
    assert found.values == (F(5, 9), F(4, 5))
    band, stops_paying = found
    assert [eq.name for eq in band.ends] == ["pooling on missile_threat, answered coerce"]
    assert [eq.name for eq in band.appears] == [
        "semi-separating (committed: missile_threat; constrained: air_defense or missile_threat)"
    ]
    assert names(band.before) == names(signal.at(distraction="1/2"))
    assert names(band.after) == names(signal.at(distraction="3/5"))
    assert names(stops_paying.after) == names(signal.at(distraction="17/20"))
    # exactly there the games are degenerate, and the equilibria of the point itself are shown
    for one in found:
        there = signal.at(distraction=one.value)
        assert [eq.outcome for eq in one.at] == [eq.outcome for eq in there]
        assert not all(eq.isolated for eq in one.at)
    assert [(p.low, p.high) for p in found.pieces] == [(0, F(5, 9)), (F(5, 9), F(4, 5)), (F(4, 5), F(9, 10))]


def test_where_the_threat_alone_is_enough(signal):
    # resolve_prior 9/10: refrain up to d_N = 1 - mu_N/theta0 = 7/27, coerce up to d_C = 1 - mu_C/theta0 = 61/81
    found = thresholds(signal, "distraction", at={"resolve_prior": "9/10"})
    assert found.values == (F(7, 27), F(61, 81), F(4, 5))
    assert "answered refrain" in found[0].ends[0].name
    assert "answered coerce" in found[0].appears[0].name


@pytest.mark.parametrize(
    ("parameter", "values"),
    [
        ("escalation_cost", [F(9, 10)]),  # mu_C = theta: (1/5)/(1/5 + D - 1/10) = 1/5
        ("resolve_prior", [F(5, 9)]),  # theta0 * 2/5 = mu_C = 2/9
        ("strike_gain_air_defense", [F(1, 5)]),  # air defense deters below coercion_gain
        ("stock_cost", [F(4, 25)]),  # f - y = c0/(1 - d)
        ("foothold", [F(2, 5)]),
        ("exposure_cost", []),
        ("committed_loss", []),
        ("entanglement_cost", []),
    ],
)
def test_other_parameters_at_the_baseline(signal, parameter, values):
    assert list(thresholds(signal, parameter).values) == values


def test_a_regime_that_goes_on_is_no_change(signal):
    # coercion_loss = 0 and committed_loss = 0 are knife edges of the model on which nothing new exists at the baseline
    for name in ("coercion_loss", "committed_loss"):
        assert F(0) not in thresholds(signal, name).values
        here, beside = signal.at({name: 0}), signal.at({name: "1/1000"})
        assert names(here) == names(beside)


def test_the_admissible_part_is_cut_exactly(signal):
    # (W - lambda) z < lambda (D - z) at the baseline: lambda > 1/20; and lambda < W = 2/5
    pieces = thresholds(signal, "coercion_gain").pieces
    assert (pieces[0].low, pieces[-1].high) == (F(1, 20), F(2, 5))


def set_of_equilibria(solution, name, value, at):
    return names(solution.at({**at, name: value}))


@pytest.mark.parametrize("seed", range(3))
def test_against_bisection_with_the_exact_solver(signal, seed):
    rng = random.Random(seed)
    point = None
    while point is None or list(signal.domain.outside(point)):
        point = {n: i.low + (i.high - i.low) * F(rng.randrange(1, 60), 60) for n, i in signal.domain.ranges.items()}
    name = rng.choice(["distraction", "escalation_cost", "coercion_gain", "foothold", "strike_gain"])
    at = {n: v for n, v in point.items() if n != name}
    found = thresholds(signal, name, at=at)
    low, high = found.pieces[0].low, found.pieces[-1].high
    grid = [low + (high - low) * F(k, 24) + F(1, 10**7) for k in range(24)]
    grid = [x for x in grid if not list(signal.domain.outside({**at, name: x}))]
    sets = [set_of_equilibria(signal, name, x, at) for x in grid]
    for x, there in zip(grid, sets, strict=True):
        (piece,) = [p for p in found.pieces if p.low < x < p.high]
        assert names(piece.regimes) == there
    crossed = 0
    for k in range(len(grid) - 1):
        a, b, old = grid[k], grid[k + 1], sets[k]
        between = [v for v in found.values if a < v < b]
        if old == sets[k + 1]:
            continue
        crossed += 1
        if len(between) == 1:
            while b - a > F(1, 10**9):
                middle = (a + b) / 2
                if set_of_equilibria(signal, name, middle, at) == old:
                    a = middle
                else:
                    b = middle
            assert a <= between[0] <= b
        else:
            assert between
    assert crossed <= len(found.switches)


def test_a_line_inside_a_knife_edge_is_solved_again(signal):
    at = {"strike_gain_air_defense": "1/5"}  # equal to coercion_gain: the receiver is indifferent after air defense
    found = thresholds(signal, "distraction", at=at)
    assert "knife edge" in found.notes[0]
    for piece in found.pieces:
        there = signal.at({**at, "distraction": piece.inside})
        point = {**found.fixed, "distraction": piece.inside}
        limits = {
            frozenset((h, q) for h, p in eq.outcome.items() if (q := p.at(point) if hasattr(p, "at") else p))
            for eq in piece.regimes
        }
        extremes = {
            frozenset(one.outcome.items()) for eq in there for one in (eq.vertices if not eq.isolated else (eq,))
        }
        assert limits == extremes


# -- algebraic thresholds ---------------------------------------------------------------------------------------------


def test_a_radical():
    found = thresholds(advised("x**2 - 2"), "x")
    assert list(found.values) == list(real_roots([-2, 0, 1]))
    assert [str(v) for v in found.values] == ["-sqrt(2)", "sqrt(2)"]
    assert [names(piece.regimes) for piece in found.pieces] == [
        ["pooling on ask, answered act"],
        ["pooling on ask, answered wait"],
        ["pooling on ask, answered act"],
    ]
    assert [(p.low, p.high) for p in found.pieces] == [
        (None, found[0].value),
        (found[0].value, found[1].value),
        (found[1].value, None),
    ]
    assert found.document()["thresholds"][1]["value"] == "sqrt(2)"


def test_a_cubic():
    (one,) = thresholds(advised("x**3 - x - 1"), "x")
    assert isinstance(one.value, Algebraic)
    assert one.value.polynomial == (-1, -1, 0, 1)
    assert one.document()["value"]["polynomial"] == "x**3 - x - 1"
    assert abs(float(one.value) - 1.3247179572447460) < 1e-15
    assert (names(one.before), names(one.after)) == (
        ["pooling on ask, answered wait"],
        ["pooling on ask, answered act"],
    )


def test_a_bimatrix_game_with_a_quadratic_threshold():
    # top against left pays (x**2 - 2), bottom 0 whatever happens; the column player prefers left
    game = gt.StrategicGame(
        {"row": ["top", "bottom"], "column": ["left", "right"]},
        {
            ("top", "left"): ("x**2 - 2", 1),
            ("top", "right"): (1, 0),
            ("bottom", "left"): (0, 1),
            ("bottom", "right"): (0, 0),
        },
    )
    found = thresholds(gt.solve(game), "x")
    assert [one.value for one in found] == list(real_roots([-2, 0, 1]))
    for piece in found.pieces:
        assert names(piece.regimes) == names(gt.solve(game.subs({"x": piece.inside})))


def test_a_change_at_one_value_alone():
    solution = advised("x**2")
    (one,) = thresholds(solution, "x")
    assert one.value == 0
    assert one.only_here
    assert one.what == (f"at this value alone: {one.at[0].name}",)
    assert not one.at[0].isolated
    assert thresholds(solution, "x").switches == ()
    assert margins(solution, at={"x": 1})["x"].nearest is None


def test_what_is_not_decided_at_an_irrational_value_is_said():
    found = thresholds(advised("(x**2 - 2)**2"), "x")
    assert found.values == ()
    assert list(found.unresolved) == list(real_roots([-2, 0, 1]))
    assert "further equilibria may exist there alone" in str(found)


# -- any conditions: plain evaluation is the judge --------------------------------------------------------------------

polynomials = st.lists(st.integers(-3, 3), min_size=1, max_size=4).map(
    lambda cs: sum((constant(c) * parameter("x") ** i for i, c in enumerate(cs)), constant(0))
)
atoms = st.builds(relation, polynomials, st.sampled_from([">", ">=", "<", "=", "!="]))
conditions = st.lists(st.lists(atoms, min_size=1, max_size=3).map(all_of), min_size=1, max_size=2).map(any_of)


@pytest.mark.compares
@given(st.lists(conditions, min_size=1, max_size=3), conditions)
@settings(max_examples=40, deadline=None)
def test_pieces_and_thresholds_agree_with_evaluation(whens, assume):
    solution = by_hand({f"r{i}": when for i, when in enumerate(whens)}, ["x"], assume)
    grid = [F(k, 7) for k in range(-28, 29)]
    admitted = [x for x in grid if assume.at({"x": x})]
    try:
        found = thresholds(solution, "x")
    except gt.ParameterError:
        assert not admitted
        return
    marks = {one.value: one for one in found}
    for x in admitted:
        there = names(solution.at(x=x))
        if x in marks:
            assert names(marks[x].at) == there
            continue
        holding = [p for p in found.pieces if p.low <= x <= p.high]
        assert holding
        for piece in holding:
            assert names(piece.regimes) == there
    for one in found:
        sides = [names(side) for side in (one.before, one.after, one.at) if side is not None]
        assert len({tuple(side) for side in sides}) > 1
        for piece in found.pieces:
            assert not piece.low < one.value < piece.high
    ends = [end for piece in found.pieces for end in (piece.low, piece.high)]
    assert all(a <= b for a, b in itertools.pairwise(ends))


def test_a_name_that_goes_on_with_another_outcome():
    x = parameter("x")
    low = by_hand({"kept": relation(x, "<", 1), "other": relation(x, ">", 1)}, ["x"])
    renamed = type(low)(
        low.game,
        low.concept,
        tuple(type(eq)("kept", {}, {}, {}, eq.outcome, eq.when) for eq in low),
        domain=low.domain,
    )
    (one,) = thresholds(renamed, "x")
    assert one.what == ("changes its outcome: kept",)
    assert (one.ends, one.appears, [eq.outcome for eq in one.changes]) == ((), (), [{"other": 1}])


# -- margins ----------------------------------------------------------------------------------------------------------


def test_margins_of_the_crisis_model(signal):
    found = margins(signal)
    assert [item.parameter for item in found][:3] == ["strike_gain", "strike_gain_air_defense", "distraction"]
    d = found["distraction"]
    assert (d.below.value, d.above.value) == (F(5, 9), F(4, 5))
    assert (d.distance, d.relative) == (F(2, 45), F(4, 81))
    assert d.nearest is d.below
    assert [item.parameter for item in found][-3:] == ["entanglement_cost", "exposure_cost", "committed_loss"]
    assert found["exposure_cost"].distance is None
    relative = [item.relative for item in found if item.relative is not None]
    assert relative == sorted(relative)
    text = str(found)
    assert "going down, appears: pooling on missile_threat, answered coerce" in text
    assert "exposure_cost = 1/5: no change" in text
    assert json.loads(json.dumps(found.document()))["margins"][0]["relative"] == "1/40"


def test_a_margin_to_an_irrational_value():
    (item,) = margins(advised("x**2 - 2"), at={"x": 1})
    assert str(item.distance) == "-1 + sqrt(2)"
    assert item.relative is None  # the range is the whole line
    assert str(item.below.value) == "-sqrt(2)"


def test_at_a_threshold_the_margin_is_zero(signal):
    item = margins(signal, at={"distraction": "5/9"})["distraction"]
    assert item.distance == item.relative == 0
    assert item.below.value == item.above.value == F(5, 9)
    assert "changes here" in str(item)


# -- what is printed --------------------------------------------------------------------------------------------------


def test_the_ladder_as_text_and_latex(signal):
    found = thresholds(signal, "distraction", at={"resolve_prior": "9/10"})
    text = str(found)
    assert "thresholds in distraction, resolve_prior = 9/10, the rest at the baseline" in text
    assert "distraction from 7/27 (0.259259) to 61/81 (0.753086)" in text
    assert "exactly there: " in text
    assert text.index("distraction = 7/27") < text.index("distraction = 61/81") < text.index("distraction = 4/5")
    tex = found._repr_latex_()
    assert r"\frac{7}{27} < d < \frac{61}{81}" in tex
    document = json.loads(json.dumps(found.document()))
    assert [one["value"] for one in document["thresholds"]] == ["7/27", "61/81", "4/5"]
    assert document["fixed"]["resolve_prior"] == "9/10"


# -- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "at", "message"),
    [
        ("distracton", {}, "unknown parameter 'distracton', did you mean 'distraction'"),
        ("zzz", {}, "unknown parameter 'zzz': there are distraction, escalation_cost"),
        ("distraction", {"distraction": "1/2"}, "leave it out of at="),
        ("distraction", {"foothold": 9}, r"foothold = 9 is outside its range \[1/5, 1\]"),
        ("distraction", {"footold": 9}, "did you mean 'foothold'"),
        ("distraction", {"foothold": "much"}, "foothold = 'much' is not a number"),
        ("distraction", {"foothold": float("nan")}, "foothold = nan is not a number"),
        (
            "distraction",
            {"strike_gain": "1/10"},
            "no distraction is admissible .* strike_gain > coercion_gain and .* cannot hold",
        ),
        (3, {}, "expected the name of a parameter, got 3"),
    ],
)
def test_bad_questions(signal, name, at, message):
    with pytest.raises(gt.ParameterError, match=message):
        thresholds(signal, name, at=at)


def test_solutions_without_parameters(signal):
    with pytest.raises(gt.ParameterError, match="is solved at a point"):
        thresholds(signal.at(), "distraction")
    with pytest.raises(gt.ParameterError, match="no parameters"):
        margins(signal.at())


def test_questions_asked_of_something_else(signal):
    for verb in (lambda: thresholds(signal.model, "distraction"), lambda: margins(signal.model)):
        with pytest.raises(TypeError, match=r"expected a solution, as gt\.solve.* got Model"):
            verb()
    with pytest.raises(gt.ParameterError, match="at= takes a mapping"):
        thresholds(signal, "distraction", at=["foothold"])


def test_no_admissible_value():
    with pytest.raises(gt.ParameterError, match="no value of x satisfies the assumptions"):
        thresholds(by_hand({"a": parse_condition("x > 0")}, ["x"], parse_condition("x**2 < -1")), "x")


def test_a_parameter_without_a_value():
    game = advised("x*y - 1")
    with pytest.raises(gt.ParameterError, match="no value for y: there is no baseline"):
        thresholds(game, "x")
    assert thresholds(game, "x", at={"y": 3}).values == (F(1, 3),)


def test_margins_outside_the_ranges(signal):
    with pytest.raises(gt.ParameterError, match="distraction = 1 is outside its range"):
        margins(signal, at={"distraction": 1})


# -- support_sequence: P1.1 to P1.3 of the model's paper trail ---------------------------------------------------------


@pytest.mark.slow
def test_escalation_cost_in_the_sequence_model(sequence):
    found = thresholds(sequence, "escalation_cost")
    # below w - lambda - k_S = 1/5 a strike on sustainment would pay even if Russia follows through;
    # below e_F = rho*f + r = 1/4 follow-through is credible; above e_A(3/5) = 23/2 air defense costs Russia too much
    assert found.values == (F(1, 5), F(1, 4), F(23, 2))
    assert [names(piece.regimes) for piece in found.pieces] == [
        ["air_defense/air_defense/coerce"],
        ["sustainment/sustainment/coerce"],
        ["air_defense/air_defense/coerce"],
        ["sustainment/sustainment/strike/disengage"],
    ]
    for piece in found.pieces:
        assert names(piece.regimes) == names(sequence.at(escalation_cost=piece.inside))
    for one in found:
        assert names(one.at) == names(sequence.at(escalation_cost=one.value))


@pytest.mark.slow
def test_distraction_in_the_sequence_model(sequence):
    (one,) = thresholds(sequence, "distraction")
    assert one.value == F(31, 35)  # d_A(1)
    assert names(one.after) == ["nothing/nothing/strike/disengage"]
    at = {"strike_gain": "7/10", "escalation_cost": 1}  # w raised: d_M(1) = 3/19
    assert F(3, 19) in thresholds(sequence, "distraction", at=at).values
    assert F(31, 28) in thresholds(sequence, "escalation_cost", at={"strike_gain": "7/10", "distraction": 0}).values


@pytest.mark.slow
def test_the_thinnest_assumption_of_the_sequence_model(sequence):
    found = margins(sequence)
    assert [item.parameter for item in found][:2] == ["escalation_cost", "strike_gain"]
    assert (found["strike_gain"].distance, found["strike_gain"].above.value) == (F(1, 20), F(13, 20))
    assert found["coercion_gain"].below.value == F(3, 20)
