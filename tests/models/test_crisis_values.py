"""Exact values of the models of the crisis at points written out in full (``tests/data/crisis_values.toml``).

The points name every parameter, so that another baseline changes nothing here. The game at the point is solved with its
numbers put in; where every parameter value is solved elsewhere, that the two agree is that solution's test.
"""

import functools
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import gametheory as gt
from gametheory.study.quantities.quantity import quantity

DATA = Path(__file__).parent.parent / "data"
VALUES = tomllib.loads((DATA / "crisis_values.toml").read_text(encoding="utf-8"))["value"]


@functools.cache
def document(name):
    return gt.load(DATA / name if name.endswith(".toml") else name)


@pytest.mark.parametrize("value", VALUES, ids=[value["id"] for value in VALUES])
def test_values(value):
    model = document(value["document"])
    assert set(value["point"]) == set(model.parameters)
    point = {name: Fraction(number) for name, number in value["point"].items()}
    assert not list(model.domain.outside(point))
    found = gt.solve(model.game.subs(point))
    assert found.exhaustive, found.why
    assert all(one.valid is True for one in found.certificates())
    matched = []
    for known in value["equilibria"]:
        wanted = {quantity(text, found): Fraction(number) for text, number in known.items()}
        matched.append([i for i, eq in enumerate(found) if all(of.of(eq) == number for of, number in wanted.items())])
    assert all(len(here) == 1 for here in matched), ([eq.outcome for eq in found], matched)
    if value.get("all"):
        assert len(found) == len(matched)
    for name, left in value.get("survive", {}).items():
        judged = gt.survival(found, name)
        kept = [i for i, (here,) in enumerate(matched) if judged[here].survives[name] is True]
        assert kept == left, name
        assert all(judged[here].survives[name] is False for i, (here,) in enumerate(matched) if i not in left), name


def test_every_new_model_of_the_crisis_has_values():
    known = {value["document"] for value in VALUES}
    assert {"treaty_clause", "missile_bluff", "two_theatres", "us_buildup", "support_crisis"} <= known
    # what the draft with two cheap words says is in tests/concepts/perfect_bayesian/test_words.py
    drafts = {f"drafts/{path.name}" for path in (DATA / "drafts").glob("*.toml")}
    assert drafts - {"drafts/treaty_clause_babbling.toml"} <= known
