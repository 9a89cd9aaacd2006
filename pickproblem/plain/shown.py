"""What comes out, in lines: the result, and where raters differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pickproblem import answers as views
from pickproblem import edits, ranking, rounds, together
from pickproblem.answering import answer, choice_of
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain.answering import read, written
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back
from pickproblem.record import Record
from pickproblem.report import result as told_result
from pickproblem.report import together as told_together
from pickproblem.report import written as told
from pickproblem.report.result import Document

Choices = list[tuple[str, Callable[[], Step]]]

_MOST_DIFFERENCES = 12


def result(held: Held, _step: Step) -> Step:
    """The ranking as `rank` has it, in sentences, and what may be done with it."""
    talk = held.talk
    record, library = held.seen, held.library
    document: Document = ranking.rank(record, library, can_win=False)
    before = told_result.ranks_before(record, library)
    talk.gap()
    talk.say(held.record.title, told_result.answers_in(document))
    talk.gap()
    ranks = before[1] if before else None
    talk.lines(told.ranking(document, ranks, record, library, talk.width, listened=True))
    talk.gap()
    options: Choices = [(_("Commit to one"), lambda: Step("commit"))]
    if document["find_out_next"]:
        found = document["find_out_next"][0]
        words = {
            "rubric": str(library.rubrics[found["rubric"]].title),
            "title": held.candidate(found["candidate"]).title,
        }
        options.append(
            (
                _("Answer what is worth finding out: “%(rubric)s” of “%(title)s”") % words,
                partial(_answer_again, held, found["candidate"], found["rubric"]),
            )
        )
    if held.looking and not rounds.is_shared(held.record):
        options.append((_("Go through the questions again"), partial(_again, held)))
    options.append((_("Candidates"), lambda: Step("candidates")))
    options.append((_("Profile and weights"), lambda: Step("setting")))
    if rounds.is_shared(held.record):
        options.append((_("Where you differ"), lambda: Step("together")))
    if held.record.commitment is None:
        return _chosen(held, options)
    options.append((_("The project"), lambda: Step("project")))
    return _chosen(held, options, Step("project"))


def _chosen(held: Held, options: Choices, before: Step | None = None) -> Step:
    """What an option that is chosen does; b leads to ``before``, where anything lies there."""
    while True:
        try:
            chosen = held.talk.choose(_("What next"), [words for words, _do in options])
            return options[chosen][1]()
        except Back:
            if before is not None:
                return before
            held.talk.say(_("Nothing lies before this; q leaves."))


def _again(held: Held) -> Step:
    held.begin()
    return held.next_step()


def _answer_again(held: Held, candidate: str, rubric: str) -> Step:
    """One question once more, in a session of its own, so that nothing finished is changed."""
    talk, asked = held.talk, held.library.rubrics[rubric]
    talk.say(str(asked.title), views.question(held.record, asked), held.candidate(candidate).title)
    talk.listed([str(anchor) for anchor in asked.levels])
    standing = views.latest(held.record).get(held.rater, {}).get(candidate, {}).get(rubric)
    if standing is not None:
        talk.say(_("Your answer: %(choice)s") % {"choice": written(choice_of(standing))})
    while isinstance(choice := read(talk.ask(_("Level 1-5"), str(asked.note))), str):
        talk.say(choice)
    reason = talk.line(_("Why? One line, or nothing"), _("It stands beside the answer, for later."))
    given = answer(choice, reason=reason or None)
    when = edits.now()

    def change(record: Record) -> Record:
        record, session = edits.begin_session(record, held.rater, "review", when)
        record = edits.answer(record, session.id, candidate, rubric, given)
        return edits.finish(record, session.id, when)

    held.change(change)
    talk.say(_("Saved: %(choice)s.") % {"choice": written(choice)})
    return Step("result")


# --- several raters


def differing(held: Held, _step: Step) -> Step:
    """Who has finished; where they differ, each with the reasons, behind letters; one round more."""
    held.read_again()
    talk, record, library = held.talk, held.record, held.library
    talk.gap()
    talk.say(record.title, told_together.awaited(record))
    talk.listed(told_together.progress(record, library))
    may_see = together.may_see(record, held.rater) and len(rounds.raters(record)) > 1
    if may_see:
        document = ranking.rank(held.seen, library, can_win=False)
        talk.gap()
        talk.say(*told_together.agreement(document), *told_together.by_rubric(document, library))
        _say_differences(held)
        talk.say(*told_together.lowest_interest(document, held.seen))
    options: Choices = [(_("The joint ranking") if may_see else _("Your own ranking"), lambda: Step("result"))]
    revise = record.commitment is None and not rounds.has_revised(record, held.rater)
    if may_see and revise and rounds.cells_again(record, library):
        options.append((_("Answer again what you differ about most"), partial(_revise, held)))
    options.append((_("Look again whether others have finished"), lambda: Step("together")))
    talk.gap()
    return _chosen(held, options)


def _say_differences(held: Held) -> None:
    found = together.differences(held.record, held.library, held.rater)
    talk = held.talk
    if not found:
        talk.say(_("Nobody differs from anybody."))
    for one in found[:_MOST_DIFFERENCES]:
        talk.gap()
        rubric = str(held.library.rubrics[one.rubric].title)
        words = {"rubric": rubric, "title": held.candidate(one.candidate).title, "span": told_together.span(one)}
        talk.say(_("%(rubric)s of “%(title)s”: %(span)s") % words)
        for opinion in one.opinions:
            reason = f": {opinion.answer.reason}" if opinion.answer.reason else ""
            line = f"{told_together.name(opinion, shown=False)} {told_together.level(opinion.answer)}{reason}"
            talk.say(line, indent=2, hanging=2)


def _revise(held: Held) -> Step:
    if held.session is None:
        still = together.awaited(held.record)
        if still:
            held.talk.say(
                _("Begin before all have finished?"),
                _("What is asked may change when the others have. Whoever comes later still scores alone."),
            )
            if held.talk.choose(_("Your choice"), [_("Wait for them"), _("Begin now")]) == 0:
                return Step("together")
        held.begin()
    return held.next_step()
