"""Looking back over all records: where the time went, and how good one's taste is."""

from pickproblem.tui.screens.looking_back.screen import LookBackScreen

__all__ = ["LookBackScreen"]
