"""What an entry of a record is: the same as which in another copy, frozen or not, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from pydantic import BaseModel

from pickproblem.document import Place
from pickproblem.language import _
from pickproblem.record import (
    Answer,
    Candidate,
    Commitment,
    Forecast,
    KillCriterion,
    Note,
    Outcome,
    Session,
    Stint,
    Temptation,
    same_name,
)

KEYS: dict[type, Callable[[Any], Hashable]] = {
    Candidate: lambda one: one.id,
    Session: lambda one: same_name(one.id),
    Commitment: lambda one: same_name(one.id),
    Temptation: lambda one: same_name(one.id),
    Forecast: lambda one: one.id,
    Note: lambda one: one.date,
    Stint: lambda one: one.from_,
    KillCriterion: lambda _one: "",  # told by where they stand
}
"""By what an entry of a list is the same in another copy; entries with the same key are told by their turn."""

FILLABLE: dict[type, tuple[str, ...]] = {
    Commitment: ("reason",),
    Forecast: ("outcome",),
    Outcome: ("followed", "reason"),
}
"""What may still be filled in where an entry is frozen; kill criteria have a rule of their own."""


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same; a NaN is the same as another."""
    return one is other or bool(one == other) or repr(one) == repr(other)


def is_frozen(entry: Any) -> bool:
    """Whether an entry may no longer change, but for what is still empty."""
    if isinstance(entry, Session):
        return entry.finished is not None
    if isinstance(entry, Temptation):
        return entry.outcome is not None and entry.outcome.verdict is not None
    return isinstance(entry, Commitment)


def by_key(entries: Sequence[Any]) -> dict[tuple[Hashable, int], Any]:
    """The entries of a list by their key and, among those of one key, their turn."""
    found: dict[tuple[Hashable, int], Any] = {}
    turns: dict[Hashable, int] = {}
    for entry in entries:
        key = KEYS[type(entry)](entry)
        found[key, turns.get(key, 0)] = entry
        turns[key] = turns.get(key, 0) + 1
    return found


def called(key: tuple[Hashable, int]) -> str | int:
    """A key as it stands in the place of a clash."""
    name, turn = key
    return str(name) if name != "" else turn


def essence(value: Any, *, frozen: bool = False) -> Any:
    """What a value says, so that two can be compared: entries by key in place of their order, nothing that is empty.

    ``frozen``: without what may still be filled in a frozen entry.
    """
    if frozen and isinstance(value, KillCriterion):
        return _("a kill criterion")  # that it is there; what may be edited in it is looked at by itself
    if isinstance(value, BaseModel):
        table = dict(value)
        if frozen and isinstance(value, Outcome) and value.verdict is None:
            table["until"] = None
        for name in FILLABLE.get(type(value), ()) if frozen else ():
            del table[name]
        if isinstance(value, Answer) and value.unknown:
            table |= {"level": "unknown", "unknown": None}
        if isinstance(value, Session):
            table["rater"] = same_name(value.rater)
        return _said_in(table, frozen)
    if isinstance(value, dict):
        return _said_in(value, frozen)
    if isinstance(value, list) and any(type(entry) in KEYS for entry in value):
        return {called(key): essence(entry, frozen=frozen) for key, entry in by_key(value).items()}
    return value


def _said_in(table: dict[str, Any], frozen: bool) -> dict[str, Any]:
    said = {name: essence(below, frozen=frozen) for name, below in table.items() if below is not None}
    return {name: below for name, below in said.items() if below not in ([], {}) or name == "gpus"}


def beyond(stands: Any, other: Any) -> list[tuple[Place, Any]]:
    """Where another version of a frozen entry has something that it has not; differing values clash elsewhere."""
    if not (isinstance(stands, dict) and isinstance(other, dict)):
        return []
    found: list[tuple[Place, Any]] = []
    for name, value in other.items():
        if name not in stands:
            found.append(((name,), value))
        else:
            found += [((name, *below), more) for below, more in beyond(stands[name], value)]
    return found
