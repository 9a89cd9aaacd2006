"""What a computed rubric proposes for a candidate, and which answers rest on facts that are others by now.

An estimate never answers a cell by itself: a person accepts the level, or differs and says why.
"""

from pickproblem.proposals.inputs import ComputeInputs, Missing, Need, compute_inputs
from pickproblem.proposals.outdated import Outdated, outdated
from pickproblem.proposals.proposing import Proposal, as_answer, can_be_computed, plan_of, proposal, propose
from pickproblem.proposals.renewing import renewed

__all__ = [
    "ComputeInputs",
    "Missing",
    "Need",
    "Outdated",
    "Proposal",
    "as_answer",
    "can_be_computed",
    "compute_inputs",
    "outdated",
    "plan_of",
    "proposal",
    "propose",
    "renewed",
]
