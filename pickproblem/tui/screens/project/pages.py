"""The pages of a project: what is due, what was promised, the notebook, the time, the ideas beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from textual.content import Content

from pickproblem.language import N_, _, ngettext
from pickproblem.record import Candidate, Commitment, Record
from pickproblem.report import charts, project
from pickproblem.report.project import Promise, Row
from pickproblem.switching.thresholds import in_force
from pickproblem.text import cells, fit, shorten, wrap
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.pages import TextPage, heading, words

if TYPE_CHECKING:
    from pickproblem.tui.screens.project.screen import ProjectScreen

DUE_MARK, AHEAD_MARK = "●", "○"

_FEW_LINES = 16
"""In fewer lines than this, only the course itself stands over the dates."""

_ROOMY_LINES = 22
"""From so many lines on, the course has a legend."""

_NOTES_LINES = 10
"""Where so many lines are left below the dates, the notes stand there too."""

_WHEN = 16
_KEY = 7


class ProjectPage(TextPage):
    """One page of the project."""

    @property
    def project(self) -> ProjectScreen:
        """The screen that this is a page of."""
        return cast("ProjectScreen", self.screen)

    @property
    def record(self) -> Record:
        """The open record."""
        return self.project.opened.record

    @property
    def commitment(self) -> Commitment:
        """What was committed to last."""
        return self.project.commitment

    @property
    def candidate(self) -> Candidate:
        """The project."""
        return self.project.candidate

    @property
    def today(self) -> date:
        """The day that is taken for today."""
        return self.project.program.today()

    def draw(self) -> None:
        """Paint what there is to see now."""
        self.paint(self.blocks(self.width))

    def blocks(self, width: int) -> list[Content]:
        """What stands below each other."""
        raise NotImplementedError

    def title_lines(self, width: int) -> Content:
        """What the project is."""
        return words(self.candidate.title, width, "bold $text-accent")


class NowPage(ProjectPage):
    """What was chosen and why, where one is between the first day and the last date, what is due and what to do."""

    title = N_("Now")
    BINDINGS = [
        key("enter", "do", N_("Do it"), id="project-do", display="Enter"),
        key("up", "move(-1)", id="project-up", show=False),
        key("down", "move(1)", id="project-down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._row = 0
        self._above = 0

    @property
    def rows(self) -> list[Row]:
        """What is due, then what lies ahead."""
        return project.rows(self.record, self.today, in_force())

    def blocks(self, width: int) -> list[Content]:
        """The project; its course; the dates, that under the cursor in full."""
        rows = self.rows
        self._row = min(self._row, max(len(rows) - 1, 0))
        marks = project.marks(self.record, self.commitment, in_force())
        told = project.chosen(self.record, self.commitment, self.today)
        height = self.size.height
        tight, tiny = height < _ROOMY_LINES, height < _FEW_LINES
        about = [self.title_lines(width)]
        about += [words(line, width, "$text-muted") for line in told[: 1 if tiny else 2 if tight else None]]
        if self.candidate.state == "closed":
            about.append(words(_("It is closed; what is still to be resolved stands below."), width, "$text-warning"))
        picture = [painted(charts.course(marks, self.today, width)[: 2 if tiny else None])]
        if not tight:
            picture.append(words(charts.course_legend(marks), width, "$text-muted"))
        blocks = [Content("\n").join(about), Content("\n").join(picture)]
        lines = sum(block.plain.count("\n") + 2 for block in blocks)
        self._above = lines
        dates = self._dates(rows, width)
        blocks.append(dates)
        if lines + dates.plain.count("\n") + _NOTES_LINES <= height:
            blocks += notes_blocks(self.candidate, self.today, width)
        return blocks

    def _dates(self, rows: list[Row], width: int) -> Content:
        due = [row for row in rows if row.now]
        lines = [heading(_("Due"), width)] if due else [words(_("Nothing is due today."), width, "bold $success")]
        for n, row in enumerate(rows):
            if not row.now and (n == 0 or rows[n - 1].now):
                lines.append(heading(_("Ahead"), width))
            lines += self._line(n, row, width)
        return Content("\n").join(lines)

    def _line(self, n: int, row: Row, width: int) -> list[Content]:
        here = n == self._row and self.has_focus
        asks = row.now and row.due.kind != "note"
        mark = DUE_MARK if asks else " " if row.now else AHEAD_MARK
        when = fit(f"{mark} {row.when}", _WHEN)
        room = max(width - 2 - _WHEN - _KEY - 12, 10)
        day = row.due.date.isoformat()
        tone = "$text-accent" if asks else "$text-muted" if row.due.kind == "note" else "$foreground"
        style = "bold $foreground on $primary-muted" if here else tone
        line = Content.assemble(
            ("▸ " if here else "  ", "bold $text-accent"),
            (f"{when} {day}  {fit(row.what, room)}", style),
            (f" {row.key.rjust(5)}" if row.key else "", "bold $text-accent"),
        )
        if not here:
            return [line]
        lines = [line]
        if cells(row.what) > room:
            lines += [Content.styled(f"    {text}", "$foreground") for text in wrap(row.what, width - 4)]
        lines += [Content.styled(f"    {text}", "$text-muted") for text in wrap(row.todo, width - 4)]
        return lines

    def action_move(self, step: int) -> None:
        """The cursor moves to another date."""
        self._row = min(max(self._row + step, 0), max(len(self.rows) - 1, 0))
        self.draw()
        self.keep_in_view(self._above + self._row + 2 if self._row else 0)

    def action_do(self) -> None:
        """Do what the date under the cursor asks for; where there is none, to the result."""
        rows = self.rows
        if not rows:
            self.project.action_result()
        elif (row := rows[self._row]).key:
            self.project.do(row.due)
        else:
            self.project.say(row.todo)


class PromisesPage(ProjectPage):
    """Kill criteria, forecasts, ways to fail, days to look again: what was said beforehand, and how it stands."""

    title = N_("Promises")
    BINDINGS = [
        key("enter", "screen.criteria", N_("Kill criteria"), id="promises-kill", display="Enter"),
        key("f", "screen.forecast", N_("Forecast"), id="promises-forecast"),
    ]

    def blocks(self, width: int) -> list[Content]:
        """One list below the other."""
        commitment, today = self.commitment, self.today
        variants = commitment.planned_variants
        said = (
            ngettext(
                "%(n)d variant is to be tried before giving up.",
                "%(n)d variants are to be tried before giving up.",
                variants,
            )
            % {"n": variants}
            if variants is not None
            else ""
        )
        return [
            self._listed(_("Kill criteria: what must be there, by when"), project.criteria(commitment, today), width),
            self._listed(
                _("Forecasts, with the chance you said"), project.forecasts(self.record, commitment, today), width
            ),
            self._listed(
                _("How it could fail, and when that is tested"), project.beforehand(commitment, today), width
            ),
            self._listed(_("Days to look again"), project.reviews(self.record, commitment, today), width),
            words(said, width, "$text-muted") if said else Content(""),
        ]

    def _listed(self, head: str, promises: list[Promise], width: int) -> Content:
        if not promises:
            return Content("")
        column = max(cells(one.state) for one in promises)
        room = max(width - 14 - column - 2, 12)
        lines = [heading(head, width)]
        for one in promises:
            first, *more = wrap(one.what, room) or [""]
            day = one.day.isoformat() if one.day is not None else "–"
            mark = "✓" if one.answered else " "
            lines.append(
                Content.assemble(
                    (f"{mark} {day:<10}  ", "$text-muted"),
                    (fit(first, room), "$foreground"),
                    (f"  {one.state}", "$text-success" if one.answered else "$text-accent"),
                )
            )
            lines += [Content(" " * 14 + line) for line in more]
        return Content("\n").join(lines)


class NotesPage(ProjectPage):
    """The notebook of the last two weeks in one view."""

    title = N_("Notebook")
    BINDINGS = [key("enter", "screen.note", N_("Note"), id="notes-note", display="Enter")]

    def blocks(self, width: int) -> list[Content]:
        """Each day with its lines; before that, how old the last one is."""
        return notes_blocks(self.candidate, self.today, width)


def notes_blocks(candidate: Candidate, today: date, width: int) -> list[Content]:
    """The notes of the last two weeks, day by day; where there are none, the last one there is."""
    lines = list(project.note_lines(candidate, today))
    head = heading(_("The last two weeks, the newest first"), width)
    if lines:
        return [head, _days(lines, width)]
    older = [one.date for one in candidate.notes or [] if one.date <= today]
    if not older:
        return [head, words(_("No note yet. n writes the first: one line is enough."), width, "$text-muted")]
    last = max(older)
    said = words(_("None in these two weeks. The last one, of %(day)s:") % {"day": last}, width, "$text-muted")
    return [head, said, _days(list(project.note_lines(candidate, last, days=1)), width)]


def _days(lines: list[tuple[str, str, str]], width: int) -> Content:
    column = max(cells(name) for _day, name, _line in lines) + 2
    shown: list[Content] = []
    for day, name, line in lines:
        first, *more = wrap(line, max(width - 12 - column, 12))
        if day and shown:
            shown.append(Content(""))
        shown.append(
            Content.assemble(
                (f"{day:<12}", "bold $text-accent"), (fit(name, column), "$text-muted"), (first, "$foreground")
            )
        )
        shown += [Content(" " * (12 + column) + text) for text in more]
    return Content("\n").join(shown)


class TimePage(ProjectPage):
    """Stretches of work on this decision's candidates, from the first to today, with their hours."""

    title = N_("Time")
    BINDINGS = [key("enter", "screen.stint", N_("Begin or end"), id="time-stint", display="Enter")]

    def blocks(self, width: int) -> list[Content]:
        """The picture of all candidates' time; the stretches of the project one by one."""
        back = self.project.back
        stints = project.stints(self.candidate)
        head = heading(_("Time spent so far"), width)
        if not stints and (back is None or not back.stints):
            said = _("None is noted yet. b begins a stretch of work, today or on an earlier day; b ends it again.")
            return [head, words(said, width, "$text-muted")]
        blocks = [head]
        if back is None:
            blocks.append(words(_("Counting …"), width, "$text-muted"))
        else:
            from pickproblem.report import looking_back

            mine = sum(one.inside for one in back.stints if one.candidate.id == self.candidate.id)
            hours = _("%(hours)s hours on it by now.") % {"hours": charts.written_hours(mine)}
            blocks.append(words(hours, width, "bold"))
            if lanes := looking_back.lanes(back):
                blocks.append(painted(charts.timeline(lanes, *back.window, width)))
            kinds = {one.kind for one in back.stints}
            legend = " · ".join(
                f"{charts.KIND_MARKS[kind][0]} {_(title)}"
                for kind, title in looking_back.KIND_TITLES.items()
                if kind in kinds
            )
            blocks.append(words(legend, width, "$text-muted"))
            remarks = [words(text, width, "$text-warning") for text in looking_back.remarks(back)]
            blocks.append(Content("\n").join(remarks))
        lines = [Content(f"· {shorten(line, width - 2)}") for line in stints]
        return [*blocks, Content("\n").join(lines)]
