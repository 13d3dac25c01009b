"""Two ways to read the same figures: ours, and that of the education department's own tool, for reconciling.

What differs: the tool ranks abolished authorities too, takes the newest year a file lists even when nobody
has a value in it, compares years by their first four digits, averages however few neighbours have a value,
keeps binary noise, uses values we withhold, and takes inner or outer London where that part has a value in
the newest year of its file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from c4eo_core.answers.desk import SIGN, Desk
from c4eo_core.indicators.standing import Comparisons, pick, standing
from c4eo_core.model.indicator import Indicator


class Convention(Enum):
    OURS = "ours"
    DFE = "dfe"


@dataclass(frozen=True)
class Reading:
    """values [M, A, T] as this convention reads them; newest, previous [M] columns, -1 for none; region_row
    [M, A] area index or -1.
    """

    values: np.ndarray
    newest: np.ndarray
    previous: np.ndarray
    standing: Comparisons
    region_row: np.ndarray
    indicators: np.ndarray


def read_ours(desk: Desk) -> Reading:
    rows = np.arange(len(desk.newest))
    return Reading(
        values=desk.figures.values,
        newest=desk.newest,
        previous=desk.calendar.before[rows, desk.newest],
        standing=desk.standing,
        region_row=_region_rows(desk, np.isfinite(pick(desk.figures.values, desk.newest))),
        indicators=rows,
    )


def read_dfe(desk: Desk) -> Reading:
    figures = desk.figures
    newest, previous = _by_first_digits(desk)
    return Reading(
        values=figures.published,
        newest=newest,
        previous=previous,
        standing=standing(
            latest=pick(figures.published, newest),
            newest=newest,
            sign=_source_sign(figures.indicators),
            banded=np.array(
                [any(e.quartiles for e in i.listings) or i.quartiles for i in figures.indicators]
            ),
            neighbour_index=figures.neighbour_index,
            peers=len(figures.areas.authorities) + len(figures.areas.abolished),
            exact=True,
        ),
        region_row=_region_rows(desk, np.isfinite(pick(figures.published, _newest_of_file(desk)))),
        indicators=np.array([m for m, i in enumerate(figures.indicators) if i.source_key and not i.beside]),
    )


def _newest_of_file(desk: Desk) -> np.ndarray:
    """[M] the column of the newest year that the tool's own file lists: there a part of London
    counts or not.
    """
    return _by_first_digits(desk)[0]


def _source_sign(indicators: Sequence[Indicator]) -> np.ndarray:
    """[M] which way is better as the source has it, where we judge otherwise."""
    return np.array([SIGN[i.source_polarity or i.polarity] for i in indicators])


def _by_first_digits(desk: Desk) -> tuple[np.ndarray, np.ndarray]:
    newest, previous = [], []
    for indicator in desk.figures.indicators:
        by_year = sorted(
            (p for p in indicator.periods if p.end.year >= indicator.main_from), key=lambda p: p.first_year
        )
        column = desk.figures.column
        newest.append(column[by_year[-1].end.year])
        before = (
            by_year[-2] if len(by_year) > 1 and by_year[-1].first_year - by_year[-2].first_year == 1 else None
        )
        previous.append(column[before.end.year] if before else -1)
    return np.array(newest), np.array(previous)


def _region_rows(desk: Desk, published: np.ndarray) -> np.ndarray:
    """The part of London where `published` [M, A] says it can be used, else the region."""
    areas = desk.figures.areas
    region = np.array([areas.index.get(a.region, -1) if a.region else -1 for a in areas.areas])
    part = np.array([areas.index.get(a.part, -1) if a.part else -1 for a in areas.areas])
    use_part = (part >= 0)[None] & published[:, np.maximum(part, 0)]
    return np.where(use_part, part[None], region[None])
