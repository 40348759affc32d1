"""What the three forms of a game accept, and the list of everything that is wrong with a bad one."""

from fractions import Fraction

import pytest
import sympy
from helpers.strategies import extensive_games, signaling_games, strategic_games
from hypothesis import given

from gametheory.errors import GameError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
from gametheory.lang import parse

F = Fraction


def signaling(types=None, messages=None, payoffs=None, sender="s", receiver="r", drop=(), add=None):
    types = types or {"t": "1/2", "u": "1/2"}
    messages = messages or {"m": ["a", "b"], "n": ["a"]}
    cells = {(t, m, x): (1, 0) for t in types for m, answers in messages.items() for x in answers}
    cells.update(payoffs or {})
    for key in drop:
        del cells[key]
    cells.update(add or {})
    return SignalingGame(sender, receiver, types, messages, cells)


def issues(build, *args, **kwargs):
    with pytest.raises(GameError) as caught:
        build(*args, **kwargs)
    error = caught.value
    assert f"has {len(error.issues)} issue" in str(error)
    return [str(issue) for issue in error.issues]


# -- signaling games -------------------------------------------------------------------------------------------------


def test_numbers_are_exact_whatever_they_are_written_as():
    p = sympy.Symbol("p", real=True)
    game = signaling(
        {"t": p, "u": 1 - p},
        payoffs={("t", "m", "a"): (0.3, "1/3"), ("t", "m", "b"): {"r": 2, "s": sympy.Rational(1, 7)}},
    )
    assert game.payoffs["t", "m", "a"] == (F(3, 10), F(1, 3))
    assert game.payoffs["t", "m", "b"] == (F(1, 7), 2)
    assert game.types == {"t": parse("p"), "u": parse("1 - p")}
    assert game.parameters == ("p",)
    assert game.subs({"p": "1/4"}).types == {"t": F(1, 4), "u": F(3, 4)}
    assert game.subs({"p": "1/4"}).parameters == ()
    assert game.players == ("s", "r")
    assert "2 types, 2 messages" in str(game)


def test_games_are_frozen_and_compare_by_content():
    game, same = signaling(), signaling()
    assert game == same
    assert hash(game) == hash(same)
    assert game != signaling(payoffs={("t", "m", "a"): (2, 0)})
    with pytest.raises(AttributeError):
        game.sender = "x"


SIGNALING = {
    "prior sum": ({"types": {"t": "1/2", "u": "1/3"}}, ["signal.types: the prior probabilities sum to 5/6, not to 1"]),
    "prior sum in a parameter": (
        {"types": {"t": "p", "u": "2 - p"}}, ["signal.types: the prior probabilities sum to 2, not to 1"],
    ),
    "negative prior": ({"types": {"t": "3/2", "u": "-1/2"}}, ["signal.types.u: negative probability (-1/2)"]),
    "prior zero": ({"types": {"t": 1, "u": 0}}, ["signal.types.u: a type of probability zero: leave it out (0)"]),
    "missing payoff": ({"drop": [("u", "n", "a")]}, ["payoffs.u.n.a: missing payoff"]),
    "missing player": (
        {"payoffs": {("u", "n", "a"): {"s": 1}}}, ["payoffs.u.n.a.r: missing payoff"],
    ),
    "extra payoff": (
        {"add": {("t", "m", "c"): (0, 0)}},
        ["payoffs.t.m.c: no such type, message and response, did you mean 't.m."],
    ),
    "payoff nan": ({"payoffs": {("t", "m", "a"): (float("nan"), 0)}}, ["payoffs.t.m.a.s: 'nan' is not a finite"]),
    "payoff is no number": ({"payoffs": {("t", "m", "a"): (0, None)}}, ["payoffs.t.m.a.r: not a number"]),
    "payoff is no pair": (
        {"payoffs": {("t", "m", "a"): (1, 2, 3)}},
        ["payoffs.t.m.a: expected (sender's payoff, receiver's payoff), got (1, 2, 3)"],
    ),
    "no response": ({"messages": {"m": ["a"], "n": []}}, ["signal.messages.n: a message without responses"]),
    "responses as text": ({"messages": {"m": "ab"}, "payoffs": {}}, ["signal.messages.m: expected a list"]),
    "response twice": ({"messages": {"m": ["a", "a"]}}, ["signal.messages.m: duplicate label 'a'"]),
    "slash": ({"messages": {"m/n": ["a"]}}, ["signal.messages: the label 'm/n' holds '/'"]),
    "empty label": ({"types": {" ": 1}}, ["signal.types: a type needs a label"]),
    "same player": ({"receiver": "s"}, ["signal.receiver: sender and receiver are the same player 's'"]),
    "player's name": ({"sender": "lambda"}, ["signal.sender: 'lambda' is a word that Python reserves"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNALING)
def test_signaling_issues(name):
    arguments, expected = SIGNALING[name]
    found = issues(signaling, **arguments)
    for text in expected:
        assert any(issue.startswith(text) for issue in found), found


def test_all_issues_are_listed_at_once():
    found = issues(
        SignalingGame, "s", "s", {"t": "1/2"}, {"m": []},
        {("t", "m", "a"): (0, 0)},
    )  # fmt: skip
    assert len(found) == 4


def test_no_types_and_no_messages():
    found = issues(SignalingGame, "s", "r", {}, {}, {})
    assert any("at least one type" in issue for issue in found)
    assert any("at least one message" in issue for issue in found)


# -- extensive games -------------------------------------------------------------------------------------------------


def end(a=0, b=0):
    return Payoff(one=a, two=b)


def test_a_tree_knows_its_information_sets():
    tree = ExtensiveGame(
        "nature",
        {
            "nature": Chance(high=("p", "x"), low=("1 - p", "y")),
            "x": Move("one", information="seen", left=end(1), right=end("a", 2)),
            "y": Move("one", information="seen", left=end(), right="z"),
            "z": Move("two", {"stay put": end()}, go=end(3, F(1, 2))),
        },
    )
    assert tree.players == ("one", "two")
    assert tree.order[0] == "nature"
    assert tree.information_sets == {"seen": ("x", "y"), "z": ("z",)}
    assert not tree.perfect_information
    assert (tree.owner("seen"), tree.actions("seen")) == ("one", ("left", "right"))
    assert tree.actions("z") == ("stay put", "go")
    assert tree.parameters == ("a", "p")
    assert tree.subs({"a": 2, "p": "1/3"}).nodes["x"].actions["right"].values == {"one": 2, "two": 2}
    with pytest.raises(AttributeError, match="frozen"):
        tree.nodes["x"].player = "two"


TREES = {
    "root": ({"a": Move("one", x=end())}, "b", "root: no node is called 'b'"),
    "target": ({"a": Move("one", x="bb"), "b": end()}, "a", "moves.x: no node is called 'bb', did you mean 'b'?"),
    "unreached": ({"a": Move("one", x=end()), "b": end()}, "a", "nodes.b: nothing reaches this node"),
    "cycle": ({"a": Move("one", x="b"), "b": Move("two", y="a")}, "a", "b.moves.y: a cycle: 'a' leads back to itself"),
    "two parents": (
        {"a": Move("one", x="b", y="b"), "b": end()}, "a", "nodes.a.moves.y: 'b' is already reached from 'a'",
    ),
    "payoff": ({"a": Move("one", x=Payoff(one=1), y=end())}, "a", "nodes.a.moves.x.two: missing payoff"),
    "chance sum": (
        {"a": Chance(u=("1/2", end()), d=("49/100", end()))}, "a",
        "nodes.a.chance: the chance probabilities sum to 99/100, not to 1",
    ),
    "chance negative": (
        {"a": Chance(u=("3/2", end()), d=("-1/2", end()))}, "a", "nodes.a.chance.d.probability: negative probability",
    ),
    "chance pair": ({"a": Chance(u=1)}, "a", "nodes.a.chance.u: expected (probability, where to), got 1"),
    "no moves": ({"a": Move("one"), }, "a", "nodes.a.moves: a decision needs at least one move"),
    "no node": ({"a": 7}, "a", "nodes.a: expected a Move, Chance or Payoff, got 7"),
    "two owners": (
        {"a": Move("one", x="b", y="c"), "b": Move("one", u=end(), information="h"),
         "c": Move("two", u=end(), information="h")},
        "a", "nodes.c.player: the information set 'h' has two owners",
    ),
    "different moves": (
        {"a": Move("one", x="b", y="c"), "b": Move("two", u=end(), v=end(), information="h"),
         "c": Move("two", u=end(), w=end(), information="h")},
        "a", "nodes.c.moves: inconsistent information set 'h': the moves here are u, w, at 'b' they are u, v",
    ),
    "absent-minded": (
        {"a": Move("one", go="b", stop=end(), information="h"),
         "b": Move("one", go=end(), stop=end(), information="h")},
        "a", "absent-mindedness (imperfect recall)",
    ),
    "forgets": (
        {"a": Move("one", x="b", y="c"), "b": Move("one", u=end(), information="h"),
         "c": Move("one", u=end(), information="h")},
        "a", "set 'h', 'one' would have to forget own moves (y at a here, x at a at 'b')",
    ),
    "name of a set": (
        {"a": Move("one", x="b", y="c"), "b": Move("two", u=end()), "c": Move("two", u=end(), information="b")},
        "a", "the information set 'b' of other nodes has this node's name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_tree_issues(name):
    nodes, root, expected = TREES[name]
    found = issues(ExtensiveGame, root, nodes, ("one", "two"))
    assert any(expected in issue for issue in found), found


def test_unknown_players_of_a_tree():
    found = issues(ExtensiveGame, "a", {"a": Move("three", x=end())}, ("one", "two"))
    assert found == ["nodes.a.player: unknown player 'three'"]
    found = issues(ExtensiveGame, "a", {"a": Move("one", x=Payoff(one=1, two=0, onee=2))}, ("one", "two"))
    assert found == ["nodes.a.moves.x.onee: unknown player 'onee', did you mean 'one'?"]


def test_long_trees_need_no_recursion():
    n = 3000
    nodes = {f"n{i}": Move("one", stop=Payoff(one=i), go=f"n{i + 1}") for i in range(n)}
    nodes[f"n{n}"] = Payoff(one=-1)
    assert len(ExtensiveGame("n0", nodes).order) == n + 1


@given(extensive_games(players=3))
def test_every_node_comes_after_its_parent(tree):
    place = {name: i for i, name in enumerate(tree.order)}
    assert set(place) == set(tree.nodes)
    for name in tree.order:
        assert all(place[to] > place[name] for _, to in tree.children(name) if isinstance(to, str))


# -- strategic games -------------------------------------------------------------------------------------------------


def test_strategic_game_from_arrays_and_by_hand():
    game = StrategicGame.from_arrays([[3, "x"]], [[F(1, 2), 0.25]])
    same = StrategicGame(
        {"row": ["1"], "column": ["1", "2"]}, {("1", "1"): (3, "1/2"), ("1", "2"): {"row": "x", "column": "1/4"}}
    )
    assert game == same
    assert game.players == ("row", "column")
    assert game.parameters == ("x",)
    assert game.subs({"x": 5}).payoffs["1", "2"] == (5, F(1, 4))
    assert "(1 x 2)" in str(game)
    three = StrategicGame.from_arrays(*[[[[1, 2]]]] * 3)
    assert three.players == ("player1", "player2", "player3")


STRATEGIC = {
    "missing": (({"p": ["a"], "q": ["b", "c"]}, {("a", "b"): (0, 0)}), "payoffs.a.c: missing payoffs"),
    "extra": (({"p": ["a"], "q": ["b"]}, {("a", "b"): (0, 0), ("a", "d"): (0, 0)}), "payoffs.a.d: no such profile"),
    "length": (({"p": ["a"], "q": ["b"]}, {("a", "b"): (0,)}), "payoffs.a.b: expected 2 payoffs, one a player"),
    "text": (({"p": ["a"]}, {("a",): "7"}), "payoffs.a: expected 1 payoffs, one a player, got '7'"),
    "no strategies": (({"p": []}, {}), "strategies.p: a player needs at least one strategy"),
    "labels as text": (({"p": "ab"}, {}), "strategies.p: a player needs at least one strategy (a list of labels)"),
    "no players": (({}, {}), "strategies: a strategic game needs at least one player"),
    "unknown player": (
        ({"p": ["a"]}, {("a",): {"p": 1, "pp": 2}}), "payoffs.a: unknown player 'pp', did you mean 'p'?",
    ),
    "infinite": (({"p": ["a"]}, {("a",): (float("inf"),)}), "payoffs.a.p: 'inf' is not a finite number"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRATEGIC)
def test_strategic_issues(name):
    arguments, expected = STRATEGIC[name]
    found = issues(StrategicGame, *arguments)
    assert any(issue.startswith(expected) for issue in found), found


def test_arrays_of_different_shapes():
    found = issues(StrategicGame.from_arrays, [[1, 2]], [[1], [2]])
    assert "of one shape" in found[0]


@given(signaling_games())
def test_random_signaling_games_are_well_formed(game):
    assert sum(game.types.values()) == 1
    assert set(game.payoffs) == {(t, m, r) for t in game.types for m, rs in game.messages.items() for r in rs}


@given(strategic_games())
def test_random_strategic_games_are_well_formed(game):
    count = 1
    for options in game.strategies.values():
        count *= len(options)
    assert len(game.payoffs) == count
