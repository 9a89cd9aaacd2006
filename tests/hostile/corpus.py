"""Broken and hostile files by class: ``python -m tests.hostile.corpus DIR`` writes them all.

Most come out of the schema itself: each value of a sound file in turn gets a wrong type, leaves its range, goes
missing. The others are what no schema knows: broken TOML, other encodings, other formats, what people hide in text,
what is no file at all.
"""

from __future__ import annotations

import copy
import itertools
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w

from tests.hostile.bounds import just_inside
from tests.hostile.schema import Path as Place
from tests.hostile.schema import Spot, spots
from tests.hostile.sound import PROFILE, RUBRIC, SOUND, SWITCH, Table

ESC = "\x1b"
STEERING = {
    "clipboard": f"{ESC}]52;c;eA==\x07",
    "title": f"{ESC}]0;mine\x07",
    "clear": f"{ESC}[2J{ESC}[H",
    "c1": "\x9b31m",
    "bell": "\x07\x08\x7f",
    "bidi": "\u202egnp.exe\u202c",
    "isolate": "\u2066\u2069",
    "zero width": "a\u200bb\u2060c\ufeffd",
    "combining": "e" + "\u0301" * 1000,
    "tags": "\U000e0041\U000e0042",
    "private": "\ue000",
    "lines": "a\nb\rc\x85d\u2028e\u2029f",
    "closing tag": "x [/b]",
    "action": "[@click=app.quit]quit[/]",
    "percent": "%s%n%(file)s{0}{__class__}",
    "shell": "$(reboot)`reboot`; reboot",
    "long": "가" * 50_000,
}


class Case(NamedTuple):
    """One file: its class, its name, and what it holds or how it is made."""

    kind: str
    group: str
    name: str
    make: Callable[[Path], object]

    @property
    def file(self) -> str:
        """Its file name, which tells a record from a rubric to whoever looks through them."""
        return f"{self.kind}-{self.group}-{self.name}.toml"


def _content(kind: str, group: str, name: str, content: bytes | str) -> Case:
    held = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "-.") else "_" for one in name)
    return Case(kind, group, plain[:150], lambda path: path.write_bytes(held))


def _changed(kind: str, place: Place, change: Callable[[Any, Any], None]) -> Table:
    """A copy of the sound file; ``change`` gets the table or list that holds the place, and the key in it."""
    made = copy.deepcopy(SOUND[kind])
    holder: Any = made
    for key in place[:-1]:
        holder = holder[key]
    change(holder, place[-1])
    return made


def _put(kind: str, group: str, what: str, place: Place, value: Any) -> Case:
    made = _changed(kind, place, lambda holder, key: holder.__setitem__(key, value))
    return _content(kind, group, f"{'.'.join(map(str, place))}-{what}", tomli_w.dumps(made))


def _wrong_type(spot: Spot) -> Any:
    """A value that looks right and is of another type."""
    value = spot.value
    if isinstance(value, bool):
        return "true"
    if isinstance(value, int):
        return str(value) if spot.schema.get("type") == "integer" else "7"
    if isinstance(value, float):
        return "0.5"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return 7 if isinstance(value, str | dict) else "x"


def from_schema(kind: str) -> Iterator[Case]:
    """What the schema itself says can be wrong, at every place it says it of."""
    for spot in spots(kind):
        schema, place = spot.schema, spot.path
        if place:
            yield _put(kind, "types", "type", place, _wrong_type(spot))
            if schema.get("type") in ("integer", "number"):
                yield _put(kind, "types", "true", place, True)
        if place and isinstance(place[-1], str) and spot.required:
            made = _changed(kind, place, lambda holder, key: holder.pop(key))
            yield _content(kind, "missing", ".".join(map(str, place)), tomli_w.dumps(made))
        if schema.get("additionalProperties") is False:
            yield _put(kind, "unknown", "key", (*place, "levle"), 1)
        if "enum" in schema or "const" in schema:
            yield _put(kind, "range", "choice", place, "nonsense" if "enum" in schema else 3)
        if "minimum" in schema:
            yield _put(kind, "range", "below", place, type(spot.value)(schema["minimum"] - 1))
        elif schema.get("type") == "number":
            yield _put(kind, "range", "below", place, -1)
        if "maximum" in schema:
            yield _put(kind, "range", "above", place, type(spot.value)(schema["maximum"] + 1))
        if schema.get("minLength"):
            yield _put(kind, "range", "empty", place, "")
        if "pattern" in schema:
            yield _put(kind, "ids", "id", place, "Not An Id")
        if schema.get("format") == "date":
            yield _put(kind, "dates", "moment", place, datetime(2026, 1, 1, 10))
        if schema.get("format") == "date-time":
            yield _put(kind, "dates", "no-zone", place, datetime(2026, 1, 1, 10))
            yield _put(kind, "dates", "day", place, date(2026, 1, 1))
        if schema.get("minItems") or schema.get("minProperties"):
            yield _put(kind, "range", "none", place, type(spot.value)())


HEAD = 'format = 1\ntitle = "What"\ncreated = 2026-11-21T10:00:00+09:00\nprofile = "balanced"\n'
TWO = '[[candidates]]\nid = "a"\ntitle = "A"\nstate = "open"\n[[candidates]]\nid = "b"\ntitle = "B"\nstate = "open"\n'
SESSION = '[[sessions]]\nid = "s"\nreason = "start"\nstarted = 2026-11-21T10:00:00+09:00\n'
CELL = HEAD + TWO + SESSION + "[sessions.answers.a.interest]\n"

SYNTAX = {
    "unterminated string": HEAD + 'x = "a',
    "unterminated long string": HEAD + 'x = """a',
    "unterminated list": HEAD + "x = [1,",
    "unterminated table": HEAD + "x = {a = 1",
    "no value": HEAD + "x =",
    "no key": HEAD + "= 1",
    "no equal sign": HEAD + "x 1",
    "two values": HEAD + "x = 1 2",
    "key twice": HEAD + 'title = "again"',
    "table twice": HEAD + "[setting]\n[setting]\n",
    "table over list": HEAD + TWO + "[candidates]\n",
    "list over table": HEAD + "[setting]\n[[setting]]\n",
    "value over table": HEAD + "setting.goal = 'x'\nsetting = 1\n",
    "inline table reopened": HEAD + "setting = {}\n[setting.gpus]\n",
    "bad escape": HEAD + r'x = "\q"',
    "surrogate escape": HEAD + r'x = "\ud800"',
    "beyond unicode": HEAD + r'x = "\U00110000"',
    "leading zero": HEAD + "x = 01",
    "two underscores": HEAD + "x = 1__0",
    "bare word": HEAD + "x = yes",
    "half a header": HEAD + "[setting\n",
    "empty header": HEAD + "[]\n",
    "line break in string": HEAD + 'x = "a\nb"',
    "comma behind inline table": HEAD + "x = {a = 1,}",
    "python": "format = None\n",
    "json": '{"format": 1, "title": "What"}',
    "yaml": "format: 1\ntitle: What\ncandidates:\n  - id: a\n",
    "yaml with objects": "!!python/object/apply:os.system ['reboot']\n",
    "html": "<!doctype html><title>What</title><script>alert(1)</script>",
    "ini": "[record]\nformat: 1\n",
    "shell": "#!/bin/sh\nreboot\n",
    "empty": "",
    "blank": " \n\t\n\r\n",
    "only comments": "# format = 1\n# title = 1\n",
    "git conflict": HEAD + "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> theirs\n",
    "git conflict of three": HEAD + "<<<<<<< a\nx = 1\n||||||| b\nx = 0\n=======\nx = 2\n>>>>>>> c\n",
    "git conflict in a string": HEAD + 'extra.x = """\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n"""\n',
    "half a git conflict": HEAD + "=======\nx = 2\n>>>>>>> theirs\n",
    "git pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12\n",
    "diff": "--- a/a.toml\n+++ b/a.toml\n@@ -1 +1 @@\n-format = 1\n+format = 2\n",
}

_KOREAN = HEAD + 'extra.x = "차량 재식별"\n'
ENCODING = {
    "utf-16": _KOREAN.encode("utf-16"),
    "utf-16-le": _KOREAN.encode("utf-16-le"),
    "utf-16-be": _KOREAN.encode("utf-16-be"),
    "utf-32": _KOREAN.encode("utf-32"),
    "cp949": _KOREAN.encode("cp949"),
    "latin-1": (HEAD + 'x = "é"').encode("latin-1"),
    "utf-7": _KOREAN.encode("utf-7"),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD.encode(),
    "only a mark": b"\xef\xbb\xbf",
    "cut in a letter": _KOREAN.encode()[:-4],
    "overlong": HEAD.encode() + b'x = "\xc0\xaf"',
    "surrogate": (HEAD + 'x = "\ud800"').encode("utf-8", "surrogatepass"),
    "pair of surrogates": HEAD.encode() + b'x = "\xed\xa0\xbd\xed\xb8\x80"',
    "continuation alone": HEAD.encode() + b'x = "\x80"',
    "beyond unicode": HEAD.encode() + b'x = "\xf5\x80\x80\x80"',
    "nul": HEAD.encode() + b"\x00",
    "nul in a string": HEAD.encode() + b'x = "a\x00b"',
    "control in a string": HEAD.encode() + b'x = "\x1b]52;c;eA==\x07"',
    "delete in a string": HEAD.encode() + b'x = "\x7f"',
    "control in a comment": HEAD.encode() + b"# \x1b[2J\n",
    "return alone": HEAD.replace("\n", "\r").encode(),
    "form feeds": HEAD.replace("\n", "\f\n").encode(),
    "no-break spaces": HEAD.replace(" ", "\u00a0").encode(),
    "wide letters": HEAD.replace("format", "ｆｏｒｍａｔ").encode(),
    "zeros": bytes(4096),
    "ones": b"\xff" * 4096,
    "gzip": bytes.fromhex("1f8b08000000000000ff") + b"\x00" * 50,
    "pickle": b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94",
    "elf": b"\x7fELF\x02\x01\x01" + bytes(60),
}

REFERENCES = {
    "two candidates": HEAD + TWO + '[[candidates]]\nid = "a"\ntitle = "A"\nstate = "open"\n',
    "two sessions": HEAD + TWO + SESSION + SESSION,
    "two sessions but for case": HEAD + TWO + SESSION + SESSION.replace('"s"', '"S"'),
    "two sessions but for form": HEAD + SESSION.replace('"s"', '"é"') + SESSION.replace('"s"', '"e\u0301"'),
    "unknown profile": HEAD.replace("balanced", "blanced"),
    "unknown rubric": CELL.replace("a.interest", "a.intrest") + "level = 3\n",
    "unknown candidate answered": CELL.replace("answers.a.", "answers.z.") + "level = 3\n",
    "unknown candidate felt": HEAD + TWO + SESSION + 'gut = ["z"]\n',
    "felt twice": HEAD + TWO + SESSION + 'gut = ["a", "a"]\n',
    "unknown candidate shown": HEAD + TWO + SESSION + 'shown_order = ["a", "z"]\n',
    "unknown candidate committed": HEAD + TWO + '[[commitments]]\nid = "c"\ncandidate = "z"\n'
    "when = 2026-11-22T10:00:00Z\nkill_criteria = [{by = 2027-01-01}]\n",
    "unknown newcomer": HEAD + TWO + '[[temptations]]\nid = "t"\nwhen = 2026-11-22T10:00:00Z\ncurrent = "a"\n'
    'newcomer = "z"\n',
    "newcomer is the current": HEAD + TWO + '[[temptations]]\nid = "t"\nwhen = 2026-11-22T10:00:00Z\ncurrent = "a"\n'
    'newcomer = "a"\n',
    "unknown session": HEAD + TWO + '[[temptations]]\nid = "t"\nwhen = 2026-11-22T10:00:00Z\ncurrent = "a"\n'
    'newcomer = "b"\nsession = "none"\n',
    "unknown probe": CELL + "level = 3\nprobes = {nothing = 1}\n",
    "option beyond the last": CELL + "level = 3\nprobes = {unasked = 99}\n",
    "order names one twice": HEAD + '[weights]\nmethod = "order"\norder = [["interest"], ["interest"]]\n',
    "order names nobody": HEAD + '[weights]\nmethod = "order"\norder = [["nothing"]]\n',
    "points for nobody": HEAD + '[weights]\nmethod = "swing"\npoints = {nothing = 100}\n',
    "stints overlap": HEAD + TWO.replace(
        '[[candidates]]\nid = "b"',
        'stints = [{from = 2026-01-01, to = 2026-02-01}, {from = 2026-01-15}]\n[[candidates]]\nid = "b"',
    ),
}  # fmt: skip

RANGE = {
    "neither level nor unknown": CELL + 'reason = "x"\n',
    "level and unknown": CELL + "level = 3\nunknown = true\n",
    "range without level": CELL + "unknown = true\nlow = 2\n",
    "low above level": CELL + "level = 2\nlow = 3\n",
    "high below level": CELL + "level = 2\nhigh = 1\n",
    "level of ten": CELL + "level = 10\n",
    "level like a mountain": CELL + f"level = {10**40}\n",
    "level beyond what Python writes": CELL + f"level = 0x{'f' * 5000}\n",
    "level beyond what Python reads": CELL + f"level = {'9' * 100_000}\n",
    "level in between": CELL + "level = 3.0\n",
    "level not a number": CELL + "level = nan\n",
    "endless level": CELL + "level = inf\n",
    "endless hours": HEAD + "setting.hours_per_week = inf\n",
    "hours not a number": HEAD + "setting.hours_per_week = nan\n",
    "hours beyond a week": HEAD + "setting.hours_per_week = 169\n",
    "exponent like a mountain": HEAD + "setting.disk_gb = 1e999999999\n",
    "points without 100": HEAD + '[weights]\nmethod = "swing"\npoints = {interest = 99}\n',
    "no points": HEAD + '[weights]\nmethod = "swing"\n',
    "no order": HEAD + '[weights]\nmethod = "order"\norder = []\n',
    "spread of one": HEAD + '[weights]\nmethod = "order"\norder = [["interest"]]\nspread = 1\n',
    "best is worst": HEAD + '[weights]\nmethod = "best-worst"\nbest = "interest"\nworst = "interest"\n'
    "best_to_others = {upside = 2}\nothers_to_worst = {upside = 2}\n",
    "not compared": HEAD + '[weights]\nmethod = "best-worst"\nbest = "interest"\nworst = "upside"\n'
    "best_to_others = {drive = 2}\nothers_to_worst = {interest = 2}\n",
    "nan in an estimate": CELL + "level = 3\nestimate = {runs = nan}\n",
    "table in an estimate": CELL + "level = 3\nestimate = {runs = {}}\n",
    "certain": HEAD + TWO + '[[commitments]]\nid = "c"\ncandidate = "a"\nwhen = 2026-11-22T10:00:00Z\n'
    'kill_criteria = [{by = 2027-01-01}]\nforecasts = [{id = "x", p = 1.0}]\n',
    "no kill criterion": HEAD + TWO + '[[commitments]]\nid = "c"\ncandidate = "a"\nwhen = 2026-11-22T10:00:00Z\n'
    "kill_criteria = []\n",
}  # fmt: skip

_CREATED = "2026-11-21T10:00:00+09:00"
DATES = {
    name: HEAD.replace(_CREATED, written)
    for name, written in {
        "30 February": "2026-02-30T10:00:00Z",
        "13th month": "2026-13-01T10:00:00Z",
        "25 hours": "2026-11-21T25:00:00Z",
        "24 hours": "2026-11-21T24:00:00Z",
        "leap second": "2026-11-21T23:59:60Z",
        "year 0": "0000-01-01T00:00:00Z",
        "year 10000": "10000-01-01T00:00:00Z",
        "zone of 25 hours": "2026-11-21T10:00:00+25:00",
        "zone of seconds": "2026-11-21T10:00:00+09:00:30",
        "no zone": "2026-11-21T10:00:00",
        "text": f'"{_CREATED}"',
        "day": "2026-11-21",
        "hour": "10:00:00",
        "number": "1795222800",
        "American": "11/21/2026",
        "words": "today",
    }.items()
} | {
    "finished before started": HEAD + SESSION + "finished = 2026-11-21T09:59:59+09:00\n",
    "stint ends before it begins": HEAD + TWO + "stints = [{from = 2026-02-01, to = 2026-01-01}]\n",
    "time for a deadline": HEAD + "setting.deadline = 2027-03-01T00:00:00Z\n",
    "text for a deadline": HEAD + 'setting.deadline = "2027-03-01"\n',
    "forecast before the commitment": HEAD + TWO + '[[commitments]]\nid = "c"\ncandidate = "a"\n'
    "when = 2026-11-22T10:00:00Z\nkill_criteria = [{by = 2027-01-01}]\n"
    'forecasts = [{id = "x", p = 0.5, resolve = 2026-01-01}]\n',
}  # fmt: skip

FORMAT = {
    str(written)[:20]: HEAD.replace("format = 1", f"format = {written}")
    for written in (2, 99, 0, -1, 10**40, "1.0", "true", '"1"', "[1]", "{}", "nan", "2026-11-21", "1e0")
} | {"absent": HEAD.replace("format = 1\n", "")}

IDS = {
    "upper case": "Sbnet", "empty": "", "65 letters": "a" * 65, "a megabyte": "a" * 1_000_000, "Korean": "차량",
    "blank": "a b", "slash": "a/b", "up": "..", "absolute": "/etc/passwd", "hyphen first": "-rf", "underscore": "a_b",
    "line break": "a\n", "nul": "a\x00", "dot": "a.b", "wide": "ａ", "percent": "%s", "cyrillic": "sbnеt",
}  # fmt: skip


def _depth() -> Iterator[tuple[str, str]]:
    for n in (65, 1000, 100_000):
        yield f"{n} lists", HEAD + "x = " + "[" * n + "]" * n
        yield f"{n} inline tables", HEAD + "x = " + "{a=" * n + "1" + "}" * n
        yield f"{n} key parts", HEAD + "a." * n + "a = 1"
        yield f"{n} header parts", HEAD + "[" + "a." * n + "a]\n"
        yield f"{n} quoted parts", HEAD + '"a".' * n + "a = 1"
    yield "unclosed lists", HEAD + "x = " + "[" * 300_000
    yield "unclosed strings", HEAD + "x = " + '"""' * 100_001
    yield "backslashes", HEAD + 'x = """' + '\n\\"' * 100_000
    yield "headers on headers", HEAD + "".join(f"[{'a.' * n}b]\n" for n in range(1, 63)) + "x = 1\n" * 2


def _size() -> Iterator[tuple[str, bytes | str]]:
    yield "a byte over 5 MB", HEAD.encode() + b"#" * (5_000_001 - len(HEAD))
    yield "100,000 wrong numbers", HEAD + "candidates = [" + "1," * 100_000 + "]\n"
    yield "a million numbers", HEAD + "candidates = [" + "1," * 1_000_000 + "]\n"
    yield "10,000 wrong candidates", HEAD + "[[candidates]]\nx = 1\n" * 10_000
    yield "40,000 unknown keys", HEAD + "".join(f"k{n} = 1\n" for n in range(40_000))
    yield "300,000 empty tables", HEAD + "".join(f"[a{n}]\n" for n in range(300_000))
    yield "two million lines", "#\n" * 2_000_000 + HEAD + "x = 1\n"
    yield "a key of a megabyte", HEAD + "k" * 1_000_000 + " = 1\n"
    yield "a value of a megabyte", HEAD.replace('"balanced"', '"' + "x" * 1_000_000 + '"')
    yield "a megabyte of escapes", HEAD.replace('"balanced"', '"' + "\\u001b" * 160_000 + '"')
    yield "a megabyte of marks", HEAD.replace('"balanced"', '"e' + "\u0301" * 500_000 + '"')
    yield "a long line", HEAD + "x" * 1_000_000
    yield "1,000 candidates of one id", HEAD + '[[candidates]]\nid = "a"\ntitle = "A"\nstate = "open"\n' * 1000
    yield "8,000 unknown rubrics", HEAD + TWO + SESSION + "".join(
        f"[sessions.answers.a.r{n}]\nlevel = 3\n" for n in range(8_000)
    )  # fmt: skip


def _text() -> Iterator[tuple[str, str]]:
    for name, steering in STEERING.items():
        for place in ("profile", "created", "format"):
            yield f"{name} as {place}", tomli_w.dumps(SOUND["record"] | {place: steering})
        yield f"{name} as key", tomli_w.dumps({steering: 1} | SOUND["record"])
        sessions = [SOUND["record"]["sessions"][0] | {"gut": [], "answers": {steering: {"interest": {"level": 3}}}}]
        yield f"{name} as candidate answered", tomli_w.dumps(SOUND["record"] | {"sessions": sessions})


def no_file() -> Iterator[Case]:
    """What stands where a file is expected, and is none."""

    def paths(name: str, make: Callable[[Path], object]) -> Case:
        return Case("record", "paths", name, make)

    def listens(path: Path) -> None:
        with socket.socket(socket.AF_UNIX) as end:
            before = Path.cwd()
            os.chdir(path.parent)  # a socket's name may have a hundred letters, its folder's more
            try:
                end.bind(path.name)
            finally:
                os.chdir(before)

    def sparse(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(10_000_000_000)

    yield paths("missing", lambda path: None)
    yield paths("folder", Path.mkdir)
    yield paths("pipe", os.mkfifo)
    yield paths("socket", listens)
    yield paths("link-to-itself", lambda path: path.symlink_to(path.name))
    yield paths("link-to-nothing", lambda path: path.symlink_to("nowhere.toml"))
    yield paths("link-to-a-folder", lambda path: path.symlink_to("."))
    yield paths("link-to-null", lambda path: path.symlink_to("/dev/null"))
    yield paths("link-to-zero", lambda path: path.symlink_to("/dev/zero"))
    yield paths("link-to-random", lambda path: path.symlink_to("/dev/urandom"))
    yield paths("link-to-passwords", lambda path: path.symlink_to("/etc/passwd"))
    yield paths("link-to-a-program", lambda path: path.symlink_to(sys.executable))
    yield paths("ten-gigabytes-of-nothing", sparse)
    for n, name in enumerate((f"{ESC}[2J", "a\nb", "\u202egnp", "[/b]", "%(file)s", "$(reboot)")):
        yield paths(f"named-{n}{name}", lambda path: path.write_text("format = 2\n"))


@cache
def cases() -> tuple[Case, ...]:
    """The whole corpus, no two of one name."""
    found: list[Case] = []
    for kind in SOUND:
        found += from_schema(kind)
    tables: dict[str, dict[str, str] | dict[str, bytes]] = {
        "syntax": SYNTAX, "encoding": ENCODING, "references": REFERENCES, "range": RANGE, "dates": DATES,
        "format": FORMAT,
    }  # fmt: skip
    for group, table in tables.items():
        found += [_content("record", group, name, content) for name, content in table.items()]
    found += [_content("record", "ids", name, _identified(bad)) for name, bad in IDS.items()]
    for kind in ("rubric", "profile", "switch"):
        found += [_content(kind, "format", str(n), tomli_w.dumps(SOUND[kind] | {"format": n})) for n in (0, 2, 1.0)]
        found += [
            _content(kind, "text", name, tomli_w.dumps(SOUND[kind] | {steering: 1}))
            for name, steering in STEERING.items()
        ]
    found += [_content("record", "depth", name, content) for name, content in _depth()]
    found += [_content("record", "size", name, content) for name, content in _size()]
    found += [_content("record", "bounds", name, content) for name, content in just_inside(HEAD, TWO, SESSION)]
    found += [_content("record", "text", name, content) for name, content in _text()]
    found += _own()
    found += no_file()
    named: dict[str, Case] = {}
    for case in found:
        names = itertools.chain([case.name], (f"{case.name}-{n}" for n in itertools.count(2)))
        alone = next(one for name in names if (one := case._replace(name=name)).file not in named)
        named[alone.file] = alone
    return tuple(named.values())


def _identified(bad: str) -> str:
    candidates = [SOUND["record"]["candidates"][1] | {"id": bad}]
    return tomli_w.dumps(
        {key: SOUND["record"][key] for key in ("format", "title", "created", "profile")} | {"candidates": candidates}
    )


def _own() -> Iterator[Case]:
    """What holds between the parts of a rubric, a profile, the numbers of switching."""
    levels = RUBRIC["levels"]
    probe = RUBRIC["probes"][0]
    for name, change in {
        "four levels": {"levels": levels[:4]},
        "six levels": {"levels": [*levels, levels[-1]]},
        "decreasing": {"levels": [levels[4], *levels[:4]]},
        "computed without estimate": {"kind": "computed"},
        "estimate of a rated one": {"estimate": "compute"},
        "no source": {"source": []},
        "two probes": {"probes": [probe, probe]},
        "option that does both": {"probes": [probe | {"options": [probe["options"][0] | {"shift": 1}] * 2}]},
        "option that does neither": {"probes": [probe | {"options": [{"en": "x", "ko": "x"}] * 2}]},
        "limit without shift": {"probes": [probe | {"options": [probe["options"][0] | {"at_most": 1}] * 2}]},
        "one option": {"probes": [probe | {"options": probe["options"][:1]}]},
        "ten options": {"probes": [probe | {"options": probe["options"][:1] * 10}]},
    }.items():
        yield _content("rubric", "range", name, tomli_w.dumps(RUBRIC | change))
    for name, change in {
        "nothing in order": {"order": []},
        "empty group": {"order": [["interest"], []]},
        "twice in order": {"order": [["interest"], ["interest"]]},
        "unknown in order": {"order": [["intrest"]]},
        "unknown in a gate": {"gates": [PROFILE["gates"][0] | {"rubric": "none"}]},
        "unknown in a flag": {"flags": [PROFILE["flags"][0] | {"when": {"none": 1}}]},
    }.items():
        yield _content("profile", "references", name, tomli_w.dumps(PROFILE | change))
    back = SWITCH["look_back"]
    for name, change in {
        "seed without source": {"stop": SWITCH["stop"] | {"interest_level": {"value": 2, "basis": "seed"}}},
        "study of a design": {
            "stop": SWITCH["stop"] | {"interest_level": {"value": 2, "basis": "design", "study": "x"}}
        },
        "second person before": {"look_back": back | {"second_person": back["second_person"] | {"value": 0.0}}},
        "a time for a number": {"stay": {"review_days": {"value": time(10), "basis": "design"}}},
    }.items():
        yield _content("switch", "range", name, tomli_w.dumps(SWITCH | change))


def write(folder: Path, chosen: Iterable[Case]) -> list[Path]:
    """Make each case in a folder of its class, and say where."""
    made = []
    for case in chosen:
        path = folder / case.group / case.file
        path.parent.mkdir(parents=True, exist_ok=True)
        case.make(path)
        made.append(path)
    return made


if __name__ == "__main__":
    print(len(write(Path(sys.argv[1]), cases())))
