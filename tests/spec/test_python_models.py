"""Models built in Python: generous input, the same issues as a document."""

import dataclasses
import pickle
from fractions import Fraction

import pytest
import sympy
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.lang import parse, parse_condition
from gametheory.spec import Answer


def sexes(**more):
    game = gt.StrategicGame.from_arrays([["a", 0], [0, "b"]], [["b", 0], [0, "a"]])
    return gt.Model("sexes", game, **more)


def where(caught):
    return [issue.where for issue in caught.value.issues]


def test_without_parameters_they_are_the_games_and_free():
    model = sexes()
    assert list(model.parameters) == ["a", "b"]
    assert model.domain.ranges == {"a": gt.Interval(), "b": gt.Interval()}
    assert model.baseline == {}


def test_ways_to_give_parameters():
    one = sexes(parameters=[gt.Parameter("a", 3, (0, 10)), gt.Parameter("b", "2", range=["(0", "inf)"])])
    two = sexes(
        parameters={"a": {"value": Fraction(3), "range": (0, 10)}, "b": {"value": 2.0, "range": ("(0", "inf)")}}
    )
    assert one == two
    assert one.baseline == {"a": 3, "b": 2}
    assert sexes(parameters={"a": 3, "b": sympy.Rational(1, 2)}).baseline == {"a": 3, "b": Fraction(1, 2)}
    assert list(sexes(parameters=["b", "a"]).parameters) == ["b", "a"]


def test_ways_to_give_assumptions():
    a, b = gt.symbols("a b")
    expected = parse_condition("a > b") & parse_condition("b > 0")
    for given in ("a > b > 0", ["a > b", "b > 0"], expected, {"taste": a > b, "sign": [b > 0]}):
        assert sexes(assume=given).domain.assume == expected
    assert sexes(assume={"taste": "a > b"}).assume == {"taste": ("a > b",)}
    with pytest.raises(gt.DocumentError) as caught:
        sexes(assume=parse_condition("a > b") | parse_condition("b > 0"))
    assert "a relation, or several that all hold" in str(caught.value)


def test_definitions_are_put_in():
    game = gt.StrategicGame.from_arrays([["net", 0], [0, 1]], [["net", 0], [0, 1]])
    model = gt.Model("net", game, parameters=["gain", "loss"], definitions={"net": "gain - loss"})
    assert model.game.payoffs["1", "1"] == (parse("gain - loss"), parse("gain - loss"))
    assert model.game.parameters == ("gain", "loss")
    free = gt.Model("net", game, definitions={"net": "gain - loss"})
    assert list(free.parameters) == ["gain", "loss"]


def test_every_issue_is_named():
    with pytest.raises(gt.DocumentError) as caught:
        sexes(
            parameters={"a": {"value": 3, "range": (0, 1)}, "c": 1},
            assume=["a < 0", "z > 0"],
            players={"row": "", "colum": ""},
            claims=[{"statement": "x"}],
        )
    assert where(caught) == [
        "parameters.a.value",
        "assume.assume.2",
        "game",
        "claims.1.name",
        "players.colum",
        "parameters.c",
    ]
    assert "unknown player 'colum', did you mean 'column'?" in str(caught.value)


def test_a_bad_parameter_says_why():
    with pytest.raises(gt.GameError, match=r"the parameter 'p' has 1 issue:\n  parameters\.p\.value: 2 is outside"):
        gt.Parameter("p", 2, (0, 1))
    with pytest.raises(gt.GameError, match="call it 'lam'"):
        gt.Parameter("lambda")
    with pytest.raises(gt.GameError, match="expected a text, got the number 3"):
        gt.Parameter("p", meaning=3)


def test_not_a_game():
    with pytest.raises(TypeError, match="expected a game, got dict"):
        gt.Model("x", {})


def test_frozen_and_replaced():
    model = sexes(parameters={"a": 3, "b": 2})
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.name = "other"
    other = dataclasses.replace(model, title="Another")
    assert other.title == "Another"
    assert other.parameters == model.parameters
    assert other != model
    assert hash(model) == hash(sexes(parameters={"a": 3, "b": 2}))


def test_probabilities_are_positive_in_the_domain():
    """Where the prior p*(1 - d) can be zero the domain leaves those points out; elsewhere it adds nothing."""

    def model(low, high):
        types = {"h": "p*(1 - d)", "l": "1 - p*(1 - d)"}
        cells = {(t, "m", "r"): (0, 0) for t in types}
        game = gt.SignalingGame("s", "r", types, {"m": ["r"]}, cells)
        return gt.Model("x", game, parameters={"p": {"range": [low, high]}, "d": {"range": [0, "9/10"]}})

    closed = model(0, 1).domain
    assert closed.assume == parse_condition("p*(1 - d) > 0") & parse_condition("1 - p*(1 - d) > 0")
    assert not closed.condition.at({"p": Fraction(0), "d": Fraction(0)})
    assert not closed.condition.at({"p": Fraction(1), "d": Fraction(0)})
    assert model("(0", "1)").domain.assume == gt.lang.TRUE


def test_priors():
    p = gt.Parameter("p", range=(0, 1), prior={"triangular": [0, "0.3", 1]})
    assert p.prior.kind == "triangular"
    assert p.prior["mode"] == Fraction(3, 10)
    assert str(p.prior) == "triangular(0, 3/10, 1)"
    assert gt.Parameter("p", range=(0, 1), prior=p.prior) == gt.Parameter("p", None, gt.Interval(0, 1), prior=p.prior)


def test_a_game_that_ends_where_it_starts_is_no_document():
    tree = gt.ExtensiveGame("end", {"end": gt.Payoff(one=1)}, ["one"])
    with pytest.raises(gt.DocumentError, match="needs at least one move"):
        gt.Model("x", tree)


def test_named_ends_are_written_where_they_are_reached(tmp_path):
    tree = gt.ExtensiveGame(
        "go", {"go": gt.Move("one", on="end", off="stop"), "end": gt.Payoff(one=1), "stop": gt.Payoff(one=0)}
    )
    model = gt.Model("x", tree)
    (tmp_path / "x.toml").write_text(model.to_toml())
    assert gt.load(tmp_path / "x.toml") == model


@pytest.mark.parametrize("name", ["parameters", "definitions", "assume", "players"])
def test_a_models_mappings_cannot_be_changed(name):
    model = gt.load(FIRST_SIGNAL)
    with pytest.raises(TypeError, match="does not support item assignment"):
        getattr(model, name)["new"] = 1
    assert pickle.loads(pickle.dumps(model)).sha256 == model.sha256


def test_a_games_tables_cannot_be_changed():
    game = gt.load("beer_quiche").game
    with pytest.raises(TypeError, match="does not support item assignment"):
        game.payoffs["wimp", "beer", "duel"] = (99, 99)
    with pytest.raises(TypeError, match="does not support item assignment"):
        game.types["wimp"] = 1


def test_what_a_reader_is_told_first(tmp_path):
    model = gt.load("beer_quiche")
    game, parameters = model.game, {"wimp": {"value": "1/3", "range": [0, 1]}}
    told = gt.Model("x", game, parameters=parameters, answer={"drivers": ["wimp"]})
    assert told.answer == Answer(drivers=("wimp",))
    assert told == gt.Model("x", game, parameters=parameters, answer=Answer(drivers=("wimp",)))
    assert told != gt.Model("x", game, parameters=parameters)
    (tmp_path / "x.toml").write_text(told.to_toml())
    assert gt.load(tmp_path / "x.toml").answer == told.answer
    with pytest.raises(gt.DocumentError, match=r"answer\.drivers\.1: unknown parameter 'wipm', did you mean 'wimp'"):
        gt.Model("x", game, parameters=parameters, answer=Answer(drivers=("wipm",)))
