"""Verbs that compute a level from dates and results: plan, maturity."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from pickproblem import document, store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.cli.named import chosen_candidate
from pickproblem.errors import Unreadable, UsageError
from pickproblem.estimate import deadline
from pickproblem.estimate import maturity as results
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.estimate.maturity import MaturityEstimate, WrongResults
from pickproblem.language import _, ngettext
from pickproblem.record import Plan, Setting
from pickproblem.report import charts, estimates
from pickproblem.rubric import Library, Rubric
from pickproblem.switching.history import Ratio, taken_over_planned
from pickproblem.switching.thresholds import Thresholds, in_force
from pickproblem.text import safe


def plan(call: argparse.Namespace) -> int:
    """Hold a plan against its deadline: one said here, or that of a candidate."""
    known = library()
    own: Ratio | None = None
    if call.file is None:
        title = None
        found = _plan_said(call)
    else:
        title, found, own = _plan_recorded(call, known)
    bounds = in_force()
    found = found.looked_at(bounds.commitment.review_weeks.value)
    if call.json:
        output.say_json(found.document())
        return 0
    if title is not None:
        output.say_paragraphs([title])
    computed = [one for one in known.rubrics.values() if one.estimate == "deadline"]
    _say_level(found, computed[0] if computed else None)
    output.say("")
    output.say_paragraphs(estimates.plan_sentences(found))
    if own is not None and call.correction is None:
        output.say_paragraphs([_whose(own, bounds)])
    if found.deadline is not None:
        picture = charts.weeks(estimates.plan_boxes(found), found.today, found.deadline, output.width())
        output.say_chart(_("The weeks to the deadline"), picture)
    return 0


def _plan_said(call: argparse.Namespace) -> PlanEstimate:
    if call.candidate is not None:
        raise UsageError(_("--candidate needs the record it stands in"))
    for name, value in (("--deadline", call.deadline), ("--experiment-weeks", call.experiment_weeks)):
        if value is None:
            raise UsageError(_("%(option)s is missing; or name a record and its --candidate") % {"option": name})
    return deadline.plan(
        today=call.today or date.today(),
        deadline=call.deadline,
        deliverable=call.deliverable,
        experiment_weeks=call.experiment_weeks,
        writing_weeks=call.writing_weeks,
        correction=in_force().taste.overrun.value if call.correction is None else call.correction,
        venue=call.venue,
    )


def _plan_recorded(call: argparse.Namespace, known: Library) -> tuple[str, PlanEstimate, Ratio]:
    """The candidate's title, its plan with what the call says otherwise, and the person's own history."""
    path = record_path(call.file)
    record = store.read(path, known).record
    one = chosen_candidate(record, call)
    own = taken_over_planned(store.neighbours(path, record, known, b"delivered"), in_force())
    setting, planned = record.setting or Setting(), one.plan or Plan()
    found = deadline.plan(
        today=call.today or date.today(),
        deadline=call.deadline or setting.deadline,
        deliverable=call.deliverable or planned.deliverable,
        experiment_weeks=_first(call.experiment_weeks, planned.experiment_weeks),
        writing_weeks=_first(call.writing_weeks, planned.writing_weeks),
        correction=own.value if call.correction is None else call.correction,
        venue=call.venue or setting.venue,
    )
    return one.title, found, own


def _first(said: float | None, recorded: float | None) -> float | None:
    return recorded if said is None else said


def _whose(own: Ratio, thresholds: Thresholds) -> str:
    words = {"factor": charts.about(own.value), "n": own.projects}
    if own.own:
        return (
            ngettext(
                "The factor of %(factor)s comes from your own %(n)d finished project.",
                "The factor of %(factor)s is the middle one of your own %(n)d finished projects.",
                own.projects,
            )
            % words
        )
    least = thresholds.taste.overrun_projects.value
    return ngettext(
        "The factor of %(factor)s is what is usual; your own takes over after %(n)d finished project.",
        "The factor of %(factor)s is what is usual; your own takes over after %(n)d finished projects.",
        least,
    ) % {"factor": words["factor"], "n": least}


def maturity(call: argparse.Namespace) -> int:
    """Say how much room a topic has left, by the results that set records."""
    name = safe(call.file)
    try:
        text = document.read_bytes(Path(call.file)).decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(_("%(file)s: is not UTF-8 text") % {"file": name}) from None
    try:
        found = results.maturity(results.read_results(text), call.scale, call.lower_is_better)
    except WrongResults as wrong:
        raise WrongResults(f"{name}: {wrong}") from None
    if call.json:
        output.say_json(found.document())
        return 0
    _say_level(found, library().rubrics.get("maturity"))
    output.say("")
    output.say_paragraphs(estimates.maturity_sentences(found))
    picture = charts.records(estimates.record_points(found), output.width(), lower_is_better=found.lower_is_better)
    output.say_chart(_("Results that set a record; beside each its step, in percent of the scale"), picture)
    return 0


def _say_level(found: PlanEstimate | MaturityEstimate, asked: Rubric | None) -> None:
    """The level with its text, where a rubric is there to say it."""
    if found.level is None:
        output.say_paragraphs([_("There is no level yet; what is missing is said below.")])
        return
    words = {"level": estimates.level(found), "text": str(asked.levels[found.level - 1]) if asked else ""}
    output.say_paragraphs([_("%(level)s: %(text)s") % words if asked else words["level"]])
