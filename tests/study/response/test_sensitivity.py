"""Derivatives against differences, tornadoes against the exact solver, and the signs that the crisis model proves."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import random
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from helpers.first import FIRST_SEQUENCE, FIRST_SIGNAL
from helpers.solved import made_of, solved
from helpers.strategies import NAMES, expressions
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.concepts import Concept, Solution, refine
from gametheory.errors import ConceptError, ParameterError, QuantityError
from gametheory.lang import TRUE, Condition, Decision, Domain, Interval, parameter, parse, parse_condition
from gametheory.lang.algebraic import Algebraic, real_roots
from gametheory.study.quantities.quantity import quantity
from gametheory.study.response.derivative_sign import sign_over
from gametheory.study.response.derivatives import derivative, derivatives
from gametheory.study.response.line_values import Line
from gametheory.study.response.tornado import Envelope, tornado

F = Fraction
HYBRID_S, HYBRID_A = 4, 5  # the semi-separating regimes of the crisis model: fallback sustainment, fallback air defense
QUANTITIES = ("P(strike)", "P(missile_threat)", "payoff.russia", "payoff.us", "payoff.russia.committed")


@dataclass(frozen=True)
class ByCondition(Concept):
    """A concept that solves a point by the regimes' own conditions, for solutions made by hand."""

    name = "by-condition"

    def at(self, solution, point):
        return Solution(solution.game, self, tuple(eq for eq in solution if eq.when.at(point)))


def by_condition(regimes, **more):
    return replace(made_of(regimes, **more), concept=ByCondition())


# -- derivatives -------------------------------------------------------------------------------------------------------


@given(expressions(), st.sampled_from(NAMES), st.lists(st.fractions(-3, 3, max_denominator=20), min_size=3, max_size=3))
@settings(max_examples=30)
def test_derivative_against_differences(form, name, values):
    point = dict(zip(NAMES, values, strict=True))
    slope = derivative(form, name)
    steps = [F(1, 10**k) for k in (6, 8)]
    try:
        exact = slope.at(point)
        near = (
            [form.at({**point, name: point[name] + s * h}) for h in steps for s in (1, -1)] if form.names else [0] * 4
        )
    except ParameterError:
        assume(False)
    errors = [abs((up - down) / (2 * h) - exact) for h, (up, down) in zip(steps, (near[:2], near[2:]), strict=True)]
    # a central difference is off by a term in the square of the step, in exact arithmetic with nothing else
    assert errors[1] <= errors[0]
    assert errors[0] == 0 or errors[1] / errors[0] < F(1, 1000)


@given(expressions(), expressions(), st.sampled_from(NAMES))
@settings(max_examples=20)
def test_rules_of_differentiation(f, g, name):
    df, dg = derivative(f, name), derivative(g, name)
    assert derivative(f + g, name) == df + dg
    assert derivative(f * g, name) == df * g + f * dg
    if g != 0:
        assert derivative(f / g, name) == (df * g - f * dg) / (g * g)


@pytest.mark.parametrize("text", QUANTITIES)
def test_derivatives_of_the_crisis_model_against_differences(text):
    signal = solved(FIRST_SIGNAL)
    found = derivatives(signal, of=text)
    point, h = found.point, F(1, 10**9)
    for regime in found:
        form = quantity(text, signal).of(regime.regime)
        assert regime.form == form
        if not hasattr(form, "at"):
            assert all(one.form == 0 for one in regime)
            continue
        for one in regime:
            up, down = (form.at({**point, one.parameter: point[one.parameter] + s * h}) for s in (1, -1))
            slope = one.form.at(point)
            assert abs((up - down) / (2 * h) - slope) < F(1, 10**12)
            if form.at(point):
                assert one.elasticity.at(point) == slope * point[one.parameter] / form.at(point)


def test_values_are_those_of_the_regimes_at_the_point():
    found = derivatives(solved(FIRST_SIGNAL), of="P(strike)")
    assert [regime.exists for regime in found] == [False, True, False, False, False, True]
    hybrid = found[HYBRID_A]
    assert hybrid.value == F(3, 10)
    # theta0 c0 / (mu_C (f - y + a)): proportional to theta0 and c0
    assert hybrid["resolve_prior"].value == F(3, 5)
    assert hybrid["resolve_prior"].elasticity_value == hybrid["stock_cost"].elasticity_value == 1
    assert hybrid["exposure_cost"].value == F(-1, 2)
    assert hybrid["exposure_cost"].elasticity_value == F(-1, 3)
    assert found[HYBRID_S]["distraction"].value is None
    assert found[1]["distraction"].elasticity is None  # the quantity is zero throughout
    # another point: the regime with sustainment as the fallback
    there = derivatives(solved(FIRST_SIGNAL), of="P(strike)", at={"distraction": "17/20"})
    assert there[HYBRID_S].value == F(71, 80)
    assert there[HYBRID_S]["distraction"].value == there[HYBRID_S]["distraction"].form.at(there.point) > 0


def test_a_quantity_that_is_undefined_in_a_regime():
    found = derivatives(solved(FIRST_SIGNAL), of="P(strike | missile_threat)")
    assert (found[1].form, len(found[1]), found[1].value) == (None, 0, None)
    assert found[HYBRID_A].value == F(1, 3)
    assert "is undefined" in str(found)


# -- signs: what the propositions of the crisis model say about directions ---------------------------------------------


def test_distraction_is_neutral_with_air_defense_as_the_fallback():
    # fewer threats offset harsher replies: a knife edge of the functional form, visible as a derivative that vanishes
    signal = solved(FIRST_SIGNAL)
    one = derivatives(signal, of="P(strike)")[HYBRID_A]["distraction"]
    assert one.form == 0
    assert one.sign.text == "0"
    assert derivatives(signal, of="P(missile_threat)")[HYBRID_A]["distraction"].sign.text == "-"
    assert derivatives(signal, of="P(strike | missile_threat)")[HYBRID_A]["distraction"].sign.text == "+"
    # the belief after a threat is mu_C, whatever distraction, the prior and the cost of exposure
    belief = derivatives(signal, of="belief.missile_threat.committed")[HYBRID_A]
    assert [belief[x].sign.text for x in ("distraction", "resolve_prior", "exposure_cost")] == ["0", "0", "0"]


@pytest.mark.parametrize("regime", [HYBRID_S, HYBRID_A])
def test_exposure_lowers_the_risk_of_a_strike_and_not_the_rate_of_bluffing(regime):
    signal = solved(FIRST_SIGNAL)
    assert derivatives(signal, of="P(strike)")[regime]["exposure_cost"].sign.text == "-"
    assert derivatives(signal, of="P(strike | missile_threat)")[regime]["exposure_cost"].sign.text == "-"
    assert derivatives(signal, of="P(missile_threat | constrained)")[regime]["exposure_cost"].sign.text == "0"


@pytest.mark.parametrize("text", QUANTITIES)
def test_signs_hold_at_random_points_of_the_regime(text):
    signal = solved(FIRST_SIGNAL)
    rng = random.Random(1)
    met = 0
    points = []
    while len(points) < 150:
        point = {}
        for name, interval in signal.domain.ranges.items():
            point[name] = interval.low + (interval.high - interval.low) * F(rng.randrange(1, 200), 200)
        if not list(signal.domain.outside(point)):
            points.append(point)
    allowed = {"+": {1}, "-": {-1}, "0": {0}, ">=0": {0, 1}, "<=0": {0, -1}, "+-": {-1, 0, 1}}
    for regime in derivatives(signal, of=text):
        here = [point for point in points if regime.regime.when.at(point)]
        for one in regime:
            for point in here:
                value = one.form.at(point)
                assert (value > 0) - (value < 0) in allowed[one.sign.text]
                met += one.sign.text in "+-"
    assert met > 200


BOX = Domain({"x": Interval(F(-2), F(2)), "y": Interval(F(0), F(1))})


@pytest.mark.parametrize(
    ("form", "where", "sign"),
    [
        ("x", "x > 0", "+"),
        ("x", "x >= 0", ">=0"),
        ("x", "x < 0", "-"),
        ("-x", "x >= 0", "<=0"),
        ("x", "y > 1/2", "+-"),
        ("x**2", "y > 0", ">=0"),
        ("-x**2 - 1", "y > 0", "-"),
        ("x**2", "x != 0", "+"),
        ("x", "x = 0", "0"),
        ("x**2", "x = 0", "0"),
        ("x**2*y", "x = 0", "0"),
        ("x**2/(y - 2)", "x > 1", "-"),
        ("x**2*(1 - y)**3/(3 - x)", "y < 1", ">=0"),
        ("1/x", "y > 0", "+-"),
        ("x**2 - 2", "x > 7/5", "+-"),
        ("x**2 - 2", "x > 3/2", "+"),
        ("x*y - y", "x > 1", ">=0"),
    ],
)
def test_proved_signs(form, where, sign):
    condition = parse_condition(where)
    found = sign_over(parse(form), BOX, condition)
    assert found.text == sign
    for point, wanted in ((found.positive, 1), (found.negative, -1), (found.zero, 0)):
        if point is not None:
            value = parse(form).at(point)
            assert (value > 0) - (value < 0) == wanted
            assert condition.at(point)
            assert BOX.condition.at(point)
    assert (found.positive is not None) == (sign in ("+", ">=0", "+-"))
    assert (found.negative is not None) == (sign in ("-", "<=0", "+-"))


def test_a_derivative_of_both_signs_has_witnesses():
    found = derivatives(by_condition([(parse_condition("p > -1"), parse("p**2*q"))], names=("p", "q")), of="payoff.p")
    one = found[0]["p"]
    assert one.sign.text == "+-"
    for witness, up in ((one.sign.positive, True), (one.sign.negative, False)):
        assert witness["p"] > -1
        assert (2 * witness["p"] * witness["q"] > 0) is up
    assert "rises at" in str(found)
    assert "falls at" in str(found)
    assert one.document()["witnesses"]["positive"]["p"] == str(one.sign.positive["p"])


def test_an_undecided_sign_says_so(monkeypatch):
    monkeypatch.setattr("gametheory.study.response.derivative_sign.decide", lambda *_: Decision(None))
    found = sign_over(parse("x - y"), BOX)
    assert (found.text, found.words, found.positive, found.negative) == ("?", "undecided", None, None)


# -- exact values on a line --------------------------------------------------------------------------------------------


def test_limits_on_a_line():
    pole = Line(parse("1/(x - 1)"), "x")
    assert (pole.limit(F(1), 1), pole.limit(F(1), -1), pole.value(F(1))) == (math.inf, -math.inf, None)
    assert pole.limit(None, -1) == 0
    assert pole.limit(F(3), 1) == F(1, 2)
    assert Line(parse("-x**3"), "x").limit(None, 1) == math.inf
    assert Line(parse("-x**3"), "x").limit(None, -1) == -math.inf
    assert Line(parse("(2*x + 1)/(3*x - 5)"), "x").limit(None, 1) == F(2, 3)
    assert Line(F(7, 3), "x").limit(None, 1) == F(7, 3)
    root = real_roots([-2, 0, 1])[1]
    assert Line(parse("1/(x**2 - 2)"), "x").limit(root, -1) == -math.inf
    assert Line(parse("x**2"), "x").limit(root, 1) == 2
    value = Line(parse("x/(x + 1)"), "x").value(root)
    assert isinstance(value, Algebraic)
    assert value == 2 - root  # sqrt(2)/(1 + sqrt(2)) = 2 - sqrt(2)
    other = Line(parse("x/(x + 1)"), "x").value(-root)
    assert other == 2 + root
    # two roots so close that the first enclosure of the value holds the values at both
    for root in real_roots([499999, -1000000, 500000]):
        value = Line(parse("(x - 1)**2 + (x - 1)/1000"), "x").value(root)
        assert value == (root - 1) / 1000 + F(1, 500000)


@given(st.lists(st.integers(-5, 5), min_size=3, max_size=4), st.lists(st.integers(-4, 4), min_size=1, max_size=3))
def test_values_at_algebraic_points(coefficients, weights):
    assume(coefficients[-1])
    x = parameter("x")
    above = sum((c * x**i for i, c in enumerate(weights)), start=0 * x)
    below = x**2 + 1
    for root in real_roots(coefficients):
        value = Line(above / below, "x").value(root)
        near = float(root)
        expected = sum(c * near**i for i, c in enumerate(weights)) / (near**2 + 1)
        assert float(value) == pytest.approx(expected, abs=1e-9)


# -- tornado -----------------------------------------------------------------------------------------------------------


def test_the_crisis_model_one_at_a_time():
    found = tornado(solved(FIRST_SIGNAL), of="P(strike)")
    assert found.base == Envelope(F(0), F(3, 10))
    d = found["distraction"]
    # bands: pooling with coercion below 5/9, neutral up to 4/5 where air defense stops paying
    assert [(j.value, j.before, j.after) for j in d.jumps] == [
        (F(5, 9), Envelope(F(0), F(0)), Envelope(F(0), F(3, 10))),
        (F(4, 5), Envelope(F(0), F(3, 10)), Envelope(F(17, 20), F(1))),
    ]
    assert d.jumps[1].at == Envelope(F(0), F(1))
    assert (d.low.value, d.low.approached, d.low.clipped) == (0, False, False)
    assert d.high.envelope == Envelope(F(37, 40), F(1))
    assert d.upper == Envelope(F(0), F(1))
    assert found["committed_loss"].width == 0
    assert found["committed_loss"].jumps == ()
    # 3/5 = theta0 c0/(mu_C (f - y + a)) at a -> 1/10 is 9/25: exposure above committed_loss = 1/10 is an assumption
    a = found["exposure_cost"]
    assert (a.low.value, a.low.approached, a.low.clipped) == (F(1, 10), True, True)
    assert a.low.envelope == Envelope(F(0), F(9, 25))
    assert (a.high.value, a.high.approached, a.high.clipped) == (1, False, False)
    assert a.high.envelope == Envelope(F(0), F(9, 70))
    # an assumption can exclude the very end of a range: foothold > coercion_loss = 1/5
    f = found["foothold"]
    assert (f.low.value, f.low.approached, f.low.clipped) == (F(1, 5), True, True)
    # an open end of a range is approached, and not clipped
    assert (found["resolve_prior"].high.approached, found["resolve_prior"].high.clipped) == (True, False)
    widths = [swing.width for swing in found]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("text", ["P(strike)", "payoff.russia"])
@pytest.mark.parametrize(
    "at", [{}, {"distraction": "17/20"}, {"strike_gain_air_defense": "3/10", "distraction": "1/5"}]
)
def test_tornado_against_the_exact_solver(text, at):
    signal = solved(FIRST_SIGNAL)
    found = tornado(signal, of=text, at=at)

    def there(name, value):
        values = []
        for eq in signal.at({**at, name: value}):
            for one in eq.vertices or (eq,):
                values.append(quantity(text, signal).of(one))
        return Envelope(min(values), max(values))

    for swing in found:
        name = swing.parameter
        for end in (swing.low, swing.high):
            if not end.approached:
                assert end.envelope == there(name, end.value)
            else:  # not admissible, by the solver's own check; close by, close to the limit
                with pytest.raises(ParameterError):
                    signal.at({**at, name: end.value})
        step = (swing.high.value - swing.low.value) / 8
        inner = [swing.low.value + step * k for k in range(1, 8)]
        near = (swing.low.value + step / 10**9, swing.high.value - step / 10**9)
        for value in (*inner, *near):
            envelope = there(name, value)
            assert swing.lower.low <= envelope.low <= swing.lower.high
            assert swing.upper.low <= envelope.high <= swing.upper.high
        for value, end in zip(near, (swing.low, swing.high), strict=True):
            if end.approached:
                assert abs(float(there(name, value).high) - float(end.envelope.high)) < 1e-6
                assert abs(float(there(name, value).low) - float(end.envelope.low)) < 1e-6
        for jump in swing.jumps:
            for side, limit in ((-1, jump.before), (1, jump.after)):
                if limit is not None:
                    beside = there(name, jump.value + side * step / 10**9)
                    assert abs(float(beside.low) - float(limit.low)) < 1e-6
                    assert abs(float(beside.high) - float(limit.high)) < 1e-6
            assert jump.at is None or jump.at == there(name, jump.value)


def test_every_jump_is_found():
    # walk each parameter in small steps: where the envelope moves a lot between two of them, there is a jump
    signal = solved(FIRST_SIGNAL)
    met = 0
    for swing in tornado(signal, of="P(strike)"):
        low, high = float(swing.low.value), float(swing.high.value)
        grid = [low + (high - low) * (k + 0.4142) / 1000 for k in range(1000)]
        data = gt.sweep(signal, {swing.parameter: grid}, of="P(strike)")
        for end, side in (("min", "low"), ("max", "high")):
            values = data[end].values[0]
            for k, (a, b) in enumerate(itertools.pairwise(values)):
                if abs(a - b) > 0.05:
                    met += 1
                    (jump,) = [jump for jump in swing.jumps if grid[k] <= jump.value <= grid[k + 1]]
                    assert abs(float(getattr(jump.before, side)) - a) < 0.02
                    assert abs(float(getattr(jump.after, side)) - b) < 0.02
    assert met > 10


def test_a_refined_solution_has_one_value():
    found = tornado(refine(solved(FIRST_SIGNAL), "d1"), of="P(strike)")
    assert found.base == Envelope(F(3, 10), F(3, 10))
    assert found["distraction"].high.envelope == Envelope(F(37, 40), F(37, 40))
    assert found["strike_gain_air_defense"].high.envelope == Envelope(F(7, 10), F(7, 10))


@pytest.mark.slow
def test_distraction_and_escalation_cost_in_the_sequential_model():
    # air defense is supplied, and stops the strike, while d < d_A(1) = 31/35 and e < e_A(3/5) = 23/2
    found = tornado(solved(FIRST_SEQUENCE), of="P(strike)")
    assert found.base == Envelope(F(0), F(0))
    for name, value in {"distraction": F(31, 35), "escalation_cost": F(23, 2)}.items():
        (jump,) = found[name].jumps
        assert jump.value == value
        assert (jump.before, jump.after) == (Envelope(F(0), F(0)), Envelope(F(1), F(1)))
    slopes = derivatives(solved(FIRST_SEQUENCE), of="payoff.russia")
    played = slopes["air_defense/air_defense/coerce"]
    assert played.exists
    assert played["distraction"].sign.text == "-"
    assert played["foothold"].sign.text == "+"
    assert played["escalation_cost"].sign.text == "<=0"  # the risk of a clash may be zero


def test_irrational_points_are_exact():
    # p for q < sqrt(2), else 3, in steps: p**3 - 2 p turns at plus and minus sqrt(2/3)
    regimes = [(parse_condition("q**2 < 2"), parse("p**3 - 2*p")), (parse_condition("q**2 >= 2"), parse("q + 3"))]
    found = tornado(by_condition(regimes, names=("p", "q"), low=-1, high=2), of="payoff.p", at={"q": 0})
    p = found["p"]
    assert p.low.envelope == Envelope(F(1), F(1))
    assert p.high.envelope == Envelope(F(4), F(4))
    least = p.lower.low  # -sqrt(32/27)
    assert isinstance(least, Algebraic)
    assert least == real_roots([-32, 0, 27])[0]
    q = found["q"]
    (jump,) = q.jumps
    root = real_roots([-2, 0, 1])[1]
    assert jump.value == root
    assert jump.before == Envelope(F(-7, 8), F(-7, 8))
    assert jump.after == jump.at == Envelope(root + 3, root + 3)
    assert json.dumps(found.document())
    assert "~" in str(found)


def test_the_envelope_turns_where_two_equilibria_change_places():
    crossing = by_condition([(TRUE, parse("p")), (TRUE, parse("1 - p"))], names=("p",), low=0, high=1)
    (swing,) = tornado(crossing, of="payoff.p", at={"p": "1/4"})
    assert swing.lower == Envelope(F(0), F(1, 2))
    assert swing.upper == Envelope(F(1, 2), F(1))
    assert swing.jumps == ()
    assert swing.width == 0.5


def test_infinite_ranges_and_poles():
    solution = by_condition([(TRUE, parse("1/p"))], names=("p",))
    solution = replace(solution, domain=Domain({"p": Interval(F(0), None, True)}))
    (swing,) = tornado(solution, of="payoff.p")
    assert (swing.low.value, swing.low.approached, swing.low.envelope) == (0, True, Envelope(math.inf, math.inf))
    assert (swing.high.value, swing.high.approached, swing.high.envelope) == (None, True, Envelope(F(0), F(0)))
    assert swing.width == math.inf
    assert json.dumps(swing.document(), allow_nan=False)


def test_where_nothing_exists():
    solution = by_condition([(parse_condition("p**2 > p"), parse("p"))], names=("p",), low=-1, high=2)
    (swing,) = tornado(solution, of="payoff.p", at={"p": "3/2"})
    assert swing.gaps
    assert [(jump.value, jump.before, jump.after) for jump in swing.jumps] == [
        (0, Envelope(F(0), F(0)), None),
        (1, None, Envelope(F(1), F(1))),
    ]
    assert swing.lower == Envelope(F(-1), F(2))


def test_a_range_cut_by_an_assumption_into_two():
    solution = by_condition([(TRUE, parse("p"))], names=("p", "q"), low=-2, high=2, assume=parse_condition("p**2 > q"))
    swing = tornado(solution, of="payoff.p", at={"p": "-3/2", "q": 1})["p"]
    assert (swing.low.value, swing.high.value) == (-2, 2)
    assert swing.lower == Envelope(F(-2), F(2))
    assert not swing.gaps


def test_regimes_as_a_quantity():
    found = tornado(solved(FIRST_SIGNAL), of="exists(6)")
    assert found.base == Envelope(F(0), F(1))
    assert [jump.value for jump in found["distraction"].jumps] == [F(5, 9), F(4, 5)]


def test_between_quantiles():
    found = tornado(solved(FIRST_SIGNAL), of="P(strike)", quantiles=("1/20", 0.95))
    assert found.quantiles == (F(1, 20), F(19, 20))
    f = found["foothold"]  # uniform on 1/5 to 1
    assert (f.low.value, f.high.value) == (F(6, 25), F(24, 25))
    assert f.high.clipped is False
    # triangular(0, 3/5, 9/10): 5 % lie below sqrt(0.05 * 0.54)
    assert abs(float(found["distraction"].low.value) - math.sqrt(0.027)) < 1e-9
    assert found["strike_gain"].low.clipped


# -- all of it ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole():
    return gt.sensitivity(
        solved(FIRST_SIGNAL),
        of="P(strike)",
        draws=2048,
        pairs=[("escalation_cost", "distraction")],
        refine="d1",
    )


def test_sensitivity_is_its_parts(whole):
    signal = solved(FIRST_SIGNAL)
    assert whole.derivatives.document() == derivatives(signal, of="P(strike)").document()
    assert whole.tornado.document() == tornado(signal, of="P(strike)").document()
    assert whole.sobol.draws == 2048
    assert whole.refinement == ("d1",)
    assert len(whole.refined.derivatives) == 4
    assert [end.end for end in whole.refined.sobol.ends] == ["value"]
    assert whole.refined.refined is None


def test_it_prints(whole):
    text = str(whole)
    assert max(map(len, text.split("\n"))) <= 100
    for part in ("always negative", "jumps at 5/9", "interaction of escalation_cost and distraction", "survive d1"):
        assert part in text
    shown = whole._repr_latex_()
    assert shown.count("{") == shown.count("}")
    assert r"\frac{\partial}{\partial a}" in shown
    assert shown.count("\n\nThe equilibria that survive d1\n\n") == 1


def test_document_and_rows(whole):
    document = json.loads(json.dumps(whole.document(), allow_nan=False))
    assert document["format"] == "gametheory-sensitivity/1"
    assert document["model"]["name"] == "support_signal"
    assert document["sobol"]["seed"] == 0
    assert document["refined"]["tornado"]["base"] == ["3/10", "3/10"]
    rows = whole.rows()
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    read = list(csv.DictReader(io.StringIO(written.getvalue())))
    assert len(read) == len(rows)
    assert {row["part"] for row in read} == {"derivative", "tornado", "sobol"}
    slope = [
        row
        for row in read
        if (row["measure"], row["parameter"], row["refinement"]) == ("slope", "exposure_cost", "")
        and row["subject"].startswith("semi")
    ]
    assert [row["exact"] for row in slope] == ["-1/2"]


def test_seed_zero_is_a_seed(whole):
    again = gt.sensitivity(solved(FIRST_SIGNAL), of="P(strike)", draws=2048, pairs=[("escalation_cost", "distraction")])
    assert again.sobol.document() == whole.sobol.document()
    other = gt.sensitivity(solved(FIRST_SIGNAL), of="P(strike)", draws=2048, seed=1)
    assert other.sobol.ends[0].parameters != whole.sobol.ends[0].parameters


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"of": "P(strik)"}, QuantityError, "did you mean 'strike'"),
        ({"of": "2 + 1/2"}, QuantityError, "5/2 in every regime: it depends on nothing"),
        ({"of": "P(sustainment | sustainment)"}, QuantityError, "in every regime"),
        ({"seed": "0"}, ParameterError, "seed: expected an integer from 0 on"),
        ({"seed": -1}, ParameterError, "seed: expected an integer from 0 on"),
        ({"seed": None}, ParameterError, "seed: expected an integer from 0 on"),
        ({"draws": 1}, ParameterError, "draws: expected an integer of at least 256"),
        ({"at": {"distration": "1/2"}}, ParameterError, "did you mean 'distraction'"),
        ({"at": {"distraction": "95/100"}}, ParameterError, "outside its range"),
        ({"pairs": [("escalation", "distraction")]}, ParameterError, "did you mean 'escalation_cost'"),
        ({"refine": "intuitve"}, ConceptError, "did you mean 'intuitive'"),
        ({"of": "exists(2)", "refine": "d1"}, ParameterError, "refine the solution first"),
        ({"of": "P(air_defense)*0 + exists(1)", "refine": "d1"}, ParameterError, "names a regime"),
        ({"quantiles": (0.9, 0.1)}, ParameterError, "expected 0 < low < high < 1"),
        ({"quantiles": 3}, ParameterError, "quantiles: expected two numbers"),
    ],
)
def test_bad_input(arguments, error, message):
    with pytest.raises(error, match=message):
        gt.sensitivity(solved(FIRST_SIGNAL), **{"of": "P(strike)", "draws": 256, **arguments})


def test_solutions_that_cannot_be_asked():
    with pytest.raises(ParameterError, match="is solved at a point; ask the solution of the parametric game"):
        gt.sensitivity(solved(FIRST_SIGNAL).at(), of="P(strike)")
    with pytest.raises(ParameterError, match="no regimes"):
        derivatives(replace(solved(FIRST_SIGNAL), equilibria=()), of="P(strike)")
    endless = by_condition([(TRUE, parse("p"))], names=("p",))
    endless = replace(endless, domain=Domain({"p": Interval(F(0), None)}))
    with pytest.raises(ParameterError, match="p has neither a prior nor a bounded range"):
        tornado(endless, of="payoff.p", quantiles=("1/10", "9/10"))
    bare = replace(made_of([(TRUE, parameter("p"))], names=("p",)), baseline={})
    with pytest.raises(ParameterError, match="no value for p: there is no baseline"):
        tornado(bare, of="payoff.p")
    with pytest.raises(ParameterError, match="did you mean 'distraction'"):
        derivatives(solved(FIRST_SIGNAL), of="P(strike)")[0]["distractoin"]
    with pytest.raises(ParameterError, match="did you mean 'distraction'"):
        tornado(solved(FIRST_SIGNAL), of="P(strike)")["distractoin"]
    with pytest.raises(
        ParameterError, match="no regime 'pooling on air defense', did you mean 'pooling on air_defense'"
    ):
        derivatives(solved(FIRST_SIGNAL), of="P(strike)")["pooling on air defense"]


def test_conditions_are_conditions():
    # the helper's regimes really depend on their conditions: an oracle that always agreed would hide errors
    solution = by_condition([(parse_condition("p > 0"), parse("p"))], names=("p",))
    assert isinstance(solution[0].when, Condition)
    assert len(solution.at(p=-1)) == 0
    assert len(solution.at(p=1)) == 1
