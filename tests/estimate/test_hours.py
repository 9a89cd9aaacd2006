"""The hours of a run: what is counted by hand, the rules of cards and precisions, and laws."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pickproblem.estimate import gpus, presets
from pickproblem.estimate.constants import shipped
from pickproblem.estimate.gpus import GpuSpec, find
from pickproblem.estimate.hours import TENTH, Hours, ImpossibleFigures, MissingFacts, hours_per_run
from pickproblem.record import Experiment

A100 = find("a100-sxm-80g")
V100 = find("v100-sxm2-16g")
GTX = find("gtx-1080-ti")
HOUR = 3600


def hours(gpu: GpuSpec = A100, count: int = 1, nodes: int = 1, *, ram_gb: float | None = None, **facts: Any) -> Hours:
    return hours_per_run(presets.filled(Experiment(**facts)), gpu, count, nodes, ram_gb=ram_gb)


LANGUAGE = {"family": "lm", "stack": "tuned", "precision": "bf16", "params": 1e9, "tokens": 1e10}
IMAGES = {"family": "conv", "stack": "tuned", "precision": "fp16", "gmacs": 4.11, "samples": 1.15e8}


def value(name: str) -> float:
    return shipped().values[name]


# Counted by hand.


def test_a_language_model_takes_six_flop_a_parameter_and_token() -> None:
    told = hours(**LANGUAGE)
    by_hand = 6 * 1e9 * 1e10 / (311.9e12 * value("utilisation.lm.tuned")) / HOUR
    assert told.p50 == pytest.approx(by_hand)
    assert told.bound_by == "compute"
    assert told.parts is not None
    assert told.parts.flop == pytest.approx(6e19)
    assert told.parts.scale == 1
    assert told.parts.utilisation == pytest.approx(value("utilisation.lm.tuned"))


def test_attention_adds_twelve_times_layers_length_and_width_for_each_token() -> None:
    told = hours(**LANGUAGE, layers=24, seq=2048, d_model=2048)
    assert told.parts is not None
    assert told.parts.flop == pytest.approx((6e9 + 12 * 24 * 2048 * 2048) * 1e10)


@pytest.mark.parametrize(
    ("facts", "flop"),
    [
        ({"mode": "full"}, 6),
        ({"mode": "full", "recompute": True}, 8),
        ({"mode": "lora"}, 4),
        ({"mode": "lora", "recompute": True}, 6),
        ({"mode": "qlora"}, 4),
    ],
)
def test_frozen_weights_take_less_and_recomputing_takes_a_forward_pass_more(facts: dict[str, Any], flop: int) -> None:
    told = hours(**{**LANGUAGE, "family": "finetune"}, **facts)
    assert told.parts is not None
    assert told.parts.flop == pytest.approx(flop * 1e9 * 1e10)


def test_an_image_model_is_bound_by_flop_or_by_the_bytes_of_its_activations_whichever_takes_longer() -> None:
    narrow, wide = hours(**IMAGES, mactivations=1.0), hours(**IMAGES, mactivations=11.11)
    flop = 6 * 4.11e9 * 1.15e8
    assert narrow.bound_by == "compute"
    assert narrow.p50 == pytest.approx(flop / (311.9e12 * value("utilisation.conv.tuned")) / HOUR)
    assert wide.bound_by == "memory-traffic"
    assert wide.p50 == pytest.approx(value("bytes_per_activation") * 11.11e6 * 1.15e8 / 2040e9 / HOUR)


def test_eight_gpus_in_one_machine_lose_a_little_at_each_doubling() -> None:
    one, eight = hours(**LANGUAGE), hours(count=8, **LANGUAGE)
    assert eight.p50 == pytest.approx(one.p50 / 8 * value("doubling.in_machine.nvlink") ** 3)


def test_the_tenths_are_those_of_a_log_normal_distribution() -> None:
    told = hours(**LANGUAGE)
    assert told.sigma == 0.35
    assert told.p90 / told.p50 == pytest.approx(math.exp(TENTH * 0.35))
    assert told.p50 / told.p10 == pytest.approx(math.exp(TENTH * 0.35))


# Cards and precisions.


@pytest.mark.parametrize(
    ("gpu", "precision", "peak"),
    [
        (A100, "bf16", 311.9),
        (A100, "fp16", 311.9),
        (A100, "tf32", 155.9),
        (A100, "fp32", 19.5),
        (V100, "fp16", V100.tensor_tflops),
        (V100, "bf16", V100.tensor_tflops),
        (V100, "tf32", V100.fp32_tflops),
        (GTX, "fp16", GTX.fp32_tflops),
        (GTX, "bf16", GTX.fp32_tflops),
        (GTX, "tf32", GTX.fp32_tflops),
        (A100, None, 311.9),
        (V100, None, V100.tensor_tflops),
        (GTX, None, GTX.fp32_tflops),
    ],
)
def test_the_peak_is_that_of_the_arithmetic_that_the_card_has(
    gpu: GpuSpec, precision: str | None, peak: float
) -> None:
    told = hours(gpu, **{**LANGUAGE, "precision": precision})
    assert told.parts is not None
    assert told.parts.peak_tflops == pytest.approx(peak)


def test_bf16_on_a_card_without_it_is_said() -> None:
    told = hours(V100, **LANGUAGE)
    assert any("bf16" in one and "fp16" in one and V100.name in one for one in told.assumptions)
    assert told.p50 == hours(V100, **{**LANGUAGE, "precision": "fp16"}).p50


def test_what_was_asked_for_and_is_there_is_not_an_assumption() -> None:
    full = {**LANGUAGE, "layers": 24, "seq": 2048, "d_model": 2048}
    assert hours(**full).assumptions == ()


def test_every_card_of_the_table_is_of_some_generation() -> None:
    assert [gpu.id for gpu in gpus.every() if shipped().gpu_class(gpu) == "other"] == []


# Measured beats estimated.


def test_measured_hours_stand_and_the_estimate_stands_beside_them() -> None:
    estimated = hours(**LANGUAGE)
    told = hours(**LANGUAGE, hours_per_run=300)
    assert (told.p50, told.sigma, told.bound_by, told.measured) == (300, 0.15, "measured", True)
    assert told.estimated == estimated
    assert told.estimate_off_by == pytest.approx(estimated.p50 / 300)


def test_seconds_a_step_and_steps_are_hours() -> None:
    told = hours(family="other", seconds_per_step=0.5, steps=72_000)
    assert told.p50 == pytest.approx(10)
    assert told.estimated is None
    assert told.estimate_off_by is None


def test_measured_hours_beat_measured_steps() -> None:
    assert hours(seconds_per_step=1, steps=36_000, hours_per_run=7).p50 == 7


# Floors.


def test_a_run_is_never_shorter_than_its_samples_take_to_load() -> None:
    told = hours(**IMAGES, mactivations=11.11, loader_rate=100)
    assert told.bound_by == "input"
    assert told.p10 == told.p50 == pytest.approx(1.15e8 / 100 / HOUR)
    assert hours(count=16, nodes=2, **IMAGES, loader_rate=100).p50 == pytest.approx(1.15e8 / 200 / HOUR)


def test_data_that_exceed_memory_are_read_from_disk_at_every_epoch() -> None:
    facts = {**IMAGES, "data_gb": 150, "epochs": 90, "disk_gb_per_second": 0.1}
    much, little = hours(ram_gb=256, **facts), hours(ram_gb=64, **facts)
    assert little.bound_by == "disk"
    assert little.p50 == pytest.approx(150 * 90 / 0.1 / HOUR)
    assert much.bound_by != "disk"
    assert much.parts is not None
    assert much.parts.disk == pytest.approx(150 / 0.1 / HOUR)


def test_what_is_not_known_of_disk_and_memory_is_said() -> None:
    told = hours(**IMAGES, data_gb=150)
    assert any("0.5 GB a second" in one for one in told.assumptions)
    assert any("64 GB of memory" in one for one in told.assumptions)
    assert any("read once" in one for one in told.assumptions)


def test_small_nets_on_usual_code_are_bound_by_reading() -> None:
    facts = {**IMAGES, "gmacs": 0.06, "mactivations": 0.3}
    assert hours(**{**facts, "stack": "typical"}).bound_by == "input"
    assert hours(**{**facts, "stack": "tuned"}).bound_by != "input"


# What is lacking, doubtful, outside.


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"family": "lm"}, ("params", "tokens")),
        ({"family": "lm", "params": 1e9}, ("tokens",)),
        ({"family": "finetune", "tokens": 1e9, "gmacs": 4, "samples": 9}, ("params",)),
        ({"family": "conv", "gmacs": 4.1}, ("samples",)),
        ({"family": "vit", "preset": "ViT-B/16"}, ("samples",)),
        ({"samples": 100}, ("gmacs",)),
        ({"tokens": 100}, ("params",)),
        ({}, ("seconds_per_step", "steps")),
        ({"family": "other"}, ("seconds_per_step", "steps")),
        ({"family": "other", "seconds_per_step": 1}, ("steps",)),
    ],
)
def test_what_is_lacking_is_named(facts: dict[str, Any], fields: tuple[str, ...]) -> None:
    with pytest.raises(MissingFacts) as raised:
        hours(**facts)
    assert raised.value.fields == fields
    assert all(field in str(raised.value) for field in fields)


@pytest.mark.parametrize("count", [0, -1])
def test_without_a_gpu_there_is_nothing_to_say(count: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        hours(count=count, **LANGUAGE)


@pytest.mark.parametrize(
    "facts",
    [
        {**LANGUAGE, "params": 10**400},
        {**LANGUAGE, "params": 1e300, "tokens": 1e300},
        {**IMAGES, "gmacs": 5e-324, "samples": 5e-324},
        {"hours_per_run": 5e-324},
        {"hours_per_run": 10**400},
    ],
)
def test_absurd_figures_are_refused_in_words(facts: dict[str, Any]) -> None:
    with pytest.raises(ImpossibleFigures):
        hours(**facts)


def test_flops_given_for_gmacs_are_noticed_beside_a_model_that_is_known() -> None:
    known = presets.find("ResNet-50").gmacs
    assert known is not None
    facts = {"preset": "ResNet-50", "samples": 1.15e8, "precision": "fp16", "stack": "tuned"}
    twice, same = hours(**facts, gmacs=2 * known), hours(**facts, gmacs=1.02 * known)
    (said,) = (one for one in twice.assumptions if "FLOPs" in one)
    assert f"{2 * known:g} GMACs is twice the {known:g} of ResNet-50" in said
    assert twice.p50 == pytest.approx(2 * hours(**facts).p50)
    assert not any("FLOPs" in one for one in same.assumptions)


@pytest.mark.parametrize(
    "facts",
    [{**IMAGES, "gmacs": 4.1e9}, {**IMAGES, "mactivations": 11e6}, {**LANGUAGE, "params": 7}],
)
def test_figures_in_another_unit_are_noticed(facts: dict[str, Any]) -> None:
    assert any("very" in one for one in hours(**facts).assumptions)


@pytest.mark.parametrize(
    ("gpu", "count", "nodes", "facts"),
    [
        (find("mi250"), 4, 1, LANGUAGE),
        (find("apple-m2-max"), 1, 1, LANGUAGE),
        (A100, 8, 1, {**LANGUAGE, "family": "other"}),
        (A100, 8 * 400, 400, LANGUAGE),
        (A100, 8 * 40, 40, IMAGES),
    ],
)
def test_outside_what_was_published_the_range_is_wider_and_a_pilot_is_asked_for(
    gpu: GpuSpec, count: int, nodes: int, facts: dict[str, Any]
) -> None:
    told, inside = hours(gpu, count, nodes, **facts), hours(**facts)
    assert told.outside
    assert any("pilot" in one for one in told.assumptions)
    assert told.sigma > 0.6
    if facts.get("family") != "other":
        assert not inside.outside
        assert told.sigma > inside.sigma


def test_the_evidence_is_counted_by_family_and_generation() -> None:
    language = hours(**LANGUAGE)
    assert language.evidence >= 10
    assert hours(find("rtx-4090"), **{**IMAGES, "family": "diffusion"}).evidence == 0
    assert hours(find("rtx-3090"), **LANGUAGE).evidence == language.evidence


@pytest.mark.parametrize(
    ("facts", "sigma"),
    [
        (LANGUAGE, 0.35),
        ({**LANGUAGE, "stack": "typical"}, 0.55),
        ({**LANGUAGE, "stack": None}, 0.8),
        ({**LANGUAGE, "stack": "unknown"}, 0.8),
        ({**LANGUAGE, "params": 1e7}, 0.8),
        (IMAGES, 0.55),
        ({**IMAGES, "gmacs": 0.56}, 0.8),
    ],
)
def test_the_range_is_as_wide_as_little_is_known(facts: dict[str, Any], sigma: float) -> None:
    assert hours(**facts).sigma == sigma


def test_the_family_is_seen_from_the_figures_where_it_is_not_given() -> None:
    told = hours(**{**IMAGES, "family": None})
    assert told.p50 == hours(**IMAGES).p50
    assert any("convolutions" in one for one in told.assumptions)


def test_an_estimate_needs_no_numpy() -> None:
    program = "import sys, pickproblem.estimate.hours; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


# Laws.

some_gpu = st.sampled_from(gpus.every())
stacks = st.sampled_from(["tuned", "typical", "naive", "unknown", None])
precisions = st.sampled_from(["bf16", "fp16", "tf32", "fp32", None])
positive = st.floats(1e-6, 1e15)

language = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["lm", "finetune"]),
        "stack": stacks,
        "precision": precisions,
        "params": positive,
        "tokens": positive,
    },
    optional={
        "layers": st.integers(1, 200),
        "d_model": st.integers(1, 20_000),
        "seq": st.integers(1, 10**6),
        "mode": st.sampled_from(["full", "lora", "qlora"]),
        "recompute": st.booleans(),
    },
)
images = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["conv", "vit", "diffusion"]),
        "stack": stacks,
        "precision": precisions,
        "gmacs": positive,
        "samples": positive,
    },
    optional={
        "mactivations": st.floats(0, 1e9),
        "loader_rate": positive,
        "data_gb": st.floats(0, 1e6),
        "epochs": positive,
    },
)
experiments = language | images
factors = st.floats(1, 1000)


@given(experiments, some_gpu, st.integers(1, 3000), st.integers(1, 300))
def test_the_tenths_lie_about_the_median_and_no_run_is_shorter_than_its_floors(
    facts: dict[str, Any], gpu: GpuSpec, count: int, nodes: int
) -> None:
    told = hours(gpu, count, nodes, **facts)
    assert 0 < told.p10 <= told.p50 < told.p90
    assert told.parts is not None
    parts = told.parts
    least = [parts.compute, parts.memory_traffic or 0, parts.input or 0, parts.disk or 0]
    assert told.p50 == max(least)
    floor = max(parts.disk or 0, (parts.input or 0) if "loader_rate" in facts else 0)
    assert told.p10 >= floor
    if told.p50 > 2 * floor * math.exp(TENTH * told.sigma):
        assert told.p10 < told.p50
    assert 0 < parts.scale <= 1


@given(experiments, some_gpu, st.integers(1, 3000), st.integers(1, 3000), st.integers(1, 40))
def test_more_gpus_are_never_slower(facts: dict[str, Any], gpu: GpuSpec, one: int, other: int, nodes: int) -> None:
    few, many = sorted((one, other))
    assert hours(gpu, many, nodes, **facts).p50 <= hours(gpu, few, nodes, **facts).p50 * (1 + 1e-12)


@given(experiments, some_gpu, st.integers(1, 4000), st.integers(1, 8))
def test_one_gpu_more_is_never_slower_with_the_machines_it_takes(
    facts: dict[str, Any], gpu: GpuSpec, count: int, each: int
) -> None:
    now, then = (hours(gpu, n, math.ceil(n / each), **facts).p50 for n in (count, count + 1))
    assert then <= now * (1 + 1e-12)


@given(experiments, some_gpu, st.integers(1, 64), factors, st.data())
def test_more_work_is_never_faster(
    facts: dict[str, Any], gpu: GpuSpec, count: int, factor: float, data: st.DataObject
) -> None:
    grows = [
        name for name in ("params", "tokens", "gmacs", "samples", "mactivations", "layers", "seq") if name in facts
    ]
    name = data.draw(st.sampled_from(grows))
    # None known and few known are two different things: what is not known is taken from the GMACs.
    assume(facts[name] > 0)
    more = {**facts, name: facts[name] * factor}
    assert hours(gpu, count, **more).p50 >= hours(gpu, count, **facts).p50 * (1 - 1e-12)


@given(experiments, some_gpu, st.integers(1, 64), st.floats(1e-3, 1e6))
def test_measured_beats_estimated(facts: dict[str, Any], gpu: GpuSpec, count: int, taken: float) -> None:
    told = hours(gpu, count, **facts, hours_per_run=taken)
    assert told.p50 == taken
    assert told.estimated == hours(gpu, count, **facts)


@given(experiments, some_gpu, st.integers(1, 64))
def test_better_code_is_never_slower(facts: dict[str, Any], gpu: GpuSpec, count: int) -> None:
    naive, typical, tuned = (
        hours(gpu, count, **{**facts, "stack": stack}).p50 for stack in ("naive", "typical", "tuned")
    )
    assert tuned <= typical <= naive
    assert typical <= hours(gpu, count, **{**facts, "stack": "unknown"}).p50 <= naive
