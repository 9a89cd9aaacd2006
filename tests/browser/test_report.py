"""The HTML report as people meet it: in a browser, on a phone, on paper, by keys, by a screen reader's rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pickproblem import edits
from pickproblem.report.html import html
from tests.browser.conftest import Seen
from tests.report.sharing import large, told

pytestmark = pytest.mark.slow

Written = Callable[[str, str], Path]
Opened = Callable[..., Seen]

NAMES = ("vital-lab", "tempted", "hostile", "large", "several", "alone", "unanswered", "long")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
PAPER = (688, 1010)
"""A4 less its margins."""
LEAST = (320, 640)
"""What a page must still be read on without moving it sideways (WCAG 1.4.10)."""
SMALLER = (*SIZES.values(), LEAST, (768, 1024))


Nu = Callable[..., list[str]]


def test_the_markup_is_valid(nu: Nu, written: Written) -> None:
    pages = [written(name, spoken) for name in (*NAMES, "humanoid") for spoken in ("en", "ko")]
    assert nu(*pages) == []


def test_the_checker_finds_what_is_wrong(nu: Nu, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<!doctype html><title>x</title><p><table id=a><tr><td id=a>", "utf-8")
    assert any("Duplicate ID" in one for one in nu(tmp_path / "x.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(opened: Opened, written: Written, axe: str, name: str, size: str, scheme: str) -> None:
    # Each scheme in both languages over the two sizes.
    page, did = opened(
        written(name, "en" if (size == "phone") == (scheme == "light") else "ko"), *SIZES[size], scheme
    )
    # Over a gradient no contrast can be told; the ground that tables lie on is the page's own.
    page.add_style_tag(content=".wide { background: none }")
    assert violations(page, axe) == []
    assert did == []


def violations(page: Any, axe: str) -> list[str]:
    """What axe finds, of any weight; run beside the page, which itself may run nothing."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['impact']} {one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])} times)"
        for one in found["violations"]
    ]


def test_axe_finds_what_is_wrong(opened: Opened, written: Written, axe: str) -> None:
    page, _did = opened(written("vital-lab", "en"))
    page.evaluate("document.querySelector('.lead').style.color = '#ccc'")
    page.evaluate("document.querySelector('main svg').removeAttribute('aria-labelledby')")
    page.evaluate("document.querySelector('main svg title').remove()")
    assert {one.split(":")[0] for one in violations(page, axe)} == {"serious color-contrast", "serious svg-img-alt"}


@pytest.mark.parametrize("spoken", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hostile_record_runs_nothing(opened: Opened, written: Written, spoken: str, scheme: str) -> None:
    page, did = opened(written("hostile", spoken), scheme=scheme)
    page.mouse.wheel(0, 20_000)
    for link in page.query_selector_all("a"):
        link.evaluate("one => one.click()")
    page.wait_for_timeout(300)
    assert did == []
    names = set(page.evaluate("[...document.querySelectorAll('*')].map(one => one.localName)"))
    assert not names & {"script", "img", "iframe", "object", "embed", "form", "input", "link", "base", "use", "image"}
    hrefs = page.evaluate("[...document.querySelectorAll('[href]')].map(one => one.getAttribute('href'))")
    assert hrefs
    assert all(re.fullmatch("#[a-z-]+", href) for href in hrefs)
    assert "<script>alert('a')</script><img src=x onerror=alert(1)>" in page.inner_text("h1")


def test_the_page_itself_forbids_what_would_run(opened: Opened, written: Written) -> None:
    page, did = opened(written("vital-lab", "en"))
    page.evaluate(
        "() => { const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one); const seen = document.createElement('img');"
        " seen.src = 'http://127.0.0.1:9/x.png'; document.body.append(seen); }"
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    refused = [one for one in did if one.startswith("console:") and "Content Security Policy" in one]
    assert len(refused) == 2
    assert [one for one in did if one.startswith("request")][1:] == ["request failed: csp"]


@pytest.mark.parametrize("name", [*NAMES, "humanoid"])
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_nothing_sticks_out(opened: Opened, written: Written, name: str, spoken: str) -> None:
    page, did = opened(written(name, spoken), *SIZES["desktop"])
    for width, height, scheme in ((*SIZES["phone"], "dark"), *((*size, "light") for size in SMALLER)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_style_tag(content="html { font-size: 200% }")  # letters twice as large (WCAG 1.4.4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert did == []


OUTSIDE = """() => {
  const wrong = [];
  for (const one of document.querySelectorAll('.strip text')) {
    const box = one.getBoundingClientRect();
    if (box.left < -1 || box.right > innerWidth + 1) wrong.push('off the page: ' + one.textContent);
  }
  for (const one of document.querySelectorAll('.strip .inside')) {
    const inner = one.getBoundingClientRect(), outer = one.previousElementSibling.getBoundingClientRect();
    if (inner.left < outer.left - 1 || inner.right > outer.right + 1) wrong.push('no room: ' + one.textContent);
  }
  return wrong;
}"""


@pytest.mark.parametrize("spoken", ["en", "ko"])
@pytest.mark.parametrize("name", NAMES)
def test_on_paper_nothing_is_cut(opened: Opened, written: Written, name: str, spoken: str) -> None:
    page, did = opened(written(name, spoken), *PAPER, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER[0]
    assert page.evaluate(CUT_ON_PAPER) == []
    assert not page.is_visible("nav")
    # Light, from a dark screen too.
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    mark = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--mark')")
    assert sum(bytes.fromhex(mark.strip()[1:])) < 200
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert did == []


CUT_ON_PAPER = """() => {
  const wrong = [];
  for (const one of document.querySelectorAll('.wide'))
    if (one.scrollWidth > one.clientWidth + 1) wrong.push('columns: ' + one.innerText.slice(0, 60));
  for (const one of document.querySelectorAll('tr, .reasons > div')) {
    const tall = one.getBoundingClientRect().height > innerHeight;
    const kept = getComputedStyle(one).breakInside === 'avoid';
    if (!kept && !tall) wrong.push('row: ' + one.innerText.slice(0, 60));
  }
  return wrong;
}"""


def test_on_a_phone_a_title_stands_beside_its_rank_and_a_state_in_words(opened: Opened, written: Written) -> None:
    for spoken in ("en", "ko"):
        page, _did = opened(written("tempted", spoken), *SIZES["phone"])
        tops = "[...document.querySelectorAll('.row .rank')].map(one => [one, one.nextSibling].map(TOP))"
        pairs = page.evaluate(tops.replace("TOP", "it => Math.round(it.getClientRects()[0].top)"))
        assert pairs
        assert [abs(rank - title) for rank, title in pairs if abs(rank - title) > 6] == []
        lines = page.evaluate(
            "[...document.querySelectorAll('td.state')].map(one => { const all = document.createRange();"
            " all.selectNodeContents(one); return all.getClientRects().length })"
        )
        assert lines
        assert max(lines) <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_that_goes_on_to_the_right_shows_it(opened: Opened, written: Written, scheme: str) -> None:
    page, _did = opened(written("large", "en"), *SIZES["phone"], scheme)
    wide = page.locator("section#points .wide")
    assert shadowed(wide)
    wide.evaluate("one => { one.scrollLeft = one.scrollWidth }")
    assert not shadowed(wide)
    page, _did = opened(written("vital-lab", "en"), 1120, 900, scheme)
    assert not shadowed(page.locator("section#ranking .wide"))


def shadowed(wide: Any) -> bool:
    """Whether the ground behind a table makes a difference to the eye."""
    wide.scroll_into_view_if_needed()
    with_ground = wide.screenshot()
    wide.evaluate("one => { one.style.background = 'none' }")
    without: bytes = wide.screenshot()
    wide.evaluate("one => { one.style.background = '' }")
    return bool(with_ground != without)


def test_by_keys_alone(opened: Opened, written: Written) -> None:
    page, _did = opened(written("vital-lab", "en"), *SIZES["phone"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "result"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    wide = page.locator("section#answers [role=region]")
    wide.focus()
    for _press in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert wide.evaluate("one => one.scrollLeft") > 0
    assert wide.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_the_colours_follow_the_system(opened: Opened, written: Written) -> None:
    grounds = {
        scheme: opened(written("vital-lab", "en"), scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    brightness = {scheme: sum(map(int, re.findall(r"\d+", ground))) for scheme, ground in grounds.items()}
    assert brightness["light"] > 600
    assert brightness["dark"] < 120


def test_hangul_is_drawn_in_a_font_that_has_it(opened: Opened, written: Written) -> None:
    page, _did = opened(written("vital-lab", "ko"))
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", ".lead", "figure .name", "caption span"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert re.search("CJK|KR|Nanum|Malgun|Gothic", " ".join(one["familyName"] for one in fonts)), selector


def test_eight_candidates_stand_side_by_side_with_whole_words(opened: Opened, tmp_path: Path) -> None:
    record = large()
    for one in record.candidates:
        record = edits.change_candidate(record, one.id, title="Dexterous manipulation from demonstrations")
    path = tmp_path / "eight.html"
    path.write_bytes(html(told(record)))
    page, _did = opened(path, 1280, 900)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for section in ("points", "answers"):
            wide = page.locator(f"section#{section} .wide")
            assert wide.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), (media, section)
            assert wide.locator("th.title").count() == 8
            broken = wide.evaluate(BROKEN)
            assert broken == [], (media, section)


BROKEN = r"""table => {
  const broken = [], at = document.createRange();
  for (const head of table.querySelectorAll('th.title')) {
    const text = document.createTreeWalker(head, NodeFilter.SHOW_TEXT).nextNode();
    for (const word of text.data.matchAll(/[^\s-]+/g)) {
      at.setStart(text, word.index);
      at.setEnd(text, word.index + word[0].length);
      if (at.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
"""The words of headings that stand on more than one line."""


def test_on_a_phone_the_result_begins_on_the_first_screen(opened: Opened, written: Written) -> None:
    page, _did = opened(written("tempted", "en"), *SIZES["phone"])
    lead = page.locator(".verdict .lead").bounding_box()
    assert lead["y"] + lead["height"] < SIZES["phone"][1]
    page.emulate_media(reduced_motion="reduce")
    for link in page.locator("nav a").all():
        link.focus()
        page.wait_for_timeout(100)
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
