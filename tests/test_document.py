from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import document
from pickproblem.document import Document, Strict
from pickproblem.errors import Fault, Faulty, Unreadable


def fault(content: bytes | str) -> Fault:
    """The one fault of a text that cannot be parsed."""
    with pytest.raises(Faulty) as told:
        document.parse(content if isinstance(content, bytes) else content.encode(), "a.toml")
    (only,) = told.value.faults
    return only


class TestParse:
    @pytest.mark.parametrize("text", ["a = 1", "\ufeffa = 1", "a = 1\r\n", "\r\n\r\na = 1"])
    def test_what_may_stand_around(self, text: str) -> None:
        assert document.parse(text.encode(), "a.toml").data == {"a": 1}

    @pytest.mark.parametrize(
        ("content", "line", "wrong"),
        [
            (b"", None, "is empty"),
            (b"\xef\xbb\xbf \n", None, "is empty"),
            (b"a = 1\nb = '\xff'", 2, "is not UTF-8 text"),
            ("a = 1".encode("utf-16"), 1, "is not UTF-8 text"),
            (b"\xef\xbb\xbf\xef\xbb\xbfa = 1", 1, "is not valid TOML: Invalid statement"),
            (b"a = 1\nb = [\n1,\n\n", 3, "is not valid TOML: Invalid value"),
            (b"a = 1\na = 2", 2, "is not valid TOML: Cannot overwrite a value"),
            (b"a = 1\n\nb = 'x", 3, 'is not valid TOML: Expected "\'"'),
            (b"a = \x00", 1, "is not valid TOML: Invalid value"),
            (b"d = 2026-02-30", 1, "is not valid TOML: Invalid date or datetime"),
            (b"a = " + b"9" * 5000, None, "is not valid TOML"),
        ],
    )
    def test_faults(self, content: bytes, line: int | None, wrong: str) -> None:
        told = fault(content)
        assert told.wrong.startswith(wrong)
        assert told.file == "a.toml"
        assert told.line == line

    def test_the_offending_text_is_safe_and_short(self) -> None:
        told = fault('"\u202e\x1b]52;' + "x" * 500 + '" = ')
        assert "\x1b" not in str(told)
        assert "\u202e" not in str(told)
        assert len(told.wrong) < 250

    @given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
    def test_nothing_else_is_raised(self, content: bytes) -> None:
        with suppress(Faulty):
            document.parse(content, "a.toml")


class TestGitConflict:
    TEXT = "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs\n"

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            (TEXT, 2),
            (TEXT.replace("\n", "\r\n"), 2),
            (TEXT.replace("=======\n", "||||||| base\nb = 0\n=======\n"), 2),
            ('x = """\n' + TEXT + '"""', 3),
            ("<<<<<<<\n" + TEXT, 3),
            ("a = 1\n=======\nb = 2", 2),
            ("a = 1\n>>>>>>> theirs\n", 2),
        ],
    )
    def test_is_named(self, text: str, line: int) -> None:
        told = fault(text)
        assert told.wrong == "holds git's conflict markers"
        assert told.right == "settle the conflict first"
        assert told.line == line

    @pytest.mark.parametrize(
        "note", ["Heading\n=======\n", "<<<<<<< \n", ">>>>>>> a\n=======\n<<<<<<< b\n", "========"]
    )
    def test_is_not_a_heading_in_a_note(self, note: str) -> None:
        assert document.parse(f'note = """\n{note}"""'.encode(), "a.toml").data["note"] == note

    def test_is_not_another_fault_beside_a_heading(self) -> None:
        assert fault('note = """\nHeading\n=======\n"""\nb = ?').wrong.startswith("is not valid TOML")


class TestDepth:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("x = 1\na = " + "[" * 65 + "]" * 65, 2),
            ("a = " + "{a=" * 65 + "1" + "}" * 65, 1),
            ("a = " + "[\n" * 65 + "]" * 65, 65),
            ("a = " + "[" * 100_000, 1),
        ],
    )
    def test_of_brackets(self, text: str, line: int) -> None:
        told = fault(text)
        assert told.wrong == "nests brackets more than 64 deep"
        assert told.line == line

    @pytest.mark.parametrize(
        "key", ["a." * 64 + "a", "a . " * 64 + "a", '"a b".' * 64 + "a", "'a'.\"b.c\"." * 32 + "a"]
    )
    def test_of_keys(self, key: str) -> None:
        for text in (f"x = 1\n{key} = 1", f"x = 1\n[{key}]", f"x = 1\n[[{key}]]"):
            told = fault(text)
            assert told.wrong == "has a key of more than 64 parts"
            assert told.line == 2

    @pytest.mark.parametrize(
        "text",
        [
            "a." * 63 + "a = 1",
            "a = " + "[" * 64 + "]" * 64,
            'a = "' + "[" * 100 + '"',
            "a = '" + "{" * 100 + "'",
            'a = """\n' + "[\n" * 100 + '"""',
            "a = 1 # " + "[" * 100,
            'a = "' + "a." * 100 + 'a"',
            'a = """x""""\nb = ["[", "#"]\n' + "c = '''y''''\n",
            'a = "\\"[' + "[" * 100 + '"',
            "# " + "a." * 100 + "\na = 1",
        ],
    )
    def test_is_not_in_strings_and_comments(self, text: str) -> None:
        assert "a" in document.parse(text.encode(), "a.toml").data


class TestMuch:
    """What would take minutes and gigabytes to refuse fault by fault is refused at a glance."""

    @pytest.mark.parametrize(
        "text",
        [
            "a = [" + "1," * document.MOST_VALUES + "1]",
            "".join(f"k{n} = 1\n" for n in range(document.MOST_VALUES + 1)),
            "[[a]]\n" * (document.MOST_TABLES + 1),
            " \t[[a]]\n" * (document.MOST_TABLES + 1),
            "#\n" * (document.MOST_LINES + 1) + "a = 1",
        ],
        ids=["values", "keys", "tables", "indented", "lines"],
    )
    def test_is_refused(self, text: str) -> None:
        assert fault(text).wrong == "holds too much"

    @pytest.mark.parametrize("character", [",", "=", "["])
    def test_is_not_in_a_string(self, character: str) -> None:
        text = f'a = "{character * (document.MOST_VALUES + 1)}"'
        assert len(document.parse(text.encode(), "a.toml").data["a"]) > document.MOST_VALUES

    def test_the_first_of_many_faults_are_told_and_all_counted(self) -> None:
        with pytest.raises(Faulty) as error:
            outer("[inner]\nlevel = 1\nwords = [" + "1," * 50_000 + "]").validate(Outer)
        assert str(error.value).splitlines() == [
            *(f"a.toml:3: inner.words[{n}]: 1 does not belong here; text in quotes" for n in range(3)),
            "and 49997 more faults",
        ]

    def test_faults_far_behind_are_told_too(self) -> None:
        with pytest.raises(Faulty) as error:
            outer("[inner]\nlevel = 1\nwords = [" + "'x'," * 50_000 + "1," * 5_000 + "]").validate(Outer)
        assert "inner.words[50000]: 1 does not belong here" in str(error.value)
        assert str(error.value).endswith("and 4997 more faults")


HOSTILE = {
    "escaped quotes": lambda n: '"""\n\\' * (n // 5),
    "escaped quotes on a line": lambda n: 'x="' + '\\"' * (n // 2),
    "backslash at the end": lambda n: '"""\n\\' * (n // 5) + "\\",
    "quotes": lambda n: '"' * n,
    "apostrophes": lambda n: "'''a\n" * (n // 5),
    "long word": lambda n: "a" * n,
    "words": lambda n: 'x = "' + "aaaa.bbb " * (n // 9) + '"',
    "long string": lambda n: 'x = "' + "a" * n + '"',
    "spaces in a key": lambda n: "a ." + " " * n,
    "git": lambda n: "<<<<<<< a\n" * (n // 20) + "=======\n" * (n // 20),
    "wrong keys": lambda n: "".join(f"k{i}=1\n" for i in range(n // 10)),
    "wrong names": lambda n: "".join(f'k{i}="x"\n' for i in range(n // 10)),
}


def test_time_grows_with_the_size_only(tmp_path: Path) -> None:
    """A hundred kilobytes of anything take less than a second; what is quadratic takes an hour."""
    for name, make in HOSTILE.items():
        (tmp_path / name).write_text(make(100_000))
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from pickproblem import document, record
        from pickproblem.errors import Faulty
        for name in sys.argv[1:]:
            print(Path(name).name, file=sys.stderr, flush=True)
            try:
                document.read(Path(name)).validate(record.Record, record.KNOWN_KEYS)
            except Faulty as told:
                str(told)
            else:
                sys.exit("no record")
    """)
    names = [str(tmp_path / name) for name in HOSTILE]
    subprocess.run([sys.executable, "-c", script, *names], timeout=50, check=True)


class TestComments:
    @pytest.mark.parametrize(
        "text", ["# a\nb = 1", "b = 1 # a", "b = [ # a\n]", 'b = "x" #', "b = '''x''' # a", "b=1#"]
    )
    def test_there(self, text: str) -> None:
        assert document.parse(text.encode(), "a").has_comments

    @pytest.mark.parametrize(
        "text",
        [
            "b = 1",
            "b = '#'",
            'b = "\\"#"',
            'b = """\n# no\n"""',
            "b = '''\n'# no\n'''",
            '"#" = 1',
            "b = ['a', '#']",
            'b = ["""a"""", "b # c"]',
        ],
    )
    def test_none(self, text: str) -> None:
        assert not document.parse(text.encode(), "a").has_comments


LINES = """\
# 1
format = 1
title = "x"
"quoted key" = 1
many = [
  1,
  { a = 1 },
]
text = '''
[no.table]
key = 1
'''
dotted.key.here = 1

[table]
a = 1 # [not]
  [table.below] # header
  b = 2
["with.dot".'x']
c = 1

[[rows]]
id = "a"
[rows.inner]
d = 1
[[rows]]
id = "b"
[[rows.deep]]
e = 1
[[rows.deep]]
e = 2
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("format",), 2),
        (("title",), 3),
        (("quoted key",), 4),
        (("many",), 5),
        (("many", 1, "a"), 5),
        (("text",), 9),
        (("dotted", "key", "here"), 13),
        (("table",), 15),
        (("table", "a"), 16),
        (("table", "below"), 17),
        (("table", "below", "b"), 18),
        (("table", "missing"), 15),
        (("with.dot", "x", "c"), 20),
        (("rows", 0), 22),
        (("rows", 0, "id"), 23),
        (("rows", 0, "inner", "d"), 25),
        (("rows", 1), 26),
        (("rows", 1, "id"), 27),
        (("rows", 1, "deep", 0, "e"), 29),
        (("rows", 1, "deep", 1), 30),
        (("rows", 1, "deep", 1, "e"), 31),
        (("nowhere",), None),
        ((), None),
    ],
)
def test_lines(where: document.Place, line: int | None) -> None:
    for text in (LINES, LINES.replace("\n", "\r\n")):
        assert document.parse(text.encode(), "a.toml").line(where) == line


class Inner(Strict):
    level: int
    words: list[str] = []


class Outer(Strict):
    inner: Inner | None = None
    rows: dict[str, Inner] = {}
    share: float = 0.0


def outer(text: str) -> Document:
    return document.parse(text.encode(), "a.toml")


class TestValidate:
    def test_good(self) -> None:
        assert outer("[inner]\nlevel = 1").validate(Outer) == Outer(inner=Inner(level=1))

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("[inner]", "a.toml:1: inner.level: is missing"),
            ('[inner]\nlevel = "7"', "a.toml:2: inner.level: '7' does not belong here; a whole number"),
            ("[inner]\nlevel = true", "a.toml:2: inner.level: true does not belong here; a whole number"),
            ("[inner]\nlevel = 1.5", "a.toml:2: inner.level: 1.5 does not belong here; a whole number"),
            ("[inner]\nlevel = [1]", "a.toml:2: inner.level: a list does not belong here; a whole number"),
            ("[inner]\nlevel = {a = 1}", "a.toml:2: inner.level: a table does not belong here; a whole number"),
            ("inner = 1", "a.toml:1: inner: 1 does not belong here; a table"),
            ("rows = []", "a.toml:1: rows: a list does not belong here; a table"),
            (
                "[inner]\nlevel = 1\nwords = ['a', 2]",
                "a.toml:3: inner.words[1]: 2 does not belong here; text in quotes",
            ),
            ("share = nan", "a.toml:1: share: nan does not belong here; a finite number"),
            ("share = -inf", "a.toml:1: share: -inf does not belong here; a finite number"),
            ("[inner]\nlevel = 1\nlevle = 2", "a.toml:3: inner.levle: is not a known key; did you mean level?"),
            ("x = 1", "a.toml:1: x: is not a known key; known: inner, level, words"),
        ],
    )
    def test_faults(self, text: str, told: str) -> None:
        with pytest.raises(Faulty) as error:
            outer(text).validate(Outer, ["inner", "level", "words"])
        assert str(error.value) == told

    def test_without_known_keys(self) -> None:
        with pytest.raises(Faulty, match=r"x: is not a known key; remove it, or keep it under \[extra\]"):
            outer("x = 1").validate(Outer)

    def test_all_faults_are_there_and_three_are_shown(self) -> None:
        with pytest.raises(Faulty) as error:
            outer("".join(f"levl{n} = 1\n" for n in range(50))).validate(Outer, ["level"])
        assert len(error.value.faults) == 50
        lines = str(error.value).splitlines()
        assert lines[:3] == [f"a.toml:{n + 1}: levl{n}: is not a known key; did you mean level?" for n in range(3)]
        assert lines[3:] == ["and 47 more faults"]

    def test_one_more(self) -> None:
        with pytest.raises(Faulty, match=r"and 1 more fault$"):
            outer("a=1\nb=1\nc=1\nd=1").validate(Outer)

    @pytest.mark.parametrize(
        "value",
        [
            '"\\u001b]52;c;' + "A" * 400 + '"',
            '"' + "\u202e\u200b" * 200 + '"',
            '"' + "🙂" * 500 + '"',
            "0x" + "f" * 9000,
        ],
    )
    def test_values_are_shown_safe_and_short(self, value: str) -> None:
        with pytest.raises(Faulty) as error:
            outer(
                f"share = {value}\n{value.replace('0x', '')[:500].strip()} = 1"
                if value[0] == '"'
                else f"share = {value}"
            ).validate(Outer)
        for line in str(error.value).splitlines():
            assert all(character not in line for character in "\x1b\u202e\u200b")
            assert len(line) < 300

    def test_keys_are_shown_safe_and_short(self) -> None:
        with pytest.raises(Faulty) as error:
            outer('[rows]\n"\\u001b' + "x" * 500 + '" = 1').validate(Outer)
        assert "rows.␛xxx" in str(error.value)
        assert len(str(error.value)) < 300


class TestReadBytes:
    def test_five_megabytes_and_no_more(self, tmp_path: Path) -> None:
        file = tmp_path / "a.toml"
        file.write_bytes(b"#" * 5_000_000)
        assert len(document.read_bytes(file)) == 5_000_000
        file.write_bytes(b"#" * 5_000_001)
        with pytest.raises(Unreadable, match="is larger than 5 MB"):
            document.read_bytes(file)

    def test_a_pipe_without_a_writer_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Unreadable, match="not a regular file"):
            document.read_bytes(tmp_path / "pipe")

    def test_a_disk_that_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a").touch()

        def fails(descriptor: int, mode: str, **named: bool) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(os, "fdopen", fails)
        with pytest.raises(Unreadable, match="cannot be read: Input/output error"):
            document.read_bytes(tmp_path / "a")

    def test_nothing_stays_open(self, tmp_path: Path) -> None:
        (tmp_path / "a").touch()
        first = os.open(tmp_path, os.O_RDONLY)
        os.close(first)
        for path in (tmp_path, tmp_path / "a", Path("/dev/null")):
            with suppress(Unreadable):
                document.read_bytes(path)
        again = os.open(tmp_path, os.O_RDONLY)
        os.close(again)
        assert again == first


@pytest.mark.parametrize(
    ("where", "written"),
    [
        ((), ""),
        (("a",), "a"),
        (("sessions", 2, "answers", "sbnet", "interest", "level"), "sessions[2].answers.sbnet.interest.level"),
        ((0, "a"), "[0].a"),
        (("a\x1b",), "a␛"),
    ],
)
def test_path(where: document.Place, written: str) -> None:
    assert document.path(where) == written


def test_nearest() -> None:
    assert document.nearest("intrest", ["interest", "upside", "interest"]) == "did you mean interest?"
    assert document.nearest("zzz", ["b", "a"]) == "known: a, b"
    assert document.nearest("zzz", []) == "there is none yet"
    assert len(document.nearest("z" * 10_000, [f"name-{n}" for n in range(1000)])) < 250


def test_tables_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Inner(level=1).level = 2  # type: ignore[misc]
