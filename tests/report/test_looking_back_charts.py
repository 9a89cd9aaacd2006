from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pickproblem.report import charts
from pickproblem.report.charts import KIND_MARKS, Bin, Lane, Line, Spent, Stretch, plain
from pickproblem.text import cells

FIRST, LAST = date(2026, 5, 1), date(2026, 10, 31)
SPENT = [
    Spent("delivered", "delivered", 300, 0.75),
    Spent("dead-end", "dead ends", 0, 0.0),
    Spent("left-for-newer", "새것 때문에 놓음", 100, 0.25),
    Spent("active", "still open", 0.2),
]

titles = st.text(max_size=40) | st.sampled_from(
    ["긴 한글 제목이 여기에 있다", "👩‍👩‍👧 family", "a\u200d", "\x1b[31mred", ""]
)
kinds = st.sampled_from(sorted(KIND_MARKS))
said = st.floats(0, 1)
hours = st.floats(0, 1e6)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    first, last = sorted(draw(st.tuples(days, days)))
    return Stretch(draw(kinds), first, last)


def texts(lines: list[Line]) -> list[str]:
    return [plain(line) for line in lines]


def width_of(line: Line) -> int:
    return cells("".join(text for text, _role in line))


@given(
    st.lists(st.builds(Spent, kinds, titles, hours, st.none() | said), max_size=6),
    st.lists(st.builds(Lane, titles, st.lists(stretches(), max_size=4), hours), max_size=4),
    st.lists(st.builds(Bin, said, said, st.integers(0, 99), said, said), max_size=5),
    st.tuples(days, days).map(sorted),
    st.integers(1, 140),
)
def test_no_picture_exceeds_its_width(
    spent: list[Spent], lanes: list[Lane], bins: list[Bin], window: list[date], width: int
) -> None:
    drawn = [
        *charts.time_spent(spent, width),
        *charts.timeline(lanes, window[0], window[1], width),
        *charts.calibration(bins, width),
    ]
    assert all(width_of(line) <= width for line in drawn)


def test_shares_fill_one_bar_in_their_proportion() -> None:
    whole, head, *rows = texts(charts.time_spent(SPENT, 80))
    assert (whole.count("█"), whole.count("▒"), len(whole)) == (60, 20, 80)
    assert head.split() == ["hours", "share"]
    assert [row[0] for row in rows] == ["█", "▓", "▒", "›"]
    assert [row.split()[-2:] for row in rows] == [["300", "75%"], ["0", "0%"], ["100", "25%"], ["›", "<1"]]
    lengths = [row[1:].count(mark) for row, mark in zip(rows, "█▓▒›", strict=True)]
    assert lengths[1] == 0
    assert abs(lengths[0] - 3 * lengths[2]) <= 1
    # What took any time is seen.
    assert lengths[3] == 1


def test_without_shares_there_is_no_bar_of_them() -> None:
    head, row = texts(charts.time_spent([Spent("active", "still open", 10)], 60))
    assert head.split() == ["hours"]
    assert row.endswith("10")
    assert charts.time_spent([], 60) == []


def test_a_stretch_stands_where_its_days_are() -> None:
    lanes = [
        Lane("A", [Stretch("delivered", FIRST, FIRST + timedelta(91))], 100),
        Lane("B", [Stretch("active", LAST - timedelta(91), LAST)], 10),
        Lane("C", [Stretch("dead-end", date(2025, 1, 1), FIRST), Stretch("side", LAST, date(2027, 1, 1))], 1),
    ]
    # 184 days; the title takes one cell, the gaps two each, the hours five: 92 cells are left for the days.
    head, a, b, c = texts(charts.timeline(lanes, FIRST, LAST, 1 + 2 + 92 + 2 + 5))
    assert a[3:95] == "█" * 46 + " " * 46
    assert b[3:95] == " " * 46 + "›" * 46
    assert c[3:95] == "▓" + " " * 90 + "·"
    assert head.split() == ["2026-05", "06", "07", "08", "09", "10", "hours"]
    assert head.index("08") == 3 + 92 * 92 // 184


def test_years_are_named_where_they_begin() -> None:
    lane = Lane("A", [], 0)
    (head, _a) = texts(charts.timeline([lane], date(2026, 11, 20), date(2027, 2, 20), 90))
    # Of November too little is left to name it.
    assert [word for word in head.split() if word != "hours"] in (["2026-11", "12", "2027-01", "02"],)
    (head, _a) = texts(charts.timeline([lane], date(2026, 11, 28), date(2027, 2, 20), 90))
    assert head.split()[:2] == ["2026-12", "2027-01"]
    assert charts.timeline([lane], date.max - timedelta(40), date.max, 60)
    assert charts.timeline([lane], date.min, date.max, 60)
    assert charts.timeline([], FIRST, LAST, 60) == []


def test_what_was_said_stands_beside_what_came_true() -> None:
    bins = [Bin(0, 0.2, 0), Bin(0.4, 0.6, 4, 0.5, 0.5), Bin(0.6, 0.8, 10, 0.7, 0.4)]
    _head, none, level, over = texts(charts.calibration(bins, 80))
    assert none.split()[-3:] == ["0", "–", "–"]
    assert "◆" not in none
    assert ("◆" in level, "│" in level) == (True, False)
    assert over.index("◆") < over.index("│")
    assert over.split()[-3:] == ["10", "70%", "40%"]
    assert charts.calibration([], 80) == []
