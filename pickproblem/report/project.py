"""A project behind a commitment in words: what is due and what to do about it, what was promised, how time went.

From a record to rows and sentences in the language spoken now; texts of the record are made safe to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pickproblem import answers as views
from pickproblem import due, forecasting, review
from pickproblem.commitment import forecast_name
from pickproblem.due import Due, in_days
from pickproblem.language import N_, _, ngettext
from pickproblem.notebook import Ended
from pickproblem.record import Candidate, Commitment, Forecast, KillCriterion, Record, Stint
from pickproblem.report import charts
from pickproblem.switching.thresholds import Thresholds
from pickproblem.text import safe

ENDED = {
    "delivered": N_("delivered"),
    "dead-end": N_("a dead end"),
    "interest-gone": N_("interest is gone"),
    "left-for-newer": N_("left for something newer"),
    "outside-cause": N_("a cause from outside"),
}
"""How a stretch of work ended; to be translated when it is shown."""

STANDS: tuple[tuple[Ended | None, str], ...] = (
    (None, N_("I am on it")),
    ("delivered", N_("It is delivered")),
    ("dead-end", N_("It is a dead end")),
    ("interest-gone", N_("My interest in it is gone")),
    ("left-for-newer", N_("I left it for something newer")),
    ("outside-cause", N_("Something from outside ended it")),
)
"""How a project may stand by now, and how its work ended with it; to be translated when it is shown."""

DEAD_END = {
    "known_result_reproduced": N_("reproduced in the same code: which run?"),
    "failed_in_easiest_setting": N_("failed where it had to work: where?"),
    "planned_variants_tried": N_("all that were planned: where written?"),
    "no_sign_of_life": N_("in none of them: which runs?"),
    "second_reader_agrees": N_("who agrees, or you after %(hours)d hours"),
}
"""The checks of a dead end, each asking for its evidence; to be translated when they are shown, see `dead_end`."""

DEAD_END_SHORT = {
    "known_result_reproduced": N_("Known result"),
    "failed_in_easiest_setting": N_("Easiest setting"),
    "planned_variants_tried": N_("Variants"),
    "no_sign_of_life": N_("No sign of life"),
    "second_reader_agrees": N_("Second reader"),
}
"""The same in a word or two."""


def resolved(forecast: Forecast, happened: bool) -> str:
    """Whether a forecast came true, with the chance that was said beforehand."""
    chance = {"chance": charts.percent(float(forecast.p))}
    if happened:
        return _("It came true; you had said %(chance)s.") % chance
    return _("It did not come true; you had said %(chance)s.") % chance


def dead_end(check: str, thresholds: Thresholds) -> str:
    """What a check of a dead end asks for."""
    return _(DEAD_END[check]) % {"hours": thresholds.stop.second_look_hours.value}


ENTER = "Enter"
Key = str
"""The key on the screen that does something about it."""


class Row(NamedTuple):
    """One date: what it is about, what to do and by which key; ``now`` where it asks for something today."""

    due: Due
    when: str
    what: str
    todo: str
    key: Key
    now: bool


class Promise(NamedTuple):
    """One thing said beforehand: its day, what it is, and how it stands."""

    day: date | None
    what: str
    state: str
    answered: bool


def chosen(record: Record, commitment: Commitment, today: date) -> list[str]:
    """When and why it was chosen, and how long ago that is."""
    day = forecasting.chosen(record, commitment).date()
    weeks = max((today - day).days, 0) // 7 + 1
    said = [
        _("Chosen on %(day)s, %(ago)s: week %(week)d.") % {"day": day, "ago": in_days(day, today), "week": weeks}
        if day < today
        else _("Chosen on %(day)s.") % {"day": day}
    ]
    if commitment.reason:
        said.append(_("Why: %(reason)s") % {"reason": safe(commitment.reason)})
    if commitment.why_not_first:
        said.append(_("Why not the computed first: %(reason)s") % {"reason": safe(commitment.why_not_first)})
    return said


def rows(record: Record, today: date, thresholds: Thresholds) -> list[Row]:
    """What is due, the oldest first, the age of the last note behind it; then the dates that lie ahead."""
    cooling_off = thresholds.cooling_off.normal.value
    asked = due.due(record, today=today, cooling_off=cooling_off)
    keys = {one.key for one in asked}
    dates = due.dates(record, cooling_off=cooling_off)
    ahead = [one for one in dates if one.key not in keys and one.date >= today]
    frozen_days = thresholds.commitment.frozen_days.value
    return [
        *(_row(record, one, today, frozen_days, now=True) for one in asked),
        *(_row(record, one, today, frozen_days) for one in ahead),
    ]


def _row(record: Record, one: Due, today: date, frozen_days: int, *, now: bool = False) -> Row:
    key, todo = _todo(one, today, frozen_days)
    return Row(one, in_days(one.date, today), _what(record, one), todo, key, now)


def _what(record: Record, one: Due) -> str:
    """What it is about, without the project's own title, which stands above."""
    found = next((each for each in record.commitments if each.id == one.entry), None)
    candidate = record.candidate(one.candidate) if one.candidate is not None else None
    title = safe(candidate.title) if candidate is not None else ""
    match one.kind:
        case "review":
            return _("Review")
        case "note":
            return _("The last note")
        case "kill" if found is not None:
            return _("Criterion: %(unless)s") % {"unless": safe(found.kill_criteria[int(one.part)].unless or "–")}
        case "forecast":
            return _("Forecast: %(forecast)s") % {"forecast": forecast_name(one.part)}
        case "premortem" if found is not None and found.premortem:
            item = found.premortem[int(one.part)]
            return _("To be tested: %(assumption)s") % {"assumption": safe(item.assumption or item.cause)}
        case "parked":
            return _("Parked: %(title)s") % {"title": title}
        case "trial":
            return _("Trial of: %(title)s") % {"title": title}
        case _:
            return safe(one.words)


def _todo(one: Due, today: date, frozen_days: int) -> tuple[Key, str]:
    match one.kind:
        case "review":
            return "r", _("Say what happened, score again without the old answers, see old against new.")
        case "forecast":
            if one.date > today:
                return "", _("On that day you say whether it came true.")
            return ENTER, _("Say whether it came true.")
        case "kill":
            if one.date <= today:
                return "k", _("Say whether it is there; if it is not, do what you wrote down.")
            if (one.date - today).days <= frozen_days:
                words = _("It can no longer be changed: it is %(days)d days or less to its date.")
                return "k", words % {"days": frozen_days}
            return "k", _("Say that it is there, or change it with a reason while there is time.")
        case "trial":
            return ENTER, _("Say what came of the trial; the default is back to the project.")
        case "parked":
            return ENTER, _("Hold it against the project, both scored without the old answers.")
        case "note":
            return "n", _("Four lines: what came out, what you understood, what you built, what is next.")
        case "premortem":
            return "n", _("Test it, and note what came out.")
        case "deadline":
            return ("r", _("Look back on it.")) if one.date < today else ("", _("The day it has to be handed in."))


def marks(record: Record, commitment: Commitment, thresholds: Thresholds) -> list[charts.CourseMark]:
    """Marks for `charts.course`: from the day of the choice to the last date of the record."""
    started = forecasting.chosen(record, commitment).date()
    found = [charts.CourseMark("start", started)]
    for criterion in commitment.kill_criteria:
        if criterion.met is not None:
            found.append(charts.CourseMark("done", criterion.by))
    for forecast in forecasting.all_of(record, commitment):
        if forecast.resolve is not None and forecast.outcome is not None:
            found.append(charts.CourseMark("done", forecast.resolve))
    for one in due.dates(record, cooling_off=thresholds.cooling_off.normal.value):
        if one.kind == "note" or one.kind == "premortem" or one.date < started:
            continue
        done = one.kind == "review" and was_reviewed(record, one.date)
        found.append(charts.CourseMark("done" if done else one.kind, one.date))
    return found


def was_reviewed(record: Record, day: date) -> bool:
    """Whether a review was finished on that day or later."""
    return any(
        views.is_review(session) and session.finished is not None and session.finished.date() >= day
        for session in record.sessions
    )


# --- what was promised


def criteria(commitment: Commitment, today: date) -> list[Promise]:
    """The kill criteria with how they stand."""
    return [_criterion(one, today) for one in commitment.kill_criteria]


def _criterion(one: KillCriterion, today: date) -> Promise:
    words = {"unless": safe(one.unless or "–"), "then": safe(one.then or "–")}
    what = _("%(unless)s; else: %(then)s") % words if one.then else words["unless"]
    if one.met is None:
        state = _open(one.by, today)
    else:
        state = _("not there: its act is due") if one.met else _("it is there")
    if one.edit_reason:
        last = safe(one.edit_reason.split("\n")[-1])
        what += " " + _("(changed: %(reason)s)") % {"reason": last}
    return Promise(one.by, what, state, one.met is not None)


def _open(day: date, today: date) -> str:
    """How far off something is that is not answered; that it waits, once its day has come."""
    when = in_days(day, today)
    return when if day > today else _("%(when)s, open") % {"when": when}


def forecasts(record: Record, commitment: Commitment, today: date) -> list[Promise]:
    """The forecasts on the project with the chance that was said, and what came of them; later ones too."""
    return [_forecast(one, today) for one in forecasting.all_of(record, commitment)]


def _forecast(one: Forecast, today: date) -> Promise:
    what = f"{charts.percent(float(one.p))}  {forecast_name(one.id)}"
    if one.outcome is None:
        return Promise(one.resolve, what, _open(one.resolve, today) if one.resolve else "", answered=False)
    return Promise(one.resolve, what, _("came true") if one.outcome else _("did not come true"), answered=True)


def beforehand(commitment: Commitment, today: date) -> list[Promise]:
    """The ways it could fail, with the day on which each is tested."""
    return [
        Promise(
            one.test_by,
            safe(f"{one.cause}: {one.assumption}" if one.assumption else one.cause),
            in_days(one.test_by, today) if one.test_by else "",
            answered=False,
        )
        for one in commitment.premortem or []
    ]


def reviews(record: Record, commitment: Commitment, today: date) -> list[Promise]:
    """The days to look again, and which are done."""
    return [
        Promise(day, _("review"), _("done") if was_reviewed(record, day) else _open(day, today), False)
        for day in commitment.reviews or []
    ]


# --- the notebook


FIELDS = (
    ("result", N_("Result")),
    ("insight", N_("Insight")),
    ("code", N_("Code")),
    ("next", N_("Next")),
)
"""The four lines of a note."""


def note_lines(candidate: Candidate, today: date, days: int = review.NOTES_DAYS) -> Iterator[tuple[str, str, str]]:
    """The notes of the last days, the newest first: day, what the line is, the line; the day only at its first."""
    for note in review.recent_notes(candidate, today, days):
        day = note.date.isoformat()
        for field, name in FIELDS:
            for line in (getattr(note, field) or "").split("\n"):
                if line.strip():
                    yield day, _(name), safe(line)
                    day = ""


# --- time


def stints(candidate: Candidate) -> list[str]:
    """Every stretch of work, the latest first."""
    return [_stint(one) for one in sorted(candidate.stints or [], key=lambda one: one.from_, reverse=True)]


def _stint(one: Stint) -> str:
    span = _("%(first)s – %(last)s") if one.to is not None else _("%(first)s – goes on")
    parts = [span % {"first": one.from_, "last": one.to}]
    if one.hours is not None:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", int(one.hours)) % {"n": f"{one.hours:g}"})
    elif one.days is not None:
        parts.append(ngettext("%(n)s day", "%(n)s days", int(one.days)) % {"n": f"{one.days:g}"})
    elif one.repository is not None:
        parts.append(_("days with commits in %(place)s") % {"place": safe(one.repository)})
    if one.side:
        parts.append(_("beside the main work"))
    if one.ended is not None:
        parts.append(_(ENDED[one.ended]))
    if one.into:
        parts.append(safe(one.into))
    return " · ".join(parts)
