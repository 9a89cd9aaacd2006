"""The lines around every screen: where one is, what was said last, which keys there are."""

from __future__ import annotations

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
)
"""The steps of the way through, in order, as the top line names them."""


class TitleBar(Widget):
    """The record's title, and the steps of the way with the present one marked."""

    def __init__(self, title: str, step: str = "") -> None:
        super().__init__()
        self._title = title
        self._step = step

    def retitle(self, title: str) -> None:
        """Show another title."""
        self._title = title
        self.refresh()

    def render(self) -> Content:
        """One line: the title at the left, the trail at the right as far as there is room."""
        width = self.size.width - 2
        names = [_(name) for _step, name in TRAIL]
        trail_width = sum(cells(name) for name in names) + 3 * (len(names) - 1) + 2
        trail: list[Content] = []
        if self._step and trail_width + 12 <= width:
            for (step, _name), name in zip(TRAIL, names, strict=True):
                if trail:
                    trail.append(Content.styled(" › ", "$text-muted"))
                here = step == self._step
                trail.append(Content.styled(f"▸{name}" if here else name, "bold $accent" if here else "$text-muted"))
        elif self._step:
            trail.append(Content.styled("▸" + _(dict(TRAIL).get(self._step, "")), "bold $accent"))
        right = Content("").join(trail)
        title = shorten(safe(self._title), max(width - right.cell_length - 2, 4))
        gap = max(width - cells(title) - right.cell_length, 1)
        return Content.assemble((title, "bold"), " " * gap, right)


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
        said = self._state.why if bad and not self._said else self._said
        said = shorten(safe(said), max(width - cells(disk) - 2, 0))
        gap = max(width - cells(said) - cells(disk), 0)
        tones = {"warning": "bold $text-warning", "good": "$text-success"}
        return Content.assemble(
            (said, tones.get(self._tone, "$text-muted")),
            " " * gap,
            (disk, "bold $text-error" if bad else "$text-success"),
        )


class KeyBar(Widget):
    """The keys that work here, in the language spoken; a click presses one."""

    def __init__(self) -> None:
        super().__init__()
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
        """One line of keys, cut at whole entries."""
        width = self.size.width
        parts: list[Content] = []
        self._spots = []
        at = 0
        seen: set[tuple[str, str]] = set()
        for _node, binding, enabled, _tip in self.screen.active_bindings.values():
            label = _(binding.description)
            if not (binding.show and label and enabled):
                continue
            shown = binding.key_display or self.app.get_key_display(binding)
            if (shown, label) in seen:
                continue
            seen.add((shown, label))
            length = cells(shown) + cells(label) + 4
            if at + length > width:
                break
            parts.append(Content.assemble((f" {shown} ", "bold $accent"), (f"{label}  ", "$foreground")))
            self._spots.append((at, at + length, binding.key))
            at += length
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for begin, end, key in self._spots:
            if begin <= event.x < end:
                self.app.simulate_key(key)
