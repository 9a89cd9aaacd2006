"""The screen of a review: Enter does the step in view and goes on to the next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from pickproblem import edits, forecasting, review
from pickproblem.commitment import forecast_name
from pickproblem.errors import PickproblemError
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Candidate, Record
from pickproblem.text import safe, shorten
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens.project.asking import notes, outcome, promises, stints
from pickproblem.tui.screens.review.pages import PAGES, Compared, ReviewPage
from pickproblem.tui.widgets.page_bar import PageBar
from pickproblem.tui.widgets.pages import Pages

if TYPE_CHECKING:
    from pickproblem.rubric import Library


class ReviewScreen(RecordScreen):
    """Leads from step to step; what was said is in the record at once, so that it may be left after any of them."""

    step = "project"
    help_topic = "review"
    BINDINGS = [
        key("n", "note", N_("Note"), id="review-note"),
        key("escape", "back", N_("Project"), id="back"),
        key("q", "home", id="review-home", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        """What was answered in this sitting."""
        self.done: set[str] = set()
        """Steps gone through in this sitting."""
        self.compared: Compared | None = None
        self.why_not = ""
        """Why there is nothing to compare."""
        self._then: str | None = None
        self._note: dict[str, str] = {}

    @property
    def candidate(self) -> Candidate:
        """The project that is reviewed."""
        candidate = review.reviewed(self.opened.record)
        assert candidate is not None
        return candidate

    def body(self) -> ComposeResult:
        """A page a step."""
        yield Pages(*(page() for page in PAGES))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another day takes two earlier sessions."""
        if action == "earlier":
            return len(self._earlier) > 1
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Where the review was left."""
        super().on_mount()
        self._turn()

    @property
    def stands(self) -> bool:
        """There is a commitment."""
        return self.opened.record.commitment is not None

    def record_changed(self) -> None:
        """A newer idea was parked over the page."""
        self.query_one(Pages).draw()

    def about(self, width: int) -> Content:
        """Which project, and which week of it."""
        commitment = self.opened.record.commitment
        assert commitment is not None
        weeks = (
            max((self.program.today() - forecasting.chosen(self.opened.record, commitment).date()).days, 0) // 7 + 1
        )
        told = _("Review of “%(title)s”, week %(week)d") % {"title": safe(self.candidate.title), "week": weeks}
        return Content.styled(shorten(told, width), "bold $text-accent")

    @property
    def _next(self) -> review.StepKind:
        return review.next_step(self.opened.record, self.opened.rater, self.program.today(), self.done)

    @property
    def _at(self) -> review.StepKind:
        page = self.query_one(Pages).page
        assert isinstance(page, ReviewPage)
        return page.step

    def _turn(self) -> None:
        """To the step that is next, the earlier ones ticked."""
        steps = [step for step, _name in review.STEPS]
        at = steps.index(self._next)
        pages = self.query_one(Pages)
        pages.query_one(PageBar).ticked = frozenset(range(at))
        pages.action_page(at)

    def on_pages_turned(self) -> None:
        """Old against new is counted when it is looked at."""
        if self._at == "compare":
            self._compare()

    # --- the steps

    def action_go_on(self) -> None:
        """Do the step in view, then on to the next."""
        if self._at == "outcome":
            self._ask_outcome()
        elif self._at == "score":
            self._score()
        elif self._at == "compare":
            self._pass("compare")
        elif self._at == "taste":
            self._ask_taste()
        else:
            self._finish()

    def action_skip(self) -> None:
        """On to the next step, without this one."""
        if self._at == "notes":
            self._finish()
        else:
            self._pass(self._at)

    def _pass(self, step: str) -> None:
        self.done.add(step)
        # Whoever looks at an early step again goes on from there.
        steps = [name for name, _words in review.STEPS]
        at = max(steps.index(cast("review.StepKind", step)) + 1, 0)
        wanted = max(steps.index(self._next), at) if step in self.done else at
        pages = self.query_one(Pages)
        pages.query_one(PageBar).ticked = frozenset(range(wanted))
        pages.action_page(wanted)

    @work(exclusive=True, group="ask")
    async def _ask_outcome(self) -> None:
        opened, today = self.opened, self.program.today()
        for one in review.questions(opened.record, today):
            if one.kind == "forecast":
                said = await promises.ask_forecast(self.program, opened, one)
            else:
                assert one.entry is not None
                said = await promises.ask_criterion(self.program, opened, one.entry, int(one.part), today)
            if said:
                self.said.append(f"{self._asked(one.kind, one.part)}: {said}")
                self.query_one(Pages).draw()
        if self.candidate.state in ("open", "chosen"):
            stands = await outcome.ask_how_it_stands(self.program, opened, self.candidate.id)
            if stands is None:
                self.query_one(Pages).draw()
                return
            self.said.append(stands)
        self._pass("outcome")

    def _asked(self, kind: str, part: str) -> str:
        return forecast_name(part) if kind == "forecast" else _("Kill criterion")

    def _score(self) -> None:
        opened = self.opened
        if review.session_of(opened.record, opened.rater, self.program.today()) is not None:
            self._pass("score")
            return
        if opened.session is None:
            record, _session = edits.begin_session(opened.record, opened.rater, "review", self.program.now())
            opened.change(record)
            opened.forget_undo()
        self.go(opened.next_step())

    @work(exclusive=True, group="compare")
    async def _compare(self) -> None:
        opened = self.opened
        now = review.newest(opened.record, opened.rater)
        if now is None:
            self.compared, self.why_not = None, _("Not scored again yet: 2 does it, or Enter goes on without.")
            self._draw()
            return
        try:
            self.compared = await asyncio.to_thread(_compared, opened.record, opened.library, self._then, now.id)
        except PickproblemError as error:
            self.compared, self.why_not = None, str(error)
        if self.is_there:
            self._draw()

    def _draw(self) -> None:
        for pages in self.query(Pages):  # none, where the screen was left while a thread was at work
            pages.draw()

    @property
    def _earlier(self) -> list[str]:
        """The sessions that the newest can be held against; none while nothing is scored again."""
        now = review.newest(self.opened.record, self.opened.rater)
        return [] if now is None else [one.id for one in review.earlier(self.opened.record, now)]

    def action_earlier(self) -> None:
        """Against another earlier session: the first, then each later one in turn."""
        mine = self._earlier
        at = mine.index(self._then) if self._then in mine else 0
        self._then = mine[(at + 1) % len(mine)]
        self._compare()

    @work(exclusive=True, group="ask")
    async def _ask_taste(self) -> None:
        opened, today = self.opened, self.program.today()
        passed = [one.title for one in opened.record.candidates if one.id != self.candidate.id]
        for id, question, _lead in review.TASTE:
            if id not in review.open_taste(opened.record, today):
                continue
            told = _("Passed over here: %(titles)s") % {"titles": " · ".join(passed)} if id == "did-well" else ""
            line = await self.app.push_screen_wait(
                LineDialog(_(question), told, placeholder=_("one line, or nothing; Enter goes on"))
            )
            if line is None:
                self.query_one(Pages).draw()
                return
            if line:
                opened.change(review.keep_taste(opened.record, today, id, line))
                self.query_one(Pages).draw()
        self._pass("taste")

    @work(exclusive=True, group="ask")
    async def _finish(self) -> None:
        opened, candidate = self.opened, self.candidate
        ended = max(candidate.stints or [], key=lambda one: one.from_, default=None)
        if candidate.state != "closed" and ended is not None and ended.to is not None and ended.ended is not None:
            await stints.ask_closing(self.program, opened, candidate.id, reviewed=True)
        self.go(Step("project"))

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """Four lines of today."""
        said = await notes.ask_note(self.program, self.opened, self.candidate.id, self._note)
        self.query_one(Pages).draw()
        if said:
            self.say(said, "good")

    # --- moving about

    def action_back(self) -> None:
        """Back to the project; r goes on here."""
        self.go(Step("project"))

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()


def _compared(record: Record, library: Library, then: str | None, now: str) -> Compared:
    from pickproblem.switching.comparing import compare  # brings numpy, off the event loop

    return compare(record, library, then=then, now=now)
