"""Rank shares over draws, in this process: against drawing alone, plain numpy and the published peer."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec

import numpy as np

from pickproblem.decision import draws, randomness
from pickproblem.decision.draws import simulate
from pickproblem.decision.weights import Order
from pickproblem.ranking import rank
from tests.benchmarks.measuring import Bound, Reading, Row, call, in_turn
from tests.benchmarks.work import Floats, Work, made_up

CANDIDATES, RUBRICS = 8, 10
DRAWS = 100_000
MANY = 1_000_000
INSTALL = "skipped: python -m pip install '.[bench]'"


def rows(rounds: int) -> Iterator[Row]:
    """100,000 draws of 8 x 10 with weights uniform on the simplex; then all of `rank` with a million."""
    work = made_up(CANDIDATES, RUBRICS)
    yield from _against_the_floor(work, rounds)
    yield from _against_the_peers(work, rounds)
    yield from _a_million(work, rounds)


def _against_the_floor(work: Work, rounds: int) -> Iterator[Row]:
    source = np.random.Generator(np.random.PCG64(0))
    floors: dict[str, Callable[[int], object]] = {
        "numpy drawing float32": lambda n: (
            source.standard_exponential((RUBRICS, n), dtype=np.float32),
            source.random((CANDIDATES * RUBRICS, n), dtype=np.float32),
        ),
        "numpy drawing float32 and uint16": lambda n: (
            source.standard_exponential((RUBRICS, n), dtype=np.float32),
            source.integers(0, 1 << 16, (CANDIDATES * RUBRICS, n), dtype=np.uint16),
        ),
        "our own drawing": lambda n: (
            randomness.exponential(source, RUBRICS, n),
            randomness.sixteen_bits(source, CANDIDATES * RUBRICS, n),
        ),
    }
    ours, *found = in_turn(2 * rounds, call(_simulated(work)), *(call(_in_chunks(draw)) for draw in floors.values()))
    for i, (name, theirs) in enumerate(zip(floors, found, strict=True)):
        yield Row("rank acceptability, 100,000 draws, 8 x 10", name, ours, theirs, Bound(1.5) if not i else None)


def _simulated(work: Work) -> Callable[[], object]:
    return lambda: simulate(work.probabilities, work.values, Order((RUBRICS,)), DRAWS, seed=0)


def _in_chunks(draw: Callable[[int], object]) -> Callable[[], object]:
    def drawn() -> None:
        for start in range(0, DRAWS, draws.CHUNK):
            draw(min(draws.CHUNK, DRAWS - start))

    return drawn


def _against_the_peers(work: Work, rounds: int) -> Iterator[Row]:
    sure = made_up(CANDIDATES, RUBRICS, certain=True)
    for name, one, bound in (("levels in doubt", work, Bound(40, least=True)), ("levels certain", sure, None)):
        what = f"the same, {name}"
        ours, theirs = in_turn(rounds, call(_simulated(one)), call(partial(plain_shares, one, DRAWS)))
        yield Row(what, "plain numpy", ours, theirs, faster=True)
        if find_spec("pysensmcda") is None:
            yield Row(what, "pysensmcda smaa2", bound=bound, skipped=INSTALL)
            continue
        ours, theirs = in_turn(max(rounds // 3, 3), call(_simulated(one)), call(_smaa2(one)))
        yield Row(what, "pysensmcda smaa2", ours, theirs, bound, faster=True)
    yield from _against_methods(sure, rounds)


def _smaa2(work: Work) -> Callable[[], object]:
    from pysensmcda.smaa import smaa2  # type: ignore[import-not-found]

    def additive(matrix: Floats, weights: Floats, _types: Floats) -> Floats:
        return matrix @ weights

    expected = (work.probabilities * work.values).sum(axis=-1)
    certain = work.probabilities.max(axis=-1).min() == 1

    def simulated() -> object:
        samples = None if certain else _levels_drawn(work, np.random.default_rng(0), DRAWS)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that certain levels leave no doubt
            return smaa2(
                additive,
                expected,
                np.ones(RUBRICS),
                num_samples=DRAWS,
                matrix_samples=samples,
                reverse_ranking=True,
                seed=0,
            )

    return simulated


def _against_methods(work: Work, rounds: int) -> Iterator[Row]:
    """The peers that rank once: one call for each draw, of which a hundredth is made and counted a hundredfold."""
    expected = (work.probabilities * work.values).sum(axis=-1)
    few = DRAWS // 100
    weights = np.random.default_rng(0).dirichlet(np.ones(RUBRICS), few)
    peers: dict[str, Callable[[], Callable[[Floats], object]]] = {
        "pymcdm": lambda: _pymcdm(expected),
        "skcriteria": lambda: _skcriteria(expected),
    }
    names = {"pymcdm": "a loop over pymcdm WSM", "skcriteria": "a loop over scikit-criteria WSM"}
    for module, made in peers.items():
        what = "the same, levels certain"
        if find_spec(module) is None:
            yield Row(what, names[module], skipped=INSTALL)
            continue
        one = made()
        ours, theirs = in_turn(
            max(rounds // 3, 3),
            call(_simulated(work)),
            call(partial(_one_by_one, one, weights)),
        )
        whole: list[Reading] = [(100 * processor, 100 * wall) for processor, wall in theirs]
        yield Row(what, names[module], ours, whole, faster=True)


def _one_by_one(method: Callable[[Floats], object], weights: Floats) -> None:
    for weight in weights:
        method(weight)


def _pymcdm(expected: Floats) -> Callable[[Floats], object]:
    from pymcdm.methods import WSM  # type: ignore[import-not-found]
    from pymcdm.normalizations import minmax_normalization  # type: ignore[import-not-found]

    method, types = WSM(minmax_normalization), np.ones(RUBRICS)
    return lambda weight: method(expected, weight, types)


def _skcriteria(expected: Floats) -> Callable[[Floats], object]:
    import skcriteria  # type: ignore[import-not-found]
    from skcriteria.agg.simple import WeightedSumModel  # type: ignore[import-not-found]

    method = WeightedSumModel()
    return lambda weight: method.evaluate(skcriteria.mkdm(expected, [max] * RUBRICS, weights=weight))


def _a_million(work: Work, rounds: int) -> Iterator[Row]:
    several = max(rounds // 3, 3)
    fixed, many, plain = in_turn(
        several,
        call(lambda: rank(work.record, work.library, samples=1, can_win=False)),
        call(lambda: rank(work.record, work.library, samples=MANY, can_win=False)),
        call(lambda: plain_shares(work, MANY)),
    )
    beyond = [(a[0] - b[0], a[1] - b[1]) for a, b in zip(many, fixed, strict=True)]
    name = "rank --samples 1000000, beyond its fixed cost"
    yield Row(name, "plain numpy, the rank shares alone", beyond, plain, Bound(3, least=True), faster=True)


def plain_shares(work: Work, samples: int) -> Floats:
    """Rank shares as one writes them down in numpy, a hundred thousand draws at a time to spare the memory."""
    source = np.random.default_rng(0)
    counts = np.zeros((CANDIDATES, CANDIDATES))
    for start in range(0, samples, DRAWS):
        n = min(DRAWS, samples - start)
        weights = source.dirichlet(np.ones(RUBRICS), n)
        scores = np.einsum("nac,nc->na", _levels_drawn(work, source, n), weights)
        ranks = (-scores).argsort(axis=1).argsort(axis=1)
        for position in range(CANDIDATES):
            counts[:, position] += (ranks == position).sum(axis=0)
    return counts / samples


def _levels_drawn(work: Work, source: np.random.Generator, n: int) -> Floats:
    """Values of levels drawn by inversion, (draws, candidates, rubrics)."""
    upto = work.probabilities.cumsum(axis=-1)[..., :-1]
    uniform = source.random((n, CANDIDATES, RUBRICS))
    levels = sum((uniform > upto[..., step]).astype(np.intp) for step in range(upto.shape[-1]))
    return np.asarray(work.values[np.arange(RUBRICS), levels])
