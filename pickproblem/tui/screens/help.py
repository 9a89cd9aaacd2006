"""What a screen is for, what to do on it, what comes next, and its keys."""

from __future__ import annotations

import re
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pickproblem import language
from pickproblem.language import N_, _
from pickproblem.text import cells
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import TRAIL

TOPICS = (
    ("home", N_("Home")),
    *TRAIL[:4],
    ("estimates", N_("Estimates")),
    TRAIL[4],
    ("together", N_("Together")),
    *TRAIL[5:],
    ("review", N_("Review")),
    ("lookback", N_("Looking back")),
    ("park", N_("Newer idea")),
    ("tempted", N_("Tempted")),
)
"""Every section of the help with its name, in the order of the way through."""

_FOLDER = Path(__file__).parents[1] / "help"
_SECTION = re.compile(r"^## ([\w-]+)\n", re.MULTILINE)


def sections(spoken: language.Language) -> dict[str, str]:
    """The help in a language: Markdown by topic."""
    parts = _SECTION.split((_FOLDER / f"{spoken}.md").read_text(encoding="utf-8"))
    return {topic: text.strip() for topic, text in zip(parts[1::2], parts[2::2], strict=True)}


class HelpScreen(BaseScreen):
    """One section at a time, the others one arrow away."""

    CSS_PATH = "help.tcss"
    BINDINGS = [
        key("left,h", "turn(-1)", N_("Other pages"), id="help-before", display="← →"),
        key("right,l", "turn(1)", id="help-after", show=False),
        key("up,k", "scroll(-1)", N_("Scroll"), id="help-up", display="↑ ↓"),
        key("down,j", "scroll(1)", id="help-down", show=False),
        key("pageup", "page(-1)", id="help-page-up", show=False),
        key("pagedown,space", "page(1)", id="help-page-down", show=False),
        key("escape,q,question_mark,f1,enter", "back", N_("Close"), id="back", display="Esc"),
    ]

    def __init__(self, topic: str) -> None:
        super().__init__()
        self._sections = sections(language.current())
        self._topic = topic if topic in self._sections else "home"

    def heading(self) -> str:
        """What the title line says."""
        return _("Help")

    def body(self) -> ComposeResult:
        """The names of all sections; the present one."""
        from textual.widgets import Markdown  # 46 ms of import, for this screen alone

        yield Static(id="topics")
        with VerticalScroll(id="pages", can_focus=False):
            yield Markdown(self._sections[self._topic], id="text", open_links=False)

    def on_mount(self) -> None:
        """Mark the section."""
        self._show_topics()

    def on_resize(self) -> None:
        """As many names as there is room for."""
        self.call_after_refresh(self._show_topics)

    def _show_topics(self) -> None:
        names = {topic: _(name) for topic, name in TOPICS}
        room = self.query_one("#body").content_size.width
        whole = sum(cells(name) + 3 for name in names.values()) <= room
        parts: list[Content] = []
        for topic, name in names.items():
            here = topic == self._topic
            if here:
                parts.append(Content.styled(f" {name} ", "bold $text-accent on $panel"))
            elif whole:
                parts.append(Content.styled(f" {name} ", "$text-muted"))
        place = list(names).index(self._topic) + 1
        if not whole:
            parts.append(Content.styled(f"  {place}/{len(names)}", "$text-muted"))
        self.query_one("#topics", Static).update(Content(" ").join(parts))

    async def action_turn(self, by: int) -> None:
        """The section before or after."""
        from textual.widgets import Markdown

        topics = [topic for topic, _name in TOPICS]
        at = topics.index(self._topic) + by
        if 0 <= at < len(topics):
            self._topic = topics[at]
            await self.query_one(Markdown).update(self._sections[self._topic])
            self.query_one("#pages").scroll_home(animate=False)
            self._show_topics()

    def action_scroll(self, by: int) -> None:
        """A line up or down."""
        self.query_one("#pages").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        pages = self.query_one("#pages")
        pages.scroll_relative(y=by * max(pages.size.height - 2, 1), animate=False)

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.app.pop_screen()
