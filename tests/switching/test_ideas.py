"""What may be done about an idea kept beside a project."""

from __future__ import annotations

from datetime import date

import pytest

from pickproblem import edits
from pickproblem.errors import Refused
from pickproblem.record import Outcome, State
from pickproblem.switching.ideas import Act, acts, dropped
from tests.switching.test_steps import NEWER, parked

UNDECIDED = Outcome(until=date(2027, 1, 1))
STAY, TRIAL = Outcome(verdict="stay"), Outcome(verdict="trial")


@pytest.mark.parametrize(
    ("state", "outcome", "expected"),
    [
        ("parked", UNDECIDED, ["compare", "day", "open", "drop"]),
        ("parked", STAY, ["weigh", "verdict", "open", "drop"]),
        ("parked", TRIAL, ["verdict", "open", "drop"]),
        ("closed", STAY, ["verdict", "open", "park"]),
        ("open", STAY, ["verdict", "park"]),
        ("chosen", STAY, ["verdict"]),
    ],
)
def test_what_may_be_done_the_likeliest_first(state: State, outcome: Outcome, expected: list[Act]) -> None:
    record = parked(NEWER)
    entry = record.temptations[0].model_copy(update={"outcome": outcome})
    record = edits.set_state(record.model_copy(update={"temptations": [entry]}), entry.newcomer, state)
    assert acts(record, entry.newcomer, entry) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("parked", ["weigh", "open", "drop"]), ("closed", ["open", "park"]), ("open", ["park"]), ("chosen", [])],
)
def test_one_that_nobody_was_tempted_by_can_be_weighed_as_new(state: State, expected: list[Act]) -> None:
    record = edits.set_state(parked(NEWER).model_copy(update={"temptations": []}), "b", state)
    assert acts(record, "b", None) == expected


def test_nobody_that_is_not_there() -> None:
    with pytest.raises(Refused):
        acts(parked(NEWER), "nobody", None)


def test_what_is_dropped_keeps_a_line_of_why() -> None:
    after = dropped(parked(NEWER), "b", date(2026, 12, 1), "dull").candidate("b")
    assert after is not None
    assert (after.state, [note.insight for note in after.notes or []]) == ("closed", ["Dropped: dull"])
