"""Verbs that are asked about a model take it as it is, by its name in the catalogue, or by the path of its document."""

from pathlib import Path

import pytest
from helpers.solved import solved

import gametheory as gt

VERBS = [gt.solve, lambda x: gt.verify(x, draws=0), lambda x: gt.answer(x, cases=64, curve=16)]
COMPARED = [lambda solution: solution.document(), list, lambda answered: answered.document()]
NAMES = ["solve", "verify", "answer"]


@pytest.mark.parametrize(("verb", "of"), list(zip(VERBS, COMPARED, strict=True)), ids=NAMES)
def test_a_model_a_name_and_a_path_are_the_same(verb, of, tmp_path):
    model = gt.load("chicken")
    path = tmp_path / "chicken.toml"
    path.write_text(model.to_toml(), encoding="utf-8")
    first, *others = [of(verb(one)) for one in (model, "chicken", path, str(path))]
    assert all(other == first for other in others)


@pytest.mark.parametrize("verb", VERBS, ids=NAMES)
def test_what_is_no_model_is_said(verb):
    with pytest.raises(gt.CatalogueError, match="no model is called 'chiken', did you mean 'chicken'"):
        verb("chiken")
    with pytest.raises(gt.DocumentError, match=r"no_such.toml has 1 issue:\n  no such file"):
        verb(Path("no_such.toml"))
    with pytest.raises(TypeError, match=r"expected a model.* its name or the path of its document.*, got int"):
        verb([3] if verb is VERBS[2] else 3)


def test_an_answer_of_several_mixes_them():
    mixed = gt.answer([solved("chicken"), "battle_of_the_sexes"], cases=64, curve=16)
    assert [one.name for one in mixed.models] == ["chicken", "battle_of_the_sexes"]


def test_a_model_is_checked_as_its_document_is(tmp_path):
    model = gt.load("support_signal")
    assert gt.check(model) == gt.check("support_signal") == []
    game = gt.SignalingGame(
        sender="a", receiver="b", types={"s": "p", "t": "1 - p"}, messages={"m": ("l", "r")},
        payoffs={(t, "m", r): (0, 1) for t in "st" for r in "lr"},
    )  # fmt: skip
    unused = gt.Model("mine", game, parameters={"p": {"range": ["(0", "1)"]}, "q": {}}, references=["nobody1900"])
    path = tmp_path / "mine.toml"
    path.write_text(unused.to_toml(), encoding="utf-8")
    found = gt.check(unused)
    assert found == gt.check(path)
    assert {issue.level for issue in found} == {"error", "note"}
    assert any("no entry 'nobody1900'" in issue.what for issue in found)


def test_refinements_are_named_in_any_case_in_a_document(tmp_path):
    text = gt.load("beer_quiche").to_toml()
    assert 'refine = "intuitive"' in text
    path = tmp_path / "beer_quiche.toml"
    path.write_text(text.replace('refine = "intuitive"', 'refine = "Intuitive Criterion"'), encoding="utf-8")
    assert gt.check(path) == []
    assert gt.verify(path, draws=0)["beer survives the intuitive criterion"].status == "proved"
