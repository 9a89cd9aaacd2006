"""The estimate of GPU and data in words and pictures; screens and command line share them.

Sentences in the language spoken now, in two digits; blocks of lines for whoever shows them below each other.
"""

from __future__ import annotations

from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.remedies import Remedy
from pickproblem.language import N_, _, ngettext
from pickproblem.report import charts
from pickproblem.report.charts import Line, MemoryPart, RunsThatFit, about
from pickproblem.text import wrap

PARTS = {
    "weights": N_("weights"),
    "gradients": N_("gradients"),
    "optimizer": N_("optimizer"),
    "activations": N_("activations"),
    "logits": N_("logits"),
    "overhead": N_("context and buffers"),
}

_PACE = {
    "compute": N_("The arithmetic of the GPUs sets the pace."),
    "memory-traffic": N_(
        "Moving activations in and out of the cards' memory sets the pace; more TFLOP/s alone would not help."
    ),
    "input": N_("Reading and augmenting the data sets the pace; a faster card would not help."),
    "disk": N_("Reading the disk sets the pace; a faster card would not help."),
}


def setting(found: ComputeEstimate) -> str:
    """What was held against what: cards, hours, weeks."""
    words = {
        "count": found.count,
        "gpu": found.gpu.name,
        "nodes": found.nodes,
        "hours": about(found.hours_per_week),
        "weeks": f"{found.weeks:.3g}",
    }
    if found.nodes > 1:
        said = _("%(count)d × %(gpu)s over %(nodes)d machines, %(hours)s hours a week of each, weeks: %(weeks)s")
    elif found.count > 1:
        said = _("%(count)d × %(gpu)s, %(hours)s hours a week of each, weeks: %(weeks)s")
    else:
        said = _("%(gpu)s, %(hours)s hours a week, weeks: %(weeks)s")
    return said % words


def runs_sentence(found: ComputeEstimate) -> str:
    """How many runs fit, beside those wanted."""
    fitting = found.runs_that_fit
    words = {
        "median": about(fitting.p50),
        "low": about(fitting.p10),
        "high": about(fitting.p90),
        "wanted": about(found.runs),
        "all": about(found.runs * found.repeats),
    }
    said = _("About %(median)s full runs fit, likely between %(low)s and %(high)s.") % words
    if found.repeats == 1:
        return said + " " + _("%(wanted)s are wanted.") % words
    return said + " " + _("%(wanted)s are wanted; as things are run more than once, that takes %(all)s.") % words


def hours_sentences(found: ComputeEstimate) -> list[str]:
    """How long one run takes, how sure that is, and what sets the pace."""
    hours = found.hours
    words = {
        "median": duration(hours.p50),
        "low": duration(hours.p10),
        "high": duration(hours.p90),
        "factor": about(max(hours.p90 / hours.p50, hours.p50 / hours.p10)),
    }
    if not hours.measured:
        said = _("One run takes about %(median)s, likely within a factor of %(factor)s: %(low)s to %(high)s.") % words
        return [said, _(_PACE[hours.bound_by])]
    told = [_("One run takes %(median)s, as measured.") % words]
    if hours.estimated is not None:
        words = {"hours": duration(hours.estimated.p50), "times": about(hours.estimated.p50 / hours.p50)}
        told.append(_("The estimate would have been %(hours)s, %(times)s times as long.") % words)
    return told


def duration(hours: float) -> str:
    """Hours in two digits; minutes or seconds where they are few."""
    if hours >= 1:
        n = about(hours)
        return ngettext("%(n)s hour", "%(n)s hours", 1 if n == "1" else 2) % {"n": n}
    if hours >= 1 / 60:
        n = about(hours * 60)
        return ngettext("%(n)s minute", "%(n)s minutes", 1 if n == "1" else 2) % {"n": n}
    n = about(hours * 3600)
    return ngettext("%(n)s second", "%(n)s seconds", 1 if n == "1" else 2) % {"n": n}


def memory_sentence(found: ComputeEstimate) -> str:
    """Whether each GPU can hold what it must."""
    held = found.memory
    if not held.usable_gb:
        return _("Whether it fits is not known: neither is the memory of the card.")
    words = {
        "need": about(held.need_gb or 0),
        "usable": about(held.usable_gb),
        "card": f"{found.gpu.memory_gb:g}",
    }
    said = {
        "fits": _("It fits: each GPU holds about %(need)s GB, and %(usable)s of its %(card)s GB can be used."),
        "borderline": _(
            "Whether it fits is open: each GPU must hold about %(need)s GB, and %(usable)s of its %(card)s GB can be "
            "used."
        ),
        "does-not-fit": _(
            "It does not fit: each GPU must hold about %(need)s GB, and %(usable)s of its %(card)s GB can be used."
        ),
        "unknown": _("Whether it fits the %(card)s GB of each GPU is not known."),
    }
    return said[held.verdict] % words


def remedies_head(found: ComputeEstimate) -> str:
    """What stands above the remedies."""
    if any(one.memory.verdict == "fits" for one in found.remedies):
        return _("What would make it fit, the cheapest first")
    return _("Nothing known makes it fit; the nearest")


def remedies(found: ComputeEstimate) -> list[str]:
    """What would make it fit, the cheapest first, each with the memory it then takes."""
    return [_remedy(one) for one in found.remedies]


def _remedy(one: Remedy) -> str:
    words = {"what": "; ".join(one.what), "need": about(one.memory.need_gb or 0)}
    if one.memory.verdict == "fits":
        return _("%(what)s: %(need)s GB") % words
    if one.memory.verdict == "borderline":
        return _("%(what)s: %(need)s GB, which is still close") % words
    return _("%(what)s: %(need)s GB, which is still too much") % words


def limits(found: ComputeEstimate) -> list[str]:
    """What keeps the level down, whatever the hours say."""
    status = found.experiment.data_status
    words = {"data": about(found.experiment.data_gb or 0), "disk": about(found.disk_gb or 0)}
    data = {
        "unobtainable": _("The data cannot be had: level 1."),
        "collect-or-label": _("The data are still to be collected or labelled: level 2 at most."),
        "access-requested": _("Access to the data is asked for, not granted: level 3 at most."),
        "public-download": _("The data are public, but not yet on the disk and looked at: level 4 at most."),
    }
    said = {
        "memory": _("It does not fit the memory: level 1.")
        if found.memory.verdict == "does-not-fit"
        else _("It may not fit the memory: level 3 at most, and perhaps 1."),
        "disk": _("The data take %(data)s GB, the disk has %(disk)s GB: level 1.") % words,
        "data": data.get(status or "", ""),
    }
    return [said[limit] for limit in found.limits]


def evidence(found: ComputeEstimate) -> list[str]:
    """What stands behind the hours."""
    if found.hours.measured:
        return []
    n = found.evidence
    said = (
        ngettext(
            "%(n)d published run of this family on this class of GPU stands behind the hours.",
            "%(n)d published runs of this family on this class of GPU stand behind the hours.",
            n,
        )
        if n
        else _("No published run of this family on this class of GPU stands behind the hours.")
    )
    return [said % {"n": n}, *found.hours.outside]


def runs_chart(found: ComputeEstimate, width: int) -> list[Line]:
    """Runs that fit as a range, above those wanted."""
    fitting = found.runs_that_fit
    picture = RunsThatFit(fitting.p10, fitting.p50, fitting.p90, float(found.runs), found.repeats)
    return charts.runs_that_fit(picture, width)


def memory_chart(found: ComputeEstimate, width: int) -> list[Line]:
    """What each GPU must hold by its parts, above the card; nothing where that is not known."""
    if not found.memory.usable_gb:
        return []
    parts = [MemoryPart(_(PARTS[name]), gb) for name, gb in found.memory.parts.items() if gb > 0]
    return charts.memory(parts, found.memory.usable_gb, found.gpu.memory_gb, width)


def compute_blocks(found: ComputeEstimate, width: int) -> list[list[Line]]:
    """Hours, runs that fit, memory and its remedies, what holds the level down, what was taken for granted."""
    blocks = [
        _paragraphs([" ".join([*hours_sentences(found), runs_sentence(found)])], width),
        runs_chart(found, width),
        _paragraphs([memory_sentence(found)], width),
        memory_chart(found, width),
        _listed(remedies_head(found), remedies(found), width),
        _listed(_("What holds the level down"), limits(found), width),
        _listed(_("Taken for granted"), [*found.assumptions], width),
        _paragraphs([" ".join(evidence(found))], width),
    ]
    return [block for block in blocks if any(text for line in block for text, _role in line)]


def _paragraphs(texts: list[str], width: int) -> list[Line]:
    return [[(line, "label")] for text in texts for line in wrap(text, width)]


def _listed(head: str, texts: list[str], width: int) -> list[Line]:
    if not texts:
        return []
    lines: list[Line] = [[(line, "label")] for line in wrap(head, width)]
    for text in texts:
        for i, line in enumerate(wrap(text, max(width - 2, 10))):
            lines.append([(f"- {line}" if i == 0 else f"  {line}", "muted")])
    return lines
