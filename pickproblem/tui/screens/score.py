"""One question at a time: a rubric asked of a candidate, rubric by rubric across all candidates."""

from __future__ import annotations

import time

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from pickproblem import answers as views
from pickproblem import edits, flow, proposals, rounds, together
from pickproblem.flow import Cell, Step
from pickproblem.language import N_, _
from pickproblem.proposals import Proposal
from pickproblem.record import Answer, Candidate, Record, Session
from pickproblem.rubric import Gate, Rubric
from pickproblem.text import safe, shorten
from pickproblem.tui.asking import ask_fact
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.choices import answer_fields, choice_of
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens import estimate as estimating
from pickproblem.tui.widgets import score_lines
from pickproblem.tui.widgets.level_picker import Choice, LevelPicker
from pickproblem.tui.widgets.line_input import LineInput

BRIEF_BELOW = (80, 24)
"""In fewer columns or lines than this, levels are cut to one line."""

BRIEF_MORE = 12
"""So many lines more are needed where the others' answers stand above the levels."""

QUIET_SECONDS = 0.4
"""So long nobody presses a key before it is counted whether enough has been asked."""

ENOUGH_DRAWS = 4096

LONGEST_PACE = 120.0
"""A question that took longer than this many seconds says nothing about the pace: the person was away."""


class ScoreScreen(RecordScreen):
    """Asks, saves after every answer, and goes on by itself."""

    CSS_PATH = "score.tcss"
    step = "score"
    help_topic = "score"
    keeps_typed = True
    BINDINGS = [
        key("e", "reason", N_("Reason"), id="score-reason"),
        key("p", "probes", N_("Probes"), id="score-probes"),
        key("x", "compute", N_("Compute"), id="score-compute"),
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
        self._at: Cell = step.cell
        self._asked_at = time.monotonic()
        self._enough = False
        self._quiet: Timer | None = None
        self._proposed: Proposal | None = None

    def body(self) -> ComposeResult:
        """Progress; then question, candidate, levels, reason, note; beside them, where there is room, the others."""
        yield Static(id="progress")
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
                yield Static(id="reason")
                yield LineInput(id="reason-input")
                yield Static(id="note", classes="muted")

    def on_mount(self) -> None:
        """Show the question; the numbers' library is fetched behind it, for the result."""
        super().on_mount()
        self.query_one("#reason-input").display = False
        self.set_class(self._revising, "-revising")
        self.query_one("#others").display = not self._revising
        self.query_one("#opinions").display = self._revising
        self.query_one(LevelPicker).focus()
        self.show_question(self._at)
        self._count_when_quiet()

    def on_resize(self) -> None:
        """A small terminal shows one line a level, but for the one under the cursor."""
        self.query_one(LevelPicker).brief = self._brief

    @property
    def _brief(self) -> bool:
        # By size, not by class: the classes come after the first question is drawn.
        lines = BRIEF_BELOW[1] + (BRIEF_MORE if self._revising else 0)
        return self.app.size.height < lines or self.app.size.width < BRIEF_BELOW[0]

    # --- enough: whether the open answers can still change the first place

    def _count_when_quiet(self) -> None:
        if self.opened.record.commitment is not None or self._revising or self._of_few:
            return  # the answers of before would be counted in, and nothing is to be chosen
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(QUIET_SECONDS, self._count)

    @work(thread=True, exclusive=True, group="enough")
    def _count(self) -> None:
        from pickproblem import ranking  # brings numpy, which is warm then when the result is opened

        worker = get_current_worker()
        record = self.opened.record
        document = ranking.rank(self.opened.seen, self.opened.library, samples=ENOUGH_DRAWS, can_win=False)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_enough, record, bool(document["clear"]))

    def _show_enough(self, record: Record, enough: bool) -> None:
        if self.is_mounted and record is self.opened.record and enough != self._enough:
            self._enough = enough
            self._refresh_lines()

    @property
    def stands(self) -> bool:
        """There is a session to answer in."""
        return self.opened.session is not None

    def record_changed(self) -> None:
        """Who is asked about may have left the queue, as a newer idea that was parked."""
        if self._at in self._cells:
            self._refresh_lines()
        else:
            self.go(self.opened.next_step())

    # --- what stands here

    @property
    def _session(self) -> Session:
        session = self.opened.session
        assert session is not None
        return session

    @property
    def _revising(self) -> bool:
        """Whether this is the round in which one answers again what the raters differ about most."""
        return rounds.is_revision(self.opened.record, self._session)

    @property
    def _rubric(self) -> Rubric:
        return self.opened.library.rubrics[self._at.rubric]

    @property
    def _candidate(self) -> Candidate:
        candidate = self.opened.record.candidate(self._at.candidate)
        assert candidate is not None
        return candidate

    @property
    def _cells(self) -> list[Cell]:
        return flow.questions(self.opened.record, self.opened.library, self._session)

    @property
    def _of_few(self) -> bool:
        """Whether it is about a newer idea beside the current one."""
        return flow.is_of_few(self._session)

    def _before(self, cell: Cell) -> Cell | None:
        cells = self._cells
        at = cells.index(cell) if cell in cells else 0
        return cells[at - 1] if at > 0 else None

    def _answer(self, cell: Cell) -> Answer | None:
        return (self._session.answers or {}).get(cell.candidate, {}).get(cell.rubric)

    def _answer_before(self, cell: Cell) -> Answer | None:
        """What the rater answered alone, where it is asked again knowing the others' reasons."""
        if not self._revising:
            return None
        own = views.latest(self.opened.record, rater=self.opened.rater)
        answers = views.cell(own, cell.candidate, cell.rubric)
        return answers[0] if answers else None

    def show_question(self, cell: Cell) -> None:
        """Show a question, with the answer it has."""
        self._at = cell
        self._asked_at = time.monotonic()
        self._close_reason()
        rubric = self._rubric
        given = self._answer(cell)
        picker = self.query_one(LevelPicker)
        picker.brief = self._brief
        picker.show_question(tuple(str(anchor) for anchor in rubric.levels), choice_of(given))
        self._show_proposal()
        before = choice_of(self._answer_before(cell))
        if given is None and before is not None and before.level:
            picker.choice = before
        self._refresh_lines()
        self.refresh_bindings()
        if self._facts_wanted:
            self._ask_facts()

    @property
    def _facts_wanted(self) -> list[str]:
        opened = self.opened
        return flow.facts_wanted(opened.record, opened.library, self._session, self._at.rubric, opened.skipped)

    def _refresh_lines(self) -> None:
        record, library, session = self.opened.record, self.opened.library, self._session
        rubric, here = self._rubric, self._answer(self._at)
        goal = (record.setting.goal if record.setting else None) or _("not written down yet")
        question = str(rubric.question).replace("{goal}", goal)
        cells, at, paces = self._cells, self._at, self.opened.paces
        update = score_lines.update
        update(
            self,
            "#progress",
            score_lines.progress(record, library, session, cells, at, paces, enough=self._enough),
        )
        update(self, "#rubric", score_lines.rubric_title(rubric))
        update(self, "#question", Content(safe(question)))
        update(self, "#candidate", score_lines.candidate(self._candidate, cells, at))
        if self._revising:
            opinions = together.difference(record, library, self.opened.rater, at.candidate, at.rubric).opinions
            shown = score_lines.opinions(opinions, here or self._answer_before(at), brief=self._brief)
            update(self, "#opinions", shown)
        else:
            update(self, "#others", score_lines.others_line(record, session, cells, at))
        update(self, "#others-list", score_lines.others_list(record, session, cells, at))
        update(self, "#rubrics-list", score_lines.rubrics_list(record, library, session, cells, at))
        update(self, "#note", Content(safe(str(rubric.note))))
        update(self, "#reason", score_lines.reason(here, may_stop=not self._of_few))

    # --- what the facts say

    def _show_proposal(self) -> None:
        """What a computed rubric proposes; Enter takes it."""
        opened, cell = self.opened, self._at
        answer = self._answer(cell)
        today = self.program.today()
        found = estimating.proposed(opened.record, opened.library, cell, today)
        self._proposed = found if isinstance(found, Proposal) else None
        if self._proposed is not None and answer is None:
            proposed = self._proposed
            self.query_one(LevelPicker).choice = Choice(proposed.level, proposed.low, proposed.high)
        words = estimating.said(opened, cell, found, answer, today)
        line = self.query_one("#proposal", Static)
        line.display = bool(words.plain) and not (self._revising and self._brief)
        score_lines.update(self, "#proposal", words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be computed is computed; other rubrics do not offer it. A comparison of two needs every answer."""
        if action == "stop":
            return not self._of_few
        return action != "compute" or estimating.can_be_computed(self._rubric)

    def action_compute(self) -> None:
        """The facts of this question, and what they come to."""
        self.program.show(estimating.screen_for(self._rubric, self._at))

    @work(exclusive=True, group="ask")
    async def _ask_difference(self, proposed: Proposal, choice: Choice) -> None:
        """Another level than the computed one takes a reason, which is kept beside what was computed."""
        cell = self._at
        line = await estimating.ask_difference(self.program, proposed.level, choice.level)
        if not line:
            self.query_one(LevelPicker).show_answer(choice_of(self._answer(cell)))
            self._show_proposal()
            return
        answer = proposals.as_answer(proposed, choice.level, *estimating.range_of(choice), differs=line)
        self._keep(cell, choice, estimate=answer.estimate)
        self._answered(choice, go_on=True)

    # --- answering

    def on_level_picker_given(self, event: LevelPicker.Given) -> None:
        """Keep the answer; then, where it is worth a word, ask for it; then go on."""
        pace = time.monotonic() - self._asked_at
        if self._answer(self._at) is None and pace < LONGEST_PACE:
            self.opened.paces.append(pace)
        proposed, choice = self._proposed, event.choice
        if proposed is None or choice.level == 0:
            self._keep(self._at, choice)
        elif choice.level != proposed.level:
            self._ask_difference(proposed, choice)
            return
        else:
            answer = proposals.as_answer(proposed, choice.level, *estimating.range_of(choice))
            self._keep(self._at, choice_of(answer) or choice, estimate=answer.estimate)
        self._answered(choice, go_on=event.go_on)

    def _answered(self, choice: Choice, *, go_on: bool) -> None:
        gate = self._gate_closed()
        if gate is None and go_on and (choice.level not in (1, 5) or self._proposed is not None):
            self._go_on()
            return
        self._show_kept()
        if gate is not None:
            self._ask_gate(gate)
        elif go_on:
            self.action_reason()

    def _kept_before(self, cell: Cell, choice: Choice) -> Answer | None:
        """Who stays with the answer they gave alone keeps its reason too."""
        before = self._answer_before(cell)
        return before if before is not None and before.level == (choice.level or None) else None

    def _keep(self, cell: Cell, choice: Choice, **more: object) -> None:
        before = self._answer(cell) or self._kept_before(cell, choice)
        fields: dict[str, object] = {}
        if before is not None:
            kept = before.model_dump(exclude_none=True, include={"reason", "probes", "estimate", "lifts_gate"})
            fields.update(kept)
        fields.update(answer_fields(choice))
        if before is not None and before.level != choice.level:
            fields.pop("estimate", None)  # it spoke of the level before
        fields.update(more)
        answer = Answer.model_validate({name: value for name, value in fields.items() if value is not None})
        changed = edits.answer(self.opened.record, self._session.id, cell.candidate, cell.rubric, answer)
        self.opened.change(changed, at=cell)
        self._count_when_quiet()

    def _show_kept(self) -> None:
        """Show the answer just kept, where one stays at its question."""
        self.query_one(LevelPicker).show_answer(choice_of(self._answer(self._at)))
        self._refresh_lines()

    def _go_on(self) -> None:
        self._warn_of_gate()
        if self._revising and all(self._answer(cell) is not None for cell in self._cells):
            self._end_round()
            return
        step = self.opened.next_step(after=self._at)
        if step.kind in ("question", "ask") and step.cell is not None:
            self.show_question(step.cell)
            return
        self.go(step)

    def _end_round(self) -> None:
        session = self._session
        self.opened.change(edits.finish(self.opened.record, session.id, self.program.now()))
        self.opened.forget_undo()
        self.go(flow.after_session(self.opened.record, session))

    def _gate_closed(self) -> Gate | None:
        """The gate that this very answer closed, if it can rule out and acts here."""
        hits = self._hits()
        return next((gate for gate in hits if gate.action == "rule-out"), None)

    def _hits(self) -> list[Gate]:
        if self._of_few:
            return []  # the two are compared whatever gate rules one out, and the verdict says it
        record, library = self.opened.record, self.opened.library
        sheets = views.latest(record, rater=self.opened.rater)
        return [
            hit.gate
            for hit in views.gate_hits(record, library, sheets)
            if hit.candidate == self._at.candidate and hit.gate.rubric == self._at.rubric
        ]

    def _warn_of_gate(self) -> None:
        warnings = [gate for gate in self._hits() if gate.action == "warn"]
        if warnings:
            self.say(str(warnings[0].text), "warning")
        else:
            self.say("")

    @work(exclusive=True, group="ask")
    async def _ask_gate(self, gate: Gate) -> None:
        cell = self._at
        title = _("This rules out: %(title)s") % {"title": self._candidate.title}
        words = f"{gate.text}\n\n" + _("Enter agrees. To keep it in, write why.")
        line = await self.app.push_screen_wait(LineDialog(title, words))
        if line is None:
            return
        if line:
            answer = self._answer(cell)
            assert answer is not None
            self._keep(cell, choice_of(answer) or Choice(0, 1, 5), lifts_gate=line)
        self._go_on()

    # --- reasons

    def action_reason(self) -> None:
        """One line on why, under the levels."""
        answer = self._answer(self._at)
        if answer is None:
            self.say(_("Answer first, then say why."))
            return
        line = self.query_one("#reason-input", Input)
        line.value = answer.reason or ""
        line.placeholder = _("Why? One line, or nothing; Enter goes on")
        line.display = True
        self.query_one("#reason").display = False
        line.focus()

    def _close_reason(self) -> None:
        line = self.query_one("#reason-input", Input)
        if line.display:
            line.display = False
            self.query_one("#reason").display = True
            self.query_one(LevelPicker).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the reason and go on."""
        answer = self._answer(self._at)
        choice = choice_of(answer)
        if answer is not None and choice is not None and event.value.strip() != (answer.reason or ""):
            self._keep(self._at, choice, reason=event.value.strip() or None)
        self._close_reason()
        self._go_on()

    # --- facts of the setting, asked when a rubric first needs them

    @work(exclusive=True, group="ask")
    async def _ask_facts(self) -> None:
        while wanted := self._facts_wanted:
            await ask_fact(self.program, self.opened, wanted[0])
        self._show_proposal()
        self._refresh_lines()

    # --- moving about

    def action_previous(self) -> None:
        """The question before this one."""
        before = self._before(self._at)
        if before is not None:
            self.show_question(before)

    def action_next(self) -> None:
        """The question after this one."""
        cells = self._cells
        at = cells.index(self._at) if self._at in cells else -1
        if at + 1 < len(cells):
            self.show_question(cells[at + 1])

    def action_back(self) -> None:
        """Out of the reason; else the question before; else to where one came from."""
        if self.query_one("#reason-input").display:
            self._close_reason()
        elif self._before(self._at) is not None:
            self.action_previous()
        elif self._session.reason == "review" and self.opened.record.commitment is not None:
            self.go(Step("review"))
        elif self._revising:
            self.go(Step("together"))
        elif self._of_few:
            self.go(flow.after_session(self.opened.record, self._session))
        else:
            self.go(Step("weights"))

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
        self._count_when_quiet()
        self.say(_("Taken back."))

    def action_same(self) -> None:
        """Give the candidates still open in this rubric the level that was given last."""
        source = self._answer(self._at) or (
            self._answer(before)
            if (before := self._before(self._at)) is not None and before.rubric == self._at.rubric
            else None
        )
        choice = choice_of(source)
        if choice is None:
            self.say(_("Answer one candidate first; = gives the others the same."))
            return
        rest = [cell for cell in self._cells if cell.rubric == self._at.rubric and self._answer(cell) is None]
        for cell in rest:
            self._keep(cell, choice)
        self._go_on()

    @work(exclusive=True, group="ask")
    async def action_jump(self) -> None:
        """Choose a rubric to go to."""
        library, session, cells = self.opened.library, self._session, self._cells
        rubrics = list(dict.fromkeys(cell.rubric for cell in cells))
        options = [score_lines.rubric_progress(cells, session, library.rubrics[name]) for name in rubrics]
        chosen = await self.app.push_screen_wait(
            ChoiceDialog(_("Go to which rubric?"), "", options, at=rubrics.index(self._at.rubric))
        )
        if chosen is None:
            return
        inside = [cell for cell in self._cells if cell.rubric == rubrics[chosen]]
        unanswered = [cell for cell in inside if self._answer(cell) is None]
        self.show_question((unanswered or inside)[0])

    @work(exclusive=True, group="ask")
    async def action_probes(self) -> None:
        """Ask facts that suggest a level."""
        from pickproblem.tui.screens.probes import ProbesDialog

        rubric = self._rubric
        if not rubric.probes:
            self.say(_("This rubric has no probes; the levels say it all."))
            return
        answer = self._answer(self._at)
        level = answer.level if answer else None
        title = shorten(safe(self._candidate.title), 60)
        suggested = await self.app.push_screen_wait(
            ProbesDialog(rubric, title, dict(answer.probes or {}) if answer else {}, level)
        )
        if suggested is not None:
            probes, choice = suggested
            self._keep(self._at, choice, probes=probes or None)
            gate = self._gate_closed()
            if gate is not None:
                self._show_kept()
                self._ask_gate(gate)
            else:
                self._go_on()

    @work(exclusive=True, group="ask")
    async def action_stop(self) -> None:
        """Enough asked: the rest stays unknown."""
        done, total = flow.progress(self.opened.record, self.opened.library, self._session)
        title = _("Stop here?")
        counts = {"open": total - done, "all": total}
        words = _("%(open)d of %(all)d questions are open. They count as unknown; the result will be wider.") % counts
        if self._session.reason == "review":
            words = _("%(open)d of %(all)d questions are open. They keep their answers of before.") % counts
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, words, [_("Stop here"), _("Go on asking")]))
        if chosen == 0 and self._revising:
            self._end_round()
        elif chosen == 0:
            self.go(Step("gut"))
