from __future__ import annotations

from functools import reduce
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.errors import NotMerged, Refused
from pickproblem.merging import Copy, extends, merged
from pickproblem.record import Record, Session
from tests import strategies
from tests.merging.copying import families

LARGE = settings(max_examples=25, deadline=None)


def alike(one: Record, other: Record) -> bool:
    """Whether two records say the same, whatever the order of their candidates."""

    return _plain(one) == _plain(other)


def _plain(record: Record) -> Any:
    table = record.model_dump()
    table["candidates"].sort(key=lambda candidate: candidate["id"])
    return repr(_filled(table))


def _filled(value: Any) -> Any:
    """The value without what says nothing, tables by their keys."""
    if isinstance(value, dict):
        below = {name: _filled(one) for name, one in value.items()}
        return sorted((name, one) for name, one in below.items() if one not in (None, [], {}))
    return [_filled(one) for one in value] if isinstance(value, list) else value


def pair(one: Record, other: Record) -> Record:
    return merged([Copy("one", one), Copy("other", other)])


@LARGE
@given(families(), st.randoms(use_true_random=False))
def test_the_order_of_copies_does_not_matter(family: tuple[Record, list[Copy]], random: Any) -> None:
    _whole, copies = family
    shuffled = random.sample(copies, len(copies))
    assert repr(merged(copies)) == repr(merged(shuffled))


@LARGE
@given(families())
def test_copies_may_be_merged_two_at_a_time(family: tuple[Record, list[Copy]]) -> None:
    _whole, copies = family
    at_once = merged(copies)
    for in_turn in permutations([copy.record for copy in copies][:3]):
        several = merged([Copy("", one) for one in in_turn])
        assert alike(reduce(pair, in_turn), several)
        assert alike(pair(in_turn[0], reduce(pair, in_turn[1:])), several)
    assert alike(reduce(pair, [copy.record for copy in copies]), at_once)


@LARGE
@given(strategies.records())
def test_a_record_merged_with_itself_is_itself_in_order(record: Record) -> None:
    twice = pair(record, record)
    assert alike(twice, merged([Copy("alone", record)]))
    assert sorted(twice.sessions, key=repr) == sorted(record.sessions, key=repr)
    assert sorted(twice.commitments, key=repr) == sorted(record.commitments, key=repr)
    assert sorted(twice.temptations, key=repr) == sorted(record.temptations, key=repr)
    assert [one.id for one in twice.candidates] == [one.id for one in record.candidates]


@LARGE
@given(families())
def test_nothing_is_lost_and_nothing_invented(family: tuple[Record, list[Copy]]) -> None:
    whole, copies = family
    together = merged(copies)
    assert all(extends(together, copy.record) for copy in copies)
    assert extends(whole, together)
    assert alike(merged([*copies, Copy("whole", whole)]), merged([Copy("whole", whole)]))


@LARGE
@given(families())
def test_of_two_states_the_later_one_stands(family: tuple[Record, list[Copy]]) -> None:
    whole, copies = family
    for copy in copies:
        assert extends(whole, copy.record)
        assert extends(copy.record, whole) == alike(merged([copy]), merged([Copy("whole", whole)]))


@LARGE
@given(strategies.records(), strategies.records(), st.data())
def test_what_contradicts_contradicts_in_any_order(one: Record, other: Record, data: st.DataObject) -> None:
    shared = (
        data.draw(st.lists(st.sampled_from(one.candidates), unique_by=lambda both: both.id)) if one.candidates else []
    )
    titles = [data.draw(st.sampled_from([both.title, f"{both.title} too"])) for both in shared]
    known = {both.id: both.model_copy(update={"title": title}) for both, title in zip(shared, titles, strict=True)}
    other = other.model_copy(
        update={
            **{name: getattr(one, name) for name in ("title", "created", "setting", "weights", "extra")},
            "candidates": [*known.values(), *(mine for mine in other.candidates if mine.id not in known)],
        }
    )

    def told(first: Record, second: Record) -> Any:
        try:
            return repr(pair(first, second))
        except NotMerged as error:
            return sorted(line.split(":")[0] for line in error.told)

    assert told(one, other) == told(other, one)
    if titles != [both.title for both in shared]:
        with pytest.raises(NotMerged):
            pair(one, other)


def rated(record: Record, rater: str, sessions: list[Session]) -> Record:
    mine = [
        one.model_copy(update={"id": f"{i}-{rater}", "rater": rater, "finished": one.finished or one.started})
        for i, one in enumerate(sessions)
    ]
    return record.model_copy(update={"sessions": [*record.sessions, *mine]})


@pytest.mark.slow
@LARGE
@given(strategies.records(), st.data())
def test_four_raters_in_four_copies(record: Record, data: st.DataObject) -> None:
    names = [candidate.id for candidate in record.candidates]
    raters = ["mina", "jun", "seo", "하나"]
    own = [
        [Session.model_validate(one) for one in data.draw(st.lists(strategies.sessions("x", names), max_size=3))]
        for _rater in raters
    ]
    start = record.model_copy(update={"sessions": [], "temptations": []})
    copies = [rated(start, rater, sessions) for rater, sessions in zip(raters, own, strict=True)]
    together = {repr(merged([Copy("", one) for one in order])) for order in permutations(copies)}
    assert len(together) == 1
    result = merged([Copy("", one) for one in copies])
    expected = [session for copy in copies for session in copy.sessions]
    assert sorted(result.sessions, key=lambda one: one.id) == sorted(expected, key=lambda one: one.id)
    assert result.sessions == sorted(expected, key=lambda one: (one.started, one.id))
    for order in permutations(copies):
        assert alike(reduce(pair, order), result)


@LARGE
@given(families(), st.data())
def test_with_a_base_one_side_alone_may_change(family: tuple[Record, list[Copy]], data: st.DataObject) -> None:
    whole, copies = family
    base = copies[0].record
    sides = [Copy("ours", base), Copy("theirs", whole)]
    assert alike(merged(sides, base=base), merged([Copy("", whole)]))
    assert repr(merged(sides[::-1], base=base)) == repr(merged(sides, base=base))


@LARGE
@given(strategies.records(), strategies.records())
def test_different_decisions_are_refused(one: Record, other: Record) -> None:
    if one.title == other.title and one.created == other.created:
        other = other.model_copy(update={"title": one.title + "!"})
    with pytest.raises(Refused, match="different decisions") as refused:
        pair(one, other)
    assert not isinstance(refused.value, NotMerged)
