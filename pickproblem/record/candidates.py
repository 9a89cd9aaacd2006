"""The problems one might work on: experiment, plan, stretches of work, notebook."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pickproblem.document import Strict, Wrong
from pickproblem.language import _
from pickproblem.quantity import NotNegative, Number, Positive, between
from pickproblem.rubric import Id, NonEmpty

State = Literal["open", "chosen", "parked", "closed"]


class Experiment(Strict):
    """What the planned experiment needs; facts for the compute estimate."""

    family: Literal["lm", "finetune", "vit", "conv", "diffusion", "other"] | None = None
    stack: Literal["tuned", "typical", "naive", "unknown"] | None = None
    precision: Literal["bf16", "fp16", "tf32", "fp32"] | None = None
    mixed: bool | None = None
    preset: str | None = None
    gpu: str | None = None
    params: Positive | None = None
    tokens: Positive | None = None
    layers: Positive | None = None
    d_model: Positive | None = None
    heads: Positive | None = None
    seq: Positive | None = None
    vocab: NotNegative | None = None
    micro_batch: Positive | None = None
    mode: Literal["full", "lora", "qlora"] | None = None
    optimizer: Literal["adamw", "sgd", "adam8bit", "paged"] | None = None
    recompute: bool | None = None
    flash_attention: bool | None = None
    trainable_share: Annotated[Number, between(0, 1)] | None = None
    shard: Literal["zero1", "zero2", "zero3"] | None = None
    gmacs: Positive | None = None
    mactivations: NotNegative | None = None
    samples: Positive | None = None
    batch: Positive | None = None
    epochs: Positive | None = None
    hours_per_run: Positive | None = None
    seconds_per_step: Positive | None = None
    steps: Positive | None = None
    runs: Positive | None = None
    data_gb: NotNegative | None = None
    data_status: (
        Literal["unobtainable", "collect-or-label", "access-requested", "public-download", "on-disk-checked"] | None
    ) = None
    loader_rate: Positive | None = None
    disk_gb_per_second: Positive | None = None


class Plan(Strict):
    """What shall exist at the end, and how long it is thought to take."""

    deliverable: str | None = None
    experiment_weeks: NotNegative | None = None
    writing_weeks: NotNegative | None = None


class DeadEnd(Strict):
    """Evidence that a project is a dead end; each check holds where its evidence is written."""

    known_result_reproduced: str | None = None
    failed_in_easiest_setting: str | None = None
    planned_variants_tried: str | None = None
    no_sign_of_life: str | None = None
    second_reader_agrees: str | None = None


class Stint(Strict):
    """A stretch of time spent on a candidate, both ends counting; without an end it goes on."""

    from_: date = Field(alias="from")
    to: date | None = None
    hours: NotNegative | None = None
    days: NotNegative | None = None
    repository: str | None = None
    side: bool | None = None
    ended: Literal["delivered", "dead-end", "interest-gone", "left-for-newer", "outside-cause"] | None = None
    into: str | None = None
    evidence: DeadEnd | None = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise Wrong(_("ends before it begins"), _("on or after %(day)s") % {"day": self.from_}, "to")
        return self


class Note(Strict):
    """A page of the notebook: what came out, what was understood, what was built, what is next."""

    date: date
    result: str | None = None
    insight: str | None = None
    code: str | None = None
    next: str | None = None


class Candidate(Strict):
    """A problem one might work on."""

    id: Id
    title: NonEmpty
    pitch: str | None = None
    state: State
    experiment: Experiment | None = None
    plan: Plan | None = None
    stints: list[Stint] | None = None
    notes: list[Note] | None = None
