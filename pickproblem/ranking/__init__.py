"""What a record's answers and weights say: the one place where the record meets the arithmetic of `decision`."""

from pickproblem.ranking.document import rank

__all__ = ["rank"]
