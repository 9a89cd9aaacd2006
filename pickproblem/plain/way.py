"""From step to step, until the person leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pickproblem import facts, flow, store, together
from pickproblem.errors import Refused
from pickproblem.flow import Step, StepKind
from pickproblem.language import _
from pickproblem.plain import beginning, feeling, known, questions, weights
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, Leave, Talk
from pickproblem.record import DEFAULT_RATER
from pickproblem.rubric import Library

Taken = Callable[[Held, Step], Step]


def go(path: Path, library: Library, talk: Talk, rater: str | None = None) -> None:
    """The way through a record from where it was left, until the person leaves or the input ends.

    ``rater``: who answers; where nobody is named, a record of several people asks. Raises Unreadable and Faulty for
    the record, NotSaved where the last answer could not be kept.
    """
    record = store.read(path, library).record
    known_as = together.known_as(record, rater or DEFAULT_RATER)
    held = Held(path, library, talk, known_as, record, named=rater is not None)
    talk.say(record.title, _("? helps at every prompt, b goes back, q leaves; every answer is kept at once."))
    try:
        beginning.who(held)
        step = flow.opening_step(held.record, library, held.rater)
        while True:
            step = _take(held, step)
    except Leave:
        talk.say(_("All is kept. To go on: pickproblem ask %(file)s --plain") % {"file": str(path)})


def _take(held: Held, step: Step) -> Step:
    try:
        return _STEPS[step.kind](held, step)
    except Refused as refused:
        # Somebody else finished the session, or took a candidate away, while the question stood.
        held.talk.say(str(refused))
        held.read_again()
        return flow.opening_step(held.record, held.library, held.rater)


def _ask(held: Held, step: Step) -> Step:
    """A fact that the next question needs; the question asks for all that it needs itself."""
    if step.cell is not None:
        return questions.question(held, step)
    if step.field in facts.FIELDS:
        try:
            known.of_setting(held, step.field)
        except Back:
            return Step("weights")
    return held.next_step()


def _later(name: str, held: Held, step: Step) -> Step:
    # The arithmetic behind a result takes half a second to load.
    from importlib import import_module

    module, function = name.split(".")
    taken: Taken = getattr(import_module(f"pickproblem.plain.{module}"), function)
    return taken(held, step)


_STEPS: dict[StepKind, Taken] = {
    "candidates": beginning.candidates,
    "setting": beginning.setting,
    "weights": weights.weights,
    "ask": _ask,
    "question": questions.question,
    "gut": feeling.gut,
    "together": partial(_later, "shown.differing"),
    "result": partial(_later, "shown.result"),
    "commit": partial(_later, "committing.commit"),
    "project": partial(_later, "shown.project"),
    "review": partial(_later, "shown.reviewed"),
    "tempted": partial(_later, "shown.tempted"),
}
