"""What a decision about a newer idea does to the record: who is worked on, what becomes of the other. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pickproblem import edits, notebook, temptation
from pickproblem.language import _
from pickproblem.notebook import Ended
from pickproblem.record import Record, Temptation, Verdict
from pickproblem.switching.thresholds import Thresholds
from pickproblem.switching.verdict import Why

if TYPE_CHECKING:
    from pickproblem.switching.advice import Examined

_ENDED: dict[Why, Ended] = {
    "kill-criterion": "dead-end",
    "dead-end": "dead-end",
    "exit-scooped": "outside-cause",
    "exit-outside-cause": "outside-cause",
    "interest-gone": "interest-gone",
}

OTHERWISE: dict[Verdict, tuple[Verdict, ...]] = {
    "branch": ("stay", "switch"),
    "stop": ("stay",),
    "trial": ("stay", "switch"),
    "wait": ("trial", "switch"),
    "switch": ("stay",),
    "stay": ("trial", "switch"),
}
"""What a person may do instead of each verdict."""


def decided(
    record: Record,
    found: Examined,
    act: Verdict,
    rater: str,
    when: datetime,
    *,
    until: date | None = None,
    success_sign: str | None = None,
    reason: str | None = None,
) -> Record:
    """The record with the outcome of an entry, which holds what was advised, and what follows from what is done.

    ``act``: what is done; where it is not what was advised, ``reason`` says why. Raises Refused.
    """
    entry, advice, today = temptation.entry(record, found.entry.id), found.advice, when.date()
    # Whether a trial was kept to is said at its end.
    followed = None if act == advice.verdict == "trial" else reason is None
    outcome = temptation.decide(
        record,
        entry.id,
        advice.verdict,
        today,
        until=until,
        success_sign=success_sign,
        followed=followed,
        reason=reason,
    )
    after = done(outcome, entry, act, today, advice.why)
    return choose_anew(after, rater, when) if act == "stop" else after


def trial_until(found: Examined, today: date, thresholds: Thresholds) -> date:
    """The last day proposed for a trial: the one advised, else after the weeks of the side budget."""
    advised = found.advice.until if found.advice.verdict == "trial" else None
    return advised or today + timedelta(weeks=thresholds.trial.side_weeks.value)


def look_again(found: Examined, act: Verdict, today: date, thresholds: Thresholds, *, overruled: bool) -> date | None:
    """The day that is kept with an act other than a trial: on which to look at the newer one again.

    The one advised; where that was overruled, a review from today where the newer one stays parked.
    """
    if not overruled:
        return found.advice.until
    # A trial that is overruled never begins: with a day it would be one that goes on.
    if act != "stay" or found.advice.verdict == "trial":
        return None
    return today + timedelta(days=thresholds.stay.review_days.value)


def done(record: Record, entry: Temptation, act: Verdict, today: date, why: Why | None = None) -> Record:
    """The record with what follows from going on in this way; a trial, a wait and staying leave all as it is.

    A branch notes the newcomer as what is next of the current one, and closes it as an idea of its own. A stop ends
    the current one and its stretch of work for what ended it, and opens the newcomer. A switch parks the current one,
    its stretch of work ended as left for something newer, and opens the newcomer.
    """
    if act == "branch":
        newcomer = record.candidate(entry.newcomer)
        title = newcomer.title if newcomer is not None else entry.newcomer
        noted = _("Variant to try: %(title)s") % {"title": title}
        record = notebook.add_note(record, entry.current, today, next=noted)
        return edits.set_state(record, entry.newcomer, "closed")
    if act == "stop":
        record = _ended(record, entry, today, _ENDED[why] if why is not None else "outside-cause")
        record = edits.set_state(record, entry.current, "closed")
        return edits.set_state(record, entry.newcomer, "open")
    if act == "switch":
        record = _ended(record, entry, today, "left-for-newer")
        record = edits.set_state(record, entry.current, "parked")
        return edits.set_state(record, entry.newcomer, "open")
    return record


def choose_anew(record: Record, rater: str, when: datetime) -> Record:
    """The record with a new start session, in which all that is open is scored once more."""
    return edits.begin_session(record, rater, "start", when)[0]


def _ended(record: Record, entry: Temptation, today: date, ended: Ended) -> Record:
    current = record.candidate(entry.current)
    going_on = notebook.open_stint(current) if current is not None else None
    if going_on is None or going_on.from_ > today:
        return record
    evidence = entry.dead_end if ended == "dead-end" else None
    return notebook.end_stint(record, entry.current, today, ended, evidence=evidence)
