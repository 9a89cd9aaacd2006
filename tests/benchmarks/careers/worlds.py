"""What is invented: a world of ideas, each with a true worth that nobody sees, and a first look that flatters it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]

WEEKS = 208
"""Four years."""
AT_HAND = 4
"""Ideas at hand on the first day."""
HOURS_A_WEEK = 40
POINTS_A_LEVEL = 25
"""Between two levels of a rubric; scores are points on 0..100."""


@dataclass(frozen=True)
class World:
    """How ideas are made and seen. Points are those of a score on 0..100, times are weeks."""

    name: str
    about: str
    flatter: float = 10
    """Points that a new idea looks better than it is; half of them gone after about three weeks."""
    misjudged: float = 12
    """Points, the standard deviation of what stays misjudged until one works on it."""
    dip: float = 10
    """Points that first results disappoint, in the second to the sixth week of work."""
    tail: float = 1.2
    """Of true worth: its logarithm's standard deviation."""
    seen: float = 0.7
    """How far a perfectly judged score goes with the logarithm of true worth: their correlation."""
    dead: float = 0.3
    """The share of ideas that cannot work; it shows after a fifth to two thirds of the time they would take."""
    planned: float = 10
    """The median of weeks planned."""
    overrun: float = 1.6
    """The median of weeks taken over weeks planned."""
    every: float = 5
    """Weeks between two tempting ideas, on average."""
    hours_misjudged: float = 0.2
    """How far off one is about what remains to be done: the standard deviation of its logarithm."""


WORLDS = (
    World("plain", "first looks flatter a little, first results disappoint a little"),
    World("dazzling", "first looks flatter by a whole level, first results disappoint as much", flatter=25, dip=25),
    World("crowded", "a tempting idea every other week", every=2),
    World("short", "projects of three weeks, seldom dead", planned=3, dead=0.15),
    World("jackpots", "few ideas are worth nearly everything, and scores show which", tail=2, seen=0.95, misjudged=6),
    World("clear", "first looks do not flatter, and first results do not disappoint", flatter=0, dip=0, misjudged=6),
    World("blurred", "nobody can tell how much work is left, off by a factor of three or more", hours_misjudged=1.2),
    World(
        "gems",
        "few ideas are worth nearly everything, one sees at once which, many come, and each takes nine months",
        flatter=0,
        dip=0,
        misjudged=3,
        tail=2,
        seen=0.95,
        every=2,
        planned=25,
    ),
)

FADE = 4.0
DIP_FULL, DIP_GONE = (2.0, 6.0), 12.0
SPREAD_PLANNED, SPREAD_OVERRUN = 0.4, 0.35
SPREAD_OF_SCORES = 12
"""Points: how far true scores lie apart."""
RATED_AGAIN = 4
"""Points: how far one scoring is from the next."""
DAYS_TO_SIGNAL = (8, 0.8)
"""Working days to a first sign: the median, and the standard deviation of the logarithm."""


@dataclass(frozen=True)
class Ideas:
    """All ideas of all researchers, (researchers, ideas): those at hand, and two for each week.

    Column `AT_HAND` + t is the tempting idea of week t, and `AT_HAND` + `WEEKS` + t what one would begin in that week
    if nothing better were there.
    """

    world: World
    came: Flags
    """Whether it is there at all."""
    seen: Whole
    """The week it came."""
    score: Floats
    """Points that it would get if it were judged perfectly."""
    worth: Floats
    misjudged: Floats
    planned: Floats
    taken: Floats
    dead_after: Floats
    """Weeks of work after which it shows that it cannot work; infinite where it can."""
    days_to_signal: Floats
    noise: dict[str, Floats] = field(repr=False)
    """What is drawn anew each week for each researcher: (researchers, weeks)."""

    @property
    def researchers(self) -> int:
        """How many."""
        return len(self.score)


NOISES = ("new", "current", "equal", "p_new", "p_current", "hours", "hours_new", "second")


def ideas(world: World, researchers: int, seed: int) -> Ideas:
    """The ideas of a world; the same seed gives the same, bit for bit."""
    source = np.random.default_rng(seed)
    columns = AT_HAND + 2 * WEEKS
    shape = (researchers, columns)
    z = source.standard_normal(shape)
    u = world.seen * z + np.sqrt(1 - world.seen**2) * source.standard_normal(shape)
    planned = world.planned * np.exp(SPREAD_PLANNED * source.standard_normal(shape))
    taken = planned * world.overrun * np.exp(SPREAD_OVERRUN * source.standard_normal(shape))
    shows = taken * source.uniform(0.2, 0.67, shape)
    dead = source.random(shape) < world.dead
    came = np.ones(shape, dtype=bool)
    came[:, AT_HAND : AT_HAND + WEEKS] = source.random((researchers, WEEKS)) < 1 / world.every
    weeks = np.arange(WEEKS)
    median, spread = DAYS_TO_SIGNAL
    return Ideas(
        world=world,
        came=came,
        seen=np.concatenate([np.zeros(AT_HAND, dtype=np.intp), weeks, weeks]),
        score=50 + SPREAD_OF_SCORES * u,
        worth=np.exp(world.tail * z),
        misjudged=world.misjudged * source.standard_normal(shape),
        planned=planned,
        taken=taken,
        dead_after=np.where(dead, shows, np.inf),
        days_to_signal=median * np.exp(spread * source.standard_normal(shape)),
        noise={name: source.standard_normal((researchers, WEEKS)) for name in NOISES},
    )


def look(ideas: Ideas, rows: Whole, columns: Whole, week: int, tried: Flags) -> Floats:
    """Points that ideas seem worth which nobody works on; a trial takes the flattery and halves what is misjudged."""
    age = week - ideas.seen[columns]
    flattery = ideas.world.flatter * np.exp(-age / FADE) * ~tried
    misjudged = ideas.misjudged[rows, columns] * np.where(tried, 0.5, 1.0)
    return np.asarray(ideas.score[rows, columns] + flattery + misjudged)


def look_at_work(ideas: Ideas, rows: Whole, columns: Whole, week: int, worked: Floats) -> Floats:
    """Points that the project at hand seems worth: what was misjudged is learned as it goes on, after a dip."""
    age = week - ideas.seen[columns]
    left = 1 - np.clip(worked / ideas.taken[rows, columns], 0, 1)
    (rises, falls), gone = DIP_FULL, DIP_GONE
    dip = np.clip(np.minimum(worked / rises, (gone - worked) / (gone - falls)), 0, 1)
    flattery = ideas.world.flatter * np.exp(-age / FADE)
    score: Any = ideas.score[rows, columns] + flattery + left * ideas.misjudged[rows, columns] - ideas.world.dip * dip
    return np.asarray(score)
