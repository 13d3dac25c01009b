"""Old National Indicators by number or word, and the curves that show the same today."""

import streamlit as st

from c4eo_core.answers.public.old_indicators import find_national, national_number
from c4eo_core.answers.public.view import priority_of
from c4eo_core.catalogue.choices import national_indicators
from c4eo_core.reports.html import public as say
from c4eo_core.store.figures import Figures
from pages.session import link, screen


def _show_curve(indicator: str, figures: Figures) -> None:
    """Called by a button before the page runs again: the choice of priority and curve follows."""
    st.session_state["link_curve"] = indicator
    st.session_state["link_priority"] = priority_of(figures.find(indicator), figures)


def old_indicators(figures: Figures) -> None:
    numbers = [str(n) for old in national_indicators() for n in old.numbers]
    key = link.choice("ni", numbers, "")
    asked = st.text_input(
        "Type its number, or a word", key=key, placeholder="NI 92, or exclusions", max_chars=60, width=340
    )
    link.write("ni", number if (number := str(national_number(asked))) in numbers else "", "")
    if not asked:
        return
    found = find_national(asked, figures)
    if not found:
        screen.html(say.national((), asked))
    for old in found:
        screen.html(say.national([old], asked))
        with st.container(horizontal=True):
            for i in old.now:
                st.button(
                    f"Curve: {i.short}",
                    key=f"{old.indicator.ni}-{i.id}",
                    help=i.title,
                    on_click=_show_curve,
                    args=(i.id, figures),
                )
        if any(i.id == st.session_state["link_curve"] for i in old.now):
            st.markdown("This curve is now shown above: [go to it](#curve).")
