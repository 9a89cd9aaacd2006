"""A review in lines: what happened, a fresh score without the old answers, old against new, taste, the notebook."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from pickproblem import answers as views
from pickproblem import flow, forecasting, review
from pickproblem.errors import PickproblemError
from pickproblem.flow import Step
from pickproblem.language import _, ngettext
from pickproblem.plain import form, notebook, promises
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back
from pickproblem.record import Candidate
from pickproblem.report import comparing, spoken
from pickproblem.review import StepKind
from pickproblem.switching.comparing import compare

_NAMES = dict(review.STEPS)
_ORDER = list(_NAMES)


def reviewed(held: Held, _step: Step) -> Step:
    """The steps of a review, each said and asked; what was answered is in the record, so that it goes on there."""
    if held.record.commitment is None or review.reviewed(held.record) is None:
        return held.next_step()
    done: set[StepKind] = set()
    at = _next(held, done)
    back = False
    _say_head(held)
    while True:
        n = _ORDER.index(at)
        held.talk.gap()
        words = {"n": n + 1, "all": len(_ORDER), "name": _(_NAMES[at])}
        held.talk.say(_("Step %(n)d of %(all)d: %(name)s") % words)
        try:
            away = (_BEHIND if back else _STEPS)[at](held)
        except Back:
            if n == 0:
                return Step("project")
            at, back = _ORDER[n - 1], True
            continue
        back = False
        if away is not None:
            return away
        if at == "notes":
            return _finished(held)
        done.add(at)
        # Whoever looks at an early step again goes on from there.
        at = _ORDER[max(_ORDER.index(_next(held, done)), n + 1)]


def _next(held: Held, done: set[StepKind]) -> StepKind:
    return review.next_step(held.record, held.rater, held.today, done)


def _project(held: Held) -> Candidate:
    found = review.reviewed(held.record)
    assert found is not None
    return found


def _say_head(held: Held) -> None:
    commitment = held.record.commitment
    assert commitment is not None
    weeks = max((held.today - forecasting.chosen(held.record, commitment).date()).days, 0) // 7 + 1
    held.talk.gap()
    held.talk.say(
        _("Review of “%(title)s”, week %(week)d") % {"title": _project(held).title, "week": weeks},
        _("What you answer is kept at once; leave at any question, and the review goes on there."),
    )


def _enter(held: Held) -> None:
    """A page that asks nothing waits until it is read. Raises Back."""
    held.talk.ask(_("Enter goes on"))


# --- the steps


def _outcome(held: Held) -> Step | None:
    """What happened, before any old number is seen."""
    talk = held.talk
    talk.say(_("First what happened, as it is, before any old number is seen."))
    asked = review.questions(held.record, held.today)
    stands = _project(held).state in ("open", "chosen")
    at = 0
    while at < len(asked) + stands:
        try:
            if at == len(asked):
                said = notebook.how_it_stands(held, _project(held).id)
            elif (one := asked[at]).kind == "forecast":
                said = promises.forecast(held, one)
            else:
                said = promises.criterion(held, one.entry or "", int(one.part))
        except Back:
            # What is answered stays as it is, so one goes back to the last that is not.
            still = {one.key for one in review.questions(held.record, held.today)}
            before = [n for n in range(at) if asked[n].key in still]
            if not before:
                raise
            at = before[-1]
            continue
        if said:
            talk.say(said)
        at += 1
    return None


def _score(held: Held) -> Step | None:
    """A fresh score, without the old answers."""
    talk, record, library = held.talk, held.record, held.library
    if review.session_of(record, held.rater, held.today) is not None:
        talk.say(_("Scored again today."))
        _enter(held)
        return None
    going_on = review.scoring(record, held.rater)
    if going_on is not None:
        done, total = flow.progress(record, library, going_on)
        talk.say(_("%(done)d of %(all)d are answered.") % {"done": done, "all": total})
    else:
        cells = len(views.in_question(record)) * len(views.asked(record, library))
        minutes = flow.minutes_left(cells, [])
        words = {
            "questions": ngettext("%(n)d question", "%(n)d questions", cells) % {"n": cells},
            "time": ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes},
        }
        talk.say(
            _("Now score again as if for the first time: %(questions)s, %(time)s.") % words,
            _(
                "The old answers stay hidden until you are through; then both stand side by side. f stops when "
                "it is enough: what is left open keeps its answer of before."
            ),
            _("Without a fresh score this review stays due."),
        )
    options = [_("Go on where you were") if going_on is not None else _("Begin"), _("Go on without it")]
    if talk.choose(_("Score again?"), options) == 1:
        return None
    held.begin("review")
    return held.next_step()


def _compare(held: Held) -> Step | None:
    """Old against new, once there is a new."""
    talk = held.talk
    now = review.newest(held.record, held.rater) if held.session is None else None
    if now is None:
        talk.say(_("Not scored again yet, so there is nothing to compare."))
        _enter(held)
        return None
    earlier = [one.id for one in review.earlier(held.record, now)]
    then: str | None = None
    while True:
        try:
            document = compare(held.record, held.library, then=then, now=now.id)
        except PickproblemError as error:
            talk.say(str(error))
            _enter(held)
            return None
        _say_compared(held, document)
        if len(earlier) < 2:
            _enter(held)
            return None
        talk.gap()
        if talk.choose(_("What next"), [_("Go on"), _("Against another day")], standing=0) == 0:
            return None
        at = earlier.index(then) if then in earlier else 0
        then = earlier[(at + 1) % len(earlier)]


def _say_compared(held: Held, document: comparing.Document) -> None:
    talk, bullet = held.talk, partial(held.talk.say, hanging=2)
    talk.say(comparing.headline(document), _("Scores on 0 to 100"))
    for line in spoken.slopes(document):
        bullet(f"- {line}")
    talk.say(comparing.retest(document))
    for head, lines in (
        (_("Ranks"), comparing.ranks(document)),
        (_("Answered for the first time"), comparing.new_answers(document)),
    ):
        if lines:
            talk.say(head)
        for line in lines:
            bullet(f"- {line}")
    moved = comparing.moved(document, held.library)
    if moved:
        talk.say(_("What moved, the farthest first"))
    for one in moved:
        what, *reasons = spoken.moved(one)
        bullet(f"- {what}")
        for line in reasons:
            talk.say(line, indent=2, hanging=2)


def _taste(held: Held) -> Step | None:
    """The first text's questions of taste; the answers go into today's note."""
    held.talk.say(_("Taste grows by looking back: one line each, or nothing. They go into today's note."))
    open_ones = review.open_taste(held.record, held.today)
    if open_ones:
        _ask_taste(held, set(open_ones), _TASTE.index(open_ones[0]))
        return None
    held.talk.say(_("All of them are answered today."))
    try:
        _enter(held)
    except Back:
        _ask_taste(held, {_TASTE[-1]}, len(_TASTE) - 1)
    return None


def _taste_again(held: Held) -> Step | None:
    """Back from the notebook: the last question of taste once more."""
    _ask_taste(held, {_TASTE[-1]}, len(_TASTE) - 1)
    return None


def _ask_taste(held: Held, wanted: set[str], at: int) -> None:
    """Question after question from one on, those that are wanted; b goes through all of them. Raises Back."""
    while at < len(_TASTE):
        id = _TASTE[at]
        if id in wanted:
            try:
                _ask_of_taste(held, id)
            except Back:
                if at == 0:
                    raise
                at -= 1
                wanted.add(_TASTE[at])
                continue
        at += 1


def _ask_of_taste(held: Held, id: str) -> None:
    """One question of taste; what stands there is kept by Enter. Raises Back."""
    if id == "did-well":
        here = _project(held)
        passed = [one.title for one in held.record.candidates if one.id != here.id]
        held.talk.say(_("Passed over here: %(titles)s") % {"titles": " · ".join(passed)})
    question = next(words for known, words, _lead in review.TASTE if known == id)
    before = review.taste_answer(held.record, held.today, id)
    given = {id: before}
    form.fill(held.talk, [form.of(given, id, _(question))])
    if given[id] == before:
        return
    if given[id]:
        held.change(partial(review.keep_taste, today=held.today, id=id, text=given[id]))
    else:
        held.change(partial(review.drop_taste, today=held.today, id=id))


def _notes(held: Held) -> Step | None:
    """The last two weeks in one view."""
    held.talk.say(*spoken.notes(_project(held), held.today))
    options = [_("That is all"), _("A note of today")]
    while held.talk.choose(_("What next"), options, standing=0) == 1:
        held.talk.say(notebook.note(held, _project(held).id))
    return None


def _finished(held: Held) -> Step:
    """At the end: whether the project is over, where its last stretch of work ended for good."""
    here = _project(held)
    ended = max(here.stints or [], key=lambda one: one.from_, default=None)
    if here.state != "closed" and ended is not None and ended.to is not None and ended.ended is not None:
        with suppress(Back):  # it goes on
            held.talk.say(str(notebook.close(held, here.id, reviewed=True)))
    return Step("project")


_TASTE = [id for id, _question, _lead in review.TASTE]
_STEPS = {"outcome": _outcome, "score": _score, "compare": _compare, "taste": _taste, "notes": _notes}
_BEHIND = {**_STEPS, "taste": _taste_again}
"""The steps as they are when one comes back to them from the one behind."""
