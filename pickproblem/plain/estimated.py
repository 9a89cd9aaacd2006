"""An estimate in sentences: what the screens draw, said so that nothing has to be looked at."""

from __future__ import annotations

from collections.abc import Iterable

from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.estimate.maturity import MaturityEstimate
from pickproblem.language import _
from pickproblem.plain.talk import Talk
from pickproblem.report import computing, estimates
from pickproblem.report.charts import about


def say_compute(talk: Talk, found: ComputeEstimate) -> None:
    """Hours, runs that fit, memory by its parts and its remedies, what holds the level down, what was assumed."""
    talk.say(" ".join([*computing.hours_sentences(found), computing.runs_sentence(found)]))
    talk.say(computing.memory_sentence(found))
    parts = [
        _("%(part)s %(size)s GB") % {"part": _(computing.PARTS[name]), "size": about(gb)}
        for name, gb in found.memory.parts.items()
        if gb > 0
    ]
    if parts:
        talk.say(_("Of that: %(parts)s.") % {"parts": ", ".join(parts)})
    _list(talk, computing.remedies_head(found), computing.remedies(found))
    _list(talk, _("What holds the level down"), computing.limits(found))
    _list(talk, _("Taken for granted"), found.assumptions)
    talk.say(*computing.evidence(found))


def say_plan(talk: Talk, found: PlanEstimate) -> None:
    """Whether the weeks are enough, and each stretch of them with its days."""
    talk.say(" ".join(estimates.plan_sentences(found)))
    lines = []
    for box in estimates.plan_boxes(found) if found.deadline is not None else []:
        words = {"what": box.title, "first": box.start, "last": box.end}
        lines.append(
            _("%(what)s: on %(first)s") % words
            if box.start == box.end
            else _("%(what)s: from %(first)s to %(last)s") % words
        )
    _list(talk, _("The weeks to the deadline"), lines)


def say_maturity(talk: Talk, found: MaturityEstimate) -> None:
    """How many records there are and how large the last steps were; then each record."""
    talk.say(" ".join(estimates.maturity_sentences(found)))
    lines = []
    for one in estimates.record_points(found):
        words = {"when": one.written, "score": f"{one.score:g}", "step": about(one.step or 0)}
        lines.append(
            _("%(when)s: %(score)s") % words
            if one.step is None
            else _("%(when)s: %(score)s, a step of %(step)s percent of the scale") % words
        )
    _list(talk, _("The results that set a record"), lines)


def _list(talk: Talk, head: str, lines: Iterable[str]) -> None:
    several = list(lines)
    if several:
        talk.say(head)
    for line in several:
        talk.say(f"- {line}", hanging=2)
