"""A model written as a document and read again is the same model, whatever its labels, texts and numbers."""

import pickle
import re
import tomllib
from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL
from hypothesis import given, settings
from random_models import models

import gametheory as gt


def again(model, tmp_path):
    path = tmp_path / f"{model.name}.toml"
    path.write_text(model.to_toml(), encoding="utf-8", newline="")
    return gt.load(path)


@pytest.mark.slow
@settings(max_examples=60)
@given(model=models())
def test_random_models(model, tmp_path_factory):
    back = again(model, tmp_path_factory.mktemp("round"))
    assert back == model
    assert back.sha256 == model.sha256
    # equality is by hash: check that the hash did not forget anything
    assert back.parameters == model.parameters
    assert list(back.parameters) == list(model.parameters)
    assert back.definitions == model.definitions
    assert back.assume == model.assume
    assert back.claims == model.claims
    assert back.answer == model.answer
    assert back.scenarios == model.scenarios
    assert list(back.scenarios) == list(model.scenarios)
    assert (back.title, back.about, back.players) == (model.title, model.about, model.players)
    assert back.game == model.game
    assert back.domain == model.domain
    assert back.baseline == model.baseline
    assert back.to_toml() == model.to_toml()


@pytest.mark.parametrize("name", sorted(gt.catalogue()))
def test_shipped_models(name, tmp_path):
    model = gt.load(name)
    back = again(model, tmp_path)
    assert back == model
    assert back.game == model.game
    assert back.to_toml() == model.to_toml()
    assert pickle.loads(pickle.dumps(model)) == model


def test_definitions_stay_in_use(tmp_path):
    model = gt.load(FIRST_SIGNAL)
    table = tomllib.loads(model.to_toml())
    assert table["signal"]["types"] == {"committed": "committed_share", "constrained": "1 - committed_share"}
    assert table["definitions"]["delivery_cost"] == "stock_cost / (1 - distraction)"


def test_numbers_are_exact(tmp_path):
    path = tmp_path / "exact.toml"
    path.write_text(
        'format = "gametheory/1"\nkind = "strategic"\n[players]\nrow = ""\n'
        "[parameters.k]\nvalue = 0.6\nrange = [1e-3, 1_000.5]\n"
        '[strategies]\nrow = ["a", "b", "c"]\n'
        '[payoffs]\na.row = 0.1\nb.row = "k*0.3"\nc.row = 12345678901234567890123\n'
    )
    model = gt.load(path)
    assert model.baseline == {"k": Fraction(3, 5)}
    assert model.parameters["k"].range == gt.Interval(Fraction(1, 1000), Fraction(2001, 2))
    assert model.game.payoffs["a",] == (Fraction(1, 10),)
    assert model.game.payoffs["b",][0] == gt.Expression.__mul__(gt.lang.parameter("k"), Fraction(3, 10))
    assert model.game.payoffs["c",] == (12345678901234567890123,)
    assert again(model, tmp_path) == model


def test_formal_parts_of_claims_are_kept_word_for_word(tmp_path):
    formal = (
        'holds = "P(strike) <= 1/2"\nwhere = { distraction = [0.25, "3/4"], open = true }\n'
        "when = 2025-11-05\nat = 10:00:00\nlevels = [1, -0.5, [2, 3]]\n"
    )
    head = gt.load("chicken").to_toml()
    path = tmp_path / "chicken.toml"
    path.write_text(head + '\n[[claims]]\nname = "formal"\n' + formal)
    model = gt.load(path)
    claim = model.claims[-1]
    assert claim.formal["where"] == {"distraction": (Fraction(1, 4), "3/4"), "open": True}
    assert claim.formal["levels"] == (1, Fraction(-1, 2), (2, 3))
    back = again(model, tmp_path)
    assert back.claims == model.claims
    written = tomllib.loads(model.to_toml())["claims"][-1]
    assert written == {"name": "formal", **tomllib.loads(formal)}


def test_what_claims_state_and_what_is_put_in(tmp_path):
    place = tmp_path / "chicken.toml"
    marks = 'states = ["S4", "C09"]\nput_in = true\nform = true\n'
    formal = '[[claims]]\nname = "marked"\nclaim = "some equilibrium"\n' + marks
    text = gt.load("chicken").to_toml() + f'\n{formal}[[claims]]\nname = "in words"\nstates = "S5"\nput_in = false\n'
    place.write_text(text, encoding="utf-8")
    model = gt.load(place)
    marked, words = model.claims[-2:]
    assert (marked.states, marked.put_in, marked.form) == (("S4", "C09"), True, True)
    assert (words.states, words.put_in, words.form) == (("S5",), False, False)
    assert again(model, tmp_path).claims == model.claims
    said = re.sub(r"<[^>]*>", "|", model._repr_html_())
    assert re.search(r"states S4, C09\|+\s*\|*put in: a premise\|+\s*\|*by the form assumed", said)
    place.write_text(text.replace("put_in = true", "put_in = false"), encoding="utf-8")
    assert gt.load(place).sha256 != model.sha256
