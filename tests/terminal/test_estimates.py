"""Estimates in a real terminal: a fake nvidia-smi fills the setting; the shipped experiment shows runs and level."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickproblem import edits, rubric, store
from pickproblem.record import Answer
from tests.terminal.terminal import Terminal

EXAMPLE = Path(__file__).parents[2] / "pickproblem" / "examples" / "vital-lab.toml"


@pytest.fixture
def fake_machine(tmp_path: Path) -> dict[str, str]:
    """A machine with two cards, by an nvidia-smi of its own."""
    program = tmp_path / "bin" / "nvidia-smi"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\necho 'NVIDIA GeForce RTX 3090, 24576 MiB'\necho 'NVIDIA GeForce RTX 3090, 24576 MiB'\n"
    )
    program.chmod(0o755)
    return {"PATH": f"{program.parent}:/usr/bin:/bin", "PICKPROBLEM_HOME": str(tmp_path / "home")}


def test_a_fake_nvidia_smi_fills_the_setting(tmp_path: Path, fake_machine: dict[str, str]) -> None:
    path = tmp_path / "mine.toml"
    record = edits.new_record("Which one", edits.now(), "after-hours")
    for title in ("One", "Two"):
        record = edits.add_candidate(record, title)
    record = edits.set_setting(record, {"hours_per_week": 30})
    record, session = edits.begin_session(record, "me", "start", edits.now())
    for one in record.candidates:
        record = edits.answer(record, session.id, one.id, "maturity", Answer(level=4))
    store.create(path, record)
    terminal = Terminal(str(path), environment=fake_machine, folder=tmp_path)
    try:
        terminal.wait("Found on this machine: 2 x", "RTX 3090")
        terminal.type(", 100 h")
        terminal.press("enter")
        terminal.wait("GPU and data fit", "x: say what it takes")
        terminal.press("x")
        terminal.wait("What is one full run?")
        terminal.type("ResNet-50, COCO, 12 epochs")
        terminal.press("enter")
        terminal.wait("full runs fit", "that fit", "the card", "Level")
    finally:
        terminal.kill()
    setting = store.read(path, rubric.load()).record.setting
    assert setting is not None
    assert [(gpu.model, gpu.count, gpu.hours_per_week) for gpu in setting.gpus or []] == [
        ("GeForce RTX 3090", 2, 100)
    ]


@pytest.mark.parametrize("tongue", ["en", pytest.param("ko", marks=pytest.mark.slow)])
def test_the_shipped_experiment_shows_its_runs_its_picture_and_its_level(tmp_path: Path, tongue: str) -> None:
    path = tmp_path / "vital-lab.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    terminal = Terminal("--lang", tongue, str(path), lines=40, columns=120, folder=tmp_path)
    try:
        terminal.wait("Vehicle search by natural language")
        terminal.press("v" if tongue == "en" else "ㅍ")
        terminal.wait("91%")
        terminal.press("g" if tongue == "en" else "ㅎ")
        terminal.wait("3  ")
        terminal.press("1")
        terminal.wait("2  ")
        terminal.press("2")
        words = terminal.wait("22 of 24 GB" if tongue == "en" else "24 GB", "8.4", "2 x RTX 3090, 100 h", "▶")
        assert "150" in words
        assert ("Level 3" if tongue == "en" else "3") in words
    finally:
        terminal.kill()
