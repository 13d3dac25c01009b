"""Where next? The k sites that bring the most children within distance: the maximal covering location problem
(Church and
ReVelle 1974), solved exactly."""

from dataclasses import dataclass

import numpy as np

_NOTHING = 1e-9


@dataclass(frozen=True)
class Choice:
    """sites: rows of the candidates, the one that adds most first; gain: weight reached; bound: no choice of
    as many sites can reach more; gap: (bound − gain) / gain, 0 when proven best."""

    sites: tuple[int, ...]
    gain: float
    bound: float

    @property
    def gap(self) -> float:
        if self.bound - self.gain <= _NOTHING * max(self.bound, 1.0):
            return 0.0
        return (self.bound - self.gain) / self.gain if self.gain > 0 else float("inf")


class Covering:
    """cover [N points, C candidates]: which candidate would serve which point; weights [N]: what each point
    counts.

    Points served by the same candidates are taken together, and a candidate that serves no more than another
    does is left out: neither changes what can be reached.
    """

    def __init__(self, cover: np.ndarray, weights: np.ndarray):
        self.cover, self.weights = np.asarray(cover, bool), np.asarray(weights, float)
        reachable = self.cover.any(axis=1) & (self.weights > 0)
        self.reachable = float(self.weights[reachable].sum())
        rows, weights = _together(self.cover[reachable], self.weights[reachable])
        self._candidates = _undominated(rows)
        self._rows, self._weights = _together(rows[:, self._candidates], weights)

    def best(self, k: int, seconds: float = 10.0) -> Choice:
        """The best k sites, or the best found in so many seconds with the bound that shows how much is in
        doubt.
        """
        from scipy.optimize import (  # loaded with the first question: they weigh 20 MB
            Bounds,
            LinearConstraint,
            milp,
        )
        from scipy.sparse import csr_matrix, eye_array, hstack

        points, sites = self._rows.shape
        if k <= 0 or not points:
            return Choice((), 0.0, 0.0)
        if k >= sites:
            return self._choice(self._candidates, self.reachable)
        if k == 1:
            only = self.greedy(1)
            return Choice(only.sites, only.gain, only.gain)
        served = hstack(
            [csr_matrix(-self._rows.astype(float)), eye_array(points, format="csr")], format="csr"
        )
        chosen = np.r_[np.ones(sites), np.zeros(points)]
        found = milp(
            np.r_[np.zeros(sites), -self._weights],
            constraints=[LinearConstraint(served, -np.inf, 0), LinearConstraint(chosen[None], 0, k)],
            integrality=chosen,
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0.0, "time_limit": seconds},
        )
        plain = self.greedy(k)
        if found.x is None:
            return Choice(plain.sites, plain.gain, self._easy_bound(k))
        bound = self.reachable if found.mip_dual_bound is None else min(-found.mip_dual_bound, self.reachable)
        exact = self._choice(self._candidates[np.flatnonzero(found.x[:sites] > 0.5)], bound)
        return exact if exact.gain >= plain.gain else Choice(plain.sites, plain.gain, max(bound, plain.gain))

    def greedy(self, k: int) -> Choice:
        """One site after another, each the best at its turn: quick, and not always best together."""
        return self._in_order(self._candidates, k, self._easy_bound(k))

    def _choice(self, sites: np.ndarray, bound: float) -> Choice:
        return self._in_order(np.asarray(sites), len(sites), bound)

    def _in_order(self, sites: np.ndarray, k: int, bound: float) -> Choice:
        """Of these sites at most k, each time the one that adds most; what adds nothing is left out."""
        left, order, gain = self.weights.copy(), [], 0.0
        offered = self.cover[:, sites]
        for _ in range(k):
            adds = left @ offered
            best = int(np.argmax(adds)) if len(adds) else 0
            if not len(adds) or adds[best] <= _NOTHING:
                break
            order.append(int(sites[best]))
            gain += float(adds[best])
            left[offered[:, best]] = 0.0
        return Choice(tuple(order), gain, max(bound, gain))

    def _easy_bound(self, k: int) -> float:
        """No k sites reach more than the k largest together, were they to share nobody."""
        each = np.sort(self.weights @ self.cover)[::-1][:k]
        return float(min(each.sum(), self.reachable))


def _together(rows: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Equal rows as one, their weights added."""
    if not rows.size:
        return rows[:0], weights[:0]
    packed = np.packbits(rows, axis=1)
    _, first, group = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return rows[first], np.bincount(group.ravel(), weights=weights, minlength=len(first))


def _undominated(rows: np.ndarray) -> np.ndarray:
    """Candidates that no other single one makes needless by serving all they serve; of equals the first."""
    if not rows.size:
        return np.zeros(0, np.int64)
    served = rows.astype(np.float32)
    shared = served.T @ served
    size = shared.diagonal()
    inside = shared == size[:, None]
    place = np.arange(len(size))
    beaten = inside & ((size > size[:, None]) | ((size == size[:, None]) & (place < place[:, None])))
    return np.flatnonzero(~beaten.any(axis=1) & (size > 0))
