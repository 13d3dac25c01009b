"""The scale on which changes are of a like size (methods: baseline, step 1)."""

from collections.abc import Sequence

import numpy as np

KINDS = ("percentage", "rate", "score", "gap", "count", "money")
_BELOW_ZERO_ALLOWED = ("score", "gap")


def settled_kinds(values: np.ndarray, kinds: Sequence[str]) -> tuple[str, ...]:
    """The kind each indicator is treated as, given what its values really do.

    values [M, ...], kinds M words. A percentage that passes 100 is a rate; anything
    with a value below zero is a score. Raises ValueError for a word we do not know.
    """
    values = np.asarray(values, dtype=float)
    if len(kinds) != len(values):
        raise ValueError(f"{len(values)} indicators but {len(kinds)} kinds")
    settled = []
    for row, kind in zip(values.reshape(len(values), -1), kinds, strict=True):
        if kind not in KINDS:
            raise ValueError(f"'{kind}' is not a kind we know; the kinds are {', '.join(KINDS)}")
        if kind not in _BELOW_ZERO_ALLOWED and np.any(row < 0):
            kind = "score"
        elif kind == "percentage" and np.any(row > 100):
            kind = "rate"
        settled.append(kind)
    return tuple(settled)


def to_scale(values: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """Values [M, ...] on the working scale, by their settled kinds; NaN stays NaN."""
    return on_settled_scale(values, settled_kinds(values, kinds))


def on_settled_scale(values: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """As `to_scale` when the kinds [M] are settled already. A value past the end of its scale,
    a target of 105 per cent say, is taken as that end."""
    values = np.asarray(values, dtype=float)
    scaled = values.copy()
    for kind, rows in _rows_by_kind(kinds):
        part = values[rows]
        if kind == "percentage":
            scaled[rows] = np.arcsin(np.sqrt(np.clip(part, 0, 100) / 100))
        elif kind == "rate":
            scaled[rows] = np.sqrt(np.maximum(part, 0))
        elif kind in ("count", "money"):
            scaled[rows] = np.log1p(np.maximum(part, 0))
    return scaled


def from_scale(z: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """The way back, z [M, ...]. Pass the *settled* kinds, or a percentage that passes 100 comes back wrong.
    What lies past the end of a scale comes back as that end."""
    z = np.asarray(z, dtype=float)
    if len(kinds) != len(z):
        raise ValueError(f"{len(z)} indicators but {len(kinds)} kinds")
    values = z.copy()
    for kind, rows in _rows_by_kind(kinds):
        part = z[rows]
        if kind == "percentage":
            values[rows] = 100 * np.sin(np.clip(part, 0, np.pi / 2)) ** 2
        elif kind == "rate":
            values[rows] = np.maximum(part, 0) ** 2
        elif kind in ("count", "money"):
            values[rows] = np.expm1(np.maximum(part, 0))
    return values


def _rows_by_kind(kinds: Sequence[str]):
    words = np.asarray(kinds, dtype=object)
    return [(kind, np.flatnonzero(words == kind)) for kind in dict.fromkeys(kinds)]
