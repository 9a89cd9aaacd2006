"""One decision: candidates, weights, sessions of answers, commitments, temptations. No file is known here.

Every model is frozen: a change makes a new record that shares what did not change (see `edits`). Its modules take no
annotations from __future__: as text, each would be compiled and evaluated while its model is made.
"""

from pickproblem.record.candidates import Candidate, DeadEnd, Experiment, Note, Plan, State, Stint
from pickproblem.record.commitments import Commitment, Forecast, KillCriterion, PremortemItem
from pickproblem.record.sessions import DEFAULT_RATER, Answer, Reason, Session, same_name
from pickproblem.record.setting import Gpu, Setting
from pickproblem.record.temptations import Outcome, Temptation, Trigger, Verdict
from pickproblem.record.weights import DEFAULT_SPREAD, EarlierWeights, WeightMethod, Weights, WeightsIn
from pickproblem.record.whole import DEFAULT_PROFILE, FORMAT, KNOWN_KEYS, Record

__all__ = [
    "DEFAULT_PROFILE",
    "DEFAULT_RATER",
    "DEFAULT_SPREAD",
    "FORMAT",
    "KNOWN_KEYS",
    "Answer",
    "Candidate",
    "Commitment",
    "DeadEnd",
    "EarlierWeights",
    "Experiment",
    "Forecast",
    "Gpu",
    "KillCriterion",
    "Note",
    "Outcome",
    "Plan",
    "PremortemItem",
    "Reason",
    "Record",
    "Session",
    "Setting",
    "State",
    "Stint",
    "Temptation",
    "Trigger",
    "Verdict",
    "WeightMethod",
    "Weights",
    "WeightsIn",
    "same_name",
]
