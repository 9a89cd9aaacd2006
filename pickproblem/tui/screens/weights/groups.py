"""Weights as an order: rubrics stand in groups, and move between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from pickproblem import weighing
from pickproblem.language import _
from pickproblem.record import WeightMethod, WeightsIn
from pickproblem.tui.screens.weights.picture import INDENT, bars, equally, heading
from pickproblem.tui.widgets.lines import line
from pickproblem.weighing import Shown


class Groups:
    """A weak order in hand."""

    method: WeightMethod = "order"

    def __init__(self, groups: weighing.Groups) -> None:
        self.groups = [list(group) for group in groups]
        self._taken: tuple[str, weighing.Groups, weighing.Groups] | None = None
        """What was taken out last, and the groups behind and before that."""

    @property
    def weighed(self) -> list[str]:
        """The rubrics that carry weight, as they are listed."""
        return [name for group in self.groups for name in group]

    def take_over(self, names: Sequence[str]) -> None:
        """Weigh just these: the known ones where they are, others in a group of their own at the end."""
        kept = [[name for name in group if name in names] for group in self.groups]
        rest = [name for name in names if name not in self.weighed]
        self.groups = [group for group in [*kept, rest] if group]

    def weights(self) -> WeightsIn | None:
        """What is shown as a picture."""
        return WeightsIn(method="order", order=self.groups)

    def question(self) -> str:
        """What is asked."""
        return _("Which questions should weigh most?")

    def lead(self, _picture: Shown) -> Content:
        """What there is to know about it."""
        return Content(_("Settle it before any score. No weight exceeds one of an earlier group."))

    def options(self, titles: Mapping[str, str], picture: Shown, width: int) -> list[Option]:
        """Group by group."""
        drawn = bars(self.weighed, titles, picture.shares, width - len(INDENT))
        options: list[Option] = []
        for n, group in enumerate(self.groups):
            right = equally(len(drawn)) if n == 0 else ""
            options.append(heading(f"group {n}", _("weighs most") if n == 0 else _("then"), width, right))
            options.extend(line(name, INDENT, *drawn[name]) for name in group)
        return options

    def move(self, rubric: str, *, up: bool) -> str:
        """One step in the order; says so where there is none."""
        step = weighing.more_important if up else weighing.less_important
        moved = step(self.groups, rubric)
        if moved == self.groups:
            return _("It weighs most already.") if up else _("It weighs least already.")
        self.groups = moved
        return ""

    def take_out(self, rubric: str) -> None:
        """The rubric carries no weight any more."""
        before, self.groups = self.groups, weighing.without(self.groups, rubric)
        self._taken = (rubric, self.groups, before)

    def bring_in(self, rubric: str) -> None:
        """The rubric carries weight: where it was, if nothing has moved since it was taken out, else at the end."""
        if self._taken is not None and self._taken[:2] == (rubric, self.groups):
            self.groups = [list(group) for group in self._taken[2]]
        else:
            self.groups = weighing.with_added(self.groups, rubric)
