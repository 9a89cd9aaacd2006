"""The commitment in lines: what is needed first, then as much more as one likes; written at the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pickproblem import answers as views
from pickproblem import commitment, edits
from pickproblem.commitment import FORECASTS, Draft, PremortemDraft
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain.form import A_DAY, Line, fill
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, Talk
from pickproblem.report.result import Document
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe

PREMORTEM = 3


def commit(held: Held, _step: Step) -> Step:
    """A choice, a date and one kill criterion; then the rest, where one likes."""
    from pickproblem import ranking

    talk, today = held.talk, held.today
    document: Document = ranking.rank(held.seen, held.library, can_win=False)
    order = [one["id"] for one in document["candidates"]]
    open_ones = [one.id for one in held.record.candidates if one.state != "closed"]
    ids = [*(id for id in order if id in open_ones), *(id for id in open_ones if id not in order)]
    if not ids:
        talk.say(_("There is no candidate to commit to."))
        return Step("result")
    first = order[0] if order else None
    by = commitment.proposed_date(held.record, today)
    weeks = in_force().commitment.review_weeks.value
    reviews = ", ".join(day.isoformat() for day in commitment.proposed_reviews(today, by, weeks))
    draft = Draft(by=by.isoformat(), reviews=reviews)
    draft.premortem = [PremortemDraft() for _n in range(PREMORTEM)]
    talk.gap()
    decider = held.record.setting.decider if held.record.setting else None
    if decider:
        talk.say(_("The last word is with %(name)s: write down what they choose, and why.") % {"name": safe(decider)})
    talk.say(_("What do you commit to?"))
    at = 0
    while True:
        try:
            if at == 0:
                draft.candidate = _choose(held, ids, first)
                at = 1
            if at == 1:
                _fill(talk, _needed(draft, first), draft, held, first)
                at = 2
            if at == 2:
                more = talk.choose(
                    _("More, if you like"),
                    [_("Commit"), _("First the rest: why, chances, what could fail, days to look again")],
                    standing=0,
                )
                if more == 1:
                    _fill(talk, _rest(draft), draft, held, first)
            break
        except Back:
            if at == 0:
                return Step("result")
            at -= 1
    if draft.candidate == first:
        draft.why_not_first = ""
    when = held.now()
    held.change(lambda record: edits.commit(record, commitment.written(draft, record, when)))
    return Step("project")


def _choose(held: Held, ids: list[str], first: str | None) -> str:
    fallen = {hit.candidate for hit in views.ruled_out(held.record, held.library, views.latest(held.seen))}
    options = []
    for id in ids:
        word = _("ruled out") if id in fallen else _("computed first") if id == first else ""
        options.append(held.candidate(id).title + (f" ({word})" if word else ""))
    chosen = [id for id in ids if held.candidate(id).state == "chosen"]
    standing = ids.index(chosen[0]) if chosen else 0
    helped = _("Enter takes “%(title)s”; b goes back to the result.") % {"title": held.candidate(ids[standing]).title}
    return ids[held.talk.choose(_("Your choice"), options, helped, standing=standing)]


def _fill(talk: Talk, lines: list[Line], draft: Draft, held: Held, first: str | None) -> None:
    """Ask line after line; Back from the first one is raised."""
    fill(talk, lines, lambda name: commitment.check(draft, held.today, first).get(name, ""))


def _of(draft: Draft | PremortemDraft, name: str) -> tuple[Callable[[str], None], Callable[[], str]]:
    return partial(setattr, draft, name), partial(getattr, draft, name)


def _needed(draft: Draft, first: str | None) -> list[Line]:
    lines = [
        Line("by", _("By when"), _(A_DAY), *_of(draft, "by")),
        Line("unless", _("Unless there is"), _("a state that one can see by that day"), *_of(draft, "unless")),
        Line("then", _("then do"), _("what you will do: drop it, shrink it, ask someone"), *_of(draft, "then")),
    ]
    why = Line("why_not_first", _("Why not the first"), _("one line; it is kept"), *_of(draft, "why_not_first"))
    why.asked = lambda: first is not None and draft.candidate != first
    return [*lines, why]


def _rest(draft: Draft) -> list[Line]:
    lines = [Line("reason", _("Why this one"), _("in one line"), *_of(draft, "reason"))]
    for id, words in FORECASTS:
        get = partial(_chance, draft, id)
        question = _("Chance in percent: %(what)s") % {"what": _(words)}
        lines.append(Line(f"forecast-{id}", question, "1–99", partial(draft.forecasts.__setitem__, id), get))
    for n, item in enumerate(draft.premortem):
        has_cause = partial(_has_cause, item)
        enough = partial(_had_cause, draft, n)
        lines += [
            Line(f"cause-{n}", _("Suppose it failed. Why?"), _("what went wrong"), *_of(item, "cause"), enough),
            Line(
                f"assumption-{n}",
                _("What was taken for granted"),
                _("what was taken for granted"),
                *_of(item, "assumption"),
                has_cause,
            ),
            Line(f"premortem-{n}", _("Test it by"), _(A_DAY), *_of(item, "test_by"), has_cause),
        ]
    lines.append(
        Line(
            "planned_variants",
            _("Variants to try"),
            _("a number, before giving up"),
            *_of(draft, "planned_variants"),
        )
    )
    lines.append(Line("reviews", _("Look again on"), _("dates, parted by commas"), *_of(draft, "reviews")))
    return lines


def _chance(draft: Draft, id: str) -> str:
    return draft.forecasts.get(id, "")


def _has_cause(item: PremortemDraft) -> bool:
    return bool(item.cause.strip())


def _had_cause(draft: Draft, n: int) -> bool:
    """A further way to fail is asked for once the one before is written."""
    return n == 0 or _has_cause(draft.premortem[n - 1])
