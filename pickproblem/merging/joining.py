"""Versions of one thing joined into the least one that extends them all.

One version extends another where every field that is set in the smaller is equal, or itself extended, in the larger;
lists of entries are compared entry by entry. Whatever contradicts is noted as a `Clash`. As with the least upper
bound of any such order, it does not matter in which order versions are joined, nor how often.

With a base, from which all versions come, a value that only some of them changed is theirs; entries of lists are
never taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from pickproblem.document import Place
from pickproblem.language import _
from pickproblem.merging.clashes import Clash, Said
from pickproblem.merging.entries import KEYS, beyond, by_key, called, essence, is_frozen, same
from pickproblem.merging.order import common_order
from pickproblem.record import (
    Answer,
    Candidate,
    Commitment,
    KillCriterion,
    Note,
    Outcome,
    Session,
    Temptation,
    Weights,
    same_name,
)
from pickproblem.reviewing import in_words

_NO_BASE: Any = object()

Versions = Sequence[Said]


class Joining:
    """One going over of copies; ``clashes`` holds what contradicts."""

    def __init__(self) -> None:
        self.clashes: list[Clash] = []

    def joined(self, place: Place, versions: Versions, base: Any = _NO_BASE) -> Any:
        """The least value that extends all versions; where they clash, one of them."""
        there = _said(versions, place)
        if not there:
            return None
        first = there[0].value
        if len(there) == len(versions) and all(one.value is first or one.value == first for one in there):
            return first  # most of what copies share they share unchanged
        if isinstance(first, Weights) or any(type(one.value) is not type(first) for one in there):
            return self._leaf(place, self._changed(versions, base))
        if isinstance(first, list) and any(type(entry) in KEYS for one in there for entry in one.value):
            return self._entries(place, there, base)
        if isinstance(first, Answer):
            # Given as a whole: with a base, no half of a changed one goes back to what it was.
            return self._answer(place, _said(self._changed(versions, base), place))
        if isinstance(first, (BaseModel, dict)):
            return self._table(place, there if base is _NO_BASE else versions, base)
        return self._leaf(place, self._changed(versions, base))

    def strictly(self, place: Place, versions: Versions) -> Any:
        """The value of all versions, which may not differ at all; a table is named by the fields that do."""
        values = [one.value for one in versions]
        if all(same(values[0], value) for value in values):
            return min(values, key=repr)
        tables = [dict(value or ()) for value in values if value is None or isinstance(value, (BaseModel, dict))]
        if len(tables) < len(values):
            self._clash(place, versions)
            return values[0]
        before = len(self.clashes)
        for name in dict.fromkeys(name for table in tables for name in table):
            below = [Said(one.copy, table.get(name)) for one, table in zip(versions, tables, strict=True)]
            if len(_different(below)) > 1:
                self._clash((*place, name), below)
        if len(self.clashes) == before:
            self._clash(place, versions)  # an empty table here, none there
        return values[0]

    def _changed(self, versions: Versions, base: Any) -> Versions:
        changed = [one for one in versions if not same(one.value, base)] if base is not _NO_BASE else []
        return changed or versions

    def _table(self, place: Place, versions: Versions, base: Any) -> Any:
        there = [one.value for one in versions if one.value is not None]
        first = there[0]
        if isinstance(first, Outcome):
            versions = _with_one_day(versions)
        if is_frozen(base):
            base, versions = _NO_BASE, [one for one in versions if one.value is not None]
        if moment := _moment(first):
            made_at = [Said(one.copy, getattr(one.value, moment)) for one in versions]
            if len(_different(made_at)) > 1:
                # Two entries that happen to be called the same: one word on that, not one on each of their fields.
                self._clash((*place, moment), made_at)
                return first
        under = dict(base or ()) if type(base) is type(first) or base is None else {}
        tables = [(one.copy, dict(one.value or ())) for one in versions]
        made = {}
        for name in dict.fromkeys(name for _copy, table in tables for name in table):
            below = [Said(copy, table.get(name)) for copy, table in tables]
            made[name] = self._field(
                first, name, (*place, name), below, _NO_BASE if base is _NO_BASE else under.get(name)
            )
        if len(there) < len(versions) and all(value is None for value in made.values()):
            return None
        if isinstance(first, BaseModel):
            self._stay_frozen(place, [one for one in versions if one.value is not None])
            return first.model_copy(update=made)
        return {name: value for name, value in made.items() if value is not None}

    def _field(self, entry: Any, name: str, place: Place, versions: Versions, base: Any) -> Any:
        if isinstance(entry, Session) and name == "rater":
            return self._rater(place, versions)
        if isinstance(entry, Candidate) and name == "state":
            return self._state(place, versions, base)
        if isinstance(entry, Note) and name != "date":
            return self._lines(place, versions, base)
        return self.joined(place, versions, base)

    def _entries(self, place: Place, versions: Versions, base: Any) -> list[Any]:
        keyed = [(one.copy, by_key(one.value)) for one in versions]
        bases = {} if base in (None, _NO_BASE) else by_key(base)
        made = []
        for key in common_order([list(entries) for _copy, entries in keyed]):
            here = [Said(copy, entries[key]) for copy, entries in keyed if key in entries]
            under = _NO_BASE if base is _NO_BASE else bases.get(key)
            below = (*place, str(here[0].value.id) if hasattr(here[0].value, "id") else called(key))
            made.append(
                self._criterion(below, here)
                if isinstance(here[0].value, KillCriterion)
                else self.joined(below, here, under)
            )
        return made

    def _answer(self, place: Place, versions: Versions) -> Any:
        if len(_different(versions)) < 2:
            return versions[0].value if versions else None
        beliefs = [Said(one.copy, _("unknown") if one.value.unknown else one.value.level) for one in versions]
        if len(_different(beliefs)) > 1:
            self._clash((*place, "level"), beliefs)
            return versions[0].value
        return self._table(place, versions, _NO_BASE)

    def _rater(self, place: Place, versions: Versions) -> str:
        if len({same_name(one.value) for one in versions}) > 1:
            self._clash(place, versions)
        spelled: str = min(one.value for one in versions)
        return spelled

    def _state(self, place: Place, versions: Versions, base: Any) -> Any:
        # Every candidate begins open: any other state is what became of it.
        changed = self._changed(versions, base)
        return self._leaf(place, [one for one in changed if one.value != "open"] or changed)

    def _lines(self, place: Place, versions: Versions, base: Any) -> Any:
        # A note grows by lines (see `notebook`).
        there = [one for one in self._changed(versions, base) if one.value is not None]
        in_turn = sorted(there, key=lambda one: (len(one.value), one.value))
        if any(not _begins(longer.value, one.value) for one, longer in pairwise(in_turn)):
            self._clash(place, there)
        return in_turn[-1].value if in_turn else None

    def _criterion(self, place: Place, versions: Versions) -> KillCriterion:
        """A kill criterion: the one edited last, where the others are what it was before."""
        in_turn = sorted(versions, key=lambda one: (_edits(one.value), repr(one.value)))
        for one, later in pairwise(in_turn):
            if not _became(one.value, later.value):
                self._clash(place, [Said(each.copy, in_words(each.value)) for each in (one, later)])
                break
        met = [Said(one.copy, one.value.met) for one in versions]
        last: KillCriterion = in_turn[-1].value
        return last.model_copy(update={"met": self.joined((*place, "met"), met)})

    def _leaf(self, place: Place, versions: Versions) -> Any:
        there = _said(versions, place)
        if len(_different(there)) > 1:
            self._clash(place, there)
        return min((one.value for one in there), key=repr, default=None)

    def _stay_frozen(self, place: Place, versions: Versions) -> None:
        for frozen in [one for one in versions if is_frozen(one.value)]:
            stands = essence(frozen.value, frozen=True)
            for other in versions:
                for below, value in beyond(stands, essence(other.value, frozen=True)):
                    clash = Clash((*place, *below), (Said(frozen.copy, None), Said(other.copy, value)), frozen.copy)
                    if all(clash.place != known.place for known in self.clashes):
                        self.clashes.append(clash)

    def _clash(self, place: Place, versions: Versions) -> None:
        self.clashes.append(Clash(place, tuple(_different(sorted(versions, key=lambda one: one.copy)))))


def _moment(entry: Any) -> str | None:
    """The field that tells when an entry was made; None where it is none that is made once."""
    if isinstance(entry, Session):
        return "started"
    return "when" if isinstance(entry, (Commitment, Temptation)) else None


def _said(versions: Versions, place: Place) -> list[Said]:
    """The versions that say something; an empty list does where no other says more, and always that of GPUs."""
    there = [one for one in versions if one.value is not None]
    if place[-1:] == ("gpus",):
        return there
    return [one for one in there if one.value not in ([], {})] or there


def _with_one_day(versions: Versions) -> list[Said]:
    """Outcomes: where one holds a verdict, the day to look again has passed; else the latest day counts."""
    decided = any(one.value is not None and one.value.verdict is not None for one in versions)
    days = [one.value.until for one in versions if one.value is not None and one.value.until is not None]
    last = None if decided else max(days, default=None)
    return [
        one if one.value is None or one.value.verdict is not None
        else Said(one.copy, one.value.model_copy(update={"until": last}))
        for one in versions
    ]  # fmt: skip


def _different(versions: Versions) -> list[Said]:
    """Each value once, with the first copy that holds it."""
    found: list[Said] = []
    for one in versions:
        if not any(same(one.value, known.value) for known in found):
            found.append(one)
    return found


def _begins(longer: str, shorter: str) -> bool:
    return longer == shorter or not shorter or longer.startswith(f"{shorter}\n")


def _edits(one: KillCriterion) -> int:
    return len(one.was.split("\n")) if one.was is not None else 0


def _became(one: KillCriterion, later: KillCriterion) -> bool:
    known, more = _edits(one), _edits(later)
    if known == more:
        return same(one.model_copy(update={"met": None}), later.model_copy(update={"met": None}))
    lines = (later.was or "").split("\n")
    reasons = _begins(later.edit_reason or "", one.edit_reason or "")
    # One written by hand may say otherwise what it was before.
    stood = lines[known] == in_words(one) or not lines[known].startswith("if by ")
    return reasons and stood and "\n".join(lines[:known]) == (one.was or "")
