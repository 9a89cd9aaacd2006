"""The verb that writes a record in another form: export."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pickproblem import due, edits, store
from pickproblem.cli import output
from pickproblem.cli.files import library, of_record, record_path
from pickproblem.errors import NotSaved, UsageError
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pickproblem.report.contents import Contents

Written = Callable[[argparse.Namespace, Path, Record, Library], bytes]

OUTPUT = "-"
"""The name that stands for standard output."""


def export(call: argparse.Namespace) -> int:
    """Write a record to a file, or to standard output, in the form that is said or that the file's ending names.

    Over an existing file only with ``--force``, or where somebody at a terminal says so.
    """
    written = form(call.output, call.format)
    if call.rater is not None and written is FORMS["ics"]:
        raise UsageError(_("a calendar holds the dates of all; --rater says nothing there"))
    if call.output == OUTPUT and call.json:
        raise UsageError(_("standard output takes the report or the document of --json, not both"))
    known = library()
    path = record_path(call.file)
    record = store.read(path, known).record
    known = of_record(known, path)
    if call.output == OUTPUT:
        output.write_bytes(written(call, path, record, known))
        return 0
    target = Path(call.output)
    over = _asked(target, path, call)
    content = written(call, path, record, known)
    store.write_file(target, content, over=over)
    if call.json:
        output.say_json({"record": str(path), "path": str(target), "bytes": len(content)})
    else:
        output.say(str(target))
    return 0


def form(target: str, said: str | None) -> Written:
    """What writes the form that is said, else the one that the ending of the file names.

    Raises UsageError that names the forms there are.
    """
    if target != OUTPUT:
        _no_folder(Path(target))
    if said is not None:
        return FORMS[said]
    if target == OUTPUT:
        words = {"forms": ", ".join(FORMS)}
        raise UsageError(_("standard output has no ending that tells the form; --format one of %(forms)s") % words)
    written = FORMS.get(Path(target).suffix.lower().lstrip("."))
    if written is None:
        words = {"file": safe(target), "endings": ", ".join(f".{name}" for name in FORMS)}
        raise UsageError(_("%(file)s: what it shall be is told by its ending; known: %(endings)s") % words)
    return written


def _no_folder(target: Path) -> None:
    if os.path.isdir(target):  # noqa: PTH112 - never raises
        words = {"file": safe(str(target))}
        raise NotSaved(_("%(file)s: not saved: is a folder; name a file in it, such as report.html") % words)


def _asked(target: Path, record: Path, call: argparse.Namespace) -> bool:
    """Whether a file that is there already may be written over; asks where there is somebody to ask.

    Raises NotSaved for the record itself, which no answer may lose.
    """
    if not os.path.lexists(target):
        return False
    words = {"file": safe(str(target))}
    with contextlib.suppress(OSError, ValueError):
        if os.path.samefile(target, record):  # noqa: PTH121
            raise NotSaved(_("%(file)s: not saved: is the record itself") % words)
    if call.force:
        return True
    if call.json or not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        return False
    return output.confirm(_("%(file)s is there already. Write over it?") % words)


def _contents(call: argparse.Namespace, path: Path, record: Record, known: Library) -> Contents:
    from pickproblem.report.contents import gather
    from pickproblem.switching.commits import Commits
    from pickproblem.switching.history import taken_over_planned
    from pickproblem.switching.thresholds import in_force

    bounds = in_force()
    return gather(
        record,
        known,
        today=call.today or date.today(),
        correction=taken_over_planned(store.neighbours(path, record, known, b"delivered"), bounds),
        thresholds=bounds,
        rater=call.rater,
        path=str(path),
        days_worked=Commits(),
    )


def _page(call: argparse.Namespace, path: Path, record: Record, known: Library) -> bytes:
    from pickproblem.report.html import html

    return html(_contents(call, path, record, known))


def _text(call: argparse.Namespace, path: Path, record: Record, known: Library) -> bytes:
    from pickproblem.report.markdown import markdown

    return markdown(_contents(call, path, record, known))


def _answers(call: argparse.Namespace, _path: Path, record: Record, known: Library) -> bytes:
    from pickproblem.report import tables

    return tables.answers(record, known, rater=call.rater)


def _document(call: argparse.Namespace, path: Path, record: Record, known: Library) -> bytes:
    from pickproblem.report.bundle import bundle

    return bundle(record, known, rater=call.rater, name=path.name)


def _dates(call: argparse.Namespace, _path: Path, record: Record, _known: Library) -> bytes:
    from pickproblem.report.calendar import calendar
    from pickproblem.switching.thresholds import in_force

    cooling_off = in_force().cooling_off.normal.value
    return calendar(record, due.dates(record, cooling_off=cooling_off), edits.now())


FORMS: dict[str, Written] = {"html": _page, "md": _text, "csv": _answers, "json": _document, "ics": _dates}
"""What writes each form, by the ending of a file without its dot."""
