"""Parts of a report from outside the package: in the page, the data files and the manifest, and left out again."""

import csv

import pytest
from helpers.clocks import put
from helpers.toy_part import EndingsPart, RefusingPart
from page_reader import read_page

from gametheory.errors import GameTheoryError
from gametheory.show import report
from gametheory.show.report.part import PARTS, on_page, stages

DRAWS = 256
FILES = {
    "chicken/tables/endings.csv",
    *(f"chicken/figures/endings.{ending}" for ending in ("svg", "pdf", "png")),
}


@pytest.fixture(autouse=True)
def registered():
    """Puts the table back as it was, in its order."""
    before = dict(PARTS)
    yield
    PARTS.clear()
    PARTS.update(before)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The outputs of a report without parts from outside."""
    return report.write(["chicken"], tmp_path_factory.mktemp("parts") / "plain", draws=DRAWS, jobs=1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_part_from_outside_is_everywhere(tmp_path, plain, jobs):
    report.register(EndingsPart)
    manifest = report.write(["chicken", "selten_horse"], tmp_path / "out", draws=DRAWS, jobs=jobs)
    page = read_page(tmp_path / "out" / "chicken" / "index.html")
    assert "Ways to end" in page.words
    assert "The game ends in 4 ways." in page.words
    assert "It can end in 4 ways." in read_page(tmp_path / "out" / "index.html").words
    assert any(image["alt"] == "The ways to end. a drawing" for image in page.images)
    with (tmp_path / "out" / "chicken" / "tables" / "endings.csv").open(newline="") as lines:
        assert [one["ends"] for one in csv.DictReader(lines)][:2] == ["swerve/swerve", "swerve/straight"]
    assert {name for name in manifest["outputs"] if name.startswith("chicken/")} == FILES | {
        name for name in plain["outputs"] if name.startswith("chicken/")
    }
    assert "endings" in manifest["run"]["seconds"]["chicken"]
    assert "akerlof1970" in manifest["models"][0]["references"]
    # what no concept takes is not computed, and its part says what stands for nothing
    assert "The game ends in 0 ways." in read_page(tmp_path / "out" / "selten_horse" / "index.html").words
    assert "selten_horse/figures/endings.svg" not in manifest["outputs"]
    assert report.compare(tmp_path / "out", jobs=1) == ((), ())


def test_left_out_again_nothing_of_it_is_there(tmp_path, plain):
    again = report.write(["chicken"], tmp_path / "out", draws=DRAWS, jobs=1)
    assert EndingsPart.name not in PARTS
    assert again["outputs"] == plain["outputs"]
    assert "Ways to end" not in read_page(tmp_path / "out" / "chicken" / "index.html").words


def test_a_part_of_the_package_can_be_left_out(tmp_path, plain):
    del PARTS["claims"], PARTS["robust"]
    assert "claims" not in stages()
    manifest = report.write(["chicken"], tmp_path / "out", draws=DRAWS, jobs=1)
    gone = {"claims.csv", "claims.json", "propositions.tex"}
    assert set(plain["outputs"]) - set(manifest["outputs"]) == {f"chicken/tables/{name}" for name in gone}
    assert "Propositions" not in read_page(tmp_path / "out" / "chicken" / "index.html").words


def test_what_a_part_cannot_compute_stands_on_the_page(tmp_path):
    report.register(RefusingPart)
    assert stages().count("claims") == 1
    report.write(["chicken"], tmp_path / "out", draws=DRAWS, jobs=1)
    words = read_page(tmp_path / "out" / "chicken" / "index.html").words
    assert "Not computed" in words
    assert "the toy: there is nothing to find" in words


def test_a_cut_part_is_named(monkeypatch, tmp_path):
    report.register(EndingsPart)
    put(monkeypatch, 1)
    manifest = report.write(["chicken"], tmp_path / "out", draws=DRAWS, jobs=1, seconds=1000)
    assert "endings" in manifest["cut"]["models"]["chicken"]
    assert "The game ends in 0 ways." in read_page(tmp_path / "out" / "chicken" / "index.html").words


def test_a_part_that_another_process_cannot_import_is_a_message(tmp_path):
    class Local(EndingsPart):
        name = "local"

    report.register(Local)
    with pytest.raises(GameTheoryError, match=r"has no part .*Local .*jobs=1"):
        report.write(["chicken", "beer_quiche"], tmp_path / "out", draws=DRAWS, jobs=2)
    assert not (tmp_path / "out").exists()


def test_the_order_of_the_work_and_of_the_page():
    assert stages() == (
        *("solving", "refinements", "claims", "answer", "thresholds", "sensitivity"),
        *("figures", "explorer", "tables"),
    )
    shown = [part.name for part in on_page()]
    assert shown[:4] == ["game", "outcomes", "baseline", "refinements"]
    assert shown[-1] == "robust"
