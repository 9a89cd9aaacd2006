"""The verb fit: how many full runs of an experiment fit the GPUs, the data and the weeks at hand."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pickproblem import document, proposals, store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.cli.named import chosen_candidate
from pickproblem.document import Document
from pickproblem.errors import PickproblemError, UsageError
from pickproblem.estimate import compute as estimating
from pickproblem.estimate import gpus
from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.gpus import GpuSpec, UnknownGpu
from pickproblem.estimate.hours import is_measured
from pickproblem.language import _
from pickproblem.proposals import Missing
from pickproblem.record import Candidate, Experiment, Gpu, Record, Setting
from pickproblem.report import computing, estimates
from pickproblem.rubric import Library

if TYPE_CHECKING:
    from pickproblem.estimate.words import Read


class LacksFacts(PickproblemError):
    """The record does not say enough to compute anything."""


@dataclass(frozen=True)
class _Said:
    """What was held against what, and by which name it goes."""

    title: str
    found: ComputeEstimate


def fit(call: argparse.Namespace) -> int:
    """Hold an experiment against GPUs and weeks: one said here, in a file, or that of a candidate."""
    known = library()
    said = _computed(call, known)
    if call.json:
        output.say_json(said.found.document())
    else:
        _say(said, known)
    return 0


# --- what is computed


def _computed(call: argparse.Namespace, known: Library) -> _Said:
    if call.file is None:
        if call.candidate is not None:
            raise UsageError(_("--candidate needs the record it stands in"))
        return _alone(call, Experiment(), "")
    path = record_path(call.file)
    read = document.read(path)
    if call.candidate is not None or _is_record(read):
        record = store.read(path, known).record
        return _recorded(call, record, chosen_candidate(record, call))
    return _alone(call, read.validate(Experiment, Experiment.model_fields), path.stem)


def _is_record(read: Document) -> bool:
    return "candidates" in read.data or "format" in read.data


def _alone(call: argparse.Namespace, experiment: Experiment, title: str) -> _Said:
    """An experiment that belongs to no record."""
    read = _read(call)
    experiment = _with_options(call, read, experiment)
    named = read.gpu if read is not None else None
    name = call.gpu or (named.model if named is not None else experiment.gpu)
    if name is None:
        raise UsageError(_("--gpu is missing; such as --gpu 'RTX 3090'"))
    at_hand = named if named is not None and call.gpu is None else Gpu(model=name)
    gpu, meant = _means(at_hand.model, experiment)
    assumed = [*_told(read), *([meant] if meant else [])]
    hours = at_hand.hours_per_week if call.hours_per_week is None else call.hours_per_week
    weeks = call.weeks
    if hours is None:
        hours = _usual("hours_per_week")
        assumed.append(_usual_hours(hours))
    if weeks is None:
        weeks = _usual("weeks")
        assumed.append(_("There are %(weeks)s weeks of experiments.") % {"weeks": f"{weeks:g}"})
    found = estimating.compute(
        experiment,
        gpu,
        call.count or at_hand.count,
        nodes=call.nodes or 1,
        hours_per_week=hours,
        weeks=weeks,
        ram_gb=call.ram_gb,
        disk_gb=call.disk_gb,
        assumed=assumed,
    )
    return _Said(title, found)


def _means(name: str, experiment: Experiment) -> tuple[GpuSpec, str | None]:
    """What a name means; one that has to be measured will do where a run was measured on it."""
    return gpus.measured_on(name) if is_measured(experiment) else gpus.means(name)


def _is(gpu: Gpu, inputs: proposals.ComputeInputs) -> bool:
    try:
        return _means(gpu.model, inputs.experiment)[0] == inputs.gpu
    except UnknownGpu:
        return False


def _recorded(call: argparse.Namespace, record: Record, one: Candidate) -> _Said:
    """The experiment of a candidate on the GPUs of the setting, with what the call says otherwise."""
    read = _read(call)
    named = None if read is None else read.gpu
    setting = _with_gpus(call, named, record.setting or Setting())
    experiment = _with_options(call, read, one.experiment or Experiment())
    if call.gpu is not None or named is not None:
        experiment = experiment.model_copy(update={"gpu": None})
    candidate = one.model_copy(update={"experiment": experiment})
    others = [candidate if other.id == one.id else other for other in record.candidates]
    unheard = [gpu.model for gpu in setting.gpus or [] if gpu.hours_per_week is None]
    hours = _usual("hours_per_week")
    filled = [gpu if gpu.hours_per_week is not None else _with_hours(gpu, hours) for gpu in setting.gpus or []]
    setting = setting.model_copy(update={"gpus": filled or None})
    changed = record.model_copy(update={"setting": setting, "candidates": others})
    inputs = proposals.compute_inputs(changed, one.id, call.today or date.today())
    if isinstance(inputs, Missing):
        raise LacksFacts("; ".join(str(need) for need in inputs.needs))
    used = next(gpu for gpu in filled if gpu.count == inputs.count and _is(gpu, inputs))
    meant = _means(used.model, inputs.experiment)[1]
    assumed = [*_told(read), *([meant] if meant else [])]
    if used.model in unheard and call.hours_per_week is None:
        assumed.append(_usual_hours(hours))
    if call.weeks is None:
        assumed += _whence(inputs)
    found = estimating.compute(
        inputs.experiment,
        inputs.gpu,
        inputs.count,
        nodes=call.nodes or 1,
        hours_per_week=inputs.hours_per_week,
        weeks=inputs.weeks if call.weeks is None else call.weeks,
        ram_gb=inputs.ram_gb if call.ram_gb is None else call.ram_gb,
        disk_gb=inputs.disk_gb if call.disk_gb is None else call.disk_gb,
        assumed=assumed,
    )
    return _Said(one.title, found)


def _read(call: argparse.Namespace) -> Read | None:
    """What the line says that describes a run."""
    if call.run is None:
        return None
    from pickproblem.estimate import words  # its patterns take a while to compile, and few calls need them

    return words.read(call.run)


def _told(read: Read | None) -> list[str]:
    if read is None or not read.not_understood:
        return []
    return [_("Not understood, and left out: %(words)s.") % {"words": "; ".join(read.not_understood)}]


def _with_options(call: argparse.Namespace, read: Read | None, experiment: Experiment) -> Experiment:
    """What the file says, then what the line says, then the options: the later counts."""
    line: dict[str, Any] = {} if read is None else dict(read.experiment)
    options = {name: getattr(call, name) for name in Experiment.model_fields if name != "gpu"}
    said = [one for source in (line, options) for one in source.items() if one[1] is not None]
    return experiment.model_copy(update=dict(said))


def _with_gpus(call: argparse.Namespace, named: Gpu | None, setting: Setting) -> Setting:
    """The setting with the GPUs that the options or the line name in place of its own."""
    at_hand = list(setting.gpus or [])
    said: dict[str, Any] = {"count": call.count, "hours_per_week": call.hours_per_week}
    if call.gpu is not None:
        named = Gpu(model=call.gpu)
    elif named is not None:
        said = {
            "count": call.count or named.count,
            "hours_per_week": named.hours_per_week if call.hours_per_week is None else call.hours_per_week,
        }
    if named is not None:
        at_hand = [gpu for gpu in at_hand if gpus.same(gpu.model, named.model)][:1] or [Gpu(model=named.model)]
    update = {name: value for name, value in said.items() if value is not None}
    changed = [gpu.model_copy(update=update) for gpu in at_hand]
    return setting.model_copy(update={"gpus": changed or None})


def _with_hours(gpu: Gpu, hours: float) -> Gpu:
    return gpu.model_copy(update={"hours_per_week": hours})


def _usual(name: str) -> float:
    return float(estimating.table()["usable"][name])


def _usual_hours(hours: float) -> str:
    return _("Each GPU is taken to be free for %(hours)s hours a week.") % {"hours": f"{hours:g}"}


def _whence(inputs: proposals.ComputeInputs) -> list[str]:
    words = {"weeks": f"{inputs.weeks:.3g}"}
    if inputs.weeks_from == "deadline":
        return [_("%(weeks)s weeks of experiments: two thirds of the weeks to the deadline.") % words]
    if inputs.weeks_from == "usual":
        return [_("There are %(weeks)s weeks of experiments.") % words]
    return []


# --- what is said


def _say(said: _Said, known: Library) -> None:
    found = said.found
    width = output.width()
    computed = [one for one in known.rubrics.values() if one.estimate == "compute"]
    output.say_paragraphs([*([said.title] if said.title else []), computing.setting(found)])
    text = str(computed[0].levels[found.level - 1]) if computed else ""
    level = estimates.level(found)
    output.say_paragraphs([_("%(level)s: %(text)s") % {"level": level, "text": text} if text else level])
    output.say("")
    output.say_paragraphs([" ".join([computing.runs_sentence(found), *computing.hours_sentences(found)])])
    output.say_paragraphs([computing.memory_sentence(found)])
    output.say_chart(_("Full runs"), computing.runs_chart(found, width))
    if picture := computing.memory_chart(found, width):
        output.say_chart(_("Memory of each GPU"), picture)
    output.say_list(computing.remedies_head(found), computing.remedies(found))
    output.say_list(_("What holds the level down"), computing.limits(found))
    output.say_list(_("Taken for granted"), found.assumptions)
    output.say_list(_("What stands behind it"), computing.evidence(found))
