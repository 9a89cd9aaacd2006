"""What the screen of a question says and keeps."""

from __future__ import annotations

from textual.widgets import Static

from pickproblem.record import Answer, Record
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.score import ScoreScreen


def words(app: PickproblemApp, selector: str) -> str:
    """What one part of it says."""
    return str(app.screen.query_one(selector, Static).content)


def score(app: PickproblemApp) -> ScoreScreen:
    """The screen, where it is in front."""
    assert isinstance(app.screen, ScoreScreen)
    return app.screen


def cells(record: Record) -> dict[tuple[str, str], Answer]:
    """The answers of the last session by candidate and rubric."""
    return {
        (candidate, rubric): answer
        for candidate, row in (record.sessions[-1].answers or {}).items()
        for rubric, answer in row.items()
    }
