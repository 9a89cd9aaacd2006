"""The way of a newer idea, step by step: which are asked of an entry, and which is next. Pure.

What was answered is in the entry, so that a way that was left, or killed, goes on at the very step. A step that can
be answered with "no" leaves that in the entry too: the table of a dead end is there, if empty, once the exits were
asked, and a check without evidence is an empty text. An entry that holds a later answer has passed those before it:
so one that was written by hand needs no such marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from pickproblem import temptation
from pickproblem.language import N_
from pickproblem.record import Record, Temptation
from pickproblem.temptation import is_frozen

if TYPE_CHECKING:  # the arithmetic comes with it, which the steps can do without
    from pickproblem.switching.advice import Examined

StepName = Literal[
    "goal", "current", "exits", "dead-end", "quick-test", "wait", "score", "newer", "second-person", "verdict"
]

NAMES: dict[StepName, str] = {
    "goal": N_("The goal"),
    "current": N_("The current one"),
    "exits": N_("Ways out"),
    "dead-end": N_("Dead end?"),
    "quick-test": N_("Quick test"),
    "wait": N_("Sleep on it"),
    "score": N_("Score both"),
    "newer": N_("The newer one"),
    "second-person": N_("A second view"),
    "verdict": N_("Verdict"),
}
"""The steps in order, with their names; to be translated when they are shown."""

_PASSED = ("wait", "score")
"""Steps that are behind one once they are done: nobody goes back to them."""


def to_look_at(record: Record, named: str | None = None) -> Temptation:
    """The entry that a way is about: the one named, else the last undecided one that was not dropped, else the last.

    Raises Refused where there is none.
    """
    entries = record.temptations
    if named is not None or not entries:
        return temptation.entry(record, named or "")
    dropped = {one.id for one in record.candidates if one.state == "closed"}
    undecided = [one for one in entries if not is_frozen(one) and one.newcomer not in dropped]
    return (undecided or entries)[-1]


def can_be_weighed_anew(record: Record, entry: Temptation) -> bool:
    """Whether the newer one is still an idea that waits, with no other entry and no trial of it open."""
    newcomer = record.candidate(entry.newcomer)
    waiting = any(one.newcomer == entry.newcomer and not is_frozen(one) for one in record.temptations)
    trial = entry.outcome is not None and entry.outcome.verdict == "trial" and entry.outcome.followed is None
    return newcomer is not None and newcomer.state == "parked" and not waiting and not trial


def way(found: Examined) -> list[StepName]:
    """The steps that this entry goes through, by what is known of it now; the verdict is the last.

    It is short where the verdict is certain early: nothing is to be left for an idea that serves the same goal, and
    what ends the current one anyway, or is tried in a few days, needs no comparison.
    """
    if is_frozen(found.entry):
        return ["verdict"]
    verdict, stops = found.advice.verdict, found.advice.stops
    if verdict == "branch" or {"kill-criterion", "interest-gone"} & set(stops):
        return ["goal", "verdict"]
    steps: list[StepName] = ["goal", "current", "exits"]
    if {"exit-scooped", "exit-outside-cause"} & set(stops):
        return [*steps, "verdict"]
    steps.append("dead-end")
    if stops:
        return [*steps, "verdict"]
    steps.append("quick-test")
    if found.advice.by_quick_test:
        return [*steps, "verdict"]
    if not _cooled(found):
        steps.append("wait")
    steps += ["score", "newer"]
    if any(one.name == "second-person" for one in found.advice.asked.switch):
        steps.append("second-person")
    return [*steps, "verdict"]


def next_step(found: Examined) -> StepName:
    """The first step that is not answered yet."""
    steps = way(found)
    return next((step for step in steps if not _answered(step, steps, found)), "verdict")


def step_after(found: Examined, step: StepName) -> StepName:
    """Where the way goes on from a step that was just answered.

    Whoever went back comes through the steps behind once more, up to the first that is not answered yet.
    """
    steps, following = way(found), next_step(found)
    at = steps.index(step) if step in steps else len(steps)
    behind = [one for one in steps[at + 1 : steps.index(following)] if one not in _PASSED]
    return behind[0] if behind else following


def step_before(found: Examined, step: StepName) -> StepName | None:
    """The step that one goes back to; None from the first one."""
    steps = way(found)
    before = [one for one in steps[: steps.index(step) if step in steps else 0] if one not in _PASSED]
    return before[-1] if before else None


def _answered(step: StepName, steps: Sequence[StepName], found: Examined) -> bool:
    if step == "verdict":
        return is_frozen(found.entry)
    if step in ("exits", "dead-end", "wait"):
        behind = steps[steps.index(step) + 1 :]
        return _given(step, found) or any(_begun(one, found.entry) for one in behind)
    return _given(step, found)


def _given(step: StepName, found: Examined) -> bool:
    """Whether the entry holds the answer of the step itself."""
    entry = found.entry
    match step:
        case "goal":
            return entry.same_goal is not None
        case "current":
            return entry.hours_current is not None and entry.p_current_done is not None
        case "exits":
            return entry.dead_end is not None or found.situation.exit_has_evidence
        case "dead-end":
            return entry.dead_end is not None and all(evidence is not None for _check, evidence in entry.dead_end)
        case "quick-test":
            return entry.days_to_signal is not None and found.situation.upside_low is not None
        case "wait":
            return False
        case "score":
            return not found.unanswered
        case "newer":
            return entry.hours_new is not None and entry.p_new_done is not None
        case "second-person":
            return entry.second_person is not None
        case "verdict":
            return is_frozen(entry)


def _begun(step: StepName, entry: Temptation) -> bool:
    """Whether anything of the step is written."""
    match step:
        case "dead-end":
            return entry.dead_end is not None and any(evidence is not None for _check, evidence in entry.dead_end)
        case "quick-test":
            return entry.days_to_signal is not None
        case "score":
            return entry.session is not None
        case "newer":
            return entry.hours_new is not None or entry.p_new_done is not None
        case _:
            return False


def _cooled(found: Examined) -> bool:
    return all(one.holds for one in found.advice.asked.switch if one.name == "cooling-off")
