"""The ideas kept beside a project, in lines: compared, taken up, left for another day, dropped."""

from __future__ import annotations

from pickproblem import edits, temptation
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain import parking
from pickproblem.plain.held import Held
from pickproblem.plain.promises import some_words
from pickproblem.report import ideas as told
from pickproblem.report.ideas import Idea
from pickproblem.switching import ideas
from pickproblem.switching.thresholds import in_force


def ask(held: Held, current: str) -> Step | None:
    """Choose an idea and what to do about it; the step that leads to, None where one stays. Raises Back.

    ``current``: the project that a new comparison holds it against.
    """
    found = told.ideas(held.record, held.today, in_force())
    if not found:
        held.talk.say(_("None yet. When one shines, t parks it in a minute, and it keeps."))
        return None
    held.talk.say(_("Newer ideas, kept beside the project"))
    lines = [f"{one.title}. {one.said}" for one in found]
    return _about(held, found[held.talk.choose(_("Which"), lines, _("b goes back to the project."))], current)


def _about(held: Held, idea: Idea, current: str) -> Step | None:
    record = held.record
    entry = temptation.entry(record, idea.entry) if idea.entry is not None else None
    acts = ideas.acts(record, idea.candidate, entry)
    if not acts:
        held.talk.say(_("Nothing is left to be done about it."))
        return None
    act = acts[held.talk.choose(_("What about it"), [_(told.ACTS[one]) for one in acts], _("b changes nothing."))]
    if act in ("verdict", "compare"):
        return Step("tempted", entry=idea.entry)
    if act == "weigh":
        when = held.now()
        held.change(lambda one: temptation.park(one, idea.candidate, when, current=current))
        return Step("tempted", entry=held.record.temptations[-1].id)
    if act == "day":
        parking.another_day(held, idea.entry or "")
    elif act == "open":
        held.change(lambda one: edits.set_state(one, idea.candidate, "open"))
        held.talk.say(_("It is a candidate again, and is asked about with the others."))
    elif act == "park":
        held.change(lambda one: edits.set_state(one, idea.candidate, "parked"))
        held.talk.say(_("Parked."))
    else:
        words = _("One line; it stands in the notes of the idea, which is kept and can be taken up again.")
        why, today = some_words(held, _("Why drop it?"), words), held.today
        held.change(lambda one: ideas.dropped(one, idea.candidate, today, why))
        held.talk.say(_("Dropped; its line is kept."))
    return None
