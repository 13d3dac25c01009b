"""One action of a scenario: how much it could change a figure, and when (methods: scenarios)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

EFFECT_UNITS = ("points", "relative", "sd")
_95 = 1.959964
_SURE = 1e-9  # a share of exactly 0 or 1 has no place on the normal curve


@dataclass(frozen=True)
class Action:
    """effect: improvement among the children reached, above 0 better: "points" in the figure's
    own unit, "relative" as a share of the figure, "sd" in standard deviations of pupils.
    interval: its 95 % interval, if known. reach, current_reach: shares, 0 to 1, of the children
    the figure counts. transfer: share of the effect to be expected here; works: chance that it
    works here at all. Years after the last figure: start, lag until a first effect, ramp until
    the full one, ends (None: paid for throughout), half_life of what is left from then on, down
    to floor, a share of the full effect. source: where the effect was measured.
    Raises ValueError for what cannot be.
    """

    effect: float
    source: str
    reach: float
    current_reach: float = 0.0
    unit: str = "points"
    interval: tuple[float, float] | None = None
    transfer: float = 1.0
    works: float = 1.0
    start: float = 0.0
    lag: float = 0.0
    ramp: float = 1.0
    ends: float | None = None
    half_life: float = 2.0
    floor: float = 0.0

    def __post_init__(self) -> None:
        if not np.isfinite(self.effect) or not self.source.strip():
            raise ValueError(
                "an effect needs a number and a source; evidence without a number cannot be used as one"
            )
        if self.unit not in EFFECT_UNITS:
            raise ValueError(
                f"'{self.unit}' is not a unit of effect we know; the units are {', '.join(EFFECT_UNITS)}"
            )
        for name in ("reach", "current_reach", "transfer", "works", "floor"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be a share between 0 and 1, not {getattr(self, name)}")
        for name in ("start", "lag", "ramp"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must be no less than 0 years, not {getattr(self, name)}")
        if self.half_life <= 0:
            raise ValueError(f"half_life must be more than 0 years, not {self.half_life}")
        if self.interval is not None and not self.interval[0] <= self.effect <= self.interval[1]:
            raise ValueError(f"the interval {self.interval} does not hold the effect {self.effect}")

    def strength(self, years: np.ndarray) -> np.ndarray:
        """Share of the full effect, 0 to 1, `years` [H] after the last figure."""
        years = np.asarray(years, dtype=float)
        if self.ends is None:
            return self._while_paid_for(years)
        at_end = self._while_paid_for(np.array(float(self.ends)))
        gone = np.maximum(years - self.ends, 0)
        left = np.maximum(at_end * 0.5 ** (gone / self.half_life), np.minimum(self.floor, at_end))
        return np.where(years <= self.ends, self._while_paid_for(years), left)

    def improvement(
        self, figures: np.ndarray, sign: np.ndarray, kind: str, rng: np.random.Generator
    ) -> np.ndarray:
        """Improvement [S, H] of the figures [S, H], their own unit, before other actions and the
        end of the scale are thought of. sign [S, H]: +1 where a higher figure is better."""
        draws = len(figures)
        sd = 0.0 if self.interval is None else (self.interval[1] - self.interval[0]) / (2 * _95)
        effect = (self.effect + sd * rng.standard_normal(draws))[:, None]
        at_work = (rng.random(draws) < self.works)[:, None]
        if self.unit == "relative":
            among = effect * np.abs(figures)
        elif self.unit == "sd":
            if kind != "percentage":
                raise ValueError(
                    f"an effect in standard deviations moves a percentage, not a {kind}; give it in points"
                )
            share = np.clip(figures / 100, _SURE, 1 - _SURE)
            among = sign * 100 * (ndtr(ndtri(share) + sign * effect) - share)
        else:
            among = np.broadcast_to(effect, figures.shape)
        more = max(0.0, self.reach - self.current_reach)
        return more * self.transfer * among * at_work * self.strength(np.arange(1, figures.shape[1] + 1))

    def _while_paid_for(self, years: np.ndarray) -> np.ndarray:
        since = years - self.start - self.lag
        if self.ramp == 0:
            return np.where(since >= 0, 1.0, 0.0)
        return np.clip(since, 0, self.ramp) / self.ramp


def combined(improvements: np.ndarray, headroom: np.ndarray, overlap: float) -> np.ndarray:
    """What several actions bring together [S, H], improvements [A, S, H], headroom [S, H].

    They never simply add: an `overlap` of the children is reached by all of them and has the
    best one only; for the rest each action works on what the others leave of the headroom.
    Harm is not made smaller by an action beside it.
    """
    good = np.maximum(improvements, 0)
    endless = ~np.isfinite(headroom)
    room = np.where(endless | (headroom <= 0), 1, headroom)
    share = np.where(headroom > 0, np.minimum(good / room, 1), 0)
    one_after_another = np.where(endless, good.sum(axis=0), (1 - np.prod(1 - share, axis=0)) * room)
    best = np.where(endless, good.max(axis=0), share.max(axis=0) * room)
    harm = np.maximum(-improvements, 0).sum(axis=0)
    return overlap * best + (1 - overlap) * one_after_another - harm
