"""Weak domination and perfection: textbook games, and properties that theory proves."""

from fractions import Fraction

import pytest
from helpers.strategies import strategic_games
from hypothesis import given, settings

from gametheory.concepts import Nash
from gametheory.concepts.predicates.domination import dominating, is_perfect, weakly_dominated
from gametheory.errors import ConceptError
from gametheory.game import StrategicGame
from gametheory.lang import Domain

F = Fraction


def test_an_equilibrium_in_dominated_strategies_is_not_perfect():
    """Selten (1975): both players' second strategies are equilibrium play, and weakly dominated."""
    game = StrategicGame.from_arrays([[1, 0], [0, 0]], [[1, 0], [0, 0]])
    verdicts = {eq.name: is_perfect(game, eq) for eq in Nash().solve(game, Domain())}
    assert verdicts == {"1/1": True, "2/2": False}
    assert weakly_dominated(game) == {"row": {"2": {"1": F(1)}}, "column": {"2": {"1": F(1)}}}


def test_domination_by_a_mixture_only():
    game = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 0], [0, 0], [0, 0]])
    by = dominating(game, "row", {"3": 1})
    assert by is not None
    assert set(by) <= {"1", "2"}
    assert dominating(game, "row", {"1": 1}) is None
    # a mixture can be dominated although no pure strategy in it is dominated by a pure one
    assert dominating(game, "row", {"3": F(1, 2), "1": F(1, 2)}) is not None


@pytest.mark.compares
@settings(max_examples=80)
@given(strategic_games(players=(2, 3), strategies=(1, 3)))
def test_what_dominates_is_never_worse_and_somewhere_better(game):
    for player, found in weakly_dominated(game).items():
        axis = game.players.index(player)
        for s, by in found.items():
            assert sum(by.values()) == 1
            assert min(by.values()) > 0
            gains = []
            for profile, payoffs in game.payoffs.items():
                if profile[axis] == s:
                    mixed = sum(
                        p * game.payoffs[(*profile[:axis], a, *profile[axis + 1 :])][axis] for a, p in by.items()
                    )
                    gains.append(mixed - payoffs[axis])
            assert min(gains) >= 0
            assert max(gains) > 0


@pytest.mark.compares
@settings(max_examples=80)
@given(strategic_games(players=(2, 2), strategies=(1, 3)))
def test_perfect_equilibria_exist_and_full_mixtures_are_perfect(game):
    """Selten (1975): every game has a perfect equilibrium; a completely mixed one is its own trembles."""
    solution = Nash().solve(game, Domain())
    points = [v for eq in solution for v in (eq.vertices or (eq,))]
    assert any(is_perfect(game, eq) for eq in points)
    for eq in points:
        if all(len(eq.strategy[p][p]) == len(game.strategies[p]) for p in game.players):
            assert is_perfect(game, eq)


def test_what_it_does_not_decide():
    three = StrategicGame(
        {"a": "xy", "b": ["x"], "c": ["x"]} | {"a": ["x", "y"]}, {(s, "x", "x"): (0, 0, 0) for s in "xy"}
    )
    with pytest.raises(ConceptError, match="two players"):
        is_perfect(three, None)
    parametric = StrategicGame.from_arrays([["p"]], [[0]])
    with pytest.raises(ConceptError, match="give values to p"):
        dominating(parametric, "row", {"1": 1})
