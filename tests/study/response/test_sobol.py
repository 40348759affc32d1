"""Sobol' indices: analytic values of the standard test functions, dependent inputs, several equilibria, no value."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from helpers.first import FIRST_SIGNAL
from helpers.solved import made_of, solved
from helpers.synthetic import by_hand

import gametheory as gt
from gametheory.concepts import refine
from gametheory.errors import ParameterError, QuantityError
from gametheory.lang import TRUE, Domain, Interval, parameter, parse, parse_condition
from gametheory.study.response.interaction import double_differences
from gametheory.study.response.pick_freeze import bootstrap, pick_freeze
from gametheory.study.response.sobol import sobol
from gametheory.study.sweeps.conditional import redraw
from gametheory.study.sweeps.draws import draw, sampler

F = Fraction


def inputs(names, low, high, assume=TRUE):
    """Uniform inputs on a box, under an assumption."""
    return sampler(by_hand({"any": TRUE}, names, assume, (low, high)))


def indices(function, source, *, draws=1 << 16, seed=0, level=0.95, resamples=1000):
    """First-order and total indices of every input, as two lists of estimates."""
    names = source.order
    single = [frozenset((name,)) for name in names]
    rest = [frozenset(names) - one for one in single]
    found = pick_freeze(lambda c: function(c)[None], source, [*single, *rest], draws, seed)
    asked = [{one: 1.0} for one in single] + [{None: 1.0, one: -1.0} for one in rest]
    estimates = found.estimates(0, asked, level=level, resamples=resamples)
    return estimates[: len(names)], estimates[len(names) :], found


def agrees(estimate, exact):
    """Whether an estimate is within 4.5 standard errors: some 100 values are checked, so 95 % intervals will not do.

    That the intervals cover as often as they say is checked by itself below, over many seeds.
    """
    error = (estimate.high - estimate.low) / (2 * 1.96)
    return abs(estimate.value - float(exact)) <= 4.5 * error + 1e-9


def interaction(function, source, pair, *, draws=1 << 16, seed=0, level=0.95):
    sums = double_differences(lambda c: function(c)[None], source, pair, draws, seed, bins=1024)

    def share(sums):
        mean = sums[:, 1:] / sums[:, :1]
        return mean[:, 2:] / (mean[:, 1:2] - mean[:, :1] ** 2)

    return bootstrap(sums[0], share, seed, level=level, resamples=1000)[0]


# -- functions with known indices --------------------------------------------------------------------------------------

# Ishigami and Homma (1990): sin x1 + a sin(x2)**2 + b x3**4 sin x1 on [-pi, pi]**3, a = 7, b = 1/10. Variance
# a**2/8 + b pi**4/5 + b**2 pi**8/18 + 1/2; V1 = (1 + b pi**4/5)**2/2, V2 = a**2/8, V13 = 8 b**2 pi**8/225.
A, B = 7.0, 0.1
ISHIGAMI_VARIANCE = A**2 / 8 + B * math.pi**4 / 5 + B**2 * math.pi**8 / 18 + 1 / 2
ISHIGAMI_1 = (1 + B * math.pi**4 / 5) ** 2 / 2 / ISHIGAMI_VARIANCE
ISHIGAMI_2 = A**2 / 8 / ISHIGAMI_VARIANCE
ISHIGAMI_13 = 8 * B**2 * math.pi**8 / 225 / ISHIGAMI_VARIANCE
PI = Fraction(math.pi)


def ishigami(c):
    return np.sin(c["x1"]) + A * np.sin(c["x2"]) ** 2 + B * c["x3"] ** 4 * np.sin(c["x1"])


# Saltelli and Sobol' (1995): the product of (|4 x - 2| + a)/(1 + a) on the unit box; V = 1/(3 (1 + a)**2) for each.
G_WEIGHTS = (F(0), F(1), F(9, 2), F(9), F(99), F(99), F(99), F(99))


def g_function(c):
    factors = [(np.abs(4 * x - 2) + float(a)) / (1 + float(a)) for x, a in zip(c.values(), G_WEIGHTS, strict=True)]
    return np.prod(factors, axis=0)


def g_indices():
    shares = [1 / (3 * (1 + a) ** 2) for a in G_WEIGHTS]
    variance = math.prod(1 + v for v in shares) - 1
    first = [v / variance for v in shares]
    total = [v * math.prod(1 + w for j, w in enumerate(shares) if j != i) / variance for i, v in enumerate(shares)]
    return first, total


def test_ishigami():
    first, total, found = indices(ishigami, inputs(["x1", "x2", "x3"], -PI, PI))
    for estimate, exact in zip(first, (ISHIGAMI_1, ISHIGAMI_2, 0), strict=True):
        assert agrees(estimate, exact)
        assert estimate.high - estimate.low < 0.025
    for estimate, exact in zip(total, (ISHIGAMI_1 + ISHIGAMI_13, ISHIGAMI_2, ISHIGAMI_13), strict=True):
        assert agrees(estimate, exact)
        assert estimate.high - estimate.low < 0.025
    assert round(ISHIGAMI_1, 4) == 0.3139
    assert round(ISHIGAMI_13, 4) == 0.2437
    mean, variance = found.moments(0)
    assert mean == pytest.approx(A / 2, abs=0.05)
    assert variance == pytest.approx(ISHIGAMI_VARIANCE, rel=0.02)


def test_second_order_of_ishigami():
    source = inputs(["x1", "x2", "x3"], -PI, PI)
    for pair, exact in {("x1", "x2"): 0.0, ("x1", "x3"): ISHIGAMI_13, ("x2", "x3"): 0.0}.items():
        found = interaction(ishigami, source, pair)
        assert agrees(found, exact)
        assert found.high - found.low < 0.03


def test_g_function():
    exact_first, exact_total = g_indices()
    assert exact_first[0] == F(264627000000000000000000, 369491613422955729956071)
    assert exact_total[1] == F(89490201032535056150467, 369491613422955729956071)
    first, total, _ = indices(g_function, inputs([f"x{i}" for i in range(1, 9)], 0, 1))
    for estimate, exact in itertools.chain(zip(first, exact_first, strict=True), zip(total, exact_total, strict=True)):
        assert agrees(estimate, exact)
        assert estimate.high - estimate.low < 0.03


def linear(c):
    # on [-1, 1]**3 the variances are 1/3 of x1, 4/3 of x2 and 1/9 of x1 x3
    return c["x1"] + 2 * c["x2"] + c["x1"] * c["x3"]


@pytest.mark.parametrize(
    ("function", "end", "exact"),
    [
        (ishigami, PI, (ISHIGAMI_1, ISHIGAMI_2, 0, ISHIGAMI_1 + ISHIGAMI_13, ISHIGAMI_2, ISHIGAMI_13)),
        (linear, F(1), tuple(F(x, 16) for x in (3, 12, 0, 4, 12, 1))),
    ],
)
def test_intervals_cover_as_often_as_they_say(function, end, exact):
    source = inputs(["x1", "x2", "x3"], -end, end)
    hits, errors = np.zeros(6), np.zeros(6)
    for seed in range(100):
        first, total, _ = indices(function, source, draws=1024, seed=seed, level=0.9, resamples=400)
        found = [*first, *total]
        hits += [float(x) in estimate for x, estimate in zip(exact, found, strict=True)]
        errors += [(e.value - float(x)) / (e.high - e.low) for x, e in zip(exact, found, strict=True)]
    # 90 expected, with a standard deviation of 3; on average over the six, of at most that
    assert (hits >= 80).all()
    assert 86 <= hits.mean() <= 95
    # no bias: the mean of 100 errors, in units of an interval of 3.3 standard errors
    assert (abs(errors / 100) < 0.12).all()


def test_scipy_agrees_where_inputs_are_independent():
    n = 1 << 14
    one, other = np.random.default_rng(0).uniform(-math.pi, math.pi, (2, 3, n))
    swapped = np.repeat(one[None], 3, axis=0)
    for i in range(3):
        swapped[i, i] = other[i]

    def of(x):
        return ishigami(dict(zip(("x1", "x2", "x3"), x, strict=True)))[None]

    outputs = {"f_A": of(one), "f_B": of(other), "f_AB": np.stack([of(x) for x in swapped])}
    theirs = scipy.stats.sobol_indices(func=outputs, n=n)
    first, total, _ = indices(ishigami, inputs(["x1", "x2", "x3"], -PI, PI))
    for ours, number in zip([*first, *total], [*theirs.first_order.flat, *theirs.total_order.flat], strict=True):
        assert abs(ours.value - number) < 0.05  # both have errors of up to 0.015


# -- inputs that an assumption ties together ---------------------------------------------------------------------------

# x1, x2 uniform on the triangle x1 < x2 and Y = x1 + x2: Var Y = 1/6, E[Y | x1] = (3 x1 + 1)/2 and E[Y | x2] = 3 x2/2
# with variance 9/4 * 1/18 = 1/8 each; E[Var(Y | x2)] = E[x2**2]/12 = 1/24. So S = 3/4, S_T = 1/4 for both.


def plus(c):
    return c["x1"] + c["x2"]


def test_dependent_inputs():
    first, total, found = indices(plus, inputs(["x1", "x2"], 0, 1, parse_condition("x1 < x2")))
    assert all(agrees(one, 0.75) for one in first)
    assert all(agrees(one, 0.25) for one in total)
    assert all(one.high - one.low < 0.02 for one in (*first, *total))
    assert found.moments(0)[1] == pytest.approx(1 / 6, rel=0.02)


def test_no_value_is_the_same_as_an_assumption():
    def somewhere(c):
        return np.where(c["x1"] < c["x2"], c["x1"] + c["x2"], np.nan)

    first, total, found = indices(somewhere, inputs(["x1", "x2"], 0, 1))
    assert all(agrees(one, 0.75) for one in first)
    assert all(agrees(one, 0.25) for one in total)
    assert found.draws / found.tried == pytest.approx(0.5, abs=0.01)


def test_a_function_without_values_is_refused():
    with pytest.raises(ParameterError, match="0 have a value"):
        indices(lambda c: c["x1"] * np.nan, inputs(["x1", "x2"], 0, 1))


def test_interaction_across_groups():
    # x1 < x2 tied, y free: the interaction of x1 and y in Y = x1 y is (x1 - 1/3)(y - 1/2), with variance 1/18 * 1/12
    source = inputs(["x1", "x2", "y"], 0, 1, parse_condition("x1 < x2"))
    variance = F(1, 6) * F(1, 3) - F(1, 9) * F(1, 4)  # E[x1**2] = 1/6
    found = interaction(lambda c: c["x1"] * c["y"], source, ("x1", "y"))
    assert agrees(found, float(F(1, 216) / variance))
    assert found.high - found.low < 0.03
    assert double_differences(lambda c: c["x1"][None], source, ("x1", "x2"), 1024, 0, bins=64) is None


def test_redrawing_keeps_the_joint_distribution():
    solution = by_hand({"any": TRUE}, ["x", "y", "z"], parse_condition("x < y"), (0, 1))
    source = sampler(solution)
    here = draw(solution, 50_000, 3)
    stream = np.random.PCG64(5)
    for frozen in ((), ("x",), ("y",), ("z",), ("x", "z")):
        there = redraw(source, here, frozen, stream)
        assert (there["x"] < there["y"]).all()
        for name in "xyz":
            if name in frozen:
                assert there[name] is here[name]
            else:
                assert scipy.stats.ks_2samp(there[name], draw(solution, 50_000, 4)[name]).pvalue > 1e-3
    # given x = 1/2, y is uniform on (1/2, 1)
    half = {"x": np.full(20_000, 0.5), "y": np.full(20_000, 0.75), "z": np.zeros(20_000)}
    drawn = redraw(source, half, ("x",), stream)["y"]
    assert scipy.stats.kstest(drawn, scipy.stats.uniform(0.5, 0.5).cdf).pvalue > 1e-3


def test_no_room_beside_a_frozen_value():
    source = inputs(["x", "y"], 0, 1, parse_condition("x < y"))
    full = {"x": np.array([1.0]), "y": np.array([1.0])}
    with pytest.raises(ParameterError, match=r"no draw of y was found .* beside x = 1\.0"):
        redraw(source, full, ("x",), np.random.PCG64(0))


# -- of solutions ------------------------------------------------------------------------------------------------------


def polynomial():
    """x1 + 2 x2 + x1 x3 with a dummy x4 on the unit box: S = (27, 48, 3, 0)/79, S_T = (28, 48, 4, 0)/79."""
    return made_of([(TRUE, parse("x1 + 2*x2 + x1*x3"))], names=("x1", "x2", "x3", "x4"), low=0, high=1)


def test_a_closed_form_with_a_dummy():
    found = sobol(polynomial(), of="payoff.p", pairs=[("x1", "x3"), ("x1", "x2")])
    (end,) = found.ends
    assert end.end == "value"
    assert found["min"] is found["max"] is found["value"]
    for name, first, total in (("x1", 27, 28), ("x2", 48, 48), ("x3", 3, 4), ("x4", 0, 0)):
        assert agrees(end[name].first, F(first, 79))
        assert agrees(end[name].total, F(total, 79))
    assert agrees(end.interaction("x3", "x1").second, F(1, 79))
    assert not agrees(end.interaction("x1", "x3").joint, F(76, 79))
    assert agrees(end.interaction("x1", "x3").joint, F(31, 79))
    assert abs(end.interaction("x1", "x2").second.value) < 1e-12
    assert end.variance == pytest.approx(79 / 144, rel=0.02)
    assert (found.defined, found.several, found.groups) == (1.0, 0.0, ())


def test_one_parameter_has_all_of_the_variance():
    (end,) = sobol(made_of([(TRUE, parse("x*x"))], names=("x",), low=0, high=1), of="payoff.p", draws=1024).ends
    assert end["x"].first == end["x"].total
    assert end["x"].first.value == 1


def test_both_ends_of_the_envelope():
    regimes = [(TRUE, parameter("x")), (parse_condition("y > 1/2"), parameter("x") + 1)]
    found = sobol(made_of(regimes, names=("x", "y"), low=0, high=1), of="payoff.p")
    assert [end.end for end in found.ends] == ["min", "max"]
    assert found.several == pytest.approx(0.5, abs=0.01)
    # smallest: x alone. Largest: x + 1{y > 1/2}, variances 1/12 and 1/4
    assert found["min"]["x"].first.value == pytest.approx(1)
    assert abs(found["min"]["y"].total.value) < 1e-12
    assert agrees(found["max"]["x"].first, 0.25)
    assert agrees(found["max"]["y"].total, 0.75)


def test_where_there_is_no_value():
    somewhere = made_of([(parse_condition("x < y"), parse("x + y"))], names=("x", "y"), low=0, high=1)
    found = sobol(somewhere, of="payoff.p", pairs=[("x", "y")])
    assert found.defined == pytest.approx(0.5, abs=0.01)
    (end,) = found.ends
    assert agrees(end["x"].first, 0.75)
    assert agrees(end["x"].total, 0.25)
    assert end.interaction("x", "y").tied  # by the need for a value: 1 - 3/4 - 3/4
    assert agrees(end.interaction("x", "y").second, -0.5)
    assert "of the draws have no value" in str(found)


def test_tied_parameters_and_their_group():
    assume = parse_condition("x < y")
    found = sobol(
        made_of([(TRUE, parse("x + y + z"))], names=("x", "y", "z"), low=0, high=1, assume=assume),
        of="payoff.p",
        level=0.999,
        pairs=[("x", "y"), ("x", "z")],
    )
    (end,) = found.ends
    assert found.groups == (("x", "y"),)
    assert end["x"].tied == ("y",)
    assert end["z"].tied == ()
    # variances 1/6 of x + y and 1/12 of z
    assert agrees(end["x"].first, 0.5)
    assert agrees(end["x"].total, 1 / 6)
    (group,) = end.groups
    assert group.names == ("x", "y")
    assert agrees(group.first, 2 / 3)
    assert agrees(group.total, 2 / 3)
    assert end.interaction("y", "x").tied
    assert not end.interaction("z", "x").tied
    assert abs(end.interaction("z", "x").second.value) < 1e-12
    assert agrees(end.interaction("x", "y").second, -1 / 3)  # 2/3 - 1/2 - 1/2
    assert "x*" in str(found)
    assert "tied by assumptions" in str(found)


def test_an_output_that_does_not_move():
    regimes = [(TRUE, parameter("x")), (TRUE, F(-5))]
    found = sobol(made_of(regimes, names=("x",), low=0, high=1), of="payoff.p", draws=1024)
    assert found["min"].parameters == ()
    assert (found["min"].mean, found["min"].variance) == (-5.0, 0.0)
    assert found["max"]["x"].first.value == 1
    assert "nothing to divide up" in str(found)
    with pytest.raises(ParameterError, match="no indices of 'x'"):
        found["min"]["x"]


def test_too_little_variance_for_an_interval():
    source = inputs(["x", "y"], 0, 1)
    top = source(512, 0)[0]["x"].max()
    found = pick_freeze(lambda c: 1.0 * (c["x"] == top)[None], source, [frozenset("x"), frozenset("y")], 512, 0)
    (first, total) = found.estimates(0, [{frozenset("x"): 1.0}, {frozenset("y"): 1.0}], level=0.95, resamples=100)
    # one point of 512 moves, so a third of the resamples do not vary at all
    assert first.value == pytest.approx(1)
    assert (first.low, first.high) == (-math.inf, math.inf)
    assert total.document() == {"value": pytest.approx(total.value), "low": None, "high": None}


def test_the_same_seed_gives_the_same_numbers():
    one, again = (sobol(polynomial(), of="payoff.p", seed=0, draws=2000, pairs=[("x1", "x3")]) for _ in range(2))
    assert one.document() == again.document()
    assert sobol(polynomial(), of="payoff.p", draws=2000, pairs=[("x1", "x3")]).document() == one.document()
    other = sobol(polynomial(), of="payoff.p", seed=1, draws=2000, pairs=[("x1", "x3")])
    assert other.ends != one.ends
    assert sobol(polynomial(), of="payoff.p", seed=np.int64(1), draws=2000, pairs=[("x1", "x3")]).ends == other.ends
    # what else is asked does not move the indices
    assert sobol(polynomial(), of="payoff.p", draws=2000).ends[0].parameters == one.ends[0].parameters


def test_more_draws_than_a_block():
    found = sobol(polynomial(), of="payoff.p", draws=(1 << 16) + 1001)
    assert agrees(found["value"]["x2"].first, F(48, 79))
    assert found.document()["draws"] == (1 << 16) + 1001


def test_it_is_about_the_draws_of_a_sweep():
    signal = solved(FIRST_SIGNAL)
    found = sobol(signal, of="P(strike)", seed=7, draws=5000, resamples=50)
    data = gt.sweep(signal, of="P(strike)", draws=5000, seed=7)
    assert found["min"].mean == pytest.approx(float(data["min"].mean()), rel=1e-12)
    assert found["max"].variance == pytest.approx(float(data["max"].var()), rel=1e-9)
    assert found.several == float((data["min"] < data["max"]).mean())


def test_the_crisis_model():
    signal = solved(FIRST_SIGNAL)
    found = sobol(signal, of="P(strike)", draws=1 << 14, pairs=[("escalation_cost", "distraction")])
    assert [end.end for end in found.ends] == ["min", "max"]
    assert ("foothold", "coercion_loss") in found.groups
    for end in found.ends:
        # it appears in no closed form of P(strike), and in no condition: it can be fixed anywhere
        assert end["committed_loss"].total.value == pytest.approx(0, abs=1e-12)
        for group in end.groups:  # groups are independent of the rest
            assert group.first.low <= group.total.high
    crossed = found["min"].interaction("escalation_cost", "distraction")
    assert not crossed.tied
    assert crossed.second.high - crossed.second.low < 0.01
    refined = sobol(refine(signal, "d1"), of="P(strike)", draws=1 << 12)
    assert [end.end for end in refined.ends] == ["value"]
    assert refined.several == 0
    json.dumps(found.document(), allow_nan=False)


def test_fixed_parameters_are_not_drawn():
    signal = solved(FIRST_SIGNAL)
    found = sobol(signal, of="P(strike)", at={"escalation_cost": "4/5", "distraction": "3/5"}, draws=1024)
    assert "distraction" not in found.names
    assert found.fixed == {"escalation_cost": F(4, 5), "distraction": F(3, 5)}
    assert "escalation_cost = 4/5" in str(found)
    # on a knife edge the game is solved again with the value put in
    edge = sobol(signal, of="P(strike)", at={"coercion_loss": 0}, draws=1024)
    assert any("knife edge" in note for note in edge.notes)
    assert "coercion_loss" not in edge.names
    with pytest.raises(ParameterError, match="names no regime"):
        sobol(signal, of="exists(2)", at={"coercion_loss": 0}, draws=1024)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"of": "P(strik)"}, "did you mean 'strike'"),
        ({"of": "1/2"}, "1/2 in every regime: it depends on nothing"),
        ({"seed": -1}, "seed: expected an integer from 0 on"),
        ({"seed": 1.0}, "seed: expected an integer from 0 on"),
        ({"seed": True}, "seed: expected an integer from 0 on"),
        ({"draws": 100}, "draws: expected an integer of at least 256, got 100"),
        ({"draws": 1e5}, "draws: expected an integer"),
        ({"resamples": 3}, "resamples: expected an integer of at least 50"),
        ({"level": 95}, "level: expected a number between 0 and 1, got 95"),
        ({"at": {"distracton": 0}}, "did you mean 'distraction'"),
        ({"at": {"distraction": 2}}, "outside its range"),
        ({"pairs": [("distraction", "escalation")]}, "did you mean 'escalation_cost'"),
        ({"pairs": [("distraction", "distraction")]}, "two different parameters"),
        ({"pairs": ["distraction"]}, "two different parameters"),
        ({"pairs": [("distraction", "foothold")], "at": {"foothold": "3/5"}}, "foothold is fixed by at="),
    ],
)
def test_bad_input(arguments, message):
    with pytest.raises((ParameterError, QuantityError), match=message):
        sobol(solved(FIRST_SIGNAL), **{"of": "P(strike)", **arguments})


def test_what_has_no_prior_cannot_be_drawn():
    unbounded = replace(made_of([(TRUE, parameter("x"))], names=("x",)), domain=Domain({"x": Interval(F(0), None)}))
    with pytest.raises(ParameterError, match="x has neither a prior nor a bounded range"):
        sobol(unbounded, of="payoff.p")
    with pytest.raises(ParameterError, match="solution of the parametric game"):
        sobol(solved(FIRST_SIGNAL).at(), of="P(strike)")
    with pytest.raises(ParameterError, match="fixes every parameter"):
        sobol(made_of([(TRUE, parameter("x"))], names=("x",)), of="payoff.p", at={"x": 1})


def test_what_was_not_asked_for_is_an_error():
    found = sobol(polynomial(), of="payoff.p", draws=256, resamples=50)
    with pytest.raises(ParameterError, match="no interaction of x1 and x2 was asked for"):
        found["value"].interaction("x1", "x2")
    with pytest.raises(ParameterError, match="no end 'middle'"):
        found["middle"]
    with pytest.raises(ParameterError, match="did you mean 'x1'"):
        found["value"]["x11"]
