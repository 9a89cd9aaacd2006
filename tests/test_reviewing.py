"""What is filled in after the fact, and what of a commitment can never be moved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import edits, store
from pickproblem.errors import Refused
from pickproblem.record import Commitment, Forecast, KillCriterion, Record
from pickproblem.reviewing import commitment, edit_kill_criterion, meet, resolve
from tests.decisions import START, library, profile, record

KNOWN = library(profile(["interest"]))
BY = date(2027, 1, 15)
LAST_DAY = BY - timedelta(days=8)
FIRST = KillCriterion(by=BY, unless="recall above the baseline", then="drop it")


def committed() -> Record:
    one = Commitment(
        id="c",
        candidate="a",
        when=START,
        reason="it pulls",
        forecasts=[Forecast(id="scooped", p=0.1, resolve=date(2027, 3, 1)), Forecast(id="own", p=0.5)],
        kill_criteria=[FIRST, KillCriterion(by=date(2027, 6, 1))],
    )
    return edits.commit(record(), one)


def only(whole: Record) -> Commitment:
    return commitment(whole, "c")


def criterion(whole: Record) -> KillCriterion:
    return only(whole).kill_criteria[0]


def test_a_forecast_is_resolved_once() -> None:
    after = resolve(committed(), "c", "scooped", False)
    assert [one.outcome for one in only(after).forecasts or []] == [False, None]
    assert resolve(after, "c", "scooped", False) == after
    with pytest.raises(Refused, match="scooped is written and stays as it is"):
        resolve(after, "c", "scooped", True)


def test_a_criterion_is_answered_once() -> None:
    after = meet(committed(), "c", 0, True)
    assert [one.met for one in only(after).kill_criteria] == [True, None]
    assert meet(after, "c", 0, True) == after
    with pytest.raises(Refused, match="is answered and stays as it is"):
        meet(after, "c", 0, False)
    with pytest.raises(Refused, match="is answered and stays as it is"):
        edit_kill_criterion(after, "c", 0, START.date(), "because", frozen_days=7, unless="less")


def test_what_is_not_there_cannot_be_filled() -> None:
    with pytest.raises(Refused, match="there is no commitment z"):
        resolve(committed(), "z", "scooped", True)
    with pytest.raises(Refused, match="commitment c has no forecast rain"):
        resolve(committed(), "c", "rain", True)
    for place in (-1, 2):
        with pytest.raises(Refused, match=f"commitment c has no kill criterion {place + 1}"):
            meet(committed(), "c", place, True)


def test_an_edit_keeps_what_the_criterion_was_and_why() -> None:
    once = edit_kill_criterion(
        committed(), "c", 0, LAST_DAY, "the data\ncame late", frozen_days=7, by=date(2027, 1, 29)
    )
    assert criterion(once) == KillCriterion(
        by=date(2027, 1, 29),
        unless="recall above the baseline",
        then="drop it",
        was="if by 2027-01-15 not recall above the baseline then drop it",
        edit_reason="the data came late",
    )
    twice = edit_kill_criterion(once, "c", 0, LAST_DAY, "a fairer bar", frozen_days=7, unless="recall above chance")
    assert criterion(twice).was == (
        "if by 2027-01-15 not recall above the baseline then drop it\n"
        "if by 2027-01-29 not recall above the baseline then drop it"
    )
    assert criterion(twice).edit_reason == "the data came late\na fairer bar"


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    assert (
        edit_kill_criterion(committed(), "c", 0, LAST_DAY, "why", frozen_days=7, by=BY, then="drop it") == committed()
    )


@pytest.mark.parametrize("late", range(7, -3, -1))
def test_a_criterion_stands_from_a_week_before_its_date_on(late: int) -> None:
    with pytest.raises(Refused, match="cannot be edited from 7 days before its date on"):
        edit_kill_criterion(
            committed(), "c", 0, BY - timedelta(days=late), "because", frozen_days=7, by=date(2027, 9, 1)
        )
    edit_kill_criterion(committed(), "c", 0, LAST_DAY, "because", frozen_days=7, by=date(2027, 9, 1))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"edit_reason": " ", "unless": "less"}, "takes a reason"),
        ({"edit_reason": "why", "by": LAST_DAY}, "must lie ahead"),
        ({"edit_reason": "why", "unless": ""}, "what must be there"),
    ],
)
def test_an_edit_says_why_and_stays_a_criterion(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        edit_kill_criterion(committed(), "c", 0, LAST_DAY, frozen_days=7, **fields)


# --- laws

Change = Callable[[Record], Record]
names = st.sampled_from(["c", "c", "z"])
days = st.integers(-60, 200).map(lambda n: BY + timedelta(days=n))


@st.composite
def changes(draw: st.DrawFn) -> Change:
    id, place, said = draw(names), draw(st.integers(0, 2)), draw(st.booleans())
    kind = draw(st.sampled_from(["resolve", "meet", "edit", "edit"]))
    if kind == "resolve":
        forecast = draw(st.sampled_from(["scooped", "own", "rain"]))
        return lambda whole: resolve(whole, id, forecast, said)
    if kind == "meet":
        return lambda whole: meet(whole, id, place, said)
    today, why = draw(days), draw(st.sampled_from(["", "late data"]))
    fields: dict[str, Any] = draw(st.fixed_dictionaries({}, optional={"by": days, "then": st.just("stop")}))
    return lambda whole: edit_kill_criterion(whole, id, place, today, why, frozen_days=7, **fields)


@settings(max_examples=200)
@given(st.lists(changes(), max_size=10))
def test_a_commitment_stays_but_for_what_was_empty_and_edits_that_say_so(made: list[Change]) -> None:
    whole = committed()
    for change in made:
        before, old = whole, only(whole)
        with suppress(Refused):
            whole = change(whole)
        new = only(whole)
        fillable = {"forecasts", "kill_criteria"}
        assert new.model_dump(exclude=fillable) == old.model_dump(exclude=fillable)
        assert whole.model_dump(exclude={"commitments"}) == before.model_dump(exclude={"commitments"})
        for then, now in zip(old.forecasts or [], new.forecasts or [], strict=True):
            assert then == now or (then.outcome is None and then == now.model_copy(update={"outcome": None}))
        for was, now_is in zip(old.kill_criteria, new.kill_criteria, strict=True):
            if was == now_is:
                continue
            if was.met is None and was == now_is.model_copy(update={"met": None}):
                continue
            assert was.met is None
            assert now_is.edit_reason is not None
            assert now_is.was is not None
            assert now_is.was.startswith(was.was or "if by ")
            assert f"if by {was.by} " in now_is.was
    assert store.parse(store.serialise(whole), Path("a.toml"), KNOWN).record == whole
