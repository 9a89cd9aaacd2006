"""What the verbs take that compute from facts: fit, plan, maturity."""

from __future__ import annotations

import argparse

from pickproblem.cli.arguments import values
from pickproblem.language import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built

MOST_WEEKS = 1_000
MOST_CORRECTION = 100
MOST_GPUS = 1_000_000
_LARGEST = 1e30

POSITIVE = {
    "params": N_("parameters of the model"),
    "tokens": N_("tokens of one run"),
    "layers": N_("layers of the model"),
    "d_model": N_("width of the model"),
    "heads": N_("attention heads"),
    "seq": N_("tokens of a sequence"),
    "micro_batch": N_("sequences at a time on each GPU"),
    "gmacs": N_("multiply-adds of one sample, forward, in 1e9; half of its FLOPs"),
    "samples": N_("samples of one run: images times epochs"),
    "batch": N_("images at a time on each GPU"),
    "epochs": N_("passes over the data"),
    "hours_per_run": N_("hours of one run, measured; then nothing is estimated"),
    "seconds_per_step": N_("seconds of a step, measured; with --steps"),
    "steps": N_("steps of one run"),
    "runs": N_("full runs wanted; 10 unless said"),
    "loader_rate": N_("samples a second that one machine can read and augment"),
    "disk_gb_per_second": N_("what the disk reads"),
}
NOT_NEGATIVE = {
    "vocab": N_("entries of the vocabulary; 0 where logits are never held"),
    "mactivations": N_("activations of one sample, forward, in 1e6"),
    "data_gb": N_("size of the data"),
}
SWITCHES = {
    "mixed": N_("16-bit compute over fp32 weights, as is usual"),
    "recompute": N_("activations are computed again, not kept"),
    "flash_attention": N_("attention that never holds its whole matrix, as is usual"),
}
CHOICES = {
    "family": ("lm", "finetune", "vit", "conv", "diffusion", "other"),
    "stack": ("tuned", "typical", "naive", "unknown"),
    "precision": ("bf16", "fp16", "tf32", "fp32"),
    "mode": ("full", "lora", "qlora"),
    "optimizer": ("adamw", "sgd", "adam8bit", "paged"),
    "shard": ("zero1", "zero2", "zero3"),
    "data_status": ("unobtainable", "collect-or-label", "access-requested", "public-download", "on-disk-checked"),
}
"""The facts of an experiment, which are options of the same names; the models of records take longer to import."""


def fit(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem fit (RECORD --candidate ID | [FILE] --gpu G) [options]"
    words = _("an experiment, or a record, whose setting and plan then say what is not said here")
    verb.add_argument("file", metavar="FILE", nargs="?", help=words)
    verb.add_argument("--candidate", metavar="ID", help=_("the candidate of the record"))
    words = _('one full run in words: "ResNet-50, COCO, 12 epochs", or "0.35 s/step, 90k steps"')
    verb.add_argument("--run", type=values.text, metavar="LINE", help=words)
    verb.add_argument("--today", type=values.day, metavar="D", help=_("the day it begins; today unless said"))
    at_hand = verb.add_argument_group(_("what is at hand"))
    at_hand.add_argument("--gpu", type=values.text, metavar="G", help=_("a GPU, such as RTX 3090 or a100-sxm-80g"))
    at_hand.add_argument("--count", type=gpus, metavar="N", help=_("GPUs in all; 1 unless said"))
    words = _("machines that they are spread over; 1 unless said")
    at_hand.add_argument("--nodes", type=gpus, metavar="K", help=words)
    words = _("hours a week of each GPU; half of the week unless said")
    at_hand.add_argument("--hours-per-week", type=values.hours_a_week, metavar="H", help=words)
    at_hand.add_argument("--weeks", type=weeks, metavar="W", help=_("weeks of experiments; 8 unless said"))
    at_hand.add_argument("--ram-gb", type=positive, metavar="GB", help=_("memory of one machine"))
    at_hand.add_argument("--disk-gb", type=not_negative, metavar="GB", help=_("room on its disk"))
    words = _("of one full run; each is a field of an experiment's file too, and what is said here counts")
    facts = verb.add_argument_group(_("facts of the experiment"), words)
    words = _("a well-known model, such as resnet-50, in place of its figures")
    facts.add_argument("--preset", type=values.text, metavar="NAME", help=words)
    for name, choices in CHOICES.items():
        facts.add_argument(_option(name), choices=choices, metavar="X", dest=name, help=", ".join(choices))
    for name, told in POSITIVE.items():
        facts.add_argument(_option(name), type=positive, metavar="X", dest=name, help=_(told))
    for name, told in NOT_NEGATIVE.items():
        facts.add_argument(_option(name), type=not_negative, metavar="X", dest=name, help=_(told))
    facts.add_argument("--trainable-share", type=share, metavar="X", help=_("share of the weights that LoRA trains"))
    for name, told in SWITCHES.items():
        facts.add_argument(_option(name), action=argparse.BooleanOptionalAction, dest=name, help=_(told))
    return "fitting", "fit", True


def _option(field: str) -> str:
    return "--" + field.replace("_", "-")


def plan(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem plan FILE --candidate ID | --deadline D --experiment-weeks E"
    words = _("a record, whose setting and plan then say what is not said here")
    verb.add_argument("file", metavar="FILE", nargs="?", help=words)
    verb.add_argument("--candidate", metavar="ID", help=_("the candidate of the record"))
    verb.add_argument("--deadline", type=values.day, metavar="D", help=_("the day it is due, such as 2027-03-01"))
    verb.add_argument("--today", type=values.day, metavar="D", help=_("the day it begins; today unless said"))
    verb.add_argument("--venue", type=values.text, metavar="V", help=_("where it is submitted"))
    verb.add_argument("--deliverable", type=values.text, metavar="X", help=_("what exists at the end"))
    verb.add_argument(
        "--experiment-weeks", type=weeks, metavar="E", help=_("weeks of experiments, as you would estimate them")
    )
    verb.add_argument(
        "--writing-weeks", type=weeks, metavar="W", help=_("weeks of writing; a third of those left unless said")
    )
    verb.add_argument(
        "--correction",
        type=correction,
        metavar="K",
        help=_("how many times as long as planned things take; else by your finished projects, else 1.6"),
    )
    return "planning", "plan", True


def maturity(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem maturity FILE [--scale LOW..HIGH] [--lower-is-better]"
    words = _("results of a leaderboard: lines of date and score, or a CSV with a header")
    verb.add_argument("file", metavar="FILE", help=words)
    verb.add_argument(
        "--scale",
        type=scale,
        default=(0.0, 100.0),
        metavar="LOW..HIGH",
        help=_("the worst and the best score there can be, the lower one first; 0..100 unless said"),
    )
    verb.add_argument("--lower-is-better", action="store_true", help=_("for errors and losses"))
    return "planning", "maturity", True


def weeks(text: str) -> float:
    """A number of weeks, 0 to 1,000."""
    return _number(text, 0, MOST_WEEKS, _("%(value)s is no number of weeks; 0 to 1,000"))


def correction(text: str) -> float:
    """Taken over planned time, above 0 up to 100."""
    wrong = _("%(value)s is no correction; above 0, such as 1.6")
    factor = _number(text, 0, MOST_CORRECTION, wrong)
    if not factor:
        raise argparse.ArgumentTypeError(wrong % {"value": text})
    return factor


def gpus(text: str) -> int:
    """How many GPUs, or machines."""
    return values.whole(text, 1, MOST_GPUS, _("%(value)s is no number of GPUs or machines; 1 to 1,000,000"))


def positive(text: str) -> int | float:
    """A number above 0, such as 7e9."""
    wrong = _("%(value)s is out of range; a number above 0, such as 7e9")
    number = _number(text, 0, _LARGEST, wrong)
    if not number:
        raise argparse.ArgumentTypeError(wrong % {"value": text})
    return _plain(number)


def not_negative(text: str) -> int | float:
    """A number from 0."""
    return _plain(_number(text, 0, _LARGEST, _("%(value)s is out of range; a number from 0")))


def share(text: str) -> int | float:
    """A number from 0 to 1."""
    return _plain(_number(text, 0, 1, _("%(value)s is out of range; 0 to 1")))


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() and number < 1e15 else number


def scale(text: str) -> tuple[float, float]:
    """Two numbers, the lower one first."""
    low, _dots, high = text.partition("..")
    wrong = _("%(value)s is no scale; two numbers, the lower one first, such as 0..100")
    ends = _number(low, -1e15, 1e15, wrong, text), _number(high, -1e15, 1e15, wrong, text)
    if ends[0] >= ends[1]:
        raise argparse.ArgumentTypeError(wrong % {"value": text})
    return ends


def _number(text: str, low: float, high: float, wrong: str, shown: str | None = None) -> float:
    try:
        number = float(text) if text.isascii() and "_" not in text else low - 1
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(wrong % {"value": text if shown is None else shown})
    return number
