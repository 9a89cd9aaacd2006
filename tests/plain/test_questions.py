from __future__ import annotations

from pathlib import Path

import pytest

from pickproblem import edits, errors, rubric, store
from pickproblem.record import Answer, Record
from tests.plain.conversing import LIBRARY, hold, lines, read, unanswered

WORDS, REAL, PARTS = "search-by-words", "synthetic-to-real", "soft-partitions"


def given(path: Path, candidate: str = WORDS, name: str = "maturity") -> Answer | None:
    answers = read(path).sessions[-1].answers or {}
    return answers.get(candidate, {}).get(name)


def test_each_answer_is_on_the_disk_before_the_next_question(begun: Path) -> None:
    seen: list[int] = []

    def answers(_said: str) -> str | None:
        seen.append(unanswered(begun))
        return "3" if len(seen) < 5 else None

    hold(begun, answers)
    assert seen == [15, 14, 13, 12, 11]


def test_level_range_and_unknown(begun: Path) -> None:
    hold(begun, lines("3 2-4", "0", "nonsense", "9", "", "4"))
    assert given(begun) == Answer(level=3, low=2, high=4)
    assert given(begun, REAL) == Answer(unknown=True)
    assert given(begun, PARTS) == Answer(level=4)


def test_it_goes_on_where_it_was_left(begun: Path) -> None:
    hold(begun, lines("3", "q"))
    held = hold(begun, lines("4"))
    assert "Question 2 of 15" in held.text
    assert "pickproblem ask" in " ".join(held.said)
    assert given(begun, REAL) == Answer(level=4)


def test_a_reason_behind_1_and_5_and_by_itself(begun: Path) -> None:
    hold(begun, lines("5", "seen it", "5", "", "3", "b", "e", "now", "b", "e", "-"))
    assert given(begun) == Answer(level=5, reason="seen it")
    assert given(begun, REAL) == Answer(level=5)
    assert given(begun, PARTS) == Answer(level=3, reason="now")


def test_back_goes_to_the_question_before_and_at_last_to_the_weights(begun: Path) -> None:
    held = hold(begun, lines("3", "b", "4", "b", "b", ""))
    assert given(begun) == Answer(level=4)
    assert "Which questions should weigh most?" in held.text
    assert held.text.count("Question 2 of 15") >= 2


@pytest.mark.parametrize(
    ("typed", "levels"), [(["= 4"], [4, 4, 4]), (["2", "="], [2, 2, 2]), (["=", "= x", "2"], [2, None, None])]
)
def test_the_same_for_the_rest(begun: Path, typed: list[str], levels: list[int | None]) -> None:
    hold(begun, lines(*typed))
    found = [given(begun, one) for one in (WORDS, REAL, PARTS)]
    assert [one and one.level for one in found] == levels


def test_a_gate_asks_why_it_stays(begun: Path) -> None:
    held = hold(begun, lines("1", "we shall see", "1", ""))
    assert given(begun) == Answer(level=1, lifts_gate="we shall see")
    assert given(begun, REAL) == Answer(level=1)
    assert "This rules out: Search by words" in held.text
    assert unanswered(begun) == 15 - 2 - 4, "who is ruled out is asked nothing more"


def test_help_says_the_levels_and_the_note(begun: Path) -> None:
    asked = LIBRARY.rubrics["maturity"]
    held = hold(begun, lines("?"))
    shown = " ".join(" ".join(held.said).split())
    assert all(shown.count(" ".join(str(anchor).split())) >= 2 for anchor in asked.levels)
    assert " ".join(str(asked.note).split()) in shown


def test_probes_suggest_a_level(begun: Path) -> None:
    asked = LIBRARY.rubrics["maturity"]
    hold(begun, lines("p", *["1"] * len(asked.probes), "", "p", "b", "p", "0", "x", "1", *["0"] * 9))
    first = given(begun)
    expected = asked.suggest({probe.id: 1 for probe in asked.probes}, None)
    assert first is not None
    assert expected is not None
    assert first.level == expected[0]
    assert first.probes == {probe.id: 1 for probe in asked.probes}


def with_run(path: Path) -> None:
    stored = store.read(path, LIBRARY)
    record = edits.set_experiment(stored.record, WORDS, {"hours_per_run": 3, "data_status": "on-disk-checked"})
    store.save(stored, record)


def test_a_proposal_is_taken_by_enter(begun: Path) -> None:
    with_run(begun)
    held = hold(begun, lines("= 3", ""))
    answer = given(begun, WORDS, "compute")
    assert answer is not None
    assert answer.estimate
    assert answer.level == answer.estimate["level"]
    assert "The facts say" in held.text


def test_another_level_than_the_proposed_takes_a_word(begun: Path) -> None:
    with_run(begun)
    hold(begun, lines("= 3", "2", "", "2", "the cards are shared"))
    answer = given(begun, WORDS, "compute")
    assert answer is not None
    assert (answer.level, (answer.estimate or {}).get("differs")) == (2, "the cards are shared")


def test_facts_are_asked_and_computed(begun: Path) -> None:
    held = hold(begun, lines("= 3", "x", "ResNet-50, COCO, 12 epochs", "3 2-4", "what of the data", "b"))
    answer = given(begun, WORDS, "compute")
    assert answer is not None
    assert (answer.level, answer.low, answer.high) == (3, 2, 4)
    assert "Taken: ResNet-50" in held.text
    assert read(begun).candidates[0].experiment is not None


def test_results_that_set_records_give_maturity(begun: Path) -> None:
    held = hold(begun, lines("x", "2024-01, 70", "gibberish", "scale 0..100", "2024-06, 78", "2025-01, 85", "", ""))
    answer = given(begun)
    assert answer is not None
    assert "2024-06" in str((answer.estimate or {}).get("results"))
    assert "Saved: level" in held.text


def test_another_rubric_and_enough(begun: Path) -> None:
    held = hold(begun, lines("g", "2", "x", "", "b", "3", "f", "2", "f", "1", "0"))
    assert read(begun).sessions[0].finished is not None
    assert "12 of 15" not in held.text
    assert "What next> " in held.said


def test_facts_that_a_rubric_needs_are_asked_first(begun: Path) -> None:
    stored = store.read(begun, LIBRARY)
    store.save(stored, edits.set_setting(stored.record, {"gpus": None, "deadline": None}))
    held = hold(begun, lines("= 3", "?", "1", "2 x A100", "= 3", "= 3", "nonsense", "", "q"))
    setting = read(begun).setting
    assert setting is not None
    assert setting.gpus is not None
    assert setting.gpus[0].count == 2
    assert setting.deadline is None
    assert held.text.count("GPUs> ") == 3
    assert held.text.count("When is it due?") == 1


def test_a_gpu_that_is_none_is_asked_for_again_and_one_not_in_the_table_is_told(begun: Path) -> None:
    stored = store.read(begun, LIBRARY)
    store.save(stored, edits.set_setting(stored.record, {"gpus": None}))
    held = hold(begun, lines("= 3", "= 4", "RTX 3095", "q"))
    assert "= 4 names no GPU" in held.text
    assert "RTX 3095 is not in the table of GPUs; did you mean GeForce RTX 3090" in held.text
    setting = read(begun).setting
    assert setting is not None
    assert [one.model for one in setting.gpus or []] == ["RTX 3095"]


def test_what_somebody_else_writes_meanwhile_stays(begun: Path) -> None:
    def other(record: Record) -> Record:
        record, session = edits.begin_session(record, "jun", "start", edits.now())
        return edits.answer(record, session.id, WORDS, "maturity", Answer(level=2))

    answered = 0

    def answers(_said: str) -> str | None:
        nonlocal answered
        answered += 1
        if answered == 2:
            store.update(begun, LIBRARY, other)
        return "4" if answered < 4 else None

    hold(begun, answers, rater="me")
    record = read(begun)
    assert [one.rater for one in record.sessions] == ["me", "jun"]
    assert sum(len(row) for row in (record.sessions[0].answers or {}).values()) == 3


def test_a_session_that_somebody_else_closed(begun: Path) -> None:
    def answers(said: str) -> str | None:
        if "Question 2" in said:
            session = read(begun).sessions[0].id
            store.update(begun, LIBRARY, lambda record: edits.finish(record, session, edits.now()))
        return "4" if "Level" in said else None

    held = hold(begun, answers)
    assert "finished and cannot be changed" in " ".join(held.said)
    assert "What next> " in held.said


def test_what_the_disk_does_not_take_is_said_and_tried_again(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, failing = store.update, [True, True]

    def update(*args: object, **options: object) -> object:
        if failing:
            failing.pop()
            raise errors.NotSaved("begun.toml: not saved: no space left")
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "update", update)
    held = hold(begun, lines("4", "", "", "q"))
    assert held.text.count("no space left") == 2
    assert given(begun) == Answer(level=4)
    failing.append(True)
    with pytest.raises(errors.NotSaved):
        hold(begun, lines("4", "q"))


def test_own_rubrics_are_asked_too(begun: Path) -> None:
    assert rubric.load().rubrics.keys() == LIBRARY.rubrics.keys()
    held = hold(begun, lines("b", "1 2 > 14", "", "= 3", "q"))
    weights = read(begun).weights
    assert weights is not None
    assert [len(group) for group in weights.order or []] == [2, 1]
    assert "Question" in held.text
