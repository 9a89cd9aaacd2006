"""The tempted way: one step after the other, each saved at once, up to the verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from pickproblem import temptation
from pickproblem.errors import PickproblemError, Refused
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Record, Temptation
from pickproblem.rubric import Library
from pickproblem.text import cells
from pickproblem.tui.base import BaseScreen, RecordScreen
from pickproblem.tui.keys import key

if TYPE_CHECKING:
    from pickproblem.experience import Experience
    from pickproblem.switching.advice import Examined
    from pickproblem.switching.steps import StepName
    from pickproblem.switching.thresholds import Thresholds
    from pickproblem.tui.screens.tempted.panes import Change

Records = list[tuple[str, Record]]


class TemptedScreen(RecordScreen):
    """Where the newer idea is held against the current one."""

    CSS_PATH = "screen.tcss"
    help_topic = "tempted"
    BINDINGS = [
        key("q", "home", id="tempted-home", show=False),
        key("escape", "back", N_("Back"), id="back", display="Esc"),
    ]

    experience: Experience
    found: Examined

    def __init__(self, entry: str | None = None) -> None:
        """``entry``: which one; unless said, the last without a verdict, else the last."""
        super().__init__()
        self._id = entry
        self._at: StepName | None = None

    def body(self) -> ComposeResult:
        """Where one is on the way; the step."""
        yield Static(id="way")
        yield Container(Static(Content(_("Reading …")), classes="muted"), id="step")

    def on_mount(self) -> None:
        """Read the person's own records behind the paint."""
        super().on_mount()
        self._read()

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        path = self.opened.saver.stored.path
        try:
            self.experience = await asyncio.to_thread(_read, path, self.opened.library)
        except PickproblemError as error:
            self.say(str(error), "warning")
            return
        if not self.opened.record.temptations:
            self.leave()
            return
        await asyncio.to_thread(self._examine)  # the first time git may be asked
        self.to_next()

    # --- what stands here

    @property
    def entry(self) -> Temptation:
        """The entry that is looked at."""
        from pickproblem.switching.steps import to_look_at

        return to_look_at(self.opened.record, self._id)

    @property
    def thresholds(self) -> Thresholds:
        """The bounds that the advice goes by."""
        return self.experience.thresholds

    @property
    def history(self) -> Records:
        """The records of the folder, this one as it stands now."""
        return self.experience.history(self.opened.record)

    @property
    def can_be_weighed_anew(self) -> bool:
        """Whether the newer one is still an idea that waits."""
        from pickproblem.switching.steps import can_be_weighed_anew

        return can_be_weighed_anew(self.opened.record, self.entry)

    def _examine(self) -> None:
        self.found = self.experience.examine(self.opened.record, self.entry, self.program.today())

    @property
    def stands(self) -> bool:
        """The entry is still there."""
        entries = self.opened.record.temptations
        return any(self._id in (None, one.id) for one in entries)

    def record_changed(self) -> None:
        """Another idea was parked, or somebody else wrote: what is told may be another, what is typed stays."""
        from pickproblem.switching.steps import way
        from pickproblem.tui.screens.tempted.panes import Pane

        if self._at is None:
            return
        self._examine()
        if self._at not in way(self.found):
            self.to_next()
            return
        self._show_way()
        for pane in self.query(Pane):
            pane.draw()

    def on_resize(self, event: events.Resize) -> None:
        """As many names as there is room for."""
        if self._at is not None:
            self.call_after_refresh(self._show_way)

    def _show_way(self) -> None:
        """The names of all steps, the present one marked; where there is no room, its name and place alone."""
        from pickproblem.switching.steps import NAMES, next_step, way

        steps = way(self.found)
        at = steps.index(self._at) if self._at in steps else len(steps) - 1
        reached = steps.index(next_step(self.found))
        names = [_(NAMES[step]) for step in steps]
        room = self.query_one("#body").content_size.width
        if sum(cells(name) + 4 for name in names) <= room:
            parts = []
            for n, name in enumerate(names):
                mark = "▸" if n == at else "✓" if n < reached else " "
                style = "bold $text-accent" if n == at else "$text-success" if n < reached else "$text-muted"
                parts.append(Content.styled(f"{mark} {name}", style))
            line = Content("  ").join(parts)
        else:
            marks = "".join("●" if n < reached else "◉" if n == at else "○" for n in range(len(steps)))
            line = Content.assemble(
                (f"{marks}  ", "$text-accent"),
                (f"{at + 1}/{len(steps)}  ", "$text-muted"),
                (names[at], "bold $text-accent"),
            )
        self.query_one("#way", Static).update(line)

    # --- from step to step

    def show_step(self, step: StepName) -> None:
        """Show a step."""
        self._show_step(step)

    @work(exclusive=True, group="step")
    async def _show_step(self, step: StepName) -> None:
        from pickproblem.tui.screens.tempted.asking import pane

        self._at = step
        place = self.query_one("#step", Container)
        with self.program.keys_wait(), self.app.batch_update():
            await place.remove_children()
            await place.mount(pane(self, step))
        self._show_way()
        self.refresh_bindings()

    def to_next(self) -> None:
        """To the first step that is not answered yet."""
        from pickproblem.switching.steps import next_step

        self.show_step(next_step(self.found))

    def change(self, change: Change) -> None:
        """Make a change and save it. Raises Refused."""
        self.opened.change(change(self.opened.record))
        self.opened.forget_undo()

    def stay(self, change: Change) -> None:
        """Make a change, and show the same step anew."""
        if self._changed(change) and self._at is not None:
            self.show_step(self._at)

    def keep(self, change: Change) -> None:
        """Make the change that a step asks for, and go on."""
        from pickproblem.switching.steps import step_after

        if self._changed(change) and self._at is not None:
            self.show_step(step_after(self.found, self._at))

    def _changed(self, change: Change) -> bool:
        try:
            self.change(change)
        except Refused as error:
            self.say(str(error), "warning")
            return False
        self.say("")
        self._examine()
        return True

    @work(exclusive=True, group="ask")
    async def ask(self, question: Callable[[], Awaitable[None]]) -> None:
        """Ask in a small screen over this one."""
        await question()

    def begin_scoring(self, record: Record) -> Record:
        """The record with the session begun in which both are scored."""
        from pickproblem.switching import blind

        return blind.begin(record, self.entry.id, self.opened.rater, self.program.now())

    def score(self) -> None:
        """To the questions, where they were left."""
        if self._changed(self.begin_scoring):
            self.go(self.opened.next_step())

    def wait_until(self, day: date | None) -> None:
        """Leave it until a day."""
        today, id = self.program.today(), self.entry.id
        if day is not None and self._changed(lambda one: temptation.decide(one, id, "wait", today, until=day)):
            self.go_with(self.place(), _("Good. Look again on %(day)s; it keeps.") % {"day": day})

    def weigh_anew(self) -> None:
        """Another entry about the same idea."""
        entry, now = self.entry, self.program.now()
        current, newcomer, same_goal = entry.current, entry.newcomer, entry.same_goal
        if self._changed(lambda one: temptation.park(one, newcomer, now, current=current, same_goal=same_goal)):
            self._id = self.opened.record.temptations[-1].id
            self._examine()
            self.to_next()

    # --- leaving

    def place(self) -> Step:
        """Where one comes from: the project behind the commitment, else the result."""
        return Step("project" if self.opened.record.commitment is not None else "result")

    def go_with(self, step: Step, said: str) -> None:
        """Go on, with a word on what was done."""
        self.go(step)
        screen = self.app.screen
        if isinstance(screen, BaseScreen):
            screen.call_after_refresh(screen.say, said, "good")

    def leave(self) -> None:
        """Back to where one came from; all is saved."""
        self.go(self.place())

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()

    def action_back(self) -> None:
        """One step back; from the first one out of here."""
        from pickproblem.switching.steps import step_before

        before = step_before(self.found, self._at) if self._at is not None else None
        if before is not None:
            self.show_step(before)
        else:
            self.leave()


def _read(path: Path, library: Library) -> Experience:
    from pickproblem import experience
    from pickproblem.switching import advice

    assert advice  # it brings numpy, which takes its time: here, behind the paint
    return experience.gather(path, library)
