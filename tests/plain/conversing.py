"""The plain way held with somebody who answers by what was said last, in this process or over a pseudo-terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pexpect

from pickproblem import flow, rubric, store
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain import way
from pickproblem.plain.talk import PROMPT, Talk
from pickproblem.record import Record
from pickproblem.text import cells

LIBRARY = rubric.load()
MOST_WAITING = 400

Answers = Callable[[str], str | None]
"""From what was said since the last answer, prompt included, to the line that answers it; None ends the input."""


@dataclass
class Conversation:
    """What was said in it."""

    answers: Answers
    said: list[str] = field(default_factory=list)
    _since: str = ""

    def write(self, line: str) -> None:
        # Who listens to it sees no picture and no column.
        assert not re.search(r"[\u2500-\u25ff]|\S {2,}\S", line), line
        self.said.append(line)
        self._since += line + "\n"

    def prompt(self, text: str) -> None:
        self.said.append(text)
        self._since += text

    def read(self) -> str:
        assert self._since.endswith(PROMPT), "nothing is awaited without a prompt"
        answer = self.answers(self._since)
        self._since = ""
        return "" if answer is None else f"{answer}\n"

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def hold(
    path: Path,
    answers: Answers,
    *,
    rater: str | None = None,
    width: int = 80,
    at: Step | None = None,
    today: date | None = None,
) -> Conversation:
    """Go the way in this process."""
    held = Conversation(answers)
    way.go(path, LIBRARY, Talk(held.read, held.write, held.prompt, width), rater, at, today)
    return held


def over_a_terminal(
    answers: Answers, *argv: str, folder: Path, spoken: str = "en", term: str = "dumb", kill: bool = False
) -> str:
    """The program as another program at its prompt speaks with it; all that was said.

    ``kill``: end it without a word where the answers end, as a power cut would; else by ``q``.
    """
    environment = {**os.environ, "TERM": term, "PICKPROBLEM_LANG": spoken, "LC_ALL": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "pickproblem", *argv],
        cwd=str(folder),
        env=environment,
        encoding="utf-8",
        timeout=20,
        dimensions=(24, 80),
    )
    child.delaybeforesend = None
    said = ""
    for _n in range(MOST_WAITING):
        child.expect([re.escape(PROMPT) + r"\Z", pexpect.EOF])
        said += child.before
        if child.after is pexpect.EOF:
            break
        said += PROMPT
        answer = answers(child.before.replace("\r\n", "\n") + PROMPT)
        if answer is None and kill:
            child.kill(signal.SIGKILL)
            child.wait()
            break
        child.sendline("q" if answer is None else answer)
    child.close(force=True)
    assert kill or child.exitstatus == 0, said
    shown = said.replace("\r\n", "\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", shown), "no control sequence"
    assert max(map(cells, shown.split("\n"))) <= 80
    return shown


def lines(*answers: str) -> Answers:
    """These lines, one after the other; then the input ends."""
    waiting = iter(answers)
    return lambda _said: next(waiting, None)


def read(path: Path) -> Record:
    return store.read(path, LIBRARY).record


def pattern(message: str, *, prompt: bool = False) -> re.Pattern[str]:
    """What finds a translated message, or a prompt of it, with its places as groups, wherever it was wrapped."""
    parts = re.split(r"%\((\w+)\)[sd]", _(message))
    made = ""
    for i, part in enumerate(parts):
        if i % 2:
            made += f"(?P<{part}>.+?)" if f"(?P<{part}>" not in made else f"(?P={part})"
        else:
            made += r"\s+".join(map(re.escape, part.split(" ")))
    return re.compile(made + (re.escape(PROMPT.rstrip()) if prompt else "") + r"$", re.MULTILINE)


@dataclass
class Person:
    """Somebody with an answer to each cell and each prompt, whatever the order they are asked in."""

    titles: list[str]
    levels: Mapping[tuple[str, str], str]
    """What is said to a question, by candidate and rubric."""
    spoken: Mapping[str, str]
    """What is said to any other prompt, by its message; without an entry an empty line."""
    gut: list[str]
    more: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Lines said after a question's own answer, by candidate and rubric."""
    _waiting: list[str] = field(default_factory=list)
    _done: set[str] = field(default_factory=set)

    def __call__(self, said: str) -> str | None:
        if self._waiting:
            return self._waiting.pop(0)
        if cell := self._cell(said):
            self._waiting = list(self.more.get(cell, []))
            return self.levels[cell]
        for message, answer in self.spoken.items():
            if pattern(message, prompt=True).search(said.rstrip()):
                if message == "What next":
                    return None if message in self._done else (self._done.add(message) or answer)
                return answer
        if found := pattern("Title %(n)d", prompt=True).search(said.rstrip()):
            at = int(found["n"])
            return self.titles[at - 1] if at <= len(self.titles) else ""
        if said.rstrip().endswith(_("Best first, such as 2 1") + PROMPT.rstrip()):
            numbers = {title: n for n, title in re.findall(r"^\s*(\d+)\s+(.+?)\s*$", said, re.MULTILINE)}
            return " ".join(numbers[title] for title in self.gut)
        return ""

    def _cell(self, said: str) -> tuple[str, str] | None:
        question = pattern("Question %(n)d of %(all)d: %(rubric)s").search(said)
        candidate = pattern("Candidate: %(title)s").search(said)
        if question is None or candidate is None:
            return None
        named = {str(one.title): id for id, one in LIBRARY.rubrics.items()}
        return candidate["title"].strip(), named[question["rubric"].strip()]


def timeless(record: Record) -> Record:
    """The record without times, ids made of them, and the order that was shuffled."""
    sessions = [
        one.model_copy(
            update={
                "id": "-",
                "started": record.created,
                "finished": one.finished and record.created,
                "shown_order": sorted(one.shown_order or []),
            }
        )
        for one in record.sessions
    ]
    commitments = [one.model_copy(update={"id": "-", "when": record.created}) for one in record.commitments]
    return record.model_copy(update={"sessions": sessions, "commitments": commitments})


def unanswered(path: Path, rater: str = "me") -> int:
    record = read(path)
    session = next(one for one in record.sessions if one.rater == rater and one.finished is None)
    done, total = flow.progress(record, LIBRARY, session)
    return total - done
