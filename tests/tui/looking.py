"""What a person sees, and waiting for it without a clock."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Input, Static

from pickproblem.record import Record
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.widgets.bars import KeyBar, StatusLine
from pickproblem.tui.widgets.pages import Pages

from .conftest import on_disk

_MOST_TRIES = 2000


def shown(app: PickproblemApp) -> str:
    """The whole screen as text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def said(app: PickproblemApp) -> str:
    """The status line."""
    return app.screen.query_one(StatusLine).render().plain


def keys(app: PickproblemApp) -> str:
    """The line of keys."""
    return app.screen.query_one(KeyBar).render().plain


def page(app: PickproblemApp) -> str:
    """All that the page in view says, out of view too."""
    return str(app.screen.query_one(Pages).page.query_one(Static).content)


def fill(app: PickproblemApp, field: str, text: str) -> None:
    """As if it were typed over what stands in a field of a form."""
    app.screen.query_one(f"#field-{field}", Input).value = text


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait until something holds; what is painted follows a moment behind what is done."""
    for _ in range(_MOST_TRIES):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("what was waited for never came")


async def at(app: PickproblemApp, pilot: Pilot[int], screen: type) -> None:
    """Wait until a screen of that kind is in front."""
    await until(pilot, lambda: isinstance(app.screen, screen))
    await pilot.pause()


async def sees(app: PickproblemApp, pilot: Pilot[int], words: str) -> None:
    """Wait until the words are on the screen, however the lines are broken."""
    try:
        await until(pilot, lambda: words in " ".join(shown(app).split()))
    except AssertionError:
        raise AssertionError(f"{words!r} is not on the screen:\n{shown(app)}") from None


async def saved(app: PickproblemApp, pilot: Pilot[int]) -> Record:
    """What the file holds once all is written."""
    assert app.opened is not None
    await pilot.pause()
    assert await app.opened.saver.finish()
    return on_disk(app)
