from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pickproblem import document
from pickproblem.document.limits import LONGEST_NUMBER, MOST_DOTS, MOST_ESCAPES, MOST_LINES, MOST_TABLES, MOST_VALUES
from pickproblem.errors import Faulty
from tests.document.refused import fault


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
            ("a = " + "[" * 10_000, 1),
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
            "a = [" + "1," * MOST_VALUES + "1]",
            "".join(f"k{n} = 1\n" for n in range(MOST_VALUES + 1)),
            "[[a]]\n" * (MOST_TABLES + 1),
            " \t[[a]]\n" * (MOST_TABLES + 1),
            "#\n" * (MOST_LINES + 1) + "a = 1",
            "a = [" + "[]," * MOST_TABLES + "1]",
            "a = [" + "{}," * MOST_TABLES + "1]",
            "".join(f"a{n}.{'b.' * 60}c = 1\n" for n in range(MOST_DOTS // 60)),
            'a = "' + "\\n" * (MOST_ESCAPES + 1) + '"',
        ],
        ids=["values", "keys", "tables", "indented", "lines", "lists", "inline tables", "dots", "escapes"],
    )
    def test_is_refused(self, text: str) -> None:
        assert fault(text).wrong == "holds too much"

    @pytest.mark.parametrize("character", [",", "=", "[", "{", ".", "7"])
    def test_is_not_in_a_string(self, character: str) -> None:
        text = f'a = "{character * (MOST_VALUES + 1)}"'
        assert len(document.parse(text.encode(), "a.toml").data["a"]) > MOST_VALUES

    @pytest.mark.parametrize("number", ["9", "0x", "-1", "1.", "1e", "1_0"])
    def test_is_a_number_that_fills_pages(self, number: str) -> None:
        told = fault(f"x = 1\na = {number}{'1' * (LONGEST_NUMBER + 1)}")
        assert told.wrong == "has a number of more than 10000 digits"
        assert told.line == 2

    @pytest.mark.parametrize("digits", [LONGEST_NUMBER, LONGEST_NUMBER + 1])
    @pytest.mark.parametrize("lines", [0, 1, 3 * LONGEST_NUMBER])
    def test_is_a_long_number_wherever_it_stands(self, digits: int, lines: int) -> None:
        around = "#\n" * lines
        text = f"{around}a = 1.{'2' * digits}\n{around}".encode()
        if digits > LONGEST_NUMBER:
            with pytest.raises(Faulty, match=f":{lines + 1}: has a number of more than 10000 digits"):
                document.parse(text, "a.toml")
        else:
            assert document.parse(text, "a.toml").data["a"] > 1

    @pytest.mark.parametrize(("candidates", "rubrics", "sessions"), [(12, 11, 110), (200, 30, 3), (5, 8, 360)])
    def test_is_not_what_a_decision_of_years_holds(self, candidates: int, rubrics: int, sessions: int) -> None:
        """Each answer with its range, its reason and a full stop in it."""
        answer = 'level = 3\nlow = 2\nreason = "For now."\n\n'
        names = [f"[sessions.answers.candidate-{c}.rubric-{r}]\n" for c in range(candidates) for r in range(rubrics)]
        shown = ", ".join(f'"candidate-{c}"' for c in range(candidates))
        head = '[[sessions]]\nid = "s"\nreason = "start"\nstarted = 2026-11-21T10:00:00Z\n'
        session = f"{head}shown_order = [{shown}]\n" + answer.join([*names, ""])
        found = document.parse((session * sessions).encode(), "a.toml")
        assert len(found.data["sessions"]) == sessions


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
