"""On how many days a repository was worked on, by git: asked with care, and with a reason where it cannot say."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.text import safe

SECONDS_EACH, SECONDS_IN_ALL = 5.0, 15.0
"""How long git may take over one repository, and over all of one look-back."""

_LONGEST_REASON = 120

_SWITCHES = (
    "--no-pager",
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",  # a repository may name a program to be run here
    "-c",
    "log.showSignature=false",  # and here
    "-c",
    "protocol.allow=never",  # and here, where commits are still to be fetched
)

_LEFT_OUT = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_CEILING_DIRECTORIES",
)
"""What a surrounding git, such as a hook, sets for itself: the repository named is meant, no other."""


class Days(NamedTuple):
    """Days with commits; None where git cannot say, and why. A number may come with a reason to doubt it."""

    days: int | None
    why: str = ""


@dataclass
class Commits:
    """Asks git; what one look-back asks of all its repositories shares one limit of time.

    Called with a record's path, a repository as the record names it, and the first and the last day.
    """

    seconds: float = SECONDS_EACH
    in_all: float = SECONDS_IN_ALL
    _spent: float = field(default=0.0, init=False)

    def __call__(self, record: str, repository: str, first: date, last: date) -> Days:
        """Days with commits from ``first`` to ``last``, both counting; see `days_with_commits`."""
        left = min(self.seconds, self.in_all - self._spent)
        if left <= 0:
            return Days(None, _("git has taken too long over other repositories"))
        begun = time.monotonic()
        try:
            return days_with_commits(Path(record).parent / Path(repository).expanduser(), first, last, seconds=left)
        except RuntimeError:  # a home that is not known
            return Days(None, _("there is no such folder"))
        finally:
            self._spent += time.monotonic() - begun


def days_with_commits(repository: Path, first: date, last: date, *, seconds: float = SECONDS_EACH) -> Days:
    """Days from ``first`` to ``last``, both counting, on which something was committed, on whatever local branch.

    A day is that of the author's own clock, a commit's author date: what is rebased later stays on its day. Nothing
    is run but `git log`, without a shell, a pager or a lock, for at most ``seconds``. No git, no repository, one that
    is not ours to read, a hanging one: no count, and the reason.
    """
    try:
        if not repository.is_dir():
            return Days(None, _("there is no such folder"))
    except (OSError, ValueError):
        return Days(None, _("there is no such folder"))
    begun = time.monotonic()
    shallow = _git(repository, ["rev-parse", "--is-shallow-repository"], seconds)
    if shallow.failure:
        return Days(None, shallow.failure)
    # git chooses by the date of committing, never before the author's but for clocks that differ, by a day at most.
    since = f"--since={_earlier(first)}T00:00:00Z"
    left = max(seconds - (time.monotonic() - begun), 0.1)
    log = _git(
        repository, ["log", "--no-patch", "--format=%ad", "--date=short", since, "--branches", "HEAD", "--"], left
    )
    if log.empty:
        return Days(0)
    if log.failure:
        return Days(None, log.failure)
    days = {line for line in log.said.split() if first.isoformat() <= line <= last.isoformat()}
    if shallow.said.strip() == "true":
        return Days(len(days), _("the repository is shallow, older days may be missing"))
    return Days(len(days))


def _earlier(day: date) -> str:
    # Years before 1970 are beyond git, and nothing was committed then.
    return max(day - timedelta(days=1) if day > date.min else day, date(1970, 1, 2)).isoformat()


class _Answer(NamedTuple):
    said: str
    failure: str = ""
    empty: bool = False
    """Whether it failed only since nothing was committed yet."""


def _git(repository: Path, words: list[str], seconds: float) -> _Answer:
    import subprocess  # only a repository asks for it

    try:
        # A process group of its own: a git that waits for another program is ended together with it.
        process = subprocess.Popen(
            ["git", *_SWITCHES, "-C", str(repository), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(os.environ),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        return _Answer("", _("git is not there") if missing else _("git does not start"))
    with process:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process.pid)
            process.kill()
            return _Answer("", _("git did not answer in time"))
        except BaseException:
            _end(process.pid)
            process.kill()
            raise
    if process.returncode:
        told = err.decode(errors="replace")
        return _Answer("", _reason(told), "bad revision 'HEAD'" in told)
    return _Answer(out.decode(errors="replace"))


def _end(group: int) -> None:
    import signal

    if hasattr(os, "killpg"):
        try:
            os.killpg(group, signal.SIGKILL)
        except OSError:
            return


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in given.items() if name not in _LEFT_OUT}
    # English, for the reasons that are told apart below.
    return kept | {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}


def _reason(message: str) -> str:
    if "not a git repository" in message:
        return _("it is no git repository")
    if "dubious ownership" in message:
        return _("git does not trust the folder: it belongs to somebody else")
    first = next((line for line in message.splitlines() if line.strip()), "")
    return _("git says: %(what)s") % {"what": safe(first.strip()[:_LONGEST_REASON])}
