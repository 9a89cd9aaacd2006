from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.text import JOINERS, cells, cut, fit, safe, shorten, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 한글, 漢字, ひらがな, é", "plain, 한글, 漢字, ひらがな, é"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\tb\r\nc", "a␉b␍␊c"),
        ("\x00\x7f", "␀␡"),
        ("\x80\x9b", "<U+0080><U+009B>"),
        ("a\u202eb\u2066c", "a<U+202E>b<U+2066>c"),
        ("a\u200bb\ufeff\u00ad\u2060", "a<U+200B>b<U+FEFF><U+00AD><U+2060>"),
        ("a\u2028b\u2029", "a<U+2028>b<U+2029>"),
        ("\u3164\u115f\uffa0\u2800", "<U+3164><U+115F><U+FFA0><U+2800>"),
        ("\ud800", "<U+D800>"),
        ("\ue000\U000e0041\u0378", "<U+E000><U+E0041><U+0378>"),
        ("👩\u200d🔬 ☎\ufe0f", "👩\u200d🔬 ☎\ufe0f"),
        ("नमस्ते ไทย", "नमस्ते ไทย"),
        ("\u1112\u1161\u11ab", "\u1112\u1161\u11ab"),
        ("e" + "\u0301" * 9 + "f" + "\u0301" * 2, "e" + "\u0301" * 4 + "f" + "\u0301" * 2),
        ("e" + "\u0489" * 9, "e" + "\u0489" * 4),
        ("☎" + "\u200d" * 9, "☎" + "\u200d" * 4),
        ("e" + "\u200d" * 9, "e" + "<U+200D>" * 4),
        ("pass\u200cword a\ufe0fb", "pass<U+200C>word a<U+FE0F>b"),
        ("1\ufe0f\u20e3 می\u200cخواهم", "1\ufe0f\u20e3 می\u200cخواهم"),
        ("\u200d", "<U+200D>"),
        ("a\u034fb\u17b4\u17b5", "a<U+034F>b<U+17B4><U+17B5>"),
        ("[/b] [@click=app.quit]", "[/b] [@click=app.quit]"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_safe_keeps_lines_where_asked() -> None:
    assert safe("a\nb\r\n\x1b", lines=True) == "a\nb␍\n␛"


@given(st.text(st.characters()))
def test_safe_is_safe(text: str) -> None:
    shown = safe(text)
    assert safe(shown) == shown
    shown.encode()
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
        assert unicodedata.category(character) != "Cf" or character in JOINERS


words = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.text("ab 가나漢🙂", max_size=60)


@given(words, st.integers(-2, 30))
def test_fit_is_exact_and_shorten_at_most(text: str, width: int) -> None:
    assert cells(fit(text, width)) == max(width, 0)
    assert cells(shorten(text, width)) <= max(width, 0)


@pytest.mark.parametrize(
    ("text", "width", "short", "fitted"),
    [
        ("abc", 3, "abc", "abc"),
        ("abc", 5, "abc", "abc  "),
        ("abcd", 3, "ab…", "ab…"),
        ("가나다", 6, "가나다", "가나다"),
        ("가나다", 5, "가나…", "가나…"),
        ("가나다", 4, "가…", "가… "),
        ("ab cd", 4, "ab…", "ab… "),
        ("abc", 1, "…", "…"),
        ("abc", 0, "", ""),
        ("", 2, "", "  "),
    ],
)
def test_shorten_and_fit(text: str, width: int, short: str, fitted: str) -> None:
    assert shorten(text, width) == short
    assert fit(text, width) == fitted


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("one  two", 20, ["one two"]),
        ("one\n\ntwo", 5, ["one", "", "two"]),
        ("무엇을 낼까 하고", 7, ["무엇을", "낼까", "하고"]),
        ("무엇을 낼까 하고", 11, ["무엇을 낼까", "하고"]),
        ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
        ("a abcdef b", 3, ["a", "abc", "def", "b"]),
        ("가나", 1, ["가", "나"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(words | st.lists(st.text("ab가", min_size=1, max_size=4), max_size=9).map(" ".join), st.integers(2, 30))
def test_wrap_loses_nothing_and_stays_inside(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_is_cut_ends_with_an_ellipsis() -> None:
    assert cut("one two three", 8, 2) == "one two\nthree"
    assert cut("one two three four", 8, 2) == "one two\nthree …"
    assert cut("one two three four", 8, 1) == "one two…"
    assert cut("one two", 8, 0) == ""
