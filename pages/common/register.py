"""Every page there is, with its address. Pages stay registered in every mode; each guards itself."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_FOLDER = Path(__file__).resolve().parents[1]

# section, file, title, address, icon
PAGES = (
    ("", "public/headline_curves.py", "Headline curves", "headline-curves", ":material/show_chart:"),
    ("Priorities", "priorities/closing_the_gap.py", "Closing the gap", "closing-the-gap", ":material/compress:"),
    ("Priorities", "priorities/transitions.py", "Transitions", "transitions", ":material/moving:"),
    ("Priorities", "priorities/family_wellbeing.py", "Family wellbeing", "family-wellbeing", ":material/family_restroom:"),
    ("Explore", "explore/indicator.py", "One indicator", "indicator", ":material/search:"),
    ("Explore", "explore/compare.py", "Compare", "compare", ":material/compare_arrows:"),
    ("About", "public/methods.py", "Methods", "methods", ":material/calculate:"),
    ("About", "public/about.py", "About", "about", ":material/info:"),
)


def navigation() -> StreamlitPage:
    sections: dict[str, list[StreamlitPage]] = {}
    for section, file, title, address, icon in PAGES:
        is_home = address == "headline-curves"
        page = st.Page(_FOLDER / file, title=title, icon=icon, default=is_home, url_path=None if is_home else address)
        sections.setdefault(section, []).append(page)
    return st.navigation(sections, position="top")
