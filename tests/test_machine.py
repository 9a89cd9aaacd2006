"""GPUs found on this machine, by an nvidia-smi that says, does and leaves out all it may."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pickproblem.machine import gpus_here
from pickproblem.record import Gpu

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake nvidia-smi is a shell script")


class Fake:
    """An nvidia-smi alone on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def runs(self, script: str) -> None:
        file = self.folder / "nvidia-smi"
        file.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
        file.chmod(0o755)

    def says(self, *lines: str) -> None:
        (self.folder / "said").write_text("".join(f"{line}\n" for line in lines))
        self.runs(f'cat "{self.folder}/said"')


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    monkeypatch.setenv("PATH", str(tmp_path))
    return Fake(tmp_path)


def test_equal_cards_are_one_entry(fake: Fake) -> None:
    fake.says(
        "NVIDIA GeForce RTX 3090, 24576 MiB", "NVIDIA A100-SXM4-80GB, 81920 MiB", "NVIDIA GeForce RTX 3090, 24576 MiB"
    )
    found = gpus_here()
    assert found.gpus == [Gpu(model="GeForce RTX 3090", count=2), Gpu(model="A100 SXM4 80 GB", count=1)]
    assert found.words == "Found on this machine: 2 x GeForce RTX 3090, 1 x A100 SXM4 80 GB."
    assert {model: spec.id for model, spec in found.specs.items()} == {
        "GeForce RTX 3090": "rtx-3090",
        "A100 SXM4 80 GB": "a100-sxm-80g",
    }


def test_it_is_asked_for_name_and_memory_only(fake: Fake) -> None:
    fake.runs(f'echo "$#:$*" > "{fake.folder}/asked"; echo "NVIDIA L4, 23034 MiB"')
    assert [gpu.model for gpu in gpus_here().gpus] == ["L4"]
    asked = (fake.folder / "asked").read_text()
    assert asked == "2:--query-gpu=name,memory.total --format=csv,noheader\n"


def test_cards_of_one_name_are_told_apart_by_their_memory(fake: Fake) -> None:
    fake.says("NVIDIA GeForce RTX 4060 Ti, 16380 MiB", "NVIDIA GeForce RTX 4060 Ti, 8188 MiB")
    assert [gpu.model for gpu in gpus_here().gpus] == ["GeForce RTX 4060 Ti 16 GB", "GeForce RTX 4060 Ti 8 GB"]


def test_memory_that_is_not_told_is_no_obstacle(fake: Fake) -> None:
    fake.says("NVIDIA GB10, [N/A]", "NVIDIA A100-SXM4-40GB, [Insufficient Permissions]")
    assert [gpu.model for gpu in gpus_here().gpus] == ["GB10", "A100 SXM4 40 GB"]


def test_an_unknown_card_keeps_its_name_and_is_said(fake: Fake) -> None:
    fake.says("NVIDIA GeForce RTX 3080 Laptop GPU, 16384 MiB", "NVIDIA GeForce RTX 9090, 65536 MiB")
    found = gpus_here()
    assert [gpu.model for gpu in found.gpus] == ["NVIDIA GeForce RTX 3080 Laptop GPU", "NVIDIA GeForce RTX 9090"]
    assert found.specs == {}
    assert "is slower than the GeForce RTX 3080" in found.words
    assert "did you mean GeForce RTX" in found.words


def test_a_part_of_a_gpu_is_not_taken_for_the_whole(fake: Fake) -> None:
    fake.says("NVIDIA A100-SXM4-40GB MIG 1g.5gb, 4864 MiB", "  MIG 3g.20gb     Device  0: (UUID: MIG-6f1)")
    found = gpus_here()
    assert found.specs == {}
    assert "a part of a GPU" in found.words
    assert "Not understood: MIG 3g.20gb" in found.words


def test_a_good_line_among_bad_ones_is_taken(fake: Fake) -> None:
    fake.says("Unable to determine the device handle for GPU 0000:02:00.0", "", "Tesla T4, 15360 MiB", ", 12 MiB")
    found = gpus_here()
    assert found.gpus == [Gpu(model="Tesla T4", count=1)]
    assert found.words.count("Not understood") == 2


def test_none_on_the_path(fake: Fake) -> None:
    assert gpus_here().gpus == []
    assert gpus_here().words == "There is no nvidia-smi on this machine, so its GPUs are not known."


def test_an_error_exit_is_told_with_its_first_line(fake: Fake) -> None:
    fake.runs('echo "NVIDIA-SMI has failed because it couldn\'t communicate with the NVIDIA driver."; exit 9')
    found = gpus_here()
    assert found.gpus == []
    assert found.words.startswith("nvidia-smi failed (9): NVIDIA-SMI has failed")


@pytest.mark.parametrize("script", ["", "printf '\\377\\376\\000,\\033]52;c;x\\007'", "echo no devices", "echo"])
def test_garbage_is_no_gpu_and_steers_no_terminal(fake: Fake, script: str) -> None:
    fake.runs(script)
    found = gpus_here()
    assert found.gpus == []
    assert found.words.startswith("nvidia-smi names no GPU.")
    assert all(line.isprintable() for line in found.words.splitlines())


def test_a_name_with_control_characters_goes_into_no_record(fake: Fake) -> None:
    fake.runs("printf 'Evil\\033]52;c;x\\007 card, 8192 MiB\\n'")
    found = gpus_here()
    assert [gpu.model for gpu in found.gpus] == ["Evil]52;c;x card"]
    assert all(line.isprintable() for line in found.words.splitlines())


def test_a_program_that_cannot_be_started(fake: Fake) -> None:
    file = fake.folder / "nvidia-smi"
    file.write_bytes(b"\x7fELF is what it is not")
    file.chmod(0o755)
    assert gpus_here().words.startswith("nvidia-smi cannot be started: ")


@pytest.mark.parametrize(
    "script",
    [
        "sleep 60",
        "echo 'Tesla T4, 15360 MiB'; sleep 60",
        "sleep 60 & exec sleep 60",
        "trap '' TERM INT; sleep 60",
        "yes",
    ],
    ids=["hangs", "hangs after a line", "its child hangs too", "does not listen", "never stops"],
)
def test_one_that_never_ends_is_ended_with_all_it_started(fake: Fake, script: str) -> None:
    fake.runs(f'echo $$ > "{fake.folder}/pid"; {script}')
    began = time.monotonic()
    found = gpus_here(timeout=0.4)
    assert time.monotonic() - began < 2
    assert found.gpus == []
    assert found.words == "nvidia-smi gave no answer within 0.4 seconds."
    group = (fake.folder / "pid").read_text().strip()
    left = subprocess.run(["/bin/ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    alive = [line.split() for line in left.splitlines()]
    assert [stat for of, stat in alive if of == group and not stat.startswith("Z")] == []


def test_one_that_closes_its_output_and_stays_is_ended(fake: Fake) -> None:
    fake.runs("exec >&- 2>&-; sleep 60")
    began = time.monotonic()
    assert gpus_here(timeout=0.4).gpus == []
    assert time.monotonic() - began < 2
