"""The sections of a page on who leads: ranking, shares of ranks, points, answers, what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from pickproblem.language import _, ngettext
from pickproblem.report import outlook, result, together
from pickproblem.report.charts import Believed, percent, span
from pickproblem.report.contents import Contents
from pickproblem.report.html import pictures
from pickproblem.report.html.markup import Child, Element, element
from pickproblem.report.html.parts import Column, Section, listed, paragraphs, swatch, table

_MOST_QUESTIONS = 8


def sections(contents: Contents) -> Iterator[Section]:
    """Every section on the result that has something to say."""
    document = contents.document
    if document["candidates"]:
        yield _ranking(contents)
    answered = contents.several and bool(document["answered"])
    if answered:
        yield _shares(contents)
    if document["answered"] and document["candidates"]:
        yield _points(contents)
    candidates, rows = contents.levels()
    if candidates and rows:
        yield _answers(contents)
    if answered and (said := outlook.flips(document, contents.library)):
        yield Section("flips", _("What would change the first place"), listed(said))
    if contents.several and document["find_out_next"]:
        yield _find_out(contents)
    if document["agreement"] is not None:
        yield _raters(contents)


def keep_in_mind(contents: Contents) -> list[Child]:
    """Who is out of the race and why, advice, and remarks on the whole."""
    document = contents.document
    notes = document["notes"] if contents.several else document["notes"][1:]  # the headline says why there is no race
    return [
        *listed(result.ruled_out(document, contents.record, contents.library), _("Ruled out")),
        *listed(result.set_aside(contents.record), _("Set aside")),
        *listed(result.advice(document), _("Advice")),
        *listed([*result.beside(document), *notes], _("To keep in mind")),
    ]


def _ranking(contents: Contents) -> Section:
    document = contents.document
    before = result.ranks_before(contents.record, contents.library, rater=contents.rater)
    rows = result.ranked(document, before[1] if before else None)
    shown: list[tuple[str, list[str | int | None]]] = [
        (_("First in"), [None if row.first is None else percent(row.first) for row in rows]),
        (_("Equal weights"), [row.equal_rank for row in rows]),
        (_("By feeling"), [row.gut_rank for row in rows]),
        (_("Weights before"), [row.before_rank for row in rows]),
    ]
    kept = [(head, entries) for head, entries in shown if any(one is not None for one in entries)]
    columns = [
        Column(_("Candidate")),
        Column(_("Rank"), True),
        Column(_("Score and range"), True),
        *(Column(head, True) for head, _entries in kept),
    ]
    body = [
        [
            row.title,
            str(row.rank),
            span(row.score, row.low, row.high),
            *("–" if entries[i] is None else str(entries[i]) for _head, entries in kept),
        ]
        for i, row in enumerate(rows)
    ]
    legend = [
        swatch("mark-patch", _("the score, on 0 to 100")),
        swatch("range-patch", _("the range of nine draws in ten")),
    ]
    return Section(
        "ranking",
        _("The ranking"),
        [
            pictures.ranking(rows).figure(legend),
            table("ranking-table", _("Scores, and the ranks by other ways of counting"), columns, body),
            *keep_in_mind(contents),
        ],
    )


def _shares(contents: Contents) -> Section:
    rows = result.shares(contents.document)
    ranks = range(max(len(row.ranks) for row in rows))
    columns = [
        Column(_("Candidate")),
        *(Column(_("Rank %(rank)d") % {"rank": rank + 1}, True) for rank in ranks),
    ]
    body = [[row.title, *(percent(each) for each in row.ranks)] for row in rows]
    kinds = [name for name, _each in pictures.entries(rows[0])]
    legend = [swatch(f"s{k}", _("rank %(rank)s") % {"rank": name}) for k, name in enumerate(kinds, start=1)]
    return Section(
        "shares",
        _("How often each takes each rank"),
        [
            pictures.shares(rows).figure(legend),
            table("shares-table", _("Shares of the draws"), columns, body),
            *listed(result.pairs(contents.document)),
        ],
    )


def _points(contents: Contents) -> Section:
    document, library = contents.document, contents.library
    ids = [one["id"] for one in document["candidates"]]
    names, parts = result.parts(document, library, ids[:2])
    everyone, all_parts = result.parts(document, library, ids)
    columns = [Column(_("Rubric")), Column(_("weight"), True), *(Column(name, True, title=True) for name in everyone)]
    body: list[list[Child]] = [
        [part.title, percent(part.weight), *(str(round(got)) for got in part.points)] for part in all_parts
    ]
    body.append([_("score"), "", *(str(round(one["score"])) for one in document["candidates"])])
    legend: list[Child] = [
        *(swatch(look, name) for look, name in zip(("p1", "p2 hatched"), names, strict=False)),
        swatch("room-patch", _("what the weight would let it get")),
    ]
    return Section(
        "points",
        _("Where the points come from"),
        [
            element("p", f"{result.apart(document, 1)}:") if contents.several else None,
            pictures.contributions(names, parts).figure(legend),
            table("points-table", _("Points of each rubric"), columns, body),
        ],
    )


def _answers(contents: Contents) -> Section:
    candidates, rows = contents.levels()
    fallen = {one["id"] for one in contents.document["ruled_out"]}
    heads: list[Child] = [
        [one.title, element("span", _("ruled out"), class_="tag") if one.id in fallen else None] for one in candidates
    ]
    columns = [Column(_("Rubric, and its weight")), *(Column(head, title=True) for head in heads)]
    body: list[list[Child]] = [
        [[row.title, None if row.weight is None else element("span", f" {percent(row.weight)}", class_="beside")]]
        + [_level(cell) for cell in row.cells]
        for row in rows
    ]
    legend = [
        *(swatch(f"l{level}", str(level)) for level in range(1, 6)),
        swatch("l0", _("? not known")),
        element("span", _("– not answered"), class_="entry"),
    ]
    return Section(
        "answers",
        _("All answers"),
        [
            element("p", _("Levels from 1, the least favourable, to 5, with the range that is still believed.")),
            element("p", legend, class_="legend"),
            table("answers-table", _("Levels with their ranges"), columns, body),
        ],
    )


def _level(cell: Believed) -> Element:
    known = cell.level is not None
    figure_said = str(cell.level) if known else "?" if cell.answered else "–"
    said = _("not known") if cell.answered else _("not answered")
    span_said = f"{cell.low}–{cell.high}" if known and cell.low < cell.high else None
    return element(
        "td",
        element("span", figure_said, class_="level"),
        element("span", f" {span_said}", class_="span") if span_said else None,
        None if known else element("span", f" {said}", class_="hidden"),
        pictures.believed(cell) if cell.answered else None,
        class_=f"cell l{cell.level}" if known else "cell l0" if cell.answered else "cell",
    )


def _find_out(contents: Contents) -> Section:
    document, library = contents.document, contents.library
    rows = outlook.questions(document, library)
    shown = rows[:_MOST_QUESTIONS]
    legend = [swatch("spread-patch", _("how far it moves the score, in points"))]
    if any(row.gain > 0 for row in shown):
        legend.insert(0, swatch("gain-patch", _("what knowing it is worth on average")))
    more = len(rows) - len(shown)
    rest = ngettext("%(n)d more answer would help less.", "%(n)d more answers would help less.", more) % {"n": more}
    return Section(
        "find-out",
        _("Worth finding out before choosing"),
        [
            *listed([outlook.worth(document, library, one) for one in document["find_out_next"][:3]]),
            pictures.questions(shown).figure(legend),
            *paragraphs([rest] if more > 0 else []),
        ],
    )


def _raters(contents: Contents) -> Section:
    document, library = contents.document, contents.library
    names, body = together.widest(document, contents.sheets, library, _MOST_QUESTIONS)
    columns = [Column(_("Answer")), *(Column(name, True, title=True) for name in names)]
    shown = [table("raters-table", _("Levels where they differ most"), columns, body)] if body else []
    said = [*result.raters(document, library), *together.lowest_interest(document, contents.record)]
    return Section("raters", _("Where the raters differ"), [*paragraphs(said), *shown])
