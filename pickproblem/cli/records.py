"""Verbs that write a record: new, set, finish."""

from __future__ import annotations

import argparse
import re
from functools import partial
from typing import Any

from pickproblem import answers as views
from pickproblem import edits, flow, store
from pickproblem.cli import named, output
from pickproblem.cli.files import library, new_path, record_path
from pickproblem.document import nearest
from pickproblem.errors import Refused, UsageError
from pickproblem.language import _, ngettext
from pickproblem.record import Answer, Reason, Record, Session, same_name
from pickproblem.rubric import Library
from pickproblem.text import safe

_ID_AND_TITLE = re.compile(r"([a-z0-9][a-z0-9-]{0,63}):\s*(\S.*)", re.DOTALL)


def new(call: argparse.Namespace) -> int:
    """Write a new record, never over an existing file."""
    known = library()
    if call.profile not in known.profiles:
        words = {"name": safe(call.profile), "hint": nearest(call.profile, known.profiles)}
        raise UsageError(_("there is no profile %(name)s; %(hint)s") % words)
    record = edits.new_record(call.title, edits.now(), call.profile)
    for given in call.candidate:
        titled = _ID_AND_TITLE.fullmatch(given)
        record = edits.add_candidate(record, titled[2], titled[1]) if titled else edits.add_candidate(record, given)
    setting = {"hours_per_week": call.hours_per_week, "goal": call.goal}
    if any(value is not None for value in setting.values()):
        record = edits.set_setting(record, setting)
    stored = store.create(new_path(call.file), record)
    if call.json:
        output.say_json({"path": str(stored.path), "candidates": [one.id for one in record.candidates]})
    else:
        output.say(str(stored.path))
    return 0


def set_answer(call: argparse.Namespace) -> int:
    """Answer one cell in the rater's open session; where there is none, one is opened."""
    known = library()
    given = _answer(call)
    change = partial(_answered, call=call, known=known, given=given)
    stored = store.update(record_path(call.file), known, change, on_notice=output.complain)
    record, session = stored.record, _session(stored.record, call.rater)
    sheets = views.latest(record, rater=session.rater)
    hits = [
        hit
        for hit in views.gate_hits(record, known, sheets)
        if (hit.candidate, hit.gate.rubric) == (call.candidate, call.rubric)
    ]
    flags = [
        flag
        for flag in views.raised_flags(views.profile_of(record, known), sheets, call.candidate)
        if call.rubric in flag.when
    ]
    answered, cells = flow.progress(record, known, session)
    if call.json:
        output.say_json(
            {
                "path": str(stored.path),
                "session": session.id,
                "candidate": call.candidate,
                "rubric": call.rubric,
                "answer": given.model_dump(exclude_none=True),
                "gates": [{"action": hit.gate.action, "text": str(hit.gate.text)} for hit in hits],
                "flags": [str(flag.text) for flag in flags],
                "answered": answered,
                "cells": cells,
            }
        )
        return 0
    words = {
        "candidate": call.candidate,
        "rubric": call.rubric,
        "answer": _in_words(given),
        "session": session.id,
        "answered": answered,
        "cells": cells,
    }
    output.say(
        _("%(candidate)s, %(rubric)s: %(answer)s") % words,
        _("Saved in session %(session)s; %(answered)d of %(cells)d questions are answered.") % words,
    )
    for hit in hits:
        text = {"text": str(hit.gate.text)}
        ruled_out = hit.gate.action == "rule-out"
        output.say(_("Ruled out: %(text)s") % text if ruled_out else _("Warning: %(text)s") % text)
    for flag in flags:
        output.say(_("Advice: %(text)s") % {"text": str(flag.text)})
    if call.rubric not in views.asked(record, known):
        output.say(_("%(rubric)s carries no weight in this record.") % words)
    return 0


def _answer(call: argparse.Namespace) -> Answer:
    level, low, high = call.level, call.low, call.high
    if call.unknown and (low is not None or high is not None):
        raise UsageError(_("--unknown stands alone, without a level or a range"))
    if level is not None and low is not None and low > level:
        raise UsageError(_("--low %(low)d is above the level %(level)d") % {"low": low, "level": level})
    if level is not None and high is not None and high < level:
        raise UsageError(_("--high %(high)d is below the level %(level)d") % {"high": high, "level": level})
    return Answer(
        level=level,
        unknown=True if call.unknown else None,
        low=low,
        high=high,
        reason=call.reason,
        lifts_gate=call.lift_gate,
    )


def _answered(record: Record, *, call: argparse.Namespace, known: Library, given: Answer) -> Record:
    named.candidate(record, call.candidate)
    if call.rubric not in known.rubrics:
        words = {"name": safe(call.rubric), "hint": nearest(call.rubric, known.rubrics)}
        raise UsageError(_("there is no rubric %(name)s; %(hint)s") % words)
    profile = views.profile_of(record, known)
    if given.lifts_gate and call.rubric not in [gate.rubric for gate in profile.gates]:
        words = {"profile": profile.id, "rubric": call.rubric}
        raise UsageError(_("profile %(profile)s has no gate on %(rubric)s that could be lifted") % words)
    session = views.open_session(record, call.rater)
    if session is None:
        mine = [one for one in record.sessions if same_name(one.rater) == same_name(call.rater)]
        reason: Reason = "review" if any(one.finished for one in mine) else "start"
        record, session = edits.begin_session(record, call.rater, reason, edits.now())
    return edits.answer(record, session.id, call.candidate, call.rubric, given)


def _in_words(given: Answer) -> str:
    if given.level is None:
        return _("not known yet")
    words = {"level": given.level, "low": given.believed_low, "high": given.believed_high}
    if given.low is None and given.high is None:
        return _("level %(level)d") % words
    return _("level %(level)d, at least %(low)d, at most %(high)d") % words


def _session(record: Record, rater: str) -> Session:
    session = views.open_session(record, rater)
    if session is None:
        waiting = sorted({one.rater for one in record.sessions if one.finished is None})
        if waiting:
            words = {"rater": safe(rater), "others": ", ".join(map(safe, waiting))}
            raise Refused(_("%(rater)s has no open session; open ones: %(others)s") % words)
        raise Refused(_("%(rater)s has no open session") % {"rater": safe(rater)})
    return session


def finish(call: argparse.Namespace) -> int:
    """Close the rater's open session, with the ranking by feeling where it is given."""
    known = library()
    gut = [name.strip() for name in call.gut.split(",") if name.strip()] if call.gut is not None else None
    closed: list[Session] = []

    def change(record: Record) -> Record:
        session = _session(record, call.rater)
        closed[:] = [session]
        if gut is not None:
            record = edits.set_gut(record, session.id, _known_candidates(record, gut))
        return edits.finish(record, session.id, edits.now())

    stored = store.update(record_path(call.file), known, change, on_notice=output.complain)
    answered, cells = flow.progress(stored.record, known, closed[0])
    if call.json:
        report: dict[str, Any] = {"path": str(stored.path), "session": closed[0].id}
        output.say_json({**report, "answered": answered, "cells": cells})
        return 0
    still_open = cells - answered
    words = {"session": closed[0].id, "n": still_open, "file": str(stored.path)}
    output.say(_("Session %(session)s is finished.") % words)
    if still_open:
        output.say(
            ngettext(
                "%(n)d question is not answered; the ranking takes it as not known.",
                "%(n)d questions are not answered; the ranking takes them as not known.",
                still_open,
            )
            % words
        )
    output.say(_("To see the ranking: pickproblem rank %(file)s") % words)
    return 0


def _known_candidates(record: Record, names: list[str]) -> list[str]:
    return [named.candidate(record, name).id for name in names]
