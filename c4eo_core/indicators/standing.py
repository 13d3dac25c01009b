"""Where every area stands on every indicator, all at once.

Source of the rules: methods, "Comparison". Two conventions: ours, and the one of the education department's
tool.
"""

from dataclasses import dataclass

import numpy as np

BANDS = ("", "A", "B", "C", "D")
MIN_NEIGHBOURS = 5
_PLACES = 9  # finer differences are binary noise of the published file and make no order


@dataclass(frozen=True)
class Comparisons:
    """Arrays over M indicators and A areas, at each indicator's newest period.

    latest [M, A]; rank, ranked: position and how many were ranked (0 = not ranked), [M, A] and [M];
    band [M, A] index into BANDS; bounds [M, 5] minimum, quartiles, maximum of the ranked values;
    neighbours' count, mean, median, best [M, A]; place and placed_of: position within the area and its
    neighbours.
    """

    newest: np.ndarray
    latest: np.ndarray
    rank: np.ndarray
    ranked: np.ndarray
    band: np.ndarray
    bounds: np.ndarray
    neighbour_count: np.ndarray
    neighbour_mean: np.ndarray
    neighbour_median: np.ndarray
    neighbour_best: np.ndarray
    place: np.ndarray
    placed_of: np.ndarray


def newest_column(has_period: np.ndarray, values: np.ndarray) -> np.ndarray:
    """[M] last column with any value at all; the last period there is where no period has one."""
    with_values = has_period & np.isfinite(values).any(axis=1)
    known = np.asarray(with_values.any(axis=1))
    usable = np.where(known[:, None], with_values, has_period)
    return usable.shape[1] - 1 - np.argmax(usable[:, ::-1], axis=1)


def pick(values: np.ndarray, column: np.ndarray) -> np.ndarray:
    """values[m, :, column[m]], NaN where the column is negative (there is none)."""
    taken = np.take_along_axis(values, np.maximum(column, 0)[:, None, None], axis=2)[:, :, 0]
    return np.where(column[:, None] >= 0, taken, np.nan)


def quantile7(ordered: np.ndarray, count: np.ndarray, share: float) -> np.ndarray:
    """Type-7 percentile of each row of ascending values with `count` of them first and NaN after."""
    position = (np.maximum(count, 1) - 1) * share
    low = np.floor(position + 4e-15).astype(int)
    fraction = np.maximum(position - low, 0)
    high = np.minimum(low + 1, np.maximum(count - 1, 0))
    rows = np.arange(len(ordered))
    a, b = ordered[rows, low], ordered[rows, high]
    between = (fraction > 1e-14) & (a != b)
    return np.where(count > 0, np.where(between, (1 - fraction) * a + fraction * b, a), np.nan)


def rank_rows(latest: np.ndarray, sign: np.ndarray, peers: int) -> tuple[np.ndarray, np.ndarray]:
    """Ranks of the first `peers` columns: 1 is best, ties share the lowest number, 0 is not ranked.

    sign [M]: +1 high is good, -1 low is good, 0 no judgement (nothing is ranked).
    """
    rank = np.zeros(latest.shape, dtype=np.int16)
    score = np.where(np.isfinite(latest[:, :peers]), -sign[:, None] * latest[:, :peers], np.inf)
    ordered = np.sort(score, axis=1)
    for m in np.flatnonzero(sign):
        rank[m, :peers] = np.where(
            np.isfinite(score[m]), np.searchsorted(ordered[m], score[m], side="left") + 1, 0
        )
    return rank, np.where(sign != 0, np.isfinite(latest[:, :peers]).sum(axis=1), 0)


def standing(
    latest: np.ndarray,
    newest: np.ndarray,
    sign: np.ndarray,
    banded: np.ndarray,
    neighbour_index: np.ndarray,
    peers: int,
    sizes: np.ndarray | None = None,
    exact: bool = False,
) -> Comparisons:
    """sign [M] as in rank_rows; banded [M] bool, the source rules quartile bands in; peers: how many areas
    are ranked.

    sizes [M, A]: what is ordered, when that is not the value itself (a gap is ordered by its absolute size).
    exact: compare the values as published, binary noise and all, and print a neighbour mean from any number
    of values.
    """
    measured = latest if sizes is None else sizes
    ordered_by = measured if exact else np.round(measured, _PLACES)
    rank, ranked = rank_rows(ordered_by, sign, peers)
    bounds = _bounds(ordered_by[:, :peers])
    around = _neighbour_values(latest, neighbour_index)
    count = np.isfinite(around).sum(axis=2)
    sized = _neighbour_values(ordered_by, neighbour_index)
    enough = count >= (1 if exact else MIN_NEIGHBOURS)
    place, placed_of = _place(ordered_by, sized, sign)
    return Comparisons(
        newest=newest,
        latest=latest,
        rank=rank,
        ranked=ranked,
        band=_bands(ordered_by, bounds, sign, banded, peers),
        bounds=np.where((sign != 0)[:, None] & banded[:, None], bounds, np.nan),
        neighbour_count=count,
        neighbour_mean=np.where(enough, _mean(around, count), np.nan),
        neighbour_median=np.where(enough, _median(around), np.nan),
        neighbour_best=np.where(enough & (sign != 0)[:, None], _best(around, sized, sign), np.nan),
        place=place,
        placed_of=placed_of,
    )


def _bounds(values: np.ndarray) -> np.ndarray:
    ordered = np.sort(values, axis=1)  # NaN sorts last
    count = np.isfinite(values).sum(axis=1)
    return np.column_stack([quantile7(ordered, count, q) for q in (0.0, 0.25, 0.5, 0.75, 1.0)])


def _bands(
    values: np.ndarray, bounds: np.ndarray, sign: np.ndarray, banded: np.ndarray, peers: int
) -> np.ndarray:
    """A up to and including the first quartile when low is good; D up to and including it when
    high is good.
    """
    above = (values[:, :, None] > bounds[:, None, 1:4]).sum(axis=2)
    band = np.where(sign[:, None] < 0, 1 + above, 4 - above)
    known = np.isfinite(values) & (sign != 0)[:, None] & banded[:, None]
    known[:, peers:] = False
    return np.where(known, band, 0).astype(np.uint8)


def _neighbour_values(latest: np.ndarray, neighbour_index: np.ndarray) -> np.ndarray:
    """[M, A, 10]; NaN for no neighbour, and never the authority itself."""
    own = neighbour_index == np.arange(len(neighbour_index))[:, None]
    missing = (neighbour_index < 0) | own
    return np.where(missing[None], np.nan, latest[:, np.maximum(neighbour_index, 0)])


def _mean(around: np.ndarray, count: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nansum(around, axis=2) / count


def _median(around: np.ndarray) -> np.ndarray:
    ordered = np.sort(around.reshape(-1, around.shape[2]), axis=1)
    return quantile7(ordered, np.isfinite(ordered).sum(axis=1), 0.5).reshape(around.shape[:2])


def _best(around: np.ndarray, sized: np.ndarray, sign: np.ndarray) -> np.ndarray:
    score = np.where(np.isfinite(sized), sized * sign[:, None, None], -np.inf)
    return np.take_along_axis(around, score.argmax(axis=2)[:, :, None], axis=2)[:, :, 0]


def _place(values: np.ndarray, around: np.ndarray, sign: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = np.isfinite(values) & (sign != 0)[:, None]
    with np.errstate(invalid="ignore"):
        better = (
            np.where(np.isfinite(around), around, np.nan) * sign[:, None, None]
            > (values * sign[:, None])[:, :, None]
        ).sum(axis=2)
    return np.where(known, better + 1, 0), np.where(known, np.isfinite(around).sum(axis=2) + 1, 0)
