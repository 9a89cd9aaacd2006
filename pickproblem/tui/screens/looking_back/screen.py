"""The screen of a look-back: reads all records behind the paint, then turns its pages."""

from __future__ import annotations

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from pickproblem.errors import PickproblemError
from pickproblem.language import N_, _
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.keys import key
from pickproblem.tui.screens.looking_back import reading
from pickproblem.tui.screens.looking_back.pages import (
    ForecastsPage,
    ImpressionsPage,
    NotChosenPage,
    StretchesPage,
    TimePage,
)
from pickproblem.tui.screens.looking_back.reading import Told
from pickproblem.tui.widgets.pages import Pages

WINDOWS = (1, 3, 6, 12, 24, 60, 120)
"""Months to look back over that the keys step through; six are the thresholds' own."""


class LookBackScreen(BaseScreen):
    """Where the time went, and how good one's taste is, over all records at hand."""

    help_topic = "lookback"
    BINDINGS = [
        key("escape,q", "back", N_("Home"), id="back", display="Esc"),
        key("plus,equals_sign", "months(1)", N_("Months"), id="lookback-more", display="+ −"),
        key("minus", "months(-1)", id="lookback-less", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.told: Told | None = None
        """What the records say; None while they are read."""
        self.waiting = _("Reading …")
        self._records: reading.Records = ()
        self._left_out = 0
        self._months: int | None = None

    def heading(self) -> str:
        """What the title line says."""
        return _("Looking back")

    def body(self) -> ComposeResult:
        """The pages."""
        yield Pages(TimePage(), StretchesPage(), ForecastsPage(), ImpressionsPage(), NotChosenPage())

    def on_mount(self) -> None:
        """Read behind the paint."""
        self._read()

    @work(thread=True, exclusive=True, group="reading")
    def _read(self) -> None:
        worker = get_current_worker()
        library = self.program.library

        def tell(done: int, of: int) -> None:
            self.app.call_from_thread(self._wait, _("Reading %(n)d of %(all)d records …") % {"n": done, "all": of})

        found = reading.gathered(library, tell, lambda: not worker.is_cancelled)
        if found is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._take, *found)

    def _wait(self, words: str) -> None:
        self.waiting = words
        self._draw()

    def _draw(self) -> None:
        for pages in self.query(Pages):  # none, where the screen was left while a thread was at work
            pages.draw()

    def _take(self, records: reading.Records, left_out: int) -> None:
        self._records, self._left_out = records, left_out
        if self.query(Pages):
            self._count()

    @work(exclusive=True, group="counting")
    async def _count(self) -> None:
        program = self.program
        try:
            self.told = await asyncio.to_thread(
                reading.told, self._records, self._left_out, program.library, program.today(), self._months
            )
        except PickproblemError as error:
            if self.is_there:
                self._wait(str(error))
            return
        if self.is_there:
            self._draw()

    def action_months(self, step: int) -> None:
        """Look back over more months, or fewer."""
        if self.told is None:
            return
        now = self._months or self.told.bounds.look_back.months.value
        wider = [months for months in WINDOWS if (months > now if step > 0 else months < now)]
        if not wider:
            self.say(_("That is as far as it goes."))
            return
        self._months = wider[0] if step > 0 else wider[-1]
        self.say("")
        self._count()
