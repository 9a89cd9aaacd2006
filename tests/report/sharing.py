"""Records to share: one of hostile texts everywhere, one as large as a report must bear, and what is told of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from pickproblem import own, rubric
from pickproblem.record import Answer, Record, Session
from pickproblem.report.contents import Contents, gather
from pickproblem.rubric import Library
from pickproblem.switching import thresholds
from pickproblem.switching.history import taken_over_planned

START = datetime(2026, 9, 1, 10, tzinfo=UTC)
TODAY = date(2026, 12, 1)

HOSTILE = (
    "<script>alert('a')</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(2)>\'><a href="javascript:alert(3)">x</a>',
    "</title></style></textarea></svg><iframe src=//evil.example></iframe><!-- ]]>",
    "[x](javascript:alert(4)) ![y](http://evil.example/y.png) <http://evil.example> "
    "https://evil.example www.evil.example",
    "@someone #12 GH-3 **bold** _it_ ~~s~~ `code` | cell\n# heading\n- list\n```\n$x$ :smile: mina@evil.example",
    '=HYPERLINK("http://evil.example";"x")',
    "\u202eevil\u202c \u2066iso\u2069 zero\u200bwidth \ufeff \x00\x07\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\r\t\x7f",
    "עברית عربى mixed with 12% and (brackets)",
    "e" + "\u0301" * 40 + " 가" + "\u0300" * 9,
    "W" * 600,
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "\u3000",
)
"""Texts that would run, link, reorder, hide or overflow, if they were let."""


def shipped() -> Library:
    """The rubrics and profiles that the program comes with."""
    return rubric.load(own.folders())


def hostile() -> Record:
    """A record whose every text is one of `HOSTILE`, in turn."""
    n = 0

    def text() -> str:
        nonlocal n
        n += 1
        return HOSTILE[n % len(HOSTILE)]

    rubrics = ("maturity", "compute", "upside", "interest", "drive", "familiarity", "larger-goal", "deadline")
    ids = ("a", "b", "c")

    def answer(level: int) -> dict[str, Any]:
        known: dict[str, Any] = {"level": level, "low": max(level - 1, 1), "high": min(level + 1, 5)} if level else {}
        estimate = {text(): text(), "differs": text()}
        return {**(known or {"unknown": True}), "reason": text(), "lifts_gate": text(), "estimate": estimate}

    def session(id: str, rater: str, shift: int) -> dict[str, Any]:
        answers = {
            one: {name: answer((i + 2 * k + shift) % 6) for k, name in enumerate(rubrics)}
            for i, one in enumerate(ids)
        }
        return {
            "id": id, "reason": "start", "rater": rater, "started": START, "finished": START + timedelta(hours=1),
            "gut": list(ids), "answers": answers,
        }  # fmt: skip

    candidates = [
        {
            "id": id, "title": text(), "pitch": text(), "state": state,
            "plan": {"deliverable": text(), "experiment_weeks": 5, "writing_weeks": 4},
            "stints": [
                {
                    "from": START.date() + timedelta(days=40 * i), "to": START.date() + timedelta(days=40 * i + 30),
                    "hours": 90, "ended": "delivered" if i else "left-for-newer", "into": text(),
                }
            ],
        }
        for i, (id, state) in enumerate([("a", "chosen"), ("b", "open"), ("c", "open"), ("d", "parked")])
    ]  # fmt: skip
    commitment = {
        "id": text(), "candidate": "a", "when": START, "reason": text(), "why_not_first": text(),
        "forecasts": [{"id": "own", "p": 0.5, "resolve": date(2027, 2, 1)}],
        "premortem": [{"cause": text(), "assumption": text(), "test_by": date(2027, 1, 1)}],
        "kill_criteria": [{"by": date(2027, 1, 15), "unless": text(), "then": text(), "edit_reason": text()}],
        "reviews": [date(2026, 12, 20)],
    }  # fmt: skip
    whole = {
        "format": 1, "title": HOSTILE[0], "created": START, "profile": "balanced",
        "setting": {
            "people": 3, "goal": text(), "venue": text(), "deadline": date(2027, 3, 1), "hours_per_week": 12,
        },
        "candidates": candidates,
        "sessions": [session(HOSTILE[0], HOSTILE[1], 0), session("=1+1", HOSTILE[6], 1)],
        "commitments": [commitment],
    }  # fmt: skip
    return Record.model_validate(whole)


def large(candidates: int = 8, rubrics: int = 11) -> Record:
    """Candidates by rubrics, every cell answered with a reason of a usual length, every candidate with a plan."""
    known = [one.id for one in shipped().rubrics.values()][:rubrics]
    assert len(known) == rubrics
    why = "Three groups reported it within a year; the gap on the hard split is still nine points (their table 4)."
    ids = [f"candidate-{n}" for n in range(candidates)]
    answers = {
        id: {
            name: {"level": 2 + (i + k) % 4, "low": 1 + (i + k) % 4, "high": 5, "reason": why}
            for k, name in enumerate(known)
        }
        for i, id in enumerate(ids)
    }
    whole = {
        "format": 1, "title": "Eight problems, eleven questions", "created": START, "profile": "balanced",
        "weights": {"method": "order", "order": [known[:4], known[4:]]},
        "setting": {"people": 4, "deadline": date(2027, 3, 1), "venue": "A workshop", "hours_per_week": 10},
        "candidates": [
            {
                "id": id, "title": f"A problem of a usual length, the one of number {n}", "state": "open",
                "pitch": "One sentence on what it is about and why now.",
                "plan": {"deliverable": "A paper", "experiment_weeks": 4 + n, "writing_weeks": 4},
            }
            for n, id in enumerate(ids)
        ],
        "sessions": [
            {
                "id": "one", "reason": "start", "started": START, "finished": START + timedelta(hours=1),
                "gut": ids, "answers": answers,
            }
        ],
    }  # fmt: skip
    return Record.model_validate(whole)


LONG = (
    "Unsupervised representations of vehicles across cameras, seasons and countries without any labels at all",
    "여러 카메라와 계절과 나라를 넘나드는 차량의 표현을 라벨 없이 배우는, 제목이 아주 긴 연구",
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
    "차량" * 60,
)
"""Titles as long as somebody may write, some of them without a place to break."""


def alone() -> Record:
    """A single candidate."""
    return large(candidates=1, rubrics=8)


def unanswered() -> Record:
    """Three candidates and no answer yet."""
    record = large(candidates=3, rubrics=8)
    return record.model_copy(update={"sessions": []})


def long() -> Record:
    """Long titles."""
    record = large(candidates=len(LONG), rubrics=8)
    titled = [one.model_copy(update={"title": title}) for one, title in zip(record.candidates, LONG, strict=True)]
    return record.model_copy(update={"candidates": titled, "title": " – ".join(LONG[:2])})


def several() -> Record:
    """Four raters who see it differently."""
    record = large(candidates=4, rubrics=8)
    (session,) = record.sessions
    ids = [one.id for one in record.candidates]

    def of(n: int, rater: str) -> Session:
        answers = {
            candidate: {
                name: Answer(level=1 + ((answer.level or 1) + n * (i + k)) % 5, reason=f"{rater}: {answer.reason}")
                for k, (name, answer) in enumerate(row.items())
            }
            for i, (candidate, row) in enumerate((session.answers or {}).items())
        }
        ranked = ids[n:] + ids[:n]
        return session.model_copy(update={"id": f"s{n}", "rater": rater, "answers": answers, "gut": ranked})

    names = ("mina", "지훈", "sora", "Tom, with a rather long name")
    return record.model_copy(update={"sessions": [of(n, name) for n, name in enumerate(names)]})


def told(record: Record, library: Library | None = None, *, rater: str | None = None) -> Contents:
    """What a report says of it."""
    bounds = thresholds.read(own.folders())
    return gather(
        record,
        library or shipped(),
        today=TODAY,
        correction=taken_over_planned([("", record)], bounds),
        thresholds=bounds,
        rater=rater,
    )
