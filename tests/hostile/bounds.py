"""Files that hold as much as `document.limits` lets through of one thing, and are wrong: the dearest to refuse."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from pickproblem.document.limits import (
    LONGEST_NUMBER,
    MOST_DOTS,
    MOST_ESCAPES,
    MOST_LINES,
    MOST_TABLES,
    MOST_VALUES,
)
from pickproblem.document.reading import LARGEST

_SPARE = 30
"""Of each, for what stands around the part that is repeated."""


def _full(before: str, part: Callable[[int], str], after: str = "") -> str:
    """As many parts as all bounds together let through."""
    one = part(10_000)
    bounds = [
        (MOST_LINES, one.count("\n")),
        (MOST_VALUES, one.count(",") + one.count("=")),
        (MOST_TABLES, one.count("[") + one.count("{") - one.count("]]\n")),  # a header of two counts once
        (MOST_DOTS, one.count(".")),
        (MOST_ESCAPES, one.count("\\")),
        (LARGEST - len(before) - len(after), len(one.encode())),
    ]
    many = min((bound - _SPARE) // each for bound, each in bounds if each)
    return before + "".join(map(part, range(many))) + after


def just_inside(head: str, two: str, session: str) -> Iterator[tuple[str, str]]:
    """Each with what it is full of; ``head``, ``two`` candidates and a ``session`` make a sound record."""
    wrong = "x = 1\n" + head  # a key that is not known, so that what follows may be sound and is read to its end
    in_cell = head + two + session + "[sessions.answers.a.interest]\nlevel = 3\n"
    committed = '[[commitments]]\nid = "c"\ncandidate = "a"\nwhen = 2026-11-22T10:00:00Z\nkill_criteria = ['
    tempted = '[[temptations]]\nid = "t{}"\nwhen = 2026-11-22T10:00:00Z\ncurrent = "a"\nnewcomer = "a"\n'
    an_estimate = in_cell + "[sessions.answers.a.interest.estimate]\n"
    before = '[[weights.before]]\nmethod="order"\norder=[["r"]]\nchanged=2026-11-22T10:00:00Z\n'
    order = head + '[weights]\nmethod = "order"\norder = '
    extra = wrong + "[extra]\nx = "

    yield "sessions of one id", _full(head + two, lambda n: session)
    yield "sessions", _full(wrong + two, lambda n: session.replace('"s"', f'"s{n}"'))
    yield "unknown rubrics", _full(head + two + session, lambda n: f"[sessions.answers.a.r{n}]\nlevel=3\n")
    yield (
        "cells with words",
        _full(head + two + session, lambda n: f'[sessions.answers.a.r{n}]\nlevel=3\nreason="x"\n\n\n'),
    )
    yield "cells without level", _full(head + two + session, lambda n: f"[sessions.answers.a.r{n}]\n")
    yield (
        "cells of four faults",
        _full(head + two + session, lambda n: f"[sessions.answers.a.r{n}]\nlevel=3\nreason=1\nx=1\nlow=9\n"),
    )
    yield "cells in a line", _full(head + two + session + "[sessions.answers.a]\n", lambda n: f"r{n}={{level=3}}\n")
    yield "unknown candidates", _full(head + two + session, lambda n: f"[sessions.answers.z{n}]\n")
    yield "unknown probes", _full(in_cell + "[sessions.answers.a.interest.probes]\n", lambda n: f"p{n}=1\n")
    yield (
        "tables in an estimate",
        _full(an_estimate, lambda n: f"p{n}={{}}\n"),
    )
    yield "felt", _full(head + two + session + "gut = [", lambda n: f'"a{n}",', "]\n")
    yield "shown again", _full(head + two + session + "shown_order = [", lambda n: '"a",', "]\n")
    yield "candidates", _full(wrong, lambda n: f'[[candidates]]\nid = "c{n}"\ntitle = "A"\nstate = "open"\n')
    yield "candidates of one id", _full(head, lambda n: '[[candidates]]\nid = "a"\ntitle = "A"\nstate = "open"\n')
    yield "candidates of a wrong key", _full(head, lambda n: "[[candidates]]\nx=1\n")
    yield "candidates in a line", _full(head + "candidates = [", lambda n: "{x=1},", "]\n")
    yield "stints", _full(head + two, lambda n: "[[candidates.stints]]\nfrom=2026-01-01\n")
    yield "notes", _full(wrong + two, lambda n: "[[candidates.notes]]\ndate=2026-01-01\n")
    yield "kill criteria", _full(head + two + committed, lambda n: "{},", "]\n")
    yield "temptations", _full(head + two, lambda n: tempted.format(n))
    yield "groups of weights", _full(order + "[", lambda n: f'["r{n}"],', "]\n")
    yield "earlier weights", _full(order + '[["r"]]\n', lambda n: before)
    yield "GPUs", _full(wrong, lambda n: '[[setting.gpus]]\nmodel="a"\n')
    yield "unknown keys", _full(head, lambda n: f"k{n}=1\n")
    yield "unknown tables", _full(head, lambda n: f"[k{n}]\n")
    yield "tables in tables", _full(head, lambda n: f"[a.b{n}.c]\n")
    yield "tables in 60 tables", _full(wrong, lambda n: f"[extra.k{n}." + "a." * 60 + "b]\n")
    yield "keys of 60 parts", _full(wrong, lambda n: f"extra.k{n}." + "a." * 60 + "b=1\n")
    yield "60 lists in lists", _full(extra + "[", lambda n: "[" * 60 + "]" * 60 + ",", "]\n")
    yield "times", _full(extra + "[", lambda n: "2026-11-21T10:00:00.123456+09:00,", "]\n")
    yield "long numbers", _full(extra + "[", lambda n: "0x" + "f" * (LONGEST_NUMBER - 3) + ",", "]\n")
    yield "escapes", _full(extra + '"', lambda n: "\\n", '"\n')
    yield "letters by number", _full(extra + '"', lambda n: "\\u0041", '"\n')
    yield "one letter of four bytes", extra + '"' + "a" * (LARGEST - 1000) + '😀"\n'
    yield "lines", _full(extra + '"""', lambda n: "\n", '"""\n')
    yield "lines that go on", _full(extra + '"""', lambda n: "a\\\n \n", '"""\n')
    yield "comments", _full(wrong, lambda n: "# abcdefgh\n")
    yield "a title", wrong.replace("What", "x" * (LARGEST - 1000))
    # Whatever is true of each, of all at once too.
    turns = itertools.cycle([
        lambda n: f"[sessions.answers.a.r{n}]\nlevel=3\nreason=1\n",
        lambda n: f"[sessions.answers.a{n}]\nr = {{level = 3, low = 4}}\n",
    ])  # fmt: skip
    some = [next(turns)(n) for n in range(MOST_TABLES // 2 - _SPARE)]
    yield "all of it", head + two + session + "".join(some) + "#\n" * (MOST_LINES - 5 * len(some))
