"""Draw the pictures of a report for the README: a wide screen beside a phone, as a real browser shows them.

    python docs/report.py docs/report.png
    python docs/report.py docs/report.ko.png --lang ko

Needs Chromium and ``pip install '.[browser]'``.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pickproblem import cli, language
from pickproblem.demo import FOLDER

DAY = date(2020, 12, 13)
"""The day on which the example was chosen."""
HEIGHT = 1180
WIDE, NARROW = 1120, 390


def shot(browser: Browser, page: Path, width: int, scheme: str, scroll: str | None = None) -> str:
    """One screen of a report as the address of a picture; ``scroll``: what stands at its top."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(page.as_uri())
    if scroll:
        tab.evaluate("name => document.getElementById(name).scrollIntoView({behavior: 'instant'})", scroll)
    taken = base64.b64encode(tab.screenshot()).decode()
    context.close()
    return f"data:image/png;base64,{taken}"


def draw(browser: Browser, page: Path, out: Path) -> None:
    """Both screens side by side."""
    wide, narrow = shot(browser, page, WIDE, "light"), shot(browser, page, NARROW, "dark", "answers")
    frame = "display:block;border-radius:14px;box-shadow:0 10px 40px #0003,0 0 0 1px #0002"
    both = "".join(f'<img src="{one}" style="{frame};height:820px">' for one in (wide, narrow))
    tab = browser.new_page(viewport={"width": 1152, "height": 900})
    tab.set_content(
        f'<div id="both" style="display:inline-flex;gap:28px;padding:32px;background:#e8e5dc">{both}</div>'
    )
    tab.locator("#both").screenshot(path=out)


def main() -> None:
    """Write one picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", choices=language.LANGUAGES, default="en")
    call = parser.parse_args()
    record = FOLDER / f"vital-lab{'.ko' if call.lang == 'ko' else ''}.toml"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        page = Path(folder) / "report.html"
        if cli.run(["export", str(record), "-o", str(page), "--lang", call.lang, "--today", DAY.isoformat()]):
            raise SystemExit(1)
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        draw(browser, page, call.out)
        browser.close()


if __name__ == "__main__":
    main()
