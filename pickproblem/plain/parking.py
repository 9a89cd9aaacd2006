"""A newer idea is parked in a minute: one line, what was written on the first evening, two answers, good night."""

from __future__ import annotations

from contextlib import suppress
from typing import get_args

from pickproblem import due, edits, notebook, store, temptation
from pickproblem.commitment import parse_date
from pickproblem.errors import PickproblemError
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain.form import A_DAY
from pickproblem.plain.held import Held
from pickproblem.plain.promises import day_ahead
from pickproblem.plain.talk import Back, number
from pickproblem.record import Temptation, Trigger
from pickproblem.report import parking
from pickproblem.switching.cooling import look_again_on
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe

TRIGGERS: tuple[Trigger, ...] = get_args(Trigger)


def park(held: Held) -> Step | None:
    """Ask for one line and park it; then ask what happened, and whether it serves the goal.

    The idea is in the file from the first line on. Where one that waits already is to be looked at, the step to it.
    Raises Back before the line was given.
    """
    talk = held.talk
    talk.gap()
    talk.say(
        _("A newer idea? Write it down; it keeps."),
        _("One line is enough. Nothing is decided tonight, and your present work stays as it is."),
    )
    waiting = parking.waiting(held.record, held.today, _usual())
    if waiting:
        talk.say(_("Waiting for another look:"))
        talk.listed([words for _entry, words in waiting])
    prompt = _("Its title, or a number") if waiting else _("Its title")
    while not (line := talk.line(prompt, _("One line is enough; a number looks at that one again."))):
        talk.say(_("A title, as it comes to mind; b leaves it."))
    if at := number(line, len(waiting)):
        return Step("tempted", entry=waiting[at - 1][0])
    title = " ".join(line.split())
    id = _kept(held, title)
    if id is None:
        talk.say(_("Kept as a parked candidate: %(title)s") % {"title": title})
        return None
    with suppress(Back):  # that is all for tonight
        _evening(held, temptation.entry(held.record, id))
    _longer(held, id)
    _good_night(held, id)
    return None


def _usual() -> int:
    return in_force().cooling_off.normal.value


def _kept(held: Held, title: str) -> str | None:
    """The entry of the idea, parked beside the current one; None where there is none, or the person did not say."""
    ids, known = temptation.beside_whom(held.record, title), temptation.known_newcomer(held.record, title)
    if len(ids) == 1 or (known is not None and not ids):
        held.change(lambda record: temptation.park(record, title, held.now()))
        return held.record.temptations[-1].id
    # Saved before anything else is asked.
    held.change(lambda record: temptation.set_aside(record, title))
    if not ids:
        return None
    held.talk.say(_("It is kept. Which one are you working on?"), _("The newer idea is held beside it."))
    try:
        current = ids[held.talk.choose(_("Your choice"), [held.candidate(id).title for id in ids])]
    except Back:
        return None
    held.change(lambda record: temptation.park(record, title, held.now(), current=current))
    return held.record.temptations[-1].id


def _evening(held: Held, entry: Temptation) -> None:
    """What happened, and whether it serves the goal; b leaves out what is still to be asked."""
    talk, id = held.talk, entry.id
    talk.say(_("Parked: %(title)s") % {"title": held.candidate(entry.newcomer).title})
    then = parking.first_day(held.record, entry)
    for line in then.split("\n") if then else []:
        talk.say(line, hanging=2 if line.startswith("- ") else 0)
    that_is_all = _("b: that is all for tonight; what is parked stays parked.")
    chosen = talk.choose(_("What happened today?"), [parking.trigger(one) for one in TRIGGERS], that_is_all)
    trigger = TRIGGERS[chosen]
    held.change(lambda record: temptation.change(record, id, trigger=trigger))
    if trigger == "bad-result":
        _easiest(held, entry)
    goal = held.record.setting.goal if held.record.setting is not None else None
    if goal:
        talk.say(*(_("Your larger goal:\n%(goal)s") % {"goal": safe(goal)}).split("\n"))
    options = [
        _("Yes: another way to it, or a part of it"),
        _("No: it is another goal"),
        _("I cannot say tonight"),
    ]
    talk.say(_("Does it serve the goal of your present work?"))
    same_goal = {0: True, 1: False}.get(talk.choose(_("Your choice"), options, that_is_all))
    if same_goal is not None:
        held.change(lambda record: temptation.change(record, id, same_goal=same_goal))


def _easiest(held: Held, entry: Temptation) -> None:
    """A bad result is normal; the easiest setting where the idea has to work is noted as what is next."""
    held.talk.say(parking.after_a_bad_result())
    line = held.talk.line(_("The easiest setting, or nothing"), _("It is noted as what is next."))
    if line:
        planned = _("easiest setting: %(line)s") % {"line": line}
        held.change(lambda record: notebook.add_note(record, entry.current, held.today, next=planned))


def _longer(held: Held, id: str) -> None:
    """A longer wait where the time of this folder's records asks for it."""
    entry, known = temptation.entry(held.record, id), held.experience
    history, evening = known.history(held.record), entry.when.date()
    day = look_again_on(evening, history, thresholds=known.thresholds, days_worked=known.days_worked)
    if day is not None:
        held.change(lambda record: temptation.decide(record, id, "wait", evening, until=day))


def _good_night(held: Held, id: str) -> None:
    """What was done and what was left; the day to look again can be changed, and written to a calendar."""
    talk = held.talk
    while True:
        entry = temptation.entry(held.record, id)
        talk.say(*parking.good_night(held.record, entry, _usual()).split("\n"))
        options = [_("Good night"), _("Another day"), _("The day as a file for a calendar")]
        try:
            chosen = talk.choose(_("Enter for good night"), options, standing=0)
            if chosen == 0:
                return
            if chosen == 1:
                another_day(held, id)
            else:
                _write_day(held, entry)
        except Back:
            return


def another_day(held: Held, id: str) -> None:
    """Set the day to look again at an entry; an empty line leaves it. Raises Back."""
    helped = (
        _(A_DAY),
        _("An empty line keeps the day there is."),
        _("A week is a good time; most ideas shine less by then."),
    )
    today = held.today
    while line := held.talk.line(_("When do you want to look again?"), *helped):
        if not (wrong := day_ahead(line, today)):
            break
        held.talk.say(wrong)
    if line:
        day = parse_date(line, today)
        held.change(lambda record: temptation.decide(record, id, "wait", today, until=day))
        held.talk.say(_("Look again on %(day)s.") % {"day": day})


def _write_day(held: Held, entry: Temptation) -> None:
    """Write the day to look again beside the record, never over a file."""
    from pickproblem.report.calendar import calendar

    dates = due.dates(held.record, cooling_off=_usual())
    dates = [one for one in dates if one.entry == entry.id and one.kind == "parked"]
    stem = f"{held.path.stem}-{entry.newcomer}"
    path = held.path.with_name(f"{stem}.ics")
    if path.exists():
        path = held.path.with_name(f"{stem}-{held.now():%Y%m%d-%H%M%S}.ics")
    try:
        store.write_file(path, calendar(held.record, dates, edits.now()))
        held.talk.say(_("The day is in %(file)s") % {"file": str(path)})
    except PickproblemError as error:
        held.talk.say(str(error))
