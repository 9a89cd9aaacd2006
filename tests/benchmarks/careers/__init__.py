"""Invented careers: what leaving a problem for a newer one does to what gets delivered, under several habits.

``python -m tests.benchmarks.careers`` prints the tables of docs/switching.md.

=========  =======================================================================
worlds     what is invented: ideas with their true worth, first looks, overrun, dead ends
verdicts   the program's own verdict over arrays, held against `switching.verdict` in a test
living     careers week by week under a habit
tables     every habit in every world, and the numbers of `switch.toml` varied
=========  =======================================================================

Nothing here is measured on real people.
"""
