"""One authority on many indicators, each beside England on a scale of its own."""

import streamlit as st

from c4eo_core.answers.standing.compare import MOST_INDICATORS
from c4eo_core.answers.standing.compare_words import (
    profile_words,
)
from c4eo_core.answers.standing.indicator_sets import OWN_SET
from c4eo_core.model.markup import markup
from c4eo_core.store.figures import Figures
from pages.downloads.comparisons import parted
from pages.downloads.maker import take_away_html
from pages.explore.compare import kept as compare_kept
from pages.session import link, neighbours_in_use, screen

PROFILE_NOTE = (
    "Each row has its own scale, with England in the middle, so lengths cannot be compared between rows. "
    "Better or worse is said only where the difference is more than the usual year-to-year scatter."
)


def profile(figures: Figures, version: str) -> None:
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
                {i.id: i.short for i in figures.indicators},
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
