"""Several raters: who sits here, and, once their own answers are finished, where all differ and why."""

from pickproblem.tui.screens.together.screen import TogetherScreen

__all__ = ["TogetherScreen"]
