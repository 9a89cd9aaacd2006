"""Several raters of one record: who has finished, where answers lie apart, what the round of revision asks. Pure.

Each scores alone first. Then comes one round in which each may answer again where the answers lie furthest apart,
knowing the others' reasons: what is left of a nominal group or a Delphi panel where a lab decides one evening. Such a
round is a session with the reason ``review`` before there is a commitment; after one, a review looks back at it.
"""

from __future__ import annotations

from typing import NamedTuple

from pickproblem import answers as views
from pickproblem.answers import Sheet
from pickproblem.record import DEFAULT_RATER, Answer, Reason, Record, Session, same_name
from pickproblem.rubric import Library, Rubric

MOST = 6
"""So many cells at most are answered again: what a lab can talk about in one evening (design)."""

_TOLERANCE = 1e-9


class Apart(NamedTuple):
    """A cell about which raters differ, and by how much: the difference of expected values, on 0..1."""

    candidate: str
    rubric: str
    spread: float


def raters(record: Record) -> list[str]:
    """Everybody who began a session, each as first written, in the order of the file."""
    names: dict[str, str] = {}
    for session in record.sessions:
        names.setdefault(same_name(session.rater), session.rater)
    return list(names.values())


def of_rater(record: Record, rater: str) -> list[Session]:
    """The rater's sessions, in the order of the file."""
    return [one for one in record.sessions if same_name(one.rater) == same_name(rater)]


def has_finished(record: Record, rater: str) -> bool:
    """Whether the rater has finished a session."""
    return any(one.finished is not None for one in of_rater(record, rater))


def reason_to_begin(record: Record, rater: str) -> Reason:
    """What the rater's next session is begun for: a review once they have finished one."""
    return "review" if has_finished(record, rater) else "start"


def has_judged(record: Record, rater: str) -> bool:
    """Whether the rater has finished a session with anything in it."""
    return any(one.finished is not None and one.answers for one in of_rater(record, rater))


def is_shared(record: Record) -> bool:
    """Whether several judge: two raters at least, or one by name in a team."""
    names = raters(record)
    by_name = any(same_name(name) != DEFAULT_RATER for name in names)
    return len(names) > 1 or (by_name and people(record) > 1)


def people(record: Record) -> int:
    """How many people the setting names; one where it names none."""
    return (record.setting.people if record.setting else None) or 1


def is_revision(record: Record, session: Session) -> bool:
    """Whether the session is a rater's part in the round of revision."""
    committed = bool(record.commitments) and record.commitments[0].when <= session.started
    return session.reason == "review" and not committed and is_shared(record)


def has_revised(record: Record, rater: str) -> bool:
    """Whether the rater has been through the round of revision; one answer given again by itself is none."""
    return any(views.is_review(one) and is_revision(record, one) for one in of_rater(record, rater))


def first_round(record: Record) -> Record:
    """The record with what each answered alone who has finished: without the sessions that came after."""
    judged = {same_name(name) for name in raters(record) if has_judged(record, name)}
    alone = [one for one in record.sessions if one.reason != "review" and same_name(one.rater) in judged]
    return record if len(alone) == len(record.sessions) else record.model_copy(update={"sessions": alone})


def cells_again(record: Record, library: Library) -> list[Apart]:
    """What the round of revision asks: the widest cells of the first round, the widest first.

    They stay the same while one after the other answers them again.
    """
    first = first_round(record)
    return widest(first, library, views.latest(first))[:MOST]


def widest(record: Record, library: Library, sheets: dict[str, Sheet]) -> list[Apart]:
    """Every cell in the race about which raters differ, the widest first; ``sheets`` as of `answers.latest`.

    The same cells in the same order as ``agreement.widest`` of `ranking.rank`, without its arrays.
    """
    fallen = {hit.candidate for hit in views.ruled_out(record, library, sheets)}
    weighed = views.weighed(record, library)
    found = []
    for candidate in views.in_question(record):
        for rubric in weighed if candidate not in fallen else []:
            given = [expected(one, library.rubrics[rubric]) for one in views.cell(sheets, candidate, rubric)]
            if given and (spread := max(given) - min(given)) > _TOLERANCE:
                found.append(Apart(candidate, rubric, spread))
    return sorted(found, key=lambda one: -round(one.spread, 9))


def expected(answer: Answer, rubric: Rubric) -> float:
    """The expected value of an answer, on 0..1: that of the discrete triangular distribution over its range."""
    values = rubric.values
    if answer.level is None:
        return sum(values) / len(values)
    level, low, high = answer.level, answer.believed_low, answer.believed_high
    shares = [
        max(min((one - low + 1) / (level - low + 1), (high - one + 1) / (high - level + 1)), 0.0)
        for one in range(1, len(values) + 1)
    ]
    return sum(share * value for share, value in zip(shares, values, strict=True)) / sum(shares)
