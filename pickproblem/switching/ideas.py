"""An idea kept beside a project: what may be done about it. Pure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pickproblem import edits, notebook, temptation
from pickproblem.language import _
from pickproblem.record import Record, Temptation
from pickproblem.switching import steps

Act = Literal["verdict", "compare", "weigh", "day", "open", "park", "drop"]
"""See its verdict, go on comparing, compare it as new, set the day to look again, take it up, park it, drop it."""


def acts(record: Record, candidate: str, entry: Temptation | None) -> list[Act]:
    """What may be done about a candidate, the likeliest first. ``entry``: the last one about it.

    Raises Refused where there is no such candidate.
    """
    state = edits.known_candidate(record, candidate).state
    looks: list[Act] = []
    if entry is not None:
        looks.append("verdict" if temptation.is_frozen(entry) else "compare")
    if state == "closed":
        return [*looks, "open", "park"]
    if state != "parked":
        return [*looks, "park"] if state == "open" else looks
    if entry is None or steps.can_be_weighed_anew(record, entry):
        looks = ["weigh", *looks]
    if entry is not None and not temptation.is_frozen(entry):
        looks.append("day")
    return [*looks, "open", "drop"]


def dropped(record: Record, candidate: str, today: date, why: str) -> Record:
    """The record with an idea closed, and a line of why in its notes. Raises Refused."""
    noted = notebook.add_note(record, candidate, today, insight=_("Dropped: %(why)s") % {"why": why})
    return edits.set_state(noted, candidate, "closed")
