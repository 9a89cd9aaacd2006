"""The screen of a question: levels to choose from, what is kept of them, and the way from one to the next."""

from __future__ import annotations

import time
from functools import cached_property

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from pickproblem import answers as views
from pickproblem import proposals, together
from pickproblem.answering import UNKNOWN, Choice, choice_of
from pickproblem.flow import Cell, Step
from pickproblem.language import N_, _
from pickproblem.proposals import Proposal
from pickproblem.rubric import Gate
from pickproblem.text import cut, safe, wrap
from pickproblem.tui.asking import ask_fact
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.keys import key
from pickproblem.tui.screens import estimate as estimating
from pickproblem.tui.screens.score import asking, lines
from pickproblem.tui.screens.score.asked import Asked
from pickproblem.tui.screens.score.progress import Progress
from pickproblem.tui.screens.score.reason import ReasonLine
from pickproblem.tui.screens.score.room import Room
from pickproblem.tui.widgets.level_picker import LevelPicker

LONGEST_PACE = 120.0
"""A question that took longer than this many seconds says nothing about the pace: the person was away."""


class ScoreScreen(RecordScreen):
    """Asks, saves after every answer, and goes on by itself."""

    CSS_PATH = "screen.tcss"
    step = "score"
    help_topic = "score"
    keeps_typed = True
    BINDINGS = [
        key("e", "reason", N_("Reason"), id="score-reason"),
        key("p", "probes", N_("Probes"), id="score-probes"),
        key("x", "compute", N_("Compute"), id="score-compute"),
        key("escape", "back", N_("Back"), id="back", display="Esc"),
        key("g", "jump", N_("Go to"), id="score-jump"),
        key("equals_sign", "same", id="score-same", show=False),
        key("u", "undo", id="score-undo", show=False),
        key("left,h", "previous", id="score-previous", show=False),
        key("right,l", "next", id="score-next", show=False),
        key("s", "setting", id="score-setting", show=False),
        key("f", "stop", id="score-stop", show=False),
        key("q", "home", id="score-home", show=False),
    ]

    def __init__(self, step: Step) -> None:
        super().__init__()
        assert step.cell is not None
        self._first = step.cell
        self._asked_at = time.monotonic()
        self._proposed: Proposal | None = None

    @cached_property
    def asked(self) -> Asked:
        """The question that stands here."""
        return Asked(self.opened, self._first)

    def body(self) -> ComposeResult:
        """Progress; then question, candidate, levels, reason, note; beside them, where there is room, the others."""
        yield Progress(self.opened, id="progress")
        with Horizontal(id="panes"):
            with Vertical(id="others-pane"):
                yield Static(id="others-list")
                yield Static(id="rubrics-list")
            with Vertical(id="main"):
                yield Static(id="rubric")
                yield Static(id="question", classes="question")
                yield Static(id="candidate")
                yield Static(id="others")
                yield Static(id="opinions")
                yield Static(id="proposal")
                yield LevelPicker(id="levels")
                yield ReasonLine()
                yield Static(id="note", classes="muted")

    def on_mount(self) -> None:
        """Show the question; the numbers' library is fetched behind it, for the result."""
        super().on_mount()
        self.set_class(self.asked.revising, "-revising")
        self.query_one("#opinions").display = self.asked.revising
        self.query_one(LevelPicker).focus()
        self.show_question(self.asked.cell)
        self.query_one(Progress).count_when_quiet()

    def on_resize(self) -> None:
        """Lines are as wide as there is room, and lie closer where there is little."""
        if self.query_one("#rubric", Static).content:
            self.call_after_refresh(self._refresh_lines)

    @property
    def _room(self) -> Room:
        return Room(self.app.size, self.asked.revising)

    @property
    def _width(self) -> int:
        return self.query_one("#main").content_size.width or self._room.width

    def _fit(self) -> None:
        """Lay the parts out in the lines there are; the note takes what is left."""
        width, room, picker = self._width, self._room, self.query_one(LevelPicker)
        parts = [self.query_one(f"#{id}", Static) for id in ("question", "candidate", "proposal", "opinions")]
        told = sum(lines.height(part, width) for part in parts if part.display)
        note = safe(str(self.asked.rubric.note))
        found = room.layout(told, picker.full_height(width), len(wrap(note, width)))
        picker.brief = found == "brief"
        self.set_class(found != "airy", "-close")
        left = room.left(told, picker.get_content_height(self.size, self.size, width))
        lines.update(self, "#note", Content(cut(note, width, left - (found == "airy"))))

    @property
    def stands(self) -> bool:
        """There is a session to answer in."""
        return self.opened.session is not None

    def record_changed(self) -> None:
        """Who is asked about may have left the queue, as a newer idea that was parked."""
        if self.asked.cell in self.asked.cells:
            self._refresh_lines()
        else:
            self.go(self.opened.next_step())

    # --- what is shown

    def show_question(self, cell: Cell) -> None:
        """Show a question, with the answer it has."""
        self.asked.cell = cell
        self._asked_at = time.monotonic()
        self._close_reason()
        rubric = self.asked.rubric
        given = self.asked.given(cell)
        picker = self.query_one(LevelPicker)
        picker.show_question(tuple(str(anchor) for anchor in rubric.levels), choice_of(given))
        self._show_proposal()
        before = choice_of(self.asked.given_alone())
        if given is None and before is not None and before.level:
            picker.choice = before
        self._refresh_lines()
        self.refresh_bindings()
        if self.asked.facts_wanted:
            self._ask_facts()

    def _refresh_lines(self) -> None:
        record, library, session = self.opened.record, self.opened.library, self.asked.session
        rubric, here = self.asked.rubric, self.asked.given()
        cells, at = self.asked.cells, self.asked.cell
        update = lines.update
        self.query_one(Progress).show_at(cells, at)
        update(self, "#rubric", lines.rubric_title(rubric))
        update(self, "#question", Content(safe(views.question(record, rubric))))
        update(self, "#candidate", lines.candidate(self.asked.candidate, cells, at, self._width))
        if self.asked.revising:
            opinions = together.difference(record, library, self.opened.rater, at.candidate, at.rubric).opinions
            shown = lines.opinions(opinions, here or self.asked.given_alone(), brief=self._room.small)
            update(self, "#opinions", shown)
        else:
            update(self, "#others", lines.others_line(record, session, cells, at))
        update(self, "#others-list", lines.others_list(record, session, cells, at))
        update(self, "#rubrics-list", lines.rubrics_list(record, library, session, cells, at))
        room = self._width - ReasonLine.INDENT
        reason = lines.reason(here, room, self._room.reason, may_stop=not self.asked.of_few)
        self.query_one(ReasonLine).show(reason)
        self._fit()

    # --- what the facts say

    def _show_proposal(self) -> None:
        """What a computed rubric proposes; Enter takes it."""
        opened, cell = self.opened, self.asked.cell
        answer = self.asked.given(cell)
        today = self.program.today()
        found = estimating.proposed(opened.record, opened.library, cell, today)
        self._proposed = found if isinstance(found, Proposal) else None
        if self._proposed is not None and answer is None:
            proposed = self._proposed
            self.query_one(LevelPicker).choice = Choice(proposed.level, proposed.low, proposed.high)
        words = estimating.said(opened, cell, found, answer, today)
        line = self.query_one("#proposal", Static)
        line.display = bool(words.plain) and not (self.asked.revising and self._room.small)
        lines.update(self, "#proposal", words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for what there is: probes, a level to compute; a comparison of two needs every answer."""
        if action == "stop":
            return not self.asked.of_few
        if action == "probes":
            return bool(self.asked.rubric.probes)
        return action != "compute" or proposals.can_be_computed(self.asked.rubric)

    def action_compute(self) -> None:
        """The facts of this question, and what they come to."""
        self.program.show(estimating.screen_for(self.asked.rubric, self.asked.cell))

    @work(exclusive=True, group="ask")
    async def _ask_difference(self, proposed: Proposal, choice: Choice) -> None:
        """Another level than the computed one takes a reason, which is kept beside what was computed."""
        cell = self.asked.cell
        line = await estimating.ask_difference(self.program, proposed.level, choice.level)
        if not line:
            self.query_one(LevelPicker).show_answer(choice_of(self.asked.given(cell)))
            self._show_proposal()
            return
        answer = proposals.as_answer(proposed, choice.level, *estimating.range_of(choice), differs=line)
        self._keep(choice, cell, estimate=answer.estimate)
        self._answered(choice, go_on=True)

    # --- answering

    def on_level_picker_given(self, event: LevelPicker.Given) -> None:
        """Keep the answer; then, where it is worth a word, ask for it; then go on."""
        pace = time.monotonic() - self._asked_at
        if self.asked.given() is None and pace < LONGEST_PACE:
            self.opened.paces.append(pace)
        proposed, choice = self._proposed, event.choice
        if proposed is None or choice.level == UNKNOWN:
            self._keep(choice)
        elif choice.level != proposed.level:
            self._ask_difference(proposed, choice)
            return
        else:
            answer = proposals.as_answer(proposed, choice.level, *estimating.range_of(choice))
            self._keep(choice_of(answer), estimate=answer.estimate)
        self._answered(choice, go_on=event.go_on)

    def _answered(self, choice: Choice, *, go_on: bool) -> None:
        gate = self.asked.rules_out
        if gate is None and go_on and (choice.level not in (1, 5) or self._proposed is not None):
            self._go_on()
            return
        self._show_kept()
        if gate is not None:
            self._ask_gate(gate)
        elif go_on:
            self.action_reason()

    def _keep(self, choice: Choice, cell: Cell | None = None, **more: object) -> None:
        self.asked.keep(choice, cell, **more)
        self.query_one(Progress).count_when_quiet()

    def _show_kept(self) -> None:
        """Show the answer just kept, where one stays at its question."""
        self.query_one(LevelPicker).show_answer(choice_of(self.asked.given()))
        self._refresh_lines()

    def _go_on(self) -> None:
        warning = self.asked.warned_of
        self.say(str(warning.text) if warning is not None else "", "warning" if warning is not None else "")
        if self.asked.revising and self.asked.all_answered:
            self._end_round()
            return
        step = self.opened.next_step(after=self.asked.cell)
        if step.kind in ("question", "ask") and step.cell is not None:
            self.show_question(step.cell)
            return
        self.go(step)

    def _end_round(self) -> None:
        self.go(self.asked.finish(self.program.now()))

    @work(exclusive=True, group="ask")
    async def _ask_gate(self, gate: Gate) -> None:
        cell = self.asked.cell
        line = await asking.ask_gate(self.program, self.asked.candidate, gate)
        if line is None:
            self.say(_("As it stands it is ruled out; the same level asks again."), "warning")
            return
        if line:
            answer = self.asked.given(cell)
            assert answer is not None
            self._keep(choice_of(answer), cell, lifts_gate=line)
        self._go_on()

    # --- reasons

    def action_reason(self) -> None:
        """One line on why, under the levels."""
        answer = self.asked.given()
        if answer is None:
            self.say(_("Answer first, then say why."))
            return
        self.query_one(ReasonLine).open(answer.reason or "")

    def _close_reason(self) -> None:
        reason = self.query_one(ReasonLine)
        if reason.is_open:
            reason.close()
            self.query_one(LevelPicker).focus()

    def on_reason_line_written(self, event: ReasonLine.Written) -> None:
        """Keep the reason and go on."""
        answer = self.asked.given()
        if answer is not None and event.reason != (answer.reason or ""):
            self._keep(choice_of(answer), reason=event.reason or None)
        self._close_reason()
        self._go_on()

    # --- facts of the setting, asked when a rubric first needs them

    @work(exclusive=True, group="ask")
    async def _ask_facts(self) -> None:
        while wanted := self.asked.facts_wanted:
            await ask_fact(self.program, self.opened, wanted[0])
        self._show_proposal()
        self._refresh_lines()

    # --- moving about

    def action_previous(self) -> None:
        """The question before this one."""
        if (before := self.asked.before) is not None:
            self.show_question(before)

    def action_next(self) -> None:
        """The question after this one."""
        if (after := self.asked.after) is not None:
            self.show_question(after)

    def action_back(self) -> None:
        """Out of the reason; else the question before; else to where one came from."""
        if self.query_one(ReasonLine).is_open:
            self._close_reason()
        elif self.asked.before is not None:
            self.action_previous()
        else:
            self.go(self.asked.way_back())

    def action_setting(self) -> None:
        """The facts and the profile."""
        self.go(Step("setting"))

    def action_home(self) -> None:
        """The list of records; all is saved."""
        self.program.go_home()

    def action_undo(self) -> None:
        """Take back the last answer, and stand on its question."""
        at = self.opened.undo()
        if at is None:
            self.say(_("Nothing to undo."))
            return
        self.show_question(at)
        self.query_one(Progress).count_when_quiet()
        self.say(_("Taken back."))

    def action_same(self) -> None:
        """Give the candidates still open in this rubric the level that was given last."""
        choice = self.asked.given_last()
        if choice is None:
            self.say(_("Answer one candidate first; = gives the others the same."))
            return
        for cell in self.asked.open_in(self.asked.cell.rubric):
            self._keep(choice, cell)
        self._go_on()

    @work(exclusive=True, group="ask")
    async def action_jump(self) -> None:
        """Choose a rubric to go to."""
        chosen = await asking.ask_rubric(self.program, self.opened, self.asked.session, self.asked.cell)
        if chosen is not None:
            self.show_question(self.asked.first_of(chosen))

    @work(exclusive=True, group="ask")
    async def action_probes(self) -> None:
        """Ask facts that suggest a level."""
        suggested = await asking.ask_probes(self.program, self.asked.rubric, self.asked.candidate, self.asked.given())
        if suggested is not None:
            probes, choice = suggested
            self._keep(choice, probes=probes or None)
            gate = self.asked.rules_out
            if gate is not None:
                self._show_kept()
                self._ask_gate(gate)
            else:
                self._go_on()

    @work(exclusive=True, group="ask")
    async def action_stop(self) -> None:
        """Enough asked: the rest stays unknown."""
        if not await asking.ask_stop(self.program, self.opened, self.asked.session):
            return
        if self.asked.revising:
            self._end_round()
        else:
            self.go(Step("gut"))
