from __future__ import annotations

import pytest

from pickproblem import document
from pickproblem.document import Document, Strict
from pickproblem.errors import Faulty


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


def test_tables_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Inner(level=1).level = 2  # type: ignore[misc]
