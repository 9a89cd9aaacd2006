from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pickproblem import language, rubric
from pickproblem.errors import Faulty, Unreadable
from pickproblem.estimate import deadline
from pickproblem.switching import thresholds
from pickproblem.switching.thresholds import Threshold

SHIPPED = rubric.shipped_folder() / "switch.toml"
HANGUL = re.compile("[가-힣]")


def numbers() -> dict[str, Threshold[Any]]:
    """Every number that ships, by its place."""
    read = thresholds.read()
    return {
        f"{table}.{name}": one
        for table in type(read).model_fields
        if hasattr(getattr(read, table), "model_fields_set")
        for name, one in getattr(read, table)
        if isinstance(one, Threshold)
    }


DESIGNED = {
    "stop.interest_level": 2,
    "stop.interest_sessions": 2,
    "stop.interest_days_apart": 28,
    "stop.second_look_hours": 48,
    "trial.days_to_signal": 5,
    "trial.upside_level": 4,
    "trial.days_between": 28,
    "trial.chance": 0.5,
    "trial.side_share": 0.2,
    "trial.side_weeks": 4,
    "cooling_off.normal": 7,
    "cooling_off.follow_through": 14,
    "discount.usual": 0.5,
    "discount.own_projects": 4,
    "discount.own_week": 4,
    "discount.own_most": 1,
    "switch.chance": 0.8,
    "switch.lead": 5,
    "switch.lead_follow_through": 12,
    "switch.equal_weights_lead": 0,
    "switch.overrun": 1.15,
    "stay.review_days": 28,
    "look_back.months": 6,
    "look_back.working_days": 5,
    "look_back.least_hours": 80,
    "look_back.least_stints": 2,
    "look_back.follow_through": 0.25,
    "look_back.second_person": 0.4,
    "commitment.frozen_days": 7,
    "commitment.review_weeks": [4, 8, 13],
    "taste.score_forecasts": 5,
    "taste.table_forecasts": 20,
    "taste.overrun_projects": 3,
}


def test_every_number_ships_with_what_it_rests_on() -> None:
    shipped = numbers()
    assert {name: one.value for name, one in shipped.items() if one.basis == "design"} == DESIGNED
    rest = {name: (one.value, one.basis) for name, one in shipped.items() if one.basis != "design"}
    assert rest == {"look_back.delivered": (0.5, "seed"), "taste.overrun": (1.6, "evidence")}
    assert shipped["look_back.delivered"].source == rubric.Source(
        seed="schulman", section="2. 지속적인 발전 > 문제전환 시기"
    )
    assert "Buehler" in str(shipped["taste.overrun"].study)


def test_the_study_s_own_days_give_the_ratio() -> None:
    overrun = thresholds.read().taste.overrun
    assert overrun.study is not None
    for words in (overrun.study.en, overrun.study.ko):
        expected, taken = (float(day) for day in re.findall(r"\d+\.\d", words))
        assert round(taken / expected, 1) == overrun.value


def test_what_a_mode_says_is_there_in_both_languages() -> None:
    for _name, words in thresholds.read().modes:
        assert not HANGUL.search(words.en)
        assert HANGUL.search(words.ko)
        language.use("ko")
        assert str(words) == words.ko
        language.use("en")
        assert str(words) == words.en


def own(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    folder.mkdir(exist_ok=True)
    (folder / "switch.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_file_of_one_s_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    empty, mine = tmp_path / "empty", own(tmp_path / "mine", "normal = { value = 7", "normal = { value = 3")
    empty.mkdir()
    assert thresholds.read([empty]) == thresholds.read()
    assert thresholds.read([mine]).cooling_off.normal.value == 3
    assert thresholds.read([mine, empty]).cooling_off.normal.value == 3
    with pytest.raises(Unreadable, match="nowhere"):
        thresholds.read([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("chance = { value = 0.8", "chance = { value = 1.2", "switch.chance.value"),
        ("chance = { value = 0.8", 'chance = { value = "0.8"', "switch.chance.value"),
        ("chance = { value = 0.8", "chance = { value = true", "switch.chance.value"),
        ("normal = { value = 7", "normal = { value = 7.5", "cooling_off.normal.value"),
        ("normal = { value = 7", "normal = { value = -1", "cooling_off.normal.value"),
        ("upside_level = { value = 4", "upside_level = { value = 6", "trial.upside_level.value"),
        ("overrun = { value = 1.15", "overrun = { value = 0", "switch.overrun.value"),
        ("lead = { value = 5, basis", "lead = { basis", "switch.lead.value"),
        ("lead = { value = 5, basis", "leed = { value = 5, basis", "switch.leed"),
        ('value = 0.4\nbasis = "design"', 'value = 0.2\nbasis = "design"', "look_back.second_person.value"),
        ('value = 0.4\nbasis = "design"', 'value = 0.4\nbasis = "seed"', "look_back.second_person.source"),
        ('value = 0.4\nbasis = "design"', 'value = 0.4\nbasis = "evidence"', "look_back.second_person.study"),
        ('value = 0.4\nbasis = "design"', 'value = 0.4\nbasis = "felt"', "look_back.second_person.basis"),
        ("value = [4, 8, 13]", "value = [4, 13, 8]", "commitment.review_weeks.value"),
        ("value = [4, 8, 13]", "value = []", "commitment.review_weeks.value"),
        ("format = 1", "format = 2", "format"),
        ("[stay]", "[extra]", "extra"),
    ],
)
def test_a_wrong_number_is_told_with_its_place(tmp_path: Path, old: str, new: str, where: str) -> None:
    with pytest.raises(Faulty) as told:
        thresholds.read([own(tmp_path / "mine", old, new)])
    assert where in [fault.where for fault in told.value.faults]
    assert all(fault.line is not None for fault in told.value.faults if fault.where == where and "value" in new)


def test_the_keys_that_tell_the_file_apart_are_its_own() -> None:
    top = set(tomllib.loads(SHIPPED.read_text(encoding="utf-8")))
    assert top > thresholds.OWN_KEYS
    for file in SHIPPED.parent.rglob("*.toml"):
        if file != SHIPPED:
            assert not thresholds.OWN_KEYS & set(tomllib.loads(file.read_text(encoding="utf-8")))


def test_what_an_estimate_takes_where_no_file_is_read_agrees_with_it() -> None:
    shipped = thresholds.read()
    assert tuple(shipped.commitment.review_weeks.value) == deadline.REVIEW_WEEKS
    assert shipped.taste.overrun.value == deadline.CORRECTION
