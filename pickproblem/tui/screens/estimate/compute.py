"""GPU and data: what one run needs, as far as it is known, and how many runs fit."""

from __future__ import annotations

from types import SimpleNamespace

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from pickproblem import edits, facts
from pickproblem.estimate import gpus, presets, words
from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.presets import UnknownPreset
from pickproblem.facts.experiment import worth_asking
from pickproblem.language import N_, _
from pickproblem.proposals import Proposal
from pickproblem.record import Experiment, Gpu, Setting
from pickproblem.report import computing
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.screens.estimate.frame import EstimateScreen, LevelLine
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.facts_form import FactsForm
from pickproblem.tui.widgets.line_input import LineInput

SETTING = ("gpus", "disk_gb", "ram_gb")
"""What the estimate takes from the setting; asked below the experiment itself."""


class ComputeScreen(EstimateScreen):
    """One line says what a run is; the form below holds what was understood, and takes more."""

    BINDINGS = [
        key("f3", "all", N_("More facts"), id="estimate-all", display="F3"),
        key("f5", "copy", N_("Copy"), id="estimate-copy", display="F5"),
        key("f6", "gpus", N_("GPUs"), id="estimate-gpus", display="F6"),
    ]

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._all = False

    # --- the facts

    @property
    def _experiment(self) -> Experiment:
        return self.candidate.experiment or Experiment()

    @property
    def _table(self) -> SimpleNamespace:
        setting = self.opened.record.setting or Setting()
        return SimpleNamespace(**dict(self._experiment), **{name: getattr(setting, name) for name in SETTING})

    def facts(self) -> ComposeResult:
        """The line; what of it was understood; the form."""
        yield Static(Content(_("What is one full run? If you have run it, say what it took.")), classes="question")
        with Horizontal(id="said"):
            yield LineInput(
                placeholder=_("ResNet-50, COCO, 12 epochs   or   0.35 s/step, 90k steps"), id="line"
            ).add_class("line")
        yield Static(id="understood")
        fields = {**facts.EXPERIMENT, **{name: facts.FIELDS[name] for name in SETTING}}
        yield FactsForm(fields, self._table, id="form")

    def on_mount(self) -> None:
        """Show the facts that matter."""
        super().on_mount()
        self.query_one("#understood").display = False
        self._show_fields()

    def enter(self) -> None:
        """On the line, or on the fact that is needed."""
        if self.candidate.experiment is None:
            self.query_one("#line").focus()
        else:
            self.query_one(FactsForm).enter()

    def _show_fields(self) -> None:
        try:
            filled = presets.taken_from_preset(self._experiment)
        except UnknownPreset:
            filled = {}
        wanted = worth_asking(self._experiment.model_copy(update=filled), all_of_it=self._all)
        kept = [name for name in wanted if self._all or name not in filled]
        self.query_one(FactsForm).show_only([*kept, *SETTING])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Understand the line; what it says goes into the form."""
        if event.input.id != "line":
            return
        if not event.value.strip():
            self.query_one(FactsForm).enter()
            return
        read = words.read(event.value)
        said = {name: value for name, value in read.experiment if value is not None}
        if read.gpu is not None:
            said["gpu"] = read.gpu.model
            self._have(read.gpu)
        if said:
            self.opened.change(edits.set_experiment(self.opened.record, self.cell.candidate, said))
        told = [_("Taken: %(what)s") % {"what": " · ".join(read.understood)}] if read.understood else []
        if read.not_understood:
            told.append(_("Not understood: %(what)s") % {"what": " · ".join(read.not_understood)})
        understood = self.query_one("#understood", Static)
        understood.update(Content(safe("  ".join(told))))
        understood.display = bool(told)
        if said and not read.not_understood:
            event.input.value = ""
        self._changed()
        if isinstance(self.found, Proposal):
            self.query_one(LevelLine).focus()
        elif not read.not_understood:
            self.query_one(FactsForm).enter()

    def _have(self, gpu: Gpu) -> None:
        """A GPU that the line names is one of those at hand; what is known of it already stays."""
        setting = self.opened.record.setting or Setting()
        if any(gpus.same(one.model, gpu.model) for one in setting.gpus or []):
            return
        self.opened.change(edits.set_setting(self.opened.record, {"gpus": [*(setting.gpus or []), gpu]}))

    def on_facts_form_given(self, event: FactsForm.Given) -> None:
        """Keep a fact as soon as its line is left."""
        record = self.opened.record
        if event.field in SETTING:
            self.opened.change(edits.set_setting(record, {event.field: event.value}))
        else:
            self.opened.change(edits.set_experiment(record, self.cell.candidate, {event.field: event.value}))
        self._changed()

    def on_facts_form_done(self) -> None:
        """Behind the last fact comes the level."""
        self.query_one(LevelLine).focus()

    def _changed(self) -> None:
        self.query_one(FactsForm).fill(self._table)
        self._show_fields()
        self.compute()

    # --- the picture

    def picture(self, width: int) -> Content:
        """Runs that fit, hours, memory, what was assumed."""
        found = self.found
        if isinstance(found, Proposal) and isinstance(found.estimate, ComputeEstimate):
            blocks = computing.compute_blocks(found.estimate, width)
            return Content("\n\n").join([painted(block) for block in blocks])
        return self.needed(width)

    # --- short cuts

    def action_all(self) -> None:
        """All facts, or those that matter."""
        self._all = not self._all
        self._show_fields()

    def action_copy(self) -> None:
        """The experiment of the candidate that was described last before this one."""
        others = [
            one for one in self.opened.record.candidates if one.experiment is not None and one.id != self.candidate.id
        ]
        if not others:
            self.say(_("No other candidate has an experiment yet."))
            return
        source = others[-1]
        assert source.experiment is not None
        copied = {name: value for name, value in source.experiment if value is not None}
        self.opened.change(edits.set_experiment(self.opened.record, self.cell.candidate, copied))
        self.say(_("Copied from %(title)s.") % {"title": source.title})
        self._changed()

    @work(exclusive=True, group="ask")
    async def action_gpus(self) -> None:
        """Choose the GPUs from those that are here, or from the table."""
        from pickproblem.tui.gpus import GpusDialog

        setting = self.opened.record.setting or Setting()
        chosen = await self.app.push_screen_wait(GpusDialog(setting.gpus))
        if chosen is not None:
            self.opened.change(edits.set_setting(self.opened.record, {"gpus": chosen}))
            self._changed()
