"""Two indicators over all authorities."""

import streamlit as st

from c4eo_core.answers.standing.compare_words import (
    relation_words,
    scatter_alt,
)
from c4eo_core.answers.standing.words import source_words
from c4eo_core.charts.scatter import scatter_spec
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details
from c4eo_core.store.figures import Figures
from pages.downloads.maker import take_away_html
from pages.explore.compare import kept as compare_kept
from pages.session import link, neighbours_in_use, screen

X, Y = "persistent-absence-secondary", "ks4-attainment-8"


def _swap() -> None:
    state = st.session_state
    state["link_x"], state["link_y"] = state["link_y"], state["link_x"]


def scatter(figures: Figures, version: str) -> None:
    titles = {i.id: i.short for i in figures.indicators}
    across, up, button = st.columns([5, 5, 1.6], vertical_alignment="bottom")
    with across:
        x = compare_kept.one_of("Across", "x", titles, X)
    with up:
        y = compare_kept.one_of("Up", "y", titles, Y)
    button.button("Swap", icon=":material/swap_horiz:", on_click=_swap, help="Change over the two axes")
    area, shown = link.area_code(), tuple(link.compared())
    answer = compare_kept.scatter(version, area, x, y)
    for caution in answer.cautions:
        st.warning(caution, icon=":material/warning:")
    data = compare_kept.scatter_data(version, area, x, y, shown, screen.size())
    if data.num_rows:
        spec = scatter_spec(screen.look(), screen.size())
        st.vega_lite_chart(data, spec, theme=None, width="stretch", key="scatter", alt=scatter_alt(answer))
    table = details("The same figures as a table", compare_kept.scatter_html(version, area, x, y))
    files = take_away_html(
        "scatter", {"area": area, "x": x, "y": y, **neighbours_in_use.file_words()}, scatter_alt(answer)
    )
    sources = f"Across: {source_words(answer.x)} Up: {source_words(answer.y)}"
    key = f"{neighbours_in_use.diamonds()} Square: England. Point at a dot to see which place it is."
    lead = markup(
        '<p class="note">{key}</p><p class="lead">{relation_words}</p>',
        key=key,
        relation_words=relation_words(answer),
    )
    screen.html(
        markup(
            '{lead}{table}{files}<p class="note">{sources}</p>',
            lead=lead,
            table=table,
            files=files,
            sources=sources,
        )
    )
