"""Which answers rest on facts that are others by now."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pickproblem import facts
from pickproblem.answers import in_question
from pickproblem.errors import PickproblemError
from pickproblem.estimate import gpus
from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.deadline import CORRECTION, PlanEstimate
from pickproblem.estimate.gpus import UnknownGpu
from pickproblem.flow import Cell
from pickproblem.language import _
from pickproblem.proposals.inputs import SHARE_OF_EXPERIMENTS, ComputeInputs, Missing, compute_inputs
from pickproblem.proposals.proposing import Proposal, propose
from pickproblem.record import Answer, Record, same_name
from pickproblem.rubric import Library
from pickproblem.text import safe

_DAYS_THAT_PASS = 2
"""A date reckoned back from weeks left may be off by as much."""

_WEEKS_THAT_PASS = 1.0
"""Time alone makes an estimate old once so much of it has gone, and the level is another."""

_WEEKS_UNSURE = 0.5
"""Weeks reckoned from a date and the day of a session may be off by as much: a session takes a day or two."""


@dataclass(frozen=True)
class Outdated:
    """An answer whose estimate rests on facts that are others now."""

    cell: Cell
    changed: tuple[str, ...]
    """What changed, in sentences; at least one."""


def outdated(
    record: Record, library: Library, rater: str, *, today: date, correction: float | None = None
) -> list[Outdated]:
    """The rater's answers whose estimate rests on facts that are others now, with what changed.

    A day or two that pass change nothing; weeks that pass do, once the level is another, until the deadline itself
    has gone by. ``correction`` is compared where it is given.
    """
    answers: dict[Cell, tuple[Answer, date]] = {}
    for session in record.sessions:
        if same_name(session.rater) == same_name(rater):
            for candidate, row in (session.answers or {}).items():
                for rubric, answer in row.items():
                    answers[Cell(rubric=rubric, candidate=candidate)] = answer, session.started.date()
    asked = set(in_question(record))
    found = []
    for cell, (answer, day) in answers.items():
        known = library.rubrics.get(cell.rubric)
        if answer.estimate is None or known is None or known.estimate is None or cell.candidate not in asked:
            continue
        if known.estimate == "deadline" and _only_time_passed(record, answer.estimate, day, today):
            continue
        used = answer.estimate.get("correction")
        factor = correction or (used if isinstance(used, int | float) and used > 0 else CORRECTION)
        try:
            now = propose(record, library, cell.candidate, cell.rubric, today=today, correction=factor)
        except PickproblemError as wrong:
            found.append(Outdated(cell, (str(wrong),)))
            continue
        if isinstance(now, Missing):
            changed = tuple(str(need) for need in now.needs)
        elif isinstance(now.estimate, ComputeEstimate):
            inputs = compute_inputs(record, cell.candidate, today)
            assert isinstance(inputs, ComputeInputs)
            passed = (today - day).days / 7 * SHARE_OF_EXPERIMENTS if inputs.weeks_from == "deadline" else 0.0
            changed = tuple(_compute_changes(answer.estimate, now, passed))
        else:
            changed = tuple(_deadline_changes(answer.estimate, now, day))
        if changed:
            found.append(Outdated(cell, changed))
    return found


def _only_time_passed(record: Record, then: Mapping[str, Any], day: date, today: date) -> bool:
    """Whether the deadline has gone by as it stood then: what was decided under it needs no other estimate."""
    due = record.setting.deadline if record.setting else None
    before, tolerance = _deadline_then(then, day)
    return due is not None and before is not None and due < today and abs((before - due).days) <= tolerance


def _then_and_now(fact: str, then: str, now: str) -> str:
    words = {"fact": fact, "then": safe(then) or _("not given"), "now": safe(now) or _("not given")}
    return _("%(fact)s: %(then)s then, %(now)s now") % words


def _compute_changes(then: Mapping[str, Any], now: Proposal, passed: float) -> Iterator[str]:
    """``passed``: weeks of experiments that went by with the days since the answer."""
    if "gpu" not in then:  # written by hand, or by another program: nothing to compare with
        return
    changed = False
    cards = [_card(one) for one in (then, now.scalars)]
    if cards[0] != cards[1]:
        changed = True
        yield _then_and_now(facts.FIELDS["gpus"].label(), *cards)
    for name, fact in {**facts.EXPERIMENT, **_machine()}.items():
        if name != "gpu" and then.get(name) != now.scalars.get(name):
            changed = True
            yield _then_and_now(fact.label(), _shown(fact, then.get(name)), _shown(fact, now.scalars.get(name)))
    before, weeks = then.get("weeks"), now.scalars["weeks"]
    if isinstance(before, int | float):
        moved = abs(before - passed - weeks) > (_WEEKS_UNSURE if passed else 0.0)
        if moved or (before - weeks >= _WEEKS_THAT_PASS and then.get("level") != now.level):
            changed = True
            label = facts.PLAN["experiment_weeks"].label()
            yield _then_and_now(label, f"{before:.3g}", f"{weeks:.3g}")
    if not changed and then.get("level") != now.level:
        yield _computed_anew(then, now)


def _computed_anew(then: Mapping[str, Any], now: Proposal) -> str:
    words = {"then": then.get("level"), "now": now.level}
    return _("computed anew it is level %(now)s, not %(then)s") % words


def _machine() -> dict[str, facts.Fact[Any]]:
    return {name: facts.FIELDS[name] for name in ("ram_gb", "disk_gb")}


def _shown(fact: facts.Fact[Any], value: object) -> str:
    try:
        return fact.show(value)
    except (TypeError, ValueError, ArithmeticError):  # an answer's estimate holds whatever was written there
        return str(value)


def _card(scalars: Mapping[str, Any]) -> str:
    name = str(scalars.get("gpu", ""))
    with contextlib.suppress(UnknownGpu):
        name = gpus.find(name).name
    count, hours = scalars.get("count"), scalars.get("hours_per_week")
    return _("%(count)s x %(name)s, %(hours)s h a week") % {"count": count, "name": name, "hours": hours}


def _deadline_changes(then: Mapping[str, Any], now: Proposal, day: date) -> Iterator[str]:
    """``day``: that of the answer."""
    estimate = now.estimate
    assert isinstance(estimate, PlanEstimate)
    changed = False
    due, tolerance = _deadline_then(then, day)
    moved = (due is None) != (estimate.deadline is None) or (
        due is not None and estimate.deadline is not None and abs((due - estimate.deadline).days) > tolerance
    )
    if moved:
        changed = True
        label = facts.FIELDS["deadline"].label()
        yield _then_and_now(label, due.isoformat() if due else "", str(estimate.deadline or ""))
    if not {"experiment_weeks", "deliverable", "deadline"}.isdisjoint(then):
        for name in ("experiment_weeks", "writing_weeks"):
            if then.get(name) != now.scalars.get(name):
                changed = True
                fact = facts.PLAN[name]
                yield _then_and_now(fact.label(), _shown(fact, then.get(name)), _shown(fact, now.scalars.get(name)))
        if bool(then.get("deliverable")) != bool(estimate.deliverable):
            changed = True
            label = facts.PLAN["deliverable"].label()
            yield _then_and_now(label, str(then.get("deliverable") or ""), estimate.deliverable or "")
    factor = then.get("correction")
    if isinstance(factor, int | float) and abs(factor - estimate.correction) > 0.05:
        changed = True
        yield _then_and_now(_("Taken over planned time"), f"{factor:.2g}", f"{estimate.correction:.2g}")
    left = then.get("weeks_left")
    if changed or not isinstance(left, int | float) or estimate.weeks_left is None:
        return
    if left - estimate.weeks_left >= _WEEKS_THAT_PASS and then.get("level") != now.level:
        words = {"then": f"{left:.3g}", "now": f"{estimate.weeks_left:.3g}"}
        yield _("%(then)s weeks were left then, %(now)s now") % words


def _deadline_then(then: Mapping[str, Any], day: date) -> tuple[date | None, int]:
    """The date that an estimate was made for, and by how many days that may be off."""
    due, left = then.get("deadline"), then.get("weeks_left")
    if isinstance(due, datetime):
        return due.date(), 0
    if isinstance(due, date):
        return due, 0
    if isinstance(left, int | float) and abs(left) < 10_000:
        return day + timedelta(days=round(left * 7)), _DAYS_THAT_PASS
    return None, 0
