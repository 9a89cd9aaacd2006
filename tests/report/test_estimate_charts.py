from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.estimate.deadline import plan
from pickproblem.estimate.maturity import maturity, read_results
from pickproblem.report import charts
from pickproblem.report.charts import Box, Line, MemoryPart, RecordSet, RunsThatFit, about, plain
from pickproblem.report.estimates import plan_boxes, record_points
from pickproblem.text import cells

TODAY = date(2026, 11, 21)
PARTS = [
    MemoryPart("weights", 3.1), MemoryPart("gradients", 3.1), MemoryPart("optimizer", 6.2),
    MemoryPart("activations", 5.0), MemoryPart("logits", 0.8), MemoryPart("overhead", 1.2),
]  # fmt: skip
WIDTHS = st.integers(1, 140)

titles = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="가힣각 한글문제abc", max_size=40),
    st.sampled_from(["👩‍👩‍👧 family", "❤️" * 30, "a\u200d", "e\u0301" * 40, "\x1b[31mred", "", "\u202egnol"]),
)
amounts = st.one_of(st.floats(0, 1e12), st.sampled_from([0.0, 1e-9, 0.1, 1.0, 10.0, 100.0]))


@st.composite
def fitting(draw: st.DrawFn) -> RunsThatFit:
    low, median, high = sorted(draw(st.tuples(amounts, amounts, amounts)))
    return RunsThatFit(low, median, high, draw(st.floats(0.1, 1e6)), draw(st.sampled_from([1.0, 2.0, 1.5])))


@st.composite
def schedules(draw: st.DrawFn) -> tuple[list[Box], date]:
    due = TODAY + timedelta(days=draw(st.integers(0, 800)))
    writing = draw(st.none() | st.floats(0, 60))
    boxes = plan_boxes(plan(today=TODAY, deadline=due, writing_weeks=writing))
    return [box._replace(title=draw(titles)) for box in boxes], due


@st.composite
def boards(draw: st.DrawFn) -> list[RecordSet]:
    days = sorted(draw(st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), max_size=12)))
    scores = st.floats(-1e6, 1e6)
    steps = st.none() | st.floats(0, 100)
    return [RecordSet(day, str(day.year), draw(scores), draw(steps)) for day in days]


def texts(lines: list[Line]) -> list[str]:
    return [plain(line) for line in lines]


def width_of(line: Line) -> int:
    return cells("".join(text for text, _role in line))


# --- every chart


@given(fitting(), WIDTHS)
def test_runs_never_exceed_their_width(runs: RunsThatFit, width: int) -> None:
    assert all(width_of(line) <= width for line in charts.runs_that_fit(runs, width))


@given(
    st.lists(st.builds(MemoryPart, titles, st.floats(0, 1e4)), max_size=8),
    st.floats(0, 300),
    st.floats(1, 300),
    WIDTHS,
)
def test_memory_never_exceeds_its_width(parts: list[MemoryPart], usable: float, card: float, width: int) -> None:
    assert all(width_of(line) <= width for line in charts.memory(parts, usable, card, width))


@given(schedules(), WIDTHS)
def test_weeks_never_exceed_their_width(scheduled: tuple[list[Box], date], width: int) -> None:
    schedule, due = scheduled
    assert all(width_of(line) <= width for line in charts.weeks(schedule, TODAY, due, width))


@given(boards(), WIDTHS, st.booleans())
def test_records_never_exceed_their_width(board: list[RecordSet], width: int, lower: bool) -> None:
    assert all(width_of(line) <= width for line in charts.records(board, width, lower_is_better=lower))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_ascii_has_the_same_width_and_only_known_marks(width: int) -> None:
    found = plan(today=TODAY, deadline=TODAY + timedelta(weeks=26))
    board = maturity(read_results((EXAMPLES / "imagenet.csv").read_text(encoding="utf-8")))
    drawn = [
        *charts.runs_that_fit(RunsThatFit(32, 71, 151, 40), width),
        *charts.memory(PARTS, 22.08, 24, width),
        *charts.weeks(plan_boxes(found), TODAY, TODAY + timedelta(weeks=26), width),
        *charts.records(record_points(board), width, lower_is_better=True),
    ]
    for line in texts(drawn):
        ascii_line = charts.to_ascii(line).replace("…", "~")
        assert ascii_line.isascii(), ascii_line
        assert len(ascii_line) == cells(line)


def test_nothing_to_draw_draws_nothing() -> None:
    assert charts.memory([], 22, 24, 80) == []
    assert charts.weeks([], TODAY, TODAY, 80) == []
    assert charts.records([], 80) == []


# --- figures


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (5.4167, "5.4"), (8, "8"), (8.04, "8"), (12.6, "13"), (71.3, "71"), (151, "150"), (1480, "1,500"),
        (0.571, "0.57"), (0.0042, "0.0042"), (1e-5, "<0.001"), (3e9, "3.0e+09"), (float("inf"), "–"), (99.6, "100"),
        (9.96, "10"), (-3.14, "-3.1"),
    ],
)  # fmt: skip
def test_a_figure_has_two_digits(value: float, written: str) -> None:
    assert about(value) == written


# --- runs that fit


def test_runs_that_fit_stand_above_those_wanted() -> None:
    head, fit, wanted = texts(charts.runs_that_fit(RunsThatFit(32, 71.3, 151, 40), 80))
    assert re.findall(r"[\d,]+", head) == ["10", "100", "1,000"]
    assert fit.endswith("71, 32–150")
    assert wanted.endswith("40 × 2 = 80")
    assert fit.index("▒") < fit.index("◆") < fit.index("│") < fit.rindex("▒")
    assert wanted.rindex("█") == fit.index("│")  # the line stands where the runs wanted end


def test_runs_that_fall_short_end_before_the_line() -> None:
    _head, fit, wanted = texts(charts.runs_that_fit(RunsThatFit(0.4, 1.1, 2.3, 10, repeats=1), 60))
    assert fit.rindex("▒") < fit.index("│")
    assert wanted.endswith(" 10")
    assert "×" not in wanted


def test_a_tenfold_takes_the_same_room_anywhere() -> None:
    line = texts(charts.runs_that_fit(RunsThatFit(2, 20, 200, 1000, 1), 100))[1]
    left, middle, right = line.index("▒"), line.index("◆"), line.rindex("▒")
    assert abs((middle - left) - (right - middle)) <= 1


def test_no_run_at_all_is_drawn_at_the_left_end() -> None:
    fit = texts(charts.runs_that_fit(RunsThatFit(0, 0, 0, 10), 60))[1]
    assert fit.index("◆") == len("that fit  ")


# --- memory


def test_memory_is_a_bar_of_parts_above_the_card_with_a_legend() -> None:
    needed, card, *legend = texts(charts.memory(PARTS, 22.08, 24, 80))
    bar = needed.removeprefix("needed    ").split()[0]
    assert [bar.count(mark) for mark in "█▓▒░·+"] == [7, 8, 14, 12, 2, 3]
    assert needed.endswith("19 GB")
    assert card.endswith("22 of 24 GB")
    assert "weights 3.1 GB" in " ".join(legend)
    assert all(f"{mark} {part.title}" in " ".join(legend) for mark, part in zip("█▓▒░·+", PARTS, strict=True))


def test_what_fits_ends_before_the_line_and_what_does_not_beyond_it() -> None:
    def ends(need: float) -> tuple[int, int]:
        needed, card, *_legend = texts(charts.memory([MemoryPart("weights", need)], 22.08, 24, 80))
        return needed.rindex("█"), card.index("│")

    bar, line = ends(15)
    assert bar < line
    bar, line = ends(47)
    assert bar > line


def test_korean_parts_are_aligned() -> None:
    needed, card, legend = charts.memory([MemoryPart("가중치", 13), MemoryPart("활성", 5)], 22, 24, 80)
    assert width_of(needed) == width_of(card) == 80
    assert plain(legend) == "█ 가중치 13 GB  ▓ 활성 5 GB"


# --- the weeks


def test_the_weeks_have_a_line_a_box_with_its_dates_and_a_legend() -> None:
    due = TODAY + timedelta(weeks=13)
    found = plan(today=TODAY, deadline=due, deliverable="x", experiment_weeks=5)
    lines = texts(charts.weeks(plan_boxes(found), TODAY, due, 80))
    assert lines[0].split() == ["2026-11-21", "2027-02-20"]
    assert [re.search(r"\d\d-\d\d – \d\d-\d\d$", line) is not None for line in lines[1:6]] == [True] * 5
    assert lines[1].endswith("11-21 – 12-10")
    assert lines[5].endswith("02-18 – 02-20")
    assert re.findall(r"\d\d-\d\d", lines[6]) == ["12-19", "01-16", "02-20"]
    assert lines[7] == "█ experiments  ▒ writing  ◆ review"


def test_boxes_follow_each_other_along_the_axis() -> None:
    due = TODAY + timedelta(weeks=13)
    lines = texts(charts.weeks(plan_boxes(plan(today=TODAY, deadline=due)), TODAY, due, 100))[1:6]
    ends = [(min(map(line.find, "█▒"), key=lambda at: at if at >= 0 else 999), line) for line in lines]
    begins = [begin for begin, _line in ends]
    stops = [max(line.rfind("█"), line.rfind("▒")) for line in lines]
    assert all(stop + 1 == begin for stop, begin in zip(stops, begins[1:], strict=False))


def test_a_box_of_a_day_is_drawn_though_a_cell_is_longer() -> None:
    due = TODAY + timedelta(days=700)
    boxes = [
        Box("long", TODAY, due - timedelta(days=1), "experiments"),
        Box("one day", due, due, "writing"),
    ]
    assert "▒" in texts(charts.weeks(boxes, TODAY, due, 60))[2]


def test_korean_titles_of_boxes_are_aligned() -> None:
    boxes = [
        Box("전체 흐름", TODAY, TODAY + timedelta(days=9), "experiments"),
        Box("초안", TODAY + timedelta(days=10), TODAY + timedelta(days=20), "writing"),
    ]
    lines = charts.weeks(boxes, TODAY, TODAY + timedelta(days=20), 60)
    assert width_of(lines[1]) == width_of(lines[2]) == 60


# --- the records


def test_records_rise_over_time_and_the_last_step_is_named() -> None:
    board = maturity(read_results((EXAMPLES / "imagenet.csv").read_text(encoding="utf-8")))
    lines = texts(charts.records(record_points(board), 80))
    assert "+0.1◆" in lines[0]
    assert lines[-2].startswith("63 │◆")
    assert lines[-1].split() == ["2012-12", "2023-02"]
    columns = [line.index("◆") for line in lines[:-1] if "◆" in line]
    assert columns == sorted(columns, reverse=True)


def test_errors_fall_and_their_steps_are_below_zero() -> None:
    board = maturity(read_results("2012,36\n2013,30\n2014,24\n2015,18.5"), lower_is_better=True)
    lines = texts(charts.records(record_points(board), 60, lower_is_better=True))
    assert lines[0].startswith("36 │◆")
    assert lines[-2].endswith("−5.5◆")


def test_one_record_alone_is_a_mark() -> None:
    assert texts(charts.records([RecordSet(TODAY, "2026", 5.0)], 40)) == ["5 │◆", "   2026"]


@given(boards(), st.integers(40, 140))
def test_every_label_stands_beside_a_mark_and_none_is_cut(board: list[RecordSet], width: int) -> None:
    known = {f"+{about(one.step)}" for one in board if one.step is not None}
    for line in texts(charts.records(board, width))[:-1]:
        for label in re.findall(r"\+[\d.,e+<]+", line.partition("│")[2]):
            assert label in known
