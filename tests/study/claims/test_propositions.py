"""Propositions of published models: each is proved; each with something wrong in it is refuted, and fails by hand."""

import functools
import tomllib
from pathlib import Path

import pytest
from helpers.claims_by_hand import assert_fails_at_witness, here, on_edge, written

import gametheory as gt
from gametheory.spec.document import read_document

DATA = tomllib.loads((Path(__file__).parents[2] / "data" / "propositions.toml").read_text(encoding="utf-8"))
PROPOSITIONS = {entry["id"]: entry for entry in DATA["proposition"]}
DRAWS = 512
LARGE = {
    "international interaction"
}  # ten utilities: any one of its propositions asks for the regimes of the whole tree


@functools.cache
def solved(name):
    entry = PROPOSITIONS[name]
    if "model" in entry:
        model = gt.load(entry["model"])
    else:
        issues = []
        model = read_document(entry["document"], name, issues)
        assert not issues
    return model, gt.solve(model)


def cases(kind):
    return [
        pytest.param(name, given, id=f"{name} {i + 1}", marks=pytest.mark.slow if name in LARGE else ())
        for name, entry in PROPOSITIONS.items()
        for i, given in enumerate(entry[kind])
    ]


def asked(given):
    """Return the text of a claim, its further conditions, and the refinements."""
    if isinstance(given, str):
        return given, (), ()
    where = given.get("where", ())
    return given["claim"], (where,) if isinstance(where, str) else tuple(where), given.get("refine", ())


def by_hand(given):
    text, where, _ = asked(given)
    return written(text, " and ".join(where))


@pytest.mark.parametrize(("name", "given"), cases("holds"))
def test_what_is_known_is_proved(name, given):
    model, solution = solved(name)
    text, where, refine = asked(given)
    verdict = gt.prove(solution, text, where=where, refine=refine, draws=DRAWS)
    assert verdict.status == "proved", str(verdict)
    claim = by_hand(given)
    if claim.kind in ("trend", "range"):
        return
    # and it holds by hand where the verdict says that it speaks of something
    at = here(model, verdict.witness, refine)
    assert claim.applies(at.point)
    assert on_edge(verdict, at.point) or claim.holds_at(at) is True


@pytest.mark.parametrize(("name", "given"), cases("fails"))
def test_what_is_wrong_is_refuted(name, given):
    model, solution = solved(name)
    text, where, refine = asked(given)
    verdict = gt.prove(solution, text, where=where, refine=refine, draws=DRAWS)
    assert verdict.status == "refuted", str(verdict)
    assert_fails_at_witness(model, by_hand(given), verdict, refine)


def test_every_model_has_propositions_and_broken_ones():
    assert len(PROPOSITIONS) == 11
    for entry in PROPOSITIONS.values():
        assert len(entry["holds"]) >= 4
        assert len(entry["fails"]) >= 2
        assert entry["source"]
