"""What an estimate left beside an answer, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pickproblem import facts
from pickproblem.language import N_, _

_TITLES = {
    "weeks_left": N_("Weeks left"),
    "correction": N_("Plans grow by"),
    "fits": N_("Fits"),
    "fits_uncorrected": N_("Fits as planned"),
    "naive_weeks_that_fit": N_("Weeks of plans that fit"),
    "hours_per_run_p50": N_("Hours of a run"),
    "runs_that_fit_p50": N_("Runs that fit"),
    "runs_that_fit_p10": N_("Runs that fit, at the low end"),
    "runs_that_fit_p90": N_("Runs that fit, at the high end"),
    "memory_need_gb": N_("GB of memory needed"),
    "count": N_("GPUs at once"),
    "nodes": N_("Machines"),
    "weeks": N_("Weeks"),
    "needed_hours": N_("Hours needed"),
    "usable_hours": N_("Hours there are"),
    "median_step": N_("Step in the middle, in percent of the scale"),
    "records": N_("Results that set a record"),
    "last_record": N_("Last record"),
}
_CODES = ("memory", "bound_by", "evidence")
"""What programs read: no words, and told by the figures."""


def said(estimate: Mapping[str, object]) -> str:
    """The figures one after the other; those that a person wrote there themselves as they stand."""
    return " · ".join(_said(dict(estimate)))


def _said(estimate: dict[str, object]) -> Iterator[str]:
    level, low, high = (estimate.get(name) for name in ("level", "low", "high"))
    if isinstance(level, int) and isinstance(low, int) and isinstance(high, int):
        words = {"level": level, "low": low, "high": high}
        wide = low != high
        yield _("Level %(level)d, likely %(low)d to %(high)d") % words if wide else _("Level %(level)d") % words
        for name in ("level", "low", "high"):
            del estimate[name]
    for name, value in estimate.items():
        if name not in _CODES:
            yield f"{title(name)}: {shown(value)}"


def title(name: str) -> str:
    """What a figure is called."""
    if name in _TITLES:
        return _(_TITLES[name])
    for known in (facts.PLAN, facts.EXPERIMENT, facts.FIELDS):
        if name in known:
            return known[name].label()
    return name


def shown(value: object) -> str:
    """A figure in four digits at most; words as they are."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:.4g}" if isinstance(value, float) else str(value)
