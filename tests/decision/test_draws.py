from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision import levels
from pickproblem.decision.draws import CHUNK, SAMPLE, Acceptability, _percentiles, simulate
from pickproblem.decision.levels import Floats
from pickproblem.decision.weights import Order, Swing
from tests.decision.problems import EVEN, Problem, problems, schemes

SAMPLES = 16_384
ERROR = 0.5 / np.sqrt(SAMPLES)


def certain(rows: list[list[int]]) -> Floats:
    return np.array([[levels.triangular(level) for level in row] for row in rows])


def even(rubrics: int) -> Floats:
    return np.array([EVEN] * rubrics)


def run(rows: list[list[int]], weights: Order | Swing, seed: int = 0) -> Acceptability:
    return simulate(certain(rows), even(len(rows[0])), weights, SAMPLES, seed)


def assert_lawful(result: Acceptability) -> None:
    n = len(result.low)
    np.testing.assert_allclose(result.rank_probabilities.sum(axis=0), 1, atol=1e-9)
    np.testing.assert_allclose(result.rank_probabilities.sum(axis=1), 1, atol=1e-9)
    assert (result.rank_probabilities >= 0).all()
    np.testing.assert_allclose(result.pairwise + result.pairwise.T, np.ones((n, n)), atol=1e-12)
    # A candidate's mean rank is one more than the number expected above it.
    ranks = result.rank_probabilities @ np.arange(1, n + 1)
    np.testing.assert_allclose(ranks, 1 + result.pairwise.sum(axis=0) - 0.5, atol=1e-9)
    assert (result.low <= result.high).all()
    assert (result.low >= 0).all()
    assert (result.high <= 100).all()
    for share, weights in zip(result.rank_probabilities[:, 0], result.central_weights, strict=True):
        assert (weights is None) == (share == 0)
        if weights is not None:
            assert weights.sum() == pytest.approx(1, abs=1e-5)


@settings(max_examples=40)
@given(problems(), st.data())
def test_shares_sum_to_one_and_ties_are_split(problem: Problem, data: st.DataObject) -> None:
    weights = data.draw(schemes(len(problem.weights)))
    assert_lawful(simulate(problem.probabilities, problem.values, weights, 700, seed=3))


@settings(max_examples=15)
@given(problems(least=2), st.data())
def test_draws_agree_with_a_plain_simulation(problem: Problem, data: st.DataObject) -> None:
    weights = data.draw(schemes(len(problem.weights)))
    samples = 4000
    result = simulate(problem.probabilities, problem.values, weights, samples, seed=1)
    rng = np.random.default_rng(9)
    drawn = weights.draw(rng, samples).astype(float)
    drawn /= drawn.sum(axis=0)
    upto = problem.probabilities.cumsum(axis=-1)[..., :-1, np.newaxis]
    level = (rng.random((*problem.probabilities.shape[:2], 1, samples)) > upto).sum(axis=2)
    worth = np.take_along_axis(problem.values[np.newaxis, :, :, np.newaxis], level[:, :, np.newaxis], axis=2)[:, :, 0]
    points = np.round((worth * drawn).sum(axis=1), 6)
    above = (points[:, np.newaxis] > points).mean(axis=-1) + (points[:, np.newaxis] == points).mean(axis=-1) / 2
    np.testing.assert_allclose(result.pairwise, above, atol=6 * 0.5 * np.sqrt(2 / samples))
    first = points == points.max(axis=0)
    shares = (first / first.sum(axis=0)).mean(axis=1)
    np.testing.assert_allclose(result.rank_probabilities[:, 0], shares, atol=6 * 0.5 * np.sqrt(2 / samples))
    # Between the percentiles lie at least 90% of what the plain simulation draws, but for the noise of both.
    within = (points >= result.low[:, None] / 100 - 1e-6) & (points <= result.high[:, None] / 100 + 1e-6)
    assert (within.mean(axis=1) >= 0.9 - 6 * 0.3 * np.sqrt(2 / samples)).all()


def test_an_order_of_two_gives_exact_shares() -> None:
    # With w1 uniform on 0..1: the first wins where w1 > 1/4, that is v = (1, 0) against (0, 1/3) in units.
    result = run([[5, 1], [1, 5]], Order((2,)))
    assert result.rank_probabilities[0, 0] == pytest.approx(0.5, abs=4 * ERROR)
    # 4 w1 > w2 + ... : levels 5, 1 against 1, 2 cut the segment at w1 = 1/5.
    result = run([[5, 1], [1, 2]], Order((2,)))
    exact = 4 / 5
    assert result.rank_probabilities[0, 0] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / SAMPLES))
    # Known to weigh more, the first rubric decides alone.
    assert run([[5, 1], [1, 5]], Order((1, 1))).rank_probabilities[0, 0] == 1


def test_a_cut_of_the_triangle_has_its_area() -> None:
    # 2 w1 - w2 - w3 > 0, that is w1 > 1/3, has the share (2/3)^2.
    result = run([[3, 1, 1], [1, 2, 2]], Order((3,)))
    exact = 4 / 9
    assert result.pairwise[0, 1] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / SAMPLES))


def test_ranges_are_the_percentiles_of_what_is_drawn() -> None:
    # Levels 5 and 1 under weights uniform on the segment: the score is uniform on 0..100.
    result = run([[5, 1], [3, 3]], Order((2,)))
    assert result.low[0] == pytest.approx(5, abs=4 * 100 * np.sqrt(0.05 * 0.95 / SAMPLES))
    assert result.high[0] == pytest.approx(95, abs=4 * 100 * np.sqrt(0.05 * 0.95 / SAMPLES))
    assert result.low[1] == result.high[1] == 50


@pytest.mark.parametrize("samples", [1, 2, 20, 21, 999])
def test_percentiles_are_those_of_numpy(samples: int) -> None:
    scores = np.random.default_rng(samples).random((3, samples), dtype=np.float32)
    expected = np.percentile(scores.astype(float), [5, 95], axis=1)
    np.testing.assert_allclose(_percentiles(scores), expected, rtol=1e-6)


@pytest.mark.parametrize("samples", [SAMPLE - 1, SAMPLE, SAMPLE + 1, 40_000])
@pytest.mark.parametrize("step", [1, 10, 1000])
def test_percentiles_are_exact_where_the_sample_misleads(samples: int, step: int) -> None:
    """In order, in waves, all alike but a few: what every so many-th score says of the whole is wrong."""
    up = np.arange(samples, dtype=float)
    rows = np.array([up, -up, up % step, (up % (samples // SAMPLE + 1) > 0) * 1.0, up < samples * 0.051])
    expected = np.percentile(rows, [5, 95], axis=1)
    np.testing.assert_allclose(_percentiles(rows.copy()), expected, rtol=1e-9, atol=1e-9)


def test_a_scale_that_begins_above_zero_counts_from_there() -> None:
    values = np.array([[0.5, 0.625, 0.75, 0.875, 1.0], EVEN])
    probabilities = np.array([[levels.nearby(3), levels.triangular(1)], [levels.unknown(), levels.nearby(3)]])
    result = simulate(probabilities, values, Swing((50, 100), 0), SAMPLES, seed=0)
    # A third of 0.625, 0.75 or 0.875, of which each end has a quarter of the draws.
    assert result.low[0] == pytest.approx(100 * 0.625 / 3)
    assert result.high[0] == pytest.approx(100 * 0.875 / 3)
    spread = simulate(probabilities, values, Swing((50, 100), 0.01), SAMPLES, seed=0)
    assert spread.low[0] == pytest.approx(result.low[0], abs=0.5)
    assert spread.high[0] == pytest.approx(result.high[0], abs=0.5)


def test_central_weights_are_those_of_the_draws_won() -> None:
    result = run([[5, 1], [1, 5], [1, 1]], Order((2,)))
    first, second, third = result.central_weights
    # Given w1 > 1/2 on the segment, the mean is 3/4.
    assert first is not None
    assert second is not None
    np.testing.assert_allclose(first, [0.75, 0.25], atol=0.01)
    np.testing.assert_allclose(second, [0.25, 0.75], atol=0.01)
    assert third is None


@pytest.mark.parametrize("weights", [Order((3,)), Order((1, 2)), Swing((100, 60, 35)), Swing((100, 60, 35), 0)])
def test_identical_candidates_tie_in_every_draw(weights: Order | Swing) -> None:
    result = run([[4, 2, 3], [5, 5, 5], [4, 2, 3], [4, 2, 3]], weights)
    np.testing.assert_array_equal(result.rank_probabilities[1], [1, 0, 0, 0])
    for a in (0, 2, 3):
        np.testing.assert_allclose(result.rank_probabilities[a], [0, 1 / 3, 1 / 3, 1 / 3], atol=1e-12)
        np.testing.assert_array_equal(result.pairwise[a], [0.5, 0, 0.5, 0.5])
    assert result.low[0] == result.low[2]


def test_certain_twins_tie_beside_doubtful_rivals() -> None:
    rows = certain([[4, 2, 3], [4, 2, 3], [3, 3, 3], [2, 4, 4]])
    rows[2, 0] = levels.unknown()
    rows[3, 2] = levels.triangular(3, 1, 5)
    uneven = np.array([[0, 0.1, 0.1, 0.8, 0.9], EVEN, [0.2, 0.4, 0.6, 0.8, 1.0]])
    result = simulate(rows, uneven, Order((1, 2)), SAMPLES, seed=0)
    assert result.pairwise[0, 1] == 0.5
    np.testing.assert_array_equal(result.rank_probabilities[0], result.rank_probabilities[1])
    assert_lawful(result)


def test_levels_worth_the_same_tie() -> None:
    values = np.array([[0, 0.3, 0.3, 0.3, 1.0], EVEN])
    result = simulate(certain([[2, 3], [4, 3]]), values, Order((2,)), SAMPLES, seed=0)
    assert result.pairwise[0, 1] == 0.5


def test_fixed_weights_tie_whatever_the_order_of_adding_up() -> None:
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in the last bit.
    values = np.array([[0, 0.1, 0.2, 0.3, 1.0]] * 3)
    result = simulate(certain([[2, 3, 4], [4, 3, 2], [3, 4, 2]]), values, Swing((100, 100, 100), 0), 64, seed=0)
    np.testing.assert_array_equal(result.pairwise, 0.5)


def test_a_weight_of_zero_plays_no_part() -> None:
    result = run([[5, 1], [4, 5]], Swing((100, 0)))
    assert result.rank_probabilities[0, 0] == 1
    assert result.low.tolist() == result.high.tolist() == [100, 75]


def test_nothing_known_leaves_everyone_the_same_chance() -> None:
    probabilities = np.full((4, 3, 5), 0.2)
    result = simulate(probabilities, even(3), Order((1, 2)), SAMPLES, seed=8)
    np.testing.assert_allclose(result.rank_probabilities, 0.25, atol=4 * ERROR)
    assert_lawful(result)


def test_drawn_levels_meet_their_probabilities() -> None:
    # One candidate of each kind of answer against every certain level, under one weight: exact shares.
    kinds = [levels.triangular(3, 3, 5), levels.triangular(2, 1, 5), levels.unknown(), levels.triangular(4, 3, 4)]
    kinds.append(levels.mixture([levels.triangular(1), levels.triangular(5), levels.triangular(5, 3, 5)]))
    probabilities = np.array([[kind] for kind in kinds] + [[levels.triangular(level)] for level in range(1, 6)])
    for values in (even(1), np.array([[0.0, 0.2, 0.3, 0.9, 1.0]])):
        result = simulate(probabilities, values, Order((1,)), 100_000, seed=6)
        for a, kind in enumerate(kinds):
            for level in range(5):
                exact = kind[level + 1 :].sum() + kind[level] / 2
                assert result.pairwise[a, len(kinds) + level] == pytest.approx(exact, abs=4 * 0.5 / np.sqrt(100_000))
        assert_lawful(result)


def test_the_same_seed_gives_the_same_figures_bit_for_bit() -> None:
    probabilities = np.array([[levels.nearby(1 + (a + c) % 5) for c in range(5)] for a in range(6)])
    runs = [simulate(probabilities, even(5), Order((2, 3)), CHUNK + 77, seed) for seed in (5, 5, 6)]
    parts = [(r.rank_probabilities, r.pairwise, r.low, r.high, *r.central_weights) for r in runs]
    bits = [b"".join(np.asarray(part, dtype=float).tobytes() for part in run) for run in parts]
    assert bits[0] == bits[1]
    assert bits[0] != bits[2]


@pytest.mark.parametrize("weights", [Order((1, 1)), Swing((100, 0)), Swing((50, 100), 0)])
@pytest.mark.parametrize("candidates", [0, 1])
def test_fewer_than_two_candidates(candidates: int, weights: Order | Swing) -> None:
    result = simulate(np.full((candidates, 2, 5), 0.2), even(2), weights, 100, seed=0)
    assert result.rank_probabilities.tolist() == [[1.0]] * candidates
    assert result.pairwise.tolist() == [[0.5]] * candidates
    assert len(result.central_weights) == candidates
    assert np.isfinite(result.low).all()


def test_no_rubrics_tie_everyone() -> None:
    result = simulate(np.empty((3, 0, 5)), np.empty((0, 5)), Order(()), 50, seed=0)
    np.testing.assert_allclose(result.rank_probabilities, 1 / 3)
    assert result.low.tolist() == result.high.tolist() == [0, 0, 0]


def test_more_candidates_than_a_byte_counts() -> None:
    rows = [[1 + a % 5, 1 + (a // 5) % 5, 1 + (a // 25) % 5] for a in range(300)]
    assert_lawful(simulate(certain(rows), even(3), Swing((100, 77, 41), 0.25), 60, seed=0))


@pytest.mark.parametrize("n", [255, 256, 257])
def test_as_many_equals_as_a_byte_counts(n: int) -> None:
    result = simulate(certain([[3, 3]] * n), even(2), Order((2,)), 10, seed=0)
    np.testing.assert_allclose(result.rank_probabilities, 1 / n)
    np.testing.assert_array_equal(result.pairwise, 0.5)


def test_at_least_one_sample() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(np.full((2, 1, 5), 0.2), even(1), Order((1,)), samples=0)
