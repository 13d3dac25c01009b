"""Hiding small counts before anything is kept, and whatever else would give a hidden one away. Pure; knows no
file and no place.

Source of the rules: decision record 11.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from c4eo_core.sources.uploads.recovery import MOST_UNKNOWN, Share, Sum, equations_of, knots, recoverable

__all__ = ["LEAST", "Hidden", "Share", "Sum", "hide", "is_small"]
LEAST = 5  # the smallest threshold there is: counts of 1 to 4 are always hidden
_NEARLY = 1e-6
_MOST_TO_TRY = 400  # hidden figures that are looked at once more, to show what need not be hidden


@dataclass(frozen=True)
class Hidden:
    """bool [n]. small: a count under the threshold, or one that leaves so few; to_protect: it would have
    given another away; exposed: hidden, and still worked out from what stands elsewhere and cannot be hidden.
    """

    small: np.ndarray
    to_protect: np.ndarray
    exposed: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))

    @property
    def all(self) -> np.ndarray:
        return self.small | self.to_protect


def hide(
    counts: Sequence[float],
    of: Sequence[float],
    marked: Sequence[bool],
    sums: Iterable[Sum] = (),
    threshold: int = LEAST,
    shares: Iterable[Share] = (),
    fixed: Sequence[bool] | None = None,
    linked: Sequence[Sequence[int]] = (),
) -> Hidden:
    """counts, of: [n] the count and what it is part of, NaN unknown. marked: hidden by whoever made the file.
    fixed: shown elsewhere already. linked: positions that are hidden together.

    Raises ValueError for a threshold under five: fewer are never shown.
    """
    if threshold < LEAST:
        raise ValueError(f"A threshold is {LEAST} or more.")
    shares = tuple(shares)
    table = _Table(
        np.asarray(counts, float),
        tuple(s for s in sums if s.parts),
        shares,
        threshold,
        np.zeros(len(counts), bool) if fixed is None else np.asarray(fixed, bool),
        tuple(tuple(link) for link in linked),
    )
    as_marked = np.asarray(marked, bool)
    small = is_small(table.counts, np.asarray(of, float), threshold) & ~as_marked
    small[[h.share for h in shares]] = False  # a small share is no small count
    small &= ~np.isin(np.arange(len(small)), [h.share for h in shares])
    secret = small | as_marked
    hidden = table.protected(secret)
    hidden = table.without_needless(hidden, secret)
    return Hidden(small, hidden & ~secret, table.exposed(hidden) & secret)


def is_small(counts: np.ndarray, of: np.ndarray, threshold: int) -> np.ndarray:
    """True where 1 to threshold − 1 are counted, are the whole, or are left over. None and all are not
    small.
    """
    rest = np.where(of >= counts, of - counts, np.nan)
    return _few(counts, threshold) | _few(of, threshold) | _few(rest, threshold)


def _few(n: np.ndarray, threshold: int) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return (n > _NEARLY) & (n < threshold - _NEARLY)


@dataclass(frozen=True)
class _Table:
    counts: np.ndarray
    sums: tuple[Sum, ...]
    shares: tuple[Share, ...]
    threshold: int
    fixed: np.ndarray
    linked: tuple[tuple[int, ...], ...]

    def protected(self, secret: np.ndarray) -> np.ndarray:
        """More and more hidden, the smallest first, until nothing hidden can be worked out."""
        hidden = self._together(secret.copy())
        while True:
            for s in self.sums:
                while self._tells(hidden, s) and (least := self._least(hidden, s)) is not None:
                    hidden[least] = True
            hidden = self._together(hidden)
            more = self._worked_out(hidden)
            if not more:
                return hidden
            hidden[more] = True

    def without_needless(self, hidden: np.ndarray, secret: np.ndarray) -> np.ndarray:
        """What turns out not to be needed is shown again, the largest first."""
        able = [i for i in np.flatnonzero(hidden & ~secret & ~self.fixed) if not np.isnan(self.counts[i])]
        if not able or len(able) > _MOST_TO_TRY:
            return hidden
        for i in sorted(able, key=lambda i: -self.counts[i]):
            less = hidden.copy()
            less[i] = False
            if (self._together(less.copy()) == less).all() and self._is_safe(less):
                hidden = less
        return hidden

    def exposed(self, hidden: np.ndarray) -> np.ndarray:
        return (recoverable(len(hidden), self._known(hidden), self._equations(hidden)) | self.fixed) & hidden

    def _is_safe(self, hidden: np.ndarray) -> bool:
        return not self.exposed(hidden).any() and not any(
            self._tells(hidden, s) and self._least(hidden, s) is not None for s in self.sums
        )

    def _together(self, hidden: np.ndarray) -> np.ndarray:
        for link in self.linked:
            if hidden[list(link)].any():
                hidden[[i for i in link if not self.fixed[i]]] = True
        return hidden

    def _known(self, hidden: np.ndarray) -> np.ndarray:
        return (~hidden | self.fixed) & ~np.isnan(self.counts)

    def _equations(self, hidden: np.ndarray) -> list:
        return equations_of(self.counts, self._known(hidden), self.sums, self.shares)

    def _tells(self, hidden: np.ndarray, s: Sum) -> bool:
        """Whether the sum gives a hidden count away, or how few the hidden ones are together. Unknown counts
        hide themselves.
        """
        counts = self.counts
        cells = np.array((s.total, *s.parts))
        shown = self._known(hidden)[cells]
        unknown = int((~shown).sum())
        if self._least(hidden, s) is None:
            return False
        if shown.all():  # what is not among the parts must not be few either
            return bool(_few(counts[s.total] - counts[list(s.parts)].sum(), self.threshold))
        if not shown[0]:
            return unknown == 1 and bool(hidden[s.total])
        left = counts[s.total] - counts[cells[1:][shown[1:]]].sum()
        theirs = counts[cells[1:][~shown[1:]]]
        # not so either when it is unknown
        alone = unknown == 1 and bool(hidden[cells[~shown][0]]) and not left - theirs.sum() > _NEARLY
        return bool(left > _NEARLY and (alone or left < self.threshold - _NEARLY))

    def _open(self, hidden: np.ndarray, at: Iterable[int]) -> list[int]:
        """Those still shown that count anybody, the smallest first."""
        able = (i for i in at if not hidden[i] and not self.fixed[i] and self.counts[i] > _NEARLY)
        return sorted(set(able), key=lambda i: (self.counts[i], i))

    def _least(self, hidden: np.ndarray, s: Sum) -> int | None:
        """The smallest part still shown that counts anybody, else the total itself."""
        return next(iter(self._open(hidden, s.parts) or self._open(hidden, (s.total,))), None)

    def _worked_out(self, hidden: np.ndarray) -> list[int]:
        """What to hide more, where several equations together fix a hidden count that no single one tells."""
        known, equations = self._known(hidden), self._equations(hidden)
        given_away = recoverable(len(hidden), known, equations) & hidden
        for knot in knots(known, equations):
            unknown = {i for e in knot for i, _ in e if not known[i]}
            if not given_away[list(unknown)].any():
                continue
            near = [e for e in knot if any(given_away[i] for i, _ in e)]
            parts = self._open(hidden, (i for e in near for i, factor in e if factor < 0))
            tied = [i for h in self.shares if not known[h.count] or not known[h.of] for i in (h.share,)]
            more = self._open(
                hidden, [i for i in tied if {h.count for h in self.shares if h.share == i} & unknown]
            )
            totals = self._open(hidden, (i for e in near for i, _ in e))
            open_ = more or parts or totals
            if open_:
                return open_ if len(unknown) > MOST_UNKNOWN else open_[:1]
        return []
