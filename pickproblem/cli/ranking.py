"""The verb that says who leads: rank."""

from __future__ import annotations

import argparse
from typing import Any

from pickproblem import ranking, store
from pickproblem.cli import output
from pickproblem.cli.files import library, of_record, record_path
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.report import result, written
from pickproblem.rubric import Library


def rank(call: argparse.Namespace) -> int:
    """Print the analysis of a record, for people or as JSON."""
    known = library()
    path = record_path(call.file)
    record = store.read(path, known).record
    known = of_record(known, path)
    chosen: dict[str, Any] = {} if call.samples is None else {"samples": call.samples}
    document = ranking.rank(
        record,
        known,
        **chosen,
        seed=call.seed,
        rater=call.rater,
        as_of=call.as_of,
        path=str(path),
        can_win=call.json,  # the one figure that takes a linear program; the text does not tell it
    )
    if call.json:
        output.say_json(document)
    else:
        _say_whose(call, document, record, known)
        before = result.ranks_before(record, known, rater=call.rater, as_of=call.as_of)
        output.say(*written.ranking(document, before[1] if before else None, record, known, output.width()))
    return 0


def _say_whose(call: argparse.Namespace, document: result.Document, record: Record, known: Library) -> None:
    words = {
        "profile": str(known.profiles[record.profile].title),
        "answers": result.answers_in(document),
        "draws": f"{document['draws']:,}",
        "seed": call.seed,
        "rater": call.rater,
        "session": call.as_of,
    }
    said = [_("Profile: %(profile)s. %(answers)s %(draws)s draws, seed %(seed)d.") % words]
    if call.rater is not None:
        said.append(_("Only the answers of %(rater)s.") % words)
    if call.as_of is not None:
        said.append(_("As of session %(session)s.") % words)
    output.say_paragraphs([record.title, " ".join(said)])
    output.say("")
