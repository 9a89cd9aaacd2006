from __future__ import annotations

from math import factorial, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision import information, levels
from pickproblem.decision.draws import simulate
from pickproblem.decision.weights import Order
from tests.decision.exact import share_above, share_above_in_order, worth_of_knowing
from tests.decision.problems import Problem, orders, problems, schemes

SAMPLES = 16_384
CASES = 200


def test_the_oracle_knows_the_published_cuts(cases: dict[str, list[dict[str, Any]]]) -> None:
    for case in cases["simplex_cut"]:
        assert share_above(np.array(case["d"], dtype=float)) == pytest.approx(case["exact"], abs=1e-12)


@settings(max_examples=40)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=6).map(np.array))
def test_the_oracle_leaves_nothing_out(difference: np.ndarray[Any, Any]) -> None:
    d = difference.astype(float)
    tied = not difference.any()
    assert share_above(d) + share_above(-d) == pytest.approx(0 if tied else 1)
    assert share_above_in_order(d, (len(d),)) == pytest.approx(share_above(d), abs=1e-9)


def random_groups(chance: np.random.Generator, rubrics: int) -> tuple[int, ...]:
    """Any weak order of the rubrics with few enough orders within its groups to go through them all."""
    while True:
        cuts = np.flatnonzero(chance.random(rubrics - 1) < chance.random()) + 1
        groups = tuple(np.diff([0, *cuts, rubrics]).tolist())
        if len(groups) == 1 or prod(map(factorial, groups)) <= 48:
            return groups


def test_simulated_shares_lie_within_four_standard_errors_of_the_exact_ones() -> None:
    chance = np.random.default_rng(2026)
    strict = grouped = between = 0
    for case in range(CASES):
        rubrics = int(chance.integers(1, 9))
        groups = random_groups(chance, rubrics)
        values = np.sort(chance.random((rubrics, 5)), axis=1)
        believed = chance.integers(1, 6, (2, rubrics))
        probabilities = np.array([[levels.triangular(int(level)) for level in row] for row in believed])
        first, second = levels.mean(probabilities, values)
        difference = first - second
        whole = len(groups) == 1
        exact = share_above(difference) if whole else share_above_in_order(difference, groups)
        if not difference.any():
            exact = 0.5  # a tie in every draw
        found = simulate(probabilities, values, Order(groups), SAMPLES, seed=case).pairwise[0, 1]
        error = np.sqrt(exact * (1 - exact) / SAMPLES)
        assert abs(found - exact) <= 4 * error + 1e-9, (groups, difference, found, exact)
        strict += not whole and max(groups) == 1
        grouped += not whole and max(groups) > 1
        between += 0 < exact < 1
    # Enough of each kind that the test says something.
    assert min(strict, grouped, between) >= 30


@settings(max_examples=25)
@given(problems(least=2), st.data())
def test_a_better_level_lowers_no_rank_share_beyond_noise(problem: Problem, data: st.DataObject) -> None:
    samples = 4000
    a = data.draw(st.integers(0, len(problem.expected) - 1))
    c = data.draw(st.integers(0, len(problem.weights) - 1))
    worse, better = sorted([data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))])
    weights = data.draw(schemes(len(problem.weights)))
    before, after = (
        simulate(one.probabilities, one.values, weights, samples, seed=5).rank_probabilities[a].cumsum()
        for one in (problem.with_cell(a, c, levels.triangular(level)) for level in (worse, better))
    )
    # The share of the first k ranks together, for every k.
    assert (after >= before - 6 * 0.5 * np.sqrt(2 / samples)).all()


@settings(max_examples=25)
@given(problems(least=2), st.data())
def test_reordering_candidates_reorders_their_shares(problem: Problem, data: st.DataObject) -> None:
    samples = 4000
    order = data.draw(st.permutations(range(len(problem.expected))))
    weights = data.draw(orders(len(problem.weights)))
    plain = simulate(problem.probabilities, problem.values, weights, samples, seed=1)
    moved = simulate(problem.probabilities[order], problem.values, weights, samples, seed=2)
    noise = 6 * 0.5 * np.sqrt(2 / samples)  # four are passed once in a hundred runs of so many comparisons
    np.testing.assert_allclose(moved.rank_probabilities, plain.rank_probabilities[order], atol=noise)
    np.testing.assert_allclose(moved.pairwise, plain.pairwise[np.ix_(order, order)], atol=noise)


def test_the_published_worth_of_knowing_the_market(cases: dict[str, list[dict[str, Any]]]) -> None:
    case = cases["perfect_information"][0]
    chances, payoff = np.array(case["probabilities"]), np.array(case["payoff"], dtype=float)
    assert (payoff @ chances).tolist() == pytest.approx(case["expected"])
    assert worth_of_knowing(chances, payoff) == pytest.approx(case["gain"])


@settings(max_examples=40)
@given(problems(least=2))
def test_a_gain_is_what_knowing_the_cell_is_worth(problem: Problem) -> None:
    gains = information.gains(problem.probabilities, problem.values, problem.weights)
    for a, c in np.ndindex(*gains.shape):
        payoff = np.repeat(100 * (problem.expected @ problem.weights)[:, np.newaxis], 5, axis=1)
        payoff[a] += 100 * problem.weights[c] * (problem.values[c] - problem.expected[a, c])
        assert gains[a, c] == pytest.approx(worth_of_knowing(problem.probabilities[a, c], payoff), abs=1e-8)
