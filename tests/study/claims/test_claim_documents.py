"""The formal part of claims in documents: its form, what it means, and what is reported before anything is solved."""

import importlib.resources
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

import gametheory as gt
from gametheory.spec.document import read_document
from gametheory.study import claim_issues

BROKEN = Path(__file__).parents[2] / "broken"
SCHEMA = json.loads((importlib.resources.files("gametheory.spec") / "model.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
QUICHE = gt.load("beer_quiche")
BARE = QUICHE.to_toml().split("[[claims]]")[0]


def document(*claims):
    return BARE + "".join(f"\n[[claims]]\n{claim}\n" for claim in claims)


def model(*claims):
    issues = []
    found = read_document(document(*claims), "quiche", issues)
    assert not issues, issues
    return found


GOOD = [
    'name = "a"\nclaim = "some equilibrium"',
    'name = "a"\nclaim = ["some equilibrium", "one equilibrium"]\nexpect = "fails"',
    'name = "a"\nclaim = "some equilibrium"\nwhere = "wimp < 1/2"\nrefine = "d1"\nexpect = "holds"',
    'name = "a"\nclaim = "some equilibrium"\nwhere = ["wimp < 1/2", "wimp > 1/4"]\nrefine = ["d1", "intuitive"]',
    'name = "a"\nclaim = "some equilibrium"\nat = "baseline"',
    'name = "a"\nclaim = "some equilibrium"\nat = { wimp = "1/2" }',
    'name = "a"\nclaim = "some equilibrium"\nat = { wimp = 0.25, rest = "baseline" }',
    'name = "a"\nstatement = "words only"',
    'name = "a"\npage = 3',
]
BAD = [
    ('claim = 3\nname = "a"', "claims.1.claim: expected a text or a list of texts, got the number 3"),
    ('claim = []\nname = "a"', "claims.1.claim: expected a text or a list of texts, got"),
    ('claim = ""\nname = "a"', "claims.1.claim: expected a text or a list of texts, got"),
    ('claim = ["some equilibrium", 1]\nname = "a"', "claims.1.claim: expected a text or a list of texts, got"),
    ('claim = "some equilibrium"\nname = "a"\nwhere = 1', "claims.1.where: expected a text or a list of texts"),
    ('claim = "some equilibrium"\nname = "a"\nrefine = true', "claims.1.refine: expected a text or a list of texts"),
    ('claim = "some equilibrium"\nname = "a"\nat = "base"', "claims.1.at: expected a table such as"),
    ('claim = "some equilibrium"\nname = "a"\nexpect = "true"', 'claims.1.expect: expected "holds" or "fails"'),
    ('claim = "some equilibrium"\nname = "a"\nexpects = "holds"', "claims.1.expects: unknown key 'expects', did you"),
    ('claim = "some equilibrium"\nname = "a"\npage = 3', "claims.1.page: unknown key 'page'"),
]


@pytest.mark.parametrize("claim", GOOD)
def test_forms(claim):
    assert model(claim).claims[0].name == "a"
    VALIDATOR.validate(tomllib.loads(document(claim)))


@pytest.mark.parametrize(("claim", "message"), BAD)
def test_wrong_forms(claim, message):
    issues = []
    read_document(document(claim), "quiche", issues)
    (issue,) = issues
    assert str(issue).startswith(message)
    assert not VALIDATOR.is_valid(tomllib.loads(document(claim)))


@pytest.mark.parametrize("name", ["claims_formal_part", "claims_unknown_keys"])
def test_broken_documents_do_not_fit_the_schema(name):
    table = tomllib.loads((BROKEN / f"{name}.toml").read_text(encoding="utf-8"))
    assert not VALIDATOR.is_valid(table)


def test_what_a_formal_part_says():
    claim = model(
        'name = "a"\nclaim = ["x", "y"]\nwhere = "u"\nrefine = "d1"\nat = { wimp = 0.25, rest = "baseline" }\n'
        'expect = "fails"'
    ).claims[0]
    assert claim.sentences == ("x", "y")
    assert (claim.where, claim.refine, claim.expect) == (("u",), ("d1",), "fails")
    assert claim.at["rest"] == "baseline"
    assert str(claim.at["wimp"]) == "1/4"
    words = model('name = "a"\nstatement = "b"').claims[0]
    assert (words.sentences, words.where, words.refine, words.at, words.expect) == ((), (), (), None, None)


def test_round_trip():
    found = model(*(claim.replace('"a"', f'"a{i}"', 1) for i, claim in enumerate(GOOD)))
    issues = []
    again = read_document(found.to_toml(), "quiche", issues)
    assert not issues
    assert again.claims == found.claims
    assert [claim.formal for claim in again.claims] == [claim.formal for claim in found.claims]


def test_every_issue_is_found_before_the_game_is_solved(monkeypatch):
    def solved(*_):
        raise AssertionError("solved")

    monkeypatch.setattr("gametheory.concepts.solve", solved)
    found = model(
        'name = "a"\nclaim = ["no equilibrium has P(bier) = 1", "some equilibrium", "all equilibria"]',
        'name = "b"\nclaim = "some equilibrium"\nwhere = ["wimp < 1/2", "wimb < 1/2"]\nrefine = "d3"\n'
        "at = { wimq = 1 }",
        'name = "c"\nclaim = "some equilibrium has \'a regime\'"',
        'name = "d"\nstatement = "no formal part"\nwhere = "wimb"',
    )
    assert [issue.where for issue in claim_issues(found)] == [
        "claims.1.claim",
        "claims.1.claim",
        "claims.2.where",
        "claims.2.refine",
        "claims.2.at",
    ]
    messages = [str(issue) for issue in claim_issues(found)]
    assert "unknown label 'bier', did you mean 'beer'?" in messages[0]
    assert "^" in messages[0]
    assert "unknown beginning 'all'" in messages[1]
    assert "did you mean 'wimp'" in messages[2]
    assert "unknown refinement 'd3'" in messages[3]
    assert "unknown parameter 'wimq', did you mean 'wimp'" in messages[4]


@pytest.mark.parametrize("name", sorted(gt.catalogue()))
def test_shipped_claims_can_be_read(name):
    assert claim_issues(gt.load(name)) == []


@pytest.mark.parametrize(
    ("rest", "issue"),
    [
        ("at = { wimp = 3 }", "claims.1.at: wimp = 3 is outside its range (0, 1)"),
        ('at = { wimp = 3, rest = "baseline" }', "claims.1.at: wimp = 3 is outside its range (0, 1)"),
        ('at = { rest = "free" }', "claims.1.at: rest is 'baseline' or left out, got 'free'"),
        ('at = { wimpy = "free" }', "claims.1.at: unknown parameter 'wimpy', did you mean 'wimp'?"),
        ('at = "baseline"', "claims.1.claim: wimp is fixed by at: nothing can move with it"),
    ],
)
def test_values_that_do_not_fit_show_before_anything_is_solved(rest, issue):
    read = model(f'name = "a"\nclaim = "every equilibrium has P(duel) constant in wimp"\n{rest}')
    assert [str(one) for one in claim_issues(read)] == [issue]


def test_refinements_of_what_is_no_signaling_game_show_before_anything_is_solved():
    bare = gt.load("chicken").to_toml().split("[[claims]]")[0]
    issues = []
    read = read_document(bare + '\n[[claims]]\nname = "a"\nclaim = "some equilibrium"\nrefine = "d1"\n', "c", issues)
    assert not issues
    assert [str(one).split(":")[0] for one in claim_issues(read)] == ["claims.1.refine"]
