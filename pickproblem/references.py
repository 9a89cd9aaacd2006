"""What is wrong between the parts of a record: twins, names that nothing bears, times that cannot be."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from pickproblem.document import Place, nearest, shown
from pickproblem.language import _
from pickproblem.record import Record, same_name
from pickproblem.rubric import Library
from pickproblem.text import safe

Told = tuple[Place, str, str]


def faults(record: Record, library: Library | None = None) -> list[Told]:
    """What is wrong between the parts of a record: place, what is wrong, what would be right.

    Without a library, only what needs no rubrics to be known.
    """
    return [
        *_twins(record),
        *(_unknown_rubrics(record, library) if library is not None else ()),
        *_unknown_candidates(record),
        *_times(record),
    ]


def _twins(record: Record) -> Iterator[Told]:
    for table in ("candidates", "sessions", "commitments", "temptations"):
        seen: set[str] = set()
        for i, entry in enumerate(getattr(record, table)):
            if same_name(entry.id) in seen:
                yield (table, i, "id"), _("%(name)s is there twice") % {"name": shown(entry.id)}, _("each id once")
            seen.add(same_name(entry.id))
    for i, commitment in enumerate(record.commitments):
        forecasts: set[str] = set()
        for j, forecast in enumerate(commitment.forecasts or []):
            if forecast.id in forecasts:
                place: Place = ("commitments", i, "forecasts", j, "id")
                yield place, _("%(name)s is there twice") % {"name": shown(forecast.id)}, _("each id once")
            forecasts.add(forecast.id)


def _sparing(most: int = 20) -> Callable[[str, Iterable[str]], str]:
    """`nearest` for the first few words, since looking takes time and a file may hold a million wrong ones."""
    left = itertools.count(most, -1)
    return lambda word, known: nearest(word, known) if next(left) > 0 else ""


def _unknown_rubrics(record: Record, library: Library) -> Iterator[Told]:
    nearest = _sparing()

    def unknown(place: Place, name: str) -> Told:
        return place, _("there is no rubric %(name)s") % {"name": safe(name)}, nearest(name, library.rubrics)

    if record.profile not in library.profiles:
        yield (
            ("profile",),
            _("there is no profile %(name)s") % {"name": safe(record.profile)},
            nearest(record.profile, library.profiles),
        )
    if record.weights is not None:
        for place, name in record.weights.named():
            if name not in library.rubrics:
                yield unknown(("weights", *place), name)
        for i, earlier in enumerate(record.weights.before or []):
            for place, name in earlier.named():
                if name not in library.rubrics:
                    yield unknown(("weights", "before", i, *place), name)
    for i, session in enumerate(record.sessions):
        for candidate, row in (session.answers or {}).items():
            for name, answer in row.items():
                cell: Place = ("sessions", i, "answers", candidate, name)
                if name not in library.rubrics:
                    yield unknown(cell, name)
                    continue
                if not answer.probes:
                    continue
                options = {probe.id: len(probe.options) for probe in library.rubrics[name].probes}
                for probe, option in answer.probes.items():
                    if probe not in options:
                        yield (
                            (*cell, "probes", probe),
                            _("%(rubric)s has no probe %(name)s") % {"rubric": safe(name), "name": safe(probe)},
                            nearest(probe, options),
                        )
                    elif option > options[probe]:
                        yield (
                            (*cell, "probes", probe),
                            _("%(value)s is out of range") % {"value": option},
                            _("1 to %(high)d") % {"high": options[probe]},
                        )


def _unknown_candidates(record: Record) -> Iterator[Told]:
    ids = {candidate.id for candidate in record.candidates}
    sessions = {session.id for session in record.sessions}
    nearest = _sparing()

    def check(place: Place, name: str) -> Iterator[Told]:
        if name not in ids:
            yield place, _("there is no candidate %(name)s") % {"name": safe(name)}, nearest(name, ids)

    for i, session in enumerate(record.sessions):
        for key in ("shown_order", "gut"):
            seen: set[str] = set()
            for j, name in enumerate(getattr(session, key) or []):
                yield from check(("sessions", i, key, j), name)
                if name in seen:
                    place: Place = ("sessions", i, key, j)
                    yield place, _("%(name)s is there twice") % {"name": safe(name)}, _("each only once")
                seen.add(name)
        for name in session.answers or {}:
            yield from check(("sessions", i, "answers", name), name)
    for i, commitment in enumerate(record.commitments):
        yield from check(("commitments", i, "candidate"), commitment.candidate)
    for i, temptation in enumerate(record.temptations):
        yield from check(("temptations", i, "current"), temptation.current)
        yield from check(("temptations", i, "newcomer"), temptation.newcomer)
        if temptation.session is not None and temptation.session not in sessions:
            yield (
                ("temptations", i, "session"),
                _("there is no session %(name)s") % {"name": shown(temptation.session)},
                nearest(temptation.session, sessions),
            )


def _times(record: Record) -> Iterator[Told]:
    for i, candidate in enumerate(record.candidates):
        stints = list(enumerate(candidate.stints or []))
        in_order = sorted(stints, key=lambda one: one[1].from_)
        for (_first, earlier), (j, later) in pairwise(in_order):
            if earlier.to is None or later.from_ <= earlier.to:
                yield (
                    ("candidates", i, "stints", j, "from"),
                    _("overlaps the stint that begins on %(day)s") % {"day": earlier.from_},
                    _("stints of one candidate may not overlap"),
                )
    for i, commitment in enumerate(record.commitments):
        for j, forecast in enumerate(commitment.forecasts or []):
            if forecast.resolve is not None and forecast.resolve < commitment.when.date():
                yield (
                    ("commitments", i, "forecasts", j, "resolve"),
                    _("is before the commitment"),
                    _("on or after %(day)s") % {"day": commitment.when.date()},
                )
