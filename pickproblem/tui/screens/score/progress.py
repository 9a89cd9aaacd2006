"""How far one is; and whether enough has been asked, counted behind the screen while nobody presses a key."""

from __future__ import annotations

from textual import work
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from pickproblem import flow, rounds
from pickproblem.flow import Cell
from pickproblem.record import Record
from pickproblem.tui.opened import Opened
from pickproblem.tui.screens.score import lines

QUIET_SECONDS = 0.4
"""So long nobody presses a key before it is counted whether enough has been asked."""

ENOUGH_DRAWS = 4096


class Progress(Static):
    """The line above the question. Enough is asked where the open answers can hardly change the first place."""

    def __init__(self, opened: Opened, id: str | None = None) -> None:
        super().__init__(id=id)
        self._opened = opened
        self._cells: list[Cell] = []
        self._at: Cell | None = None
        self._enough = False
        self._quiet: Timer | None = None

    def show_at(self, cells: list[Cell], at: Cell) -> None:
        """Say how far one is at this question among all of the session."""
        self._cells, self._at = cells, at
        self._draw()

    def _draw(self) -> None:
        opened, session = self._opened, self._opened.session
        if session is None or self._at is None:
            return
        drawn = lines.progress(
            opened.record,
            opened.library,
            session,
            self._cells,
            self._at,
            opened.paces,
            enough=self._enough,
            width=self.content_size.width or self.app.size.width - 4,
        )
        if not (isinstance(self.content, Content) and self.content.is_same(drawn)):
            self.update(drawn, layout=False)  # one line high, whatever it says

    def count_when_quiet(self) -> None:
        """Count once nobody has pressed a key for a moment, where there is something to choose."""
        record, session = self._opened.record, self._opened.session
        assert session is not None
        if record.commitment is not None or rounds.is_revision(record, session) or flow.is_of_few(session):
            return  # the answers of before would be counted in, and nothing is to be chosen
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(QUIET_SECONDS, self._count)

    @work(thread=True, exclusive=True, group="enough")
    def _count(self) -> None:
        from pickproblem import ranking  # brings numpy, which is warm then when the result is opened

        worker = get_current_worker()
        opened = self._opened
        record = opened.record
        document = ranking.rank(opened.seen, opened.library, samples=ENOUGH_DRAWS, can_win=False)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_enough, record, bool(document["clear"]))

    def _show_enough(self, record: Record, enough: bool) -> None:
        if self.is_mounted and record is self._opened.record and enough != self._enough:
            self._enough = enough
            self._draw()
