"""Compare: one authority on many indicators, several authorities on one, or two indicators over all
authorities.
"""

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.all_areas import has_benchmark
from c4eo_core.answers.standing.compare import MOST_AREAS, MOST_INDICATORS
from c4eo_core.answers.standing.compare_words import (
    absent_words,
    profile_words,
    relation_words,
    scatter_alt,
    several_alt,
)
from c4eo_core.answers.standing.indicator_sets import OWN_SET
from c4eo_core.answers.standing.words import better_words, source_words
from c4eo_core.charts.scatter import scatter_spec
from c4eo_core.charts.several import scale_words, several_spec
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details
from pages.components import neighbour_choice
from pages.downloads.comparisons import parted
from pages.downloads.maker import take_away_html
from pages.explore.compare import kept as compare_kept
from pages.session import guard, link, neighbours_in_use, screen
from pages.session.labels import label_of

guard.require(guard.WORKING)

VIEWS = {
    "profile": "One place, many indicators",
    "areas": "Several places, one indicator",
    "scatter": "Two indicators, all places",
}
X, Y = "persistent-absence-secondary", "ks4-attainment-8"
PROFILE_NOTE = (
    "Each row has its own scale, with England in the middle, so lengths cannot be compared between rows. "
    "Better or worse is said only where the difference is more than the usual year-to-year scatter."
)
used = neighbour_choice.here()
figures, version = prepared_desk().figures, neighbours_in_use.version()
titles = {i.id: i.short for i in figures.indicators}
names = {a.code: a.name for a in figures.areas.authorities}


def profile() -> None:
    sets = compare_kept.sets(figures.version)
    chosen = compare_kept.one_of(
        "Indicators", "set", {s.id: s.title for s in sets.values()} | {OWN_SET: "My own choice"}, "headlines"
    )
    if chosen in sets:
        title, ids, groups = sets[chosen].title, sets[chosen].indicators, sets[chosen].groups
    else:
        title, groups = "My own choice", ()
        ids = tuple(
            compare_kept.some_of(
                f"Up to {MOST_INDICATORS} indicators",
                "own",
                titles,
                MOST_INDICATORS,
                "Type a word, such as absence",
            )
        )
        if not ids:
            st.info("Choose the indicators to show.")
            return
    answer = compare_kept.profile(version, link.area_code(), title, ids, groups)
    screen.html(compare_kept.profile_html(version, link.area_code(), title, ids, groups, screen.look()))
    words = {
        "area": answer.area.code,
        **({"set": chosen} if chosen in sets else parted(ids)),
        **neighbours_in_use.file_words(),
    }
    files = take_away_html("profile", words, f"{answer.area.name}: {title}. {profile_words(answer)}")
    screen.html(markup('{files}<p class="note">{profile_note}</p>', files=files, profile_note=PROFILE_NOTE))


def several() -> None:
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


def swap() -> None:
    state = st.session_state
    state["link_x"], state["link_y"] = state["link_y"], state["link_x"]


def scatter() -> None:
    across, up, button = st.columns([5, 5, 1.6], vertical_alignment="bottom")
    with across:
        x = compare_kept.one_of("Across", "x", titles, X)
    with up:
        y = compare_kept.one_of("Up", "y", titles, Y)
    button.button("Swap", icon=":material/swap_horiz:", on_click=swap, help="Change over the two axes")
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


neighbour_choice.note(used)
view_key = link.choice("view", list(VIEWS), "profile")
st.segmented_control(
    "What to compare",
    list(VIEWS),
    format_func=label_of(VIEWS),
    key=view_key,
    required=True,
    persist_state="session",
    label_visibility="collapsed",
)
link.write("view", st.session_state[view_key], "profile")
neighbour_choice.section(used)
{"profile": profile, "areas": several, "scatter": scatter}[st.session_state[view_key]]()
