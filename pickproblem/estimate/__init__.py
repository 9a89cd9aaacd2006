"""What can be computed from facts: memory, hours and runs of an experiment, weeks to a deadline, maturity of a topic.

Pure arithmetic on plain figures; the tables and the fitted constants lie in ``data/``, each figure with its source.
"""
