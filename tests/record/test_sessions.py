from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from pickproblem import record
from pickproblem.record import Answer


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        ({"unknown": True}, 1, 5),
        ({"level": 3}, 3, 3),
        ({"level": 3, "low": 1}, 1, 3),
        ({"level": 3, "high": 5}, 3, 5),
        ({"level": 3, "low": 2, "high": 4}, 2, 4),
    ],
)
def test_what_is_believed(answer: dict[str, Any], low: int, high: int) -> None:
    made = Answer.model_validate(answer)
    assert (made.believed_low, made.believed_high) == (low, high)


def test_names_are_the_same_after_nfc_and_casefold() -> None:
    assert record.same_name("Ünal STRASSE") == record.same_name(unicodedata.normalize("NFD", "ünal straße"))
    assert record.same_name("Mina") != record.same_name("Minah")
