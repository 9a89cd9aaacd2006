from __future__ import annotations

import html as entities
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pickproblem import language, ranking, store
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.record import Record
from pickproblem.report.charts import percent, span
from pickproblem.report.markdown import escape, markdown
from pickproblem.text import safe
from tests import strategies
from tests.report.sharing import HOSTILE, hostile, large, several, shipped, told

READER = MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False})
"""A reader of another house that makes of a text all it can: HTML, and links of whatever looks like one."""

OURS = {
    "heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item", "inline",
    "strong", "em", "text", "text_special", "softbreak",
}  # fmt: skip


def kinds(tokens: list[Token]) -> set[str]:
    found = set()
    for token in tokens:
        found.add(re.sub("_(open|close)$", "", token.type))
        found |= kinds(token.children or [])
    return found


def shown(text: str) -> str:
    """What a reader sees of it, the word joiners aside."""
    return entities.unescape(re.sub("<[^>]*>", "", READER.render(text))).replace("\u2060", "")


@settings(max_examples=300)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.text("[]()!*_`#-+.:/@<>&|~$=1ah \\", max_size=30)
)
@example("1. x")
@example("https://evil.example")
@example("mina@evil.example")
@example("a\n===")
@example("---")
@example("    code")
@example("![x](y)")
@example("x\\")
def test_a_text_is_shown_as_it_is_and_nothing_more(text: str) -> None:
    written = escape(text)
    assert "\n" not in written
    for around in ("{}", "- {}", "# {}", "**{}**x", "| {} |\n| --- |\n| {} |"):
        found = READER.parse(around.replace("{}", written))
        assert kinds(found) <= OURS - {"em"} - ({"strong"} if "**" not in around else set())
    wanted = safe(" ".join(text.split()))
    assert shown(written).strip() == wanted.strip()


@pytest.mark.parametrize("text", ["@mina", "see #12", "GH-7", "a@b.co", "owner/repo#3"])
def test_no_name_and_no_number_becomes_a_link_on_a_service(text: str) -> None:
    seen = entities.unescape(READER.renderInline(escape(text)))
    assert not re.search(r"@\w|#\d|GH-\d", seen)
    assert seen.replace("\u2060", "") == text


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_hostile_record_becomes_tables_and_text(spoken: language.Language) -> None:
    language.use(spoken)
    written = markdown(told(hostile())).decode()
    found = READER.parse(written)
    assert kinds(found) <= OURS
    assert sum(token.type == "table_open" for token in found) > 8
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]", written)
    assert safe(HOSTILE[0]) in shown(written)


@settings(max_examples=20)
@given(strategies.tables())
def test_any_record_becomes_tables_and_text(table: strategies.Table) -> None:
    written = markdown(told(Record.model_validate(table), strategies.LIBRARY)).decode()
    assert kinds(READER.parse(written)) <= OURS


def test_every_row_of_a_table_has_its_columns() -> None:
    for record in (hostile(), large()):
        tokens = READER.parse(markdown(told(record)).decode())
        widths: list[set[int]] = []
        for token in tokens:
            if token.type == "table_open":
                widths.append(set())
            elif token.type == "tr_open":
                cells = 0
            elif token.type in ("th_open", "td_open"):
                cells += 1
            elif token.type == "tr_close":
                widths[-1].add(cells)
        assert widths
        assert all(len(width) == 1 for width in widths)


def test_the_figures_are_those_of_rank() -> None:
    record = store.read(Path(EXAMPLES) / "vital-lab.toml", shipped()).record
    lines = markdown(told(record)).decode().split("\n")
    candidates = ranking.rank(record, shipped())["candidates"]
    assert isinstance(candidates, list)
    for one in candidates:
        title, score = escape(one["title"]), span(one["score"], one["low"], one["high"])
        assert f"| {one['rank']} | {title} | {score} | {percent(one['best_probability'])} | " in "\n".join(lines)
        assert f"| {title} | {' | '.join(percent(each) for each in one['rank_probabilities'])} |" in lines


def test_an_example_reads_as_it_was_written() -> None:
    written = markdown(told(store.read(Path(EXAMPLES) / "vital-lab.toml", shipped()).record)).decode()
    assert written.startswith(
        "# What to submit to the CVPR workshop\n\nProfile: After-hours research · Begun: 2020-12-12 · As of: "
    )
    assert "Enough has been asked. Yet a share of draws is not the chance of being right: it says" in written


@pytest.mark.parametrize("text", ["0.49", "12.5 weeks", "2.5", "0.1.0"])
def test_figures_stand_as_they_are(text: str) -> None:
    assert escape(text) == text


def test_where_raters_differ_is_a_table_of_its_own() -> None:
    written = markdown(told(several())).decode()
    section = written.split("## Where the raters differ")[1].split("\n## ")[0]
    assert "| Answer | mina | 지훈 | sora | Tom, with a rather long name |" in section
    assert "The lowest interest in" in section
    assert section.count("\n| ") == 10
    assert "Where the raters differ" not in markdown(told(large())).decode()
