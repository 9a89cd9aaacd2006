"""The fifth page: how the lead follows each weight; weights can be tried out without being kept."""

from __future__ import annotations

import math

from textual.content import Content

from pickproblem.language import N_, _
from pickproblem.report import charts, outlook, result
from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.page import Page, listed, words
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.widgets.chart import painted

_STEP = 5
"""Percent of all weight that one key moves."""
_MOST = 95
"""The others keep a little weight, and so their ratios."""


class WhatIfPage(Page):
    """A tornado over the rubrics with a cursor; left and right change a weight, for a look only."""

    title = N_("What if")
    BINDINGS = [
        key("left,h", "weigh(-1)", N_("Weight"), id="what-if-less", display="← →"),
        key("right,l", "weigh(1)", id="what-if-more", show=False),
        key("down,j", "move(1)", N_("Rubric"), id="what-if-down", display="↑↓"),
        key("up,k", "move(-1)", id="what-if-up", show=False),
        key("r", "screen.reset", N_("As it was"), id="what-if-reset"),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._row = 0
        self._order: list[str] = []

    def idle(self) -> tuple[str, ...]:
        """Without a race there is no lead that a weight could move."""
        return () if self.view is not None and self.view.race else ("move", "weigh")

    def blocks(self, view: View, width: int) -> list[Content]:
        """Who leads, the tornado, the ranking what if, how to read it, what would change the first place."""
        document, supposed = view.document, view.supposed
        if not view.race:
            return [words(result.headline(document)[0], width, "bold")]
        levers = outlook.levers(supposed, view.library)
        self._order = _by_influence(view)
        self._row = min(self._row, max(len(self._order) - 1, 0))
        said = banner(view)
        head = (
            words(said, width, "bold $text-warning")
            if said
            else words(outlook.lead(document, supposed), width, "bold")
        )
        tornado = painted(charts.tornado([levers[name] for name in self._order], width, self._row))
        legend = _(
            "How the lead goes as one weight goes from nothing (▒) to double (█), the others in proportion. "
            "◆ the lead now, │ where the first two are level; “tie at” is the weight that makes them so. "
            "← → tries another weight, for a look only; a level is tried on the page of answers."
        )
        flips = [] if supposed.changed else outlook.flips(document, view.library)
        return [
            Content("\n").join([head, tornado]),
            painted(charts.moved(outlook.moved(document, supposed, view.drawn), width)),
            words(legend, width, "$text-muted"),
            listed(_("What would change the first place"), flips, width),
        ]

    def action_move(self, step: int) -> None:
        """The cursor moves to another rubric."""
        if self.view is not None and self._order:
            self._row = min(max(self._row + step, 0), len(self._order) - 1)
            self.show(self.view)
            self.keep_in_view(self._row + 2)

    def action_weigh(self, step: int) -> None:
        """The weight of a rubric to the next step, for a look only."""
        if self.view is None or not self._order:
            return
        rubric, supposed = self._order[self._row], self.view.supposed
        percent = 100 * supposed.weights[rubric] / _STEP
        # A weight between two steps goes to the next one.
        at = math.floor(percent + 1e-6) + 1 if step > 0 else math.ceil(percent - 1e-6) - 1
        share = min(max(at * _STEP, 0), _MOST) / 100
        if len(self._order) < 2:
            self.result.say(_("It is the only weight: there is nothing to hold it against."))
            return
        self.result.suppose(supposed.with_weight(rubric, share))


def banner(view: View) -> str:
    """That this is only supposed, and what follows; "" where nothing is."""
    if not view.supposed.changed:
        return ""
    said = [_("What if, not kept (r: as it was)."), outlook.lead(view.document, view.supposed)]
    kept = view.document["candidates"]
    places = view.supposed.places
    if len(places) > 1 and places[0].id != kept[0]["id"]:
        said.append(_("As it is, “%(title)s” leads.") % {"title": kept[0]["title"]})
    return " ".join(said)


def _by_influence(view: View) -> list[str]:
    """The rubrics by how far the lead goes with each as things are, so that rows stay put while weights are tried."""
    kept = view.kept.levers
    return sorted(kept, key=lambda name: -round(abs(kept[name].double - kept[name].nothing), 6))
