"""The verb park: a newer idea written down, and slept on."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from pickproblem import due, edits, store, temptation
from pickproblem.cli import named, output
from pickproblem.cli.files import library, record_path
from pickproblem.errors import NotSaved, UsageError
from pickproblem.language import _
from pickproblem.record import Record, Temptation
from pickproblem.report import parking
from pickproblem.switching.commits import Commits
from pickproblem.switching.cooling import look_again_on
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe


def park(call: argparse.Namespace) -> int:
    """Park a newer idea beside the current one, and show what was written about that on its first day."""
    known = library()
    calendar = None if call.ics is None else _new_calendar(call.ics)
    now = edits.now()
    when = now if call.today is None else datetime.combine(call.today, now.timetz())

    path, bounds = record_path(call.file), in_force()
    longer = None
    if call.look_again is None:
        history = store.neighbours(path, store.read(path, known).record, known, b"stints")
        longer = look_again_on(when.date(), history, thresholds=bounds, days_worked=Commits())

    def change(record: Record) -> Record:
        return temptation.park(
            record,
            call.title,
            when,
            trigger=call.trigger,
            same_goal=call.same_goal,
            look_again=call.look_again or longer,
            current=_current(record, call),
        )

    stored = store.update(path, known, change, on_notice=output.complain)
    cooling_off = bounds.cooling_off.normal.value
    record, entry = stored.record, stored.record.temptations[-1]
    if calendar is not None:
        store.write_file(calendar, _look_again(record, entry, when, cooling_off))
    if call.json:
        output.say_json(_document(stored.path, record, entry, cooling_off))
        return 0
    before = parking.first_day(record, entry)
    if before:
        output.say(*output.paragraph(_("The newer idea: %(title)s") % {"title": call.title}), "")
        for line in before.split("\n"):
            output.say_paragraphs([line], 0, 2 if line.startswith("- ") else 0)
        output.say("")
    if entry.trigger == "bad-result":
        output.say(*output.paragraph(parking.after_a_bad_result()), "")
    output.say_paragraphs(parking.good_night(record, entry, cooling_off).split("\n"))
    if calendar is not None:
        output.say_paragraphs([_("The day is in %(file)s.") % {"file": calendar}])
    return 0


def _new_calendar(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() != ".ics":
        raise UsageError(_("--ics: %(file)s does not end in .ics") % {"file": safe(name)})
    # Said before anything is parked, so that nobody parks twice for the calendar's sake.
    if os.path.lexists(path):
        raise NotSaved(_("%(file)s: exists already, and is left as it is") % {"file": safe(name)})
    if not os.path.isdir(path.parent):  # noqa: PTH112 - never raises
        words = {"file": safe(name), "folder": safe(str(path.parent))}
        raise NotSaved(_("%(file)s: not saved: there is no folder %(folder)s") % words)
    return path


def _current(record: Record, call: argparse.Namespace) -> str | None:
    if call.current is not None:
        named.candidate(record, call.current)
    newcomer = temptation.known_newcomer(record, call.title)
    several = [id for id in temptation.current_candidates(record) if newcomer is None or id != newcomer.id]
    if call.current is None and len(several) > 1:
        words = {"names": ", ".join(several)}
        raise UsageError(_("say which one you are working on: --current with one of %(names)s") % words)
    return str(call.current) if call.current is not None else None


def _look_again(record: Record, entry: Temptation, when: datetime, cooling_off: int) -> bytes:
    from pickproblem.report.calendar import calendar

    dates = due.dates(record, cooling_off=cooling_off)
    return calendar(record, [one for one in dates if one.entry == entry.id and one.kind == "parked"], when)


def _document(path: Path, record: Record, entry: Temptation, cooling_off: int) -> dict[str, Any]:
    reasons, day = parking.reasons_of_first_day(record, entry)
    committed = parking.commitment(record, entry)
    again = temptation.look_again(entry, cooling_off)
    return {
        "path": str(path),
        "entry": entry.id,
        "when": entry.when.isoformat(),
        "current": entry.current,
        "newcomer": entry.newcomer,
        "trigger": entry.trigger,
        "same_goal": entry.same_goal,
        "look_again": None if again is None else again.isoformat(),
        "first_day": {"date": day, "reasons": reasons} if day else None,
        "committed": None if committed is None else {"when": committed.when.isoformat(), "reason": committed.reason},
    }
