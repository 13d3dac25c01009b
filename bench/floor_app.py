"""The floor: a bare Streamlit page with the very charts of one of our pages, small ones too, all prepared,
and nothing else.

Every chart's specification and data, and every small curve's picture, are made before the first visitor
comes; a change of
authority only picks another table.
"""

import os

import pyarrow as pa
import streamlit as st

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import NoForecast
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.standing.journey import leg_of
from c4eo_core.answers.standing.ladder import ladder_of
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.catalogue.choices import journey
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.journey import height_of as journey_height
from c4eo_core.charts.journey import journey_rows, journey_spec
from c4eo_core.charts.ladder import height_of as ladder_height
from c4eo_core.charts.ladder import ladder_rows, ladder_spec
from c4eo_core.charts.spark import HEIGHT, WIDTH, spark_marks
from c4eo_core.charts.theme import LIGHT
from c4eo_core.maps.coverage_map import coverage_spec
from c4eo_core.maps.coverage_rows import coverage_rows

CHARTS = os.environ.get("BENCH_CHARTS", "curve").split()
CURVE = "eyfs-gld"
# The priority whose headline rows have the small curves; none on a page without them.
ROWS = os.environ.get("BENCH_ROWS", "")


def curve_chart(desk, area):
    curve = curve_of(desk, area, desk.figures.find(CURVE))
    try:
        forecast = forecast_of(desk, area, curve.indicator)
    except NoForecast:
        forecast = None
    return curve_spec(curve.indicator.year_type), pa.Table.from_pylist(
        _even(curve_rows(curve, forecast=forecast))
    )


def ladder_chart(desk, area):
    answer = ladder_of(desk, area, "free_meals")
    return ladder_spec(ladder_height(answer)), pa.Table.from_pylist(_even(ladder_rows(answer)))


def journey_chart(desk, area):
    leg = leg_of(desk, area, next(m for m in journey().moves if m.id == "year_7"))
    return journey_spec(journey_height(leg)), pa.Table.from_pylist(_even(journey_rows(leg)))


def coverage_map(desk, area):
    ground = prepared_coverage_data()
    rows = coverage_rows(coverage_of(desk, ground, area, question_of(ground.book.find("out-of-school"))))
    return coverage_spec(choosing=False), pa.Table.from_pylist(_even(rows))


def _even(rows: list[dict]) -> list[dict]:
    """Every row with every column: a table's columns are those of its first row."""
    columns = sorted({k for row in rows for k in row})
    return [{c: row.get(c) for c in columns} for row in rows]


def small_curves(desk, area) -> list[str]:
    """The pictures of the headline rows."""
    box = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH}'
        f' {HEIGHT}">'
    )
    return (
        [f"{box}{spark_marks(curve, LIGHT)}</svg>" for curve in overview_of(desk, area, ROWS).curves]
        if ROWS
        else []
    )


MAKERS = {"curve": curve_chart, "ladder": ladder_chart, "journey": journey_chart, "coverage": coverage_map}


@st.cache_resource
def prepared() -> dict[str, tuple[list[str], list[tuple[dict, pa.Table]]]]:
    desk = prepared_desk()
    return {
        a.code: (small_curves(desk, a), [MAKERS[c](desk, a) for c in CHARTS])
        for a in desk.figures.areas.authorities
    }


st.set_page_config(layout="wide")
charts = prepared()
names = {a.code: a.name for a in prepared_desk().figures.areas.authorities}
code = st.selectbox("Local authority", list(names), format_func=names.get)
small, large = charts[code]
for picture in small:
    st.image(picture, width=WIDTH)
for n, (spec, table) in enumerate(large):
    st.vega_lite_chart(table, spec, theme=None, width="stretch", key=f"chart{n}", alt="A chart")
