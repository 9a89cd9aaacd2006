"""A newer idea is parked in a minute: one line, what was written on the first evening, two keys, good night."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pickproblem import due, edits, notebook, store, temptation
from pickproblem.commitment import parse_date
from pickproblem.errors import NotSaved, PickproblemError, Refused
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.record import Record, Temptation, Trigger
from pickproblem.report import parking
from pickproblem.rubric import Library
from pickproblem.text import safe, shorten
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.parked import BesideDialog, NewerIdeaDialog, SaidDialog

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp
    from pickproblem.tui.opened import Opened

Change = Callable[[Record], Record]

TRIGGERS: tuple[Trigger, ...] = get_args(Trigger)

_SHORT = 60


@dataclass
class Place:
    """The record that an idea is parked in: where it lies, how it stands, and how a change of it is saved."""

    path: Path
    record: Record
    save: Callable[[Change], Awaitable[Record]]

    async def change(self, change: Change) -> None:
        """Make a change and wait until it is saved. Raises PickproblemError."""
        self.record = await self.save(change)


def open_place(opened: Opened) -> Place:
    """The record that is open."""

    async def save(change: Change) -> Record:
        opened.change(change(opened.record))
        opened.forget_undo()  # taking back an answer must not take back the idea
        await opened.saver.finish()
        return opened.record

    return Place(opened.saver.stored.path, opened.record, save)


def closed_place(app: PickproblemApp, path: Path) -> Place:
    """A record of the list, which is not open; raises what reading it raises."""

    async def save(change: Change) -> Record:
        stored = await asyncio.to_thread(store.update, path, app.library, change)
        return stored.record

    return Place(path, store.read(path, app.library).record, save)


@dataclass(frozen=True)
class Parked:
    """What came of it: the entry, and whether it is to be looked at now; a word for the line of the screen."""

    entry: str | None = None
    look: bool = False
    said: str = ""


async def park_here(app: PickproblemApp) -> None:
    """Park a newer idea in the record at hand, and show what came of it there."""
    screen = app.screen
    path = screen.record_path if isinstance(screen, BaseScreen) else None
    if not isinstance(screen, BaseScreen) or path is None:
        return
    try:
        place = open_place(app.opened) if app.opened is not None else closed_place(app, path)
        parked = await park(app, place)
    except PickproblemError as error:
        screen.say(str(error), "warning")
        return
    if not parked.look:
        screen.record_changed()
        screen.say(parked.said, "good")
        return
    step = Step("tempted", entry=parked.entry)
    if app.opened is not None:
        app.go(step)
    else:
        app.open(path, step)


async def park(app: PickproblemApp, place: Place) -> Parked:
    """Ask for one line and park it; then ask what happened, and whether it serves the goal.

    The idea is in the file from the first Enter on: whoever leaves after that has lost nothing. A key that is typed
    ahead, while a file is written or git is asked, is for the next of the dialogs and never for the screen below.
    Raises PickproblemError.
    """
    with app.keys_wait():
        return await _park(app, place)


async def _park(app: PickproblemApp, place: Place) -> Parked:
    line = await app.ask(NewerIdeaDialog(parking.waiting(place.record, app.today(), _usual())))
    if line is None:
        return Parked()
    if line.entry is not None:
        return Parked(line.entry, look=True)
    entry = await _kept(app, place, line.title)
    if entry is None:
        return Parked(said=_("Kept as a parked candidate: %(title)s") % {"title": safe(line.title)})
    # Asked of the other records, and of git, while the two questions stand.
    id, evening = entry.id, entry.when.date()
    looking = asyncio.create_task(asyncio.to_thread(_longer, app.library, place.path, place.record, evening))
    try:
        await _evening(app, place, id)
        if (day := await looking) is not None:
            await place.change(lambda one: temptation.decide(one, id, "wait", evening, until=day))
    finally:
        looking.cancel()
    await _good_night(app, place, id)
    entry = temptation.entry(place.record, id)
    words = {"title": shorten(safe(line.title), _SHORT), "day": temptation.look_again(entry, _usual())}
    return Parked(entry.id, said=_("Parked: %(title)s; look again on %(day)s.") % words)


def _usual() -> int:
    """Days to wait where nothing asks for more."""
    from pickproblem.switching.thresholds import in_force

    return in_force().cooling_off.normal.value


def _longer(library: Library, path: Path, record: Record, evening: date) -> date | None:
    """The day to look again where the time of this folder's records asks for a longer wait."""
    from pickproblem.switching.commits import Commits
    from pickproblem.switching.cooling import look_again_on
    from pickproblem.switching.thresholds import in_force

    history = store.neighbours(path, record, library, b"stints")
    return look_again_on(evening, history, thresholds=in_force(), days_worked=Commits())


async def _kept(app: PickproblemApp, place: Place, title: str) -> Temptation | None:
    """The idea parked beside the current one; None where there is none, or where the person did not say which."""
    known, ids = temptation.known_newcomer(place.record, title), temptation.beside_whom(place.record, title)
    if len(ids) == 1 or (known is not None and not ids):
        await place.change(lambda one: temptation.park(one, title, app.now()))
        return place.record.temptations[-1]
    # Saved before anything else is asked.
    await place.change(lambda one: temptation.set_aside(one, title))
    current = await _current(app, place.record, ids)
    if current is None:
        return None
    await place.change(lambda one: temptation.park(one, title, app.now(), current=current))
    return place.record.temptations[-1]


async def _current(app: PickproblemApp, record: Record, ids: list[str]) -> str | None:
    if not ids:
        return None
    titles = [one.title for id in ids if (one := record.candidate(id)) is not None]
    head = _("It is kept. Which one are you working on?")
    chosen = await app.ask(ChoiceDialog(head, _("The newer idea is held beside it."), titles))
    return None if chosen is None else ids[chosen]


async def _evening(app: PickproblemApp, place: Place, id: str) -> None:
    """What happened, and whether it serves the goal; each may be left out."""
    entry = temptation.entry(place.record, id)
    newer = place.record.candidate(entry.newcomer)
    line = _("Parked: %(title)s") % {"title": shorten(newer.title if newer else entry.newcomer, 120)}
    then = parking.first_day(place.record, entry)
    chosen = await app.ask(
        BesideDialog(line, then, _("What happened today?"), [parking.trigger(one) for one in TRIGGERS])
    )
    if chosen is None:
        return
    trigger = TRIGGERS[chosen]
    await place.change(lambda one: temptation.change(one, id, trigger=trigger))
    if trigger == "bad-result":
        await _easiest(app, place, entry)
    goal = place.record.setting.goal if place.record.setting is not None else None
    words = _("Your larger goal:\n%(goal)s") % {"goal": goal} if goal else then
    options = [
        _("Yes: another way to it, or a part of it"),
        _("No: it is another goal"),
        _("I cannot say tonight"),
    ]
    question = _("Does it serve the goal of your present work?")
    chosen = await app.ask(BesideDialog(line, words, question, options))
    same_goal = {0: True, 1: False}.get(-1 if chosen is None else chosen)
    if same_goal is not None:
        await place.change(lambda one: temptation.change(one, id, same_goal=same_goal))


async def _easiest(app: PickproblemApp, place: Place, entry: Temptation) -> None:
    """A bad result is normal; the easiest setting where the idea has to work is noted as what is next."""
    title, words = _("A bad result is normal."), parking.after_a_bad_result()
    placeholder = _("the easiest setting, or nothing; Enter")
    line = await app.ask(LineDialog(title, words, placeholder=placeholder))
    if line:
        next_step = _("easiest setting: %(line)s") % {"line": line}
        await place.change(lambda one: notebook.add_note(one, entry.current, app.today(), next=next_step))


async def _good_night(app: PickproblemApp, place: Place, id: str) -> None:
    """What was done and what was left; the day to look again can be changed, and written to a calendar."""
    more, written = "", None
    while True:
        entry = temptation.entry(place.record, id)
        words = parking.good_night(place.record, entry, _usual())
        said = await app.ask(SaidDialog(_("It is parked."), words, dated=True, more=more))
        more = ""
        if said == "day":
            await _another_day(app, place, entry)
        elif said == "calendar":
            try:
                written = await asyncio.to_thread(_write_day, place, id, written)
                more = _("The day is in %(file)s") % {"file": safe(str(written))}
            except PickproblemError as error:
                more = str(error)
        else:
            return


async def _another_day(app: PickproblemApp, place: Place, entry: Temptation) -> None:
    today = app.today()

    def wrong(line: str) -> str:
        try:
            return "" if parse_date(line, today) > today else _("The day to look again lies ahead.")
        except Refused as error:
            return str(error)

    stands = temptation.look_again(entry, _usual())
    line = await app.ask(
        LineDialog(
            _("When do you want to look again?"),
            _("A week is a good time; most ideas shine less by then."),
            stands.isoformat() if stands is not None else "",
            placeholder=_("2027-03-01, or +2w"),
            check=wrong,
        )
    )
    if line:
        day = parse_date(line, today)
        await place.change(lambda one: temptation.decide(one, entry.id, "wait", today, until=day))


def _write_day(place: Place, id: str, before: Path | None) -> Path:
    """Write the day to look again beside the record; over a file only where that is ours of a moment ago."""
    from pickproblem.report.calendar import calendar

    entry = temptation.entry(place.record, id)
    dates = due.dates(place.record, cooling_off=_usual())
    dates = [one for one in dates if one.entry == id and one.kind == "parked"]
    path = before or place.path.with_name(f"{place.path.stem}-{entry.newcomer}.ics")
    try:
        store.write_file(path, calendar(place.record, dates, edits.now()), over=before is not None)
    except NotSaved:
        if before is not None or not path.exists():
            raise
        path = place.path.with_name(f"{place.path.stem}-{entry.newcomer}-{entry.when:%Y%m%d-%H%M%S}.ics")
        store.write_file(path, calendar(place.record, dates, edits.now()))
    return path
