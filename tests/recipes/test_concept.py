"""A concept from outside the package, without an audit: solved and asked, and never called audited."""

import json
from pathlib import Path

import pytest
from concepts.contract import Contract
from helpers.strategies import strategic_games

import gametheory as gt
from gametheory.cli import main
from gametheory.concepts.concept import CONCEPTS, Concept, default_concept, register
from gametheory.lang.memory import remembered
from gametheory.show import explorer, report

RECIPE = "dominant"
DOCUMENT = Path(__file__).parent / "prisoners.toml"
NO_AUDIT = "there is no check of dominant equilibria by another road"


class TestDominant(Contract):
    games = (strategic_games(players=(2, 2), strategies=(1, 3), high=1), strategic_games(players=(3, 3), high=0))
    models = (DOCUMENT,)
    audited = False


@pytest.fixture(scope="module", autouse=True)
def _installed(recipe):
    TestDominant.concept = recipe.Dominant()


@pytest.fixture(scope="module")
def solution(recipe):
    return gt.solve(gt.load(DOCUMENT), "dominant")


def test_its_regimes_and_its_words(solution):
    (eq,) = solution
    assert (eq.name, str(eq.when)) == ("talk/talk", "temptation >= 3")
    assert str(solution).startswith("Prisoners' dilemma: dominant-strategy equilibria as functions of the parameters")
    assert len(solution.at(temptation=2)) == 0
    assert solution.document()["concept"] == "dominant"


def test_nothing_is_called_audited(solution):
    for here in (solution, solution.at()):
        (certificate,) = here.certificates()
        assert (certificate.valid, certificate.undecided) == (None, (NO_AUDIT,))
    assert gt.audit(solution.game, solution[0], concept="dominant").valid is None


def test_what_a_refutation_would_show_is_undecided_without_an_audit(solution):
    verdict = gt.prove(solution, "every equilibrium has P(first.talk) = 0")
    assert verdict.status == "undecided"
    assert "could not be confirmed" in verdict.reason
    assert gt.find(solution, "P(first.talk) = 1").answer is not True


def test_claims_that_show_no_equilibrium_are_decided(solution):
    verdicts = {v.name: v.status for v in gt.verify(solution.model, solution=solution)}
    assert verdicts["talking dominates"] == "proved"
    assert verdicts["they always talk"] == "refuted"


def test_the_questions_of_a_solution(solution):
    found = gt.sweep(solution, {"temptation": [2, 4]}, of=["payoff.first"])
    assert found["exists"].values.tolist() == [[False, True]]
    assert [one.value for one in gt.thresholds(solution, "temptation")] == [3]
    assert "distance 1" in str(gt.margins(solution))
    assert "not in the bibliography of gametheory-toolkit: osbornerubinstein1994" in gt.cite(solution)


def test_the_explorer_and_the_command_line(solution, tmp_path, capsys):
    assert "dominant-strategy equilibria" in explorer.page(solution, gt.verify(solution.model, solution=solution))
    assert main(["solve", str(DOCUMENT), "--concept", "dominant", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["concept"] == "dominant"
    assert main(["explorer", str(DOCUMENT), "--concept", "dominant", "--out", str(tmp_path / "page.html")]) == 0
    assert main(["solve", "beer_quiche", "--concept", "dominant"]) == 2
    assert "Dominant solves games in strategic form" in capsys.readouterr().err


def test_a_concept_can_be_the_default_or_leave_it_to_others(recipe, solution):
    assert default_concept(solution.game) == gt.Nash()

    class First(recipe.Dominant):
        name = "dominant-first"
        by_default = True

    register(First)
    try:
        assert default_concept(solution.game) == First()
    finally:
        del CONCEPTS["dominant-first"]


def test_a_report_says_that_nothing_was_audited(recipe, tmp_path):
    class First(recipe.Dominant):
        name = "dominant"
        by_default = True

    register(First)
    try:
        manifest = report.write([DOCUMENT], tmp_path / "report", jobs=1, draws=256)
    finally:
        register(recipe.Dominant)
    (entry,) = manifest["models"]
    assert entry["concept"] == "dominant"
    page = (tmp_path / "report" / entry["folder"] / "index.html").read_text(encoding="utf-8")
    assert "dominant-strategy equilibria" in page
    assert "0 of 1 equilibrium certified" in page


def test_a_solver_of_any_concept_starts_with_an_empty_memory():
    calls = []

    @remembered
    def square(x):
        calls.append(x)
        return x * x

    class Counting(Concept):
        def solve(self, game, domain):
            return square(3) + square(3)

    assert [Counting().solve(None, None) for _ in range(2)] == [18, 18]
    assert calls == [3, 3]
