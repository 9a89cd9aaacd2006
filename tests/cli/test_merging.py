from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pickproblem import edits, rubric, store
from pickproblem.record import Record
from pickproblem.store.uniting import copies_with_more, unite_copies
from tests.cli.conftest import Call

KNOWN = rubric.load()


def copy(name: str, other: str) -> None:
    Path(other).write_bytes(Path(name).read_bytes())


def read(name: str) -> Record:
    return store.read(Path(name), KNOWN).record


@pytest.fixture
def copies(call: Call, record: str) -> list[str]:
    """Four raters' copies, each with a session of its own, one of them still open."""
    raters = ["mina", "jun", "seo", "하나"]
    for i, rater in enumerate(raters):
        copy(record, f"{rater}.toml")
        call("set", f"{rater}.toml", "sbnet", "interest", str(2 + i % 3), "--rater", rater, "--reason", "r")
        if rater != "seo":
            call("finish", f"{rater}.toml", "--rater", rater, "--gut", "sbnet,reid")
    return [f"{rater}.toml" for rater in raters]


def test_four_raters_in_four_copies(call: Call, copies: list[str]) -> None:
    said = call("merge", *copies, "-o", "team.toml")
    assert said.code == 0
    assert said.out.startswith("team.toml\n4 sessions, by ")
    together = read("team.toml")
    assert sorted(one.id for one in together.sessions) == sorted(read(name).sessions[0].id for name in copies)
    call("merge", *reversed(copies), "-o", "again")
    assert Path("again.toml").read_bytes() == Path("team.toml").read_bytes()
    assert call("rank", "team.toml").code == 0


def test_as_json(call: Call, copies: list[str]) -> None:
    import json

    said = call("merge", "--json", *copies, "-o", "team.toml")
    document = json.loads(said.out)
    assert document["path"] == "team.toml"
    assert (document["merged"], sorted(document["raters"])) == (copies, ["jun", "mina", "seo", "하나"])
    assert (document["candidates"], document["sessions"]) == (3, 4)


def test_into_one_of_the_copies(call: Call, copies: list[str]) -> None:
    assert call("merge", *copies[:2], "-o", copies[0]).code == 0
    assert len(read(copies[0]).sessions) == 2
    before = Path(copies[0]).read_bytes()
    assert call("merge", *copies[:2], "-o", copies[0]).code == 0
    assert Path(copies[0]).read_bytes() == before


def test_one_file_is_not_two_copies(call: Call, copies: list[str]) -> None:
    Path("link.toml").symlink_to(copies[0])
    for twice in (copies[0], f"./{copies[0]}", "link.toml"):
        said = call("merge", *copies, twice, "-o", "team.toml")
        assert (said.code, said.out) == (2, "")
        assert "is named twice" in said.err
    assert not Path("team.toml").exists()


def test_never_over_another_file(call: Call, copies: list[str]) -> None:
    Path("team.toml").write_text("mine", encoding="utf-8")
    said = call("merge", *copies, "-o", "team.toml")
    assert said.code == 1
    assert "exists already" in said.err
    assert Path("team.toml").read_text(encoding="utf-8") == "mine"


def test_contradictions_are_named_and_nothing_is_written(call: Call, copies: list[str]) -> None:
    copy("mina.toml", "other.toml")
    text = Path("other.toml").read_text(encoding="utf-8")
    text = text.replace("level = 2", "level = 4").replace('profile = "after-hours"', 'profile = "balanced"')
    Path("other.toml").write_text(text, encoding="utf-8")
    said = call("merge", "mina.toml", "other.toml", "-o", "team.toml")
    assert (said.code, said.out) == (1, "")
    assert "profile: 'after-hours' in mina.toml, 'balanced' in other.toml" in said.err
    assert "interest.level: 2 in mina.toml, 4 in other.toml" in said.err
    assert "--prefer" not in said.err
    assert not Path("team.toml").exists()


def test_preferring_one_copy(call: Call, copies: list[str]) -> None:
    text = Path("jun.toml").read_text(encoding="utf-8")
    Path("jun.toml").write_text(text.replace('"after-hours"', '"balanced"'), encoding="utf-8")
    said = call("merge", "mina.toml", "jun.toml", "-o", "team.toml")
    assert said.code == 1
    assert "--prefer" in said.err
    assert call("merge", "mina.toml", "jun.toml", "-o", "team", "--prefer", "jun").code == 0
    assert read("team.toml").profile == "balanced"
    assert len(read("team.toml").sessions) == 2


def test_raters_that_differ_but_for_case_are_one(call: Call, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rater, hour in (("a.toml", "Mina", 10), ("b.toml", "mina", 11)):
        copy(record, name)
        monkeypatch.setattr(edits, "now", lambda hour=hour: datetime(2026, 11, 21, hour, tzinfo=UTC))
        call("set", name, "sbnet", "interest", "4", "--rater", rater)
    said = call("merge", "a.toml", "b.toml", "-o", "c.toml")
    assert said.code == 1
    assert "sessions.2026-11-21-start-mina.started: " in said.err
    assert "these are two of one id" in said.err
    text = Path("b.toml").read_text(encoding="utf-8")
    Path("b.toml").write_text(text.replace("2026-11-21-start-mina", "another-id"), encoding="utf-8")
    said = call("merge", "a.toml", "b.toml", "-o", "d.toml")
    assert said.code == 0
    assert "1 session" not in said.out
    assert "The same rater, as names are compared: Mina, mina" in said.out
    assert "Mina has several open sessions" in said.out
    assert said.out.endswith("2026-11-21-start-mina, another-id\n")


def test_different_decisions_are_refused(call: Call, record: str) -> None:
    call("new", "other", "--title", "Another one")
    said = call("merge", record, "other.toml", "-o", "c.toml")
    assert said.code == 1
    assert said.err.startswith("these are different decisions: title: 'What to submit' in topics.toml")
    assert not Path("c.toml").exists()


def test_a_broken_copy_is_named(call: Call, record: str) -> None:
    Path("broken.toml").write_text('format = 1\ntitle = "x', encoding="utf-8")
    said = call("merge", record, "broken.toml", "-o", "c.toml")
    assert said.code == 1
    assert said.err.startswith("broken.toml:2: ")
    assert call("merge", record, "missing.toml", "-o", "c.toml").code == 1
    assert not Path("c.toml").exists()


@pytest.mark.parametrize(
    "argv",
    [
        ["merge"],
        ["merge", "topics.toml", "-o", "x"],
        ["merge", "topics.toml", "topics.toml"],
        ["merge", "topics.toml", "topics.toml", "-o", "x", "--prefer", "other.toml"],
        ["merge", "--copies"],
        ["merge", "--copies", "topics.toml", "-o", "x"],
        ["merge", "--driver", "a", "b"],
        ["merge", "--driver", "a", "b", "c", "--copies"],
        ["merge", "--driver", "a", "b", "c", "--prefer", "b"],
        ["merge", "--driver", "a", "b", "c", "-o", "x"],
    ],
)
def test_wrong_calls(call: Call, record: str, argv: list[str]) -> None:
    said = call(*argv)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_conflict_copies_go_into_the_record(call: Call, record: str) -> None:
    first, second = "topics.sync-conflict-20261121-101010-ABCDEFG.toml", "topics (conflicted copy 2026-11-21).toml"
    for name in (first, second):
        copy(record, name)
    for name, rater in ((record, "mina"), (first, "jun"), (second, "seo")):
        call("set", name, "sbnet", "interest", "4", "--rater", rater)
    stored = store.read(Path(record), KNOWN)
    assert [path.name for path in copies_with_more(stored, KNOWN)] == [second, first]
    said = call("merge", "--copies", record)
    assert said.code == 0
    assert said.out.count("it can go") == 2
    assert {one.rater for one in read(record).sessions} == {"mina", "jun", "seo"}
    assert Path(first).exists()
    assert copies_with_more(store.read(Path(record), KNOWN), KNOWN) == []


def test_where_no_conflict_copy_lies_it_says_so_and_writes_nothing(call: Call, record: str) -> None:
    Path(record).write_text("# mine\n" + Path(record).read_text(encoding="utf-8"), encoding="utf-8")
    before = Path(record).stat()
    assert call("merge", "--copies", record) == (0, f"{record}: no conflict copy lies beside it\n", "")
    assert Path(record).stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in Path().iterdir()] == [record]


def test_conflict_copies_that_do_not_fit_are_named(call: Call, record: str) -> None:
    good, bad, broken = (f"topics.conflict-2026112{n}-101010.toml" for n in (1, 2, 3))
    for name in (good, bad):
        copy(record, name)
    call("set", good, "sbnet", "interest", "4", "--rater", "jun")
    text = Path(bad).read_text(encoding="utf-8")
    Path(bad).write_text(text.replace("after-hours", "balanced"), encoding="utf-8")
    Path(broken).write_text("format = 1\n", encoding="utf-8")
    before = Path(record).read_bytes()
    stored = store.read(Path(record), KNOWN)
    united = unite_copies(stored, KNOWN)
    assert [path.name for path in united.merged] == [good]
    assert [one.path.name for one in united.left] == [bad, broken]
    assert united.record.sessions == read(good).sessions
    said = call("merge", "--copies", record)
    assert (said.code, said.out) == (1, "")
    assert bad in said.err
    assert broken in said.err
    assert Path(record).read_bytes() == before
    Path(broken).unlink()
    assert "--prefer" in call("merge", "--copies", record).err
    assert call("merge", "--copies", record, "--prefer", bad).code == 0
    assert read(record).profile == "balanced"
    assert len(read(record).sessions) == 1


def git(*argv: str, code: int = 0) -> str:
    done = subprocess.run(
        ["git", *argv],
        capture_output=True,
        text=True,
        timeout=60,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        },
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def repository(call: Call, record: str) -> str:
    """A repository with a record on two branches, set up as the README says."""
    git("init", "--quiet", "-b", "main")
    Path(".gitattributes").write_text("*.toml merge=pickproblem\n", encoding="utf-8")
    git("config", "merge.pickproblem.name", "pickproblem records")
    git("config", "merge.pickproblem.driver", f"'{sys.executable}' -m pickproblem merge --driver %O %A %B")
    git("add", ".")
    git("commit", "--quiet", "-m", "A record")
    git("branch", "other")
    return record


def on_branch(call: Call, record: str, branch: str, *calls: tuple[str, ...]) -> None:
    git("checkout", "--quiet", branch)
    for argv in calls:
        assert call(argv[0], record, *argv[1:]).code == 0
    git("commit", "--quiet", "-a", "-m", "Answers")


def rating(rater: str, level: str) -> tuple[tuple[str, ...], ...]:
    return ("set", "sbnet", "interest", level, "--rater", rater), ("finish", "--rater", rater)


def test_git_merges_sessions_of_two_branches(call: Call, repository: str) -> None:
    on_branch(call, repository, "other", *rating("jun", "2"))
    on_branch(call, repository, "main", *rating("mina", "4"))
    git("merge", "--quiet", "other", "-m", "Together")
    together = read(repository)
    assert {one.rater for one in together.sessions} == {"jun", "mina"}
    assert git("status", "--porcelain") == ""
    git("checkout", "--quiet", "other")
    git("merge", "--quiet", "main~1", "-m", "The other way round")
    assert read(repository) == together


def test_git_leaves_our_side_where_something_contradicts(call: Call, repository: str) -> None:
    on_branch(call, repository, "other", *rating("mina", "2"))
    on_branch(call, repository, "main", *rating("mina", "4"))
    ours = Path(repository).read_bytes()
    said = git("merge", "other", code=1)
    assert "sessions." in said
    assert "in ours" in said
    assert "in theirs" in said
    assert Path(repository).read_bytes() == ours
    assert git("status", "--porcelain").startswith("UU")


def test_a_record_that_both_branches_began_has_no_base(call: Call, repository: str) -> None:
    copy(repository, "begun.toml")
    for branch, rater in (("other", "jun"), ("main", "mina")):
        git("checkout", "--quiet", branch)
        copy(repository, "begun.toml")
        call("set", "begun.toml", "sbnet", "interest", "3", "--rater", rater)
        git("add", "begun.toml")
        git("commit", "--quiet", "-m", "Begun")
    git("merge", "--quiet", "other", "-m", "Together")
    assert len(read("begun.toml").sessions) == 2


def test_the_driver_knows_what_both_sides_come_from(call: Call, record: str) -> None:
    for name in ("ours.toml", "theirs.toml"):
        copy(record, name)
    call("set", "ours.toml", "sbnet", "interest", "3")
    text = Path("theirs.toml").read_text(encoding="utf-8")
    changed = text.replace('"after-hours"', '"balanced"') + "\n# by hand\n"
    Path("theirs.toml").write_text(changed, encoding="utf-8")
    copy("ours.toml", "kept.toml")
    said = call("merge", "--driver", record, "ours.toml", "theirs.toml")
    assert (said.code, said.out) == (0, "")
    assert "without the comments" in said.err
    assert (read("ours.toml").profile, len(read("ours.toml").sessions)) == ("balanced", 1)
    copy(record, "ours.toml")
    assert call("merge", "--driver", record, "ours.toml", "theirs.toml") == (0, "", "")
    assert Path("ours.toml").read_text(encoding="utf-8") == changed
    Path("empty").write_bytes(b"")
    copy("kept.toml", "ours.toml")
    said = call("merge", "--driver", "empty", "ours.toml", "theirs.toml")
    assert said.code == 1
    assert "profile: 'after-hours' in ours, 'balanced' in theirs" in said.err
    assert call("merge", "--driver", "empty", "ours.toml", "theirs.toml", "--prefer", "theirs").code == 0


def test_the_driver_names_a_broken_side(call: Call, record: str) -> None:
    copy(record, "ours.toml")
    Path("theirs.toml").write_text("<<<<<<< a\nformat = 1\n=======\n>>>>>>> b\n", encoding="utf-8")
    said = call("merge", "--driver", record, "ours.toml", "theirs.toml")
    assert said.code == 1
    assert said.err.startswith("theirs:1: holds git's conflict markers")
    copy(record, "theirs.toml")
    Path("base.toml").write_text("format = 1\n", encoding="utf-8")
    said = call("merge", "--driver", "base.toml", "ours.toml", "theirs.toml")
    assert said.code == 0
    assert "as if there were no common base" in said.err
