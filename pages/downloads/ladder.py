"""The ladder of gaps as files."""

from collections.abc import Mapping

from c4eo_core.answers.standing.ladder import LadderAnswer, ladder_of
from c4eo_core.answers.standing.ladder_tables import COLUMNS, records
from c4eo_core.catalogue.choices import ladders
from c4eo_core.charts.ladder import full_spec, ladder_rows
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables.curve import records_csv
from c4eo_core.store.figures import UnknownIndicator
from pages.downloads.maker import Maker, desk_of, slug


def _asked(words: Mapping[str, str]) -> tuple[tuple[LadderAnswer, tuple[str, ...]], str]:
    desk, wanted = desk_of(words), words.get("ladder", "")
    if wanted not in {entry.id for entry in ladders()}:
        raise UnknownIndicator(
            f"'{wanted}' is not a ladder we have; the ladders are"
            f" {', '.join(entry.id for entry in ladders())}."
        )
    area = desk.figures.areas.find(words.get("area", ""))
    shown = tuple(
        w for w in words.get("with", "neighbours.england").split(".") if w in ("neighbours", "england")
    )
    return (
        ladder_of(desk, area, wanted),
        shown,
    ), f"ladder-{wanted.replace('_', '-')}-{slug(area.name)}"


def _picture(asked: tuple[LadderAnswer, tuple[str, ...]]) -> dict:
    answer, shown = asked
    return full_spec(answer, ladder_rows(answer, shown))


MAKERS = {
    "ladder": Maker(
        _asked,
        {
            "png": lambda asked: chart_png(_picture(asked)),
            "svg": lambda asked: chart_svg(_picture(asked)),
            "csv": lambda asked: records_csv(records(asked[0]), COLUMNS),
        },
    )
}
