"""Weights as swing points: the largest jump from the worst level to the best gets 100."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets.option_list import Option

from pickproblem import weighing
from pickproblem.language import _
from pickproblem.record import WeightMethod, WeightsIn
from pickproblem.tui.screens.weights.picture import INDENT, bars, equally, heading
from pickproblem.tui.widgets.lines import line
from pickproblem.weighing import Shown

STEP = 5


class Points:
    """Points in hand; they may stand below 100, or at nothing, while they are typed."""

    method: WeightMethod = "swing"

    def __init__(self, points: Mapping[str, int | float]) -> None:
        self.points = dict(points)
        self._typed: tuple[str | None, str] = (None, "")

    @property
    def weighed(self) -> list[str]:
        """The rubrics that carry weight, as they are listed."""
        return list(self.points)

    def take_over(self, shares: Mapping[str, float]) -> None:
        """Weigh just these: with the points they had, else with those that give the same weights."""
        self.points = weighing.pointed(shares, self.points)

    def scaled(self) -> dict[str, int | float] | None:
        """As they are saved; None where none has any."""
        return weighing.scaled(self.points)

    def weights(self) -> WeightsIn | None:
        """What is shown as a picture."""
        points = self.scaled()
        return WeightsIn(method="swing", points=points) if points else None

    def question(self) -> str:
        """What is asked."""
        return _("How much is the jump from the worst level to the best worth?")

    def lead(self, _picture: Shown) -> Content:
        """What there is to know about it."""
        most = max(self.points.values(), default=0)
        if most <= 0:
            return Content.styled(_("At least one needs points; type a number."), "$text-warning")
        if most < weighing.MOST_POINTS:
            return Content(_("The largest counts as 100, and the others against it."))
        return Content(_("Type points: 100 for the largest jump, the others against it."))

    def options(self, titles: Mapping[str, str], picture: Shown, width: int) -> list[Option]:
        """Points before each."""
        drawn = bars(self.weighed, titles, picture.shares, width - len(INDENT) - 5)
        options = [heading("points", _("points"), width, equally(len(drawn)))]
        for name, parts in drawn.items():
            options.append(line(name, INDENT, (f"{self.points[name]:>3g}  ", "bold $text-accent"), *parts))
        return options

    def move(self, rubric: str, *, up: bool) -> str:
        """Five points more or less."""
        value = self.points[rubric] + (STEP if up else -STEP)
        self.points[rubric] = min(max(value, 0), weighing.MOST_POINTS)
        return ""

    def type(self, rubric: str, digit: int) -> None:
        """One more digit, as far as it goes; then a new number begins."""
        typed = f"{self._typed[1] if self._typed[0] == rubric else ''}{digit}"
        self._type(rubric, typed if int(typed) <= weighing.MOST_POINTS else str(digit))

    def erase(self, rubric: str) -> None:
        """Take back the last digit."""
        self._type(rubric, str(int(self.points[rubric]))[:-1])

    def _type(self, rubric: str, digits: str) -> None:
        self._typed = (rubric, digits)
        self.points[rubric] = int(digits or 0)

    def leave(self, at: str | None) -> None:
        """The cursor is at another rubric: a digit there begins a number."""
        if self._typed[0] != at:
            self._typed = (None, "")

    def take_out(self, rubric: str) -> None:
        """The rubric carries no weight any more."""
        self.points.pop(rubric, None)

    def bring_in(self, rubric: str) -> None:
        """The rubric carries weight, as little as the least of the others."""
        self.points[rubric] = min(self.points.values(), default=weighing.MOST_POINTS)
