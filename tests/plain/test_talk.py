from __future__ import annotations

import pytest

from pickproblem.plain.talk import Back, Leave, Talk
from pickproblem.text import cells
from tests.plain.conversing import Conversation, lines


def talking(*answers: str, width: int = 40) -> tuple[Talk, Conversation]:
    held = Conversation(lines(*answers))
    return Talk(held.read, held.write, held.prompt, width), held


def test_a_line_is_asked_for_behind_a_prompt() -> None:
    talk, held = talking("  a title  ")
    assert talk.ask("Title") == "a title"
    assert held.said == ["Title> "]


@pytest.mark.parametrize("typed", ["q", "Q", "ｑ", "ㅂ", " q "])
def test_q_leaves_on_any_keyboard(typed: str) -> None:
    with pytest.raises(Leave):
        talking(typed)[0].ask("x")


@pytest.mark.parametrize("typed", ["b", "B", "ㅠ"])
def test_b_goes_back(typed: str) -> None:
    with pytest.raises(Back):
        talking(typed)[0].ask("x")


def test_the_end_of_the_input_leaves() -> None:
    with pytest.raises(Leave):
        talking()[0].ask("x")


def test_help_is_said_and_the_question_asked_again() -> None:
    talk, held = talking("?", "4")
    assert talk.ask("Level", "the note") == "4"
    assert held.said[1] == "the note"
    assert held.said.count("Level> ") == 2


def test_where_words_are_answered_capitals_and_what_is_behind_a_backslash_are_words() -> None:
    talk, _held = talking("B", "\\q", "\\?", "\\alpha", "Q")
    assert [talk.line("Title") for _n in range(5)] == ["B", "q", "?", "\\alpha", "Q"]


@pytest.mark.parametrize("typed", ["\x1b[A", "a\x00b", "\udcff", "\x7f"])
def test_keys_that_are_no_letters_are_not_taken(typed: str) -> None:
    talk, held = talking(typed, "a")
    assert talk.line("Title") == "a"
    assert held.said.count("Title> ") == 2


def test_a_number_is_chosen() -> None:
    talk, held = talking("", "0", "4", "9" * 5000, "２")
    assert talk.choose("Which", ["a", "b", "c"]) == 1
    assert held.said[:3] == ["1 a", "2 b", "3 c"]
    assert talking("")[0].choose("Which", ["a", "b"], standing=1) == 1


def test_lines_fit_and_steer_nothing() -> None:
    talk, held = talking(width=40)
    talk.say("\x1b[31m" + "한국어 words " * 20, indent=2, hanging=2)
    talk.listed(["\u202e" + "word " * 20] * 12)
    assert all(cells(line) <= 40 for line in held.said)
    assert not {"\x1b", "\u202e"} & set(held.text)


def test_t_steps_aside_and_the_same_is_asked_again() -> None:
    talk, held = talking("t", "T", "\\t", "t", "ㅅ", "a")
    aside: list[str] = []
    talk.aside = lambda: aside.append("parked")
    assert talk.line("Title") == "T"
    assert talk.line("Title") == "t"
    assert talk.line("Title") == "a"
    assert aside == ["parked"] * 3
    assert held.said.count("Title> ") == 6


def test_nobody_steps_aside_twice_at_once_and_back_from_there_asks_again() -> None:
    talk, _held = talking("t", "t", "b", "a")
    inside: list[str] = []

    def aside() -> None:
        inside.append(talk.line("Idea"))
        talk.line("Idea")

    talk.aside = aside
    assert talk.line("Title") == "a"
    assert inside == ["t"]
    assert talk.aside is aside


def test_help_says_the_options_again() -> None:
    talk, held = talking("?", "1")
    talk.choose("Which", ["the first", "the second"])
    assert held.said.count("2 the second") == 2


def test_a_prompt_that_is_too_long_is_said_before_it() -> None:
    talk, held = talking("a")
    talk.ask("a question of more words than there is room for")
    assert held.said == ["a question of more words than there is", "room for", "> "]
