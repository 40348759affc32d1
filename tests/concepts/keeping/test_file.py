"""A solution that is saved and read again is equal and answers every question alike; whatever else is refused."""

import hashlib
import json
import os

import pytest
from helpers.solved import solved
from helpers.written import same_again, text

import gametheory as gt
from gametheory.concepts import survival
from gametheory.concepts.concept import CONCEPTS
from gametheory.concepts.keeping.file import unpacked
from gametheory.errors import SolutionFileError

SLOW = ("support_crisis", "support_sequence", "us_buildup")
UNSOLVED = ("selten_horse",)  # three players, one information set across subgames
MODELS = [
    pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name
    for name in gt.catalogue()
    if name not in UNSOLVED
]


@pytest.mark.parametrize("name", MODELS)
def test_every_model_of_the_catalogue(name):
    solution = solved(name)
    found = same_again(solution)
    assert found.model == solution.model
    assert found.model.to_toml() == solution.model.to_toml()
    there = found.at()
    assert there == solution.at()
    assert unpacked(text(there)) == there


@pytest.mark.parametrize("name", ["beer_quiche", "extended_deterrence", "lobbying", "battle_of_the_sexes"])
def test_questions_have_the_same_answers(name):
    solution = solved(name)
    found = same_again(solution)
    assert [str(one) for one in found.certificates()] == [str(one) for one in solution.certificates()]
    assert [str(one) for one in found.at().certificates()] == [str(one) for one in solution.at().certificates()]
    if solution.parameters:
        assert gt.sweep(found, draws=50, seed=1).identical(gt.sweep(solution, draws=50, seed=1))
        parameter = solution.parameters[0]
        assert gt.thresholds(found, parameter).document() == gt.thresholds(solution, parameter).document()


def test_verdicts_of_refinements_are_kept():
    judged = survival(solved("beer_quiche"))
    assert same_again(judged).document() == judged.document()
    assert any(eq.survives for eq in judged)


def test_the_concept_keeps_its_options():
    options = (gt.PerfectBayesian(refine="d1, intuitive", words=()), gt.Nash(limit=7), gt.SubgamePerfect(limit=3))
    assert {type(one) for one in options} == set(CONCEPTS.values())
    for concept in options:
        assert same_again(gt.Solution(solved("beer_quiche").game, concept, ())).concept == concept


def test_what_the_regimes_of_a_tree_rest_on_is_kept_and_stays_shared():
    solution = solved("missile_bluff")
    supports = [eq.support for eq in unpacked(text(solution))]
    assert supports == [eq.support for eq in solution]
    assert None not in supports
    assert len(supports) > 1
    assert all(one.table is supports[0].table for one in supports)


def test_a_continuum_keeps_its_vertices():
    game = gt.StrategicGame.from_arrays([[1, 1], [1, 1]], [[0, 0], [0, 0]])
    solution = gt.solve(game)
    assert not solution[0].isolated
    assert same_again(solution)[0].vertices == solution[0].vertices


def test_an_answer_that_was_cut_can_be_saved_and_says_so():
    solution = gt.Solution(solved("beer_quiche").game, gt.Nash(), (), exhaustive=False, why="the search was cut")
    assert same_again(solution).why == "the search was cut"


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    place = tmp_path / "beer_quiche.json"
    solved("beer_quiche").save(place)
    return place


def test_a_file_is_json_and_the_same_each_time(file, tmp_path):
    document = json.loads(file.read_text())
    assert document["head"]["format"] == "gametheory-kept/1"
    assert set(document["head"]["versions"]) == {"gametheory-toolkit", "z3-solver", "python-flint", "sympy", "numpy"}
    first = file.read_bytes()
    gt.read(file).save(file)
    assert file.read_bytes() == first
    assert os.listdir(tmp_path) == [file.name]


def test_a_file_is_replaced_whole_or_not_at_all(file, tmp_path, monkeypatch):
    before = file.read_bytes()

    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SolutionFileError, match="cannot be written: No space left on device"):
        solved("chicken").save(file)
    assert file.read_bytes() == before
    assert os.listdir(tmp_path) == [file.name]


def test_the_document_of_a_model_is_not_written_over(tmp_path):
    with pytest.raises(SolutionFileError, match=r"model\.toml: names that end in \.toml are those of model documents"):
        solved("chicken").save(tmp_path / "model.toml")


def test_a_place_that_is_none_is_named(tmp_path):
    with pytest.raises(SolutionFileError, match=r"no/such\.json: cannot be written: No such file or directory"):
        solved("chicken").save(tmp_path / "no" / "such.json")
    with pytest.raises(SolutionFileError, match=r"none\.json: cannot be read: No such file or directory"):
        gt.read(tmp_path / "none.json")
    with pytest.raises(SolutionFileError, match=r"cannot be read: Is a directory"):
        gt.read(tmp_path)


def test_a_game_of_a_class_that_does_not_say_what_it_is_cannot_be_saved(tmp_path):
    class Own(gt.StrategicGame):
        pass

    game = Own.from_arrays([[1]], [[1]])
    with pytest.raises(SolutionFileError, match=r"own\.json: the solution cannot be saved: objects of the class .*Own"):
        gt.solve(game).save(tmp_path / "own.json")
    assert os.listdir(tmp_path) == []


def test_a_concept_that_is_not_installed_is_named(file, monkeypatch):
    monkeypatch.delitem(CONCEPTS, "perfect-bayesian")
    with pytest.raises(SolutionFileError, match=r"beer_quiche\.json: node \d+: the concept 'perfect-bayesian' is not"):
        gt.read(file)


def changed(file, old, new):
    """Change a text in a file, and its digest with it: what somebody would do who means to."""
    text = file.read_text()
    assert old in text
    body = text.split("\n")[1].removeprefix('"body": ')
    replaced = body.replace(old, new)
    old_digest, new_digest = (hashlib.sha256(one.encode()).hexdigest() for one in (body, replaced))
    file.write_text(text.replace(body, replaced).replace(old_digest, new_digest))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: "", "line 1: no file of a solution"),
        (lambda text: "cos\nsystem\n(S'echo'\ntR.", "line 1: no file of a solution"),
        (lambda text: "[" * 100_000, "line 1: no file of a solution"),
        (lambda text: '{"head": ' + "[" * 100_000 + ",", "line 1: no file of a solution"),
        (lambda text: '{"format": "gametheory-solution/1"}', "line 1: no file of a solution"),
        (
            lambda text: text.replace("kept/1", "kept/2"),
            "the format 'gametheory-kept/2', and this",
        ),
        (lambda text: text[: len(text) // 2], "cut off or changed"),
        (lambda text: text[:-2], "cut off or changed"),
        (lambda text: text.replace("quiche", "quince"), "line 2: its digest is not the one"),
        (lambda text: text.replace("quiche", "qui\N{LATIN SMALL LETTER E WITH ACUTE}che"), "is not ASCII"),
    ],
)
def test_what_is_damaged_or_foreign_is_named(file, damage, said):
    file.write_text(damage(file.read_text()), encoding="utf-8")
    with pytest.raises(SolutionFileError) as caught:
        gt.read(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert said in str(caught.value)


def test_what_was_changed_on_purpose_runs_nothing(file, tmp_path):
    witness = tmp_path / "ran"
    changed(file, '["int","1"]', f'["int","__import__(\'pathlib\').Path({str(witness)!r}).touch()"]')
    with pytest.raises(SolutionFileError, match=r"node .* ValueError"):
        gt.read(file)
    assert not witness.exists()


def test_a_model_that_is_none_any_more_is_named(file):
    changed(file, 'kind = \\"signaling\\"', 'kind = \\"signalling\\"')
    with pytest.raises(SolutionFileError, match="its model 'beer_quiche' is not well formed: kind"):
        gt.read(file)


def test_something_else_than_a_solution_is_refused(file):
    text = file.read_text()
    number = json.loads(text)["body"]["answer"]
    changed(file, f'"answer":{number}', '"answer":0')
    with pytest.raises(SolutionFileError, match="it holds something else than a solution"):
        gt.read(file)


def test_a_key_must_fit():
    with pytest.raises(gt.GameTheoryError, match="it answers another question"):
        unpacked(text(solved("chicken")), key="0" * 64)
