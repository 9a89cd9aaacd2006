from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pickproblem.decision import flips, levels, standing
from pickproblem.decision.levels import Floats
from tests.decision.problems import EVEN, Problem, problems


def least_weight_moved(expected: Floats, weights: Floats, leader: int, rival: int) -> float | None:
    """The oracle: a linear program over what is added to and taken from each weight."""
    favour = expected[rival] - expected[leader]
    n = len(weights)
    solved = linprog(
        np.full(2 * n, 0.5),
        A_ub=-np.concatenate([favour, -favour])[np.newaxis],
        b_ub=[weights @ favour],
        A_eq=np.concatenate([np.ones(n), -np.ones(n)])[np.newaxis],
        b_eq=[0.0],
        bounds=[(0, None)] * n + [(0, float(w)) for w in weights],
        method="highs",
    )
    return float(solved.fun) if solved.success else None


@settings(max_examples=25)
@given(problems(least=2))
def test_the_weight_moved_is_the_least(problem: Problem) -> None:
    expected, weights = problem.expected, problem.weights
    leader = standing.ranking(standing.scores(expected, weights))[0][0]
    for rival in range(len(expected)):
        if rival == leader:
            continue
        flip = flips.weight_flip(expected, weights, leader, rival)
        oracle = least_weight_moved(expected, weights, leader, rival)
        if flip is None:
            assert (expected[rival] < expected[leader] - 1e-10).all()
            continue
        assert oracle is not None
        assert flip.moved == pytest.approx(oracle, abs=1e-6)
        assert (flip.weights >= 0).all()
        assert flip.weights.sum() == pytest.approx(1)
        points = standing.scores(expected, flip.weights)
        assert points[rival] >= points[leader] - 1e-6
        assert flip.moved == pytest.approx(np.abs(flip.weights - weights).sum() / 2)
        if flip.moved > 0:
            # It makes a tie, no more.
            assert points[rival] == pytest.approx(points[leader], abs=1e-6)


def test_the_rubric_that_speaks_most_for_the_leader_is_drained_first() -> None:
    expected = np.array([[1.0, 0.5, 0.5], [0.0, 0.25, 1.0]])
    flip = flips.weight_flip(expected, np.array([0.2, 0.5, 0.3]), leader=0, rival=1)
    # The gap is 0.175; a unit out of the first rubric gains 1.5, so 0.175 / 1.5 of it moves.
    assert flip is not None
    assert flip.moved == pytest.approx(0.175 / 1.5)
    np.testing.assert_allclose(flip.weights, [0.2 - 0.175 / 1.5, 0.5, 0.3 + 0.175 / 1.5])


def test_a_gap_of_rounding_only_moves_nothing() -> None:
    """Drained to the last bit, the gap may be left with a few 1e-17, and so may the gain of what stays."""
    expected = np.array([[0.1 + 0.2, 0.3, 0.3], [0.3, 0.1 + 0.2, 0.2]])
    flip = flips.weight_flip(expected, np.array([0.4, 0.3, 0.3]), 0, 1)
    assert flip is not None
    assert flip.moved == pytest.approx(0.3)


def test_a_rival_behind_everywhere_is_never_lifted_by_weights() -> None:
    expected = np.array([[1.0, 0.5], [0.75, 0.25]])
    assert flips.weight_flip(expected, np.array([0.5, 0.5]), 0, 1) is None


def test_a_tie_needs_no_weight_moved() -> None:
    expected = np.array([[1.0, 0.5], [0.5, 1.0]])
    flip = flips.weight_flip(expected, np.array([0.5, 0.5]), 0, 1)
    assert flip is not None
    assert flip.moved == 0
    assert flip.weights.tolist() == [0.5, 0.5]


@settings(max_examples=25)
@given(problems(least=2), st.data())
def test_level_flips_are_those_found_by_trying(problem: Problem, data: st.DataObject) -> None:
    believed = np.array(
        [[data.draw(st.integers(0, 5)) for _ in problem.weights] for _ in problem.expected], dtype=np.intp
    )
    found = {
        (flip.candidate, flip.rubric): (flip.to, flip.new_first)
        for flip in flips.level_flips(problem.expected, problem.values, problem.weights, believed)
    }
    first = standing.ranking(standing.scores(problem.expected, problem.weights))[0][0]
    tried = {}
    for a, c in np.ndindex(*believed.shape):
        middle = believed[a, c] or 3
        nearest_first = [middle, *(middle + sign * step for step in range(1, 5) for sign in (-1, 1))]
        for to in [level for level in nearest_first if 1 <= level <= 5]:
            changed = problem.with_cell(a, c, levels.triangular(int(to)))
            new_first = standing.ranking(standing.scores(changed.expected, problem.weights))[0][0]
            if new_first != first:
                tried[a, c] = (to, new_first)
                break
    assert found == tried


def test_certainty_alone_may_flip() -> None:
    # 3, 3..5 is worth 2/3 in the mean and beats 0.6; a certain 3 does not.
    values = np.array([[0.0, 0.2, 0.5, 0.6, 1.0]])
    probabilities = np.array([[levels.triangular(3, 3, 5)], [levels.triangular(4)]])
    probabilities[0, 0] = [0, 0, 0.5, 0, 0.5]
    found = flips.level_flips(levels.mean(probabilities, values), values, np.ones(1), np.array([[3], [4]]))
    assert [(flip.candidate, flip.to, flip.new_first) for flip in found] == [(0, 3, 1), (1, 5, 1)]


def test_the_search_from_an_unknown_begins_at_three_and_goes_down_first() -> None:
    values = np.array([EVEN, EVEN])
    probabilities = np.array([[levels.unknown(), levels.triangular(3)], [levels.triangular(3), levels.triangular(2)]])
    expected = levels.mean(probabilities, values)
    found = flips.level_flips(expected, values, np.array([0.5, 0.5]), np.array([[0, 3], [3, 2]]))
    # A leads by one level: its unknown at 3 keeps it first, at 2 it ties and stays first, at 1 it falls.
    assert (found[0].candidate, found[0].rubric, found[0].to, found[0].new_first) == (0, 0, 1, 1)


def test_a_tie_at_the_top_falls_to_the_first_row() -> None:
    values = np.array([EVEN])
    expected = np.array([[0.5], [0.75]])
    found = flips.level_flips(expected, values, np.ones(1), np.array([[3], [4]]))
    assert [(flip.candidate, flip.to, flip.new_first) for flip in found] == [(0, 4, 0), (1, 3, 0)]


@settings(max_examples=30)
@given(problems())
def test_no_weight_no_flip(problem: Problem) -> None:
    assume(len(problem.weights) > 1)
    weights = np.zeros(len(problem.weights))
    weights[0] = 1.0
    believed = np.zeros(problem.expected.shape, dtype=np.intp)
    found = flips.level_flips(problem.expected, problem.values, weights, believed)
    assert all(flip.rubric == 0 for flip in found)
    if len(problem.expected) == 1:
        assert found == []
