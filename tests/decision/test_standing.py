from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision import levels, standing
from pickproblem.decision.levels import Floats
from tests.decision.problems import Problem, answers, problems


def expected_values(least: int = 1, most: int = 6) -> st.SearchStrategy[Floats]:
    """Values on a coarse grid, so that ties and dominance are common."""
    shape = st.tuples(st.integers(least, most), st.integers(1, 4))
    grid = st.integers(0, 4).map(lambda step: step / 4)
    return shape.flatmap(
        lambda s: st.lists(st.lists(grid, min_size=s[1], max_size=s[1]), min_size=s[0], max_size=s[0])
    ).map(np.array)


@settings(max_examples=40)
@given(problems())
def test_a_score_is_the_sum_of_its_contributions(problem: Problem) -> None:
    parts = standing.contributions(problem.expected, problem.weights)
    points = standing.scores(problem.expected, problem.weights)
    for a, c in np.ndindex(*parts.shape):
        mean = sum(p * v for p, v in zip(problem.probabilities[a, c], problem.values[c], strict=True))
        assert parts[a, c] == pytest.approx(100 * problem.weights[c] * mean)
    np.testing.assert_allclose(points, parts.sum(axis=1))
    assert (points >= -1e-9).all()
    assert (points <= 100 + 1e-9).all()


@settings(max_examples=40)
@given(problems(), st.data())
def test_a_better_level_never_lowers_score_or_rank(problem: Problem, data: st.DataObject) -> None:
    a = data.draw(st.integers(0, len(problem.expected) - 1))
    c = data.draw(st.integers(0, len(problem.weights) - 1))
    worse, better = sorted([data.draw(answers()), data.draw(answers())])
    if worse[1] > better[1] or worse[2] > better[2]:
        better = (better[0], max(worse[1], better[1]), max(worse[2], better[2]))
    before, after = (problem.with_cell(a, c, levels.triangular(*answer)).expected for answer in (worse, better))
    scores = [standing.scores(expected, problem.weights) for expected in (before, after)]
    assert scores[1][a] >= scores[0][a] - 1e-12
    assert standing.ranking(scores[1])[1][a] <= standing.ranking(scores[0])[1][a]
    equal = [standing.equal_weights_ranks(expected)[a] for expected in (before, after)]
    assert equal[1] <= equal[0]
    assert standing.pareto(after)[a] or not standing.pareto(before)[a]


@settings(max_examples=40)
@given(problems(), st.randoms())
def test_reordering_candidates_only_reorders(problem: Problem, random: object) -> None:
    shuffled = list(range(len(problem.expected)))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    expected = problem.expected
    moved = expected[shuffled]
    w = problem.weights
    np.testing.assert_array_equal(standing.scores(moved, w), standing.scores(expected, w)[shuffled])
    ranks = standing.ranking(standing.scores(expected, w))[1]
    assert standing.ranking(standing.scores(moved, w))[1] == [ranks[a] for a in shuffled]
    equal = standing.equal_weights_ranks(expected)
    assert standing.equal_weights_ranks(moved) == [equal[a] for a in shuffled]
    np.testing.assert_array_equal(standing.pareto(moved), standing.pareto(expected)[shuffled])


def test_ties_share_a_rank_and_keep_the_order_of_the_rows() -> None:
    order, ranks = standing.ranking(np.array([40.0, 70.0, 70.0 + 5e-10, 10.0, 40.0, 70.0 + 2e-9]))
    assert order == [5, 1, 2, 0, 4, 3]
    assert ranks == [4, 2, 2, 6, 4, 1]


def test_no_candidates_and_one() -> None:
    assert standing.ranking(np.empty(0)) == ([], [])
    for rows in (0, 1):
        expected = np.full((rows, 2), 0.5)
        assert standing.pareto(expected).tolist() == [True] * rows
        assert standing.equal_weights_ranks(expected) == [1] * rows
        assert standing.can_win(expected, np.array([0.5, 0.5])) == [True] * rows


def test_equal_weights_count_only_the_strictly_better() -> None:
    expected = np.array([[1.0, 0.0], [0.0, 1.0], [0.25, 0.25], [0.5, 0.5 + 1e-12]])
    assert standing.equal_weights_ranks(expected) == [1, 1, 4, 1]


@settings(max_examples=40)
@given(expected_values())
def test_pareto_is_its_definition(expected: Floats) -> None:
    for a, kept in enumerate(standing.pareto(expected)):
        dominated = any((other >= expected[a]).all() and (other > expected[a]).any() for other in expected)
        assert kept == (not dominated)


def test_identical_candidates_are_both_kept_and_can_both_win() -> None:
    expected = np.array([[0.5, 0.75], [0.5, 0.75], [0.25, 0.25]])
    assert standing.pareto(expected).tolist() == [True, True, False]
    assert standing.can_win(expected, np.array([0.5, 0.5])) == [True, True, False]


def test_a_compromise_can_win_only_above_the_line_between_the_extremes() -> None:
    weights = np.array([0.9, 0.1])
    extremes = [[1.0, 0.0], [0.0, 1.0]]
    for middle, wins in ((0.49, False), (0.5, True), (0.51, True)):
        expected = np.array([*extremes, [middle, middle]])
        assert standing.can_win(expected, weights) == [True, True, wins]
        assert standing.pareto(expected).all()


@settings(max_examples=40)
@given(expected_values(2))
def test_who_wins_under_some_weights_can_win(expected: Floats) -> None:
    rubrics = expected.shape[1]
    tried = np.random.default_rng(1).dirichlet(np.ones(rubrics), 200)
    points = tried @ expected.T
    winners = set(points.argmax(axis=1)[np.ptp(points, axis=1) > 0].tolist())
    found = standing.can_win(expected, np.full(rubrics, 1 / rubrics))
    assert all(found[a] for a in winners)
    # None that is beaten everywhere by a mixture of two others can win.
    for a, own in enumerate(expected):
        others = np.delete(expected, a, axis=0)
        mixtures = (others[:, None] + others[None]) / 2
        if (mixtures > own + 1e-6).all(axis=-1).any():
            assert not found[a]
