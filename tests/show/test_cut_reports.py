"""Reports that are cut: written whole, saying what is missing, and checked for what can be checked."""

import json
import re

import pytest
from helpers.clocks import put

import gametheory as gt
from gametheory.show.report import compare, write
from gametheory.show.report.folder import read_manifest


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


@pytest.mark.slow
def test_wherever_a_report_is_cut_it_is_whole_and_says_so(tmp_path, monkeypatch):
    clock = put(monkeypatch)
    whole = write(["beer_quiche"], tmp_path / "whole", draws=256, jobs=1, seconds=1000)
    assert "cut" not in whole
    total = clock.seen
    # not too near the end: later runs in this process look at the clock a few times less than the first
    for number, k in enumerate([1, 20, total // 3, total - 50]):
        put(monkeypatch, k)
        out = tmp_path / f"cut{number}"
        manifest = write(["beer_quiche"], out, draws=256, jobs=1, seconds=1000)
        assert manifest == read_manifest(out)
        assert manifest["cut"]["seconds"] == 1000
        stages = manifest["cut"]["models"]["beer_quiche"]
        assert stages
        page = text_of((out / "index.html").read_text() + (out / "beer_quiche" / "index.html").read_text())
        assert "cut to keep within 1000 seconds" in page
        assert ", ".join(stages) in page
        assert "--seconds 1000" in manifest["command"]
        solution = out / "beer_quiche" / "tables" / "solution.json"
        if solution.exists() and "solving" in stages:
            found = json.loads(solution.read_text())
            assert not found["exhaustive"]
            assert "cut to keep within 1000 seconds" in found["why"]
        monkeypatch.undo()
        differences, notes = compare(out, jobs=1)
        assert differences == ()
        assert any("the limit of 1000 s cut" in note and "digests only" in note for note in notes)
    (out / "index.html").write_text("something else")
    assert [str(one) for one in compare(out, jobs=1)[0]] == ["index.html: was changed"]


def test_in_time_a_report_is_that_without_a_limit(tmp_path, monkeypatch):
    put(monkeypatch)
    limited = write(["chicken"], tmp_path / "limited", draws=256, jobs=1, seconds=1000, partial=True)
    monkeypatch.undo()
    plain = write(["chicken"], tmp_path / "plain", draws=256, jobs=1)
    assert limited["outputs"] == plain["outputs"]
    assert limited["command"] == plain["command"]


def test_what_was_not_cut_is_computed_again(tmp_path, monkeypatch):
    clock = put(monkeypatch)
    write(["chicken"], tmp_path / "first", draws=256, jobs=1, seconds=1000)
    put(monkeypatch, clock.seen + 3)
    out = tmp_path / "out"
    manifest = write(["chicken", "beer_quiche"], out, draws=256, jobs=1, seconds=1000)
    assert list(manifest["cut"]["models"]) == ["beer_quiche"]
    monkeypatch.undo()
    assert compare(out, jobs=1)[0] == ()
    table = out / "chicken" / "tables" / "equilibria.csv"
    table.write_text(table.read_text() + "\n")
    said = read_manifest(out)
    from gametheory.show.report.folder import digests

    (out / "manifest.json").write_text(json.dumps({**said, "outputs": digests(out)}))
    assert [str(one) for one in compare(out, jobs=1)[0]] == [
        "chicken/tables/equilibria.csv: is computed differently now"
    ]


def test_an_interrupt_is_told_to_the_processes_of_the_models(tmp_path, monkeypatch):
    from gametheory.lang import deadline

    def tell(name, stage):
        if stage == "solving":
            deadline._window.get().interrupt.meet()

    manifest = write(
        ["beer_quiche", "chicken", "lemons"], tmp_path / "out", draws=256, jobs=2, partial=True, progress=tell
    )
    assert manifest["cut"]["seconds"] is None
    assert {"lemons", "beer_quiche"} <= set(manifest["cut"]["models"])
    assert "interrupted" in text_of((tmp_path / "out" / "index.html").read_text())
    assert any("an interrupt cut" in note for note in compare(tmp_path / "out", jobs=1)[1])


@pytest.mark.parametrize("cut", [3, {"models": 3}, {"models": {"x": 3}}, {"seconds": "x", "models": {}}])
def test_a_manifest_that_says_nonsense_about_cuts_is_refused(tmp_path, cut):
    write(["chicken"], tmp_path / "out", draws=256, jobs=1)
    file = tmp_path / "out" / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "cut": cut}))
    with pytest.raises(gt.GameTheoryError, match="'cut' does not say"):
        read_manifest(tmp_path / "out")


@pytest.mark.parametrize("bad", [0, -1, float("nan"), "5", True])
def test_bad_limits(tmp_path, bad):
    with pytest.raises(gt.ParameterError, match="expected a positive number of seconds"):
        write(["chicken"], tmp_path / "out", seconds=bad)
    assert list(tmp_path.iterdir()) == []
