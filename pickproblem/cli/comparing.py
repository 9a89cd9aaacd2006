"""The verb that holds old answers against new ones: compare."""

from __future__ import annotations

import argparse

from pickproblem import store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.language import _
from pickproblem.report import charts, comparing
from pickproblem.switching.comparing import compare as compared


def compare(call: argparse.Namespace) -> int:
    """Print what moved between two sessions of one rater, as a slope picture and cell by cell, or as JSON."""
    known = library()
    path = record_path(call.file)
    record = store.read(path, known).record
    document = compared(record, known, then=call.then, now=call.now, path=str(path))
    if call.json:
        output.say_json(document)
        return 0
    output.say_paragraphs([record.title, comparing.headline(document)])
    picture = charts.slope(comparing.slopes(document), output.width(), heads=comparing.days(document))
    output.say_chart(_("Scores on 0 to 100"), picture)
    output.say_list(_("Ranks"), comparing.ranks(document))
    moved = comparing.moved(document, known)
    if moved:
        output.say("", *output.paragraph(_("What moved, the farthest first")))
    for one in moved:
        words = {"title": one.title, "rubric": one.rubric, "then": one.then, "now": one.now}
        output.say_paragraphs([_("- “%(rubric)s” of “%(title)s”: %(then)s → %(now)s") % words], 0, 2)
        if one.reason_then:
            output.say_paragraphs([_("then: %(reason)s") % {"reason": one.reason_then}], 4, 2)
        if one.reason_now:
            output.say_paragraphs([_("now: %(reason)s") % {"reason": one.reason_now}], 4, 2)
    output.say_list(_("Answered for the first time"), comparing.new_answers(document))
    output.say("")
    output.say_paragraphs([comparing.retest(document)])
    return 0
