"""The conditions of a switch and of a trial in words: what each is about, its figure, what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pickproblem.language import N_, _
from pickproblem.report.charts import Held, percent
from pickproblem.rubric import Library
from pickproblem.switching.conditions import Condition, Figure, Name
from pickproblem.switching.thresholds import Basis, Threshold
from pickproblem.text import safe, shorten

if TYPE_CHECKING:
    from pickproblem.switching.advice import Examined

NOTHING = "–"
_MOST = 999
_LONGEST_NAME = 14

BASES: Mapping[Basis, str] = {"seed": N_("text"), "evidence": N_("study"), "design": N_("design")}
"""What a number of `switch.toml` rests on, in a word; to be translated when it is shown."""


def held(conditions: Iterable[Condition], found: Examined) -> list[Held]:
    """Rows for `charts.conditions`."""
    return [
        Held(
            holds=one.holds,
            words=_words(one.name),
            figure=_figure(one, found),
            bound=_bound(one),
            basis=_(BASES[one.basis]),
            missing=_missing(one),
        )
        for one in conditions
    ]


def trial(found: Examined) -> tuple[str, tuple[Condition, ...]]:
    """The way to a trial that is open at this step, before a comparison or after it: its heading and conditions."""
    if found.advice.by_quick_test or found.advice.verdict == "wait":
        return _("What a quick test asks, all of it"), found.advice.asked.quick_test
    return _("What a trial on the side asks, all of it"), found.advice.asked.side_trial


def rests_on(one: Threshold[Any]) -> str:
    """What a number rests on: the study that found it, else a word."""
    return safe(str(one.study)) if one.study is not None else _(BASES[one.basis])


def bases(conditions: Iterable[Condition]) -> str:
    """What the words for the basis mean, as far as they stand there."""
    said = {
        "seed": _("text: one of the two texts says so."),
        "evidence": _("study: a study found it."),
        "design": _("design: our own choice; the brake matters, the exact bound hardly does."),
    }
    there = {one.basis for one in conditions}
    return " ".join(words for basis, words in said.items() if basis in there)


def gates(found: Examined, library: Library) -> list[str]:
    """Each gate that rules the newer one out."""
    return [
        _("“%(rubric)s” at level %(level)d rules the newer one out. %(text)s")
        % {
            "rubric": safe(str(library.rubrics[hit.gate.rubric].title)),
            "level": hit.level,
            "text": safe(str(hit.gate.text)),
        }
        for hit in found.gates
    ]


def _words(name: Name) -> str:
    said: dict[Name, str] = {
        "gates": _("gates that rule the newer one out"),
        "cooling-off": _("days since the newer idea came"),
        "chance": _("draws in which the newer one is ahead"),
        "lead": _("points that the newer one is ahead"),
        "equal-weights": _("points ahead with equal weights"),
        "remaining-work": _("expected points an hour, of the current one's"),
        "second-person": _("somebody else agrees"),
        "first-sign": _("working days to a first sign"),
        "upside": _("upside of the newer one, its low end"),
        "tried": _("trials of this idea that are over"),
        "trial-open": _("trials of another idea still open"),
        "trial-begun": _("days since another trial began"),
        "even-chance": _("draws in which the newer one is ahead"),
        "side-budget": _("working days to a first sign, on the side"),
    }
    return said[name]


def _figure(one: Condition, found: Examined) -> str:
    if one.name == "second-person":
        return shorten(safe((found.situation.second_person or "").strip()), _LONGEST_NAME) or NOTHING
    if one.value is None or one.bound is None:
        return _("none yet") if one.name == "trial-begun" else NOTHING
    if one.name in ("chance", "even-chance"):
        return _never_across(100 * one.value, 100 * one.bound, lambda figure: percent(figure / 100), one.holds)
    if one.name == "remaining-work":
        ratio = _ratio(one.value, one.bound)
        over = ratio > _MOST
        return f">{_MOST}%" if over else _never_across(ratio, 100, lambda figure: f"{round(figure)}%", one.holds)
    if one.name in ("first-sign", "side-budget"):
        return f"{min(one.value, 9999):.4g}"
    return _never_across(one.value, one.bound, lambda figure: f"{round(figure)}", one.holds)


def _ratio(value: float, bound: float) -> float:
    if bound > 0:
        return 100 * value / bound
    return float("inf") if value > 0 else 0.0


def _never_across(value: float, bound: float, written: Callable[[float], str], holds: bool) -> str:
    """A figure in whole numbers; where rounding would take it to the other side of its bound, one step back."""
    whole = round(value)
    if not holds and whole >= bound > value:
        return written(float(whole - 1))
    if holds and whole <= bound < value:
        return written(float(whole + 1))
    return written(value)


def _bound(one: Condition) -> str:
    if one.bound is None or one.name == "remaining-work":
        return _("more than %(bound)s") % {"bound": "100%"}
    if one.name in ("gates", "tried", "trial-open"):
        return _("none")
    if one.name == "second-person":
        return _("one, by name")
    if one.name in ("chance", "even-chance"):
        return _("at least %(bound)s") % {"bound": percent(one.bound)}
    bound = {"bound": f"{one.bound:g}"}
    if one.name in ("first-sign", "side-budget"):
        return _("at most %(bound)s") % bound
    return _("more than %(bound)s") % bound if one.name == "equal-weights" else _("at least %(bound)s") % bound


def _missing(one: Condition) -> str:
    if not one.missing:
        return ""
    said: dict[Figure, str] = {
        "scores": _("the answers for both"),
        "p_current_done": _("the chance to finish the current one"),
        "p_new_done": _("the chance to finish the newer one"),
        "hours_current": _("the hours the current one still takes"),
        "hours_new": _("the hours the newer one takes"),
        "days_to_signal": _("how many days a first sign takes"),
        "upside": _("the upside of the newer one"),
        "second_person": _("the name of somebody who agrees"),
    }
    return _("missing: %(what)s") % {"what": ", ".join(said[figure] for figure in one.missing)}
