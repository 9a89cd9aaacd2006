from __future__ import annotations

import numpy as np
import pytest

from pickproblem.decision import randomness

DRAWS = 60_000


def test_exponentials_have_the_law_they_should() -> None:
    drawn = randomness.exponential(randomness.generator(3), 2, DRAWS)
    assert drawn.dtype == np.float32
    assert (drawn > 0).all()
    for at in (0.1, 0.7, 2.0, 5.0):
        share = np.exp(-at)
        error = np.sqrt(share * (1 - share) / DRAWS)
        np.testing.assert_allclose((drawn > at).mean(axis=1), share, atol=4 * error)
    assert abs(np.corrcoef(drawn)[0, 1]) < 4 / np.sqrt(DRAWS)


def test_sixteen_bits_use_all_of_them() -> None:
    drawn = randomness.sixteen_bits(randomness.generator(3), 3, 5001)
    assert drawn.shape == (3, 5001)
    assert drawn.dtype == np.uint16
    set_bits = [((drawn >> bit) & 1).mean() for bit in range(16)]
    np.testing.assert_allclose(set_bits, 0.5, atol=4 * 0.5 / np.sqrt(drawn.size))


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_order_of_a_shuffle_is_as_likely(count: int) -> None:
    rows = np.repeat(np.arange(1, count + 1, dtype=np.float32)[:, np.newaxis], DRAWS, axis=1)
    randomness.shuffle(randomness.generator(5), rows)
    np.testing.assert_array_equal(np.sort(rows, axis=0)[:, 0], np.arange(1, count + 1))
    assert (np.sort(rows, axis=0) == np.arange(1, count + 1)[:, np.newaxis]).all()
    _, counts = np.unique(rows, axis=1, return_counts=True)
    orders = len(counts)
    assert orders == [1, 2, 6, 24][count - 1]
    error = np.sqrt((1 / orders) * (1 - 1 / orders) / DRAWS)
    np.testing.assert_allclose(counts / DRAWS, 1 / orders, atol=4 * error + 1e-9)


def test_the_same_seed_gives_the_same_bits() -> None:
    first, again, other = (
        randomness.exponential(randomness.generator(seed), 3, 100).tobytes() for seed in (11, 11, 12)
    )
    assert first == again
    assert first != other
