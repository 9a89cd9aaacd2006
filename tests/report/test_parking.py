"""The words around a parked idea."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

from pickproblem import edits, temptation
from pickproblem.record import Answer, Commitment, KillCriterion, Record, Trigger
from pickproblem.report import parking
from tests.decisions import START, record, session

EVENING = datetime(2026, 12, 1, 22, tzinfo=UTC)
FIRST = session(
    {
        "a": {
            "interest": Answer(level=5, reason="it \x1b[31mpulls\nme"),
            "upside": Answer(level=4, reason=" "),
            "maturity": Answer(level=4, reason="two"),
            "compute": Answer(level=4, reason="three " * 100),
        }
    },
    id="1",
    finished=True,
)


def parked(whole: Record, **options: Any) -> Record:
    return temptation.park(whole, "New\u202eer", EVENING, **options)


def committed(reason: str | None) -> Record:
    one = Commitment(
        id="c", candidate="a", when=START, reason=reason, kill_criteria=[KillCriterion(by=date(2027, 1, 1))]
    )
    return edits.commit(record(FIRST), one)


def test_what_was_written_on_the_first_day_stands_beside_the_newer_idea() -> None:
    whole = parked(committed("see it\nthrough"))
    lines = parking.first_day(whole, whole.temptations[0]).split("\n")
    assert lines[:3] == ["On 2026-11-21 you wrote about “a”:", "- it ␛[31mpulls me", "- two"]
    assert lines[3].startswith("- three three")
    assert lines[3].endswith("…")
    assert lines[4:] == ["You committed to “a” on 2026-11-21: see it through"]


def test_what_was_never_written_is_not_made_up() -> None:
    bare = parked(record(candidates={"a": "chosen"}))
    assert parking.first_day(bare, bare.temptations[0]) == ""
    whole = parked(committed(None))
    assert parking.first_day(whole, whole.temptations[0]).endswith("You committed to “a” on 2026-11-21.")


def test_good_night_says_what_is_and_when_to_look_again() -> None:
    whole = parked(committed(None))
    assert parking.good_night(whole, whole.temptations[0], 7).split("\n") == [
        "“New<U+202E>er” is parked and will not be lost; “a” stays as it is.",
        "Look again on 2026-12-08; most ideas shine less after some nights. Good night.",
    ]
    serving = parked(committed(None), same_goal=True, look_again=date(2026, 12, 3))
    said = parking.good_night(serving, serving.temptations[0], 7)
    assert "nothing has to be left" in said
    assert "Look again on 2026-12-03" in said


def test_every_trigger_has_words() -> None:
    assert len({parking.trigger(one) for one in get_args(Trigger)}) == len(get_args(Trigger))
    assert "normal" in parking.after_a_bad_result()
    assert "easiest setting" in parking.after_a_bad_result()
