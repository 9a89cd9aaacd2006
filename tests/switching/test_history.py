from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pickproblem import rubric
from pickproblem.record import Record
from pickproblem.switching import history, thresholds
from pickproblem.switching.history import Drop, Ratio
from tests import strategies
from tests.switching.timed import record, stint

BOUNDS = thresholds.read()
LIBRARY = rubric.load()
START = datetime(2026, 1, 5, 9, tzinfo=UTC)

Levels = dict[str, dict[str, int | None]]


def named(*records: Record) -> list[tuple[str, Record]]:
    return [(f"{n}.toml", one) for n, one in enumerate(records)]


def planned(title: str, stints: list[dict[str, Any]], experiments: float | None, writing: float | None) -> Record:
    made = record(stints, title=title)
    weeks = {"experiment_weeks": experiments, "writing_weeks": writing}
    table = made.candidates[0].model_dump(by_alias=True, exclude_none=True)
    candidate = {**table, "plan": {name: value for name, value in weeks.items() if value is not None}}
    return record(title=title, candidates=[candidate])


FOUR_WEEKS = [stint("03-02", "03-29", ended="delivered")]
PAUSED = [
    stint("03-02", "03-08", ended="left-for-newer"),
    stint("04-01", "04-30", side=True, ended="delivered"),
    stint("06-01", "06-14", ended="delivered"),
    stint("07-01", "07-31", ended="interest-gone"),
]
"""Three weeks until it was delivered, with a pause; what came after, and beside, does not count."""


def test_taken_over_planned_is_the_median_of_three_finished_projects() -> None:
    one, other = planned("one", FOUR_WEEKS, 2, 0), planned("other", FOUR_WEEKS, 3, 1)
    third = planned("third", PAUSED, 1, 1)
    assert [project.ratio for project in history.finished_projects(named(one, other, third))] == [2, 1, 1.5]
    assert history.taken_over_planned(named(one, other, third), BOUNDS) == Ratio(1.5, 3, True)
    # A copy of a record is no further project.
    assert history.taken_over_planned(named(one, other, one), BOUNDS) == Ratio(1.6, 2, False)
    assert history.taken_over_planned([], BOUNDS) == Ratio(1.6, 0, False)


@pytest.mark.parametrize(
    ("stints", "experiments", "writing"),
    [
        (FOUR_WEEKS, 2, None),
        (FOUR_WEEKS, None, 2),
        (FOUR_WEEKS, 0, 0),
        (FOUR_WEEKS, 1e-300, 0),
        ([stint("03-02", "03-29", ended="left-for-newer")], 2, 1),
        ([stint("03-02", "03-29", ended="delivered", side=True)], 2, 1),
        ([stint("03-02", ended="delivered")], 2, 1),
        ([], 2, 1),
    ],
)
def test_what_is_not_planned_whole_or_not_delivered_is_no_finished_project(
    stints: list[dict[str, Any]], experiments: float | None, writing: float | None
) -> None:
    assert history.finished_projects(named(planned("one", stints, experiments, writing))) == []


def scored(title: str, *sittings: tuple[int, Levels], rater: str = "me", finished: bool = True) -> Record:
    """A record whose sessions began so many days after the first, with these levels; None is an unknown."""
    sessions = []
    for n, (days, levels) in enumerate(sittings):
        started = START + timedelta(days=days)
        answers = {
            id: {rubric: {"unknown": True} if level is None else {"level": level} for rubric, level in row.items()}
            for id, row in levels.items()
        }
        session = {"id": f"s{n}", "reason": "review", "rater": rater, "started": started, "answers": answers}
        sessions.append({**session, "finished": started} if finished else session)
    return record([], [], title=title, sessions=sessions)


def test_the_drop_is_from_the_first_score_to_that_of_week_four_or_later() -> None:
    one = scored(
        "one",
        (0, {"a": {"interest": 5, "upside": 4, "drive": 3, "compute": 5, "scoop": None}, "b": {"interest": 4}}),
        (27, {"a": {"interest": 1, "upside": 1}, "b": {"interest": 1}}),
        (28, {"a": {"interest": 4, "upside": 4, "drive": None, "compute": 1, "scoop": 1}}),
        (90, {"a": {"interest": 1, "upside": 1, "drive": 1}}),
    )
    # interest 5 to 4, upside 4 to 4 (both on day 28), drive 3 to 1 (known again on day 90); compute is a fact,
    # scoop was not known at first, but was on day 28, and then not again; b was never looked at again.
    (a,) = history.faded(named(one), LIBRARY, BOUNDS)
    assert (a.candidate.id, a.drop, a.answers) == ("a", 1.0, 3)


def test_a_rater_is_held_against_no_other_and_unfinished_sessions_wait() -> None:
    first, later = (0, {"a": {"interest": 5}}), (30, {"a": {"interest": 3}})
    assert [one.drop for one in history.faded(named(scored("one", first, later)), LIBRARY, BOUNDS)] == [2.0]
    assert history.faded(named(scored("one", first, later, finished=False)), LIBRARY, BOUNDS) == []
    two = scored("one", first, later)
    minas = two.sessions[1].model_copy(update={"rater": "mina"})
    assert history.faded(named(two.model_copy(update={"sessions": [two.sessions[0], minas]})), LIBRARY, BOUNDS) == []


def test_from_four_projects_on_the_mean_drop_counts_within_bounds() -> None:
    def fell(title: str, levels: int) -> Record:
        return scored(title, (0, {"a": {"interest": 3}}), (28, {"a": {"interest": 3 - levels}}))

    def drop(*levels: int) -> Drop:
        return history.newness_drop(named(*(fell(str(n), one) for n, one in enumerate(levels))), LIBRARY, BOUNDS)

    assert drop(1, 1, 1) == Drop(0.5, 3, False)
    assert drop(1, 0, 0, 0) == Drop(0.25, 4, True)
    assert drop(1, 1, 0, -1) == Drop(0.25, 4, True)
    assert drop(2, 2, 2, 2) == Drop(1.0, 4, True)
    assert drop(-2, -2, -2, -1) == Drop(0.0, 4, True)
    same = fell("0", 2)
    assert history.newness_drop(named(same, same, same, same), LIBRARY, BOUNDS) == Drop(0.5, 1, False)


def test_a_rubric_that_is_not_known_any_more_says_nothing() -> None:
    one = scored("one", (0, {"a": {"interest": 5, "drive": 5}}), (28, {"a": {"interest": 4, "drive": 1}}))
    assert [found.drop for found in history.faded(named(one), strategies.LIBRARY, BOUNDS)] == [1.0]
