"""One curve as picture and table."""

from collections.abc import Mapping

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.charts.curve import full_spec
from c4eo_core.charts.curve_data import EVERYBODY, curve_rows
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables.curve import curve_csv, curve_xlsx
from pages.cached.curves import curve_for, forecast_for
from pages.downloads.maker import NEIGHBOURS, Maker, desk_of, slug

CurveAsked = tuple[Curve, tuple[str, ...], bool, Forecast | None]


def _curve(words: Mapping[str, str]) -> tuple[CurveAsked, str]:
    desk = desk_of(words)
    area, indicator = (
        desk.figures.areas.find(words.get("area", "")),
        desk.figures.find(words.get("indicator", "")),
    )
    shown = tuple(w for w in words.get("with", ".".join(EVERYBODY)).split(".") if w in EVERYBODY)
    parts = words.get("both") == "on"
    ahead = forecast_for(area.code, indicator.id) if "ahead" in shown and not parts else None
    return (
        curve_for(area.code, indicator.id, words.get(NEIGHBOURS)),
        shown,
        parts,
        ahead,
    ), f"{indicator.id}-{slug(area.name)}"


def _curve_spec(asked: CurveAsked) -> dict:
    curve, shown, parts, ahead = asked
    return full_spec(curve, curve_rows(curve, shown, parts, forecast=ahead, alone=True))


MAKERS = {
    "curve": Maker(
        _curve,
        {
            "png": lambda asked: chart_png(_curve_spec(asked)),
            "svg": lambda asked: chart_svg(_curve_spec(asked)),
            "csv": lambda asked: curve_csv(asked[0], asked[3]),
            "xlsx": lambda asked: curve_xlsx(asked[0], asked[3]),
        },
    ),
}
