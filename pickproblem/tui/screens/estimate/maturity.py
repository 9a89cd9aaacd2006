"""Maturity: the results that set records, pasted or read from a file, and how large the last steps were."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from pickproblem import answers as views
from pickproblem import proposals
from pickproblem.document import read_bytes
from pickproblem.errors import PickproblemError
from pickproblem.estimate import maturity
from pickproblem.language import N_, _
from pickproblem.proposals import Missing, Need, Proposal
from pickproblem.report import estimates
from pickproblem.text import safe, shorten
from pickproblem.tui.keys import key
from pickproblem.tui.screens.estimate.frame import EstimateScreen, LevelLine
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.line_input import LineInput

_SCALE = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:\.\.|~|to|,|\s)\s*(-?\d+(?:\.\d+)?)\s*", re.IGNORECASE)
_LOWER = ("lower", "low", "down", "낮", "작")


class _Line(LineInput):
    """A line of this screen; what Enter does stands among the keys."""

    BINDINGS = [key("enter", "submit", N_("Add"), id="maturity-enter", display="Enter")]


class MaturityScreen(EstimateScreen):
    """Results line by line; the picture grows with them."""

    BINDINGS = [key("f4", "drop", N_("Drop the last"), id="estimate-drop", display="F4")]

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._lines: list[str] = []
        self._scale: tuple[float, float] = (0, 100)
        self._lower = False

    def facts(self) -> ComposeResult:
        """The line for results, the scale, and what is there so far."""
        yield Static(
            Content(_("Which results set a record? Date and score, one after the other.")), classes="question"
        )
        with Horizontal(classes="fact"):
            yield Static(Content(_("Result") + "  "), classes="fact-label muted")
            yield _Line(placeholder=_("2024-06, 78.2   or a file: results.csv"), several=True, id="line").add_class(
                "line"
            )
        with Horizontal(classes="fact"):
            yield Static(Content(_("Scale") + "  "), classes="fact-label muted")
            yield _Line("0..100", placeholder=_("0..100, or 0..1 lower is better"), id="scale").add_class("line")
        yield Static(self._hint(), classes="muted", id="understood")
        with VerticalScroll(id="facts", can_focus=False):
            yield Static(id="results")

    @staticmethod
    def _hint() -> Content:
        return Content(_("Many lines can be pasted at once. Without them the levels are answered as any others."))

    def enter(self) -> None:
        """On the line for results."""
        self.query_one("#line").focus()

    def on_mount(self) -> None:
        """What an earlier answer rests on is there again."""
        mine = views.latest(self.opened.record).get(self.opened.rater, {})
        answer = mine.get(self.cell.candidate, {}).get(self.cell.rubric)
        kept = dict(answer.estimate or {}) if answer is not None else {}
        if isinstance(written := kept.get("results"), str):
            self._lines = [line.strip() for line in written.split(";") if line.strip()]
        if isinstance(scale := kept.get("scale"), str) and (found := _scale(scale)):
            self._scale, self._lower = found
            self.query_one("#scale", Input).value = _show_scale(*found)
        super().on_mount()
        self._show_results()

    # --- what the results say

    def propose(self) -> Proposal | Missing:
        """The level that the last steps come to."""
        if not self._lines:
            return Missing((Need("setting", "results", _("at least one, better four or more")),))
        results = maturity.read_results("\n".join(self._lines))
        estimate = maturity.maturity(results, self._scale, self._lower)
        found = proposals.proposal(estimate)
        assert found is not None
        scalars = {**found.scalars, "results": "; ".join(self._lines), "scale": _show_scale(self._scale, self._lower)}
        return Proposal(found.level, found.low, found.high, scalars, estimate)

    def picture(self, width: int) -> Content:
        """The records over time."""
        if isinstance(self.found, Proposal) and isinstance(self.found.estimate, maturity.MaturityEstimate):
            blocks = estimates.maturity_blocks(self.found.estimate, width)
            return Content("\n\n").join([painted(block) for block in blocks])
        return self.needed(width)

    def _show_results(self) -> None:
        lines = [shorten(safe(line), 60) for line in reversed(self._lines)]
        self.query_one("#results", Static).update(Content("\n".join(lines)))

    # --- taking results

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A result, a file of them, or the scale."""
        event.stop()
        typed = event.value.strip()
        if event.input.id == "scale":
            found = _scale(typed)
            if found is None:
                self.say(
                    _("Two numbers, the lower one first, as in 0..100; add “lower” where less is better."), "warning"
                )
                return
            self._scale, self._lower = found
            self.compute()
            self.query_one(LevelLine).focus()
        elif not typed:
            self.query_one(LevelLine).focus()
        elif re.search(r"\.(csv|txt|tsv)$", typed, re.IGNORECASE):
            self._read(typed)
        else:
            self._take([typed])

    def on_line_input_pasted(self, event: LineInput.Pasted) -> None:
        """Many results at once."""
        self._take(event.lines)

    @work(exclusive=True, group="reading")
    async def _read(self, name: str) -> None:
        try:
            text = (await asyncio.to_thread(read_bytes, Path(name).expanduser())).decode()
        except (PickproblemError, UnicodeDecodeError) as error:
            self._tell(str(error))
            return
        self._take(text.splitlines())

    def _tell(self, fault: str) -> None:
        """Say what is wrong below the lines, where there is room for all of it."""
        self.query_one("#understood", Static).update(Content.styled(safe(fault), "$text-warning"))

    def _take(self, lines: list[str]) -> None:
        try:
            added = maturity.read_results("\n".join(lines))
        except PickproblemError as error:
            typed = _("“%(line)s” is no result: it takes a date and a score, as in 2024-06, 78.2.")
            self._tell(str(error) if len(lines) > 1 else typed % {"line": shorten(lines[0], 40)})
            return
        self._lines += [f"{one.written}, {one.score!r}" for one in added]
        self.query_one("#line", Input).value = ""
        self.query_one("#understood", Static).update(self._hint())
        self._show_results()
        self.compute()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a last one to drop only where there is one."""
        return action != "drop" or bool(self._lines)

    def action_drop(self) -> None:
        """Take the last line away."""
        if self._lines:
            self._lines.pop()
            self._show_results()
            self.compute()


def _scale(text: str) -> tuple[tuple[float, float], bool] | None:
    lower = any(word in text.casefold() for word in _LOWER)
    found = _SCALE.match(text)
    if found is None or not float(found[1]) < float(found[2]):
        return None
    return (float(found[1]), float(found[2])), lower


def _show_scale(scale: tuple[float, float], lower: bool) -> str:
    return f"{scale[0]:g}..{scale[1]:g}{' lower' if lower else ''}"
