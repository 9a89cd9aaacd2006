"""The third page: where the points of the first come from, beside those of another."""

from __future__ import annotations

from textual.content import Content

from pickproblem.language import N_, _
from pickproblem.report import charts, result
from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.page import Page, heading, words
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.widgets.chart import painted


class WhyPage(Page):
    """Points a rubric; up and down choose whose are shown against the first's."""

    title = N_("Why")
    BINDINGS = [
        key("down,j", "against(1)", N_("Against another"), id="result-against", display="↑↓"),
        key("up,k", "against(-1)", id="result-against-up", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._against = 1
        """Which place of the ranking is shown against the first."""

    def idle(self) -> tuple[str, ...]:
        """With two there is no other to hold against the first."""
        return () if self.view is not None and len(self.view.document["candidates"]) > 2 else ("against",)

    def blocks(self, view: View, width: int) -> list[Content]:
        """Who against whom, the picture, how to read it."""
        document = view.document
        ids = [one["id"] for one in document["candidates"]]
        if not ids or not document["answered"]:
            return [words(result.headline(document)[0], width, "bold")]
        self._against = min(self._against, max(len(ids) - 1, 1))
        pair = [ids[0], ids[self._against]] if len(ids) > 1 else ids
        names, parts = result.parts(document, view.library, pair)
        legend = _("█ points it got, ░ points it could still have got: a rubric gives at most its weight.")
        if len(ids) > 1:
            legend += " " + _("The lead is what the first got more.")
        return [
            heading(_("Where the points come from"), width)
            if len(ids) == 1
            else heading(result.apart(document, self._against), width),
            painted(charts.contributions(names, parts, width)),
            words(legend, width, "$text-muted"),
        ]

    def action_against(self, step: int) -> None:
        """Show the points of another candidate against the first's."""
        if self.view is not None and self.view.race:
            last = len(self.view.document["candidates"]) - 1
            self._against = min(max(self._against + step, 1), last)
            self.show(self.view)
