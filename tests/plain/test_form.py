from __future__ import annotations

import pytest

from pickproblem.plain import form
from pickproblem.plain.form import Line
from pickproblem.plain.talk import Back, Talk
from tests.plain.conversing import Conversation, lines


def filled(*answers: str, wrong: bool = False, width: int = 60, **values: str) -> tuple[dict[str, str], Conversation]:
    held = Conversation(lines(*answers))
    talk = Talk(held.read, held.write, held.prompt, width)
    asked: list[Line] = [
        form.of(values, "what", "What", "one word"),
        form.of(
            values, "how", "How", asked=lambda: values.get("what") == "walk", options=[("a", "fast"), ("b", "slow")]
        ),
        form.of(values, "when", "When"),
    ]
    form.fill(talk, asked, (lambda name: "No." if values.get(name) == "no" else "") if wrong else None)
    return values, held


def test_line_after_line_and_what_is_not_to_be_asked_is_not() -> None:
    assert filled("run", "now")[0] == {"what": "run", "when": "now"}
    assert filled("walk", "2", "now")[0] == {"what": "walk", "how": "b", "when": "now"}


def test_what_stands_there_is_said_kept_and_emptied() -> None:
    values, held = filled("", "1", "-", what="walk", how="b", when="soon")
    assert values == {"what": "walk", "how": "a", "when": ""}
    assert "What (walk)> " in held.said
    assert "2 slow (or Enter)" in held.said


def test_what_is_long_is_said_before_the_prompt() -> None:
    long = "a sentence that is too long to stand in brackets"
    values, held = filled("", "", what=long)
    assert values["what"] == long
    assert "What> " in held.said
    assert long in " ".join(held.said)


def test_what_is_wrong_is_said_and_not_kept() -> None:
    values, held = filled("no", "", "", wrong=True, what="run")
    assert values["what"] == "run"
    assert held.said.count("What (run)> ") == 2
    assert "No." in held.said


def test_back_goes_a_line_back_and_from_the_first_one_out() -> None:
    assert filled("walk", "b", "run", "b", "walk", "3", "1", "now")[0] == {"what": "walk", "how": "a", "when": "now"}
    with pytest.raises(Back):
        filled("b")


def test_help_says_the_example_and_the_options() -> None:
    _values, held = filled("?", "walk", "?", "1", "now")
    assert "one word" in held.said
    assert "1 fast" in held.said
    assert "Answer with a number from 1 to 2." in held.said


def test_help_says_whether_a_line_may_be_empty() -> None:
    said = filled("?", "walk", "?", "1", "", what="run")[1].said
    assert "An empty line goes on without it." not in said, "Enter keeps what stands there"
    assert "An empty line goes on without it." in filled("run", "?", "")[1].said
    values: dict[str, str] = {}

    def needed(name: str) -> str:
        return "" if values.get(name) else "Needed."

    held = Conversation(lines("?", "", "walk"))
    form.fill(Talk(held.read, held.write, held.prompt, 60), [form.of(values, "what", "What", "a word")], needed)
    assert "An empty line goes on without it." not in held.said
    assert "Needed." in held.said
