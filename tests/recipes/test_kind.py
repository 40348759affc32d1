"""A kind of game from outside the package: its documents, its solutions, and every question about them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import gametheory as gt
from gametheory.cli import main
from gametheory.errors import ConceptError, DocumentError
from gametheory.show import explorer, report
from gametheory.show.games import DRAWINGS, Drawing
from gametheory.show.kit import lay_out
from gametheory.spec.kinds import KINDS

RECIPE = "lottery"
DOCUMENT = Path(__file__).parent / "safe_or_risky.toml"


@pytest.fixture(scope="module")
def model(recipe):
    return gt.load(DOCUMENT)


@pytest.fixture(scope="module")
def solution(model):
    return gt.solve(model)


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


# -- documents ---------------------------------------------------------------------------------------------------------


def test_it_is_read_written_hashed_and_shown(model, tmp_path):
    assert model.kind == "lottery"
    copy = tmp_path / "safe_or_risky.toml"
    copy.write_text(model.to_toml(), encoding="utf-8")
    assert gt.load(copy) == model
    assert gt.load(copy).sha256 == model.sha256
    copy.write_text(model.to_toml().replace("worth = 3", "worth = 4"), encoding="utf-8")
    assert gt.load(copy).sha256 != model.sha256
    assert "bust" in model._repr_html_()


def test_what_is_wrong_with_a_document_is_said(model, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text(DOCUMENT.read_text(encoding="utf-8").replace('"1 - boom"', '"1 - bom"'), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"options\.share\.bust\.chance: .*bom"):
        gt.load(broken)
    broken.write_text(DOCUMENT.read_text(encoding="utf-8").replace('"1 - boom"', '"2 - boom"'), encoding="utf-8")
    with pytest.raises(DocumentError, match="do not sum to one"):
        gt.load(broken)


def test_a_model_can_be_made_in_python(recipe):
    coin = recipe.Lottery("one", {"toss": {"heads": ("p", 1), "tails": ("1 - p", 0)}, "stay": {"nothing": (1, "1/3")}})
    model = gt.Model("coin", coin)
    assert [eq.name for eq in gt.solve(model).at(p="1/2")] == ["toss"]
    assert [eq.name for eq in gt.solve(coin.subs({"p": 0}))] == ["stay"]


def test_a_kind_that_no_document_knows_is_an_issue(recipe):
    class Raffle(recipe.Lottery):
        kind = "raffle"

    with pytest.raises(DocumentError, match="no document can state a game of kind 'raffle'"):
        gt.Model("raffle", Raffle("one", {"toss": {"heads": (1, 1)}}))
    assert "raffle" not in KINDS


# -- solutions ---------------------------------------------------------------------------------------------------------


def test_its_concept_is_the_default_and_the_others_refuse(solution):
    assert solution.concept.name == "best-choice"
    assert [(eq.name, str(eq.when)) for eq in solution] == [("bond", "boom <= 1/3"), ("share", "boom >= 1/3")]
    for concept in (gt.Nash(), gt.SubgamePerfect(), gt.PerfectBayesian()):
        with pytest.raises(ConceptError, match="got lottery: investor"):
            gt.solve(solution.game, concept)
        with pytest.raises(ConceptError, match="does not apply"):
            gt.audit(solution.game, solution[0], concept=concept)


def test_its_audit_checks(solution):
    assert [certificate.valid for certificate in solution.certificates()] == [True, True]
    bond, share = solution
    certificate = gt.audit(solution.model, replace(bond, when=share.when))
    assert certificate.valid is False
    assert "investor gains by share" in str(certificate)


def test_the_questions_of_a_solution(solution):
    found = gt.sweep(solution, {"boom": ["1/4", "1/2"]}, of=["P(share)", "payoff.investor"])
    assert found["value"].sel(quantity="payoff.investor", regime="share").values.tolist()[1] == 1.5
    assert [str(one.value) for one in gt.thresholds(solution, "boom")] == ["1/3"]
    assert "1/3" in str(gt.margins(solution))
    assert "boom" in str(gt.sensitivity(solution, of="P(share)", draws=256))
    verdicts = {v.name: v.status for v in gt.verify(solution.model, solution=solution)}
    assert (verdicts["the share is for optimists"], verdicts["the share always"]) == ("proved", "refuted")
    refuted = gt.prove(solution, "some equilibrium has P(share) = 1")
    assert [str(one) for one in gt.weaken(refuted, draws=1000)]
    assert "hart2010" in gt.cite(solution)


# -- shown -------------------------------------------------------------------------------------------------------------


def test_its_solutions_can_be_saved_and_are_not_kept_unasked(solution, tmp_path):
    solution.save(tmp_path / "lottery.json")
    again = gt.read(tmp_path / "lottery.json")
    assert again == solution
    assert again.document() == solution.document()
    gt.solve(solution.model, cache=tmp_path / "kept")  # no version says what its code does
    assert not (tmp_path / "kept").exists()


def test_without_a_drawing_the_page_has_its_histories(solution):
    data = data_of(explorer.page(solution))
    assert data["game"] == {
        "kind": "",
        "players": ["investor"],
        "histories": [["bond", "paid"], ["share", "boom"], ["share", "bust"]],
    }


def test_a_kind_can_bring_its_own_drawing(solution):
    script = 'DRAWINGS.set("lottery", ["The lottery", (game, k) => h("p", {}, named(game.options[0]))]);'
    DRAWINGS["lottery"] = Drawing(
        lambda game, ledger: {"kind": "lottery", "options": list(game.options)}, script=script
    )
    try:
        page = explorer.page(solution)
    finally:
        del DRAWINGS["lottery"]
    assert data_of(page)["game"]["options"] == ["bond", "share"]
    assert page.index("const DRAWINGS") < page.index(script)


@pytest.mark.slow
def test_the_report(recipe, tmp_path):
    manifest = report.write([DOCUMENT], tmp_path / "report", jobs=1, draws=256)
    (entry,) = manifest["models"]
    assert (entry["concept"], entry["folder"]) == ("best-choice", "safe_or_risky")
    assert "lottery game" in (tmp_path / "report" / entry["folder"] / "index.html").read_text(encoding="utf-8")


def test_the_kit_and_the_command_line(model, tmp_path, capsys):
    assert "make.py" in lay_out(DOCUMENT, tmp_path / "kit")
    assert "P(bond)" in (tmp_path / "kit" / "make.py").read_text(encoding="utf-8")
    for command in ("check", "solve", "verify"):
        assert main([command, str(DOCUMENT)]) == 0
    assert "optimal choice at the baseline" in capsys.readouterr().out
