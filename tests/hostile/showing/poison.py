"""Records, rubrics and profiles every free text of which is hostile: found by walking the models' own schema."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import tomli_w
from pydantic import BaseModel

from pickproblem.record import Record
from pickproblem.rubric import Profile, Rubric
from tests.hostile.schema import Spot, walk
from tests.hostile.showing.texts import PIECES, WHOLE
from tests.hostile.sound import PROFILE, RUBRIC, Table

Text = Callable[[str], str]
"""From a text of a sound file to what stands in its place; the same for the same, so that what refers still does."""


def whole(text: str) -> str:
    """The text with all that is hostile behind it."""
    return f"{text} {WHOLE}"


def turning(shift: int = 0) -> Text:
    """Each new text begins with the next piece, as of most only the beginning is shown; ``shift``: which is first."""
    pieces = list(PIECES.values())
    known: dict[str, str] = {}

    def text(given: str) -> str:
        n = len(known) + shift
        return known.setdefault(given, f"{pieces[n % len(pieces)]} {given} {pieces[(n + 1) % len(pieces)]}")

    return text


def is_free(spot: Spot) -> bool:
    """Whether a place takes any text at all: no id, no choice, no date."""
    bound = ("pattern", "enum", "const", "format")
    return spot.schema.get("type") == "string" and not any(name in spot.schema for name in bound)


def poisoned(table: Table, model: type[Record | Rubric | Profile], text: Text) -> Table:
    """The table of a file, every free text in it made hostile; what is open to anything gets hostile keys too."""
    made = copy.deepcopy(table)
    for spot in walk(model, table):
        if not spot.path:
            continue
        holder: Any = made
        for key in spot.path[:-1]:
            holder = holder[key]
        if is_free(spot):
            holder[spot.path[-1]] = text(spot.value)
        elif spot.schema.get("additionalProperties") is True:
            holder[spot.path[-1]] = _anything(spot.value, text)
    return made


def _anything(value: Any, text: Text) -> Any:
    if isinstance(value, dict):
        # An estimate is read by its keys; the hostile ones stand beside them.
        kept = {key: _anything(below, text) for key, below in value.items()}
        return kept | {text(key): below for key, below in kept.items()}
    if isinstance(value, list):
        return [_anything(below, text) for below in value]
    return text(value) if isinstance(value, str) else value


def record(table: Table, text: Text = whole) -> Record:
    """A sound record made hostile."""
    return Record.model_validate(poisoned(table, Record, text))


def own_rubrics(folder: Path, shipped: Path, text: Text = whole) -> Path:
    """A folder of rubrics and profiles of one's own, which replace all that come with the program: hostile words."""
    (folder / "profiles").mkdir(parents=True)
    for kind, files in ((Rubric, shipped.glob("*.toml")), (Profile, (shipped / "profiles").glob("*.toml"))):
        for file in files:
            if file.name != "switch.toml":
                table = poisoned(tomllib.loads(file.read_text("utf-8")), kind, text)
                (folder / file.relative_to(shipped)).write_bytes(tomli_w.dumps(table).encode())
    for made, kind, table in (("joy.toml", Rubric, RUBRIC), ("profiles/mine.toml", Profile, PROFILE)):
        (folder / made).write_bytes(tomli_w.dumps(poisoned(table, kind, text)).encode())
    return folder


def free_fields(model: type[BaseModel]) -> set[tuple[str, str]]:
    """Every field of a model, and of those in it, that takes any text: by its annotation, not by its schema."""
    found: set[tuple[str, str]] = set()
    waiting, seen = [model], {model}
    while waiting:
        now = waiting.pop()
        for name, field in now.model_fields.items():
            for leaf, bound in _leaves(field.annotation, list(field.metadata)):
                if isinstance(leaf, type) and issubclass(leaf, BaseModel) and leaf not in seen:
                    seen.add(leaf)
                    waiting.append(leaf)
                elif leaf in (str, Any) and not any(getattr(one, "pattern", None) for one in bound):
                    found.add((now.__name__, name))
    return found


def _leaves(annotation: Any, bound: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _leaves(inner[0], [*bound, *inner[1:]])
    elif origin is Literal:
        return
    elif inner:
        for one in inner:
            yield from _leaves(one, bound)
    else:
        yield annotation, bound


def held(value: Any, where: tuple[str, str] = ("", "")) -> Iterator[tuple[str, str, str]]:
    """Every text in a model with the model and the field that hold it, keys of open tables too."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from held(getattr(value, name), (type(value).__name__, name))
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from held(key, where)
            yield from held(below, where)
    elif isinstance(value, list):
        for below in value:
            yield from held(below, where)
    elif isinstance(value, str):
        yield (*where, value)
