"""The fit of the hours: how well it foretells runs it has not seen, and that it finds what is there to be found."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from pickproblem.estimate import runs
from pickproblem.estimate.constants import Constants, shipped
from pickproblem.estimate.fit import memory
from pickproblem.estimate.fit.hours import Foretold, fitted, foretold, group, leaving_out
from pickproblem.estimate.fit.report import report
from pickproblem.estimate.fit.table import render
from pickproblem.estimate.gpus import find
from pickproblem.estimate.hours import hours_per_run
from pickproblem.estimate.runs import TimedRun
from pickproblem.record import Experiment

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "pickproblem" / "estimate" / "data" / "hours.toml"
RUNS = runs.timed()


@pytest.fixture(scope="module")
def alone() -> list[Foretold]:
    """Each run by a fit that has not seen it."""
    return leaving_out(RUNS, shipped(), lambda run: run.id)


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """The lines that the command prints of the hours."""
    return report(RUNS, shipped())


def made_up(name: str, origin: str, hours: float, trust: str = "A") -> TimedRun:
    experiment = Experiment(family="lm", stack="naive", precision="bf16", params=2e9, tokens=1e9)
    return TimedRun(name, experiment, find("a100-sxm-80g"), 1, 1, hours, trust, origin)


def naive(constants: Constants) -> float:
    return constants.values["utilisation.lm.naive"]


# How good it is.


def test_nine_in_ten_runs_are_within_a_factor_of_two_of_a_fit_that_has_not_seen_them(alone: list[Foretold]) -> None:
    assert sum(one.within_two for one in alone) >= 0.9 * len(alone)
    assert 0.8 <= median(one.ratio for one in alone) <= 1.25


def test_four_in_five_runs_lie_between_their_tenths(alone: list[Foretold]) -> None:
    assert sum(one.inside for one in alone) >= 0.8 * len(alone)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["origin", "group", "family", "class"])
def test_whole_origins_families_and_generations_are_foretold_by_the_others(kind: str) -> None:
    together = {
        "origin": lambda run: run.origin,
        "group": lambda run: group(run, shipped()),
        "family": lambda run: run.family,
        "class": lambda run: shipped().gpu_class(run.gpu),
    }[kind]
    told = leaving_out(RUNS, shipped(), together)
    assert sum(one.within_two for one in told) >= 0.85 * len(told)
    assert sum(one.inside for one in told) >= 0.8 * len(told)
    assert 0.8 <= median(one.ratio for one in told) <= 1.25


# What is shipped is what the fit finds, and what the docs tell.


def test_the_table_is_what_the_fit_writes() -> None:
    assert TABLE.read_text(encoding="utf-8") == render(fitted(RUNS, shipped()))


def test_fitting_again_changes_nothing() -> None:
    once = fitted(RUNS, shipped())
    assert fitted(RUNS, once) == once


@pytest.mark.slow
def test_the_docs_tell_what_the_command_prints(printed: list[str]) -> None:
    docs = (ROOT / "docs" / "estimates.md").read_text(encoding="utf-8")
    assert "\n".join(printed) in docs
    assert "\n".join(memory.report(runs.memory_figures())) in docs


def test_every_constant_says_what_it_rests_on() -> None:
    for one in shipped().constants:
        assert one.basis in ("fitted", "evidence", "design")
        assert one.prior_basis in ("evidence", "design")
        assert one.source
        assert (one.basis == "fitted") == (one.rows > 0 and one.spread > 0)
        if one.basis != "fitted":
            assert one.value == one.prior
    assert all(figure.source and figure.basis == "design" for figure in shipped().figures)


def test_constants_are_in_an_order_that_makes_sense() -> None:
    values = shipped().values
    for family in ("lm", "finetune", "conv", "vit", "diffusion"):
        tuned, typical, unknown, plain = (
            values[f"utilisation.{family}.{stack}"] for stack in ("tuned", "typical", "unknown", "naive")
        )
        assert 0 < plain <= unknown <= typical <= tuned < 1
    doublings = {name: value for name, value in values.items() if name.startswith("doubling")}
    assert doublings
    assert all(1 <= value < 2 for value in doublings.values())
    assert 1 <= values["small_model"] < 2


def test_the_runs_behind_an_estimate_are_counted() -> None:
    behind = shipped().behind
    assert sum(one.rows for one in behind) == len(RUNS)
    assert shipped().most_nodes("lm") == 128
    assert shipped().rows("conv", "volta") == sum(
        run.family == "conv" and run.gpu.id.startswith("v100") for run in RUNS
    )


# That it finds what is there.


def test_without_runs_the_priors_stand() -> None:
    found = fitted([], shipped())
    assert {one.name: one.value for one in found.constants} == {one.name: one.prior for one in found.constants}


def test_many_runs_overrule_the_prior_and_one_hardly_moves_it() -> None:
    truth = shipped().with_values({"utilisation.lm.naive": 0.05})
    told = hours_per_run(made_up("x", "x", 1.0).experiment, find("a100-sxm-80g"), 1, constants=truth).p50
    many = [made_up(f"run-{n}", f"origin-{n}", told) for n in range(60)]
    assert naive(fitted([], shipped())) == 0.16
    assert naive(fitted(many, shipped())) == pytest.approx(0.05, rel=0.1)
    assert 0.05 < naive(fitted(many[:1], shipped())) < 0.16


def test_a_run_far_from_the_rest_pulls_with_bounded_force() -> None:
    sensible = [made_up(f"run-{n}", f"origin-{n}", 70.0) for n in range(8)]
    without = naive(fitted(sensible, shipped()))
    far, farther = (naive(fitted([*sensible, made_up("odd", "odd", hours)], shipped())) for hours in (7e3, 7e5))
    assert abs(math.log(far / without)) < 0.3
    assert abs(math.log(farther / without)) < 0.3


def test_many_runs_of_one_origin_weigh_less_than_as_many_of_different_ones() -> None:
    together = [made_up(f"run-{n}", "one", 300.0) for n in range(9)]
    apart = [replace(run, source=f"origin-{n}") for n, run in enumerate(together)]
    assert naive(fitted(apart, shipped())) < naive(fitted(together, shipped())) < 0.16


def test_what_is_remembered_weighs_less_than_what_was_read() -> None:
    read, remembered = ([made_up("x", "x", 300.0, trust)] for trust in ("A", "C"))
    assert naive(fitted(read, shipped())) < naive(fitted(remembered, shipped())) < 0.16


def test_a_run_left_out_is_not_seen() -> None:
    few = [run for run in RUNS if run.family == "finetune"]
    absurd = [replace(few[0], hours=few[0].hours * 1000), *few[1:]]
    honest, other = (leaving_out(some, shipped(), lambda run: run.id) for some in (few, absurd))
    assert honest[0].hours == other[0].hours
    assert honest[1].hours != other[1].hours
    assert [one.run.id for one in honest] == [run.id for run in few]


def test_the_ratio_and_the_range_are_told_of_each_run() -> None:
    (one,) = foretold([replace(RUNS[0], hours=1.0)], shipped())
    assert one.ratio == one.hours.p50
    assert not one.within_two
    assert not one.inside
    exact = Foretold(replace(RUNS[0], hours=one.hours.p50), one.hours)
    assert exact.ratio == 1
    assert exact.within_two
    assert exact.inside


def test_every_run_and_every_constant_is_printed_and_so_is_every_miss() -> None:
    some = RUNS[::3]
    alone = leaving_out(some, fitted(some, shipped()), lambda run: run.id)
    printed = report(some, shipped())
    text = "\n".join(printed)
    assert all(run.id in text for run in some)
    assert all(one.name in text for one in shipped().constants)
    misses = printed[next(i for i, line in enumerate(printed) if line.startswith("missed")) + 1 :]
    assert misses
    assert {line.split()[0] for line in misses} == {
        one.run.id for one in alone if not (one.within_two and one.inside)
    }
    close = sum(one.within_two for one in alone)
    assert re.search(rf"the run left out +{close}/{len(alone)} ", text)
