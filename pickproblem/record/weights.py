"""How the rubrics weigh: a weak order, swing points or best-worst comparisons, with what stood before."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pickproblem.document import Place, Strict, Wrong
from pickproblem.language import _
from pickproblem.quantity import Moment, Number, between
from pickproblem.rubric import Id
from pickproblem.text import shorten

WeightMethod = Literal["order", "swing", "best-worst"]
DEFAULT_SPREAD = 0.25


class WeightsIn(Strict):
    """What is known of the weights: a weak order, swing points, or best-worst comparisons."""

    method: WeightMethod
    order: list[Annotated[list[Id], Field(min_length=1)]] | None = None
    points: dict[Id, Annotated[Number, between(0, 100)]] | None = None
    spread: Annotated[Number, between(0, 0.99)] | None = None
    best: Id | None = None
    worst: Id | None = None
    best_to_others: dict[Id, Annotated[Number, between(1, 9)]] | None = None
    others_to_worst: dict[Id, Annotated[Number, between(1, 9)]] | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.order is not None:
            seen: set[str] = set()
            for rubric in (rubric for group in self.order for rubric in group):
                if rubric in seen:
                    raise Wrong(_("%(name)s is named twice") % {"name": rubric}, _("each only once"), "order")
                seen.add(rubric)
        if self.points is not None and self.points and max(self.points.values()) != 100:
            raise Wrong(
                _("the largest is %(value)s") % {"value": f"{max(self.points.values()):g}"},
                _("the largest jump gets 100 points"),
                "points",
            )
        if self.method == "order" and not self.order:
            raise Wrong(_("is missing"), _('method = "order" needs groups of rubrics'), "order")
        if self.method == "swing" and not self.points:
            raise Wrong(_("is missing"), _('method = "swing" needs points for each rubric'), "points")
        if self.method == "best-worst":
            self._check_best_worst()
        return self

    def _check_best_worst(self) -> None:
        for name in ("best", "worst", "best_to_others", "others_to_worst"):
            if not getattr(self, name):
                raise Wrong(_("is missing"), _('method = "best-worst" needs it'), name)
        rubrics = set(self.rubrics())
        for table, self_named in (("best_to_others", self.best), ("others_to_worst", self.worst)):
            compared: dict[str, int | float] = getattr(self, table)
            if absent := sorted(rubrics - {*compared, self_named or ""}):
                names = shorten(", ".join(absent), 200)
                raise Wrong(_("%(name)s is not compared") % {"name": names}, _("1 to 9 for each"), table)
            if compared.get(self_named or "", 1) != 1:
                raise Wrong(_("a rubric against itself is 1"), "1", table, self_named or "")
        if self.best == self.worst and len(rubrics) > 1:
            raise Wrong(_("the best is the worst too"), _("two different rubrics"), "worst")

    def rubrics(self) -> list[str]:
        """The rubrics that carry weight under the method in force, in the order of the record."""
        if self.method == "order":
            return [rubric for group in self.order or [] for rubric in group]
        if self.method == "swing":
            return list(self.points or {})
        named = [self.best, *(self.best_to_others or {}), *(self.others_to_worst or {}), self.worst]
        return list(dict.fromkeys(one for one in named if one is not None))

    def named(self) -> Iterator[tuple[Place, str]]:
        """Every rubric named anywhere in the table, with its place below it."""
        for i, group in enumerate(self.order or []):
            for j, rubric in enumerate(group):
                yield ("order", i, j), rubric
        for table in ("points", "best_to_others", "others_to_worst"):
            for rubric in getattr(self, table) or {}:
                yield (table, rubric), rubric
        for key in ("best", "worst"):
            if getattr(self, key) is not None:
                yield (key,), getattr(self, key)


class EarlierWeights(WeightsIn):
    """Weights that stood when a result was seen, and were changed after it."""

    changed: Moment


class Weights(WeightsIn):
    """The weights in force in place of the profile's order."""

    before: list[EarlierWeights] | None = None
