"""Refinements: the published verdicts, parametric against numeric, and the implications that theory proves."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from helpers.first import FIRST_SIGNAL
from helpers.signaling_data import NUMERIC, PARAMETRIC, domain_of, exact_outcome, game_of
from helpers.strategies import signaling_games
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.concepts import PerfectBayesian, refine, strikes, survival
from gametheory.lang import Condition, Domain, decide

DATA = json.loads((Path(__file__).parents[1] / "data" / "refinements.json").read_text(encoding="utf-8"))
ALL = ("intuitive", "equilibrium_dominance", "d1", "d2", "universal_divinity", "divinity", "nwbr", "undefeated")


def numeric(game):
    return PerfectBayesian(words=()).solve(game, Domain())


def agree(judged, stated):
    found = {exact_outcome(eq.outcome): eq for eq in judged}
    for one in stated:
        eq = found[exact_outcome(one["outcome"])]
        for name, verdict in one["survives"].items():
            assert eq.survives[name] is verdict, (eq.name, name)
            assert (name in eq.reasons) is (verdict is not True)


@pytest.mark.parametrize("name", DATA["numeric"])
def test_published_verdicts(name):
    agree(survival(numeric(game_of(NUMERIC[name]))), DATA["numeric"][name])


@pytest.mark.parametrize("name", DATA["parametric"])
def test_verdicts_at_points_and_for_all_parameters(name):
    """At each sample point: the verdict of the solution there, and of the parametric formula evaluated there."""
    entry = PARAMETRIC[name]
    solution = PerfectBayesian().solve(game_of(entry), domain_of(entry))
    everywhere = survival(solution)
    for sample in DATA["parametric"][name]:
        here = solution.at(sample["at"])
        agree(survival(here), sample["outcomes"])
        point = {n: Fraction(x) for n, x in sample["at"].items()}
        for eq in everywhere:
            if not eq.when.at(point):
                continue
            outcome = exact_outcome({h: p.at(point) if hasattr(p, "at") else p for h, p in eq.outcome.items()})
            stated = next(o for o in sample["outcomes"] if exact_outcome(o["outcome"]) == outcome)
            for criterion, verdict in stated["survives"].items():
                formula = eq.survives[criterion]
                got = formula.at(point) if isinstance(formula, Condition) else formula
                assert got is verdict, (eq.name, criterion, point)


def test_support_signal_air_defense_is_intuitive_never_d1_and_divine_below_the_credible_prior():
    """P2.5: pooling on air defense survives the intuitive criterion, fails D1, is divine iff theta < mu_C."""
    solution = gt.solve(gt.load(FIRST_SIGNAL))
    judged = {eq.name: eq for eq in survival(solution)}
    pooling = judged["pooling on air_defense"]
    assert pooling.survives["intuitive"] is True
    assert pooling.survives["d1"] is False
    divine = pooling.survives["divinity"]
    theta, w, lam, d, z = (
        "resolve_prior*(1 - distraction)",
        "strike_gain",
        "coercion_gain",
        "escalation_cost",
        "entanglement_cost",
    )
    credible = gt.lang.parse_condition(f"({theta})*(({w}) - {lam} + {d} - {z}) < {w} - {lam}")
    assert decide(pooling.when & divine & ~credible & ~_edge(credible), solution.domain).answer is False
    assert decide(pooling.when & ~divine & credible, solution.domain).answer is False


def _edge(condition):
    return gt.lang.relation(condition.expression, "=")


def test_refined_solution_cuts_and_evaluates():
    solution = gt.solve(gt.load(FIRST_SIGNAL))
    refined = gt.refine(solution, "d1")
    assert [eq.name.split(" ")[0] for eq in refined] == ["pooling", "pooling", "semi-separating", "semi-separating"]
    assert len(solution.at()) == 2
    [only] = refined.at()
    assert only.name.startswith("semi-separating")
    assert len(gt.refine(solution.at(), "d1")) == 1
    direct = gt.solve(gt.load(FIRST_SIGNAL), gt.PerfectBayesian(refine=("d1",)))
    assert [eq.when for eq in direct] == [eq.when for eq in refined]


@pytest.mark.compares
@settings(max_examples=36)
@given(signaling_games(types=(2, 3), messages=(2, 3), responses=(1, 3), low=-6, high=6))
def test_implications_between_criteria(game):
    """What survives the stronger criterion survives the weaker (Cho and Kreps 1987, IV; Banks and Sobel 1987)."""
    for eq in survival(numeric(game)):
        if not eq.isolated:
            continue
        s = eq.survives
        for strong, weak in (
            ("equilibrium_dominance", "intuitive"),
            ("d1", "equilibrium_dominance"),
            ("d2", "d1"),
            ("universal_divinity", "d2"),
            ("nwbr", "d2"),
        ):
            assert not s[strong] or s[weak], (eq.name, strong, weak)
        if s["divinity"] is not None:
            assert not s["universal_divinity"] or s["divinity"]


@pytest.mark.compares
@settings(max_examples=36)
@given(signaling_games(types=(2, 2), messages=(2, 3), responses=(2, 2), low=-999, high=999))
def test_something_survives_d1_in_generic_games_with_two_types(game):
    """Stable outcomes exist in generic games and survive D1 (Kohlberg and Mertens 1986; Cho and Kreps 1987)."""
    solution = survival(numeric(game), "d1")
    if all(eq.isolated for eq in solution):
        assert any(eq.survives["d1"] for eq in solution)


@pytest.mark.compares
@settings(max_examples=18)
@given(signaling_games(types=(2, 3), messages=(2, 2), responses=(1, 3)), st.sampled_from(ALL))
def test_refining_at_a_point_drops_exactly_what_fails(game, name):
    judged = survival(numeric(game), name)
    kept = refine(numeric(game), name)
    assert [eq.name for eq in kept] == [eq.name for eq in judged if eq.survives[name] is not False]


def test_unknown_refinement_names_the_nearest():
    solution = gt.solve(gt.load("beer_quiche")).at()
    with pytest.raises(gt.ConceptError, match="did you mean 'intuitive'"):
        refine(solution, "intuitve")
    with pytest.raises(gt.ConceptError, match="PerfectBayesian"):
        refine(gt.solve(gt.load("chicken")), "d1")


@pytest.mark.parametrize(
    "name", ["beer_quiche", "sinking_costs", "job_market", pytest.param("support_signal", marks=pytest.mark.slow)]
)
def test_strikes_hold_exactly_where_a_refinement_fails(name):
    """What strikes a regime, message by message, adds up to what ``survival`` says, at points off borders."""
    solution = survival(gt.solve(gt.load(name)))
    points = decide_points(solution)
    checked = 0
    for criterion in ALL:
        for regime, struck in zip(solution, strikes(solution, criterion), strict=True):
            verdict = regime.survives[criterion]
            for point in points:
                if verdict is None or not regime.when.at(point):
                    continue
                survives = verdict.at(point) if isinstance(verdict, Condition) else verdict
                assert survives is not any(strike.where.at(point) for strike in struck), (criterion, regime.name)
                checked += 1
            for strike in struck:
                assert strike.message in solution.game.messages
                assert [t for t, _ in strike.types] in ([], list(solution.game.types))
                assert (strike.by is not None) is (criterion == "undefeated")
    assert checked > 100


def decide_points(solution):
    """Return points of the domain with odd denominators, which lie on no border of these models."""
    found = []
    for k in range(400):
        point = {}
        for i, (name, interval) in enumerate(solution.domain.ranges.items()):
            low = interval.low if interval.low is not None else Fraction(-3)
            high = interval.high if interval.high is not None else low + 7
            point[name] = low + (high - low) * Fraction((k * (37 + 10 * i) + 11 * i + 5) % 1009 + 1, 1011)
        if solution.domain.assume.at(point):
            found.append(point)
    return found


def test_strikes_refuse_what_survival_refuses():
    with pytest.raises(gt.ConceptError, match="did you mean"):
        strikes(gt.solve(gt.load("beer_quiche")), "intuitiv")
    with pytest.raises(gt.ConceptError, match="perfect Bayesian"):
        strikes(gt.solve(gt.load("chicken")), "d1")
