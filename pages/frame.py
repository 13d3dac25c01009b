"""The frame around every page: navigation, and at the top the authority, what it is compared with, and
projector view.
"""

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from pages.editing import trust_on_screen
from pages.navigation import masthead, signed_in_line, which_place
from pages.navigation.page_list import file_of, navigation
from pages.server.modes import mode
from pages.session import last_place, link, neighbours_in_use, place_in_link, reader, screen
from pages.session.labels import label_of

NAME = "Turning the curve"


def name_page(title: str) -> None:
    """The window keeps its title, icon and width until told anew; saying them at every click would cost every
    reader some time.
    """
    if st.session_state.get("named") != title:
        st.set_page_config(
            page_title=title, page_icon=screen.icon(), layout="wide", initial_sidebar_state="collapsed"
        )
        st.session_state["named"] = title


def controls(authorities: dict[str, str], area_key: str, with_key: str, view_key: str) -> None:
    """One quiet row; the keys are those of the widgets in the session."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="frame"):
        st.selectbox(
            "Local authority",
            list(authorities),
            format_func=label_of(authorities),
            key=area_key,
            width=320,
            placeholder="Choose a local authority",
            on_change=place_in_link.chosen,
        )
        st.pills(
            "Compare with",
            list(link.COMPARATORS),
            format_func=label_of(link.COMPARATORS),
            selection_mode="multi",
            key=with_key,
        )
        if mode() != "public":  # for a room with a wall; a reader on a phone has no use for it
            st.toggle("Projector view", key=view_key)


def frame() -> None:
    authorities = {a.code: a.name for a in prepared_desk().figures.areas.authorities}
    if "named" not in st.session_state:
        name_page(
            NAME
            # before the menu: without an icon of ours the browser would ask a font host for the one of the
            # page
        )
    page = navigation()
    file = file_of(page)
    missing = place_in_link.settled()
    area_key = link.choice(
        "area", list(authorities), trust_on_screen.home() or last_place.opens_with() or None
    )
    if missing or st.session_state[area_key] not in authorities:
        st.session_state[area_key] = None
    area = st.session_state[area_key]
    name_page(masthead.window_title(file, page.title, authorities.get(area, "")))
    link.carry("trust")
    with_key = link.choices("with", list(link.COMPARATORS), list(link.COMPARATORS))
    view_key = link.flag("projector")
    screen.style()
    with st.container(key="masthead"):
        signed_in_line.line()
        if area is not None:
            masthead.show(file, area)

    if not link.embedded():
        controls(authorities, area_key, with_key, view_key)

    if st.session_state[area_key] is None:
        which_place.ask(missing)
        return
    last_place.remember(st.session_state[area_key])
    link.write("area", st.session_state[area_key])
    link.write("with", st.session_state[with_key], list(link.COMPARATORS))
    link.write("projector", "on" if st.session_state[view_key] else "off", "off")

    neighbours_in_use.forget()
    page.run()


with reader.one_run():
    frame()
