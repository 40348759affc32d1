"""Perfect Bayesian equilibria: nothing missing, nothing extra, in numbers and for every parameter value."""

from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.gambit_bridge import to_gambit_profile
from helpers.signaling_data import NUMERIC, PARAMETRIC, domain_of, exact_outcome, game_of, outcome_formulas, region_of
from helpers.strategies import priors, signaling_games
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import pbe
from oracles.test_pbe_oracle import deterring_beliefs

from gametheory.concepts import Equilibrium, PerfectBayesian
from gametheory.game import SignalingGame
from gametheory.lang import Domain, Expression, Interval, any_of, decide, parameter, parse

F = Fraction
NO_PARAMETERS = Domain()


def numeric(game):
    return PerfectBayesian(words=()).solve(game, NO_PARAMETERS)


def outcomes(solution):
    return [exact_outcome(eq.outcome) for eq in solution]


def check(game, solution):
    """Every answer passes the audit; nothing is missing and nothing extra against the slow enumeration."""
    assert solution.exhaustive is True
    for certificate in solution.certificates():
        assert certificate.valid is True, str(certificate)
    assert pbe.differences(game, solution, pbe.enumerate_pieces(game)) == []


# -- published and random cases --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NUMERIC)
def test_isolated_outcomes_of_the_cases(name):
    entry = NUMERIC[name]
    solution = numeric(game_of(entry))
    found = {exact_outcome(eq.outcome): eq for eq in solution if eq.isolated}
    expected = {exact_outcome(c["outcome"]): c for c in entry["isolated"]}
    assert set(found) == set(expected)
    assert sum(eq.isolated for eq in solution) == len(expected)
    for key, stated in expected.items():
        assert {t: F(x) for t, x in found[key].type_payoffs.items()} == {
            t: F(x) for t, x in stated["type_payoffs"].items()
        }
        assert found[key].payoffs["receiver"] == F(stated["receiver_payoff"])
        assert stated["pattern"].split("-")[0] in found[key].name


@pytest.mark.parametrize("name", NUMERIC)
def test_continua_of_the_cases(name):
    entry = NUMERIC[name]
    game = game_of(entry)
    ours = [eq for eq in numeric(game) if not eq.isolated]
    assert bool(ours) is bool(entry["continua"])
    pieces = [pbe.piece_of(game, eq) for eq in ours]
    stated = []
    for component in entry["continua"]:
        for piece in component:
            corners = [
                ({(t, m): F(p) for t, s in sigma.items() for m, p in s.items()}, _flat(rho))
                for sigma in piece["sigma"]
                for rho in piece["rho"]
            ]
            stated += corners
    for sigma, rho in stated:
        assert any(piece.contains(sigma, rho) for piece in pieces), pbe.outcome(game, sigma, rho)
    attained = {exact_outcome(pbe.outcome(game, sigma, rho)) for sigma, rho in stated}
    for eq in ours:
        assert {exact_outcome(v.outcome) for v in eq.vertices} <= attained
    # connected pieces, and only those, share a number
    assert len({eq.component for eq in ours}) == len(entry["continua"])


def _flat(rho):
    return {(m, r): F(p) for m, answer in rho.items() for r, p in answer.items()}


@pytest.mark.parametrize("name", [n for n, e in NUMERIC.items() if len(e["messages"]) <= 3])
def test_cases_against_audit_and_enumeration(name):
    game = game_of(NUMERIC[name])
    check(game, numeric(game))


def test_four_messages_pass_the_audit():
    solution = numeric(game_of(NUMERIC["education_grid"]))
    assert [c.valid for c in solution.certificates()] == [True] * 6


@pytest.mark.parametrize("name", [n for n, e in NUMERIC.items() if len(e["types"]) == 2])
def test_off_path_beliefs_of_the_cases(name):
    """The whole set of beliefs that supports an outcome: intervals, single points among them."""
    entry = NUMERIC[name]
    game = game_of(entry)
    found = {exact_outcome(eq.outcome): eq for eq in numeric(game) if eq.isolated}
    first = next(iter(game.types))
    for stated in entry["isolated"]:
        eq = found[exact_outcome(stated["outcome"])]
        expected = stated["off_path_belief_in_first_type"]
        assert set(eq.supporting_beliefs) == set(expected)
        for m, intervals in expected.items():
            ends = [sorted(F(corner.get(first, 0)) for corner in piece) for piece in eq.supporting_beliefs[m]]
            assert _union(ends) == [(F(a), F(b)) for a, b in intervals]


def _union(pieces):
    merged = []
    for low, high in sorted((p[0], p[-1]) for p in pieces):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


# -- random games ----------------------------------------------------------------------------------------------------


@pytest.mark.compares
@settings(max_examples=75)
@given(signaling_games(types=(1, 2), messages=(1, 2), responses=(1, 3)))
def test_small_random_games(game):
    check(game, numeric(game))


@pytest.mark.compares
@settings(max_examples=50)
@given(signaling_games(types=(2, 2), messages=(2, 2), responses=(2, 2), low=0, high=1))
def test_random_games_full_of_ties(game):
    check(game, numeric(game))


@pytest.mark.compares
@settings(max_examples=12)
@given(signaling_games(types=(2, 3), messages=(2, 3), responses=(1, 2)).filter(lambda g: len(g.payoffs) <= 12))
def test_middling_random_games(game):
    check(game, numeric(game))


@pytest.mark.compares
@settings(max_examples=12)
@given(signaling_games(types=(2, 3), messages=(2, 3), responses=(2, 3), low=-9, high=9))
def test_larger_random_games_pass_the_audit_and_pygambit(game):
    solution = numeric(game)
    assert len(solution) > 0  # an equilibrium always exists (Kreps and Wilson 1982)
    for certificate in solution.certificates():
        assert certificate.valid is True, str(certificate)
    tree = game.extensive()
    for eq in solution:
        regret, payoffs = to_gambit_profile(tree, eq.strategy)
        assert set(regret.values()) == {0}
        assert payoffs == {p: F(x) for p, x in eq.payoffs.items()}


@pytest.mark.compares
@settings(max_examples=20)
@given(signaling_games(types=(2, 2), messages=(2, 3), responses=(1, 3)))
def test_supporting_beliefs_are_complete(game):
    for eq in numeric(game):
        if not eq.isolated:
            continue
        utility = {t: F(x) for t, x in eq.type_payoffs.items()}
        sent = {m for s in eq.strategy["sender"].values() for m in s}
        assert set(eq.supporting_beliefs) == set(game.messages) - sent
        for m, pieces in eq.supporting_beliefs.items():
            ours = _union([sorted(F(c.get("t1", 0)) for c in piece) for piece in pieces])
            assert ours == _union([sorted(b) for b in deterring_beliefs(game, m, utility)])


# -- games with little or nothing to decide --------------------------------------------------------------------------


def flat(types, messages):
    share = F(1, len(types))
    cells = {(t, m, r): (0, 0) for t in types for m, options in messages.items() for r in options}
    return SignalingGame("sender", "receiver", dict.fromkeys(types, share), messages, cells)


@pytest.mark.parametrize(
    ("types", "messages"),
    [
        (("t", "u"), {"m": ("a", "b"), "n": ("a", "b")}),
        (("t", "u", "v"), {"m": ("a", "b"), "n": ("a",)}),
        (("t",), {"m": ("a", "b", "c"), "n": ("a", "b")}),
    ],
)
def test_all_payoffs_equal(types, messages):
    """Everything is an equilibrium: one piece, whose corners are the pure profiles."""
    game = flat(types, messages)
    solution = numeric(game)
    check(game, solution)
    assert len(solution) == 1
    assert {exact_outcome(v.outcome) for v in solution[0].vertices} >= {
        exact_outcome({f"{t}/{m}/{r}": F(1, len(types)) for t in types})
        for m, options in messages.items()
        for r in options
    }


def test_one_type_one_message_one_response():
    game = SignalingGame("sender", "receiver", {"t": 1}, {"m": ["r"]}, {("t", "m", "r"): (3, -1)})
    (eq,) = numeric(game)
    assert exact_outcome(eq.outcome) == {("t/m/r", F(1))}
    assert eq.payoffs == {"sender": 3, "receiver": -1}
    assert eq.isolated


def test_one_message_only():
    game = SignalingGame(
        "sender", "receiver", {"t": "1/4", "u": "3/4"}, {"m": ["a", "b"]},
        {("t", "m", "a"): (0, 4), ("u", "m", "a"): (0, 0), ("t", "m", "b"): (5, 0), ("u", "m", "b"): (5, 1)},
    )  # fmt: skip
    (eq,) = numeric(game)
    assert exact_outcome(eq.outcome) == {("t/m/a", F(1, 4)), ("u/m/a", F(3, 4))}
    tie = SignalingGame("sender", "receiver", {"t": "1/5", "u": "4/5"}, game.messages, game.payoffs)
    (eq,) = numeric(tie)
    assert not eq.isolated
    assert {F(v.payoffs["sender"]) for v in eq.vertices} == {0, 5}


def test_deterrence_by_a_mixed_answer_at_a_single_belief():
    """Neither pure answer to n deters both types; mixtures do, and both answers are optimal at the belief 1/2 alone."""
    game = SignalingGame(
        "sender", "receiver", {"t": "1/3", "u": "2/3"}, {"m": ["end"], "n": ["a", "b"]},
        {("t", "m", "end"): ("3/2", 0), ("u", "m", "end"): ("3/2", 0),
         ("t", "n", "a"): (2, 1), ("u", "n", "a"): (0, 0),
         ("t", "n", "b"): (0, 0), ("u", "n", "b"): (2, 1)},
    )  # fmt: skip
    (eq,) = [eq for eq in numeric(game) if set(eq.outcome) == {"t/m/end", "u/m/end"}]
    assert F(1, 4) <= eq.strategy["receiver"]["n"]["a"] <= F(3, 4)
    assert eq.beliefs["n"] == {"t": F(1, 2), "u": F(1, 2)}
    corners = {tuple(F(c.get("t", 0)) for c in piece) for piece in eq.supporting_beliefs["n"]}
    assert corners == {(F(1, 2),)}


# -- parametric games from the literature ----------------------------------------------------------------------------


@pytest.fixture(scope="module", params=list(PARAMETRIC))
def parametric(request):
    entry = PARAMETRIC[request.param]
    game, domain = game_of(entry), domain_of(entry)
    return entry, game, domain, replace(PerfectBayesian(words=()).solve(game, domain), domain=domain)


def test_samples_by_solving_there(parametric):
    entry, _, _, solution = parametric
    for sample in entry["samples"]:
        at = solution.at(sample["at"])
        expected = {exact_outcome(o["outcome"]): o for o in sample["outcomes"]}
        assert len(at) == len(expected)
        for eq in at:
            stated = expected[exact_outcome(eq.outcome)]
            assert eq.isolated
            assert {t: F(x) for t, x in eq.type_payoffs.items()} == {t: F(x) for t, x in stated["type_payoffs"].items()}
            assert eq.payoffs["receiver"] == F(stated["receiver_payoff"])


def at_point(eq, point):
    """Return a regime with its closed forms evaluated."""

    def value(x):
        return x.at(point) if isinstance(x, Expression) else F(x)

    def table(chances):
        return {k: value(x) for k, x in chances.items() if value(x) != 0}

    return Equilibrium(
        eq.name,
        {p: {key: table(chances) for key, chances in sets.items()} for p, sets in eq.strategy.items()},
        {},
        {p: value(x) for p, x in eq.payoffs.items()},
        table(eq.outcome),
        isolated=eq.isolated,
        vertices=tuple(at_point(v, point) for v in eq.vertices),
    )


def test_samples_by_closed_form(parametric):
    entry, _, _, solution = parametric
    for sample in entry["samples"]:
        point = {name: F(x) for name, x in sample["at"].items()}
        found = [exact_outcome(at_point(eq, point).outcome) for eq in solution if eq.when.at(point)]
        assert sorted(map(sorted, found)) == sorted(
            map(sorted, (exact_outcome(o["outcome"]) for o in sample["outcomes"]))
        )


def test_regions_hold_their_outcomes_in_closed_form_and_nothing_else(parametric):
    entry, game, domain, solution = parametric
    assert solution.exhaustive is True
    for region in entry["regions"]:
        where = region_of(region)
        assert decide(where, domain).answer is True
        matched = []
        for expected in region["outcomes"]:
            formulas = outcome_formulas(game, expected)
            same = [eq for eq in solution if {h: x for h, x in eq.outcome.items() if x != 0} == formulas]
            assert same, (region["name"], expected["name"])
            somewhere = any_of(eq.when for eq in same)
            assert decide(where & ~somewhere, domain).answer is False, (region["name"], expected["name"])
            for eq in same:
                assert expected["pattern"].split("-")[0] in eq.name
                for t, text in expected.get("type_payoffs", {}).items():
                    assert eq.type_payoffs[t] - parse(text) == 0
            matched += same
        for eq in solution:
            if eq not in matched:
                assert decide(where & eq.when, domain).answer is False, (region["name"], eq.name)


def test_regimes_pass_the_audit_for_all_parameter_values(parametric):
    _, _, _, solution = parametric
    for certificate in solution.certificates():
        assert certificate.valid is True, str(certificate)


# -- parametric equals numeric ---------------------------------------------------------------------------------------

RANGE = {"a": Interval(F(-2), F(2)), "b": Interval(F(-2), F(2)), "p": Interval(F(0), F(1), True, True)}

PRIOR, NUMBER = st.fractions(F(1, 12), F(11, 12), max_denominator=12), st.fractions(-2, 2, max_denominator=2)


@st.composite
def parametric_games(draw):
    """Two types, two messages; a prior p, and payoffs that are numbers, or a or b with an integer factor and shift."""
    answers = {m: tuple(f"r{k}" for k in range(draw(st.integers(1, 2)))) for m in ("m1", "m2")}
    number = st.integers(-2, 3)

    def payoff():
        kind = draw(st.integers(0, 7))
        if kind > 1:
            return draw(number)
        return parameter("ab"[kind]) * draw(st.sampled_from([1, -1, 2])) + draw(number)

    p = parameter("p") if draw(st.booleans()) else draw(priors(2))[0]
    cells = {(t, m, r): (payoff(), payoff()) for t in ("t1", "t2") for m, options in answers.items() for r in options}
    return SignalingGame("sender", "receiver", {"t1": p, "t2": 1 - p}, answers, cells)


@pytest.mark.compares
@settings(max_examples=10)
@given(parametric_games(), st.data())
def test_parametric_equals_numeric(game, data):
    domain = Domain({name: RANGE[name] for name in game.parameters})
    solution = replace(PerfectBayesian(words=()).solve(game, domain), domain=domain)
    assert solution.exhaustive is True
    for _ in range(4):
        point = {name: data.draw(PRIOR if name == "p" else NUMBER) for name in game.parameters}
        there = game.subs(point)
        pieces = pbe.enumerate_pieces(there)
        # at(): on knife edges too, which such points meet often
        assert pbe.differences(there, solution.at(point), pieces) == []
        if any(edge.at(point) for edge in solution.knife_edges):
            continue
        # off them the closed forms say the same: each is an equilibrium, and no extreme outcome is missing
        regimes = [pbe.piece_of(there, at_point(eq, point)) for eq in solution if eq.when.at(point)]
        for piece in regimes:
            for sigma, rho in piece.strategies():
                assert any(other.contains(sigma, rho) for other in pieces), pbe.outcome(there, sigma, rho)
        for piece in pieces:
            for sigma, rho in piece.strategies():
                assert any(other.contains(sigma, rho) for other in regimes), pbe.outcome(there, sigma, rho)


@pytest.mark.compares
@settings(max_examples=7)
@given(parametric_games())
def test_regimes_of_random_games_are_never_refuted(game):
    domain = Domain({name: RANGE[name] for name in game.parameters})
    solution = replace(PerfectBayesian(words=()).solve(game, domain), domain=domain)
    for certificate in solution.certificates():
        assert certificate.valid is not False, str(certificate)


@pytest.mark.parametrize("after_n", [("end",), ("end", "close")])
def test_an_answer_off_the_path_needs_a_belief_that_supports_it(after_n):
    """Both answers to m deter alike, but only one of them is optimal, and which one it is depends on the sign of a.

    Once with one outcome, once with a continuum of outcomes on the path.
    """
    game = SignalingGame(
        "sender", "receiver", {"t": 1}, {"m": ["x", "y"], "n": after_n},
        {("t", "m", "x"): (0, "a"), ("t", "m", "y"): (0, 0), **{("t", "n", r): (1, 0) for r in after_n}},
    )  # fmt: skip
    domain = Domain({"a": Interval(F(-1), F(1))})
    solution = replace(PerfectBayesian(words=()).solve(game, domain), domain=domain)
    assert {h for eq in solution for h in eq.outcome} == {f"t/n/{r}" for r in after_n}
    for certificate in solution.certificates():
        assert certificate.valid is True, str(certificate)


def test_knife_edge_at_a_prior_of_one_half():
    """Beer or quiche at p = 1/2: the receiver is indifferent on the path; two continua and no isolated outcome."""
    entry = PARAMETRIC["beer_quiche_p"]
    game, domain = game_of(entry), domain_of(entry)
    solution = replace(PerfectBayesian(words=()).solve(game, domain), domain=domain)
    assert any(edge.at({"p": F(1, 2)}) for edge in solution.knife_edges)
    there = game.subs({"p": F(1, 2)})
    at = solution.at(p="1/2")
    assert [eq.isolated for eq in at] == [False, False]
    check(there, replace(at, game=there))


def test_where_regimes_meet_in_a_continuum_there_is_a_knife_edge():
    """Sinking costs at m = vL: between not bluffing and bluffing lies a continuum that no regime describes."""
    entry = PARAMETRIC["sinking_costs"]
    game, domain = game_of(entry), domain_of(entry)
    solution = replace(PerfectBayesian(words=()).solve(game, domain), domain=domain)
    point = {"q": F(1, 4), "k": F(1), "m": F(1, 2), "vH": F(2), "vL": F(1, 2), "W": F(0)}
    assert [eq.isolated for eq in solution.at(point)] == [True, False]
    assert any(edge.at(point) for edge in solution.knife_edges)
