"""The slow oracle itself, against the published and random cases, and against brute force."""

import itertools
from fractions import Fraction

import pytest
from helpers.signaling_data import NUMERIC, exact_outcome, game_of
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import pbe, polyhedra

from gametheory.game import SignalingGame

# two types and four messages take the oracle a minute; the solver's own tests have that game
SMALL = [name for name, entry in NUMERIC.items() if len(entry["messages"]) <= 3]


@pytest.mark.parametrize("name", SMALL)
def test_oracle_finds_the_published_isolated_outcomes(name):
    entry = NUMERIC[name]
    game = game_of(entry)
    found = [exact_outcome(pbe.outcome(game, *next(p.strategies()))) for p in pbe.enumerate_pieces(game) if p.isolated]
    assert len(found) == len(set(found))
    assert set(found) == {exact_outcome(c["outcome"]) for c in entry["isolated"]}


def _flat(assessment):
    return {(k, a): Fraction(p) for k, chances in assessment.items() for a, p in chances.items()}


@pytest.mark.parametrize("name", [n for n in SMALL if NUMERIC[n]["continua"]])
def test_oracle_finds_the_published_continua(name):
    entry = NUMERIC[name]
    game = game_of(entry)
    pieces = [p for p in pbe.enumerate_pieces(game) if not p.isolated]
    stated = [
        ([_flat(s) for s in piece["sigma"]], [_flat(r) for r in piece["rho"]])
        for component in entry["continua"]
        for piece in component
    ]
    for sigmas, rhos in stated:
        for sigma, rho in itertools.product(sigmas, rhos):
            assert any(piece.contains(sigma, rho) for piece in pieces), pbe.outcome(game, sigma, rho)
    attained = {
        exact_outcome(pbe.outcome(game, sigma, rho))
        for sigmas, rhos in stated
        for sigma, rho in itertools.product(sigmas, rhos)
    }
    for piece in pieces:
        for sigma, rho in piece.strategies():
            assert exact_outcome(pbe.outcome(game, sigma, rho)) in attained


@pytest.mark.parametrize("name", SMALL)
def test_oracle_deterring_beliefs_are_the_published_intervals(name):
    entry = NUMERIC[name]
    if len(entry["types"]) != 2:
        assert all(c["off_path_belief_in_first_type"] is None for c in entry["isolated"])
        return
    game = game_of(entry)
    for case in entry["isolated"]:
        for m, intervals in case["off_path_belief_in_first_type"].items():
            utility = {t: Fraction(x) for t, x in case["type_payoffs"].items()}
            found = deterring_beliefs(game, m, utility)
            ends = sorted((min(f), max(f)) for f in found)
            merged = []
            for low, high in ends:
                if merged and low <= merged[-1][1]:
                    merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
                else:
                    merged.append((low, high))
            assert merged == [(Fraction(a), Fraction(b)) for a, b in intervals]


def deterring_beliefs(game, m, utility):
    """Return the beliefs in the first type, as lists of ends, under which some optimal mixture deters every type."""
    found = []
    for used, beliefs in pbe.supporting_sets(game, m):
        rows = [[utility[t] - game.payoffs[t, m, r][0] for r in used] for t in game.types]
        if polyhedra.extreme_rays(len(used), rows):
            found.append([b[0] for b in beliefs])
    return found


def test_comparison_sees_a_missing_and_an_extra_outcome():
    class Answer:
        isolated, vertices = True, ()

        def __init__(self, m, outcome):
            self.outcome = outcome
            other = "quiche" if m == "beer" else "beer"
            self.strategy = {
                "sender": {t: {m: Fraction(1)} for t in ("wimp", "surly")},
                "receiver": {m: {"dont": Fraction(1)}, other: {"duel": Fraction(1)}},
            }

    entry = NUMERIC["beer_quiche"]
    game = game_of(entry)
    pieces = pbe.enumerate_pieces(game)
    both = [Answer(m, {f"wimp/{m}/dont": Fraction(1, 10), f"surly/{m}/dont": Fraction(9, 10)}) for m in game.messages]
    assert pbe.same_outcomes(game, both, pieces)
    assert [p.split(":")[0] for p in pbe.differences(game, both[:1], pieces)] == ["missing"]
    assert pbe.differences(game, [*both, both[0]], pieces) == ["an isolated outcome is listed twice"]
    assert [p.split(":")[0] for p in pbe.differences(game, both, pieces[:1])] == ["too much"]


def test_everything_is_an_equilibrium_when_all_payoffs_are_equal():
    game = SignalingGame(
        "sender", "receiver", {"t": "1/2", "u": "1/2"}, {"m": ["a", "b"], "n": ["a"]},
        {(t, m, r): (0, 0) for t in "tu" for m, r in (("m", "a"), ("m", "b"), ("n", "a"))},
    )  # fmt: skip
    (piece,) = pbe.enumerate_pieces(game)
    assert (len(piece.sigma), len(piece.rho)) == (4, 2)


# -- the polyhedra ---------------------------------------------------------------------------------------------------

small = st.integers(-3, 3)


@pytest.mark.compares
@settings(max_examples=60)
@given(st.lists(st.lists(small, min_size=4, max_size=4), max_size=4), st.booleans())
def test_vertices_are_the_basic_solutions(rows, with_equation):
    """All vertices of a cut simplex, found by solving every square subsystem."""
    n = 3
    equations = [[1, 1, 1, -1]] + ([rows[0]] if rows and with_equation else [])
    rest = rows[1:] if len(equations) == 2 else rows
    unit = [[int(i == j) for j in range(n)] + [0] for i in range(n)]
    wanted = set()
    for tight in itertools.combinations([*unit, *rest, *equations[1:]], n - 1):
        point = _cramer([equations[0], *tight])
        if (
            point is not None
            and all(_at(row, point) >= 0 for row in [*unit, *rest])
            and all(_at(row, point) == 0 for row in equations)
        ):
            wanted.add(point)
    assert set(polyhedra.vertices(n, rest, equations)) == wanted


def _at(row, point):
    return sum(a * x for a, x in zip(row[:-1], point, strict=True)) + row[-1]


def _det(m):
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )


def _cramer(rows):
    below = _det([row[:3] for row in rows])
    if below == 0:
        return None
    right = [-row[3] for row in rows]
    columns = ([[right[i] if j == k else rows[i][j] for j in range(3)] for i in range(3)] for k in range(3))
    return tuple(Fraction(_det(m), below) for m in columns)


def test_hull_membership():
    square = [(Fraction(x), Fraction(y)) for x in (0, 1) for y in (0, 1)]
    assert polyhedra.in_hull((Fraction(1, 2), Fraction(1)), square)
    assert not polyhedra.in_hull((Fraction(1, 2), Fraction(3, 2)), square)
    inside = (Fraction(1, 3), Fraction(1, 3))
    assert set(polyhedra.extreme_points([*square, inside])) == set(square)
