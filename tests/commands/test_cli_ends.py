"""The command line at the ends of a probability's range."""

import pytest

import gametheory as gt


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    text = gt.catalogue()["beer_quiche"].path.read_text(encoding="utf-8")
    assert text.count('range = ["(0", "1)"]') == 1
    path = tmp_path_factory.mktemp("ends") / "closed.toml"
    path.write_text(text.replace('range = ["(0", "1)"]', "range = [0, 1]"), encoding="utf-8")
    return path


def test_the_command_line(run, file):
    code, out, err = run("solve", str(file), "--at", "wimp=0", "--audit")
    assert code == 0
    assert "1. pooling on beer" in out
    assert "note: probability zero here: the type wimp; the game is solved without it" in out
    assert "1 of 1 certified" in err
    code, out, _ = run("sweep", str(file), "--axis", "wimp=0:1:3", "--of", "payoff.diner")
    assert code == 0
    assert "  0     (knife edge: 1 extreme equilibria)  3\n" in out
    assert "  1     (knife edge: 1 extreme equilibria)  1" in out
    assert "where wimp = 0 or wimp = 1, the game is solved without what then has probability zero" in out
    code, out, _ = run("thresholds", str(file), "wimp")
    assert code == 0
    assert "  wimp = 0\n      exactly there: pooling on beer\n" in out
    code, _, err = run("sweep", str(file), "--axis", "wimp=-1:1:3")
    assert code == 2
    assert "wimp = -1 is outside its range [0, 1]" in err
    code, _, err = run("solve", "beer_quiche", "--at", "wimp=0")
    assert code == 2
    assert "wimp = 0 is outside its range (0, 1)" in err
