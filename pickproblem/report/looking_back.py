"""A look-back in words and rows of pictures: where the hours went, what that says, what is to be said of one stretch.

From a `switching.lookback.LookBack` to sentences in the language spoken now, and to rows for the charts.
"""

from __future__ import annotations

from collections.abc import Iterator

from pickproblem.language import N_, _
from pickproblem.report.charts import Lane, Spent, Stretch, percent, written_hours
from pickproblem.report.conditions import BASES
from pickproblem.switching.lookback import SHARED, Kind, LookBack, Worked
from pickproblem.switching.thresholds import Thresholds
from pickproblem.text import safe

KIND_TITLES: dict[Kind, str] = {
    "delivered": N_("delivered"),
    "dead-end": N_("dead ends"),
    "left-for-newer": N_("left for something newer"),
    "outside-cause": N_("ended for other reasons"),
    "side": N_("beside the main work"),
    "active": N_("still open"),
}
"""What each kind of time is called; to be translated when it is shown."""


def window(back: LookBack) -> str:
    """The days looked at."""
    first, last = back.window
    return _("From %(first)s up to and with %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}


def spent(back: LookBack) -> list[Spent]:
    """Rows for `charts.time_spent`: the kinds that shares are of, and the others where there is any."""
    return [
        Spent(kind, _(title), back.hours[kind], back.shares[kind] if back.shares and kind in SHARED else None)
        for kind, title in KIND_TITLES.items()
        if kind in SHARED or back.hours[kind]
    ]


def lanes(back: LookBack) -> list[Lane]:
    """Rows for `charts.timeline`: the stretches of each candidate in the window, who began first on top."""
    found: dict[tuple[str, str], list[Worked]] = {}
    for one in back.stints:
        if one.stint.from_ <= back.window[1]:
            found.setdefault((one.record, one.candidate.id), []).append(one)
    ordered = sorted(found.values(), key=lambda worked: worked[0].stint.from_)
    return [
        Lane(
            worked[0].candidate.title,
            [Stretch(one.kind, one.stint.from_, one.last) for one in worked],
            sum(one.inside for one in worked),
        )
        for worked in ordered
    ]


def sentences(back: LookBack, thresholds: Thresholds) -> list[str]:
    """What the hours say, with the bounds they were held against; first whether there is enough to say anything."""
    return list(_sentences(back, thresholds))


def _sentences(back: LookBack, thresholds: Thresholds) -> Iterator[str]:
    bounds, modes = thresholds.look_back, thresholds.modes
    if not back.enough:
        yield str(modes.too_little)
        yield _missing(back, thresholds)
    elif back.shares is not None:
        if back.healthy:
            yield str(modes.healthy)
        yield str(modes.follow_through if back.mode == "follow-through" else modes.normal)
        if back.wants_second_person:
            yield str(modes.second_person)
        yield _(
            "Left for something newer: %(share)s. Follow-through begins at %(follow)s (%(follow_basis)s), the wish "
            "for a second person at %(second)s (%(second_basis)s)."
        ) % {
            "share": percent(back.shares["left-for-newer"]),
            "follow": percent(bounds.follow_through.value),
            "follow_basis": _(BASES[bounds.follow_through.basis]),
            "second": percent(bounds.second_person.value),
            "second_basis": _(BASES[bounds.second_person.basis]),
        }
    low, high = back.range
    if back.hours["active"] and low is not None and high is not None:
        yield _(
            "What is still open counts for nothing yet: left for something newer would be %(low)s if all of it is "
            "delivered, %(high)s if all of it is left."
        ) % {"low": percent(low), "high": percent(high)}


def _missing(back: LookBack, thresholds: Thresholds) -> str:
    bounds = thresholds.look_back
    hours = sum(back.hours[kind] for kind in SHARED)
    return _(
        "It takes %(hours)s hours in %(stints)d stretches that were delivered, dead ends or left for something "
        "newer; so far: %(have)s hours in %(closed)d."
    ) % {
        "hours": written_hours(bounds.least_hours.value),
        "stints": bounds.least_stints.value,
        "have": written_hours(hours),
        "closed": back.closed,
    }


def remarks(back: LookBack) -> list[str]:
    """What is to be said of single stretches: what was booked otherwise, could not be counted, or lies ahead."""
    return [
        _("“%(title)s”, from %(day)s: %(what)s.")
        % {"title": safe(one.candidate.title), "day": one.stint.from_.isoformat(), "what": note}
        for one in back.stints
        for note in one.notes
    ]


def outputs(back: LookBack) -> list[str]:
    """What was delivered in the window, and what came of it."""
    return [
        _("“%(title)s”: %(into)s") % {"title": safe(one.candidate.title), "into": safe(one.stint.into)}
        for one in back.stints
        if one.kind == "delivered" and one.stint.into and one.last <= back.window[1]
    ]
