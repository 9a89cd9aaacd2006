"""A newer idea in hand: its entry, what is found of it by now, and the changes that its way makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pickproblem import rounds, temptation
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain.form import Change
from pickproblem.plain.held import Held
from pickproblem.record import Temptation
from pickproblem.report import tempting
from pickproblem.switching import blind, steps
from pickproblem.switching.thresholds import Thresholds

if TYPE_CHECKING:
    from pickproblem.switching.advice import Examined


@dataclass
class Weighed:
    """One entry of the record, examined anew with every change."""

    held: Held
    id: str
    found: Examined

    @classmethod
    def of(cls, held: Held, named: str | None) -> Weighed:
        """The entry named, else the last without a verdict, else the last. Raises Refused where there is none."""
        entry = steps.to_look_at(held.record, named)
        return cls(held, entry.id, held.experience.examine(held.record, entry, held.today))

    @property
    def entry(self) -> Temptation:
        """The entry as it stands. Raises Refused where somebody took it away."""
        return temptation.entry(self.held.record, self.id)

    @property
    def thresholds(self) -> Thresholds:
        """The bounds that the advice goes by."""
        return self.held.experience.thresholds

    @property
    def titled(self) -> dict[str, str]:
        """The titles of the two, for sentences."""
        record, entry = self.held.record, self.entry
        return {"newer": tempting.newer(record, entry), "current": tempting.current(record, entry)}

    def examine(self) -> None:
        """Look at it as it stands now."""
        self.found = self.held.experience.examine(self.held.record, self.entry, self.held.today)

    def change(self, change: Change) -> None:
        """Make a change and look anew. Raises Refused."""
        self.held.change(change)
        self.examine()

    def keep(self, **fields: object) -> None:
        """Keep fields of the entry. Raises Refused."""
        self.change(lambda record: temptation.change(record, self.id, **fields))

    def begin_scoring(self) -> None:
        """Begin the session in which both are scored, or go on with it."""
        rater, when = self.held.rater, self.held.now()
        self.change(lambda record: blind.begin(record, self.id, rater, when))

    def wait_until(self, day: date | None) -> Step:
        """Leave it until a day; the way back."""
        today = self.held.today
        if day is not None:
            self.change(lambda record: temptation.decide(record, self.id, "wait", today, until=day))
            self.held.talk.say(_("Good. Look again on %(day)s; it keeps.") % {"day": day})
        return self.place()

    def weigh_anew(self) -> None:
        """Another entry about the same idea, from now on."""
        entry, when = self.entry, self.held.now()
        current, newcomer, same_goal = entry.current, entry.newcomer, entry.same_goal
        self.held.change(lambda record: temptation.park(record, newcomer, when, current=current, same_goal=same_goal))
        self.id = self.held.record.temptations[-1].id
        self.examine()

    def place(self) -> Step:
        """Where the way leads back to."""
        return place(self.held)


def place(held: Held) -> Step:
    """The project behind the commitment, else the result; while the first scores are given, these: no result yet."""
    if held.record.commitment is not None:
        return Step("project")
    if rounds.has_finished(held.record, held.rater):
        return Step("together" if rounds.is_shared(held.record) else "result")
    return held.next_step()
