"""What is put into texts, and what of it may never come out: written from Unicode's tables, not from our own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

PWNED = "app.pwned"
"""The action that the texts name; nothing of the program has it."""

_LEFT, _RIGHT = "q", "§"
READ = _LEFT + _RIGHT
"""What is left of `MARKUP` where a text was read as markup, and never shown otherwise."""
MARKUP = f"{_LEFT}[b]{_RIGHT}"

FORGED = "#forged"
"""Stands at the beginning of a line of its own: shown there, a text could pass for one of the program's."""

ESC, ST, BEL = "\x1b", "\x1b\\", "\x07"

PIECES: dict[str, str] = {
    "markup": f"{MARKUP}[/b][red]",
    "closing tag": f"x [/b] {MARKUP}",
    "broken markup": f"[[=/ [red on [/] [$x] {MARKUP}",
    "action": f"[@click={PWNED}]{MARKUP}[/]",
    "another action": f"[@click={PWNED}('x')]push{MARKUP}[/]",
    "link": f"[link=https://evil.example]{MARKUP}[/link]",
    "clipboard": f"{ESC}]52;c;ZXZpbA=={BEL}{MARKUP}{ESC}]52;c;ZXZpbA=={ST}",
    "hyperlink": f"{ESC}]8;;https://evil.example{ST}x{ESC}]8;;{ST}{MARKUP}",
    "title": f"{ESC}]0;evil{BEL}{ESC}]2;evil{ST}{MARKUP}",
    "device control": f"{ESC}P+q6576696c{ST}{ESC}_Gevil{ST}{ESC}^evil{ST}{ESC}Xevil{ST}{MARKUP}",
    "file": f"{ESC}]1337;File=name=ZXZpbA==:ZXZpbA=={BEL}{MARKUP}",
    "reset": f"{ESC}c{ESC}[!p{ESC}[2J{ESC}[3J{ESC}[H{MARKUP}",
    "questions": f"{ESC}[6n{ESC}[c{ESC}Z{ESC}]11;?{BEL}{MARKUP}",
    "modes": f"{ESC}[?1049l{ESC}[?1000h{ESC}[?25l{ESC}(0{ESC}[4h{ESC}[8;1;1t{MARKUP}",
    "colour": f"{ESC}[8;31;5m{MARKUP}",
    "8-bit": f"\x9b31m\x9d52;c;ZXZpbA==\x9c\x90q\x9c\x84\x85\x8e\x8f{MARKUP}",
    "controls": "".join(map(chr, range(0x20))) + "\x7f" + MARKUP,
    "line ends": f"a\rb\r\n{FORGED}\n{FORGED}\x0be\x0cf\x85g\u2028h\u2029{MARKUP}",
    "bidi": f"\u202egnp\u202c\u202d\u202a\u202b\u2066x\u2067y\u2068z\u2069\u200e\u200f\u061c{MARKUP}",
    "zero width": f"a\u200bb\u2060c\ufeffd\u00ade\u180ef\u2061\u2062\u2063\u2064g\u206a\u206f{MARKUP}",
    "blank": f"\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufff9\ufffb{MARKUP}",
    "tags": f"\U000e0001\U000e0041\U000e007f{MARKUP}",
    "private": f"\ue000\U000f0000\U0010fffd\ufdd0\uffff\U0001fffe\u0378{MARKUP}",
    "marks": "e" + "\u0301" * 60 + "a" + "\u0489" * 9 + "ก" + "\u0e49" * 9 + "x" + "\u200d" * 9 + MARKUP,
    "format": f"%s %(file)s %n %% {{0}} {{__class__}} {{x!r:>9}} ${{HOME}}{MARKUP}",
    "shell": f"$(touch pwned) `touch pwned`; touch pwned & | > pwned{MARKUP}",
    "page": f'"><script>alert(1)</script><img src=x onerror=alert(2)>\'</title><!-- ]]>{MARKUP}',
    "Markdown": f"[x](javascript:alert(1)) ![y](http://evil.example/y) <http://evil.example> www.evil.example "
    f"@someone #12 GH-3 | **b** `c` ~~s~~ $x$ {MARKUP}",
    "cell": f'=HYPERLINK("http://evil.example";"x"),"\t{MARKUP}',
    "event": f"\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nATTACH:evil;X=\",\\n\r\nBEGIN:VEVENT{MARKUP}",
}  # fmt: skip
"""Each class of hostile text by its name; every one holds markup."""

FORBIDDEN = {
    "clipboard", "hyperlink", "title", "device control", "file", "reset", "questions", "modes", "colour", "8-bit",
    "controls", "line ends", "bidi", "zero width", "blank", "tags", "private", "marks", "cell", "event",
}  # fmt: skip
"""Those with characters that may not be shown as they are; the others are words to a terminal."""

WHOLE = " ".join(PIECES.values())
"""All of them in one."""

JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""Without these emoji and some scripts fall apart: they may stay, counted as marks."""

_MOST_MARKS = 4
_INVISIBLE = frozenset(
    chr(code)
    for low, high in (
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180E, 0x180E),
        (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE007F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    )
    for code in range(low, high + 1)
) - frozenset(JOINERS)  # fmt: skip


def forbidden(text: str, *, marks: bool = True) -> Iterator[str]:
    """Each character of a shown text that steers, hides or reorders, told by its number; line breaks may stand.

    ``marks``: more than four combining marks in a row are told too.
    """
    row = 0
    for character in text:
        code = ord(character)
        if (code < 0x20 and character != "\n") or 0x7F <= code <= 0x9F:
            yield f"control U+{code:04X}"
        elif character in _INVISIBLE:
            yield f"hidden U+{code:04X}"
        elif 0xD800 <= code <= 0xF8FF or code >= 0xF0000 or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            yield f"no character U+{code:04X}"
        row = row + 1 if character in JOINERS or unicodedata.category(character) in ("Mn", "Me") else 0
        if marks and row == _MOST_MARKS + 1:
            yield f"marks U+{code:04X}"


def wrong_in(text: str, *, marks: bool = True) -> list[str]:
    """What of a shown text should not be there, each kind once."""
    told = list(dict.fromkeys(forbidden(text, marks=marks)))
    return [*told, *(["read as markup"] if READ in text else [])]
