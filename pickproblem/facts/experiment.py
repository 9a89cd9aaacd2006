"""The facts of an experiment: measured times first, else the model, the data and how it is trained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from pickproblem.facts import figures, gpus
from pickproblem.facts.fact import Fact, NotTaken, plain_number, words
from pickproblem.language import N_, _
from pickproblem.record import Experiment

Parse = Callable[[str, date], Any]


def choices(field: str) -> tuple[str, ...]:
    """What a field with a closed list of values may hold; empty for any other."""
    values: list[str] = []
    pending: list[Any] = [Experiment.model_fields[field].annotation]
    while pending:
        kind = pending.pop(0)
        if isinstance(kind, str):
            values.append(kind)
        else:
            pending += get_args(kind)
    return tuple(values)


def _one_of(field: str) -> Parse:
    known = choices(field)

    def parse(text: str, _today: date) -> str:
        said = text.casefold()
        if said.isdecimal() and 1 <= int(said) <= len(known):
            return known[int(said) - 1]
        begun = [value for value in known if value.startswith(said)]
        if said in known or len(begun) == 1:
            return said if said in known else begun[0]
        listed = " · ".join(f"{n} {value}" for n, value in enumerate(known, start=1))
        raise NotTaken(_("One of these, by number or name: %(choices)s") % {"choices": listed})

    return parse


_Row = tuple[str, str, str, str, str, Parse, Callable[[Any], str]]

_ROWS: tuple[_Row, ...] = (
    (
        "hours_per_run",
        N_("Hours a run"),
        N_("How many hours did one full run take, on these GPUs?"),
        N_("Measured beats estimated: with this, nothing else needs to be known of the model."),
        N_("3.5"),
        figures.hours,
        plain_number,
    ),
    (
        "seconds_per_step",
        N_("Seconds a step"),
        N_("How many seconds does one training step take, on these GPUs?"),
        N_("Ten minutes of a pilot run tell it; measured beats estimated."),
        N_("0.35"),
        figures.seconds,
        plain_number,
    ),
    (
        "steps",
        N_("Steps a run"),
        N_("How many steps has one full run?"),
        N_("Together with the seconds a step it gives the hours."),
        N_("90k"),
        figures.count,
        figures.show_amount,
    ),
    (
        "runs",
        N_("Runs wanted"),
        N_("How many full runs does the work need: baselines, variants, seeds?"),
        N_("Ten unless said. That things are run twice is counted in."),
        N_("10"),
        figures.count,
        figures.show_amount,
    ),
    (
        "preset",
        N_("Model"),
        N_("Which well-known model comes nearest?"),
        N_("Its size and its arithmetic are then known."),
        N_("resnet-50"),
        words,
        str,
    ),
    (
        "family",
        N_("Kind of model"),
        N_("What kind of training is it?"),
        N_("How well GPUs are used differs between them."),
        N_("conv"),
        _one_of("family"),
        str,
    ),
    (
        "params",
        N_("Parameters"),
        N_("How many parameters has the model?"),
        N_("For the memory, and for the time of language models."),
        N_("124M"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "tokens",
        N_("Tokens a run"),
        N_("How many tokens does one full run see?"),
        N_("For the time of a run."),
        N_("10B"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "gmacs",
        N_("GMACs a sample"),
        N_("How many billion multiply-adds does one sample take, forward?"),
        N_("Multiply-adds, as papers list them; FLOPs counted singly are twice that."),
        N_("4.1"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "mactivations",
        N_("Activations, M"),
        N_("How many million activations does one sample leave?"),
        N_("For the memory and its traffic; 0 where it is not known."),
        N_("11.1"),
        figures.from_nothing,
        figures.show_amount,
    ),
    (
        "samples",
        N_("Samples a run"),
        N_("How many samples does one full run see: images times epochs?"),
        N_("For the time of a run."),
        N_("1.42M"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "epochs",
        N_("Epochs"),
        N_("How often is the data read?"),
        N_("Data that exceed the memory come from the disk each time."),
        N_("12"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "batch",
        N_("Batch"),
        N_("How many samples does one GPU take at a time?"),
        N_("For the memory."),
        N_("256"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "layers",
        N_("Layers"),
        N_("How many layers has the transformer?"),
        N_("For the memory of activations, and for attention."),
        N_("12"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "d_model",
        N_("Width"),
        N_("How wide is the transformer?"),
        N_("For the memory of activations, and for attention."),
        N_("768"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "heads",
        N_("Heads"),
        N_("How many attention heads has it?"),
        N_("For the memory of attention where it is not fused."),
        N_("12"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "seq",
        N_("Sequence"),
        N_("How many tokens has one sequence?"),
        N_("For the memory of activations, and for attention."),
        N_("1024"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "vocab",
        N_("Vocabulary"),
        N_("How many entries has the vocabulary?"),
        N_("Logits can be the largest part of the memory; 0 where they are never held whole."),
        N_("50257"),
        figures.from_nothing,
        figures.show_amount,
    ),
    (
        "micro_batch",
        N_("Micro-batch"),
        N_("How many sequences does one GPU hold at a time?"),
        N_("For the memory of activations."),
        N_("8"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "mode",
        N_("What is trained"),
        N_("Is the whole model trained, or adapters?"),
        N_("Adapters take far less memory."),
        N_("lora"),
        _one_of("mode"),
        str,
    ),
    (
        "optimizer",
        N_("Optimizer"),
        N_("Which optimizer?"),
        N_("Its state can be the largest part of the memory."),
        N_("adamw"),
        _one_of("optimizer"),
        str,
    ),
    (
        "shard",
        N_("Sharding"),
        N_("Are states divided among the GPUs?"),
        N_("Nothing is divided unless said."),
        N_("zero2"),
        _one_of("shard"),
        str,
    ),
    (
        "recompute",
        N_("Recompute"),
        N_("Are activations computed again on the way back?"),
        N_("It saves memory and takes about a third more time."),
        N_("yes"),
        figures.truth,
        figures.show_truth,
    ),
    (
        "flash_attention",
        N_("Fused attention"),
        N_("Is attention fused, as FlashAttention does it?"),
        N_("Yes unless said; without it long sequences take much memory."),
        N_("yes"),
        figures.truth,
        figures.show_truth,
    ),
    (
        "trainable_share",
        N_("Share trained"),
        N_("Which share of the parameters do the adapters train?"),
        N_("Unless said, 0.4%."),
        N_("0.4%"),
        figures.share,
        plain_number,
    ),
    (
        "precision",
        N_("Precision"),
        N_("In which precision is computed?"),
        N_("Memory and speed depend on it."),
        N_("bf16"),
        _one_of("precision"),
        str,
    ),
    (
        "mixed",
        N_("Mixed precision"),
        N_("Are fp32 master weights kept beside 16-bit compute?"),
        N_("Yes unless said; without, everything is in the precision named."),
        N_("yes"),
        figures.truth,
        figures.show_truth,
    ),
    (
        "stack",
        N_("Code"),
        N_("How well is the training code tuned?"),
        N_("Tuned code uses a GPU several times better than naive code."),
        N_("typical"),
        _one_of("stack"),
        str,
    ),
    (
        "gpu",
        N_("GPU"),
        N_("On which of your GPUs?"),
        N_("The first of the setting unless said."),
        N_("RTX 3090"),
        gpus.name,
        str,
    ),
    (
        "data_status",
        N_("State of the data"),
        N_("Where is the data now?"),
        N_("Data that must first be got or labelled limits what fits, whatever the GPUs."),
        N_("public-download"),
        _one_of("data_status"),
        str,
    ),
    (
        "data_gb",
        N_("Data, GB"),
        N_("How large is the data?"),
        N_("Whether it fits on the disk, and in memory."),
        N_("150"),
        figures.gigabytes,
        plain_number,
    ),
    (
        "loader_rate",
        N_("Loader, samples/s"),
        N_("How many samples a second can the machine read and augment?"),
        N_("Small models wait for their data; no count of arithmetic sees it."),
        N_("1500"),
        figures.amount,
        figures.show_amount,
    ),
    (
        "disk_gb_per_second",
        N_("Disk, GB/s"),
        N_("How fast does the disk read?"),
        N_("0.5 unless said."),
        N_("0.5"),
        figures.amount,
        figures.show_amount,
    ),
)

EXPERIMENT: dict[str, Fact[Any]] = {row[0]: Fact(*row, choices=choices(row[0])) for row in _ROWS}
"""Every fact of an experiment by its field, in the order of a form: measured times, the model, how it is trained,
the data."""

MEASURED = ("hours_per_run", "seconds_per_step", "steps")
_TRANSFORMER = ("params", "tokens", "micro_batch", "mode")
_SHAPE = ("layers", "d_model", "heads", "seq", "vocab", "optimizer", "recompute", "shard", "flash_attention")
_IMAGES = ("gmacs", "samples", "batch")
_TRAINED = ("precision", "stack")
_DATA = ("data_status", "data_gb")


def worth_asking(experiment: Experiment, *, all_of_it: bool = False) -> list[str]:
    """The fields that matter for the experiment as far as it is known, in the order in which to ask them.

    Without ``all_of_it`` those that have a sound default are left out unless they were given.
    """
    measured = experiment.hours_per_run is not None or (
        experiment.seconds_per_step is not None and experiment.steps is not None
    )
    transformer = experiment.family in ("lm", "finetune")
    fields = {*MEASURED, "runs", *_DATA}
    if not measured or all_of_it:
        fields |= {"preset", "family"}
        if experiment.family is not None:
            fields |= {*(_TRANSFORMER if transformer else _IMAGES), *_TRAINED}
    if all_of_it:
        of_text = {*_TRANSFORMER, *_SHAPE, "trainable_share"} - {"params"}
        never = {*_IMAGES, "mactivations"} if transformer else of_text
        fields |= EXPERIMENT.keys() - (never if experiment.family is not None else set())
    return [name for name in EXPERIMENT if name in fields or getattr(experiment, name) is not None]
