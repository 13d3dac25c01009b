"""What the recent trend says, and whether it is true: python -m bench.trend

Prints, on the figures that came with the project: how many headline rows say something; how often an
authority
without movement of its own is flagged; at past origins, how often what is called likely came; and the choice
between mean and median of the neighbours.
"""

from dataclasses import replace

import numpy as np

from c4eo_core.answers.desk import Desk, prepared_desk
from c4eo_core.answers.fitted.trend import learn_trend
from c4eo_core.catalogue.choices import priorities
from c4eo_core.indicators.recent_trend import Figures, chance_of_rise, level_change, side
from c4eo_core.indicators.significance import MEDIAN_TO_MEAN, Z95
from c4eo_core.indicators.standing import MIN_NEIGHBOURS, pick
from c4eo_core.store.figures import Figures as Store

BINS = (0, 0.025, 0.1, 0.3, 0.6, 0.75, 0.9, 0.975, 1.0)


def informative(desk: Desk) -> dict[str, float]:
    """Share of authorities × headlines with a clear verdict, by priority and over all."""
    clear = desk.trend.side != 0
    rows = {
        name: [desk.figures.index[desk.figures.find(h.key).id] for h in p.headlines]
        for name, p in priorities().items()
    }
    found = {name: float(clear[which].mean()) for name, which in rows.items()}
    return found | {"all": float(clear[[m for which in rows.values() for m in which]].mean())}


def flagged_without_movement(
    years: int = 10, authorities: int = 4000, drift: float = 0.3, seed: int = 7
) -> tuple[float, float]:
    """Shares called very likely, and likely or more, to have moved against England: authorities that stand
    still and differ from year to year by noise alone, judged with the drift of those around them.
    """
    rng = np.random.default_rng(seed)
    levels = rng.normal(0, 2, (1, authorities, 1))
    relative = levels + rng.normal(0, 1, (1, authorities, years))
    flat = np.zeros((1, years))
    one = np.ones((1, authorities))
    known = Figures(
        relative, flat, one, np.array([drift]), 0 * one, 4 * one, np.array([years - 1]), np.array([1])
    )
    change = level_change(known, np.array([False]))
    sides = np.abs(side(chance_of_rise(change.relative, change.relative_sd)))
    return float((sides == 2).mean()), float((sides >= 1).mean())


def as_of(figures: Store, back: int, desk: Desk) -> tuple[Store, np.ndarray]:
    """The figures as they stood so many periods before each indicator's newest, and that column [M]."""
    column = desk.newest - back
    later = np.arange(figures.values.shape[2])[None, None] > column[:, None, None]
    seen = np.where(later, np.nan, figures.values)
    return replace(figures, values=seen, published=np.array(figures.published)), column


def claimed_side(table: list[tuple[float, float, int]]) -> dict[str, float]:
    """Share of clear verdicts after which the next figure lay on the side they name. table: see
    `calibration`.
    """
    first, second, *_, last_but_one, last = table
    shares = {"very likely": (first, last), "likely": (second, last_but_one)}
    return {
        word: ((1 - worse[1]) * worse[2] + better[1] * better[2]) / (worse[2] + better[2])
        for word, (worse, better) in shares.items()
    }


def calibration(desk: Desk, backs: tuple[int, ...] = (1, 2, 3)) -> list[tuple[float, float, int]]:
    """(said, came, how many) by bins of the probability that the level is better than at the anchor, those of
    the words at either end: it came when the next figure was better than the figure of the anchor. Both are
    single figures with their own noise, so what came lies nearer to a half than a comparison of levels would.
    """
    said, came = [], []
    figures, basis = desk.figures, desk.basis
    count = figures.authority_count
    for back in backs:
        seen, column = as_of(figures, back, desk)
        trend = learn_trend(seen, basis, column, desk.calendar.before)
        rows = np.arange(len(column))
        nxt = figures.values[rows, :count, np.minimum(column + 1, desk.newest)]
        then = np.take_along_axis(figures.values[:, :count], np.maximum(trend.anchor, 0)[:, :, None], axis=2)[
            :, :, 0
        ]
        sign = np.array([i.polarity.value for i in figures.indicators])
        size = np.array([i.is_gap for i in figures.indicators])[:, None]
        change = np.where(size, np.abs(nxt) - np.abs(then), nxt - then)
        better = np.where((sign == "low")[:, None], change < 0, change > 0)
        ok = np.isfinite(trend.own_p) & np.isfinite(change) & (change != 0) & (trend.anchor >= 0)
        said.append(trend.own_p[ok])
        came.append(better[ok])
    p, hit = np.concatenate(said), np.concatenate(came)
    table = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = (p >= low) & ((p < high) | (high == 1))
        table.append((float(p[inside].mean()), float(hit[inside].mean()), int(inside.sum())))
    return table


def mean_or_median(desk: Desk, seed: int = 5) -> dict[str, dict[str, float]]:
    """False verdicts where nobody differs (normal and heavy-tailed noise), and verdicts that the place among
    the eleven contradicts, for both benchmarks.
    """
    figures = desk.figures
    count = figures.authority_count
    index = figures.neighbour_index[:count]
    there = ((index >= 0) & (index < count))[None]
    index = np.where(there[0], index, 0)
    noise = figures.noise
    latest = pick(desk.scaled, desk.newest)[:, :count]
    rng = np.random.default_rng(seed)
    still = {
        "normal": np.where(np.isfinite(latest), noise * rng.standard_normal(latest.shape), np.nan),
        "heavy": np.where(np.isfinite(latest), noise * rng.standard_t(4, latest.shape) / np.sqrt(2), np.nan),
    }

    def distance(x: np.ndarray, median: bool) -> np.ndarray:
        around = np.where(there & np.isfinite(x[:, index]), x[:, index], np.nan)
        known = np.isfinite(around)
        k = known.sum(axis=2)
        share = np.where(known, noise[:, index] ** 2, 0).sum(axis=2) / np.maximum(k, 1) ** 2
        with np.errstate(all="ignore"):
            middle = (np.nanmedian if median else np.nanmean)(around, axis=2)
        spread = np.sqrt(noise**2 + share * (MEDIAN_TO_MEAN**2 if median else 1))
        return np.where(k >= MIN_NEIGHBOURS, (x - middle) / spread, np.nan)

    found = {}
    place, of = desk.standing.place[:, :count], desk.standing.placed_of[:, :count]
    for name, median in (("mean", False), ("median", True)):
        good = distance(latest, median) * desk.sign[:, None]
        row = {f"false, {k}": float(np.nanmean(np.abs(distance(x, median)) > Z95)) for k, x in still.items()}
        row["worse at 5th or better"] = float(((good < -Z95) & (of == 11) & (place <= 5)).sum())
        row["better at 7th or worse"] = float(((good > Z95) & (of == 11) & (place >= 7)).sum())
        found[name] = row
    return found


def main() -> None:
    desk = prepared_desk()
    print("headline rows that say something:", {k: round(v, 3) for k, v in informative(desk).items()})
    for drift in (0.03, 0.3, 1.0):
        very, likely = flagged_without_movement(drift=drift)
        print(
            f"standing still among drifting ones (q = {drift}): very likely {very:.3f}, likely or more"
            f" {likely:.3f}"
        )
    attainment = desk.trend.side[desk.figures.index["ks4-attainment-8"]]
    print("attainment 8 called worse in", int((attainment < 0).sum()), "authorities")
    table = calibration(desk)
    for said, came, n in table:
        print(f"said {said:.2f} came {came:.2f} ({n:,})")
    print("next figure on the side named:", {k: round(v, 3) for k, v in claimed_side(table).items()})
    for name, row in mean_or_median(desk).items():
        print(name, {k: round(v, 3) for k, v in row.items()})


if __name__ == "__main__":
    main()
