"""Every page there is, with its address. Pages stay registered in every mode; each guards itself."""

from pathlib import Path
from typing import Literal

import streamlit as st

from pages.server.modes import mode
from pages.server.streamlit_internals import StreamlitPage
from pages.session import guard, link, reader

_HOME = "home"
_FOLDER = Path(__file__).resolve().parents[1]

# section, file, title, address, icon
PAGES = (
    ("", "public/headline_curves/page.py", "Headline curves", "headline-curves", ":material/show_chart:"),
    (
        "Priorities",
        "priorities/closing_the_gap.py",
        "Closing the gap",
        "closing-the-gap",
        ":material/compress:",
    ),
    ("Priorities", "priorities/transitions.py", "Transitions", "transitions", ":material/moving:"),
    (
        "Priorities",
        "priorities/family_wellbeing.py",
        "Family wellbeing",
        "family-wellbeing",
        ":material/family_restroom:",
    ),
    ("Explore", "explore/indicator/page.py", "One indicator", "indicator", ":material/search:"),
    ("Explore", "explore/compare/page.py", "Compare", "compare", ":material/compare_arrows:"),
    ("Explore", "explore/coverage/page.py", "Coverage", "coverage", ":material/map:"),
    ("Explore", "explore/school/page.py", "A school's community", "school", ":material/school:"),
    (
        "Workshop",
        "workshop/turning_the_curve/page.py",
        "Turning the curve",
        "turning-the-curve",
        ":material/trending_up:",
    ),
    ("Workshop", "workshop/report_card/page.py", "Report card", "report-card", ":material/fact_check:"),
    ("Workshop", "workshop/what_works/page.py", "What works", "what-works", ":material/lightbulb:"),
    ("Account", "trust/local_data/page.py", "Local data", "local-data", ":material/folder_open:"),
    ("Account", "trust/people/page.py", "People and trusts", "people", ":material/group:"),
    ("About", "public/methods.py", "Methods", "methods", ":material/calculate:"),
    ("About", "public/what_is_new.py", "What is new", "what-is-new", ":material/new_releases:"),
    ("About", "public/about.py", "About", "about", ":material/info:"),
)
_KINDS = {
    "public": guard.PUBLIC,
    "priorities": guard.WORKING,
    "explore": guard.WORKING,
    "workshop": guard.RECORDS,
    "trust": guard.RECORDS,
    "trust/people/page.py": guard.ACCOUNT,
}


def kind_of(file: str) -> str:
    """Whom a page is for, by where it lies."""
    return _KINDS.get(file) or _KINDS[file.split("/")[0]]


def file_of(page: StreamlitPage) -> str:
    """Under pages/; the first page also stands at the addresses of a home page."""
    files = {address: file for _, file, _, address, _ in PAGES}
    return files.get(page.url_path, PAGES[0][1])


def navigation() -> StreamlitPage:
    """Pages that may not be opened are not offered, but stay: a link to one leads through the sign-in."""
    actor = reader.actor()
    sections: dict[str, list[StreamlitPage]] = {}
    if mode() != "personal":
        # The plain pages stand at "/" there. Streamlit needs a page for it all the same: the one it would
        # have been.
        _, file, title, _, icon = PAGES[0]
        sections[""] = [_page(file, title, _HOME, icon, "hidden")]
    for section, file, title, address, icon in PAGES:
        shown = guard.may_open(kind_of(file), actor)
        sections.setdefault(section, []).append(
            _page(file, title, address, icon, "visible" if shown else "hidden")
        )
    return st.navigation(sections, position="hidden" if link.embedded() else "top")


def _page(
    file: str, title: str, address: str, icon: str, visibility: Literal["visible", "hidden"]
) -> StreamlitPage:
    """Kept by the session: made anew at every run, the pages would be looked for on the disk, while every
    other reader waits.
    """
    kept = st.session_state.setdefault("pages", {})
    if (address, visibility) not in kept:
        is_home = address == (PAGES[0][3] if mode() == "personal" else _HOME)
        kept[address, visibility] = st.Page(
            _FOLDER / file,
            title=title,
            icon=icon,
            default=is_home,
            url_path=None if is_home else address,
            visibility=visibility,
        )
    return kept[address, visibility]
