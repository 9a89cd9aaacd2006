"""Arranging weights by hand: rubrics moved between groups of a weak order, points held against the largest. Pure."""

from __future__ import annotations

from collections.abc import Mapping

Groups = list[list[str]]
"""Rubrics by importance, the first group the most important; within a group nothing is said."""

MOST_POINTS = 100


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


def _tidy(value: float) -> int | float:
    short = round(value, 1)
    return int(short) if short == int(short) else short


def _group(groups: Groups, rubric: str) -> int:
    return next(i for i, group in enumerate(groups) if rubric in group)
