"""The result: pages of pictures, from the ranking to what it rests on; from here to the commitment."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from pickproblem import answers as views
from pickproblem import edits, rounds
from pickproblem.answering import answer, choice_of
from pickproblem.flow import Cell, Step
from pickproblem.language import N_, _
from pickproblem.text import shorten
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens import estimate as estimating
from pickproblem.tui.screens.result_pages.answers import AnswersPage
from pickproblem.tui.screens.result_pages.find_out import FindOutPage
from pickproblem.tui.screens.result_pages.notes import NotesPage
from pickproblem.tui.screens.result_pages.page import Page
from pickproblem.tui.screens.result_pages.ranking import RankingPage
from pickproblem.tui.screens.result_pages.shares import SharesPage
from pickproblem.tui.screens.result_pages.view import View, analysed
from pickproblem.tui.screens.result_pages.what_if import WhatIfPage
from pickproblem.tui.screens.result_pages.why import WhyPage
from pickproblem.tui.widgets.page_bar import PageBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pickproblem.ranking.supposing import Drawn, Supposed

PAGES: tuple[type[Page], ...] = (
    RankingPage,
    SharesPage,
    WhyPage,
    AnswersPage,
    WhatIfPage,
    FindOutPage,
    NotesPage,
)

QUIET_SECONDS = 0.05
"""So long no weight or level is changed before it is drawn what would follow: a key held down draws once."""


class ResultScreen(RecordScreen):
    """Turns the pages, counts behind the paint, and keeps what is supposed apart from the record."""

    CSS_PATH = "result.tcss"
    step = "result"
    help_topic = "result"
    BINDINGS = [
        key("tab", "turn(1)", N_("Next page"), id="result-turn"),
        key("shift+tab", "turn(-1)", id="result-turn-back", show=False),
        *(key(str(n), f"page({n - 1})", id=f"result-page-{n}", show=False) for n in range(1, len(PAGES) + 1)),
        key("d", "together", N_("Differences"), id="result-together"),
        key("g", "again", N_("Answer again"), id="result-again"),
        key("w", "weights", N_("Weights"), id="result-weights"),
        key("a", "candidates", N_("Candidates"), id="result-candidates"),
        key("v", "project", N_("Project"), id="result-project"),
        key("c", "commit", id="result-commit-anywhere", show=False),
        key("s", "setting", id="result-setting", show=False),
        key("q", "home", id="result-home", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._quiet: Timer | None = None

    def body(self) -> ComposeResult:
        """The names of the pages; the pages, one of them in view."""
        yield PageBar([page.title for page in PAGES], id="pages")
        with Vertical(id="page-pane"):
            yield Static(Content(_("Counting …")), id="counting")
            for n, page in enumerate(PAGES):
                yield page(id=f"page-{n + 1}")

    def on_mount(self) -> None:
        """Count behind the paint."""
        super().on_mount()
        self._open(0)
        self._rank()

    @work(exclusive=True, group="ranking")
    async def _rank(self) -> None:
        opened, before = self.opened, self._view
        view = await asyncio.to_thread(analysed, opened.seen, opened.library, before)
        self._view = view
        self.query_one("#counting").display = False
        self._show()
        if view.since and not isinstance(self.page, FindOutPage):  # which says it itself
            self.say(view.since, "good")

    def record_changed(self) -> None:
        """A candidate may have left the race: count again."""
        self._rank()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._show)

    # --- the pages

    @property
    def view(self) -> View | None:
        """What is shown; None before it is counted."""
        return self._view

    @property
    def page(self) -> Page:
        """The page in view."""
        return self.query_one(f"#page-{self.query_one(PageBar).current + 1}", Page)

    def _show(self) -> None:
        if self.is_mounted:
            self.page.show(self._view)

    def action_page(self, number: int) -> None:
        """Turn to a page; what was said on the one before is not about this one."""
        self.say("")
        self._open(number)

    def _open(self, number: int) -> None:
        self.query_one(PageBar).current = number
        for page in self.query(Page):
            page.display = page is self.page
        self.page.focus()
        self._show()
        self.call_after_refresh(self._show)

    def action_turn(self, step: int) -> None:
        """Turn to the next page, or the one before."""
        self.action_page((self.query_one(PageBar).current + step) % len(PAGES))

    def on_page_bar_turned(self, event: PageBar.Turned) -> None:
        """Turn to the page clicked."""
        self.action_page(event.page)

    # --- what if: for a look only, never written

    def suppose(self, supposed: Supposed) -> None:
        """Show what would follow: what is exact at once, what is drawn as soon as it is counted."""
        if self._view is not None:
            was_changed = self._view.supposed.changed
            self._view = replace(self._view, supposed=supposed, drawn=None)
            self.say("")
            self._show()
            if supposed.changed != was_changed:  # what takes it back is offered, or no longer
                self.refresh_bindings()
            if self._quiet is not None:
                self._quiet.stop()
            if supposed.changed:
                self._quiet = self.set_timer(QUIET_SECONDS, lambda: self._draw(supposed))

    # Without a description of its own, Textual would write out every argument, and all arrays in it.
    @work(thread=True, exclusive=True, group="supposed", description="draws what is supposed")
    def _draw(self, supposed: Supposed) -> None:
        worker = get_current_worker()
        drawn = supposed.draws()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_drawn, supposed, drawn)

    def _show_drawn(self, supposed: Supposed, drawn: Mapping[str, Drawn]) -> None:
        if self._view is not None and self._view.supposed is supposed:
            self._view = replace(self._view, drawn=drawn)
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to take back only where something is supposed."""
        if action == "reset":
            return self._view is not None and self._view.supposed.changed
        if action == "project":
            return self.opened.record.commitment is not None
        if action == "together":
            return rounds.is_shared(self.opened.record)
        return super().check_action(action, parameters)

    def action_reset(self) -> None:
        """Back to what the record says."""
        if self._view is not None and self._view.supposed.changed:
            self.suppose(self._view.kept)
            self.say(_("As it was."))

    # --- moving about

    def action_commit(self) -> None:
        """To the commitment, with the ranking at hand."""
        from pickproblem.tui.screens.commit import CommitScreen

        if self._view is not None:
            self.program.show(CommitScreen([one["id"] for one in self._view.document["candidates"]]))

    def action_weights(self) -> None:
        """Look at the weights; a change from here on is marked, and both rankings are shown."""
        self.go(Step("weights"))

    def action_candidates(self) -> None:
        """Add, close or open candidates."""
        self.go(Step("candidates"))

    def action_setting(self) -> None:
        """The facts and the profile."""
        self.go(Step("setting"))

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()

    # --- one answer again

    @work(exclusive=True, group="again")
    async def action_again(self) -> None:
        """Choose a candidate and a rubric, answer it again; the earlier answer stays in its finished session."""
        opened = self.opened
        ids = views.in_question(opened.record)
        titles = [opened.record.candidate(id) for id in ids]
        chosen = await self.app.push_screen_wait(
            ChoiceDialog(_("About which candidate?"), "", [one.title for one in titles if one is not None])
        )
        if chosen is None:
            return
        rubrics = views.asked(opened.record, opened.library)
        sheet = views.latest(opened.seen)
        options = [
            f"{self._mark(sheet, ids[chosen], name)}  {opened.library.rubrics[name].title}" for name in rubrics
        ]
        picked = await self.app.push_screen_wait(ChoiceDialog(_("Which question?"), "", options))
        if picked is not None:
            await self._answer_again(ids[chosen], rubrics[picked])

    def _mark(self, sheets: dict[str, views.Sheet], candidate: str, rubric: str) -> str:
        from pickproblem.tui.screens.score.lines import level_mark

        answers = views.cell(sheets, candidate, rubric)
        return shorten(level_mark(answers[-1] if answers else None), 8).ljust(7)

    @work(exclusive=True, group="again")
    async def answer_again(self, candidate: str, rubric: str) -> None:
        """Ask one question again, and come back to the page with what has moved."""
        await self._answer_again(candidate, rubric)

    async def _answer_again(self, candidate: str, rubric: str) -> None:
        from pickproblem.tui.screens.answer_once import AnswerDialog

        opened = self.opened
        if opened.library.rubrics[rubric].estimate is not None:
            self.program.show(estimating.screen_for(opened.library.rubrics[rubric], Cell(rubric, candidate)))
            return
        mine = views.latest(opened.record).get(opened.rater, {})
        standing = mine.get(candidate, {}).get(rubric)
        shown = opened.record.candidate(candidate)
        asked = opened.library.rubrics[rubric]
        given = await self.app.push_screen_wait(
            AnswerDialog(
                asked,
                views.question(opened.record, asked),
                shown.title if shown else candidate,
                choice_of(standing),
            )
        )
        if given is None:
            return
        when = edits.now()
        record, session = edits.begin_session(opened.record, opened.rater, "review", when)
        again = answer(given.choice, reason=given.reason or None)
        record = edits.answer(record, session.id, candidate, rubric, again)
        opened.change(edits.finish(record, session.id, when))
        self._rank()

    def action_project(self) -> None:
        """To the project behind the commitment."""
        self.go(Step("project"))

    def action_together(self) -> None:
        """Where several raters differ, and why."""
        self.go(Step("together"))

    def action_back(self) -> None:
        """Back to the project behind a commitment, to where several raters differ, else to the list of records."""
        if self.opened.record.commitment is not None:
            self.action_project()
        elif rounds.is_shared(self.opened.record):
            self.action_together()
        else:
            self.program.go_home()
