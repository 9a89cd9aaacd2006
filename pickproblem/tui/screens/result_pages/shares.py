"""The second page: how often each takes each rank."""

from __future__ import annotations

from textual.content import Content

from pickproblem.language import N_, _
from pickproblem.report import charts, result
from pickproblem.tui.screens.result_pages.page import Page, heading, listed, words
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.widgets.chart import painted

_BESIDE = 3
"""Lines above the picture: titles get lines of their own only where all of it is in view."""


class SharesPage(Page):
    """Rank shares, stacked; and how often the first is above each other."""

    title = N_("Shares")

    def blocks(self, view: View, width: int) -> list[Content]:
        """Picture, how to read it, the first against each other."""
        document = view.document
        if not view.race:
            return [words(result.headline(document)[0], width, "bold")]
        said = _(
            "The weights and the levels not known for sure were drawn %(draws)s times, and every draw was ranked. "
            "A long █ is a candidate that mostly comes first; a bar of many kinds is one that could end anywhere."
        ) % {"draws": f"{document['draws']:,}"}
        rows = result.shares(document)
        fits = 2 * len(rows) + _BESIDE <= self.size.height
        return [
            heading(_("How often each takes each rank"), width),
            painted(charts.shares(rows, width, roomy=None if fits else False)),
            words(said, width, "$text-muted"),
            listed(_("The first against each other"), result.pairs(document), width),
        ]
