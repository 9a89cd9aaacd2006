"""The verb for a newer idea: tempted."""

from __future__ import annotations

import argparse
from datetime import date

from pickproblem import store
from pickproblem.cli import output, screens
from pickproblem.cli.files import library, record_path
from pickproblem.cli.lines import at_dumb_terminal, in_lines
from pickproblem.cli.looking_back import gathered
from pickproblem.document import nearest
from pickproblem.errors import Refused, UsageError
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.record import Record, Temptation
from pickproblem.report import charts, conditions
from pickproblem.report import temptation as words
from pickproblem.rubric import Library
from pickproblem.switching import steps
from pickproblem.switching.advice import Examined, examine
from pickproblem.switching.commits import Commits
from pickproblem.switching.thresholds import Thresholds, in_force
from pickproblem.text import safe


def tempted(call: argparse.Namespace) -> int:
    """Say what the record and the time its folder tells of advise about a newer idea; on a terminal, step by step."""
    if call.json and call.plain:
        raise UsageError(_("--plain asks and answers; --json prints one document: one of the two"))
    known = library()
    bounds = in_force()
    path = record_path(call.file)
    record = store.read(path, known).record
    entry = entry_of(record, call.entry)
    if call.plain or (at_dumb_terminal() and not (call.json or call.text)):
        return in_lines(call, path, Step("tempted", entry=_to_open(record, call.entry)), call.today)
    if not (call.json or call.text) and screens.at_terminal():
        return screens.open_tempted(call, path, _to_open(record, call.entry), call.today)
    history = gathered([str(path), str(path.parent)], known)
    found = examine(
        record,
        known,
        entry,
        today=call.today or date.today(),
        history=history,
        thresholds=bounds,
        days_worked=Commits(),
    )
    if call.json:
        output.say_json(found.document())
    else:
        report(found, record, known, bounds)
    return 0


def _to_open(record: Record, named: str | None) -> str:
    """The entry that the steps are about: unless named, the last without a verdict, else the last."""
    return steps.to_look_at(record, None if named is None else entry_of(record, named).id).id


def entry_of(record: Record, named: str | None) -> Temptation:
    """The entry of that id, the last one unless named.

    Raises Refused where the record has none, UsageError where it has none of that id.
    """
    if not record.temptations:
        raise Refused(
            _('“%(title)s” holds no newer idea yet; `pickproblem park FILE "TITLE"` parks one')
            % {"title": safe(record.title)}
        )
    if named is None:
        return record.temptations[-1]
    ids = {entry.id: entry for entry in record.temptations}
    if named not in ids:
        raise UsageError(
            _("there is no entry %(name)s; %(hint)s") % {"name": safe(named), "hint": nearest(named, ids)}
        )
    return ids[named]


def report(found: Examined, record: Record, known: Library, bounds: Thresholds) -> None:
    """Print the advice: the verdict first, then what it rests on and what would change it, last who decides."""
    width = output.width()
    asked = found.advice.asked
    output.say_paragraphs([words.verdict(found, record), *words.beyond(found)])
    output.say_paragraphs((f"- {text}" for text in words.evidence(found, record)), 0, 2)
    output.say("")
    output.say_paragraphs([words.about(found, record), *words.decided(found)])
    output.say_chart(
        _("What a switch asks, all of it"), charts.conditions(conditions.held(asked.switch, found), width)
    )
    output.say_paragraphs(conditions.gates(found, known), 2)
    if found.advice.verdict in ("trial", "wait", "stay"):
        head, trial = conditions.trial(found)
        output.say_chart(head, charts.conditions(conditions.held(trial, found), width))
    output.say_paragraphs([conditions.bases([*asked.switch, *asked.quick_test])])
    if sides := words.beside(found, known):
        output.say_chart(words.sides(found), charts.beside(sides, width))
    output.say_list(_("What would change the verdict"), words.changes(found))
    output.say_list(_("What it rests on"), words.rests_on(found, bounds))
    output.say("", *output.paragraph(words.remains()))
