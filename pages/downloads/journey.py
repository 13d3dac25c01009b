"""The journey as files."""

from collections.abc import Mapping

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.journey import (
    COLUMNS,
    Leg,
    leg_of,
    records,
)
from c4eo_core.catalogue.choices import journey
from c4eo_core.charts.journey import full_spec, journey_rows
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables.curve import records_csv
from c4eo_core.store.figures import UnknownIndicator
from pages.downloads.maker import Maker, desk_of, slug


def leg_at(desk: Desk, area: str, move: str) -> Leg:
    return leg_of(desk, desk.figures.areas.by_code(area), next(m for m in journey().moves if m.id == move))


def _asked(words: Mapping[str, str]) -> tuple[tuple[Leg, tuple[str, ...]], str]:
    wanted, known = words.get("move", ""), [m.id for m in journey().moves]
    if wanted not in known:
        raise UnknownIndicator(f"'{wanted}' is not a move we have; the moves are {', '.join(known)}.")
    desk = desk_of(words)
    area = desk.figures.areas.find(words.get("area", ""))
    shown = tuple(
        w for w in words.get("with", "neighbours.england").split(".") if w in ("neighbours", "england")
    )
    return (
        leg_at(desk, area.code, wanted),
        shown,
    ), f"journey-{wanted.replace('_', '-')}-{slug(area.name)}"


def _picture(asked: tuple[Leg, tuple[str, ...]]) -> dict:
    return full_spec(asked[0], journey_rows(*asked))


MAKERS = {
    "journey": Maker(
        _asked,
        {
            "png": lambda asked: chart_png(_picture(asked)),
            "svg": lambda asked: chart_svg(_picture(asked)),
            "csv": lambda asked: records_csv(records(asked[0]), COLUMNS),
        },
    )
}
