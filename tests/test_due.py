"""What comes due: each kind on its day, until it is answered, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import due, edits, notebook, reviewing, temptation
from pickproblem.due import Due, dates
from pickproblem.record import (
    Commitment,
    Forecast,
    KillCriterion,
    PremortemItem,
    Record,
    Session,
    Setting,
    State,
)
from tests import strategies
from tests.decisions import START, record

DAY = START.date()


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def committed(whole: Record | None = None, candidate: str = "a", **fields: Any) -> Record:
    one = Commitment.model_validate(
        {
            "id": candidate,
            "candidate": candidate,
            "when": START,
            "kill_criteria": [KillCriterion(by=day(400))],
            **fields,
        }
    )
    return edits.commit(record() if whole is None else whole, one)


def reviewed(whole: Record, on: date) -> Record:
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    one = Session(id=f"r{on}", reason="review", rater="me", started=moment, finished=moment)
    return whole.model_copy(update={"sessions": [*whole.sessions, one]})


def asked(whole: Record, n: int) -> list[tuple[str, date]]:
    """What is due n days after the start, but for the age of the last note."""
    return [(one.kind, one.date) for one in due.due(whole, today=day(n), cooling_off=7) if one.kind != "note"]


def said(whole: Record, n: int) -> list[str]:
    return [one.words for one in due.due(whole, today=day(n), cooling_off=7)]


def test_nothing_is_due_in_a_record_without_dates() -> None:
    assert dates(record(), cooling_off=7) == []
    assert due.due(record(), today=day(9999), cooling_off=7) == []


def test_a_review_is_due_from_its_day_until_one_is_finished_and_a_later_one_takes_its_place() -> None:
    whole = committed(reviews=[day(28), day(56)])
    assert asked(whole, 27) == []
    assert asked(whole, 28) == asked(whole, 55) == [("review", day(28))]
    assert asked(whole, 56) == [("review", day(56))]
    assert asked(reviewed(whole, day(30)), 31) == []
    assert asked(reviewed(whole, day(27)), 31) == [("review", day(28))]
    assert said(whole, 30)[0] == "2 days ago: Review of “a”"


def test_a_forecast_is_due_on_its_day_until_resolved_and_also_of_what_was_left() -> None:
    whole = committed(forecasts=[Forecast(id="scooped", p=0.1, resolve=day(9)), Forecast(id="own", p=0.5)])
    assert asked(whole, 8) == []
    left = edits.set_state(whole, "a", "closed")
    assert asked(whole, 9) == asked(left, 9) == [("forecast", day(9))]
    assert asked(reviewing.resolve(whole, "a", "scooped", False), 9) == []
    assert said(whole, 9)[0] == "today: Forecast for “a”, to be resolved: The same result appears elsewhere first"


def test_a_kill_criterion_is_near_two_weeks_before_and_stays_until_answered() -> None:
    criterion = KillCriterion(by=day(30), unless="recall above chance", then="drop it")
    whole = committed(kill_criteria=[criterion])
    assert asked(whole, 15) == []
    assert asked(whole, 16) == asked(whole, 300) == [("kill", day(30))]
    assert asked(reviewing.meet(whole, "a", 0, False), 31) == []
    assert said(whole, 29)[0] == "in 1 day: Kill criterion of “a”: recall above chance; else drop it"
    bare = committed(kill_criteria=[KillCriterion(by=day(30))])
    assert said(bare, 32)[0] == "2 days ago: Kill criterion of “a”: –"


@pytest.mark.parametrize("state", ["parked", "closed"])
def test_what_was_set_aside_asks_for_no_review_and_no_answer(state: State) -> None:
    whole = edits.set_state(committed(reviews=[day(1)], kill_criteria=[KillCriterion(by=day(2))]), "a", state)
    assert due.due(whole, today=day(9), cooling_off=7) == []


def test_a_later_commitment_to_the_same_candidate_takes_the_place_of_an_earlier_one() -> None:
    whole = committed(reviews=[day(1)])
    again = Commitment(
        id="again", candidate="a", when=START, kill_criteria=[KillCriterion(by=day(400))], reviews=[day(5)]
    )
    assert asked(edits.commit(whole, again), 9) == [("review", day(5))]
    both = committed(whole, "b", reviews=[day(3)])
    assert asked(both, 9) == [("review", day(1)), ("review", day(3))]


def parked(**options: Any) -> Record:
    return temptation.park(committed(), "Shiny", START, **options)


def test_a_parked_idea_is_due_on_its_day_until_it_is_looked_at_again() -> None:
    whole = parked()
    assert asked(whole, 6) == []
    assert asked(whole, 7) == asked(whole, 70) == [("parked", day(7))]
    assert asked(parked(look_again=day(2)), 2) == [("parked", day(2))]
    stay = temptation.decide(whole, DAY.isoformat(), "stay", day(8), until=day(36))
    assert asked(stay, 8) == []
    assert asked(stay, 36) == [("parked", day(36))]
    again = temptation.park(stay, "Shiny", START + timedelta(days=40))
    assert asked(again, 46) == []
    assert asked(again, 47) == [("parked", day(47))]
    for verdict in ("switch", "stop", "branch"):
        assert asked(temptation.decide(whole, DAY.isoformat(), verdict, day(8)), 99) == []
    assert asked(edits.set_state(whole, "shiny", "closed"), 99) == []
    assert said(whole, 8)[0] == "1 day ago: Look again at “Shiny”"


def test_a_trial_is_shown_three_days_before_its_end_until_what_became_of_it_is_written() -> None:
    trial = temptation.decide(parked(), DAY.isoformat(), "trial", day(7), until=day(20), success_sign="it learns")
    assert asked(trial, 16) == []
    assert asked(trial, 17) == asked(trial, 40) == [("trial", day(20))]
    assert asked(temptation.follow_through(trial, DAY.isoformat(), True), 40) == []
    assert said(trial, 19)[0] == "in 1 day: End of the trial of “Shiny”"


def test_the_deadline_is_shown_four_weeks_before_and_past_it_until_a_review() -> None:
    open_one = record().model_copy(update={"setting": Setting(deadline=day(60), venue="CVPR workshop")})
    whole = committed(open_one)
    assert asked(whole, 31) == []
    assert asked(whole, 32) == asked(whole, 99) == asked(open_one, 60) == [("deadline", day(60))]
    assert asked(open_one, 61) == [], "nothing was chosen, so nothing is to be looked back on"
    assert asked(reviewed(whole, day(70)), 99) == []
    assert said(whole, 32)[0] == "in 28 days: Deadline, CVPR workshop"


def test_the_age_of_the_last_note_stands_at_the_end() -> None:
    whole = committed(reviews=[day(9)])
    assert said(whole, 0) == []
    assert said(whole, 3) == ["No note on “a” yet, chosen 3 days ago"]
    noted = notebook.add_note(whole, "a", day(4), result="r")
    assert said(noted, 4) == []
    assert said(noted, 9) == ["today: Review of “a”", "Last note on “a”: 5 days ago"]
    assert due.due(noted, today=day(5), cooling_off=7)[-1] == Due("note", day(4), "Last note on “a”: 1 day ago", "a")


def test_the_calendar_holds_what_can_be_tested_early_and_is_never_due() -> None:
    items = [PremortemItem(cause="no data", assumption="labels come", test_by=day(5)), PremortemItem(cause="late")]
    whole = committed(premortem=items)
    assert dates(whole, cooling_off=7)[0] == Due(
        "premortem", day(5), "To be tested for “a”: labels come", "a", "a", "0"
    )
    assert asked(whole, 9) == []


# --- laws


@settings(max_examples=60)
@given(strategies.records(), strategies.dates)
def test_the_dates_are_sorted_each_once_and_what_is_due_is_among_them(whole: Record, today: date) -> None:
    every = dates(whole, cooling_off=7)
    assert [one.date for one in every] == sorted(one.date for one in every)
    assert len({one.key for one in every}) == len(every)
    shown = [one for one in due.due(whole, today=today, cooling_off=7) if one.kind != "note"]
    assert {(one.key, one.date) for one in shown} <= {(one.key, one.date) for one in every}
    assert [one.date for one in shown] == sorted(one.date for one in shown)
    ids = {candidate.id for candidate in whole.candidates}
    assert all(one.candidate is None or one.candidate in ids for one in every)


@settings(max_examples=60)
@given(strategies.records(), strategies.dates, st.integers(0, 9000))
def test_what_is_due_stays_so_until_somebody_answers(whole: Record, today: date, later: int) -> None:
    try:
        then = today + timedelta(days=later)
    except OverflowError:
        return
    kept = {"kill", "forecast", "trial", "parked"}
    before = {one.key for one in due.due(whole, today=today, cooling_off=7) if one.kind in kept}
    assert before <= {one.key for one in due.due(whole, today=then, cooling_off=7)}


def test_the_few_words_of_a_list_say_what_it_is_and_when_where_that_lies_ahead() -> None:
    def brief(kind: due.Kind, days: int) -> str:
        return due.brief(due.Due(kind, START.date() + timedelta(days=days), "words"), today=START.date())

    assert brief("review", -3) == "review due"
    assert brief("forecast", 0) == "forecast to resolve"
    assert brief("parked", -1) == "idea to look at again"
    assert [brief("kill", days) for days in (5, 0, -2)] == ["criterion in 5 days", "criterion due", "criterion due"]
    assert [brief("trial", days) for days in (2, 0, -2)] == ["trial ends in 2 days", "trial ends today", "trial over"]
    assert [brief("deadline", days) for days in (1, -1)] == ["deadline in 1 day", "deadline 1 day ago"]
    assert [brief("note", days) for days in (-1, -9)] == ["no note for 1 day", "no note for 9 days"]
    assert brief("premortem", 3) == "assumption to test"
