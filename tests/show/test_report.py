"""Reports: what is in the folder, that it comes out the same again, and that the check sees what was changed."""

import base64
import csv
import hashlib
import json
import re
import shutil

import pytest
from page_reader import links_of, read_page
from report_documents import plain

import gametheory as gt
from gametheory.show import report
from gametheory.show.report.folder import digests

MODELS = ["beer_quiche", "entry_deterrence", "chicken", "selten_horse"]
DRAWS = 256


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "made"
    return folder, report.write(MODELS, folder, draws=DRAWS, jobs=2)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "small"
    report.write(["chicken", "entry_deterrence"], folder, draws=DRAWS, jobs=1)
    return folder


@pytest.fixture
def copy(small, tmp_path):
    shutil.copytree(small, tmp_path / "copy")
    return tmp_path / "copy"


def rows(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_file_is_in_the_manifest_with_its_digest(made):
    folder, manifest = made
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == {*manifest["outputs"], "manifest.json"}
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8")) == manifest


def test_the_manifest_says_how_to_make_the_report_again(made):
    _, manifest = made
    assert manifest["format"] == "gametheory-report/1"
    assert manifest["command"] == f"gametheory report {' '.join(MODELS)} --out DIR --seed 0 --draws {DRAWS}"
    assert [one["sha256"] for one in manifest["models"]] == [gt.load(name).sha256 for name in MODELS]
    assert [one["status"] for one in manifest["models"]] == ["solved", "solved", "solved", "refused"]
    assert manifest["versions"]["gametheory-toolkit"] == gt.__version__
    assert set(manifest["run"]["seconds"]) == set(MODELS)


def test_the_layout(made):
    folder, manifest = made
    for name in MODELS:
        document = (folder / name / f"{name}.toml").read_bytes()
        assert document == gt.catalogue()[name].path.read_bytes()
    figures = {p.name for p in (folder / "beer_quiche" / "figures").iterdir()}
    stems = {name.partition(".")[0] for name in figures}
    assert figures == {f"{stem}.{ending}" for stem in stems for ending in ("svg", "pdf", "png")}
    assert {"game-1", "game-2", "ladder-wimp", "line-P-duel-wimp", "tornado-P-duel"} <= stems
    tables = {p.name for p in (folder / "beer_quiche" / "tables").iterdir()}
    assert {
        "parameters.csv", "parameters.tex", "regimes.csv", "regimes.tex", "equilibria.csv", "equilibria.tex",
        "claims.csv", "claims.json", "propositions.tex", "thresholds.csv", "thresholds.tex", "margins.csv",
        "reach.csv", "solution.json", "sweep-wimp.csv", "sensitivity-P-duel.csv",
    } <= tables  # fmt: skip
    solved = {one["folder"] for one in manifest["models"] if one["status"] == "solved"}
    assert {file.parent.name for file in folder.rglob("explorer.html")} == solved


def test_the_pages_are_whole_by_themselves_and_their_links_lead_somewhere(made):
    folder, _ = made
    leads = {there.relative_to(folder.resolve()).as_posix() for _, there in links_of(folder.resolve())}
    figures = {f"{name}/figures/{p.name}" for name in MODELS for p in (folder / name / "figures").glob("*")}
    assert figures <= leads
    assert {f"{name}/index.html" for name in MODELS} <= leads
    assert {"outcomes.csv", "answer.json", "manifest.json", "references.bib"} <= leads


def test_the_images_of_a_page_are_the_figures_of_its_model(made):
    folder, _ = made
    assert read_page(folder / "index.html").images == []
    for name in MODELS:
        page = read_page(folder / name / "index.html")
        shown = [base64.b64decode(image["src"].partition(",")[2]) for image in page.images]
        drawn = sorted(file.read_bytes() for file in (folder / name / "figures").glob("*.svg"))
        assert sorted(shown) == drawn


def test_the_opening_says_what_the_answers_say(made):
    folder, _ = made
    words = read_page(folder / "index.html").words
    # Cho and Kreps: at 1/10 both pooling outcomes, D1 keeps beer; one half is the nearest change
    assert "Perfect Bayesian equilibria of a game of 2 players with 1 parameter: 3 regimes, proved complete." in words
    assert "there are 2 equilibrium outcomes: pooling on beer: dont; pooling on quiche: dont." in words
    assert "D1 keeps pooling on beer." in words
    assert "wimp at 1/2 (baseline 1/10, 40.0% of its range away)" in words
    assert "The independent audit passes for all of them." in words
    # a game that no concept takes is in the report, with the reason
    assert "Nash solves games in which at most two players have a choice" in words
    assert "3 solved models. 1 model could not be solved" in words


def test_tables_say_what_the_library_says(made):
    folder, _ = made
    tables = folder / "beer_quiche" / "tables"
    solution = gt.solve(gt.load("beer_quiche"))
    assert [(row["regime"], row["exists"]) for row in rows(tables / "regimes.csv")] == [
        (eq.name, str(eq.when)) for eq in solution
    ]
    thresholds = [row for row in rows(tables / "thresholds.csv") if row["kind"] == "threshold"]
    assert {row["exact_low"] for row in thresholds} == {str(one.value) for one in gt.thresholds(solution, "wimp")}
    verified = gt.verify(gt.load("beer_quiche"), solution=solution, draws=1000)
    assert [(row["claim"], row["status"]) for row in rows(tables / "claims.csv")] == [
        (one.name, one.status) for one in verified
    ]
    reach = {row["regime"]: row for row in rows(tables / "reach.csv")}
    assert float(reach["pooling on beer"]["high"]) == 0.5
    assert reach["pooling on beer"]["low"] == ""
    seconds = re.findall(r'"seconds"', (tables / "claims.json").read_text(encoding="utf-8"))
    assert seconds == []


def test_the_bibliography_has_the_sources_of_all_models(made):
    folder, manifest = made
    text = (folder / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),", text, flags=re.M)
    assert keys == sorted(keys)
    assert set(keys) == {key for one in manifest["models"] for key in one["references"]}
    assert {"chokreps1987", "selten1975", "selten1978", "aumann1974", "sobol2001", "gametheory_toolkit"} <= set(keys)


def test_what_holds_where(made):
    folder, _ = made
    words = read_page(folder / "beer_quiche" / "index.html").words
    section = words[words.index("What this rests on") :]
    whole, near, refuted = map(section.index, ("Over the whole range", "Near the baseline", "Claimed, and not so"))
    # one half is 40% of the range away from 1/10: nothing is decided by the numbers there
    nearest = "pooling on beer is an equilibrium: the nearest end is at wimp = 1/2, 40% of its range away."
    assert whole < near < section.index(nearest) < refuted
    assert "Proved at every admissible point" in section[whole:near]
    assert "two pooling outcomes" in section[whole:near]
    assert section.index("one outcome without refinements: it fails in all of", refuted) > refuted
    assert "Decided by the numbers" not in section[:refuted]


@pytest.mark.slow
def test_the_same_again_whatever_the_number_of_workers(made, tmp_path):
    _, manifest = made
    again = report.write(MODELS, tmp_path / "again", draws=DRAWS, jobs=1)
    assert again["outputs"] == manifest["outputs"]


def test_nothing_names_the_machine_or_the_day(made):
    folder, _ = made
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix != ".png":
            data = file.read_bytes()
            assert str(folder.parent).encode() not in data, file
            assert b"CreationDate" not in data, file
            assert b"<dc:date>" not in data, file


def test_the_check_of_a_good_report(copy):
    assert report.compare(copy, jobs=1) == ((), ())


def test_the_check_sees_every_kind_of_change(copy):
    (copy / "index.html").write_text("<p>better numbers</p>", encoding="utf-8")
    (copy / "chicken" / "tables" / "equilibria.csv").unlink()
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    forged = "entry_deterrence/tables/equilibria.csv"
    (copy / forged).write_text("number,equilibrium\n", encoding="utf-8")
    manifest["outputs"][forged] = digests(copy)[forged]
    manifest["versions"]["numpy"] = "1.0"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    differences, notes = report.compare(copy, jobs=1)
    assert {(one.subject, one.what) for one in differences} == {
        ("index.html", "was changed"),
        ("chicken/tables/equilibria.csv", "is missing"),
        ("notes.txt", "is not in the manifest"),
        (forged, "is computed differently now"),
    }
    assert [note for note in notes if "numpy 1.0" in note]


def test_a_changed_document_changes_the_answers(copy):
    document = copy / "chicken" / "chicken.toml"
    text = document.read_text(encoding="utf-8")
    assert "row = 7" in text
    document.write_text(text.replace("row = 7", "row = 8"), encoding="utf-8")
    differences, _ = report.compare(copy, jobs=1)
    said = {one.subject: one.what for one in differences}
    assert said["chicken/chicken.toml"] == "was changed"
    assert said["chicken/tables/equilibria.csv"] == "is computed differently now"
    assert said["chicken"] == "the document says something else than the manifest's hash"


def test_a_model_from_python_and_what_cannot_be_computed_for_it(tmp_path):
    (tmp_path / "open.toml").write_text(plain(), encoding="utf-8")
    manifest = report.write([gt.load(tmp_path / "open.toml")], tmp_path / "out", draws=DRAWS, jobs=1)
    assert [one["document"] for one in manifest["models"]] == ["open/open.toml"]
    assert gt.load(tmp_path / "out" / "open" / "open.toml") == gt.load(tmp_path / "open.toml")
    words = read_page(tmp_path / "out" / "open" / "index.html").words
    # x has neither a bounded range nor a prior: no draws, no sweep, no Sobol' indices, and the page says so
    assert "Not computed" in words
    assert "draws from the priors:" in words
    assert "the sweep along x: the range (-inf, inf) has no end" in words
    # but what needs none is there
    words = read_page(tmp_path / "out" / "index.html").words
    assert "x at 1 (baseline 2)" in words


@pytest.mark.slow
def test_two_models_of_one_name_have_folders_of_their_own(tmp_path):
    for theme in ("one", "two"):
        (tmp_path / theme).mkdir()
        (tmp_path / theme / "same.toml").write_text(plain(theme), encoding="utf-8")
    paths = [tmp_path / theme / "same.toml" for theme in ("one", "two")]
    manifest = report.write(paths, tmp_path / "out", draws=DRAWS, jobs=2)
    assert [one["folder"] for one in manifest["models"]] == ["same", "same-2"]
    assert [one["title"] for one in manifest["models"]] == ["one", "two"]
