"""Text from people made safe to show, and measured in terminal cells."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size

JOINERS = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}
_MARKS, _MOST_MARKS = ("Mn", "Me"), 4
_BLANK = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0x2800)
_KEYCAPS = "0123456789#*"


def safe(text: str, *, lines: bool = False) -> str:
    """The text with nothing in it that could steer a terminal or hide from the eye.

    Control characters become visible symbols (U+2400 block), bidirectional overrides, zero-width and other
    invisible characters and lone surrogates become ``<U+XXXX>``; joiners stay where they can join, behind emoji and
    other scripts; of combining marks in a row the first four stay. Line breaks stay where ``lines`` is true.
    """
    if all(map(_is_plain, set(text))):
        return text
    shown: list[str] = []
    marks = 0
    base = ""
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in _MARKS or character in JOINERS else 0
        if not marks:
            base = character
        if marks <= _MOST_MARKS:
            hides = character in JOINERS and not _joins(base, character)
            shown.append(_numbered(character) if hides else _visible(character, lines))
    return "".join(shown)


def _joins(base: str, joiner: str) -> bool:
    """Whether a joiner can change what it stands behind; behind a Latin letter it would only hide."""
    return base > "\x7f" or (joiner in "\ufe0e\ufe0f" and base != "" and base in _KEYCAPS)


def _numbered(character: str) -> str:
    return f"<U+{ord(character):04X}>"


@lru_cache(maxsize=4096)
def _is_plain(character: str) -> bool:
    """Whether the character stays as it is, whatever stands around it."""
    return character.isprintable() and unicodedata.category(character) not in _MARKS and ord(character) not in _BLANK


def _visible(character: str, lines: bool) -> str:
    code = ord(character)
    if character == "\n" and lines:
        return character
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    category = unicodedata.category(character)
    if character in JOINERS:
        return character
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or code in _BLANK:
        return _numbered(character)
    return character


def escaped(text: str) -> str:
    """A JSON text with what could steer a terminal, or hides, as ``\\uXXXX``: the data are the same; lines stay."""
    if all(one == "\n" or _is_plain(one) for one in set(text)):
        return text
    shown: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        shown.append(_escaped(character, marks))
    return "".join(shown)


def _escaped(character: str, marks: int) -> str:
    if character == "\n" or _is_plain(character) or (0 < marks <= _MOST_MARKS and ord(character) not in _BLANK):
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def cells(text: str) -> int:
    """How many terminal cells the text takes; a Hangul syllable takes two."""
    return cell_len(text)


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells: padded with blanks, or cut with an ellipsis."""
    return set_cell_size(shorten(text, width), max(width, 0))


def shorten(text: str, width: int) -> str:
    """The text in at most ``width`` cells, cut with an ellipsis."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return set_cell_size(text, width - 1).rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` cells, broken between words where there are any.

    Korean breaks between words (eojeol) as English does; a word longer than a line is broken inside.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for word in paragraph.split():
            needed = cell_len(word)
            if line and taken + 1 + needed <= width:
                line, taken = f"{line} {word}", taken + 1 + needed
                continue
            if line:
                lines.append(line)
            pieces = [word] if needed <= width else chop_cells(word, max(width, 2)) or [""]
            lines.extend(pieces[:-1])
            line = pieces[-1]
            taken = cell_len(line)
        lines.append(line)
    return lines


def cut(text: str, width: int, lines: int) -> str:
    """The text in at most so many lines of ``width`` cells; an ellipsis says where there is more."""
    if lines < 1:
        return ""
    pieces = wrap(text, width)
    if len(pieces) > lines:
        pieces = [*pieces[: lines - 1], shorten(f"{pieces[lines - 1]} …", width)]
    return "\n".join(pieces)
