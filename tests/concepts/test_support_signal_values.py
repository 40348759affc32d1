"""The closed forms of the model ``support_signal``: thresholds, bluffing rate, replies and the three bands.

With ``theta = resolve_prior (1 - d)`` the prior that Russia is committed, ``c_A = stock_cost / (1 - d)`` and

    mu_C = (W - l) / (W - l + D - z),    mu_N = l / (l + z),

a threat from both types is met by restraint where ``theta > mu_N``, by coercion where ``mu_C < theta < mu_N``; below
``mu_C`` the constrained type bluffs just often enough that the United States is indifferent after a threat.
"""

from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL
from oracles import pbe

from gametheory.concepts import solve
from gametheory.lang import any_of, decide, parse, parse_condition
from gametheory.spec import load

F = Fraction
COMMITTED, CONSTRAINED = "committed", "constrained"
SUSTAIN, AIR, THREAT = "sustainment", "air_defense", "missile_threat"

SHORT = {
    "theta": "(resolve_prior*(1 - distraction))",
    "muC": "((strike_gain - coercion_gain)/(strike_gain - coercion_gain + escalation_cost - entanglement_cost))",
    "muN": "(coercion_gain/(coercion_gain + entanglement_cost))",
    "cA": "(stock_cost/(1 - distraction))",
    "kept": "(foothold - coercion_loss)",
    "a": "exposure_cost",
}


def formula(text):
    return parse(text, {**{n: parse(t) for n, t in SHORT.items()}, **_NAMES})


def condition(text):
    return parse_condition(text, {**{n: parse(t) for n, t in SHORT.items()}, **_NAMES})


_NAMES = {
    n: parse(n) for n in ("strike_gain", "strike_gain_air_defense", "coercion_gain", "resolve_prior", "stock_cost")
}


@pytest.fixture(scope="module")
def solution():
    return solve(load(FIRST_SIGNAL))


def chance(outcome, message=None, response=None, sender=None):
    total = F(0)
    for history, p in outcome.items():
        t, m, r = history.split("/")
        if message in (None, m) and response in (None, r) and sender in (None, t):
            total += p
    return total


def by_message(equilibria):
    """Return the equilibria by whether a threat is sent."""
    return {chance(eq.outcome, THREAT) != 0: eq for eq in equilibria}


def test_base_has_two_outcomes(solution):
    here = solution.at()
    assert len(here) == 2
    assert all(eq.isolated for eq in here)
    found = by_message(here)
    hybrid, pooling = found[True].outcome, found[False].outcome
    assert chance(hybrid, THREAT) == F(9, 10)
    assert chance(hybrid, THREAT, sender=CONSTRAINED) / F(4, 5) == F(7, 8)
    assert chance(hybrid, AIR, sender=CONSTRAINED) / F(4, 5) == F(1, 8)
    assert chance(hybrid, THREAT, "coerce") / F(9, 10) == F(2, 3)
    assert chance(hybrid, response="strike") == F(3, 10)
    assert found[True].beliefs[THREAT][COMMITTED] == F(2, 9)
    assert chance(pooling, AIR, "coerce") == 1


def test_less_distraction_makes_the_threat_enough(solution):
    found = by_message(solution.at(distraction="1/2"))
    assert len(found) == len(solution.at(distraction="1/2")) == 2
    assert chance(found[True].outcome, THREAT, "coerce") == 1
    assert chance(found[False].outcome, AIR, "coerce") == 1


def test_a_resolved_russia_is_left_alone(solution):
    outcomes = [eq.outcome for eq in solution.at(resolve_prior="9/10", distraction="1/5")]
    assert any(chance(o, THREAT, "refrain") == 1 for o in outcomes)


def test_air_defense_that_does_not_deter_leaves_sustainment(solution):
    here = solution.at(strike_gain_air_defense="3/10")
    hybrid = by_message(here)[True].outcome
    assert chance(hybrid, AIR) == 0
    assert chance(hybrid, SUSTAIN, "strike", CONSTRAINED) == F(1, 10)
    assert chance(hybrid, response="strike") == F(7, 10)
    assert chance(by_message(here)[False].outcome, SUSTAIN, "strike") == 1


@pytest.mark.parametrize(
    ("distraction", "strike"), [("3/5", "3/10"), ("7/10", "3/10"), ("79/100", "3/10"), ("17/20", "71/80")]
)
def test_overall_risk_of_a_strike(solution, distraction, strike):
    """Flat in distraction while air defense is the fallback, by the functional form; then a jump at 4/5."""
    hybrid = by_message(solution.at(distraction=distraction))[True].outcome
    assert chance(hybrid, response="strike") == F(strike)


AIR_IS_THE_FALLBACK = "strike_gain_air_defense < coercion_gain", "kept > cA"
HYBRID_A = {
    f"{COMMITTED}/{THREAT}/coerce": "theta*(kept - cA + a)/(kept + a)",
    f"{COMMITTED}/{THREAT}/strike": "theta*cA/(kept + a)",
    f"{CONSTRAINED}/{THREAT}/coerce": "theta*(1 - muC)/muC*(kept - cA + a)/(kept + a)",
    f"{CONSTRAINED}/{THREAT}/strike": "theta*(1 - muC)/muC*cA/(kept + a)",
    f"{CONSTRAINED}/{AIR}/coerce": "1 - theta/muC",
}
HYBRID_S = {
    f"{COMMITTED}/{THREAT}/coerce": "theta*a/(kept + a)",
    f"{COMMITTED}/{THREAT}/strike": "theta*kept/(kept + a)",
    f"{CONSTRAINED}/{THREAT}/coerce": "theta*(1 - muC)/muC*a/(kept + a)",
    f"{CONSTRAINED}/{THREAT}/strike": "theta*(1 - muC)/muC*kept/(kept + a)",
    f"{CONSTRAINED}/{SUSTAIN}/strike": "1 - theta/muC",
}
BANDS = {
    "restraint": (
        ["theta > muN"],
        {f"{COMMITTED}/{THREAT}/refrain": "theta", f"{CONSTRAINED}/{THREAT}/refrain": "1 - theta"},
    ),
    "coercion": (
        ["theta > muC", "theta < muN"],
        {f"{COMMITTED}/{THREAT}/coerce": "theta", f"{CONSTRAINED}/{THREAT}/coerce": "1 - theta"},
    ),
    "bluff, air defense": (["theta < muC", *AIR_IS_THE_FALLBACK], HYBRID_A),
    "bluff, sustainment, not deterred": (["theta < muC", "strike_gain_air_defense > coercion_gain"], HYBRID_S),
    "bluff, sustainment, too dear": (["theta < muC", "kept < cA"], HYBRID_S),
    "pooling on air defense": (
        [*AIR_IS_THE_FALLBACK],
        {f"{COMMITTED}/{AIR}/coerce": "theta", f"{CONSTRAINED}/{AIR}/coerce": "1 - theta"},
    ),
    "pooling on sustainment": (
        ["strike_gain_air_defense > coercion_gain"],
        {f"{COMMITTED}/{SUSTAIN}/strike": "theta", f"{CONSTRAINED}/{SUSTAIN}/strike": "1 - theta"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("band", BANDS)
def test_bands_in_closed_form(solution, band):
    """Each band's outcome is a regime with exactly these formulas, and exists throughout the band."""
    texts, formulas = BANDS[band]
    where = condition(texts[0])
    for text in texts[1:]:
        where &= condition(text)
    expected = {h: formula(text) for h, text in formulas.items()}
    same = [eq for eq in solution if {h: x for h, x in eq.outcome.items() if x != 0} == expected]
    assert same
    assert decide(where, solution.domain).answer is True
    assert decide(where & ~any_of(eq.when for eq in same), solution.domain).answer is False


def test_what_distraction_and_exposure_do_in_the_bluffing_band(solution):
    """A threat is believed with probability mu_C, comes with theta / mu_C, and is called with c_A / (f - y + a)."""
    expected = {h: formula(text) for h, text in HYBRID_A.items()}
    (eq, *_) = [eq for eq in solution if dict(eq.outcome) == expected]
    assert eq.beliefs[THREAT][COMMITTED] == formula("muC")
    assert chance(eq.outcome, THREAT) == formula("theta/muC")
    assert eq.strategy["us"][THREAT]["strike"] == formula("cA/(kept + a)")
    assert eq.strategy["russia"][CONSTRAINED][THREAT] == formula("theta*(1 - muC)/((1 - theta)*muC)")
    assert chance(eq.outcome, response="strike") == formula("resolve_prior*stock_cost/(muC*(kept + a))")


def test_every_regime_is_certified(solution):
    assert solution.exhaustive is True
    for eq, certificate in zip(solution, solution.certificates(), strict=True):
        assert certificate.valid is True, f"{eq.name}\n{certificate}"


@pytest.mark.parametrize(
    "point",
    [
        {},
        {"distraction": "5/9"},  # theta = mu_C
        {"distraction": "4/5"},  # air defense costs all that it saves
        {"distraction": "7/10", "escalation_cost": "3/10", "strike_gain_air_defense": "1/5"},  # tie after air defense
    ],
)
def test_points_against_the_slow_enumeration(solution, point):
    here = solution.at(point)
    found = pbe.differences(here.game, here, pbe.enumerate_pieces(here.game))
    assert found == []
