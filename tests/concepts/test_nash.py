"""Nash equilibria of two-player strategic games: published games, other programs, and what must not change."""

from __future__ import annotations

import itertools
import json
import random
from fractions import Fraction
from pathlib import Path

import nashpy
import numpy as np
import pygambit
import pytest
from helpers.strategies import strategic_games
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.concepts.concept import concept_named, default_concept, solve
from gametheory.concepts.exact.bicliques import connected, maximal_bicliques
from gametheory.concepts.nash.concept import Nash
from gametheory.concepts.nash.lemke_howson import one_equilibrium
from gametheory.concepts.nash.vertex_enumeration import extreme_equilibria
from gametheory.errors import ConceptError
from gametheory.game import StrategicGame

GAMES = json.loads((Path(__file__).parents[1] / "data" / "strategic_games.json").read_text(encoding="utf-8"))


def numbers(text):
    return tuple(Fraction(x) for x in text.split())


def published(case):
    row, column = ([numbers(line) for line in case[f"{who}_payoffs"]] for who in ("row", "column"))
    return StrategicGame.from_arrays(row, column, strategies=[case["rows"], case["columns"]])


def matrices(game):
    rows, columns = game.strategies.values()
    return tuple([[game.payoffs[r, c][k] for c in columns] for r in rows] for k in (0, 1))


def mixed(game, eq):
    """The equilibrium as a pair of vectors."""
    return tuple(
        tuple(Fraction(eq.strategy[player][player].get(s, 0)) for s in labels)
        for player, labels in game.strategies.items()
    )


def extreme(game, solution):
    """All extreme equilibria of a solution, as pairs of vectors."""
    return {mixed(game, one) for eq in solution for one in (eq.vertices or (eq,))}


def expected_payoffs(A, B, x, y):
    return tuple(sum(p * q * M[i][j] for i, p in enumerate(x) for j, q in enumerate(y)) for M in (A, B))


def regrets(A, B, x, y):
    u, v = expected_payoffs(A, B, x, y)
    best_row = max(sum(q * a for a, q in zip(row, y, strict=True)) for row in A)
    best_column = max(sum(p * row[j] for row, p in zip(B, x, strict=True)) for j in range(len(y)))
    return best_row - u, best_column - v


def gambit(game):
    """The extreme equilibria according to Gambit."""
    A, B = (
        np.array([[pygambit.Rational(x.numerator, x.denominator) for x in row] for row in M]) for M in matrices(game)
    )
    found = pygambit.nash.enummixed_solve(pygambit.StrategicGame.from_arrays(A, B), rational=True)
    return {
        tuple(tuple(Fraction(int(p.numerator), int(p.denominator)) for p in dict(one).values()) for one in profile)
        for profile in found.equilibria
    }


def bimatrix(rng, m, n, low, high):
    A, B = ([[rng.randint(low, high) for _ in range(n)] for _ in range(m)] for _ in range(2))
    return StrategicGame.from_arrays(A, B)


# -- published games --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", GAMES, ids=[case["name"] for case in GAMES])
def test_published_extreme_equilibria(case):
    game = published(case)
    solution = solve(game, Nash())
    assert solution.exhaustive
    assert extreme(game, solution) == {tuple(map(numbers, pair)) for pair in case["extreme"]}
    pure = {(case["rows"][i], case["columns"][j]) for i, j in case["pure"]}
    ours = {one.name for eq in solution for one in (eq.vertices or (eq,)) if not one.name.startswith("mixed")}
    assert ours == {"/".join(profile) for profile in pure}


@pytest.mark.parametrize("case", [c for c in GAMES if "components" in c], ids=lambda case: case["name"])
def test_published_components(case):
    game = published(case)
    ours = {}
    for eq in solve(game, Nash()):
        corners = frozenset(mixed(game, one) for one in (eq.vertices or (eq,)))
        assert eq.isolated == (len(corners) == 1)
        ours.setdefault(eq.component, set()).add(corners)
    wanted = {
        frozenset(frozenset(itertools.product(map(numbers, xs), map(numbers, ys))) for xs, ys in component)
        for component in case["components"]
    }
    assert {frozenset(component) for component in ours.values()} == wanted


def test_the_game_with_75_equilibria():
    case = next(case for case in GAMES if len(case["extreme"]) == 75)
    solution = solve(published(case), Nash())
    assert len(solution) == 75
    assert all(eq.isolated for eq in solution)
    assert len({eq.name for eq in solution}) == 75
    assert [eq.component for eq in solution] == list(range(75))


def test_an_equilibrium_says_everything():
    game = StrategicGame(
        {"row": ("top", "bottom"), "column": ("left", "right")},
        {("top", "left"): (3, 2), ("top", "right"): (0, 0), ("bottom", "left"): (0, 0), ("bottom", "right"): (2, 3)},
    )
    solution = solve(game)
    assert [eq.name for eq in solution] == ["top/left", "bottom/right", "mixed: top, bottom / left, right"]
    eq = solution[2]
    assert eq.strategy == {
        "row": {"row": {"top": Fraction(3, 5), "bottom": Fraction(2, 5)}},
        "column": {"column": {"left": Fraction(2, 5), "right": Fraction(3, 5)}},
    }
    assert eq.payoffs == {"row": Fraction(6, 5), "column": Fraction(6, 5)}
    assert eq.outcome == {
        "top/left": Fraction(6, 25),
        "top/right": Fraction(9, 25),
        "bottom/left": Fraction(4, 25),
        "bottom/right": Fraction(6, 25),
    }
    assert eq.isolated
    assert not eq.vertices
    assert all(type(p) is not float for p in (*eq.outcome.values(), *eq.payoffs.values()))


def test_a_continuum_lists_its_extreme_equilibria():
    game = StrategicGame.from_arrays([[1, 1], [0, 2]], [[1, 1], [0, 3]])
    solution = solve(game, Nash())
    piece = next(eq for eq in solution if not eq.isolated)
    assert [mixed(game, one) for one in piece.vertices] == [
        ((1, 0), (1, 0)),
        ((1, 0), (Fraction(1, 2), Fraction(1, 2))),
    ]
    assert mixed(game, piece) == mixed(game, piece.vertices[0])
    assert piece.name == "continuum: 1/1 to mixed: 1 / 1, 2"


# -- other programs ---------------------------------------------------------------------------------------------------


@pytest.mark.compares
@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 2), (-9, 9)])
def test_the_same_extreme_equilibria_as_gambit(low, high, size):
    rng = size.rng(high)
    for _ in range(size.count(60)):
        game = bimatrix(rng, rng.randint(1, 4), rng.randint(1, 4), low, high)
        assert extreme(game, solve(game, Nash())) == gambit(game), matrices(game)


@pytest.mark.compares
def test_nashpy_finds_nothing_else(size):
    rng = size.rng(11)
    met = 0
    for _ in range(size.count(15)):
        game = bimatrix(rng, 3, 3, -50, 50)
        ours = [np.concatenate([np.array(z, dtype=float) for z in pair]) for pair in extreme(game, solve(game, Nash()))]
        for x, y in nashpy.Game(*(np.array(M, dtype=float) for M in matrices(game))).vertex_enumeration():
            assert any(np.allclose(np.concatenate([x, y]), one, atol=1e-9) for one in ours)
            met += 1
    assert met >= size.count(15)


# -- properties -------------------------------------------------------------------------------------------------------

TWO = strategic_games(players=(2, 2), strategies=(1, 4), low=0, high=3)


@pytest.mark.compares
@given(TWO, st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_every_answer_has_no_regret(game, rng):
    A, B = matrices(game)
    solution = solve(game, Nash())
    assert len(solution) > 0
    for eq in solution:
        corners = [mixed(game, one) for one in (eq.vertices or (eq,))]
        weights = [rng.randint(1, 5) for _ in corners]
        # a piece is a product of convex sets: mix its corners independently on both sides
        x, y = (
            tuple(
                sum(w * c[side][k] for w, c in zip(weights, corners, strict=True)) / sum(weights) for k in range(size)
            )
            for side, size in ((0, len(A)), (1, len(A[0])))
        )
        for one in (*corners, (x, y)):
            assert regrets(A, B, *one) == (0, 0)
        assert tuple(eq.payoffs.values()) == expected_payoffs(A, B, *mixed(game, eq))
        assert sum(eq.outcome.values()) == 1
    assert all(certificate.valid for certificate in solution.certificates())


# -- which games ------------------------------------------------------------------------------------------------------


def test_one_player_takes_what_is_best():
    game = StrategicGame({"only": ("a", "b", "c")}, {("a",): (2,), ("b",): (1,), ("c",): (2,)})
    (eq,) = solve(game, Nash())
    assert not eq.isolated
    assert [one.outcome for one in eq.vertices] == [{"a": 1}, {"c": 1}]
    assert eq.payoffs == {"only": 2}


def test_players_without_a_choice_are_carried_along():
    game = StrategicGame(
        {"a": ("x", "y"), "b": ("only",), "c": ("l", "r")},
        {("x", "only", "l"): (1, 5, 1), ("x", "only", "r"): (0, 6, 0), ("y", "only", "l"): (0, 7, 0),
         ("y", "only", "r"): (2, 8, 2)},
    )  # fmt: skip
    solution = solve(game, Nash())
    assert [eq.name for eq in solution][:2] == ["x/only/l", "y/only/r"]
    assert solution[1].payoffs == {"a": 2, "b": 8, "c": 2}
    assert solution[2].strategy["b"] == {"b": {"only": 1}}


def test_three_players_are_refused_with_a_reason():
    cells = dict.fromkeys(itertools.product("xy", repeat=3), (0, 0, 0))
    game = StrategicGame(dict.fromkeys(("a", "b", "c"), ("x", "y")), cells)
    with pytest.raises(ConceptError, match="at most two players have a choice; got strategic game: a, b, c"):
        solve(game, Nash())
    with pytest.raises(ConceptError, match="at most two players"):
        Nash().solve("no game", None)


def test_the_concept_is_registered_and_the_default():
    assert concept_named("nash") == Nash()
    assert default_concept(StrategicGame.from_arrays([[1]], [[1]])) == Nash()


# -- games that are too large -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", GAMES, ids=[case["name"] for case in GAMES])
def test_one_equilibrium_is_one_of_all(case):
    game = published(case)
    A, B = matrices(game)
    x, y = one_equilibrium(A, B)
    assert regrets(A, B, x, y) == (0, 0)


@pytest.mark.compares
def test_one_equilibrium_where_a_player_has_one_strategy(size):
    rng = size.rng(2)
    for _ in range(size.count(20)):
        for m, n in ((1, rng.randint(1, 6)), (rng.randint(1, 6), 1)):
            A, B = matrices(bimatrix(rng, m, n, 0, 2))
            assert regrets(A, B, *one_equilibrium(A, B)) == (0, 0)


@pytest.mark.compares
def test_one_equilibrium_is_none_or_an_equilibrium_and_never_an_error(size):
    rng = size.rng(4)
    found = 0
    for _ in range(size.count(60)):
        A, B = matrices(bimatrix(rng, rng.randint(1, 6), rng.randint(1, 6), 0, rng.choice([0, 1, 2, 5])))
        pair = one_equilibrium(A, B)
        found += pair is not None
        assert pair is None or regrets(A, B, *pair) == (0, 0)
    assert found > size.count(50)


@pytest.mark.parametrize(("size", "low", "high"), [(18, -100, 100), (25, 0, 2)])
def test_a_large_game_gets_one_equilibrium_and_says_so(size, low, high):
    game = bimatrix(random.Random(3), size, size, low, high)
    solution = solve(game, Nash())
    assert len(solution) == 1
    assert not solution.exhaustive
    assert "there may be others" in solution.why
    assert regrets(*matrices(game), *mixed(game, solution[0])) == (0, 0)
    assert solution.certificates()[0].valid


def test_the_limit_is_configurable():
    game = published(next(case for case in GAMES if len(case["extreme"]) == 75))
    everything = extreme(game, solve(game, Nash()))
    solution = solve(game, Nash(limit=10))
    assert not solution.exhaustive
    assert extreme(game, solution) < everything


# -- graphs -----------------------------------------------------------------------------------------------------------


@pytest.mark.compares
@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14))
def test_maximal_bicliques_against_all_subsets(pairs):
    lefts, rights = {a for a, _ in pairs}, {b for _, b in pairs}
    subsets = [frozenset(s) for k in range(1, len(lefts) + 1) for s in itertools.combinations(lefts, k)]
    wanted = set()
    for left in subsets:
        right = frozenset(b for b in rights if all((a, b) in pairs for a in left))
        if right and left == frozenset(a for a in lefts if all((a, b) in pairs for b in right)):
            wanted.add((left, right))
    found = maximal_bicliques(pairs)
    assert len(found) == len(set(found))
    assert set(found) == wanted


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_connected_groups_the_edges(pairs):
    groups = connected(pairs)
    assert sorted(edge for group in groups for edge in group) == sorted(set(pairs))
    for one, other in itertools.combinations(groups, 2):
        assert not {a for a, _ in one} & {a for a, _ in other}
        assert not {b for _, b in one} & {b for _, b in other}
    for group in groups:
        reached = {group[0]}
        for _ in group:
            reached |= {e for e in group if any(e[0] == r[0] or e[1] == r[1] for r in reached)}
        assert reached == set(group)


def test_vertex_pairs_of_a_degenerate_game_by_hand():
    # everything is an equilibrium: the four pure profiles are the extreme ones
    found = extreme_equilibria([[0, 0], [0, 0]], [[0, 0], [0, 0]])
    assert set(found) == set(itertools.product([(1, 0), (0, 1)], repeat=2))
