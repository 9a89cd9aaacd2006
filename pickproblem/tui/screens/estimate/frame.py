"""What the screens of estimates share: facts at the left, the picture at the right, the level they come to below."""

from __future__ import annotations

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from pickproblem import answers as views
from pickproblem import edits, proposals
from pickproblem.errors import PickproblemError
from pickproblem.estimate.deadline import CORRECTION
from pickproblem.flow import Cell, Step
from pickproblem.language import N_, _
from pickproblem.proposals import Missing, Proposal
from pickproblem.record import Answer, Candidate
from pickproblem.rubric import Rubric
from pickproblem.text import cells, cut, safe, shorten, wrap
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.keys import key
from pickproblem.tui.screens.estimate import ask_difference

LEVELS = (1, 2, 3, 4, 5)

MOST_ANCHOR = 2
"""So many lines for the text of the level."""

MOST_WANTING = 3
"""So many lines for what is wrong with the facts."""


class LevelLine(Widget, can_focus=True):
    """The level that the facts come to: Enter takes it, a digit says otherwise."""

    BINDINGS = [
        key("enter", "take", N_("Take it"), id="estimate-take", display="Enter"),
        key("1", "say(1)", N_("Say otherwise"), id="estimate-1", display="1–5"),
        *(key(str(n), f"say({n})", id=f"estimate-{n}", show=False) for n in LEVELS[1:]),
        key("down,j", "screen.scroll_picture(3)", id="estimate-down", show=False),
        key("up,k", "screen.scroll_picture(-3)", id="estimate-up", show=False),
        key("pagedown,space", "screen.scroll_picture(12)", id="estimate-page-down", show=False),
        key("pageup", "screen.scroll_picture(-12)", id="estimate-page-up", show=False),
    ]

    class Taken(Message):
        """The person agrees (``level`` None), or gives another level."""

        def __init__(self, level: int | None) -> None:
            super().__init__()
            self.level = level

    def __init__(self) -> None:
        super().__init__(id="level")
        self._found: Proposal | Missing | str = ""
        self._anchor = ""

    def show(self, found: Proposal | Missing | str, anchor: str = "") -> None:
        """What the facts come to; ``anchor`` is the text of the level. A str says what is wrong with them."""
        self._found, self._anchor = found, anchor
        self.refresh(layout=True)
        self.screen.refresh_bindings()

    def _wanting(self, width: int) -> list[str]:
        """What is wrong with the facts, or which are needed first, line by line."""
        found = self._found
        if isinstance(found, Missing):
            found = _("Needed first: %(facts)s") % {"facts": " · ".join(str(need) for need in found.needs)}
        return cut(safe(str(found)), width - 2, MOST_WANTING).split("\n")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        return self._words(max(width, 20)).plain.count("\n") + 1

    def render(self) -> Content:
        """The level with its range and its text; or what is needed first."""
        return self._words(max(self.size.width, 20))

    def _words(self, width: int) -> Content:
        mark = "▶ " if self.has_focus else "  "
        found = self._found
        if not isinstance(found, Proposal):
            tone = "bold $text-warning" if isinstance(found, str) else "$text-muted"
            told = "\n  ".join(self._wanting(width))
            return Content.assemble((mark, "bold $text-accent"), (told, tone))
        words = _("Level %(level)d") % {"level": found.level}
        ranged = ""
        if found.low < found.high:
            ranged = _(", likely %(low)d to %(high)d") % {"low": found.low, "high": found.high}
        told = f"{words}{ranged}  "
        first = Content.assemble(
            (mark, "bold $text-accent"),
            (told, "bold $foreground on $primary-muted" if self.has_focus else "bold $foreground"),
        )
        anchor = cut(safe(self._anchor), max(width - first.cell_length, 10), MOST_ANCHOR).split("\n")
        return first.append(Content.styled(f"\n{' ' * first.cell_length}".join(anchor), "$text-muted"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to take until there is a level."""
        return action != "take" or isinstance(self._found, Proposal)

    def action_take(self) -> None:
        """Enter."""
        if isinstance(self._found, Proposal):
            self.post_message(self.Taken(None))

    def action_say(self, level: int) -> None:
        """A digit."""
        self.post_message(self.Taken(level))


class PicturePane(VerticalScroll, can_focus=False):
    """The picture; drawn anew whenever its room changes, as when it comes into view."""

    class Resized(Message):
        """There is another room."""

    def on_resize(self, event: events.Resize) -> None:
        """Say so."""
        self.post_message(self.Resized())

    def on_show(self) -> None:
        """It was out of view, and may have been drawn for none."""
        self.post_message(self.Resized())


class EstimateScreen(RecordScreen):
    """One cell, computed. What is typed goes into the record at once; the level only when it is taken."""

    CSS_PATH = "frame.tcss"
    step = "score"
    help_topic = "estimates"
    BINDINGS = [
        key("escape", "back", N_("Back"), id="back", display="Esc"),
        key("tab", "to_level", N_("Facts or level"), id="estimate-level", display="Tab"),
    ]

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.cell = cell
        self.found: Proposal | Missing | str = ""
        self.correction = CORRECTION
        """What plans are stretched by."""

    # --- what a screen of its own says

    def facts(self) -> ComposeResult:
        """The pane of facts."""
        raise NotImplementedError

    def enter(self) -> None:
        """Put the focus where one begins."""
        raise NotImplementedError

    def picture(self, width: int) -> Content:
        """What the facts come to, as a picture with its numbers."""
        raise NotImplementedError

    def needed(self, width: int) -> Content:
        """What stands in the picture's place while it cannot be drawn."""
        found = self.found
        if isinstance(found, str):
            return Content.styled(safe(found), "$text-warning")
        needs = found.needs if isinstance(found, Missing) else ()
        lines = [_("The picture comes with the facts that are needed:")]
        lines += [piece for need in needs for piece in wrap(f"· {need}", width)]
        return Content.styled(safe("\n".join(lines), lines=True), "$text-muted")

    def propose(self) -> Proposal | Missing:
        """What the facts of the record come to."""
        return proposals.propose(
            self.opened.record,
            self.opened.library,
            self.cell.candidate,
            self.cell.rubric,
            today=self.program.today(),
            correction=self.correction,
        )

    # --- what stands here

    @property
    def rubric(self) -> Rubric:
        """The rubric that is asked."""
        return self.opened.library.rubrics[self.cell.rubric]

    @property
    def candidate(self) -> Candidate:
        """The candidate that it is asked of."""
        one = self.opened.record.candidate(self.cell.candidate)
        assert one is not None
        return one

    def body(self) -> ComposeResult:
        """Whom it is about; both panes; the level."""
        yield Static(id="about")
        with Horizontal(id="panes"):
            with Vertical(id="facts-pane"):
                yield from self.facts()
            with PicturePane(id="picture-pane"):
                yield Static(id="picture")
        yield LevelLine()

    def on_mount(self) -> None:
        """Compute from what is known already."""
        super().on_mount()
        self.compute()
        if isinstance(self.found, Proposal):
            self.query_one(LevelLine).focus()
        else:
            self.enter()

    def on_resize(self) -> None:
        """The title is as long as there is room."""
        self.call_after_refresh(self._show_about)

    def _show_about(self) -> None:
        line = self.query_one("#about", Static)
        rubric = safe(str(self.rubric.title))
        title = shorten(safe(self.candidate.title), max(line.content_size.width - cells(rubric) - 3, 0))
        line.update(Content.assemble((rubric, "bold $primary"), "   ", (title, "bold $text-accent")))

    def on_picture_pane_resized(self) -> None:
        """The picture is as wide as its pane."""
        self._draw()

    def compute(self) -> None:
        """From the facts of the record to the level, and its picture."""
        try:
            self.found = self.propose()
        except PickproblemError as error:
            self.found = str(error)
        anchor = str(self.rubric.levels[self.found.level - 1]) if isinstance(self.found, Proposal) else ""
        self.query_one(LevelLine).show(self.found, anchor)
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one("#picture-pane")
        width = pane.content_size.width - 1
        if width > 0:
            self.query_one("#picture", Static).update(self.picture(max(width, 30)))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where there is room for one pane, show the one that matters."""
        self.set_class(not isinstance(event.widget, LevelLine), "-facts")

    def action_scroll_picture(self, lines: int) -> None:
        """More of the picture, where it is longer than its pane."""
        self.query_one("#picture-pane").scroll_relative(y=lines, animate=False)

    # --- taking the level

    @work(exclusive=True, group="ask")
    async def on_level_line_taken(self, event: LevelLine.Taken) -> None:
        """Keep the level as an answer, with what it rests on; another level takes a reason."""
        found = self.found
        if not isinstance(found, Proposal):
            if event.level is not None:
                self._keep(Answer(level=event.level))
            return
        if event.level is None or event.level == found.level:
            self._keep(proposals.as_answer(found))
            return
        line = await ask_difference(self.program, found.level, event.level)
        if line:
            self._keep(proposals.as_answer(found, level=event.level, differs=line))

    def _keep(self, answer: Answer) -> None:
        """In the session that is open; behind a result in one of its own, so that nothing finished is changed."""
        opened, cell = self.opened, self.cell
        standing = views.latest(opened.record).get(opened.rater, {}).get(cell.candidate, {}).get(cell.rubric)
        if standing is not None:
            kept = {name: getattr(standing, name) for name in ("reason", "lifts_gate", "probes")}
            answer = answer.model_copy(update={key: value for key, value in kept.items() if value is not None})
        session = opened.session
        if session is not None:
            opened.change(edits.answer(opened.record, session.id, cell.candidate, cell.rubric, answer), at=cell)
            self.go(opened.next_step(after=cell))
            return
        when = edits.now()
        record, session = edits.begin_session(opened.record, opened.rater, "review", when)
        record = edits.answer(record, session.id, cell.candidate, cell.rubric, answer)
        opened.change(edits.finish(record, session.id, when))
        self.go(Step("result"))

    # --- moving about

    def action_to_level(self) -> None:
        """From the facts to the level, and back."""
        if isinstance(self.focused, LevelLine):
            self.enter()
        else:
            self.query_one(LevelLine).focus()

    def action_back(self) -> None:
        """From a line of facts to the level; from there to the question, without an answer."""
        if isinstance(self.focused, Input) and isinstance(self.found, Proposal):
            self.query_one(LevelLine).focus()
        else:
            self.go(Step("question", self.cell) if self.opened.session is not None else Step("result"))
