"""The verb that says who leads: rank."""

from __future__ import annotations

import argparse
from typing import Any

from pickproblem import ranking, store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.report import charts, outlook, result
from pickproblem.rubric import Library


def rank(call: argparse.Namespace) -> int:
    """Print the analysis of a record, for people or as JSON."""
    known = library(call)
    path = record_path(call.file)
    record = store.read(path, known).record
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
        _report(document, before[1] if before else None, record, known)
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


def _report(document: result.Document, before: dict[str, int] | None, record: Record, known: Library) -> None:
    several = len(document["candidates"]) > 1
    width = output.width()
    question = result.next_question(document, known) if several and not document["clear"] else None
    output.say_paragraphs([*result.headline(document), *([question] if question else [])])
    rows = result.ranked(document, before)
    if rows:
        output.say_chart(_("Scores on 0 to 100"), charts.ranking(rows, width))
        output.say_paragraphs([result.legend(rows)])
    first = document["candidates"][:2]
    if first and document["answered"]:
        names, parts = result.parts(document, known, [one["id"] for one in first])
        head = _("Points, the first beside the second") if several else _("Where the points come from")
        output.say_chart(head, charts.contributions(names, parts, width))
    if len(rows) > 2 and document["answered"]:
        output.say_chart(_("How often each takes each rank"), charts.shares(result.shares(document), width))
    if several and document["answered"]:
        output.say_list(_("What would change the first place"), result.flips(document, known))
    if several:
        output.say_list(_("Worth finding out before choosing"), outlook.find_out_next(document, known))
    output.say_list(_("Ruled out"), result.ruled_out(document, record, known))
    output.say_list(_("Set aside"), result.set_aside(record))
    output.say_list(_("Advice"), result.advice(document))
    notes = document["notes"] if several else document["notes"][1:]  # the headline says why there is no race
    said = [*result.beside(document), *result.raters(document, known), *_interest(document, record)]
    output.say_list(_("To keep in mind"), [*said, *notes])


def _interest(document: result.Document, record: Record) -> list[str]:
    if document["agreement"] is None:
        return []
    from pickproblem.report import together  # what one rater alone has no need of

    return together.lowest_interest(document, record)
