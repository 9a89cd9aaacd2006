"""Each number of `switch.toml` is gone by: another one changes what is advised, counted or said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pickproblem import commitment, due, edits, reviewing, temptation
from pickproblem.errors import Refused
from pickproblem.record import Commitment, Forecast, KillCriterion, Note, Plan, Record, Setting, Stint
from pickproblem.report import ideas, project
from pickproblem.switching import cooling, figures, thresholds
from pickproblem.switching.conditions import Asked
from pickproblem.switching.history import newness_drop, taken_over_planned
from pickproblem.switching.lookback import LookBack, look_back
from pickproblem.switching.situation import Comparison, Situation
from pickproblem.switching.taste import Taste, taste
from pickproblem.switching.thresholds import Threshold, Thresholds
from pickproblem.switching.verdict import advise
from tests import strategies

SHIPPED = thresholds.read()
TODAY = date(2026, 11, 30)
START = datetime(2026, 6, 1, 9, tzinfo=UTC)

WAITED = Situation(
    when=TODAY - timedelta(days=20),
    today=TODAY,
    comparison=Comparison(current=50, new=60, chance=0.85, equal_weights_lead=3),
    days_to_signal=10,
    upside_low=3,
    p_current_done=0.5,
    p_new_done=0.6,
    hours_current=200,
    hours_new=200,
)


def another(place: str, value: object) -> Thresholds:
    table, name = place.split(".")
    whole: dict[str, Any] = SHIPPED.model_dump(exclude_none=True)
    whole[table][name]["value"] = value
    return Thresholds.model_validate(whole)


# --- what is told, by thresholds


def verdict(**different: Any) -> Callable[[Thresholds], object]:
    """The verdict on a situation, its last day, and which conditions hold."""

    def told(bounds: Thresholds) -> object:
        situation = replace(WAITED, **different)
        asked = Asked.of(situation, bounds)
        holding = [one.holds for one in (*asked.switch, *asked.quick_test, *asked.side_trial)]
        found = advise(situation, bounds)
        return found.verdict, found.why, found.until, holding

    return told


def stint(first: int, last: int, hours: int, ended: str | None) -> dict[str, object]:
    """A stint from so many days ago to so many."""
    return {
        "from": TODAY - timedelta(days=first),
        "to": TODAY - timedelta(days=last),
        "hours": hours,
        "ended": ended,
    }


def worked(*stints: dict[str, object]) -> Record:
    record = edits.add_candidate(edits.new_record("Worked", START), "a")
    found = [Stint.model_validate(one) for one in stints]
    candidate = record.candidates[0].model_copy(update={"stints": found})
    setting = Setting.model_validate({"hours_per_week": 10})
    return record.model_copy(update={"candidates": [candidate], "setting": setting})


TWO_KINDS = worked(stint(60, 41, 90, "delivered"), stint(40, 21, 35, "left-for-newer"))


def back(pick: Callable[[LookBack], object], record: Record = TWO_KINDS) -> Callable[[Thresholds], object]:
    return lambda bounds: pick(look_back([("r", record)], until=TODAY, thresholds=bounds))


def counted_by_notes(bounds: Thresholds) -> object:
    one = worked({**stint(20, 1, 0, None), "hours": None})
    notes = [Note(date=TODAY - timedelta(days=n), result="x") for n in (3, 5)]
    candidate = one.candidates[0].model_copy(update={"notes": notes})
    record = one.model_copy(update={"candidates": [candidate]})
    weeks = figures.days("2w", bounds)
    return weeks, look_back([("r", record)], until=TODAY, thresholds=bounds).hours


def again(days: int, drop: int = 2) -> Record:
    """A candidate scored twice, some days apart, by so many levels lower."""
    record = edits.add_candidate(edits.new_record("Again", START), "a")
    id, rated = record.candidates[0].id, "interest"
    for n, level in ((0, 5), (days, 5 - drop)):
        when = START + timedelta(days=n)
        record, session = edits.begin_session(record, "me", "review" if n else "start", when)
        record = edits.answer(record, session.id, id, rated, edits_answer(level))
        record = edits.finish(record, session.id, when)
    return record


def edits_answer(level: int) -> Any:
    from pickproblem.record import Answer

    return Answer(level=level)


def drop(*records: Record) -> Callable[[Thresholds], object]:
    named = [(str(n), one.model_copy(update={"title": f"R{n}"})) for n, one in enumerate(records)]
    return lambda bounds: newness_drop(named, strategies.LIBRARY, bounds)


def delivered(projects: int) -> list[tuple[str, Record]]:
    plan = Plan(experiment_weeks=4, writing_weeks=2)
    found = []
    for n in range(projects):
        record = worked(stint(140, 1, 90, "delivered"))
        candidate = record.candidates[0].model_copy(update={"plan": plan})
        found.append((str(n), record.model_copy(update={"title": f"P{n}", "candidates": [candidate]})))
    return found


def committed(forecasts: int = 0) -> Record:
    record = edits.add_candidate(edits.new_record("Committed", START), "a")
    one = Commitment(
        id="c",
        candidate=record.candidates[0].id,
        when=START,
        kill_criteria=[KillCriterion(by=TODAY + timedelta(days=10), unless="a sign")],
        forecasts=[Forecast(id=f"f{n}", p=0.6, resolve=TODAY, outcome=True) for n in range(forecasts)] or None,
    )
    return edits.commit(record, one)


def forecasts(count: int, pick: Callable[[Taste], object]) -> Callable[[Thresholds], object]:
    return lambda bounds: pick(taste([("r", committed(count))], strategies.LIBRARY, bounds))


def edited(bounds: Thresholds) -> object:
    days = bounds.commitment.frozen_days.value
    try:
        return reviewing.edit_kill_criterion(committed(), "c", 0, TODAY, "why", frozen_days=days, unless="more")
    except Refused as refused:
        return str(refused), project.rows(committed(), TODAY, bounds)[0].todo


def parked(bounds: Thresholds) -> object:
    record = edits.add_candidate(edits.new_record("Parked", START), "a")
    record = temptation.park(record, "b", START)
    return ideas.ideas(record, TODAY, bounds), due.dates(record, cooling_off=bounds.cooling_off.normal.value)


def reviews(bounds: Thresholds) -> object:
    return commitment.proposed_reviews(TODAY, TODAY + timedelta(weeks=20), bounds.commitment.review_weeks.value)


QUICK = {"days_to_signal": 5, "upside_low": 4, "trial_begun": TODAY - timedelta(days=30)}
HALF = {"days_to_signal": 4, "comparison": Comparison(50, 60, 0.6, 3)}
LOW = {"interest": tuple((TODAY - timedelta(days=n), 2) for n in (40, 0))}
FOLLOW = {"mode": "follow-through", "abandoned_share": 0.3}
SEEN: dict[str, tuple[object, Callable[[Thresholds], object]]] = {
    "stop.interest_level": (1, verdict(**LOW)),
    "stop.interest_sessions": (3, verdict(**LOW)),
    "stop.interest_days_apart": (50, verdict(**LOW)),
    "stop.second_look_hours": (72, lambda bounds: project.dead_end("second_reader_agrees", bounds)),
    "trial.days_to_signal": (4, verdict(**QUICK)),
    "trial.upside_level": (5, verdict(**QUICK)),
    "trial.days_between": (31, verdict(**QUICK)),
    "trial.chance": (0.7, verdict(**HALF)),
    "trial.side_share": (0.1, verdict(**HALF)),
    "trial.side_weeks": (2, verdict(**HALF)),
    "cooling_off.normal": (30, verdict()),
    "cooling_off.follow_through": (30, verdict(**FOLLOW)),
    "discount.usual": (1, drop()),
    "discount.own_projects": (2, drop(again(40), again(40), again(40))),
    "discount.own_week": (6, drop(*[again(35)] * 5)),
    "discount.own_most": (2, drop(*[again(40)] * 5)),
    "switch.chance": (0.9, verdict()),
    "switch.lead": (11, verdict()),
    "switch.lead_follow_through": (10, verdict(**FOLLOW)),
    "switch.equal_weights_lead": (3, verdict()),
    "switch.overrun": (2, verdict()),
    "stay.review_days": (14, verdict(comparison=Comparison(50, 40, 0.2, -3))),
    "look_back.months": (1, back(lambda found: found.window)),
    "look_back.working_days": (4, counted_by_notes),
    "look_back.least_hours": (200, back(lambda found: found.enough)),
    "look_back.least_stints": (3, back(lambda found: found.enough)),
    "look_back.delivered": (0.8, back(lambda found: found.healthy)),
    "look_back.follow_through": (0.3, back(lambda found: found.mode)),
    "look_back.second_person": (0.26, back(lambda found: found.wants_second_person)),
    "commitment.frozen_days": (10, edited),
    "commitment.review_weeks": ([2, 6], reviews),
    "taste.score_forecasts": (6, forecasts(5, lambda found: found.brier)),
    "taste.table_forecasts": (21, forecasts(20, lambda found: found.table)),
    "taste.overrun_projects": (4, lambda bounds: taken_over_planned(delivered(3), bounds)),
    "taste.overrun": (2, lambda bounds: taken_over_planned([], bounds)),
}


def test_none_is_left_out() -> None:
    places = {
        f"{table}.{name}"
        for table in Thresholds.model_fields
        if hasattr(getattr(SHIPPED, table), "model_fields_set")
        for name, one in getattr(SHIPPED, table)
        if isinstance(one, Threshold)
    }
    assert set(SEEN) == places


@pytest.mark.parametrize("place", SEEN)
def test_another_number_tells_something_else(place: str) -> None:
    value, told = SEEN[place]
    assert told(another(place, value)) != told(SHIPPED)


def test_a_parked_idea_waits_by_the_number_in_force() -> None:
    assert parked(another("cooling_off.normal", 9)) != parked(SHIPPED)


def test_where_much_was_left_for_newer_things_the_wait_is_longer() -> None:
    assert look_back([("r", TWO_KINDS)], until=TODAY, thresholds=SHIPPED).mode == "follow-through"
    history = [("r", TWO_KINDS)]
    assert cooling.look_again_on(TODAY, history, thresholds=SHIPPED) == TODAY + timedelta(days=14)
    longer = another("cooling_off.follow_through", 21)
    assert cooling.look_again_on(TODAY, history, thresholds=longer) == TODAY + timedelta(days=21)
    assert cooling.look_again_on(TODAY, [], thresholds=longer) is None
    alike = another("cooling_off.follow_through", 7)
    assert cooling.look_again_on(TODAY, history, thresholds=alike) is None
    assert cooling.look_again_on(date.max, history, thresholds=SHIPPED) is None
