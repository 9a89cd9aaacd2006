from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pickproblem import cli, language


class Said(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty current folder, a records folder of the test's own, English unless said."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path / "records"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("PICKPROBLEM_LANG", "PICKPROBLEM_RUBRICS"):
        monkeypatch.delenv(name, raising=False)
    yield work
    language.use("en")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*argv: str) -> Said:
        capsys.readouterr()
        code = cli.run(list(argv))
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Said(code, captured.out, captured.err)

    return call


@pytest.fixture
def record(call: Call) -> str:
    """A record of three candidates without any answer, under the profile for after hours."""
    said = call(
        "new", "topics", "--title", "What to submit", "--profile", "after-hours",
        "--candidate", "sbnet: Vehicle search", "--candidate", "reid: 차량 재식별",
        "--candidate", "imagenet: ImageNet",
    )  # fmt: skip
    assert said == (0, "topics.toml\n", "")
    return "topics.toml"
