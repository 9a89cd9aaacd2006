"""Where the time of some months went: into what was delivered, into dead ends, into what was left for newer things.

The first text's advice: look back over some months, and where much of the time went into unfinished work that did not
clearly fail but was left for something newer, hold on harder. Its bounds are in ``rubrics/switch.toml``.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pickproblem.language import _
from pickproblem.record import Candidate, DeadEnd, Record, Stint
from pickproblem.switching.commits import Days
from pickproblem.switching.thresholds import Thresholds

Kind = Literal["delivered", "dead-end", "left-for-newer", "outside-cause", "side", "active"]
Mode = Literal["normal", "follow-through"]
CountedBy = Literal["hours", "days", "repository", "notes"]
DaysWorked = Callable[[str, str, date, date], Days]
"""Days worked on a repository: a record's path, the repository as it is named there, the first and the last day."""

KINDS: tuple[Kind, ...] = ("delivered", "dead-end", "left-for-newer", "outside-cause", "side", "active")
SHARED: tuple[Kind, ...] = ("delivered", "dead-end", "left-for-newer")
"""The kinds that the shares are of."""

_MOST_HOURS = 1_000_000
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Worked:
    """One stint as it counts: what it is booked as, and how many of its hours lie in the window."""

    record: str
    candidate: Candidate
    stint: Stint
    last: date
    """Its last day; of one that goes on, the last day of the window."""
    kind: Kind
    hours: float | None
    """All of it; None where nothing says how long it took."""
    inside: float
    """Hours in the window."""
    counted_by: CountedBy | None
    notes: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """The entry of `lookback --json`."""
        return {
            "record": self.record,
            "candidate": self.candidate.id,
            "title": self.candidate.title,
            "from": self.stint.from_.isoformat(),
            "to": self.stint.to.isoformat() if self.stint.to else None,
            "side": bool(self.stint.side),
            "ended": self.stint.ended,
            "into": self.stint.into,
            "kind": self.kind,
            "hours": self.hours,
            "hours_in_window": self.inside,
            "counted_by": self.counted_by,
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class LookBack:
    """Hours by kind in a window of days, and what they say."""

    window: tuple[date, date]
    """Its first and its last day."""
    hours: Mapping[Kind, float]
    shares: Mapping[Kind, float] | None
    """Of the delivered, of dead ends, of what was left; None where there are no such hours."""
    range: tuple[float | None, float | None]
    """The share left for something newer, were all that is still open delivered, and were it all left."""
    mode: Mode
    enough: bool
    """Whether there is history enough for any rule; without it neither of the next two holds."""
    healthy: bool
    """Whether most of the time went into what was delivered."""
    wants_second_person: bool
    """Whether so much was left that someone else is to agree to every switch."""
    closed: int
    """Stints of the shared kinds with a day in the window."""
    stints: tuple[Worked, ...]
    """Those with a day in the window, and those that lie in the future; by record, candidate, day."""

    @property
    def abandoned_share(self) -> float | None:
        """The share left for something newer where there is enough history to go by, else None."""
        return self.shares["left-for-newer"] if self.enough and self.shares is not None else None

    def document(self) -> dict[str, object]:
        """What `lookback --json` prints."""
        first, last = self.window
        return {
            "window": {"from": first.isoformat(), "to": last.isoformat()},
            "hours": dict(self.hours),
            "shares": None if self.shares is None else dict(self.shares),
            "range": {"as_delivered": self.range[0], "as_left": self.range[1]},
            "mode": self.mode,
            "enough": self.enough,
            "stints": [one.document() for one in self.stints],
        }


def look_back(
    records: Sequence[tuple[str, Record]],
    *,
    until: date,
    months: int | None = None,
    thresholds: Thresholds,
    days_worked: DaysWorked | None = None,
) -> LookBack:
    """Where the hours of the last ``months`` up to and with ``until`` went, over all records, each with its path.

    Months are those of the thresholds unless said. The hours of a stint are spread evenly over its days and cut to
    the window. ``days_worked`` asks a repository, such as `commits.Commits`; without it none is asked. The same
    stint in two copies of one record counts once. Raises ValueError for fewer than one month.
    """
    bounds = thresholds.look_back
    window = (window_start(until, bounds.months.value if months is None else months), until)
    stints = tuple(_Count(window, bounds.working_days.value, days_worked).stints(records))
    hours = {kind: math.fsum(one.inside for one in stints if one.kind == kind) for kind in KINDS}
    total = math.fsum(hours[kind] for kind in SHARED)
    closed = sum(one.kind in SHARED and one.stint.from_ <= until for one in stints)
    enough = total >= bounds.least_hours.value - _TOLERANCE and closed >= bounds.least_stints.value
    shares = {kind: hours[kind] / total for kind in SHARED} if total else None
    left = shares["left-for-newer"] if enough and shares else 0.0
    delivered = shares["delivered"] if enough and shares else 0.0
    follow = enough and left >= bounds.follow_through.value - _TOLERANCE
    return LookBack(
        window=window,
        hours=hours,
        shares=shares,
        range=_range(hours, total),
        mode="follow-through" if follow else "normal",
        enough=enough,
        healthy=enough and delivered > bounds.delivered.value + _TOLERANCE,
        wants_second_person=enough and left >= bounds.second_person.value - _TOLERANCE,
        closed=closed,
        stints=stints,
    )


def window_start(until: date, months: int) -> date:
    """The first day of the window: the one after ``until`` less so many calendar months.

    31 October less six months is 30 April, as April has no 31st; that window begins on 1 May. Raises ValueError
    for fewer than one month.
    """
    if months < 1:
        raise ValueError("at least one month")
    year, month = divmod(12 * until.year + until.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    day = min(until.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def proven(evidence: DeadEnd | None) -> bool:
    """Whether all five checks of a dead end have their evidence."""
    return evidence is not None and all((getattr(evidence, check) or "").strip() for check in DeadEnd.model_fields)


def killed(record: Record, candidate: str) -> bool:
    """Whether a kill criterion of a commitment to the candidate is met."""
    return any(
        criterion.met
        for commitment in record.commitments
        if commitment.candidate == candidate
        for criterion in commitment.kill_criteria
    )


def _failed(record: Record, candidate: str, stint: Stint) -> bool:
    # The checks are asked for when a newer idea comes; nobody need write them down again when the work ends.
    asked = [one.dead_end for one in record.temptations if one.current == candidate]
    return any(proven(evidence) for evidence in (stint.evidence, *asked)) or killed(record, candidate)


def _range(hours: Mapping[Kind, float], total: float) -> tuple[float | None, float | None]:
    everything = total + hours["active"]
    if not everything:
        return None, None
    left = hours["left-for-newer"]
    return left / everything, (left + hours["active"]) / everything


@dataclass(frozen=True)
class _Count:
    """How stints are counted in one look-back."""

    window: tuple[date, date]
    working_days: int
    days_worked: DaysWorked | None

    def stints(self, records: Sequence[tuple[str, Record]]) -> Iterator[Worked]:
        seen: set[object] = set()
        for path, record in records:
            for candidate in record.candidates:
                for stint in sorted(candidate.stints or [], key=lambda one: one.from_):
                    same = (record.title, record.created, candidate.id, stint)
                    touches = stint.from_ > self.window[1] or (stint.to or self.window[1]) >= self.window[0]
                    if touches and same not in seen:
                        yield self.worked(path, record, candidate, stint)
                    seen.add(same)

    def worked(self, path: str, record: Record, candidate: Candidate, stint: Stint) -> Worked:
        first, until = self.window
        kind, notes = _booked(record, candidate, stint)
        last = stint.to or max(until, stint.from_)
        if stint.from_ > until:
            notes.append(_("begins after the last day looked at: nothing of it counts yet"))
            return Worked(path, candidate, stint, last, kind, None, 0.0, None, tuple(notes))
        if last > until:
            notes.append(_("ends after the last day looked at: its days up to then count"))
        hours, by, why = self.hours(path, record, candidate, stint, last)
        whole = (last - stint.from_).days + 1
        part = (min(last, until) - max(stint.from_, first)).days + 1
        return Worked(path, candidate, stint, last, kind, hours, (hours or 0.0) * part / whole, by, (*notes, *why))

    def hours(
        self, path: str, record: Record, candidate: Candidate, stint: Stint, last: date
    ) -> tuple[float | None, CountedBy | None, list[str]]:
        """All hours of a stint by the best that is known, what that is, and what is to be said of it."""
        by: CountedBy
        hours, days, why = stint.hours, stint.days, ""
        if hours is not None:
            by = "hours"
        elif days is not None:
            by = "days"
        else:
            by = "repository"
            if stint.repository is not None and self.days_worked is not None:
                days, why = self.days_worked(path, stint.repository, stint.from_, last)
            if days is None:
                by = "notes"
                days = len({note.date for note in candidate.notes or [] if stint.from_ <= note.date <= last}) or None
        notes = [_("the repository: %(why)s") % {"why": why}] if why else []
        weekly = record.setting.hours_per_week if record.setting else None
        if hours is None and days is None:
            return None, None, [*notes, _("nothing says how long it took: neither hours, days, commits nor notes")]
        if hours is None and weekly is None:
            said = _("the setting does not say how many hours a week has, so its days are no hours")
            return None, None, [*notes, said]
        if hours is None:
            hours = (days or 0) * (weekly or 0) / self.working_days
        if hours > _MOST_HOURS:
            return None, None, [*notes, _("more hours than a life has: they do not count")]
        return float(hours), by, notes


def _booked(record: Record, candidate: Candidate, stint: Stint) -> tuple[Kind, list[str]]:
    if stint.side:
        return "side", []
    if stint.to is None:
        return "active", [_("says how it ended but not when: it counts as still open")] if stint.ended else []
    match stint.ended:
        case None:
            return "active", [_("does not say how it ended: it counts as still open")]
        case "interest-gone" | "outside-cause":
            return "outside-cause", []
        case "dead-end" if not _failed(record, candidate.id, stint):
            said = _(
                "called a dead end, without the evidence of all five checks or a kill criterion met: "
                "it counts as left for something newer"
            )
            return "left-for-newer", [said]
        case ended:
            return ended, []
