"""A small form over a screen: a line each, Enter goes on and behind the last one saves; nothing before that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from pickproblem.language import N_
from pickproblem.text import cells, safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import KeyBar, TooSmall
from pickproblem.tui.widgets.line_input import LineInput

Values = dict[str, str]
"""What stands in each field: of a line its text, of a choice the name of the option; only those that are shown."""


@dataclass(frozen=True)
class Field:
    """A line to type in, or, with options, one to choose on."""

    id: str
    label: str
    value: str = ""
    placeholder: str = ""
    options: Sequence[tuple[str, str]] = ()
    """Names with their words."""
    shown: Callable[[Mapping[str, str]], bool] | None = None
    """Whether it is asked, by what stands in the others."""


class OneOf(Widget, can_focus=True):
    """A choice on one line: the arrows or a digit change it."""

    BINDINGS = [
        key("left,h", "step(-1)", N_("Another"), id="one-of-left", display="← →"),
        key("right,l,space", "step(1)", id="one-of-right", show=False),
        key("up", "app.focus_previous", id="one-of-up", show=False),
        key("down", "app.focus_next", id="one-of-down", show=False),
        *(key(str(n), f"pick({n - 1})", id=f"one-of-{n}", show=False) for n in range(1, 10)),
    ]
    at: reactive[int] = reactive(0)

    def __init__(self, options: Sequence[tuple[str, str]], name: str, id: str) -> None:
        super().__init__(id=id)
        self._options = options
        names = [one for one, _words in options]
        self.set_reactive(OneOf.at, names.index(name) if name in names else 0)

    @property
    def value(self) -> str:
        """The name of what is chosen."""
        return self._options[self.at][0]

    def render(self) -> Content:
        """The words of what is chosen, and how many there are."""
        n, words = len(self._options), safe(self._options[self.at][1])
        style = "bold $foreground on $panel" if self.has_focus else "$foreground"
        return Content.assemble((f" ◂ {words} ▸ ", style), (f"  {self.at + 1}/{n}", "$text-muted"))

    def watch_at(self) -> None:
        """What others ask may hang on it."""
        if self.is_mounted and isinstance(self.screen, FormDialog):
            self.screen.show_fields()

    def action_step(self, by: int) -> None:
        """The next one, or the one before."""
        self.at = (self.at + by) % len(self._options)

    def action_pick(self, index: int) -> None:
        """A digit."""
        if index < len(self._options):
            self.at = index

    def on_click(self) -> None:
        """A click goes to the next one."""
        self.action_step(1)


class FormLine(LineInput):
    """A line of the form."""

    BINDINGS = [
        key("up", "app.focus_previous", id="form-up", show=False),
        key("down", "app.focus_next", id="form-down", show=False),
    ]


class FormDialog(ModalScreen[Values | None]):
    """Asks for a few things at once; gives what stands in the fields shown, None after Esc.

    ``take`` is handed the values and says in words what is wrong with them, or nothing; then the form closes.
    """

    CSS_PATH = ["dialogs.tcss", "forms.tcss"]
    BINDINGS = [
        # With priority the focus has moved before the next key is looked at, however fast they come.
        key("enter", "next", N_("Next"), id="form-next", display="Enter", priority=True),
        key("f3,ctrl+enter", "save", N_("Save"), id="form-save", display="F3"),
        key("tab", "app.focus_next", id="form-tab", show=False),
        key("shift+tab", "app.focus_previous", id="form-shift-tab", show=False),
        key("escape", "leave", N_("Back"), id="form-back"),
    ]

    def __init__(
        self, title: str, words: str, fields: Sequence[Field], take: Callable[[Values], str] | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._fields = fields
        self._take = take
        self.left: Values = {}
        """What stood in the fields when the form was left without saving."""

    def compose(self) -> ComposeResult:
        """Question, words, fields, what is wrong with them."""
        width = max(cells(field.label) for field in self._fields) + 2
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), classes="question")
            with VerticalScroll(id="fields", can_focus=False):
                if self._words:
                    yield Static(Content(safe(self._words, lines=True)), classes="muted")
                for field in self._fields:
                    with Horizontal(classes="field", id=f"row-{field.id}"):
                        label = Static(Content(field.label), classes="field-label")
                        label.styles.width = width
                        yield label
                        if field.options:
                            yield OneOf(field.options, field.value, id=f"field-{field.id}")
                        else:
                            yield FormLine(field.value, placeholder=field.placeholder, id=f"field-{field.id}")
            yield Static("", id="wrong")
            yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """Stand on the first field."""
        self.show_fields()
        self._widgets()[0].focus(scroll_visible=False)

    def _widgets(self) -> list[Widget]:
        rows = [self.query_one(f"#row-{field.id}") for field in self._fields]
        return [
            self.query_one(f"#field-{field.id}") for field, row in zip(self._fields, rows, strict=True) if row.display
        ]

    @property
    def typed(self) -> Values:
        """What stands in every field."""
        found: Values = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.id}")
            if isinstance(widget, OneOf):
                found[field.id] = widget.value
            elif isinstance(widget, Input):
                untouched = widget.value == safe(field.value)
                found[field.id] = (field.value if untouched else widget.value).strip()
        return found

    def show_fields(self) -> None:
        """Show what is asked, by what stands in the other fields."""
        typed = self.typed
        for field in self._fields:
            if field.shown is not None:
                self.query_one(f"#row-{field.id}").display = field.shown(typed)

    def on_input_changed(self) -> None:
        """What is typed may ask for another field."""
        self.show_fields()

    def action_next(self) -> None:
        """To the next field; behind the last one, save."""
        # With priority this is here before letters that came just before it: behind them it is in turn.
        (self.focused or self).call_later(self.call_later, self._next)

    def _next(self) -> None:
        widgets = self._widgets()
        at = widgets.index(self.focused) if self.focused in widgets else -1
        if at + 1 < len(widgets):
            self.set_focus(widgets[at + 1])
        else:
            self.action_save()

    def action_save(self) -> None:
        """Take it, if nothing is wrong with it."""
        shown = {widget.id for widget in self._widgets()}
        values = {id: value for id, value in self.typed.items() if f"field-{id}" in shown}
        wrong = self._take(values) if self._take is not None else ""
        if wrong:
            self.query_one("#wrong", Static).update(Content(safe(wrong, lines=True)))
            return
        self.dismiss(values)

    def action_leave(self) -> None:
        """Take nothing."""
        self.left = self.typed
        self.dismiss(None)
