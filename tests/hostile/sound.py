"""Files with nothing wrong in them and every key that the schema knows: what faults are put into."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pickproblem.record import Record
from pickproblem.rubric import Profile, Rubric
from pickproblem.switching.thresholds import Thresholds

Table = dict[str, Any]
RUBRICS = Path(__file__).parents[2] / "rubrics"
MODELS: dict[str, type[BaseModel]] = {"record": Record, "rubric": Rubric, "profile": Profile, "switch": Thresholds}

_KOREA = timezone(timedelta(hours=9))
_BEGUN = datetime(2026, 11, 21, 10, 0, tzinfo=_KOREA)
_ENDED = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
_WORDS = {"en": "Words", "ko": "말"}
_WEIGHTS: Table = {
    "method": "order",
    "order": [["interest"], ["maturity", "upside"]],
    "points": {"interest": 100, "maturity": 60.5},
    "spread": 0.25,
    "best": "interest",
    "worst": "maturity",
    "best_to_others": {"maturity": 3},
    "others_to_worst": {"interest": 3},
}
_DEAD_END: Table = {
    "known_result_reproduced": "yes",
    "failed_in_easiest_setting": "yes",
    "planned_variants_tried": "all eight",
    "no_sign_of_life": "none",
    "second_reader_agrees": "Mina",
}

RECORD: Table = {
    "format": 1,
    "title": "What to submit",
    "created": _BEGUN,
    "profile": "after-hours",
    "setting": {
        "people": 4,
        "decider": "Mina",
        "hours_per_week": 10,
        "goal": "see it work",
        "admired": ["someone"],
        "venue": "a workshop",
        "deadline": date(2027, 3, 1),
        "disk_gb": 2000,
        "ram_gb": 64.5,
        "gpus": [{"model": "RTX 3090", "count": 2, "hours_per_week": 100}],
    },
    "weights": {**_WEIGHTS, "before": [{**_WEIGHTS, "changed": _ENDED}]},
    "candidates": [
        {
            "id": "sbnet",
            "title": "Search vehicles by words",
            "pitch": "fast and small",
            "state": "chosen",
            "experiment": {
                "family": "conv", "stack": "typical", "precision": "fp16", "mixed": True, "preset": "resnet-50",
                "gpu": "RTX 3090", "params": 1e9, "tokens": 1e10, "layers": 24, "d_model": 1024, "heads": 16,
                "seq": 2048, "vocab": 32000, "micro_batch": 4, "mode": "lora", "optimizer": "adamw",
                "recompute": False, "flash_attention": True, "trainable_share": 0.01, "shard": "zero2", "gmacs": 4.1,
                "mactivations": 11, "samples": 118000, "batch": 16, "epochs": 12, "hours_per_run": 3.5,
                "seconds_per_step": 0.4, "steps": 90000, "runs": 8, "data_gb": 20, "data_status": "public-download",
                "loader_rate": 900, "disk_gb_per_second": 1.5,
            },
            "plan": {"deliverable": "a table", "experiment_weeks": 8, "writing_weeks": 2.5},
            "stints": [
                {
                    "from": date(2026, 6, 1), "to": date(2026, 6, 30), "hours": 20, "days": 5.5,
                    "repository": "~/code", "side": False, "ended": "dead-end", "into": "reid",
                    "evidence": dict(_DEAD_END),
                }
            ],
            "notes": [
                {"date": date(2026, 6, 2), "result": "r", "insight": "i", "code": "c", "next": "n"},
            ],
        },
        {"id": "reid", "title": "차량 재식별", "state": "open"},
    ],
    "sessions": [
        {
            "id": "2026-11-21-start-mina",
            "reason": "start",
            "rater": "mina",
            "started": _BEGUN,
            "finished": _ENDED,
            "shown_order": ["reid", "sbnet"],
            "gut": ["sbnet"],
            "answers": {
                "sbnet": {
                    "interest": {
                        "level": 4, "low": 3, "high": 5, "reason": "read three papers", "probes": {"unasked": 2},
                        "estimate": {"level": 4, "differs": "why"}, "lifts_gate": "because",
                    },
                    "maturity": {"unknown": True},
                }
            },
        }
    ],
    "commitments": [
        {
            "id": "2026-11-22",
            "candidate": "sbnet",
            "when": _ENDED,
            "reason": "because",
            "why_not_first": "it leads",
            "planned_variants": 8,
            "forecasts": [{"id": "in-time", "p": 0.6, "resolve": date(2027, 3, 1), "outcome": True}],
            "premortem": [{"cause": "c", "assumption": "a", "test_by": date(2026, 12, 10)}],
            "kill_criteria": [
                {
                    "by": date(2027, 1, 15), "unless": "u", "then": "t", "met": False, "was": "w", "edit_reason": "e",
                }
            ],
            "reviews": [date(2026, 12, 19)],
        }
    ],
    "temptations": [
        {
            "id": "2026-12-01",
            "when": _ENDED,
            "current": "sbnet",
            "newcomer": "reid",
            "trigger": "paper",
            "same_goal": True,
            "days_to_signal": 5,
            "session": "2026-11-21-start-mina",
            "p_current_done": 0.5,
            "p_new_done": 0.4,
            "hours_current": 100,
            "hours_new": 300.5,
            "second_person": "Jun",
            "exit": "scooped",
            "exit_evidence": "a link",
            "dead_end": dict(_DEAD_END),
            "outcome": {
                "verdict": "stay", "until": date(2027, 1, 1), "success_sign": "s", "followed": True, "reason": "r",
            },
        }
    ],
    "extra": {"mine": [1, "two"]},
}  # fmt: skip

RUBRIC: Table = {
    "format": 1,
    "id": "joy",
    "kind": "rated",
    "basis": "design",
    "source": [{"seed": "mine", "section": "1"}],
    "per_member": True,
    "correlates_with": ["interest"],
    "title": dict(_WORDS),
    "question": dict(_WORDS),
    "note": dict(_WORDS),
    "levels": [{"value": n / 4, **_WORDS} for n in range(5)],
    "probes": [
        {
            "id": "size",
            **_WORDS,
            "options": [{**_WORDS, "level": 2}, {**_WORDS, "shift": 1, "at_most": 4}],
        }
    ],
}

PROFILE: Table = {
    "format": 1,
    "id": "mine",
    "title": dict(_WORDS),
    "why": dict(_WORDS),
    "order": [["interest"], ["maturity", "compute"]],
    "gates": [
        {"rubric": "maturity", "at_most": 1, "action": "warn", "hours_per_week_below": 20.0, "text": dict(_WORDS)}
    ],
    "flags": [{"when": {"interest": 2}, "text": dict(_WORDS)}],
}

SWITCH: Table = tomllib.loads((RUBRICS / "switch.toml").read_text(encoding="utf-8"))

SOUND: dict[str, Table] = {"record": RECORD, "rubric": RUBRIC, "profile": PROFILE, "switch": SWITCH}
