"""The arithmetic of a decision: arrays in, results out.

Knows no record, no file and no word. Candidates are rows and rubrics columns, in the order of the caller.
The model is additive multi-attribute value (Keeney & Raiffa 1976), levels and weights are known only as
distributions, and what follows from that is counted over draws (SMAA-2: Lahdelma & Salminen 2001).
"""
