"""Where several people stand on the same scale: nobody is left out, and every line keeps to its width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pickproblem.report import charts
from pickproblem.report.charts import Opinions, opinions, plain
from pickproblem.text import cells

SCALE = ("1", "2", "3", "4", "5", "?")


@st.composite
def rows(draw: st.DrawFn) -> list[Opinions]:
    titles = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.just("흥미가 있나요?")

    def places() -> list[list[str]]:
        return [["A"] * draw(st.integers(0, 7)) for _place in SCALE]

    return [
        Opinions(draw(titles), places(), "1–5", draw(st.just("") | titles)) for _row in range(draw(st.integers(1, 4)))
    ]


@given(rows(), st.integers(40, 110), st.none() | st.integers(0, 3))
def test_every_line_keeps_to_its_width(found: list[Opinions], width: int, at: int | None) -> None:
    lines = opinions(SCALE, "levels", found, width, at)
    assert len(lines) == len(found) + 1
    assert all(cells(plain(line)) <= width for line in lines)


@given(rows(), st.integers(60, 110))
def test_nobody_is_left_out(found: list[Opinions], width: int) -> None:
    for row, line in zip(found, opinions(SCALE, "levels", found, width)[1:], strict=True):
        drawn = [text.strip() for text, role in line if role in ("solid", "muted")]
        assert drawn == [
            charts.EMPTY if not marks else "".join(marks) if len(marks) <= 4 else f"×{len(marks)}"
            for marks in row.places
        ]


def test_title_and_whose_it_is_are_both_seen_and_the_cursor_is_a_character() -> None:
    row = Opinions("Topic maturity: is there room left?", [["A"], [], ["BC"], [], [], []], "1–3", "Synthetic to real")
    line = plain(opinions(SCALE, "levels", [row], 60, 0)[1])
    assert line.startswith("▸Topic")
    assert "· Synth" in line
    assert line.endswith("1–3")
    assert opinions(SCALE, "levels", [], 60) == []
