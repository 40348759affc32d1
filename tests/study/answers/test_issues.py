"""What ``[answer]`` names wrongly is said before anything is solved, with the nearest right thing; jargon is noted."""

import pathlib

import pytest

import gametheory as gt
from gametheory.errors import errors_among
from gametheory.spec.document import read_document
from gametheory.study import answer_issues
from gametheory.study.answers.issues import JARGON

PATH = pathlib.Path(__file__).parent.parent.parent / "data" / "answer_names.toml"


def lines(issues):
    return "".join(f"{'note: ' * (one.level == 'note')}{one}\n" for one in issues)


def test_everything_that_is_named_wrongly_is_said_at_once(monkeypatch):
    def solved(*_):
        raise AssertionError("solved")

    monkeypatch.setattr("gametheory.concepts.solve", solved)
    assert gt.check(PATH) == []
    found = answer_issues(gt.load(PATH))
    assert lines(found) == PATH.with_suffix(".txt").read_text(encoding="utf-8")
    assert [one.level for one in found] == ["error"] * 8 + ["note"] * 5


@pytest.mark.parametrize("name", sorted(gt.catalogue()))
def test_shipped_answers_name_what_there_is_in_plain_words(name):
    assert answer_issues(gt.load(name)) == []


def answered(table):
    """Return the issues of a document with this table ``[answer]``."""
    text = gt.load("chicken").to_toml()
    start, end = text.index("[answer]"), text.index("\n[strategies]")
    issues = []
    model = read_document(f"{text[:start]}{table}{text[end:]}", "chicken", issues)
    assert not issues
    return answer_issues(model)


@pytest.mark.parametrize("word", [*JARGON, "Equilibrium", "what_is_it"])
def test_jargon_is_a_note_wherever_readers_see_it(word):
    found = answered(f'[answer]\nquestion = "a {word}"\n[answer.words.row]\nswerve = {{ gloss = "the {word}," }}')
    assert [one.where for one in found] == ["answer.question", "answer.words.row.swerve.gloss"]
    assert errors_among(found) == []


def test_words_that_only_look_like_jargon_are_plain():
    assert answered('[answer]\nquestion = "Is the priority of a carpool believed?"') == []


def test_what_nature_draws_and_refinements_have_words_as_texts():
    """Types of a tree are no player's, and are known all the same."""
    assert "committed" in gt.load("support_crisis").answer.words.texts
    assert gt.load("support_crisis").game.vocabulary.types == {}
    said = lines(answered('[answer.words]\nd1 = "a"\nnot_d1 = "b"\nnot_row = "c"\nswerve = "d"'))
    assert [line.split(":")[0] for line in said.splitlines()] == ["answer.words.not_row", "answer.words.swerve"]
