"""Several authorities on one indicator."""

import streamlit as st

from c4eo_core.answers.standing.all_areas import has_benchmark
from c4eo_core.answers.standing.compare import MOST_AREAS
from c4eo_core.answers.standing.compare_words import (
    absent_words,
    several_alt,
)
from c4eo_core.answers.standing.words import better_words, source_words
from c4eo_core.charts.several import scale_words, several_spec
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details
from c4eo_core.store.figures import Figures
from pages.downloads.maker import take_away_html
from pages.explore.compare import kept as compare_kept
from pages.session import link, screen


def several(figures: Figures, version: str) -> None:
    titles = {i.id: i.short for i in figures.indicators}
    names = {a.code: a.name for a in figures.areas.authorities}
    indicator = compare_kept.one_of(
        "Indicator",
        "indicator",
        titles,
        next(iter(compare_kept.sets(figures.version)["headlines"].indicators)),
    )
    others = compare_kept.some_of(
        "Other places", "places", names, MOST_AREAS - 1, "The three nearest neighbours (choose others here)"
    )
    places = compare_kept.together(link.area_code(), others, MOST_AREAS)
    with_england = "england" in link.compared() and has_benchmark(figures.find(indicator))
    answer = compare_kept.several(version, places, indicator)
    data = compare_kept.several_data(version, places, indicator, with_england, screen.size())
    i = answer.indicator
    reading = (
        f"{i.unit_words[:1].upper() + i.unit_words[1:]}. {better_words(i)}"
        f" {scale_words(answer, with_england)}"
    )
    screen.html(markup('<h3>{title}</h3><p class="note">{reading}</p>', title=i.title, reading=reading))
    if data.num_rows:
        spec = several_spec(i.year_type, screen.look(), screen.size())
        st.vega_lite_chart(data, spec, theme=None, width="stretch", key="several", alt=several_alt(answer))
    else:
        st.info("None of these places has a figure for this indicator.")
    table = details(
        "The same figures as a table", compare_kept.several_html(version, places, indicator, with_england)
    )
    words = {"indicator": indicator, "places": ".".join(places)}
    files = take_away_html("several", words, f"{several_alt(answer)} {source_words(i)}")
    screen.html(
        markup(
            '<p class="note">{absent_words}</p>{table}{files}<p class="note">{source_words}</p>',
            absent_words=absent_words(answer) or "",
            table=table,
            files=files,
            source_words=source_words(i),
        )
    )
