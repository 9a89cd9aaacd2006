"""The verb that reads files and says what is wrong with each: check."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pickproblem import document, rubric, store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.document import Document
from pickproblem.errors import Fault, Faulty, Unreadable
from pickproblem.language import N_, _
from pickproblem.rubric import PROFILE_KEYS, RUBRIC_KEYS, Library, Profile, Rubric
from pickproblem.switching import thresholds
from pickproblem.text import safe

Kind = Literal["record", "rubric", "profile", "switch", ""]

_OWN_KEYS: tuple[tuple[Kind, set[str]], ...] = (
    ("record", {"created", "profile", "candidates", "sessions"}),
    ("rubric", {"levels", "question", "kind"}),
    ("profile", {"order", "why", "gates", "flags"}),
    ("switch", thresholds.OWN_KEYS),
)
"""Top-level keys that only this kind of file has."""

_SOUND = {
    "record": N_("%(file)s: ok, a record"),
    "rubric": N_("%(file)s: ok, a rubric"),
    "profile": N_("%(file)s: ok, a profile"),
    "switch": N_("%(file)s: ok, the numbers of the advice on switching"),
}


@dataclass
class _Checked:
    """One file with what was found out about it."""

    name: str
    content: bytes = b""
    source: Document | None = None
    kind: Kind = ""
    message: str = ""
    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    """Faults that are counted and not told."""

    def fail(self, error: Unreadable | Faulty) -> None:
        self.message = str(error)
        self.faults = error.faults if isinstance(error, Faulty) else [Fault(self.name, None, "", str(error))]
        self.more = error.others if isinstance(error, Faulty) else 0


def check(call: argparse.Namespace) -> int:
    """Check every file named; exit 1 if any is wrong.

    Rubrics and profiles among them are known while the others are checked.
    """
    known = library()
    files = [_read(name) for name in call.files]
    known = _with_rubrics(files, known)
    known = _with_profiles(files, known)
    _check_thresholds(files)
    for file in files:
        if file.source is not None and file.kind == "record":
            try:
                store.checked(file.source, file.content, Path(file.name), known)
            except Faulty as error:
                file.fail(error)
    if call.json:
        output.say_json({"files": [_as_json(file) for file in files]})
    else:
        for file in files:
            if file.faults:
                output.complain(file.message)
            else:
                output.say(_(_SOUND[file.kind]) % {"file": file.name})
    return 1 if any(file.faults for file in files) else 0


def _read(name: str) -> _Checked:
    path = record_path(name)
    file = _Checked(str(path))
    try:
        file.content = document.read_bytes(path)
        file.source = document.parse(file.content, safe(str(path)))
        file.kind = _kind(file.source)
    except (Unreadable, Faulty) as error:
        file.fail(error)
    return file


def _kind(source: Document) -> Kind:
    for kind, keys in _OWN_KEYS:
        if keys & source.data.keys():
            return kind
    raise Faulty(
        [
            source.fault(
                (),
                _("is neither a record nor a rubric nor a profile nor a switch.toml"),
                _("a record has candidates, a rubric has levels, a profile has an order, switch.toml has modes"),
            )
        ]
    )


def _with_rubrics(files: list[_Checked], known: Library) -> Library:
    found: dict[str, Rubric] = {}
    for file in files:
        if file.source is not None and file.kind == "rubric":
            try:
                one = file.source.validate(Rubric, RUBRIC_KEYS)
                found[one.id] = one
            except Faulty as error:
                file.fail(error)
    return rubric.Library({**known.rubrics, **found}, known.profiles)


def _with_profiles(files: list[_Checked], known: Library) -> Library:
    found: dict[str, Profile] = {}
    for file in files:
        if file.source is not None and file.kind == "profile":
            try:
                one = file.source.validate(Profile, PROFILE_KEYS)
                if told := known.profile_faults(one):
                    raise file.source.faulty(told)
                found[one.id] = one
            except Faulty as error:
                file.fail(error)
    return rubric.Library(known.rubrics, {**known.profiles, **found})


def _check_thresholds(files: list[_Checked]) -> None:
    for file in files:
        if file.source is not None and file.kind == "switch":
            try:
                thresholds.validated(file.source)
            except Faulty as error:
                file.fail(error)


def _as_json(file: _Checked) -> dict[str, object]:
    return {
        "file": file.name,
        "kind": file.kind or None,
        "ok": not file.faults,
        "faults": [fault._asdict() for fault in file.faults],
        "more_faults": file.more,
    }
