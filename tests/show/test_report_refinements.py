"""Where judging all refinements over all parameter values is too much work, a report judges one, and says so."""

import pytest

import gametheory as gt
from gametheory.concepts import REFINEMENTS
from gametheory.lang import Condition
from gametheory.show.report.parts import refinements
from gametheory.show.report.parts.refinements import RefinementsPart
from gametheory.show.report.study import Study

SAID = "Over all parameter values only D1 is judged"


def judged():
    study = Study(gt.load("beer_quiche"), 0, 256)
    study.solution = gt.solve(study.model)
    study.here = study.solution.at()
    RefinementsPart().find(study)
    return study, str(RefinementsPart().section(study, lambda kind: None))


@pytest.fixture(scope="module")
def whole():
    return judged()


def test_short_conditions_are_judged_by_all(whole):
    study, page = whole
    assert all(list(eq.survives) == list(REFINEMENTS) for eq in (*study.solution, *study.here))
    assert SAID not in page


def test_long_conditions_are_judged_by_the_leading_one(whole, monkeypatch):
    monkeypatch.setattr(refinements, "LONG", 0)
    study, page = judged()
    for short, full in zip(study.solution, whole[0].solution, strict=True):
        assert dict(short.survives) == {"d1": full.survives["d1"]}
    assert any(isinstance(eq.survives["d1"], bool | Condition) for eq in study.solution)
    assert [dict(eq.survives) for eq in study.here] == [dict(eq.survives) for eq in whole[0].here]
    assert SAID in page
    assert "The others are judged at the baseline only." in page
    baseline, regimes = page.split(SAID)
    assert all(f">{one.short}<" in baseline for one in REFINEMENTS.values())
    heads = regimes.split("<thead>")[1].split("</thead>")[0]
    assert heads.count("<th") == 2  # the equilibrium, and D1: no column of what is open only because nobody asked
