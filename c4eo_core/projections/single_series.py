"""A curve that stands alone: nobody beside it to learn from, only what published series of its kind did when
each was treated so.

*Ours*, measured (methods: a series of your own). The level moves by a drift learnt for its kind, the scatter
is the series' own
bent a little towards its kind's, and the intervals are as wide as such baselines strayed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.projections.baseline import Basis
from c4eo_core.projections.calibration import LEVELS, USUAL_QUANTILES
from c4eo_core.projections.outlook import Settled
from c4eo_core.projections.panel import last_years
from c4eo_core.projections.scale import settled_kinds, to_scale

# Points a series rests on, by which its intervals are told apart: from that many on.
POINTS = (1, 2, 3, 4, 6)
DRIFTS = (0.15, 0.3, 0.5, 0.8, 1.3, 2.0, 3.0, 5.0, 10.0)
# published series of one kind differ by a factor of three in their scatter: one change's worth is enough
SCATTER_PRIOR_WEIGHT = 1.0
AHEAD = 3  # years ahead for which widths have been learnt
_RELATIVE = (
    "rate",
    "score",
)  # kinds without a size of their own: their usual scatter is a share of the figure


@dataclass(frozen=True)
class Lesson:
    """What one kind of series teaches. drift: q; scatter: the usual s, for rates and scores as a share of the
    figure; quantiles [P, A, 3]: half-widths in units of spread, by how many points there are (POINTS) and
    years ahead.
    """

    drift: float
    scatter: float
    quantiles: np.ndarray


USUAL = Lesson(3.0, 0.05, np.broadcast_to(USUAL_QUANTILES, (len(POINTS), AHEAD, len(LEVELS))))


@dataclass(frozen=True)
class Followed:
    """One pass over series [M, L]. level: after the last value; doubt: its variance, in units of s²; squares,
    missed, count: of the one-step errors, the squares standardised, the sizes as they are; last: index of the
    last value, -1 without one.
    """

    level: np.ndarray
    doubt: np.ndarray
    squares: np.ndarray
    missed: np.ndarray
    count: np.ndarray
    last: np.ndarray


def follow(z: np.ndarray, drift: np.ndarray) -> Followed:
    """z [M, L, T], drift [M]. Each series starts at its own first value, of which nothing was expected."""
    shape, q = z.shape[:2], drift[:, None]
    level, doubt, squares, missed, count = np.full(shape, np.nan), *(np.zeros(shape) for _ in range(4))
    last = np.full(shape, -1)
    for t in range(z.shape[2]):
        here = z[:, :, t]
        seen, begun = np.isfinite(here), last >= 0
        doubt = np.where(begun, doubt + q, doubt)
        again, error = seen & begun, here - level
        squares += np.where(again, error**2 / (doubt + 1), 0)
        missed += np.where(again, np.abs(error), 0)
        count += again
        level = np.where(again, level + doubt / (doubt + 1) * error, np.where(seen & ~begun, here, level))
        doubt = np.where(again, doubt / (doubt + 1), np.where(seen & ~begun, 1.0, doubt))
        last = np.where(seen, t, last)
    return Followed(
        level, doubt - q * np.where(last >= 0, z.shape[2] - 1 - last, 0), squares, missed, count, last
    )


def reference(level: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """What a kind's usual scatter is multiplied by [M, L]: the size of the figure where the kind has none of
    its own.
    """
    relative = np.isin(np.asarray(kinds, dtype=object), _RELATIVE)[:, None]
    return np.where(relative, np.sqrt(level**2 + 1), 1.0)


def settle_single_series(
    z: np.ndarray, kinds: Sequence[str], drift: np.ndarray, scatter: np.ndarray
) -> Settled:
    """z [M, L, T] usable values only; kinds settled; drift, scatter [M]: of each one's kind.

    The noise is how far figures usually lie from one another, over √2: what passes and what lasts, which a
    series alone cannot tell apart. Without a national path, so the level is the whole figure and nothing
    pulls at it.
    """
    done = follow(z, drift)
    usual = scatter[:, None] * reference(done.level, kinds)
    own = (SCATTER_PRIOR_WEIGHT * usual**2 + done.squares) / (SCATTER_PRIOR_WEIGHT + done.count)
    noise2 = np.maximum(own * (1 + drift[:, None] / 2), _chance(done.level, kinds))
    share = 1 / (1 + drift[:, None] / 2)
    last = last_years(z)
    waited = np.where(done.last >= 0, last[:, None] - done.last, 0)
    none = np.zeros(len(z))
    return Settled(
        last=last,
        path=np.zeros((len(z), z.shape[2])),
        end=np.where(last >= 0, 0.0, np.nan),
        level=done.level,
        goal=done.level,
        doubt=np.maximum((done.doubt + 1) * share - 1, 0) + waited * drift[:, None] * share,
        noise=np.where(done.last >= 0, np.sqrt(noise2), np.nan),
        points=np.isfinite(z).sum(axis=2),
        pull=none,
        drift=drift / (1 + drift / 2),
        movement=none,
        upheaval=none,
        variance=none,
    )


def single_series_basis(
    values: np.ndarray, kind: str, lessons: dict[str, Lesson], whose: int, breaks: np.ndarray | None = None
) -> Basis:
    """values [L, T] of one measure, each authority taken alone; whose: the position the intervals are for;
    breaks [T]: years in which another way of counting begins: what lies before the last of them is left
    out."""
    values = np.asarray(values, dtype=float)[None]
    if breaks is not None:
        values = since_break(values, np.asarray(breaks, dtype=bool)[None])
    kinds = settled_kinds(values, [kind])
    lesson = lessons.get(kinds[0]) or USUAL
    settled = settle_single_series(
        to_scale(values, kinds), kinds, np.array([lesson.drift]), np.array([lesson.scatter])
    )
    points = max(int(settled.points[0, whose]), 1)
    at = sum(points >= least for least in POINTS) - 1
    widths = lesson.quantiles[at][None]
    return Basis(kinds, settled, widths, widths)


def since_break(values: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """values [M, L, T] without the years before the last break [M, T] that has been reached: another measure,
    which a series alone cannot be joined to."""
    years = np.arange(values.shape[2])
    reached = breaks & (years <= last_years(values)[:, None])
    first = np.where(reached, years, 0).max(axis=1, initial=0)
    return np.where((years < first[:, None])[:, None, :], np.nan, values)


def thinned(values: np.ndarray, width: int) -> np.ndarray:
    """values [..., T] with only every width-th year kept, back from the newest with a value anywhere: periods
    of several years that overlap are not to be taken for news of one another."""
    known = np.flatnonzero(np.isfinite(values).reshape(-1, values.shape[-1]).any(axis=0))
    if width < 2 or not known.size:
        return values
    keep = (known[-1] - np.arange(values.shape[-1])) % width == 0
    return np.where(keep, values, np.nan)


def _chance(level: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """The least noise² [M, L]: a count of children is never surer than chance leaves it."""
    counted = np.asarray([kind == "count" for kind in kinds])[:, None]
    return np.where(counted, np.exp(-np.maximum(level, 0)), 0.0)
