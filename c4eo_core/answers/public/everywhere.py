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


@dataclass(frozen=True)
class Everywhere:
    """rows: the councils in the order asked for; england: each period with its value or why there is none."""

    indicator: Indicator
    answer: AllAreas
    order: str
    rows: tuple[AreaRow, ...]
    england: tuple[tuple[Period, float | None, Note | None], ...]


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
    )


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
