"""Would the baseline have been right? The method run again on what was known in past years."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .baseline import baseline
from .calibration import LEVELS, any_after, as_seen_from, outcomes
from .gap_pairs import gaps_from_groups
from .panel import last_years, quantile_of_known, usable
from .reliability import Bin, Bins
from .scale import from_scale, settled_kinds, to_scale

FEWEST_COMPARED = 10
ROUNDING = 1e-9  # what going to the working scale and back may cost


@dataclass(frozen=True)
class Score:
    """relative_mae, relative_wis: geometric means over indicators against "last value" (below 1
    is better; NaN without any). coverage: share of values inside the interval, by level in
    per cent. indicators: how many were compared; values: how many coverage rests on."""

    relative_mae: float
    relative_wis: float
    coverage: dict[int, float]
    indicators: int
    values: int


@dataclass(frozen=True)
class Backtest:
    """horizons: years ahead -> score; topics: topic -> years ahead -> score; reliability: how
    often what was called likely came."""

    horizons: dict[int, Score]
    topics: dict[str, dict[int, Score]]
    indicators: int
    holdout: int
    reliability: tuple[Bin, ...]


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
    could be seen then, its intervals included, and set against what came.

    Arguments as for `baseline`; pairs as for `gaps_from_groups`. "Last value" is an authority's last value carried on, its
    interval the indicator's own past changes over as many years. What lies past a break is not
    tested: it is another measure.
    """
    values = np.asarray(values, dtype=float)
    known = usable(values, skip)
    last = last_years(known)
    tally, bins = _Tally(len(values), holdout), Bins()
    for back in range(1, holdout + 1):
        seen = as_seen_from(values, last, back)
        ours = gaps_from_groups(baseline(seen, kinds, neighbours, topics, holdout, skip, comparable, breaks), pairs)
        plain = _last_value(usable(seen, skip), kinds, holdout)
        for ahead in range(1, holdout + 1):
            hidden = (ours.last + ahead > last - back) & ~any_after(ours.last, breaks, ahead)
            actual = outcomes(known, np.where(hidden, ours.last, -1), last, ahead)
            h = ahead - 1
            mine = ours.median[:, :, h], ours.lower[:, :, h], ours.upper[:, :, h]
            theirs = plain[0], plain[1][:, :, h], plain[2][:, :, h]
            tally.add(h, actual, mine, theirs)
            bins.add(ours, plain[0], actual, ahead)
    words = np.asarray(topics, dtype=object)
    everyone = np.ones(len(values), dtype=bool)
    return Backtest(
        horizons=tally.scores(everyone),
        topics={topic: tally.scores(words == topic) for topic in dict.fromkeys(topics)},
        indicators=int((tally.compared.sum(axis=1) > 0).sum()),
        holdout=holdout,
        reliability=bins.table(),
    )


def weighted_interval_score(actual, median, lower, upper) -> np.ndarray:
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
        self.inside = np.zeros((*shape, len(LEVELS)))

    def add(self, h: int, actual, mine, theirs) -> None:
        judged = np.isfinite(actual) & np.isfinite(mine[0]) & np.isfinite(mine[1]).all(axis=-1)
        y = actual[..., None]
        inside = (y >= mine[1] - ROUNDING) & (y <= mine[2] + ROUNDING)
        self.inside[:, h] += (inside & judged[..., None]).sum(axis=1)
        self.judged[:, h] += judged.sum(axis=1)
        both = judged & np.isfinite(theirs[0]) & np.isfinite(theirs[1]).all(axis=-1)
        self.compared[:, h] += both.sum(axis=1)
        for which, (median, lower, upper) in enumerate((mine, theirs)):
            error = np.where(both, np.abs(actual - median), 0)
            wis = np.where(both, weighted_interval_score(actual, median, lower, upper), 0)
            self.errors[:, h, which] += error.sum(axis=1)
            self.wis[:, h, which] += wis.sum(axis=1)

    def scores(self, rows: np.ndarray) -> dict[int, Score]:
        return {h + 1: self._score(rows, h) for h in range(self.compared.shape[1])}

    def _score(self, rows: np.ndarray, h: int) -> Score:
        enough = rows & (self.compared[:, h] >= FEWEST_COMPARED)
        least = ROUNDING * self.compared[:, h, None]  # less is no error at all
        enough &= ((self.errors[:, h] > least) & (self.wis[:, h] > least)).all(axis=1)
        values = self.judged[rows, h].sum()
        share = self.inside[rows, h].sum(axis=0) / values if values else np.full(len(LEVELS), np.nan)
        return Score(
            relative_mae=_geometric_mean_ratio(self.errors[enough, h]),
            relative_wis=_geometric_mean_ratio(self.wis[enough, h]),
            coverage={level: float(x) for level, x in zip(LEVELS, share, strict=True)},
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
