"""From a record to the advice on one of its temptations: the figures out of the answers, then the verdict on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pickproblem import answers as views
from pickproblem import temptation as temptations
from pickproblem.answers import GateHit, Sheet
from pickproblem.decision import levels, standing
from pickproblem.decision.draws import simulate
from pickproblem.decision.newness import discounted
from pickproblem.ranking.document import SAMPLES, SEED
from pickproblem.ranking.problem import pose
from pickproblem.record import Answer, Commitment, Record, Session, Temptation, same_name
from pickproblem.rubric import Library
from pickproblem.switching.history import Drop, newness_drop
from pickproblem.switching.lookback import DaysWorked, LookBack, look_back, proven
from pickproblem.switching.situation import Comparison, Situation
from pickproblem.switching.thresholds import Thresholds
from pickproblem.switching.verdict import DEAD_END_CHECKS, Advice, advise

INTEREST, UPSIDE = "interest", "upside"
"""The two rubrics that the advice itself asks about, whatever the profile."""

_LEAST, _MOST = 1e-6, 1e9
"""What lies beyond is a slip of the hand, and would break the arithmetic."""

_CURRENT, _NEW = 0, 1


@dataclass(frozen=True)
class Scores:
    """Points on 0..100 under the weights in force; None where it was not scored."""

    current_now: float | None = None
    current_first_day: float | None = None
    new: float | None = None
    new_discounted: float | None = None

    def document(self) -> dict[str, float | None]:
        """The entry of `tempted --json`."""
        return {
            "current_now": self.current_now,
            "current_first_day": self.current_first_day,
            "new": self.new,
            "new_discounted": self.new_discounted,
        }


@dataclass(frozen=True)
class Row:
    """One rubric: the person's answers about the current one on its first day and now, and about the newcomer."""

    rubric: str
    first_day: Answer | None
    now: Answer | None
    new: Answer | None


@dataclass(frozen=True)
class Examined:
    """A temptation with everything that is to be seen of it."""

    entry: Temptation
    situation: Situation
    advice: Advice
    scores: Scores
    rows: tuple[Row, ...]
    """Empty until both are scored in the session named: old answers are not shown before."""
    unanswered: tuple[tuple[str, str], ...]
    """Candidate and rubric of what is still to be answered in that session."""
    gates: tuple[GateHit, ...]
    """Those that rule the newcomer out."""
    first_session: Session | None
    drop: Drop
    history: LookBack

    def document(self) -> dict[str, object]:
        """What `tempted --json` prints."""
        compared = self.situation.comparison
        until = self.advice.until
        return {
            "verdict": self.advice.verdict,
            "why": self.advice.why,
            "until": until.isoformat() if until else None,
            "mode": self.advice.mode,
            "abandoned_share": self.situation.abandoned_share,
            "discount": self.drop.value,
            "conditions": [condition.document() for condition in self.advice.asked.switch],
            "chance_better": compared.chance if compared else None,
            "lead": compared.lead if compared else None,
            "scores": self.scores.document(),
        }


def examine(
    record: Record,
    library: Library,
    entry: Temptation,
    *,
    today: date,
    history: Sequence[tuple[str, Record]],
    thresholds: Thresholds,
    days_worked: DaysWorked | None = None,
) -> Examined:
    """The advice on one entry of the record, as of a day.

    ``history``: the records of its folder, itself among them, each with its path; they say in which mode the
    verdict is found and how much what is new is discounted. ``days_worked``: see `lookback.look_back`. Scores are as
    of the session that the entry names, of the two alone, whatever their state and whatever gate rules one out.
    """
    past = look_back(history, until=today, thresholds=thresholds, days_worked=days_worked)
    drop = newness_drop(history, library, thresholds)
    sheets = views.latest(record, as_of=entry.session)
    session = next((one for one in record.sessions if one.id == entry.session), None)
    rater = _rater(record, entry.current, session)
    unanswered = tuple(_unanswered(record, library, entry, session))
    first = temptations.first_session(record, entry.current, rater) or temptations.first_session(
        record, entry.current
    )
    scores, comparison = Scores(), None
    if not unanswered:
        scores, comparison = _compared(record, library, entry, sheets, first, drop.value)
    gates = tuple(_gates(record, library, entry, sheets))
    dead_end = entry.dead_end
    checks = sum(bool((evidence or "").strip()) for _check, evidence in dead_end) if dead_end else 0
    upsides = [answer.believed_low for answer in views.cell(sheets, entry.newcomer, UPSIDE)]
    begun = [one.when.date() for one in _other_trials(record, entry) if one.when.date() <= today]
    committed = _committed(record, entry.current)
    situation = Situation(
        when=entry.when.date(),
        today=today,
        mode=past.mode,
        abandoned_share=past.abandoned_share,
        same_goal=entry.same_goal,
        kill_criterion_met=committed is not None and any(one.met for one in committed.kill_criteria),
        dead_end_checks=DEAD_END_CHECKS if proven(dead_end) else checks,
        exit=entry.exit,
        exit_has_evidence=bool((entry.exit_evidence or "").strip()),
        interest=tuple(_interest(record, entry.current, rater)),
        days_to_signal=_figure(entry.days_to_signal, 0),
        upside_low=min(upsides, default=None),
        trial_until=_own_trial(entry),
        trial_open=any(one is not entry for one in temptations.open_trials(record, today)),
        trial_begun=max(begun, default=None),
        gates=len(gates),
        comparison=comparison,
        p_current_done=_figure(entry.p_current_done),
        p_new_done=_figure(entry.p_new_done),
        hours_current=_figure(entry.hours_current),
        hours_new=_figure(entry.hours_new),
        second_person=entry.second_person,
        milestone=_milestone(record, committed, today),
    )
    return Examined(
        entry=entry,
        situation=situation,
        advice=advise(situation, thresholds),
        scores=scores,
        rows=() if unanswered else tuple(_rows(record, library, entry, sheets, first, rater)),
        unanswered=unanswered,
        gates=gates,
        first_session=first,
        drop=drop,
        history=past,
    )


def _figure(value: float | None, least: float = _LEAST) -> float | None:
    return None if value is None else float(min(max(value, least), _MOST))


def _rater(record: Record, current: str, session: Session | None) -> str | None:
    """Whose interest and first day it is: of the session named, else of the last that asked for interest."""
    if session is not None:
        return session.rater
    asked = [one.rater for one in record.sessions if INTEREST in (one.answers or {}).get(current, {})]
    return asked[-1] if asked else None


def _first_day(record: Record, current: str, rater: str | None) -> Session | None:
    found = temptations.first_session(record, current, rater)
    return found or temptations.first_session(record, current)


def _interest(record: Record, current: str, rater: str | None) -> Iterator[tuple[date, int | None]]:
    for session in record.sessions:
        answer = (session.answers or {}).get(current, {}).get(INTEREST)
        if session.finished and answer and rater is not None and same_name(session.rater) == same_name(rater):
            yield session.started.date(), answer.level


def _committed(record: Record, candidate: str) -> Commitment | None:
    """The last commitment to the candidate."""
    return next((one for one in reversed(record.commitments) if one.candidate == candidate), None)


def _milestone(record: Record, committed: Commitment | None, today: date) -> date | None:
    """The next day that the commitment names for looking at it, or the deadline."""
    days = [record.setting.deadline] if record.setting and record.setting.deadline else []
    if committed is not None:
        days += [one.by for one in committed.kill_criteria if not one.met]
        days += committed.reviews or []
    return min((day for day in days if day > today), default=None)


def _own_trial(entry: Temptation) -> date | None:
    outcome = entry.outcome
    return outcome.until if outcome is not None and outcome.verdict == "trial" else None


def _other_trials(record: Record, entry: Temptation) -> Iterator[Temptation]:
    for one in record.temptations:
        outcome = one.outcome
        # One that was overruled has no last day, and never began.
        if one is not entry and outcome is not None and outcome.verdict == "trial" and outcome.until is not None:
            yield one


def _unanswered(
    record: Record, library: Library, entry: Temptation, session: Session | None
) -> Iterator[tuple[str, str]]:
    answered = (session.answers if session else None) or {}
    for rubric in views.weighed(record, library):
        for candidate in (entry.current, entry.newcomer):
            if rubric not in answered.get(candidate, {}):
                yield candidate, rubric


def _alone(record: Record, entry: Temptation) -> Record:
    """The record with nobody but the two, both in the race: the current one first."""
    two = [record.candidate(entry.current), record.candidate(entry.newcomer)]
    racing = [one.model_copy(update={"state": "open"}) for one in two if one is not None]
    return record.model_copy(update={"candidates": racing})


def _ungated(record: Record, library: Library) -> Library:
    profile = views.profile_of(record, library).model_copy(update={"gates": []})
    return Library(library.rubrics, {**library.profiles, record.profile: profile})


def _gates(record: Record, library: Library, entry: Temptation, sheets: dict[str, Sheet]) -> Iterator[GateHit]:
    for hit in views.gate_hits(_alone(record, entry), library, sheets):
        if hit.candidate == entry.newcomer and hit.gate.action == "rule-out":
            yield hit


def _compared(
    record: Record,
    library: Library,
    entry: Temptation,
    sheets: dict[str, Sheet],
    first: Session | None,
    discount: float,
) -> tuple[Scores, Comparison]:
    alone, free = _alone(record, entry), _ungated(record, library)
    problem = pose(alone, free, sheets)
    rated = np.array([library.rubrics[rubric].kind == "rated" for rubric in problem.rubrics], dtype=bool)
    believed = discounted(problem.probabilities, _NEW, rated, discount)
    expected = levels.mean(believed, problem.values)
    points = standing.scores(expected, problem.headline)
    drawn = simulate(believed, problem.values, problem.weights, SAMPLES, SEED)
    alike = 100 * expected.mean(axis=1)
    on_first_day: dict[str, Sheet] = {first.rater: first.answers or {}} if first else {}
    scores = Scores(
        current_now=float(points[_CURRENT]),
        current_first_day=float(pose(alone, free, on_first_day).scores[_CURRENT]) if first else None,
        new=float(problem.scores[_NEW]),
        new_discounted=float(points[_NEW]),
    )
    comparison = Comparison(
        current=float(points[_CURRENT]),
        new=float(points[_NEW]),
        chance=float(drawn.pairwise[_NEW, _CURRENT]),
        equal_weights_lead=float(alike[_NEW] - alike[_CURRENT]),
    )
    return scores, comparison


def _rows(
    record: Record,
    library: Library,
    entry: Temptation,
    sheets: dict[str, Sheet],
    first: Session | None,
    rater: str | None,
) -> Iterator[Row]:
    mine = next((sheet for name, sheet in sheets.items() if rater and same_name(name) == same_name(rater)), {})
    then = (first.answers or {}).get(entry.current, {}) if first else {}
    now, new = mine.get(entry.current, {}), mine.get(entry.newcomer, {})
    for rubric in views.asked(record, library):
        if rubric in then or rubric in now or rubric in new:
            yield Row(rubric, then.get(rubric), now.get(rubric), new.get(rubric))
