from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.answering import Choice
from pickproblem.plain.answering import read, written


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
def test_a_choice_is_read_as_it_is_typed(one: int, other: int, third: int) -> None:
    low, level, high = sorted((one, other, third))
    choice = Choice(level, low, high)
    assert read(f"{level} {low}-{high}") == choice
    assert ("from" in written(choice)) == choice.ranged
