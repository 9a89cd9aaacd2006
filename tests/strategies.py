"""Hypothesis strategies for whole records, and a small library of rubrics for them to refer to.

What does not depend on what was drawn is made once: making and checking a strategy takes longer than drawing from it.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import strategies as st

from pickproblem.record import Record, same_name
from pickproblem.rubric import Library, Profile, Rubric

Table = dict[str, Any]


def _rubric(id: str, probes: dict[str, int]) -> Rubric:
    words = {"en": id, "ko": id}
    return Rubric.model_validate(
        {
            "format": 1,
            "id": id,
            "kind": "rated",
            "basis": "seed",
            "source": {"seed": "vital", "section": "1"},
            "title": words,
            "question": words,
            "note": words,
            "levels": [{"value": value / 4, **words} for value in range(5)],
            "probes": [
                {"id": probe, **words, "options": [{**words, "level": 1 + n % 5} for n in range(options)]}
                for probe, options in probes.items()
            ],
        }
    )


LIBRARY = Library(
    rubrics={
        one.id: one
        for one in (
            _rubric("interest", {"weeks": 3}),
            _rubric("maturity", {}),
            _rubric("compute", {"size": 2, "data": 9}),
            _rubric("upside", {}),
        )
    },
    profiles={
        "balanced": Profile.model_validate(
            {
                "format": 1,
                "id": "balanced",
                "title": {"en": "Balanced", "ko": "고루"},
                "why": {"en": "-", "ko": "-"},
                "order": [["interest", "upside"], ["maturity"]],
            }
        )
    },
)

RUBRICS = sorted(LIBRARY.rubrics)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "",
        "흥미",
        "a\r\nb",
        "\r",
        "# no comment",
        '"""',
        "'''",
        "=======",
        "\x00\x1b\x7f\u202e\ufeff",
        "1.0",
        "[x]",
        "🙂",
    ]
)
some_words = words.filter(bool)
ids = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_lowercase + string.digits),
    st.text(string.ascii_lowercase + string.digits + "-", max_size=6),
)
dates = st.dates(date(1900, 1, 1), date(9000, 1, 1))
zones = st.just(UTC) | st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1), timezones=zones)
whole = st.integers(1, 10**12)
finite = st.floats(allow_nan=False, allow_infinity=False)
not_negative = st.integers(0, 10**12) | st.floats(0, allow_infinity=False)
positive = whole | st.floats(0, allow_infinity=False, exclude_min=True)
levels = st.integers(1, 5)


@cache
def within(low: float, high: float) -> st.SearchStrategy[int | float]:
    """Numbers of both kinds in low..high."""
    inside = st.integers(int(low) + (low > int(low)), int(high)) if int(high) > low else st.nothing()
    return inside | st.floats(low, high)


def table(needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Table]:
    """A table with all needed keys and any of the others."""
    return st.fixed_dictionaries(needed, optional=optional)


def few(entries: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[list[Any]]:
    """A short list; not empty, since an absent list and an empty one are the same on disk."""
    return st.lists(entries, min_size=least, max_size=3)


setting = table(
    {},
    people=whole,
    decider=words,
    hours_per_week=within(0, 168),
    goal=words,
    admired=few(words),
    venue=words,
    deadline=dates,
    disk_gb=not_negative,
    ram_gb=positive,
    gpus=few(table({"model": some_words}, count=whole, hours_per_week=within(0, 168))),
)


some_rubrics = st.lists(st.sampled_from(RUBRICS), min_size=2, unique=True)


@st.composite
def weights_in(draw: st.DrawFn) -> Table:
    """Weights by one of the three methods."""
    named = draw(some_rubrics)
    method = draw(st.sampled_from(["order", "swing", "best-worst"]))
    weights: Table = {"method": method}
    if method == "order":
        at = draw(st.integers(1, len(named)))
        weights["order"] = [group for group in (named[:at], named[at:]) if group]
    elif method == "swing":
        weights["points"] = {rubric: draw(within(0, 100)) for rubric in named} | {named[0]: 100}
    else:
        best, worst = named[0], named[-1]
        weights |= {"best": best, "worst": worst}
        weights["best_to_others"] = {rubric: draw(within(1, 9)) for rubric in named[1:]}
        weights["others_to_worst"] = {rubric: draw(within(1, 9)) for rubric in named[:-1]} | {worst: 1}
    if draw(st.booleans()):
        weights["spread"] = draw(within(0, 0.99))
    return weights


@st.composite
def weights(draw: st.DrawFn) -> Table:
    """Weights with those that stood before."""
    now = draw(weights_in())
    if draw(st.booleans()):
        now["before"] = [draw(weights_in()) | {"changed": draw(moments)} for _n in range(draw(st.integers(1, 2)))]
    return now


experiments = table(
    {},
    family=st.sampled_from(["lm", "finetune", "vit", "conv", "diffusion", "other"]),
    precision=st.sampled_from(["bf16", "fp16", "tf32", "fp32"]),
    mixed=st.booleans(),
    gpu=words,
    params=positive,
    vocab=not_negative,
    trainable_share=within(0, 1),
    data_status=st.sampled_from(["unobtainable", "on-disk-checked"]),
)
plans = table({}, deliverable=words, experiment_weeks=not_negative, writing_weeks=not_negative)
dead_ends = table({}, known_result_reproduced=words, second_reader_agrees=words)
notes = table({"date": dates}, result=words, insight=words, code=words, next=words)
ends_of_stints = st.lists(dates, min_size=2, max_size=6, unique=True)
of_stints = table({}, hours=not_negative, side=st.booleans(), ended=st.just("delivered"), evidence=dead_ends)


@st.composite
def stints(draw: st.DrawFn) -> list[Table]:
    """Stints one after the other, the last of them possibly without an end."""
    ends = sorted(draw(ends_of_stints))
    made = []
    for start, end in zip(ends[::2], ends[1::2], strict=False):
        made.append({"from": start, "to": end} | draw(of_stints))
    if draw(st.booleans()):
        del made[-1]["to"]
    return made


nameless = table(
    {"title": some_words, "state": st.sampled_from(["open", "chosen", "parked", "closed"])},
    pitch=words,
    experiment=experiments,
    plan=plans,
    stints=stints(),
    notes=few(notes),
)


def candidates(id: str) -> st.SearchStrategy[Table]:
    """A candidate of that id."""
    return nameless.map(lambda candidate: {"id": id} | candidate)


scalars = words | st.integers() | finite | st.booleans() | dates
three_levels = st.tuples(levels, levels, levels)
beside_answers = table({}, reason=words, lifts_gate=words, estimate=st.dictionaries(words, scalars, max_size=3))
options = {
    rubric: st.fixed_dictionaries(
        {}, optional={probe.id: st.integers(1, len(probe.options)) for probe in LIBRARY.rubrics[rubric].probes}
    )
    for rubric in RUBRICS
}


@st.composite
def answers(draw: st.DrawFn, rubric: str) -> Table:
    """An answer to a rubric of the library."""
    answer: Table = {"unknown": True}
    if draw(st.booleans()):
        low, level, high = sorted(draw(three_levels))
        answer = {"level": level} | draw(table({}, low=st.just(low), high=st.just(high)))
    if LIBRARY.rubrics[rubric].probes:
        answer["probes"] = draw(options[rubric])
    return answer | draw(beside_answers)


reasons = st.sampled_from(["start", "tempted", "review"])
of_sessions = table({}, rater=some_words, finished=st.timedeltas(timedelta(0), timedelta(days=30)))
rows = st.lists(st.sampled_from(RUBRICS), unique=True, max_size=3)


@st.composite
def sessions(draw: st.DrawFn, id: str, candidates: list[str]) -> Table:
    """A session in which some of the candidates were answered."""
    started = draw(moments)
    session: Table = {"id": id, "reason": draw(reasons), "started": started} | draw(of_sessions)
    if "finished" in session:
        session["finished"] += started
    if candidates:
        for key in ("shown_order", "gut"):
            if draw(st.booleans()):
                session[key] = draw(st.permutations(candidates))
        session["answers"] = {
            candidate: {rubric: draw(answers(rubric)) for rubric in draw(rows)}
            for candidate in draw(st.lists(st.sampled_from(candidates), unique=True, max_size=2))
        }
    return session


probabilities = within(0.01, 0.99)
forecast_ids = st.lists(ids, unique=True, max_size=2)
kill_criteria = few(table({"by": dates}, unless=words, then=words, met=st.booleans()))
of_commitments = table(
    {},
    reason=words,
    why_not_first=words,
    planned_variants=st.integers(0, 10**12),
    premortem=few(table({"cause": words}, assumption=words, test_by=dates)),
    reviews=few(dates),
)


@st.composite
def commitments(draw: st.DrawFn, id: str, candidates: list[str]) -> Table:
    """A commitment to one of the candidates."""
    when = draw(moments)
    forecasts = [
        {"id": forecast, "p": draw(probabilities)}
        | draw(table({}, resolve=st.dates(when.date()), outcome=st.booleans()))
        for forecast in draw(forecast_ids)
    ]
    return {
        "id": id,
        "candidate": draw(st.sampled_from(candidates)),
        "when": when,
        "kill_criteria": draw(kill_criteria),
        **({"forecasts": forecasts} if forecasts else {}),
    } | draw(of_commitments)


of_temptations = table(
    {},
    trigger=st.sampled_from(["paper", "other"]),
    same_goal=st.booleans(),
    days_to_signal=not_negative,
    p_current_done=probabilities,
    hours_new=positive,
    dead_end=dead_ends,
    outcome=table({}, verdict=st.sampled_from(["stay", "switch"]), until=dates, followed=st.booleans()),
)


@st.composite
def temptations(draw: st.DrawFn, id: str, candidates: list[str], sessions: list[str]) -> Table:
    """A newcomer among the candidates in the way of another."""
    current, newcomer = draw(st.permutations(candidates))[:2]
    made = {"id": id, "when": draw(moments), "current": current, "newcomer": newcomer} | draw(of_temptations)
    if draw(st.booleans()) and sessions:
        made["session"] = draw(st.sampled_from(sessions))
    return made


@cache
def extras(nan: bool) -> st.SearchStrategy[Table]:
    """What a person may keep under ``[extra]``: anything that TOML holds."""
    single = (
        words
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=nan)
        | st.booleans()
        | dates
        | moments
        | st.datetimes(datetime(1900, 1, 1))
        | st.times()
    )
    anything = st.recursive(
        single,
        lambda below: st.lists(below, max_size=3) | st.dictionaries(words, below, max_size=3),
        max_leaves=8,
    )
    return st.dictionaries(words, anything, max_size=3)


some_ids = st.lists(ids, unique=True, max_size=3)
some_names = st.lists(some_words, max_size=2, unique_by=same_name)
at_the_top = {nan: table({}, setting=setting, weights=weights(), extra=extras(nan)) for nan in (True, False)}


@st.composite
def tables(draw: st.DrawFn, nan: bool = True) -> Table:
    """A valid record as TOML has it; ``nan``: whether ``[extra]`` may hold one, which is not equal to itself."""
    named = draw(some_ids)
    made: Table = {
        "format": 1,
        "title": draw(some_words),
        "created": draw(moments),
        "profile": "balanced",
    } | draw(at_the_top[nan])

    def several(make: Callable[[str], st.SearchStrategy[Table]]) -> list[Table]:
        names = draw(some_names)
        return [draw(make(name)) for name in names]

    made["candidates"] = [draw(candidates(id)) for id in named]
    made["sessions"] = several(lambda id: sessions(id, named))
    if named:
        made["commitments"] = several(lambda id: commitments(id, named))
    if len(named) > 1:
        made["temptations"] = several(lambda id: temptations(id, named, [one["id"] for one in made["sessions"]]))
    return made


def records(nan: bool = True) -> st.SearchStrategy[Record]:
    """Valid records that refer to `LIBRARY`; see `tables`."""
    return tables(nan).map(Record.model_validate)
