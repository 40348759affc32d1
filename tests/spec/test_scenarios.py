"""Scenarios: named values and priors that ranges contain; part of the document and of its hash, and of nothing else."""

import pickle
from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.spec import Prior, Scenario

TEXT = """\
format = "gametheory/1"
kind = "strategic"
[players]
one = ""
[parameters.k]
value = "1/2"
range = ["(0", "1)"]
prior = { uniform = [0, 1] }
[parameters.l]
value = 2
range = [1, "inf)"]
[parameters.m]
[assume]
order = ["k < l"]
[strategies]
one = ["a", "b"]
[payoffs]
a = { one = "k - m" }
b = { one = "l" }
"""
SCENARIOS = """\
[scenarios.first]
about = "as declared before any result was seen"
priors = { k = { triangular = [0, 0.25, 1] }, l = { lognormal = [0, 1] } }
[scenarios."a quiet year"]
values = { l = "3/2", m = -1 }
"""


def read(text, tmp_path):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    return gt.load(path)


def game():
    return gt.StrategicGame({"one": ["a", "b"]}, {("a",): ["k - m"], ("b",): ["l"]})


def built(**scenarios):
    parameters = {"k": {"value": "1/2", "range": (0, 1)}, "l": {"value": 2, "range": (1, "inf)")}, "m": {}}
    return gt.Model("m", game(), parameters, assume={"order": "k < l"}, scenarios=scenarios)


def test_read(tmp_path):
    model = read(TEXT + SCENARIOS, tmp_path)
    assert list(model.scenarios) == ["first", "a quiet year"]
    first, quiet = model.scenarios.values()
    assert (first.name, first.about) == ("first", "as declared before any result was seen")
    assert first.priors == {"k": Prior("triangular", (0, Fraction(1, 4), 1)), "l": Prior("lognormal", (0, 1))}
    assert first.values == {}
    assert (quiet.about, quiet.values, quiet.priors) == ("", {"l": Fraction(3, 2), "m": -1}, {})
    with pytest.raises(TypeError):
        quiet.values["l"] = 3
    assert read(TEXT, tmp_path).scenarios == {}


def test_they_change_nothing_but_the_document_and_its_hash(tmp_path):
    bare, model = read(TEXT, tmp_path), read(TEXT + SCENARIOS, tmp_path)
    assert read(TEXT + "[scenarios]\n", tmp_path).sha256 == bare.sha256
    assert model.sha256 != bare.sha256
    assert (model.game, model.parameters, model.domain) == (bare.game, bare.parameters, bare.domain)
    other = SCENARIOS.replace("0.25", '"1/4"').replace('l = "3/2", m = -1', 'm = -1, l = "6/4"')
    assert read(TEXT + other, tmp_path).sha256 == model.sha256
    for old, new in (
        ("0.25", "0.5"),
        ("m = -1", "m = 1"),
        ("a quiet year", "b"),
        ("declared", "chosen"),
        ("[0, 1] }", "[0, 2] }"),
    ):
        assert old in SCENARIOS
        assert read(TEXT + SCENARIOS.replace(old, new), tmp_path).sha256 != model.sha256
    assert model.sha256 == "fa5bf038068e5402d9cbdde4fd94de2fe4b05d0ce1fa5a48b122db8ace324aea"


def test_round_trip(tmp_path):
    model = read(TEXT + SCENARIOS, tmp_path)
    back = read(model.to_toml(), tmp_path)
    assert (back, back.scenarios, back.to_toml()) == (model, model.scenarios, model.to_toml())
    assert list(back.scenarios) == list(model.scenarios)
    assert pickle.loads(pickle.dumps(model)).scenarios == model.scenarios


def test_stated(tmp_path):
    text = read(TEXT + SCENARIOS, tmp_path)._repr_html_()
    assert "k ~ triangular(0, 1/4, 1), l ~ lognormal(0, 1)" in text
    assert "l = 3/2, m = -1" in text
    assert "as declared before any result was seen" in text
    assert "scenario" not in read(TEXT, tmp_path)._repr_html_()


def test_ends_of_a_prior_may_be_open_ends_of_the_range():
    prior = {"uniform": (0, 1)}
    model = gt.Model(
        "m", game(), {"k": {"range": ("(0", "1)")}, "l": {}, "m": {}}, scenarios={"s": {"priors": {"k": prior}}}
    )
    assert model.scenarios["s"].priors["k"] == Prior("uniform", (Fraction(0), Fraction(1)))


def test_in_python():
    scenario = Scenario("high", values={"k": Fraction(1)})
    assert built(high=scenario) == built(high={"values": {"k": 1}})
    assert hash(scenario) == hash(Scenario("high", values={"k": Fraction(1)}))
    with pytest.raises(gt.DocumentError) as caught:
        built(low=scenario, dear={"values": {"k": 2, "ll": 1}}, none={}, odd={"values": {"l": 1, "k": 1}})
    assert [str(issue) for issue in caught.value.issues] == [
        "scenarios.low: holds the scenario 'high': give both one name",
        "scenarios.dear.values.k: 2 is outside the range [0, 1]: widen the range",
        "scenarios.dear.values.ll: unknown parameter 'll', did you mean 'l'?",
        "scenarios.none: sets nothing: a scenario needs values or priors",
    ]
    with pytest.raises(gt.DocumentError, match=r"assume\.order\.1 is false there \(k = 1, l = 1\): k < l"):
        built(odd={"values": {"l": 1, "k": 1}})


def test_numbers_that_no_double_holds(tmp_path):
    with pytest.raises(gt.DocumentError) as caught:
        read(
            TEXT + '[scenarios.far]\nvalues = { m = "1e400" }\npriors = { l = { uniform = [1, "1e400"] } }\n', tmp_path
        )
    assert [issue.where for issue in caught.value.issues] == ["scenarios.far.values.m", "scenarios.far.priors.l"]
