"""What was said beforehand is answered in lines: a forecast, a kill criterion, a trial that is over."""

from __future__ import annotations

from datetime import date
from functools import partial

from pickproblem import due, forecasting, reviewing, temptation
from pickproblem.commitment import forecast_name, parse_date
from pickproblem.due import Due
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.plain import form
from pickproblem.plain.held import Held
from pickproblem.record import KillCriterion, Record
from pickproblem.report import project
from pickproblem.switching.thresholds import in_force


def forecast(held: Held, one: Due) -> str:
    """Ask whether a forecast came true; the chance that was said is told only after the answer. What was said.

    Raises Back.
    """
    assert one.entry is not None
    talk, commitment = held.talk, reviewing.commitment(held.record, one.entry)
    words = _("Said on %(day)s, to be seen on %(date)s. What chance you gave it is shown after your answer.")
    talk.say(
        _("Forecast: %(forecast)s") % {"forecast": forecast_name(one.part)},
        words % {"day": commitment.when.date(), "date": one.date},
    )
    options = [_("It came true"), _("It did not come true"), _("It cannot be said yet")]
    chosen = talk.choose(_("What happened"), options, _("An answer stays as it is from then on."))
    if chosen == 2:
        return _("It stays open.")
    held.change(lambda record: reviewing.resolve(record, commitment.id, one.part, chosen == 0))
    standing = next(each for each in commitment.forecasts or [] if each.id == one.part)
    return project.resolved(standing, chosen == 0)


def own_forecast(held: Held) -> str:
    """Ask for a forecast of one's own and keep it. What was said. Raises Back."""
    talk, today = held.talk, held.today
    if not forecasting.can_be_added(held.record):
        return _("The project is closed; a forecast is said of one that goes on.")
    talk.say(
        _("A forecast of your own"),
        _("It stays as it is once it is kept; on its day you say whether it came true."),
    )
    values: dict[str, str] = {}
    lines = [
        form.of(values, "what", _("What will have happened"), forecasting.EXAMPLE),
        form.of(values, "chance", _("Chance in percent"), "1–99"),
        form.of(values, "resolve", _("To be seen on"), _(form.A_DAY)),
    ]
    form.fill(talk, lines, lambda name: forecasting.check(held.record, values, today).get(name, ""))
    when = held.now()
    held.change(lambda record: forecasting.added(record, values, when))
    return forecasting.kept(held.record)


def criteria(held: Held) -> str:
    """Choose among the kill criteria that are still open, and ask about it. What was said. Raises Back."""
    commitment = held.record.commitment
    assert commitment is not None
    open_ones = [n for n, one in enumerate(commitment.kill_criteria) if one.met is None]
    if not open_ones:
        return _("Every kill criterion is answered.")
    at = 0
    if len(open_ones) > 1:
        lines = [f"{commitment.kill_criteria[n].by}: {commitment.kill_criteria[n].unless or '–'}" for n in open_ones]
        at = held.talk.choose(_("Which kill criterion?"), lines)
    return criterion(held, commitment.id, open_ones[at])


def criterion(held: Held, commitment: str, at: int) -> str:
    """Ask whether what a kill criterion wants is there, or change it while that is allowed. What was said.

    Raises Back.
    """
    talk, today = held.talk, held.today
    one = reviewing.commitment(held.record, commitment).kill_criteria[at]
    talk.say(
        _("Kill criterion: %(unless)s") % {"unless": one.unless or "–"},
        _("By %(day)s, %(when)s.") % {"day": one.by, "when": due.in_days(one.by, today)},
    )
    if one.then:
        talk.say(_("If it is not there: %(then)s") % {"then": one.then})
    options = [_("It is there: the project goes on"), _("It is not there: what I wrote down is to be done")]
    changing = reviewing.may_change(one, today, _frozen())
    if changing:
        options.append(_("Change it, with a reason"))
    else:
        talk.say(_("It is too near to its date to be changed."))
    options.append(_("Leave it open"))
    chosen = talk.choose(_("How does it stand"), options, _("An answer stays as it is from then on."))
    if chosen < 2:
        held.change(lambda record: reviewing.meet(record, commitment, at, chosen == 1))
        if chosen == 0:
            return _("Kept: it is there.")
        return _("Not there. You wrote: %(then)s") % {"then": one.then or "–"}
    if chosen == 2 and changing:
        return _change(held, commitment, at, one)
    return _("It stays open.")


def _frozen() -> int:
    return in_force().commitment.frozen_days.value


def _change(held: Held, commitment: str, at: int, one: KillCriterion) -> str:
    """Another day, state or act, with the reason."""
    talk, today = held.talk, held.today
    values = {"by": one.by.isoformat(), "unless": one.unless or "", "then": one.then or ""}
    talk.say(_("What it was is kept beside it, with your reason."))

    def change(record: Record) -> Record:
        return reviewing.edit_kill_criterion(
            record,
            commitment,
            at,
            today,
            values.get("reason", ""),
            frozen_days=_frozen(),
            by=parse_date(values["by"], today),
            unless=values["unless"],
            then=values["then"] or None,
        )

    lines = [
        form.of(values, "by", _("By when"), _(form.A_DAY)),
        form.of(values, "unless", _("Unless there is"), _("a state that one can see by that day")),
        form.of(values, "then", _("then do"), _("what you will do: drop it, shrink it, ask someone")),
        form.of(values, "reason", _("Why the change"), _("one line; it is kept")),
    ]
    form.fill(talk, lines, partial(_wrong, values, today))
    before = held.record
    held.change(change)
    if held.record == before:
        return _("Nothing was changed.")
    return _("Changed; what it was stands beside it.")


def _wrong(values: dict[str, str], today: date, name: str) -> str:
    if name == "by":
        return day_ahead(values["by"], today)
    if name == "unless" and not values["unless"]:
        return _("say what must be there by that date")
    if name == "reason" and not values.get("reason"):
        return _("an edit of a kill criterion takes a reason; it is kept")
    return ""


def day_ahead(text: str, today: date) -> str:
    """What is wrong with a day that has to lie ahead; nothing where it does."""
    try:
        return "" if parse_date(text, today) > today else _("the date must lie ahead")
    except Refused as error:
        return str(error)


def trial(held: Held, one: Due) -> str:
    """Ask what came of a trial: the default is back to the project, all else takes a reason. What was said.

    Raises Back.
    """
    assert one.entry is not None
    talk, entry = held.talk, temptation.entry(held.record, one.entry)
    newcomer = held.record.candidate(entry.newcomer)
    title = newcomer.title if newcomer is not None else entry.newcomer
    talk.say(
        _("The trial of “%(title)s”") % {"title": title},
        _("Its last day: %(day)s, %(when)s.") % {"day": one.date, "when": due.in_days(one.date, held.today)},
    )
    sign = entry.outcome.success_sign if entry.outcome is not None else None
    if sign:
        talk.say(_("The sign you wrote down before: %(sign)s") % {"sign": sign})
    options = [
        _("I am back at the project, as was planned"),
        _("I stay with the newer idea, and say why"),
        _("It still goes on"),
    ]
    chosen = talk.choose(_("What came of it"), options)
    if chosen == 0:
        held.change(lambda record: temptation.follow_through(record, entry.id, followed=True))
        return _("Back at the project.")
    if chosen == 1:
        reason = some_words(held, _("Why stay with it?"), _("One line; it is kept with the verdict."))
        held.change(lambda record: temptation.follow_through(record, entry.id, followed=False, reason=reason))
        return _("Kept. To make it the project, commit to it from the result.")
    return _("It stays open.")


def some_words(held: Held, prompt: str, *help: str) -> str:
    """A line that is not empty. Raises Back."""
    while not (line := held.talk.line(prompt, *help)):
        held.talk.say(_("A word or two; b goes back."))
    return line
