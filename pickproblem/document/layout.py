"""Where each table and each key of a TOML text stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tomli

Place = tuple[str | int, ...]
"""Keys, and places in lists from 0, from the outermost inwards."""

# Every pattern takes time in proportion to the text, whatever the text: hence what is unclosed runs to the end,
# and no word is begun twice.
TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)' r"|\'\'\'.*?(?:\'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?' r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)  # fmt: skip
_BARE = re.compile(r"[A-Za-z0-9_-]++(?:[ \t]*+\.[ \t]*+[A-Za-z0-9_-]++)*+")
_BRACKET = re.compile(r"[\[\]{}]")


def mask(text: str) -> str:
    """The text, each string turned into a word of as many letters, each comment blanked: offsets and lines stay."""

    def blank(token: re.Match[str]) -> str:
        found = token.group()
        if found.startswith("#"):
            return " " * len(found)
        return re.sub(r"[^\n]", "x", found) if "\n" in found else "x" * len(found)

    return TOKEN.sub(blank, text)


def statements(text: str) -> Iterator[tuple[Place, int]]:
    """Each table header and key with the line it stands on."""
    table: Place = ()
    counts: dict[Place, int] = {}
    depth = 0
    for number, (masked, line) in enumerate(zip(mask(text).split("\n"), text.split("\n"), strict=True), start=1):
        stripped = masked.strip()
        if not stripped:
            continue
        begins = depth == 0
        if _BRACKET.search(masked):
            depth += masked.count("[") + masked.count("{") - masked.count("]") - masked.count("}")
        if not begins:
            continue
        if stripped.startswith("["):
            parts = _key_parts(line[: masked.rfind("]") + 1].strip().strip("[]"))
            table = _indexed(parts, counts)
            if stripped.startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield table, number
        elif "=" in stripped:
            yield (*table, *_key_parts(line[: masked.index("=")].strip())), number


def _indexed(parts: list[str], counts: dict[Place, int]) -> Place:
    if not counts:
        return tuple(parts)
    place: Place = ()
    for part in parts[:-1]:
        place = (*place, part)
        if place in counts:
            place = (*place, counts[place])
    return (*place, *parts[-1:])


def _key_parts(key: str) -> list[str]:
    if _BARE.fullmatch(key):  # nearly every key; a parser would take ten times as long
        return [part.strip() for part in key.split(".")] if "." in key else [key]
    try:
        found: Any = tomli.loads(f"{key} = 0")
    except ValueError:
        return [key]
    parts = []
    while isinstance(found, dict):
        part, found = next(iter(found.items()))
        parts.append(part)
    return parts
