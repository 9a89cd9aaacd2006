"""Answers, by the sitting in which one rater gave them."""

import unicodedata
from typing import Literal, Self

from pydantic import model_validator

from pickproblem.document import Strict, Wrong
from pickproblem.language import _
from pickproblem.quantity import Count, Moment, Scalars
from pickproblem.rubric import Id, Level, NonEmpty

Reason = Literal["start", "tempted", "review"]
DEFAULT_RATER = "me"


class Answer(Strict):
    """One cell: a level with its believed range, or that it is not known."""

    level: Level | None = None
    unknown: bool | None = None
    low: Level | None = None
    high: Level | None = None
    reason: str | None = None
    probes: dict[Id, Count] | None = None
    estimate: Scalars | None = None
    lifts_gate: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.level is None and not self.unknown:
            raise Wrong(_("neither level nor unknown"), _("level = 1 to 5, or unknown = true"))
        if self.level is not None and self.unknown:
            raise Wrong(_("level and unknown at once"), _("one of them"))
        if self.level is None:
            for end in ("low", "high"):
                if getattr(self, end) is not None:
                    raise Wrong(_("a range without a level"), _("give the level too"), end)
            return self
        if self.low is not None and self.low > self.level:
            raise Wrong(_("low is above the level"), _("at most %(level)d") % {"level": self.level}, "low")
        if self.high is not None and self.high < self.level:
            raise Wrong(_("high is below the level"), _("at least %(level)d") % {"level": self.level}, "high")
        return self

    @property
    def believed_low(self) -> int:
        """The lowest level still believed; 1 where unknown."""
        return self.low or self.level or 1

    @property
    def believed_high(self) -> int:
        """The highest level still believed; 5 where unknown."""
        return self.high or self.level or 5


class Session(Strict):
    """One sitting of one rater; never changed once finished."""

    id: NonEmpty
    reason: Reason
    rater: NonEmpty = DEFAULT_RATER
    started: Moment
    finished: Moment | None = None
    shown_order: list[Id] | None = None
    gut: list[Id] | None = None
    answers: dict[Id, dict[Id, Answer]] | None = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.finished is not None and self.finished < self.started:
            raise Wrong(_("ends before it begins"), _("on or after %(day)s") % {"day": self.started}, "finished")
        return self


def same_name(name: str) -> str:
    """A rater's name as names are compared: after NFC and casefold."""
    return unicodedata.normalize("NFC", name).casefold()
