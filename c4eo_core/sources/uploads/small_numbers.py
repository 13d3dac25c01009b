"""Hiding small counts before anything is kept, and whatever else would give a hidden one away. Pure; knows no
file and no place.

Source of the rules: decision record 11.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

LEAST = 5  # the smallest threshold there is: counts of 1 to 4 are always hidden
_MOST_UNKNOWN = 300  # in one knot of sums; beyond it the whole knot is hidden rather than looked into
_NEARLY = 1e-6


@dataclass(frozen=True)
class Sum:
    """One count that holds others, all by position. What the parts leave of it is one more count that nobody
    shows.
    """

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Hidden:
    """bool [n]. small: a count under the threshold, or one that leaves so few; to_protect: it would have
    given another away.
    """

    small: np.ndarray
    to_protect: np.ndarray

    @property
    def all(self) -> np.ndarray:
        return self.small | self.to_protect


def hide(
    counts: Sequence[float],
    of: Sequence[float],
    marked: Sequence[bool],
    sums: Iterable[Sum] = (),
    threshold: int = LEAST,
) -> Hidden:
    """counts, of: [n] the count and what it is part of, NaN unknown. marked: hidden by whoever made the file.

    Raises ValueError for a threshold under five: fewer are never shown.
    """
    if threshold < LEAST:
        raise ValueError(f"A threshold is {LEAST} or more.")
    counts, of, marked = np.asarray(counts, float), np.asarray(of, float), np.asarray(marked, bool)
    small = is_small(counts, of, threshold) & ~marked
    secret = small | marked
    sums = tuple(s for s in sums if s.parts)
    hidden = secret.copy()
    while True:
        for s in sums:
            while _tells(counts, hidden, s, threshold):
                hidden[_least(counts, hidden, s)] = True
        more = _worked_out(counts, hidden, sums)
        if not more:
            return Hidden(small, hidden & ~secret)
        hidden[more] = True


def is_small(counts: np.ndarray, of: np.ndarray, threshold: int) -> np.ndarray:
    """True where 1 to threshold − 1 are counted, are the whole, or are left over. None and all are not small."""
    rest = np.where(of >= counts, of - counts, np.nan)
    return _few(counts, threshold) | _few(of, threshold) | _few(rest, threshold)


def _few(n: np.ndarray, threshold: int) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return (n > _NEARLY) & (n < threshold - _NEARLY)


def _tells(counts: np.ndarray, hidden: np.ndarray, s: Sum, threshold: int) -> bool:
    """Whether the sum gives a hidden count away, or how few the hidden ones are together. Unknown counts hide
    themselves.
    """
    cells = np.array((s.total, *s.parts))
    shown = ~hidden[cells] & ~np.isnan(counts[cells])
    unknown = int((~shown).sum())
    if _least(counts, hidden, s) is None:
        return False
    if shown.all():  # what is not among the parts must not be few either
        return bool(_few(counts[s.total] - counts[list(s.parts)].sum(), threshold))
    if not shown[0]:
        return unknown == 1 and bool(hidden[s.total])
    left = counts[s.total] - counts[cells[1:][shown[1:]]].sum()
    theirs = counts[cells[1:][~shown[1:]]]
    alone = (
        unknown == 1 and bool(hidden[cells[~shown][0]]) and not left - theirs.sum() > _NEARLY
    )  # not so either when it is unknown
    return bool(left > _NEARLY and (alone or left < threshold - _NEARLY))


def _least(counts: np.ndarray, hidden: np.ndarray, s: Sum) -> int | None:
    """The smallest part still shown that counts anybody, else the total itself."""
    open_ = [i for i in s.parts if not hidden[i] and counts[i] > _NEARLY]
    if open_:
        return min(open_, key=lambda i: (counts[i], i))
    return s.total if not hidden[s.total] and counts[s.total] > _NEARLY else None


def _worked_out(counts: np.ndarray, hidden: np.ndarray, sums: tuple[Sum, ...]) -> list[int]:
    """Where several sums together fix a hidden count that no single one tells: by the null space of their
    unknowns.
    """
    for knot in _knots(hidden, sums):
        unknown = sorted({i for s in knot for i in (s.total, *s.parts) if hidden[i] or np.isnan(counts[i])})
        if len(knot) < 2 or not unknown:
            continue
        open_ = sorted(
            (i for s in knot for i in s.parts if not hidden[i] and counts[i] > _NEARLY),
            key=lambda i: (counts[i], i),
        )
        if not open_:
            continue
        if len(unknown) > _MOST_UNKNOWN:
            return open_
        if _fixed(unknown, knot, counts):
            return open_[:1]
    return []


def _fixed(unknown: list[int], knot: list[Sum], counts: np.ndarray) -> bool:
    place = {i: k for k, i in enumerate(unknown)}
    complete = [
        s for s in knot if not abs(counts[s.total] - counts[list(s.parts)].sum()) >= 0.5
    ]  # unknown ones too
    rows = np.zeros((len(complete), len(unknown)))
    for r, s in enumerate(complete):
        for i, sign in ((s.total, 1.0), *((p, -1.0) for p in s.parts)):
            if i in place:
                rows[r, place[i]] += sign
    if not complete:
        return False
    _, sizes, free = np.linalg.svd(rows)
    free = free[int((sizes > 1e-9).sum()) :]
    touched = np.abs(rows).sum(axis=0) > 0
    return bool((touched & (np.abs(free).max(axis=0, initial=0.0) < 1e-9)).any())


def _knots(hidden: np.ndarray, sums: tuple[Sum, ...]) -> list[list[Sum]]:
    """Sums that share a hidden count, together."""
    knots: list[tuple[set[int], list[Sum]]] = []
    for s in sums:
        mine, group = {i for i in (s.total, *s.parts) if hidden[i]}, [s]
        if not mine:
            continue
        for other in [k for k in knots if k[0] & mine]:
            knots.remove(other)
            mine, group = mine | other[0], other[1] + group
        knots.append((mine, group))
    return [group for _, group in knots]
