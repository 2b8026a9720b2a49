"""The JSON Schemas that travel with the tool, and real documents to hold against them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

import registry
from registry.cli.app import cli

ROOT: Final = Path(__file__).parents[2]
ON: Final = ("--on", "2024-08-06")
REAL: Final = ("--data", str(ROOT))
SCHEMAS: Final = Path(registry.__file__).parent / "schemas"
SHARED: Final = "common.json"
Schema = dict[str, Any]
Document = dict[str, Any]
Place = tuple[str | int, ...]


def file_of(document: Document) -> str:
    """The name of the file that describes a document: cs-registry/show/2 stands in show-2.json."""
    _, name, number = document["schema"].split("/")
    return f"{name}-{number}.json"


@cache
def schema(file: str) -> Schema:
    content: Schema = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    return content


@cache
def validator(file: str) -> Draft202012Validator:
    shared = DRAFT202012.create_resource(schema(SHARED))
    known: Registry[Any] = Registry().with_resource(SHARED, shared)
    return Draft202012Validator(schema(file), registry=known)


def faults(document: Document) -> list[str]:
    """Where a document breaks its schema, in sentences."""
    errors = validator(file_of(document)).iter_errors(document)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def run(*words: str) -> tuple[Document, int]:
    """The document that a command prints, and its exit code."""
    done = CliRunner().invoke(cli, [*words, "--json"])
    document: Document = json.loads(done.stdout)
    return document, done.exit_code


def required(file: str, document: Document) -> list[tuple[Place, str]]:
    """Every key that the schema requires: the place of an object that must have it, and the key.

    Of objects alike, in one array, the first alone.
    """
    alike: dict[Place, tuple[Place, str]] = {}
    for place, key in _required(file, schema(file), document, ()):
        alike.setdefault((*(step for step in place if isinstance(step, str)), key), (place, key))
    return list(alike.values())


def _required(file: str, part: Schema, value: object, place: Place) -> Iterator[tuple[Place, str]]:
    for where, rule in _parts(file, part):
        if isinstance(value, Mapping):
            yield from ((place, key) for key in rule.get("required", ()))
            for key, inner in rule.get("properties", {}).items():
                if key in value:
                    yield from _required(where, inner, value[key], (*place, key))
        elif isinstance(value, Sequence) and not isinstance(value, str) and "items" in rule:
            for at, element in enumerate(value):
                yield from _required(where, rule["items"], element, (*place, at))


def slips(document: Document) -> list[tuple[Place, str]]:
    """The required keys that the schema does not miss when they are dropped or retyped."""
    file = file_of(document)
    return [
        (place, key)
        for place, key in required(file, document)
        if any(validator(file).is_valid(each) for each in _spoilt(document, place, key))
    ]


def _spoilt(document: Document, place: Place, key: str) -> Iterator[Document]:
    dropped, retyped = copy.deepcopy(document), copy.deepcopy(document)
    was = at(dropped, place).pop(key)
    yield dropped
    at(retyped, place)[key] = "text" if isinstance(was, dict | list) else {"a": "table"}
    yield retyped


def at(document: Document, place: Place) -> Any:  # noqa: ANN401 (a part of JSON)
    """The part of a document at a place."""
    part: Any = document
    for step in place:
        part = part[step]
    return part


def described(file: str, document: Document) -> Iterator[tuple[Place, set[str]]]:
    """The place of every object of the document, and its keys that the schema does not describe.

    Objects of which the schema says nothing more than that they are objects are left alone.
    """
    yield from _described([(file, schema(file))], document, ())


def _described(
    rules: list[tuple[str, Schema]], value: object, place: Place
) -> Iterator[tuple[Place, set[str]]]:
    parts = [each for file, part in rules for each in _parts(file, part)]
    if isinstance(value, Mapping):
        known = {key for _, rule in parts for key in rule.get("properties", {})}
        is_open = not known or any("additionalProperties" in rule for _, rule in parts)
        yield place, set() if is_open else value.keys() - known
        for key, inner in value.items():
            below = [(f, r["properties"][key]) for f, r in parts if key in r.get("properties", {})]
            yield from _described(below, inner, (*place, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        below = [(file, rule["items"]) for file, rule in parts if "items" in rule]
        for at, element in enumerate(value):
            yield from _described(below, element, (*place, at))


def _parts(file: str, part: Schema) -> Iterator[tuple[str, Schema]]:
    """A part of a schema with what it refers to and combines, each with the file it stands in."""
    yield file, part
    if "$ref" in part:
        other, _, pointer = part["$ref"].partition("#")
        target: Any = schema(other or file)
        for step in pointer.strip("/").split("/"):
            target = target[step]
        yield from _parts(other or file, target)
    for inner in (*part.get("allOf", ()), *part.get("anyOf", ())):
        yield from _parts(file, inner)
