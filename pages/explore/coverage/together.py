"""Several services at once, below the map of one: which children have none of them near."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.coverage.distances import NotCovered, prepared_coverage_data
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.answers.coverage.together import Together, together_of
from c4eo_core.catalogue.services import AGE_GROUPS
from c4eo_core.reports.html.pieces import listing, table
from pages.explore.coverage import question
from pages.session import link, screen

_USUAL = ("library", "out-of-school", "family-hub")


def section(area: str, ages: str) -> None:
    """Each service within its own usual distance; the trust's own lists count when they are on the screen."""
    types = prepared_coverage_data().book.types
    with st.expander(
        "Several services at once: who has none of them", key="together", on_change="rerun"
    ) as part:
        if not part.open:
            return
        names = {id: service.title for id, service in types.items()}
        several = link.select_several(
            st.multiselect, "Services", "several", names, list(_USUAL), at_most=6, max_selections=6
        )
        chosen = tuple(several)
        ground = prepared_coverage_data()
        asked = tuple(question.with_own(question_of(types[s], None, ages), area) for s in chosen)
        try:
            found = together_of(ground, ground.areas.by_code(area), asked)
        except NotCovered as error:
            st.info(str(error))
            return
        screen.html(_shown(found))


def _shown(found: Together) -> Markup:
    rows = [
        [
            f"{n} of {len(found.services)}" if n else "none",
            f"{children:,}" if children >= 10 else "fewer than 10",
        ]
        for n, children in enumerate(found.by_count)
        if children
    ]
    caption = f"Children {AGE_GROUPS[found.ages]} by how many of these services are near"
    wards = [[name, f"{n:,}"] for name, n in found.wards]
    said = listing(found.words) + table(["Services near", "Children"], rows, caption)
    return said + (
        table(["Ward", "Children with none"], wards, "Where children with none live") if wards else Markup()
    )
