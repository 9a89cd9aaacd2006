from __future__ import annotations

from pathlib import Path

from pickproblem import edits, store
from tests.plain.conversing import LIBRARY, hold, lines, read


def test_candidates_profile_weights(blank: Path) -> None:
    held = hold(blank, lines("", "One", "", "", "b", "Two", "", "1", "", "q"))
    record = read(blank)
    assert [one.title for one in record.candidates] == ["One", "Two"]
    assert record.profile == "balanced"
    assert record.weights is None
    assert [one.rater for one in record.sessions] == ["me"]
    assert "at least one candidate" in held.text
    assert "One candidate is no choice yet" in held.text


def test_a_candidate_is_changed_by_its_number(blank: Path) -> None:
    hold(blank, lines("One", "Two", "1", "1", "First", "1", "2", "A sentence.", "2", "3", "1", "b", "2", "q"))
    (one, other) = read(blank).candidates
    assert (one.title, one.pitch) == ("First", "A sentence.")
    assert other.title == "2", "no such number, so it is a title"


def test_a_candidate_with_answers_is_closed_and_opened(begun: Path) -> None:
    hold(begun, lines("= 3", "b", "b", "b", "b", "b", "b", "1", "3", "q"))
    assert read(begun).candidates[0].state == "closed"
    hold(begun, lines(*["b"] * 5, "1", "3", "q"))
    assert read(begun).candidates[0].state == "open"


def test_facts_on_demand(blank: Path) -> None:
    hold(blank, lines("One", "Two", "", "f", "a goal", "", "200", "10", "b", "f", "-", "q"))
    setting = read(blank).setting
    assert setting is not None
    assert (setting.goal, setting.hours_per_week) == (None, 10)


def test_from_who_sits_here_back_to_the_weights_where_it_is_asked_behind_them(blank: Path) -> None:
    held = hold(blank, lines("One", "Two", "", "f", "", "", "", "3", "b", "", "", "b", "", "mina", "q"))
    assert held.text.count("Which questions should weigh most?") == 2
    assert held.text.count("Who are you?") == 2
    assert [one.rater for one in read(blank).sessions] == ["mina"]


def test_in_a_team_it_is_asked_who_sits_here(begun: Path) -> None:
    stored = store.read(begun, LIBRARY)
    record = edits.set_setting(stored.record, {"people": 4})
    store.save(stored, record.model_copy(update={"sessions": []}))
    held = hold(begun, lines("b", "", "", "mina", "= 3", "q"))
    assert "Who are you?" in held.text
    assert "This is where it begins; q leaves." in held.text
    assert [one.rater for one in read(begun).sessions] == []
    hold(begun, lines("mina", "", "", "= 3", "q"))
    hold(begun, lines("MINA", "3", "q"))
    held = hold(begun, lines("jun", "", "", "3", "q"))
    assert [one.rater for one in read(begun).sessions] == ["mina", "jun"]
    hold(begun, lines("3", "q"), rater="Jun")
    assert [one.rater for one in read(begun).sessions] == ["mina", "jun"]
