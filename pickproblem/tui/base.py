"""What every screen has: a title line, the keys, one line to say things, and room enough."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from pickproblem.tui.keys import key
from pickproblem.tui.saving import SaveState
from pickproblem.tui.widgets.bars import KeyBar, StatusLine, TitleBar, TooSmall

if TYPE_CHECKING:
    from pickproblem.flow import Step
    from pickproblem.tui.app import PickproblemApp
    from pickproblem.tui.opened import Opened


class BaseScreen(Screen[None]):
    """A screen of the program: `body()` is its own part."""

    step: ClassVar[str] = ""
    """The step of the way that the title line marks."""
    help_topic: ClassVar[str] = "home"
    """The section of the help that is opened from here."""
    own_keys: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Keys to show that belong to the focused widget, which hides the screen's own: key, display, label."""
    BINDINGS = [key("escape", "back", id="back", show=False)]

    @property
    def program(self) -> PickproblemApp:
        """The app, as ours."""
        return cast("PickproblemApp", self.app)

    def heading(self) -> str:
        """What the title line says."""
        return "pickproblem"

    def who(self) -> str:
        """Who sits here, as the title line says it; empty where that goes without saying."""
        return ""

    def compose(self) -> ComposeResult:
        """Title line, body, status line, keys."""
        yield TitleBar(self.heading(), self.step, self.who())
        with Vertical(id="body"):
            yield from self.body()
        yield StatusLine()
        yield KeyBar(*self.own_keys)
        yield TooSmall()

    def body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    def call_after_refresh(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        """As in Textual, but that a screen which was left meanwhile is not asked to draw what it no longer holds."""

        async def where_it_stands() -> None:
            if self in self.app.screen_stack and isawaitable(waited := callback(*args, **kwargs)):
                await waited

        return super().call_after_refresh(where_it_stands)

    def say(self, text: str, tone: str = "") -> None:
        """Say one thing in the status line."""
        self.query_one(StatusLine).say(text, tone)

    @property
    def is_there(self) -> bool:
        """Whether the screen still stands: it may have been left while a thread was busy for it."""
        return self in self.app.screen_stack

    @property
    def record_path(self) -> Path | None:
        """The record at hand, in which a newer idea can be parked; None where there is none."""
        return None

    def record_changed(self) -> None:
        """Called where the record at hand was changed over the screen: show what is new."""

    def action_back(self) -> None:
        """One step back."""
        self.program.go_home()


class RecordScreen(BaseScreen):
    """A screen about the open record."""

    _about: Opened | None = None

    @property
    def opened(self) -> Opened:
        """The open record; for a screen that is just being left, the one that it was about."""
        self._about = self.program.opened or self._about
        assert self._about is not None
        return self._about

    def heading(self) -> str:
        """The record's title."""
        return self.opened.record.title

    def who(self) -> str:
        """The rater, where they have a name of their own."""
        from pickproblem.record import DEFAULT_RATER, same_name

        rater = self.opened.rater
        return "" if same_name(rater) == DEFAULT_RATER else rater

    @property
    def record_path(self) -> Path | None:
        """Where the open record lies."""
        return self.opened.saver.stored.path

    keeps_typed: ClassVar[bool] = False
    """Whether a text that is half typed is still there once the record was read again."""

    @property
    def stands(self) -> bool:
        """Whether the record still has what the screen is about."""
        return True

    @property
    def shows_changes(self) -> bool:
        """Whether the screen can show that the record was changed under it."""
        return type(self).record_changed is not BaseScreen.record_changed

    @property
    def takes_in(self) -> bool:
        """Whether what somebody else wrote can be shown right now, and nothing that is typed is lost."""
        typing = isinstance(self.focused, Input) and bool(self.focused.value)
        return self.shows_changes and (self.keeps_typed or not typing)

    def retitle(self) -> None:
        """The title line as it has to be now."""
        self.query_one(TitleBar).retitle(self.heading())

    def on_mount(self) -> None:
        """Say how it stands with the disk from the first moment on."""
        self.show_state(self.opened.saver.state)

    def show_state(self, state: SaveState) -> None:
        """Called for every step on the way to the disk."""
        self.query_one(StatusLine).show_state(state)

    def go(self, step: Step) -> None:
        """Go on to a step of the way."""
        self.program.go(step)
