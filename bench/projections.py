"""The baseline against the usual automatic forecasters, in accuracy and in time, in one run.

Run with `python -m bench.projections`. The peers come from statsforecast, in the extra `bench`; without it
only our own
time is taken. They are slow, so they are given a sample of series, and their time for all is worked out from
it.
"""

import time
import warnings

import numpy as np

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.fitted.basis import gap_pairs
from c4eo_core.answers.fitted.inputs import masks_of, neighbour_places
from c4eo_core.projections import LEVELS, baseline, gaps_from_groups, usable
from c4eo_core.projections.panel import last_years
from c4eo_core.projections.past_errors import any_after, as_seen_from

HELD_OUT = 3
HORIZON = 5
SAMPLED_INDICATORS, SAMPLED_AUTHORITIES = 80, 5
FEWEST_SEEN = 6
SEED = 2010


def line(name: str, value: str, promise: str) -> None:
    print(f"{name:<42} {value:>34}   {promise}", flush=True)


class Panel:
    """The project's own figures: values [M, L, T] and what the calculations must be told of them."""

    def __init__(self):
        self.figures = open_desk().figures
        self.values = self.figures.values[:, : self.figures.authority_count]
        self.masks = masks_of(self.figures)

    def baseline(self, values: np.ndarray, horizon: int):
        m = self.masks
        found = baseline(
            values, m.kinds, neighbour_places(self.figures), m.topics, horizon, m.skip, m.comparable, m.breaks
        )
        return gaps_from_groups(found, gap_pairs(self.figures))


def sample(panel: Panel) -> list[tuple[int, int]]:
    """Positions of series with six values or more before the years held out, and no break within these."""
    known = usable(panel.values, panel.masks.skip)
    last = last_years(known)
    seen = np.isfinite(as_seen_from(known, last, HELD_OUT)).sum(axis=2)
    fair = ~any_after(last - HELD_OUT, panel.masks.breaks, HELD_OUT) & (
        (seen >= FEWEST_SEEN).sum(axis=1) >= SAMPLED_AUTHORITIES
    )
    random = np.random.default_rng(SEED)
    indicators = random.permutation(np.flatnonzero(fair))[:SAMPLED_INDICATORS]
    places = {
        m: random.permutation(np.flatnonzero(seen[m] >= FEWEST_SEEN))[:SAMPLED_AUTHORITIES]
        for m in sorted(indicators)
    }
    return [(int(m), int(a)) for m, chosen in places.items() for a in chosen]


def series_of(known: np.ndarray) -> np.ndarray:
    """A series [T] from its first to its last value; the peers take no gaps, so these are bridged by a
    straight line.
    """
    there = np.flatnonzero(np.isfinite(known))
    years = np.arange(there[0], there[-1] + 1)
    return np.interp(years, there, known[there])


def peers() -> dict:
    try:
        from statsforecast.models import AutoARIMA, AutoETS, AutoTheta
    except ImportError:
        print("statsforecast is not installed (extra `bench`): no peers in this run.")
        return {}
    return {
        "AutoETS": AutoETS(season_length=1),
        "AutoTheta": AutoTheta(season_length=1),
        "AutoARIMA": AutoARIMA(season_length=1),
    }


def run_peer(model, histories: list[np.ndarray], aheads: list[int]) -> tuple[np.ndarray, float]:
    """median, lower and upper 80 % bound [S, H, 3] for the held-out years, and the seconds it took."""
    model.forecast(y=max(histories, key=len), h=HELD_OUT, level=list(LEVELS))  # compiled on first use
    found = np.full((len(histories), max(aheads), 3), np.nan)
    start = time.perf_counter()
    for s, (history, reach) in enumerate(zip(histories, aheads, strict=True)):
        try:
            said = model.forecast(y=history, h=reach, level=list(LEVELS))
        except (ValueError, ArithmeticError, NotImplementedError, np.linalg.LinAlgError):
            continue  # too short for it: no forecast to judge
        found[s, :reach] = np.stack([said["mean"], said["lo-80"], said["hi-80"]], axis=1)
    return found, time.perf_counter() - start


def judged(found: np.ndarray, last_value: np.ndarray, actual: np.ndarray, groups: np.ndarray) -> str:
    """Error against last value at 1, 2, 3 years (geometric mean over indicators), and coverage of 80 % a year
    ahead.
    """
    parts = []
    for h in range(HELD_OUT):
        both = np.isfinite(actual[:, h]) & np.isfinite(found[:, h, 0])
        error, plain = np.abs(actual[:, h] - found[:, h, 0]), np.abs(actual[:, h] - last_value)
        sums = [
            (error[both & (groups == g)].sum(), plain[both & (groups == g)].sum()) for g in np.unique(groups)
        ]
        parts.append(np.exp(np.mean([np.log(a / b) for a, b in sums if a > 0 and b > 0])))
    inside = (actual[:, 0] >= found[:, 0, 1]) & (actual[:, 0] <= found[:, 0, 2])
    both = np.isfinite(actual[:, 0]) & np.isfinite(found[:, 0, 0])
    return " / ".join(f"{p:.3f}" for p in parts) + f", {100 * inside[both].mean():.0f} ({both.sum()})"


def time_of_all(panel: Panel) -> float:
    """Seconds, the best of three."""
    took = []
    for _ in range(3):
        start = time.perf_counter()
        panel.baseline(panel.values, HORIZON)
        took.append(time.perf_counter() - start)
    return min(took)


def main() -> None:
    warnings.simplefilter("ignore")
    panel = Panel()
    everything, ours = panel.values.shape[0] * panel.values.shape[1], time_of_all(panel)
    line(
        f"baseline, all {everything:,} series, {HORIZON} years",
        f"{ours:.2f} s",
        "65,000 series under 2 s on 2 cores",
    )

    known = usable(panel.values, panel.masks.skip)
    last = last_years(known)
    rows, places = (np.array(x) for x in zip(*sample(panel), strict=True))
    seen, back = as_seen_from(known, last, HELD_OUT), last[rows] - HELD_OUT
    # An authority's own last value may be older than its indicator's: a peer must look as many years further
    # ahead.
    behind = back - np.array(
        [np.flatnonzero(np.isfinite(seen[m, a]))[-1] for m, a in zip(rows, places, strict=True)]
    )
    histories = [series_of(seen[m, a]) for m, a in zip(rows, places, strict=True)]
    last_value = np.array([h[-1] for h in histories])
    years = np.arange(HELD_OUT)
    actual = known[rows[:, None], places[:, None], back[:, None] + 1 + years]
    print(
        f"{len(rows)} series of {len(np.unique(rows))} indicators, last {HELD_OUT} years held out; error"
        " against last value at 1 / 2 / 3"
    )
    print(
        "years, per cent inside the 80 % interval a year ahead (of how many it had a forecast for), and the"
        " time for all series"
    )

    found = panel.baseline(as_seen_from(panel.values, last, HELD_OUT), 2 * HELD_OUT)
    at = rows[:, None], places[:, None], (back - found.last[rows])[:, None] + years
    mine = np.stack([found.median[at], found.lower[at][..., 1], found.upper[at][..., 1]], axis=2)
    line("this baseline", judged(mine, last_value, actual, rows), f"{ours:.1f} s")
    for name, model in peers().items():
        said, seconds = run_peer(model, histories, (behind + HELD_OUT).tolist())
        theirs = said[np.arange(len(rows))[:, None], behind[:, None] + years]
        could = np.isfinite(said[:, 0, 0]).sum()  # those it turned away cost it nothing
        total = seconds / max(could, 1) * everything
        line(
            name,
            judged(theirs, last_value, actual, rows),
            f"{total:,.0f} s on one core, {total / ours:,.0f} x ours, from the sample",
        )


if __name__ == "__main__":
    main()
