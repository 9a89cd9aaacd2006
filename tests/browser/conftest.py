"""A real browser, the accessibility checks of axe and the Nu checker of markup, where they are installed.

Where one is missing a test is skipped and says so; with PICKPROBLEM_CI=1 it fails instead.

==========  =================================================================
Chromium    apt-get install chromium fonts-noto-cjk, or $PICKPROBLEM_CHROMIUM
playwright  pip install '.[browser]'
axe, Nu     npm ci --ignore-scripts --prefix tests/browser; Nu needs Java 11
==========  =================================================================
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest

from pickproblem import cli, store
from pickproblem.demo import FOLDER as EXAMPLES
from tests.report import sharing

MODULES = Path(__file__).parent / "node_modules"
DAY = {"vital-lab": "2020-12-12", "tempted": "2015-03-07", "humanoid": "2012-01-10", "hostile": "2026-12-01"}
MADE = ("hostile", "large", "several", "alone", "unanswered", "long")
"""Records out of `sharing`; the others are the examples that ship."""


def missing(what: str) -> NoReturn:
    """Skip, or fail where all must be there."""
    if os.environ.get("PICKPROBLEM_CI") == "1":
        pytest.fail(f"{what} is missing; tests/browser/conftest.py says how to get it", pytrace=False)
    pytest.skip(f"{what} is not installed; tests/browser/conftest.py says how to get it")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium from the distribution's packages.

    Closed with its module: as long as it is open an event loop runs in this thread, and tests of the screens that
    follow on the same worker could start none.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    names = (os.environ.get("PICKPROBLEM_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        missing("Chromium")
    with sync_playwright() as started:
        # Its sandbox needs rights that a container does not give; the pages are our own.
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of the accessibility checks."""
    path = MODULES / "axe-core" / "axe.min.js"
    if not path.exists():
        missing("axe-core")
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def nu() -> Callable[..., list[str]]:
    """The Nu checker: what it has to say of some pages, nothing if all is well."""
    path = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not path.exists():
        missing("vnu-jar")
    if shutil.which("java") is None:
        missing("Java")

    # It guesses the language of the whole from the words in it; a record may be in another than the page around it.
    guess = ".*appears to be written in.*"

    def check(*pages: Path) -> list[str]:
        argv = ["java", "-Xss1m", "-jar", str(path), "--Werror", "--filterpattern", guess, *map(str, pages)]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=120)
        said = done.stderr.splitlines()
        assert bool(said) == bool(done.returncode)
        return said

    return check


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The report of an example or of a record made for it, by the command line, in a language."""
    folder = tmp_path_factory.mktemp("reports")

    def write(name: str, spoken: str) -> Path:
        page = folder / f"{name}.{spoken}.html"
        if page.exists():
            return page
        record = Path(EXAMPLES) / f"{name}{'.ko' if spoken == 'ko' else ''}.toml"
        if name in MADE:
            record = folder / f"{name}.toml"
            if not record.exists():
                store.create(record, getattr(sharing, name)())
        argv = ["export", str(record), "-o", str(page), "--lang", spoken, "--today", DAY.get(name, "2026-12-01")]
        assert cli.run(argv) == 0
        return page

    return write


class Seen(NamedTuple):
    """An opened page, and whatever it did besides showing itself."""

    page: Any
    did: list[str]


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Seen]]:
    """Opens a page at a size and in a colour scheme, and listens."""
    contexts = []

    def open_page(path: Path, width: int = 1280, height: int = 900, scheme: str = "light") -> Seen:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        did: list[str] = []

        def asked(dialog: Any) -> None:
            did.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", asked)
        page.on("console", lambda message: did.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: did.append(f"error: {error}"))
        page.on("popup", lambda popup: did.append(f"popup: {popup.url}"))
        page.on("requestfailed", lambda request: did.append(f"request failed: {request.failure}"))
        page.on("request", lambda request: did.append(f"request: {request.url}"))
        page.goto(path.as_uri())
        assert did == [f"request: {path.as_uri()}"]
        did.clear()
        return Seen(page, did)

    yield open_page
    for context in contexts:
        context.close()
