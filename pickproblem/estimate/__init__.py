"""What can be computed from facts: memory, hours and runs of an experiment, the weeks to a deadline, a topic's maturity.

Pure arithmetic on plain figures; the tables and the fitted constants lie in ``data/``, each figure with its source.
"""
