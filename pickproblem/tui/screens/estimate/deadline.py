"""The deadline: what there will be, how long it takes, and the weeks laid out backward from the date."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from pickproblem import edits, facts
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.language import _
from pickproblem.proposals import Proposal
from pickproblem.record import Plan, Setting
from pickproblem.report import estimates
from pickproblem.switching.thresholds import in_force
from pickproblem.tui.screens.estimate.frame import EstimateScreen, LevelLine
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.facts_form import FactsForm

SETTING = ("venue", "deadline")
"""What the plan takes from the setting."""


class DeadlineScreen(EstimateScreen):
    """Five facts, and what they make of the weeks left."""

    @property
    def _table(self) -> SimpleNamespace:
        setting, plan = self.opened.record.setting or Setting(), self.candidate.plan or Plan()
        return SimpleNamespace(**dict(plan), **{name: getattr(setting, name) for name in SETTING})

    def facts(self) -> ComposeResult:
        """The form."""
        yield Static(Content(_("What will there be, and how long do you think it takes?")), classes="question")
        yield FactsForm({**facts.PLAN, **{name: facts.FIELDS[name] for name in SETTING}}, self._table, id="form")

    def enter(self) -> None:
        """On the first fact."""
        self.query_one(FactsForm).enter()

    def on_mount(self) -> None:
        """What plans are stretched by comes from one's own records, where there are enough."""
        super().on_mount()
        self._look_at_history()

    @work(exclusive=True, group="history")
    async def _look_at_history(self) -> None:
        from pickproblem.tui.history import own_correction

        opened = self.opened
        correction = await asyncio.to_thread(own_correction, opened.saver.stored.path, opened.record, opened.library)
        if correction != self.correction and self.is_there:
            self.correction = correction
            self.compute()

    def on_facts_form_given(self, event: FactsForm.Given) -> None:
        """Keep a fact as soon as its line is left."""
        record = self.opened.record
        if event.field in SETTING:
            self.opened.change(edits.set_setting(record, {event.field: event.value}))
        else:
            self.opened.change(edits.set_plan(record, self.cell.candidate, {event.field: event.value}))
        self.compute()

    def on_facts_form_done(self) -> None:
        """Behind the last fact comes the level."""
        self.query_one(LevelLine).focus()

    def picture(self, width: int) -> Content:
        """What fits, and the weeks with their dates."""
        if isinstance(self.found, Proposal) and isinstance(self.found.estimate, PlanEstimate):
            weeks = in_force().commitment.review_weeks.value
            blocks = estimates.plan_blocks(self.found.estimate.looked_at(weeks), self.program.today(), width)
            return Content("\n\n").join([painted(block) for block in blocks])
        return self.needed(width)
