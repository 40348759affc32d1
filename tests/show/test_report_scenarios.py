"""What a report says under a document's scenarios, against shares that are known in closed form."""

import csv

import pytest
from helpers.two_priors import ACCEPTED, CHOSEN, document
from page_reader import read_page

import gametheory as gt
from gametheory.show import report
from gametheory.show.report.parts.scenarios import ScenariosPart
from gametheory.show.report.study import find
from gametheory.study.sweeps.priors import accepted_text

DRAWS = 4096


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("scenarios")


@pytest.fixture(scope="module")
def study(place):
    return find(gt.load(document(place)), seed=1, draws=DRAWS, step=lambda stage: None)


@pytest.fixture(scope="module")
def page(place):
    report.write([document(place)], place / "out", seed=1, draws=DRAWS, jobs=1)
    (file,) = (place / "out").glob("*/index.html")
    return read_page(file)


def test_the_answers_are_those_of_each_set_of_numbers(study):
    own, late, early, quiet = study[ScenariosPart]
    assert [one.name for one in (own, late, early, quiet)] == ["", "late", "early", "quiet"]
    # a pays k: 2/3 at the baseline, 1/3 and 1/4 under the scenarios that set it; b pays 1/2
    assert [[eq.name for eq in one.here] for one in (own, late, early, quiet)] == [["a"], ["a"], ["b"], ["b"]]
    regimes = [eq.name for eq in study.solved]
    assert sorted(regimes) == ["a", "b"]
    for one, name in ((own, None), (late, "late"), (early, "early")):
        spread = 5 * (CHOSEN[name] * (1 - CHOSEN[name]) / DRAWS) ** 0.5
        shares = dict(zip(regimes, one.drawn.shares, strict=True))
        assert shares["a"] == pytest.approx(CHOSEN[name], abs=spread)
        assert shares["a"] + shares["b"] == 1
        assert one.drawn.accepted == pytest.approx(ACCEPTED[name], rel=0.01)
        drawn = gt.sweep(study.solved, draws=DRAWS, seed=1, priors=name, of=list(one.drawn.means))
        assert one.drawn.accepted == drawn.attrs["accepted"]
        for text, (low, high) in one.drawn.means.items():
            assert low == drawn["min"].sel(quantity=text).mean()
            assert high == drawn["max"].sel(quantity=text).mean()
    # a scenario of values draws from the document's own priors
    assert quiet.drawn == own.drawn
    assert study.missing == []


@pytest.mark.slow
def test_they_stand_on_the_page_and_in_a_file(study, page, place):
    words = " ".join(page.words.split())
    assert "Scenarios" in words
    assert "k ~ uniform(0, 1/2), l ~ uniform(1/2, 1)" in words
    assert "before anything was seen" in words
    own, late, early, _ = (one.drawn for one in study[ScenariosPart])
    assert "The answers under the document’s own numbers" in words
    accepted = f"that the assumptions accept{own.accepted:.1%}{late.accepted:.1%}all{own.accepted:.1%}"
    assert accepted in words
    text, (mean, _) = next(iter(own.means.items()))
    there = late.means[text][0]
    assert f"{text} on average over draws{mean:.3g}{there:.3g}{early.means[text][0]:.3g}{mean:.3g}" in words
    # the opening page, and every other answer that draws, say what the assumptions accept
    opening = f"under the priors of the scenario “late” {there:.3g}; the assumptions accept {own.accepted:.1%} and"
    assert opening in " ".join(read_page(place / "out" / "index.html").words.split())
    assert f"at which the regime exists; {accepted_text(own.accepted)}" in words
    assert f"draws from the priors, seed 1; {accepted_text(own.accepted)}." in words
    with (place / "out" / "choice" / "tables" / "scenarios.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {(r["scenario"], r["measure"], r["subject"]): r["low"] for r in rows}
    assert found["late", "priors accepted by the assumptions", ""] == repr(late.accepted)
    assert found["late", "mean over draws", text] == repr(there)
    assert ("early", "equilibrium at the base numbers", "b") in found


def test_without_scenarios_there_is_no_such_part():
    study = find(gt.load("chicken"), seed=0, draws=256, step=lambda stage: None)
    assert study[ScenariosPart] == ()


def test_what_cannot_be_drawn_is_said(tmp_path):
    text = document(tmp_path).read_text(encoding="utf-8").replace("prior = { uniform = [0, 1] }", "")
    (tmp_path / "choice.toml").write_text(text.replace("range = [0, 1]", 'range = [0, "inf)"]'), encoding="utf-8")
    study = find(gt.load(tmp_path / "choice.toml"), seed=0, draws=256, step=lambda stage: None)
    own, late, early, _ = study[ScenariosPart]
    assert (own.drawn, late.drawn) == (None, None)
    assert early.drawn.shares.count(1.0) == 1
    assert any(
        reason.startswith("draws from the priors of the scenario late: k has neither") for reason in study.missing
    )
    assert ScenariosPart().section(study, lambda kind: None)[2].count("<td") > 0
    assert list(ScenariosPart().facts(study)) == []
