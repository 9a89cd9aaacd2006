"""Fitting the constants of the time to published runs, and how well they foretell runs that they have not seen.

Maximum a posteriori in logarithms: every constant has a prior and how far that may be off, every run an error of its
own. Runs that the same people measured on like machines say much the same thing, so a group of n of them weighs as
much as the root of n; what was remembered weighs less than what was read; a run far from the rest pulls with bounded
force (Huber 1964, doi 10.1214/aoms/1177703732). The constants of a run's longest term are those it speaks of.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pickproblem.estimate.constants import Behind, Constant, Constants
from pickproblem.estimate.hours import Hours, hours_per_run
from pickproblem.estimate.runs import TimedRun
from pickproblem.estimate.terms import Work, work

Floats = npt.NDArray[np.float64]

_OWN_ERROR = 0.3
"""The standard deviation of the logarithm of a run's hours about what its constants say (design)."""

_HUBER = 1.5
_ROUNDS = 60
_TRUST = {"A": 1.0, "B": 0.7, "C": 0.5}


@dataclass(frozen=True)
class Foretold:
    """A published run beside what is estimated for it; ``hours`` from constants that may not have seen it."""

    run: TimedRun
    hours: Hours

    @property
    def ratio(self) -> float:
        """Estimated over published hours."""
        return self.hours.p50 / self.run.hours

    @property
    def within_two(self) -> bool:
        """Whether the estimate is within a factor of 2."""
        return 0.5 <= self.ratio <= 2

    @property
    def inside(self) -> bool:
        """Whether the published hours lie within p10..p90."""
        return self.hours.p10 <= self.run.hours <= self.hours.p90

    @property
    def off_by_sigmas(self) -> float:
        """How far the published hours lie from the median, in standard deviations."""
        return math.log(self.ratio) / self.hours.sigma


def group(run: TimedRun, constants: Constants) -> str:
    """Runs that were measured alike: of one origin, one family, one class of GPU."""
    return f"{run.origin}, {run.family}, {constants.gpu_class(run.gpu)}"


def fitted(runs: Sequence[TimedRun], constants: Constants) -> Constants:
    """The constants fitted to the runs, starting from their priors, with their rows; and the runs behind them."""
    names = [one.name for one in constants.constants if one.spread > 0]
    prior = np.log([one.prior for one in constants.constants if one.spread > 0])
    spread = np.array([one.spread for one in constants.constants if one.spread > 0])
    at = constants.with_values({one.name: one.prior for one in constants.constants})
    jobs = [work(run.experiment, run.gpu, run.count, run.nodes, constants) for run in runs]
    told = np.log([run.hours for run in runs]) if runs else np.zeros(0)
    weight = _weights(runs, constants)
    for _round in range(_ROUNDS if runs else 0):
        powers, rest = _longest(jobs, at, names)
        values = np.log([at.values[name] for name in names])
        off = told - rest - powers @ values
        pull = weight / _OWN_ERROR**2 * _bounded(off / _OWN_ERROR)
        # Normal equations of the linearised problem, the prior as one more row for each constant.
        left = powers.T @ (pull[:, None] * powers) + np.diag(1 / spread**2)
        right = powers.T @ (pull * (told - rest)) + prior / spread**2
        solved = np.linalg.solve(left, right)
        # Half a step: the longest term of a run may change on the way, and back.
        at = at.with_values(dict(zip(names, np.exp((values + solved) / 2), strict=True)))
    return _with_basis(at, runs, jobs, constants)


def _weights(runs: Sequence[TimedRun], constants: Constants) -> Floats:
    sizes = Counter(group(run, constants) for run in runs)
    return np.array([_TRUST[run.trust] / math.sqrt(sizes[group(run, constants)]) for run in runs])


def _bounded(off: Floats) -> Floats:
    return np.minimum(1.0, _HUBER / np.maximum(np.abs(off), 1e-9))


def _longest(jobs: Sequence[Work], at: Constants, names: Sequence[str]) -> tuple[Floats, Floats]:
    """For each run's longest term: the powers of the named constants, and the logarithm of all the rest."""
    column = {name: i for i, name in enumerate(names)}
    powers, rest = np.zeros((len(jobs), len(names))), np.zeros(len(jobs))
    for i, job in enumerate(jobs):
        term = max(job.terms, key=lambda one: one.of(at))
        rest[i] = math.log(term.hours)
        for name, power in term.powers.items():
            if name in column:
                powers[i, column[name]] = power
            else:
                rest[i] += power * math.log(at.values.get(name, 1.0))
    return powers, rest


def _with_basis(at: Constants, runs: Sequence[TimedRun], jobs: Sequence[Work], before: Constants) -> Constants:
    rows: Counter[str] = Counter()
    for job in jobs:
        term = max(job.terms, key=lambda one: one.of(at))
        rows.update(name for name, power in term.powers.items() if power)
    families = Counter((run.family, before.gpu_class(run.gpu)) for run in runs)
    nodes = {
        key: max(run.nodes for run in runs if (run.family, before.gpu_class(run.gpu)) == key) for key in families
    }
    return replace(
        at,
        constants=tuple(_rounded(one, rows[one.name]) for one in at.constants),
        behind=tuple(Behind(*key, rows=families[key], nodes=nodes[key]) for key in sorted(families)),
    )


def _rounded(one: Constant, rows: int) -> Constant:
    if one.spread > 0 and rows:
        return replace(one, value=float(f"{one.value:.4g}"), rows=rows, basis="fitted")
    return replace(one, value=one.prior, rows=rows, basis=one.prior_basis)


def foretold(runs: Sequence[TimedRun], constants: Constants) -> list[Foretold]:
    """Each run with its estimate under these constants."""
    return [
        Foretold(run, hours_per_run(run.experiment, run.gpu, run.count, run.nodes, constants=constants))
        for run in runs
    ]


def leaving_out(
    runs: Sequence[TimedRun], constants: Constants, together: Callable[[TimedRun], str]
) -> list[Foretold]:
    """Each run with the estimate of constants fitted without it and without all that belong ``together`` with it."""
    told: dict[str, Foretold] = {}
    for name in dict.fromkeys(together(run) for run in runs):
        left = [run for run in runs if together(run) == name]
        kept = [run for run in runs if together(run) != name]
        # What stands behind an estimate is a matter of the table, not of the row left out.
        blind = replace(fitted(kept, constants), behind=constants.behind)
        told.update({one.run.id: one for one in foretold(left, blind)})
    return [told[run.id] for run in runs]
