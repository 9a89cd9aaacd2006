"""Strict models: what every table of the project's files is checked against."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pickproblem.document.telling import shown
from pickproblem.language import _


def _is_whole(value: object) -> object:
    # To Literal, true and 1.0 are 1.
    if type(value) is not int:
        raise Wrong(_("%(value)s does not belong here") % {"value": shown(value)}, _("a whole number"))
    return value


FormatOne = Annotated[Literal[1], BeforeValidator(_is_whole)]


class Strict(BaseModel):
    """A table of one of the project's files: unknown keys refused, nothing converted, never changed in place."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,  # each table is built once inside its file's model, not a second time on import
    )


class Wrong(ValueError):
    """Raised by a model's validator: what is wrong, what would be right, and where below the table."""

    def __init__(self, wrong: str, right: str = "", *where: str | int) -> None:
        super().__init__(wrong)
        self.wrong, self.right, self.where = wrong, right, where
