"""Every word of the interface is there in Korean, and the compiled catalogue is the one of the source."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "pickproblem"
CATALOGUE = PACKAGE / "locale" / "ko" / "LC_MESSAGES" / "pickproblem.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z%]|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ko")


@pytest.fixture(scope="module")
def messages() -> set[str]:
    """Every message marked in the source, singular form."""
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE):
        found.add(message if isinstance(message, str) else message[0])
    return found


def translated(catalogue: Catalog, message: str) -> Message | None:
    entry = catalogue.get(message)
    return entry if entry is not None and entry.string and not entry.fuzzy else None


def test_every_message_is_translated(catalogue: Catalog, messages: set[str]) -> None:
    assert len(messages) > 100
    missing = sorted(message for message in messages if translated(catalogue, message) is None)
    assert missing == []


def test_no_translation_is_left_over(catalogue: Catalog, messages: set[str]) -> None:
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue if entry.id}
    assert sorted(known - messages) == []


def test_placeholders_are_kept(catalogue: Catalog) -> None:
    for entry in catalogue:
        if entry.id:
            ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
            strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            wanted = set(PLACEHOLDER.findall(ids[-1]))
            for string in strings:
                assert set(PLACEHOLDER.findall(string)) == wanted, entry.id


def test_compiled_catalogue_is_fresh(catalogue: Catalog) -> None:
    # Not byte by byte: the header names the version of Babel that compiled it.
    compiled = read_mo(io.BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    assert words(compiled) == words(catalogue)


def words(catalogue: Catalog) -> list[tuple[list[str], list[str]]]:
    def forms(text: str | list[str] | tuple[str, ...]) -> list[str]:
        return [text] if isinstance(text, str) else list(text)

    return sorted((forms(entry.id), forms(entry.string)) for entry in catalogue if entry.id and entry.string)
