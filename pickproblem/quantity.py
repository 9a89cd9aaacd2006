"""Kinds of values in a record: numbers with their bounds, moments with their zone. Strict, and told in our words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from pickproblem.document import Wrong, shown
from pickproblem.language import _


def _whole_minutes(moment: datetime) -> datetime:
    # TOML has no seconds in an offset; zones of before 1900, and some clocks, do.
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset is not None and offset.seconds % 60 else moment


def _number(value: object) -> object:
    # A plain union would tell one fault twice, once a branch, and float alone would rewrite 10 as 10.0.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(_("%(value)s does not belong here") % {"value": shown(value)}, _("a number"))
    if value != value or value in (float("inf"), float("-inf")):
        raise Wrong(_("%(value)s does not belong here") % {"value": shown(value)}, _("a finite number"))
    return value


def _positive(value: int | float) -> int | float:
    if value <= 0:
        raise Wrong(_("%(value)s is out of range") % {"value": shown(value)}, _("more than 0"))
    return value


def _not_negative(value: int | float) -> int | float:
    if value < 0:
        raise Wrong(_("%(value)s is out of range") % {"value": shown(value)}, _("at least 0"))
    return value


def _scalars(table: dict[str, Any]) -> dict[str, Any]:
    for key, value in table.items():
        if isinstance(value, dict | list) or (isinstance(value, float) and not abs(value) < float("inf")):
            raise Wrong(
                _("%(value)s does not belong here") % {"value": shown(value)},
                _("text, a number, true or false, a date"),
                key,
            )
    return table


def between(low: float, high: float) -> AfterValidator:
    """A validator for a number in low..high, both included."""

    def check(value: int | float) -> int | float:
        if not low <= value <= high:
            bounds = {"low": f"{low:g}", "high": f"{high:g}"}
            raise Wrong(_("%(value)s is out of range") % {"value": shown(value)}, _("%(low)s to %(high)s") % bounds)
        return value

    return AfterValidator(check)


Moment = Annotated[AwareDatetime, AfterValidator(_whole_minutes)]
Number = Annotated[int | float, BeforeValidator(_number)]
Positive = Annotated[Number, AfterValidator(_positive)]
NotNegative = Annotated[Number, AfterValidator(_not_negative)]
Probability = Annotated[Number, between(0.01, 0.99)]
HoursPerWeek = Annotated[Number, between(0, 168)]
Count = Annotated[int, Field(ge=1)]
Scalars = Annotated[dict[str, Any], AfterValidator(_scalars)]
