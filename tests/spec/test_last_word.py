"""Moves in the places of ends: read as the tree they are, written back as they stood, hashed without nodes' names."""

import pickle
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_models import labels, moves_after

import gametheory as gt
from gametheory.lang import parse

PLACE = Path(__file__).parent.parent / "data" / "last_word.toml"
TREE = """\
format = "gametheory/1"
kind = "extensive"
root = "start"
[players]
one = "first"
two = "second"
[parameters.q]
value = "1/2"
range = ["(0", "1)"]
[definitions]
odds = "1 - q"
[nodes.start]
player = "one"
moves.go = { player = "two", moves = { fight = { one = 0, two = "odds" }, luck = { chance = { \
good = { probability = "q", to = "later" }, bad = { probability = "odds", to = { one = 0, two = 0 } } } } } }
moves.stop = { one = 1, two = 1 }
[nodes.later]
player = "one"
moves.take = { one = 3, two = "2*q" }
moves.leave = { one = 0, two = 0 }
"""


def read(text, tmp_path, name="m"):
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return gt.load(path)


@pytest.fixture(scope="module")
def model():
    return gt.load(PLACE)


def test_the_tree_it_states(model):
    tree = model.game
    assert (model.kind, tree.kind) == ("signaling", "extensive")
    assert tree.players == ("patron", "rival", "client")
    assert {*tree.histories()} >= {
        "firm/garrison/strike/fight",
        "hollow/garrison/strike/leave/ask",
        "hollow/away/strike/hit",
        "firm/away/wait",
    }
    assert tree.information_sets["garrison"] == ("type firm, garrison", "type hollow, garrison")
    assert tree.owner("firm, garrison, strike") == "patron"
    assert tree.owner("hollow, garrison, strike, leave") == "client"
    chances, payoffs = tree.end(gt.History.read("hollow/away/strike/hit"))
    assert (chances, payoffs) == ([parse("1 - resolve"), parse("1/4")], [0, 4, -1])
    assert tree.end(gt.History.read("firm/garrison/strike/fight"))[1] == [1, parse("1 - fight_cost"), 0]


def test_it_is_the_signaling_game_where_the_last_words_are_taken(model, tmp_path):
    """At the baseline the last words are fight, leave and ask: with their payoffs in place no move is left."""
    text = model.to_toml()
    head, _, _ = text.partition("[payoffs.firm.garrison]")
    cells = """
[payoffs.firm.garrison]
strike = { patron = 1, rival = -2 }
wait = { patron = 3, rival = 0 }
[payoffs.firm.away]
strike = { patron = 0, rival = 1 }
wait = { patron = 2, rival = 0 }
[payoffs.hollow.garrison]
strike = { patron = -1, rival = "1/2" }
wait = { patron = 2, rival = 0 }
[payoffs.hollow.away]
strike = { patron = 0, rival = 1 }
wait = { patron = 1, rival = 0 }
"""
    plain = read(head.replace('client = "asks for a ceasefire or not"\n', "") + cells, tmp_path)
    assert plain.kind == plain.game.kind == "signaling"
    (folded,), (short,) = gt.solve(model).at(), gt.solve(plain).at()
    assert [folded.payoffs[p] for p in ("patron", "rival")] == [short.payoffs[p] for p in ("patron", "rival")]
    assert folded.outcome == short.outcome


def test_written_back_as_it_stood(model, tmp_path):
    written = tomllib.loads(model.to_toml())
    given_there = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    for table in ("signal", "payoffs", "players", "definitions"):
        assert written[table] == given_there[table]
    assert written["kind"] == "signaling"
    back = read(model.to_toml(), tmp_path, "last_word")
    assert back == model
    assert back.game == model.game
    assert back.kind == model.kind
    assert back.to_toml() == model.to_toml()
    assert pickle.loads(pickle.dumps(model)) == model


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("refuse = {", "deny = {"),
        ('player = "client", moves', 'player = "rival", moves'),
        ('ask = { patron = -1, rival = "1/2"', 'ask = { patron = -1, rival = "1/3"'),
        ('"1/4"', '"1/2"'),
        ('player = "client", moves', 'player = "client", information = "asked", moves'),
    ],
)
def test_what_the_hash_sees(old, new, model, tmp_path):
    text = PLACE.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new).replace('"3/4"', '"1/2"') if "1/4" in old else text.replace(old, new)
    assert read(changed, tmp_path).sha256 != model.sha256


def test_what_the_hash_does_not_see(model, tmp_path):
    text = PLACE.read_text(encoding="utf-8")
    inline = 'strike = { player = "patron", moves = { fight = { patron = 1, rival = "lost", client = 0 }, leave = { '
    inline += "patron = -2, rival = 1, client = -1 } } }\n"
    assert inline in text
    table = """
[payoffs.firm.garrison.strike]
moves.fight = { client = 0, rival = "1 - fight_cost", patron = 1 }
moves.leave = { patron = -2, rival = 1, client = -1 }
player = "patron"
"""
    changed = text.replace(inline, "").replace("\n[payoffs.firm.away]", f"{table}\n[payoffs.firm.away]")
    assert changed != text
    assert read(changed, tmp_path).sha256 == model.sha256


def test_a_hash_that_is_quoted_does_not_change(model):
    assert model.sha256 == "a652509137b50c4f1fbeb504d217b8bf835ec5bcfe4c36c812738b242caa3bd1"


def test_without_a_further_move_it_is_a_signaling_game_of_two(tmp_path):
    text = PLACE.read_text(encoding="utf-8")
    head, _, _ = text.partition("[payoffs.firm.garrison]")
    cell = "strike = { patron = 0, rival = 1, client = 0 }\nwait = { patron = 0, rival = 0, client = 0 }\n"
    text = head + "".join(f"[payoffs.{t}.{m}]\n{cell}" for t in ("firm", "hollow") for m in ("garrison", "away"))
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    issues = [str(issue) for issue in gt.check(tmp_path / "m.toml")]
    assert issues[0] == "players.client: neither sender nor receiver: a signaling game has two players"


def test_who_moves_later_may_know_less(tmp_path):
    """Nodes with one information set, and a player called as a key of a move is."""
    text = PLACE.read_text(encoding="utf-8").replace("client", "moves")
    text = text.replace('player = "patron", moves = {', 'player = "patron", information = "struck", moves = {')
    with pytest.raises(gt.DocumentError, match=r"payoffs\.hollow\.garrison\.strike\.information: imperfect recall"):
        read(text, tmp_path)
    text = text.replace('player = "patron", information', 'player = "moves", information')
    model = read(text, tmp_path)
    assert model.game.owner("struck") == "moves"
    assert model.game.information_sets["struck"] == ("firm, garrison, strike", "hollow, garrison, strike")
    assert read(model.to_toml(), tmp_path) == gt.load(tmp_path / "m.toml")


def test_labels_that_hold_a_comma_name_no_node_twice(tmp_path):
    head, signal = PLACE.read_text(encoding="utf-8").split("[signal]")
    for old, new in (("firm", '"hollow, x"'), ("garrison", "x"), ("away", '"x, strike"')):
        signal = re.sub(rf"\b{old}(?=( =|[.\]]))", new, signal)
    model = read(f"{head}[signal]{signal}", tmp_path)
    assert {*model.game.actions("hollow, x")} == {"x", "x, strike"}
    assert read(model.to_toml(), tmp_path).game == model.game


# -- in Python ---------------------------------------------------------------------------------------------------------


def test_a_tree_in_python_can_be_stated_as_a_signaling_document(model, tmp_path):
    built = gt.Model("last_word", model.game, parameters=dict(model.parameters), kind="signaling")
    assert built.kind == "signaling"
    back = read(built.to_toml(), tmp_path, "last_word")
    assert (back, back.game) == (built, model.game)
    plain = gt.Model("last_word", model.game, parameters=dict(model.parameters))
    assert plain.kind == "extensive"
    assert read(plain.to_toml(), tmp_path, "last_word").game == model.game


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("selten_horse", "signaling", 'game: no document of kind = "signaling" states this tree: it opens with'),
        ("chicken", "signaling", "kind: a document of kind 'signaling' states no game of kind 'strategic'"),
        ("beer_quiche", "extensive", "kind: a document of kind 'extensive' states no game of kind 'signaling'"),
        ("chicken", "stratgic", "game: no document can state a game of kind 'stratgic'"),
    ],
)
def test_what_cannot_be(name, kind, said):
    shipped = gt.load(name)
    with pytest.raises(gt.DocumentError) as caught:
        gt.Model(name, shipped.game, parameters=dict(shipped.parameters), kind=kind)
    assert str(caught.value.issues[0]).startswith(said)


def test_a_tree_that_ends_with_the_responses_is_given_as_the_game_that_it_is():
    tree = gt.load("beer_quiche").game.extensive()
    with pytest.raises(gt.DocumentError, match="moves follow a response"):
        gt.Model("beer_quiche", tree, kind="signaling")


@st.composite
def signals(draw):
    """A signaling game of which at least one response leads on."""
    types, messages = draw(labels(1, 2)), draw(labels(1, 2))
    answers = {m: draw(labels(1, 2)) for m in messages}
    return draw(moves_after(types, answers))


@pytest.mark.slow
@settings(max_examples=60)
@given(game=signals())
def test_random_last_words(game, tmp_path_factory):
    parameters = {name: {} for name in game.parameters}
    model = gt.Model("drawn", game, parameters=parameters, kind="signaling")
    back = read(model.to_toml(), tmp_path_factory.mktemp("round"), "drawn")
    assert (back, back.game) == (model, game)
    assert back.to_toml() == model.to_toml()


# -- trees -------------------------------------------------------------------------------------------------------------


def test_moves_in_the_places_of_ends_of_a_tree(tmp_path):
    model = read(TREE, tmp_path)
    assert {*model.game.histories()} == {
        "stop",
        "go/fight",
        "go/luck/bad",
        "go/luck/good/take",
        "go/luck/good/leave",
    }
    assert model.game.information_sets.keys() == {"start", "start, go", "later"}
    back = read(model.to_toml(), tmp_path)
    assert (back, back.game, back.to_toml()) == (model, model.game, model.to_toml())
    assert tomllib.loads(model.to_toml())["nodes"]["start, go"]["moves"]["fight"]["two"] == "odds"
    assert tomllib.loads(model.to_toml())["nodes"]["start, go, luck"]["chance"]["bad"]["probability"] == "odds"


def test_a_node_of_that_name_keeps_it(tmp_path):
    text = TREE.replace('"later"', '"start, go"').replace("[nodes.later]", '[nodes."start, go"]')
    model = read(text, tmp_path)
    assert model.game.information_sets.keys() == {"start", "start, go", "start, go (2)"}
    assert read(model.to_toml(), tmp_path).game == model.game
