"""Over a slow line all that was typed comes in one piece, and goes where it was meant."""

from __future__ import annotations

import shutil
from pathlib import Path

from pickproblem import rubric, store
from pickproblem.demo import FOLDER as EXAMPLES

from .terminal import KEYS, Terminal

ENTER = KEYS["enter"]


def test_from_home_to_the_first_answers_in_one_piece(tmp_path: Path) -> None:
    library = rubric.load()
    titles = ["Sparse attention for video", "Better data curation", "A third one"]
    told = ["", "two papers of 2024 say so", "four of us know it"]
    with Terminal(environment={"PICKPROBLEM_HOME": str(tmp_path)}) as terminal:
        terminal.wait("pickproblem", "d ")
        terminal.type("n" + ENTER.join(["What next", *titles, "", "", "", ""]))
        terminal.wait("Which GPUs do you really have")  # a fact that the first question needs; it may wait
        terminal.press("esc")
        terminal.wait("0 of 24 answered")
        terminal.type(f"5{told[1]}{ENTER}5{told[2]}{ENTER}3")
        terminal.wait("3 of 24 answered")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    (file,) = tmp_path.glob("*.toml")
    record = store.read(file, library).record
    assert record.title == "What next"
    assert [one.title for one in record.candidates] == titles
    (session,) = record.sessions
    answers = [answer for row in (session.answers or {}).values() for answer in row.values()]
    assert sorted((answer.level, answer.reason) for answer in answers) == [(3, None), (5, told[2]), (5, told[1])]


def test_a_newer_idea_is_parked_in_one_piece(tmp_path: Path) -> None:
    """Between two questions the record is saved; the answer to the second must not go to the screen below."""
    path = tmp_path / "tempted.toml"
    shutil.copy(Path(EXAMPLES) / path.name, path)
    with Terminal(str(path), environment={"PICKPROBLEM_HOME": str(tmp_path)}) as terminal:
        terminal.wait("Now", "Ideas")
        terminal.type(f"tA shinier one{ENTER}12")
        terminal.wait("It is parked.")
        terminal.type(ENTER)
        terminal.wait("Parked: A shinier one")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    entry = store.read(path, rubric.load()).record.temptations[-1]
    assert (entry.trigger, entry.same_goal) == ("paper", False)
