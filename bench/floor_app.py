"""The floor: a bare Streamlit page with as many prepared charts as a priority page has, and nothing else.

Every chart's specification and data are made before the first visitor comes; a change of authority only picks another table.
"""

import os

import pyarrow as pa
import streamlit as st

from c4eo_core.answers.curve import curve_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.catalogue.choices import priorities
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from pages.common.show import CURVE_SCHEMA

CHARTS = int(os.environ.get("BENCH_CHARTS", "1"))


@st.cache_resource
def prepared() -> dict[str, list[tuple[dict, pa.Table]]]:
    desk = prepared_desk()
    keys = [desk.figures.find(h.key) for p in priorities().values() for h in p.headlines][:CHARTS]
    made = {}
    for area in desk.figures.areas.authorities:
        curves = [curve_of(desk, area, i) for i in keys]
        made[area.code] = [(curve_spec(c.indicator.year_type), pa.Table.from_pylist(curve_rows(c), schema=CURVE_SCHEMA)) for c in curves]
    return made


st.set_page_config(layout="wide")
charts = prepared()
names = {a.code: a.name for a in prepared_desk().figures.areas.authorities}
code = st.selectbox("Local authority", list(names), format_func=names.get)
for n, (spec, table) in enumerate(charts[code]):
    st.vega_lite_chart(table, spec, theme=None, width="stretch", key=f"chart{n}")
