"""Choose a machine-learning research problem, and keep the decision."""

__version__ = "0.1.0"
