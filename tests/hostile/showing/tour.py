"""Somebody who goes through the screens of a hostile record, and looks at every cell of what is painted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import ActiveBinding, ModalScreen, Screen
from textual.widgets import Input

from pickproblem.tui.app import PickproblemApp
from tests.hostile.showing.texts import PWNED, wrong_in
from tests.hostile.showing.world import World
from tests.proofs import Count
from tests.tui.looking import until

ENDING = {"ctrl+c", "ctrl+z", "ctrl+p"}
"""Keys that leave the program by other actions than its own, and the list of its commands."""


class Tourist:
    """Presses keys and counts what is wrong with what is seen."""

    def __init__(self, app: PickproblemApp, pilot: Pilot[int], world: World, count: Count) -> None:
        self.app, self.pilot, self.world, self.count = app, pilot, world, count
        self._files = files_of(world)

    @property
    def screen(self) -> str:
        """The class of the present screen."""
        return type(self.app.screen).__name__

    async def at(self, name: str) -> None:
        """Wait for a screen, and look at it."""
        try:
            await until(self.pilot, lambda: self.screen == name and self.app.screen.is_mounted)
        except AssertionError:
            raise AssertionError(f"{name} never came, {self.screen} is there") from None
        await self.look()

    async def press(self, *keys: str) -> None:
        """Press keys and look after each."""
        for key in keys:
            await self.pilot.press(key)
            await self.look(key)

    async def look(self, after: str = "") -> None:
        """Everything painted, once it is settled and the next key would not wait."""
        await until(self.pilot, lambda: not self.app.keys_are_held)
        await self.pilot.pause()
        counting = [one for one in self.app.workers if one.group == "ranking" and not one.is_finished]
        if counting:
            await self.app.workers.wait_for_complete(counting)
            await self.pilot.pause()
        wrong = [] if self.app.is_running else ["the program has ended"]
        wrong += painted_wrong(self.app.screen)
        self.count.tried(*(f"{self.screen} {after}: {one}" for one in wrong))

    async def click_on_actions(self) -> None:
        """Click wherever the name of the action is painted."""
        here = self.app.screen
        for x, y in list(_named(here)):
            if self.app.screen is not here:
                break
            await self.pilot.click(offset=(x, y))
        await self.look("click")

    async def close_dialogs(self) -> None:
        """Back to a screen of the program's own."""
        for _n in range(12):
            if not isinstance(self.app.screen, ModalScreen):
                return
            await self.pilot.press("escape")
            await self.pilot.pause()
        raise AssertionError(f"{self.screen} does not close")

    async def begin_anew(self) -> None:
        """The files as they were before any key."""
        await self.close_dialogs()
        if self.app.opened is not None:
            assert await self.app.opened.saver.finish()
        self.app.opened = None
        for path, content in self._files.items():
            path.write_bytes(content)

    def keys(self) -> dict[str, str]:
        """What of our own the screen and the widget with the focus do now, each with a key for it."""
        typing = isinstance(self.app.focused, Input)
        return {
            active.binding.id: key
            for key, active in self.app.screen.active_bindings.items()
            if active.enabled and active.binding.id and not (typing and len(key) == 1) and not _ends(key, active)
        }


def files_of(world: World) -> dict[Path, bytes]:
    """What lies in the records folder."""
    return {path: path.read_bytes() for path in world.folder.iterdir() if path.is_file()}


def _ends(key: str, active: ActiveBinding) -> bool:
    return key in ENDING or active.binding.action.rpartition(".")[2] == "quit"


def painted_wrong(screen: Screen[object]) -> list[str]:
    """What is wrong with what a screen has painted: characters, and styles that a text brought along."""
    strips = screen._compositor.render_strips()
    wrong = wrong_in("\n".join(strip.text for strip in strips))
    for strip in strips:
        for segment in strip:
            style = segment.style
            if style is None:
                continue
            if style.link:
                wrong.append(f"a link to {style.link}")
            wrong += [
                f"{key} is {value!r}" for key, value in style.meta.items() if PWNED.split(".")[1] in repr(value)
            ]
    return list(dict.fromkeys(wrong))


def _named(screen: Screen[object]) -> Iterator[tuple[int, int]]:
    word = PWNED.split(".")[1]
    for y, strip in enumerate(screen._compositor.render_strips()):
        at = strip.text.find(word)
        if at >= 0:
            yield strip.crop(0).text[:at].count("") - 1, y
