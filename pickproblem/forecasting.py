"""A forecast of one's own on a project under way: from what is typed to the commitment that holds it. Pure.

A commitment is frozen once written, and forecasts are a part of it. So a later one stands in a commitment of its own,
which says again all that the one before it said, but not its forecasts: those stay where they were said, and count
once. What is said again is the same choice; see `carries_on`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from pickproblem import edits
from pickproblem.commitment import forecast_name, parse_date, percent
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import Commitment, Forecast, Record
from pickproblem.reviewing import first_words
from pickproblem.text import safe

MOST_LETTERS = 64
_PARTED = re.compile(r"[\s_,-]+")
_LOST = re.compile("[^a-z0-9]")


def check(record: Record, values: Mapping[str, str], today: date) -> dict[str, str]:
    """What is wrong with a forecast as typed, by field; empty when it can be added.

    ``values``: ``what`` will have happened, the ``chance`` in percent, the ``resolve`` date.
    """
    wrong: dict[str, str] = {}
    standing = record.commitment
    first = today if standing is None else max(today, standing.when.date())
    said = all_of(record, standing) if standing is not None else []
    try:
        id = _id(values.get("what", ""))
    except Refused as error:
        wrong["what"] = str(error)
    else:
        twin = next((one for one in said if one.id == id and one.outcome is None), None)
        if twin is not None:
            wrong["what"] = _("There is such a forecast already, to be seen on %(day)s.") % {
                "day": twin.resolve or "–"
            }
    try:
        percent(values.get("chance", ""))
    except Refused as error:
        wrong["chance"] = str(error)
    try:
        if parse_date(values.get("resolve", ""), today) <= first:
            wrong["resolve"] = _("The date must lie ahead.")
    except Refused as error:
        wrong["resolve"] = str(error)
    return wrong


def kept(record: Record) -> str:
    """The last forecast that was added, as it is kept."""
    standing = record.commitment
    if standing is None or not standing.forecasts:
        return ""
    one = standing.forecasts[-1]
    words = {"name": forecast_name(one.id), "chance": f"{float(one.p) * 100:g}%", "day": one.resolve}
    return _("Kept as “%(name)s”: %(chance)s, to be seen on %(day)s.") % words


def can_be_added(record: Record) -> bool:
    """Whether a project is under way that a forecast can be made of."""
    standing = record.commitment
    here = record.candidate(standing.candidate) if standing is not None else None
    return here is not None and here.state in ("open", "chosen")


def added(record: Record, values: Mapping[str, str], when: datetime) -> Record:
    """The record with a forecast more, in a commitment that carries on the standing one. Raises Refused.

    ``values``: see `check`.
    """
    standing = record.commitment
    if standing is None or not can_be_added(record):
        raise Refused(_("No project is under way, so there is nothing to forecast."))
    today = when.date()
    wrong = check(record, values, today)
    if wrong:
        raise Refused(next(iter(wrong.values())))
    forecast = Forecast(
        id=_id(values["what"]), p=percent(values["chance"]), resolve=parse_date(values["resolve"], today)
    )
    # A clock set back must not put it before what it carries on.
    moment = max(when, standing.when)
    later = edits.replaced(standing, id=edits.commitment_id(record, when), when=moment, forecasts=[forecast])
    return record.model_copy(update={"commitments": [*record.commitments, later]})


def all_of(record: Record, commitment: Commitment) -> list[Forecast]:
    """The forecasts on a commitment's candidate up to and with it, in the order they were said in."""
    found: list[Forecast] = []
    for one in record.commitments:
        if one.candidate == commitment.candidate:
            found += one.forecasts or []
        if one.id == commitment.id:
            break
    return found


def carries_on(later: Commitment, earlier: Commitment) -> bool:
    """Whether a commitment says again what an earlier one said: the same choice, with other forecasts."""
    return _choice(later) == _choice(earlier)


def _choice(one: Commitment) -> tuple[object, ...]:
    criteria = [first_words(criterion) for criterion in one.kill_criteria]
    return one.candidate, one.reason, one.why_not_first, one.planned_variants, one.premortem, one.reviews, criteria


def origins(record: Record) -> dict[str, Commitment]:
    """By id of each commitment, the one in which its choice was made: itself, or what it carries on."""
    found: dict[str, Commitment] = {}
    before: Commitment | None = None
    for one in record.commitments:
        found[one.id] = found[before.id] if before is not None and carries_on(one, before) else one
        before = one
    return found


def chosen(record: Record, commitment: Commitment) -> datetime:
    """When the choice was made that a commitment may only carry on."""
    return origins(record).get(commitment.id, commitment).when


def _id(text: str) -> str:
    """The words as the id that a forecast has. Raises Refused where something of them would be lost."""
    words = unicodedata.normalize("NFKC", text).casefold().strip().rstrip(".?!")
    if not words.strip():
        raise Refused(_("Say in a few words what will have happened."))
    if lost := _LOST.search(_PARTED.sub("", words)):
        told = _("“%(sign)s” cannot stand in it: the file takes letters from a to z and digits, such as %(example)s")
        raise Refused(told % {"sign": safe(lost[0]), "example": EXAMPLE})
    id = _PARTED.sub("-", words).strip("-")
    if not id:
        raise Refused(_("Say in a few words what will have happened."))
    if len(id) > MOST_LETTERS:
        raise Refused(_("At most %(n)d letters.") % {"n": MOST_LETTERS})
    return id


EXAMPLE = "accepted at the workshop"
"""A forecast of one's own as it may be typed; the same in every language, since the id takes Latin letters."""
