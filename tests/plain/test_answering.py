from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.plain.answering import Choice, answer, choice_of, read, written
from pickproblem.record import Answer


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("3", (3, 3, 3)),
        ("３", (3, 3, 3)),
        ("3 2-4", (3, 2, 4)),
        ("3, 2 – 4", (3, 2, 4)),
        ("3 (2-4)", (3, 2, 4)),
        ("3 2~4", (3, 2, 4)),
        ("5 5-5", (5, 5, 5)),
        ("0", (0, 1, 5)),
        ("Don't know", (0, 1, 5)),
        ("모름", (0, 1, 5)),
    ],
)
def test_what_is_understood(typed: str, choice: tuple[int, int, int]) -> None:
    assert read(typed) == Choice(*choice)


@pytest.mark.parametrize("typed", ["6", "33", "-1", "3 4", "2-4", "3 4-5", "3 4-2", "3 2-6", "three", "3 2-4 x"])
def test_what_is_not(typed: str) -> None:
    assert isinstance(read(typed), str)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
def test_an_answer_there_and_back(one: int, other: int, third: int) -> None:
    low, level, high = sorted((one, other, third))
    choice = Choice(level, low, high)
    assert choice_of(answer(choice)) == choice
    assert read(f"{level} {low}-{high}") == choice
    assert ("from" in written(choice)) == choice.ranged


def test_what_stays_of_the_answer_before() -> None:
    before = Answer(level=4, low=3, high=5, reason="r", probes={"size": 2}, estimate={"level": 4}, lifts_gate="l")
    same = answer(Choice(4, 4, 4), before)
    assert same == Answer(level=4, reason="r", probes={"size": 2}, estimate={"level": 4}, lifts_gate="l")
    assert answer(Choice(2, 1, 2), before).estimate is None
    assert answer(Choice(0, 1, 5), before) == Answer(unknown=True, reason="r", probes={"size": 2}, lifts_gate="l")
    assert answer(Choice(4, 4, 4), before, reason=None).reason is None
