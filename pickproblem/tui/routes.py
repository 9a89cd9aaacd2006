"""Which screen shows which step."""

from __future__ import annotations

from pickproblem.flow import Step
from pickproblem.tui.base import RecordScreen


def screen_for(step: Step) -> RecordScreen:
    """A new screen for the step; each is imported when it is first shown."""
    if step.kind == "candidates":
        from pickproblem.tui.screens.candidates import CandidatesScreen

        return CandidatesScreen()
    if step.kind == "setting":
        from pickproblem.tui.screens.setting import SettingScreen

        return SettingScreen()
    if step.kind == "weights":
        from pickproblem.tui.screens.weights import WeightsScreen

        return WeightsScreen()
    if step.kind in ("question", "ask"):
        from pickproblem.tui.screens.score import ScoreScreen

        return ScoreScreen(step)
    if step.kind == "gut":
        from pickproblem.tui.screens.gut import GutScreen

        return GutScreen()
    if step.kind == "commit":
        from pickproblem.tui.screens.commit import CommitScreen

        return CommitScreen()
    if step.kind == "project":
        from pickproblem.tui.screens.project import ProjectScreen

        return ProjectScreen()
    if step.kind == "review":
        from pickproblem.tui.screens.review import ReviewScreen

        return ReviewScreen()
    if step.kind == "together":
        from pickproblem.tui.screens.together import TogetherScreen

        return TogetherScreen()
    if step.kind == "tempted":
        from pickproblem.tui.screens.tempted import TemptedScreen

        return TemptedScreen(step.entry)
    from pickproblem.tui.screens.result import ResultScreen

    return ResultScreen()
