"""What a decision does to the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast, get_args

import pytest

from pickproblem import answers as views
from pickproblem import edits, ranking
from pickproblem.errors import Refused
from pickproblem.record import Commitment, DeadEnd, KillCriterion, Outcome, Record, Stint, Verdict
from pickproblem.switching import following
from pickproblem.switching.lookback import look_back
from pickproblem.switching.verdict import Why
from tests.switching.test_advice import OWN, THRESHOLDS, TODAY, WHEN, of, tempted

ALL = DeadEnd(**dict.fromkeys(DeadEnd.model_fields, "seen"))


def working(**entry: Any) -> Record:
    """A record with a stretch of work of `a` that goes on since September."""
    record = tempted(entry={"session": None, **entry})
    stint = Stint.model_validate({"from": date(2026, 9, 1), "hours": 200})
    candidates = [one.model_copy(update={"stints": [stint]}) if one.id == "a" else one for one in record.candidates]
    return record.model_copy(update={"candidates": candidates})


def done(act: Verdict, why: Why | None = None, record: Record | None = None, **entry: Any) -> Record:
    before = record or working(**entry)
    return following.done(before, before.temptations[0], act, TODAY, why)


def states(record: Record) -> dict[str, str]:
    return {one.id: one.state for one in record.candidates if one.id in "ab"}


@pytest.mark.parametrize("act", ["stay", "wait", "trial"])
def test_staying_waiting_and_trying_leave_all_as_it_is(act: Verdict) -> None:
    before = working()
    assert done(act, record=before) is before


def test_a_branch_is_a_variant_and_no_idea_of_its_own_any_more() -> None:
    after = done("branch")
    assert states(after) == {"a": "chosen", "b": "closed"}
    current = after.candidate("a")
    assert current is not None
    assert [(note.date, note.next) for note in current.notes or []] == [(TODAY, "Variant to try: b")]


def test_a_switch_parks_the_current_one_and_ends_its_work_as_left() -> None:
    after = done("switch")
    assert states(after) == {"a": "parked", "b": "open"}
    current = after.candidate("a")
    assert current is not None
    assert [(one.to, one.ended) for one in current.stints or []] == [(TODAY, "left-for-newer")]


@pytest.mark.parametrize(
    ("why", "ended"),
    [
        ("kill-criterion", "dead-end"),
        ("dead-end", "dead-end"),
        ("exit-scooped", "outside-cause"),
        ("exit-outside-cause", "outside-cause"),
        ("interest-gone", "interest-gone"),
    ],
)
def test_a_stop_ends_the_work_for_what_ended_it(why: Why, ended: str) -> None:
    after = done("stop", why, dead_end=ALL)
    assert states(after) == {"a": "closed", "b": "open"}
    current = after.candidate("a")
    assert current is not None
    (stint,) = current.stints or []
    assert (stint.to, stint.ended, stint.evidence) == (TODAY, ended, ALL if ended == "dead-end" else None)


@pytest.mark.parametrize("why", ["dead-end", "exit-scooped", "exit-outside-cause", "interest-gone"])
def test_a_stop_never_counts_as_left_for_something_newer(why: Why) -> None:
    after = done("stop", why, dead_end=ALL)
    back = look_back([("r", after)], until=TODAY, thresholds=THRESHOLDS)
    assert back.abandoned_share in (None, 0)


def test_without_a_stretch_of_work_there_is_none_to_end() -> None:
    after = done("stop", "exit-scooped", record=tempted(entry={"session": None}))
    assert states(after) == {"a": "closed", "b": "open"}


def test_a_new_choice_is_a_start_session_of_what_is_open() -> None:
    after = following.choose_anew(done("stop", "exit-scooped"), "me", WHEN)
    session = after.sessions[-1]
    assert (session.reason, session.finished, session.answers) == ("start", None, None)
    assert "b" in (session.shown_order or [])
    assert "a" not in (session.shown_order or [])


def test_there_is_something_else_to_do_whatever_is_advised() -> None:
    assert set(following.OTHERWISE) == set(get_args(Verdict))
    assert all(acts and verdict not in acts for verdict, acts in following.OTHERWISE.items())


# --- decided


NOON = WHEN.replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)


def decided(act: Verdict, **more: Any) -> tuple[Record, Outcome]:
    record = working()
    found = of(record)
    after = following.decided(record, found, act, "me", NOON, **more)
    outcome = after.temptations[0].outcome
    assert outcome is not None
    return after, outcome


def test_what_was_advised_is_kept_beside_what_is_done() -> None:
    found = of(working())
    after, outcome = decided("switch", reason="it does not let go of me")
    assert (outcome.verdict, outcome.followed) == (found.advice.verdict, False)
    assert outcome.reason == "it does not let go of me"
    assert states(after) == {"a": "parked", "b": "open"}


def test_to_do_otherwise_takes_a_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        decided("switch", reason=" ")


def test_after_a_stop_all_that_is_open_is_scored_anew() -> None:
    record = working(dead_end=ALL)
    found = of(record)
    assert found.advice.verdict == "stop"
    after = following.decided(record, found, "stop", "me", NOON)
    assert after.sessions[-1].reason == "start"
    assert after.sessions[-1].finished is None
    assert states(after) == {"a": "closed", "b": "open"}
    lowering = OWN._replace(newness=lambda: 0.5)
    (ranked,) = [one for one in cast(Any, ranking.rank(after, lowering)["candidates"]) if one["id"] == "b"]
    assert "count as 0.5 lower" in ranked["notes"][0]
    kill = [KillCriterion(by=TODAY, unless="a sign")]
    chosen = edits.commit(after, Commitment(id="new", candidate="b", when=NOON, kill_criteria=kill))
    assert not views.taken_up_after_stop(chosen, "b")
    assert not views.taken_up_after_stop(record, "b"), "nothing is decided yet"
    when = after.temptations[-1].when
    before = edits.commit(after, Commitment(id="new", candidate="b", when=when, kill_criteria=kill))
    assert views.taken_up_after_stop(before, "b"), "only what is chosen later settles it"


def test_whether_a_trial_was_kept_to_is_left_for_its_end() -> None:
    record = working(days_to_signal=3.0)
    found = of(record)
    trying = replace(found, advice=replace(found.advice, verdict="trial", until=date(2027, 1, 1)))
    last = following.trial_until(trying, TODAY, THRESHOLDS)
    assert last == date(2027, 1, 1)
    after = following.decided(record, trying, "trial", "me", NOON, until=last, success_sign="it walks")
    outcome = after.temptations[0].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.followed, outcome.until) == ("trial", None, last)


def test_a_trial_that_nobody_advised_lasts_the_weeks_of_the_side_budget() -> None:
    assert following.trial_until(of(working()), TODAY, THRESHOLDS) - TODAY == timedelta(weeks=4)


@pytest.mark.parametrize(
    ("advised", "act", "overruled", "expected"),
    [
        ("stay", "stay", False, "advised"),
        ("switch", "stay", True, "review"),
        ("trial", "stay", True, None),
        ("stay", "switch", True, None),
    ],
)
def test_the_day_to_look_again(advised: Verdict, act: Verdict, overruled: bool, expected: str | None) -> None:
    found = of(working())
    until = date(2027, 1, 1)
    found = replace(found, advice=replace(found.advice, verdict=advised, until=until))
    review = TODAY + timedelta(days=THRESHOLDS.stay.review_days.value)
    day = following.look_again(found, act, TODAY, THRESHOLDS, overruled=overruled)
    assert day == {"advised": until, "review": review, None: None}[expected]
