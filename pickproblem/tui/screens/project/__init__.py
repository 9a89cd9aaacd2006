"""The project behind a commitment: what is due, what was promised, the notebook, the time, the ideas beside it."""

from pickproblem.tui.screens.project.screen import ProjectScreen

__all__ = ["ProjectScreen"]
