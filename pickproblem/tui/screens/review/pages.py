"""The pages of a review: what each step asks, and what was said in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.content import Content

from pickproblem import answers as views
from pickproblem import flow, review
from pickproblem.commitment import forecast_name
from pickproblem.language import N_, _, ngettext
from pickproblem.record import Record
from pickproblem.report import charts
from pickproblem.text import shorten, wrap
from pickproblem.tui.keys import key
from pickproblem.tui.screens.project.pages import notes_blocks
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.pages import TextPage, heading, listed, words

if TYPE_CHECKING:
    from pickproblem.rubric import Library
    from pickproblem.tui.screens.review.screen import ReviewScreen

Compared = Mapping[str, Any]


class ReviewPage(TextPage):
    """One step of the review."""

    step: ClassVar[review.StepKind]
    BINDINGS = [
        key("enter", "screen.go_on", N_("Go on"), id="review-go-on", display="Enter"),
        key("s", "screen.skip", N_("Go on without"), id="review-skip"),
    ]

    @property
    def review(self) -> ReviewScreen:
        """The screen that this is a page of."""
        return cast("ReviewScreen", self.screen)

    @property
    def record(self) -> Record:
        """The open record."""
        return self.review.opened.record

    @property
    def today(self) -> date:
        """The day that is taken for today."""
        return self.review.program.today()

    def draw(self) -> None:
        """Paint what there is to see now."""
        self.paint([self.review.about(self.width), *self.blocks(self.width)])

    def blocks(self, width: int) -> list[Content]:
        """What stands below each other."""
        raise NotImplementedError


class OutcomePage(ReviewPage):
    """What happened, before any old number is seen."""

    step = "outcome"
    title = dict(review.STEPS)["outcome"]

    def blocks(self, width: int) -> list[Content]:
        """What is asked, what was said."""
        asked = review.questions(self.record, self.today)
        said = _(
            "First what happened, as it is, before any old number is seen. Enter begins; Esc in a question stops."
        )
        texts = [
            forecast_name(one.part) if one.kind == "forecast" else _("Kill criterion of %(day)s") % {"day": one.date}
            for one in asked
        ]
        how = _("How does it stand: on it, delivered, or ended?")
        done = "outcome" in self.review.done
        return [
            words(said, width),
            listed(_("What you said"), self.review.said, width),
            listed(_("Still open") if done else _("To be answered"), [*texts, *([] if done else [how])], width),
        ]


class ScorePage(ReviewPage):
    """A fresh score, without the old answers."""

    step = "score"
    title = dict(review.STEPS)["score"]

    def blocks(self, width: int) -> list[Content]:
        """How much it is, and how it is done."""
        opened, today = self.review.opened, self.today
        scored = review.session_of(opened.record, opened.rater, today)
        if scored is not None:
            return [words(_("Scored again today. Enter shows old against new."), width, "$text-success")]
        going_on = review.scoring(opened.record, opened.rater)
        if going_on is not None:
            done, total = flow.progress(opened.record, opened.library, going_on)
            told = _("%(done)d of %(all)d answered; Enter goes on where you were.") % {"done": done, "all": total}
            return [words(told, width, "bold")]
        cells = len(views.in_question(opened.record)) * len(views.asked(opened.record, opened.library))
        minutes = flow.minutes_left(cells, opened.paces)
        how = ngettext("%(n)d question", "%(n)d questions", cells) % {"n": cells}
        time = ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
        return [
            words(
                _("Now score again as if for the first time: %(questions)s, %(time)s.")
                % {"questions": how, "time": time},
                width,
                "bold",
            ),
            words(
                _(
                    "The old answers stay hidden until you are through; then both stand side by side. f stops when "
                    "it is enough: what is left open keeps its answer of before."
                ),
                width,
                "$text-muted",
            ),
            words(
                _("Without a fresh score this review stays due. Enter begins, s goes on without it."),
                width,
                "$text-muted",
            ),
        ]


class ComparePage(ReviewPage):
    """Old against new, once there is a new."""

    step = "compare"
    title = dict(review.STEPS)["compare"]
    BINDINGS = [key("e", "screen.earlier", N_("Against another day"), id="review-earlier")]

    def blocks(self, width: int) -> list[Content]:
        """The picture; who rose and fell; which answers moved and why; how much may be nothing."""
        screen = self.review
        if screen.compared is None:
            return [words(screen.why_not or _("Counting …"), width, "$text-muted")]
        from pickproblem.report import comparing

        document = screen.compared
        picture = charts.slope(comparing.slopes(document), width, heads=comparing.days(document))
        return [
            words(comparing.headline(document), width, "$text-muted"),
            Content("\n").join([heading(_("Scores on 0 to 100"), width), painted(picture)]),
            words(comparing.retest(document), width, "$text-accent"),
            listed(_("Ranks"), comparing.ranks(document), width),
            self._moved(document, screen.opened.library, width),
            listed(_("Answered for the first time"), comparing.new_answers(document), width),
        ]

    def _moved(self, document: Compared, library: Library, width: int) -> Content:
        from pickproblem.report import comparing

        moved = comparing.moved(document, library)
        if not moved:
            return Content("")
        lines = [heading(_("What moved, the farthest first"), width)]
        for one in moved:
            head = _("%(rubric)s of “%(title)s”") % {"rubric": one.rubric, "title": one.title}
            figures = f"{one.then} → {one.now}"
            room = max(width - len(figures) - 4, 10)
            lines.append(Content.assemble(f"· {shorten(head, room)}  ", (figures, "bold $text-accent")))
            for lead, reason in ((_("then"), one.reason_then), (_("now"), one.reason_now)):
                if reason:
                    first, *more = wrap(f"{lead}: {reason}", width - 4)
                    lines += [Content.styled(f"    {text}", "$text-muted") for text in (first, *more)]
        return Content("\n").join(lines)


class TastePage(ReviewPage):
    """The first text's questions of taste; the answers go into today's note."""

    step = "taste"
    title = dict(review.STEPS)["taste"]

    def blocks(self, width: int) -> list[Content]:
        """The questions, with what was answered today."""
        open_ones = review.open_taste(self.record, self.today)
        note = review.note_of(self.review.candidate, self.today)
        lines = (note.insight or "").split("\n") if note is not None else []
        blocks = [
            words(_("Taste grows by looking back: one line each, or nothing. They go into today's note."), width)
        ]
        for id, question, _lead in review.TASTE:
            prefix = review.taste_line(id, "")
            given = [line.removeprefix(prefix) for line in lines if line.startswith(prefix)]
            mark = "·" if id in open_ones else "✓"
            shown = [words(f"{mark} {_(question)}", width, "$foreground" if id in open_ones else "$text-muted")]
            shown += [words(f"  {text}", width, "$text-success") for text in given]
            blocks.append(Content("\n").join(shown))
        return blocks


class LastNotesPage(ReviewPage):
    """The last two weeks in one view."""

    step = "notes"
    title = dict(review.STEPS)["notes"]
    BINDINGS = [
        key("enter", "screen.go_on", N_("Done"), id="review-go-on", display="Enter"),
        key("s", "screen.skip", id="review-skip", show=False),
    ]

    def blocks(self, width: int) -> list[Content]:
        """Day by day."""
        return notes_blocks(self.review.candidate, self.today, width)


PAGES: tuple[type[ReviewPage], ...] = (OutcomePage, ScorePage, ComparePage, TastePage, LastNotesPage)
