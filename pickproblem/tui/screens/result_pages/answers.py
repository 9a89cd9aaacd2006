"""The fourth page: all answers at a glance, each a key away; a level can be tried out without being kept."""

from __future__ import annotations

from textual.content import Content

from pickproblem import answers as views
from pickproblem.language import N_, _
from pickproblem.report import charts, outlook, result
from pickproblem.text import safe, shorten, wrap
from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.page import Page, words
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.screens.result_pages.what_if import banner
from pickproblem.tui.widgets.chart import painted

_MIDDLE = 3
_HERE = 4  # lines below the table for what stands in a cell: what it is about, the level, why
_LEAST_TABLE = 5


class AnswersPage(Page):
    """A heat table with a cursor; Enter answers the cell again, plus and minus only suppose another level."""

    title = N_("Answers")
    BINDINGS = [
        key("enter", "answer", N_("Answer it"), id="answers-again"),
        key("plus,equals_sign", "suppose(1)", N_("What if"), id="answers-more", display="+ −"),
        key("minus", "suppose(-1)", id="answers-less", show=False),
        key("r", "screen.reset", N_("As it was"), id="answers-reset"),
        key("up,k", "move(-1,0)", id="answers-up", show=False),
        key("down,j", "move(1,0)", id="answers-down", show=False),
        key("left,h", "move(0,-1)", id="answers-left", show=False),
        key("right,l", "move(0,1)", id="answers-right", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._row = self._column = 0
        self._candidates: list[str] = []
        self._rubrics: list[str] = []

    def idle(self) -> tuple[str, ...]:
        """Without a race there is nothing to suppose."""
        return () if self.view is not None and self.view.race else ("suppose",)

    def blocks(self, view: View, width: int) -> list[Content]:
        """What would follow, the table, what stands in the cell under the cursor, the legend."""
        self._candidates, self._rubrics, rows = outlook.levels(
            view.document, view.record, view.library, view.supposed.levels
        )
        if not self._candidates or not rows:
            return [words(result.headline(view.document)[0], width, "bold")]
        self._row = min(self._row, len(rows) - 1)
        self._column = min(self._column, len(self._candidates) - 1)
        names = [self._numbered(view, id) for id in self._candidates]
        said = banner(view)
        what_if = words(said, width, "bold $text-warning") if said else Content("")
        above = what_if.plain.count("\n") + 2 if said else 0
        room = max(self.size.height - above - _HERE, _LEAST_TABLE)
        table = charts.heat(names, rows, width, (self._row, self._column), room)
        below = max(self.size.height - above - len(table) - 1, _HERE - 1)
        return [
            what_if,
            painted(table),
            self._here(view, width, below),
            words(charts.heat_legend(), width, "$text-muted"),
            words(" · ".join(names), width, "$text-muted"),
        ]

    def _numbered(self, view: View, id: str) -> str:
        candidate = view.record.candidate(id)
        ranks = {one["id"]: one["rank"] for one in view.document["candidates"]}
        title = candidate.title if candidate else id
        return f"{ranks.get(id, charts.OUT)} {title}"

    def _here(self, view: View, width: int, most: int) -> Content:
        candidate, rubric = self._cell
        asked = view.library.rubrics[rubric]
        one = view.record.candidate(candidate)
        head = _("“%(rubric)s” of “%(title)s”") % {
            "rubric": safe(str(asked.title)),
            "title": safe(one.title if one else candidate),
        }
        if candidate not in view.supposed.problem.candidates:
            head += " " + _("(ruled out)")
        answers = views.cell(views.latest(view.record), candidate, rubric)
        believed = view.supposed.levels.get((candidate, rubric)) or views.believed_level(answers)
        if believed is not None:
            level = f"{believed}  {safe(str(asked.levels[believed - 1]))}"
        else:
            level = _("Not known.") if answers else _("Not answered.")
        why = [_("Why: %(reason)s") % {"reason": safe(one.reason)} for one in answers[:2] if one.reason]
        told = _within([wrap(text, width) for text in (head, level, *why)], most, width)
        styles = ["bold $text-accent", "", *["italic"] * len(why)]
        return Content("\n").join(
            Content.styled(line, style) for lines, style in zip(told, styles, strict=True) for line in lines
        )

    @property
    def _cell(self) -> tuple[str, str]:
        return self._candidates[self._column], self._rubrics[self._row]

    def action_move(self, down: int, right: int) -> None:
        """The cursor moves by a cell."""
        if self.view is None or not self._candidates:
            return
        self._row = min(max(self._row + down, 0), len(self._rubrics) - 1)
        self._column = min(max(self._column + right, 0), len(self._candidates) - 1)
        self.show(self.view)
        self.scroll_home(animate=False)

    def action_answer(self) -> None:
        """Answer the cell again; this is kept."""
        if self.view is not None and self._candidates:
            self.result.answer_again(*self._cell)

    def action_suppose(self, step: int) -> None:
        """One level more or less, for a look only."""
        if self.view is None or not self._candidates:
            return
        candidate, rubric = self._cell
        problem = self.view.supposed.problem
        if candidate not in problem.candidates or rubric not in problem.rubrics:
            self.result.say(_("This answer takes no part in the ranking: it only rules out, or is ruled out itself."))
            return
        answers = views.cell(views.latest(self.view.record), candidate, rubric)
        known = self.view.supposed.levels.get(self._cell) or views.believed_level(answers)
        level = _MIDDLE if known is None else min(max(known + step, 1), 5)
        if level == known:
            self.result.say(_("There is no further level."))
            return
        certain = len(answers) == 1 and (answers[0].believed_low, answers[0].believed_high) == (level, level)
        self.result.suppose(self.view.supposed.with_level(self._cell, None if certain else level))


def _within(texts: list[list[str]], most: int, width: int) -> list[list[str]]:
    """The texts in ``most`` lines together, the longest cut first; each keeps one line."""
    kept = [len(lines) for lines in texts]
    while sum(kept) > most and max(kept) > 1:
        kept[kept.index(max(kept))] -= 1
    return [
        lines if n == len(lines) else [*lines[: n - 1], shorten(" ".join(lines[n - 1 :]), width)]
        for lines, n in zip(texts, kept, strict=True)
    ]
