"""What keeps copies from being one record: each contradiction with its place and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import BaseModel

from pickproblem import document
from pickproblem.document import Place
from pickproblem.language import _

SETTLED = ("profile", "setting", "weights", "extra")
"""What belongs to the decision as a whole: where copies differ in it, a person says whose stands."""


class Said(NamedTuple):
    """What one of the copies holds at a place; None: nothing."""

    copy: int
    value: Any


class Clash(NamedTuple):
    """A place where copies contradict each other, each value once, with the first copy that holds it.

    ``frozen``: the copy in which the entry is finished, so that nothing more may be added to it; None where that is
    not the matter.
    """

    place: Place
    said: tuple[Said, ...]
    frozen: int | None = None

    @property
    def settled(self) -> bool:
        """Whether it is settled by saying whose stands."""
        return self.place[0] in SETTLED

    def told(self, names: Sequence[str]) -> str:
        """The clash as one line; ``names``: the copies as they are to be called."""
        where = document.path(self.place)
        values = ", ".join(
            _("%(value)s in %(copy)s") % {"value": _shown(one.value), "copy": names[one.copy]} for one in self.said
        )
        line = _("%(place)s: %(values)s") % {"place": where, "values": values}
        if self.frozen is not None:
            line += "; " + _("in %(copy)s it is finished and stays as it is") % {"copy": names[self.frozen]}
        elif self.place[-1] in ("started", "when"):
            line += "; " + _("these are two of one id: give one of them another id in its file")
        return line


def _shown(value: Any) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(one, (str, int, float, date)) for one in value):
        return document.shown(", ".join(str(one) for one in value[:50]))
    if isinstance(value, BaseModel):
        return _("a table")
    return document.shown(value)
