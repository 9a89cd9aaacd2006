"""Verbs that look back: lookback, taste."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pickproblem import store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.errors import Faulty, Unreadable
from pickproblem.language import _, ngettext
from pickproblem.record import Record
from pickproblem.report import charts
from pickproblem.report import looking_back as words
from pickproblem.rubric import Library
from pickproblem.switching.commits import Commits
from pickproblem.switching.lookback import look_back
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe


def lookback(call: argparse.Namespace) -> int:
    """Say where the hours of the last months went."""
    known = library()
    bounds = in_force()
    records = gathered(call.paths, known)
    until = call.until or date.today()
    back = look_back(records, until=until, months=call.months, thresholds=bounds, days_worked=Commits())
    if call.json:
        output.say_json(back.document())
        return 0
    output.say_paragraphs([f"{words.window(back)}. {_counted(records)}"])
    if not back.stints:
        output.say_paragraphs([_("No time is noted in these months.")])
    else:
        output.say_chart(_("Where the hours went"), charts.time_spent(words.spent(back), output.width()))
        if lanes := words.lanes(back):
            output.say_chart(_("Stretch by stretch"), charts.timeline(lanes, *back.window, output.width()))
    output.say("")
    output.say_paragraphs(words.sentences(back, bounds))
    output.say_list(_("What came of it"), words.outputs(back))
    output.say_list(_("To be said of single stretches"), words.remarks(back))
    return 0


def taste(call: argparse.Namespace) -> int:
    """Say how good forecasts, plans and first impressions were."""
    from pickproblem.report import taste as told  # it brings numpy, which a look-back can do without
    from pickproblem.switching import taste as judged

    known = library()
    bounds = in_force()
    records = gathered(call.paths, known)
    found = judged.taste(records, known, bounds)
    if call.json:
        output.say_json(found.document())
        return 0
    output.say(_counted(records))
    _say(_("Forecasts"), told.forecasts(found))
    if table := told.table(found):
        output.say_chart(_("What was said, and what came true"), charts.calibration(table, output.width()))
    output.say_paragraphs([told.calibration(found)])
    _say(_("Plans"), told.plans(found))
    _say(_("First impressions"), told.newness(found))
    felt, *differed = told.gut(found)
    _say(_("By feeling"), [felt])
    output.say_paragraphs([f"- {text}" for text in differed], 0, 2)
    output.say_list(_("What became of those not chosen"), told.not_chosen(found))
    output.say("")
    output.say_paragraphs([told.closing()])
    return 0


def _say(head: str, texts: Sequence[str]) -> None:
    output.say("", *output.paragraph(head))
    output.say_paragraphs(texts)


def gathered(paths: Sequence[str], known: Library) -> list[tuple[str, Record]]:
    """The records of files and folders, each once with its path; without any, those at hand (`store.listing`).

    A file that is named must be sound: raises Unreadable or Faulty. One found in a folder that is not is complained
    of and left out.
    """
    gathered = store.Gathered(known)

    def add_sound(several: Iterable[Path]) -> None:
        for path in several:
            try:
                gathered.add(path)
            except (Unreadable, Faulty) as error:
                output.complain(_("left out: %(error)s") % {"error": error})

    for name in paths:
        path = record_path(name)
        if os.path.isdir(path):  # noqa: PTH112 - never raises
            if not os.access(path, os.R_OK | os.X_OK):
                raise Unreadable(_("%(file)s: is a folder that cannot be read") % {"file": safe(str(path))})
            add_sound(store.records_in(path))
        else:
            gathered.add(path)
    if not paths:
        add_sound(store.listing())
    return gathered.records


def _counted(records: Sequence[object]) -> str:
    return ngettext("%(n)d record.", "%(n)d records.", len(records)) % {"n": len(records)}
