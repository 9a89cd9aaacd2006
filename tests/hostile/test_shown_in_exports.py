"""Every export of a record all of whose texts are hostile, read by parsers of other houses: no part but its own.

What a harmless record of the same shape becomes says which parts there may be.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
import vobject
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pickproblem import cli
from pickproblem.cli.exporting import FORMS
from pickproblem.report.html import POLICY
from tests.browser import conftest as browsing
from tests.hostile.showing.texts import MARKUP, PWNED, forbidden
from tests.hostile.showing.world import World, build, tables
from tests.proofs import Prove
from tests.report.test_html import KEPT, VOID, Page

WRITTEN = "a record exported with hostile texts: no part that is not ours"
IN_A_BROWSER = "a hostile report in a browser: nothing runs, nothing is asked of the network"
browser, opened = browsing.browser, browsing.opened  # fixtures
READER = MarkdownIt("js-default", {"html": True, "linkify": True}).enable("linkify")
DAY = "2020-12-20"


class Worlds:
    """The same records twice, hostile and harmless, and what they are exported as."""

    def __init__(self, hostile: World, harmless: Path) -> None:
        self.world, self._harmless = hostile, harmless
        for name, table in tables().items():
            (harmless / f"{name}.toml").write_bytes(tomli_w.dumps(table).encode())

    def hostile(self, name: str, form: str) -> bytes:
        """The export of a hostile record, by hostile rubrics."""
        return self._export(self.world.record(name), form, "--rubrics", str(self.world.rubrics))

    def harmless(self, name: str, form: str) -> bytes:
        """That of its twin."""
        return self._export(self._harmless / f"{name}.toml", form)

    def _export(self, record: Path, form: str, *more: str) -> bytes:
        target = self._harmless / f"out.{form}"
        target.unlink(missing_ok=True)
        assert cli.run(["export", str(record), "-o", str(target), "--today", DAY, *more]) == 0
        return target.read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    place = tmp_path_factory.mktemp("worlds")
    (place / "harmless").mkdir()
    return Worlds(build(place / "hostile"), place / "harmless")


@pytest.fixture
def worlds(built: Worlds, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Worlds:
    for name, value in built.world.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return built


def in_html(hostile: bytes, harmless: bytes) -> Iterator[str]:
    """What a page holds that its twin does not: elements, attributes, styles, links."""
    page, twin = Page(hostile), Page(harmless)
    for tag in sorted({tag.name for tag in page.tags} - (KEPT | VOID)):
        yield f"an element {tag}"
    for tag, name in {(one.name, key) for one in page.tags for key in one.attributes} - {
        (one.name, key) for one in twin.tags for key in one.attributes
    }:
        yield f"an attribute {name} of {tag}"
    for one in page.tags:
        for name in ("href", "src", "action", "style"):
            value = one.attributes.get(name, "#")
            if name == "href" and not re.fullmatch("#[a-z-]+|#", value):
                yield f"a link to {value}"
            if name != "href" and ("evil" in value or "§" in value):
                yield f"{name} is {value}"
    policies = [one.attributes["content"] for one in page.all("meta") if "http-equiv" in one.attributes]
    if policies != [POLICY]:
        yield "another policy"
    if {one.text for one in page.all("style")} != {one.text for one in twin.all("style")}:
        yield "another style"
    if not any(MARKUP in text for text in page.texts):
        yield "the texts are not shown"


def in_markdown(hostile: bytes, harmless: bytes) -> Iterator[str]:
    """What a reader of Markdown with HTML makes of it that it does not make of its twin."""
    read = READER.parse(hostile.decode())
    for kind in sorted(_kinds(read) - _kinds(READER.parse(harmless.decode()))):
        yield f"a part {kind}"
    if {"link", "image", "html_inline", "html_block"} & _kinds(read):
        yield "a link, an image or an element"
    if MARKUP not in "".join(token.content for one in read for token in one.children or []):
        yield "the texts are not shown"


def _kinds(tokens: list[Token]) -> set[str]:
    found = {re.sub("_(open|close)$", "", token.type) for token in tokens}
    return found.union(*(_kinds(token.children) for token in tokens if token.children))


def in_csv(hostile: bytes, harmless: bytes) -> Iterator[str]:
    """Another shape than that of its twin, or a cell that a spreadsheet would compute."""
    rows, twins = _rows(hostile), _rows(harmless)
    if [len(row) for row in rows] != [len(row) for row in twins]:
        yield "other rows"
    for row in rows:
        yield from (f"a formula {cell[:20]!r}" for cell in row if cell.startswith(tuple("=+-@\t\r\n＝＋－＠")))
    if not any(MARKUP in cell for row in rows for cell in row):
        yield "the texts are not shown"


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def in_json(hostile: bytes, harmless: bytes) -> Iterator[str]:
    """Another shape than that of its twin; the texts are the very same data."""
    found, twin = json.loads(hostile), json.loads(harmless)
    if found["record"].keys() != twin["record"].keys() or found["rank"].keys() != twin["rank"].keys():
        yield "other keys"
    if not found["record"]["title"].startswith(twin["record"]["title"] + " " + MARKUP):
        yield "another title"


def in_ics(hostile: bytes, harmless: bytes) -> Iterator[str]:
    """Components and properties that the calendar of its twin has not, as another parser reads them."""
    found, twin = _parts(hostile), _parts(harmless)
    if len(found) != len(twin):
        yield f"{len(found)} parts in place of {len(twin)}"
    names = {name for _component, properties in twin for name in properties}
    for component, properties in found:
        yield from (f"{component} has {name}" for name in sorted(properties - names))
    unfolded = re.sub(rb"\r\n[ \t]", b"", hostile).split(b"\r\n")
    yield from (f"a line {line[:20]!r}" for line in unfolded[:-1] if not re.match(rb"[A-Z-]+[;:]", line))


def _parts(content: bytes) -> list[tuple[str, frozenset[str]]]:
    (whole,) = vobject.readComponents(content.decode())
    whole.validate(raiseException=True)

    def below(part: Any) -> Iterator[tuple[str, frozenset[str]]]:
        yield part.name, frozenset(child.name for child in part.getChildren())
        for component in part.components():
            yield from below(component)

    return list(below(whole))


READ: dict[str, Callable[[bytes, bytes], Iterator[str]]] = {
    "html": in_html, "md": in_markdown, "csv": in_csv, "json": in_json, "ics": in_ics,
}  # fmt: skip


def test_every_form_is_read() -> None:
    assert READ.keys() == FORMS.keys()


USUAL, MORE = ("sound",), ("tempted", "several")
EXPORTS = [(name, form) for name in (*USUAL, *MORE) for form in FORMS if (name, form) != ("several", "ics")]
"""Nothing is chosen in `several`, so that it has no dates."""


@pytest.mark.parametrize(
    ("name", "form"), [pytest.param(*one, marks=[pytest.mark.slow] * (one[0] in MORE)) for one in EXPORTS]
)
def test_an_export_has_no_part_but_its_own(worlds: Worlds, proof: Prove, form: str, name: str) -> None:
    count = proof(WRITTEN)
    hostile = worlds.hostile(name, form)
    plain = hostile.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
    wrong = [*dict.fromkeys(forbidden(plain)), *READ[form](hostile, worlds.harmless(name, form))]
    count.tried(*(f"{form} of {name}: {one}" for one in wrong))
    count.settle()


def test_merging_for_git_keeps_every_text_and_adds_none(worlds: Worlds, tmp_path: Path, proof: Prove) -> None:
    count = proof(WRITTEN)
    ours, theirs, base = (tmp_path / name for name in ("ours", "theirs", "base"))
    content = worlds.world.record("several").read_bytes()
    table = tomllib.loads(content.decode())
    base.write_bytes(content)
    ours.write_bytes(tomli_w.dumps({**table, "sessions": table["sessions"][:2]}).encode())
    theirs.write_bytes(tomli_w.dumps({**table, "sessions": table["sessions"][2:]}).encode())
    call = ["merge", "--driver", str(base), str(ours), str(theirs), "--rubrics", str(worlds.world.rubrics)]
    assert cli.run(call) == 0
    merged = tomllib.loads(ours.read_text("utf-8"))
    count.tried(*([] if _sorted(merged) == _sorted(table) else ["the merged record is another"]))
    raw = ours.read_bytes()
    count.tried(*(["a control character as it is"] if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", raw) else []))
    count.settle()


def _sorted(table: dict[str, Any]) -> dict[str, Any]:
    return {**table, "sessions": sorted(table["sessions"], key=lambda one: str(one["id"]))}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_completes_holds_nothing_of_a_record(
    worlds: Worlds, shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, proof: Prove
) -> None:
    count = proof(WRITTEN)
    assert cli.run(["completion", shell, "--rubrics", str(worlds.world.rubrics)]) == 0
    hostile = capsys.readouterr().out
    monkeypatch.undo()
    assert cli.run(["completion", shell]) == 0
    count.tried(*([] if capsys.readouterr().out == hostile else [f"{shell} is told something else"]))
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("name", [*USUAL, *MORE])
def test_a_report_runs_nothing_in_a_browser(
    worlds: Worlds,
    tmp_path: Path,
    proof: Prove,
    opened: Callable[..., Any],
    name: str,
) -> None:
    count = proof(IN_A_BROWSER)
    path = tmp_path / "report.html"
    path.write_bytes(worlds.hostile(name, "html"))
    page, did = opened(path)
    page.mouse.wheel(0, 20_000)
    for link in page.query_selector_all("a, [onclick]"):
        link.evaluate("one => one.click()")
    page.wait_for_timeout(300)
    names = set(page.evaluate("[...document.querySelectorAll('*')].map(one => one.localName)"))
    wrong = [*did, *(f"an element {one}" for one in sorted(names - KEPT - VOID))]
    if PWNED not in page.inner_text("h1"):
        wrong.append("the title is not shown")
    count.tried(*(f"{name}: {one}" for one in wrong))
    count.settle()
