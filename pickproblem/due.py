"""What comes due: the dates that a record holds, and which of them ask for something today. Pure.

Only what a person agreed to beforehand is due: reviews, forecasts and kill criteria of a commitment, the end of a
trial, the day to look at a parked idea again, the deadline; and, last of all, how old the last note is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from pickproblem import answers as views
from pickproblem import forecasting, notebook, temptation
from pickproblem.commitment import forecast_name
from pickproblem.language import _, ngettext
from pickproblem.record import Candidate, Commitment, KillCriterion, Record

Kind = Literal["deadline", "review", "kill", "premortem", "forecast", "trial", "parked", "note"]

KILL_NEAR = 14
"""Days before its date from which a kill criterion is shown (design): a week in which it can still be edited."""

TRIAL_NEAR = 3
"""Days before its end from which a trial is shown (design)."""

DEADLINE_NEAR = 28
"""Days before the deadline from which it is shown (design): as long as the text has for writing, a month."""

_AHEAD = {"kill": KILL_NEAR, "trial": TRIAL_NEAR, "deadline": DEADLINE_NEAR}


class Due(NamedTuple):
    """One date with what it is for; ``words`` are not yet made safe to show."""

    kind: Kind
    date: date
    words: str
    candidate: str | None = None
    """The candidate's id, None for the deadline of all."""
    entry: str | None = None
    """The id of the commitment or of the temptation."""
    part: str = ""
    """Which of the entry's: a forecast's id, or a place in a list, counted from 0."""
    origin: str | None = None
    """The id of the commitment that the entry carries on, where it does; see `forecasting`."""

    @property
    def key(self) -> str:
        """What stays the same of it when its date or its words change; unique within the record."""
        return "/".join((self.kind, self.origin or self.entry or "", self.part))


def dates(record: Record, *, cooling_off: int) -> list[Due]:
    """Every date of the record that is still to be answered, past ones too, sorted; for a calendar.

    ``cooling_off``: days, see `temptation.look_again`.
    """
    return sorted([*_deadline(record), *_committed(record), *_tempted(record, cooling_off)], key=_order)


def promised(record: Record, *, today: date) -> list[Due]:
    """Forecasts and kill criteria whose day has come and that are not answered, the oldest first."""
    come = [one for one in _committed(record) if one.kind in ("forecast", "kill") and one.date <= today]
    return [_with_day(one, today) for one in sorted(come, key=_order)]


def due(record: Record, *, today: date, cooling_off: int) -> list[Due]:
    """What asks for something today, the oldest first, the age of the last note at the end; see `dates`.

    What has come is due until it is answered: a review by a finished session of that kind, a forecast and a kill
    criterion by their outcome, a trial by whether its verdict was followed, a parked idea by another entry on it, a
    past deadline by a review. Kill criteria, trials and the deadline are shown some days before as well.
    """
    asked = [one for one in dates(record, cooling_off=cooling_off) if _asks(record, one, today)]
    # A review that was missed is made up for by the next.
    latest = {one.entry: one for one in asked if one.kind == "review"}
    shown = [one for one in asked if one.kind != "review" or latest[one.entry] == one]
    return [*(_with_day(one, today) for one in shown), *_note_age(record, today)]


def _asks(record: Record, one: Due, today: date) -> bool:
    days = (one.date - today).days
    if one.kind == "premortem":  # has no answer that could be missing, and would stay for good
        return False
    if one.kind == "deadline" and days < 0:
        return _committed_to(record) is not None and not _reviewed(record, one.date)
    if one.kind == "review" and _reviewed(record, one.date):
        return False
    return days <= _AHEAD.get(one.kind, 0)


def in_days(day: date, today: date) -> str:
    """How far off a day is: today, in 3 days, 12 days ago."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}


def brief(one: Due, *, today: date) -> str:
    """What asks for something, in the few words that a list of records has room for."""
    days = (one.date - today).days
    when = in_days(one.date, today)
    match one.kind:
        case "review":
            return _("review due")
        case "forecast":
            return _("forecast to resolve")
        case "parked":
            return _("idea to look at again")
        case "kill":
            return _("criterion %(when)s") % {"when": when} if days > 0 else _("criterion due")
        case "trial":
            return _("trial ends %(when)s") % {"when": when} if days >= 0 else _("trial over")
        case "deadline":
            return _("deadline %(when)s") % {"when": when}
        case "note":
            return ngettext("no note for %(n)d day", "no note for %(n)d days", -days) % {"n": -days}
        case "premortem":
            return _("assumption to test")


def _order(one: Due) -> tuple[date, str, str]:
    return one.date, one.kind, one.key


def _with_day(one: Due, today: date) -> Due:
    words = {"what": one.words, "when": in_days(one.date, today)}
    return one._replace(words=_("%(when)s: %(what)s") % words)


def _deadline(record: Record) -> Iterator[Due]:
    setting = record.setting
    if setting is not None and setting.deadline is not None:
        words = _("Deadline, %(venue)s") % {"venue": setting.venue} if setting.venue else _("Deadline")
        yield Due("deadline", setting.deadline, words)


def _committed(record: Record) -> Iterator[Due]:
    standing = {one.candidate: one for one in record.commitments}
    known = {candidate.id: candidate for candidate in record.candidates}
    origins = forecasting.origins(record)
    for one in record.commitments:
        candidate = known.get(one.candidate)
        if candidate is None:
            continue
        if standing[one.candidate] is one and candidate.state in ("open", "chosen"):
            first = origins[one.id]
            origin = None if first is one else first.id
            yield from (each._replace(origin=origin) for each in _to_watch(one, candidate.title))
        for forecast in one.forecasts or []:
            if forecast.resolve is not None and forecast.outcome is None:
                said = {"title": candidate.title, "forecast": forecast_name(forecast.id)}
                words = _("Forecast for “%(title)s”, to be resolved: %(forecast)s") % said
                yield Due("forecast", forecast.resolve, words, one.candidate, one.id, forecast.id)


def _to_watch(one: Commitment, title: str) -> Iterator[Due]:
    for n, day in enumerate(one.reviews or []):
        yield Due("review", day, _("Review of “%(title)s”") % {"title": title}, one.candidate, one.id, str(n))
    for n, criterion in enumerate(one.kill_criteria):
        if criterion.met is None:
            yield Due("kill", criterion.by, _criterion(criterion, title), one.candidate, one.id, str(n))
    for n, item in enumerate(one.premortem or []):
        if item.test_by is not None:
            said = {"title": title, "assumption": item.assumption or item.cause}
            words = _("To be tested for “%(title)s”: %(assumption)s") % said
            yield Due("premortem", item.test_by, words, one.candidate, one.id, str(n))


def _criterion(criterion: KillCriterion, title: str) -> str:
    said = {"title": title, "unless": criterion.unless or "–", "then": criterion.then}
    if criterion.then is None:
        return _("Kill criterion of “%(title)s”: %(unless)s") % said
    return _("Kill criterion of “%(title)s”: %(unless)s; else %(then)s") % said


def _tempted(record: Record, cooling_off: int) -> Iterator[Due]:
    last = {one.newcomer: one for one in record.temptations}
    known = {candidate.id: candidate for candidate in record.candidates}
    for one in last.values():
        newcomer = known.get(one.newcomer)
        outcome = one.outcome
        day = temptation.look_again(one, cooling_off)
        if newcomer is None or day is None or newcomer.state in ("chosen", "closed"):
            continue
        title = {"title": newcomer.title}
        if outcome is None or outcome.verdict != "trial":
            yield Due("parked", day, _("Look again at “%(title)s”") % title, one.newcomer, one.id)
        elif outcome.followed is None:
            yield Due("trial", day, _("End of the trial of “%(title)s”") % title, one.newcomer, one.id)


def _reviewed(record: Record, since: date) -> bool:
    return any(
        views.is_review(session) and session.finished is not None and session.finished.date() >= since
        for session in record.sessions
    )


def _committed_to(record: Record) -> Candidate | None:
    candidate = record.candidate(record.commitment.candidate) if record.commitment is not None else None
    return candidate if candidate is not None and candidate.state in ("open", "chosen") else None


def _note_age(record: Record, today: date) -> Iterator[Due]:
    candidate = _committed_to(record)
    if candidate is None or record.commitment is None:
        return
    noted = notebook.last_note(candidate)
    day = noted or forecasting.chosen(record, record.commitment).date()
    if day >= today:
        return
    said = {"title": candidate.title, "when": in_days(day, today)}
    words = _("Last note on “%(title)s”: %(when)s") if noted else _("No note on “%(title)s” yet, chosen %(when)s")
    yield Due("note", day, words % said, candidate.id)
