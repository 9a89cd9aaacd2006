"""The review of a project: a page for each step; Enter does the step and goes on to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from pickproblem import answers as views
from pickproblem import edits, flow, review
from pickproblem.errors import PickproblemError
from pickproblem.flow import Step
from pickproblem.language import N_, _, ngettext
from pickproblem.record import Candidate, Record, Session, same_name
from pickproblem.report import charts, project
from pickproblem.text import safe, shorten, wrap
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens.project.asking import notes, outcome, promises, stints
from pickproblem.tui.screens.project.pages import notes_blocks
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.page_bar import PageBar
from pickproblem.tui.widgets.pages import Pages, TextPage, heading, listed, words

if TYPE_CHECKING:
    from pickproblem.rubric import Library

Compared = Mapping[str, Any]


class ReviewPage(TextPage):
    """One step of the review."""

    step: ClassVar[review.StepKind]
    BINDINGS = [
        key("enter", "screen.go_on", N_("Go on"), id="review-go-on", display="Enter"),
        key("s", "screen.skip", N_("Go on without"), id="review-skip"),
    ]

    @property
    def review(self) -> ReviewScreen:
        """The screen that this is a page of."""
        return cast("ReviewScreen", self.screen)

    @property
    def record(self) -> Record:
        """The open record."""
        return self.review.opened.record

    @property
    def today(self) -> date:
        """The day that is taken for today."""
        return self.review.program.today()

    def draw(self) -> None:
        """Paint what there is to see now."""
        self.paint([self.review.about(self.width), *self.blocks(self.width)])

    def blocks(self, width: int) -> list[Content]:
        """What stands below each other."""
        raise NotImplementedError


class OutcomePage(ReviewPage):
    """What happened, before any old number is seen."""

    step = "outcome"
    title = dict(review.STEPS)["outcome"]

    def blocks(self, width: int) -> list[Content]:
        """What is asked, what was said."""
        asked = review.questions(self.record, self.today)
        said = _(
            "First what happened, as it is, before any old number is seen. Enter begins; Esc in a question stops."
        )
        texts = [
            project.forecast_name(one.part)
            if one.kind == "forecast"
            else _("Kill criterion of %(day)s") % {"day": one.date}
            for one in asked
        ]
        how = _("How does it stand: on it, delivered, or ended?")
        done = "outcome" in self.review.done
        return [
            words(said, width),
            listed(_("What you said"), self.review.said, width),
            listed(_("Still open") if done else _("To be answered"), [*texts, *([] if done else [how])], width),
        ]


class ScorePage(ReviewPage):
    """A fresh score, without the old answers."""

    step = "score"
    title = dict(review.STEPS)["score"]

    def blocks(self, width: int) -> list[Content]:
        """How much it is, and how it is done."""
        opened, today = self.review.opened, self.today
        scored = review.session_of(opened.record, opened.rater, today)
        if scored is not None:
            return [words(_("Scored again today. Enter shows old against new."), width, "$text-success")]
        going_on = review.scoring(opened.record, opened.rater)
        if going_on is not None:
            done, total = flow.progress(opened.record, opened.library, going_on)
            told = _("%(done)d of %(all)d answered; Enter goes on where you were.") % {"done": done, "all": total}
            return [words(told, width, "bold")]
        cells = len(views.in_question(opened.record)) * len(views.asked(opened.record, opened.library))
        minutes = flow.minutes_left(cells, opened.paces)
        how = ngettext("%(n)d question", "%(n)d questions", cells) % {"n": cells}
        time = ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
        return [
            words(
                _("Now score again as if for the first time: %(questions)s, %(time)s.")
                % {"questions": how, "time": time},
                width,
                "bold",
            ),
            words(
                _(
                    "The old answers stay hidden until you are through; then both stand side by side. f stops when "
                    "it is enough: what is left open keeps its answer of before."
                ),
                width,
                "$text-muted",
            ),
            words(
                _("Without a fresh score this review stays due. Enter begins, s goes on without it."),
                width,
                "$text-muted",
            ),
        ]


class ComparePage(ReviewPage):
    """Old against new, once there is a new."""

    step = "compare"
    title = dict(review.STEPS)["compare"]
    BINDINGS = [key("e", "screen.earlier", N_("Against another day"), id="review-earlier")]

    def blocks(self, width: int) -> list[Content]:
        """The picture; who rose and fell; which answers moved and why; how much may be nothing."""
        screen = self.review
        if screen.compared is None:
            return [words(screen.why_not or _("Counting …"), width, "$text-muted")]
        from pickproblem.report import comparing

        document = screen.compared
        picture = charts.slope(comparing.slopes(document), width, heads=comparing.days(document))
        return [
            words(comparing.headline(document), width, "$text-muted"),
            Content("\n").join([heading(_("Scores on 0 to 100"), width), painted(picture)]),
            words(comparing.retest(document), width, "$text-accent"),
            listed(_("Ranks"), comparing.ranks(document), width),
            self._moved(document, screen.opened.library, width),
            listed(_("Answered for the first time"), comparing.new_answers(document), width),
        ]

    def _moved(self, document: Compared, library: Library, width: int) -> Content:
        from pickproblem.report import comparing

        moved = comparing.moved(document, library)
        if not moved:
            return Content("")
        lines = [heading(_("What moved, the farthest first"), width)]
        for one in moved:
            head = _("%(rubric)s of “%(title)s”") % {"rubric": one.rubric, "title": one.title}
            figures = f"{one.then} → {one.now}"
            room = max(width - len(figures) - 4, 10)
            lines.append(Content.assemble(f"· {shorten(head, room)}  ", (figures, "bold $accent")))
            for lead, reason in ((_("then"), one.reason_then), (_("now"), one.reason_now)):
                if reason:
                    first, *more = wrap(f"{lead}: {reason}", width - 4)
                    lines += [Content.styled(f"    {text}", "$text-muted") for text in (first, *more)]
        return Content("\n").join(lines)


class TastePage(ReviewPage):
    """The first text's questions of taste; the answers go into today's note."""

    step = "taste"
    title = dict(review.STEPS)["taste"]

    def blocks(self, width: int) -> list[Content]:
        """The questions, with what was answered today."""
        open_ones = review.open_taste(self.record, self.today)
        note = review.note_of(self.review.candidate, self.today)
        lines = (note.insight or "").split("\n") if note is not None else []
        blocks = [
            words(_("Taste grows by looking back: one line each, or nothing. They go into today's note."), width)
        ]
        for id, question, _lead in review.TASTE:
            prefix = review.taste_line(id, "")
            given = [line.removeprefix(prefix) for line in lines if line.startswith(prefix)]
            mark = "·" if id in open_ones else "✓"
            shown = [words(f"{mark} {_(question)}", width, "$foreground" if id in open_ones else "$text-muted")]
            shown += [words(f"  {text}", width, "$text-success") for text in given]
            blocks.append(Content("\n").join(shown))
        return blocks


class LastNotesPage(ReviewPage):
    """The last two weeks in one view."""

    step = "notes"
    title = dict(review.STEPS)["notes"]

    def blocks(self, width: int) -> list[Content]:
        """Day by day."""
        return notes_blocks(self.review.candidate, self.today, width)


PAGES: tuple[type[ReviewPage], ...] = (OutcomePage, ScorePage, ComparePage, TastePage, LastNotesPage)


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
        weeks = max((self.program.today() - commitment.when.date()).days, 0) // 7 + 1
        told = _("Review of “%(title)s”, week %(week)d") % {"title": safe(self.candidate.title), "week": weeks}
        return Content.styled(shorten(told, width), "bold $accent")

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
        return project.forecast_name(part) if kind == "forecast" else _("Kill criterion")

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
        now = self._new
        if now is None:
            self.compared, self.why_not = None, _("Not scored again yet: 2 does it, or Enter goes on without.")
            self._draw()
            return
        try:
            self.compared = await asyncio.to_thread(_compared, opened.record, opened.library, self._then, now.id)
        except PickproblemError as error:
            self.compared, self.why_not = None, str(error)
        self._draw()

    def _draw(self) -> None:
        for pages in self.query(Pages):  # none, where the screen was left while a thread was at work
            pages.draw()

    @property
    def _new(self) -> Session | None:
        """The session that is held against an earlier one: today's review, else the last whole one of before."""
        opened = self.opened
        if opened.session is not None:  # whoever is scoring shall not see old answers
            return None
        mine = [one for one in opened.record.sessions if same_name(one.rater) == same_name(opened.rater)]
        reviews = [one for one in mine if views.is_review(one)]
        return reviews[-1] if reviews else None

    def action_earlier(self) -> None:
        """Against another earlier session: the first, then each later one in turn."""
        now = self._new
        if now is None:
            return
        opened = self.opened
        mine = [
            one.id
            for one in opened.record.sessions[: opened.record.sessions.index(now)]
            if one.finished is not None and same_name(one.rater) == same_name(now.rater)
        ]
        if len(mine) < 2:
            self.say(_("There is one earlier session only."))
            return
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
            await stints.ask_closing(self.program, opened, candidate.id)
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
