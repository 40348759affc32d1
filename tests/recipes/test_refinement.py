"""A refinement from outside the package: it judges, cuts, is asked for by name, and is shown beside the others."""

import pytest

import gametheory as gt
from gametheory.cli import main
from gametheory.concepts import strikes, survival
from gametheory.show import explorer, report

RECIPE = "prudent"


@pytest.fixture(scope="module")
def solution(recipe):
    return survival(gt.solve(gt.load("beer_quiche")))


def test_it_judges_regimes_and_points(solution):
    by_name = {eq.name: eq.survives["prudent"] for eq in solution}
    assert by_name["pooling on beer"] is False
    assert by_name["semi-separating (wimp: beer or quiche; surly: beer)"] is True
    here = survival(solution.at(), "prudent")
    assert here[0].reasons["prudent"].startswith("prudent fails at quiche: wimp likes a best response to the message")
    (strike,) = strikes(solution, "prudent")[0]
    assert strike.message == "quiche"
    assert "prudent" in solution.concept.refinements


def test_it_cuts_wherever_a_refinement_is_named(solution):
    for left in (gt.refine(solution, "Cautious"), gt.solve(solution.model, gt.PerfectBayesian(refine="prudent"))):
        assert [eq.name for eq in left] == ["semi-separating (wimp: beer or quiche; surly: beer)"]
        assert [str(one.value) for one in gt.thresholds(left, "wimp")] == ["1/2"]
        assert gt.sweep(left, {"wimp": ["1/4", "3/4"]})["count"].values.tolist() == [0, 1]
    verdict = gt.prove(solution, "no equilibrium has P(beer) = 1", where="wimp < 1/2", refine="prudent")
    assert verdict.status == "proved"


def test_the_page_and_the_command_line_know_its_words(solution, capsys):
    page = explorer.page(solution)
    assert '"prudent":"prudence"' in page
    assert "likes a best response to the message" in page
    assert main(["solve", "beer_quiche", "--refine", "prudent"]) == 0
    assert "does not survive      prudent" in capsys.readouterr().out


def test_nothing_is_kept_unasked_while_it_is_installed(recipe, tmp_path):
    gt.solve(gt.load("beer_quiche"), cache=tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_the_report_has_its_column(recipe, tmp_path):
    model = gt.load("beer_quiche")
    here = gt.Model("breakfast", model.game.subs(model.baseline))
    report.write([here], tmp_path / "report", jobs=1, draws=256)
    page = (tmp_path / "report" / "breakfast" / "index.html").read_text(encoding="utf-8")
    assert "prudent fails at quiche" in page
