"""The fit of the hours in lines of text: constants, each run, and how well runs are foretold that it has not seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from pickproblem.estimate.constants import Constants
from pickproblem.estimate.fit.hours import Foretold, fitted, foretold, group, leaving_out
from pickproblem.estimate.runs import TimedRun


def report(runs: Sequence[TimedRun], constants: Constants) -> list[str]:
    """The lines that the command prints of the hours; priors and chosen figures are those of ``constants``."""
    found = fitted(runs, constants)
    alone = leaving_out(runs, found, lambda run: run.id)
    ways = {
        "seen by the fit": foretold(runs, found),
        "the run left out": alone,
        "its group left out (origin, family, GPU class)": leaving_out(runs, found, lambda run: group(run, found)),
        "its origin left out": leaving_out(runs, found, lambda run: run.origin),
        "its family on its GPU class left out": leaving_out(
            runs, found, lambda run: f"{run.family}, {found.gpu_class(run.gpu)}"
        ),
        "its GPU class left out": leaving_out(runs, found, lambda run: found.gpu_class(run.gpu)),
        "its family left out": leaving_out(runs, found, lambda run: run.family),
    }
    return [
        *_constants(found),
        "",
        *_runs(alone),
        "",
        *_ways(ways),
        "",
        *_spread(alone),
        "",
        *_misses(alone),
    ]


def summary(told: Sequence[Foretold]) -> tuple[int, int, float, float]:
    """How many are within a factor of 2, how many inside p10..p90, the median ratio, the spread of its logarithm."""
    ratios = [one.ratio for one in told]
    off = math.sqrt(sum(math.log(ratio) ** 2 for ratio in ratios) / len(ratios))
    return sum(one.within_two for one in told), sum(one.inside for one in told), median(ratios), off


def _constants(found: Constants) -> list[str]:
    lines = [f"{'constant':<36}{'value':>9}{'prior':>9}{'rows':>6}  basis"]
    for one in found.constants:
        lines.append(f"{one.name:<36}{one.value:>9.4g}{one.prior:>9.4g}{one.rows:>6}  {one.basis}")
    return lines


def _runs(told: Sequence[Foretold]) -> list[str]:
    lines = [f"{'run, left out of the fit':<32}{'hours':>9}{'p10':>9}{'p50':>9}{'p90':>9}{'ratio':>7}  bound by"]
    for one in told:
        hours = "".join(f"{value:>9.4g}" for value in (one.run.hours, one.hours.p10, one.hours.p50, one.hours.p90))
        lines.append(f"{one.run.id:<32}{hours}{one.ratio:>7.2f}  {one.hours.bound_by}")
    return lines


def _ways(ways: dict[str, list[Foretold]]) -> list[str]:
    lines = [f"{'':<48}{'within 2':>10}{'in range':>10}{'median':>8}{'spread':>8}"]
    for name, told in ways.items():
        close, inside, middle, off = summary(told)
        shares = f"{close:>7}/{len(told)}{inside:>7}/{len(told)}"
        lines.append(f"{name:<48}{shares}{middle:>8.2f}{off:>8.2f}")
    return lines


def _spread(told: Sequence[Foretold]) -> list[str]:
    kinds = dict.fromkeys((one.run.family, one.run.experiment.stack or "unknown") for one in told)
    lines = [f"{'family and stack, the run left out':<36}{'runs':>6}{'spread':>8}{'sigma':>7}"]
    for family, stack in kinds:
        kind = [one for one in told if (one.run.family, one.run.experiment.stack) == (family, stack)]
        off = math.sqrt(sum(math.log(one.ratio) ** 2 for one in kind) / len(kind))
        sigma = median(one.hours.sigma for one in kind)
        lines.append(f"{family + ', ' + stack:<36}{len(kind):>6}{off:>8.2f}{sigma:>7.2f}")
    return lines


def _misses(told: Sequence[Foretold]) -> list[str]:
    missed = [one for one in told if not one.within_two or not one.inside]
    lines = ["missed by more than a factor of 2, or out of its range, the run left out:"]
    for one in sorted(missed, key=lambda one: -abs(math.log(one.ratio))):
        lines.append(f"  {one.run.id:<32}{one.ratio:>7.2f}  {one.run.source}")
    return lines if missed else ["no run is missed by more than a factor of 2, or out of its range"]
