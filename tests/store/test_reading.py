from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pickproblem import store
from pickproblem.errors import Faulty, Unreadable
from pickproblem.store import Stored, migration
from tests.store.changes import TEXT
from tests.strategies import LIBRARY


def test_what_is_read(write: Callable[[str], Stored], file: Path) -> None:
    stored = write(TEXT)
    assert stored.record.title == "What to submit"
    assert stored.record.created == datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert stored.path == file
    assert stored.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert not stored.has_comments
    assert stored.from_format == 1


@pytest.mark.parametrize("comment", ["# x\n", "profile = 'balanced' #", "[extra]\na = '#'\nb = [ # x\n]"])
def test_comments_are_seen(write: Callable[[str], Stored], comment: str) -> None:
    rest = TEXT.replace('profile = "balanced"\n', "") if "profile" in comment else TEXT
    assert write(rest + comment).has_comments


def test_the_digest_is_of_the_bytes(write: Callable[[str], Stored]) -> None:
    assert write(TEXT).digest != write("\ufeff" + TEXT).digest != write(TEXT.replace("\n", "\r\n")).digest


def test_a_file_is_as_it_was_read_until_somebody_writes_other_bytes(
    write: Callable[[str], Stored], file: Path
) -> None:
    stored = write(TEXT)
    assert store.is_as_read(stored)
    file.write_text(TEXT)
    assert store.is_as_read(stored), "the same bytes written again change nothing"
    file.write_text(TEXT + "\n")
    assert not store.is_as_read(stored)
    file.unlink()
    with pytest.raises(Unreadable):
        store.is_as_read(stored)


def test_faults_of_the_whole_are_told_with_their_lines(file: Path) -> None:
    file.write_text(
        TEXT.replace("balanced", "balnced")
        + '[[candidates]]\nid = "a"\ntitle = "A"\nstate = "open"\n'
        + '[[sessions]]\nid = "1"\nreason = "start"\nstarted = 2026-11-21T10:00:00Z\ngut = ["b"]\n'
        + "[sessions.answers.a.intrest]\nlevel = 1\n"
    )
    with pytest.raises(Faulty) as told:
        store.read(file, LIBRARY)
    assert str(told.value).splitlines() == [
        f"{file}:4: profile: there is no profile balnced; did you mean balanced?",
        f"{file}:14: sessions[0].answers.a.intrest: there is no rubric intrest; did you mean interest?",
        f"{file}:13: sessions[0].gut[0]: there is no candidate b; known: a",
    ]


def test_the_name_of_the_file_is_shown_safely(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b]52;\u202e.toml"
    file.write_text("x = [")
    with pytest.raises(Faulty) as told:
        store.read(file, LIBRARY)
    assert "a␛]52;<U+202E>.toml:" in str(told.value)


class TestUnreadable:
    def test_missing(self, file: Path) -> None:
        with pytest.raises(Unreadable, match=r"vehicle\.toml: no such file$"):
            store.read(file, LIBRARY)

    def test_missing_with_a_copy_that_a_sync_program_left(self, file: Path) -> None:
        copy = file.with_name("vehicle.sync-conflict-20261121-101500-ABCDEFG.toml")
        copy.write_text(TEXT)
        with pytest.raises(Unreadable, match=r"vehicle\.toml: no such file; beside it lies vehicle\.sync-conflict-"):
            store.read(file, LIBRARY)

    def test_folder_without_even_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="no such file"):
            store.read(tmp_path / "none" / "a.toml", LIBRARY)

    @pytest.mark.parametrize(
        ("make", "why"),
        [
            (lambda path: path.mkdir(), "is a folder"),
            (os.mkfifo, "is not a regular file"),
            (lambda path: path.symlink_to("nowhere"), "no such file"),
            (lambda path: path.symlink_to(path), "cannot be opened"),
            (lambda path: path.write_bytes(b"#" * 5_000_001), "larger than 5 MB"),
        ],
        ids=["folder", "pipe", "dangling", "circle", "large"],
    )
    def test_no_text(self, file: Path, make: Callable[[Path], None], why: str) -> None:
        make(file)
        with pytest.raises(Unreadable, match=why):
            store.read(file, LIBRARY)

    def test_device(self) -> None:
        with pytest.raises(Unreadable, match="is not a regular file"):
            store.read(Path("/dev/null"), LIBRARY)

    def test_name(self) -> None:
        with pytest.raises(Unreadable, match="cannot be opened"):
            store.read(Path("a\0b"), LIBRARY)

    @pytest.mark.skipif(os.geteuid() != 0, reason="plays another person, which only root may")
    def test_permission(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file.write_text(TEXT)
        file.chmod(0o600)
        monkeypatch.chdir(file.parent)
        os.seteuid(65534)
        try:
            with pytest.raises(Unreadable, match="cannot be opened: Permission denied"):
                store.read(Path(file.name), LIBRARY)
        finally:
            os.seteuid(0)


class TestFormats:
    """A record of another format than today's."""

    OLD = TEXT.replace("format = 1", "format = -1").replace("title", "name")

    @pytest.fixture
    def _two_steps(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def renamed(data: dict[str, object]) -> dict[str, object]:
            return {"title": data["name"], **{k: v for k, v in data.items() if k != "name"}, "format": 0}

        monkeypatch.setattr(migration, "MIGRATIONS", {-1: renamed, 0: lambda data: data | {"format": 1}})

    def test_newer_is_refused(self, file: Path) -> None:
        file.write_text("# from the future\n" + TEXT.replace("format = 1", "format = 2\nsomething = 1"))
        with pytest.raises(Faulty) as told:
            store.read(file, LIBRARY)
        assert str(told.value) == (
            f"{file}:2: format: the record is newer than this program, whose newest format is 1; "
            "a newer pickproblem reads it"
        )

    @pytest.mark.usefixtures("_two_steps")
    def test_older_is_brought_to_todays(self, write: Callable[[str], Stored], file: Path) -> None:
        stored = write(self.OLD)
        assert stored.record.title == "What to submit"
        assert stored.record.format == 1
        assert stored.from_format == -1
        assert file.read_text() == self.OLD

    @pytest.mark.usefixtures("_two_steps")
    def test_faults_after_it_still_have_lines(self, file: Path) -> None:
        file.write_text(self.OLD.replace('"balanced"', "7"))
        with pytest.raises(Faulty, match=r"toml:4: profile: 7 does not belong here"):
            store.read(file, LIBRARY)

    @pytest.mark.usefixtures("_two_steps")
    def test_older_that_makes_no_sense(self, file: Path) -> None:
        file.write_text(self.OLD.replace("name", "nmae"))
        with pytest.raises(Faulty, match="is of an older format and cannot be brought to format 1"):
            store.read(file, LIBRARY)

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "format: is missing"),
            ("format = 0\n", "format: 0 is not among the choices; one of 1"),
            ("format = true\n", "format: true does not belong here; a whole number"),
            ("format = 1.0\n", "format: 1.0 does not belong here; a whole number"),
            ('format = "1"\n', "format: '1' does not belong here; a whole number"),
        ],
    )
    def test_unknown_is_refused_by_the_model(self, file: Path, text: str, fault: str) -> None:
        file.write_text(TEXT.replace("format = 1\n", text))
        with pytest.raises(Faulty) as told:
            store.read(file, LIBRARY)
        assert fault in str(told.value)


def test_of_very_many_faults_between_the_parts_the_first_are_told_and_all_counted(
    write: Callable[[str], Stored],
) -> None:
    stints = "".join("[[candidates.stints]]\nfrom = 2026-01-01\n" for _n in range(2502))
    with pytest.raises(Faulty) as told:
        write(TEXT + '[[candidates]]\nid = "z"\ntitle = "Z"\nstate = "open"\n' + stints)
    assert len(told.value.faults) == 2000
    assert told.value.others == 501
    assert str(told.value).endswith("and 2498 more faults")
