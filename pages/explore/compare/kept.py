"""What the compare page shows, built once for everybody who makes the same choice."""

from functools import lru_cache

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.compare import (
    Profile,
    Scatter,
    SeveralAreas,
    nearest_of,
    profile_of,
    scatter_of,
    several_of,
)
from c4eo_core.answers.standing.compare_words import profile_words
from c4eo_core.answers.standing.indicator_sets import IndicatorSet, indicator_sets
from c4eo_core.charts.scatter import scatter_rows
from c4eo_core.charts.several import several_rows
from c4eo_core.charts.theme import Look, Size
from c4eo_core.reports.html.comparisons import profile_table, scatter_table, several_table, spine_key
from pages.cached.chart_tables import kept_tables, table_of
from pages.session import link, neighbours_in_use

_KEPT = 500


def one_of(label: str, name: str, options: dict[str, str], default: str) -> str:
    return link.select(st.selectbox, label, name, options, default)


def some_of(label: str, name: str, options: dict[str, str], most: int, placeholder: str) -> list[str]:
    return link.select_several(
        st.multiselect, label, name, options, at_most=most, max_selections=most, placeholder=placeholder
    )


@lru_cache(maxsize=2)
def sets(_version: str) -> dict[str, IndicatorSet]:
    return indicator_sets(prepared_desk().figures)


@lru_cache(maxsize=_KEPT)
def profile(version: str, area: str, title: str, ids: tuple[str, ...], groups: tuple[str, ...]) -> Profile:
    desk = neighbours_in_use.desk_at(version)
    return profile_of(desk, desk.figures.areas.by_code(area), title, ids, groups)


@lru_cache(maxsize=_KEPT)
def profile_html(
    version: str, area: str, title: str, ids: tuple[str, ...], groups: tuple[str, ...], look: Look
) -> Markup:
    answer = profile(version, area, title, ids, groups)
    return spine_key(look) + profile_table(
        answer, look, f"{answer.area.name}. {title}. {profile_words(answer)}"
    )


@lru_cache(maxsize=_KEPT)
def several(version: str, areas: tuple[str, ...], indicator: str) -> SeveralAreas:
    desk = neighbours_in_use.desk_at(version)
    return several_of(desk, tuple(desk.figures.areas.by_code(a) for a in areas), desk.figures.find(indicator))


@kept_tables(maxsize=_KEPT)
def several_data(
    version: str, areas: tuple[str, ...], indicator: str, with_england: bool, size: Size
) -> pa.Table:
    return table_of(several_rows(several(version, areas, indicator), with_england, size))


@lru_cache(maxsize=_KEPT)
def several_html(version: str, areas: tuple[str, ...], indicator: str, with_england: bool) -> Markup:
    return several_table(several(version, areas, indicator), with_england)


@lru_cache(maxsize=_KEPT)
def scatter(version: str, area: str, x: str, y: str) -> Scatter:
    desk = neighbours_in_use.desk_at(version)
    return scatter_of(desk, desk.figures.areas.by_code(area), desk.figures.find(x), desk.figures.find(y))


@kept_tables(maxsize=_KEPT)
def scatter_data(version: str, area: str, x: str, y: str, shown: tuple[str, ...], size: Size) -> pa.Table:
    return table_of(scatter_rows(scatter(version, area, x, y), shown, size))


@lru_cache(maxsize=_KEPT)
def scatter_html(version: str, area: str, x: str, y: str) -> Markup:
    return scatter_table(scatter(version, area, x, y))


def together(area: str, others: list[str], most: int) -> tuple[str, ...]:
    """The area in focus, then those chosen, or its nearest neighbours when none are."""
    figures = neighbours_in_use.desk_at(neighbours_in_use.version()).figures
    chosen = others or [a.code for a in nearest_of(figures, figures.areas.by_code(area))]
    return tuple(dict.fromkeys((area, *chosen)))[:most]
