"""Signaling to extensive to strategic: the same game, with the same payoffs for the same play."""

import itertools
from fractions import Fraction

import pytest
from helpers.gambit_bridge import to_gambit
from helpers.profile_data import GAMES, play, tree_of
from helpers.signaling_data import NUMERIC, PARAMETRIC, game_of
from helpers.strategies import extensive_games, signaling_games
from hypothesis import given, settings

from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame
from gametheory.game.forms import strategic_form
from gametheory.lang import parse

F = Fraction


def test_beer_and_quiche_as_a_tree():
    game = game_of(NUMERIC["beer_quiche"])
    tree = game.extensive()
    assert tree.players == ("sender", "receiver")
    assert {k: tree.owner(k) for k in tree.information_sets} == {
        "wimp": "sender", "surly": "sender", "beer": "receiver", "quiche": "receiver",
    }  # fmt: skip
    histories = {"/".join(label for _, label in path): end.values for path, end in tree.paths()}
    assert len(histories) == 8
    assert histories["wimp/quiche/dont"] == {"sender": 3, "receiver": 0}
    assert not tree.perfect_information


def test_a_message_with_a_types_name_gets_an_information_set_of_its_own():
    game = SignalingGame(
        "s", "r", {"up": "1/2", "down": "1/2"}, {"up": ["a"], "flat": ["a"]},
        {(t, m, "a"): (0, 0) for t in ("up", "down") for m in ("up", "flat")},
    )  # fmt: skip
    assert set(game.extensive().information_sets) == {"up", "down", "after up", "flat"}


@pytest.mark.compares
@settings(max_examples=60)
@given(signaling_games(types=(1, 3), messages=(1, 2), responses=(1, 2)))
def test_strategic_form_of_a_signaling_game(game):
    """Every profile of plans pays what following the plans type by type pays."""
    table = game.strategic()
    form = strategic_form(game.extensive())
    assert form.game == table
    seen = {m: m if m not in game.types else f"after {m}" for m in game.messages}
    for (first, second), payoffs in table.payoffs.items():
        talk, answer = form.plans["sender"][first], form.plans["receiver"][second]
        total = [F(0), F(0)]
        for t, prior in game.types.items():
            m = talk[t]
            pair = game.payoffs[t, m, answer[seen[m]]]
            total = [x + prior * y for x, y in zip(total, pair, strict=True)]
        assert list(payoffs) == total
    assert len(table.strategies["sender"]) == len(game.messages) ** len(game.types)


@pytest.mark.compares
@settings(max_examples=60)
@given(extensive_games(players=2, depth=3))
def test_plans_cover_all_pure_profiles(tree):
    """Every full pure profile is some reduced profile with the same play, and every plan is one of its completions."""
    form = strategic_form(tree)
    keys = list(tree.information_sets)
    paid = set()
    for choice in itertools.islice(itertools.product(*(tree.actions(k) for k in keys)), 200):
        full = dict(zip(keys, choice, strict=True))
        profile = []
        for player in tree.players:
            fits = [label for label, plan in form.plans[player].items() if all(full[k] == a for k, a in plan.items())]
            assert len(fits) == 1
            profile += fits
        strategy = {p: {k: {full[k]: F(1)} for k in keys if tree.owner(k) == p} for p in tree.players}
        _, payoffs = play(tree, strategy)
        assert form.game.payoffs[tuple(profile)] == tuple(payoffs[p] for p in tree.players)
        paid.add(tuple(profile))
    if len(paid) < 200:
        every = 1
        for k in keys:
            every *= len(tree.actions(k))
        if every <= 200:
            assert paid == set(form.game.payoffs)


@pytest.mark.compares
@settings(max_examples=40)
@given(extensive_games(information=True))
def test_reduced_plans_are_pygambits(tree):
    """As many reduced strategies as pygambit counts, and the same payoff vectors."""
    game = to_gambit(tree)
    form = strategic_form(tree)
    for player in tree.players:
        assert len(form.plans[player]) == len(game.get_strategies(player))


@pytest.mark.parametrize("name", GAMES)
def test_published_trees_convert(name):
    entry = GAMES[name]
    tree = tree_of(entry)
    form = strategic_form(tree)
    for player, plans in form.plans.items():
        assert list(form.game.strategies[player]) == list(plans)
        for plan in plans.values():
            assert all(tree.owner(key) == player for key in plan)


def test_parameters_survive_conversion():
    game = game_of(PARAMETRIC["audience_costs"])
    assert game.extensive().parameters == game.parameters == ("W", "a", "k", "q")
    table = game.strategic()
    assert table.parameters == game.parameters
    assert (
        table.subs({"W": "1/5", "a": 1, "k": 1, "q": "1/4"})
        == game.subs({"W": "1/5", "a": 1, "k": 1, "q": "1/4"}).strategic()
    )


def test_a_player_without_moves_and_a_plan_that_ends_its_own_game():
    tree = ExtensiveGame(
        "first",
        {
            "first": Move("one", out=Payoff(one=1, two=0, three=5), on="chance"),
            "chance": Chance(x=("p", "again"), y=("1 - p", Payoff(one=0, two=0, three=0))),
            "again": Move("one", u=Payoff(one=2, two=1, three=0), v=Payoff(one=3, two=2, three=1)),
        },
        ("one", "two", "three"),
    )
    form = strategic_form(tree)
    assert list(form.game.strategies["two"]) == ["-"]
    assert list(form.game.strategies["one"]) == ["out", "on, u", "on, v"]
    assert form.plans["one"]["out"] == {"first": "out"}
    assert form.game.payoffs["on, v", "-", "-"] == (parse("3*p"), parse("2*p"), parse("p"))
