from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision.randomness import generator
from pickproblem.decision.weights import Order, Swing, Weights
from tests.decision.problems import orders, schemes, swings

DRAWS = 40_000

sizes = st.integers(1, 7)


def normalised(weights: Weights, draws: int, seed: int = 0) -> np.ndarray[Any, Any]:
    drawn = weights.draw(generator(seed), draws)
    assert drawn.shape == (weights.size, draws)
    assert drawn.dtype == np.float32
    return np.asarray(drawn / drawn.sum(axis=0))


def test_a_strict_order_has_the_published_centroid(cases: dict[str, list[dict[str, Any]]]) -> None:
    for case in cases["centroid"]:
        headline = Order((1,) * len(case["weights"])).headline()
        np.testing.assert_allclose(headline, case["weights"], atol=5e-5)


def test_groups_share_their_centroid() -> None:
    first, second, third, fourth = Order((1, 1, 1, 1)).headline()
    middle = (second + third) / 2
    np.testing.assert_allclose(Order((1, 2, 1)).headline(), [first, middle, middle, fourth])
    np.testing.assert_allclose(Order((4,)).headline(), [0.25] * 4)


@settings(max_examples=40)
@given(sizes.flatmap(schemes))
def test_headline_weights_sum_to_one(weights: Order | Swing) -> None:
    headline = weights.headline()
    assert headline.shape == (weights.size,)
    assert (headline >= 0).all()
    assert headline.sum() == pytest.approx(1, abs=1e-12)


@settings(max_examples=40)
@given(sizes.flatmap(orders))
def test_drawn_weights_keep_the_order(weights: Order) -> None:
    drawn = weights.draw(generator(1), 200)
    assert (drawn > 0).all()
    at = 0
    for size, following in zip(weights.groups, weights.groups[1:], strict=False):
        least = drawn[at : at + size].min(axis=0)
        assert (least >= drawn[at + size : at + size + following].max(axis=0)).all()
        at += size


@pytest.mark.parametrize("groups", [(3,), (1, 1, 1), (1, 2), (2, 1), (1, 3, 1), (2, 3), (1, 2, 2)])
def test_draws_of_an_order_are_uniform_on_what_it_allows(groups: tuple[int, ...]) -> None:
    weights = Order(groups)
    drawn = normalised(weights, DRAWS)
    # The oracle: uniform points of the simplex, of which those are kept that obey the order.
    n = weights.size
    uniform = np.random.default_rng(0).dirichlet(np.ones(n), 600_000).T
    kept = np.ones(uniform.shape[1], dtype=bool)
    at = 0
    for size in groups[:-1]:
        at += size
        kept &= uniform[:at].min(axis=0) >= uniform[at:].max(axis=0)
    allowed = uniform[:, kept]
    for moment in (lambda w: w, np.square, lambda w: w * np.roll(w, 1, axis=0), lambda w: (w > w[::-1]) * 1.0):
        ours, theirs = moment(drawn), moment(allowed)
        error = np.sqrt(ours.var(axis=1) / ours.shape[1] + theirs.var(axis=1) / theirs.shape[1])
        assert (abs(ours.mean(axis=1) - theirs.mean(axis=1)) <= 4 * error + 1e-9).all()
    np.testing.assert_allclose(drawn.mean(axis=1), weights.headline(), atol=4 * 0.5 / np.sqrt(DRAWS))


def test_exact_shares_of_simplex_cuts(cases: dict[str, list[dict[str, Any]]]) -> None:
    for case in cases["simplex_cut"]:
        direction = np.array(case["d"])
        drawn = normalised(Order((len(direction),)), DRAWS, seed=2)
        exact = case["exact"]
        error = np.sqrt(exact * (1 - exact) / DRAWS)
        assert ((direction @ drawn) > 0).mean() == pytest.approx(exact, abs=4 * error)


def test_swing_weights_are_points_over_their_sum() -> None:
    np.testing.assert_allclose(Swing((100, 60, 40)).headline(), [0.5, 0.3, 0.2])


@settings(max_examples=40)
@given(sizes.flatmap(swings), st.floats(0.01, 1000))
def test_the_scale_of_points_changes_nothing(weights: Swing, scale: float) -> None:
    scaled = Swing(tuple(point * scale for point in weights.points), weights.spread)
    np.testing.assert_allclose(scaled.headline(), weights.headline(), rtol=1e-12)
    np.testing.assert_allclose(normalised(scaled, 50), normalised(weights, 50), rtol=1e-5)


def test_swing_draws_stay_within_the_spread_and_fill_it() -> None:
    weights = Swing((100, 50, 0), spread=0.25)
    drawn = weights.draw(generator(4), DRAWS) / weights.headline().max()
    np.testing.assert_allclose(drawn.min(axis=1), [0.75, 0.375, 0], atol=1e-3)
    np.testing.assert_allclose(drawn.max(axis=1), [1.25, 0.625, 0], atol=1e-3)
    np.testing.assert_allclose(drawn.mean(axis=1), [1, 0.5, 0], atol=4 * 0.5 / np.sqrt(12 * DRAWS))


def test_the_widest_spread_never_draws_all_weights_zero() -> None:
    assert (Swing((100,), spread=1.0).draw(generator(0), DRAWS) > 0).all()


@pytest.mark.parametrize(
    ("weights", "fixed"),
    [
        (Order((1,)), True),
        (Order((2,)), False),
        (Swing((100, 50), spread=0), True),
        (Swing((100, 0)), True),
        (Swing((100, 50)), False),
    ],
)
def test_weights_that_cannot_vary_say_so(weights: Weights, fixed: bool) -> None:
    assert weights.fixed is fixed
    varies = normalised(weights, 100).std(axis=1).max() > 1e-6
    assert varies is not fixed


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Swing((0, 0)),
        lambda: Swing((-1, 100)),
        lambda: Swing((100,), spread=1.5),
        lambda: Order((1, 0)),
    ],
)
def test_impossible_weights_are_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"points|spread|group"):
        wrong()
