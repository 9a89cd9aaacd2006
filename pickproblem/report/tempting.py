"""The steps of the tempted way in words: what is told of the two before a question is asked. Safe to show."""

from __future__ import annotations

from typing import NamedTuple

from pickproblem import forecasting, notebook
from pickproblem.due import in_days
from pickproblem.language import _, ngettext
from pickproblem.record import Record, Temptation
from pickproblem.report import parking
from pickproblem.report.charts import percent
from pickproblem.report.conditions import rests_on
from pickproblem.switching.advice import Examined
from pickproblem.switching.history import Ratio
from pickproblem.switching.thresholds import Thresholds
from pickproblem.text import safe, shorten

_REASONS = 9
_LONGEST_TITLE = 72
"""Cells of a title inside a sentence: a question stays in view on a small screen."""


class Told(NamedTuple):
    """A heading with its lines."""

    head: str
    lines: list[str]


def current(record: Record, entry: Temptation) -> str:
    """The title of the one that is worked on."""
    return _title(record, entry.current)


def newer(record: Record, entry: Temptation) -> str:
    """The title of the newer one."""
    return _title(record, entry.newcomer)


def current_alone(record: Record, found: Examined) -> list[Told]:
    """What is known of the current one: its first day, the commitment, the last note. Nothing of the other."""
    entry, today = found.entry, found.situation.today
    told = []
    reasons, day = parking.reasons_of_first_day(record, entry)
    if reasons:
        told.append(Told(_("What you wrote on its first day, %(day)s") % {"day": day}, reasons[:_REASONS]))
    committed = parking.commitment(record, entry)
    if committed is not None:
        lines = [safe(committed.reason)] if committed.reason else []
        for one in committed.kill_criteria:
            if one.met is None and one.unless:
                words = {"day": one.by, "when": in_days(one.by, today), "unless": safe(one.unless)}
                lines.append(_("Due on %(day)s, %(when)s: %(unless)s") % words)
        day = forecasting.chosen(record, committed).date().isoformat()
        told.append(Told(_("You committed to it on %(day)s") % {"day": day}, lines))
    candidate = record.candidate(entry.current)
    last = notebook.last_note(candidate) if candidate is not None else None
    if candidate is not None and last is not None:
        note = next(one for one in candidate.notes or [] if one.date == last)
        lines = [safe(text) for text in (note.result, note.insight, note.code, note.next) if text]
        words = {"day": last, "when": in_days(last, today)}
        told.append(
            Told(
                _("The last note, of %(day)s, %(when)s") % words, [one for line in lines for one in line.split("\n")]
            )
        )
    return told


def nobody_to_blame() -> str:
    """Before the exits and the dead end."""
    return _("Nobody is to blame for these, and a stop for one of them never counts as leaving for something newer.")


def dead_end() -> str:
    """Before the five checks."""
    return _(
        "No result at first is normal. A dead end is one when all five hold, each with its evidence: a run, a "
        "commit, the date of a note, a name."
    )


def quick_test() -> str:
    """Before the days to a first sign."""
    return _(
        "What is quick to try, and large if it works, may be tried at once. In how many working days would there be "
        "a first sign that it works?"
    )


def sleep_on_it(record: Record, found: Examined) -> list[str]:
    """The days of waiting, kindly."""
    entry, situation = found.entry, found.situation
    promised = entry.outcome.until if entry.outcome is not None else None
    day = found.advice.until or promised or situation.today
    words = {
        "newer": newer(record, entry),
        "current": current(record, entry),
        "when": situation.when,
        "ago": in_days(situation.when, situation.today),
        "day": day,
        "in": in_days(day, situation.today),
    }
    return [
        _("“%(newer)s” came on %(when)s, %(ago)s. It is parked, and will not be lost.") % words,
        _(
            "Sleep on it until %(day)s, %(in)s: most ideas shine less after some nights. Until then it is "
            "“%(current)s”."
        )
        % words,
    ]


def blind(record: Record, found: Examined, questions: int, decoy: bool) -> list[str]:
    """How both are scored."""
    many = ngettext("%(n)d question", "%(n)d questions", questions) % {"n": questions}
    words = {"questions": many, "newer": newer(record, found.entry), "current": current(record, found.entry)}
    said = _(
        "Now “%(current)s” and “%(newer)s” are scored as if for the first time: %(questions)s, in a mixed order. "
        "No answer of before is shown."
    )
    told = [said % words]
    if decoy:
        told.append(_("A parked idea is asked about with them, so that not only one of them is new."))
    return told


def overrun(ratio: Ratio, thresholds: Thresholds) -> str:
    """By how much plans run over: one's own projects, else what stands in for them."""
    words = {"ratio": f"{ratio.value:.2g}", "n": ratio.projects}
    if ratio.own:
        return (
            ngettext(
                "Your own %(n)d project took %(ratio)s times what was planned.",
                "Your own %(n)d projects took %(ratio)s times what was planned.",
                ratio.projects,
            )
            % words
        )
    usual, least = thresholds.taste.overrun, thresholds.taste.overrun_projects.value
    said = ngettext(
        "Plans run over, those of new ideas most of all. Until %(n)d finished project of your own says better, it is "
        "%(ratio)s times the hours planned (%(basis)s).",
        "Plans run over, those of new ideas most of all. Until %(n)d finished projects of your own say better, it is "
        "%(ratio)s times the hours planned (%(basis)s).",
        least,
    )
    return said % {"n": least, "ratio": f"{ratio.value:.2g}", "basis": rests_on(usual)}


def success_sign(sign: str, chance: float) -> str:
    """The sign of a trial with its chance, as they are kept."""
    return _("%(sign)s (chance: %(chance)s)") % {"sign": sign, "chance": percent(chance)}


def second_view(found: Examined) -> str:
    """Why somebody else is asked."""
    share = found.situation.abandoned_share or 0.0
    return _(
        "%(share)d%% of your time of the last months went into what was then left for something newer. So somebody "
        "else has to agree to another switch; whom did you ask?"
    ) % {"share": round(100 * share)}


def _title(record: Record, id: str) -> str:
    candidate = record.candidate(id)
    return shorten(safe(candidate.title if candidate is not None else id), _LONGEST_TITLE)
