"""The result: a picture first, then what it rests on; from here to the commitment, or to another look."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.commitment import FORECASTS
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Answer, Record
from pickproblem.report import charts, result
from pickproblem.text import safe, shorten
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens.score import answer_fields, choice_of
from pickproblem.tui.widgets.chart import painted

Before = tuple[datetime, dict[str, int]]


class ResultScreen(RecordScreen):
    """Who leads, how surely and why; up and down choose whose points are shown against the first's."""

    CSS_PATH = "result.tcss"
    step = "result"
    help_topic = "result"
    BINDINGS = [
        key("enter,c", "commit", N_("Commit"), id="result-commit", display="Enter"),
        key("down,j", "against(1)", N_("Against"), id="result-against", display="↑↓"),
        key("up,k", "against(-1)", id="result-against-up", show=False),
        key("g", "again", N_("Answer again"), id="result-again"),
        key("w", "weights", N_("Weights"), id="result-weights"),
        key("a", "candidates", N_("Candidates"), id="result-candidates"),
        key("s", "setting", id="result-setting", show=False),
        key("pagedown,space", "page(1)", id="result-page-down", show=False),
        key("pageup", "page(-1)", id="result-page-up", show=False),
        key("q", "home", id="result-home", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._document: Any = None
        self._before: Before | None = None
        self._against = 1
        """Which place of the ranking is shown against the first."""

    def body(self) -> ComposeResult:
        """Headline, the picture, what it rests on, who is out, what else there is to say."""
        with VerticalScroll(id="pages", can_focus=False):
            yield Static(id="chosen")
            yield Static(Content(_("Counting …")), id="headline")
            yield Static(id="ranking")
            yield Static(id="meaning", classes="muted")
            yield Static(id="next")
            yield Static(id="why")
            yield Static(id="lists")

    def on_mount(self) -> None:
        """Count behind the paint."""
        super().on_mount()
        self.query_one("#chosen").display = False
        self._rank()

    @work(exclusive=True, group="ranking")
    async def _rank(self) -> None:
        record, library = self.opened.record, self.opened.library
        self._document, self._before = await asyncio.to_thread(_analysed, record, library)
        self._against = 1
        self._show()

    def on_resize(self) -> None:
        """Draw for the new width."""
        if self._document is not None:
            self._show()

    # --- what is shown

    def _show(self) -> None:
        document, library, record = self._document, self.opened.library, self.opened.record
        width = max(min(self.query_one("#pages").size.width - 2, 110), 40)
        said = result.headline(document)
        self._set("#headline", Content.styled(said[0], "bold"))
        self._set("#meaning", Content(" ".join(said[1:])))
        rows = result.ranked(document, self._before[1] if self._before else None)
        self._set("#ranking", painted(charts.ranking(rows, width)) if rows else Content(""))
        question = result.next_question(document, library) if len(rows) > 1 else None
        self._set("#next", Content(safe(question)) if question else Content(""))
        self._show_why(width)
        parts = [
            *_listed(_("Commitment"), self._committed(record)),
            *_listed(_("Ruled out"), result.ruled_out(document, record, library)),
            *_listed(_("Set aside"), result.set_aside(record)),
            *_listed(_("Advice"), result.advice(document)),
            *_listed(_("What would change the first place"), result.flips(document, library)),
            *_listed(_("Beside it"), [*result.beside(document), result.answers_in(document), *document["notes"]]),
        ]
        self._set("#lists", Content("\n").join(parts[1:]))
        self._show_chosen(record)

    def _set(self, selector: str, content: Content) -> None:
        widget = self.query_one(selector, Static)
        widget.display = bool(content.plain)
        widget.update(content)

    def _show_chosen(self, record: Record) -> None:
        commitment = record.commitment
        if commitment is None:
            self._set("#chosen", Content(""))
            return
        chosen = record.candidate(commitment.candidate)
        words = _("Committed by %(by)s: %(title)s") % {
            "by": commitment.kill_criteria[-1].by,
            "title": safe(chosen.title if chosen else commitment.candidate),
        }
        self._set("#chosen", Content.styled(f"✓ {words}", "$text-success"))

    def _committed(self, record: Record) -> list[str]:
        commitment = record.commitment
        if commitment is None:
            return []
        chosen = record.candidate(commitment.candidate)
        said = [
            _("Chosen on %(day)s: %(title)s")
            % {"day": commitment.when.date(), "title": chosen.title if chosen else commitment.candidate}
        ]
        if commitment.reason:
            said.append(_("Why: %(reason)s") % {"reason": commitment.reason})
        for criterion in commitment.kill_criteria:
            words = {"by": criterion.by, "unless": criterion.unless or "–", "then": criterion.then or "–"}
            said.append(_("If by %(by)s there is not: %(unless)s. Then: %(then)s") % words)
        for forecast in commitment.forecasts or []:
            name = _(dict(FORECASTS).get(forecast.id, forecast.id))
            words = {"name": name, "share": charts.percent(float(forecast.p)), "day": forecast.resolve or "–"}
            said.append(_("Forecast “%(name)s”: %(share)s, to be seen on %(day)s") % words)
        if commitment.reviews:
            said.append(_("Look again on %(days)s") % {"days": ", ".join(map(str, commitment.reviews))})
        return said

    def _show_why(self, width: int) -> None:
        document = self._document
        ids = [one["id"] for one in document["candidates"]]
        if not ids or not document["answered"]:
            self._set("#why", Content(""))
            return
        pair = [ids[0], ids[self._against]] if len(ids) > 1 else ids
        names, parts = result.parts(document, self.opened.library, pair)
        head = _("Where the points come from") if len(ids) == 1 else _("Where the lead comes from")
        self._set(
            "#why",
            Content("\n").join(
                [Content.styled(head, "bold $primary"), painted(charts.contributions(names, parts, width))]
            ),
        )

    # --- moving about

    def action_against(self, step: int) -> None:
        """Show the points of another candidate against the first's."""
        if self._document is not None and len(self._document["candidates"]) > 1:
            last = len(self._document["candidates"]) - 1
            self._against = min(max(self._against + step, 1), last)
            self._show()

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        pages = self.query_one("#pages", VerticalScroll)
        pages.scroll_page_down(animate=False) if step > 0 else pages.scroll_page_up(animate=False)

    def action_commit(self) -> None:
        """To the commitment, with the ranking at hand."""
        from pickproblem.tui.screens.commit import CommitScreen

        if self._document is not None:
            self.program.show(CommitScreen([one["id"] for one in self._document["candidates"]]))

    def action_weights(self) -> None:
        """Look at the weights; a change from here on is marked, and both rankings are shown."""
        self.go(Step("weights"))

    def action_candidates(self) -> None:
        """Add, close or open candidates."""
        self.go(Step("candidates"))

    def action_setting(self) -> None:
        """The facts and the profile."""
        self.go(Step("setting"))

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()

    # --- one answer again

    @work(exclusive=True, group="again")
    async def action_again(self) -> None:
        """Choose a candidate and a rubric, answer it again; the earlier answer stays in its finished session."""
        opened = self.opened
        ids = views.in_question(opened.record)
        titles = [opened.record.candidate(id) for id in ids]
        chosen = await self.app.push_screen_wait(
            ChoiceDialog(_("About which candidate?"), "", [one.title for one in titles if one is not None])
        )
        if chosen is None:
            return
        rubrics = views.asked(opened.record, opened.library)
        sheet = views.latest(opened.record)
        options = [
            f"{self._mark(sheet, ids[chosen], name)}  {opened.library.rubrics[name].title}" for name in rubrics
        ]
        picked = await self.app.push_screen_wait(ChoiceDialog(_("Which question?"), "", options))
        if picked is not None:
            await self._answer_again(ids[chosen], rubrics[picked])

    def _mark(self, sheets: dict[str, views.Sheet], candidate: str, rubric: str) -> str:
        from pickproblem.tui.widgets.score_lines import level_mark

        answers = views.cell(sheets, candidate, rubric)
        return shorten(level_mark(answers[-1] if answers else None), 8).ljust(7)

    async def _answer_again(self, candidate: str, rubric: str) -> None:
        from pickproblem.tui.screens.answer_once import AnswerDialog

        opened = self.opened
        mine = views.latest(opened.record).get(opened.rater, {})
        standing = mine.get(candidate, {}).get(rubric)
        shown = opened.record.candidate(candidate)
        asked = opened.library.rubrics[rubric]
        goal = (opened.record.setting.goal if opened.record.setting else None) or _("not written down yet")
        given = await self.app.push_screen_wait(
            AnswerDialog(
                asked,
                str(asked.question).replace("{goal}", goal),
                shown.title if shown else candidate,
                choice_of(standing),
            )
        )
        if given is None:
            return
        fields = {**answer_fields(given.choice), **({"reason": given.reason} if given.reason else {})}
        when = edits.now()
        record, session = edits.begin_session(opened.record, opened.rater, "review", when)
        record = edits.answer(record, session.id, candidate, rubric, Answer.model_validate(fields))
        opened.change(edits.finish(record, session.id, when))
        self._rank()

    def action_back(self) -> None:
        """Back to the list of records."""
        self.program.go_home()


def _analysed(record: Record, library: Any) -> tuple[Any, Before | None]:
    from pickproblem import ranking

    document = ranking.rank(record, library, can_win=False)
    return document, result.ranks_before(record, library)


def _listed(head: str, texts: list[str]) -> list[Content]:
    if not texts:
        return []
    return [Content(""), Content.styled(head, "bold $primary"), *(Content(f"· {safe(text)}") for text in texts)]
