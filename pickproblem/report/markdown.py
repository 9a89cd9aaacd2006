"""A report as Markdown, for a pull request or a page of a notebook: tables and lists.

No text of a record becomes markup: ``<``, ``>`` and ``&`` are entities, and what else could mean something where it
stands has a backslash before it. Where a service makes links of names and numbers after all that (``@name``,
``#12``), a word joiner stands between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from pickproblem import __version__
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.language import _
from pickproblem.report import estimates, heading, looking_back, outlook, project, result, together
from pickproblem.report.charts import Believed, about, percent, span, written_hours
from pickproblem.report.contents import Contents, Given
from pickproblem.report.project import Promise
from pickproblem.text import safe

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_SPECIAL = re.compile(
    r"[\\`*_{}\[\]#|~$@]"  # anywhere
    r"|:(?=\S)|(?<=\w)\.(?=[^\W\d])|(?<=[^\W\d])\.(?=\d)"  # in what looks like an address, which becomes a link
    r"|^[-+=]"  # at the beginning of a line, as a mark of a list or of a heading
)
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_MENTION = re.compile(r"(?<=[@#])(?=\w)|(?<=\bGH-)(?=\d)", re.IGNORECASE)
_JOINER = "\ufdd0"  # stands for the word joiner until the text is escaped; no text has it

_MOST_DIFFERENCES = 8

Lines = Iterator[str]
Row = Sequence[str | int | date | None]


def escape(text: str) -> str:
    """A text as Markdown that shows just this text, in one line."""
    line = _MENTION.sub(_JOINER, safe(" ".join(text.split())))
    line = _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(_backslash, line))
    line = "".join(_ENTITIES.get(character, character) for character in line)
    return line.replace(_JOINER, "&#8288;")


def _backslash(found: re.Match[str]) -> str:
    return "\\" + found[0]


def markdown(contents: Contents) -> bytes:
    """The report as UTF-8 Markdown, in the language spoken now."""
    return ("\n".join(_lines(contents)).rstrip("\n") + "\n").encode()


def _lines(contents: Contents) -> Lines:
    document = contents.document
    yield from _heading(1, contents.record.title)
    yield from _paragraphs([" · ".join(f"{term}: {text}" for term, text in heading.facts(contents))])
    first, *others = result.headline(document)
    yield from [f"**{escape(first)}** {escape(' '.join(others))}".rstrip(), ""]
    question = result.next_question(document, contents.library)
    if question is not None and contents.several and not document["clear"]:
        yield from _paragraphs([question])
    if document["candidates"]:
        yield from _ranking(contents)
    yield from _listed(_("Ruled out"), result.ruled_out(document, contents.record, contents.library))
    yield from _listed(_("Set aside"), result.set_aside(contents.record))
    yield from _listed(_("Advice"), result.advice(document))
    notes = document["notes"] if contents.several else document["notes"][1:]
    yield from _listed(_("To keep in mind"), [*result.beside(document), *notes])
    yield from _why(contents)
    yield from _raters(contents)
    yield from _schedule(contents)
    yield from _choice(contents)
    yield from _time(contents)
    yield from _reasons(contents)
    yield from _about(contents)


def _ranking(contents: Contents) -> Lines:
    document = contents.document
    before = result.ranks_before(contents.record, contents.library, rater=contents.rater)
    rows = result.ranked(document, before[1] if before else None)
    yield from _heading(2, _("The ranking"))
    heads = [_("Rank"), _("Candidate"), _("Score and range"), _("First in"), _("Equal weights"), _("By feeling")]
    if before:
        heads.append(_("Weights before"))
    shown: list[Row] = [
        [
            row.rank,
            row.title,
            span(row.score, row.low, row.high),
            None if row.first is None else percent(row.first),
            row.equal_rank,
            row.gut_rank,
            *([row.before_rank] if before else []),
        ]
        for row in rows
    ]
    yield from _table(heads, shown, left={1})


def _why(contents: Contents) -> Lines:
    document, library = contents.document, contents.library
    answered = contents.several and bool(document["answered"])
    if answered:
        yield from _heading(2, _("How often each takes each rank"))
        rows = result.shares(document)
        ranks = range(1, max(len(row.ranks) for row in rows) + 1)
        shown = [[row.title, *(percent(each) for each in row.ranks)] for row in rows]
        yield from _table([_("Candidate"), *(_("Rank %(rank)d") % {"rank": rank} for rank in ranks)], shown)
    if document["answered"] and document["candidates"]:
        yield from _heading(2, _("Where the points come from"))
        names, parts = result.parts(document, library, [one["id"] for one in document["candidates"]])
        points: list[Row] = [[one.title, percent(one.weight), *(round(got) for got in one.points)] for one in parts]
        yield from _table([_("Rubric"), _("weight"), *names], points)
    candidates, levels = contents.levels()
    if candidates and levels:
        yield from _heading(2, _("All answers"))
        cells = [[row.title, *(_believed(cell) for cell in row.cells)] for row in levels]
        yield from _table([_("Rubric"), *(one.title for one in candidates)], cells)
    if answered:
        yield from _listed(_("What would change the first place"), outlook.flips(document, library), 2)
        yield from _listed(_("Worth finding out before choosing"), outlook.find_out_next(document, library), 2)


def _raters(contents: Contents) -> Lines:
    document, library = contents.document, contents.library
    if document["agreement"] is None:
        return
    yield from _heading(2, _("Where the raters differ"))
    yield from _paragraphs([*result.raters(document, library), *together.lowest_interest(document, contents.record)])
    names, rows = together.widest(document, contents.sheets, library, _MOST_DIFFERENCES)
    if rows:
        yield from _table([_("Answer"), *names], rows)


def _believed(cell: Believed) -> str:
    if cell.level is None or cell.low == cell.high:
        return cell.figure
    return f"{cell.level}, {cell.low}–{cell.high}"


def _schedule(contents: Contents) -> Lines:
    if contents.in_view is None:
        return
    candidate, plan = contents.in_view
    yield from _heading(2, _("The weeks to the deadline"))
    yield from _heading(3, candidate.title)
    yield from _paragraphs(estimates.plan_sentences(plan))
    boxes: list[Row] = [[box.title, box.start, box.end] for box in estimates.plan_boxes(plan)]
    if boxes:
        yield from _table([_("What"), _("From"), _("To")], boxes, left=range(3))
    if len(contents.plans) > 1:
        heads = [_("Candidate"), _("Weeks planned"), _("as such things go"), _("room"), _("Fits")]
        yield from _table(heads, [[one.title, *_weeks(found)] for one, found in contents.plans])


def _weeks(plan: PlanEstimate) -> Iterator[str | None]:
    for weeks in (plan.experiment_weeks, plan.weeks_needed, plan.weeks_for_experiments):
        yield None if weeks is None else about(weeks)
    yield None if plan.fits is None else _("yes") if plan.fits else _("no")


def _choice(contents: Contents) -> Lines:
    if contents.commitment is None:
        return
    candidate, commitment = contents.commitment
    today = contents.today
    yield from _heading(2, _("The choice"))
    yield from _heading(3, candidate.title)
    yield from _paragraphs(project.chosen(contents.record, commitment, today))
    yield from _promises(_("What ends it"), _("By"), project.criteria(commitment, today))
    yield from _promises(
        _("Said beforehand"), _("To be resolved"), project.forecasts(contents.record, commitment, today)
    )
    yield from _promises(_("How it could fail"), _("To be tested"), project.beforehand(commitment, today))
    yield from _promises(_("Days to look again"), _("Day"), project.reviews(contents.record, commitment, today))


def _promises(what: str, day: str, promises: Sequence[Promise]) -> Lines:
    if promises:
        yield from _table(
            [what, day, _("How it stands")], [[one.what, one.day, one.state] for one in promises], range(3)
        )


def _time(contents: Contents) -> Lines:
    back = contents.back
    if back is None:
        return
    yield from _heading(2, _("Where the time went"))
    yield from _paragraphs([looking_back.window(back) + ".", *looking_back.sentences(back, contents.thresholds)])
    rows = [
        [row.title, written_hours(row.hours), None if row.share is None else percent(row.share)]
        for row in looking_back.spent(back)
    ]
    yield from _table([_("Time"), _("Hours"), _("Share")], rows)


def _reasons(contents: Contents) -> Lines:
    several = len(contents.sheets) > 1
    begun = False
    for candidate, given in contents.given():
        if not begun:
            yield from _heading(2, _("The reasons for each answer"))
            begun = True
        yield from _heading(3, candidate.title)
        if candidate.pitch and candidate.pitch.strip():
            yield from _paragraphs([candidate.pitch])
        heads = [_("Rubric"), *([_("Rater")] if several else []), _("Level"), _("What it means"), _("Why")]
        rows = [
            [
                str(one.rubric.title),
                *([one.rater] if several else []),
                _figure(one),
                str(one.rubric.levels[one.answer.level - 1]) if one.answer.level else _("Not known yet."),
                _reason(one),
            ]
            for one in given
        ]
        yield from _table(heads, rows, left=range(len(heads)))


def _figure(one: Given) -> str:
    answer = one.answer
    if answer.level is None:
        return "?"
    return _believed(Believed(answer.level, answer.believed_low, answer.believed_high))


def _reason(one: Given) -> str:
    answer = one.answer
    differs = (answer.estimate or {}).get("differs")
    said = [
        answer.reason,
        _("Gate lifted: %(reason)s") % {"reason": answer.lifts_gate} if answer.lifts_gate else None,
        _("Other than computed: %(reason)s") % {"reason": differs} if differs else None,
    ]
    return " ".join(text for text in said if text)


def _about(contents: Contents) -> Lines:
    document = contents.document
    told = {"draws": f"{document['draws']:,}", "seed": document["seed"]}
    said = [result.answers_in(document), _("%(draws)s draws, seed %(seed)d.") % told]
    if contents.rater is not None:
        said.append(_("Only the answers of %(rater)s.") % {"rater": contents.rater})
    said.append(_("Made by pickproblem %(version)s on %(day)s.") % {"version": __version__, "day": contents.today})
    yield f"*{escape(' '.join(said))}*"


def _heading(level: int, text: str) -> Lines:
    yield f"{'#' * level} {escape(text) or '–'}"
    yield ""


def _paragraphs(texts: Iterable[str]) -> Lines:
    for text in texts:
        yield escape(text)
        yield ""


def _listed(head: str, texts: Sequence[str], level: int = 3) -> Lines:
    if texts:
        yield from _heading(level, head)
        yield from (f"- {escape(text)}" for text in texts)
        yield ""


def _table(heads: Sequence[str], rows: Iterable[Row], left: Collection[int] = (0,)) -> Lines:
    """A table; ``left``: the columns of words, which stand to the left."""
    yield "| " + " | ".join(map(escape, heads)) + " |"
    marks = [":--" if i in left else "--:" for i in range(len(heads))]
    yield "| " + " | ".join(marks) + " |"
    for row in rows:
        yield "| " + " | ".join("–" if cell is None or cell == "" else _cell(cell) for cell in row) + " |"
    yield ""


def _cell(cell: str | int | date) -> str:
    return escape(cell) if isinstance(cell, str) else str(cell)
