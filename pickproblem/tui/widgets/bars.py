"""The lines around every screen: where one is, what was said last, which keys there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from pickproblem.language import N_, _
from pickproblem.text import cells, safe, shorten
from pickproblem.tui.saving import SaveState

TRAIL = (
    ("candidates", N_("Candidates")),
    ("setting", N_("Setting")),
    ("weights", N_("Weights")),
    ("score", N_("Score")),
    ("result", N_("Result")),
    ("commit", N_("Commit")),
    ("project", N_("Project")),
)
"""The steps of the way through, in order, as the top line names them."""


_WIDE, _MEDIUM = 100, 70
_MOST_WHO = 16


MOST_KEYS = 6
"""More than so many keys at once nobody reads."""

Entry = tuple[str, str, str]
"""A key, how it is shown, what it does."""

_KEY_NAMES = {"enter": "Enter", "escape": "Esc", "tab": "Tab"}


class TitleBar(Widget):
    """The record's title, and the steps of the way with the present one marked."""

    def __init__(self, title: str, step: str = "", who: str = "") -> None:
        """``who``: the rater of the sitting, told behind the title."""
        super().__init__()
        self._title = title
        self._step = step
        self._who = who

    def retitle(self, title: str) -> None:
        """Show another title."""
        self._title = title
        self.refresh()

    def render(self) -> Content:
        """One line: the title at the left, the trail at the right as far as there is room."""
        width = self.size.width - 2
        right = self._trail(width)
        who = f" · {shorten(safe(self._who), _MOST_WHO)}" if self._who else ""
        title = shorten(safe(self._title), max(width - right.cell_length - cells(who) - 2, 4))
        gap = max(width - cells(title) - cells(who) - right.cell_length, 1)
        return Content.assemble((title, "bold"), (who, "bold $text-accent"), " " * gap, right)

    def _trail(self, width: int) -> Content:
        """All steps where there is room, else those before and after, else the present one alone."""
        steps = [step for step, _name in TRAIL]
        if self._step not in steps:
            return Content("")
        at = steps.index(self._step)
        shown = (
            TRAIL if width >= _WIDE else TRAIL[max(at - 1, 0) : at + 2] if width >= _MEDIUM else TRAIL[at : at + 1]
        )
        parts = [
            Content.styled(f"▸{_(name)}", "bold $text-accent")
            if step == self._step
            else Content.styled(_(name), "$text-muted")
            for step, name in shown
        ]
        return Content.styled(" › ", "$text-muted").join(parts)


class StatusLine(Widget):
    """One line that says what was saved, and what else there is to say; nothing pops up over the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._state = SaveState("saved")
        self._said = ""
        self._tone = ""

    def show_state(self, state: SaveState) -> None:
        """Say how it stands with the disk."""
        self._state = state
        self.refresh()

    def say(self, text: str, tone: str = "") -> None:
        """Say one thing, until the next is said. Tone: "" | warning | good."""
        self._said, self._tone = text, tone
        self.refresh()

    def render(self) -> Content:
        """What was said at the left, the state of the disk at the right."""
        width = max(self.size.width - 2, 1)
        marks = {"saved": "✓", "saving": "…", "failed": "!", "conflict": "!"}
        words = {
            "saved": _("Saved %(time)s") % {"time": self._state.when.strftime("%H:%M:%S")}
            if self._state.when
            else "",
            "saving": _("Saving"),
            "failed": _("NOT SAVED – F2: another place"),
            "conflict": _("CHANGED ON DISK – F2: what to do"),
        }
        word = words[self._state.kind]
        disk = f"{marks[self._state.kind]} {word}" if word else ""
        bad = self._state.kind in ("failed", "conflict")
        said = self._state.brief if bad and not self._said else self._said
        said = shorten(safe(said), max(width - cells(disk) - 2, 0))
        gap = max(width - cells(said) - cells(disk), 0)
        tones = {"warning": "bold $text-warning", "good": "$text-success"}
        return Content.assemble(
            (said, tones.get(self._tone, "$text-muted")),
            " " * gap,
            (disk, "bold $text-error" if bad else "$text-success"),
        )


def _few(entries: list[Entry], width: int) -> list[Entry]:
    """As many of the first as there is room for, and the last: the way to the help, which names all others."""
    shown = list(entries)
    while len(shown) > 1 and (len(shown) > MOST_KEYS or sum(map(_cells_of, shown)) > width):
        del shown[-2]
    return shown


def _cells_of(entry: Entry) -> int:
    _name, shown, label = entry
    return cells(shown) + cells(label) + 4


class KeyBar(Widget):
    """The keys that work here, in the language spoken; a click presses one."""

    def __init__(self, *own: tuple[str, str, str]) -> None:
        """``own``: keys of the focused widget itself, which are no bindings of the screen: key, display, label."""
        super().__init__()
        self._own = own
        self._spots: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the focus: other keys work while a text is typed."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[Any]) -> None:
        if screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        """One line of keys, cut at whole entries; none while a dialog stands over the screen and takes them all."""
        parts: list[Content] = []
        self._spots = []
        if self.screen is not self.app.screen:
            return Content("")
        at = 0
        for entry in _few(list(self._entries()), self.size.width):
            name, shown, label = entry
            length = _cells_of(entry)
            parts.append(Content.assemble((f" {shown} ", "bold $text-accent"), (f"{label}  ", "$foreground")))
            self._spots.append((at, at + length, name))
            at += length
        return Content("").join(parts)

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        for name, shown, label in self._own:
            yield name, shown, _(label)
        actions: set[str] = set()
        bound = self.screen.active_bindings
        active = sorted(bound.values(), key=lambda one: one.binding.key != "enter")
        for _node, binding, enabled, _tip in active:
            # A letter and its jamo are one entry.
            if not binding.show or not enabled or binding.action in actions:
                continue
            actions.add(binding.action)
            shown = binding.key_display or _KEY_NAMES.get(binding.key) or self.app.get_key_display(binding)
            # What is a character of the text being typed, or is bound to something else here, is no key for this;
            # another key of the same action is.
            other = bound.get(shown)
            taken = other is not None and other.binding.action != binding.action
            name = binding.key.upper() if taken or self._is_typed(shown) else shown
            yield binding.key, name, _(binding.description)

    def _is_typed(self, shown: str) -> bool:
        focused = self.screen.focused
        is_character = len(shown) == 1 and shown.isascii()
        return is_character and focused is not None and focused.check_consume_key(shown, shown)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for begin, end, key in self._spots:
            if begin <= event.x < end:
                self.app.simulate_key(key)


class TooSmall(Widget):
    """Stands over everything while the terminal is too small to work in; what was typed waits below."""

    def render(self) -> Content:
        """One line."""
        return Content(_("Please make the terminal larger: at least 60 by 18."))
