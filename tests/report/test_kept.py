from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pickproblem import edits, language
from pickproblem.estimate.deadline import plan
from pickproblem.estimate.maturity import Result, maturity
from pickproblem.proposals import Proposal, propose
from pickproblem.report import kept
from tests.report.sharing import shipped


@pytest.fixture(params=["en", "ko"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def test_a_plan_in_words() -> None:
    found = plan(
        today=date(2026, 12, 1), deadline=date(2027, 3, 2), deliverable="A paper", experiment_weeks=5, correction=1.6
    )
    said = kept.said(found.scalars())
    assert said.startswith("Level 5, likely 3 to 5 · Weeks left: 13 · Plans grow by: 1.6 · Fits: yes")
    assert "Deadline: 2027-03-02 · What there will be: A paper · Weeks of experiments: 5" in said


def test_what_somebody_wrote_there_stays_and_codes_are_left_out() -> None:
    assert kept.said({"my_own": "x", "evidence": "fitted", "low": 2}) == "my_own: x · low: 2"
    assert kept.shown(0.123456) == "0.1235"
    assert kept.shown(False) == "no"


def test_every_figure_of_an_estimate_has_a_name(spoken: str) -> None:
    library = shipped()
    record = edits.add_candidate(edits.new_record("x", edits.now()), "one")
    gpus = [{"model": "rtx-3090", "count": 2, "hours_per_week": 100}]
    record = edits.set_setting(record, {"gpus": gpus, "deadline": date(2027, 3, 2), "ram_gb": 64, "disk_gb": 900})
    plan_facts = {"deliverable": "a paper", "experiment_weeks": 5, "writing_weeks": 4}
    record = edits.set_plan(record, "one", plan_facts)
    record = edits.set_experiment(record, "one", {"preset": "resnet-50", "hours_per_run": 6, "runs": 20})
    names = set(maturity([Result(date(2015, 1, 1), 90.0, "2015"), Result(date(2016, 1, 1), 91.0, "2016")]).scalars())
    for rubric in ("deadline", "compute"):
        found = propose(record, library, "one", rubric, today=date(2026, 12, 1))
        assert isinstance(found, Proposal), rubric
        names |= set(found.scalars)
    assert len(names) > 25
    assert {name for name in names if kept.title(name) == name} <= {"level", "low", "high", *kept._CODES}
