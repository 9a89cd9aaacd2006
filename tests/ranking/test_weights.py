from __future__ import annotations

import pytest

from pickproblem.ranking.weights import ranges, shown
from pickproblem.record import WeightsIn


def test_of_two_in_an_order_the_first_is_uniform_above_one_half() -> None:
    order = WeightsIn(method="order", order=[["a"], ["b"]])
    assert shown(order).shares == pytest.approx({"a": 0.75, "b": 0.25})
    assert ranges(order)["a"] == pytest.approx((0.525, 0.975), abs=0.01)
    assert ranges(order)["b"] == pytest.approx((0.025, 0.475), abs=0.01)


def test_two_in_one_group_reach_as_far() -> None:
    found = ranges(WeightsIn(method="order", order=[["a", "b"]]))
    assert found["a"] == found["b"] == pytest.approx((0.05, 0.95), abs=0.01)


def test_points_of_two_reach_as_far_as_the_spread_lets_them() -> None:
    points = WeightsIn(method="swing", points={"a": 100, "b": 100}, spread=0.5)
    low, high = ranges(points)["a"]
    assert 0.25 < low < 0.5 < high < 0.75
    assert low + ranges(points)["b"][1] == pytest.approx(1)
    assert shown(points).xi is None


@pytest.mark.parametrize(
    "weights",
    [
        WeightsIn(method="order", order=[["a"]]),
        WeightsIn(method="swing", points={"a": 100, "b": 0}),
        WeightsIn(method="swing", points={"a": 100, "b": 50}, spread=0),
    ],
)
def test_fixed_weights_have_no_range(weights: WeightsIn) -> None:
    assert ranges(weights) == {}


def test_comparisons_say_how_far_they_disagree() -> None:
    tables = {"best_to_others": {"b": 2, "c": 4}, "others_to_worst": {"a": 4, "b": 2}}
    agreeing = WeightsIn.model_validate({"method": "best-worst", "best": "a", "worst": "c", **tables})
    assert shown(agreeing).xi == pytest.approx(0, abs=1e-6)
    assert shown(agreeing).shares == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7})
