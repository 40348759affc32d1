"""``gametheory explorer``: where the page goes, and that nothing half-written stays."""

import pytest


def test_it_writes_the_page_and_says_so_on_stderr(run, tmp_path):
    place = tmp_path / "beer.html"
    code, out, err = run("explorer", "beer_quiche", "--out", str(place))
    assert (code, out) == (0, "")
    assert err.startswith(f"gametheory: beer_quiche: wrote {place}, ")
    text = place.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "intuitive" in text
    assert [file.name for file in tmp_path.iterdir()] == ["beer.html"]


def test_standard_output(run):
    code, out, err = run("explorer", "chicken", "--out", "-", "--concept", "nash")
    assert (code, err) == (0, "")
    assert out.endswith("</html>\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no_such_model", "--out", "FILE"), "no_such_model"),
        (("beer_quiche", "--out", "FILE", "--concept", "nsh"), "unknown concept 'nsh'"),
        (("beer_quiche", "--out", "FILE", "--concept", "subgame-perfect"), "SubgamePerfect solves"),
        (("beer_quiche", "--out", "nowhere/FILE"), "there is no directory"),
        (("beer_quiche", "--out", "."), "is a directory"),
        (("beer_quiche", "--out", ""), "no name of a file"),
        (("beer_quiche",), "--out"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(arguments, message, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("explorer", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []
