"""The record itself: all its tables, and the keys that they know."""

from typing import Any

from pickproblem.document import FormatOne, Strict
from pickproblem.quantity import Moment
from pickproblem.record.candidates import Candidate, DeadEnd, Experiment, Note, Plan, Stint
from pickproblem.record.commitments import Commitment, Forecast, KillCriterion, PremortemItem
from pickproblem.record.sessions import Answer, Session
from pickproblem.record.setting import Gpu, Setting
from pickproblem.record.temptations import Outcome, Temptation
from pickproblem.record.weights import EarlierWeights, Weights
from pickproblem.rubric import Id, NonEmpty

FORMAT = 1
DEFAULT_PROFILE = "balanced"


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
