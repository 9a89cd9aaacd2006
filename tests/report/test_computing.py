from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pickproblem.estimate import gpus
from pickproblem.estimate.compute import ComputeEstimate, compute
from pickproblem.estimate.memory import PARTS
from pickproblem.record import Experiment
from pickproblem.report import charts, computing
from pickproblem.text import cells

RESNET: dict[str, Any] = {
    "family": "conv", "stack": "typical", "precision": "fp16", "params": 25.6e6, "gmacs": 4.11, "mactivations": 11.11,
    "samples": 1e7, "batch": 64,
}  # fmt: skip
LLAMA: dict[str, Any] = {"family": "finetune", "params": 6.74e9, "tokens": 1e7, "seq": 512, "vocab": 32000}


def of(count: int = 1, nodes: int = 1, repeats: float | None = None, **facts: Any) -> ComputeEstimate:
    gpu = gpus.find("rtx-3090")
    disk = {"disk_gb": 10.0} if "data_gb" in facts else {}
    return compute(Experiment(**facts), gpu, count, nodes=nodes, hours_per_week=100, weeks=5, repeats=repeats, **disk)


def told(found: ComputeEstimate, width: int = 60) -> str:
    blocks = computing.compute_blocks(found, width)
    return "\n\n".join("\n".join(charts.plain(line) for line in block) for block in blocks)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "1 hour"),
        (6, "6 hours"),
        (5.04, "5 hours"),
        (123.4, "120 hours"),
        (0.5, "30 minutes"),
        (0.001, "3.6 seconds"),
    ],
)
def test_durations(hours: float, said: str) -> None:
    assert computing.duration(hours) == said


@pytest.mark.parametrize("facts", [RESNET, LLAMA, {"hours_per_run": 3.0}, {**RESNET, "batch": 5000, "data_gb": 50.0}])
@pytest.mark.parametrize("width", [30, 46, 80])
def test_no_block_is_wider_than_its_room(facts: dict[str, Any], width: int) -> None:
    for block in computing.compute_blocks(of(**facts), width):
        assert block
        assert all(cells(charts.plain(line)) <= width for line in block)


def test_the_blocks_say_all_that_there_is_to_say() -> None:
    said = told(of(**LLAMA, data_status="collect-or-label", data_gb=20.0))
    for words in ("One run takes about", "full runs fit", "It does not fit", "QLoRA", "level 2 at most",
                  "the disk has 10 GB", "Taken for granted", "published run"):  # fmt: skip
        assert words in " ".join(said.split()), words


def test_every_part_of_memory_has_a_name() -> None:
    assert set(computing.PARTS) == set(PARTS)
    shown = "\n".join(charts.plain(line) for line in computing.memory_chart(of(**LLAMA), 60))
    for name in ("weights", "gradients", "optimizer", "activations", "logits", "context and buffers"):
        assert name in shown


def test_memory_that_is_not_known_has_no_picture() -> None:
    found = of(hours_per_run=3.0)
    assert computing.memory_chart(found, 60) == []
    assert "not known" in computing.memory_sentence(found)
    assert computing.evidence(found) == []


def test_measured_hours_are_told_with_the_difference_to_the_estimate() -> None:
    plain = of(**RESNET)
    found = of(**RESNET, hours_per_run=plain.hours.p50 * 2)
    measured, estimated = computing.hours_sentences(found)
    assert "as measured" in measured
    assert "0.5 times as long" in estimated
    assert computing.hours_sentences(of(hours_per_run=2.0)) == ["One run takes 2 hours, as measured."]


@pytest.mark.parametrize("bound_by", ["compute", "memory-traffic", "input", "disk"])
def test_what_sets_the_pace_is_said(bound_by: str) -> None:
    found = of(**RESNET)
    hours = replace(found.hours, bound_by=bound_by)
    assert "sets the pace" in computing.hours_sentences(replace(found, hours=hours))[1]


def test_the_setting_in_words() -> None:
    assert computing.setting(of(**RESNET)) == "GeForce RTX 3090, 100 hours a week, weeks: 5"
    assert computing.setting(of(2, **RESNET)).startswith("2 × GeForce RTX 3090, 100 hours a week of each")
    assert "16 × GeForce RTX 3090 over 2 machines" in computing.setting(of(16, 2, **RESNET))


def test_runs_that_are_run_once_need_no_times() -> None:
    assert "more than once" in computing.runs_sentence(of(**RESNET))
    assert computing.runs_sentence(of(**RESNET, repeats=1)).endswith("10 are wanted.")


def test_the_heading_of_remedies_tells_whether_they_are_enough() -> None:
    assert "cheapest first" in computing.remedies_head(of(**LLAMA))
    assert "the nearest" in computing.remedies_head(of(**{**LLAMA, "params": 7e11}))
    (said,) = computing.remedies(of(**{**LLAMA, "params": 7e11}))
    assert "still too much" in said


def test_on_a_card_that_has_to_be_measured_the_hours_count_and_its_memory_is_not_guessed() -> None:
    card, _said = gpus.measured_on("RTX 3080 Laptop GPU")
    found = compute(Experiment(**{**LLAMA, "hours_per_run": 2.0}), card, 1, hours_per_week=20, weeks=8)
    assert (found.memory.verdict, found.document()["memory"]["usable_gb"], found.limits) == ("unknown", None, ())
    assert found.memory.need_gb is not None
    assert found.hours.p50 == 2.0
    assert found.remedies == ()
    text = " ".join(told(found).split())
    assert "One run takes 2 hours, as measured." in text
    assert "Whether it fits is not known: neither is the memory of the card." in text
    assert "RTX 3080 Laptop GPU is not in the table of GPUs: its hours are those that were measured." in text
    assert "0 GB" not in text
