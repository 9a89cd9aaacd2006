"""Careers week by week: one habit, many researchers at once, each with the same ideas under every habit."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr

from pickproblem.switching.thresholds import Thresholds
from tests.benchmarks.careers.verdicts import SWITCH, TRIAL, WAIT, Figures, verdicts
from tests.benchmarks.careers.worlds import (
    AT_HAND,
    HOURS_A_WEEK,
    POINTS_A_LEVEL,
    RATED_AGAIN,
    WEEKS,
    Flags,
    Floats,
    Ideas,
    Whole,
    look,
    look_at_work,
)

DELIVERED, DEAD, LEFT = 1, 2, 3

_WINDOW = 26
"""Weeks of a look-back of six months."""
_REMEMBERED = 12
"""Weeks for which a parked idea may still be begun, or looked at again."""
_RATED_SHARE = 0.85
"""Of the weights: rubrics that are rated, the rest computed."""
_DOUBT = 10
"""Points: how unsure of a lead the answers' own ranges make one."""
_USUAL_RATIO = 1.6
"""Taken over planned time, as the program proposes it."""


@dataclass
class Life:
    """Where each researcher stands, and what became of the weeks so far."""

    ideas: Ideas
    current: Whole
    worked: Floats
    """Weeks of work in the current project."""
    begun: Whole
    first_look: Floats
    used: Flags
    tried: Flags
    label: Whole = field(init=False)
    """(researchers, weeks): what the project of that week came to."""
    closings: Whole = field(init=False)
    """(researchers, weeks): stints that ended in that week."""
    worth: Floats = field(init=False)
    finished: Whole = field(init=False)
    look_next: Whole = field(init=False)
    """(researchers, ideas): the week in which an idea is looked at; -1 for none."""
    trial_until: Whole = field(init=False)
    trial_begun: Floats = field(init=False)
    lost: Floats = field(init=False)
    """Weeks of work that a trial takes, still to be taken off."""
    drops: Floats = field(init=False)
    dropped: Whole = field(init=False)

    def __post_init__(self) -> None:
        n, columns = self.ideas.score.shape
        self.label = np.zeros((n, WEEKS), dtype=np.intp)
        self.closings = np.zeros((n, WEEKS), dtype=np.intp)
        self.worth = np.zeros(n)
        self.finished = np.zeros(n, dtype=np.intp)
        self.look_next = np.full((n, columns), -1, dtype=np.intp)
        self.trial_until = np.full(n, -1, dtype=np.intp)
        self.trial_begun = np.full(n, -math.inf)
        self.lost = np.zeros(n)
        self.drops = np.zeros(n)
        self.dropped = np.zeros(n, dtype=np.intp)

    def seems(self, rows: Whole, week: int) -> Floats:
        """Points that the projects at hand seem worth."""
        return look_at_work(self.ideas, rows, self.current[rows], week, self.worked[rows])

    def close(self, rows: Whole, week: int, kind: int) -> None:
        """Book the weeks of the projects at hand, up to and without ``week``."""
        weeks = np.arange(WEEKS)
        spent = (weeks >= self.begun[rows, None]) & (weeks < week)
        self.label[rows] = np.where(spent, kind, self.label[rows])
        lasted = rows[self.begun[rows] < week]
        self.closings[lasted, week - 1] += 1

    def begin(self, rows: Whole, columns: Whole, week: int) -> None:
        """Take up these ideas."""
        self.current[rows] = columns
        self.worked[rows] = 0
        self.begun[rows] = week
        self.used[rows, columns] = True
        self.first_look[rows] = look(self.ideas, rows, columns, week, self.tried[rows, columns])

    def choose(self, rows: Whole, week: int) -> None:
        """Take up what looks best of the ideas of the last weeks, and of what one could begin anyway."""
        if week >= WEEKS or not len(rows):
            return
        earliest = max(week - _REMEMBERED, 0)
        at_hand = np.arange(AT_HAND) if earliest == 0 else np.arange(0)
        columns = np.concatenate(
            [at_hand, np.arange(AT_HAND + earliest, AT_HAND + week + 1), [AT_HAND + WEEKS + week]]
        )
        seems = look(self.ideas, rows[:, None], columns[None, :], week, self.tried[rows[:, None], columns])
        free = self.ideas.came[rows[:, None], columns] & ~self.used[rows[:, None], columns]
        best = np.where(free, seems, -np.inf).argmax(axis=1)
        self.begin(rows, columns[best], week)

    def share_left(self, rows: Whole, week: int, thresholds: Thresholds) -> Floats:
        """The share left for something newer in the last six months; NaN where there is too little history."""
        first = max(week - _WINDOW, 0)
        labels = self.label[rows, first:week]
        counts = [np.count_nonzero(labels == kind, axis=1) for kind in (DELIVERED, DEAD, LEFT)]
        total = sum(counts, np.zeros(len(rows), dtype=np.intp))
        bounds = thresholds.look_back
        enough = (HOURS_A_WEEK * total >= bounds.least_hours.value) & (
            self.closings[rows, first:week].sum(axis=1) >= bounds.least_stints.value
        )
        return np.where(enough, counts[2] / np.maximum(total, 1), np.nan)

    def discount(self, rows: Whole, thresholds: Thresholds) -> Floats:
        """Levels that a newcomer is lowered by: the researcher's own mean drop from four projects on."""
        bounds = thresholds.discount
        own = np.clip(self.drops[rows] / np.maximum(self.dropped[rows], 1), 0, bounds.own_most.value)
        return np.where(self.dropped[rows] >= bounds.own_projects.value, own, bounds.usual.value)


Habit = Callable[[Life, int], tuple[Whole, Whole]]
"""Who leaves the current project in a week, and for which idea."""


def newcomers(life: Life, week: int) -> tuple[Whole, Whole]:
    """Whom a tempting idea comes to in a week, and which."""
    column = AT_HAND + week
    rows = np.flatnonzero(life.ideas.came[:, column] & ~life.used[:, column])
    return rows, np.full(len(rows), column, dtype=np.intp)


def never(life: Life, week: int) -> tuple[Whole, Whole]:
    """Stay with every project until it is delivered or a dead end."""
    none = np.arange(0)
    return none, none


def always(life: Life, week: int) -> tuple[Whole, Whole]:
    """Leave for every tempting idea."""
    return newcomers(life, week)


def ahead_by(points: float) -> Habit:
    """Leave for what scores higher, by so many points at least."""

    def habit(life: Life, week: int) -> tuple[Whole, Whole]:
        rows, columns = newcomers(life, week)
        noise = life.ideas.noise
        new = look(life.ideas, rows, columns, week, life.tried[rows, columns])
        lead = new - life.seems(rows, week) + RATED_AGAIN * (noise["new"] - noise["current"])[rows, week]
        leaves = lead > points if points == 0 else lead >= points
        return rows[leaves], columns[leaves]

    return habit


def by_rule(thresholds: Thresholds, *, only_in_follow_through: bool = False) -> Habit:
    """Follow the program's advice, each time; what it says to look at again is looked at again.

    Or only where the look-back says follow-through, and else leave for what scores higher.
    """
    by_score = ahead_by(0)

    def habit(life: Life, week: int) -> tuple[Whole, Whole]:
        if not only_in_follow_through:
            return advised(life, week)
        everybody = np.arange(life.ideas.researchers)
        share = np.nan_to_num(life.share_left(everybody, week, thresholds))
        follow = share >= thresholds.look_back.follow_through.value - 1e-9
        (rows, columns), (others, theirs) = advised(life, week), by_score(life, week)
        mine, free = follow[rows], ~follow[others]
        return np.concatenate([rows[mine], others[free]]), np.concatenate([columns[mine], theirs[free]])

    def advised(life: Life, week: int) -> tuple[Whole, Whole]:
        came, columns = newcomers(life, week)
        life.look_next[came, columns] = week
        recent = AT_HAND + max(week - _REMEMBERED, 0)
        rows, columns = np.nonzero(life.look_next[:, recent : AT_HAND + week + 1] == week)
        columns += recent
        fresh = ~life.used[rows, columns]
        rows, columns = rows[fresh], columns[fresh]
        if not len(rows):
            return rows, columns
        figures = _figures(life, rows, columns, week, thresholds)
        found = verdicts(figures, thresholds)
        _wait(life, rows, columns, week, figures, found, thresholds)
        _try(life, rows, columns, week, found, thresholds)
        switch = found == SWITCH
        return _one_each(rows[switch], columns[switch], figures.new[switch])

    return habit


def _figures(life: Life, rows: Whole, columns: Whole, week: int, thresholds: Thresholds) -> Figures:
    ideas, noise = life.ideas, {name: drawn[rows, week] for name, drawn in life.ideas.noise.items()}
    current = life.current[rows]
    share = life.share_left(rows, week, thresholds)
    seems_new = look(ideas, rows, columns, week, life.tried[rows, columns]) + RATED_AGAIN * noise["new"]
    seems = np.clip(life.seems(rows, week) + RATED_AGAIN * noise["current"], 1, 99)
    lowered = POINTS_A_LEVEL * _RATED_SHARE * life.discount(rows, thresholds)
    new = np.clip(seems_new - lowered, 1, 99)
    lead = new - seems
    progress = life.worked[rows] / ideas.taken[rows, current]
    remaining = np.maximum(_USUAL_RATIO * ideas.planned[rows, current] - life.worked[rows], 2)
    whole = _USUAL_RATIO * ideas.planned[rows, columns]
    second_lead = ideas.score[rows, columns] - ideas.score[rows, current] + 8 * noise["second"]
    return Figures(
        days=7 * (week - ideas.seen[columns]),
        follow_through=np.nan_to_num(share) >= thresholds.look_back.follow_through.value - 1e-9,
        abandoned=share,
        days_to_signal=np.where(life.tried[rows, columns], np.inf, ideas.days_to_signal[rows, columns]),
        upside_low=np.clip(np.rint(1 + seems_new / POINTS_A_LEVEL), 1, 5).astype(np.intp) - 1,
        trial_open=week < life.trial_until[rows],
        since_trial=7 * (week - life.trial_begun[rows]),
        current=seems,
        new=new,
        chance=ndtr(lead / _DOUBT),
        equal_weights_lead=lead + RATED_AGAIN * noise["equal"],
        p_current=np.clip(0.65 + 0.25 * progress + 0.1 * noise["p_current"], 0.05, 0.95),
        p_new=np.clip(0.75 + 0.1 * noise["p_new"], 0.05, 0.95),
        hours_current=HOURS_A_WEEK * remaining * np.exp(ideas.world.hours_misjudged * noise["hours"]),
        hours_new=HOURS_A_WEEK * whole * np.exp(ideas.world.hours_misjudged * noise["hours_new"]),
        second_person=second_lead > 0,
    )


def _wait(
    life: Life, rows: Whole, columns: Whole, week: int, figures: Figures, found: Whole, thresholds: Thresholds
) -> None:
    """Say when each idea is looked at again: after cooling off, else at the next review, until it is forgotten."""
    cooling = thresholds.cooling_off
    days = np.where(figures.follow_through, cooling.follow_through.value, cooling.normal.value)
    cooled = life.ideas.seen[columns] + -(-days // 7)
    review = week + -(-thresholds.stay.review_days.value // 7)
    again = np.where(found == WAIT, cooled, review)
    remembered = again - life.ideas.seen[columns] <= _REMEMBERED
    life.look_next[rows, columns] = np.where((again > week) & (again < WEEKS) & remembered, again, -1)


def _try(life: Life, rows: Whole, columns: Whole, week: int, found: Whole, thresholds: Thresholds) -> None:
    """A trial takes its days from the week, shows the idea as it is, and is followed by a look at both."""
    chosen = found == TRIAL
    who, first = np.unique(rows[chosen], return_index=True)
    what = columns[chosen][first]
    days = life.ideas.days_to_signal[who, what]
    life.tried[who, what] = True
    life.trial_begun[who] = week
    life.trial_until[who] = week + np.ceil(days / 5).astype(np.intp)
    life.lost[who] += days / 5
    cooled = life.ideas.seen[what] + -(-thresholds.cooling_off.normal.value // 7)
    life.look_next[who, what] = np.minimum(np.maximum(life.trial_until[who], cooled), WEEKS)


def _one_each(rows: Whole, columns: Whole, new: Floats) -> tuple[Whole, Whole]:
    """Of several ideas for one researcher the one that scores highest."""
    order = np.lexsort((-new, rows))
    who, first = np.unique(rows[order], return_index=True)
    return who, columns[order][first]


@dataclass(frozen=True)
class Lived:
    """What came of each career, (researchers,)."""

    worth: Floats
    finished: Whole
    left: Whole
    """Weeks left for something newer."""
    ended: Whole
    """Weeks that were delivered, dead ends or left."""


def live(ideas: Ideas, habit: Habit) -> Lived:
    """Four years of everybody under one habit."""
    n = ideas.researchers
    everybody = np.arange(n)
    life = Life(
        ideas,
        np.zeros(n, dtype=np.intp),
        np.zeros(n),
        np.zeros(n, dtype=np.intp),
        np.zeros(n),
        np.zeros(ideas.score.shape, dtype=bool),
        np.zeros(ideas.score.shape, dtype=bool),
    )
    life.choose(everybody, 0)
    for week in range(WEEKS):
        rows, columns = habit(life, week)
        life.close(rows, week, LEFT)
        life.begin(rows, columns, week)
        taken_off = np.minimum(life.lost, 1)
        life.lost -= taken_off
        before = life.worked.copy()
        life.worked += 1 - taken_off
        _learn(life, np.flatnonzero((before < 4) & (life.worked >= 4)), week)
        dead = life.worked >= ideas.dead_after[everybody, life.current]
        done = ~dead & (life.worked >= ideas.taken[everybody, life.current])
        life.worth += np.where(done, ideas.worth[everybody, life.current], 0)
        life.finished += done
        for ended, kind in ((done, DELIVERED), (dead, DEAD)):
            life.close(np.flatnonzero(ended), week + 1, kind)
        life.choose(np.flatnonzero(done | dead), week + 1)
    counts = [np.count_nonzero(life.label == kind, axis=1) for kind in (DELIVERED, DEAD, LEFT)]
    return Lived(
        life.worth, life.finished.astype(float), counts[2].astype(float), np.sum(counts, axis=0).astype(float)
    )


def _learn(life: Life, rows: Whole, week: int) -> None:
    """In the fourth week of work the first score is held against the one of now."""
    drop = life.first_look[rows] - life.seems(rows, week)
    life.drops[rows] += drop / POINTS_A_LEVEL
    life.dropped[rows] += 1
