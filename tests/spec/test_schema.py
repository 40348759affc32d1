"""The JSON schema: every shipped document has the shape, and documents of a wrong shape do not."""

import json
import pathlib
import tomllib
from importlib.resources import files

import jsonschema
import pytest

import gametheory as gt

SCHEMA = json.loads((files("gametheory.spec") / "model.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
BROKEN = pathlib.Path(__file__).parent.parent / "broken"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(gt.catalogue()))
def test_shipped_documents(name):
    VALIDATOR.validate(tomllib.loads(gt.catalogue()[name].path.read_text(encoding="utf-8")))
    VALIDATOR.validate(tomllib.loads(gt.load(name).to_toml()))


def test_a_document_with_a_last_word():
    place = BROKEN.parent / "data" / "last_word.toml"
    VALIDATOR.validate(tomllib.loads(place.read_text(encoding="utf-8")))
    VALIDATOR.validate(tomllib.loads(gt.load(place).to_toml()))


@pytest.mark.parametrize(
    "name",
    [
        "answer_forms",
        "answer_misplaced",
        "answer_words",
        "baseline_no_number",
        "chance_incomplete",
        "claims_forms",
        "claims_marks",
        "format_missing",
        "format_unknown",
        "keys_of_another_kind",
        "kind_unknown",
        "label_with_slash",
        "last_word_forms",
        "message_without_responses",
        "nested_nodes",
        "node_forms",
        "parameter_not_a_table",
        "players_missing",
        "prior_forms",
        "response_twice",
        "root_missing",
        "scenario_forms",
        "scenario_misplaced",
        "unknown_keys",
        "wrong_types",
    ],
)
def test_wrong_shapes(name):
    table = tomllib.loads((BROKEN / f"{name}.toml").read_text(encoding="utf-8"))
    assert not VALIDATOR.is_valid(table)
