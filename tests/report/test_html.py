from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import language, ranking, rubric, store
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.record import Record
from pickproblem.report.charts import Question, percent, span
from pickproblem.report.html import POLICY, drawing, html, pictures
from pickproblem.report.html.markup import element, style, write
from tests import strategies
from tests.report.sharing import HOSTILE, TODAY, hostile, large, shipped, told

VOID = {"meta", "br", "hr"}
KEPT = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "nav", "footer", "section", "div", "a", "p",
    "h1", "h2", "h3", "ol", "ul", "li", "dl", "dt", "dd", "span", "time", "figure", "figcaption", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "svg", "desc", "defs", "pattern", "rect", "line", "path", "circle", "text",
}  # fmt: skip
"""Every element a report may be made of."""


class Tag(NamedTuple):
    name: str
    attributes: dict[str, str]
    text: str
    below: tuple[str, ...]


class Page(HTMLParser):
    """What a parser of another house makes of the page; fails where an element is not closed as it was opened."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.texts: list[str] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(page.decode())
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        assert len(named) == len(attrs)
        if tag in VOID:
            self.tags.append(Tag(tag, named, "", tuple(name for name, _attributes, _texts in self._open)))
        else:
            self._open.append((tag, named, []))

    def handle_endtag(self, tag: str) -> None:
        name, attributes, texts = self._open.pop()
        assert name == tag
        text = "".join(texts)
        self.tags.append(Tag(name, attributes, text, tuple(above for above, _attributes, _texts in self._open)))
        if self._open:
            self._open[-1][2].append(text)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._open:
            self._open[-1][2].append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def all(self, *names: str) -> Iterator[Tag]:
        return (tag for tag in self.tags if tag.name in names)


def page(record: Record, **options: str) -> Page:
    return Page(html(told(record, **options)))


def example(name: str) -> Record:
    return store.read(Path(EXAMPLES) / f"{name}.toml", shipped()).record


def acts(page: Page) -> Iterator[str]:
    """Whatever in a page could run, fetch or lead away."""
    for tag in page.tags:
        if tag.name not in KEPT:
            yield f"<{tag.name}>"
        for key, value in tag.attributes.items():
            leads = key in ("href", "src", "action", "style", "xlink:href") and not re.fullmatch(r"#[a-z-]+", value)
            if key.startswith("on") or leads or ("url(" in value and not value.startswith("url(#fill-")):
                yield f'{key}="{value}"'


def test_the_hostile_record_becomes_text_and_nothing_else() -> None:
    found = page(hostile())
    assert list(acts(found)) == []
    shown = "".join(found.texts)
    for text in ("<script>alert('a')</script><img src=x onerror=alert(1)>", '<a href="javascript:alert(3)">x</a>'):
        assert text in shown  # all of it is there to read
    whole = shown + "".join(value for tag in found.tags for value in tag.attributes.values())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", whole)
    assert "<U+202E>evil" in shown
    assert "␛]52;" in shown


@settings(max_examples=25)
@given(strategies.tables(), st.sampled_from(["en", "ko"]))
def test_any_record_becomes_a_page_that_does_nothing(table: strategies.Table, spoken: language.Language) -> None:
    language.use(spoken)
    record = Record.model_validate(table)
    found = Page(html(told(record, strategies.LIBRARY)))
    assert list(acts(found)) == []
    sound(found)


def sound(found: Page) -> None:
    """What readers and screen readers hold on to."""
    heads = [int(tag.name[1]) for tag in found.all("h1", "h2", "h3")]
    assert heads.count(1) == 1
    assert heads[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(heads))
    ids = Counter(tag.attributes["id"] for tag in found.tags if "id" in tag.attributes)
    assert not [id for id, times in ids.items() if times > 1]
    for tag in found.tags:
        named = tag.attributes.get("aria-labelledby", "").split()
        led = [tag.attributes["href"].removeprefix("#")] if "href" in tag.attributes else []
        assert set(named) | set(led) <= set(ids)
        if tag.name == "svg":
            hidden = tag.attributes.get("aria-hidden") == "true" or "svg" in tag.below
            assert hidden or (tag.attributes["role"] == "img" and len(named) == 2)
        if tag.name == "th":
            assert tag.attributes["scope"] in ("row", "col")
            assert tag.text.strip()
    assert len(list(found.all("main"))) == len(list(found.all("nav"))) == 1
    assert len(list(found.all("caption"))) == len(list(found.all("table")))


@pytest.mark.parametrize("name", ["vital-lab", "vital-lab.ko", "humanoid", "humanoid.ko", "tempted", "tempted.ko"])
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_the_examples_are_sound_pages(name: str, spoken: language.Language) -> None:
    language.use(spoken)
    found = page(example(name))
    sound(found)
    assert next(found.all("html")).attributes["lang"] == spoken
    assert list(acts(found)) == []


def test_what_the_page_may_do_is_said_before_anything_else() -> None:
    metas = [tag.attributes for tag in page(example("vital-lab")).all("meta")]
    assert metas[0] == {"charset": "utf-8"}
    assert metas[1] == {"http-equiv": "Content-Security-Policy", "content": POLICY}
    assert POLICY.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_the_figures_are_those_of_rank() -> None:
    record = example("vital-lab")
    document = ranking.rank(record, shipped())
    table = html(told(record)).decode()
    candidates = document["candidates"]
    assert isinstance(candidates, list)
    for one in candidates:
        score = span(one["score"], one["low"], one["high"])
        assert f"score {score} · first in {percent(one['best_probability'])}" in table
        for each in one["rank_probabilities"]:
            assert f'<td class="figures">{percent(each)}</td>' in table
        place = f'x="{one["score"]:.2f}'.rstrip("0").rstrip(".")
        assert f'{place}%" y="14"' in table


def test_a_shape_stands_where_its_figure_says() -> None:
    found = page(example("vital-lab"))
    bars = [tag.attributes for tag in found.all("rect") if tag.attributes.get("class", "").startswith("share s")]
    for first in [i for i, bar in enumerate(bars) if bar["x"] == "0%"]:
        row = [bars[first]]
        for bar in bars[first + 1 :]:
            if bar["x"] == "0%":
                break
            row.append(bar)
        ends = [float(bar["x"][:-1]) + float(bar["width"][:-1]) for bar in row]
        assert ends[-1] == pytest.approx(100, abs=0.1)
        assert [float(bar["x"][:-1]) for bar in row[1:]] == pytest.approx(ends[:-1], abs=0.05)


def test_every_reason_is_told() -> None:
    record = example("humanoid")
    shown = "".join(page(record).texts)
    reasons = [
        answer.reason
        for session in record.sessions
        for row in (session.answers or {}).values()
        for answer in row.values()
    ]
    assert len(reasons) > 20
    for reason in reasons:
        assert reason is None or reason in shown


def test_who_gave_a_reason_is_named_where_several_did() -> None:
    both = hostile()
    for rater, named in ((None, True), (HOSTILE[1], False)):
        (reasons,) = re.findall(r'(?s)<section id="reasons".*?</section>', html(told(both, rater=rater)).decode())
        assert ('class="rater"' in reasons) is named


def test_an_answer_that_gains_nothing_is_not_called_worth_something() -> None:
    drawn = pictures.questions([Question("Interest", 1.5, 4), Question("Upside", 0, 3)])
    gains, moves = [tag for tag in Page(write(drawn.figure())).texts if tag.startswith(("Interest: ", "Upside: "))]
    assert gains.startswith("Interest: worth ")
    assert moves.startswith("Upside: moves the score by ")


def test_a_mark_at_an_end_of_the_axis_keeps_its_letters_inside() -> None:
    drawn = drawing.Picture("axis", "An axis")
    drawn.axis([(0, "0"), (0.5, "50"), (1, "100")])
    anchors = [tag.attributes.get("text-anchor") for tag in Page(write(drawn.figure())).all("text")]
    assert anchors == ["start", "middle", "end"]


def test_a_large_record_stays_light() -> None:
    record = large()
    for spoken in language.LANGUAGES:
        language.use(spoken)
        assert len(html(told(record))) < 300_000
    sound(page(record))


def test_one_rater_alone() -> None:
    both = hostile()
    alone = told(both, rater=HOSTILE[1].upper())
    assert [one.rater for one in alone.record.sessions] == [HOSTILE[1]]
    assert alone.document == ranking.rank(both, shipped(), rater=HOSTILE[1], can_win=False)
    keys = {tag.attributes.get("id") for tag in page(both).tags}
    assert "raters" in keys
    assert "raters" not in {tag.attributes.get("id") for tag in Page(html(alone)).tags}


def test_a_record_without_answers_says_what_there_is_to_say() -> None:
    table = {"format": 1, "title": "Nothing yet", "created": hostile().created, "profile": "balanced"}
    empty = Page(html(told(Record.model_validate(table))))
    sound(empty)
    assert [tag.text for tag in empty.all("h2")] == ["How this came about"]
    assert "There is no candidate in the race." in "".join(empty.texts)


def test_a_plan_whose_date_is_over_is_left_out() -> None:
    late = hostile()
    assert late.setting is not None
    past = late.model_copy(update={"setting": late.setting.model_copy(update={"deadline": TODAY.replace(year=2025)})})
    assert "schedule" in {tag.attributes.get("id") for tag in page(late).tags}
    assert "schedule" not in {tag.attributes.get("id") for tag in page(past).tags}


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("script", {}),
        ("img", {}),
        ("p", {"onclick": "x"}),
        ("p", {"src": "x"}),
        ("a", {"href": "javascript:alert(1)"}),
        ("a", {"href": " https://x"}),
        ("a", {"href": "data:text/html,x"}),
    ],
)
def test_what_could_act_cannot_be_built(name: str, attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a report has no"):
        element(name, **attributes)


@pytest.mark.parametrize("sheet", ["</style><script>", "@import 'x'", "p { background: url(x) }"])
def test_a_style_sheet_that_reaches_out_cannot_be_built(sheet: str) -> None:
    with pytest.raises(ValueError, match="style sheet"):
        style(sheet)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_text_is_put_in_comes_out_as_text(text: str, value: str) -> None:
    found = Page(write(element("html", element("p", text, element("span", text), text, title=value))))
    assert [tag.name for tag in found.tags] == ["span", "p", "html"]
    assert found.tags[1].text.count(found.tags[0].text) >= 2 or not found.tags[0].text


def test_the_words_of_a_rubric_of_ones_own_are_text_too(tmp_path: Path) -> None:
    source = (Path(rubric.__file__).parent.parent / "rubrics" / "interest.toml").read_text("utf-8")
    own = re.sub(r'(?m)^(\[title\]\nen = )".*"$', r"\1'<script>alert(1)</script>'", source)
    assert own != source
    (tmp_path / "interest.toml").write_text(own, "utf-8")
    known = rubric.load([tmp_path])
    found = Page(html(told(example("vital-lab"), known)))
    assert list(acts(found)) == []
    assert "<script>alert(1)</script>" in "".join(found.texts)


def test_a_session_names_its_day_once_and_never_breaks_a_date() -> None:
    record = hostile()
    (about,) = re.findall(r'(?s)<section id="about".*?</section>', html(told(record)).decode())
    for session in record.sessions:
        assert f"<time>{session.started:%Y-%m-%d}</time>" in about
        if session.finished is not None and session.finished.date() == session.started.date():
            assert f'<td><span class="clock">{session.finished:%H:%M}</span></td>' in about


def test_titles_of_many_candidates_are_set_upright() -> None:
    assert 'class="many"' in html(told(large())).decode()
    assert 'class="many"' not in html(told(hostile())).decode()
