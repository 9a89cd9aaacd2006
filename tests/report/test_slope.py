"""The slope picture: whoever follows a line from its figure then comes to its own figure now."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.report import charts
from pickproblem.report.charts import Slope, plain, slope
from pickproblem.text import cells
from tests.report.test_charts import titles, width_of

figures = st.none() | st.floats(0, 100)
rows = st.lists(st.builds(Slope, titles, figures, figures), max_size=9)
_TURNS = {"╮": {(0, 1): (1, 0)}, "╯": {(0, 1): (-1, 0)}, "╭": {(-1, 0): (0, 1)}, "╰": {(1, 0): (0, 1)}}


def drawn(*given: Slope, width: int = 60) -> list[str]:
    return [plain(line) for line in slope(given, width)]


def followed(lines: list[str], row: int, column: int) -> tuple[int, int]:
    """Where a line ends that begins there and runs to the right."""
    down, across = 0, 1
    while column < len(lines[row]) and lines[row][column] != " ":
        stroke = lines[row][column]
        down, across = _TURNS[stroke][down, across] if stroke in _TURNS else (down, across)
        row, column = row + down, column + across
    return row, column


def test_old_against_new() -> None:
    assert drawn(Slope("Walking", 92, 70), Slope("Cloth", 71, 90), Slope("차량", 40, 42)) == [
        "      then                                        now",
        "Walking 92  ────────────╮",
        "                        │          ╭────────────  90 Cloth",
        "  Cloth 71  ────────────┼──────────╯",
        "                        ╰───────────────────────  70 Walking",
        "",
        "",
        "   차량 40  ────────────────────────────────────  42 차량",
    ]


def test_what_is_new_and_what_is_gone_have_one_end() -> None:
    lines = drawn(Slope("New", None, 64), Slope("Gone", 44, None), Slope("None", None, None))
    assert [line for line in lines if "64" in line] == [lines[1]]
    assert lines[1].endswith("──────  64 New")
    assert lines[-1].endswith("Gone 44  ──────")
    assert not any("None" in line for line in lines)


def test_nothing_to_show_takes_no_line() -> None:
    assert slope([], 80) == slope([Slope("a", None, None)], 80) == []


def test_where_there_is_no_room_for_lines_the_figures_are_told() -> None:
    assert drawn(Slope("A long title indeed", 80, 70), Slope("B", None, 68), width=22) == [
        "A long title…  80 → 70",
        "B               – → 68",
    ]


def test_in_ascii_every_stroke_has_a_mark() -> None:
    text = "\n".join(drawn(Slope("a", 9, 1), Slope("b", 5, 6), Slope("c", 1, 9)))
    assert charts.to_ascii(text).isascii()


@given(rows, st.integers(1, 130))
def test_never_wider_than_told(given: list[Slope], width: int) -> None:
    assert all(width_of(line) <= width for line in slope(given, width))


@given(st.lists(st.tuples(figures, figures), min_size=1, max_size=9), st.integers(60, 130))
def test_every_line_leads_from_its_own_figure_to_its_own(
    ends: list[tuple[float | None, float | None]], width: int
) -> None:
    given = [Slope(f"t{n}", *pair) for n, pair in enumerate(ends)]
    lines = drawn(*given, width=width)
    for one in given:
        begun = re.compile(rf"\b{one.title} +{round(one.then)}  ") if one.then is not None else None
        left = [(y, found.end()) for y, line in enumerate(lines) if begun and (found := begun.search(line))]
        assert len(left) == (one.then is not None)
        at_right = [y for y, line in enumerate(lines) if line.endswith(f" {one.title}")]
        assert len(at_right) == (one.now is not None)
        if left and at_right:
            row, column = followed(lines, *left[0])
            assert row == at_right[0]
            assert lines[row][column:].split()[-1] == one.title


@given(st.lists(st.integers(0, 100), min_size=2, max_size=9))
def test_the_higher_figure_stands_higher(values: list[int]) -> None:
    given = [Slope(f"t{n}", value, 50) for n, value in enumerate(values)]
    lines = drawn(*given)
    order = [int(found[1]) for line in lines[1:] if (found := re.search(r"^ *t(\d)", line))]
    assert [values[n] for n in order] == sorted(values, reverse=True)


@pytest.mark.parametrize("value", [0.0, 50.0, 100.0])
def test_what_did_not_move_is_drawn_level(value: float) -> None:
    lines = drawn(Slope("a", 100, 0), Slope("b", value, value), Slope("c", 30, 80), Slope("d", value, value))
    for title in "bd":
        (line,) = [line for line in lines if re.match(rf" *{title} ", line)]
        assert line.endswith(f" {title}")


def test_korean_titles_stand_in_line() -> None:
    lines = drawn(Slope("소프트 파티션", 60, 40), Slope("재식별", 30, 70))
    begun = [cells(line.partition("─")[0]) for line in lines if re.search(r"\d\d  ─", line)]
    assert len(begun) == 2
    assert len(set(begun)) == 1
