from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.estimate import gpus
from pickproblem.estimate.compute import ComputeEstimate, WrongFigures, compute, table
from pickproblem.estimate.hours import MissingFacts
from pickproblem.estimate.presets import UnknownPreset
from pickproblem.quantity import Scalars
from pickproblem.record import Experiment

CARD = gpus.find("rtx-3090")
RESNET: dict[str, Any] = {
    "family": "conv", "stack": "typical", "precision": "fp16", "params": 25.6e6, "gmacs": 4.11, "mactivations": 11.11,
    "samples": 1e7, "batch": 64, "runs": 10, "data_status": "on-disk-checked",
}  # fmt: skip


def of(
    count: int = 1, hours: float = 100, weeks: float = 10, gpu: gpus.GpuSpec = CARD, **more: Any
) -> ComputeEstimate:
    """``more``: facts of the experiment, and nodes, ram_gb, disk_gb."""
    machine = {name: more.pop(name) for name in ("nodes", "ram_gb", "disk_gb", "repeats") if name in more}
    return compute(Experiment(**more), gpu, count, hours_per_week=hours, weeks=weeks, **machine)


def measured(ratio: float, **more: Any) -> ComputeEstimate:
    """Usable hours are 700: so many times the hours needed by 10 runs, each run twice."""
    return of(**{"hours_per_run": 700 / (20 * ratio), "runs": 10, "data_status": "on-disk-checked", **more})


# --- from hours to a level


@pytest.mark.parametrize(
    ("ratio", "level"),
    [
        (0.1, 1),
        (0.499, 1),
        (0.501, 2),
        (0.999, 2),
        (1.001, 3),
        (1.999, 3),
        (2.001, 4),
        (3.999, 4),
        (4.001, 5),
        (99, 5),
    ],
)
def test_levels(ratio: float, level: int) -> None:
    assert measured(ratio).level == level


def test_the_range_is_that_of_the_hours() -> None:
    """Measured hours are known to about 20%: at 1.1 times what is needed, the pessimistic tenth lies below it."""
    found = measured(1.1)
    assert (found.low, found.level, found.high) == (2, 3, 3)
    assert found.hours.p10 < found.hours.p50 < found.hours.p90
    wide = of(**RESNET)
    assert wide.low <= wide.level <= wide.high
    assert wide.low < wide.high


def test_the_runs_that_fit() -> None:
    found = of(hours_per_run=7)
    assert found.usable_hours == pytest.approx(100 * 10 * 0.7)
    assert found.runs_that_fit.p50 == pytest.approx(100)
    assert found.runs_that_fit.p10 < 100 < found.runs_that_fit.p90
    assert found.runs == table()["needed"]["runs"] == 10
    assert any("10 full runs" in words for words in found.assumptions)
    assert of(hours_per_run=7, runs=30).runs == 30


def test_steps_that_were_measured_beat_all_that_is_computed() -> None:
    found = of(**RESNET, seconds_per_step=0.36, steps=20000)
    assert found.hours.p50 == pytest.approx(2)
    assert found.hours.bound_by == "measured"
    assert found.hours.estimated is not None
    assert found.hours.estimated.p50 == pytest.approx(of(**RESNET).hours.p50)


def test_seconds_of_a_step_without_steps_are_said_to_be_left_out() -> None:
    assert any("left out" in words for words in of(**RESNET, seconds_per_step=0.36).assumptions)
    assert not any("left out" in words for words in of(**RESNET, seconds_per_step=0.36, steps=9).assumptions)


def test_what_is_repeated_counts_as_often() -> None:
    once, thrice = of(hours_per_run=7, runs=25, repeats=1), of(hours_per_run=7, runs=25, repeats=3)
    assert (once.level, thrice.level) == (5, 3)


@pytest.mark.parametrize(
    ("status", "cap"),
    [
        ("unobtainable", 1),
        ("collect-or-label", 2),
        ("access-requested", 3),
        ("public-download", 4),
        ("on-disk-checked", 5),
    ],
)
def test_the_state_of_the_data_caps_the_level(status: str, cap: int) -> None:
    found = measured(100, data_status=status)
    assert (found.level, found.high) == (cap, cap)
    assert found.limits == (() if cap == 5 else ("data",))
    assert measured(0.1, data_status=status).level == 1


def test_data_that_are_not_spoken_of_are_taken_to_be_there() -> None:
    found = measured(100, data_status=None)
    assert found.level == 5
    assert any("data are taken to be at hand" in words for words in found.assumptions)


def test_a_disk_that_is_too_small() -> None:
    assert measured(100, data_gb=200, disk_gb=100).document()["limits"] == ["disk"]
    assert measured(100, data_gb=200, disk_gb=100).high == 1
    assert measured(100, data_gb=200, disk_gb=200).level == 5
    assert measured(100, data_gb=200).level == 5


def test_memory_that_does_not_fit_is_level_1_and_its_hours_stay_known() -> None:
    found = measured(100, **{**RESNET, "batch": 4096})
    assert found.memory.verdict == "does-not-fit"
    assert (found.low, found.level, found.high) == (1, 1, 1)
    assert found.limits == ("memory",)
    assert found.hours.p50 > 0
    assert found.remedies


def test_borderline_memory_is_at_most_3_and_may_be_1() -> None:
    found = measured(100, **{**RESNET, "batch": 450})
    assert found.memory.verdict == "borderline"
    assert (found.low, found.level, found.high) == (1, 3, 3)


def test_memory_that_is_not_known_caps_nothing() -> None:
    found = measured(100)
    assert found.memory.verdict == "unknown"
    assert found.document()["memory"]["need_gb"] is None
    assert found.level == 5


def test_no_time_at_all_is_level_1() -> None:
    assert measured(100, weeks=0).level == 1
    assert measured(100, hours=0).runs_that_fit.p90 == 0


# --- what it says


def test_the_document_has_what_the_design_names() -> None:
    document = of(**RESNET).document()
    assert {
        "memory", "hours_per_run", "runs_that_fit", "level", "low", "high", "bound_by", "assumptions", "evidence",
    } <= document.keys()  # fmt: skip
    assert {"need_gb", "usable_gb", "verdict", "parts", "remedies"} <= document["memory"].keys()
    assert document["hours_per_run"].keys() == document["runs_that_fit"].keys() == {"p10", "p50", "p90"}
    assert document["bound_by"] in ("compute", "memory-traffic", "input", "disk", "measured")
    assert isinstance(document["evidence"], int)
    json.dumps(document, allow_nan=False)


def test_the_scalars_are_free_scalars_and_hold_the_facts() -> None:
    from pydantic import TypeAdapter

    found = of(2, **RESNET, gpu=CARD, disk_gb=500)
    kept = found.scalars()
    assert TypeAdapter(Scalars).validate_python(kept) == kept
    assert kept["gpu"] == "rtx-3090"
    assert kept["count"] == 2
    assert kept["hours_per_week"] == 100
    assert kept["samples"] == 1e7
    assert kept["memory"] == "fits"
    assert kept["disk_gb"] == 500
    assert "ram_gb" not in kept
    assert kept["level"] == found.level


def test_gmacs_by_hand_are_told_as_flops_too() -> None:
    assert any("8.22 GFLOPs" in words for words in of(**RESNET).assumptions)
    assert not any("GFLOPs" in words for words in of(preset="resnet-50", samples=1e7).assumptions)


def test_gmacs_that_are_twice_the_presets_are_suspected_to_be_flops() -> None:
    said = of(preset="resnet-50", gmacs=8.2, samples=1e7).assumptions
    assert any("twice" in words and "FLOPs" in words for words in said)


def test_bf16_on_a_card_without_it_is_said() -> None:
    said = of(**{**RESNET, "precision": "bf16"}, gpu=gpus.find("v100-sxm2-16g")).assumptions
    assert any("cannot compute in bf16" in words for words in said)


def test_what_the_caller_assumed_is_told_first() -> None:
    found = compute(Experiment(hours_per_run=1), CARD, 1, hours_per_week=1, weeks=1, assumed=["So it was."])
    assert found.assumptions[0] == "So it was."
    assert len(set(found.assumptions)) == len(found.assumptions)


# --- bad input


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"hours": 169}, "168"), ({"hours": -1}, "168"), ({"hours": float("nan")}, "168"),
        ({"count": 0}, "at least one GPU"), ({"nodes": 0}, "at least one GPU"), ({"nodes": 2}, "over 2 machines"),
        ({"weeks": -1}, "weeks"), ({"weeks": float("inf")}, "weeks"), ({"disk_gb": -1}, "disk_gb"),
        ({"ram_gb": float("nan")}, "ram_gb"), ({"repeats": 0}, "at least once"), ({"params": 1e300}, "params"),
        ({"tokens": 10**400}, "tokens"), ({"samples": 1e-200}, "samples"), ({"count": 10**40, "nodes": 1}, "count"),
    ],
)  # fmt: skip
def test_figures_that_cannot_be(more: dict[str, Any], wrong: str) -> None:
    with pytest.raises(WrongFigures, match=wrong):
        of(**{**RESNET, **more})


def test_missing_facts_are_named() -> None:
    with pytest.raises(MissingFacts, match="samples"):
        of(family="conv", gmacs=4.1)
    with pytest.raises(MissingFacts):
        of()


def test_an_unknown_preset_is_named_with_its_neighbours() -> None:
    with pytest.raises(UnknownPreset, match="ResNet-50"):
        of(preset="resnet50x", samples=1e6)


# --- laws

images = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["conv", "vit", "diffusion", "other"]),
        "stack": st.sampled_from(["tuned", "typical", "naive", "unknown"]),
        "precision": st.none() | st.sampled_from(["bf16", "fp16", "tf32", "fp32"]),
        "params": st.none() | st.floats(1e5, 1e11),
        "gmacs": st.floats(0.01, 1e5),
        "mactivations": st.none() | st.floats(0.01, 1e4),
        "samples": st.floats(1e3, 1e12),
        "batch": st.none() | st.integers(1, 8192),
        "loader_rate": st.none() | st.floats(1, 1e6),
    }
)
language = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["lm", "finetune"]),
        "stack": st.sampled_from(["tuned", "typical", "naive", "unknown"]),
        "precision": st.none() | st.sampled_from(["bf16", "fp16", "tf32", "fp32"]),
        "params": st.floats(1e6, 1e12),
        "tokens": st.floats(1e5, 1e13),
        "seq": st.none() | st.integers(16, 100_000),
        "layers": st.none() | st.integers(1, 150),
        "d_model": st.none() | st.integers(64, 20_000),
        "micro_batch": st.none() | st.integers(1, 64),
        "mode": st.none() | st.sampled_from(["full", "lora", "qlora"]),
        "shard": st.none() | st.sampled_from(["zero1", "zero2", "zero3"]),
        "recompute": st.none() | st.booleans(),
    }
)
common = st.fixed_dictionaries(
    {
        "runs": st.none() | st.integers(1, 1000),
        "data_gb": st.none() | st.floats(1e-3, 1e5),
        "epochs": st.none() | st.integers(1, 300),
        "data_status": st.none() | st.sampled_from(sorted(set(table()["data_status"]) - {"basis"})),
    }
)
experiments = st.builds(lambda one, other: {**one, **other}, images | language, common)
cards = st.sampled_from(gpus.every())
counts = st.integers(1, 1024)
weeks = st.floats(0, 100)
hours = st.floats(0, 168)
times = st.floats(1, 1000)


def levels(
    facts: dict[str, Any], gpu: gpus.GpuSpec, count: int, hours: float, weeks: float, **more: Any
) -> list[int]:
    found = of(count, hours, weeks, gpu, **facts, **more)
    assert 1 <= found.low <= found.level <= found.high <= 5
    return [found.low, found.level, found.high]


def at_most(lower: list[int], higher: list[int]) -> bool:
    return all(one <= other for one, other in zip(lower, higher, strict=True))


@settings(max_examples=300)
@given(experiments, cards, counts, hours, weeks, counts, times, times)
def test_more_gpus_hours_weeks_or_memory_never_lower_the_level(
    facts: dict[str, Any],
    gpu: gpus.GpuSpec,
    count: int,
    hours: float,
    weeks: float,
    more: int,
    often: float,
    big: float,
) -> None:
    before = levels(facts, gpu, count, hours, weeks, disk_gb=100.0, ram_gb=64.0)
    again = {"disk_gb": 100.0, "ram_gb": 64.0}
    assert at_most(before, levels(facts, gpu, count + more, hours, weeks, **again))
    assert at_most(before, levels(facts, gpu, count, min(hours * often, 168), weeks, **again))
    assert at_most(before, levels(facts, gpu, count, hours, weeks * often, **again))
    assert at_most(before, levels(facts, replace(gpu, memory_gb=gpu.memory_gb * big), count, hours, weeks, **again))
    assert at_most(before, levels(facts, gpu, count, hours, weeks, disk_gb=100.0 * big, ram_gb=64.0))
    assert at_most(before, levels(facts, gpu, count, hours, weeks, disk_gb=100.0, ram_gb=64.0 * big))


@settings(max_examples=300)
@given(
    experiments,
    cards,
    counts,
    hours,
    weeks,
    st.sampled_from(["params", "tokens", "samples", "gmacs", "mactivations", "runs", "seq", "data_gb", "layers"]),
    times,
)
def test_a_larger_model_or_more_of_anything_never_raises_the_level(
    facts: dict[str, Any], gpu: gpus.GpuSpec, count: int, hours: float, weeks: float, field: str, often: float
) -> None:
    if facts.get(field) is None:
        return
    before = levels(facts, gpu, count, hours, weeks)
    larger = {**facts, field: facts[field] * often}
    if field == "layers" and facts["family"] in ("lm", "finetune") and facts["d_model"] is not None:
        larger["params"] = facts["params"] * often  # more layers of one width are more parameters
    assert at_most(levels(larger, gpu, count, hours, weeks), before)
