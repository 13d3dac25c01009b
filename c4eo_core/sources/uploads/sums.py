"""Sums in a table, found from its figures: which row or column is the sum of which others, whatever it is
called. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

_MOST_LABELS, _MOST_STEPS, _MOST_SUMS, _MOST_RUNS = 200, 6_000, 6, 60
_MANY, _LARGEST = 40, 6  # rows beyond which only the largest are looked at for every possible sum
_AS_ONE = 0.5  # counts are whole numbers
_LITTLE = 12  # about as much as a figure may hold that a publisher hides


def sums_among(figures: np.ndarray, named: Sequence[bool]) -> list[tuple[int, tuple[int, ...]]]:
    """(a row, the rows it is the sum of). figures: [rows, columns] counts, NaN unknown; a row must be the
    sum in every column where all are known. named: the row is called a total.

    One column proves little: there only sums of all others, of neighbours, or of rows that divide the whole
    are taken for sums.
    """
    n = len(figures)
    if not 2 < n <= _MOST_LABELS:
        return _of_few(figures, named) if n <= 2 else _of_many(figures, named)
    found: dict[tuple[int, tuple[int, ...]], None] = {}
    largest = set(np.argsort(-np.nansum(figures, axis=1))[:_LARGEST].tolist()) if n > _MANY else set(range(n))
    for t in range(n):
        there = np.isfinite(figures[t])
        if not there.any() or not (figures[t][there] > 0).any():
            continue
        for parts in _parts_of(t, figures, there, named[t], t in largest):
            found.setdefault((t, parts))
    return list(found)


def _of_few(figures: np.ndarray, named: Sequence[bool]) -> list[tuple[int, tuple[int, ...]]]:
    return [(t, (1 - t,)) for t in range(len(figures)) if len(figures) == 2 and named[t] and not named[1 - t]]


def _of_many(figures: np.ndarray, named: Sequence[bool]) -> list[tuple[int, tuple[int, ...]]]:
    """Too many rows to look for every sum: those that hold all others."""
    largest = np.argsort(-np.nansum(figures, axis=1))[:3]
    return [
        (int(t), tuple(i for i in range(len(figures)) if i != t))
        for t in largest
        if named[t] or _is_sum(figures, int(t), [i for i in range(len(figures)) if i != t])
    ]


def _parts_of(
    t: int, figures: np.ndarray, there: np.ndarray, named: bool, thorough: bool
) -> Iterator[tuple[int, ...]]:
    """thorough: look for any rows, not only for those before and after."""
    others = [i for i in range(len(figures)) if i != t]
    if _is_sum(figures, t, others) or (named and _may_be(figures, t, others)):
        yield tuple(others)
    starts = range(len(figures)) if thorough else [*range(max(t - _MANY, 0), t), t + 1]
    runs = [r for r in _runs(t, figures, there, starts) if len(r) > 1 or named]
    proven = np.isfinite(figures[[t, *others]]).all(axis=0).sum() > 1
    divide = _dividing(runs)
    for run in runs[:_MOST_RUNS]:
        beside = run[-1] == t - 1 or run[0] == t + 1
        if proven or beside or run in divide or named:
            yield tuple(run)
    if not thorough:
        return
    if there.sum() > 1 or len(others) <= 3:
        yield from _any(t, figures, others)
    if not np.isfinite(figures[[t, *others]]).all(axis=0).any():
        yield from _with_unknown(t, figures, others)


def _is_sum(figures: np.ndarray, t: int, parts: Sequence[int]) -> bool:
    """In every column where all are known, and in one at least."""
    if len(parts) < 2:
        return False
    rest = figures[t] - figures[list(parts)].sum(axis=0)
    known = np.isfinite(rest)
    return bool(known.any() and (np.abs(rest[known]) < _AS_ONE).all()) and _may_be(figures, t, parts)


def _may_be(figures: np.ndarray, t: int, parts: Sequence[int]) -> bool:
    """Whether nothing speaks against it: what is known of the parts is never more than the whole."""
    rest = figures[t] - np.nansum(figures[list(parts)], axis=0)
    return bool((rest[np.isfinite(rest)] > -_AS_ONE).all())


def _runs(t: int, figures: np.ndarray, there: np.ndarray, starts: Iterable[int]) -> list[list[int]]:
    """Rows that follow one another and make the row t together, as far as they are known."""
    n, found = len(figures), []
    target, known, gaps = figures[t], np.nan_to_num(figures), np.isnan(figures)
    for start in starts:
        total, unknown = np.zeros(figures.shape[1]), np.zeros(figures.shape[1])
        for end in range(start, n):
            if end == t:
                break
            total, unknown = total + known[end], unknown + gaps[end]
            if (total[there] > target[there] + _AS_ONE).any():
                break
            beside = end == t - 1 or start == t + 1
            if end > start and _fits(target - total, unknown, there, needs_one=not beside):
                found.append(list(range(start, end + 1)))
                if not unknown[there].any():
                    break
    return found


def _fits(rest: np.ndarray, unknown: np.ndarray, there: np.ndarray, needs_one: bool) -> bool:
    """Whether nothing is left where all are known, and little where some are not. needs_one: in one column
    all must be known.
    """
    full = there & (unknown == 0)
    if (needs_one and not full.any()) or (np.abs(rest[full]) >= _AS_ONE).any():
        return False
    some = there & (unknown > 0)
    return bool((rest[some] > -_AS_ONE).all() and (rest[some] <= _LITTLE * unknown[some] + _AS_ONE).all())


def _dividing(runs: list[list[int]]) -> list[list[int]]:
    """Runs that divide one whole in different ways: two of them apart from each other prove each other."""
    return [r for r in runs if any(not set(r) & set(o) for o in runs if o is not r)]


def _any(t: int, figures: np.ndarray, others: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Any rows that make the row t in every column where all are known: a search with an end."""
    there = np.isfinite(figures[t])
    target = figures[t][there]
    known = np.nan_to_num(figures[:, there])
    unknown = np.isnan(figures[:, there]).astype(float)
    able = [i for i in others if (known[i] <= target + _AS_ONE).all() and (known[i] + unknown[i]).any()]
    able.sort(key=lambda i: -float(known[i].sum()))
    rows, gaps = known[able], unknown[able]
    most = rows + _LITTLE * gaps
    left = np.vstack([np.cumsum(most[::-1], axis=0)[::-1], np.zeros((1, len(target)))])
    everywhere = np.ones(len(target), bool)
    stack: list[tuple[int, np.ndarray, np.ndarray, tuple[int, ...]]] = [
        (0, target, np.zeros(len(target)), ())
    ]
    steps = found = 0
    while stack and steps < _MOST_STEPS and found < _MOST_SUMS:
        k, rest, open_, chosen = stack.pop()
        steps += 1
        if len(chosen) > 1 and _fits(rest, open_, everywhere, needs_one=True):
            found += 1
            yield tuple(sorted(chosen))
            if (rest < _AS_ONE).all():
                continue
        if k >= len(able) or (rest > left[k] + _LITTLE * open_ + _AS_ONE).any():
            continue
        stack.append((k + 1, rest, open_, chosen))
        if (rows[k] <= rest + _AS_ONE).all():
            stack.append((k + 1, rest - rows[k], open_ + gaps[k], (*chosen, able[k])))


def _with_unknown(t: int, figures: np.ndarray, others: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """No column is known in all rows: the row that is largest everywhere and holds what is known of the
    others, with little left for what is not, is taken for their sum.
    """
    if len(others) < 2 or not _may_be(figures, t, others):
        return
    rest = figures[t] - np.nansum(figures[list(others)], axis=0)
    unknown = (~np.isfinite(figures[list(others)])).sum(axis=0)
    seen = np.isfinite(rest)
    if seen.any() and (rest[seen] <= _LITTLE * unknown[seen] + _AS_ONE).all():
        yield tuple(others)
