"""What was said beforehand is answered: a forecast, a kill criterion, a trial that is over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pickproblem import due, forecasting, reviewing, temptation
from pickproblem.commitment import forecast_name, parse_date
from pickproblem.due import Due
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import KillCriterion
from pickproblem.report import project
from pickproblem.switching.thresholds import in_force
from pickproblem.text import shorten
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog, some_words
from pickproblem.tui.forms import Field, FormDialog, Values
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

_SHORT = 60


async def ask_forecast(app: PickproblemApp, opened: Opened, one: Due) -> str:
    """Ask whether a forecast came true; the chance that was said is told only after the answer. What was said."""
    words = _("Said on %(day)s, to be seen on %(date)s. What chance you gave it is shown after your answer.")
    assert one.entry is not None
    commitment = reviewing.commitment(opened.record, one.entry)
    told = words % {"day": commitment.when.date(), "date": one.date}
    chosen = await app.push_screen_wait(
        ChoiceDialog(
            forecast_name(one.part),
            told,
            [_("It came true"), _("It did not come true"), _("It cannot be said yet")],
        )
    )
    if chosen not in (0, 1):
        return ""
    opened.change(reviewing.resolve(opened.record, one.entry, one.part, chosen == 0))
    forecast = next(each for each in commitment.forecasts or [] if each.id == one.part)
    return project.resolved(forecast, chosen == 0)


async def ask_own_forecast(app: PickproblemApp, opened: Opened) -> str:
    """Ask for a forecast of one's own and keep it. What was said."""
    if not forecasting.can_be_added(opened.record):
        return _("The project is closed; a forecast is said of one that goes on.")

    def take(values: Values) -> str:
        try:
            changed = forecasting.added(opened.record, values, app.now())
        except Refused as error:
            return str(error)
        opened.change(changed)
        opened.forget_undo()
        return ""

    given = await app.push_screen_wait(
        FormDialog(
            _("A forecast of your own"),
            _("It stays as it is once it is kept; on its day you say whether it came true."),
            [
                Field("what", _("What will have happened"), "", forecasting.EXAMPLE),
                Field("chance", _("Chance in percent"), "", "1–99"),
                Field("resolve", _("To be seen on"), "", _("2027-03-01, or +13w")),
            ],
            take,
        )
    )
    return forecasting.kept(opened.record) if given is not None else ""


async def ask_criterion(app: PickproblemApp, opened: Opened, commitment: str, at: int, today: date) -> str:
    """Ask whether what a kill criterion wants is there, or change it while that is allowed. What was said."""
    one = reviewing.commitment(opened.record, commitment).kill_criteria[at]
    day = _("By %(day)s, %(when)s.") % {"day": one.by, "when": due.in_days(one.by, today)}
    act = " " + _("If it is not there: %(then)s") % {"then": one.then} if one.then else ""
    words = [day + act]
    options = [_("It is there: the project goes on"), _("It is not there: what I wrote down is to be done")]
    changing = reviewing.may_change(one, today, in_force().commitment.frozen_days.value)
    if changing:
        options.append(_("Change it, with a reason"))
    else:
        words.append(_("It is too near to its date to be changed."))
    options.append(_("Leave it open"))
    chosen = await app.push_screen_wait(
        ChoiceDialog(one.unless or "–", "\n".join(words), options, at=len(options) - 1)
    )
    if chosen is not None and chosen < 2:
        opened.change(reviewing.meet(opened.record, commitment, at, chosen == 1))
        return (
            _("Kept: it is there.")
            if chosen == 0
            else _("Not there. You wrote: %(then)s") % {"then": one.then or "–"}
        )
    if chosen == 2 and changing:
        return await _change_criterion(app, opened, commitment, at, one, today)
    return ""


async def _change_criterion(
    app: PickproblemApp, opened: Opened, commitment: str, at: int, one: KillCriterion, today: date
) -> str:
    def take(values: Values) -> str:
        try:
            changed = reviewing.edit_kill_criterion(
                opened.record,
                commitment,
                at,
                today,
                values["reason"],
                frozen_days=in_force().commitment.frozen_days.value,
                by=parse_date(values["by"], today),
                unless=values["unless"],
                then=values["then"] or None,
            )
        except Refused as error:
            return str(error)
        if changed is opened.record:
            return _("Nothing is different yet; Esc leaves it as it is.")
        opened.change(changed)
        return ""

    given = await app.push_screen_wait(
        FormDialog(
            _("Change the kill criterion"),
            _("What it was is kept beside it, with your reason."),
            [
                Field("by", _("By when"), one.by.isoformat(), _("2027-03-01, or +13w")),
                Field("unless", _("Unless there is"), one.unless or ""),
                Field("then", _("then do"), one.then or ""),
                Field("reason", _("Why the change"), "", _("one line; it is kept")),
            ],
            take,
        )
    )
    return _("Changed; what it was stands beside it.") if given is not None else ""


async def ask_criteria(app: PickproblemApp, opened: Opened, today: date) -> str:
    """Choose among the kill criteria that are still open, and ask about it. What was said."""
    commitment = opened.record.commitment
    assert commitment is not None
    open_ones = [n for n, one in enumerate(commitment.kill_criteria) if one.met is None]
    if not open_ones:
        return _("Every kill criterion is answered.")
    at = 0
    if len(open_ones) > 1:
        lines = [f"{commitment.kill_criteria[n].by}  {commitment.kill_criteria[n].unless or '–'}" for n in open_ones]
        chosen = await app.push_screen_wait(ChoiceDialog(_("Which kill criterion?"), "", lines))
        if chosen is None:
            return ""
        at = chosen
    return await ask_criterion(app, opened, commitment.id, open_ones[at], today)


async def ask_trial(app: PickproblemApp, opened: Opened, one: Due, today: date) -> str:
    """Ask what came of a trial: the default is back to the project, all else takes a reason. What was said."""
    assert one.entry is not None
    entry = temptation.entry(opened.record, one.entry)
    newcomer = opened.record.candidate(entry.newcomer)
    title = newcomer.title if newcomer is not None else entry.newcomer
    sign = entry.outcome.success_sign if entry.outcome is not None else None
    words = [_("Its last day: %(day)s, %(when)s.") % {"day": one.date, "when": due.in_days(one.date, today)}]
    if sign:
        words.append(_("The sign you wrote down before: %(sign)s") % {"sign": sign})
    options = [
        _("I am back at the project, as was planned"),
        _("I stay with the newer idea, and say why"),
        _("It still goes on"),
    ]
    head = _("The trial of “%(title)s”") % {"title": shorten(title, _SHORT)}
    chosen = await app.push_screen_wait(ChoiceDialog(head, "\n".join(words), options))
    if chosen == 0:
        opened.change(temptation.follow_through(opened.record, entry.id, followed=True))
        return _("Back at the project.")
    if chosen == 1:
        line = await app.push_screen_wait(
            LineDialog(_("Why stay with it?"), _("One line; it is kept with the verdict."), check=some_words)
        )
        if line:
            opened.change(temptation.follow_through(opened.record, entry.id, followed=False, reason=line))
            return _("Kept. t, or a commitment of its own, makes it the project.")
    return ""
