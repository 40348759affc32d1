"""Where judging over all parameter values is too much work, a report judges at the baseline, and says so."""

import pytest

import gametheory as gt
from gametheory.concepts import REFINEMENTS
from gametheory.show.report.parts import refinements
from gametheory.show.report.parts.refinements import RefinementsPart
from gametheory.show.report.study import Study

REGIMES = "In which regimes they survive, for all parameter values"
SAID = "for all parameter values, is not worked out here"


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


def test_long_conditions_are_judged_at_the_baseline_only(whole, monkeypatch):
    monkeypatch.setattr(refinements, "LONG", 0)
    study, page = judged()
    assert not any(eq.survives for eq in study.solution)
    assert [dict(eq.survives) for eq in study.here] == [dict(eq.survives) for eq in whole[0].here]
    assert SAID in page
    assert all(f">{one.short}<" in page for one in REFINEMENTS.values())
    assert REGIMES in whole[1]
    assert REGIMES not in page


def test_it_is_said_without_a_baseline_too(monkeypatch):
    monkeypatch.setattr(refinements, "LONG", 0)
    study, _ = judged()
    study.here = None
    page = str(RefinementsPart().section(study, lambda kind: None))
    assert SAID in page
    assert "<table" not in page


def test_nothing_is_said_where_nothing_can_be_refined(monkeypatch):
    monkeypatch.setattr(refinements, "LONG", 0)
    study = Study(gt.load("chicken"), 0, 256)
    study.solution = gt.solve(study.model)
    study.here = study.solution.at()
    RefinementsPart().find(study)
    assert RefinementsPart().section(study, lambda kind: None) is None
