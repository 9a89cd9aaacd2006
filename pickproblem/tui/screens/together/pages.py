"""The pages of several raters: where they differ, how each would rank, their interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content

from pickproblem import rounds, together
from pickproblem.language import N_, _, ngettext
from pickproblem.record import Record
from pickproblem.report import charts
from pickproblem.report import together as told
from pickproblem.rubric import Library
from pickproblem.text import cells, fit, safe, shorten, wrap
from pickproblem.together import Difference
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.pages import TextPage, listed, words

if TYPE_CHECKING:
    from pickproblem.tui.screens.together.screen import Counted, TogetherScreen

_LEAST_ROWS = 3
_FEW_LINES = 16
_LEVEL = 8
_LONGEST_NAME = 14


class TogetherPage(TextPage):
    """One page of several raters."""

    BINDINGS = [key("enter", "screen.result", N_("Joint ranking"), id="together-enter", display="Enter")]

    @property
    def together(self) -> TogetherScreen:
        """The screen that this is a page of."""
        return cast("TogetherScreen", self.screen)

    @property
    def record(self) -> Record:
        """The open record."""
        return self.together.opened.record

    @property
    def library(self) -> Library:
        """The rubrics."""
        return self.together.opened.library

    @property
    def rater(self) -> str:
        """Who sits here."""
        return self.together.opened.rater

    @property
    def counted(self) -> Counted | None:
        """The joint ranking, and that of each; None while it is counted."""
        return self.together.counted

    def draw(self) -> None:
        """Paint what there is to see now: until there are two to compare, only how far everybody is."""
        if self.together.may_see:
            self.paint(self.blocks(self.width))
        else:
            self.paint(self._waiting(self.width))

    def _waiting(self, width: int) -> list[Content]:
        record = self.record
        if together.may_see(record, self.rater):
            said = _("Your answers are in. Where you differ is shown as soon as another has finished.")
        elif rounds.has_finished(record, self.rater):
            said = _("You finished without an answer, so there is nothing to hold against the others'.")
        else:
            said = _("What the others answered is shown once your own answers are finished.")
        how = _("On this computer: o, and the next one sits down. On copies: each scores a copy, then merge them.")
        return [
            words(said, width, "bold"),
            listed(told.awaited(record), told.progress(record, self.library), width),
            words(how, width, "$text-muted"),
        ]

    def blocks(self, width: int) -> list[Content]:
        """What stands below each other."""
        raise NotImplementedError

    @property
    def _tight(self) -> bool:
        return self.size.height < _FEW_LINES

    def _agreement(self, width: int) -> Content:
        if self.counted is None:
            return Content(_("Counting …"))
        said = " ".join(told.agreement(self.counted.document, brief=self._tight))
        return words(said, width, "bold")


class DifferencesPage(TogetherPage):
    """The widest cells first, each with its reasons; whose they are is hidden until it is asked for."""

    title = N_("Where we differ")
    BINDINGS = [
        key("down,j", "move(1)", id="differences-down", show=False),
        key("up,k", "move(-1)", id="differences-up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._row = 0

    def blocks(self, width: int) -> list[Content]:
        """How far they agree, who is still to come, the cells, what was answered to the one under the cursor."""
        found = together.differences(self.record, self.library, self.rater)
        if not found:
            return [words(_("You do not differ about anything that was asked."), width, "bold"), self._state(width)]
        self._row = min(self._row, len(found) - 1)
        here = self._here(found[self._row], width)
        above = Content("\n").join([self._agreement(width), *([] if self._tight else [self._state(width)])])
        taken = above.plain.count("\n") + here.plain.count("\n") + 6
        rows = charts.opinions(
            told.LEVELS, _("levels"), told.rows(found, self.record, self.library), width, self._row
        )
        shown = _window(rows[1:], max(self.size.height - taken, _LEAST_ROWS), self._row)
        count = ngettext("%(n)d answer differs.", "%(n)d answers differ.", len(found)) % {"n": len(found)}
        legend = (
            _("Letters stand for people, anew in each line; n shows the names.") if not self.together.names else ""
        )
        return [
            above,
            painted([rows[0], *shown]),
            here,
            words(f"{count} {legend}", width, "$text-muted"),
            *([self._state(width)] if self._tight else []),
        ]

    def _state(self, width: int) -> Content:
        """Who is still to come, and how the round of revision stands."""
        record = self.record
        said = []
        if together.awaited(record):
            said.append(told.awaited(record) + ".")
        revised = sum(rounds.has_revised(record, name) for name in rounds.raters(record))
        if self.together.may_revise:
            again = len(rounds.cells_again(record, self.library))
            said.append(
                ngettext(
                    "r: answer the widest one once more, knowing the reasons.",
                    "r: answer the widest %(n)d once more, knowing the reasons.",
                    again,
                )
                % {"n": again}
            )
        if revised:
            words_ = ngettext("%(n)d has done so.", "%(n)d have done so.", revised)
            if not self.together.may_revise:
                words_ = ngettext("%(n)d has answered again.", "%(n)d have answered again.", revised)
            said.append(words_ % {"n": revised})
        return words(" ".join(said), width, "$text-accent") if said else Content("")

    def _here(self, one: Difference, width: int) -> Content:
        """Every answer to the cell, the lowest first, with what the level says and the reason."""
        rubric = self.library.rubrics[one.rubric]
        candidate = self.record.candidate(one.candidate)
        named = {
            "rubric": safe(str(rubric.title)),
            "title": safe(candidate.title if candidate else one.candidate),
        }
        head = _("“%(rubric)s” of “%(title)s”") % named
        lines = [words(shorten(head, width) if self._tight else head, width, "bold $text-accent")]
        names = [told.name(opinion, shown=self.together.names) for opinion in one.opinions]
        column = min(max(map(cells, names)) + 1, _LONGEST_NAME) if self.together.names else 2
        indent = column + _LEVEL + 1
        for opinion, name in zip(one.opinions, names, strict=True):
            level = opinion.answer.level
            means = safe(str(rubric.levels[level - 1])) if level is not None else _("does not know")
            lines.append(
                Content.assemble(
                    (fit(shorten(name, column), column), "bold $primary"),
                    (f" {fit(told.level(opinion.answer), _LEVEL)}", "bold"),
                    (shorten(means, max(width - indent, 10)), "$text-muted"),
                )
            )
            if opinion.answer.reason:
                quoted = wrap(f"“{safe(opinion.answer.reason)}”", max(width - indent, 20))
                lines += [Content.styled(" " * indent + text, "italic") for text in quoted]
        return Content("\n").join(lines)

    def action_move(self, step: int) -> None:
        """The cursor moves to another cell."""
        found = together.differences(self.record, self.library, self.rater)
        if found and self.together.may_see:
            self._row = min(max(self._row + step, 0), len(found) - 1)
            self.draw()
            self.scroll_home(animate=False)


class OrdersPage(TogetherPage):
    """How each would rank the candidates by their own answers alone."""

    title = N_("Own rankings")

    def blocks(self, width: int) -> list[Content]:
        """How far they agree; how many put each candidate where; by name where it is asked for."""
        counted = self.counted
        if counted is None:
            return [Content(_("Counting …"))]
        document = counted.document
        places = [str(n) for n in range(1, len(document["candidates"]) + 1)]
        legend = _(
            "In the order of the joint ranking. ● is one of you; the columns are the ranks by one's own answers."
        )
        orders = told.orders(document, counted.ranks) if self.together.names else []
        hidden = words(_("n shows whose ranking is whose."), width, "$text-muted")
        return [
            Content("\n").join([self._agreement(width), *(words(one, width) for one in self._by_rubric())]),
            painted(charts.opinions(places, _("ranks"), told.rank_rows(document, counted.ranks), width)),
            words(legend, width, "$text-muted"),
            listed(_("Own rankings"), orders, width) if orders else hidden,
        ]

    def _by_rubric(self) -> list[str]:
        return told.by_rubric(self.counted.document, self.library) if self.counted is not None else []


class InterestPage(TogetherPage):
    """The lowest interest in each candidate, which a mean would hide."""

    title = N_("Interest")

    def blocks(self, width: int) -> list[Content]:
        """What it is for, the picture, how to read it."""
        found = together.interest(self.record, self.library, self.rater)
        if not found:
            return [words(_("Interest is not asked in this record."), width)]
        why = _("Who has no interest leaves, and a mean hides them: look at the lowest before you choose.")
        legend = _("● is one of you, under the level of interest; at the right the lowest.")
        order = self._order()
        found = sorted(found, key=lambda one: order.get(one.candidate, len(order)))
        return [
            words(why, width, "bold"),
            painted(charts.opinions(told.LEVELS, _("lowest"), told.interest_rows(found, self.record), width)),
            words(legend, width, "$text-muted"),
            listed(_("Whose is the lowest"), self._named(found), width),
        ]

    def _order(self) -> dict[str, int]:
        candidates = self.counted.document["candidates"] if self.counted is not None else []
        return {one["id"]: n for n, one in enumerate(candidates)}

    def _named(self, found: list[Difference]) -> list[str]:
        if not self.together.names:
            return []
        said = []
        for one in found:
            who = [each.rater for each in one.opinions if each.answer.level == one.lowest and one.lowest is not None]
            candidate = self.record.candidate(one.candidate)
            if who and candidate is not None:
                named = {"title": safe(candidate.title), "names": ", ".join(map(safe, who)), "level": one.lowest}
                said.append(_("%(title)s: level %(level)d, %(names)s") % named)
        return said


def _window(lines: list[charts.Line], room: int, at: int) -> list[charts.Line]:
    """As many lines around one as there is room for."""
    start = min(max(at - room // 2, 0), max(len(lines) - room, 0))
    return lines[start : start + room]
