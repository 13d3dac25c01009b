"""Would our baselines have been right? The whole method run again on these figures as they stood in past
years.
"""

import time
from dataclasses import dataclass

from c4eo_core.answers.fitted.basis import gap_pairs
from c4eo_core.answers.fitted.inputs import masks_of, neighbour_places
from c4eo_core.projections import Backtest, Score, backtest
from c4eo_core.store.figures import Figures

HOLDOUT = 3
LONGEST_HOLDOUT = 5
FEWEST_OF_ITS_OWN = 100  # figures, for an indicator to be said to have a record of its own
CALIBRATION = {
    "coverage": (
        "Intervals as wide as the other indicators strayed over the same held-out years: the indicator itself"
        " and its twins (correlation over 0.95) are left out. The baselines of today are drawn like this, as"
        " long as no more than half of those years' errors were made over an upheaval."
    ),
    "coverage_as_known_then": (
        "Intervals as wide as the other indicators had strayed in what was known before each origin; nothing"
        " after it is used. relative_wis and reliability are of these intervals."
    ),
}


class HoldoutRefused(ValueError):
    """As many years cannot be held out."""


@dataclass(frozen=True)
class Record:
    """found: the scores; indicators, areas: how many were run; seconds: how long it took; ids: of
    the indicators, in order.
    """

    found: Backtest
    indicators: int
    areas: int
    seconds: float
    ids: tuple[str, ...]


def backtest_of(figures: Figures, holdout: int = HOLDOUT) -> Record:
    """Raises HoldoutRefused unless one to five years are to be held out."""
    if not 1 <= holdout <= LONGEST_HOLDOUT:
        few = "with more, too few years are left to learn from"
        raise HoldoutRefused(f"{holdout} years cannot be held out; give 1 to {LONGEST_HOLDOUT}: {few}.")
    start = time.perf_counter()
    masks = masks_of(figures)
    found = backtest(
        figures.values[:, : figures.authority_count],
        masks.kinds,
        neighbour_places(figures),
        masks.topics,
        holdout,
        masks.skip,
        masks.comparable,
        masks.breaks,
        gap_pairs(figures),
    )
    seconds = time.perf_counter() - start
    ids = tuple(i.id for i in figures.indicators)
    return Record(found, len(ids), figures.authority_count, seconds, ids)


def as_json(record: Record) -> dict:
    """The shape the command line prints. Null where nothing could be compared."""
    found = record.found
    return {
        "indicators": record.indicators,
        "areas": record.areas,
        "seconds": round(record.seconds, 2),
        "calibration": CALIBRATION,
        "horizons": _scores(found.horizons),
        "topics": {topic: _scores(scores) for topic, scores in found.topics.items()},
        "reliability": [
            {"said": _number(b.said), "came": _number(b.came), "values": b.values} for b in found.reliability
        ],
    }


def own_records(record: Record) -> dict[str, dict]:
    """Indicator id → the share inside the 80 % interval a year ahead, as known then, and of how
    many figures.
    """
    return {
        name: {"held_80": round(held / of, 3), "values": of}
        for name, (held, of) in zip(record.ids, record.found.each, strict=True)
        if of >= FEWEST_OF_ITS_OWN
    }


def _scores(scores: dict[int, Score]) -> dict:
    return {str(years): _score(score) for years, score in scores.items()}


def _score(score: Score) -> dict:
    return {
        "relative_mae": _number(score.relative_mae),
        "relative_wis": _number(score.relative_wis),
        "coverage": {str(level): _number(share) for level, share in score.coverage.items()},
        "coverage_as_known_then": {
            str(level): _number(share) for level, share in score.coverage_as_known_then.items()
        },
        "indicators": score.indicators,
        "values": score.values,
    }


def _number(x: float) -> float | None:
    return None if x != x else round(x, 5)
