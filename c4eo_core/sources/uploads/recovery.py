"""Whether a hidden figure can be worked out from all that is shown: by linear algebra, over every sum and
every share with a known base. Pure; knows no file and no place.

Source: the linear sensitivity rules of statistical disclosure control (Hundepool and others, 2012, chapter
4); decision record 11.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

MOST_UNKNOWN = 300  # in one knot of equations; beyond it the whole knot counts as known
_ZERO = 1e-9


@dataclass(frozen=True)
class Sum:
    """One count that holds others, all by position. What the parts leave of it is one more count that nobody
    shows.
    """

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Share:
    """A share of a count: share = factor × count / of, all by position. It says nothing while it is
    hidden.
    """

    count: int
    of: int
    share: int
    factor: float


Equation = tuple[tuple[int, float], ...]  # (position, coefficient): together they make a known number


def equations_of(
    values: np.ndarray, known: np.ndarray, sums: Iterable[Sum], shares: Iterable[Share] = ()
) -> list[Equation]:
    """values: [n], NaN where nobody knows. Sums that leave something over are left out: what is left is one
    more unknown. A share that is shown ties its count to its base.
    """
    found: list[Equation] = []
    for s in sums:
        rest = values[s.total] - values[list(s.parts)].sum()
        if np.isnan(rest) or abs(rest) < 0.5:
            found.append(((s.total, 1.0), *((p, -1.0) for p in s.parts)))
    for h in shares:
        if known[h.share]:
            found.append(((h.count, 1.0), (h.of, -values[h.share] / h.factor)))
        elif known[h.count] and known[h.of]:
            found.append(((h.share, 1.0),))
    return found


def recoverable(n: int, known: np.ndarray, equations: Sequence[Equation]) -> np.ndarray:
    """bool [n]: the unknown ones that follow from the known ones, whatever the figures are."""
    found = np.zeros(n, bool)
    for knot in knots(known, equations):
        unknown = sorted({i for e in knot for i, _ in e if not known[i]})
        if len(unknown) > MOST_UNKNOWN:
            found[unknown] = True
            continue
        place = {i: k for k, i in enumerate(unknown)}
        rows = np.zeros((len(knot), len(unknown)))
        for r, equation in enumerate(knot):
            for i, factor in equation:
                if i in place:
                    rows[r, place[i]] += factor
        _, sizes, free = np.linalg.svd(rows)
        free = free[int((sizes > _ZERO * max(1.0, sizes.max(initial=0.0))).sum()) :]
        fixed = np.abs(free).max(axis=0, initial=0.0) < 1e-7
        touched = np.abs(rows).sum(axis=0) > 0
        found[[i for i, k in place.items() if fixed[k] and touched[k]]] = True
    return found


def knots(known: np.ndarray, equations: Sequence[Equation]) -> list[list[Equation]]:
    """Equations that share something unknown, together."""
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        while parent.setdefault(i, i) != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    unknown = [[i for i, _ in e if not known[i]] for e in equations]
    for mine in unknown:
        for i in mine[1:]:
            parent[root(i)] = root(mine[0])
    together: dict[int, list[Equation]] = {}
    for equation, mine in zip(equations, unknown, strict=True):
        if mine:
            together.setdefault(root(mine[0]), []).append(equation)
    return list(together.values())
