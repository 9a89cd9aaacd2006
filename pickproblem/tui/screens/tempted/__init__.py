"""A newer idea looked at step by step, from the current one alone to the verdict."""

from pickproblem.tui.screens.tempted.screen import TemptedScreen

__all__ = ["TemptedScreen"]
