"""How the questions weigh, settled before any score: an order of groups, points, or comparisons."""

from pickproblem.tui.screens.weights.screen import WeightsScreen

__all__ = ["WeightsScreen"]
