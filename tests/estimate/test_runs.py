"""The published runs: read as experiments, each with its source, each open to the estimate."""

from __future__ import annotations

import pytest

from pickproblem.estimate import runs
from pickproblem.estimate.hours import hours_per_run
from pickproblem.estimate.runs import TimedRun


def test_there_are_the_published_runs() -> None:
    assert len(runs.timed()) >= 52
    assert sum(figure.kind == "measured" for figure in runs.memory_figures()) >= 13


def test_each_has_an_id_of_its_own_and_a_source() -> None:
    every = [*runs.timed(), *runs.memory_figures()]
    assert len({one.id for one in every}) == len(every)
    assert all(one.source.strip() and one.trust in ("A", "B", "C") for one in every)


@pytest.mark.parametrize("run", runs.timed(), ids=lambda run: run.id)
def test_each_run_says_all_that_its_hours_are_estimated_from(run: TimedRun) -> None:
    assert run.hours > 0
    assert run.experiment.family is not None
    assert run.experiment.stack is not None
    assert run.experiment.precision is not None
    assert 1 <= run.nodes <= run.count
    assert hours_per_run(run.experiment, run.gpu, run.count, run.nodes).p50 > 0


def test_no_activations_are_unknown_activations() -> None:
    known = [run.experiment.mactivations for run in runs.timed() if run.experiment.mactivations is not None]
    assert known
    assert all(activations > 0 for activations in known)


def test_runs_of_one_publication_have_one_origin() -> None:
    origins = {run.id: run.origin for run in runs.timed()}
    assert origins["llama2-7b"] == origins["llama2-70b"] == "facebookresearch/llama"
    assert origins["yolov5n-coco-v100"] == "ultralytics/yolov5"
    assert origins["resnet50-90ep-a100-1-amp"] == origins["bert-large-ph1-a100-8-amp"]


def test_memory_figures_are_of_what_they_say() -> None:
    figures = {figure.id: figure for figure in runs.memory_figures()}
    assert figures["mem-alpaca-7b-naive-fp32"].whole
    assert figures["mem-zero3-7.5b-64gpu"].states
    assert figures["mem-zero3-7.5b-64gpu"].count == 64
    assert figures["mem-litgpt-llama2-7b-lora"].experiment.mixed is False
