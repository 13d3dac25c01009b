"""Would the baseline have been right? The method run again on what was known in past years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.projections.past_errors import any_after, as_seen_from, look_back, outcomes, past_errors_of

from .baseline import Baseline, Basis, limits_of
from .calibration import LEVELS, ORIGINS, authority_factor, calibrated_quantiles, twins_of
from .gap_pairs import gaps_from_groups
from .panel import Neighbours, last_years, quantile_of_known, usable
from .reliability import Bin, Bins
from .scale import from_scale, settled_kinds, to_scale

FEWEST_COMPARED = 10
ROUNDING = 1e-9  # what going to the working scale and back may cost


@dataclass(frozen=True)
class Score:
    """relative_mae, relative_wis: geometric means over indicators against "last value" (below 1 is better;
    NaN without any). Shares of values inside the interval, by level in per cent: coverage, of intervals as
    wide as the other indicators strayed in the years held out (no indicator learns from itself or its twins);
    coverage_as_known_then, of intervals that rest on nothing after their origin, as all else here does.
    indicators: how many were compared; values: how many coverage rests on."""

    relative_mae: float
    relative_wis: float
    coverage: dict[int, float]
    coverage_as_known_then: dict[int, float]
    indicators: int
    values: int


@dataclass(frozen=True)
class Backtest:
    """horizons: years ahead -> score; topics: topic -> years ahead -> score; reliability: how
    often what was called likely came; each: of every indicator, how many figures a year ahead lay inside the
    80 % interval as known then, of how many."""

    horizons: dict[int, Score]
    topics: dict[str, dict[int, Score]]
    indicators: int
    holdout: int
    reliability: tuple[Bin, ...]
    each: tuple[tuple[int, int], ...]


def backtest(
    values: np.ndarray,
    kinds: Sequence[str],
    neighbours: np.ndarray,
    topics: Sequence[str],
    holdout: int = 3,
    skip: np.ndarray | None = None,
    comparable: np.ndarray | None = None,
    breaks: np.ndarray | None = None,
    pairs: Sequence[tuple[int, int, int]] = (),
) -> Backtest:
    """Baselines drawn 1, 2 … holdout years before each indicator's last year, each from what
    could be seen then, and set against what came.

    Arguments as for `baseline`; pairs as for `gaps_from_groups`. "Last value" is an authority's
    last value carried on, its interval the indicator's own past changes over as many years. What
    lies past a break is not tested: it is another measure.
    """
    values = np.asarray(values, dtype=float)
    known = usable(values, skip)
    last = last_years(known)
    tally, bins = _Tally(len(values), holdout), Bins()
    for drawn in draw_again(values, kinds, neighbours, topics, holdout, skip, comparable, breaks, pairs):
        ours, back = drawn.as_known_then, drawn.back
        plain = _last_value(usable(as_seen_from(values, last, back), skip), kinds, holdout)
        for ahead in range(1, holdout + 1):
            hidden = (ours.last + ahead > last - back) & ~any_after(ours.last, breaks, ahead)
            actual = outcomes(known, np.where(hidden, ours.last, -1), last, ahead)
            h = ahead - 1
            mine = ours.median[:, :, h], ours.lower[:, :, h], ours.upper[:, :, h]
            theirs = plain[0], plain[1][:, :, h], plain[2][:, :, h]
            others = drawn.from_others.lower[:, :, h], drawn.from_others.upper[:, :, h]
            tally.add(h, actual, mine, theirs, others)
            bins.add(ours, plain[0], actual, ahead)
    words = np.asarray(topics, dtype=object)
    everyone = np.ones(len(values), dtype=bool)
    return Backtest(
        horizons=tally.scores(everyone),
        topics={topic: tally.scores(words == topic) for topic in dict.fromkeys(topics)},
        indicators=int((tally.compared.sum(axis=1) > 0).sum()),
        holdout=holdout,
        reliability=bins.table(),
        each=tally.each(),
    )


@dataclass(frozen=True)
class Drawn:
    """The baseline of `back` years before each indicator's last year, twice, but for the width of
    its intervals the same: as_known_then rests on what was known then; from_others is as wide as
    the misses of the other indicators over the years held out say."""

    back: int
    as_known_then: Baseline
    from_others: Baseline


def draw_again(
    values: np.ndarray,
    kinds: Sequence[str],
    neighbours: np.ndarray,
    topics: Sequence[str],
    holdout: int,
    skip: np.ndarray | None = None,
    comparable: np.ndarray | None = None,
    breaks: np.ndarray | None = None,
    pairs: Sequence[tuple[int, int, int]] = (),
) -> Iterator[Drawn]:
    """For 1, 2 … holdout years back. Arguments as for `backtest`."""
    if comparable is None:
        comparable = np.ones((values.shape[0], values.shape[2]), dtype=bool)
    looks = look_back(
        values, kinds, Neighbours(neighbours), comparable, range(1, holdout + ORIGINS + 1), skip, breaks
    )
    misses = past_errors_of(looks, values, comparable, max(holdout, ORIGINS), skip, breaks)
    tested, last = range(1, holdout + 1), last_years(usable(values, skip))
    # Set by what is tested, so by all of it, whatever the years were like.
    twins = twins_of(looks[holdout - 1])
    others = calibrated_quantiles(misses, topics, twins, tested, most_upheaval=1.0)
    for look in looks[:holdout]:
        before = range(look.back + 1, look.back + ORIGINS + 1)
        alike = twins_of(looks[look.back + ORIGINS - 1])
        then = calibrated_quantiles(misses, topics, alike, before, as_of=look.back)
        seen = limits_of(usable(as_seen_from(values, last, look.back), skip))
        factors = (
            authority_factor(misses, alike, before, as_of=look.back),
            authority_factor(misses, twins, tested),
        )
        drawn = (
            gaps_from_groups(Basis(look.kinds, look.settled, *q, factor, seen).ahead(holdout), pairs)
            for q, factor in zip((then, others), factors, strict=True)
        )
        yield Drawn(look.back, *drawn)


def weighted_interval_score(
    actual: np.ndarray, median: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> np.ndarray:
    """One figure for being near and saying honestly how near; smaller is better.

    actual, median [...]; lower, upper [..., 3] at 50, 80 and 95 %. Source: Bracher and others
    (2021), weights alpha/2 and 1/2 for the median.
    """
    alpha = 1 - np.array(LEVELS) / 100
    y = actual[..., None]
    outside = np.maximum(lower - y, 0) + np.maximum(y - upper, 0)
    parts = alpha / 2 * (upper - lower) + outside
    return (np.abs(actual - median) / 2 + parts.sum(axis=-1)) / (len(LEVELS) + 0.5)


class _Tally:
    """Sums per indicator and horizon, [M, H], or [M, H, 3] for the levels."""

    def __init__(self, indicators: int, horizon: int):
        shape = (indicators, horizon)
        self.compared, self.judged = np.zeros(shape), np.zeros(shape)
        self.errors, self.wis = np.zeros((*shape, 2)), np.zeros((*shape, 2))
        self.inside = np.zeros((*shape, 2, len(LEVELS)))

    def add(
        self,
        h: int,
        actual: np.ndarray,
        mine: Sequence[np.ndarray],
        theirs: Sequence[np.ndarray],
        others: Sequence[np.ndarray],
    ) -> None:
        """mine, theirs: median, lower, upper; others: lower, upper of intervals learnt from others."""
        judged = np.isfinite(actual) & np.isfinite(mine[0]) & np.isfinite(mine[1]).all(axis=-1)
        y = actual[..., None]
        for which, (lower, upper) in enumerate((others, mine[1:])):
            inside = (y >= lower - ROUNDING) & (y <= upper + ROUNDING)
            self.inside[:, h, which] += (inside & judged[..., None]).sum(axis=1)
        self.judged[:, h] += judged.sum(axis=1)
        both = judged & np.isfinite(theirs[0]) & np.isfinite(theirs[1]).all(axis=-1)
        self.compared[:, h] += both.sum(axis=1)
        for which, (median, lower, upper) in enumerate((mine, theirs)):
            error = np.where(both, np.abs(actual - median), 0)
            wis = np.where(both, weighted_interval_score(actual, median, lower, upper), 0)
            self.errors[:, h, which] += error.sum(axis=1)
            self.wis[:, h, which] += wis.sum(axis=1)

    def each(self) -> tuple[tuple[int, int], ...]:
        inside = self.inside[:, 0, 1, LEVELS.index(80)]
        return tuple((int(held), int(of)) for held, of in zip(inside, self.judged[:, 0], strict=True))

    def scores(self, rows: np.ndarray) -> dict[int, Score]:
        return {h + 1: self._score(rows, h) for h in range(self.compared.shape[1])}

    def _score(self, rows: np.ndarray, h: int) -> Score:
        enough = rows & (self.compared[:, h] >= FEWEST_COMPARED)
        least = ROUNDING * self.compared[:, h, None]  # less is no error at all
        enough &= ((self.errors[:, h] > least) & (self.wis[:, h] > least)).all(axis=1)
        values = self.judged[rows, h].sum()
        shares = self.inside[rows, h].sum(axis=0) / values if values else np.full((2, len(LEVELS)), np.nan)
        coverage, then = (
            {level: float(x) for level, x in zip(LEVELS, share, strict=True)} for share in shares
        )
        return Score(
            relative_mae=_geometric_mean_ratio(self.errors[enough, h]),
            relative_wis=_geometric_mean_ratio(self.wis[enough, h]),
            coverage=coverage,
            coverage_as_known_then=then,
            indicators=int(enough.sum()),
            values=int(values),
        )


def _geometric_mean_ratio(pairs: np.ndarray) -> float:
    if not len(pairs):
        return float("nan")
    return float(np.exp(np.mean(np.log(pairs[:, 0] / pairs[:, 1]))))


def _last_value(seen: np.ndarray, kinds: Sequence[str], horizon: int):
    """Last value [M, L] of seen [M, L, T] and its intervals [M, L, H, 3]."""
    settled = settled_kinds(seen, kinds)
    z = to_scale(seen, settled)
    latest = np.full(z.shape[:2], np.nan)
    for t in range(z.shape[2]):
        latest = np.where(np.isfinite(z[:, :, t]), z[:, :, t], latest)
    reach = np.full((len(z), horizon, len(LEVELS)), np.nan)
    for h in range(1, horizon + 1):
        change = np.abs(z[:, :, h:] - z[:, :, :-h]).reshape(len(z), -1)
        found = reach[:, h - 1]
        if change.shape[1]:
            found = np.stack([quantile_of_known(change, level / 100) for level in LEVELS], axis=1)
        shorter = reach[:, h - 2] * np.sqrt(h / (h - 1)) if h > 1 else found
        reach[:, h - 1] = np.where(np.isfinite(found), found, shorter)
    low = latest[:, :, None, None] - reach[:, None]
    high = latest[:, :, None, None] + reach[:, None]
    return from_scale(latest, settled), from_scale(low, settled), from_scale(high, settled)
