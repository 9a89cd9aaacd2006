"""How the constants of the estimates are fitted to published runs: ``python -m pickproblem.estimate.fit``.

The only part of the estimates that needs numpy; nothing else imports it.
"""
