"""How good one's forecasts, plans and first impressions were: told over all records, never acted on by itself.

Nothing is claimed on few points: what has too few says how many are missing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pickproblem.decision import forecasts as judged
from pickproblem.record import Candidate, Forecast, same_name
from pickproblem.rubric import Library
from pickproblem.switching import choices, history
from pickproblem.switching.choices import Felt, PassedOver
from pickproblem.switching.history import Drop, Faded, Project, Ratio, Records
from pickproblem.switching.thresholds import Thresholds

ALWAYS_HALF = 0.25
"""The Brier score of saying 50% to everything."""

BINS = 5
_TOLERANCE = 1e-9


class Told(NamedTuple):
    """A forecast, with what it was about."""

    record: str
    candidate: Candidate
    forecast: Forecast

    @property
    def came_true(self) -> bool:
        """Whether it did; false as well while it is not resolved."""
        return bool(self.forecast.outcome)


class Bin(NamedTuple):
    """Forecasts of which the chance lies from ``low`` up to, and in the last bin with, ``high``."""

    low: float
    high: float
    forecasts: int
    said: float | None
    """The mean chance; None without a forecast."""
    happened: float | None
    """The share that came true."""

    def document(self) -> dict[str, object]:
        """Its entry in `taste --json`."""
        return {
            "from": self.low,
            "to": self.high,
            "forecasts": self.forecasts,
            "said": self.said,
            "happened": self.happened,
        }


@dataclass(frozen=True)
class Taste:
    """All of it. Brier scores are None below the number of forecasts that they take, so is the table."""

    records: int
    resolved: Sequence[Told]
    waiting: int
    """Forecasts still to be resolved."""
    brier: float | None
    base_rate: float | None
    """The share of forecasts that came true."""
    base_rate_brier: float | None
    """The Brier score of saying one's own base rate to everything."""
    table: Sequence[Bin] | None
    ratio: Ratio
    projects: Sequence[Project]
    drop: Drop
    faded: Sequence[Faded]
    felt: Sequence[Felt]
    """Finished sessions whose first by feeling can be held against the first by the answers."""
    passed_over: Sequence[PassedOver]
    thresholds: Thresholds

    def document(self) -> dict[str, object]:
        """What `taste --json` prints; `needed` and `missing` count what a figure takes, an absent figure is null.

        ``records``: how many were looked at.
        ``forecasts``: ``resolved``, ``waiting``, ``needed``, ``missing``; ``brier``, beside it ``always_half``,
        ``base_rate`` (the share that came true) and ``base_rate_brier``.
        ``calibration``: ``needed``, ``missing``, ``table``: [{``from``, ``to``, ``forecasts``, ``said``,
        ``happened``}] or null. Chances are not folded: 10% and 90% stand in bins of their own.
        ``taken_over_planned``: ``ratio``, ``own`` (else it is the default), ``basis`` of the default, ``needed``,
        ``missing``, ``projects``: [{``record``, ``candidate``, ``title``, ``planned_weeks``, ``taken_weeks``,
        ``ratio``}].
        ``newness_drop``: ``levels``, ``own``, ``basis``, ``needed``, ``missing``, ``projects``: [{``record``,
        ``candidate``, ``title``, ``drop``, ``answers``}].
        ``gut``: ``compared``, ``differed``: [{``record``, ``title``, ``session``, ``felt``, ``computed``,
        ``chosen``}], each a fate or null: {``candidate``, ``title``, ``state``, ``ended``, ``into``,
        ``chosen``} with the day of the first commitment to it.
        ``not_chosen``: [{``record``, ``title``, ``when``, ``fate``}].
        """
        bounds = self.thresholds
        resolved = len(self.resolved)
        return {
            "records": self.records,
            "forecasts": {
                "resolved": resolved,
                "waiting": self.waiting,
                **_missing(bounds.taste.score_forecasts.value, resolved),
                "brier": self.brier,
                "always_half": ALWAYS_HALF,
                "base_rate": self.base_rate,
                "base_rate_brier": self.base_rate_brier,
            },
            "calibration": {
                **_missing(bounds.taste.table_forecasts.value, resolved),
                "table": None if self.table is None else [one.document() for one in self.table],
            },
            "taken_over_planned": {
                "ratio": self.ratio.value,
                "own": self.ratio.own,
                "basis": bounds.taste.overrun.basis,
                **_missing(bounds.taste.overrun_projects.value, self.ratio.projects),
                "projects": [
                    {
                        **_named(one.record, one.candidate),
                        "planned_weeks": one.planned,
                        "taken_weeks": one.taken,
                        "ratio": one.ratio,
                    }
                    for one in self.projects
                ],
            },
            "newness_drop": {
                "levels": self.drop.value,
                "own": self.drop.own,
                "basis": bounds.discount.usual.basis,
                **_missing(bounds.discount.own_projects.value, self.drop.projects),
                "projects": [
                    {**_named(one.record, one.candidate), "drop": one.drop, "answers": one.answers}
                    for one in self.faded
                ],
            },
            "gut": {
                "compared": len(self.felt),
                "differed": [one.document() for one in self.felt if not one.alike],
            },
            "not_chosen": [one.document() for one in self.passed_over],
        }


def taste(records: Records, library: Library, thresholds: Thresholds) -> Taste:
    """All of it, over these records, each with its path; what is in two copies of a record counts once."""
    told = list(_forecasts(records))
    resolved = [one for one in told if one.forecast.outcome is not None]
    chances = [one.forecast.p for one in resolved]
    outcomes = [one.came_true for one in resolved]
    scored = len(resolved) >= thresholds.taste.score_forecasts.value
    base_rate = sum(outcomes) / len(outcomes) if scored else None
    return Taste(
        records=len(records),
        resolved=resolved,
        waiting=len(told) - len(resolved),
        brier=judged.brier_score(chances, outcomes) if scored else None,
        base_rate=base_rate,
        base_rate_brier=None if base_rate is None else base_rate * (1 - base_rate),
        table=calibration(chances, outcomes) if len(resolved) >= thresholds.taste.table_forecasts.value else None,
        ratio=history.taken_over_planned(records, thresholds),
        projects=history.finished_projects(records),
        drop=history.newness_drop(records, library, thresholds),
        faded=history.faded(records, library, thresholds),
        felt=choices.felt(records, library),
        passed_over=choices.passed_over(records),
        thresholds=thresholds,
    )


def calibration(chances: Sequence[float], outcomes: Sequence[bool]) -> list[Bin]:
    """Five bins of chances, not folded: how many, what was said on average, how often it came true.

    A chance on the border of two bins belongs to the upper one, 1 to the last. Raises ValueError where the lengths
    differ.
    """
    at = [min(int(chance * BINS + _TOLERANCE), BINS - 1) for chance in chances]
    bins = []
    for n in range(BINS):
        said = [chance for chance, bin in zip(chances, at, strict=True) if bin == n]
        came = [outcome for outcome, bin in zip(outcomes, at, strict=True) if bin == n]
        mean = statistics.fmean(said) if said else None
        share = sum(came) / len(came) if came else None
        bins.append(Bin(n / BINS, (n + 1) / BINS, len(said), mean, share))
    return bins


def _forecasts(records: Records) -> Iterable[Told]:
    found: dict[object, Told] = {}
    for path, record in records:
        for commitment in record.commitments:
            candidate = record.candidate(commitment.candidate)
            for forecast in commitment.forecasts or []:
                key = (record.title, record.created, same_name(commitment.id), forecast.id, forecast.p)
                # Of two copies the one counts that knows what happened.
                if candidate is not None and (key not in found or found[key].forecast.outcome is None):
                    found[key] = Told(path, candidate, forecast)
    return found.values()


def _missing(needed: int, there: int) -> dict[str, int]:
    return {"needed": needed, "missing": max(needed - there, 0)}


def _named(record: str, candidate: Candidate) -> dict[str, str]:
    return {"record": record, "candidate": candidate.id, "title": candidate.title}
