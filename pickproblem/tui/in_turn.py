"""Keys take effect one after the other, however fast they come."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

Answer = TypeVar("Answer")

MOST_SECONDS = 1.0
"""A key whose work takes longer than this holds back the next no more."""

MOST_WAITED_SECONDS = 10.0
"""So long keys wait for what is awaited, as a disk; then they go out, that one can leave."""

_ROUNDS = 2
"""How often the way up is gone: with the key, then with what the key's action posted."""


class KeyPassed(Message):
    """Follows a key on its way up to the program: where this arrives, the key has been."""

    bubble = True

    def __init__(self, start: DOMNode, round: int = 1) -> None:
        super().__init__()
        self.start = start
        self.round = round


class KeysInTurn(App[int]):
    """Holds a key back until the one before it has done its work.

    Textual gives a key to the focused widget at once, but a binding is found only after the key has bubbled up to the
    program, and what it posts goes the same way again. Over a slow line several keys come in one piece, and letters
    typed behind Enter stand in the line that Enter took, digits behind `e` answer a question. So a key that is no
    letter for a line of text is followed by a message on the same way, twice; then the screen in front, which may be
    a new one, has its turn. Only then the next key is given out.
    """

    pressed_at = 0.0
    """When the last key was pressed, by the monotonic clock: what works behind the screens gives way to it."""
    _under_way: KeyPassed | None = None
    _guard: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._waited_for = 0
        self._waited_since = 0.0
        self._settling = False

    async def on_mount(self) -> None:
        """Look after keys whose screen goes."""
        self.screen_change_signal.subscribe(self, self._screen_changed, immediate=True)

    @property
    def keys_are_held(self) -> bool:
        """Whether a key pressed now would wait for its turn."""
        return self._under_way is not None or bool(self._held) or self._waited_for > 0

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted text in turn; all else as it comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.pressed_at = time.monotonic()
        if not self.keys_are_held:
            await self._give_out(event)
        else:
            self._held.append(event)
            if self._guard is None:
                self._guard_turn()

    async def _give_out(self, event: events.Key | events.Paste) -> None:
        start = self.focused or self.screen
        await super().on_event(event)
        typed = isinstance(event, events.Paste) or event.is_printable
        if not (typed and isinstance(start, Input)):
            self._follow(start)

    def _follow(self, start: DOMNode, round: int = 1) -> None:
        self._settling = False
        if self._is_cut_off(start) and self.screen_stack:  # at the end there is none
            start = self.focused or self.screen
        self._under_way = KeyPassed(start, round)
        if not start.post_message(self._under_way):  # what had the focus is gone
            self._settle()

    def on_key_passed(self, message: KeyPassed) -> None:
        """The key has come up to here, or what its action posted has."""
        message.stop()
        if message is not self._under_way:
            return
        if message.round < _ROUNDS:
            self._follow(message.start, message.round + 1)
        else:
            self._settle()

    def _screen_changed(self, _front: Screen[object]) -> None:
        if self._under_way is None or self._waited_for:
            return
        if self._settling:
            self._settle()
        elif self._is_cut_off(self._under_way.start):
            self._follow(self._under_way.start)

    def _is_cut_off(self, start: DOMNode) -> bool:
        """Whether the way up leads to the program no more, since the screen that the key was pressed on is gone."""
        return start is not self and not any(one in self.screen_stack for one in start.ancestors_with_self)

    @contextmanager
    def keys_wait(self) -> Iterator[None]:
        """Hold keys back while something awaited decides which screen comes next, as a file that is written."""
        self._wait()
        try:
            yield
        finally:
            self._wait_no_more()

    async def ask(self, dialog: Screen[Answer]) -> Answer | None:
        """Show a dialog within `keys_wait`, in a worker: while it stands keys are its own, then they wait again."""
        answer = self.push_screen(dialog, wait_for_dismiss=True)
        self._wait_no_more()

        def answered(_answer: object = None) -> None:
            self._wait()

        answer.add_done_callback(answered)  # comes before what awaits the answer, and before the next key
        try:
            return await asyncio.shield(answer)  # the dialog still gives its answer where nobody waits any more
        except asyncio.CancelledError:
            if answer.remove_done_callback(answered):
                answered()
            raise

    def _wait(self) -> None:
        if not self._waited_for:
            self._waited_since = time.monotonic()
        self._waited_for += 1
        if self._under_way is None:
            self._under_way = KeyPassed(self)

    def _wait_no_more(self) -> None:
        self._waited_for -= 1
        if not self._waited_for and (self._held or self._under_way is not None):
            self._settle()

    def _settle(self) -> None:
        """The screen in front, if the key brought a new one, must stand and have its focus."""
        if self._waited_for or not self.screen_stack:
            return
        self._settling = True
        waited, screen = self._under_way, self.screen

        def stands() -> None:
            if waited is not self._under_way:
                return
            if self.screen is screen:
                self.call_later(self._let_go, waited)
            else:
                self._settle()

        if not screen.call_later(stands):
            self.call_later(self._let_go, waited)

    async def _let_go(self, waited: KeyPassed | None) -> None:
        if waited is self._under_way and not self._waited_for:
            await self._give_out_held()

    async def _give_out_held(self) -> None:
        if self._guard is not None:
            self._guard.stop()
            self._guard = None
        self._under_way = None
        while self._held and self._under_way is None:
            await self._give_out(self._held.popleft())
        if self._held:
            self._guard_turn()

    def _guard_turn(self) -> None:
        """Should the turn of what is held never come, it takes it."""
        self._guard = self.set_timer(MOST_SECONDS, self._overdue)

    async def _overdue(self) -> None:
        if self._waited_for and time.monotonic() - self._waited_since < MOST_WAITED_SECONDS:
            self._guard_turn()
        else:
            await self._give_out_held()
