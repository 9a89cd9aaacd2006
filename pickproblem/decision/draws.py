"""Counting over draws of weights and levels who comes first, second, …: SMAA-2 (Lahdelma & Salminen 2001)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pickproblem.decision.levels import LEVELS, Floats
from pickproblem.decision.randomness import SIXTEEN_BITS, generator, sixteen_bits
from pickproblem.decision.weights import Weights

CHUNK = 8192  # draws at a time: what is worked on stays in the processor's cache
LOW, HIGH = 0.05, 0.95
SAMPLE = 2048  # scores of which the ends of the whole are guessed

Scores = NDArray[np.floating[Any]]


class Acceptability(NamedTuple):
    """What the draws say of n candidates over m rubrics. Shares are on 0..1, scores on 0..100."""

    rank_probabilities: Floats
    """(n, n): share of draws in which the candidate has the rank; a tie is split evenly over its ranks."""
    pairwise: Floats
    """(n, n): share of draws in which the row is above the column, ties half; the diagonal is one half."""
    low: Floats
    """(n,): 5th percentile of the score."""
    high: Floats
    """(n,): 95th percentile of the score."""
    central_weights: tuple[Floats | None, ...]
    """n times (m,): mean weights of the draws that the candidate wins; None where it wins none."""


def simulate(
    probabilities: Floats, values: Floats, weights: Weights, samples: int = 16_384, seed: int = 0
) -> Acceptability:
    """Ranks, ranges and central weights over ``samples`` draws; the same seed gives the same figures.

    ``probabilities``: (candidates, rubrics, 5); ``values``: (rubrics, 5); ``weights`` over the same rubrics.
    A level is drawn to 16 bits: its probability is met within 2^-17. Raises ValueError for samples < 1.
    """
    if samples < 1:
        raise ValueError("at least one sample is drawn")
    candidates, rubrics = probabilities.shape[:2]
    headline = weights.headline()
    columns = [_Column(probabilities[:, c], values[c]) for c in range(rubrics)]
    weighed = np.flatnonzero(headline)
    source = generator(seed)
    # Fixed weights make ties that differ in the last bit only: added up finely, rounded to be counted.
    kind = np.float64 if weights.fixed else np.float32
    scores = np.empty((candidates, samples), dtype=kind)
    count = _Count(candidates, rubrics)
    for start in range(0, samples, CHUNK):
        draws = min(CHUNK, samples - start)
        drawn = np.repeat(headline[:, np.newaxis], draws, axis=1) if weights.fixed else weights.draw(source, draws)
        drawn /= drawn.sum(axis=0)
        block = np.zeros((candidates, draws), dtype=kind)
        for c in weighed:
            columns[c].add(block, drawn[c], source)
        count.add(np.round(block, 9) if weights.fixed else block, drawn)
        scores[:, start : start + draws] = block
    low, high = _percentiles(scores)
    least, most = _reach(probabilities[:, weighed], values[weighed])
    return Acceptability(
        rank_probabilities=count.ranks / samples,
        pairwise=(count.above + (samples - count.above.T)) / (2 * samples),
        low=100 * np.clip(low, least, most),
        high=100 * np.clip(high, least, most),
        central_weights=count.central_weights(),
    )


class _Column:
    """One rubric: draws the level of every candidate and adds its value to the scores."""

    def __init__(self, probabilities: Floats, values: Floats) -> None:
        believed = probabilities > 0
        first = believed.argmax(axis=1)
        span = LEVELS - believed[:, ::-1].argmax(axis=1) - first
        self.first = first.astype(np.uint8)[:, np.newaxis]
        self.uncertain = np.flatnonzero(span > 1)
        self.values = values
        steps = np.diff(values)
        self.even = bool((steps == steps[0]).all())
        upto = np.rint(np.cumsum(probabilities, axis=1) * SIXTEEN_BITS)
        self.steps = []
        for step in range(int(span.max(initial=1)) - 1):
            at = upto[self.uncertain, np.minimum(first[self.uncertain] + step, LEVELS - 1)]
            self.steps.append((np.maximum(at, 1) - 1).astype(np.uint16)[:, np.newaxis])

    def add(self, scores: Scores, weight: Scores, source: np.random.Generator) -> None:
        """Adds this rubric's share to ``scores`` (candidates, draws), given its weights (draws,)."""
        kind = scores.dtype
        if not self.uncertain.size:
            scores += self.values[self.first].astype(kind) * weight
            return
        levels = self._draw(scores.shape, source)
        if self.even:
            worth = levels.astype(kind)
            worth *= weight * kind.type(self.values[1] - self.values[0])
            if self.values[0]:
                worth += weight * kind.type(self.values[0])
        else:
            worth = self.values.astype(kind).take(levels, mode="clip")  # none is beyond; to be asked takes longer
            worth *= weight
        scores += worth

    def _draw(self, shape: tuple[int, ...], source: np.random.Generator) -> NDArray[np.uint8]:
        bits = sixteen_bits(source, self.uncertain.size, shape[1])
        above: NDArray[np.uint8] = (bits > self.steps[0]).view(np.uint8)
        for step in self.steps[1:]:
            above += (bits > step).view(np.uint8)
        if self.uncertain.size == shape[0]:
            above += self.first
            return above
        levels = np.repeat(self.first, shape[1], axis=1)
        levels[self.uncertain] += above
        return levels


class _Count:
    """Adds up, block by block, what the draws say."""

    def __init__(self, candidates: int, rubrics: int) -> None:
        self.ranks = np.zeros((candidates, candidates))
        self.above = np.zeros((candidates, candidates))
        self._won = np.zeros((candidates, rubrics))

    def add(self, scores: Scores, weights: Scores) -> None:
        """Counts a block: scores (candidates, draws), normalised weights (rubrics, draws)."""
        n, draws = scores.shape
        better = np.zeros(scores.shape, dtype=np.uint8 if n < 256 else np.uint16)
        above = np.empty(scores.shape, dtype=bool)
        pairs = 0
        for a in range(n):
            np.greater(scores[a], scores, out=above)
            better += above.view(np.uint8)
            counts = [int(np.count_nonzero(row)) for row in above]
            self.above[a] += counts
            pairs += sum(counts)
        wins = (better == 0).astype(scores.dtype)
        if pairs == draws * n * (n - 1) // 2:
            self._add_ranks(better, 1)
        else:
            # Among many candidates some draw nearly always holds a tie: only these are looked at more closely.
            tied = better.sum(axis=0, dtype=np.int64) != n * (n - 1) // 2
            self._add_ranks(better[:, ~tied], 1)
            wins[:, tied] = self._add_ties(scores[:, tied], better[:, tied])
        # Not by matrix product, whose last bits depend on how many threads it runs in.
        self._won += np.einsum("an,cn->ac", wins, weights)

    def _add_ties(self, scores: Scores, better: NDArray[np.unsignedinteger[Any]]) -> Scores:
        n = len(scores)
        worse = np.zeros_like(better)
        for row in scores:
            worse += scores > row
        alike = n - better - worse
        for together in np.flatnonzero(np.bincount(alike.ravel())):  # np.unique would import masked arrays
            self._add_ranks(np.where(alike == together, better, n), int(together))
        return np.where(better == 0, 1 / alike, 0).astype(scores.dtype)

    def _add_ranks(self, better: NDArray[np.unsignedinteger[Any]], together: int) -> None:
        """Counts candidates with ``better`` others before them that share their rank with ``together - 1`` more."""
        n = len(better)
        for a, row in enumerate(better):
            counts = np.bincount(row, minlength=n)[:n]
            if together == 1:
                self.ranks[a] += counts
            elif counts.any():
                self.ranks[a] += np.convolve(counts, np.ones(together))[:n] / together

    def central_weights(self) -> tuple[Floats | None, ...]:
        """The mean weights of the draws that each candidate wins, None where it wins none."""
        shares = self._won.sum(axis=1)
        return tuple(won / share if share > 0 else None for won, share in zip(self._won, shares, strict=True))


def _percentiles(scores: Scores) -> tuple[Floats, Floats]:
    """The 5th and the 95th percentile of each row, between neighbours linearly; leaves the rows negative."""
    low = [_lowest(row, LOW) for row in scores]
    np.negative(scores, out=scores)
    return np.array(low), -np.array([_lowest(row, 1 - HIGH) for row in scores])


def _lowest(row: Scores, share: float) -> float:
    """The value that ``share`` of the row lies below. Exact, though only the row's low end is put in order.

    Where that end begins is guessed from a sample; too few below the guess (four standard errors off), and the
    whole row is looked through.
    """
    at = share * (len(row) - 1)
    k = int(at)
    sample = np.sort(row[:: len(row) // SAMPLE + 1])
    likely = share + 4 * (share / len(sample)) ** 0.5
    low = row[row <= sample[min(int(likely * len(sample)) + 1, len(sample) - 1)]]
    if len(low) < min(k + 2, len(row)):
        low = row
    low = np.partition(low, k)
    here = float(low[k])
    above = float(low[k + 1 :].min()) if k + 1 < len(row) else here
    return here + (at - k) * (above - here)


def _reach(probabilities: Floats, values: Floats) -> tuple[Floats, Floats]:
    """The lowest and the highest score that a candidate can have at all, on 0..1."""
    if not probabilities.shape[1]:
        return np.zeros(len(probabilities)), np.zeros(len(probabilities))
    believed = probabilities > 0
    least = np.where(believed, values, np.inf).min(axis=(1, 2))
    most = np.where(believed, values, -np.inf).max(axis=(1, 2))
    return least, most
