"""What nobody thought of: files made by chance, for as long as one likes.

``FUZZ_SECONDS`` says how long the slow test goes on; a minute unless said.
"""

from __future__ import annotations

import os
import random
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pickproblem import document, rubric, store
from pickproblem.errors import Faulty, PickproblemError
from pickproblem.rubric import PROFILE_KEYS, RUBRIC_KEYS, Profile, Rubric
from pickproblem.switching import thresholds
from pickproblem.text import safe
from tests.hostile.corpus import DATES, ENCODING, RANGE, REFERENCES, STEERING, SYNTAX
from tests.hostile.schema import spots
from tests.hostile.sound import SOUND
from tests.proofs import Count, Prove

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
_SLOWEST = 2.0
LIBRARY = rubric.load()
NAME = Path("a.toml")

_TEXTS = [tomli_w.dumps(table).encode() for table in SOUND.values()]
_PIECES = [
    *(one.encode() for table in (SYNTAX, REFERENCES, RANGE, DATES) for one in table.values() if len(one) < 2000),
    *ENCODING.values(),
    *(one.encode() for one in STEERING.values() if len(one) < 2000),
    b"[", b"]", b"[[", b"]]", b"{", b"}", b'"', b'"""', b"'''", b"\\", b"=", b".", b",", b"#", b"\n", b"\r\n",
    b"\x00", b"nan", b"inf", b"-1", b"9" * 40, b"1e400", b"true", b"2026-02-30", b"[candidates]", b"[[sessions]]",
]  # fmt: skip
_single = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(list(STEERING.values())[:-1])
    | st.dates()
    | st.datetimes()
    | st.times()
)
_anything: st.SearchStrategy[Any] = st.recursive(
    _single.filter(lambda one: one is not None),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=6), below, max_size=4),
    max_leaves=12,
)
_SPOTS = [(kind, spot.path) for kind in SOUND for spot in spots(kind) if spot.path]


@st.composite
def broken_texts(draw: st.DrawFn) -> bytes:
    """A sound text cut, doubled, overwritten here and there."""
    text = bytearray(draw(st.sampled_from(_TEXTS)))
    for _n in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        until = min(at + draw(st.integers(0, 60)), len(text))
        kind = draw(st.integers(0, 4))
        piece = draw(st.sampled_from(_PIECES)) if kind < 3 else draw(st.binary(max_size=12))
        text[at : until if kind % 2 else at] = piece
        if kind == 4:
            text[at:at] = text[at:until] * draw(st.integers(1, 50))
    return bytes(text)


@st.composite
def broken_tables(draw: st.DrawFn) -> bytes:
    """A sound table with anything at all in one place or a few."""
    kind, place = draw(st.sampled_from(_SPOTS))
    table: Any = tomllib.loads(tomli_w.dumps(SOUND[kind]))
    for _n in range(draw(st.integers(1, 3))):
        holder = table
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = draw(_anything)
        others = [path for other, path in _SPOTS if other == kind and path[: len(place) - 1] == place[:-1]]
        place = draw(st.sampled_from([path for path in others if len(path) == len(place)]))
    try:
        return tomli_w.dumps(table).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError):
        return draw(st.binary())


anything = st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | broken_texts() | broken_tables()


def read(content: bytes) -> None:
    """Read it as whatever it may be; nothing but words for a person comes out, and soon."""
    began = time.process_time()
    for reader in (_as_record, _as_rubric, _as_profile, _as_switch):
        try:
            reader(content)
        except Faulty as error:
            said = str(error)
            assert said, "something is said"
            assert safe(said, lines=True) == said, "and steers no terminal"
            assert len(said.splitlines()) <= 4
            said.encode()
    assert time.process_time() - began < _SLOWEST


def _as_record(content: bytes) -> None:
    stored = store.parse(content, NAME, LIBRARY)
    # What was read can be written, and is then read as the same.
    try:
        written = store.serialise(stored.record)
    except PickproblemError:
        return
    assert store.serialise(store.parse(written, NAME, LIBRARY).record) == written


def _as_rubric(content: bytes) -> None:
    document.parse(content, "a.toml").validate(Rubric, RUBRIC_KEYS)


def _as_profile(content: bytes) -> None:
    LIBRARY.profile_faults(document.parse(content, "a.toml").validate(Profile, PROFILE_KEYS))


def _as_switch(content: bytes) -> None:
    thresholds.validated(document.parse(content, "a.toml"))


def try_for(count: Count, seconds: float | None, examples: int, first: int) -> None:
    """Run rounds of so many examples, each from another seed; one round, or until the time is over."""
    end = time.monotonic() + (seconds or 0)
    number = first
    while True:
        # Without the database: what was found once is known for good only as a case of its own.
        @seed(number)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        @given(anything)
        def one_round(content: bytes) -> None:
            count.tried()
            read(content)

        try:
            one_round()
        except BaseException as error:
            count.tried(f"seed {number}: {error}")
            raise
        number += 1
        if time.monotonic() >= end:
            return


def test_a_few(proof: Prove) -> None:
    count = proof("a file made by chance, read as a record, rubric, profile and switch.toml")
    try_for(count, None, examples=100, first=0)
    count.settle()


@pytest.mark.slow
def test_for_long(proof: Prove) -> None:
    count = proof("a file made by chance, read as a record, rubric, profile and switch.toml")
    try_for(count, SECONDS, examples=500, first=random.SystemRandom().randrange(2**32))
    count.settle()
