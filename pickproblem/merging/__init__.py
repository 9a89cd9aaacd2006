"""Raters' copies into one record: pure, and the same for any order of the copies.

========  ======================================================================
clashes   what contradicts, where, and who says what
entries   what an entry is: the same as which, frozen or not
order     one order out of several
joining   versions of one thing into the least one that extends them all
copies    whole records
========  ======================================================================
"""

from pickproblem.merging.copies import Copy, extends, merged

__all__ = ["Copy", "extends", "merged"]
