"""Which masthead a page has, and the title of its window: both carry the place, so that a print
says what it is.
"""

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.catalogue.choices import priorities
from c4eo_core.reports.html.masthead import PRODUCT, counts_of, finding_words, masthead
from pages.explore.indicator import parts as indicator_parts
from pages.navigation.page_list import kind_of
from pages.public.headline_curves import kept as headline_curves_kept
from pages.session import guard, link, screen


@dataclass(frozen=True)
class Topic:
    """What a page is about and answers. heads: whether the masthead is its main heading."""

    title: str
    asks: str
    heads: bool = True


_PRIORITY = {
    "priorities/closing_the_gap.py": "closing_the_gap",
    "priorities/transitions.py": "transitions",
    "priorities/family_wellbeing.py": "family_wellbeing",
}
_HEADLINES, _INDICATOR = "public/headline_curves/page.py", "explore/indicator/page.py"
_SESSION = "workshop/turning_the_curve/page.py"
_TOPICS = {
    _HEADLINES: Topic("", "How are our children doing? Published figures, council by council"),
    "explore/compare/page.py": Topic("Compare", "How do we compare, and with whom?"),
    "explore/coverage/page.py": Topic("Coverage", "Who can reach what, and who is left out?"),
    "explore/school/page.py": Topic(
        "A school's community", "Who lives around a school, and what can they reach?"
    ),
    "workshop/report_card/page.py": Topic(
        "Report card", "How are we doing, what do services add, what is due?"
    ),
    "trust/local_data/page.py": Topic(
        "Local data", "Our own figures and lists of services, seen by us alone"
    ),
    _SESSION: Topic("Turning the curve", "What will we do together about one curve?", heads=False),
    "workshop/what_works/page.py": Topic(
        "What works", "What is known to help, and at what cost?", heads=False
    ),
}


def topic_of(file: str) -> Topic | None:
    """None for a page that is about no place."""
    if file in _PRIORITY:
        p = priorities()[_PRIORITY[file]]
        return Topic(p.title, p.question)
    if file == _INDICATOR:
        key = link.choice("indicator", list(indicator_parts.options()), indicator_parts.DEFAULT)
        return Topic(
            prepared_desk().figures.find(st.session_state[key]).short, "One indicator in full, over the years"
        )
    return _TOPICS.get(file)


def window_title(file: str, title: str, place: str) -> str:
    """'Durham: Closing the gap – Turning the curve'."""
    topic = topic_of(file)
    if not topic or not place:
        return title if title == PRODUCT else f"{title} – {PRODUCT}"
    if not topic.title or topic.title == PRODUCT:
        return f"{place} – {title if topic.title == PRODUCT else PRODUCT}"
    return f"{place}: {topic.title} – {PRODUCT}"


def show(file: str, area: str) -> None:
    """Nothing inside somebody else's page, on the wall, or where the reader may not come in."""
    on_the_wall = file == _SESSION and link.projector()
    if link.embedded() or on_the_wall or not guard.may_open(kind_of(file)):
        return
    topic = topic_of(file)
    if topic:
        screen.html(_kept(prepared_desk().figures.version, file, area, topic))


@lru_cache(maxsize=1000)
def _kept(version: str, file: str, area: str, topic: Topic) -> Markup:
    place = prepared_desk().figures.areas.by_code(area).name
    if file != _HEADLINES:
        return masthead(place, topic.title, topic.asks, heads=topic.heads)
    curves = [c for p in priorities() for c in headline_curves_kept.overview(version, area, p).curves]
    n = counts_of(curves)
    return masthead(place, topic.title, topic.asks, finding_words(n), n)
