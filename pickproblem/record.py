"""One decision: candidates, weights, sessions of answers, commitments, temptations. No file is known here.

Every model is frozen: a change makes a new record that shares what did not change (see `edits`).
"""

# No annotations from __future__: as text, each would be compiled and evaluated while its model is made.

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from pickproblem.document import FormatOne, Place, Strict, Wrong
from pickproblem.language import _
from pickproblem.quantity import (
    Count,
    HoursPerWeek,
    Moment,
    NotNegative,
    Number,
    Positive,
    Probability,
    Scalars,
    between,
)
from pickproblem.rubric import Id, Level, NonEmpty
from pickproblem.text import shorten

FORMAT = 1
DEFAULT_PROFILE = "balanced"
DEFAULT_RATER = "me"
DEFAULT_SPREAD = 0.25


WeightMethod = Literal["order", "swing", "best-worst"]
Reason = Literal["start", "tempted", "review"]
State = Literal["open", "chosen", "parked", "closed"]
Trigger = Literal["paper", "bad-result", "own-thought", "asked", "scooped", "no-longer-enjoyed", "other"]
Verdict = Literal["branch", "stop", "trial", "wait", "switch", "stay"]


class Gpu(Strict):
    """A kind of GPU at hand; hours are those of each."""

    model: NonEmpty
    count: Count = 1
    hours_per_week: HoursPerWeek | None = None


class Setting(Strict):
    """What holds for all candidates; each field is asked when a rubric first needs it."""

    people: Count | None = None
    decider: str | None = None
    hours_per_week: HoursPerWeek | None = None
    goal: str | None = None
    admired: list[str] | None = None
    venue: str | None = None
    deadline: date | None = None
    disk_gb: NotNegative | None = None
    ram_gb: Positive | None = None
    gpus: list[Gpu] | None = None


class WeightsIn(Strict):
    """What is known of the weights: a weak order, swing points, or best-worst comparisons."""

    method: WeightMethod
    order: list[Annotated[list[Id], Field(min_length=1)]] | None = None
    points: dict[Id, Annotated[Number, between(0, 100)]] | None = None
    spread: Annotated[Number, between(0, 0.99)] | None = None
    best: Id | None = None
    worst: Id | None = None
    best_to_others: dict[Id, Annotated[Number, between(1, 9)]] | None = None
    others_to_worst: dict[Id, Annotated[Number, between(1, 9)]] | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.order is not None:
            seen: set[str] = set()
            for rubric in (rubric for group in self.order for rubric in group):
                if rubric in seen:
                    raise Wrong(_("%(name)s is named twice") % {"name": rubric}, _("each only once"), "order")
                seen.add(rubric)
        if self.points is not None and self.points and max(self.points.values()) != 100:
            raise Wrong(
                _("the largest is %(value)s") % {"value": f"{max(self.points.values()):g}"},
                _("the largest jump gets 100 points"),
                "points",
            )
        if self.method == "order" and not self.order:
            raise Wrong(_("is missing"), _('method = "order" needs groups of rubrics'), "order")
        if self.method == "swing" and not self.points:
            raise Wrong(_("is missing"), _('method = "swing" needs points for each rubric'), "points")
        if self.method == "best-worst":
            self._check_best_worst()
        return self

    def _check_best_worst(self) -> None:
        for name in ("best", "worst", "best_to_others", "others_to_worst"):
            if not getattr(self, name):
                raise Wrong(_("is missing"), _('method = "best-worst" needs it'), name)
        rubrics = set(self.rubrics())
        for table, self_named in (("best_to_others", self.best), ("others_to_worst", self.worst)):
            compared: dict[str, int | float] = getattr(self, table)
            if absent := sorted(rubrics - {*compared, self_named or ""}):
                names = shorten(", ".join(absent), 200)
                raise Wrong(_("%(name)s is not compared") % {"name": names}, _("1 to 9 for each"), table)
            if compared.get(self_named or "", 1) != 1:
                raise Wrong(_("a rubric against itself is 1"), "1", table, self_named or "")
        if self.best == self.worst and len(rubrics) > 1:
            raise Wrong(_("the best is the worst too"), _("two different rubrics"), "worst")

    def rubrics(self) -> list[str]:
        """The rubrics that carry weight under the method in force, in the order of the record."""
        if self.method == "order":
            return [rubric for group in self.order or [] for rubric in group]
        if self.method == "swing":
            return list(self.points or {})
        named = [self.best, *(self.best_to_others or {}), *(self.others_to_worst or {}), self.worst]
        return list(dict.fromkeys(one for one in named if one is not None))

    def named(self) -> Iterator[tuple[Place, str]]:
        """Every rubric named anywhere in the table, with its place below it."""
        for i, group in enumerate(self.order or []):
            for j, rubric in enumerate(group):
                yield ("order", i, j), rubric
        for table in ("points", "best_to_others", "others_to_worst"):
            for rubric in getattr(self, table) or {}:
                yield (table, rubric), rubric
        for key in ("best", "worst"):
            if getattr(self, key) is not None:
                yield (key,), getattr(self, key)


class EarlierWeights(WeightsIn):
    """Weights that stood when a result was seen, and were changed after it."""

    changed: Moment


class Weights(WeightsIn):
    """The weights in force in place of the profile's order."""

    before: list[EarlierWeights] | None = None


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


class Answer(Strict):
    """One cell: a level with its believed range, or that it is not known."""

    level: Level | None = None
    unknown: bool | None = None
    low: Level | None = None
    high: Level | None = None
    reason: str | None = None
    probes: dict[Id, Count] | None = None
    estimate: Scalars | None = None
    lifts_gate: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.level is None and not self.unknown:
            raise Wrong(_("neither level nor unknown"), _("level = 1 to 5, or unknown = true"))
        if self.level is not None and self.unknown:
            raise Wrong(_("level and unknown at once"), _("one of them"))
        if self.level is None:
            for end in ("low", "high"):
                if getattr(self, end) is not None:
                    raise Wrong(_("a range without a level"), _("give the level too"), end)
            return self
        if self.low is not None and self.low > self.level:
            raise Wrong(_("low is above the level"), _("at most %(level)d") % {"level": self.level}, "low")
        if self.high is not None and self.high < self.level:
            raise Wrong(_("high is below the level"), _("at least %(level)d") % {"level": self.level}, "high")
        return self

    @property
    def believed_low(self) -> int:
        """The lowest level still believed; 1 where unknown."""
        return self.low or self.level or 1

    @property
    def believed_high(self) -> int:
        """The highest level still believed; 5 where unknown."""
        return self.high or self.level or 5


class Session(Strict):
    """One sitting of one rater; never changed once finished."""

    id: NonEmpty
    reason: Reason
    rater: NonEmpty = DEFAULT_RATER
    started: Moment
    finished: Moment | None = None
    shown_order: list[Id] | None = None
    gut: list[Id] | None = None
    answers: dict[Id, dict[Id, Answer]] | None = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.finished is not None and self.finished < self.started:
            raise Wrong(_("ends before it begins"), _("on or after %(day)s") % {"day": self.started}, "finished")
        return self


class Forecast(Strict):
    """A chance said beforehand, to be held against what happened."""

    id: Id
    p: Probability
    resolve: date | None = None
    outcome: bool | None = None


class PremortemItem(Strict):
    """A way this could fail, and by when it is tested."""

    cause: str
    assumption: str | None = None
    test_by: date | None = None


class KillCriterion(Strict):
    """Unless a state is reached by a date, then something is done."""

    by: date
    unless: str | None = None
    then: str | None = None
    met: bool | None = None
    was: str | None = None
    edit_reason: str | None = None


class Commitment(Strict):
    """A choice, its date and what would end it; frozen once written."""

    id: NonEmpty
    candidate: Id
    when: Moment
    reason: str | None = None
    why_not_first: str | None = None
    planned_variants: Annotated[int, Field(ge=0)] | None = None
    forecasts: list[Forecast] | None = None
    premortem: list[PremortemItem] | None = None
    kill_criteria: list[KillCriterion] = Field(min_length=1)
    reviews: list[date] | None = None


class Outcome(Strict):
    """What was advised and done; frozen but for what is still empty."""

    verdict: Verdict | None = None
    until: date | None = None
    success_sign: str | None = None
    followed: bool | None = None
    reason: str | None = None


class Temptation(Strict):
    """A newer idea in the way of the current one, looked at step by step."""

    id: NonEmpty
    when: Moment
    current: Id
    newcomer: Id
    trigger: Trigger | None = None
    same_goal: bool | None = None
    days_to_signal: NotNegative | None = None
    session: str | None = None
    p_current_done: Probability | None = None
    p_new_done: Probability | None = None
    hours_current: Positive | None = None
    hours_new: Positive | None = None
    second_person: str | None = None
    exit: Literal["scooped", "outside-cause"] | None = None
    exit_evidence: str | None = None
    dead_end: DeadEnd | None = None
    outcome: Outcome | None = None

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.newcomer == self.current:
            raise Wrong(_("the newcomer is the current one"), _("two different candidates"), "newcomer")
        return self


class Record(Strict):
    """One decision, kept in one file."""

    format: FormatOne
    title: NonEmpty
    created: Moment
    profile: Id
    setting: Setting | None = None
    weights: Weights | None = None
    candidates: list[Candidate] = []
    sessions: list[Session] = []
    commitments: list[Commitment] = []
    temptations: list[Temptation] = []
    extra: dict[str, Any] | None = None

    def candidate(self, id: str) -> Candidate | None:
        """The candidate of that id, None if there is none."""
        return next((one for one in self.candidates if one.id == id), None)

    @property
    def commitment(self) -> Commitment | None:
        """The commitment that stands: the last one."""
        return self.commitments[-1] if self.commitments else None


def same_name(name: str) -> str:
    """A rater's name as names are compared: after NFC and casefold."""
    return unicodedata.normalize("NFC", name).casefold()


KNOWN_KEYS = sorted(
    {
        field.alias or name
        for model in (
            Record,
            Setting,
            Gpu,
            Weights,
            EarlierWeights,
            Experiment,
            Plan,
            DeadEnd,
            Stint,
            Note,
            Candidate,
            Answer,
            Session,
            Forecast,
            PremortemItem,
            KillCriterion,
            Commitment,
            Outcome,
            Temptation,
        )
        for name, field in model.model_fields.items()
    }
)
