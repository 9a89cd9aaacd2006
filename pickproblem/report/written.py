"""A ranking as `rank` prints it: paragraphs and charts as lines of text; to be listened to, in sentences alone."""

from __future__ import annotations

from collections.abc import Iterable

from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.report import charts, outlook, result
from pickproblem.report.result import Document
from pickproblem.rubric import Library
from pickproblem.text import safe, wrap


def ranking(
    document: Document,
    before: dict[str, int] | None,
    record: Record,
    library: Library,
    width: int,
    *,
    listened: bool = False,
) -> list[str]:
    """The document of `ranking.rank` as lines of at most ``width`` cells. ``before``: `result.ranks_before`.

    ``listened``: nothing has to be looked at; what the charts hold is said in sentences.
    """
    if listened:
        from pickproblem.report import spoken  # brings the words of a project along
    several = len(document["candidates"]) > 1
    question = result.next_question(document, library) if several and not document["clear"] else None
    lines = _paragraphs([*result.headline(document), *([question] if question else [])], width)
    rows = result.ranked(document, before)
    if rows and listened:
        lines += _listed(_("Scores on 0 to 100"), spoken.ranked(rows), width)
    elif rows:
        lines += _chart(_("Scores on 0 to 100"), charts.ranking(rows, width), width)
        lines += _paragraphs([result.legend(rows)], width)
    first = document["candidates"][:2]
    if first and document["answered"]:
        names, parts = result.parts(document, library, [one["id"] for one in first])
        head = _("Points, the first beside the second") if several else _("Where the points come from")
        if listened:
            lines += _listed(head, spoken.parts(parts), width)
        else:
            lines += _chart(head, charts.contributions(names, parts, width), width)
    if len(rows) > 2 and document["answered"]:
        head, shares = _("How often each takes each rank"), result.shares(document)
        if listened:
            lines += _listed(head, spoken.shares(shares), width)
        else:
            lines += _chart(head, charts.shares(shares, width), width)
    if several and document["answered"]:
        lines += _listed(_("What would change the first place"), outlook.flips(document, library), width)
    if several:
        lines += _listed(_("Worth finding out before choosing"), outlook.find_out_next(document, library), width)
    lines += _listed(_("Ruled out"), result.ruled_out(document, record, library), width)
    lines += _listed(_("Set aside"), result.set_aside(record), width)
    lines += _listed(_("Advice"), result.advice(document), width)
    notes = document["notes"] if several else document["notes"][1:]  # the headline says why there is no race
    said = [*result.beside(document), *result.raters(document, library), *_interest(document, record)]
    return lines + _listed(_("To keep in mind"), [*said, *notes], width)


def _interest(document: Document, record: Record) -> list[str]:
    if document["agreement"] is None:
        return []
    from pickproblem.report import together  # what one rater alone has no need of

    return together.lowest_interest(document, record)


def _paragraphs(texts: Iterable[str], width: int, hanging: int = 0) -> list[str]:
    lines = []
    for text in texts:
        begin, *more = wrap(safe(text, lines=True), max(width - hanging, 20))
        lines += [begin, *(" " * hanging + line for line in more)]
    return lines


def _chart(head: str, chart: Iterable[charts.Line], width: int) -> list[str]:
    return ["", *_paragraphs([head], width), *(charts.plain(line) for line in chart)]


def _listed(head: str, texts: Iterable[str], width: int) -> list[str]:
    items = [f"- {text}" for text in texts]
    return ["", *_paragraphs([head], width), *_paragraphs(items, width, 2)] if items else []
