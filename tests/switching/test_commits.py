from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pickproblem.switching import commits
from pickproblem.switching.commits import Commits, Days, days_with_commits

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
Commit = Callable[..., None]


def git(folder: Path, *words: str, **environment: str) -> None:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", *names, "-C", str(folder), *words],
        check=True,
        capture_output=True,
        env={**os.environ, **own, **environment},
    )


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A repository without a commit."""
    folder = tmp_path / "code"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, when: str, **environment: str) -> None:
    git(folder, "commit", "-q", "--allow-empty", "-m", "-", "--date", when, **environment)


def test_days_with_commits_are_counted_once_each_with_both_ends(code: Path) -> None:
    for when in (
        "2026-04-30T23:59:59+09:00",
        "2026-05-01T00:00:00+09:00",  # still April in Greenwich
        "2026-05-11T09:00:00+09:00",
        "2026-05-11T23:00:00+09:00",
        "2026-05-31T23:59:59-08:00",  # June in Greenwich
        "2026-06-01T00:00:00+00:00",
    ):
        commit(code, when)
    assert days_with_commits(code, FIRST, LAST) == Days(3)
    assert days_with_commits(code, FIRST, FIRST) == Days(1)
    assert days_with_commits(code, date(2025, 1, 1), date(2025, 12, 31)) == Days(0)
    assert days_with_commits(code, date.min, date.max) == Days(5)


def test_a_commit_made_in_its_month_is_found(code: Path) -> None:
    commit(code, "2026-05-11T09:00:00Z", GIT_COMMITTER_DATE="2026-05-11T09:00:00Z")
    assert days_with_commits(code, date(2026, 5, 11), date(2026, 5, 11)) == Days(1)


def test_work_on_any_local_branch_counts_and_work_on_none(code: Path) -> None:
    commit(code, "2026-05-01T09:00:00Z")
    git(code, "switch", "-q", "-c", "aside")
    commit(code, "2026-05-02T09:00:00Z")
    git(code, "switch", "-q", "main")
    git(code, "switch", "-q", "--detach")
    commit(code, "2026-05-03T09:00:00Z")
    assert days_with_commits(code, FIRST, LAST) == Days(3)


def test_a_folder_inside_a_repository_is_as_good(code: Path) -> None:
    commit(code, "2026-05-01T09:00:00Z")
    (code / "-odd name").mkdir()
    assert days_with_commits(code / "-odd name", FIRST, LAST) == Days(1)


def test_a_repository_without_a_commit_was_not_worked_on(code: Path) -> None:
    assert days_with_commits(code, FIRST, LAST) == Days(0)


def test_a_shallow_one_is_counted_and_doubted(code: Path, tmp_path: Path) -> None:
    for n in (1, 2, 3):
        commit(code, f"2026-05-0{n}T09:00:00Z")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "2", code.as_uri(), str(shallow))
    days, why = days_with_commits(shallow, FIRST, LAST)
    assert days == 2
    assert "shallow" in why


def test_what_is_no_repository_or_no_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    assert days_with_commits(tmp_path / "empty", FIRST, LAST) == Days(None, "it is no git repository")
    for name in ("none", "file", "nul\0", "x" * 5000):
        assert days_with_commits(tmp_path / name, FIRST, LAST) == Days(None, "there is no such folder")


def test_without_git_it_is_said(code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert days_with_commits(code, FIRST, LAST) == Days(None, "git is not there")


def fake_git(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    program = folder / "git"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.skipif(os.name != "posix", reason="a script in place of git")
def test_a_hanging_git_is_ended_with_all_that_it_started(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_git(tmp_path / "bin", f"sleep 60 & echo $! > {tmp_path}/child; wait", monkeypatch)
    ask = Commits(seconds=0.5, in_all=0.6)
    begun = time.monotonic()
    assert ask(str(code / "r.toml"), ".", FIRST, LAST) == Days(None, "git did not answer in time")
    assert ask(str(code / "r.toml"), ".", FIRST, LAST).days is None
    # The limit of all is used up: git is not even started.
    assert "too long" in ask(str(code / "r.toml"), ".", FIRST, LAST).why
    assert time.monotonic() - begun < 30
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("what git started is still running")


@pytest.mark.skipif(os.name != "posix", reason="a script in place of git")
def test_what_git_complains_of_is_told_in_one_safe_line(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_git(tmp_path / "bin", "printf '\\nfatal: \\033[2J gone\\nmore\\n' >&2; exit 3", monkeypatch)
    assert days_with_commits(code, FIRST, LAST) == Days(None, "git says: fatal: ␛[2J gone")


def test_a_repository_that_runs_programs_runs_none(code: Path, tmp_path: Path) -> None:
    commit(code, "2026-05-01T09:00:00Z")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    settings = {
        "core.fsmonitor": trap,
        "core.pager": trap,
        "pager.log": trap,
        "gpg.program": trap,
        "log.showSignature": "true",
        "diff.external": trap,
        "log.date": "relative",
        "format.pretty": "oneline",
        "color.ui": "always",
    }
    for name, value in settings.items():
        git(code, "config", name, str(value))
    assert days_with_commits(code, FIRST, LAST) == Days(1)
    assert not (tmp_path / "sprung").exists()


def test_a_git_around_us_does_not_name_another_repository(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(code, "2026-05-01T09:00:00Z")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert days_with_commits(code, FIRST, LAST) == Days(1)


def test_a_relative_path_starts_from_the_folder_of_the_record(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(code, "2026-05-01T09:00:00Z")
    (tmp_path / "records").mkdir()
    monkeypatch.chdir(tmp_path / "records")
    assert Commits()(str(tmp_path / "records" / "r.toml"), "../code", FIRST, LAST) == Days(1)
    assert Commits()("r.toml", "../code", FIRST, LAST) == Days(1)
    assert Commits()("r.toml", str(code), FIRST, LAST) == Days(1)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Commits()("r.toml", "~/code", FIRST, LAST) == Days(1)
    assert Commits()("r.toml", "~nobody-of-that-name/code", FIRST, LAST).days is None


def test_no_limit_is_left_out() -> None:
    assert 0 < commits.SECONDS_EACH <= commits.SECONDS_IN_ALL <= 30
