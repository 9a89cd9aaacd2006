from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from pickproblem.decision import information, levels, standing
from tests.decision.problems import EVEN, Problem, problems


@settings(max_examples=40)
@given(problems(least=2))
def test_a_gain_is_never_negative_and_is_its_definition(problem: Problem) -> None:
    gains = information.gains(problem.probabilities, problem.values, problem.weights)
    assert (gains >= 0).all()
    now = standing.scores(problem.expected, problem.weights).max()
    for a, c in np.ndindex(*gains.shape):
        known = [
            standing.scores(problem.with_cell(a, c, levels.triangular(level)).expected, problem.weights).max()
            for level in range(1, 6)
        ]
        assert gains[a, c] == pytest.approx(problem.probabilities[a, c] @ known - now, abs=1e-9)
        if problem.probabilities[a, c].max() == 1:
            assert gains[a, c] == pytest.approx(0, abs=1e-9)


@settings(max_examples=30)
@given(problems(least=2))
def test_one_cell_is_worth_no_more_than_all(problem: Problem) -> None:
    """Perfect information about everything, by going through two candidates cell by cell, bounds each gain."""
    cut = problem.probabilities[:2, :2]
    weights = problem.weights[:2]
    values = problem.values[:2]
    gains = information.gains(cut, values, weights)
    cells = list(np.ndindex(*gains.shape))
    total = 0.0
    for drawn in product(range(5), repeat=len(cells)):
        chance = np.prod([cut[cell][level] for cell, level in zip(cells, drawn, strict=True)])
        if chance:
            worth = np.zeros(2)
            for (a, c), level in zip(cells, drawn, strict=True):
                worth[a] += 100 * weights[c] * values[c, level]
            total += chance * worth.max()
    all_known = total - standing.scores(levels.mean(cut, values), weights).max()
    assert gains.max() <= all_known + 1e-9


def test_the_published_example_of_stock_and_bond(cases: dict[str, list[dict[str, Any]]]) -> None:
    """Of the three investments only those two leave the third's state alone, as cells are independent."""
    case = cases["perfect_information"][0]
    stock, _fund, bond = case["payoff"]
    least, most = min(stock), max(stock)
    worth = sorted({*stock, bond[0], most - 1})
    values = np.array([[(payoff - least) / (most - least) for payoff in worth]])
    probabilities = np.zeros((2, 1, 5))
    for payoff, chance in zip(stock, case["probabilities"], strict=True):
        probabilities[0, 0, worth.index(payoff)] = chance
    probabilities[1, 0, worth.index(bond[0])] = 1
    gain = information.gains(probabilities, values, np.ones(1))[0, 0] * (most - least) / 100
    # 0.5 * 1500 + 0.5 * 500 with knowledge, 680 without.
    assert gain == pytest.approx(320)


def two_candidates() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    probabilities = np.array(
        [
            [levels.triangular(5), levels.triangular(3, 2, 4), levels.unknown()],
            [levels.triangular(1), levels.triangular(3), levels.triangular(3, 1, 5)],
            [levels.triangular(1), levels.unknown(), levels.triangular(1)],
        ]
    )
    return probabilities, np.array([EVEN] * 3), np.array([0.6, 0.2, 0.2])


def test_what_cannot_decide_narrows_for_the_first_two_only() -> None:
    questions = information.find_out_next(*two_candidates(), leading=[0, 1])
    assert [(q.candidate, q.rubric, q.kind) for q in questions] == [
        (0, 2, "narrows"),
        (1, 2, "narrows"),
        (0, 1, "narrows"),
    ]
    assert [q.gain for q in questions] == [0, 0, 0]
    assert questions[0].spread == pytest.approx(100 * 0.2 * np.sqrt(0.125))


def test_what_decides_comes_first_by_gain() -> None:
    probabilities, values, _weights = two_candidates()
    questions = information.find_out_next(probabilities, values, np.array([0.1, 0.2, 0.7]), leading=[0, 1])
    kinds = [q.kind for q in questions]
    assert kinds == sorted(kinds)
    assert questions[0].kind == "decides"
    deciding = [q.gain for q in questions if q.kind == "decides"]
    assert deciding == sorted(deciding, reverse=True)
    assert min(deciding) > 0


@settings(max_examples=40)
@given(problems())
def test_questions_name_each_cell_once_and_only_what_is_open(problem: Problem) -> None:
    order = standing.ranking(standing.scores(problem.expected, problem.weights))[0]
    questions = information.find_out_next(problem.probabilities, problem.values, problem.weights, order[:2])
    cells = [(q.candidate, q.rubric) for q in questions]
    assert len(cells) == len(set(cells))
    for q in questions:
        assert q.spread > 1e-6
        assert q.kind == "decides" or q.candidate in order[:2]
    if len(problem.expected) < 2:
        assert questions == []


@pytest.mark.parametrize(
    ("share", "rank", "clear"), [(0.7, 1, True), (0.69, 1, False), (0.99, 2, False), (1.0, 1, True)]
)
def test_clear_needs_both(share: float, rank: int, clear: bool) -> None:
    assert information.clear(share, rank) is clear
