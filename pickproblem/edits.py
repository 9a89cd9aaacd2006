"""The lawful changes to a record: each takes a record and gives a new one, or raises Refused."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from pickproblem import answers as views
from pickproblem.document import Document, Strict
from pickproblem.errors import Faulty, Refused
from pickproblem.language import _
from pickproblem.record import (
    DEFAULT_PROFILE,
    Answer,
    Candidate,
    Commitment,
    EarlierWeights,
    Experiment,
    Plan,
    Reason,
    Record,
    Session,
    Setting,
    State,
    Weights,
    WeightsIn,
    same_name,
)
from pickproblem.rubric import Library
from pickproblem.text import safe

Shuffle = Callable[[list[str]], None]
Entry = TypeVar("Entry", bound=Strict)


def now() -> datetime:
    """The present moment with the local offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def replaced(entry: Entry, **fields: Any) -> Entry:
    """A table of the record with some fields replaced; raises Refused where they cannot stand in one."""
    try:
        return Document("", "", {**dict(entry), **fields}).validate(type(entry))
    except Faulty as faulty:
        told = (
            f"{fault.where}: {fault.wrong}" + (f"; {fault.right}" if fault.right else "") for fault in faulty.faults
        )
        raise Refused("\n".join(told)) from None


def new_record(title: str, created: datetime, profile: str = DEFAULT_PROFILE) -> Record:
    """An empty record."""
    return Record(format=1, title=title, created=created, profile=profile)


def candidate_id(title: str, taken: Iterable[str]) -> str:
    """An id made of the title's Latin letters and digits; `candidate` where it has none; numbered where taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40].strip("-") or "candidate"
    used = set(taken)
    if stem not in used and stem != "candidate":
        return stem
    number = next(n for n in range(1 if stem == "candidate" else 2, len(used) + 3) if f"{stem}-{n}" not in used)
    return f"{stem}-{number}"


def _not_empty(title: str) -> str:
    if not title.strip():
        raise Refused(_("a title cannot be empty"))
    return title


def add_candidate(record: Record, title: str, id: str | None = None, pitch: str | None = None) -> Record:
    """The record with one candidate more, open."""
    taken = [candidate.id for candidate in record.candidates]
    if id is not None and id in taken:
        raise Refused(_("there is a candidate %(name)s already") % {"name": id})
    added = Candidate(id=id or candidate_id(title, taken), title=_not_empty(title), pitch=pitch, state="open")
    return record.model_copy(update={"candidates": [*record.candidates, added]})


def known_candidate(record: Record, id: str) -> Candidate:
    """The candidate of that id. Raises Refused where there is none."""
    found = record.candidate(id)
    if found is None:
        raise Refused(_("there is no candidate %(name)s") % {"name": safe(id)})
    return found


def change_candidate(record: Record, id: str, **fields: Any) -> Record:
    """The record with some fields of a candidate replaced; ids stay."""
    known_candidate(record, id)
    _not_empty(fields.get("title", "-"))
    changed = [
        Candidate.model_validate({**dict(one), **fields}) if one.id == id else one for one in record.candidates
    ]
    return record.model_copy(update={"candidates": changed})


def set_state(record: Record, id: str, state: State) -> Record:
    """The record with a candidate opened, chosen, parked or closed."""
    return change_candidate(record, id, state=state)


def remove_candidate(record: Record, id: str) -> Record:
    """The record without a candidate that nothing refers to yet; otherwise it can only be closed."""
    known_candidate(record, id)
    in_answers = any(id in (session.answers or {}) or id in (session.gut or []) for session in record.sessions)
    in_commitments = any(one.candidate == id for one in record.commitments)
    in_temptations = any(id in (one.current, one.newcomer) for one in record.temptations)
    in_finished = any(session.finished and id in (session.shown_order or []) for session in record.sessions)
    if in_answers or in_commitments or in_temptations or in_finished:
        raise Refused(_("%(name)s has answers; close it instead of removing it") % {"name": id})
    sessions = [
        session.model_copy(update={"shown_order": [one for one in session.shown_order if one != id] or None})
        if session.shown_order and id in session.shown_order
        else session
        for session in record.sessions
    ]
    kept = [candidate for candidate in record.candidates if candidate.id != id]
    return record.model_copy(update={"candidates": kept, "sessions": sessions})


def set_title(record: Record, title: str) -> Record:
    """The record under another title."""
    return record.model_copy(update={"title": _not_empty(title)})


def set_profile(record: Record, profile: str, library: Library, when: datetime) -> Record:
    """The record under another profile; weights of one's own stay with any profile.

    Where the profile's order was in force when a result was seen, it is kept as what stood before.
    """
    if profile not in library.profiles:
        raise Refused(_("there is no profile %(name)s") % {"name": safe(profile)})
    if profile == record.profile:
        return record
    moved = record.model_copy(update={"profile": profile})
    order = _profile_order(record, library)
    if not views.result_seen(record) or not _same_weights(record.weights or order, order):
        return moved
    # The order changes with the profile: say what it was, as for any change of weights.
    return set_weights(moved.model_copy(update={"weights": record.weights or order}), None, library, when)


def set_weights(record: Record, weights: Weights | None, library: Library, when: datetime) -> Record:
    """The record with other weights (None: the profile's order); a change after a result was seen is marked."""
    before = (record.weights.before if record.weights else None) or []
    standing = views.weights_of(record, library)
    wanted = weights if weights is not None else _profile_order(record, library)
    if _same_weights(standing, wanted):
        return record
    if views.result_seen(record):
        before = [*before, _as_earlier(record, library, when)]
    elif weights is None and not before:
        return record.model_copy(update={"weights": None})
    return record.model_copy(update={"weights": wanted.model_copy(update={"before": before or None})})


def _profile_order(record: Record, library: Library) -> Weights:
    return Weights(method="order", order=views.profile_of(record, library).order)


def _same_weights(one: WeightsIn, other: WeightsIn) -> bool:
    return one.model_dump(exclude={"before"}) == other.model_dump(exclude={"before"})


def _as_earlier(record: Record, library: Library, when: datetime) -> EarlierWeights:
    stood = views.weights_of(record, library).model_dump(exclude={"before"}, exclude_none=True)
    return EarlierWeights(**stood, changed=when)


def set_setting(record: Record, fields: Mapping[str, Any]) -> Record:
    """The record with fields of the setting replaced; None empties one."""
    setting = Setting.model_validate({**dict(record.setting or Setting()), **fields})
    return record.model_copy(update={"setting": setting})


def set_experiment(record: Record, id: str, fields: Mapping[str, Any]) -> Record:
    """The record with some facts of a candidate's experiment replaced; None takes one away."""
    return _set_table(record, id, "experiment", Experiment, fields)


def set_plan(record: Record, id: str, fields: Mapping[str, Any]) -> Record:
    """The record with some facts of a candidate's plan replaced; None takes one away."""
    return _set_table(record, id, "plan", Plan, fields)


def _set_table(
    record: Record, id: str, name: str, model: type[Experiment | Plan], fields: Mapping[str, Any]
) -> Record:
    candidate = record.candidate(id)
    before = dict(getattr(candidate, name) or ()) if candidate is not None else {}
    table = {key: value for key, value in {**before, **fields}.items() if value is not None}
    if candidate is not None and table == {key: value for key, value in before.items() if value is not None}:
        return record
    return change_candidate(record, id, **{name: model.model_validate(table) if table else None})


def session_id(record: Record, reason: Reason, rater: str, started: datetime) -> str:
    """`<date>-<reason>-<rater, as a file name>`, numbered where it is taken."""
    name = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", rater).casefold()).strip("-_") or "rater"
    return numbered(f"{started.date().isoformat()}-{reason}-{name}", (session.id for session in record.sessions))


def numbered(stem: str, ids: Iterable[str]) -> str:
    """The stem, or `stem-2`, `stem-3`, … where it is taken."""
    # Ids are compared as the record compares them: `-Mina`, written by hand, is in the way of `-mina`.
    taken = {same_name(id) for id in ids}
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if same_name(name) not in taken)


def begin_session(
    record: Record,
    rater: str,
    reason: Reason,
    started: datetime,
    shuffle: Shuffle | None = None,
    among: Iterable[str] | None = None,
) -> tuple[Record, Session]:
    """The record with a new session of the rater, its candidates in a shuffled order.

    ``among``: the candidates it asks about, those in question unless said.
    """
    order = views.in_question(record) if among is None else list(among)
    (shuffle or random.shuffle)(order)
    session = Session(
        id=session_id(record, reason, rater, started),
        reason=reason,
        rater=rater,
        started=started,
        shown_order=order or None,
    )
    return record.model_copy(update={"sessions": [*record.sessions, session]}), session


def _change_session(record: Record, id: str, change: Callable[[Session], Session]) -> Record:
    found = [session for session in record.sessions if session.id == id]
    if not found:
        raise Refused(_("there is no session %(name)s") % {"name": safe(id)})
    if found[0].finished is not None:
        raise Refused(_("session %(name)s is finished and cannot be changed") % {"name": safe(id)})
    sessions = [change(session) if session.id == id else session for session in record.sessions]
    return record.model_copy(update={"sessions": sessions})


def answer(record: Record, session: str, candidate: str, rubric: str, given: Answer | None) -> Record:
    """The record with one cell of an unfinished session answered, or emptied (None)."""
    known_candidate(record, candidate)

    def change(one: Session) -> Session:
        cells = {name: dict(row) for name, row in (one.answers or {}).items()}
        row = cells.setdefault(candidate, {})
        if given is None:
            row.pop(rubric, None)
        else:
            row[rubric] = given
        return one.model_copy(update={"answers": {name: row for name, row in cells.items() if row} or None})

    return _change_session(record, session, change)


def set_gut(record: Record, session: str, ranking: list[str]) -> Record:
    """The record with a session's ranking by feeling, first the best."""
    for name in ranking:
        known_candidate(record, name)
    if len(set(ranking)) != len(ranking):
        raise Refused(_("a candidate stands twice in the ranking by feeling"))
    return _change_session(record, session, lambda one: one.model_copy(update={"gut": ranking or None}))


def finish(record: Record, session: str, when: datetime) -> Record:
    """The record with a session closed for good."""

    def close(one: Session) -> Session:
        # A clock set back must not make the session end before it began.
        return one.model_copy(update={"finished": max(when, one.started)})

    return _change_session(record, session, close)


def commit(record: Record, commitment: Commitment) -> Record:
    """The record with one commitment more; its candidate becomes chosen, beside any that were chosen before."""
    known_candidate(record, commitment.candidate)
    if same_name(commitment.id) in {same_name(one.id) for one in record.commitments}:
        raise Refused(_("there is a commitment %(name)s already") % {"name": safe(commitment.id)})
    chosen = set_state(record, commitment.candidate, "chosen")
    return chosen.model_copy(update={"commitments": [*record.commitments, commitment]})


def commitment_id(record: Record, when: datetime) -> str:
    """The day of the commitment, numbered where it is taken."""
    return numbered(when.date().isoformat(), (one.id for one in record.commitments))
