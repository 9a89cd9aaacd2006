"""Every place of a sound file with what the real schema says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from tests.hostile.sound import MODELS, SOUND, Table

Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """One value of the sound file: where it is, what its schema says, whether its table can do without it."""

    path: Path
    schema: Table
    value: Any
    required: bool


def spots(kind: str) -> list[Spot]:
    """All of one kind of file, from the whole of it to the last leaf."""
    return walk(MODELS[kind], SOUND[kind])


def walk(model: type[BaseModel], table: Table) -> list[Spot]:
    """All of one sound table."""
    schema = model.model_json_schema(by_alias=True)
    return list(_walk(schema, schema.get("$defs", {}), table, (), required=True))


def _walk(schema: Table, known: Table, value: Any, path: Path, *, required: bool) -> Iterator[Spot]:
    schema = _resolved(schema, known, value)
    yield Spot(path, schema, value, required)
    if isinstance(value, dict):
        for key, below in value.items():
            inner = _of_key(schema, key)
            if inner is not None:
                needed = key in schema.get("required", ())
                yield from _walk(inner, known, below, (*path, key), required=needed)
    elif isinstance(value, list):
        for n, below in enumerate(value):
            yield from _walk(schema["items"], known, below, (*path, n), required=False)


def _of_key(schema: Table, key: str) -> Table | None:
    """What a table says of a key; None where anything may stand."""
    if key in schema.get("properties", {}):
        found: Table = schema["properties"][key]
        return found
    for others in (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")):
        if isinstance(others, dict):
            return others
    return None


def _resolved(schema: Table, known: Table, value: Any) -> Table:
    """The branch that the value takes, with what it refers to."""
    while True:
        if "$ref" in schema:
            schema = known[schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            branches = [one for one in schema["anyOf"] if one.get("type") != "null"]
            if {one.get("type") for one in branches} == {"integer", "number"}:
                return {"type": "number"}
            schema = next(one for one in branches if (one.get("type") == "array") == isinstance(value, list))
        else:
            return schema


def unused(kind: str) -> list[str]:
    """Keys that the schema knows and the sound file does not hold anywhere."""
    missing = set()
    held: dict[str, set[str]] = {}
    for spot in spots(kind):
        if isinstance(spot.value, dict) and "properties" in spot.schema:
            held.setdefault(spot.schema["title"], set()).update(spot.value)
    schema = MODELS[kind].model_json_schema(by_alias=True)
    for one in (schema, *schema.get("$defs", {}).values()):
        for key in one.get("properties", {}):
            if key not in held.get(one["title"], ()):
                missing.add(f"{one['title']}.{key}")
    return sorted(missing)
