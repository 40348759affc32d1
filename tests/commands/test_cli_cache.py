"""The command line keeps solutions: answers are the same bytes with and without, and where they are is told."""

import pytest
from helpers import counted

import gametheory as gt


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "kept"
    monkeypatch.setenv("GAMETHEORY_CACHE", str(place))
    return place


@pytest.fixture
def solving(monkeypatch):
    """Count how often a game with parameters is solved."""
    # numbers at a point, on the way to an answer, are not kept one by one
    return counted.solving(monkeypatch, lambda game: bool(game.parameters))


QUESTIONS = [
    ("solve", "beer_quiche"),
    ("solve", "beer_quiche", "--regimes", "--refine", "all"),
    ("solve", "beer_quiche", "--regimes", "--json"),
    ("solve", "extended_deterrence", "--regimes", "--audit"),
    ("thresholds", "beer_quiche", "wimp", "--refine", "d1"),
    ("sensitivity", "beer_quiche", "--of", "P(duel)"),
    ("sweep", "beer_quiche", "--axis", "wimp=1/8:7/8:5"),
    ("sweep", "beer_quiche", "--axis", "wimp=0:2:5", "--extend"),
    ("verify", "beer_quiche", "--draws", "100"),
    ("explorer", "beer_quiche", "--out", "-"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_an_answer_from_the_cache_is_the_same_bytes_and_costs_no_solving(run, folder, solving, question):
    fresh = run(*question, "--no-cache")
    assert not folder.exists()
    first = run(*question)
    asked = len(solving)
    again = run(*question)
    assert fresh[0] in (0, 1)
    assert fresh[1]
    assert first[:2] == again[:2] == fresh[:2]
    assert any(folder.iterdir())
    assert len(solving) == asked


def test_the_folder_is_named_and_emptied(run, folder):
    assert run("cache") == (0, f"{folder}\n0 solutions, 0.0 kB\n", "")
    run("solve", "chicken")
    run("solve", "battle_of_the_sexes")
    size = sum(one.stat().st_size for one in folder.iterdir())
    assert run("cache") == (0, f"{folder}\n2 solutions, {size / 1000:.1f} kB\n", "")
    assert run("cache", "clear") == (0, f"removed 2 solutions, {size / 1000:.1f} kB, from {folder}\n", "")
    assert run("cache", "clear")[1] == f"removed 0 solutions, 0.0 kB, from {folder}\n"


def test_what_turns_it_off_is_said(run, monkeypatch):
    monkeypatch.setenv("GAMETHEORY_CACHE", "off")
    assert run("cache") == (0, "", "gametheory: nothing is kept: GAMETHEORY_CACHE turns it off\n")
    assert run("cache", "clear")[0] == 0
    assert run("solve", "chicken")[0] == 0


def test_clear_is_the_only_thing_to_do(run):
    code, out, err = run("cache", "burn")
    assert (code, out) == (2, "")
    assert "invalid choice: 'burn'" in err


def test_a_folder_that_cannot_be_used_hinders_no_question(run, tmp_path, monkeypatch):
    fresh = run("solve", "chicken", "--no-cache")
    (tmp_path / "file").write_text("a file")
    monkeypatch.setenv("GAMETHEORY_CACHE", str(tmp_path / "file" / "inside"))
    assert run("solve", "chicken")[:2] == fresh[:2]
    code, out, err = run("cache")
    assert (code, out) == (2, "")
    assert "Not a directory" in err


def test_a_report_takes_kept_solutions_and_its_check_does_not(run, folder, tmp_path):
    code, _, _ = run("report", "chicken", "--out", str(tmp_path / "report"), "--jobs", "1", "--draws", "256")
    assert code == 0
    assert any(folder.iterdir())
    for one in folder.iterdir():  # what --check would find there is wrong
        one.write_text("")
    assert run("report", "--check", str(tmp_path / "report"), "--jobs", "1")[0] == 0
    assert all(one.read_text() == "" for one in folder.iterdir())


@pytest.mark.slow
def test_processes_of_a_report_use_the_folder_too(run, folder, tmp_path):
    two = ("report", "chicken", "battle_of_the_sexes", "--jobs", "2", "--draws", "256", "--out")
    assert run(*two, str(tmp_path / "first"))[0] == 0
    count = len(list(folder.iterdir()))
    assert count > 0
    for one in folder.iterdir():
        one.unlink()
    assert run(*two, str(tmp_path / "second"), "--no-cache")[0] == 0
    assert list(folder.iterdir()) == []


def test_a_solution_that_was_kept_can_be_saved(folder, tmp_path):
    gt.solve(gt.load("lemons"), cache=True)
    found = gt.solve(gt.load("lemons"), cache=True)
    found.save(tmp_path / "lemons.json")
    assert gt.read(tmp_path / "lemons.json") == found
