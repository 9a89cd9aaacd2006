from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pickproblem import edits, store
from pickproblem.errors import Conflict, NotSaved
from pickproblem.record import Record, Session, Setting
from pickproblem.store import Stored, disk, migration
from tests.store.changes import TEXT, names, titled
from tests.strategies import LIBRARY


def test_what_is_saved_is_read_back(stored: Stored, record: Record) -> None:
    after = store.save(stored, titled(record))
    assert store.read(stored.path, LIBRARY) == after
    assert after.record.title == "Changed"
    assert after.digest != stored.digest
    assert names(stored.path.parent) == ["vehicle.toml"]


def test_saves_go_on_from_each_other(stored: Stored, record: Record) -> None:
    for n in range(3):
        stored = store.save(stored, titled(record, str(n)))
    assert store.read(stored.path, LIBRARY).record.title == "2"


class TestUnchanged:
    def test_is_not_written(self, stored: Stored, record: Record) -> None:
        before = stored.path.stat()
        assert store.save(stored, titled(record, record.title)) == stored
        assert stored.path.stat().st_ino == before.st_ino

    def test_keeps_comments_and_layout(self, write: Callable[[str], Stored]) -> None:
        text = "# mine\n" + TEXT
        stored = write(text)
        after = store.save(stored, titled(stored.record, stored.record.title), on_notice=pytest.fail)
        assert stored.path.read_text() == text
        assert after.has_comments

    def test_is_a_conflict_all_the_same(self, stored: Stored, record: Record) -> None:
        stored.path.write_text("other")
        with pytest.raises(Conflict, match="changed since"):
            store.save(stored, record)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (Setting(disk_gb=10), Setting(disk_gb=10.0)),
            (Setting(goal="x"), Setting(goal="y")),
        ],
    )
    def test_is_not_what_merely_compares_equal(
        self, file: Path, record: Record, before: Setting, after: Setting
    ) -> None:
        stored = store.create(file, record.model_copy(update={"setting": before}))
        store.save(stored, record.model_copy(update={"setting": after}))
        assert repr(store.read(file, LIBRARY).record.setting) == repr(after)


class TestConflict:
    @pytest.mark.parametrize("other", ["", "garbage [", TEXT, "\xff", "x" * 5_000_001])
    def test_whatever_the_other_wrote_stays(self, stored: Stored, record: Record, other: str) -> None:
        stored.path.write_text(other, encoding="latin-1")
        with pytest.raises(Conflict, match=r"vehicle\.toml: not saved: the file changed since it was read"):
            store.save(stored, titled(record))
        assert stored.path.read_text(encoding="latin-1") == other
        assert names(stored.path.parent) == ["vehicle.toml"]

    def test_deleted(self, stored: Stored, record: Record) -> None:
        stored.path.unlink()
        with pytest.raises(Conflict, match="was deleted since it was read"):
            store.save(stored, titled(record))
        assert names(stored.path.parent) == []

    def test_deleted_with_nothing_to_write(self, stored: Stored, record: Record) -> None:
        stored.path.unlink()
        with pytest.raises(Conflict, match="was deleted since it was read"):
            store.save(stored, record)

    def test_deleted_folder(self, stored: Stored, record: Record) -> None:
        stored.path.unlink()
        stored.path.parent.rmdir()
        with pytest.raises(Conflict, match="was deleted since it was read"):
            store.save(stored, titled(record))

    @pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
    def test_no_longer_a_file(self, stored: Stored, record: Record, make: Callable[[Path], None]) -> None:
        stored.path.unlink()
        make(stored.path)
        with pytest.raises(Conflict, match="not a regular file"):
            store.save(stored, titled(record))

    def test_comes_between_writing_and_replacing(
        self, stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        really = os.fsync

        def synced(descriptor: int) -> None:
            really(descriptor)
            stored.path.write_text("other")

        monkeypatch.setattr(os, "fsync", synced)
        with pytest.raises(Conflict, match="changed since"):
            store.save(stored, titled(record))
        assert stored.path.read_text() == "other"
        assert names(stored.path.parent) == ["vehicle.toml"]

    def test_none_where_the_other_wrote_the_same(self, stored: Stored, record: Record) -> None:
        wanted = store.serialise(titled(record))
        stored.path.write_bytes(wanted)
        assert store.save(stored, titled(record)) == store.read(stored.path, LIBRARY)


class TestMode:
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
    def test_stays(self, stored: Stored, record: Record, mode: int) -> None:
        stored.path.chmod(mode)
        store.save(stored, titled(record))
        assert stat.S_IMODE(stored.path.stat().st_mode) == mode

    @pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
    def test_of_a_new_file_is_what_the_person_set(self, file: Path, record: Record, umask: int, mode: int) -> None:
        before = os.umask(umask)
        try:
            store.create(file, record)
        finally:
            os.umask(before)
        assert stat.S_IMODE(file.stat().st_mode) == mode

    @pytest.mark.parametrize("links", [True, False])
    def test_of_a_private_record_is_that_of_its_copies(
        self, write: Callable[[str], Stored], monkeypatch: pytest.MonkeyPatch, links: bool
    ) -> None:
        stored = write("# why\n" + TEXT)
        stored.path.chmod(0o600)
        if not links:
            monkeypatch.setattr(os, "link", _no_links)
        store.keep_both(stored, titled(stored.record))
        store.save(stored, titled(stored.record))
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in stored.path.parent.iterdir()}
        assert set(modes.values()) == {0o600}
        assert len(modes) == 3

    def test_of_the_temporary_file_is_never_wider(
        self, stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stored.path.chmod(0o600)
        opened = []
        really = os.open

        def watched(path: Path, flags: int, mode: int = 0o777) -> int:
            if flags & os.O_EXCL:
                opened.append((mode, bool(flags & os.O_NOFOLLOW)))
            return really(path, flags, mode)

        monkeypatch.setattr(os, "open", watched)
        store.save(stored, titled(record))
        assert opened == [(0o600, True)]

    @pytest.mark.skipif(os.geteuid() != 0, reason="gives files away, which only root may")
    def test_and_owner_stay(self, stored: Stored, record: Record) -> None:
        os.chown(stored.path, 1234, 2345)
        stored.path.chmod(0o640)
        store.save(stored, titled(record))
        after = stored.path.stat()
        assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (1234, 2345, 0o640)

    def test_group_stays_where_the_owner_cannot(
        self, stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = []

        def refused(descriptor: int, user: int, group: int) -> None:
            asked.append((user, group))
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "fchown", refused)
        monkeypatch.setattr(
            disk, "writable", lambda target, path: os.stat_result((0o100640, 0, 0, 1, 7, 8, 1, 0, 0, 0))
        )
        store.save(stored, titled(record))
        assert asked == [(7, 8), (-1, 8)]
        assert stat.S_IMODE(stored.path.stat().st_mode) == 0o640


class TestReadOnly:
    def test_file(self, stored: Stored, record: Record) -> None:
        stored.path.chmod(0o444)
        with pytest.raises(NotSaved, match=r"vehicle\.toml: not saved: the file is read-only") as refused:
            store.save(stored, titled(record))
        assert not isinstance(refused.value, Conflict)
        assert store.read(stored.path, LIBRARY) == stored

    @pytest.mark.parametrize("folder_mode", [0o555, 0o777])
    @pytest.mark.skipif(os.geteuid() != 0, reason="plays another person, which only root may")
    def test_for_another_person(
        self, stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch, folder_mode: int
    ) -> None:
        # A folder one may not write in; a file one may not write in a folder where it could be replaced.
        stored.path.chmod(0o666 if folder_mode == 0o555 else 0o644)
        stored.path.parent.chmod(folder_mode)
        monkeypatch.chdir(stored.path.parent)
        here = stored._replace(path=Path(stored.path.name))
        os.seteuid(65534)
        try:
            with pytest.raises(NotSaved, match="Permission denied"):
                store.save(here, titled(record))
            with pytest.raises(NotSaved, match="Permission denied"):
                store.update(here.path, LIBRARY, titled)
            if folder_mode == 0o555:
                with pytest.raises(NotSaved, match="Permission denied"):
                    store.create(Path("new.toml"), record)
        finally:
            os.seteuid(0)
        assert store.read(stored.path, LIBRARY) == stored
        assert names(stored.path.parent) == ["vehicle.toml"]


class TestLinks:
    def test_are_written_through(self, stored: Stored, record: Record, tmp_path: Path) -> None:
        link = tmp_path / "link.toml"
        link.symlink_to("work/vehicle.toml")
        after = store.save(store.read(link, LIBRARY), titled(record))
        assert link.is_symlink()
        assert after.path == link
        assert store.read(stored.path, LIBRARY).record.title == "Changed"
        assert names(tmp_path) == ["link.toml", "work"]
        assert names(stored.path.parent) == ["vehicle.toml"]

    def test_left_dangling_are_a_conflict(self, stored: Stored, record: Record, tmp_path: Path) -> None:
        link = tmp_path / "link.toml"
        link.symlink_to(stored.path)
        read = store.read(link, LIBRARY)
        stored.path.unlink()
        with pytest.raises(Conflict, match=r"link\.toml: not saved: the file was deleted"):
            store.save(read, titled(record))
        assert link.is_symlink()
        assert names(stored.path.parent) == []

    def test_in_a_circle_are_refused(self, stored: Stored, record: Record) -> None:
        stored.path.unlink()
        stored.path.symlink_to(stored.path)
        with pytest.raises(NotSaved):
            store.save(stored, titled(record))


class TestComments:
    def test_are_kept_beside_once(self, write: Callable[[str], Stored]) -> None:
        text = "# why: see below\n" + TEXT
        stored = write(text)
        told: list[str] = []
        stored = store.save(stored, titled(stored.record), told.append)
        stored = store.save(stored, titled(stored.record, "Again"), told.append)
        assert len(told) == 1
        assert "vehicle.toml.orig" in told[0]
        assert (stored.path.parent / "vehicle.toml.orig").read_text() == text
        assert names(stored.path.parent) == ["vehicle.toml", "vehicle.toml.orig"]

    def test_are_not_needed_to_be_told(self, write: Callable[[str], Stored]) -> None:
        stored = write("# why\n" + TEXT)
        store.save(stored, titled(stored.record))
        assert names(stored.path.parent) == ["vehicle.toml", "vehicle.toml.orig"]

    def test_made_later_are_kept_too(self, write: Callable[[str], Stored]) -> None:
        kept = []
        for n in range(3):
            stored = write(f"# {n}\n{TEXT}")
            store.save(stored, titled(stored.record), kept.append)
        folder = stored.path.parent
        assert names(folder) == ["vehicle.toml"] + [f"vehicle.toml.orig{end}" for end in ("", "-2", "-3")]
        assert (folder / "vehicle.toml.orig").read_text().startswith("# 0")
        assert "vehicle.toml.orig-3" in kept[2]

    def test_in_strings_are_none(self, write: Callable[[str], Stored]) -> None:
        stored = write(TEXT + 'setting.goal = "issue #3"\n')
        store.save(stored, titled(stored.record), pytest.fail)
        assert names(stored.path.parent) == ["vehicle.toml"]

    def test_nothing_is_kept_where_nothing_was_written(
        self, write: Callable[[str], Stored], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stored = write("# why\n" + TEXT)

        def full(*told: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(NotSaved, match="No space left"):
            store.save(stored, titled(stored.record), pytest.fail)
        assert names(stored.path.parent) == ["vehicle.toml"]

    def test_of_an_older_format_are_kept_with_it(
        self, write: Callable[[str], Stored], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(migration, "MIGRATIONS", {0: lambda data: data | {"format": 1}})
        text = "# old\n" + TEXT.replace("format = 1", "format = 0")
        stored = write(text)
        told: list[str] = []
        after = store.save(stored, stored.record, told.append)
        assert told == [f"{stored.path} was of format 0; as it was it is kept beside as vehicle.toml.v0"]
        assert (stored.path.parent / "vehicle.toml.v0").read_text() == text
        assert after == store.read(stored.path, LIBRARY)
        assert after.from_format == 1
        assert store.save(after, titled(after.record), pytest.fail)
        assert names(stored.path.parent) == ["vehicle.toml", "vehicle.toml.v0"]


class TestNotWritten:
    """What could not be read again never reaches the disk."""

    def refused(self, stored: Stored, record: Record, why: str) -> str:
        with pytest.raises(NotSaved, match=why) as error:
            store.save(stored, record)
        with pytest.raises(NotSaved, match=why):
            store.create(stored.path.with_name("new.toml"), record)
        assert names(stored.path.parent) == ["vehicle.toml"]
        assert store.read(stored.path, LIBRARY) == stored
        return str(error.value)

    def test_lone_surrogates(self, stored: Stored, record: Record) -> None:
        message = self.refused(stored, titled(record, "a \x1b b \ud800 c"), "UTF-8 cannot hold")
        assert r'title = "a \u001b b <U+D800>' in message
        message.encode()

    def test_lone_surrogates_in_keys(self, stored: Stored, record: Record) -> None:
        self.refused(stored, record.model_copy(update={"extra": {"\udfff": 1}}), "UTF-8 cannot hold")

    def test_what_toml_has_not(self, stored: Stored, record: Record) -> None:
        self.refused(stored, record.model_copy(update={"extra": {"x": object}}), "TOML cannot hold")

    def test_numbers_that_python_does_not_write(self, stored: Stored, record: Record) -> None:
        self.refused(stored, record.model_copy(update={"extra": {"x": 1 << 100_000}}), "TOML cannot hold")

    def test_what_the_model_refuses(self, stored: Stored, record: Record) -> None:
        self.refused(stored, titled(record, ""), "could not be read again.*title")

    def test_references_to_nothing(self, stored: Stored, record: Record) -> None:
        session = Session(id="1", reason="start", started=record.created, gut=["nobody"])
        faulty = record.model_copy(update={"sessions": [session]})
        self.refused(
            stored, faulty, r"could not be read again.*sessions\[0\]\.gut\[0\].*there is no candidate nobody"
        )

    def test_more_than_can_be_read(self, stored: Stored, record: Record) -> None:
        self.refused(stored, titled(record, "x" * 5_000_000), "larger than 5 MB")

    def test_deeper_than_can_be_read(self, stored: Stored, record: Record) -> None:
        deep: dict[str, object] = {}
        for _n in range(70):
            deep = {"a": deep}
        self.refused(stored, record.model_copy(update={"extra": deep}), "could not be read again")

    def test_deeper_than_python_goes(self, stored: Stored, record: Record) -> None:
        deep: list[object] = []
        for _n in range(5000):
            deep = [deep]
        self.refused(stored, record.model_copy(update={"extra": {"a": deep}}), "TOML cannot hold")

    def test_what_is_read_back_otherwise(
        self, stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        really = store.serialising.tomli_w.dumps
        monkeypatch.setattr(
            "pickproblem.store.serialising.tomli_w.dumps", lambda data: really(data).replace("Changed", "Changed ")
        )
        self.refused(stored, titled(record), "would not be read back")


class TestCreate:
    def test_says_what_was_written(self, stored: Stored, record: Record) -> None:
        assert stored == store.read(stored.path, LIBRARY)
        assert stored.record == record
        assert names(stored.path.parent) == ["vehicle.toml"]

    @pytest.mark.parametrize("links", [True, False])
    @pytest.mark.parametrize("what", ["file", "folder", "dangling"])
    def test_never_over_anything(
        self, file: Path, record: Record, monkeypatch: pytest.MonkeyPatch, what: str, links: bool
    ) -> None:
        if what == "file":
            file.write_text("mine")
        elif what == "folder":
            file.mkdir()
        else:
            file.symlink_to("nowhere")
        before = file.lstat()
        if not links:
            monkeypatch.setattr(os, "link", _no_links)
        with pytest.raises(NotSaved, match="exists already, and is left as it is"):
            store.create(file, record)
        assert file.lstat() == before
        assert names(file.parent) == ["vehicle.toml"]

    def test_on_a_disk_without_links(self, file: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "link", _no_links)
        assert store.create(file, record) == store.read(file, LIBRARY)
        assert names(file.parent) == ["vehicle.toml"]

    def test_made_the_records_folder(self, home: Path, record: Record) -> None:
        assert not home.parent.joinpath("records").exists()
        stored = store.create(home / "a.toml", record)
        assert store.read(home / "a.toml", LIBRARY) == stored

    def test_makes_no_other_folder(self, tmp_path: Path, record: Record) -> None:
        with pytest.raises(NotSaved, match=r"there is no folder .*elsewhere"):
            store.create(tmp_path / "elsewhere" / "a.toml", record)
        assert names(tmp_path) == []

    def test_a_name_that_cannot_be(self, tmp_path: Path, record: Record) -> None:
        with pytest.raises(NotSaved, match="not saved"):
            store.create(tmp_path / "a\0b.toml", record)

    def test_the_longest_name_there_is(self, tmp_path: Path, record: Record) -> None:
        path = tmp_path / ("가" * 83 + "a.toml")
        assert len(os.fsencode(path.name)) == 255
        stored = store.create(path, record)
        assert store.save(stored, titled(record)) == store.read(path, LIBRARY)
        assert names(tmp_path) == [path.name]


def _no_links(*_told: object, **_also: object) -> None:
    raise OSError(1, "Operation not permitted")


class TestKeepBoth:
    def test_beside_what_the_other_wrote(self, stored: Stored, record: Record) -> None:
        stored.path.write_text("other")
        now = datetime(2026, 11, 21, 10, 15)
        copy = store.keep_both(stored, titled(record), now)
        assert copy.path == stored.path.with_name("vehicle.conflict-20261121-101500.toml")
        assert copy == store.read(copy.path, LIBRARY)
        assert stored.path.read_text() == "other"
        stored.path.unlink()
        again = store.keep_both(stored, titled(record), now)
        assert again.path == stored.path.with_name("vehicle.conflict-20261121-101500-2.toml")
        assert store.save(copy, record) == store.read(copy.path, LIBRARY)

    def test_is_listed_beside_the_record(self, stored: Stored, record: Record) -> None:
        copy = store.keep_both(stored, record)
        assert store.sync_copies(stored.path) == [copy.path]

    def test_beside_the_file_that_a_link_leads_to(self, stored: Stored, record: Record, tmp_path: Path) -> None:
        link = tmp_path / "link.toml"
        link.symlink_to(stored.path)
        copy = store.keep_both(store.read(link, LIBRARY), record)
        assert copy.path.parent == stored.path.parent
        assert copy.path.name.startswith("vehicle.conflict-")


class TestUpdate:
    def test_reads_applies_and_saves(self, stored: Stored) -> None:
        after = store.update(stored.path, LIBRARY, titled)
        assert after == store.read(stored.path, LIBRARY)
        assert after.record.title == "Changed"
        assert names(stored.path.parent) == ["vehicle.toml"]

    @pytest.mark.parametrize(("times", "saved"), [(1, True), (4, True), (5, False), (9, False)])
    def test_again_where_an_editor_came_between(self, stored: Stored, times: int, saved: bool) -> None:
        written = []

        def change(record: Record) -> Record:
            if len(written) < times:
                written.append(f"editor {len(written)}")
                stored.path.write_bytes(store.serialise(titled(record, written[-1])))
            return record.model_copy(update={"setting": Setting(goal=f"{record.title}, and mine")})

        if not saved:
            with pytest.raises(Conflict):
                store.update(stored.path, LIBRARY, change)
            assert store.read(stored.path, LIBRARY).record.title == "editor 4"
            return
        store.update(stored.path, LIBRARY, change)
        after = store.read(stored.path, LIBRARY).record
        assert after.title == written[-1]
        assert after.setting == Setting(goal=f"{written[-1]}, and mine")

    def test_tells_of_comments(self, write: Callable[[str], Stored]) -> None:
        told: list[str] = []
        store.update(write("# x\n" + TEXT).path, LIBRARY, titled, on_notice=told.append)
        assert len(told) == 1

    def test_what_the_change_raises_comes_through(self, stored: Stored) -> None:
        def wrong(record: Record) -> Record:
            raise ValueError("a mistake of the program")

        with pytest.raises(ValueError, match="a mistake"):
            store.update(stored.path, LIBRARY, wrong)
        assert names(stored.path.parent) == ["vehicle.toml"]
        store.update(stored.path, LIBRARY, titled)

    def test_of_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(store.reading.Unreadable, match="no such file"):
            store.update(tmp_path / "none" / "a.toml", LIBRARY, titled)


class TestWriteFile:
    def test_new(self, file: Path) -> None:
        store.write_file(file, b"report")
        assert file.read_bytes() == b"report"
        with pytest.raises(NotSaved, match="exists already"):
            store.write_file(file, b"other")
        assert file.read_bytes() == b"report"

    def test_over(self, file: Path) -> None:
        store.write_file(file, b"one", over=True)
        file.chmod(0o604)
        store.write_file(file, b"two", over=True)
        assert file.read_bytes() == b"two"
        assert stat.S_IMODE(file.stat().st_mode) == 0o604
        assert names(file.parent) == ["vehicle.toml"]

    @pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
    def test_never_over_what_is_no_file(self, file: Path, make: Callable[[Path], None]) -> None:
        make(file)
        with pytest.raises(NotSaved, match="not a regular file"):
            store.write_file(file, b"one", over=True)

    def test_nowhere(self, tmp_path: Path) -> None:
        with pytest.raises(NotSaved, match="No such file"):
            store.write_file(tmp_path / "none" / "a", b"one", over=True)


def test_comments_of_another_kind_of_end(write: Callable[[str], Stored]) -> None:
    stored = write("\ufeff" + TEXT.replace("\n", "\r\n") + 'setting.goal = """a\r\nb\\r\\nc"""\r\n')
    after = store.save(stored, titled(stored.record))
    assert after.record.setting == Setting(goal="a\nb\r\nc")
    assert store.read(stored.path, LIBRARY) == after


def test_moments_keep_their_zone(stored: Stored, record: Record) -> None:
    moved = record.model_copy(update={"created": record.created.astimezone(datetime.now(UTC).astimezone().tzinfo)})
    store.save(stored, moved)
    assert store.read(stored.path, LIBRARY).record.created.utcoffset() == moved.created.utcoffset()


def test_that_there_is_no_gpu_is_kept(tmp_path: Path) -> None:
    record = edits.set_setting(edits.new_record("Which", edits.now()), {"gpus": []})
    path = tmp_path / "none.toml"
    store.create(path, record)
    setting = store.read(path, LIBRARY).record.setting
    assert setting is not None
    assert setting.gpus == []
