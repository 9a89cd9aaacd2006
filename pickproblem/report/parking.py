"""The words around a parked idea: kind, short, and none of them a push. Safe to show as they are."""

from __future__ import annotations

from datetime import date

from pickproblem import forecasting, temptation
from pickproblem.due import in_days
from pickproblem.language import _
from pickproblem.record import Commitment, Record, Temptation, Trigger
from pickproblem.text import safe, shorten

_REASONS = 3
_LONGEST, _LONGEST_TITLE, _LONGEST_NAME = 200, 72, 32


def trigger(kind: Trigger) -> str:
    """What happened, as a person would say it."""
    said: dict[Trigger, str] = {
        "paper": _("I read a paper, or heard a talk"),
        "bad-result": _("a bad result"),
        "own-thought": _("a thought of my own"),
        "asked": _("somebody asked me to"),
        "scooped": _("others have the result I was after"),
        "no-longer-enjoyed": _("I do not enjoy it any more"),
        "other": _("something else"),
    }
    return said[kind]


def waiting(record: Record, today: date, cooling_off: int) -> list[tuple[str, str]]:
    """The entries without a verdict, the latest first, each with its title and the day to look again."""
    found = []
    for one in reversed(record.temptations):
        newcomer = record.candidate(one.newcomer)
        day = temptation.look_again(one, cooling_off)
        if temptation.is_frozen(one) or day is None or newcomer is None or newcomer.state in ("chosen", "closed"):
            continue
        words = {"title": shorten(safe(newcomer.title), _LONGEST_NAME), "when": in_days(day, today)}
        told = _("%(title)s, its day came %(when)s") if day < today else _("%(title)s, look again %(when)s")
        found.append((one.id, told % words))
    return found


def first_day(record: Record, entry: Temptation) -> str:
    """What was written about the current one on its own first day, and when the person committed: a line each.

    At most three reasons, in the order they were given; nothing where nothing was ever written.
    """
    title = {"title": safe(_title(record, entry.current))}
    reasons, day = reasons_of_first_day(record, entry)
    lines = []
    if reasons:
        lines.append(_("On %(day)s you wrote about “%(title)s”:") % {**title, "day": day})
        lines += [f"- {reason}" for reason in reasons[:_REASONS]]
    committed = commitment(record, entry)
    if committed is not None:
        words = {
            **title,
            "day": forecasting.chosen(record, committed).date(),
            "reason": _brief(committed.reason or ""),
        }
        lines.append(
            _("You committed to “%(title)s” on %(day)s: %(reason)s") % words
            if words["reason"]
            else _("You committed to “%(title)s” on %(day)s.") % words
        )
    return "\n".join(lines)


def reasons_of_first_day(record: Record, entry: Temptation) -> tuple[list[str], str]:
    """The reasons of the current one's first session, as given, safe and short; and that day, else empty."""
    session = temptation.first_session(record, entry.current)
    if session is None:
        return [], ""
    answers = (session.answers or {}).get(entry.current, {})
    reasons = [_brief(one.reason) for one in answers.values() if one.reason and one.reason.strip()]
    return reasons, session.started.date().isoformat()


def commitment(record: Record, entry: Temptation) -> Commitment | None:
    """The last commitment to the current one."""
    return next((one for one in reversed(record.commitments) if one.candidate == entry.current), None)


def after_a_bad_result() -> str:
    """What is said first to whom a bad result has happened."""
    return _(
        "A bad result is normal, the first ones most of all. What is the easiest setting in which the idea you are "
        "working on has to work? Try it there first."
    )


def good_night(record: Record, entry: Temptation, cooling_off: int) -> str:
    """What was done, what was left as it is, and when to look again; see `temptation.look_again`."""
    words = {
        "title": safe(_title(record, entry.newcomer)),
        "current": safe(_title(record, entry.current)),
        "day": temptation.look_again(entry, cooling_off),
    }
    lines = [_("“%(title)s” is parked and will not be lost; “%(current)s” stays as it is.") % words]
    if entry.same_goal:
        lines.append(
            _("It serves the goal you wrote down: then nothing has to be left, and it may become a part of the work.")
        )
    lines.append(_("Look again on %(day)s; most ideas shine less after some nights. Good night.") % words)
    return "\n".join(lines)


def _title(record: Record, id: str) -> str:
    candidate = record.candidate(id)
    return shorten(candidate.title if candidate is not None else id, _LONGEST_TITLE)


def _brief(text: str) -> str:
    return shorten(safe(" ".join(text.split())), _LONGEST)
