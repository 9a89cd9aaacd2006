"""Parking, changing, deciding, looking back: what each does, what it refuses, what no sequence of them may break."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import edits, store, temptation
from pickproblem.errors import Refused
from pickproblem.record import Commitment, DeadEnd, KillCriterion, Outcome, Record, State, Temptation
from pickproblem.references import faults
from pickproblem.temptation import park
from tests import strategies
from tests.decisions import START, record, session

EVENING = datetime(2026, 11, 21, 22, tzinfo=UTC)
TODAY = EVENING.date()


def committed(whole: Record, candidate: str = "a") -> Record:
    return edits.commit(
        whole,
        Commitment(
            id="2026-11-21", candidate=candidate, when=START, kill_criteria=[KillCriterion(by=date(2027, 1, 15))]
        ),
    )


def parked(**options: Any) -> Record:
    return park(committed(record()), "A shiny idea", EVENING, **options)


def test_parking_adds_a_parked_candidate_and_one_line_about_it() -> None:
    before = committed(record())
    after = park(before, "  A shiny\n idea ", EVENING, trigger="paper", same_goal=False)
    assert [one.id for one in after.candidates] == ["a", "b", "c", "a-shiny-idea"]
    assert after.candidates[-1].title == "A shiny idea"
    assert after.candidates[-1].state == "parked"
    assert after.temptations == [
        Temptation(
            id="2026-11-21",
            when=EVENING,
            current="a",
            newcomer="a-shiny-idea",
            trigger="paper",
            same_goal=False,
        )
    ]
    assert after.candidates[:3] == before.candidates
    assert (after.sessions, after.commitments) == (before.sessions, before.commitments)


def test_the_current_one_is_the_last_commitments_else_the_chosen_else_the_only_open_one() -> None:
    both = record(candidates={"a": "chosen", "b": "chosen", "c": "open"})
    assert temptation.working_on(committed(both, "b")).id == "b"
    assert temptation.working_on(record(candidates={"a": "open", "b": "chosen", "c": "open"})).id == "b"
    assert temptation.working_on(record(candidates={"a": "parked", "b": "open", "c": "closed"})).id == "b"
    left = edits.set_state(committed(record(candidates={"a": "open", "b": "chosen"})), "a", "closed")
    assert temptation.working_on(left).id == "b"
    assert temptation.working_on(both, "c").id == "c"


@pytest.mark.parametrize(
    ("candidates", "named", "said"),
    [
        ({"a": "open", "b": "open"}, None, "name the current one, since several could be: a, b"),
        ({"a": "chosen", "b": "chosen"}, None, "several could be: a, b"),
        ({"a": "parked"}, None, "no current one to be tempted away from"),
        ({}, None, "no current one to be tempted away from"),
        ({"a": "open"}, "z", "there is no candidate z; known: a"),
    ],
)
def test_where_nobody_can_tell_the_current_one_it_says_what_to_do(
    candidates: dict[str, State], named: str | None, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        park(record(candidates=candidates), "New", EVENING, current=named)


def test_an_idea_that_is_a_candidate_already_is_parked_under_its_own_id() -> None:
    for title in ("b", " B "):
        after = park(committed(record()), title, EVENING)
        assert [(one.id, one.state) for one in after.candidates] == [("a", "chosen"), ("b", "parked"), ("c", "open")]
        assert after.temptations[0].newcomer == "b"


def test_the_newcomer_is_not_counted_among_those_that_may_be_the_current_one() -> None:
    after = park(record(candidates={"a": "open", "b": "open"}), "b", EVENING)
    assert (after.temptations[0].current, after.temptations[0].newcomer) == ("a", "b")


def test_the_current_one_is_no_newcomer_and_an_idea_waits_only_once() -> None:
    with pytest.raises(Refused, match="is the current one itself"):
        park(committed(record()), "a", EVENING)
    with pytest.raises(Refused, match="parked already; its entry is 2026-11-21"):
        park(parked(), "a SHINY idea", EVENING + timedelta(days=2))
    decided = temptation.decide(parked(), "2026-11-21", "stay", TODAY)
    assert [one.id for one in park(decided, "A shiny idea", EVENING).temptations] == ["2026-11-21", "2026-11-21-2"]


def test_a_title_cannot_be_empty() -> None:
    with pytest.raises(Refused, match="title cannot be empty"):
        park(committed(record()), "  ", EVENING)


def test_the_day_to_look_again_is_a_week_on_unless_another_is_set() -> None:
    assert temptation.look_again(parked().temptations[0], 7) == date(2026, 11, 28)
    assert temptation.look_again(parked().temptations[0], 14) == date(2026, 12, 5)
    sooner = parked(look_again=date(2026, 11, 23)).temptations[0]
    assert temptation.look_again(sooner, 7) == date(2026, 11, 23)
    assert not temptation.is_frozen(sooner)
    with pytest.raises(Refused, match="must lie ahead"):
        parked(look_again=TODAY)


@pytest.mark.parametrize(
    ("verdict", "until", "day"),
    [
        ("stay", date(2026, 12, 19), date(2026, 12, 19)),
        ("stay", None, None),
        ("trial", date(2026, 12, 5), date(2026, 12, 5)),
        ("switch", None, None),
        ("stop", None, None),
        ("branch", None, None),
    ],
)
def test_once_decided_the_day_is_the_one_that_came_with_the_verdict(
    verdict: Any, until: date | None, day: date | None
) -> None:
    after = temptation.decide(parked(), "2026-11-21", verdict, TODAY, until=until, success_sign="it learns")
    assert temptation.look_again(after.temptations[0], 7) == day
    assert temptation.is_frozen(after.temptations[0])


def test_waiting_decides_nothing_but_the_day() -> None:
    after = temptation.decide(parked(), "2026-11-21", "wait", TODAY, until=date(2026, 11, 30))
    assert not temptation.is_frozen(after.temptations[0])
    assert temptation.look_again(after.temptations[0], 7) == date(2026, 11, 30)
    assert temptation.change(after, "2026-11-21", p_new_done=0.5).temptations[0].p_new_done == 0.5


def test_an_undecided_entry_takes_what_is_found_out_step_by_step() -> None:
    whole = edits.begin_session(parked(), "me", "tempted", EVENING)[0]
    dead = DeadEnd(no_sign_of_life="run 12")
    after = temptation.change(whole, "2026-11-21", session="2026-11-21-tempted-me", dead_end=dead, hours_new=260)
    assert after.temptations[0].session == "2026-11-21-tempted-me"
    assert after.temptations[0].dead_end == dead
    assert after.temptations[0].hours_new == 260
    assert temptation.change(after, "2026-11-21", dead_end=None).temptations[0].dead_end is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"p_new_done": 1.0}, "p_new_done: 1.0 is out of range; 0.01 to 0.99"),
        ({"p_current_done": 0}, "0 is out of range"),
        ({"hours_new": -3}, "more than 0"),
        ({"trigger": "boredom"}, "trigger: 'boredom' is not among the choices"),
        ({"newcomer": "a"}, "newcomer of a temptation cannot be changed"),
        ({"outcome": None}, "outcome of a temptation cannot be changed"),
        ({"session": "none"}, "there is no session none"),
        ({"colour": "red"}, "colour: is not a known key"),
    ],
)
def test_what_an_entry_cannot_hold_is_refused_in_words(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        temptation.change(parked(), "2026-11-21", **fields)


def test_a_decided_entry_is_frozen_but_for_what_is_still_empty() -> None:
    decided = temptation.decide(parked(), "2026-11-21", "stay", TODAY, until=date(2026, 12, 19))
    for attempt in (
        lambda: temptation.change(decided, "2026-11-21", hours_new=1),
        lambda: temptation.decide(decided, "2026-11-21", "switch", TODAY),
    ):
        with pytest.raises(Refused, match="is decided and cannot be changed"):
            attempt()
    followed = temptation.follow_through(decided, "2026-11-21", True)
    assert followed.temptations[0].outcome == Outcome(verdict="stay", until=date(2026, 12, 19), followed=True)
    assert temptation.follow_through(followed, "2026-11-21", True) == followed
    assert temptation.follow_through(followed, "2026-11-21", reason="glad").temptations[0].outcome == Outcome(
        verdict="stay", until=date(2026, 12, 19), followed=True, reason="glad"
    )
    with pytest.raises(Refused, match="stays as it is"):
        temptation.follow_through(followed, "2026-11-21", False, "no")


def test_an_overrule_takes_a_reason() -> None:
    with pytest.raises(Refused, match="takes a reason"):
        temptation.decide(parked(), "2026-11-21", "stay", TODAY, followed=False, reason=" ")
    decided = temptation.decide(parked(), "2026-11-21", "stay", TODAY)
    with pytest.raises(Refused, match="takes a reason"):
        temptation.follow_through(decided, "2026-11-21", False)
    outcome = temptation.follow_through(decided, "2026-11-21", False, "asked to").temptations[0].outcome
    assert outcome == Outcome(verdict="stay", followed=False, reason="asked to")


def test_nothing_is_looked_back_on_before_the_verdict() -> None:
    with pytest.raises(Refused, match="has no verdict yet"):
        temptation.follow_through(parked(), "2026-11-21", True)
    with pytest.raises(Refused, match="there is no temptation z; known: 2026-11-21"):
        temptation.follow_through(parked(), "z", True)


def test_a_trial_has_an_end_and_a_sign_and_is_the_only_one() -> None:
    whole = park(parked(), "Another", EVENING)

    def trial(whole: Record, id: str, today: date, **fields: Any) -> Record:
        return temptation.decide(whole, id, "trial", today, **fields)

    with pytest.raises(Refused, match="say until when"):
        trial(whole, "2026-11-21", TODAY, success_sign="it learns")
    with pytest.raises(Refused, match="the sign by which its success is known"):
        trial(whole, "2026-11-21", TODAY, until=date(2026, 12, 5))
    with pytest.raises(Refused, match="2026-11-20 is past"):
        trial(whole, "2026-11-21", TODAY, until=date(2026, 11, 20), success_sign="it learns")
    first = trial(whole, "2026-11-21", TODAY, until=date(2026, 12, 5), success_sign="it learns")
    later: dict[str, Any] = {"until": date(2026, 12, 20), "success_sign": "it learns"}
    with pytest.raises(Refused, match="the trial of 2026-11-21 is still open"):
        trial(first, "2026-11-21-2", date(2026, 12, 5), **later)
    second = trial(first, "2026-11-21-2", date(2026, 12, 6), **later)
    assert [one.id for one in temptation.open_trials(second, date(2026, 12, 5))] == ["2026-11-21", "2026-11-21-2"]
    assert [one.id for one in temptation.open_trials(second, date(2026, 12, 6))] == ["2026-11-21-2"]


def test_the_first_day_is_the_first_finished_session_that_answers_anything_of_it() -> None:
    cells = {"a": {"interest": 5}}
    whole = record(
        session({"b": {"interest": 1}}, id="other", finished=True),
        session(cells, id="open"),
        session(cells, id="jun", rater="Jun", finished=True),
        session(cells, id="me", finished=True),
    )
    found = {rater: temptation.first_session(whole, "a", rater) for rater in (None, "me", "jun", "mina")}
    assert {rater: one and one.id for rater, one in found.items()} == {
        None: "jun",
        "me": "me",
        "jun": "jun",
        "mina": None,
    }
    assert temptation.first_session(whole, "c") is None
    only = record(session(cells, id="open"))
    assert (one := temptation.first_session(only, "a")) is not None
    assert one.id == "open"


# --- laws

titles = st.sampled_from(["Shiny", "shiny", "밤 산책", "a", "b", " "])
moments = st.integers(-72, 72).map(lambda hours: EVENING + timedelta(hours=hours))
days = st.integers(-20, 60).map(lambda n: TODAY + timedelta(days=n))
entries = st.sampled_from(["2026-11-20", "2026-11-21", "2026-11-21-2", "2026-11-22", "none"])


def test_a_trial_that_is_overruled_never_begins() -> None:
    with pytest.raises(Refused, match="takes a reason"):
        temptation.decide(parked(), "2026-11-21", "trial", TODAY, followed=False)
    after = temptation.decide(parked(), "2026-11-21", "trial", TODAY, followed=False, reason="no time for it")
    assert temptation.open_trials(after, TODAY) == []
    assert temptation.look_again(after.temptations[0], 7) is None


def test_a_wait_that_is_overruled_is_kept_and_frozen() -> None:
    after = temptation.decide(parked(), "2026-11-21", "wait", TODAY, followed=False, reason="I cannot wait")
    assert temptation.is_frozen(after.temptations[0])
    assert after.temptations[0].outcome == Outcome(verdict="wait", followed=False, reason="I cannot wait")
    waited = temptation.decide(parked(), "2026-11-21", "wait", TODAY, until=TODAY, followed=True)
    assert not temptation.is_frozen(waited.temptations[0])


verdicts = st.sampled_from(["branch", "stop", "trial", "wait", "switch", "stay"])
reasons = st.none() | st.sampled_from([" ", "asked to"])

Change = Callable[[Record], Record]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    id, day = draw(entries), draw(days)
    kind = draw(st.sampled_from(["park", "change", "decide", "follow"]))
    if kind == "park":
        title, when = draw(titles), draw(moments)
        options = {"look_again": draw(st.none() | days), "current": draw(st.none() | st.sampled_from("abz"))}
        return lambda whole: park(whole, title, when, **options)
    if kind == "change":
        fields: dict[str, Any] = draw(
            st.fixed_dictionaries({}, optional={"hours_new": st.integers(-1, 9), "second_person": st.just("Jun")})
        )
        return lambda whole: temptation.change(whole, id, **fields)
    if kind == "decide":
        verdict, until, reason = draw(verdicts), draw(st.none() | days), draw(reasons)
        followed = draw(st.none() | st.booleans())
        return lambda whole: temptation.decide(
            whole, id, verdict, day, until=until, success_sign="a sign", followed=followed, reason=reason
        )
    followed, reason = draw(st.none() | st.booleans()), draw(reasons)
    return lambda whole: temptation.follow_through(whole, id, followed, reason)


def holds(after: object, before: object) -> bool:
    """Whether nothing that was written is gone; what was empty may be filled."""
    return before is None or after == before


def beginnings() -> list[Record]:
    """With nothing parked, one parked, one frozen: by chance alone hardly a sequence would freeze any."""
    nothing = committed(record(session({"a": {"interest": 5}}, finished=True)))
    one = park(nothing, "Shiny", EVENING)
    overruled = temptation.decide(one, "2026-11-21", "wait", TODAY, followed=False, reason="I cannot wait")
    stopped = temptation.decide(one, "2026-11-21", "stop", TODAY)
    assert all(temptation.is_frozen(found.temptations[0]) for found in (overruled, stopped))
    return [nothing, one, overruled, stopped]


@settings(max_examples=200)
@given(st.sampled_from(beginnings()), st.lists(changes(), max_size=12))
def test_nothing_frozen_ever_changes(whole: Record, made: list[Change]) -> None:
    for change in made:
        before = whole
        with suppress(Refused):
            whole = change(whole)
        assert (whole.sessions, whole.commitments) == (before.sessions, before.commitments)
        now = {one.id: one for one in whole.temptations}
        assert len(now) == len(whole.temptations), "ids are unique"
        for old in before.temptations:
            new = now[old.id]
            assert (new.when, new.current, new.newcomer) == (old.when, old.current, old.newcomer)
            if temptation.is_frozen(old):
                assert old.outcome is not None
                assert new.outcome is not None
                assert new.model_dump(exclude={"outcome"}) == old.model_dump(exclude={"outcome"})
                assert (new.outcome.verdict, new.outcome.until) == (old.outcome.verdict, old.outcome.until)
                assert holds(new.outcome.followed, old.outcome.followed)
                assert holds(new.outcome.reason, old.outcome.reason)
        assert not faults(whole)


@settings(max_examples=40)
@given(strategies.records(nan=False), strategies.some_words, strategies.moments)
def test_a_parked_idea_is_read_back_and_nothing_else_moved(whole: Record, title: str, when: datetime) -> None:
    try:
        after = park(whole, title, when, trigger="paper")
    except Refused:
        return
    assert store.parse(store.serialise(after), Path("a.toml"), strategies.LIBRARY).record == after
    assert after.temptations[:-1] == whole.temptations
    added = after.temptations[-1]
    assert added.id.startswith(when.date().isoformat())
    others = [one for one in after.candidates if one.id != added.newcomer]
    assert others == [one for one in whole.candidates if one.id != added.newcomer]
    assert after.model_dump(exclude={"candidates", "temptations"}) == whole.model_dump(
        exclude={"candidates", "temptations"}
    )
