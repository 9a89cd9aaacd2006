from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from pickproblem.decision import levels
from tests.decision.problems import Problem, answers, problems


@pytest.mark.parametrize(
    ("answer", "shares"),
    [
        ((3, 2, 4), [0, 1 / 4, 1 / 2, 1 / 4, 0]),
        ((3, 3, 5), [0, 0, 1 / 2, 1 / 3, 1 / 6]),
        ((3, None, None), [0, 0, 1, 0, 0]),
        ((3, 1, None), [1 / 6, 2 / 6, 3 / 6, 0, 0]),
        ((5, 5, 5), [0, 0, 0, 0, 1]),
        ((1, 1, 5), [5 / 15, 4 / 15, 3 / 15, 2 / 15, 1 / 15]),
    ],
)
def test_a_range_is_a_triangle(answer: tuple[int, int | None, int | None], shares: list[float]) -> None:
    np.testing.assert_allclose(levels.triangular(*answer), shares, atol=1e-15)


@settings(max_examples=40)
@given(answers())
def test_the_triangle_is_the_formula(answer: tuple[int, int, int]) -> None:
    level, low, high = answer
    heights = [
        Fraction(at - low + 1, level - low + 1) if at <= level else Fraction(high - at + 1, high - level + 1)
        for at in range(low, high + 1)
    ]
    shares = [float(height / sum(heights)) for height in heights]
    np.testing.assert_allclose(levels.triangular(*answer), [0] * (low - 1) + shares + [0] * (5 - high), atol=1e-15)


@pytest.mark.parametrize("answer", [(0, 0, 0), (6, 6, 6), (3, 4, 5), (3, 1, 2)])
def test_a_range_that_misses_its_level_is_refused(answer: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="low <= level <= high"):
        levels.triangular(*answer)


def test_unknown_is_every_level_alike_and_never_three() -> None:
    np.testing.assert_array_equal(levels.unknown(), [0.2] * 5)
    np.testing.assert_array_equal(levels.mixture([]), levels.unknown())


def test_raters_are_pooled_in_equal_shares() -> None:
    pooled = levels.mixture([levels.triangular(1), levels.triangular(5), levels.triangular(5), levels.unknown()])
    np.testing.assert_allclose(pooled, [0.3, 0.05, 0.05, 0.05, 0.55])


@pytest.mark.parametrize(("level", "low", "high"), [(1, 1, 2), (3, 2, 4), (5, 4, 5)])
def test_nearby_stays_on_the_scale(level: int, low: int, high: int) -> None:
    np.testing.assert_array_equal(levels.nearby(level), levels.triangular(level, low, high))


def test_distributions_are_shared_and_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        levels.triangular(3, 2, 4)[0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        levels.unknown()[0] = 1.0


def test_mean_and_deviation_of_one_cell() -> None:
    probabilities = np.array([[levels.triangular(3, 2, 4), levels.unknown()]])
    values = np.array([[0.0, 0.1, 0.5, 0.7, 1.0], [0.0, 0.25, 0.5, 0.75, 1.0]])
    np.testing.assert_allclose(levels.mean(probabilities, values), [[0.45, 0.5]])
    np.testing.assert_allclose(levels.deviation(probabilities, values), [[np.sqrt(0.0475), np.sqrt(0.125)]])


@settings(max_examples=40)
@given(problems())
def test_means_stay_between_the_least_and_the_most_believed_value(problem: Problem) -> None:
    believed = problem.probabilities > 0
    least = np.where(believed, problem.values, 2).min(axis=-1)
    most = np.where(believed, problem.values, -1).max(axis=-1)
    assert (problem.expected >= least - 1e-12).all()
    assert (problem.expected <= most + 1e-12).all()
    spread = levels.deviation(problem.probabilities, problem.values)
    assert (spread <= (most - least) / 2 + 1e-12).all()
    assert (spread[most == least] < 1e-12).all()
