"""The record in hand: every change is on the disk before anything more is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import answers as views
from pickproblem import edits, flow, rounds, store, together
from pickproblem.errors import PickproblemError, Refused
from pickproblem.flow import Cell, Step
from pickproblem.language import _
from pickproblem.plain.talk import Back, Leave, Talk
from pickproblem.record import Candidate, Reason, Record, Session
from pickproblem.rubric import Library

if TYPE_CHECKING:
    from pickproblem.experience import Experience


@dataclass
class Held:
    """One record, who answers, and the conversation about it."""

    path: Path
    library: Library
    talk: Talk
    rater: str
    record: Record
    named: bool = False
    """Whether the person has said who they are."""
    day: date | None = None
    """What is taken for today, where it is another day."""
    skipped: set[str] = field(default_factory=set)
    """Fields of the setting that were left open in this sitting."""
    told: set[str] = field(default_factory=set)
    """Rubrics whose levels were read out in this sitting."""

    def change(self, change: Callable[[Record], Record]) -> None:
        """Change the record on the disk, whatever somebody else wrote meanwhile; raises Refused where it may not be.

        Where the disk does not take it, that is said, and tried again at the person's word; who leaves then gets the
        error, since the last answer is not kept.
        """
        while True:
            try:
                self.record = store.update(self.path, self.library, change, on_notice=self.talk.say).record
            except Refused:
                raise
            except PickproblemError as error:
                self.talk.say(str(error))
                aside, self.talk.aside = self.talk.aside, None  # what is in hand comes first
                try:
                    self.talk.ask(_("Enter tries again"), _("The last answer is not on the disk yet."))
                except (Leave, Back):
                    raise error from None
                finally:
                    self.talk.aside = aside
            else:
                return

    def read_again(self) -> None:
        """Take in what somebody else wrote; what cannot be read is told with the next change."""
        try:
            self.record = store.read(self.path, self.library).record
        except PickproblemError:
            return

    @property
    def session(self) -> Session | None:
        """The rater's session in progress."""
        return views.open_session(self.record, self.rater)

    @property
    def seen(self) -> Record:
        """The record as this rater may see it."""
        return together.seen_by(self.record, self.rater)

    @property
    def looking(self) -> bool:
        """Whether the rater has seen a result and is in no session."""
        return self.session is None and rounds.has_finished(self.record, self.rater)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.day or edits.now().date()

    def now(self) -> datetime:
        """The present moment, on the day that is taken for today."""
        moment = edits.now()
        return moment if self.day is None else datetime.combine(self.day, moment.timetz())

    @cached_property
    def experience(self) -> Experience:
        """What the person's own past says; read, and git asked, once in a sitting. Raises Unreadable or Faulty."""
        from pickproblem import experience

        return experience.gather(self.path, self.library)

    def candidate(self, id: str) -> Candidate:
        """A candidate of the record. Raises Refused where somebody took it away."""
        return edits.known_candidate(self.record, id)

    def begin(self, reason: Reason | None = None) -> None:
        """Open a session where the rater has none; ``reason``: a review after the first, unless said."""
        why = reason or rounds.reason_to_begin(self.record, self.rater)

        def begun(record: Record) -> Record:
            if views.open_session(record, self.rater) is not None:
                return record
            return edits.begin_session(record, self.rater, why, self.now())[0]

        self.change(begun)

    def finish(self) -> Step:
        """Close the session; where the way leads then."""
        session = self.session
        if session is None:
            return self.next_step()
        self.change(lambda record: edits.finish(record, session.id, self.now()))
        return flow.after_session(self.record, session)

    def next_step(self, after: Cell | None = None) -> Step:
        """Where to go on."""
        return flow.next_step(self.record, self.library, self.rater, after=after, skipped=self.skipped)
