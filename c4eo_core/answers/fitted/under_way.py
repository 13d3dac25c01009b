"""The year under way, learnt when a store is built: the year so far, the likely official figure, and how near
such nowcasts came at every past release.

Each past release is replayed with what it and the year before it said, as if the official figure of the year
before were already out; it comes in March. Nothing is said before late January: until then pupils count as
persistently absent after a few days, and the figure is high by construction.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from c4eo_core.model.so_far import SoFar
from c4eo_core.projections.nowcast import (
    LEVELS,
    Nowcast,
    middle_of,
    quantiles_of,
    relative_noise,
    with_width,
)
from c4eo_core.store.figures import Figures
from c4eo_core.store.under_way import write_under_way

# Which indicator a phase's year to date leads to.
INDICATORS = {
    ("Primary", "absence_pct"): "absence-primary",
    ("Secondary", "absence_pct"): "absence-secondary",
    ("Special", "absence_pct"): "absence-special",
    ("Primary", "persistent_absence_pct"): "persistent-absence-primary",
    ("Secondary", "persistent_absence_pct"): "persistent-absence-secondary",
    ("Special", "persistent_absence_pct"): "persistent-absence-special",
}
FIRST_DAY = (1, 20)  # month and day
_SAME_WEEK, _NEAR = 12, 16  # days


@dataclass(frozen=True)
class Replay:
    """One past release: errors [L], official minus nowcast and official minus the last official figure."""

    day: dt.date
    end_year: int
    errors: np.ndarray
    of_last: np.ndarray


@dataclass(frozen=True)
class UnderWay:
    """One indicator in the year under way. so_far [L]; replays: what the widths were learnt from."""

    indicator: str
    day: dt.date
    end_year: int
    so_far: np.ndarray
    nowcast: Nowcast
    replays: tuple[Replay, ...]


def learn_under_way(figures: Figures, releases: Sequence[SoFar]) -> tuple[UnderWay, ...]:
    """For each indicator with a year that has figures so far and no official one yet."""
    found = []
    for so_far in releases:
        name = INDICATORS.get((so_far.phase, so_far.measure))
        if name in figures.index and (one := _learn(figures, name, so_far)):
            found.append(one)
    return tuple(found)


def coverage_of(replay: Replay, quantiles: np.ndarray, relative: np.ndarray) -> np.ndarray:
    """[levels] share of authorities whose official figure lay within the width."""
    sizes = np.abs(replay.errors) / relative
    sizes = sizes[np.isfinite(sizes)]
    return (sizes[None] <= quantiles[:, None]).mean(axis=1)


def widths_on(day: dt.date, replays: Sequence[Replay], relative: np.ndarray) -> np.ndarray:
    """[levels] from the releases of about the same day in the years replayed."""
    near = [r for r in replays if _apart(r.day, day) <= _NEAR]
    if not near:
        return np.full(len(LEVELS), np.nan)
    return quantiles_of(np.stack([r.errors for r in near]), relative, len({r.end_year for r in near}))


def relative_of(figures: Figures, name: str) -> np.ndarray:
    return relative_noise(figures.noise[figures.index[name]])


def replays_of(figures: Figures, name: str, so_far: SoFar) -> tuple[Replay, ...]:
    """Every release since late January of a year whose official figure is known, with a year before it."""
    replays = []
    for n, day in enumerate(so_far.days):
        end = int(so_far.end_years[n])
        official, last = _official(figures, name, end), _official(figures, name, end - 1)
        before = _same_week(so_far, n)
        if official is None or last is None or before is None or not _late_enough(day, end):
            continue
        errors = official - middle_of(so_far.values[n], before, last)
        if np.isfinite(errors).any():
            replays.append(Replay(day, end, errors, official - last))
    return tuple(replays)


def keep_under_way(figures: Figures, releases: Sequence[SoFar], folder: Path) -> None:
    """Beside the figures, in the order in which it was learnt."""
    rows = [_row(one) for one in learn_under_way(figures, releases)]
    write_under_way(folder, figures.version, rows)


def _row(one: UnderWay) -> dict:
    """Errors: root mean squares over authorities at each past release, the nowcast's and the
    last figure's.
    """
    return {
        "indicator": one.indicator,
        "released": one.day.isoformat(),
        "end_year": one.end_year,
        "so_far": one.so_far,
        "middle": one.nowcast.middle,
        "lower": one.nowcast.lower,
        "upper": one.nowcast.upper,
        "replayed": [
            {
                "released": r.day.isoformat(),
                "end_year": r.end_year,
                "error": round(_root_mean_square(r.errors), 3),
                "last_figure": round(_root_mean_square(r.of_last), 3),
            }
            for r in one.replays
        ],
    }


def _root_mean_square(errors: np.ndarray) -> float:
    return float(np.sqrt(np.nanmean(np.square(errors))))


def _learn(figures: Figures, name: str, so_far: SoFar) -> UnderWay | None:
    if not so_far.days:
        return None
    n = len(so_far.days) - 1
    day, end = so_far.days[n], int(so_far.end_years[n])
    last, before = _official(figures, name, end - 1), _same_week(so_far, n)
    known = _official(figures, name, end) is not None
    if known or last is None or before is None or not _late_enough(day, end):
        return None
    replays, relative = replays_of(figures, name, so_far), relative_of(figures, name)
    widths = widths_on(day, replays, relative)
    if not np.isfinite(widths).all():
        return None
    middle = middle_of(so_far.values[n], before, last)
    return UnderWay(name, day, end, so_far.values[n], with_width(middle, widths, relative), replays)


def _official(figures: Figures, name: str, end_year: int) -> np.ndarray | None:
    """[L] or None when nothing is published for that year."""
    t = figures.column.get(end_year)
    if t is None:
        return None
    values = figures.values[figures.index[name], : figures.authority_count, t]
    return values if np.isfinite(values).any() else None


def _same_week(so_far: SoFar, n: int) -> np.ndarray | None:
    """[L] the release of the year before nearest to the same day, if there is one within twelve days."""
    day, end = so_far.days[n], so_far.end_years[n]
    apart = [(_apart(other, day), m) for m, other in enumerate(so_far.days) if so_far.end_years[m] == end - 1]
    nearest = min(apart, default=(_SAME_WEEK + 1, -1))
    return so_far.values[nearest[1]] if nearest[0] <= _SAME_WEEK else None


def _apart(one: dt.date, other: dt.date) -> int:
    """Days between two days of the year."""
    days = abs((one - one.replace(month=1, day=1)).days - (other - other.replace(month=1, day=1)).days)
    return min(days, 365 - days)


def _late_enough(day: dt.date, end_year: int) -> bool:
    return day >= dt.date(end_year, *FIRST_DAY)
