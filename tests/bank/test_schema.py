"""The JSON Schema that editors complete and check with: it describes what the good banks hold."""

import json

import jsonschema
import pytest

from quizdl.bank import yaml12
from quizdl.bank.schema import json_schema
from quizdl.model.question import QUESTION_TYPES
from tests.bank.conftest import ROOT

BANKS = ROOT / "tests" / "banks"
TOPICS = [*sorted((BANKS / "good").rglob("*.yaml")), *sorted((ROOT / "questions").glob("*.yaml"))]
TOPICS = [path for path in TOPICS if path.parent.name != "misconceptions"]
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int}


def fits(value, schema, root):
    """Whether a value fits a JSON Schema, as far as the keywords go that pydantic uses here."""
    if "$ref" in schema:
        return fits(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return any(fits(value, branch, root) for branch in schema[union])
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kind = schema.get("type")
    if kind == "number":
        return (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and value > schema.get("exclusiveMinimum", float("-inf"))
            and value <= schema.get("maximum", float("inf"))
        )
    if kind == "integer" and isinstance(value, bool):
        return False
    if not isinstance(value, TYPES[kind]):
        return False
    if kind == "array":
        limits = range(schema.get("minItems", 0), schema.get("maxItems", 10**9) + 1)
        return len(value) in limits and all(fits(item, schema["items"], root) for item in value)
    if kind == "object":
        return fits_keys(value, schema, root)
    return kind != "string" or len(value) >= schema.get("minLength", 0)


def fits_keys(value, schema, root):
    known, rest = schema.get("properties", {}), schema.get("additionalProperties")
    if not set(schema.get("required", ())) <= set(value):
        return False
    return all(
        fits(item, known[key], root) if key in known else isinstance(rest, dict) and fits(item, rest, root)
        for key, item in value.items()
    )


def load(path):
    document = yaml12.read(path, path.name)
    assert document.problems == []
    return document.data


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_every_good_topic_fits_the_schema(path):
    schema = json_schema()
    assert fits(load(path), schema, schema)


@pytest.mark.parametrize("name", ["unknown-keys", "wrong-types", "type-unknown", "type-missing", "keys-missing"])
def test_a_topic_that_does_not_fit_the_schema_is_bad(name):
    schema = json_schema()
    assert not fits(load(BANKS / "bad" / f"{name}.yaml"), schema, schema)


def test_every_key_of_the_good_topics_is_described():
    described = set(json_schema()["properties"])
    for definition in json_schema()["$defs"].values():
        assert definition["additionalProperties"] is False
        for name, field in definition["properties"].items():
            described.add(name)
            assert name == "type" or "description" in field, name
    used = set()
    for path in TOPICS:
        topic = load(path)
        used |= set(topic).union(*topic["questions"])
        for question in topic["questions"]:
            for part in ("choices", "wrong", "rubric", "cases"):
                used = used.union(*question.get(part, []))
    assert used <= described


def test_every_type_of_question_is_a_branch():
    branches = json_schema()["properties"]["questions"]["items"]["discriminator"]["mapping"]
    assert list(branches) == sorted(QUESTION_TYPES)
    assert set(branches) == set(QUESTION_TYPES)


def test_a_validator_accepts_the_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_command_prints_the_schema(quizdl):
    said = quizdl("bank", "schema")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == json_schema()
    assert json.loads(said.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
