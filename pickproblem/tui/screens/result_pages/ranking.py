"""The first page: who leads, how surely, and what to find out next."""

from __future__ import annotations

from textual.content import Content

from pickproblem.language import N_, _
from pickproblem.report import charts, result
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.page import Page, heading, words
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.widgets.chart import painted

_BESIDE = 7
"""Lines that headline and next question take: titles get lines of their own only where all of it is in view."""

_TALL = 30


class RankingPage(Page):
    """Scores with their whiskers, how often each is first, and its rank by other measures."""

    title = N_("Ranking")
    BINDINGS = [key("enter", "screen.commit", N_("Commit"), id="result-commit")]

    def blocks(self, view: View, width: int) -> list[Content]:
        """Commitment, headline, picture, the next question, how to read it."""
        document = view.document
        first, *more = result.headline(document)
        rows = result.ranked(document, view.before[1] if view.before else None)
        question = result.next_question(document, view.library) if view.race else None
        there = _("6 leads there.")
        fits = 2 * len(rows) + _BESIDE <= self.size.height
        return [
            self._chosen(view, width),
            words(first, width, "bold"),
            painted(charts.ranking(rows, width, roomy=None if fits else False)),
            words(f"▸ {question} {there}", width, "$text-accent") if question else Content(""),
            words(result.legend(rows) if rows else "", width, "$text-muted"),
            words(" ".join(more), width, "$text-muted"),
            *(self._more(view, width) if self.size.height >= _TALL and view.race else []),
        ]

    def _more(self, view: View, width: int) -> list[Content]:
        """In a tall terminal the next two pictures stand below, as they come on pages of their own."""
        document = view.document
        names, parts = result.parts(document, view.library, [one["id"] for one in document["candidates"][:2]])
        pictures = charts.contributions(names, parts, width), charts.shares(result.shares(document), width)
        heads = result.apart(document, 1), _("How often each takes each rank")
        return [
            Content("\n").join([heading(head, width), painted(picture)])
            for head, picture in zip(heads, pictures, strict=True)
        ]

    def _chosen(self, view: View, width: int) -> Content:
        commitment = view.record.commitment
        if commitment is None:
            return Content("")
        chosen = view.record.candidate(commitment.candidate)
        said = _("Committed by %(by)s: %(title)s") % {
            "by": commitment.kill_criteria[-1].by,
            "title": safe(chosen.title if chosen else commitment.candidate),
        }
        return words(f"✓ {said}", width, "$text-success")
