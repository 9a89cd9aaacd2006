"""The review of a project, a page a step: what happened, a fresh score, old against new, taste, the last notes."""

from pickproblem.tui.screens.review.screen import ReviewScreen

__all__ = ["ReviewScreen"]
