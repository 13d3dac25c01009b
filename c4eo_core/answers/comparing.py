"""Two stores beside one another: what is new, what was revised, what has gone, and what looks like another
measure under an old name.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Status
from c4eo_core.store.figures import Figures

# Of the figures that both stores have, the share that may differ before somebody must look.
MOST_CHANGED = 0.05
# Of the figures the old store has, the share that may be missing.
MOST_GONE = 0.01
_RANK_FALL = 0.25  # methods, "Breaks": a fall in rank correlation that tells another measure
_SAME = 1e-9
_FEWEST = 30


@dataclass(frozen=True)
class NewPeriod:
    indicator: str
    period: str
    values: int


@dataclass(frozen=True)
class Revision:
    indicator: str
    area: str
    period: str
    old: float
    new: float
    with_reason: bool


@dataclass(frozen=True)
class Gone:
    """An authority's whole series on one indicator, or one period of it."""

    indicator: str
    area: str
    values: int


@dataclass(frozen=True)
class Comparison:
    """shared: figures both have; changed: of those, the revised ones without a reason (a label that says
    revised); missing: figures only the old store has.
    """

    old_version: str
    new_version: str
    new_indicators: tuple[str, ...]
    gone_indicators: tuple[str, ...]
    new_periods: tuple[NewPeriod, ...]
    revised: tuple[Revision, ...]
    gone: tuple[Gone, ...]
    redefined: tuple[str, ...]
    shared: int
    changed: int
    missing: int
    had: int

    @property
    def nothing_new(self) -> bool:
        found = (self.new_indicators, self.gone_indicators, self.new_periods, self.revised, self.gone)
        return not any(found) and not self.missing

    def as_dict(self) -> dict:
        return asdict(self)


def compare_stores(old: Figures, new: Figures) -> Comparison:
    both = [i.id for i in new.indicators if i.id in old.index]
    periods, revised, gone, redefined = [], [], [], []
    shared = changed = missing = 0
    for name in both:
        pair = _Pair(old, new, name)
        periods += pair.new_periods()
        found = pair.revisions()
        revised += found
        gone += pair.gone()
        shared += pair.shared
        changed += sum(not r.with_reason for r in found)
        missing += pair.missing
        if pair.redefined():
            redefined.append(name)
    lost = [i.id for i in old.indicators if i.id not in new.index]
    missing += sum(int(np.isfinite(old.published[old.index[name]]).sum()) for name in lost)
    return Comparison(
        old.version,
        new.version,
        tuple(i.id for i in new.indicators if i.id not in old.index),
        tuple(lost),
        tuple(periods),
        tuple(revised),
        tuple(gone),
        tuple(redefined),
        shared,
        changed,
        missing,
        int(np.isfinite(old.published).sum()),
    )


def reasons_to_stop(found: Comparison, most: float = MOST_CHANGED) -> list[str]:
    """Why somebody should look before the new store is taken; empty when nobody need."""
    reasons = []
    if found.shared and found.changed > most * found.shared:
        reasons.append(
            f"{found.changed / found.shared:.0%} of the figures that were there before have changed without a"
            f" label that says revised; up to {most:.0%} pass."
        )
    if found.missing > MOST_GONE * max(found.had, 1):
        reasons.append(
            f"{found.missing:,} figures ({found.missing / found.had:.0%}) have gone;"
            f" up to {MOST_GONE:.0%} pass."
        )
    if found.gone_indicators:
        reasons.append(f"{len(found.gone_indicators)} indicators have gone: {_some(found.gone_indicators)}.")
    if found.redefined:
        reasons.append(
            f"{len(found.redefined)} indicators look like another measure under the old name:"
            f" {_some(found.redefined)}."
        )
    return reasons


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


class _Pair:
    """One indicator in both stores; areas and years are matched by code and by year."""

    def __init__(self, old: Figures, new: Figures, name: str):
        self.name, self.old, self.new = name, old, new
        m, n = old.index[name], new.index[name]
        self.before: Indicator = old.indicators[m]
        self.after: Indicator = new.indicators[n]
        self.codes = [a.code for a in new.areas.areas if a.code in old.areas.index]
        rows_old = [old.areas.index[c] for c in self.codes]
        rows_new = [new.areas.index[c] for c in self.codes]
        theirs = {p.end.year for p in self.before.periods}
        self.years = [p.end.year for p in self.after.periods if p.end.year in theirs]
        self.a = old.published[m][np.ix_(rows_old, [old.column[y] for y in self.years])]
        self.b = new.published[n][np.ix_(rows_new, [new.column[y] for y in self.years])]
        self.both = np.isfinite(self.a) & np.isfinite(self.b)
        self.shared = int(self.both.sum())
        dropped = {p.end.year for p in self.before.periods} - {p.end.year for p in self.after.periods}
        in_dropped = sum(int(np.isfinite(old.published[m][:, old.column[y]]).sum()) for y in dropped)
        self.missing = int((np.isfinite(self.a) & ~np.isfinite(self.b)).sum()) + in_dropped

    def new_periods(self) -> list[NewPeriod]:
        n = self.new.index[self.name]
        return [
            NewPeriod(
                self.name,
                p.label,
                int(np.isfinite(self.new.published[n][:, self.new.column[p.end.year]]).sum()),
            )
            for p in self.after.periods
            if p.end.year not in self.years
        ]

    def revisions(self) -> list[Revision]:
        differs = self.both & (np.abs(self.a - self.b) > _SAME)
        periods = {p.end.year: p for p in self.after.periods}
        return [
            Revision(
                self.name,
                self.codes[r],
                periods[self.years[c]].label,
                float(self.a[r, c]),
                float(self.b[r, c]),
                periods[self.years[c]].status is Status.REVISED,
            )
            for r, c in np.argwhere(differs).tolist()
        ]

    def gone(self) -> list[Gone]:
        lost = (np.isfinite(self.a) & ~np.isfinite(self.b)).sum(axis=1)
        return [Gone(self.name, self.codes[r], int(lost[r])) for r in np.flatnonzero(lost)]

    def redefined(self) -> bool:
        """The order of the authorities in a new period, or in one that was revised, is not the order they
        had.
        """
        m, n = self.old.index[self.name], self.new.index[self.name]
        count = self.old.authority_count
        mine = [c for c in self.codes if self.old.areas.index[c] < count]
        a = self.old.published[m][[self.old.areas.index[c] for c in mine]]
        b = self.new.published[n][[self.new.areas.index[c] for c in mine]]
        ends = [p.end.year for p in self.before.periods]
        if len(ends) < 2 or any(x.from_year > ends[-1] for x in self.after.breaks):
            return False
        last = a[:, self.old.column[ends[-1]]]
        usual = _rank_correlation(a[:, self.old.column[ends[-2]]], last)
        newest = b[:, self.new.column[self.after.periods[-1].end.year]]
        found = _rank_correlation(last, newest)
        return usual is not None and found is not None and usual - found > _RANK_FALL


def _rank_correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    """None with fewer than thirty authorities in both, or where all are alike."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < _FEWEST:
        return None
    x, y = _ranks(one[both]), _ranks(other[both])
    if x.std() == 0 or y.std() == 0:
        return None
    return float(np.corrcoef(x, y)[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Equal values share the middle of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[place]
