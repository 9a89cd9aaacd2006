"""Temptations: a newer idea is parked, looked at step by step, decided, and later looked back on.

Every function takes a record and gives a new one, or raises Refused; what is frozen stays as it is.

The day to look again is ``when`` and the usual cooling-off days. Where it is another, since the person set one or is
to wait longer, it is kept as ``until`` of an outcome without a verdict, which freezes nothing; so is the day that the
verdict "wait" names, since waiting decides nothing. Once a verdict stands, ``until`` is the day that came with it:
the end of a trial, or the next review.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from pickproblem import edits
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import (
    Candidate,
    Outcome,
    Record,
    Session,
    Temptation,
    Trigger,
    Verdict,
    same_name,
)
from pickproblem.text import safe

_WITH_A_DAY = ("stay", "trial")
_FIXED = {"id", "when", "current", "newcomer", "outcome"}


def temptation_id(record: Record, when: datetime) -> str:
    """The day of the temptation, numbered where it is taken."""
    return edits.numbered(when.date().isoformat(), (one.id for one in record.temptations))


def entry(record: Record, id: str) -> Temptation:
    """The entry of that id; raises Refused where there is none."""
    found = next((one for one in record.temptations if same_name(one.id) == same_name(id)), None)
    if found is None:
        known = ", ".join(safe(one.id) for one in record.temptations) or _("there is none yet")
        raise Refused(_("there is no temptation %(name)s; known: %(known)s") % {"name": safe(id), "known": known})
    return found


def is_frozen(one: Temptation) -> bool:
    """Whether the entry holds a verdict."""
    return one.outcome is not None and one.outcome.verdict is not None


def current_candidates(record: Record) -> list[str]:
    """Who may be the one a person is working on: one where that is certain, none where there is no candidate.

    It is the last commitment's, unless that one was set aside since; else the chosen; else the open ones.
    """
    states = {candidate.id: candidate.state for candidate in record.candidates}
    if record.commitment is not None and states.get(record.commitment.candidate) in ("open", "chosen"):
        return [record.commitment.candidate]
    chosen = [id for id, state in states.items() if state == "chosen"]
    return chosen or [id for id, state in states.items() if state == "open"]


def working_on(record: Record, named: str | None = None, newcomer: str | None = None) -> Candidate:
    """The candidate a person is working on: the one named, else the only one that `current_candidates` gives.

    ``newcomer``, where it is a candidate already, is not counted. Raises Refused that says what to do.
    """
    if named is not None:
        candidate = record.candidate(named)
        if candidate is None:
            known = ", ".join(one.id for one in record.candidates) or _("there is none yet")
            words = {"name": safe(named), "known": known}
            raise Refused(_("there is no candidate %(name)s; known: %(known)s") % words)
        return candidate
    ids = current_candidates(record)
    if len(ids) > 1:
        ids = [id for id in ids if id != newcomer]
    if len(ids) == 1 and (found := record.candidate(ids[0])) is not None:
        return found
    if not ids:
        raise Refused(_("there is no current one to be tempted away from; add it as a candidate, or name it"))
    raise Refused(_("name the current one, since several could be: %(names)s") % {"names": ", ".join(ids)})


def known_newcomer(record: Record, title: str) -> Candidate | None:
    """The candidate that the title, or the id in place of it, means; None where the idea is new."""
    wanted = same_name(" ".join(title.split()))
    titled = [one for one in record.candidates if same_name(" ".join(one.title.split())) == wanted]
    return titled[0] if titled else record.candidate(title.strip())


def beside_whom(record: Record, title: str) -> list[str]:
    """Who may be the one that an idea of this title is parked beside; see `current_candidates`."""
    known = known_newcomer(record, title)
    return [id for id in current_candidates(record) if known is None or id != known.id]


def set_aside(record: Record, title: str) -> Record:
    """The record with an idea kept as a parked candidate, beside whom or not; one that is known stays as it is."""
    if known_newcomer(record, title) is not None:
        return record
    record = edits.add_candidate(record, " ".join(title.split()))
    return edits.set_state(record, record.candidates[-1].id, "parked")


def park(
    record: Record,
    title: str,
    when: datetime,
    *,
    trigger: Trigger | None = None,
    same_goal: bool | None = None,
    look_again: date | None = None,
    current: str | None = None,
) -> Record:
    """The record with a newer idea parked: a candidate in that state, and a last entry that holds the temptation.

    ``current`` is worked out where it is not named. An idea that is a candidate already is parked under its own id;
    one that waits in an entry without a verdict is not parked twice. Raises Refused.
    """
    newcomer = known_newcomer(record, title)
    standing = working_on(record, current, None if newcomer is None else newcomer.id)
    if newcomer is None:
        record = edits.add_candidate(record, " ".join(title.split()))
        newcomer = record.candidates[-1]
    elif newcomer.id == standing.id:
        raise Refused(_("“%(title)s” is the current one itself") % {"title": safe(newcomer.title)})
    waiting = next((one for one in record.temptations if one.newcomer == newcomer.id and not is_frozen(one)), None)
    if waiting is not None:
        words = {"title": safe(newcomer.title), "id": safe(waiting.id)}
        raise Refused(_("“%(title)s” is parked already; its entry is %(id)s") % words)
    if look_again is not None and look_again <= when.date():
        raise Refused(_("the day to look again must lie ahead"))
    added = Temptation(
        id=temptation_id(record, when),
        when=when,
        current=standing.id,
        newcomer=newcomer.id,
        trigger=trigger,
        same_goal=same_goal,
        outcome=None if look_again is None else Outcome(until=look_again),
    )
    parked = edits.set_state(record, newcomer.id, "parked")
    return parked.model_copy(update={"temptations": [*record.temptations, added]})


def look_again(one: Temptation, cooling_off: int) -> date | None:
    """The day to look at the newer idea again; None where the verdict left nothing to look at.

    ``cooling_off``: days after ``when`` that hold where no day was set; those of `switch.toml` in normal mode, since
    a longer wait is written down when the idea is parked.
    """
    outcome = one.outcome
    if outcome is not None and outcome.verdict not in (None, "wait", *_WITH_A_DAY):
        return None
    if outcome is not None and (outcome.until is not None or outcome.verdict is not None):
        return outcome.until
    try:
        return one.when.date() + timedelta(days=cooling_off)
    except OverflowError:
        return None


def first_session(record: Record, candidate: str, rater: str | None = None) -> Session | None:
    """The candidate's own first day: the first session that answers anything of it, a finished one if there is."""
    found = [
        session
        for session in record.sessions
        if (session.answers or {}).get(candidate) and (rater is None or same_name(session.rater) == same_name(rater))
    ]
    return next((one for one in found if one.finished is not None), found[0] if found else None)


def change(record: Record, id: str, **fields: Any) -> Record:
    """The record with fields of an undecided entry replaced, None emptying one; not who and when, nor the outcome."""
    if fixed := sorted(_FIXED & set(fields)):
        raise Refused(_("%(names)s of a temptation cannot be changed") % {"names": ", ".join(fixed)})
    session = fields.get("session")
    if session is not None and session not in (known := [one.id for one in record.sessions]):
        words = {"name": safe(str(session)), "known": ", ".join(map(safe, known)) or _("there is none yet")}
        raise Refused(_("there is no session %(name)s; known: %(known)s") % words)
    one = _undecided(record, id)
    return _replaced(record, one, edits.replaced(one, **fields))


def open_trials(record: Record, today: date) -> list[Temptation]:
    """The entries whose trial goes on: the verdict is trial, and its last day is not past."""
    return [
        one
        for one in record.temptations
        if one.outcome is not None
        and one.outcome.verdict == "trial"
        and one.outcome.until is not None
        and one.outcome.until >= today
    ]


def decide(
    record: Record,
    id: str,
    verdict: Verdict,
    today: date,
    *,
    until: date | None = None,
    success_sign: str | None = None,
    followed: bool | None = None,
    reason: str | None = None,
) -> Record:
    """The record with the outcome of an entry, which is frozen from then on; "wait", unless it is overruled, only
    sets the day to look again.

    A trial needs its last day and its success sign, and there is one at a time; one that is overruled never begins,
    and has neither. To overrule (``followed`` false) takes a reason. Raises Refused.
    """
    one = _undecided(record, id)
    if verdict in ("wait", "trial") and until is None and followed is not False:
        raise Refused(_("say until when"))
    if until is not None and until < today:
        raise Refused(_("%(day)s is past") % {"day": until})
    if verdict == "wait" and followed is not False:
        waiting = edits.replaced(one.outcome or Outcome(), until=until)
        return _replaced(record, one, edits.replaced(one, outcome=waiting))
    if verdict == "trial" and followed is not False:
        if not (success_sign or "").strip():
            raise Refused(_("a trial needs the sign by which its success is known, written before it begins"))
        if going_on := open_trials(record, today):
            raise Refused(_("the trial of %(id)s is still open; one at a time") % {"id": safe(going_on[0].id)})
    if followed is False and not (reason or "").strip():
        raise Refused(_("to do otherwise takes a reason; it is kept"))
    outcome = Outcome(verdict=verdict, until=until, success_sign=success_sign, followed=followed, reason=reason)
    return _replaced(record, one, edits.replaced(one, outcome=outcome))


def follow_through(record: Record, id: str, followed: bool | None = None, reason: str | None = None) -> Record:
    """The record with what became of a verdict: whether it was followed, and why; only what is empty is filled.

    The same value once more changes nothing. Raises Refused.
    """
    one = entry(record, id)
    outcome = one.outcome
    if outcome is None or outcome.verdict is None:
        raise Refused(_("temptation %(name)s has no verdict yet") % {"name": safe(one.id)})
    wanted = {"followed": followed, "reason": reason}
    for field, value in wanted.items():
        stands = getattr(outcome, field)
        if value is not None and stands is not None and stands != value:
            raise Refused(_("the outcome of %(name)s is written and stays as it is") % {"name": safe(one.id)})
    filled = {field: value for field, value in wanted.items() if value is not None}
    if filled.get("followed") is False and not (reason or outcome.reason or "").strip():
        raise Refused(_("to do otherwise takes a reason; it is kept"))
    return _replaced(record, one, edits.replaced(one, outcome=edits.replaced(outcome, **filled)))


def _undecided(record: Record, id: str) -> Temptation:
    one = entry(record, id)
    if is_frozen(one):
        raise Refused(_("temptation %(name)s is decided and cannot be changed") % {"name": safe(one.id)})
    return one


def _replaced(record: Record, old: Temptation, new: Temptation) -> Record:
    return record.model_copy(update={"temptations": [new if one is old else one for one in record.temptations]})
