"""Kinds of values in a record: numbers with their bounds, moments with their zone. Strict, and told in our words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pickproblem.document import Wrong, shown
from pickproblem.language import _


class Numeric:
    """Marks an ``int | float`` as checked by ``check`` alone, which raises Wrong.

    Pydantic's own validators would do the same, but look at each function's signature and build a check of the union
    that never runs: a sixth of the time that the checks of a record take to build.
    """

    def __init__(self, check: Callable[[object], object]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer"}, {"type": "number"}]}


def _whole_minutes(moment: datetime) -> datetime:
    # TOML has no seconds in an offset; zones of before 1900, and some clocks, do.
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset is not None and offset.seconds % 60 else moment


def _number(value: object) -> int | float:
    # A plain union would tell one fault twice, once a branch, and float alone would rewrite 10 as 10.0.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(_("%(value)s does not belong here") % {"value": shown(value)}, _("a number"))
    if value != value or value in (float("inf"), float("-inf")):
        raise Wrong(_("%(value)s does not belong here") % {"value": shown(value)}, _("a finite number"))
    return value


def _positive(value: object) -> object:
    if _number(value) <= 0:
        raise Wrong(_("%(value)s is out of range") % {"value": shown(value)}, _("more than 0"))
    return value


def _not_negative(value: object) -> object:
    if _number(value) < 0:
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


def between(low: float, high: float) -> Numeric:
    """Marks a number in low..high, both included."""

    def check(value: object) -> object:
        if not low <= _number(value) <= high:
            bounds = {"low": f"{low:g}", "high": f"{high:g}"}
            raise Wrong(_("%(value)s is out of range") % {"value": shown(value)}, _("%(low)s to %(high)s") % bounds)
        return value

    return Numeric(check)


Moment = Annotated[AwareDatetime, AfterValidator(_whole_minutes)]
Number = int | float  # beside a check only: of itself it would tell one fault twice, once a branch
Positive = Annotated[Number, Numeric(_positive)]
NotNegative = Annotated[Number, Numeric(_not_negative)]
Probability = Annotated[Number, between(0.01, 0.99)]
HoursPerWeek = Annotated[Number, between(0, 168)]
Count = Annotated[int, Field(ge=1)]
Scalars = Annotated[dict[str, Any], AfterValidator(_scalars)]
