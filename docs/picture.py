"""Draws a screen of the program as SVG, cell by cell: `python docs/picture.py OUT.svg [--lang ko] ...`.

Textual's own export gives wide characters half their room, so that Korean overlaps; this one measures in cells.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from datetime import date
from html import escape
from pathlib import Path

from rich.cells import cell_len
from textual.app import App

from pickproblem import language, rubric
from pickproblem.tui.app import PickproblemApp

CELL, LINE, SIZE = 8.4, 18, 14
FONTS = "'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', 'D2Coding', Menlo, Consolas, monospace"


def draw(app: App[int]) -> str:
    """The screen that the app shows, as an SVG document."""
    width, height = app.size
    boxes: list[str] = []
    texts: list[str] = []
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for text, style, control in strip:
            if control:
                continue
            cells = cell_len(text)
            fore, back = (style.color, style.bgcolor) if style else (None, None)
            if style and style.reverse:
                fore, back = back, fore
            left, top = x * CELL, y * LINE
            if back is not None and back.triplet:
                boxes.append(
                    f'<rect x="{left:.1f}" y="{top}" width="{cells * CELL + 0.3:.1f}" height="{LINE + 0.3}" '
                    f'fill="{back.triplet.hex}"/>'
                )
            if text.strip():
                colour = fore.triplet.hex if fore is not None and fore.triplet else "#d9dce6"
                weight = ' font-weight="bold"' if style and style.bold else ""
                slant = ' font-style="italic"' if style and style.italic else ""
                # Word by word, so that a font of another width shifts no word from its place.
                at = x
                for word in _words(text):
                    if word.strip():
                        texts.append(
                            f'<text x="{at * CELL:.1f}" y="{top + SIZE}" fill="{colour}"{weight}{slant} '
                            f'textLength="{cell_len(word) * CELL:.1f}" lengthAdjust="spacingAndGlyphs">'
                            f"{escape(word)}</text>"
                        )
                    at += cell_len(word)
            x += cells
    size = f'width="{width * CELL:.0f}" height="{height * LINE}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width * CELL:.0f} {height * LINE}">'
        f'<rect width="100%" height="100%" rx="6" fill="#14161d"/>'
        f"{''.join(boxes)}"
        f'<g font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">{"".join(texts)}</g></svg>\n'
    )


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        if words and (character == " ") == (words[-1][-1] == " "):
            words[-1] += character
        else:
            words.append(character)
    return words


async def take(
    record: Path | None, lang: language.Language, size: tuple[int, int], keys: list[str], today: date | None = None
) -> str:
    """Open the record (None: the home screen), press the keys, draw what stands there."""
    language.use(lang)
    app = PickproblemApp(rubric.load(), record, today=lambda: today or date.today())
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.1)
        counting = [worker for worker in app.workers if worker.group == "ranking"]
        if counting:  # of none, Textual would wait for all, open dialogs among them
            await app.workers.wait_for_complete(counting)
        await pilot.pause(0.5)
        return draw(app)


def main() -> None:
    """Write one picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", choices=language.LANGUAGES, default="en")
    parser.add_argument("--record", type=Path, help="a copy of it is opened; the home screen where none is named")
    parser.add_argument("--size", default="80x24", help="columns x lines")
    parser.add_argument("--keys", default="", help="pressed one after the other, parted by blanks")
    parser.add_argument("--today", type=date.fromisoformat, help="the day that the program takes for today")
    call = parser.parse_args()
    columns, lines = map(int, call.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        copy = None
        if call.record:
            copy = Path(folder) / call.record.name
            copy.write_bytes(call.record.read_bytes())
        call.out.write_text(
            asyncio.run(take(copy, call.lang, (columns, lines), call.keys.split(), call.today)), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
