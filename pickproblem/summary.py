"""How far a record is, in a few words, as a list of records shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pickproblem import answers as views
from pickproblem import flow, rounds
from pickproblem.language import _, ngettext
from pickproblem.record import Record
from pickproblem.rubric import Library


@dataclass(frozen=True)
class Summary:
    """Where a record stands; ``words`` are not yet made safe to show."""

    kind: Literal["begun", "scoring", "result", "chosen"]
    words: str


def summary(record: Record, library: Library, rater: str) -> Summary:
    """Where the record stands for a rater: the choice, else the answers in progress, else what comes before."""
    session = views.open_session(record, rater)
    answered = ""
    if session is not None:
        done, total = flow.progress(record, library, session)
        answered = _("%(done)d of %(all)d answered") % {"done": done, "all": total}
    if record.commitment is not None:
        candidate = record.candidate(record.commitment.candidate)
        title = candidate.title if candidate is not None else record.commitment.candidate
        chosen = _("chosen: %(title)s") % {"title": title}
        return Summary("chosen", f"{answered}; {chosen}" if answered else chosen)
    if rounds.is_shared(record):
        names = rounds.raters(record)
        finished = sum(rounds.has_finished(record, name) for name in names)
        of = max(len(names), rounds.people(record))
        words = _("%(n)d of %(all)d have finished") % {"n": finished, "all": of}
        return Summary("result" if finished == of else "scoring", words)
    if answered:
        return Summary("scoring", answered)
    if views.result_seen(record):
        return Summary("result", _("result"))
    count = len(views.in_question(record))
    if count == 0:
        return Summary("begun", _("no candidates yet"))
    return Summary("begun", ngettext("%(n)d candidate", "%(n)d candidates", count) % {"n": count})
