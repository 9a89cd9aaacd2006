"""What is given in each of the three ways while the screen is open, and the way that counts."""

from __future__ import annotations

from collections.abc import Sequence

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.record import Record, WeightsIn
from pickproblem.rubric import Library
from pickproblem.tui.screens.weights.comparisons import Compared
from pickproblem.tui.screens.weights.groups import Groups
from pickproblem.tui.screens.weights.points import Points
from pickproblem.weighing import Comparisons, Given

Way = Groups | Points | Compared


class InHand:
    """Weights as they are changed, from those of the record as the screen was opened."""

    def __init__(self, record: Record, library: Library) -> None:
        self._base = record
        self._library = library
        self._profile_order = [list(group) for group in views.profile_of(record, library).order]
        in_force = self._base_weights
        self.groups = Groups(in_force.order or self._profile_order)
        self.points = Points(in_force.points or {})
        self.compared = Compared(Comparisons.of(in_force))
        ways: Sequence[Way] = (self.groups, self.points, self.compared)
        self.way: Way = next(way for way in ways if way.method == in_force.method)
        self._waiting = False
        self._out: list[str] = []

    @property
    def _base_weights(self) -> WeightsIn:
        return views.weights_of(self._base, self._library)

    @property
    def weighed(self) -> list[str]:
        """The rubrics that carry weight, as they are listed."""
        return self.way.weighed

    def unweighed(self, record: Record) -> list[str]:
        """Asked all the same, since a gate of the profile looks at it."""
        return [name for name in views.asked(record, self._library) if name not in self.weighed]

    def left_out(self, record: Record) -> list[str]:
        """Of the profile, or taken out just now; not asked."""
        known = dict.fromkeys([*(name for group in self._profile_order for name in group), *self._out])
        asked = {*self.weighed, *self.unweighed(record)}
        return [name for name in known if name not in asked]

    @property
    def stage(self) -> str:
        """Where best-worst stands; nothing in the other ways."""
        return self.compared.stage if self.way is self.compared else ""

    def record(self) -> Record | None:
        """The record with these weights; None while they cannot stand.

        From the state at the beginning, so that many small moves are one change.
        """
        if self.way.weights() is None:
            return None
        given = Given(
            self.way.method, self.groups.groups, self.points.points, self.compared.known, waiting=self._waiting
        )
        weights = given.weights(self._base_weights, self._profile_order)
        return edits.set_weights(self._base, weights, self._library, edits.now())

    def switch(self, way: Way) -> None:
        """Another way counts."""
        self.way = way
        self._waiting = False

    def take_out(self, rubric: str) -> None:
        """The rubric carries no weight any more."""
        self._out.append(rubric)
        self.way.take_out(rubric)

    def take_profile(self) -> None:
        """The order of the profile counts again; comparisons wait on the screen, not in the record."""
        self.groups.groups = [list(group) for group in self._profile_order]
        self.points.points = {}
        self._out = []
        self.way = self.groups
        self._waiting = True
