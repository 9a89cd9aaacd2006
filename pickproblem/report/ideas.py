"""Newer ideas beside a project in words: when each was parked, what was advised and done, what may be done now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pickproblem import temptation
from pickproblem.due import in_days
from pickproblem.language import N_, _
from pickproblem.record import Candidate, Record, State, Temptation
from pickproblem.report import parking
from pickproblem.switching.ideas import Act
from pickproblem.switching.thresholds import Thresholds
from pickproblem.text import safe

VERDICTS = {
    "branch": N_("a branch of the work"),
    "stop": N_("stop"),
    "trial": N_("trial"),
    "wait": N_("wait"),
    "switch": N_("switch"),
    "stay": N_("stay"),
}


class Idea(NamedTuple):
    """A newer idea: when it was parked, when to look again, whether a verdict stands."""

    candidate: str
    """Its id as a candidate."""
    state: State
    title: str
    said: str
    entry: str | None
    """The last entry about it, where there is one."""


ACTS: dict[Act, str] = {
    "verdict": N_("See the verdict and what it rests on"),
    "compare": N_("Hold it against the project"),
    "weigh": N_("Hold it against the project, as new"),
    "day": N_("Look again on another day"),
    "open": N_("Take it up: a candidate again, scored with the others"),
    "park": N_("Park it: out of the race, and kept"),
    "drop": N_("Drop it, with a line of why"),
}
"""What may be done about an idea; to be translated when it is shown."""


def ideas(record: Record, today: date, thresholds: Thresholds) -> list[Idea]:
    """The ideas beside the project: those that came as a temptation, the latest first; then what else is parked."""
    last: dict[str, Temptation] = {one.newcomer: one for one in record.temptations}
    cooling_off = thresholds.cooling_off.normal.value
    found = []
    for one in sorted(last.values(), key=lambda one: one.when, reverse=True):
        candidate = record.candidate(one.newcomer)
        if candidate is not None:
            said = " ".join([*_tempted(record, one, today, cooling_off), *_left(candidate)])
            found.append(Idea(candidate.id, candidate.state, safe(candidate.title), said, one.id))
    found += [
        Idea(one.id, one.state, safe(one.title), _("Parked."), None)
        for one in record.candidates
        if one.state == "parked" and one.id not in last
    ]
    return found


def _left(candidate: Candidate) -> Iterator[str]:
    """What has become of an idea that is parked no more."""
    if candidate.state == "closed":
        lines = [note.insight for note in candidate.notes or [] if note.insight]
        yield safe(lines[-1].split("\n")[-1]) if lines else _("Closed.")
    elif candidate.state == "open":
        yield _("It is a candidate again.")
    elif candidate.state == "chosen":
        yield _("It was chosen.")


def _tempted(record: Record, one: Temptation, today: date, cooling_off: int) -> Iterator[str]:
    parked = {"day": one.when.date(), "ago": in_days(one.when.date(), today)}
    yield _("Parked on %(day)s, %(ago)s.") % parked
    if one.trigger is not None:
        yield _("What happened: %(trigger)s.") % {"trigger": parking.trigger(one.trigger)}
    outcome = one.outcome
    if outcome is None or outcome.verdict is None:
        yield _("No verdict yet.")
    else:
        words = {"verdict": _(VERDICTS[outcome.verdict])}
        if outcome.followed is None:
            yield _("Verdict: %(verdict)s.") % words
        elif outcome.followed:
            yield _("Verdict: %(verdict)s; followed.") % words
        else:
            yield _("Verdict: %(verdict)s; overruled: “%(reason)s”.") % {
                **words,
                "reason": safe(outcome.reason or "–"),
            }
    day = temptation.look_again(one, cooling_off)
    candidate = record.candidate(one.newcomer)
    if day is not None and candidate is not None and candidate.state not in ("chosen", "closed"):
        yield _("Look again on %(day)s, %(when)s.") % {"day": day, "when": in_days(day, today)}
