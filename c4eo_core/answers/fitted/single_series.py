"""What the published figures teach about a series that stands alone: learnt when a store is built, kept
beside it.
"""

import contextlib
import math
from pathlib import Path

import numpy as np

from c4eo_core.answers.fitted.inputs import grades_only, masks_of
from c4eo_core.projections.single_series import Lesson
from c4eo_core.projections.single_series_lessons import Lessons, SingleSeriesScore, learn_single_series
from c4eo_core.store.disk import store_version
from c4eo_core.store.figures import Figures
from c4eo_core.store.single_series import read_lessons, write_lessons

_SHARES = ("coverage", "coverage_as_known_then")
_PLACES = 5  # of what is kept, so that the same figures make the same file


def learn_lessons(figures: Figures) -> Lessons:
    """Several seconds: every published series is drawn again some twenty times."""
    masks = masks_of(figures, grades_only())
    return learn_single_series(
        figures.values[:, : figures.authority_count], masks.kinds, masks.skip, masks.breaks
    )


def kept_lessons(figures: Figures, folder: Path | None) -> Lessons:
    """Read from the store's folder; learnt when it is not there, and then kept if the folder may be written
    to.
    """
    found = read_lessons(figures.version, folder) if folder else None
    if found is not None:
        with contextlib.suppress(KeyError, TypeError, ValueError):  # a file of an older make
            return _lessons(found)
    learnt = _as_json(learn_lessons(figures))
    if folder and store_version(folder) == figures.version:
        with contextlib.suppress(OSError):
            write_lessons(figures.version, learnt, folder)
    return _lessons(learnt)


def keep_lessons(figures: Figures, folder: Path) -> None:
    write_lessons(figures.version, _as_json(learn_lessons(figures)), folder)


def _as_json(lessons: Lessons) -> dict:
    return {
        "kinds": {
            kind: {
                "drift": one.drift,
                "scatter": round(one.scatter, _PLACES),
                "quantiles": np.round(one.quantiles, _PLACES).tolist(),
            }
            for kind, one in lessons.kinds.items()
        },
        "horizons": {str(years): _score_as_json(score) for years, score in lessons.horizons.items()},
        "short": {str(points): _score_as_json(score) for points, score in lessons.short.items()},
    }


def _score_as_json(score: SingleSeriesScore) -> dict:
    shares = {name: {str(level): _number(x) for level, x in getattr(score, name).items()} for name in _SHARES}
    return {
        "relative_mae": _number(score.relative_mae),
        **shares,
        "indicators": score.indicators,
        "values": score.values,
    }


def _number(x: float) -> float | None:
    return None if math.isnan(x) else round(x, _PLACES)


def _lessons(found: dict) -> Lessons:
    kinds = {
        k: Lesson(float(one["drift"]), float(one["scatter"]), np.array(one["quantiles"]))
        for k, one in found["kinds"].items()
    }
    horizons, short = (
        {int(n): _score(score) for n, score in found[part].items()} for part in ("horizons", "short")
    )
    return Lessons(kinds, horizons, short)


def _score(found: dict) -> SingleSeriesScore:
    inside, before = (
        {int(level): math.nan if x is None else x for level, x in found[name].items()} for name in _SHARES
    )
    mae = found["relative_mae"]
    return SingleSeriesScore(
        math.nan if mae is None else mae, inside, before, found["indicators"], found["values"]
    )
