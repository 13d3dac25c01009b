"""The floor: a bare Streamlit page with the very charts of one of our pages, all prepared, and nothing else.

Every chart's specification and data are made before the first visitor comes; a change of authority only picks another table.
"""

import os

import pyarrow as pa
import streamlit as st

from c4eo_core.answers.curve import curve_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecast import NoForecast, forecast_of
from c4eo_core.answers.journey import leg_of
from c4eo_core.answers.ladder import ladder_of
from c4eo_core.catalogue.choices import journey
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.journey import height_of as journey_height
from c4eo_core.charts.journey import journey_rows, journey_spec
from c4eo_core.charts.ladder import height_of as ladder_height
from c4eo_core.charts.ladder import ladder_rows, ladder_spec

CHARTS = os.environ.get("BENCH_CHARTS", "curve").split()
CURVE = "eyfs-gld"


def curve_chart(desk, area):
    curve = curve_of(desk, area, desk.figures.find(CURVE))
    try:
        forecast = forecast_of(desk, area, curve.indicator)
    except NoForecast:
        forecast = None
    return curve_spec(curve.indicator.year_type), pa.Table.from_pylist(_even(curve_rows(curve, forecast=forecast)))


def ladder_chart(desk, area):
    answer = ladder_of(desk, area, "free_meals")
    return ladder_spec(ladder_height(answer)), pa.Table.from_pylist(_even(ladder_rows(answer)))


def journey_chart(desk, area):
    leg = leg_of(desk, area, next(m for m in journey().moves if m.id == "year_7"))
    return journey_spec(journey_height(leg)), pa.Table.from_pylist(_even(journey_rows(leg)))


def _even(rows: list[dict]) -> list[dict]:
    """Every row with every column: a table's columns are those of its first row."""
    columns = sorted({k for row in rows for k in row})
    return [{c: row.get(c) for c in columns} for row in rows]


MAKERS = {"curve": curve_chart, "ladder": ladder_chart, "journey": journey_chart}


@st.cache_resource
def prepared() -> dict[str, list[tuple[dict, pa.Table]]]:
    desk = prepared_desk()
    return {a.code: [MAKERS[c](desk, a) for c in CHARTS] for a in desk.figures.areas.authorities}


st.set_page_config(layout="wide")
charts = prepared()
names = {a.code: a.name for a in prepared_desk().figures.areas.authorities}
code = st.selectbox("Local authority", list(names), format_func=names.get)
for n, (spec, table) in enumerate(charts[code]):
    st.vega_lite_chart(table, spec, theme=None, width="stretch", key=f"chart{n}", alt="A chart")
