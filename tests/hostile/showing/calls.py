"""Calls of every verb: sound ones on hostile files, and ones of hostile words for each argument that there is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pickproblem.cli.exporting import FORMS
from pickproblem.cli.parser import every_verb
from pickproblem.record import Record
from tests.hostile.showing.texts import WHOLE
from tests.hostile.showing.world import World

Call = list[str]

WORDS = {
    "hostile": WHOLE.replace("\0", ""),
    "bytes that are no UTF-8": "\udcff\udc9b31m\udced\udca0\udc80",
    "a line break": "\n\r\n",
}
"""As a shell can hand them over: without NUL, what is no UTF-8 as Python has it."""


def sound(world: World) -> dict[str, list[Call]]:
    """For each verb a call that names all it needs, its words first, and more that show something else."""
    vital, tempted, every = (str(world.record(name)) for name in ("vital", "tempted", "sound"))
    out = str(world.folder / "out")
    sessions = {name: [one.id for one in _read(world, name).sessions] for name in ("tempted", "vital")}
    raters = _read(world, "sound").sessions[0].rater
    return {
        "demo": [["vital-lab"], ["--list"]],
        "new": [[f"{out}.toml", "--title", "x"], [vital, "--title", "x"]],
        "set": [[vital, "sbnet", "upside", "3"], [vital, "sbnet", "upside", "--unknown"]],
        "finish": [[vital], [every, "--rater", raters], [tempted, "--gut", "games,walking"]],
        "ask": [[vital], [tempted], [every]],
        "rank": [[vital, "--samples", "200"], [tempted, "--samples", "200"], [every, "--samples", "200"],
                 [tempted, "--samples", "200", "--as-of", sessions["tempted"][0]],
                 [every, "--samples", "200", "--rater", raters]],
        "park": [[tempted, "x"], [vital, "x", "--ics", f"{out}.ics"]],
        "tempted": [[tempted, "--today", "2015-03-08"], [every, "--text"], [vital]],
        "note": [[tempted, "walking", "--result", "r"], [every, "reid", "--next", "n"]],
        "compare": [[tempted], [tempted, "--from", sessions["tempted"][0], "--to", sessions["tempted"][1]], [every],
                    [vital]],
        "lookback": [[tempted, every, "--until", "2026-07-01"], [], [str(world.folder)],
                     [tempted, "--until", "2015-03-08"]],
        "taste": [[tempted, every], [], [str(world.folder)]],
        "fit": [[vital, "--candidate", "sbnet"], [every, "--candidate", "sbnet"],
                ["--gpu", "RTX 3090", "--preset", "resnet-50", "--samples", "1e6"]],
        "plan": [[vital, "--candidate", "sbnet", "--today", "2020-12-12"], [every, "--candidate", "sbnet"],
                 ["--deadline", "2027-03-01", "--experiment-weeks", "4", "--today", "2026-11-21"]],
        "maturity": [[str(world.folder / "board.csv")], [vital]],
        "merge": [[vital, vital, "-o", f"{out}-merged"], [vital, tempted, "-o", f"{out}-merged"], ["--copies", vital],
                  ["--driver", vital, every, tempted]],
        "export": [*([every, "-o", f"{out}.{form}", "--today", "2026-12-01"] for form in reversed(FORMS)),
                   [vital, "-o", vital], [vital, "-o", out], [vital, "-o", str(world.folder)]],
        "check": [[vital, tempted, every], [str(world.record("broken")), str(world.rubrics / "switch.toml")]],
        "rubrics": [["show", "interest"], [], ["show", "balanced"], ["show", "joy"]],
        "schema": [["record"], ["rubric"], ["profile"]],
        "completion": [["bash"], ["zsh"], ["fish"]],
    }  # fmt: skip


def of_hostile_words(verb: str, base: Call) -> Iterator[Call]:
    """The first sound call with hostile words for each argument in turn that the verb takes."""
    parser = _parsers()[verb]
    place = 0
    for action in parser._actions:
        if action.nargs == 0:
            continue
        times = action.nargs if isinstance(action.nargs, int) else 1
        for words in WORDS.values():
            if action.option_strings:
                yield [*base, action.option_strings[-1], *[words] * times]
            elif place < len(base) and not base[place].startswith("-"):
                yield [*base[:place], words, *base[place + 1 :]]
            else:
                yield [words, *base]
        place += not action.option_strings


def _parsers() -> dict[str, argparse.ArgumentParser]:
    found = next(one for one in every_verb()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(found.choices)


def has_json(verb: str) -> bool:
    """Whether it prints JSON where it is asked to."""
    return bool(_parsers()[verb].get_default("has_json"))


def _read(world: World, name: str) -> Record:
    path = world.record(name)
    return _parsed(path.read_bytes(), path, world.rubrics)


@cache
def _parsed(content: bytes, path: Path, rubrics: Path) -> Record:
    from pickproblem import rubric, store

    return store.parse(content, path, rubric.load([rubrics])).record
