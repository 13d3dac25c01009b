"""The curve: one component on every page, in the report and in the image.

The form of the specification depends only on the look, the size and how the years are written; the area's
figures, the title and the source line are data. So a click changes data, never the chart, and the browser
redraws without rebuilding it.
"""

from functools import lru_cache

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.model.kinds import YearType

_YEAR_LABEL = {
    YearType.ACADEMIC: "(datum.value - 1) + '/' + slice(toString(datum.value), 2)",
    YearType.FINANCIAL: "(datum.value - 1) + '-' + slice(toString(datum.value), 2)",
}


def year_label(year_type: YearType) -> str:
    """The expression by which the chart writes a year as the indicator's periods are written."""
    return _YEAR_LABEL.get(year_type, "toString(datum.value)")


def curve_spec(
    year_type: YearType,
    look: Look = LIGHT,
    size: Size = SCREEN,
    height: int | None = None,
    drawn: tuple[str, ...] = (),
) -> dict:
    """The specification without data, built once for each form; do not change it. drawn: what a workshop drew
    on the curve (roles of WORKSHOP).
    """
    return _form(year_label(year_type), look, size, height or size.height, drawn)


@lru_cache
def _form(label: str, look: Look, size: Size, height: int, drawn: tuple[str, ...]) -> dict:
    from c4eo_core.charts.forms.curve import curve_form  # Altair comes with the first chart

    return curve_form(label, look, size, height, drawn)


def full_spec(
    curve: Curve, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960
) -> dict:
    """The chart as it leaves the app, with its data: title, source, date and licence are inside."""
    return {**curve_spec(curve.indicator.year_type, look, size), "width": width, "data": {"values": rows}}
