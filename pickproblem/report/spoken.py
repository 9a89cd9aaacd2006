"""What the screens show in columns, said in sentences: a line for each condition, each rubric, each candidate.

For the way line by line, which is listened to: nothing here has to be looked at to be understood. Safe to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from pickproblem.language import _, ngettext
from pickproblem.record import Answer, Candidate
from pickproblem.report import charts, comparing, conditions, project
from pickproblem.report.comparing import Document, MovedAnswer
from pickproblem.report.project import Promise
from pickproblem.rubric import Library
from pickproblem.switching.conditions import Condition
from pickproblem.switching.lookback import LookBack
from pickproblem.text import safe

if TYPE_CHECKING:
    from pickproblem.switching.advice import Examined


_HARDLY = 0.005
"""Shares of draws below this would be said as less than one in a hundred."""


# --- a result


def ranked(rows: Iterable[charts.Ranked]) -> list[str]:
    """Each candidate: its score, how often it leads, and its other ranks, as far as there are any."""
    return [_ranked(row) for row in rows]


def _ranked(row: charts.Ranked) -> str:
    figures = {"score": _points(row.score), "low": _points(row.low), "high": _points(row.high)}
    said = [_("score %(score)s, between %(low)s and %(high)s in nine draws of ten") % figures]
    if row.first is not None:
        said.append(_("first in %(share)s of the draws") % {"share": charts.percent(row.first)})
    ranks = (
        (row.equal_rank, _("place %(n)d with equal weights")),
        (row.gut_rank, _("place %(n)d by feeling")),
        (row.before_rank, _("place %(n)d with the weights that stood when a result was first seen")),
    )
    said += [words % {"n": rank} for rank, words in ranks if rank is not None]
    return _("Place %(n)d: “%(title)s”: %(figures)s.") % {
        "n": row.rank,
        "title": safe(row.title),
        "figures": "; ".join(said),
    }


def parts(parts: Iterable[charts.Part]) -> list[str]:
    """The points of each rubric, of one candidate or of the first two, and by how much the first is ahead."""
    return [_part(one) for one in parts]


def _part(one: charts.Part) -> str:
    points = [round(each) for each in one.points]
    words = {"rubric": safe(one.title), "weight": charts.percent(one.weight), "points": points[0]}
    if len(points) == 1:
        return _("%(rubric)s, weight %(weight)s: %(points)d.") % words
    words |= {"other": points[1], "lead": f"{points[0] - points[1]:+d}" if points[0] != points[1] else "0"}
    return _("%(rubric)s, weight %(weight)s: %(points)d beside %(other)d, lead %(lead)s.") % words


def shares(rows: Iterable[charts.Share]) -> list[str]:
    """How often each candidate takes each place; places that it hardly ever takes are left out."""
    return [_share(row) for row in rows]


def _share(row: charts.Share) -> str:
    places = [
        _("place %(n)d: %(share)s") % {"n": n, "share": charts.percent(share)}
        for n, share in enumerate(row.ranks, start=1)
        if share >= _HARDLY
    ]
    return _("“%(title)s”: %(places)s.") % {"title": safe(row.title), "places": ", ".join(places)}


# --- a newer idea


def held(asked: Iterable[Condition], found: Examined) -> list[str]:
    """Each condition: whether it holds, its number, what is asked of it, what that rests on."""
    return [_held(one) for one in conditions.held(asked, found)]


def _held(row: charts.Held) -> str:
    words = {
        "words": row.words,
        "figure": row.figure,
        "bound": row.bound,
        "basis": row.basis,
        "missing": row.missing,
    }
    if row.holds:
        return _("Holds: %(words)s: %(figure)s; asked: %(bound)s; rests on: %(basis)s.") % words
    if row.missing:
        return _("Does not hold: %(words)s; %(missing)s; asked: %(bound)s; rests on: %(basis)s.") % words
    return _("Does not hold: %(words)s: %(figure)s; asked: %(bound)s; rests on: %(basis)s.") % words


def counted(asked: Iterable[Condition]) -> str:
    """How many of the conditions hold."""
    there = list(asked)
    words = {"n": sum(one.holds for one in there), "all": len(there)}
    return _("%(n)d of %(all)d hold.") % words


def beside(found: Examined, library: Library) -> list[str]:
    """The current one now and on its first day, and the newer one, rubric by rubric; then their scores."""
    scores = found.scores
    said = [
        _beside(safe(str(library.rubrics[row.rubric].title)), _level(row.now), _level(row.first_day), _level(row.new))
        for row in found.rows
    ]
    if found.rows:
        now, first_day, newer = map(_points, (scores.current_now, scores.current_first_day, scores.new))
        said.append(_beside(_("Score, on 0 to 100"), now, first_day, newer))
        said.append(_("The newer one after the discount: %(score)s.") % {"score": _points(scores.new_discounted)})
    return said


def _beside(title: str, now: str, first_day: str, newer: str) -> str:
    words = {"title": title, "now": now, "first_day": first_day, "newer": newer}
    return _("%(title)s: now %(now)s; first day %(first_day)s; newer %(newer)s.") % words


def _level(answer: Answer | None) -> str:
    if answer is None:
        return _("not asked")
    if answer.level is None:
        return _("not known")
    low, high = answer.believed_low, answer.believed_high
    if low == high:
        return str(answer.level)
    return _("%(level)d (%(low)d to %(high)d)") % {"level": answer.level, "low": low, "high": high}


# --- old against new


def slopes(document: Document) -> list[str]:
    """Each candidate's score of then and of now."""
    return [_slope(one) for one in comparing.slopes(document)]


def _slope(one: charts.Slope) -> str:
    words = {"title": safe(one.title), "then": _points(one.then), "now": _points(one.now)}
    return _("“%(title)s”: then %(then)s, now %(now)s.") % words


def _points(score: float | None) -> str:
    return comparing.NOTHING if score is None else str(round(score))


def moved(one: MovedAnswer) -> list[str]:
    """An answer that moved, and the reasons of then and now where any stand."""
    words = {"rubric": one.rubric, "title": one.title, "then": one.then, "now": one.now}
    lines = [_("%(rubric)s of “%(title)s”: then %(then)s; now %(now)s") % words]
    if one.reason_then:
        lines.append(_("then: %(reason)s") % {"reason": one.reason_then})
    if one.reason_now:
        lines.append(_("now: %(reason)s") % {"reason": one.reason_now})
    return lines


# --- a project


def promised(one: Promise) -> str:
    """Something said beforehand: its day, what it is, how it stands."""
    words = {"day": one.day or "–", "what": one.what, "state": one.state}
    return _("%(day)s: %(what)s: %(state)s") % words if one.state else _("%(day)s: %(what)s") % words


def notes(candidate: Candidate, today: date) -> Iterator[str]:
    """The notes of the last two weeks, a line each, the newest first; where there are none, the last one there is."""
    lines = list(project.note_lines(candidate, today))
    older = [one.date for one in candidate.notes or [] if one.date <= today]
    if not lines and not older:
        yield _("No note yet.")
        return
    if lines:
        yield _("The last two weeks, the newest first")
    else:
        yield _("None in these two weeks. The last one, of %(day)s:") % {"day": max(older)}
        lines = list(project.note_lines(candidate, max(older), days=1))
    for day, name, line in lines:
        yield f"{day}: {name}: {line}" if day else f"{name}: {line}"


def hours(back: LookBack, candidate: str) -> list[str]:
    """The hours of a candidate, and those of each kind of time."""
    from pickproblem.report import looking_back

    mine = sum(one.inside for one in back.stints if one.candidate.id == candidate)
    lines = [_("%(hours)s hours on it by now.") % {"hours": charts.written_hours(mine)}]
    for row in looking_back.spent(back):
        if row.hours:
            count = ngettext("%(n)s hour", "%(n)s hours", int(row.hours)) % {"n": charts.written_hours(row.hours)}
            lines.append(f"{row.title}: {count}")
    return [*lines, *looking_back.remarks(back)]
