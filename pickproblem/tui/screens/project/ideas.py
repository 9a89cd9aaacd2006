"""The page of the ideas kept beside a project, and what is done about one of them."""

from __future__ import annotations

from textual.content import Content

from pickproblem.language import N_, _
from pickproblem.report import ideas as told
from pickproblem.report.ideas import Idea
from pickproblem.switching.thresholds import in_force
from pickproblem.text import wrap
from pickproblem.tui.keys import key
from pickproblem.tui.screens.project.pages import ProjectPage
from pickproblem.tui.widgets.pages import heading, words


class IdeasPage(ProjectPage):
    """The newer ideas: parked with a day to look again, decided or not."""

    title = N_("Ideas")
    BINDINGS = [
        key("enter", "open", N_("Open"), id="ideas-open", display="Enter"),
        key("up", "move(-1)", id="ideas-up", show=False),
        key("down", "move(1)", id="ideas-down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._idea = 0
        self._lines: list[int] = []

    @property
    def ideas(self) -> list[Idea]:
        """The newer ideas, the latest first."""
        return told.ideas(self.record, self.today, in_force())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without an idea there is nothing to open."""
        return action != "open" or bool(self.ideas)

    def blocks(self, width: int) -> list[Content]:
        """Each with what stands about it; one of them under the cursor."""
        ideas = self.ideas
        self._idea = min(self._idea, max(len(ideas) - 1, 0))
        head = heading(_("Newer ideas, kept beside the project"), width)
        if not ideas:
            said = _("None yet. When one shines, t parks it in a minute, and it keeps.")
            return [head, words(said, width, "$text-muted")]
        blocks, self._lines, line = [head], [], 2
        for n, one in enumerate(ideas):
            blocks.append(self._one(one, width, here=n == self._idea and self.has_focus))
            self._lines.append(line)
            line += blocks[-1].plain.count("\n") + 2
        return blocks

    def _one(self, one: Idea, width: int, *, here: bool) -> Content:
        style = "bold $foreground on $primary-muted" if here else "bold"
        first, *more = wrap(one.title, width - 2)
        title = Content.assemble(("▸ " if here else "  ", "bold $text-accent"), (first, style))
        lines = [title, *(Content.styled(f"  {text}", style) for text in more)]
        lines += [Content.styled(f"  {text}", "$text-muted") for text in wrap(one.said, width - 2)]
        return Content("\n").join(lines)

    def action_move(self, step: int) -> None:
        """The cursor moves to another idea."""
        self._idea = min(max(self._idea + step, 0), max(len(self.ideas) - 1, 0))
        self.draw()
        if self._lines:
            self.keep_in_view(self._lines[self._idea] if self._idea else 0)

    def action_open(self) -> None:
        """Ask what to do about the idea under the cursor."""
        self.project.idea(self.ideas[self._idea])
