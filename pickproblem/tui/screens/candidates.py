"""What one could work on: titles, one a line, with a sentence each for those who like."""

from __future__ import annotations

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from pickproblem import answers as views
from pickproblem import edits, flow
from pickproblem.errors import Refused
from pickproblem.flow import Step
from pickproblem.language import N_, _, ngettext
from pickproblem.record import Candidate, Record
from pickproblem.text import cells, safe, shorten, wrap
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import TitleBar
from pickproblem.tui.widgets.line_input import LineInput
from pickproblem.tui.widgets.lines import Lines, line

_STATES = {"chosen": N_("chosen"), "parked": N_("parked"), "closed": N_("closed")}
_BETTER = 3
_MOST_PITCH_LINES = 2


class TitleInput(LineInput):
    """Where titles are typed."""

    BINDINGS = [
        key("enter", "submit", N_("Add / go on"), id="candidates-add", display="Enter"),
        key("up", "screen.to_list", N_("Change one"), id="candidates-up", display="↑"),
    ]


class CandidateList(Lines):
    """What was typed so far."""

    BINDINGS = [
        key("enter", "select", N_("Title"), id="candidates-title", display="Enter"),
        key("e", "select", id="candidates-edit", show=False),
        key("s", "screen.pitch", N_("Sentence"), id="candidates-pitch"),
        key("d,delete", "screen.remove", N_("Remove"), id="candidates-remove", display="d"),
        key("o", "screen.reopen", N_("Open again"), id="candidates-reopen"),
        key("t", "screen.retitle", id="candidates-retitle", show=False),
    ]


class CandidatesScreen(RecordScreen):
    """Collects the candidates; an empty line goes on."""

    CSS_PATH = "candidates.tcss"
    step = "candidates"
    help_topic = "candidates"
    keeps_typed = True
    BINDINGS = [
        key("escape", "back", N_("Back"), id="back", display="Esc"),
        key("u,ctrl+z", "undo", id="candidates-undo", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._before: list[Record] = []
        self._warned = ""

    def body(self) -> ComposeResult:
        """The question; what there is; the line for one more; advice."""
        yield Static(Content(_("What could you work on?")), classes="question")
        yield Static(
            Content(_("One title a line, as it comes; no judgment yet. An empty line goes on.")),
            classes="muted lead",
        )
        yield CandidateList(id="candidates")
        with Horizontal(id="next"):
            yield Static(id="number")
            yield TitleInput(id="title", several=True)
        with Vertical(id="below"):
            yield Static(id="advice")
            yield Static(id="hints")

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self._refresh()
        self.query_one(TitleInput).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Lines are broken by the width at hand."""
        self.call_after_refresh(self._refresh)

    def record_changed(self) -> None:
        """A newer idea is a candidate too, parked; taking back what was typed must not take it back."""
        self._before = []
        self._refresh()

    # --- what stands here

    @property
    def _candidates(self) -> list[Candidate]:
        return self.opened.record.candidates

    @property
    def _here(self) -> Candidate | None:
        at = self.query_one(CandidateList).at
        return self.opened.record.candidate(at) if at is not None else None

    def _refresh(self, at: str | None = None) -> None:
        listed = self.query_one(CandidateList)
        body = self.query_one("#body")
        # A long list has a bar at its right.
        width = max(body.content_size.width - 3, 20)
        listed.fill((_option(n, one, width) for n, one in enumerate(self._candidates, start=1)), at)
        listed.display = bool(self._candidates)
        # The line for one more follows the list, and stays in view where the list is long.
        others = sum(one.outer_size.height for one in body.children if one is not listed and one.id != "below")
        listed.styles.max_height = max(body.content_size.height - others - 2, 2)
        number = f"{len(self._candidates) + 1}"
        self.query_one("#number", Static).update(Content(f"{number:>3}  "))
        title = self.query_one(TitleInput)
        title.placeholder = _("A title, then Enter") if not self._candidates else _("One more, or Enter to go on")
        self.query_one("#advice", Static).update(Content(self._advice()))
        few = len(self._candidates) < _BETTER
        self.query_one("#hints", Static).update(_hints() if few else Content(""))
        self.refresh_bindings()

    def _advice(self) -> str:
        count = len(views.in_question(self.opened.record))
        if count == 0:
            return _("Three or more is best; a whole list may be pasted.")
        if count < flow.FEWEST:
            return _("At least two, so that there is something to choose from.")
        if count < _BETTER:
            return _("Two will do; a third often shows what the first two have in common.")
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Opening again is for what was closed or parked; the list is there once it holds something."""
        if action == "reopen":
            here = self._here if self.is_mounted else None
            return here is not None and here.state in ("closed", "parked")
        return bool(self._candidates) if action == "to_list" else True

    def on_option_list_option_highlighted(self) -> None:
        """Other keys for what is closed or parked."""
        self.refresh_bindings()

    def action_to_list(self) -> None:
        """Stand on the last candidate."""
        listed = self.query_one(CandidateList)
        if self._candidates:
            listed.highlighted = len(self._candidates) - 1
            listed.focus()

    def on_lines_left(self, event: Lines.Left) -> None:
        """Below the list is the line for one more."""
        if event.end == "bottom":
            self.query_one(TitleInput).focus()

    # --- adding and going on

    def _change(self, record: Record, at: str | None = None) -> None:
        if record is self.opened.record:
            return
        self._before.append(self.opened.record)
        self.opened.change(record)
        self._warned = ""
        self._refresh(at)

    def _add(self, titles: list[str]) -> None:
        record = self.opened.record
        for title in titles:
            record = edits.add_candidate(record, title)
        self._change(record)
        listed = self.query_one(CandidateList)
        listed.scroll_end(animate=False)
        twin = next((title for title in titles if [one.title for one in self._candidates].count(title) > 1), None)
        if twin is not None:
            self.say(_("%(title)s is there twice now.") % {"title": shorten(safe(twin), 40)}, "warning")
        elif len(titles) > 1:
            self.say(ngettext("%(n)d added", "%(n)d added", len(titles)) % {"n": len(titles)}, "good")
        else:
            self.say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add the title; an empty line goes on."""
        title = event.value.strip()
        if not title:
            self._go_on()
            return
        event.input.clear()
        self._add([title])

    def on_line_input_pasted(self, event: LineInput.Pasted) -> None:
        """A pasted list is added whole, behind what was typed."""
        title = self.query_one(TitleInput)
        first, *rest = event.lines
        titles = [f"{title.value.strip()} {first}".strip(), *rest]
        title.clear()
        self._add(titles)

    def _go_on(self) -> None:
        record = self.opened.record
        count = len(views.in_question(record))
        if count == 0:
            self.say(_("Write down at least one candidate first."), "warning")
            return
        if count < flow.FEWEST and self._warned != "few":
            self._warned = "few"
            self.say(_("One candidate is no choice yet. Enter again goes on all the same."), "warning")
            return
        if record.setting is None:
            self.opened.change(edits.set_setting(record, {}))
        in_progress = self.opened.session is not None or views.result_seen(record)
        self.go(self.opened.next_step() if in_progress and count >= flow.FEWEST else Step("setting"))

    def action_back(self) -> None:
        """Home, or back to the result; a line that was not added yet is not dropped unasked."""
        if self.query_one(TitleInput).value.strip() and self._warned != "typed":
            self._warned = "typed"
            self.say(_("This line is not added yet: Enter adds it, Esc leaves without it."), "warning")
            return
        if self.opened.looking:
            self.go(self.opened.next_step())
            return
        super().action_back()

    # --- changing what is there

    @work(exclusive=True, group="ask")
    async def on_option_list_option_selected(self) -> None:
        """Write the title anew."""
        here = self._here
        if here is None:
            return
        text = await self.app.push_screen_wait(LineDialog(_("Title"), value=here.title))
        if text:
            self._change(edits.change_candidate(self.opened.record, here.id, title=text), here.id)

    @work(exclusive=True, group="ask")
    async def action_pitch(self) -> None:
        """What it is about, in a sentence."""
        here = self._here
        if here is None:
            return
        words = _("What would be new, and for whom? One sentence; leave it empty for none.")
        text = await self.app.push_screen_wait(LineDialog(safe(here.title), words, value=here.pitch or ""))
        if text is not None and text != (here.pitch or ""):
            self._change(edits.change_candidate(self.opened.record, here.id, pitch=text or None), here.id)

    def action_remove(self) -> None:
        """Take a candidate away; one that has answers is closed instead."""
        here = self._here
        if here is None:
            return
        name = {"title": shorten(safe(here.title), 36)}
        try:
            self._change(edits.remove_candidate(self.opened.record, here.id))
            self.say(_("Removed: %(title)s – ctrl+z brings it back") % name)
        except Refused:
            if here.state == "closed":
                self.say(_("It has answers, so it stays, closed; o opens it again."))
                return
            self._change(edits.set_state(self.opened.record, here.id, "closed"), here.id)
            self.say(_("It has answers: closed, not removed; o opens it."))
        if not self._candidates:
            self.query_one(TitleInput).focus()

    def action_reopen(self) -> None:
        """Ask about it again."""
        here = self._here
        if here is not None and here.state in ("closed", "parked"):
            self._change(edits.set_state(self.opened.record, here.id, "open"), here.id)
            self.say("")

    @work(exclusive=True, group="ask")
    async def action_retitle(self) -> None:
        """Write the decision's own title anew."""
        text = await self.app.push_screen_wait(LineDialog(_("What is to be decided?"), value=self.heading()))
        if text:
            self._change(edits.set_title(self.opened.record, text))
            self.query_one(TitleBar).retitle(text)

    def action_undo(self) -> None:
        """Take back the last change made here."""
        if not self._before:
            self.say(_("Nothing to undo."))
            return
        record = self._before.pop()
        self.opened.change(record)
        self.query_one(TitleBar).retitle(record.title)
        self._refresh()
        self.say(_("Taken back."))


def _hints() -> Content:
    return Content("\n").join(
        [
            Content.styled(_("Where a further one may come from:"), "$text-muted"),
            *(
                Content.assemble(("  · ", "$text-accent"), (hint, "$text-muted"))
                for hint in (
                    _("What stands between you and the larger goal, one step from here?"),
                    _("Which result that you admire leaves a question unasked?"),
                    _("What did the last project leave open, or do by hand?"),
                    _("Which simple baseline has nobody beaten fairly?"),
                )
            ),
        ]
    )


def _option(number: int, candidate: Candidate, width: int) -> Option:
    """Number and title, broken under itself; below it the sentence."""
    indent = " " * 5
    state = f"  ({_(_STATES[candidate.state])})" if candidate.state in _STATES else ""
    room = max(width - len(indent), 10)
    title = wrap(safe(candidate.title) + state, room)
    gone = candidate.state in ("closed", "parked")
    parts: list[tuple[str, str]] = [(f"{number:>3}  ", "$text-muted")]
    parts.append((f"\n{indent}".join(title), "$text-muted" if gone else "$foreground"))
    if candidate.pitch:
        pitch = wrap(safe(candidate.pitch), room)
        if len(pitch) > _MOST_PITCH_LINES:
            pitch = pitch[:_MOST_PITCH_LINES]
            pitch[-1] = shorten(pitch[-1], room - 2) if cells(pitch[-1]) > room - 2 else f"{pitch[-1]} …"
        parts.append((f"\n{indent}" + f"\n{indent}".join(pitch), "$text-muted"))
    return line(candidate.id, *parts)
