"""Weights by best-worst comparisons: the most important rubric against each other, each against the least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from textual.content import Content
from textual.widgets.option_list import Option

from pickproblem.language import _, ngettext
from pickproblem.record import WeightMethod, WeightsIn
from pickproblem.report.weighing import ANCHORS, agreeing, compared, look_again, open_comparisons
from pickproblem.text import cells, safe, shorten, wrap
from pickproblem.tui.screens.weights.picture import INDENT, bars, equally, heading
from pickproblem.tui.widgets.lines import line
from pickproblem.weighing import Comparisons, Pair, Shown, agreement

AGAIN = "look again"
"""The line that leads to the comparison to look at again first; no rubric's id has a blank."""


class Compared:
    """Comparisons in hand; first the most and the least important rubric are chosen, then all are compared."""

    method: WeightMethod = "best-worst"

    def __init__(self, known: Comparisons) -> None:
        self.known = known
        self.stage: Literal["best", "worst", "compare"] = "best" if known.ends is None else "compare"
        self.column: Literal[0, 1] = 0
        """0: against the most important; 1: against the least."""
        self._again = False

    @property
    def weighed(self) -> list[str]:
        """The rubrics that carry weight, as they are listed."""
        return self.known.listed if self.stage == "compare" else list(self.known.rubrics)

    def take_over(self, names: Sequence[str]) -> None:
        """Weigh just these; comparisons with others are kept for when they come back."""
        known = self.known
        known.weigh(names)
        if len(known.rubrics) == 1:
            self.stage = "compare"
        elif known.ends is None and self.stage != "best":
            self.stage = "worst" if known.best else "best"

    def weights(self) -> WeightsIn | None:
        """What is shown as a picture; None while a comparison is open."""
        tables = self.known.tables()
        return WeightsIn.model_validate({"method": "best-worst", **tables}) if tables else None

    # --- words

    def question(self) -> str:
        """What is asked."""
        if self.stage == "best":
            return _("Which matters most: the first you would lift from worst to best?")
        if self.stage == "worst":
            return _("Which matters least: the last you would lift?")
        if self.column == 0:
            return _("How much more does the most important weigh?")
        return _("How much more do they weigh than the least?")

    def lead(self, picture: Shown) -> Content:
        """How many comparisons are open; once there is none, how well they agree."""
        known = self.known
        if known.ends is None or self.stage != "compare":
            return Content(_("All others are compared with these two; until then earlier weights stand."))
        if count := len(known.open()):
            return Content.styled(open_comparisons(count), "$text-warning")
        if picture.xi is None:
            return Content(_("All is compared."))
        word = agreement(picture.xi)
        told = agreeing(picture.xi)
        return Content.styled(told, "$text-warning" if word == "poor" else "$text-success" if word == "full" else "")

    def about(self, at: str | None, titles: Mapping[str, str], width: int) -> list[Content] | None:
        """The comparison under the cursor with its scale; None where the rubric itself is to be told."""
        if self.stage != "compare":
            return None
        pair = self.pair(at)
        if at == AGAIN:
            return [Content(_("Enter goes there; it is yours to say whether it was meant so."))]
        if at is None or at not in self.known.rubrics:
            return None
        if pair is None:
            words = _("It matters most.") if self.column == 0 else _("It matters least.")
            anew = _("b chooses anew.")
            return [Content(f"{words} {anew}")]
        question = safe(compared(pair, titles))
        lines = [Content.styled(part, "bold") for part in wrap(question, width)]
        lines.extend(scale(self.known.given.get(pair), width))
        if at in self.known.astray():
            best, worst = self.known.ends or ("", "")
            first, second = self.known.given[best, at], self.known.given[at, worst]
            told = {"a": f"{first:g}", "b": f"{second:g}", "product": f"{first * second:g}"}
            told["whole"] = f"{self.known.given[best, worst]:g}"
            words = _("≠ %(a)s × %(b)s = %(product)s, but the most against the least is %(whole)s") % told
            lines.extend(Content.styled(part, "$text-warning") for part in wrap(words, width))
        return lines

    # --- the list

    def options(self, titles: Mapping[str, str], picture: Shown, width: int) -> list[Option]:
        """Rubrics to choose from, or a table of the comparisons."""
        return self._table(titles, picture, width) if self.stage == "compare" else self._choice(titles, width)

    def _choice(self, titles: Mapping[str, str], width: int) -> list[Option]:
        marks = {self.known.worst: _("matters least"), self.known.best: _("matters most")}
        options = [heading("choice", _("choose with Enter"), width)]
        for name in self.known.rubrics:
            mark = marks.get(name, "")
            room = width - len(INDENT) - cells(mark) - 2
            title = shorten(safe(titles[name]), room)
            options.append(line(name, INDENT, title, (f"  {mark}", "bold $text-accent")))
        return options

    def _table(self, titles: Mapping[str, str], picture: Shown, width: int) -> list[Option]:
        names = self.weighed
        heads = [_("vs most"), _("vs least")]
        room = max(cells(head) for head in heads) + 2
        drawn = bars(names, titles, picture.shares, width - len(INDENT) - 2 * room - 3)
        astray = self.known.astray()
        title_width = next(iter(drawn.values()))[0].cell_length
        marked = [f"{'▸' if n == self.column else ''}{head}" for n, head in enumerate(heads)]
        head = "".join(_right(one, room) for one in marked)
        before = " " * (len(INDENT) + title_width)
        right = equally(len(names)) if picture.shares else ""
        options = [heading("table", f"{before}{head}", width, right)]
        for name, (title, bar) in drawn.items():
            cells_of = [
                (
                    _right(self._written(name, column), room),
                    "bold $text-accent" if column == self.column else "$text-muted",
                )
                for column in (0, 1)
            ]
            mark = (" ≠ " if name in astray else "   ", "$text-warning")
            options.append(line(name, INDENT, title, *cells_of, mark, bar))
        return [*options, *self._again_lines(titles, astray, width)]

    def _again_lines(self, titles: Mapping[str, str], astray: list[str], width: int) -> list[Option]:
        words = look_again(self.known, titles)
        if words is None:
            return []
        count = ngettext("≠ %(n)d does not fit the others", "≠ %(n)d do not fit the others", len(astray))
        lines = wrap(safe(words), width - len(INDENT))
        told_so = "\n".join([lines[0], *(INDENT + part for part in lines[1:])])
        return [
            heading("astray", count % {"n": len(astray)}, width),
            line(AGAIN, INDENT, (told_so, "$text-warning")),
        ]

    def _written(self, name: str, column: int) -> str:
        ends = self.known.ends
        if ends is None:
            return ""
        if name == ends[column]:
            return _("most") if column == 0 else _("least")
        pair = (ends[0], name) if column == 0 else (name, ends[1])
        value = self.known.given.get(pair)
        return "·" if value is None else f"{value:g}"

    # --- answering

    def pair(self, at: str | None) -> Pair | None:
        """The comparison under the cursor; None on a rubric against itself."""
        ends = self.known.ends
        if ends is None or at is None or at not in self.known.rubrics or at == ends[self.column]:
            return None
        return (ends[0], at) if self.column == 0 else (at, ends[1])

    def choose(self, at: str) -> str:
        """Take the rubric as the most, or the least, important; says why it cannot be."""
        known = self.known
        if self.stage == "best":
            known.best = at
            known.worst = None if known.worst == at and len(known.rubrics) > 1 else known.worst
            self.stage = "worst"
        elif at == known.best and len(known.rubrics) > 1:
            return _("It matters most already; choose another one.")
        else:
            known.worst = at
            self.stage = "compare"
            self.column = 0
        return ""

    def choose_anew(self) -> None:
        """Back to the most important one."""
        self.stage = "best"

    def step_back(self) -> bool:
        """One step back within the way; False where there is none."""
        if self.stage == "worst":
            self.stage = "best"
        elif self.stage == "best" and self.known.ends is not None:
            self.stage = "compare"
        else:
            return False
        return True

    def answer(self, at: str | None, value: int) -> str | None:
        """Give the comparison under the cursor; the line to go on at, None where there is none to answer."""
        pair = self.pair(at)
        if pair is None:
            return None
        begun_open = bool(self.known.open())
        self.known.given[pair] = value
        if still := self.next_open(pair):
            return self.go_to(still)
        if begun_open or self._again:
            self._again = False
            return AGAIN if self.known.astray() else at
        pairs = self.known.pairs()
        return self.go_to(pairs[(pairs.index(pair) + 1) % len(pairs)])

    def erase(self, at: str | None) -> None:
        """Take the comparison back."""
        pair = self.pair(at)
        if pair is not None:
            self.known.given.pop(pair, None)

    def next_open(self, after: Pair | None = None) -> Pair | None:
        """The next comparison that is open, from there on and then from the beginning."""
        pairs = self.known.pairs()
        begin = pairs.index(after) + 1 if after in pairs else 0
        still = [pair for pair in [*pairs[begin:], *pairs[:begin]] if pair not in self.known.given]
        return still[0] if still else None

    def go_to(self, pair: Pair) -> str:
        """Look at a comparison; gives the line it stands in."""
        assert self.known.ends is not None
        self.column = 0 if pair[0] == self.known.ends[0] else 1
        return pair[1] if self.column == 0 else pair[0]

    def go_again(self) -> str | None:
        """Look at the comparison to look at again first."""
        found = self.known.look_again()
        self._again = found is not None
        return self.go_to(found[0]) if found else None

    def take_out(self, rubric: str) -> None:
        """The rubric carries no weight any more."""
        self.take_over([name for name in self.known.rubrics if name != rubric])

    def bring_in(self, rubric: str) -> None:
        """The rubric carries weight, once it is compared."""
        self.take_over([*self.known.rubrics, rubric])


def scale(value: int | float | None, width: int) -> list[Content]:
    """1 to 9 with words at the anchors; `▸` stands before the one given, or where it lies between two."""
    items: list[tuple[str, bool]] = []
    for number, word in ANCHORS:
        here = value == number
        items.append((f"{'▸' if here else ''}{number} {_(word)}", here))
        if value is not None and number < value < number + 2:
            items.append((f"▸{value:g}", True))
    lines: list[list[tuple[str, bool]]] = [[]]
    used = 0
    for item in items:
        if used and used + cells(item[0]) + 2 > width:
            lines.append([])
            used = 0
        lines[-1].append(item)
        used += cells(item[0]) + 2
    gap = Content("  ")
    styled = [
        [Content.styled(text, "bold $text-accent" if here else "$text-muted") for text, here in row] for row in lines
    ]
    return [gap.join(row) for row in styled]


def _right(text: str, width: int) -> str:
    return " " * max(width - cells(text), 0) + text
