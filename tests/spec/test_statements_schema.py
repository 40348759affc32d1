"""The JSON schema of statements and their reader agree: on the shipped file, and on broken copies of it.

The schema sees the shape; what the reader sees beyond it has names: those of models, claims, parameters and statements,
ids given twice, and statements that are neither claimed nor explained, or both.
"""

import copy
import json
import random
import re
import tomllib
from importlib.resources import files

import jsonschema
import pytest
from mutations import changed

import gametheory as gt
from gametheory.spec.library import statement_files
from gametheory.spec.statements import read_statements

SCHEMA = json.loads((files("gametheory.spec") / "statements.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
(FILE,) = statement_files()
TABLE = tomllib.loads(FILE.read_text(encoding="utf-8"))
MODELS = {name: gt.load(name) for name, entry in gt.catalogue().items() if entry.theme == FILE.parent.name}
BEYOND = re.compile(
    r"no (model|document) beside is called|has no claim|no parameter or assumption of the models is called"
    r"|names an unknown statement|a second statement of the id|neither claimed nor explained|leave why_not out"
)


def issues(table):
    found = []
    read_statements(table, MODELS, found)
    return [str(issue) for issue in found]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_shipped_file():
    VALIDATOR.validate(TABLE)
    assert issues(TABLE) == []


def broken(change):
    table = copy.deepcopy(TABLE)
    change(table, table["statements"][0])
    return table


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda table, one: table.pop("format"), id="no format"),
        pytest.param(lambda table, one: table.update(format="gametheory/1"), id="another format"),
        pytest.param(lambda table, one: table.update(sources="here"), id="unknown key"),
        pytest.param(lambda table, one: table.update(references=["seed 2025"]), id="no key of a bibliography"),
        pytest.param(lambda table, one: table.update(references=["seed2025"] * 2), id="reference twice"),
        pytest.param(lambda table, one: table.update(title=1), id="title a number"),
        pytest.param(lambda table, one: table.update(models="support_crisis"), id="models no list"),
        pytest.param(lambda table, one: table.pop("statements"), id="no statements"),
        pytest.param(lambda table, one: table.update(statements={"S1": one}), id="statements by id"),
        pytest.param(lambda table, one: table["statements"].append("S14"), id="statement a text"),
        pytest.param(lambda table, one: table.pop("source"), id="no source anywhere"),
        pytest.param(lambda table, one: table.update(source=""), id="source empty"),
        pytest.param(lambda table, one: one.pop("id"), id="no id"),
        pytest.param(lambda table, one: one.update(id=" "), id="id blank"),
        pytest.param(lambda table, one: (one.pop("quote"), one.pop("paraphrase")), id="says nothing"),
        pytest.param(lambda table, one: one.update(quote="", paraphrase=""), id="says nothing in two ways"),
        pytest.param(lambda table, one: one.update(state="S1"), id="unknown key of a statement"),
        pytest.param(lambda table, one: one.update(claims="support_crisis.one prediction"), id="claims no list"),
        pytest.param(lambda table, one: one.update(claims=["support_crisis"]), id="a model and no claim"),
        pytest.param(lambda table, one: one.update(put_in=["foothold", "foothold"]), id="put in twice"),
        pytest.param(lambda table, one: one.update(put_in=[1]), id="put in a number"),
        pytest.param(lambda table, one: one.update(why_not=["because"]), id="why_not a list"),
    ],
)
def test_a_wrong_shape_is_seen_by_both(change):
    table = broken(change)
    assert not VALIDATOR.is_valid(table)
    assert any(not BEYOND.search(issue) for issue in issues(table))


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        (lambda table, one: one.update(claims=["support_crisis.no such"]), "has no claim 'no such'"),
        (lambda table, one: one.update(claims=["nowhere.one prediction"]), "no model beside is called 'nowhere'"),
        (lambda table, one: one.update(put_in=["foothld"]), "is called 'foothld', did you mean 'foothold'?"),
        (lambda table, one: one.update(why_not="no reason"), "leave why_not out"),
        (lambda table, one: one.update(id="S2"), "a second statement of the id 'S2'"),
        (lambda table, one: one.update(id="S01"), "names an unknown statement 'S1'"),
        (lambda table, one: table["statements"].append({"id": "S14", "quote": "x"}), "'S14' needs claims"),
    ],
)
def test_what_names_mean_only_the_reader_sees(change, issue):
    table = broken(change)
    VALIDATOR.validate(table)
    found = issues(table)
    assert any(issue in text for text in found)
    assert all(BEYOND.search(text) for text in found)


@pytest.mark.parametrize("seed", range(300))
def test_copies_broken_by_a_seed(seed):
    rng = random.Random(seed)
    table = {**copy.deepcopy(TABLE), "statements": copy.deepcopy(rng.sample(TABLE["statements"], 3))}
    for _ in range(rng.choice((1, 1, 2, 3))):
        changed(table, rng)
    found = [text for text in issues(table) if not BEYOND.search(text)]
    assert VALIDATOR.is_valid(table) == (not found), found
