"""What published series teach about one that stands alone: each is treated as if it did, and set against what
came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from c4eo_core.projections.backtest import FEWEST_COMPARED, ROUNDING
from c4eo_core.projections.calibration import LEVELS, ORIGINS, calibrated_quantiles, twins_of
from c4eo_core.projections.outlook import outlook
from c4eo_core.projections.panel import last_years, usable
from c4eo_core.projections.past_errors import (
    Look,
    PastErrors,
    any_after,
    as_seen_from,
    outcomes,
    past_errors_of,
)
from c4eo_core.projections.scale import KINDS, from_scale, on_settled_scale, settled_kinds
from c4eo_core.projections.single_series import (
    DRIFTS,
    POINTS,
    Followed,
    Lesson,
    follow,
    reference,
    settle_single_series,
    since_break,
)

_LIKE = {"money": "count"}  # told on the same scale; no published figure is money
_CARRIED_ON = 1e9  # a drift at which the level is the last value


@dataclass(frozen=True)
class SingleSeriesScore:
    """relative_mae: geometric mean over indicators against the last value, below 1 is better. coverage:
    shares of figures inside the interval, by level, its width learnt from other indicators over the same
    years; coverage_as_known_then: from nothing after the origin (NaN where not asked). indicators, values:
    how many these rest on."""

    relative_mae: float
    coverage: dict[int, float]
    coverage_as_known_then: dict[int, float]
    indicators: int
    values: int


@dataclass(frozen=True)
class Lessons:
    """kinds: kind → lesson, from all its published series; horizons: years ahead → how right such baselines
    were, no indicator taught by itself or its twins; short: points → the same a year ahead for series cut to
    so many.
    """

    kinds: dict[str, Lesson]
    horizons: dict[int, SingleSeriesScore]
    short: dict[int, SingleSeriesScore]


def learn_single_series(
    values: np.ndarray, kinds: Sequence[str], skip: np.ndarray | None = None, breaks: np.ndarray | None = None
) -> Lessons:
    """values [M, L, T], T consecutive years; skip, breaks [M, T] as for `basis`. No series sees another of
    its indicator.
    """
    values = usable(np.asarray(values, dtype=float), skip)
    class_ = _Class(values, settled_kinds(values, kinds), breaks)
    widths, short = [], {}
    for most in POINTS[:-1]:
        looks, misses = class_.tested(most, ORIGINS)
        widths.append(class_.by_kind(misses, looks))
        short[most] = class_.scores(looks, misses, 1)[1]
    looks, misses = class_.tested(None, 2 * ORIGINS)
    widths.append(class_.by_kind(misses, looks))
    return Lessons(class_.lessons(widths), class_.scores(looks, misses, ORIGINS), short)


class _Class:
    """The published series, and what each is taught by the others of its kind."""

    def __init__(self, values: np.ndarray, kinds: tuple[str, ...], breaks: np.ndarray | None):
        self.values, self.kinds, self.breaks = values, kinds, breaks
        self.last = last_years(values)
        self.alike = np.array([[a == b for b in kinds] for a in kinds])
        self.taught: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def tested(self, most: int | None, backs: int) -> tuple[list[Look], PastErrors]:
        """Drawn 1, 2 … backs years before each last year, from the newest `most` points of each
        series only.
        """
        looks = [self._look(back, most) for back in range(1, backs + 1)]
        comparable = np.ones((len(self.values), self.values.shape[2]), dtype=bool)
        return looks, past_errors_of(looks, self.values, comparable, ORIGINS, breaks=self.breaks)

    def _look(self, back: int, most: int | None) -> Look:
        z = on_settled_scale(_newest(self._seen(back), most), self.kinds)
        return Look(back, self.kinds, settle_single_series(z, self.kinds, *self._by_others(back)))

    def _by_others(self, back: int) -> tuple[np.ndarray, np.ndarray]:
        """Drift and scatter [M] as the others of each one's kind taught them by then."""
        if back not in self.taught:
            tried, scatters = self._tried(self._seen(back))
            others = self.alike & ~np.eye(len(tried), dtype=bool)
            best = (others.astype(float) @ tried).argmin(axis=1)
            scatter = np.array([_middle(scatters[row, b]) for row, b in zip(others, best, strict=True)])
            self.taught[back] = np.array(DRIFTS)[best], scatter
        return self.taught[back]

    def _seen(self, back: int) -> np.ndarray:
        seen = as_seen_from(self.values, self.last, back)
        return seen if self.breaks is None else since_break(seen, self.breaks)

    def _tried(self, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """[M, D] for each drift: log of the mean absolute one-step error against the last value's, and the
        usual scatter.
        """
        z = on_settled_scale(seen, self.kinds)
        plain = _one_step(z, _CARRIED_ON, self.kinds)[0]
        found = [_one_step(z, q, self.kinds) for q in DRIFTS]
        with np.errstate(divide="ignore", invalid="ignore"):
            against = np.log(np.stack([error for error, _ in found], axis=1) / plain[:, None])
        return np.where(np.isfinite(against), against, 0.0), np.stack(
            [scatter for _, scatter in found], axis=1
        )

    def lessons(self, widths: list[np.ndarray]) -> dict[str, Lesson]:
        tried, scatters = self._tried(self._seen(0))
        found = {}
        for k, kind in enumerate(KINDS):
            rows = np.array(
                [mine == (kind if kind in self.kinds else _LIKE.get(kind)) for mine in self.kinds]
            )
            if rows.any():
                best = int(tried[rows].sum(axis=0).argmin())
                found[kind] = Lesson(
                    DRIFTS[best], _middle(scatters[rows, best]), np.stack([w[k] for w in widths])
                )
        return found

    def by_kind(self, misses: PastErrors, looks: list[Look]) -> np.ndarray:
        """Half-widths [kinds, A, 3] for a series that is none of these: it learns from every
        one of its kind.
        """
        count = len(KINDS)
        padded = replace(
            misses,
            **{
                name: _padded(getattr(misses, name), count, fill)
                for name, fill in (("sizes", np.nan), ("own_sizes", np.nan))
            },
            before=_padded(misses.before, count, -1),
            upheaval=_padded(misses.upheaval, count, False),
        )
        nobody = np.zeros((len(self.kinds) + count,) * 2, dtype=bool)
        topics = (*self.kinds, *(_LIKE.get(k, k) if k not in self.kinds else k for k in KINDS))
        return calibrated_quantiles(padded, topics, nobody, range(1, ORIGINS + 1), most_upheaval=1.0)[0][
            -count:
        ]

    def scores(self, looks: list[Look], misses: PastErrors, furthest: int) -> dict[int, SingleSeriesScore]:
        """Years ahead → how right. Widths for each look: from the others over the same years, and from what
        was known before it.
        """
        others = calibrated_quantiles(
            misses, self.kinds, twins_of(looks[ORIGINS - 1]), range(1, ORIGINS + 1), most_upheaval=1.0
        )[0]
        then = {
            look.back: self._known_then(looks, misses, look.back)
            for look in looks[:ORIGINS]
            if len(looks) >= look.back + ORIGINS
        }
        return {ahead: self._score(looks, misses, ahead, others, then) for ahead in range(1, furthest + 1)}

    def _known_then(self, looks: list[Look], misses: PastErrors, back: int) -> np.ndarray:
        twins = twins_of(looks[back + ORIGINS - 1])
        return calibrated_quantiles(
            misses, self.kinds, twins, range(back + 1, back + ORIGINS + 1), as_of=back
        )[0]

    def _score(
        self,
        looks: list[Look],
        misses: PastErrors,
        ahead: int,
        others: np.ndarray,
        then: dict[int, np.ndarray],
    ) -> SingleSeriesScore:
        inside, before, errors = [], [], []
        for look in looks[:ORIGINS]:
            sizes = misses.sizes[look.back - 1, ahead - 1]
            inside.append(_inside(sizes, others[:, ahead - 1]))
            before += [_inside(sizes, then[look.back][:, ahead - 1])] if look.back in then else []
            errors.append(self._errors(look, ahead))
        compared, ours, plain = (np.sum(parts, axis=0) for parts in zip(*errors, strict=True))
        enough = (compared >= FEWEST_COMPARED) & (np.minimum(ours, plain) > ROUNDING * compared)
        ratio = np.exp(np.mean(np.log(ours[enough] / plain[enough]))) if enough.any() else np.nan
        return SingleSeriesScore(
            float(ratio), _shares(inside), _shares(before), int(enough.sum()), sum(map(len, inside))
        )

    def _errors(self, look: Look, ahead: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """[M] how many were compared, and the sums of absolute errors: ours, and of the last value carried
        on; own unit.
        """
        then = outlook(look.settled, ahead)
        seen = self._seen(look.back)
        fair = (then.last + ahead > self.last - look.back) & ~any_after(then.last, self.breaks, ahead)
        actual = outcomes(self.values, np.where(fair, then.last, -1), self.last, ahead)
        ours = from_scale(then.centre[:, :, ahead - 1], self.kinds)
        plain = _last_of(seen)
        both = np.isfinite(actual) & np.isfinite(ours) & np.isfinite(plain)
        return both.sum(axis=1), *(np.where(both, np.abs(actual - x), 0).sum(axis=1) for x in (ours, plain))


def _one_step(z: np.ndarray, drift: float, kinds: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """[M] mean absolute one-step error, and the usual scatter in units of its reference."""
    done = follow(z, np.full(len(z), drift))
    return done.missed.sum(axis=1) / np.maximum(done.count.sum(axis=1), 1), _scatter(done, kinds)


def _scatter(done: Followed, kinds: Sequence[str]) -> np.ndarray:
    count = done.count.sum(axis=1)
    unit = reference(done.level, kinds)
    squares = np.nansum(np.where(done.count > 0, done.squares / unit**2, 0), axis=1)
    return np.where(count > 0, np.sqrt(squares / np.maximum(count, 1)), np.nan)


def _newest(x: np.ndarray, most: int | None) -> np.ndarray:
    """The newest `most` values of each series [M, L, T]."""
    if most is None:
        return x
    later = np.isfinite(x)[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
    return np.where(later <= most, x, np.nan)


def _last_of(x: np.ndarray) -> np.ndarray:
    latest = np.full(x.shape[:2], np.nan)
    for t in range(x.shape[2]):
        latest = np.where(np.isfinite(x[:, :, t]), x[:, :, t], latest)
    return latest


def _middle(x: np.ndarray) -> float:
    known = x[np.isfinite(x)]
    return float(np.median(known)) if known.size else np.nan


def _padded(x: np.ndarray, rows: int, fill: object) -> np.ndarray:
    """With so many more indicators, the third axis, of which nothing is known."""
    shape = (*x.shape[:2], rows, *x.shape[3:])
    return np.concatenate([x, np.full(shape, fill, dtype=x.dtype)], axis=2)


def _inside(sizes: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Of the sizes [M, L] known, whether each lies within the widths [M, 3]: [n, 3]."""
    known = np.isfinite(sizes)
    return (sizes[..., None] <= widths[:, None] + ROUNDING)[known]


def _shares(inside: list[np.ndarray]) -> dict[int, float]:
    every = np.concatenate(inside) if inside else np.zeros((0, len(LEVELS)))
    if not len(every):
        return dict.fromkeys(LEVELS, float("nan"))
    return {level: float(x) for level, x in zip(LEVELS, every.mean(axis=0), strict=True)}
