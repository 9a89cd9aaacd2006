"""The newer ideas beside a project, each in a line of words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pickproblem import edits, temptation
from pickproblem.record import Commitment, KillCriterion, Record
from pickproblem.report import ideas
from pickproblem.switching import thresholds

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 4, 1)
THRESHOLDS = thresholds.read()


def working() -> Record:
    record = edits.new_record("What to do", START)
    for title in ("A", "B"):
        record = edits.add_candidate(record, title)
    kill = KillCriterion(by=date(2026, 5, 1), unless="a sign", then="stop")
    chosen = Commitment(id="c", candidate=record.candidates[0].id, when=START, kill_criteria=[kill])
    return edits.commit(record, chosen)


def test_what_tempted_comes_first_with_what_was_advised_and_done_then_what_else_is_parked() -> None:
    parked = temptation.park(working(), "Shiny\x1b", datetime(2026, 3, 30, 21, tzinfo=UTC), trigger="paper")
    parked = edits.set_state(edits.add_candidate(parked, "Older"), "older", "parked")
    shiny, older = ideas.ideas(parked, TODAY, THRESHOLDS)
    assert shiny.title == "Shiny␛"
    assert shiny.said == (
        "Parked on 2026-03-30, 2 days ago. What happened: I read a paper, or heard a talk. No verdict yet. "
        "Look again on 2026-04-06, in 5 days."
    )
    assert (older.title, older.said, older.entry) == ("Older", "Parked.", None)
    decided = temptation.decide(
        parked, "2026-03-30", "stay", TODAY, until=date(2026, 4, 20), followed=False, reason="no"
    )
    assert ideas.ideas(decided, TODAY, THRESHOLDS)[0].said == (
        "Parked on 2026-03-30, 2 days ago. What happened: I read a paper, or heard a talk. "
        "Verdict: stay; overruled: “no”. Look again on 2026-04-20, in 19 days."
    )
    dropped = edits.set_state(decided, shiny.candidate, "closed")
    assert ideas.ideas(dropped, TODAY, THRESHOLDS)[0].said.endswith("overruled: “no”. Closed.")
