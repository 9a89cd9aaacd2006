"""A place where everything is hostile: the folder's own name, the records in it, the programs found first."""

from __future__ import annotations

import copy
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import tomli_w

from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.record import Record
from pickproblem.switching.thresholds import Thresholds
from tests.hostile.showing import poison
from tests.hostile.showing.poison import Text, whole
from tests.hostile.showing.texts import MARKUP, PIECES
from tests.hostile.sound import RECORD, RUBRICS, SWITCH, Table

NAME = re.sub("[/\0]", "", PIECES["clipboard"] + PIECES["8-bit"] + PIECES["bidi"] + PIECES["broken markup"])
"""Of a folder or a file: as much as a file system lets a name hold."""
SECOND = re.sub("[/\0]", "", MARKUP + PIECES["action"] + PIECES["zero width"] + PIECES["line ends"])


class World(NamedTuple):
    """Where things are."""

    folder: Path
    """Holds the records; its name is hostile."""
    rubrics: Path
    """All rubrics and profiles, with hostile words."""
    programs: Path
    """A git and an nvidia-smi that say hostile things."""
    text: Text
    """What made the texts."""

    def record(self, name: str) -> Path:
        """A record by a name of `RECORDS`; its own file name is hostile."""
        return self.folder / f"{name} {SECOND}.toml"

    @property
    def environment(self) -> Mapping[str, str]:
        """What a process is to be started with."""
        return {
            "PICKPROBLEM_HOME": str(self.folder),
            "HOME": str(self.folder),
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
        }


def example(name: str) -> Table:
    """A shipped example as its table."""
    return tomllib.loads((Path(EXAMPLES) / f"{name}.toml").read_text("utf-8"))


def tables() -> dict[str, Table]:
    """Sound records in several states, by name."""
    return {
        "sound": RECORD,
        "tempted": example("tempted"),
        "vital": example("vital-lab"),
        "several": _several(),
        "begun": _begun(),
        "bare": _bare(),
    }


def _several() -> Table:
    """Three raters who have finished and differ, and one who has begun; nothing chosen yet."""
    table = example("vital-lab")
    del table["commitments"]
    (first,) = table["sessions"]
    for n, rater in enumerate(("mina", "jun", "late"), start=1):
        session = copy.deepcopy(first) | {"id": f"of-{rater}", "rater": rater}
        for row in session["answers"].values():
            for answer in row.values():
                if "level" in answer:
                    answer["level"] = (answer["level"] + n) % 5 + 1
                    answer.update(low=answer["level"], high=answer["level"])
        table["sessions"].append(session)
    late = table["sessions"][-1]
    del late["finished"]
    late["answers"] = dict(list(late["answers"].items())[:1])
    table["candidates"] = [{**one, "state": "open"} for one in table["candidates"]]
    table["setting"] = {**table["setting"], "people": 4, "decider": "the first author"}
    return table


def _begun() -> Table:
    """One session, half of it answered; facts are there."""
    table = example("vital-lab")
    del table["commitments"]
    (session,) = table["sessions"]
    del session["finished"]
    session["answers"] = dict(list(session["answers"].items())[:2])
    table["candidates"] = [{**one, "state": "open"} for one in table["candidates"]]
    return table


def _bare() -> Table:
    """One session, nothing answered, and no fact is there."""
    table = _begun()
    del table["setting"], table["sessions"][0]["answers"]
    return table


def build(place: Path, text: Text = whole) -> World:
    """Make one; the texts of a record are made by ``text``."""
    world = World(place / NAME, place / NAME / "rubrics", place / "programs", text)
    world.folder.mkdir(parents=True)
    for name, table in tables().items():
        made = poison.poisoned(table, Record, text)
        world.record(name).write_bytes(tomli_w.dumps(made).encode())
    broken = f"format = 1\ntitle = {_quoted(whole('x'))}\n{_quoted(whole('key'))} = 1\n"
    (world.folder / f"broken {SECOND}.toml").write_text(broken, "utf-8")
    poison.own_rubrics(world.rubrics, RUBRICS, text)
    thresholds = poison.poisoned(SWITCH, Thresholds, text)
    (world.rubrics / "switch.toml").write_bytes(tomli_w.dumps(thresholds).encode())
    world.programs.mkdir()
    for program, out, code in (
        ("git", f"true {whole('x')}\n", 1),
        ("nvidia-smi", f"{PIECES['clipboard']}{PIECES['action']}, 24576 MiB\n{whole('x')}", 0),
    ):
        said = world.programs / f"{program}.txt"
        said.write_text(out.replace("\0", ""), "utf-8")
        script = world.programs / program
        script.write_text(f'#!/bin/sh\ncat "{said}"\ncat "{said}" >&2\nexit {code}\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return world


def _quoted(text: str) -> str:
    return tomli_w.dumps({"x": text}).partition("=")[2].strip()
