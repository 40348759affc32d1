"""Every command on a signaling document with a last word: the tree it states, from check to report."""

import json
from pathlib import Path

import pytest

LAST_WORD = Path(__file__).parent.parent / "data" / "last_word.toml"


def test_check_and_solve(run):
    assert run("check", LAST_WORD)[:2] == (0, f"{LAST_WORD}: fine\n")
    code, out, _ = run("solve", LAST_WORD, "--json", "--at", "resolve=1/10")
    assert code == 0
    (eq,) = json.loads(out)["equilibria"]
    assert eq["strategy"]["patron"]["hollow, garrison, strike"] == {"leave": "1"}
    assert eq["strategy"]["client"] == {"hollow, garrison, strike, leave": {"ask": "1"}}
    assert (
        eq["outcome"]["hollow/garrison/strike/leave/ask"] == "4/15"
    )  # 9/10 hollow, 4/9 of them post a garrison, 2/3 of it are struck
    assert json.loads(run("solve", LAST_WORD, "--json", "--regimes")[1])["exhaustive"] is True


def test_verify(run):
    code, out, _ = run("verify", LAST_WORD)
    assert code == 0
    assert "2 claims: 2 proved, 0 refuted, 0 undecided" in out


def test_refined(run):
    code, out, _ = run("solve", LAST_WORD, "--json", "--refine", "intuitive,d1")
    assert code == 0
    assert [eq["survives"] for eq in json.loads(out)["equilibria"]] == [{"intuitive": True, "d1": True}]


def test_explorer(run, tmp_path):
    assert run("explorer", LAST_WORD, "--out", tmp_path / "page.html")[0] == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "hollow, garrison, strike, leave" in text


@pytest.mark.slow
def test_report(run, tmp_path):
    assert run("report", LAST_WORD, "--out", tmp_path / "out", "--draws", "256")[0] == 0
    assert (tmp_path / "out" / "last_word" / "last_word.toml").read_bytes() == LAST_WORD.read_bytes()
    assert run("report", "--check", tmp_path / "out")[0] == 0
