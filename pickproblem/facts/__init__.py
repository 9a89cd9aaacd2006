"""What a setting, an experiment and a plan say, one line of text each: what is asked and why, and both ways between
text and value.

Every fact is optional, and asked by whatever asks: a form, a dialog, a plain prompt.
"""

from pickproblem.facts.experiment import EXPERIMENT
from pickproblem.facts.fact import Fact
from pickproblem.facts.plan import PLAN
from pickproblem.facts.setting import FIELDS

__all__ = ["EXPERIMENT", "FIELDS", "PLAN", "Fact"]
