from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import store
from tests.store.changes import TEXT


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def put(path: Path, text: str = TEXT, age: float = 0) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


class TestRecordsFolder:
    def test_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PICKPROBLEM_HOME", "/some/where")
        assert store.records_folder() == Path("/some/where")

    def test_named_from_home(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", "/home/mina")
        monkeypatch.setenv("PICKPROBLEM_HOME", "~/records")
        assert store.records_folder() == Path("/home/mina/records")

    @pytest.mark.skipif(sys.platform != "linux", reason="each system has its own")
    @pytest.mark.parametrize("unnamed", [None, ""])
    def test_of_the_system(self, monkeypatch: pytest.MonkeyPatch, unnamed: str | None) -> None:
        monkeypatch.delenv("PICKPROBLEM_HOME") if unnamed is None else monkeypatch.setenv("PICKPROBLEM_HOME", "")
        monkeypatch.setenv("XDG_DATA_HOME", "/data")
        assert store.records_folder() == Path("/data/pickproblem")

    def test_is_not_made_by_asking(self, home: Path, here: Path) -> None:
        store.records_folder()
        store.locate("a.toml")
        store.listing()
        assert not home.exists()


class TestLocate:
    def test_here_first(self, here: Path, home: Path) -> None:
        put(home / "a.toml")
        assert store.locate("a.toml") == home / "a.toml"
        put(here / "a.toml")
        assert store.locate("a.toml") == Path("a.toml")

    def test_neither(self, here: Path) -> None:
        assert store.locate("a.toml") == Path("a.toml")

    @pytest.mark.parametrize("name", ["./a.toml", "b/a.toml", "../a.toml", "/a.toml"])
    def test_with_a_folder(self, here: Path, home: Path, name: str) -> None:
        put(home / "a.toml")
        named = store.locate(name)
        assert named == Path(name) or name == "./a.toml"

    @pytest.mark.parametrize("name", ["", "a\0b", "x" * 300, "\ud800"])
    def test_odd_names(self, here: Path, name: str) -> None:
        assert store.locate(name) == Path(name)


class TestListing:
    def test_both_folders_newest_first(self, here: Path, home: Path) -> None:
        put(here / "old.toml", age=30)
        put(home / "older.toml", age=40)
        put(home / "new.toml", age=10)
        put(here / "middle.toml", age=20)
        assert store.listing() == [home / "new.toml", Path("middle.toml"), Path("old.toml"), home / "older.toml"]

    def test_no_file_twice(self, here: Path, home: Path) -> None:
        put(home / "a.toml")
        (here / "link.toml").symlink_to(home / "a.toml")
        assert store.listing() == [Path("link.toml")]
        (here / "link.toml").unlink()
        assert store.listing() == [home / "a.toml"]

    def test_in_the_records_folder_itself(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(home / "a.toml")
        monkeypatch.chdir(home)
        assert store.listing() == [Path("a.toml")]

    @pytest.mark.parametrize(
        "text",
        [
            TEXT,
            "\ufeff" + TEXT,
            TEXT.replace("\n", "\r\n"),
            "# why\n\n" + TEXT,
            "format=1\ncreated=",
            "  format = 2\n  profile = 3",
            "<<<<<<< ours\n" + TEXT,
        ],
    )
    def test_records_here(self, here: Path, text: str) -> None:
        put(here / "a.toml", text)
        assert store.listing() == [Path("a.toml")]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            'format = 1\nid = "interest"\n[title]\nen = "Profile"\n',
            'format = 1\nid = "balanced"\norder = [["interest"]]\n[title]\nen = "x"\n',
            '[project]\nname = "x"\n[tool.isort]\nprofile = "black"\n[tool.x]\nformat = 1\n',
            'format = "ruff"\nprofile = "black"\n',
            'title = "x"\ncreated = 2026-11-21\n',
            "x = 1\n" * 5000 + TEXT,
            "\x00\xff",
        ],
    )
    def test_other_files_here(self, here: Path, text: str) -> None:
        put(here / "a.toml", text)
        assert store.listing() == []

    def test_any_file_in_the_records_folder(self, here: Path, home: Path) -> None:
        broken = put(home / "broken.toml", "garbage")
        assert store.listing() == [broken]

    @pytest.mark.parametrize(
        "name",
        [
            ".a.toml",
            ".a.toml.0123456789abcdef.tmp",
            "a.toml.orig",
            "a.toml.v1",
            "a.txt",
            "a.sync-conflict-20261121-101500-ABCDEFG.toml",
            "a.conflict-20261121-101500.toml",
        ],
    )
    def test_what_lies_beside_records(self, here: Path, home: Path, name: str) -> None:
        put(here / name)
        put(home / name)
        assert store.listing() == []

    def test_what_is_no_file(self, here: Path, home: Path) -> None:
        home.mkdir()
        for folder in (here, home):
            (folder / "folder.toml").mkdir()
            os.mkfifo(folder / "pipe.toml")
            (folder / "dangling.toml").symlink_to("nowhere")
            (folder / "circle.toml").symlink_to("circle.toml")
        good = put(home / "good.toml")
        assert store.listing() == [good]

    def test_nothing_stays_open(self, here: Path, home: Path) -> None:
        put(here / "a.toml")
        put(here / "b.toml", "garbage")
        put(home / "c.toml")
        first = os.open(here, os.O_RDONLY)
        os.close(first)
        assert len(store.listing()) == 2
        again = os.open(here, os.O_RDONLY)
        os.close(again)
        assert again == first

    def test_folders_that_are_not_there(self, here: Path) -> None:
        here.rmdir()
        assert store.listing() == []

    @pytest.mark.skipif(os.geteuid() != 0, reason="plays another person, which only root may")
    def test_what_may_not_be_read(self, here: Path, home: Path) -> None:
        put(here / "secret.toml").chmod(0o600)
        put(here / "open.toml").chmod(0o644)
        put(home / "a.toml")
        home.chmod(0o700)
        os.seteuid(65534)
        try:
            assert store.listing() == [Path("open.toml")]
        finally:
            os.seteuid(0)


class TestFileName:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("What to submit?", "what-to-submit"),
            ("차량 워크숍: 무엇을 낼까", "차량-워크숍-무엇을-낼까"),
            (unicodedata.normalize("NFD", "흥미"), "흥미"),
            ("Mina’s 2nd idea -- really", "minas-2nd-idea-really"),
            ("../../etc/passwd\0\n", "etc-passwd"),
            ("C:\\a|b*c", "c-a-b-c"),
            ("नमस्ते", "नमस्ते"),
            ("e\u200d\u0301", "é"),
            ("con", "2026-11-21"),
            ("Com¹", "2026-11-21"),
            ("console", "console"),
            ("…", "2026-11-21"),
            ("", "2026-11-21"),
            ("\u0301", "2026-11-21"),
            ("🙂\u202e\ud800", "2026-11-21"),
            ("a " * 100, "-".join("a" * 30)),
            ("word " * 20, "word-" * 11 + "word"),
            ("x" * 100, "x" * 60),
            ("가" * 100, "가" * 60),
        ],
    )
    def test_of(self, title: str, name: str) -> None:
        assert store.file_name(title, date(2026, 11, 21)) == name

    def test_today(self) -> None:
        assert store.file_name("") == date.today().isoformat()

    @given(st.text())
    def test_is_always_usable(self, title: str) -> None:
        name = store.file_name(title, date(2026, 11, 21))
        assert 1 <= len(name) <= 60
        assert len(name.encode()) <= 180
        assert name == unicodedata.normalize("NFC", name)
        assert name == store.file_name(name)
        assert not name.startswith(("-", ".")) and not name.endswith("-")  # noqa: PT018
        assert all(one == "-" or unicodedata.category(one)[0] in "LNM" for one in name)

    def test_free_path(self, tmp_path: Path) -> None:
        assert store.free_path(tmp_path, "a") == tmp_path / "a.toml"
        (tmp_path / "a.toml").touch()
        assert store.free_path(tmp_path, "a") == tmp_path / "a-2.toml"
        (tmp_path / "a-2.toml").symlink_to("nowhere")
        assert store.free_path(tmp_path, "a") == tmp_path / "a-3.toml"


class TestCopies:
    @pytest.mark.parametrize(
        "name",
        [
            "vehicle.sync-conflict-20261121-101500-ABCDEFG.toml",
            "vehicle (Mina's conflicted copy 2026-11-21).toml",
            "vehicle (Mina 의 충돌된 사본 2026-11-21).toml",
            unicodedata.normalize("NFD", "vehicle (미나의 충돌된 사본 2026-11-21).toml"),
            "vehicle (conflicted copy 2026-11-21 101500).toml",
            "vehicle (SFConflict mina@lab.org 2026-11-21-10-15-00).toml",
            "vehicle (Case Conflict).toml",
            "vehicle.Conflict.toml",
            "vehicle_conflict-20261121-101500.toml",
            "vehicle.conflict-20261121-101500-2.toml",
        ],
    )
    def test_are_known(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).touch()
        (tmp_path / "vehicle.toml").touch()
        (tmp_path / "other.sync-conflict-20261121-101500-ABCDEFG.toml").touch()
        assert store.sync_copies(tmp_path / "vehicle.toml") == [tmp_path / name]

    @pytest.mark.parametrize("name", ["vehicle-2.toml", "vehicle (충돌 회피).toml", "conflict.toml", "vehicle.toml"])
    def test_are_not(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).touch()
        assert store.sync_copies(tmp_path / "vehicle.toml") == []

    def test_of_a_name_in_another_form(self, tmp_path: Path) -> None:
        copy = tmp_path / unicodedata.normalize("NFD", "흥미 (conflicted copy 1).toml")
        copy.touch()
        assert store.sync_copies(tmp_path / "흥미.toml") == [copy]

    def test_nowhere(self, tmp_path: Path) -> None:
        assert store.sync_copies(tmp_path / "none" / "a.toml") == []
        assert store.sync_copies(Path("a\0b/c.toml")) == []


def test_what_the_store_brings_in() -> None:
    """Only what it needs: the record folder of the platform is looked up late, no lock or screen library at all."""
    script = (
        "import sys; import pickproblem.store; "
        "print([m for m in ('platformdirs', 'filelock', 'textual', 'numpy', 'scipy') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "[]"


class TestRecordsIn:
    def test_by_name_without_what_is_no_record(self, here: Path, home: Path) -> None:
        put(here / "b.toml")
        put(here / "a.toml", age=100)
        put(here / "broken.toml", TEXT.replace("title", "titel"))
        put(here / "tool.toml", "[tool]\nformat = 1\n")
        put(here / ".hidden.toml")
        put(here / "a.sync-conflict-20261121-101500-ABCDEFG.toml")
        (here / "folder.toml").mkdir()
        put(home / "elsewhere.toml")
        assert store.records_in(here) == [here / "a.toml", here / "b.toml", here / "broken.toml"]
        assert store.records_in(Path()) == [Path("a.toml"), Path("b.toml"), Path("broken.toml")]

    def test_a_folder_that_is_none_holds_none(self, here: Path) -> None:
        assert store.records_in(here / "nowhere") == []
