"""The verb that writes a record in another form: export."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from pickproblem import due, edits, store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.errors import UsageError
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.text import safe

Written = Callable[[Record, Library], bytes]


def export(call: argparse.Namespace) -> int:
    """Write a record to a file, in the form that its ending names; over an existing one only with ``--force``."""
    target = Path(call.output)
    written = form(target)
    known = library(call)
    path = record_path(call.file)
    content = written(store.read(path, known).record, known)
    store.write_file(target, content, over=call.force)
    if call.json:
        output.say_json({"record": str(path), "path": str(target), "bytes": len(content)})
    else:
        output.say(str(target))
    return 0


def form(target: Path) -> Written:
    """What writes a file of that ending; raises UsageError that names the endings there are."""
    written = FORMS.get(target.suffix.lower())
    if written is None:
        words = {"file": safe(str(target)), "endings": ", ".join(FORMS)}
        raise UsageError(_("%(file)s: what it shall be is told by its ending; known: %(endings)s") % words)
    return written


def _dates(record: Record, _known: Library) -> bytes:
    from pickproblem.report.calendar import calendar

    return calendar(record, due.dates(record), edits.now())


FORMS: dict[str, Written] = {".ics": _dates}
"""What writes each kind of file, by its ending."""
