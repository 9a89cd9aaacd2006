"""What a person's own past says, from the files of a folder."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pickproblem import demo, edits, experience, own, rubric, store
from pickproblem.errors import Faulty
from pickproblem.record import Stint
from pickproblem.switching import commits

LIBRARY = rubric.load()
TODAY = date(2015, 3, 8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(demo.FOLDER / "tempted.toml", tmp_path))


def test_the_other_records_of_the_folder_count_and_broken_ones_do_not(path: Path) -> None:
    shutil.copy(demo.FOLDER / "humanoid.toml", path.parent)
    (path.parent / "broken.toml").write_text("format = 1\n", encoding="utf-8")
    found = experience.gather(path, LIBRARY)
    assert [Path(name).name for name, _record in found.others] == ["humanoid.toml"]
    record = store.read(path, LIBRARY).record
    assert [Path(name).name for name, _record in found.history(record)] == ["tempted.toml", "humanoid.toml"]


def test_it_is_advised_as_the_command_line_advises(path: Path) -> None:
    found = experience.gather(path, LIBRARY)
    record = store.read(path, LIBRARY).record
    assert found.examine(record, record.temptations[0], TODAY).advice.verdict == "stay"


def test_git_is_asked_once_for_a_stretch_of_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def days_with_commits(repository: Path, first: date, last: date, *, seconds: float) -> commits.Days:
        asked.append(repository)
        return commits.Days(3)

    monkeypatch.setattr(commits, "days_with_commits", days_with_commits)
    stored = store.read(path, LIBRARY)
    stint = Stint.model_validate({"from": date(2014, 12, 4), "repository": "."})
    record = store.save(stored, edits.change_candidate(stored.record, "walking", stints=[stint])).record
    found = experience.gather(path, LIBRARY)
    for _n in range(3):
        found.examine(record, record.temptations[0], TODAY)
    assert len(asked) == 1


def test_a_record_that_is_broken_itself_is_told(path: Path) -> None:
    path.write_text("format = 1\n", encoding="utf-8")
    with pytest.raises(Faulty):
        experience.gather(path, LIBRARY)


def test_the_time_of_one_record_from_its_first_day_on(path: Path) -> None:
    back = experience.time_of(str(path), store.read(path, LIBRARY).record, TODAY)
    assert back.window[0] <= date(2014, 9, 8)
    assert sum(one.inside for one in back.stints) == 440 + 40 + 320


def test_how_much_what_is_new_is_lowered_is_the_usual_till_there_is_a_figure_of_one_s_own(
    path: Path, tmp_path: Path
) -> None:
    assert experience.newness(path, LIBRARY) == 0.5
    folder = tmp_path / "own"
    folder.mkdir()
    text = (rubric.shipped_folder() / "switch.toml").read_text(encoding="utf-8")
    (folder / "switch.toml").write_text(
        text.replace("usual = { value = 0.5", "usual = { value = 0.9"), encoding="utf-8"
    )
    own.use(str(folder))
    assert experience.newness(path, LIBRARY) == 0.9
