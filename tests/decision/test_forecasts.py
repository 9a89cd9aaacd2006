from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision import forecasts

pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=8)


def test_the_published_example(cases: dict[str, list[dict[str, Any]]]) -> None:
    case = cases["brier"][0]
    assert forecasts.brier_scores(case["forecasts"], case["outcomes"]).tolist() == pytest.approx(case["each"])
    assert forecasts.brier_score(case["forecasts"], case["outcomes"]) == pytest.approx(case["mean"])


@settings(max_examples=40)
@given(pairs)
def test_a_score_is_between_sure_and_right_and_sure_and_wrong(given: list[tuple[float, bool]]) -> None:
    chances, outcomes = zip(*given, strict=True)
    score = forecasts.brier_score(chances, outcomes)
    assert score is not None
    assert 0 <= score <= 1
    assert forecasts.brier_score([float(outcome) for outcome in outcomes], outcomes) == 0
    assert forecasts.brier_score([0.5] * len(outcomes), outcomes) == pytest.approx(0.25)
    # It is as good to forecast the opposite of the opposite.
    other = forecasts.brier_score([1 - chance for chance in chances], [not outcome for outcome in outcomes])
    assert other == pytest.approx(score, abs=1e-12)


def test_no_forecasts_have_no_score() -> None:
    assert forecasts.brier_score([], []) is None


@pytest.mark.parametrize("wrong", [([0.5], []), ([1.5], [True]), ([float("nan")], [False])])
def test_what_is_no_forecast_is_refused(wrong: tuple[list[float], list[bool]]) -> None:
    with pytest.raises(ValueError, match=r"outcomes|chances"):
        forecasts.brier_scores(*wrong)
