"""Taste in words and rows of pictures: forecasts, plans, first impressions, feelings, and what was not chosen.

From a `switching.taste.Taste` to sentences in the language spoken now. Where there are too few, it says how many are
missing, and what is taken in the meantime.
"""

from __future__ import annotations

from collections.abc import Iterator

from pickproblem.language import N_, _, ngettext
from pickproblem.report import charts
from pickproblem.report.charts import percent
from pickproblem.report.conditions import BASES, rests_on
from pickproblem.switching.choices import Fate
from pickproblem.switching.taste import ALWAYS_HALF, Taste
from pickproblem.text import safe

_ENDED = {
    "delivered": N_("delivered"),
    "dead-end": N_("a dead end"),
    "interest-gone": N_("ended, interest gone"),
    "left-for-newer": N_("left for something newer"),
    "outside-cause": N_("ended from outside"),
}
_STATES = {
    "open": N_("still a candidate"),
    "chosen": N_("chosen"),
    "parked": N_("parked"),
    "closed": N_("closed"),
}


def forecasts(found: Taste) -> list[str]:
    """How many are resolved, and the Brier score beside what it is to be held against."""
    return list(_forecasts(found))


def _forecasts(found: Taste) -> Iterator[str]:
    resolved = len(found.resolved)
    said = ngettext("%(n)d forecast is resolved", "%(n)d forecasts are resolved", resolved) % {"n": resolved}
    waiting = ngettext("%(n)d is waiting", "%(n)d are waiting", found.waiting) % {"n": found.waiting}
    yield _("%(resolved)s, %(waiting)s.") % {"resolved": said, "waiting": waiting}
    if found.brier is None or found.base_rate is None or found.base_rate_brier is None:
        yield _takes(
            _("A Brier score takes %(needed)d resolved forecasts."),
            found.thresholds.taste.score_forecasts.value,
            resolved,
        )
        return
    yield _(
        "Brier score: %(brier)s, where 0 is sure and right, 1 sure and wrong. Always saying 50%% gives %(half)s; "
        "always saying your own base rate of %(rate)s gives %(base)s."
    ) % {
        "brier": f"{found.brier:.2f}",
        "half": f"{ALWAYS_HALF:.2f}",
        "rate": percent(found.base_rate),
        "base": f"{found.base_rate_brier:.2f}",
    }
    if found.table is None:
        yield _("On so few forecasts it is a beginning, not a finding.")


def table(found: Taste) -> list[charts.Bin]:
    """Rows for `charts.calibration`; empty where there are too few forecasts."""
    return [charts.Bin(*one) for one in found.table or []]


def calibration(found: Taste) -> str:
    """How to read the table, or how many forecasts it still takes."""
    if found.table is not None:
        return _("│ the chance you said, on average; ◆ how often it came true. The nearer the two, the better.")
    needed = found.thresholds.taste.table_forecasts.value
    words = _("A table of calibration takes %(needed)d resolved forecasts.")
    return _takes(words, needed, len(found.resolved))


def plans(found: Taste) -> list[str]:
    """Time taken over time planned: one's own median, or what stands in for it; then each project."""
    return list(_plans(found))


def _plans(found: Taste) -> Iterator[str]:
    ratio = f"{found.ratio.value:.1f}"
    if found.ratio.own:
        yield _("Your projects took %(ratio)s times the weeks planned (the median of %(n)d).") % {
            "ratio": ratio,
            "n": found.ratio.projects,
        }
    else:
        needed = found.thresholds.taste.overrun_projects.value
        words = _("Your own ratio of time taken to time planned takes %(needed)d delivered projects with a plan.")
        yield _takes(words, needed, found.ratio.projects)
        usual = found.thresholds.taste.overrun
        words = _("Until then %(ratio)s is taken (%(basis)s).")
        yield words % {"ratio": ratio, "basis": rests_on(usual)}
    for one in found.projects:
        yield _("“%(title)s”: %(planned)s weeks planned, %(taken)s taken.") % {
            "title": safe(one.candidate.title),
            "planned": f"{one.planned:.0f}" if one.planned >= 10 else f"{one.planned:.1f}",
            "taken": f"{one.taken:.0f}" if one.taken >= 10 else f"{one.taken:.1f}",
        }


def newness(found: Taste) -> list[str]:
    """By how much first scores fall: one's own mean, or what stands in for it."""
    needed = found.thresholds.discount.own_projects.value
    week = found.thresholds.discount.own_week.value
    levels = f"{found.drop.value:.2g}"
    if found.drop.own:
        return [
            _("From the first score to week %(week)d or later your levels fall by %(levels)s (mean of %(n)d).")
            % {"week": week, "levels": levels, "n": found.drop.projects}
        ]
    words = _("How much first scores fall takes %(needed)d projects scored again in week %(week)d or later.")
    usual = _("Until then a newcomer loses %(levels)s of a level (%(basis)s).")
    return [
        _takes(words, needed, found.drop.projects, week=week),
        usual % {"levels": levels, "basis": _(BASES[found.thresholds.discount.usual.basis])},
    ]


def gut(found: Taste) -> list[str]:
    """Where the first by feeling was not the first by the answers, and what became of both."""
    compared, differed = len(found.felt), [one for one in found.felt if not one.alike]
    if not compared:
        return [_("No finished session has a ranking by feeling beside answers yet.")]
    if not differed and compared == 1:
        return [_("In the one session with both, the first by feeling was the first by the answers.")]
    if not differed:
        return [
            _("In all %(n)d sessions with both, the first by feeling was the first by the answers.") % {"n": compared}
        ]
    said = [
        ngettext(
            "In %(k)d of %(n)d session the first by feeling was not the first by the answers.",
            "In %(k)d of %(n)d sessions the first by feeling was not the first by the answers.",
            compared,
        )
        % {"k": len(differed), "n": compared}
    ]
    for one in differed:
        words = {
            "day": one.session.started.date().isoformat(),
            "felt": _named(one.felt),
            "computed": _named(one.computed),
        }
        if one.chosen is None:
            said.append(_("%(day)s: felt %(felt)s; computed %(computed)s; nothing chosen since.") % words)
        else:
            words["chosen"] = f"“{safe(one.chosen.candidate.title)}”"
            said.append(_("%(day)s: felt %(felt)s; computed %(computed)s; chosen %(chosen)s.") % words)
    return said


def not_chosen(found: Taste) -> list[str]:
    """What has become of the candidates that a choice passed over."""
    return [
        _("%(day)s: %(fate)s") % {"day": one.when.isoformat(), "fate": _named(one.fate)} for one in found.passed_over
    ]


def closing() -> str:
    """What all this does not do."""
    return _("None of this changes a weight by itself.")


def _named(one: Fate) -> str:
    """A candidate and what has become of it: ``“Cloth” (left for something newer)``."""
    words = {"title": safe(one.candidate.title), "fate": _fate(one)}
    return _("“%(title)s” (%(fate)s)") % words


def _fate(one: Fate) -> str:
    what = _(_ENDED[one.ended]) if one.ended in _ENDED else _(_STATES[one.candidate.state])
    if one.into:
        what = _("%(what)s: %(into)s") % {"what": what, "into": safe(one.into)}
    if one.chosen and one.ended is None and one.candidate.state != "chosen":
        return _("%(what)s, chosen on %(day)s") % {"what": what, "day": one.chosen.isoformat()}
    return what


def _takes(words: str, needed: int, there: int, **more: int) -> str:
    missing = max(needed - there, 0)
    lacking = ngettext("%(n)d is still missing.", "%(n)d are still missing.", missing) % {"n": missing}
    return f"{words % {'needed': needed, **more}} {lacking}"
