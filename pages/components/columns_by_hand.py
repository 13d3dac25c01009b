"""Which column of a file is which, and which row holds its headings: as it was read, theirs to change."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from c4eo_core.sources.uploads.table import OwnTable, View
from pages.session.labels import label_of
from pages.session.markdown import plain

Again = Callable[[tuple[tuple[int, str], ...], View | None], None]


def columns_by_hand(
    key: str,
    columns: Sequence[tuple[str, str]],
    words: Mapping[str, str],
    table: OwnTable | None,
    again: Again,
) -> None:
    """key: begins those of the fields, ends with ':'. columns: (heading, role); words: what each role is
    called. again: takes the columns that somebody has changed, or where to look for the headings.
    """
    grid, roles = st.columns(3), list(words)
    for i, (heading, role) in enumerate(columns):
        with grid[i % 3]:
            st.selectbox(
                plain(heading) or f"Column {i + 1}, without a heading",
                roles,
                index=roles.index(role),
                format_func=label_of(words),
                key=f"{key}column:{i}",
            )
    if table is not None:
        st.number_input("Headings in row", 1, 200, table.heading_row, 1, key=f"{key}row", width=160)
    st.button("Read it again", key=f"{key}again", on_click=_again, args=(key, columns, table, again))


def _again(key: str, columns: Sequence[tuple[str, str]], table: OwnTable | None, again: Again) -> None:
    state = st.session_state
    said = tuple((i, state.get(f"{key}column:{i}", role)) for i, (_, role) in enumerate(columns))
    row = state.get(f"{key}row")
    moved = table is not None and row != table.heading_row
    again(
        () if moved else tuple((i, role) for i, role in said if role != columns[i][1]),
        View(heading_row=row) if moved else None,
    )
    forget(key)


def forget(key: str) -> None:
    """So that the next file is shown as it was read."""
    state = st.session_state
    for name in [k for k in state if isinstance(k, str) and k.startswith(key) and k != f"{key}box"]:
        del state[name]
