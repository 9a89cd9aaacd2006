from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.facts import figures

TODAY = date(2026, 11, 21)


@given(st.one_of(st.integers(1, 10**15), st.floats(0.001, 1e6).map(lambda value: round(value, 4))))
def test_an_amount_comes_back(value: int | float) -> None:
    assert figures.amount(figures.show_amount(value), TODAY) == pytest.approx(value, rel=1e-12)


def test_a_whole_figure_is_a_whole_number() -> None:
    assert figures.show_amount(124_000_000) == "124M"
    assert isinstance(figures.amount("124M", TODAY), int)
    assert isinstance(figures.amount("0.5", TODAY), float)


def test_yes_and_no_come_back() -> None:
    assert figures.truth(figures.show_truth(True), TODAY) is True
    assert figures.truth(figures.show_truth(False), TODAY) is False
