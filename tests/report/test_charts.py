from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import language
from pickproblem.report import charts
from pickproblem.report.charts import (
    Believed,
    Levels,
    Lever,
    Moved,
    Part,
    Question,
    Ranked,
    Share,
    Weight,
    plain,
)
from pickproblem.report.charts.lines import joined
from pickproblem.text import cells

RE_ID = "Synthetic-to-real re-identification"
ROWS = [
    Ranked("Vehicle search by natural language", 1, 71.2, 62.1, 79.4, 0.64, 1, 2),
    Ranked(RE_ID, 2, 64.0, 50.0, 75.0, 0.30, 2, 1),
    Ranked("소프트 파티션 어텐션", 3, 44.0, 30.0, 58.0, 0.06, 3, None),
]
PARTS = [Part("Interest", 0.52, (52, 39)), Part("주제의 성숙도", 0.32, (20.8, 32)), Part("Deadline", 0.16, (8, 8))]
FOUR, RANGE = Believed(4, 4, 4), Believed(3, 2, 4)

titles = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="가힣각 한글문제abc", max_size=60),
    st.sampled_from(
        ["👩‍👩‍👧 family", "🇰🇷🇰🇷", "❤️" * 30, "a\u200d", "\ufe0fa", "e\u0301" * 40, "\x1b[31mred", "", "\u202egnol"]
    ),
)
shares_of_one = st.floats(0, 1)
points = st.floats(0, 100)


@st.composite
def ranked(draw: st.DrawFn) -> Ranked:
    low, score, high = sorted(draw(st.tuples(points, points, points)))
    rank = st.one_of(st.none(), st.integers(1, 200))
    first = draw(st.one_of(st.none(), shares_of_one))
    return Ranked(
        draw(titles), draw(st.integers(1, 200)), score, low, high, first, draw(rank), draw(rank), draw(rank)
    )


def texts(lines: list[charts.Line]) -> list[str]:
    return [plain(line) for line in lines]


def width_of(line: charts.Line) -> int:
    return cells("".join(text for text, _role in line))


@given(st.lists(ranked(), max_size=5), st.integers(1, 140), st.sampled_from([None, True, False]))
def test_a_ranking_never_exceeds_its_width(rows: list[Ranked], width: int, roomy: bool | None) -> None:
    assert all(width_of(line) <= width for line in charts.ranking(rows, width, roomy=roomy))


@given(
    st.lists(titles, min_size=1, max_size=2),
    st.lists(st.builds(Part, titles, shares_of_one, st.tuples(points, points)), max_size=5),
    st.integers(1, 140),
)
def test_contributions_never_exceed_their_width(names: list[str], parts: list[Part], width: int) -> None:
    assert all(width_of(line) <= width for line in charts.contributions(names, parts, width))


@given(
    st.lists(st.builds(Share, titles, st.lists(shares_of_one, min_size=1, max_size=8)), max_size=5),
    st.integers(1, 140),
)
def test_shares_never_exceed_their_width(rows: list[Share], width: int) -> None:
    assert all(width_of(line) <= width for line in charts.shares(rows, width))


@given(st.lists(st.builds(Weight, titles, shares_of_one, st.none() | shares_of_one), max_size=5), st.integers(1, 140))
def test_weights_never_exceed_their_width(rows: list[Weight], width: int) -> None:
    assert all(width_of(line) <= width for line in charts.weights(rows, width))


@st.composite
def believed(draw: st.DrawFn) -> Believed:
    low, level, high = sorted(draw(st.tuples(*[st.integers(1, 5)] * 3)))
    known = draw(st.booleans())
    return Believed(level if known else None, low, high, draw(st.booleans()), known and draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[Levels]]:
    names = draw(st.lists(titles, min_size=1, max_size=9))
    cells = st.lists(believed(), min_size=len(names), max_size=len(names))
    return names, draw(st.lists(st.builds(Levels, titles, st.none() | shares_of_one, cells), max_size=4))


@given(
    tables(),
    st.integers(1, 140),
    st.none() | st.tuples(st.integers(0, 4), st.integers(0, 8)),
    st.none() | st.integers(3, 12),
)
def test_a_heat_table_never_exceeds_its_width_nor_its_lines(
    table: tuple[list[str], list[Levels]], width: int, at: tuple[int, int] | None, most: int | None
) -> None:
    lines = charts.heat(*table, width, at, most)
    assert all(width_of(line) <= width for line in lines)
    assert most is None or len(lines) <= most


leads = st.floats(-100, 100)


@given(
    st.lists(st.builds(Lever, titles, shares_of_one, leads, leads, leads, st.none() | shares_of_one), max_size=5),
    st.integers(1, 140),
    st.none() | st.integers(0, 4),
)
def test_a_tornado_never_exceeds_its_width(rows: list[Lever], width: int, at: int | None) -> None:
    assert all(width_of(line) <= width for line in charts.tornado(rows, width, at))


@given(
    st.lists(st.builds(Question, titles, points, points), max_size=5),
    st.integers(1, 140),
    st.none() | st.integers(0, 4),
)
def test_questions_never_exceed_their_width(rows: list[Question], width: int, at: int | None) -> None:
    assert all(width_of(line) <= width for line in charts.questions(rows, width, at))


ranks = st.integers(1, 200)
some = st.none() | shares_of_one


@given(st.lists(st.builds(Moved, titles, ranks, points, ranks, points, some, some), max_size=5), st.integers(1, 140))
def test_a_ranking_what_if_never_exceeds_its_width(rows: list[Moved], width: int) -> None:
    assert all(width_of(line) <= width for line in charts.moved(rows, width))


@pytest.mark.parametrize("width", [60, 76, 110])
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_columns_stand_below_each_other_whatever_the_script(width: int, spoken: language.Language) -> None:
    language.use(spoken)
    for lines in (
        charts.ranking(ROWS, width, roomy=False),
        charts.contributions([ROWS[0].title, ROWS[1].title], PARTS, width),
        charts.shares([Share(row.title, [0.5, 0.3, 0.2]) for row in ROWS], width, roomy=False),
        charts.weights([Weight(part.title, part.weight, 0.2) for part in PARTS], width),
        charts.heat(["1 A", "2 소프트"], [Levels(part.title, 0.2, [FOUR, RANGE]) for part in PARTS], width),
        charts.tornado([Lever(part.title, part.weight, -4, 3, 12, 0.3) for part in PARTS], width),
        charts.questions([Question(part.title, 1, 4) for part in PARTS], width),
        charts.moved([Moved(row.title, 1, 50, 2, 40, 0.5, 0.4) for row in ROWS], width),
    ):
        assert len({width_of(line) for line in lines}) == 1
        bodies = [line[1:] for line in lines[1:]]
        assert len({sum(cells(text) for text, _role in body) for body in bodies}) == 1


def test_a_bar_is_solid_to_the_low_end_light_to_the_high_end_with_a_mark_at_the_score() -> None:
    lines = texts(charts.ranking([Ranked("A", 1, 50, 25, 75)], 4 + 40 + 12))
    assert lines[1].split("  ")[1].strip() == "█" * 10 + "▒" * 10 + "◆" + "▒" * 10


def test_a_score_comes_with_its_range_and_without_decimals() -> None:
    text = "\n".join(texts(charts.ranking(ROWS, 110)))
    assert "71, 62–79" in text
    assert "64%" in text
    assert "." not in text


def test_a_column_without_figures_is_left_out() -> None:
    text = texts(charts.ranking([Ranked("A", 1, 50, 25, 75)], 76))[0]
    assert "gut" not in text
    assert "before" not in text


def test_a_title_too_long_gets_a_line_of_its_own_or_an_ellipsis() -> None:
    roomy = texts(charts.ranking(ROWS, 76))
    assert any(line.strip() == f"2 {RE_ID}" for line in roomy)
    tight = texts(charts.ranking(ROWS, 76, roomy=False))
    assert len(tight) == len(ROWS) + 1
    assert "…" in tight[2]


def test_shares_too_have_a_line_for_a_title_that_is_too_long() -> None:
    rows = [Share("A title of a usual length, that says what it is about", [0.7, 0.3]), Share("B", [0.3, 0.7])]
    drawn = [charts.plain(line) for line in charts.shares(rows, 60)]
    assert drawn[1] == rows[0].title
    assert drawn[2].startswith("█")
    assert len(charts.shares(rows, 60, roomy=False)) == 3
    assert len(charts.shares(rows, 120)) == 3


def test_titles_that_would_look_alike_stand_in_full() -> None:
    titles = [f"A problem of a usual length, the one of number {n}" for n in (1, 2)]
    ranked = [Ranked(title, n, 50, 40, 60, 0.5, 1, 1) for n, title in enumerate(titles, start=1)]
    moved = [Moved(title, n, 50, 2, 40, 0.5, 0.4) for n, title in enumerate(titles, start=1)]
    shares = [Share(title, [0.5, 0.5]) for title in titles]
    for drawn in (
        charts.ranking(ranked, 60, roomy=False),
        charts.shares(shares, 60, roomy=False),
        charts.moved(moved, 60),
    ):
        assert len(drawn) == 5
        assert [charts.plain(drawn[n]).endswith(titles[n // 2]) for n in (1, 3)] == [True, True]


def test_a_rubric_that_is_too_long_goes_on_below() -> None:
    parts = [Part("Topic maturity: is there room left?", 0.6, (40, 20)), Part("Interest", 0.4, (10, 30))]
    drawn = [charts.plain(line) for line in charts.contributions(["A", "B"], parts, 60)]
    assert [line[:17].rstrip() for line in drawn[1:]] == ["Topic maturity:", "is there room", "left?", "Interest"]
    folded = charts.plain(charts.contributions(["A", "B"], parts, 40)[3])
    assert folded.endswith("…"), "a fourth line would only grow"


def test_a_tornado_in_little_room_has_titles_rather_than_figures_that_its_bars_show() -> None:
    rows = [Lever("Topic maturity: is there room left?", 0.6, -4, 3, 12, 0.3), Lever("Interest", 0.4, 1, 3, 6)]
    narrow = [charts.plain(line) for line in charts.tornado(rows, 56, 0)]
    assert "Topic maturity:" in narrow[1]
    assert "tie at" in narrow[0]
    assert "doubled" not in narrow[0]
    assert "doubled" in charts.plain(charts.tornado(rows, 76, 0)[0])


def test_two_candidates_stand_side_by_side_with_the_lead() -> None:
    head, interest, maturity, deadline = texts(charts.contributions(["First", "Second"], PARTS, 90))
    assert "First" in head
    assert "Second" in head
    assert interest.endswith("+13")
    assert maturity.endswith("-11")
    assert deadline.endswith(" 0")


def test_shares_fill_the_bar_exactly_and_differ_without_colour() -> None:
    line = charts.shares([Share("A", [0.5, 0.25, 0.25])], 60)[1]
    filled = [text for text, role in line if role.startswith("rank")]
    assert len({text[0] for text in filled}) == 3
    assert len(filled[0]) == pytest.approx(len(filled[1]) * 2, abs=1)
    assert charts.plain(line).endswith("50%  25%  25%")


def test_many_ranks_share_the_last_kind() -> None:
    head, row = texts(charts.shares([Share("A", [0.3, 0.1, 0.2, 0.1, 0.2, 0.1])], 90))
    assert head.endswith("5+")
    assert row.endswith("30%")


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (1, "100%"), (0.001, "<1%"), (0.996, ">99%"), (0.994, "99%"), (0.64, "64%")],
)
def test_a_share_never_claims_never_or_always(share: float, shown: str) -> None:
    assert charts.percent(share) == shown


def test_marks_in_ascii_are_ascii_and_as_wide() -> None:
    for line in charts.ranking([Ranked("A", 1, 50, 25, 75, 0.5)], 76):
        text = plain(line)
        assert charts.to_ascii(text).isascii()
        assert len(charts.to_ascii(text)) == cells(text)
    assert len({charts.to_ascii(mark) for mark in charts.SHARES}) == len(charts.SHARES)


def test_a_level_is_a_shade_and_a_figure() -> None:
    cells_of_all = [Believed(level, level, level) for level in range(1, 6)]
    kinds = [RANGE, Believed(None), Believed(answered=False), Believed(2, 2, 2, supposed=True)]
    rows = [Levels("Interest", 0.5, [*cells_of_all, *kinds])]
    line = texts(charts.heat([str(n) for n in range(9)], rows, 66, (0, 1)))[1]
    assert line.split()[-9:] == ["·1", "▸░2", "▒3", "▓4", "█5", "▒2–4", "?", "–", "░2*"]
    assert len(set(charts.HEAT)) == 5


def test_eight_candidates_and_eleven_rubrics_fit_a_small_terminal() -> None:
    rows = [Levels("주제의 성숙도: 여지가 남았는가", 0.1, [RANGE] * 8)] * 11
    lines = texts(charts.heat([f"{n} 소프트 파티션" for n in range(1, 9)], rows, 76))
    assert len(lines) == 12
    assert all(line.count("▒2–4") == 8 for line in lines[1:])


@pytest.mark.parametrize(
    ("at", "most", "rubrics", "beyond"),
    [
        ((0, 0), 8, "R1 R2 R3 R4 R5 R6", "5 more ▸   5 more ▾"),
        ((5, 6), 8, "R3 R4 R5 R6 R7 R8", "◂ 3 more   2 more ▸   ▴ 2 more   3 more ▾"),
        ((10, 11), 8, "R6 R7 R8 R9 R10 R11", "◂ 5 more   ▴ 5 more"),
        ((10, 11), 13, "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11", "◂ 5 more"),
        ((10, 11), None, "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11", "◂ 5 more"),
    ],
)
def test_a_heat_table_says_how_much_more_there_is_to_each_side(
    at: tuple[int, int], most: int | None, rubrics: str, beyond: str
) -> None:
    rows = [Levels(f"R{n}", None, [Believed(3, 3, 3)] * 12) for n in range(1, 12)]
    head, *body, last = texts(charts.heat([f"c{n}" for n in range(12)], rows, 56, at, most))
    assert " ".join(line.replace("▸", " ").split()[0] for line in body) == rubrics
    assert last == beyond
    names = [word for word in head.split() if word != "weight"]
    assert len(names) == 7
    assert f"c{at[1]}" in names
    assert sum("▸" in line for line in body) == 1


def test_a_heat_table_that_fits_says_nothing_of_more() -> None:
    rows = [Levels(f"R{n}", 0.5, [Believed(3, 3, 3)] * 3) for n in range(4)]
    assert "more" not in " ".join(texts(charts.heat(["A", "B", "C"], rows, 76, (0, 0), 5)))
    assert len(charts.heat(["A", "B", "C"], rows, 76, (0, 0), 5)) == 5


def test_a_tornado_is_light_toward_nothing_and_solid_toward_double() -> None:
    rows = [Lever("A", 0.4, -10, 5, 20, 0.2), Lever("B", 0.1, 10, 5, 0)]
    head, first, second = texts(charts.tornado(rows, 100, 0))
    assert head.split()[:3] == ["−10", "0", "+20"]
    assert first.startswith("▸ A")
    assert first.index("▒") < first.index("│") < first.index("◆") < first.index("█")
    assert second.index("│") < second.index("█") < second.index("◆") < second.index("▒")
    assert first.split()[-4:] == ["40%", "−10", "+20", "20%"]
    assert second.endswith("–")


def test_where_nothing_tells_them_apart_a_tornado_is_a_line() -> None:
    assert "◆" in texts(charts.tornado([Lever("A", 1, 0, 0, 0)], 60))[1]


def test_a_ring_stands_where_the_score_was() -> None:
    _head, row, same = texts(
        charts.moved([Moved("A", 1, 70, 2, 40, 0.5, 0.4), Moved("B", 2, 50, 1, 50, 0.3, 0.3)], 90)
    )
    assert row.index("○") < row.index("◆")
    assert "40 → 70" in row
    assert "40% → 50%" in row
    assert "○" not in same
    assert "…" in texts(charts.moved([Moved("A", 1, 70, 1, 70)], 90))[1]


def test_what_is_worth_little_is_not_worth_nothing() -> None:
    assert [charts.points(value) for value in (0, 0.01, 0.6, 12.4)] == ["0", "<1", "1", "12"]
    assert [charts.signed(value) for value in (-0.2, 3.4, -7.6)] == ["0", "+3", "−8"]


def test_nothing_to_show_is_nothing() -> None:
    assert charts.heat([], [], 76) == charts.tornado([], 76) == charts.questions([], 76) == charts.moved([], 76) == []
    assert charts.ranking([], 76) == []
    assert charts.contributions(["A"], [], 76) == []
    assert charts.shares([], 76) == []
    assert charts.weights([], 76) == []


def test_a_title_cannot_steer_the_terminal() -> None:
    text = "".join(texts(charts.ranking([Ranked("\x1b]52;c;aGk=\x07", 1, 50, 25, 75)], 76)))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_every_chart_is_found_in_one_family_and_is_the_same_wherever_it_is() -> None:
    families = [import_module(f"pickproblem.report.charts.{name}") for name in charts._FAMILIES]
    for name in charts.__all__:
        found = [vars(family)[name] for family in families if name in vars(family)]
        assert found, name
        assert all(one is getattr(charts, name) for one in found), name


def test_what_is_no_chart_is_told() -> None:
    with pytest.raises(AttributeError, match="there is no chart pie"):
        _ = charts.pie  # type: ignore[attr-defined]


@given(
    rows=st.lists(st.tuples(st.text(max_size=30), st.floats(0, 100)), max_size=6),
    width=st.integers(20, 120),
)
def test_scores_stay_inside_and_say_every_figure(rows: list[tuple[str, float]], width: int) -> None:
    drawn = charts.scores([charts.Scored(title, score) for title, score in rows], width)
    assert len(drawn) == len(rows)
    for line, (_title, score) in zip(drawn, rows, strict=True):
        assert cells(charts.plain(line)) <= width
        assert charts.plain(line).endswith(str(round(score)))


def test_a_higher_score_has_the_longer_bar() -> None:
    low, high = charts.scores([charts.Scored("now", 20), charts.Scored("first day", 80)], 60)
    assert charts.plain(low).count(charts.SOLID) * 4 == charts.plain(high).count(charts.SOLID)


def test_neighbours_of_one_role_become_one_segment() -> None:
    assert joined([("a", "mark"), ("b", "mark"), ("c", "muted"), ("d", "mark")]) == [
        ("ab", "mark"),
        ("c", "muted"),
        ("d", "mark"),
    ]
    assert joined([]) == []
