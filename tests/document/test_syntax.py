from __future__ import annotations

import pytest
import tomli

from pickproblem import language
from pickproblem.document import syntax


@pytest.fixture
def korean() -> None:
    language.use("ko")


def said(text: str) -> str:
    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads(text)
    return str(caught.value).rpartition(" (at ")[0]


WRONG = [
    "= 1",
    "a = 1 2",
    "a = 1\na = 2",
    "[a",
    "[[a]",
    "a",
    "[ ]",
    "a = [1 2",
    "a = {b = 1",
    'a = "\\q"',
    'a = "\\uZZZZ"',
    'a = "\\uD800"',
    'a = "x',
    "a = 2026-02-30",
    "a = tru",
    "a = 'x",
    "a = 'x\x00'",
    'a = "x\ny"',
    "[a]\n[a]",
    "a = [1]\n[[a]]",
    "[b.c]\n[b]\nc.d = 1",
    "a = {b = 1, b = 2}",
]


@pytest.mark.parametrize("text", WRONG)
def test_english_is_what_the_reader_says(text: str) -> None:
    assert syntax.worded(said(text)) == said(text)


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.usefixtures("korean")
def test_korean_has_a_sentence_for_each(text: str) -> None:
    assert any("가" <= letter <= "힣" for letter in syntax.worded(said(text)))


@pytest.mark.usefixtures("korean")
def test_what_is_quoted_stays() -> None:
    assert "'b'" in syntax.worded("Duplicate inline table key 'b'")


@pytest.mark.usefixtures("korean")
def test_a_sentence_of_another_release_stays_as_it_is() -> None:
    assert syntax.worded("Exceeds the limit for integers") == "Exceeds the limit for integers"
