"""The baselines of the figures: learnt once when a store is built, kept beside it, drawn for one indicator
when asked.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np

from c4eo_core.answers.fitted.inputs import masks_of, neighbour_places
from c4eo_core.catalogue.totals import totals
from c4eo_core.model.indicator import Indicator
from c4eo_core.projections import Basis, Settled, basis
from c4eo_core.store.baseline import read_arrays, write_arrays
from c4eo_core.store.disk import store_version
from c4eo_core.store.figures import Figures

_COUNTS = {"last": np.int16, "points": np.uint8}
# As they are called in the file: not as they once were, when they were the same for every year ahead.
_EXTRA = ("factor", "limits")
_WIDTHS = {"widths_by_year": "quantiles", "own_widths_by_year": "own_quantiles"}


def learn_basis(figures: Figures) -> Basis:
    """From the figures themselves; a second or two for everything. Rounded as it is kept, so that a
    baseline is the same to the last digit whether it was learnt now or read."""
    masks = masks_of(figures)
    values = figures.values[:, : figures.authority_count]
    learnt = basis(
        values,
        masks.kinds,
        neighbour_places(figures),
        masks.topics,
        masks.skip,
        masks.comparable,
        masks.breaks,
    )
    return _basis(_arrays(learnt))


def kept_basis(figures: Figures, folder: Path | None) -> Basis:
    """Read from the store's folder; learnt when it is not there, and then kept if the folder may be written
    to.
    """
    arrays = read_arrays(figures, folder) if folder else None
    if arrays is not None:
        with contextlib.suppress(KeyError, TypeError):  # a file of an older make
            return _basis(arrays)
    found = learn_basis(figures)
    if (
        folder and store_version(folder) == figures.version
    ):  # not when another store has taken its place since
        with contextlib.suppress(OSError):
            keep_basis(figures, found, folder)
    return found


def keep_basis(figures: Figures, found: Basis, folder: Path) -> None:
    write_arrays(figures, folder, _arrays(found))


def limits_of_gaps(limits: np.ndarray | None, indicators: Sequence[Indicator]) -> np.ndarray | None:
    """The limits [M, 2] of these indicators, where no gap between two percentages is over 100."""
    if limits is None:
        return None
    shares = np.array([i.is_gap and i.per != "points" for i in indicators])[:, None]
    return np.where(shares, np.clip(limits, -100, 100), limits)


def gap_pairs(figures: Figures) -> list[tuple[int, int, int]]:
    """Positions of each gap that we work out ourselves, its group of concern and its reference group."""
    index = figures.index
    return [
        (m, index[i.concern], index[i.reference])
        for m, i in enumerate(figures.indicators)
        if i.concern and i.reference
    ]


def total_parts(figures: Figures) -> list[tuple[int, tuple[int, ...]]]:
    """Positions of each total and of its parts, where all of them are carried."""
    index = figures.index
    return [
        (index[t.total], tuple(index[p] for p in t.parts))
        for t in totals()
        if all(name in index for name in (t.total, *t.parts))
    ]


def _arrays(found: Basis) -> dict[str, np.ndarray]:
    settled = {f.name: getattr(found.settled, f.name) for f in fields(Settled)}
    settled |= {name: getattr(found, field) for name, field in _WIDTHS.items()}
    settled |= {name: getattr(found, name) for name in _EXTRA}
    small = {name: np.asarray(x).astype(_COUNTS.get(name, np.float32)) for name, x in settled.items()}
    return {"kinds": np.array(found.kinds), **small}


def _basis(arrays: dict[str, np.ndarray]) -> Basis:
    """Figures come back as float64, so that the arithmetic on them is exact enough."""
    names = [f.name for f in fields(Settled)]
    wide = {
        name: arrays[name].astype(int if name in _COUNTS else float) for name in (*names, *_WIDTHS, *_EXTRA)
    }
    return Basis(
        kinds=tuple(arrays["kinds"].tolist()),
        settled=Settled(**{name: wide[name] for name in names}),
        **{field: wide[name] for name, field in _WIDTHS.items()},
        **{name: wide[name] for name in _EXTRA},
    )
