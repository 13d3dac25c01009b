"""Which trends of one table still stand when all its rows are read together.

One row in twenty is "very likely" by chance; among many rows some are bound to be. Source: methods, "Recent
trend": Benjamini and Hochberg's rule at one false discovery in ten.
"""

import math
from collections.abc import Iterable

import numpy as np

from c4eo_core.answers.standing.progress import Progress
from c4eo_core.indicators.recent_trend import standing_together

HOLDS = "holds among all rows"
CAPTION = f"Of the rows marked “{HOLDS}” at most about 1 in 10 is chance."
STAR = "*"  # where a table has no room for the words
STAR_CAPTION = f"{STAR} {HOLDS.capitalize()}: at most about 1 in 10 of these is chance."


def holding(rows: Iterable[Progress]) -> frozenset[str]:
    """Ids of the indicators whose "very likely" holds. rows: all of one table; one row is read alone."""
    listed = [p for p in rows if p.trend.side is not None]
    if len(listed) < 2:
        return frozenset()
    chances = np.array([math.nan if p.trend.own_p is None else p.trend.own_p for p in listed])
    stands = standing_together(chances)
    return frozenset(
        p.indicator.id for p, ok in zip(listed, stands, strict=True) if ok and abs(p.trend.side or 0) == 2
    )


def holds_words(p: Progress, held: frozenset[str]) -> str:
    """'' for a row that is not marked."""
    return HOLDS if p.indicator.id in held else ""


def caption_words(rows: Iterable[Progress], caption: str = CAPTION) -> str:
    """What the mark means, under a table in which something is very likely; '' under any other."""
    known = [p.trend.side for p in rows if p.trend.side is not None]
    return caption if len(known) > 1 and any(abs(side) == 2 for side in known) else ""
