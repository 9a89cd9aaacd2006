"""The screen of a project: its pages, and what is done from each of them."""

from __future__ import annotations

import asyncio
from datetime import date

from textual import work
from textual.app import ComposeResult

from pickproblem import reviewing
from pickproblem.due import Due
from pickproblem.errors import PickproblemError
from pickproblem.flow import Step
from pickproblem.language import N_
from pickproblem.record import Candidate, Commitment, Record
from pickproblem.report.ideas import Idea
from pickproblem.switching.lookback import LookBack
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.keys import key
from pickproblem.tui.screens.project.asking import calendar, ideas, notes, promises, stints
from pickproblem.tui.screens.project.ideas import IdeasPage
from pickproblem.tui.screens.project.pages import NotesPage, NowPage, PromisesPage, TimePage
from pickproblem.tui.widgets.pages import Pages


class ProjectScreen(RecordScreen):
    """What was chosen, what is due, and a key for all that a project wants noted."""

    step = "project"
    help_topic = "project"
    BINDINGS = [
        key("n", "note", N_("Note"), id="project-note"),
        key("r", "review", N_("Review"), id="project-review"),
        key("v", "result", N_("Result"), id="project-result"),
        key("b", "stint", id="project-stint", show=False),
        key("k", "criteria", id="project-criteria", show=False),
        key("f", "forecast", id="project-forecast", show=False),
        key("i", "calendar", id="project-calendar", show=False),
        key("q", "home", id="project-home", show=False),
        key("escape", "back", N_("Home"), id="back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.back: LookBack | None = None
        """Where the time went, over all of the record; None while it is counted."""
        self._counted: Record | None = None
        self._note: dict[str, str] = {}

    def body(self) -> ComposeResult:
        """The pages."""
        yield Pages(NowPage(), PromisesPage(), NotesPage(), TimePage(), IdeasPage())

    @property
    def commitment(self) -> Commitment:
        """What was committed to last."""
        commitment = self.opened.record.commitment
        assert commitment is not None
        return commitment

    @property
    def candidate(self) -> Candidate:
        """The project."""
        candidate = self.opened.record.candidate(self.commitment.candidate)
        assert candidate is not None
        return candidate

    @property
    def pages(self) -> Pages:
        """The pages."""
        return self.query_one(Pages)

    # --- time, counted behind the screen: a repository may take seconds to answer

    def on_pages_turned(self) -> None:
        """The page of time is counted when it is first looked at, and after a change."""
        if isinstance(self.pages.page, TimePage) and self._counted is not self.opened.record:
            self._count()

    @work(exclusive=True, group="time")
    async def _count(self) -> None:
        record, today = self.opened.record, self.program.today()
        path = str(self.opened.saver.stored.path)
        try:
            self.back = await asyncio.to_thread(_time_of, path, record, today)
        except PickproblemError as error:
            self.say(str(error), "warning")
            return
        self._counted = record
        for pages in self.query(Pages):  # none, where the screen was left while a thread was at work
            pages.draw()

    # --- doing

    def do(self, one: Due) -> None:
        """What a date asks for."""
        match one.kind:
            case "review" | "deadline":
                self.action_review()
            case "note" | "premortem":
                self.action_note()
            case "forecast" if one.date <= self.program.today():
                self._forecast(one)
            case "kill":
                self._criterion(one)
            case "trial":
                self._trial(one)
            case "parked":
                self.tempted(one)
            case _:
                self.action_result()

    @property
    def stands(self) -> bool:
        """There is a commitment."""
        return self.opened.record.commitment is not None

    def record_changed(self) -> None:
        """A newer idea stands on a page of its own."""
        self._said("")

    def _said(self, text: str, tone: str = "good") -> None:
        self.pages.draw()
        self.on_pages_turned()
        if text:
            self.say(text, tone)

    @work(exclusive=True, group="ask")
    async def _forecast(self, one: Due) -> None:
        self._said(await promises.ask_forecast(self.program, self.opened, one))

    @work(exclusive=True, group="ask")
    async def _criterion(self, one: Due) -> None:
        assert one.entry is not None
        at = int(one.part)
        reviewing.commitment(self.opened.record, one.entry)
        self._said(await promises.ask_criterion(self.program, self.opened, one.entry, at, self.program.today()))

    @work(exclusive=True, group="ask")
    async def _trial(self, one: Due) -> None:
        self._said(await promises.ask_trial(self.program, self.opened, one, self.program.today()))

    def tempted(self, one: Due) -> None:
        """To the newer idea beside the project, where both are held against each other."""
        self.go(Step("tempted", entry=one.entry))

    @work(exclusive=True, group="ask")
    async def idea(self, one: Idea) -> None:
        """What is to be done about an idea beside the project."""
        done = await ideas.ask_idea(self.program, self.opened, one, self.candidate.id)
        if isinstance(done, Step):
            self.go(done)
        else:
            self._said(done)

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """Four lines of today."""
        self._said(await notes.ask_note(self.program, self.opened, self.candidate.id, self._note))

    @work(exclusive=True, group="ask")
    async def action_stint(self) -> None:
        """Begin a stretch of work, or end the one that goes on."""
        done = await stints.ask_stint(self.program, self.opened, self.candidate.id)
        if isinstance(done, Step):
            self.go(done)
        else:
            self._said(done)

    @work(exclusive=True, group="ask")
    async def action_criteria(self) -> None:
        """A kill criterion: there or not, or changed with a reason while there is time."""
        self._said(await promises.ask_criteria(self.program, self.opened, self.program.today()))

    @work(exclusive=True, group="ask")
    async def action_forecast(self) -> None:
        """A forecast of one's own."""
        self._said(await promises.ask_own_forecast(self.program, self.opened))

    @work(exclusive=True, group="ask")
    async def action_calendar(self) -> None:
        """The dates as a file for a calendar."""
        said, well = await calendar.ask_calendar(self.program, self.opened)
        self._said(said, "good" if well else "warning")

    # --- moving about

    def action_review(self) -> None:
        """What happened, a fresh score, old against new."""
        self.go(Step("review"))

    def action_result(self) -> None:
        """The ranking that it was chosen from."""
        self.go(Step("result"))

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()


def _time_of(path: str, record: Record, today: date) -> LookBack:
    from pickproblem.experience import time_of

    return time_of(path, record, today)
