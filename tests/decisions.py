"""Small decisions made by hand: a library with gates and flags, and records in a line or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from pickproblem.record import Answer, Candidate, Record, Session, Setting, State
from pickproblem.rubric import Library, Profile
from tests import strategies

START = datetime(2026, 11, 21, 10, tzinfo=UTC)

Given = int | str | tuple[int, int, int] | Answer
"""A level, `?` for an unknown, a level with low and high, or a whole answer."""

Sheet = Mapping[str, Mapping[str, Given]]


def answer(given: Given) -> Answer:
    if isinstance(given, Answer):
        return given
    if isinstance(given, str):
        return Answer(unknown=True)
    if isinstance(given, tuple):
        level, low, high = given
        return Answer(level=level, low=low, high=high)
    return Answer(level=given)


def session(
    sheet: Sheet | None = None, *, rater: str = "me", id: str | None = None, finished: bool = False
) -> Session:
    cells = {
        candidate: {name: answer(given) for name, given in row.items()} for candidate, row in (sheet or {}).items()
    }
    return Session(
        id=id or f"of-{rater}",
        reason="start",
        rater=rater,
        started=START,
        finished=START + timedelta(hours=1) if finished else None,
        answers=cells or None,
    )


def record(
    *sessions: Session,
    candidates: Sequence[str] | Mapping[str, State] = ("a", "b", "c"),
    profile: str = "own",
    hours: float | None = None,
    **fields: Any,
) -> Record:
    states: Mapping[str, State] = candidates if isinstance(candidates, Mapping) else dict.fromkeys(candidates, "open")
    return Record(
        format=1,
        title="What next",
        created=START,
        profile=profile,
        setting=Setting(hours_per_week=hours) if hours is not None else None,
        candidates=[Candidate(id=id, title=id, state=state) for id, state in states.items()],
        sessions=list(sessions),
        **fields,
    )


def gate(rubric: str, at_most: int = 1, action: str = "rule-out", hours_below: float | None = None) -> dict[str, Any]:
    bound = {} if hours_below is None else {"hours_per_week_below": hours_below}
    text = {"en": rubric, "ko": rubric}
    return {"rubric": rubric, "at_most": at_most, "action": action, "text": text, **bound}


def flag(**when: int) -> dict[str, Any]:
    return {"when": when, "text": {"en": ", ".join(when), "ko": ", ".join(when)}}


def profile(
    *order: Sequence[str], gates: Sequence[Mapping[str, Any]] = (), flags: Sequence[Any] = (), id: str = "own"
) -> Profile:
    words = {"en": id, "ko": id}
    table = {"format": 1, "id": id, "title": words, "why": words, "order": [list(group) for group in order]}
    return Profile.model_validate({**table, "gates": list(gates), "flags": list(flags)})


def library(*profiles: Profile) -> Library:
    """The rubrics compute, interest, maturity and upside, under these profiles."""
    return Library(strategies.LIBRARY.rubrics, {one.id: one for one in profiles})


RUBRICS = sorted(strategies.LIBRARY.rubrics)

levels = st.integers(1, 5)
ranges = st.tuples(levels, levels, levels).map(sorted).map(lambda three: answer((three[1], three[0], three[2])))
answers = st.just(answer("?")) | levels.map(answer) | ranges
rows = st.dictionaries(st.sampled_from(RUBRICS), answers, max_size=3)
sheets = st.dictionaries(st.sampled_from("abc"), rows, max_size=3)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records of the profile `own` with a few sessions of two raters; `strategies` makes all else they may hold."""
    sessions = [
        session(draw(sheets), rater=rater, id=str(n), finished=draw(st.booleans()))
        for n, rater in enumerate(draw(st.lists(st.sampled_from(["me", "ME", "jun"]), max_size=3)))
    ]
    states: dict[str, State] = {id: draw(st.sampled_from(["open", "open", "chosen", "parked"])) for id in "abc"}
    return record(*sessions, candidates=states, hours=draw(st.sampled_from([None, 10, 40])))
