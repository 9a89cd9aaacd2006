"""The verb note: what came out today."""

from __future__ import annotations

import argparse
from datetime import date

from pickproblem import notebook, store
from pickproblem.cli import named, output
from pickproblem.cli.files import library, record_path
from pickproblem.errors import Refused, UsageError
from pickproblem.language import _
from pickproblem.record import Note, Record

FIELDS = ("result", "insight", "code", "next")


def note(call: argparse.Namespace) -> int:
    """Add to the notebook of a candidate; a second note of a day fills what is empty and adds lines to the rest."""
    known = library()
    given = {field: getattr(call, field) for field in FIELDS}
    if not any(given.values()):
        raise UsageError(_("an empty note says nothing; give --result, --insight, --code or --next"))
    day = call.date or date.today()
    if day > date.today():
        raise Refused(_("%(day)s is still to come; a note is of a day that was") % {"day": day})
    standing: list[Note] = []

    def change(record: Record) -> Record:
        candidate = named.candidate(record, call.candidate)
        standing[:] = [one for one in candidate.notes or [] if one.date == day]
        return notebook.add_note(record, call.candidate, day, **given)

    stored = store.update(record_path(call.file), known, change, on_notice=output.complain)
    candidate = stored.record.candidate(call.candidate)
    notes = candidate.notes or [] if candidate is not None else []
    written = next(one for one in notes if one.date == day)
    if call.json:
        entry = {**written.model_dump(), "date": written.date.isoformat()}
        output.say_json({"path": str(stored.path), "candidate": call.candidate, "note": entry})
        return 0
    words = {"title": candidate.title if candidate is not None else call.candidate, "day": day}
    if standing and standing[0] == written:
        output.say_paragraphs([_("The note on “%(title)s” of %(day)s says so already.") % words])
    elif standing:
        output.say_paragraphs([_("Added to the note on “%(title)s” of %(day)s.") % words])
    else:
        output.say_paragraphs([_("Noted on “%(title)s”, %(day)s.") % words])
    return 0
