"""One question at a time: a rubric asked of a candidate, rubric by rubric across all candidates."""

from pickproblem.tui.screens.score.screen import ScoreScreen

__all__ = ["ScoreScreen"]
