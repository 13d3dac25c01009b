"""One indicator over all councils, for everybody: who has which figure, England over time, who has none."""

from dataclasses import dataclass

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.all_areas import AllAreas, AreaRow, all_areas_of, in_order
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.period import Period

ORDERS = {"rank": "Best first", "name": "By name", "value": "Highest first", "region": "By region"}
MOST_PLACES = 6
MOST_MOVED = 5
_VERY_LIKELY = 2


@dataclass(frozen=True)
class Moved:
    """A council whose level very likely changed. by: how far, in the indicator's unit (for a gap, of its
    size); better: for the better, None where nothing is judged.
    """

    area: Area
    since: Period
    by: float
    better: bool | None


@dataclass(frozen=True)
class Everywhere:
    """rows: the councils in the order asked for; england: each period with its value or why there is none;
    moved: the few that moved most each way, for the better (or up) first; small: codes of councils where few
    children stand behind the newest figure.
    """

    indicator: Indicator
    answer: AllAreas
    order: str
    rows: tuple[AreaRow, ...]
    england: tuple[tuple[Period, float | None, Note | None], ...]
    moved: tuple[Moved, ...]
    small: frozenset[str]


@dataclass(frozen=True)
class Together:
    """A few places on one indicator. cells: a row a place, a column a period."""

    indicator: Indicator
    places: tuple[Area, ...]
    periods: tuple[Period, ...]
    cells: tuple[tuple[tuple[float | None, Note | None], ...], ...]


def everywhere(desk: Desk, indicator: Indicator, order: str = "rank") -> Everywhere:
    answer = all_areas_of(desk, desk.figures.areas.authorities[0], indicator)
    order = order if order in ORDERS else "rank"
    return Everywhere(
        indicator=indicator,
        answer=answer,
        order=order,
        rows=in_order(answer, order),
        england=tuple(desk.figures.cells(indicator, desk.figures.areas.england)),
        moved=_moved_most(desk, indicator),
        small=_small(desk, indicator),
    )


def _moved_most(desk: Desk, indicator: Indicator) -> tuple[Moved, ...]:
    """Very likely changes only, and none of a council where one child can move the figure."""
    m, trend, figures = desk.figures.index[indicator.id], desk.trend, desk.figures
    small = _small(desk, indicator)
    found = []
    for a, area in enumerate(figures.areas.authorities):
        side, by, anchor = int(trend.side[m, a]), float(trend.moved[m, a]), int(trend.anchor[m, a])
        since = figures.periods_by_end[m].get(int(figures.end_years[anchor])) if anchor >= 0 else None
        if abs(side) == _VERY_LIKELY and by == by and since and area.code not in small:
            found.append((side, Moved(area, since, by, side > 0 if indicator.judged else None)))
    ways = [sorted((row for s, row in found if s == side), key=lambda r: -abs(r.by)) for side in (2, -2)]
    return tuple(row for way in ways for row in way[:MOST_MOVED])


def _small(desk: Desk, indicator: Indicator) -> frozenset[str]:
    flags = desk.small[desk.figures.index[indicator.id]]
    return frozenset(a.code for a, few in zip(desk.figures.areas.authorities, flags, strict=False) if few)


def together(desk: Desk, places: tuple[Area, ...], indicator: Indicator) -> Together:
    """places: at most MOST_PLACES are taken, each once."""
    chosen = tuple(dict.fromkeys(places))[:MOST_PLACES]
    rows = [desk.figures.cells(indicator, place) for place in chosen]
    return Together(
        indicator=indicator,
        places=chosen,
        periods=indicator.periods,
        cells=tuple(tuple((value, note) for _, value, note in row) for row in rows),
    )
