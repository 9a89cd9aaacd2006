"""What a record says now: latest answers, what is asked, who is ruled out. Views only; nothing is changed here."""

from __future__ import annotations

from typing import NamedTuple

from pickproblem.document import nearest
from pickproblem.errors import UsageError
from pickproblem.language import _
from pickproblem.record import Answer, Record, Session, WeightsIn, same_name
from pickproblem.rubric import Flag, Gate, Library, Profile, Rubric
from pickproblem.text import safe

Sheet = dict[str, dict[str, Answer]]
"""Answers by candidate, then by rubric."""


def latest(record: Record, *, rater: str | None = None, as_of: str | None = None) -> dict[str, Sheet]:
    """Each rater's latest answer of each cell, by the order of sessions in the file; raters by name.

    ``rater`` looks at one rater alone, ``as_of`` at the sessions up to and including that one.
    Raises UsageError for a rater or session that the record does not have.
    """
    if as_of is not None and as_of not in (known := [session.id for session in record.sessions]):
        raise UsageError(
            _("there is no session %(name)s; %(hint)s") % {"name": safe(as_of), "hint": nearest(as_of, known)}
        )
    names: dict[str, str] = {}
    sheets: dict[str, Sheet] = {}
    for session in record.sessions:
        name = names.setdefault(same_name(session.rater), session.rater)
        sheet = sheets.setdefault(name, {})
        for candidate, row in (session.answers or {}).items():
            sheet.setdefault(candidate, {}).update(row)
        if session.id == as_of:
            break
    if rater is None:
        return sheets
    if same_name(rater) not in names:
        if not record.sessions:
            return {}
        raise UsageError(
            _("there is no rater %(name)s; %(hint)s") % {"name": safe(rater), "hint": nearest(rater, names.values())}
        )
    name = names[same_name(rater)]
    return {name: sheets[name]}


def cell(sheets: dict[str, Sheet], candidate: str, rubric: str) -> list[Answer]:
    """The answers of every rater who answered the cell."""
    return [answer for sheet in sheets.values() if (answer := sheet.get(candidate, {}).get(rubric)) is not None]


def believed_level(answers: list[Answer]) -> int | None:
    """The level believed: of several raters the lower median; None where nobody knows."""
    levels = sorted(answer.level for answer in answers if answer.level is not None)
    return levels[(len(levels) - 1) // 2] if levels else None


def believed_high(answers: list[Answer]) -> int | None:
    """The highest level still believed by any rater; None where nobody answered."""
    return max((answer.believed_high for answer in answers), default=None)


def open_session(record: Record, rater: str) -> Session | None:
    """The rater's session in progress, the last one if there are several."""
    mine = [one for one in record.sessions if one.finished is None and same_name(one.rater) == same_name(rater)]
    return mine[-1] if mine else None


def profile_of(record: Record, library: Library) -> Profile:
    """The record's profile; reading the record has made sure that there is one."""
    return library.profiles[record.profile]


def weights_of(record: Record, library: Library) -> WeightsIn:
    """What is known of the weights: the record's own, else the profile's order."""
    if record.weights is not None:
        return record.weights
    # Checked when the profile was read.
    return WeightsIn.model_construct(method="order", order=profile_of(record, library).order)


def weighed(record: Record, library: Library) -> list[str]:
    """The rubrics that carry weight, in the order of the weights in force."""
    return weights_of(record, library).rubrics()


def asked(record: Record, library: Library) -> list[str]:
    """Every rubric asked, in the order of asking: those that can rule out first, then by weight, then other gates."""
    profile = profile_of(record, library)
    gated = [gate.rubric for gate in profile.gates]
    ruling = [gate.rubric for gate in profile.gates if gate.action == "rule-out"]
    return list(dict.fromkeys([*ruling, *weighed(record, library), *gated]))


def question(record: Record, rubric: Rubric) -> str:
    """What a rubric asks, with the goal of the setting in it."""
    goal = (record.setting.goal if record.setting else None) or _("not written down yet")
    return str(rubric.question).replace("{goal}", goal)


def gate_acts(gate: Gate, record: Record) -> bool:
    """Whether the gate applies to this setting at all (some do only where hours are few)."""
    if gate.hours_per_week_below is None:
        return True
    hours = record.setting.hours_per_week if record.setting else None
    return hours is not None and hours < gate.hours_per_week_below


def closes(gate: Gate, answers: list[Answer]) -> bool:
    """Whether these answers fall to the gate: the highest level believed is at or below it, and nobody lifts it.

    Where any rater does not know, they do not, not even to a gate at level 5.
    """
    high = believed_high(answers)
    if high is None or any(answer.level is None or answer.lifts_gate for answer in answers):
        return False
    return high <= gate.at_most


class GateHit(NamedTuple):
    """A candidate met by a gate, with the highest level still believed."""

    candidate: str
    gate: Gate
    level: int


def gate_hits(record: Record, library: Library, sheets: dict[str, Sheet]) -> list[GateHit]:
    """Every gate that a candidate in question falls to, in the order of the record, then of the profile."""
    return [
        GateHit(candidate.id, gate, believed_high(answers) or 1)
        for candidate in record.candidates
        if candidate.state in ("open", "chosen")
        for gate in profile_of(record, library).gates
        if gate_acts(gate, record) and closes(gate, answers := cell(sheets, candidate.id, gate.rubric))
    ]


def ruled_out(record: Record, library: Library, sheets: dict[str, Sheet]) -> list[GateHit]:
    """Who a gate rules out, one entry each, for the first such gate in the profile's order."""
    first: dict[str, GateHit] = {}
    for hit in gate_hits(record, library, sheets):
        if hit.gate.action == "rule-out":
            first.setdefault(hit.candidate, hit)
    return list(first.values())


def raised_flags(profile: Profile, sheets: dict[str, Sheet], candidate: str) -> list[Flag]:
    """The profile's advice that holds for the candidate; an unknown raises none."""

    def holds(rubric: str, at_most: int) -> bool:
        level = believed_level(cell(sheets, candidate, rubric))
        return level is not None and level <= at_most

    return [flag for flag in profile.flags if all(holds(rubric, bound) for rubric, bound in flag.when.items())]


def in_question(record: Record) -> list[str]:
    """The candidates that are asked about: open or chosen."""
    return [candidate.id for candidate in record.candidates if candidate.state in ("open", "chosen")]


def is_review(session: Session) -> bool:
    """Whether the session is a review: a finished one of that kind, not one answer given again by itself."""
    given = sum(len(row) for row in (session.answers or {}).values())
    return session.reason == "review" and session.finished is not None and given != 1


def result_seen(record: Record) -> bool:
    """Whether a result was open to the eye: some session is finished."""
    return any(session.finished is not None for session in record.sessions)


def taken_up_after_stop(record: Record, candidate: str) -> bool:
    """Whether the candidate stood beside a project that was then ended, and has not been chosen since."""
    last = next((one for one in reversed(record.temptations) if one.newcomer == candidate), None)
    outcome = last.outcome if last is not None else None
    if last is None or outcome is None or outcome.verdict != "stop" or outcome.followed is False:
        return False
    return not any(one.candidate == candidate and one.when > last.when for one in record.commitments)
