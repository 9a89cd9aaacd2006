"""What raters of one record may see of each other, and where they differ. Pure; see `rounds`.

Who has not finished sees nothing that another answered, and nothing of theirs is seen. Who has sees the answers of
all who have, with their reasons, each behind a letter: in every cell the letters go from the lowest answer to the
highest, so that they say nothing of whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from pickproblem import answers as views
from pickproblem import flow, rounds
from pickproblem.record import DEFAULT_RATER, Answer, Record, same_name
from pickproblem.rounds import Apart
from pickproblem.rubric import Library

INTEREST = "interest"
"""The rubric whose lowest answer counts by itself: who has no interest leaves (seed: the second text)."""


class Opinion(NamedTuple):
    """What one rater answered to one cell."""

    letter: str
    """Stands for the rater in this cell, and in no other."""
    rater: str
    answer: Answer


class Difference(NamedTuple):
    """A cell with every rater's answer to it, the lowest first, those who do not know last."""

    candidate: str
    rubric: str
    spread: float
    """How far apart the expected values are, on 0..1."""
    opinions: tuple[Opinion, ...]

    @property
    def lowest(self) -> int | None:
        """The lowest level that anyone gave; None where nobody knows."""
        return self.opinions[0].answer.level if self.opinions else None


class Rater(NamedTuple):
    """How far somebody is; nothing of what they answered."""

    name: str
    state: Literal["scoring", "finished", "revising", "revised"]
    answered: int
    asked: int


def name_wanted(record: Record) -> bool:
    """Whether one is asked who one is before one goes on: several rate it, or will before anything is chosen."""
    names = rounds.raters(record)
    return (
        len(names) > 1
        or any(same_name(name) != DEFAULT_RATER for name in names)
        or (rounds.people(record) > 1 and record.commitment is None)
    )


def known_as(record: Record, name: str) -> str:
    """The name as the record has it, where it has it: names are the same but for case and composition."""
    return next((one for one in rounds.raters(record) if same_name(one) == same_name(name)), name)


def may_see(record: Record, rater: str) -> bool:
    """Whether the rater may see what others answered, and be seen: they have finished, and not an empty session."""
    return rounds.has_judged(record, rater)


def seen_by(record: Record, rater: str) -> Record:
    """The record as the rater may see it: the sessions of others only where both have finished.

    The very record where nothing is hidden.
    """
    seen = {same_name(rater)}
    if may_see(record, rater):
        seen |= {same_name(name) for name in rounds.raters(record) if rounds.has_judged(record, name)}
    sessions = [one for one in record.sessions if same_name(one.rater) in seen]
    return record if len(sessions) == len(record.sessions) else record.model_copy(update={"sessions": sessions})


def raters(record: Record, library: Library) -> list[Rater]:
    """Everybody who began, and how far each is, in the order of the file."""
    return [_rater(record, library, name) for name in rounds.raters(record)]


def _rater(record: Record, library: Library, name: str) -> Rater:
    session = views.open_session(record, name)
    finished = rounds.has_finished(record, name)
    if session is not None and (not finished or rounds.is_revision(record, session)):
        return Rater(name, "revising" if finished else "scoring", *flow.progress(record, library, session))
    return Rater(name, "revised" if rounds.has_revised(record, name) else "finished", 0, 0)


def awaited(record: Record) -> int:
    """How many are still to finish: those who began, and those of the people in the setting who did not yet."""
    names = rounds.raters(record)
    finished = sum(rounds.has_finished(record, name) for name in names)
    return max(len(names), rounds.people(record)) - finished


def differences(record: Record, library: Library, rater: str) -> list[Difference]:
    """Every cell about which the raters differ, the widest first; none while the rater may not see the others'."""
    seen = seen_by(record, rater)
    sheets = views.latest(seen)
    return [_difference(sheets, one) for one in rounds.widest(seen, library, sheets)]


def difference(record: Record, library: Library, rater: str, candidate: str, rubric: str) -> Difference:
    """All that the rater may see of one cell, however near the answers are."""
    sheets = views.latest(seen_by(record, rater))
    given = [rounds.expected(one, library.rubrics[rubric]) for one in views.cell(sheets, candidate, rubric)]
    return _difference(sheets, Apart(candidate, rubric, max(given) - min(given) if given else 0.0))


def interest(record: Record, library: Library, rater: str) -> list[Difference]:
    """The raters' interest in each candidate in question, in the order of the record; none where it is not asked."""
    if INTEREST not in views.asked(record, library):
        return []
    return [difference(record, library, rater, one, INTEREST) for one in views.in_question(record)]


def _difference(sheets: dict[str, views.Sheet], one: Apart) -> Difference:
    given = [
        (name, answer)
        for name, sheet in sheets.items()
        if (answer := sheet.get(one.candidate, {}).get(one.rubric)) is not None
    ]
    in_order = sorted(given, key=lambda entry: _place(entry[1]))
    opinions = tuple(Opinion(letter, *entry) for letter, entry in zip(_letters(len(given)), in_order, strict=True))
    return Difference(*one, opinions)


def _place(answer: Answer) -> tuple[bool, int, int, int, str]:
    """Where an answer stands among the others: by what it says alone, so that the place tells nobody's name."""
    return (
        answer.level is None,
        answer.level or 0,
        answer.believed_low,
        answer.believed_high,
        answer.reason or "",
    )


def _letters(count: int) -> Iterable[str]:
    for n in range(count):
        yield chr(ord("A") + n) if n < 26 else f"{chr(ord('A') + n // 26 - 1)}{chr(ord('A') + n % 26)}"
