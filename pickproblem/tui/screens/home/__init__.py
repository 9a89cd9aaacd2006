"""The records at hand, and what each asks for."""

from pickproblem.tui.screens.home.screen import HomeScreen, RecordList

__all__ = ["HomeScreen", "RecordList"]
