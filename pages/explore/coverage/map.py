"""The map of one authority: a chart that works on any machine, and one to move and zoom for those with a
graphics card.
"""

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion
from c4eo_core.answers.coverage.siting import Siting, SitingQuestion
from c4eo_core.maps import deck
from c4eo_core.maps.coverage_key import coverage_key, dots_words
from c4eo_core.maps.coverage_map import PICKED, coverage_height, coverage_spec
from c4eo_core.maps.coverage_rows import (
    COLOURS,
    LAYERS,
    NUMBERS,
    REACH,
    USUAL_LAYERS,
    WORDS,
    coverage_rows,
    frame_for,
)
from c4eo_core.model.markup import markup
from c4eo_core.model.refused import answered
from c4eo_core.reports.html.coverage import key, point_card
from c4eo_core.reports.html.coverage_places import all_tables, ward_table
from pages.cached import coverage
from pages.cached.chart_tables import columns, kept_tables, table_of
from pages.downloads.map_layers import address
from pages.session import link, screen
from pages.session.labels import label_of

SCHEMA = columns(WORDS, NUMBERS)
_ALT = (
    "Map of one authority: children, services and who is in reach. The sentences above say what it shows; the"
    " tables have it all."
)


def section(c: Coverage, siting: Siting | None) -> None:
    paint, layers, moving = _choices()
    if moving:
        _deck(c, paint, layers, siting)
    else:
        _chart(c, paint, layers, siting)
    screen.html(key(coverage_key(c, paint, layers, siting), screen.look(), dots_words(c, paint)))
    everything(c)


def _choices() -> tuple[str, tuple[str, ...], bool]:
    paint_key, layers_key = (
        link.choice("paint", list(COLOURS), REACH),
        link.choices("layers", list(LAYERS), USUAL_LAYERS),
    )
    move_key = link.flag("zoom")
    with st.container(horizontal=True, vertical_alignment="bottom", key="coverage-map"):
        st.segmented_control(
            "Dots show",
            list(COLOURS),
            format_func=label_of(COLOURS),
            key=paint_key,
            required=True,
            persist_state="session",
            wrap=True,
        )
        st.pills(
            "Also on the map",
            list(LAYERS),
            format_func=label_of(LAYERS),
            key=layers_key,
            selection_mode="multi",
            persist_state="session",
        )
        st.toggle(
            "Move and zoom",
            key=move_key,
            persist_state="session",
            help="Needs a graphics card; without one the map stays empty.",
        )
    paint, layers, moving = (
        st.session_state[paint_key],
        tuple(st.session_state[layers_key]),
        st.session_state[move_key],
    )
    link.write("paint", paint, REACH)
    link.write("layers", list(layers), list(USUAL_LAYERS))
    link.write("zoom", "on" if moving else "off", "off")
    return paint, layers, moving


@kept_tables(maxsize=40)
def _kept_rows(
    _version: str,
    area: str,
    asked: CoverageQuestion,
    paint: str,
    layers: tuple[str, ...],
    question: SitingQuestion | None,
) -> pa.Table:
    return _rows(
        answered(coverage.answer_to(area, asked)),
        paint,
        layers,
        answered(coverage.siting_to(area, question)) if question else None,
    )


def _rows(c: Coverage, paint: str, layers: tuple[str, ...], siting: Siting | None) -> pa.Table:
    return table_of(coverage_rows(c, paint, layers, siting), SCHEMA)


def rows_of(c: Coverage, paint: str, layers: tuple[str, ...], siting: Siting | None = None) -> pa.Table:
    """As the table Streamlit sends; what rests on a trust's own list is made anew."""
    private = c.asked.own or (siting and siting.question.candidates is not None)
    if private:
        return _rows(c, paint, layers, siting)
    return _kept_rows(
        coverage.version(), c.area.code, c.asked, paint, layers, siting.question if siting else None
    )


def _chart(c: Coverage, paint: str, layers: tuple[str, ...], siting: Siting | None) -> None:
    event = st.vega_lite_chart(
        rows_of(c, paint, layers, siting),
        coverage_spec(screen.look(), screen.size()),
        theme=None,
        width="stretch",
        key="coverage-chart",
        alt=_ALT,
        on_select="rerun",
        selection_mode=list(PICKED),
    )
    picked = next((found[0]["id"] for name in PICKED if (found := event["selection"].get(name))), None)
    card = point_card(c, picked) if picked else None
    if card:
        screen.html(card)


def _deck(c: Coverage, paint: str, layers: tuple[str, ...], siting: Siting | None) -> None:
    look, area, height = screen.look(), c.area.code, coverage_height(screen.size())
    words = coverage.words_of(c.asked) | {"look": look.name}
    own = bool(c.asked.own)
    services = deck.service_data(c, look) if own else address("services.json", area, **words)
    drawn = deck.land(look, area, address("outline.geojson", area))
    if "reach" in layers and c.listed:
        wide = 0.0 if c.asked.one_distance or not c.country else c.asked.rural_km * 1000 / c.asked.detour
        near = c.asked.urban_km * 1000 / c.asked.detour if c.town or not wide else 0.0
        drawn[1:1] = deck.discs(services, look, wide, near)
    drawn.append(
        deck.dots(deck.dot_data(c, paint, look) if own else address("dots.json", area, **words, paint=paint))
    )
    if "schools" in layers and c.schools.rows:
        drawn.append(
            deck.crosses(deck.school_data(c) if own else address("schools.json", area, **words), look)
        )
    if "services" in layers:
        drawn.append(deck.services(services, look))
    if siting and siting.chosen:
        drawn += deck.numbers(_chosen(siting), look)
    st.pydeck_chart(
        deck.deck(drawn, deck.view_of(frame_for(c), height), look, height),
        height=height,
        key=f"coverage-deck-{area}",
    )
    screen.html(
        Markup(
            '<p class="note">Drag to move, turn the wheel or pinch to zoom, point at a mark to read it.</p>'
        )
    )


def _chosen(siting: Siting) -> list[dict]:
    return [
        {
            "p": [c.site.lon, c.site.lat],
            "m": str(n),
            "t": c.site.name,
            "h": f"{c.children:,} children newly in reach",
        }
        for n, c in enumerate(siting.chosen, start=1)
    ]


def everything(c: Coverage) -> None:
    """All the map shows as tables, for who cannot see it or point at it; built when opened, for they are
    long.
    """
    with st.expander("Everything on the map as tables", key="coverage-tables", on_change="rerun") as panel:
        if panel.open:
            wards = [p.name for p in c.places] or sorted(set(c.points.ward))
            ward = st.selectbox(
                "Every dot of a ward",
                wards,
                index=None,
                placeholder="Type its name",
                key=f"ward_{c.area.code}",
                width=420,
            )
            screen.html((_ward(c, ward) if ward else Markup()) + all_tables(c))


def _ward(c: Coverage, ward: str) -> Markup:
    place = next((p for p in c.places if p.name == ward), None)
    lead = markup("<p><strong>{ward}</strong>", ward=ward) + (
        markup(
            ": {out_of_reach:,} of {children:,} children out of reach.</p>",
            out_of_reach=place.out_of_reach,
            children=place.children,
        )
        if place
        else Markup("</p>")
    )
    return lead + ward_table(c, ward)
