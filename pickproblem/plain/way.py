"""From step to step, until the person leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial
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


def go(
    path: Path,
    library: Library,
    talk: Talk,
    rater: str | None = None,
    at: Step | None = None,
    today: date | None = None,
) -> None:
    """The way through a record from where it was left, until the person leaves or the input ends.

    ``rater``: who answers; where nobody is named, a record of several people asks. ``at``: the step to begin at in
    place of that. ``today``: what is taken for the day it is. Raises Unreadable and Faulty for the record, NotSaved
    where the last answer could not be kept.
    """
    record = store.read(path, library).record

    @cache
    def newness() -> float:
        from pickproblem import experience  # looks at the folder, and seldom

        return experience.newness(path, library)

    library = library._replace(newness=newness)
    known_as = together.known_as(record, rater or DEFAULT_RATER)
    held = Held(path, library, talk, known_as, record, named=rater is not None, day=today)
    talk.say(
        record.title,
        _("? helps at every prompt, b goes back, t parks a newer idea, q leaves; every answer is kept at once."),
    )
    step = None
    try:
        beginning.who(held, first=True)
        talk.aside = partial(_park, held)
        step = at or flow.opening_step(held.record, library, held.rater)
        while True:
            try:
                step = _take(held, step)
            except _Elsewhere as elsewhere:
                step = elsewhere.step
    except Leave:
        said = _("All is kept. To go on: pickproblem ask %(file)s --plain")
        if step is not None and step.kind == "tempted":
            said = _("All is kept. To go on: pickproblem tempted %(file)s --plain")
        talk.say(said % {"file": str(path)})


class _Elsewhere(Exception):
    """An aside that leads away from where it was begun."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step


def _park(held: Held) -> None:
    from pickproblem.plain import parking

    try:
        step = parking.park(held)
    except Refused as refused:
        held.talk.say(str(refused))
        return
    if step is not None:
        raise _Elsewhere(step)


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
    "project": partial(_later, "project.project"),
    "review": partial(_later, "reviewing.reviewed"),
    "tempted": partial(_later, "tempted.tempted"),
}
