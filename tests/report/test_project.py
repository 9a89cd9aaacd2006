from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pickproblem import edits, notebook, temptation
from pickproblem.record import Commitment, Forecast, KillCriterion, PremortemItem, Record, Session, Stint
from pickproblem.report import charts, project
from pickproblem.report.charts import courses
from pickproblem.switching import thresholds
from pickproblem.text import cells

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 4, 1)
THRESHOLDS = thresholds.read()


def committed(**fields: object) -> tuple[Record, Commitment]:
    record = edits.new_record("What to do", START)
    for title in ("A\x1b[31m", "B"):
        record = edits.add_candidate(record, title)
    given = {
        "id": "c",
        "candidate": record.candidates[0].id,
        "when": START,
        "kill_criteria": [KillCriterion(by=date(2026, 5, 1), unless="a sign", then="stop")],
        **fields,
    }
    commitment = Commitment.model_validate(given)
    return edits.commit(record, commitment), commitment


def test_what_is_due_comes_first_with_what_to_do_and_its_key_then_what_lies_ahead() -> None:
    record, _commitment = committed(
        reviews=[date(2026, 3, 30), date(2026, 4, 27)],
        forecasts=[
            Forecast(id="scooped", p=0.2, resolve=date(2026, 3, 20)),
            Forecast(id="mine", p=0.9, resolve=date(2026, 6, 1)),
        ],
        premortem=[PremortemItem(cause="no data", test_by=date(2026, 4, 10))],
    )
    record = temptation.park(record, "Shiny", datetime(2026, 3, 20, 21, tzinfo=UTC))
    rows = project.rows(record, TODAY, THRESHOLDS)
    assert [(row.due.kind, row.key, row.now) for row in rows] == [
        ("forecast", "Enter", True),
        ("parked", "Enter", True),
        ("review", "r", True),
        ("note", "n", True),
        ("premortem", "n", False),
        ("review", "r", False),
        ("kill", "k", False),
        ("forecast", "", False),
    ]
    assert [row.what for row in rows[:4]] == [
        "Forecast: The same result appears elsewhere first",
        "Parked: Shiny",
        "Review",
        "The last note",
    ]
    assert rows[6].what == "Criterion: a sign"
    assert all(row.todo and "\x1b" not in row.what for row in rows)


def test_a_kill_criterion_says_that_it_stands_once_it_is_near() -> None:
    record, _commitment = committed()
    todo = {day: project.rows(record, date(2026, 4, day), THRESHOLDS)[0].todo for day in (20, 24, 30)}
    assert "while there is time" in todo[20]
    assert "can no longer be changed" in todo[24]
    (kill,) = [row for row in project.rows(record, date(2026, 5, 1), THRESHOLDS) if row.due.kind == "kill"]
    assert "Say whether it is there" in kill.todo


def test_promises_say_how_they_stand() -> None:
    record, commitment = committed(
        kill_criteria=[
            KillCriterion(by=date(2026, 5, 1), unless="a", then="stop", met=True),
            KillCriterion(by=date(2026, 5, 2), unless="b", met=False, was="if by …", edit_reason="late\nlater"),
            KillCriterion(by=date(2026, 4, 3)),
        ],
        forecasts=[Forecast(id="scooped", p=0.2, outcome=True), Forecast(id="own", p=0.9, outcome=False)],
        reviews=[date(2026, 3, 30), date(2026, 4, 27)],
    )
    session = Session(id="r", reason="review", started=START, finished=datetime(2026, 4, 2, tzinfo=UTC))
    record = record.model_copy(update={"sessions": [session]})
    criteria = project.criteria(commitment, TODAY)
    assert [one.state for one in criteria] == ["not there: its act is due", "it is there", "in 2 days"]
    assert [one.what for one in criteria] == ["a; else: stop", "b (changed: later)", "–"]
    told = [(one.what, one.state) for one in project.forecasts(record, commitment, TODAY)]
    assert told[0] == ("20%  The same result appears elsewhere first", "came true")
    assert told[1] == ("90%  own", "did not come true")
    assert [one.state for one in project.reviews(record, commitment, TODAY)] == ["done", "in 26 days"]
    unreviewed = record.model_copy(update={"sessions": []})
    waiting = [one.state for one in project.reviews(unreviewed, commitment, TODAY)]
    assert waiting == ["2 days ago, open", "in 26 days"]
    kinds = [mark.kind for mark in project.marks(record, commitment, THRESHOLDS)]
    assert kinds.count("done") == 3, "two criteria answered, one review done"


def test_stretches_and_notes_are_safe_lines() -> None:
    record, _commitment = committed()
    id = record.candidates[0].id
    for fields in (
        {"from": date(2026, 3, 2), "to": date(2026, 3, 9), "hours": 40, "ended": "delivered", "into": "p\x07"},
        {"from": date(2026, 3, 10), "to": date(2026, 3, 12), "days": 2, "side": True},
        {"from": date(2026, 3, 20), "repository": "~/r"},
    ):
        record = notebook.add_stint(record, id, Stint.model_validate(fields))
    record = notebook.add_note(record, id, TODAY, result="one\ntwo\x1b", next="three")
    candidate = record.candidates[0]
    assert project.stints(candidate) == [
        "2026-03-20 – goes on · days with commits in ~/r",
        "2026-03-10 – 2026-03-12 · 2 days · beside the main work",
        "2026-03-02 – 2026-03-09 · 40 hours · delivered · p␇",
    ]
    assert list(project.note_lines(candidate, TODAY)) == [
        ("2026-04-01", "Result", "one"),
        ("", "Result", "two␛"),
        ("", "Next", "three"),
    ]


@given(
    days=st.lists(st.tuples(st.sampled_from(sorted(courses.MARKS)), st.integers(-400, 400)), max_size=12),
    width=st.integers(10, 120),
)
def test_a_course_keeps_its_width_and_has_today_on_it(days: list[tuple[str, int]], width: int) -> None:
    marks = [charts.CourseMark(kind, TODAY + timedelta(days=n)) for kind, n in days]  # type: ignore[arg-type]
    lines = charts.course(marks, TODAY, width)
    assert bool(lines) is bool(marks)
    for line in lines:
        assert cells(charts.plain(line)) <= width
    if marks:
        drawn = charts.plain(lines[1])
        first = min(TODAY, *(mark.day for mark in marks))
        last = max(TODAY, *(mark.day for mark in marks))
        signs = {sign for sign, _role, _name in courses.MARKS.values()} | {courses.TODAY}
        assert drawn.ljust(width)[courses.cell_of(TODAY, first, last, width)] in signs
        for mark in marks:
            assert drawn.ljust(width)[courses.cell_of(mark.day, first, last, width)] in signs
        assert first.isoformat() in charts.plain(lines[2]) if len(lines) > 2 else width < 22


def test_the_legend_names_the_marks_there_are() -> None:
    marks = [charts.CourseMark("start", TODAY), charts.CourseMark("kill", TODAY + timedelta(days=9))]
    assert charts.course_legend(marks) == "│ today · × kill criterion"
    (months, line, ends) = charts.course(marks, TODAY + timedelta(days=3), 40)
    assert charts.plain(months) == "2026-04"
    assert charts.plain(line) == "├════════════│─────────────────────────×"
    assert charts.plain(ends) == "2026-04-01                    2026-04-10"
