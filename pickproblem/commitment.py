"""From what a person types to a commitment: a choice, a date, a kill criterion, and as much more as they like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pickproblem import edits
from pickproblem.errors import Refused
from pickproblem.facts import FIELDS
from pickproblem.language import N_, _
from pickproblem.record import Commitment, Forecast, KillCriterion, PremortemItem, Record
from pickproblem.text import safe

USUAL_WEEKS = 13
"""The date proposed where no deadline is set: about three months off, as the second text has it (seed)."""

MOST_DIGITS = 9
"""A number of variants longer than this is a slip of the hand."""

FORECASTS = (
    ("deliverable-by-date", N_("The deliverable exists by that date")),
    ("sign-of-life-4-weeks", N_("A first sign that it works within four weeks")),
    ("scooped", N_("The same result appears elsewhere first")),
    ("would-choose-again-week-8", N_("I would choose this again in week 8")),
)
"""Forecasts that are asked of everyone, by id."""


def forecast_name(id: str) -> str:
    """What a forecast says; one of one's own says it in its id."""
    return next((_(words) for known, words in FORECASTS if known == id), safe(id).replace("-", " "))


@dataclass
class PremortemDraft:
    """One way it could fail, as typed."""

    cause: str = ""
    assumption: str = ""
    test_by: str = ""


@dataclass
class Draft:
    """The form as it stands; every value as typed."""

    candidate: str = ""
    by: str = ""
    unless: str = ""
    then: str = ""
    reason: str = ""
    why_not_first: str = ""
    planned_variants: str = ""
    forecasts: dict[str, str] = field(default_factory=dict)
    """Chances in percent, by the forecast's id."""
    premortem: list[PremortemDraft] = field(default_factory=list)
    reviews: str = ""
    """Dates, parted by commas."""


def parse_date(text: str, today: date) -> date:
    """`2027-03-01`, weeks from today as `+13w`, or whatever else a deadline may be written as. Raises Refused."""
    try:
        day: date | None = FIELDS["deadline"].parse(text, today=today)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise Refused(_("%(text)s is no date; write 2027-03-01, or +13w") % {"text": safe(text.strip()) or "–"})
    return day


def proposed_date(record: Record, today: date) -> date:
    """The deadline where it lies ahead, else thirteen weeks from today."""
    deadline = record.setting.deadline if record.setting else None
    return deadline if deadline is not None and deadline > today else today + timedelta(weeks=USUAL_WEEKS)


def proposed_reviews(today: date, by: date, weeks: Sequence[int]) -> list[date]:
    """The days so many weeks from today, those that lie before the date; where none does, that date."""
    days = [today + timedelta(weeks=each) for each in weeks]
    return [day for day in days if day <= by] or [by]


def percent(text: str) -> float:
    """A chance typed in percent, on 0..1. Raises Refused for what is none, and for what is certain."""
    try:
        chance = float(text.strip().removesuffix("%").replace(",", "."))
    except ValueError:
        raise Refused(_("%(text)s is no chance; write percent, 1 to 99") % {"text": safe(text.strip())}) from None
    if not 1 <= chance <= 99:
        raise Refused(_("A chance is 1 to 99 percent: nothing is certain beforehand"))
    return round(chance / 100, 4)


def _resolve_days(today: date, by: date) -> dict[str, date]:
    return {
        "deliverable-by-date": by,
        "sign-of-life-4-weeks": today + timedelta(weeks=4),
        "scooped": by,
        "would-choose-again-week-8": today + timedelta(weeks=8),
    }


def check(draft: Draft, today: date, first: str | None) -> dict[str, str]:
    """What is wrong with the form, by field; empty when it can be written.

    ``first``: the computed first. Choosing another takes a line of why.
    """
    wrong: dict[str, str] = {}
    if not draft.candidate:
        wrong["candidate"] = _("Choose one.")
    if not draft.unless.strip():
        wrong["unless"] = _("One kill criterion is needed: what must be there by that date?")
    if draft.candidate and first is not None and draft.candidate != first and not draft.why_not_first.strip():
        wrong["why_not_first"] = _("Another one came first: one line on why this one.")
    try:
        if parse_date(draft.by, today) <= today:
            wrong["by"] = _("The date must lie ahead.")
    except Refused as error:
        wrong["by"] = str(error)
    for id, text in draft.forecasts.items():
        if text.strip():
            try:
                percent(text)
            except Refused as error:
                wrong[f"forecast-{id}"] = str(error)
    variants = draft.planned_variants.strip()
    if variants and not (variants.isdecimal() and len(variants) <= MOST_DIGITS):
        wrong["planned_variants"] = _("A whole number of variants.")
    for n, item in enumerate(draft.premortem):
        if not item.cause.strip() and (item.assumption.strip() or item.test_by.strip()):
            wrong[f"cause-{n}"] = _("Say what went wrong, or empty the line.")
        if item.test_by.strip():
            try:
                parse_date(item.test_by, today)
            except Refused as error:
                wrong[f"premortem-{n}"] = str(error)
    try:
        _dates(draft.reviews, today)
    except Refused as error:
        wrong["reviews"] = str(error)
    return wrong


def _dates(text: str, today: date) -> list[date]:
    return sorted({parse_date(part, today) for part in text.split(",") if part.strip()})


def written(draft: Draft, record: Record, when: datetime) -> Commitment:
    """The commitment of a form that `check` finds nothing wrong with."""
    today = when.date()
    by = parse_date(draft.by, today)
    resolve = _resolve_days(today, by)
    forecasts = [
        Forecast(id=id, p=percent(text), resolve=resolve.get(id, by))
        for id, text in draft.forecasts.items()
        if text.strip()
    ]
    premortem = [
        PremortemItem(
            cause=item.cause.strip(),
            assumption=item.assumption.strip() or None,
            test_by=parse_date(item.test_by, today) if item.test_by.strip() else None,
        )
        for item in draft.premortem
        if item.cause.strip()
    ]
    return Commitment(
        id=edits.commitment_id(record, when),
        candidate=draft.candidate,
        when=when,
        reason=draft.reason.strip() or None,
        why_not_first=draft.why_not_first.strip() or None,
        planned_variants=int(draft.planned_variants) if draft.planned_variants.strip() else None,
        forecasts=forecasts or None,
        premortem=premortem or None,
        kill_criteria=[KillCriterion(by=by, unless=draft.unless.strip(), then=draft.then.strip() or None)],
        reviews=_dates(draft.reviews, today) or None,
    )
