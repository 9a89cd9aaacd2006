from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from pickproblem import reviewing
from pickproblem.errors import NotMerged, Refused
from pickproblem.merging import Copy, extends, merged
from pickproblem.record import Record

SEOUL = timezone(timedelta(hours=9))
BEGUN = datetime(2026, 11, 21, 10, tzinfo=SEOUL)


def record(**fields: Any) -> Record:
    table: dict[str, Any] = {
        "format": 1,
        "title": "What to submit",
        "created": BEGUN,
        "profile": "after-hours",
        "candidates": [
            {"id": "sbnet", "title": "Search", "state": "open"},
            {"id": "reid", "title": "Again", "state": "open"},
        ],
    }
    return Record.model_validate(table | fields)


def session(rater: str = "mina", day: int = 21, finished: bool = False, **fields: Any) -> dict[str, Any]:
    started = BEGUN.replace(day=day)
    ended = {"finished": started + timedelta(minutes=20)} if finished else {}
    named = {"id": f"2026-11-{day}-start-{rater.casefold()}", "reason": "start", "rater": rater, "started": started}
    return named | ended | fields


def rated(*sessions: dict[str, Any], **fields: Any) -> Record:
    return record(sessions=list(sessions), **fields)


def level(value: int, **more: Any) -> dict[str, Any]:
    return {"sbnet": {"interest": {"level": value, **more}}}


def merge(*records: Record, **options: Any) -> Record:
    return merged([Copy("abcdef"[i], one) for i, one in enumerate(records)], **options)


def clashes(*records: Record, **options: Any) -> list[str]:
    with pytest.raises(NotMerged) as refused:
        merge(*records, **options)
    return refused.value.told


def candidate(**fields: Any) -> dict[str, Any]:
    return {"id": "sbnet", "title": "Search", "state": "open", **fields}


def test_sessions_come_out_by_when_they_started_in_any_zone() -> None:
    early = session("jun", 22, started=datetime(2026, 11, 22, 1, tzinfo=UTC))
    late = session("mina", 22, started=datetime(2026, 11, 22, 10, 30, tzinfo=SEOUL))
    together = merge(rated(late), rated(early), rated(session("seo", 21)))
    assert [one.rater for one in together.sessions] == ["seo", "jun", "mina"]


def test_the_session_that_extends_the_other_stands() -> None:
    begun = rated(session(answers=level(4)))
    more = rated(session(answers={**level(4, low=3, reason="r"), "reid": {"interest": {"unknown": True}}}))
    done = rated(session(finished=True, gut=["sbnet"], answers=more.sessions[0].model_dump()["answers"]))
    assert merge(begun, more) == more
    assert merge(done, begun, more) == done
    assert extends(done, more)
    assert not extends(more, done)


def test_two_sides_of_one_open_session_that_each_add_something_both_count() -> None:
    one = rated(session(answers=level(4)))
    other = rated(session(answers={"reid": {"interest": {"level": 2}}}))
    answers = merge(one, other).sessions[0].answers
    assert answers is not None
    assert {name: row["interest"].level for name, row in answers.items()} == {"sbnet": 4, "reid": 2}


def test_a_finished_session_takes_nothing_more() -> None:
    done = rated(session(finished=True, answers=level(4)))
    more = rated(session(answers={**level(4), "reid": {"interest": {"level": 2}}}))
    (told,) = clashes(done, more)
    assert "sessions.2026-11-21-start-mina.answers.reid: nothing in a" in told
    assert "in a it is finished" in told
    (told,) = clashes(done, rated(session(finished=True, answers=level(4, reason="why"))))
    assert "reason" in told


def test_the_same_session_with_different_answers_is_named() -> None:
    told = clashes(
        rated(session(finished=True, answers={"sbnet": {"interest": {"level": 4}, "maturity": {"level": 2}}})),
        rated(session(finished=True, answers={"sbnet": {"interest": {"level": 5}, "maturity": {"unknown": True}}})),
    )
    assert told == [
        "sessions.2026-11-21-start-mina.answers.sbnet.interest.level: 4 in a, 5 in b",
        "sessions.2026-11-21-start-mina.answers.sbnet.maturity.level: 2 in a, 'unknown' in b",
    ]


def test_two_sessions_that_are_called_the_same_are_named_once() -> None:
    other = session(answers=level(1), started=BEGUN + timedelta(hours=1))
    (told,) = clashes(rated(session(answers=level(4))), rated(other))
    assert "started: 2026-11-21T10:00:00+09:00 in a, 2026-11-21T11:00:00+09:00 in b" in told
    assert "another id" in told


def test_a_rater_spelled_in_another_case_is_the_same_rater() -> None:
    together = merge(
        rated(session("mina", answers=level(4))), rated(session("Mina", finished=True, answers=level(4)))
    )
    assert [(one.rater, one.finished is not None) for one in together.sessions] == [("Mina", True)]
    (told,) = clashes(
        rated(session("mina")), rated(session("Jun", id="2026-11-21-start-mina", started=BEGUN, answers=None))
    )
    assert "rater: 'mina' in a, 'Jun' in b" in told


def test_ids_that_differ_but_for_case_are_one_id() -> None:
    (told,) = clashes(rated(session()), rated(session(id="2026-11-21-start-Mina")))
    assert ".id: " in told


@pytest.mark.parametrize(
    ("field", "one", "other", "place"),
    [
        ("profile", "after-hours", "balanced", "profile"),
        ("setting", {"people": 4}, {"people": 5}, "setting.people"),
        ("setting", {"people": 4}, None, "setting.people"),
        ("weights", {"method": "order", "order": [["interest"]]}, None, "weights.method"),
        ("extra", {"a": 1}, {"a": 1, "b": 2}, "extra.b"),
    ],
)
def test_what_belongs_to_the_whole_may_not_differ_and_is_settled_by_preferring(
    field: str, one: Any, other: Any, place: str
) -> None:
    left, right = record(**{field: one}), record(**({field: other} if other is not None else {}))
    told = clashes(left, right)
    assert any(line.startswith(f"{place}: ") for line in told)
    assert getattr(merge(left, right, prefer=0), field) == getattr(left, field)
    assert getattr(merge(left, right, prefer=1), field) == getattr(right, field)


def test_preferring_settles_nothing_else() -> None:
    (told,) = clashes(
        rated(session(answers=level(1))), rated(session(answers=level(2)), profile="balanced"), prefer=0
    )
    assert told.startswith("sessions.")


@pytest.mark.parametrize("field", ["title", "created"])
def test_different_decisions(field: str) -> None:
    other = record(**{field: {"title": "Another", "created": BEGUN + timedelta(days=1)}[field]})
    with pytest.raises(Refused, match="different decisions"):
        merge(record(), other)


def test_the_same_moment_in_another_zone_is_the_same_decision() -> None:
    assert merge(record(), record(created=BEGUN.astimezone(UTC))).created == BEGUN


def test_candidates_of_all_copies_in_an_order_that_agrees_with_each() -> None:
    def listed(*ids: str) -> Record:
        return record(candidates=[{"id": id, "title": id, "state": "open"} for id in ids])

    def order(*records: Record) -> list[str]:
        return [one.id for one in merge(*records).candidates]

    assert order(listed("z", "b", "d"), listed("z", "b", "c"), listed("z", "a", "b")) == ["z", "a", "b", "c", "d"]
    assert order(listed("a", "b"), listed("b", "a")) == ["a", "b"]


def test_what_became_of_a_candidate_stands_over_its_being_open() -> None:
    chosen, parked = record(candidates=[candidate(state="chosen")]), record(candidates=[candidate(state="parked")])
    assert merge(record(), chosen).candidates[0].state == "chosen"
    (told,) = clashes(record(), chosen, parked)
    assert told == "candidates.sbnet.state: 'chosen' in b, 'parked' in c"


def test_notes_are_united_by_day_and_grow_by_lines() -> None:
    def noted(*notes: dict[str, Any]) -> Record:
        return record(candidates=[candidate(notes=list(notes))])

    first, second = date(2026, 11, 22), date(2026, 11, 23)
    together = merge(
        noted({"date": second, "result": "b"}),
        noted({"date": first, "result": "a"}),
        noted({"date": first, "result": "a\nmore", "next": "n"}),
    )
    notes = together.candidates[0].notes or []
    assert [(one.date, one.result, one.next) for one in notes] == [(first, "a\nmore", "n"), (second, "b", None)]
    (told,) = clashes(noted({"date": first, "result": "a"}), noted({"date": first, "result": "ab"}))
    assert told == "candidates.sbnet.notes.2026-11-22.result: 'a' in a, 'ab' in b"


def test_stints_are_united_by_their_first_day_and_may_not_overlap() -> None:
    def worked(*stints: dict[str, Any]) -> Record:
        return record(candidates=[candidate(stints=list(stints))])

    going_on = {"from": date(2026, 11, 22)}
    ended = {**going_on, "to": date(2026, 11, 25), "hours": 7}
    before = {"from": date(2026, 11, 1), "to": date(2026, 11, 2)}
    stints = merge(worked(going_on), worked(ended), worked(before)).candidates[0].stints or []
    assert [(one.from_.day, one.hours) for one in stints] == [(1, None), (22, 7)]
    assert "hours: 7 in a, 8 in b" in clashes(worked(ended), worked({**ended, "hours": 8}))[0]
    (told,) = clashes(worked(ended), worked({"from": date(2026, 11, 24), "to": date(2026, 11, 30)}))
    assert "overlaps the stint that begins on 2026-11-22" in told


def committed(**fields: Any) -> Record:
    commitment = {
        "id": "2026-11-22",
        "candidate": "sbnet",
        "when": BEGUN.replace(day=22),
        "forecasts": [{"id": "scooped", "p": 0.2}, {"id": "done", "p": 0.6}],
        "kill_criteria": [{"by": date(2027, 1, 15), "unless": "a run", "then": "drop it"}],
    }
    return record(commitments=[commitment | fields])


def test_a_commitment_is_only_filled_in() -> None:
    one = reviewing.resolve(committed(), "2026-11-22", "done", True)
    other = reviewing.meet(committed(), "2026-11-22", 0, False)
    together = merge(one, other, committed())
    assert together == reviewing.meet(one, "2026-11-22", 0, False)
    (told,) = clashes(committed(), committed(planned_variants=8))
    assert "commitments.2026-11-22.planned_variants" in told
    against = reviewing.resolve(committed(), "2026-11-22", "done", False)
    assert "forecasts.done.outcome: true in a, false in b" in clashes(one, against)[0]
    assert (
        "kill_criteria[1]: nothing in a"
        in clashes(
            committed(),
            committed(kill_criteria=[{"by": date(2027, 1, 15), "unless": "a run", "then": "drop it"}] * 2),
        )[0]
    )


def test_an_edited_kill_criterion_stands_over_what_it_was() -> None:
    def edited(one: Record, unless: str, today: int) -> Record:
        day = date(2026, 11, today)
        return reviewing.edit_kill_criterion(one, "2026-11-22", 0, day, "why", frozen_days=7, unless=unless)

    once = edited(committed(), "two runs", 23)
    twice = edited(once, "three runs", 24)
    assert merge(committed(), twice, once) == twice
    assert merge(committed(), once) == once
    assert len(clashes(once, edited(committed(), "no run", 23))) == 1
    assert len(clashes(twice, edited(once, "no run", 24))) == 1


def tempted(**fields: Any) -> Record:
    entry = {"id": "2026-12-01", "when": BEGUN.replace(month=12, day=1), "current": "sbnet", "newcomer": "reid"}
    return record(temptations=[entry | fields])


def test_a_temptation_grows_until_its_verdict() -> None:
    looked_at = tempted(trigger="paper", days_to_signal=3)
    waiting = tempted(outcome={"until": date(2026, 12, 8)})
    longer = tempted(outcome={"until": date(2026, 12, 15)})
    decided = tempted(trigger="paper", days_to_signal=3, outcome={"verdict": "stay", "until": date(2027, 1, 1)})
    followed = tempted(
        trigger="paper",
        days_to_signal=3,
        outcome={"verdict": "stay", "until": date(2027, 1, 1), "followed": True, "reason": "r"},
    )
    assert merge(looked_at, tempted()) == looked_at
    assert merge(waiting, longer) == longer
    assert merge(followed, longer, decided, looked_at, waiting) == followed
    assert "in a it is finished" in clashes(decided, tempted(p_new_done=0.5))[0]
    assert "verdict" in clashes(decided, tempted(outcome={"verdict": "switch"}))[0]


def test_with_a_base_each_side_changes_what_the_other_leaves() -> None:
    base = record(
        setting={"people": 4, "hours_per_week": 10},
        candidates=[candidate(state="parked", pitch="p", plan={"deliverable": "a paper"})],
        sessions=[session(answers={"sbnet": {"interest": {"level": 4, "low": 3}, "maturity": {"level": 2}}})],
    )
    ours = base.model_copy(update={"setting": record(setting={"people": 5, "hours_per_week": 10}).setting})
    ours = ours.model_copy(update={"candidates": record(candidates=[candidate(pitch="p")]).candidates})
    theirs = base.model_copy(
        update={
            "setting": record(setting={"people": 4, "hours_per_week": 8, "goal": "g"}).setting,
            "profile": "researcher",
            "title": "A better title",
            "sessions": rated(session(answers={"sbnet": {"interest": {"level": 5}}})).sessions,
        }
    )
    together = merge(ours, theirs, base=base)
    assert together.setting == record(setting={"people": 5, "hours_per_week": 8, "goal": "g"}).setting
    assert (together.profile, together.title) == ("researcher", "A better title")
    assert together.candidates == ours.candidates
    assert together.sessions == theirs.sessions


def test_with_a_base_both_sides_changing_one_thing_is_a_clash() -> None:
    base, ours, theirs = (record(setting={"people": n}) for n in (1, 2, 3))
    assert clashes(ours, theirs, base=base) == ["setting.people: 2 in a, 3 in b"]
    assert merge(ours, theirs, base=base, prefer=1) == theirs


def test_with_a_base_a_finished_session_is_still_never_changed_or_lost() -> None:
    base = rated(session(finished=True, answers=level(4)))
    assert clashes(base, rated(session(finished=True, answers=level(5))), base=base)
    assert merge(base, record(), base=base) == base


def test_weights_are_one_sides_or_the_others_never_a_mixture() -> None:
    base = record(weights={"method": "order", "order": [["interest"], ["maturity"]]})
    ours = record(weights={"method": "swing", "points": {"interest": 100, "maturity": 50}})
    theirs = record(weights={"method": "order", "order": [["maturity"], ["interest"]]})
    assert merge(ours, base, base=base) == ours
    assert len(clashes(ours, theirs, base=base)) == 1
