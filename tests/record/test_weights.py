from __future__ import annotations

from typing import Any

import pytest

from pickproblem.record import Weights


@pytest.mark.parametrize(
    ("weights", "rubrics"),
    [
        ({"method": "order", "order": [["b", "a"], ["c"]], "points": {"z": 100}}, ["b", "a", "c"]),
        ({"method": "swing", "points": {"b": 100, "a": 0}, "order": [["z"]]}, ["b", "a"]),
        (
            {
                "method": "best-worst",
                "best": "b",
                "worst": "a",
                "best_to_others": {"c": 2, "a": 3},
                "others_to_worst": {"c": 2, "b": 3},
            },
            ["b", "c", "a"],
        ),
    ],
)
def test_what_carries_weight(weights: dict[str, Any], rubrics: list[str]) -> None:
    made = Weights.model_validate(weights)
    assert made.rubrics() == rubrics
    assert {name for _place, name in made.named()} >= set(rubrics)
