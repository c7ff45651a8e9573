"""The JSON Schema of a case file fits what is loaded, and what language servers read."""

import datetime as dt
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from ruamel.yaml import YAML
from tests.behaviour import test_mistakes as mistakes
from tests.case.random_data import case_data

from goodoffices.case.schema import json_schema

SCHEMA = json_schema()
CASES = [Path("examples/syria-2013/case.yaml"), Path("src/goodoffices/case/starter/case.yaml")]
TYPES: dict[str, Any] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}


def faults(value, schema, path="$"):  # noqa: C901 (one case a keyword)
    """Yield where a value breaks the schema: a reading of the few keywords it uses."""
    known = {"$defs", "$schema", "title", "description", "default", "format"}
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], path)
        return
    for key, rule in schema.items():
        match key:
            case "type":
                kinds = [TYPES[name] for name in ([rule] if isinstance(rule, str) else rule)]
                if not any(isinstance(value, kind) for kind in kinds) or (
                    isinstance(value, bool) and bool not in kinds
                ):
                    yield f"{path}: {value!r} is no {rule}"
            case "anyOf" | "oneOf":
                if all(list(faults(value, part, path)) for part in rule):
                    yield f"{path}: {value!r} fits none"
            case "properties" if isinstance(value, dict):
                for name, part in rule.items():
                    if name in value:
                        yield from faults(value[name], part, f"{path}.{name}")
            case "additionalProperties" if isinstance(value, dict):
                for name in value.keys() - schema.get("properties", {}).keys():
                    yield from (
                        [f"{path}: {name}"]
                        if rule is False
                        else faults(value[name], {} if rule is True else rule, path)
                    )
            case "required" if isinstance(value, dict):
                yield from (f"{path}: {name} is missing" for name in rule if name not in value)
            case "items" if isinstance(value, list):
                for part in value:
                    yield from faults(part, rule, f"{path}[]")
            case "enum" | "const":
                if value not in (rule if key == "enum" else [rule]):
                    yield f"{path}: {value!r} is not {rule}"
            case "pattern" if isinstance(value, str):
                if not re.search(rule, value):
                    yield f"{path}: {value!r} is not like {rule}"
            case "minimum" | "maximum" if isinstance(value, (int, float)):
                if (value < rule) if key == "minimum" else (value > rule):
                    yield f"{path}: {value} beyond {rule}"
            case "properties" | "additionalProperties" | "required" | "items" | "pattern" | "minimum" | "maximum":
                pass
            case _:
                assert key in known, key


def as_json(value):
    """Return YAML data as a language server sees it: dates are text."""
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def read(text):
    return as_json(YAML(typ="safe", pure=True).load(text))


@pytest.mark.parametrize("file", CASES, ids=str)
def test_the_schema_takes_our_cases(file):
    data = read(file.read_text("utf-8"))
    assert list(faults(data, SCHEMA)) == []
    if importlib.util.find_spec("jsonschema"):
        import jsonschema  # type: ignore[import-untyped,unused-ignore]

        jsonschema.validate(data, SCHEMA)


def test_the_schema_takes_the_case_of_the_mistakes_and_its_ranking():
    assert list(faults(read(mistakes.CASE), SCHEMA)) == []
    assert list(faults(read(mistakes.RANKED), SCHEMA)) == []


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
@given(case_data())
def test_the_schema_takes_any_case(data):
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        if isinstance(value, list):
            return [plain(part) for part in value]
        if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return float(value) if "." in value else int(value)
        return {"true": True, "false": False}.get(value, value)

    assert list(faults(plain(data), SCHEMA)) == []


SHAPES = {
    "an unknown version", "no title", "an unknown key", "an unknown key of a party", "a party that is text",
    "a title that is a list", "positions that are a mapping", "grounds that are text", "a want that is a list",
    "an unknown role", "a requirement without step", "a negative cost", "a cost in words", "an interval with one end",
    "a confidence above one", "a maybe", "a reservation in words", "a negative weight of an issue", "seats in words",
}  # fmt: skip


@pytest.mark.parametrize("mistake", [m for m in mistakes.MISTAKES if m.name in SHAPES], ids=str)
def test_the_schema_finds_mistakes_of_shape(mistake):
    assert list(faults(read(mistake.files["case.yaml"].replace("‸", "")), SCHEMA))


def test_the_list_of_shapes_names_mistakes():
    assert {mistake.name for mistake in mistakes.MISTAKES} >= SHAPES


def test_the_schema_is_plain_json_that_language_servers_know():
    text = json.dumps(SCHEMA)
    assert json.loads(text) == SCHEMA
    for keyword in ("prefixItems", "unevaluatedProperties", "$dynamicRef", "discriminator"):
        assert keyword not in text
    assert SCHEMA["required"] == ["goodoffices", "title", "parties", "issues"]
    assert set(SCHEMA["properties"]) >= {"goal", "impossible", "one_way", "alike", "leverage", "transition"}
    for name in re.findall(r'"#/\$defs/(\w+)"', text):
        assert name in SCHEMA["$defs"]
