"""Giving weights by hand: groups of a weak order, points held against the largest, best-worst comparisons. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pickproblem.record import WeightMethod, Weights, WeightsIn

Groups = list[list[str]]
"""Rubrics by importance, the first group the most important; within a group nothing is said."""

MOST_POINTS = 100
MOST_TIMES = 9


def more_important(groups: Groups, rubric: str) -> Groups:
    """The rubric one step up: out of its group into one of its own before it; from there into the group before."""
    at = _group(groups, rubric)
    alone = len(groups[at]) == 1
    if alone and at == 0:
        return groups
    rest = [[name for name in group if name != rubric] for group in groups]
    if alone:
        rest[at - 1].append(rubric)
    else:
        rest.insert(at, [rubric])
    return [group for group in rest if group]


def less_important(groups: Groups, rubric: str) -> Groups:
    """The rubric one step down: out of its group into one of its own behind it; from there into the group behind."""
    backwards = more_important([group[::-1] for group in groups[::-1]], rubric)
    return [group[::-1] for group in backwards[::-1]]


def without(groups: Groups, rubric: str) -> Groups:
    """The groups with the rubric taken out."""
    rest = [[name for name in group if name != rubric] for group in groups]
    return [group for group in rest if group]


def with_added(groups: Groups, rubric: str) -> Groups:
    """The groups with the rubric at the end of the last one."""
    return [*groups[:-1], [*groups[-1], rubric]] if groups else [[rubric]]


def scaled(points: Mapping[str, int | float]) -> dict[str, int | float] | None:
    """The points with the largest at 100 and the others in proportion; None where none has any."""
    most = max(points.values(), default=0)
    if most <= 0:
        return None
    return {name: _tidy(MOST_POINTS * value / most) for name, value in points.items()}


def pointed(shares: Mapping[str, float], points: Mapping[str, int | float]) -> dict[str, int | float]:
    """Points for just the rubrics of ``shares``: those they had, else those that give the same weights."""
    most = max(shares.values(), default=1.0) or 1.0
    return {name: points.get(name, round(MOST_POINTS * share / most)) for name, share in shares.items()}


def _tidy(value: float) -> int | float:
    short = round(value, 1)
    return int(short) if short == int(short) else short


def _group(groups: Groups, rubric: str) -> int:
    return next(i for i, group in enumerate(groups) if rubric in group)


Pair = tuple[str, str]
"""Two rubrics, the one thought to weigh more first."""


@dataclass
class Comparisons:
    """Best-worst comparisons under way: all rubrics are held against the best and against the worst alone.

    What was compared with a best or a worst chosen earlier is kept, and counts again when that is chosen again.
    """

    rubrics: list[str]
    best: str | None = None
    worst: str | None = None
    given: dict[Pair, int | float] = field(default_factory=dict)
    """How many times as much, 1..9."""

    @classmethod
    def of(cls, weights: WeightsIn) -> Comparisons:
        """Those of a record; none where it has none."""
        best, worst = weights.best, weights.worst
        if best is None or worst is None or not weights.best_to_others or not weights.others_to_worst:
            return cls([])
        given: dict[Pair, int | float] = {(name, worst): value for name, value in weights.others_to_worst.items()}
        given |= {(best, name): value for name, value in weights.best_to_others.items()}
        rubrics = [best, *weights.best_to_others, *weights.others_to_worst, worst]
        return cls(list(dict.fromkeys(rubrics)), best, worst, given)

    def weigh(self, names: Sequence[str]) -> None:
        """Compare just these; comparisons with others are kept for when they come back."""
        kept = [name for name in self.rubrics if name in names]
        self.rubrics = [*kept, *(name for name in names if name not in kept)]
        self.best = self.best if self.best in self.rubrics else None
        self.worst = self.worst if self.worst in self.rubrics else None
        if len(self.rubrics) == 1:
            self.best = self.worst = self.rubrics[0]
        elif self.best == self.worst:
            self.worst = None

    @property
    def ends(self) -> Pair | None:
        """The best and the worst, once both are chosen among the rubrics there are."""
        if self.best in self.rubrics and self.worst in self.rubrics and self.best and self.worst:
            return self.best, self.worst
        return None

    @property
    def listed(self) -> list[str]:
        """The rubrics as they are compared: the best first, the worst last."""
        first = [name for name in self.rubrics if name == self.best]
        last = [name for name in self.rubrics if name == self.worst and name != self.best]
        return [*first, *(name for name in self.rubrics if name not in (*first, *last)), *last]

    def pairs(self) -> list[Pair]:
        """All comparisons, as they are asked; none before the best and the worst are chosen."""
        if self.ends is None:
            return []
        best, worst = self.ends
        others = [name for name in self.listed if name not in self.ends]
        between = [(best, worst)] if best != worst else []
        return [*((best, name) for name in others), *between, *((name, worst) for name in others)]

    def open(self) -> list[Pair]:
        """The comparisons not given yet."""
        return [pair for pair in self.pairs() if pair not in self.given]

    @property
    def complete(self) -> bool:
        """Whether weights follow from them."""
        return self.ends is not None and not self.open()

    def tables(self) -> dict[str, object]:
        """The fields of a record's weights; empty while incomplete."""
        if self.ends is None or not self.complete:
            return {}
        best, worst = self.ends
        if best == worst:
            return {"best": best, "worst": worst, "best_to_others": {best: 1}, "others_to_worst": {best: 1}}
        names = self.listed
        return {
            "best": best,
            "worst": worst,
            "best_to_others": {name: self.given[best, name] for name in names if (best, name) in self.given},
            "others_to_worst": {name: self.given[name, worst] for name in names if (name, worst) in self.given},
        }

    def astray(self) -> list[str]:
        """The rubrics j for which best over j times j over worst is not best over worst."""
        if self.ends is None or not self.complete:
            return []
        best, worst = self.ends
        others = [name for name in self.listed if name not in self.ends]
        return [n for n in others if self.given[best, n] * self.given[n, worst] != self.given[best, worst]]

    def look_again(self) -> tuple[Pair, int | None] | None:
        """The comparison to look at again first, and what would fit the others best; None where all agree.

        It is the one that, alone given anew, takes away most of the disagreement: the sum over j of
        |log(a_Bj · a_jW / a_BW)|. Of equals the smallest change, then the one asked first. Where no single change
        helps, the rubric that is furthest astray, with nothing proposed.
        """
        astray = self.astray()
        if self.ends is None or not astray:
            return None
        best, _worst = self.ends
        least, found = self._disagreement({}) - 1e-9, None
        nearest = math.inf
        for pair in self.pairs():
            for value in range(1, MOST_TIMES + 1):
                left, step = self._disagreement({pair: value}), abs(math.log(value / self.given[pair]))
                if left < least - 1e-9 or (left < least + 1e-9 and found is not None and step < nearest - 1e-9):
                    least, nearest, found = min(least, left), step, (pair, value)
        if found is not None:
            return found
        return (best, max(astray, key=lambda name: self._apart(name, self.given))), None

    def _disagreement(self, otherwise: Mapping[Pair, int | float]) -> float:
        assert self.ends is not None
        given = {**self.given, **otherwise}
        return sum(self._apart(name, given) for name in self.listed if name not in self.ends)

    def _apart(self, name: str, given: Mapping[Pair, int | float]) -> float:
        assert self.ends is not None
        best, worst = self.ends
        return abs(math.log(given[best, name] * given[name, worst] / given[best, worst]))


Agreement = Literal["full", "good", "fair", "poor"]


def agreement(xi: float) -> Agreement:
    """How well best-worst comparisons agree, in a word, by the xi of the linear model.

    The steps are by design: of comparisons one off from agreeing, nine in ten stay at 0.05 or below with five
    rubrics and more; of comparisons drawn at random half are above 0.08 to 0.13.
    """
    if xi < 1e-6:
        return "full"
    return "good" if xi <= 0.05 else "fair" if xi <= 0.1 else "poor"


class Shown(NamedTuple):
    """The weights that follow, on 0..1 by rubric; of best-worst comparisons also how far they disagree (ξ)."""

    shares: Mapping[str, float] = {}
    xi: float | None = None


@dataclass
class Given:
    """What was given in each of the three ways, and the one that counts."""

    method: WeightMethod
    groups: Groups
    points: Mapping[str, int | float]
    compared: Comparisons
    waiting: bool = False
    """The profile's order was taken again: what was given in the other ways waits, and is not kept in the record."""

    def weights(self, standing: WeightsIn, own: Groups) -> Weights | None:
        """As they are kept, what was given in the other ways beside them; None for the profile's own order.

        ``standing``: the weights from before; ``own``: the profile's order. Raises Wrong where the way that counts
        gives no weights yet.
        """
        points, tables = scaled(self.points), self.compared.tables()
        fields = standing.model_dump(exclude_none=True, exclude={"before", "method", "order", "points"})
        if self.waiting:
            tables = {}
            for name in ("best", "worst", "best_to_others", "others_to_worst"):
                fields.pop(name, None)
            points = points if self.method == "swing" else None
        in_order = self.method == "order"
        order = self.groups if in_order or standing.order or self.groups != own else None
        fields |= {"method": self.method, "order": order, "points": points, **tables}
        only_order = not points and not fields.get("best") and fields.get("spread") is None
        if in_order and self.groups == own and only_order:
            return None
        return Weights.model_validate(fields)
