"""Refinements by any of their names: case, spaces and hyphens do not count; what comes out is canonical."""

import json

import pytest

import gametheory as gt
from gametheory import cli
from gametheory.concepts import REFINEMENTS
from gametheory.concepts.refinements.judge import refinement_names, strikes
from gametheory.errors import ConceptError

NAMES = [
    ("D1", "d1"), ("D-1", "d1"), ("d 1", "d1"), ("D2", "d2"), ("NWBR", "nwbr"), ("Intuitive", "intuitive"),
    ("Intuitive criterion", "intuitive"), ("intuitive-criterion", "intuitive"),
    ("The Intuitive Criterion", "intuitive"),
    ("intuitive_criterion", "intuitive"), ("Cho-Kreps", "intuitive"), ("Divinity", "divinity"), ("divine", "divinity"),
    ("Universal divinity", "universal_divinity"), ("universal-divinity", "universal_divinity"),
    ("Equilibrium dominance", "equilibrium_dominance"), ("equilibrium-dominance", "equilibrium_dominance"),
    ("never a weak best response", "nwbr"), ("Never-weak-best-response", "nwbr"), ("Undefeated", "undefeated"),
    ("undefeated equilibrium", "undefeated"), ("D1 criterion", "d1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "canonical"), NAMES)
def test_a_name_in_any_form(name, canonical):
    assert refinement_names(name) == (canonical,)
    assert refinement_names([name, canonical]) == (canonical,)
    assert gt.PerfectBayesian(refine=name) == gt.PerfectBayesian(refine=(canonical,))


def test_several_and_all():
    assert refinement_names("D1, Intuitive criterion") == ("d1", "intuitive")
    assert refinement_names("ALL") == refinement_names(["d1", "All"]) == tuple(REFINEMENTS)
    assert refinement_names(()) == refinement_names("") == ()
    assert all(refinement_names(name) == (name,) for name in REFINEMENTS)


@pytest.mark.parametrize("name", ["D7", "criterion", "nash", "d1d2"])
def test_unknown_names_are_errors(name):
    with pytest.raises(ConceptError, match=f"unknown refinement '{name}'.*there are intuitive, equilibrium_dominance"):
        refinement_names(name)
    with pytest.raises(ConceptError, match="unknown refinement"):
        gt.PerfectBayesian(refine=(name,))
    with pytest.raises(ConceptError, match="given by its name"):
        refinement_names([1])


def test_they_are_taken_everywhere(capsys):
    solution = gt.solve(gt.load("beer_quiche"))
    plain = [(eq.name, eq.when) for eq in gt.refine(solution, "intuitive")]
    assert [(eq.name, eq.when) for eq in gt.refine(solution, "Intuitive criterion")] == plain
    assert gt.refine(solution, "D1").concept.refine == ("d1",)
    assert set(gt.survival(solution.at(wimp="1/10"), ["D1", "NWBR"])[0].survives) == {"d1", "nwbr"}
    assert strikes(solution, "D1") == strikes(solution, "d1")
    verdict = gt.prove(solution, "the only equilibrium has P(beer) = 1 where wimp < 1/2", refine="Intuitive", draws=0)
    assert verdict.status == "proved"
    assert verdict.formal.endswith("[survives intuitive]")
    assert cli.main(["solve", "beer_quiche", "--refine", "Intuitive criterion", "NWBR", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["equilibria"][0]["survives"]) == ["intuitive", "nwbr"]
    assert cli.main(["thresholds", "beer_quiche", "wimp", "--refine", "D-1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["refinement"] == ["d1"]
    assert cli.main(["solve", "beer_quiche", "--refine", "D7"]) == 2
    assert "unknown refinement 'D7', did you mean 'd2'?" in capsys.readouterr().err


def test_a_documents_claims_may_write_them_so():
    model = gt.load("beer_quiche")
    claim = {
        "name": "c",
        "statement": "s",
        "claim": "no equilibrium has P(quiche) = 1",
        "refine": "Intuitive criterion",
    }
    made = gt.Model("m", model.game, {"wimp": {"range": ["(0", "1)"]}}, claims=[claim])
    assert gt.study.claim_issues(made) == []
    assert gt.verify(made, draws=0)["c"].status == "proved"
