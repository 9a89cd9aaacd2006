"""The record that is open: its state in hand, undo, and the way to the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pickproblem import answers as views
from pickproblem import edits, flow, rounds, together
from pickproblem.record import Record, Session
from pickproblem.rubric import Library
from pickproblem.store import Stored
from pickproblem.tui.saving import Saver, SaveState

_UNDO_DEPTH = 200


@dataclass
class Opened:
    """One open record. Every change goes through `change`, which keeps the way back and saves."""

    record: Record
    library: Library
    rater: str
    saver: Saver
    named: bool = True
    """Whether the person has said who they are, or need not."""
    skipped: set[str] = field(default_factory=set)
    """Fields of the setting that were left open in this sitting."""
    paces: list[float] = field(default_factory=list)
    """Seconds that each answer of this sitting took."""
    copies: list[Path] = field(default_factory=list)
    """Conflict copies beside the record that hold more than it."""
    _before: list[tuple[Record, flow.Cell | None]] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        stored: Stored,
        library: Library,
        rater: str,
        report: Callable[[SaveState], None],
        notice: Callable[[str], None],
        *,
        named: bool = True,
    ) -> Opened:
        """Open what was read."""
        known = together.known_as(stored.record, rater)

        @cache
        def newness() -> float:
            from pickproblem import experience  # looks at the folder, and seldom

            return experience.newness(stored.path, library)

        return cls(stored.record, library._replace(newness=newness), known, Saver(stored, report, notice), named)

    def change(self, record: Record, at: flow.Cell | None = None) -> None:
        """Take a changed record and save it; ``at`` is where undo leads back to."""
        if record is self.record:
            return
        self._before = [*self._before[-_UNDO_DEPTH:], (self.record, at)]
        self.record = record
        self.saver.submit(record)

    def undo(self) -> flow.Cell | None:
        """Go back one answer, and say which it was; None where there is nothing to undo.

        Only answers of the session still open are undone: what is finished stays.
        """
        while self._before:
            record, at = self._before.pop()
            if at is None or len(record.sessions) != len(self.record.sessions):
                continue
            self.record = record
            self.saver.submit(record)
            return at
        return None

    def reread(self, stored: Stored, merged: Record | None = None) -> None:
        """Go on with what somebody else wrote, merged with what was in hand, else in its place.

        What was before cannot be taken back: that would take back theirs too.
        """
        self.record = stored.record if merged is None else merged
        self.rater = together.known_as(self.record, self.rater)
        self.forget_undo()
        self.saver.reread(stored, merged)

    def forget_undo(self) -> None:
        """Nothing before this moment can be undone: a session was finished."""
        self._before = []

    @property
    def seen(self) -> Record:
        """The record as this rater may see it: without what others answered until they have finished."""
        return together.seen_by(self.record, self.rater)

    @property
    def looking(self) -> bool:
        """Whether the rater has seen a result and is in no session: what is shown is looked at a second time."""
        return self.session is None and rounds.has_finished(self.record, self.rater)

    @property
    def name_wanted(self) -> bool:
        """Whether the person is still to say who they are."""
        return not self.named and together.name_wanted(self.record)

    @property
    def session(self) -> Session | None:
        """The rater's session in progress."""
        return views.open_session(self.record, self.rater)

    def begin(self) -> Session:
        """The session in progress, begun now where there is none."""
        session = self.session
        if session is None:
            reason = rounds.reason_to_begin(self.record, self.rater)
            record, session = edits.begin_session(self.record, self.rater, reason, edits.now())
            self.change(record)
        return session

    def next_step(self, after: flow.Cell | None = None) -> flow.Step:
        """Where to go on."""
        return flow.next_step(self.record, self.library, self.rater, after=after, skipped=self.skipped)
