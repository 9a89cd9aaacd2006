"""Odd terminals and none: tiny, ever changing, dumb, colourless, in another alphabet, without a home, not there."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from pickproblem import cli, demo, store
from pickproblem.flow import Step
from pickproblem.tui.app import PickproblemApp
from tests.crash.decisions import answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens
from tests.proofs import Count, Prove
from tests.terminal.terminal import Terminal

_PROOF = "an odd terminal: tiny, resized, dumb, colourless, ASCII, homeless, none"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.toml"
    store.create(path, long_record())
    return path


def on_disk(file: Path) -> list[int]:
    return answers(store.read(file, library()).record)


def storm(nursery: Nursery, file: Path, count: Count, times: int, seed: int) -> None:
    """Sizes from 1 x 1 to 200 x 60 while answers are typed; each size is a trial."""
    chance = random.Random(seed)
    given: list[int] = []
    with Screens(nursery, str(file), folder=file.parent) as screens:
        screens.wait("0 of 104")
        for n in range(times):
            lines, columns = (1, 1) if n == 0 else (chance.randint(1, 60), chance.randint(1, 200))
            screens.process.setwinsize(lines, columns)
            if n % 4 == 0:
                given.append(chance.choice((2, 3, 4)))
                screens.process.send(str(given[-1]).encode())
            time.sleep(chance.choice((0, 0, 0.01, 0.05)))
        screens.read(0.1)
        screens.process.setwinsize(24, 80)
        screens.screen.resize(24, 80)
        screens.wait(f"{len(given)} of 104", "✓ Saved")
        screens.press("ctrl+q")
        code = screens.end()
    wrong = [] if on_disk(file) == given else [f"gave {given}, {on_disk(file)} is there"]
    wrong += [] if code == 0 else [f"ended with {code}"]
    wrong += ["a traceback"] if b"Traceback" in screens.bytes else []
    count.tried(*wrong, times=times)


@pytest.mark.parametrize("times", [24, pytest.param(300, marks=pytest.mark.slow)])
def test_a_storm_of_sizes(nursery: Nursery, file: Path, proof: Prove, times: int) -> None:
    count = proof("a terminal resized while scoring, down to 1 x 1")
    storm(nursery, file, count, times, seed=times)
    count.settle()


def test_of_one_cell_from_the_beginning(nursery: Nursery, file: Path, proof: Prove) -> None:
    count = proof(_PROOF)
    with Screens(nursery, str(file), folder=file.parent, columns=1, lines=1) as screens:
        screens.read(0.4)
        screens.press("3")
        screens.read(0.2)
        screens.press("ctrl+q")
        code = screens.end()
    count.tried(*([] if code == 0 and b"Traceback" not in screens.bytes else [f"1 x 1 ended with {code}"]))
    count.settle()
    assert on_disk(file) in ([], [3])


_KEYS = (
    *(
        "pageup",
        "pagedown",
        "home",
        "end",
        "up",
        "down",
        "left",
        "right",
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "space",
    ),
    *("question_mark", "f2", "ctrl+p", *"2345twhreibnpvcgsla"),
)


async def wander(file: Path | None, chance: random.Random, keys: int) -> list[str]:
    """Keys by chance at sizes by chance; what was pressed, where that ended the program."""
    pressed: list[str] = []
    app = PickproblemApp(library(), file)
    sizes = ((1, 1), (60, 2), (1, 30), (20, 8), (59, 17), (80, 24), (200, 60))
    try:
        async with app.run_test(size=chance.choice(sizes)) as pilot:
            for _n in range(keys):
                pressed.append(chance.choice(_KEYS))
                await pilot.press(pressed[-1])
                if chance.random() < 0.2:
                    pressed.append("{} x {}".format(*chance.choice(sizes)))
                    await pilot.resize_terminal(*map(int, pressed[-1].split(" x ")))
            app.exit()
    except Exception as error:
        return [f"{file and file.name}: {type(error).__name__}: {error} after {pressed}"]
    return []


@pytest.mark.slow
async def test_keys_by_chance_at_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Prove) -> None:
    """Widgets that are not laid out are pressed as well: a page key in a list without lines ended the program."""
    count = proof("keys by chance at sizes by chance, down to 1 x 1")
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    chance = random.Random(0)
    for n in range(8):
        fresh = tmp_path / f"fresh{n}.toml"
        store.create(fresh, long_record())
        for name in ("vital-lab", "tempted"):
            shutil.copy(demo.FOLDER / f"{name}.toml", tmp_path)
        file = chance.choice((None, fresh, tmp_path / "vital-lab.toml", tmp_path / "tempted.toml"))
        count.tried(*await wander(file, chance, 15))
    count.settle()


@pytest.mark.parametrize("where", ["home", "weights", pytest.param("palette", marks=pytest.mark.slow)])
async def test_a_page_key_in_one_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Prove, where: str
) -> None:
    count = proof("keys by chance at sizes by chance, down to 1 x 1")
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "vital-lab.toml"
    shutil.copy(demo.FOLDER / file.name, tmp_path)
    app = PickproblemApp(
        library(), None if where == "home" else file, at=Step("weights" if where == "weights" else "result")
    )
    async with app.run_test(size=(1, 1)) as pilot:
        if where == "palette":
            await pilot.press("ctrl+p", "h")
        await pilot.press("down", "pagedown", "pageup", "pagedown")
        assert app.is_running
    count.tried()
    count.settle()


def test_dumb(nursery: Nursery, file: Path, proof: Prove) -> None:
    """No screens there: the questions come line by line, and nothing that steers a terminal."""
    count = proof(_PROOF)
    with Screens(nursery, str(file), folder=file.parent, environment={"TERM": "dumb"}) as screens:
        screens.wait("1-5")
        screens.process.send(b"3\r")
        screens.wait("Question 2 of")
        screens.process.send(b"q\r")
        code = screens.end()
    wrong = [] if code == 0 and on_disk(file) == [3] else [f"ended with {code}, {on_disk(file)} is there"]
    wrong += ["an escape sequence"] if b"\x1b" in screens.bytes else []
    count.tried(*wrong)
    count.settle()


def answers_are_kept(terminal: Terminal, file: Path) -> list[str]:
    """What is wrong after an answer and an end."""
    terminal.wait("0 of 104")
    terminal.press("3")
    terminal.wait("1 of 104")
    terminal.press("ctrl+q")
    code = terminal.end()
    wrong = [] if code == 0 else [f"ended with {code}"]
    wrong += [] if on_disk(file) == [3] else [f"{on_disk(file)} is there"]
    wrong += ["a traceback"] if b"Traceback" in terminal.bytes else []
    return wrong


@pytest.mark.slow
def test_without_colours(nursery: Nursery, file: Path, proof: Prove) -> None:
    count = proof(_PROOF)
    with Screens(nursery, str(file), folder=file.parent, environment={"NO_COLOR": "1"}) as screens:
        wrong = answers_are_kept(screens, file)
    count.tried(*wrong)
    count.settle()


class Bare(Terminal):
    """The program with nothing of the person's environment but what is given."""

    def __init__(self, file: Path, **environment: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "pickproblem", file.name],
            dimensions=(24, 80),
            env={"TERM": "xterm-256color", "PICKPROBLEM_LANG": "en", "PATH": os.environ["PATH"], **environment},
            cwd=str(file.parent),
            timeout=20,
        )


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        pytest.param({"LANG": "C"}, marks=pytest.mark.slow),
        pytest.param({"LC_ALL": "ko_KR.EUC-KR", "PYTHONCOERCECLOCALE": "0"}, marks=pytest.mark.slow),
        pytest.param({"LC_ALL": "xx_YY.nonsense"}, marks=pytest.mark.slow),
        pytest.param({"HOME": ""}, marks=pytest.mark.slow),
        pytest.param({"HOME": "/nowhere"}, marks=pytest.mark.slow),
    ],
    ids=lambda environment: " ".join(f"{name}={value}" for name, value in environment.items()),
)
def test_in_a_bare_environment(file: Path, proof: Prove, environment: dict[str, str]) -> None:
    """No HOME unless it is said, no language, an alphabet that holds no box and no Korean."""
    count = proof(_PROOF)
    with Bare(file, **environment) as terminal:
        wrong = answers_are_kept(terminal, file)
    count.tried(*(f"{environment}: {one}" for one in wrong))
    count.settle()


def test_somebody_without_a_home(
    file: Path, proof: Prove, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a container the user may be a number and nothing else: neither HOME nor an entry that names a home."""
    import pwd

    def unknown(number: int) -> pwd.struct_passwd:
        raise KeyError(f"getpwuid(): uid not found: {number}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(file.parent)
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RuntimeError):
        Path.home()
    count = proof(_PROOF)
    calls = (
        (["set", str(file), "topic-1", "upside", "3"], 0),
        (["rank", "a", "--samples", "100"], 0),
        (["rank", "nothing"], 1),
        (["lookback"], 0),
    )
    for call, wanted in calls:
        code = cli.run(call)
        said = capsys.readouterr().err
        count.tried(*([] if code == wanted else [f"{call}: {code}, {said}"]))
    count.settle()


def ended_without_a_terminal(file: Path, missing: str) -> tuple[int | None, str]:
    """The screens, one of whose three streams is no terminal; the exit code and all that was said."""
    master, slave = os.openpty()
    reading, writing = os.pipe()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), slave)
    streams[missing] = os.open(os.devnull, os.O_RDONLY) if missing == "stdin" else writing
    process = subprocess.Popen(
        [sys.executable, "-m", "pickproblem", file.name], **streams,
        cwd=file.parent, start_new_session=True, env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    try:
        code: int | None = process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        code = None
    os.close(writing)
    os.close(slave)
    said = b""
    for end in (reading, master):
        with contextlib.suppress(OSError):
            said += os.read(end, 65536)
        os.close(end)
    return code, said.decode().strip()


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_on_one_side(file: Path, proof: Prove, missing: str) -> None:
    """Textual reads from the first and paints on the third: on a file the screens would be there, and unseen."""
    count = proof(_PROOF)
    code, said = ended_without_a_terminal(file, missing)
    right = code == 2 and "need a terminal" in said and len(said.splitlines()) == 1
    count.tried(*([] if right else [f"{missing}: {code}, {said[:200]!r}"]))
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_without_a_stream(file: Path, proof: Prove, closed: int) -> None:
    """A stream that was closed before the program began, as by a service: nothing but what is meant is written."""
    count = proof(_PROOF)
    command = f'exec "$@" {closed}<&-' if closed == 0 else f'exec "$@" {closed}>&-'
    before = file.read_bytes()
    for call, wanted in ((["rank", file.name, "--samples", "100"], 0), ([file.name], 2), (["rank", "no.toml"], 1)):
        ended = subprocess.run(
            ["sh", "-c", command, "sh", sys.executable, "-m", "pickproblem", *call],
            capture_output=True, text=True, cwd=file.parent,
        )  # fmt: skip
        right = ended.returncode == wanted and "Traceback" not in ended.stderr and file.read_bytes() == before
        count.tried(*([] if right else [f"{call}: {ended.returncode}, {ended.stderr}"]))
    count.settle()
