"""Names as people write them: compared without regard to case, spaces and hyphens, the nearest found on a miss."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pickproblem.language import _
from pickproblem.text import safe, shorten

LONGEST = 80
"""Longer names are cut: nobody means a thing of this table by them, and comparing them takes time."""

_MOST_LISTED = 200


def key(name: str) -> str:
    """A name as names are compared: its letters and digits alone, small; a plus sign counts as a word."""
    plain = unicodedata.normalize("NFKC", name[: 4 * LONGEST]).casefold().replace("+", "plus")
    return re.sub(r"[\W_]+", "", plain)


def quoted(name: str) -> str:
    """What somebody wrote, safe to show and not too long."""
    return shorten(safe(name[: 4 * LONGEST]), LONGEST)


def nearest(name: str, known: Mapping[str, str]) -> str:
    """A hint naming what the name may have meant: ``known`` maps keys of names to titles.

    Lists the first of all titles where no name is near.
    """
    import difflib  # only a name that is not known asks for it

    close = difflib.get_close_matches(name[:LONGEST], known, n=6, cutoff=0.5)
    if titles := list(dict.fromkeys(known[one] for one in close))[:3]:
        return _("did you mean %(names)s?") % {"names": ", ".join(titles)}
    titles = list(dict.fromkeys(known.values()))
    return _("known: %(names)s") % {"names": shorten(", ".join(titles), _MOST_LISTED)}
