"""A list that came and is not saved yet: what was read of it, and which column is which, theirs to change."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.coverage_tables import problems_table
from c4eo_core.sources.uploads.service_columns import COLUMN_WORDS
from c4eo_core.sources.uploads.services import ListForm, OwnList
from pages.components.columns_by_hand import columns_by_hand
from pages.editing.fields import PREFIX

_KEY = f"{PREFIX}own-list:cut:"


def columns_editor(found: OwnList, usual: str | None, again: Callable[[ListForm], None]) -> None:
    """again: reads the file once more, as somebody has said. Open while nothing can be used."""
    types = prepared_coverage_data().book.types
    with st.expander(
        "Say which column is which",
        icon=":material/view_column:",
        key=f"{_KEY}box",
        expanded=not found.services,
    ):
        st.selectbox(
            "Kind of service, where a row names none we know",
            list(types),
            index=list(types).index(usual) if usual in types else None,
            format_func=lambda k: types[k].title,
            key=f"{_KEY}usual",
            placeholder="Choose",
        )
        columns_by_hand(
            _KEY,
            found.columns,
            COLUMN_WORDS,
            found.table,
            lambda columns, view: again(ListForm(st.session_state.get(f"{_KEY}usual"), columns, view)),
        )


def report(found: OwnList) -> Markup:
    """How many rows can be used, and every one that cannot, with what to do."""
    used, kinds = len(found.services), sorted({s.type for s in found.services})
    types = prepared_coverage_data().book.types
    titles = ", ".join(
        f"{types[k].title.lower()} {sum(s.type == k for s in found.services):,}" for k in kinds
    )
    rows = "row" if found.rows == 1 else "rows"
    lead = f"{used:,} of {found.rows:,} {rows} can be used{': ' + titles if titles else ''}."
    parts = [
        markup("<p><strong>{lead}</strong></p>", lead=lead),
        problems_table(found.problems, f"Left out: {len(found.problems):,}"),
        problems_table(found.duplicates, f"Looks like a duplicate: {len(found.duplicates):,}"),
        problems_table(found.notes, f"To look at: {len(found.notes):,}"),
    ]
    return Markup().join(parts)
