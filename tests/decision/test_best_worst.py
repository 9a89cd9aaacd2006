from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision.best_worst import BestWorst
from pickproblem.decision.randomness import generator


def test_published_examples(cases: dict[str, list[dict[str, Any]]]) -> None:
    for case in cases["best_worst"]:
        weights = BestWorst(
            case["best"], case["worst"], tuple(case["best_to_others"]), tuple(case["others_to_worst"])
        )
        np.testing.assert_allclose(weights.headline(), case["weights"], atol=1e-9, err_msg=case["id"])
        assert weights.xi == pytest.approx(case["xi"], abs=1e-9)
        assert weights.inconsistent() == case["inconsistent"]


@settings(max_examples=40)
@given(st.lists(st.floats(1, 9), max_size=5))
def test_comparisons_that_agree_give_their_ratios_back(times: list[float]) -> None:
    best_over = np.array([1.0, *times, 9.0])
    weights = BestWorst(0, len(times) + 1, tuple(best_over), tuple(9 / best_over))
    assert weights.xi == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(weights.headline(), (1 / best_over) / (1 / best_over).sum(), atol=1e-8)


@settings(max_examples=40)
@given(st.integers(2, 6).flatmap(lambda n: st.tuples(*[st.tuples(st.integers(1, 9), st.integers(1, 9))] * n)))
def test_any_comparisons_give_weights(comparisons: tuple[tuple[int, int], ...]) -> None:
    best, worst = zip(*comparisons, strict=True)
    weights = BestWorst(0, len(comparisons) - 1, best, worst)
    headline = weights.headline()
    assert (headline >= 0).all()
    assert headline.sum() == pytest.approx(1)
    # No single small shift of weight does better: the solution is a minimum of a convex function.
    for up, down in np.ndindex(len(headline), len(headline)):
        shifted = headline.copy()
        share = min(1e-4, shifted[down])
        shifted[up] += share
        shifted[down] -= share
        assert _disagreement(shifted, best, worst) >= weights.xi - 1e-9
    assert _disagreement(headline, best, worst) == pytest.approx(weights.xi, abs=1e-9)


def _disagreement(w: np.ndarray[Any, Any], best: tuple[int, ...], worst: tuple[int, ...]) -> float:
    last = len(w) - 1
    over = [abs(w[0] - best[j] * w[j]) for j in range(1, last + 1)]
    under = [abs(w[j] - worst[j] * w[last]) for j in range(1, last)]
    return float(max(over + under))


def test_draws_are_disturbed_around_the_solution() -> None:
    weights = BestWorst(1, 2, (2, 1, 8), (4, 8, 1), spread=0.1)
    drawn = weights.draw(generator(0), 20_000)
    np.testing.assert_allclose(drawn.mean(axis=1), weights.headline(), atol=2e-3)
    assert (abs(drawn / weights.headline()[:, np.newaxis] - 1) <= 0.1 + 1e-6).all()
    assert not weights.fixed
    assert BestWorst(1, 2, (2, 1, 8), (4, 8, 1), spread=0).fixed


def test_one_rubric_weighs_everything() -> None:
    weights = BestWorst(0, 0, (1,), (1,))
    assert weights.headline().tolist() == [1.0]
    assert weights.xi == 0
    assert weights.fixed
    assert weights.inconsistent() == []


@pytest.mark.parametrize("wrong", [((1, 10), (9, 1)), ((1, 0), (9, 1)), ((1, 2, 3), (2, 1))])
def test_impossible_comparisons_are_refused(wrong: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="comparisons"):
        BestWorst(0, 1, *wrong)
