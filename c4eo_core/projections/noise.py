"""The panel noise: how far one year's value of an authority may stray from its own level."""

from collections.abc import Sequence

import numpy as np

from .level import settle_levels
from .panel import Neighbours, national_path, usable
from .scale import from_scale, settled_kinds, to_scale

__all__ = ["from_scale", "noise_interval", "panel_noise", "settled_kinds", "to_scale"]


def panel_noise(
    values: np.ndarray,
    kinds: Sequence[str],
    neighbours: np.ndarray,
    skip: np.ndarray | None = None,
) -> np.ndarray:
    """Noise s_i [M, L] on the working scale (methods: baseline, steps 1 to 3).

    values [M, L, T], NaN for missing, T consecutive years; neighbours [L, k] positions, -1 for
    none; skip [M, T] years to leave out. NaN for an authority without a value, and for an
    indicator of which no authority has two.
    """
    z = usable(to_scale(values, kinds), skip)
    relative = z - national_path(z)[:, None, :]
    noise = settle_levels(relative, Neighbours(neighbours)).noise
    return np.where(np.isfinite(values).any(axis=2), noise, np.nan)


def noise_interval(
    values: np.ndarray, noise: np.ndarray, kinds: Sequence[str], width: float = 1.959964
) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bound of values [M, L] given their noise [M, L], in the values' own
    unit (methods: uncertainty of a published value). width: 1.959964 for 95 %.

    kinds: the settled kinds of the whole series, so that a percentage which passes 100 only
    in another year keeps its scale.
    """
    settled = settled_kinds(values, kinds)
    z = to_scale(values, settled)
    return from_scale(z - width * noise, settled), from_scale(z + width * noise, settled)
