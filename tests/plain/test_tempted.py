"""The tempted way line by line, step by step: what each asks, what it keeps, where it leads."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pickproblem import edits, store, temptation
from pickproblem.flow import Step
from pickproblem.record import DeadEnd, Outcome, Record, Stint, Temptation
from pickproblem.switching import commits
from tests.plain.conversing import LIBRARY, Conversation, hold, lines, read

TODAY = date(2015, 3, 8)
NEWER = "Diffusion models that walk"
NONE = dict.fromkeys(DeadEnd.model_fields, "")
READY = {"same_goal": False, "hours_current": 320, "p_current_done": 0.5}


def with_newer(path: Path, when: date = date(2015, 2, 28), **fields: Any) -> str:
    """Another idea parked in the example, with some of its steps answered; the entry's id."""

    def change(record: Record) -> Record:
        moment = datetime.combine(when, datetime.min.time().replace(hour=21), record.created.tzinfo)
        record = temptation.park(record, NEWER, moment, trigger="paper")
        return temptation.change(record, record.temptations[-1].id, **fields)

    return store.update(path, LIBRARY, change).record.temptations[-1].id


def sit(path: Path, *answers: str, entry: str | None = None, today: date = TODAY) -> Conversation:
    return hold(path, lines(*answers), at=Step("tempted", entry=entry), today=today)


def last(path: Path) -> Temptation:
    return read(path).temptations[-1]


def outcome(path: Path, at: int = -1) -> Outcome:
    found = read(path).temptations[at].outcome
    assert found is not None
    return found


def states(path: Path) -> dict[str, str]:
    return {one.id: one.state for one in read(path).candidates}


def test_the_verdict_of_the_example_is_followed(month_three: Path) -> None:
    held = sit(month_three, "1", "q")
    said = " ".join(held.text.split())
    assert "Stay with “A 3D humanoid learns to walk by policy gradients”" in said
    assert "What a switch asks, all of it. 2 of 6 hold." in said
    assert "Does not hold: draws in which the newer one is ahead: <1%; asked: at least 80%; rests on: design." in said
    assert "Score, on 0 to 100: now 81; first day 92; newer 47." in said
    assert "What would change the verdict" in said
    decided = outcome(month_three, 0)
    assert (decided.verdict, decided.until, decided.followed) == ("stay", date(2015, 4, 30), True)
    assert "Committed: " in said


def test_step_by_step_with_nothing_answered_before(month_three: Path) -> None:
    with_newer(month_three)
    steps = ["2", "soon", "8w", "60", "1", "2", "run 41", "9", "", "2w", "3 2-4", "1"]
    scores = [*(["= 3", "= 4"] * 3), "= 2", "", "= 4", "= 3", "1 2"]
    held = sit(month_three, *steps, *scores, "300", "", "50", "3", "q")
    said = " ".join(held.text.split())
    assert "It would work for the first time" in said
    assert NEWER not in said.partition("Step 2 of 8")[2].partition("Step 3 of 8")[0]
    assert "soon is no number of hours" in said
    assert "Enter goes on: 1 of 5 hold" in said
    assert "27 questions" in said
    assert "Hours as it goes, × 1.6 (480)" in said
    entry, record = last(month_three), read(month_three)
    assert (entry.same_goal, entry.hours_current, entry.p_current_done) == (False, 320, 0.6)
    assert (entry.days_to_signal, entry.hours_new, entry.p_new_done) == (10, 480, 0.5)
    assert entry.dead_end == DeadEnd(**{**NONE, "failed_in_easiest_setting": "run 41"})
    assert entry.outcome is None
    session = next(one for one in record.sessions if one.id == entry.session)
    assert (session.reason, session.finished is not None) == ("tempted", True)
    assert {entry.current, entry.newcomer} < set(session.shown_order or [])
    assert {len(row) for row in (session.answers or {}).values()} == {9}
    alone = record.sessions[-2]
    answer = (alone.answers or {})[entry.newcomer]["upside"]
    assert (answer.level, answer.low, answer.high) == (3, 2, 4)


def test_no_old_answer_is_shown_while_both_are_scored(month_three: Path) -> None:
    with_newer(month_three, **READY, dead_end=DeadEnd(**NONE), days_to_signal=30)
    reasons = {
        answer.reason
        for session in read(month_three).sessions
        for row in (session.answers or {}).values()
        for answer in row.values()
        if answer.reason
    }
    held = sit(month_three, "0", "1", *(["0", "0", "0"] * 7), "", *(["0"] * 6))
    scoring = " ".join(held.text.partition("Score both anew?")[2].split())
    assert "Question 27 of 27" in scoring
    assert "Best first" in scoring
    assert not [reason for reason in reasons if reason in scoring]
    assert "Enter for" not in scoring


def test_every_question_is_asked_before_it_is_enough(month_three: Path) -> None:
    with_newer(month_three, **READY, dead_end=DeadEnd(**NONE), days_to_signal=30)
    held = sit(month_three, "3", "1", "3", "f", "?", "b", "b")
    assert "once every question is answered" in " ".join(held.text.split())
    assert "enough asked" not in held.text
    assert held.text.count("Score both anew?") == 2


def test_killed_at_every_step_it_goes_on_at_that_step(month_three: Path) -> None:
    with_newer(month_three)
    for step, answers in (
        ("The goal", ["2"]),
        ("The current one", ["90", "50"]),
        ("Ways out", ["1"]),
        ("Dead end?", [""]),
        ("Quick test", ["20"]),
        ("how large is it", ["3"]),
        ("Score both", ["1"]),
        ("Go on where you were", ["1", "3", "3"]),
    ):
        asked = sit(month_three).text
        if step != "Go on where you were":
            assert step in asked.partition("leaves; every")[2].partition("> ")[0]
        sit(month_three, *answers)
    assert "2 of 27 are answered" in sit(month_three).text
    assert "Question 3 of 27" in hold(month_three, lines(), today=TODAY).text


@pytest.mark.slow
def test_left_after_any_answer_the_first_step_said_is_the_last_one_that_was(month_three: Path) -> None:
    with_newer(month_three)
    whole = month_three.read_bytes()
    answers = ["2", "8w", "60", "1", "2", "run 41", "", "2w", "3", "2"]
    for n in range(len(answers)):
        month_three.write_bytes(whole)
        left = _steps(sit(month_three, *answers[:n]).text)
        assert _steps(sit(month_three).text) == left[-1:], answers[:n]
    month_three.write_bytes(whole)
    assert len(_steps(sit(month_three, *answers).text)) == 6


def _steps(text: str) -> list[str]:
    return re.findall(r"^Step \d of \d: (.+)$", text, re.MULTILINE)


def test_a_figure_is_kept_before_the_next_is_asked(month_three: Path) -> None:
    with_newer(month_three, same_goal=False)
    sit(month_three, "8w")
    assert (last(month_three).hours_current, last(month_three).p_current_done) == (320, None)
    assert "Hours that remain (320)> " in sit(month_three, "", "60").said
    assert last(month_three).p_current_done == 0.6


def test_back_goes_through_the_steps_and_out_to_the_project(month_three: Path) -> None:
    with_newer(month_three, **READY, dead_end=DeadEnd(**NONE), days_to_signal=20)
    held = sit(month_three, "b", "b", "b", "b", "b", "b")
    order = ["Quick test", "Dead end?", "Ways out", "The current one", "The goal", "Committed: "]
    places = [held.text.index(name) for name in order]
    assert places == sorted(places)


def test_who_went_back_comes_through_the_steps_behind_once_more(month_three: Path) -> None:
    with_newer(month_three, **READY, dead_end=DeadEnd(**NONE), days_to_signal=20)
    held = sit(month_three, "b", "b", "b", "b", "", "40", "", "")
    assert last(month_three).p_current_done == 0.4
    order = [held.text.rindex(name) for name in ("The current one", "Ways out", "Dead end?", "how large is it")]
    assert order == sorted(order)


def test_before_the_week_is_over_it_is_to_be_slept_on(month_three: Path) -> None:
    with_newer(month_three, date(2015, 3, 6), **READY, dead_end=DeadEnd(**NONE), days_to_signal=20)
    held = sit(month_three, "3", "1", "q")
    assert "until 2015-03-13, in 5 days" in " ".join(held.text.split())
    assert (outcome(month_three).verdict, outcome(month_three).until) == (None, date(2015, 3, 13))
    again = sit(month_three, "2", "2", "q")
    assert "27 questions" in " ".join(again.text.split())
    assert last(month_three).session is not None


def test_what_is_quick_and_large_is_tried_with_its_sign_written_first(month_three: Path) -> None:
    with_newer(month_three, **READY, dead_end=DeadEnd(**NONE), days_to_signal=3)
    held = sit(month_three, "5", "1", "", "ten steps in a row", "never", "30", "2015-03-01", "", "q")
    said = " ".join(held.text.split())
    assert "quick to try" in said
    assert "By what sign will you know" in said
    assert "no chance" in said
    assert "must lie ahead" in said
    kept = outcome(month_three)
    assert (kept.verdict, kept.until, kept.followed) == ("trial", date(2015, 3, 13), None)
    assert kept.success_sign == "ten steps in a row (chance: 30%)"


def test_what_serves_the_goal_becomes_a_part(month_three: Path) -> None:
    with_newer(month_three)
    held = sit(month_three, "1", "1", "2", "1", "b", "1", "1", "q")
    assert "Nothing is to be left" in " ".join(held.text.split())
    walking = read(month_three).candidate("walking")
    assert walking is not None
    assert (walking.notes or [])[-1].next == f"Variant to try: {NEWER}"
    assert outcome(month_three).verdict == "branch"


def test_an_exit_with_evidence_ends_it_and_a_new_choice_begins(month_three: Path) -> None:
    with_newer(month_three, **READY)
    held = sit(month_three, "2", "", "b", "2", "a paper of February", "1", "1", "q")
    said = " ".join(held.text.split())
    assert "A word or two" in said
    assert "others were there first" in said
    assert "What could you work on?" in said
    record = read(month_three)
    assert states(month_three)["walking"] == "closed"
    assert states(month_three)["diffusion-models-that-walk"] == "open"
    walking = record.candidate("walking")
    assert walking is not None
    assert [(one.to, one.ended) for one in walking.stints or []] == [(TODAY, "outside-cause")]
    assert (record.sessions[-1].reason, record.sessions[-1].finished) == ("start", None)


@pytest.mark.parametrize(("number", "act"), [("1", "trial"), ("2", "switch")])
def test_doing_otherwise_takes_a_reason_that_is_kept(month_three: Path, number: str, act: str) -> None:
    more = ["twice the score", "20", ""] if act == "trial" else ["1"]
    held = sit(month_three, "2", number, "", "it does not let go of me", *more, "q")
    assert "A word or two" in held.text
    kept = outcome(month_three, 0)
    assert (kept.verdict, kept.followed, kept.reason) == ("stay", False, "it does not let go of me")
    if act == "trial":
        assert kept.until == date(2015, 4, 5)
        assert (states(month_three)["walking"], states(month_three)["better-dqn"]) == ("chosen", "parked")
    else:
        assert "What do you commit to?" in held.text
        assert (states(month_three)["walking"], states(month_three)["better-dqn"]) == ("parked", "open")


def test_it_may_be_left_open_and_stepped_back_from(month_three: Path) -> None:
    before = month_three.read_bytes()
    held = sit(month_three, "2", "b", "3", "q")
    assert held.text.count("What a switch asks") == 1, "the page is not said again unless asked for"
    assert "Committed: " in held.text
    assert month_three.read_bytes() == before
    assert "Hours as planned" in sit(month_three, "b").text
    assert sit(month_three, "4", "3", "q").text.count("What a switch asks") == 2


def test_what_is_decided_stays_and_can_be_weighed_anew(month_three: Path) -> None:
    sit(month_three, "1", "q")
    frozen = read(month_three).temptations[0]
    held = sit(month_three, "2", "3", today=date(2015, 4, 30))
    assert held.text.count("It was followed.") == 2, "said again"
    assert "Step 2 of" in held.text
    record = read(month_three)
    assert [entry.newcomer for entry in record.temptations] == ["better-dqn", "better-dqn"]
    assert record.temptations[0] == frozen


def test_somebody_else_is_asked_for_where_much_was_left(month_three: Path) -> None:
    def left(record: Record) -> Record:
        fields = {"from": date(2014, 10, 1), "to": date(2014, 11, 30), "hours": 500, "ended": "left-for-newer"}
        record = edits.change_candidate(record, "cloth", stints=[Stint.model_validate(fields)])
        moment = record.temptations[0].when.replace(month=2, day=1)
        entry = record.temptations[0].model_copy(update={"when": moment})
        return record.model_copy(update={"temptations": [entry]})

    store.update(month_three, LIBRARY, left)
    held = sit(month_three, "Mina", "3")
    assert "A second view" in held.text
    assert last(month_three).second_person == "Mina"
    assert "Holds: somebody else agrees: Mina" in " ".join(held.text.split())


def test_git_is_asked_once_however_many_steps_there_are(month_three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_newer(month_three)
    asked: list[Path] = []

    def days_with_commits(repository: Path, first: date, last: date, *, seconds: float) -> commits.Days:
        asked.append(repository)
        return commits.Days(3)

    def on_git(record: Record) -> Record:
        stint = Stint.model_validate({"from": date(2014, 12, 4), "repository": "."})
        return edits.change_candidate(record, "walking", stints=[stint])

    monkeypatch.setattr(commits, "days_with_commits", days_with_commits)
    store.update(month_three, LIBRARY, on_git)
    sit(month_three, "2", "90", "50", "1", "", "20")
    assert len(asked) == 1


def test_what_somebody_else_decided_meanwhile_is_said(month_three: Path) -> None:
    def answers(_said: str) -> str | None:
        if not asked:
            asked.append("")
            until = date(2015, 4, 1)
            store.update(
                month_three,
                LIBRARY,
                lambda one: temptation.decide(one, "2015-02-26", "stay", TODAY, until=until, followed=True),
            )
            return "1"
        return None

    asked: list[str] = []
    held = hold(month_three, answers, at=Step("tempted"), today=TODAY)
    assert "is decided and cannot be changed" in held.text
    assert "It was followed." in held.text


def test_the_entry_named_is_looked_at(month_three: Path) -> None:
    with_newer(month_three)
    assert "A better DQN" in sit(month_three, entry="2015-02-26").text.partition("What a switch asks")[0]


def test_leaving_says_how_to_go_on_at_this_step(month_three: Path) -> None:
    said = " ".join(sit(month_three, "q").text.split())
    assert "To go on: pickproblem tempted /" in said


def test_while_the_first_scores_are_given_no_result_is_shown(begun: Path) -> None:
    record = store.update(
        begun, LIBRARY, lambda one: temptation.park(one, NEWER, edits.now(), current=one.candidates[0].id)
    )
    held = hold(begun, lines("b"), at=Step("tempted", entry=record.record.temptations[0].id))
    assert "Question 1 of 15" in held.text
    assert "leads" not in held.text


def test_in_a_record_of_several_it_is_asked_who_sits_there(month_three: Path) -> None:
    def by_another(record: Record) -> Record:
        record, session = edits.begin_session(record, "mina", "review", edits.now())
        return edits.finish(record, session.id, edits.now())

    store.update(month_three, LIBRARY, by_another)
    held = sit(month_three, "t", "1", "q")
    assert "Who are you?" in held.text
    assert outcome(month_three, 0).followed is True
    assert len(read(month_three).temptations) == 1, "t was a name there, and parked nothing"
