"""Kept answers: the second question costs no solving, and its answer is the same to the letter."""

import os
import re
import threading
from pathlib import Path

import pytest
from helpers import counted

import gametheory as gt
from gametheory.cache import folder_in_use, using, usual_folder
from gametheory.concepts import refine, survival
from gametheory.concepts.keeping import shelf
from gametheory.concepts.keeping.shelf import Shelf
from gametheory.lang import deadline


@pytest.fixture
def solving(monkeypatch):
    """Count how often a concept solves a game."""
    return counted.solving(monkeypatch)


@pytest.fixture
def kept(tmp_path):
    """Return a function that lists the files of a folder of kept answers, which need not be there yet."""
    folder = tmp_path / "kept"

    def files():
        return sorted(folder.iterdir()) if folder.exists() else []

    files.folder = folder
    return files


def model():
    return gt.load("beer_quiche")


def test_the_library_keeps_nothing_unless_it_is_asked_to(kept, monkeypatch):
    monkeypatch.setenv("GAMETHEORY_CACHE", str(kept.folder))
    gt.solve(model())
    assert kept() == []
    gt.solve(model(), cache=True)
    assert len(kept()) == 1
    with using():
        gt.solve(gt.load("chicken"))
        gt.solve(gt.load("lemons"), cache=False)
        assert folder_in_use() == str(kept.folder)
    assert len(kept()) == 2
    assert folder_in_use() is None


def test_the_second_question_costs_no_solving(kept, solving):
    first = gt.solve(model(), cache=kept.folder)
    assert solving == ["perfect-bayesian"]
    again = gt.solve(model(), cache=kept.folder)
    assert solving == ["perfect-bayesian"]
    assert again == first
    assert str(again) == str(first) == str(gt.solve(model()))


def test_what_is_asked_about_is_the_same_object(kept):
    mine = model()
    gt.solve(model(), cache=kept.folder)
    found = gt.solve(mine, cache=kept.folder)
    assert found.model is mine
    assert found.game is mine.game
    assert found.domain is mine.domain


def test_other_work_on_an_answer_is_kept_too(kept, solving):
    def everything():
        with using(kept.folder):
            solution = gt.solve(model())
            there = solution.fix(wimp="1/3")
            return [survival(solution), refine(solution, "d1"), there, survival(there), solution.one_by_one()]

    first, asked = everything(), len(solving)
    second = everything()
    assert len(solving) == asked > 0
    assert second == first
    assert [one.document() for one in second] == [one.document() for one in first]
    assert all(one.model is not None and one.baseline for one in second)


@pytest.mark.parametrize(
    "other",
    [
        lambda: gt.solve(model(), gt.Nash(), cache=True),
        lambda: gt.solve(model(), gt.PerfectBayesian(refine="d1"), cache=True),
        lambda: gt.solve(model(), gt.PerfectBayesian(words=()), cache=True),
        lambda: gt.solve(model().game, cache=True),  # over other ranges
        lambda: gt.solve(model().game.subs({"wimp": "1/3"}), cache=True),
    ],
)
def test_other_questions_have_answers_of_their_own(kept, solving, monkeypatch, other):
    monkeypatch.setenv("GAMETHEORY_CACHE", str(kept.folder))
    gt.solve(model(), cache=True)
    asked = len(solving)
    found = other()
    assert len(solving) > asked
    assert found == other()


@pytest.mark.parametrize("name", ["gametheory-toolkit", "z3-solver", "python-flint", "sympy", "numpy"])
def test_answers_of_other_versions_are_not_taken(kept, solving, monkeypatch, name):
    gt.solve(model(), cache=kept.folder)
    real = dict(shelf.versions())
    monkeypatch.setattr(shelf, "versions", lambda: {**real, name: "0"})
    gt.solve(model(), cache=kept.folder)
    assert len(solving) == len(kept()) == 2


def test_nor_are_those_of_other_code(kept, solving, monkeypatch):
    gt.solve(model(), cache=kept.folder)
    monkeypatch.setattr(shelf, "_code", lambda: "other")
    gt.solve(model(), cache=kept.folder)
    assert len(solving) == 2


def test_the_code_that_counts_is_that_of_the_solvers():
    names = {inside for name in shelf._SOLVING for inside, _ in shelf._sources(Path(gt.__file__).parent / name, name)}
    assert {"errors.py", "lang/expression.py", "concepts/nash/concept.py", "game/forms.py"} <= names
    assert not any(name.startswith(("show", "commands")) for name in names)
    assert re.fullmatch("[0-9a-f]{64}", shelf._code())


# -- what is never kept ------------------------------------------------------------------------------------------------


def test_an_answer_that_was_cut_is_not_kept(kept, monkeypatch):
    monkeypatch.setattr(deadline, "clock", iter(range(10**9)).__next__)
    found = gt.solve(gt.load("support_signal"), seconds=10, cache=kept.folder)
    assert not found.exhaustive
    assert kept() == []


def test_nor_is_what_is_made_of_one(kept, monkeypatch):
    asked = gt.load("support_signal")
    monkeypatch.setattr(deadline, "clock", iter(range(10**9)).__next__)
    with using(kept.folder), deadline.limited(10):
        found = gt.solve(asked)
        monkeypatch.setattr(deadline, "clock", lambda: 0)  # from here on there is time
        judged = survival(found, "d1")
    assert not judged.exhaustive
    assert kept() == []


def test_a_kept_answer_serves_where_there_is_little_time(kept, solving):
    whole = gt.solve(model(), cache=kept.folder)
    found = gt.solve(model(), seconds=0.000001, cache=kept.folder)
    assert found.exhaustive
    assert found == whole
    assert len(solving) == 1


def test_an_answer_found_in_time_is_kept_unless_writing_would_take_what_is_left(kept, monkeypatch):
    monkeypatch.setattr(deadline, "clock", lambda: 0)
    gt.solve(model(), seconds=1, cache=kept.folder)
    assert kept() == []
    found = gt.solve(model(), seconds=60, cache=kept.folder)
    assert len(kept()) == 1
    assert str(gt.solve(model(), cache=kept.folder)) == str(found) == str(gt.solve(model()))


def test_an_error_is_not_kept(kept):
    with pytest.raises(gt.GameTheoryError):
        gt.solve(gt.load("selten_horse"), cache=kept.folder)
    assert kept() == []


def test_what_comes_from_outside_the_package_is_not_kept(kept):
    class Own(gt.StrategicGame):
        pass

    gt.solve(Own.from_arrays([[1]], [[1]]), cache=kept.folder)
    assert kept() == []


# -- files that are not what they should be ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[:-40],
        lambda text: text.replace("beer", "bear", 1),
        lambda text: text.replace("gametheory-kept/1", "gametheory-kept/0"),
        lambda text: '{"somebody": "else"}',
        lambda text: "\N{SNOWMAN}",
        lambda text: re.sub('"key":"[0-9a-f]{64}"', f'"key":"{"0" * 64}"', text),
    ],
)
def test_a_damaged_or_foreign_entry_is_ignored_and_written_again(kept, solving, damage):
    first = gt.solve(model(), cache=kept.folder)
    (file,) = kept()
    good = file.read_bytes()
    file.write_text(damage(good.decode()), encoding="utf-8")
    assert gt.solve(model(), cache=kept.folder) == first
    assert len(solving) == 2
    assert file.read_bytes() == good
    gt.solve(model(), cache=kept.folder)
    assert len(solving) == 2


def test_an_entry_is_no_answer_to_another_question(kept, solving):
    gt.solve(model(), cache=kept.folder)
    (file,) = kept()
    text = file.read_bytes()
    file.unlink()
    other = gt.solve(gt.load("chicken"), cache=kept.folder)
    (place,) = kept()
    place.write_bytes(text)
    assert gt.solve(gt.load("chicken"), cache=kept.folder) == other
    assert len(solving) == 3


@pytest.mark.parametrize("make", [lambda p: p.write_text("a file"), lambda p: (p.parent / "gone").symlink_to(p)])
def test_a_folder_that_cannot_be_written_keeps_nothing_and_hinders_nobody(tmp_path, make):
    place = tmp_path / "kept"
    make(place)
    inside = place / "inside" if place.exists() else tmp_path / "gone" / "\0"
    assert gt.solve(model(), cache=inside) == gt.solve(model())


def test_a_folder_without_permission_keeps_nothing(kept, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "makedirs", refused)
    assert gt.solve(model(), cache=kept.folder) == gt.solve(model())
    assert kept() == []


def test_two_that_write_the_same_entry_do_not_harm_each_other(kept):
    found = []

    def work():
        found.extend(gt.solve(model(), cache=kept.folder) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 20
    assert len({str(one) for one in found}) == 1
    (file,) = kept()
    assert file.suffix == ".json"


# -- the folder --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["off", "OFF", " none ", "0", "no", "false"])
def test_the_environment_turns_it_off(monkeypatch, word):
    monkeypatch.setenv("GAMETHEORY_CACHE", word)
    assert usual_folder() is None


def test_the_environment_names_the_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("GAMETHEORY_CACHE", str(tmp_path))
    assert usual_folder() == str(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GAMETHEORY_CACHE", "~/here")
    assert usual_folder() == str(tmp_path / "here")


def test_by_default_it_is_the_users(monkeypatch, tmp_path):
    monkeypatch.delenv("GAMETHEORY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert usual_folder().startswith(str(tmp_path))
    assert usual_folder().endswith("solutions")


def test_only_what_was_written_here_is_counted_and_removed(kept):
    gt.solve(model(), cache=kept.folder)
    (file,) = kept()
    size = file.stat().st_size
    others = [kept.folder / "notes.json", kept.folder / "x.part", kept.folder / f"{'0' * 63}.json"]
    for one in others:
        one.write_text("somebody's")
    (kept.folder / f"{'a' * 64}.json").mkdir()
    left = kept.folder / f".{file.name}.0123456789ab.part"
    left.write_text("half")
    here = Shelf(str(kept.folder))
    assert (here.inventory().count, here.inventory().size) == (1, size)
    assert here.clear().count == 1
    assert kept() == sorted([*others, kept.folder / f"{'a' * 64}.json"])
    assert here.clear().count == here.inventory().size == 0


def test_an_empty_folder_is_removed_and_one_that_is_not_there_is_empty(kept):
    gt.solve(model(), cache=kept.folder)
    Shelf(str(kept.folder)).clear()
    assert not kept.folder.exists()
    assert Shelf(str(kept.folder)).inventory().count == 0
    assert Shelf(str(kept.folder)).clear().count == 0
