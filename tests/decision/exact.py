"""What is known exactly where draws are only near it: the oracle of the shares, and of what knowledge is worth."""

from __future__ import annotations

from itertools import chain, pairwise, permutations, product

import numpy as np

from pickproblem.decision.levels import Floats

TINY = 1e-12


def share_above(difference: Floats) -> float:
    """P(w · difference > 0) for w uniform on the simplex, by Varsi's recurrence (Varsi 1973, Ali 1973)."""
    favourable = difference[difference > TINY]
    against = difference[difference < -TINY]
    if not favourable.size:
        return 0.0
    below = [1.0, *np.zeros(favourable.size)]
    for less in against:
        for k, more in enumerate(favourable, start=1):
            below[k] = (more * below[k] - less * below[k - 1]) / (more - less)
    return float(1 - below[-1])


def share_above_in_order(difference: Floats, groups: tuple[int, ...]) -> float:
    """The same for weights of which only the order of groups is known.

    Falling weights are a uniform mixture of the corners (1, 0, 0, ..), (1/2, 1/2, 0, ..), ..: the share is that of
    the cumulative means of the difference on the whole simplex. Within a group every order is as likely.
    """
    edges = np.cumsum([0, *groups])
    blocks = [permutations(range(a, b)) for a, b in pairwise(edges)]
    counted = np.arange(1, len(difference) + 1)
    shares = [
        share_above(np.cumsum(difference[list(chain.from_iterable(order))]) / counted) for order in product(*blocks)
    ]
    return float(np.mean(shares))


def worth_of_knowing(probabilities: Floats, payoff: Floats) -> float:
    """How much more the best choice is expected to give once the state is known: (states,), (choices, states)."""
    return float(probabilities @ payoff.max(axis=0) - (payoff @ probabilities).max())
