from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import store
from pickproblem.document import plain
from pickproblem.record import Record
from tests import strategies

ROOT = Path(__file__).parents[2]

QUOTED = re.compile(r"""^[\[ ]*["']|\.["']""", re.MULTILINE)
"""A key that is not bare."""

LINES = [
    "",
    "a = 1",
    "a = 0",
    "b = -12",
    "b = 012",
    "b = 1_0",
    "b = -0",
    "b = 0x1f",
    "c = 1.5",
    "c = inf",
    'd = "x # y"',
    'd = "\t"',
    r'd = "q\"\u00e9"',
    r'd = "\q"',
    'd = "a\x00b"',
    'd = "a\x7fb"',
    'd = "one" # said',
    'e = """',
    '"""',
    "e = '''",
    "'''",
    "f = 'lit'",
    "g = 2026-11-21",
    "g = 2026-02-30",
    "g = 2026-11-21T10:00:00+09:00",
    "g = 2026-11-21 10:00:00",
    "h = [",
    "]",
    "    1,",
    '    "]", # ]',
    "    { x = 1 },",
    "]  ",
    "h = []",
    "h = [1, [2]]",
    "h = [1,",
    "i = { x = 1, y = { z = 2 } }",
    "i = {",
    "i.x = 1",
    '"i" = 1',
    "i =1",
    " i = 1",
    "i = 1 ",
    "i =",
    "i = true",
    "i = falsey",
    "# said",
    "[t]",
    "[t.a]",
    "[t.a.b]",
    "[i]",
    "[i.x]",
    "[h]",
    "[[h]]",
    "[[t]]",
    "[[t.a]]",
    "[[e]]",
    "[[e]] ",
    "[e.t]",
    "[[e.e]]",
    "[e.e.t]",
    "[t..a]",
    "[.t]",
    "[t.]",
    "[ t ]",
    "[t",
    "[[t]",
    "[t]]",
    '["t"]',
    "[[]]",
    "[]",
    "\r",
    "a = 1\r",
    "\u2028",
    'd = "\u2028"',
    'd = "\x85"',
]


def same(text: str) -> bool:
    """Whether the plain reader took the text; if so it must have read what tomllib reads."""
    found = plain.loads(text)
    if found is None:
        return False
    expected = tomllib.loads(text)
    assert found == expected
    assert str(found) == str(expected)  # 1 is no 1.0, true no 1, and keys stand in order
    return True


@settings(max_examples=30)
@given(strategies.records())
def test_what_this_program_writes_is_plain(record: Record) -> None:
    text = store.serialise(record).decode()
    assert same(text) or QUOTED.search(text)


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_it_never_reads_what_tomllib_reads_otherwise_or_refuses(text: str) -> None:
    same(text)


@settings(max_examples=30)
@given(strategies.records(), st.data())
def test_nor_with_a_line_too_many_or_lost(record: Record, data: st.DataObject) -> None:
    lines = store.serialise(record).decode().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = data.draw(st.sampled_from([*LINES, lines[at], *lines[:3], *lines[-3:]]))
    same("\n".join([*lines[:at], changed, *lines[at:]]))
    same("\n".join([*lines[:at], *lines[at + 1 :]]))
    same("\n".join(lines)[:-at])


@pytest.mark.parametrize("line", LINES)
def test_each_line_alone(line: str) -> None:
    same(line)
    same(f"a = [\n{line}\n]\n")
    same(f"{line}\n{line}")


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\na = 2",
        "[t]\n[t]",
        "[t.a]\n[t]",
        "[t]\na = 1\n[t.a]",
        "a = 1\n[a.b]",
        "a = []\n[[a]]",
        "a = [{ b = 1 }]\n[a.c]",
        "a = {}\n[a.b]",
        "[[t]]\n[t]",
        "[t.a]\n[[t]]",
        "a = [\n1,",
        'a = """\n"""',
        "a.b = 1",
        "a = 1\r\n",
    ],
)
def test_what_is_wrong_or_written_otherwise_is_left_to_tomllib(text: str) -> None:
    assert plain.loads(text) is None


def test_values_are_what_they_are() -> None:
    text = 'a = 1\nb = "x"\nc = true\nd = 2026-11-21\ne = [\n    1,\n]\n\n[t]\nf = 1.5\n\n[[l]]\n\n[[l]]\n[l.t]\n'
    assert plain.loads(text) == {
        "a": 1,
        "b": "x",
        "c": True,
        "d": date(2026, 11, 21),
        "e": [1],
        "t": {"f": 1.5},
        "l": [{}, {"t": {}}],
    }


@pytest.mark.parametrize("file", sorted(ROOT.glob("rubrics/*.toml")), ids=lambda file: file.name)
def test_shipped_rubrics_are_plain(file: Path) -> None:
    assert same(file.read_text(encoding="utf-8")) or file.name == "switch.toml"  # which has comments
