"""Every habit in every world, and the rule with its numbers varied, as tables of shares of what staying brings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from pickproblem.switching.thresholds import Thresholds
from tests.benchmarks.careers.living import Habit, Lived, ahead_by, always, by_rule, live, never
from tests.benchmarks.careers.worlds import WORLDS, Floats, Ideas, Whole, World, ideas

RESEARCHERS, IN_THE_GRID = 1000, 600
SEED = 20261121
GRID_WORLDS = ("plain", "dazzling", "gems")

VARIED: tuple[tuple[str, Mapping[str, float]], ...] = (
    ("as shipped", {}),
    ("cooling-off 0 days", {"cooling_off.normal": 0}),
    ("cooling-off 21 days", {"cooling_off.normal": 21, "cooling_off.follow_through": 21}),
    ("discount 0 levels", {"discount.usual": 0, "discount.own_most": 0}),
    ("discount 1 level", {"discount.usual": 1, "discount.own_projects": 1000}),
    ("chance 0.5", {"switch.chance": 0.5}),
    ("chance 0.95", {"switch.chance": 0.95}),
    ("lead 0 points", {"switch.lead": 0}),
    ("lead 12 points", {"switch.lead": 12}),
    ("lead 20 points", {"switch.lead": 20, "switch.lead_follow_through": 20}),
    ("overrun 1", {"switch.overrun": 1}),
    ("overrun 1.6", {"switch.overrun": 1.6}),
    ("remaining work not asked", {"switch.overrun": 0.1}),
    ("follow-through from 0.1", {"look_back.follow_through": 0.1}),
    ("never follow-through", {"look_back.follow_through": 1, "look_back.second_person": 1}),
    ("no quick test", {"trial.days_to_signal": 0}),
    ("no trial at all", {"trial.days_to_signal": 0, "trial.chance": 1}),
    ("quick test up to 10 days", {"trial.days_to_signal": 10}),
    (
        "no brake but remaining work",
        {"cooling_off.normal": 0, "cooling_off.follow_through": 0, "discount.usual": 0, "discount.own_most": 0,
         "switch.chance": 0.5, "switch.lead": 0, "switch.lead_follow_through": 0, "look_back.second_person": 1,
         "trial.days_to_signal": 0, "trial.chance": 1},
    ),
    (
        "no brake at all",
        {"cooling_off.normal": 0, "cooling_off.follow_through": 0, "discount.usual": 0, "discount.own_most": 0,
         "switch.chance": 0.5, "switch.lead": 0, "switch.lead_follow_through": 0, "look_back.second_person": 1,
         "trial.days_to_signal": 0, "trial.chance": 1, "switch.overrun": 0.1},
    ),
)  # fmt: skip
"""The rule with numbers of `switch.toml` changed, by their place in it."""

CORNERS: Mapping[str, tuple[Mapping[str, float], Mapping[str, float]]] = {
    "cooling-off 0 or 21 days": (
        {"cooling_off.normal": 0, "cooling_off.follow_through": 0},
        {"cooling_off.normal": 21, "cooling_off.follow_through": 21},
    ),
    "discount 0 or 1 level": (
        {"discount.usual": 0, "discount.own_most": 0},
        {"discount.usual": 1, "discount.own_projects": 1000},
    ),
    "chance 0.65 or 0.95": ({"switch.chance": 0.65}, {"switch.chance": 0.95}),
    "lead 0 or 20 points": (
        {"switch.lead": 0, "switch.lead_follow_through": 0},
        {"switch.lead": 20, "switch.lead_follow_through": 20},
    ),
}
"""Bounds pushed both ways together: every combination of these is tried."""


def varied(thresholds: Thresholds, changes: Mapping[str, float]) -> Thresholds:
    """The thresholds with some values replaced, each named by its place; raises KeyError for an unknown place."""
    table: dict[str, Any] = thresholds.model_dump(exclude_none=True)
    for place, value in changes.items():
        part, name = place.split(".")
        table[part][name]["value"] = value
    return Thresholds.model_validate(table)


@dataclass(frozen=True)
class Ratio:
    """A share of what staying brings, with its standard error."""

    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ± {self.error:.2f}"


@dataclass(frozen=True)
class Outcome:
    """What a habit brings in a world."""

    worth: Ratio
    finished: Ratio
    abandoned: float
    """The share of time left for something newer."""


def ratio(mine: Floats | Whole, staying: Floats | Whole) -> Ratio:
    """The ratio of the means over the same researchers, its standard error by linearisation."""
    value = mine.mean() / staying.mean()
    spread = (mine - value * staying).std(ddof=1)
    return Ratio(float(value), float(spread / np.sqrt(len(mine)) / staying.mean()))


def outcome(mine: Lived, staying: Lived) -> Outcome:
    """What one habit brings, against staying with everything."""
    return Outcome(
        ratio(mine.worth, staying.worth),
        ratio(mine.finished, staying.finished),
        float(mine.left.sum() / mine.ended.sum()),
    )


def habits(thresholds: Thresholds) -> dict[str, Habit]:
    """The habits of the first table, by what they are called in it."""
    return {
        "never switch": never,
        "always switch": always,
        "switch to what scores higher": ahead_by(0),
        "higher by 10 points": ahead_by(10),
        "higher by 20 points": ahead_by(20),
        "higher, this rule in follow-through mode": by_rule(thresholds, only_in_follow_through=True),
        "this rule": by_rule(thresholds),
    }


def by_world(
    thresholds: Thresholds, researchers: int = RESEARCHERS, seed: int = SEED, worlds: Sequence[World] = WORLDS
) -> dict[str, dict[str, Outcome]]:
    """What each habit brings in each world."""
    found: dict[str, dict[str, Outcome]] = {}
    for world in worlds:
        made = ideas(world, researchers, seed + WORLDS.index(world))
        lived = {name: live(made, habit) for name, habit in habits(thresholds).items()}
        found[world.name] = {name: outcome(one, lived["never switch"]) for name, one in lived.items()}
    return found


def by_numbers(
    thresholds: Thresholds, researchers: int = IN_THE_GRID, seed: int = SEED
) -> tuple[dict[str, dict[str, Ratio]], dict[str, tuple[float, float]]]:
    """The worth that the rule brings with its numbers varied, by world; and the least and the most of all corners."""
    worlds = {name: _made(name, researchers, seed) for name in GRID_WORLDS}
    staying = {name: live(made, never) for name, made in worlds.items()}

    def tried(changes: Mapping[str, float]) -> dict[str, Ratio]:
        habit = by_rule(varied(thresholds, changes))
        return {name: ratio(live(made, habit).worth, staying[name].worth) for name, made in worlds.items()}

    rows = {name: tried(changes) for name, changes in VARIED}
    corners = [
        tried({place: value for end in ends for place, value in end.items()}) for ends in product(*CORNERS.values())
    ]
    reach = {
        name: (min(one[name].value for one in corners), max(one[name].value for one in corners)) for name in worlds
    }
    return rows, reach


def _made(name: str, researchers: int, seed: int) -> Ideas:
    world: World = next(one for one in WORLDS if one.name == name)
    return ideas(world, researchers, seed + WORLDS.index(world))


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A table in Markdown, its columns as wide as they need."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]])


def habits_tables(found: Mapping[str, Mapping[str, Outcome]]) -> str:
    """Worth delivered, finished work and the share abandoned: a table each, a line a habit, a column a world."""
    shown: tuple[tuple[str, Callable[[Outcome], str]], ...] = (
        ("worth delivered", lambda one: str(one.worth)),
        ("finished work", lambda one: str(one.finished)),
        ("abandoned", lambda one: f"{one.abandoned:.0%}"),
    )
    habits = list(next(iter(found.values())))
    return "\n\n".join(
        table([name, *found], ([habit, *(told(by_habit[habit]) for by_habit in found.values())] for habit in habits))
        for name, told in shown
    )


def worlds_table() -> str:
    """What is said of each world."""
    return table(["world", "in it"], ([world.name, world.about] for world in WORLDS))


def numbers_table(rows: Mapping[str, Mapping[str, Ratio]], reach: Mapping[str, tuple[float, float]]) -> str:
    """Worth delivered with the rule's numbers varied: a line a change, a column a world."""

    def lines() -> Iterator[list[str]]:
        for name, by_world in rows.items():
            yield [name, *(str(one) for one in by_world.values())]
        count = 2 ** len(CORNERS)
        yield [f"least and most of {count} corners", *(f"{low:.2f} to {high:.2f}" for low, high in reach.values())]

    return table(["the rule", *reach], lines())
