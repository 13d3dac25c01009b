"""How a file was cut into cells, and to have it cut in another way: the sheet, the separator, the row of
headings.
"""

from collections.abc import Callable

import streamlit as st

from c4eo_core.answers.local.brought import Brought
from c4eo_core.answers.local.preview import brought_in
from c4eo_core.model.markup import markup
from c4eo_core.sources.uploads.table import OwnTable, View
from c4eo_core.sources.uploads.text import SEPARATOR_WORDS
from pages.editing.fields import PREFIX
from pages.session import screen
from pages.session.labels import label_of

_KEY = f"{PREFIX}bring:cut:"


def how_it_was_cut(brought: Brought, changed: Callable[[Brought], None]) -> None:
    """changed: what to do with the file, read anew. For tables only."""
    table = brought.layout.file_table if brought.layout else None
    if table is None:
        return
    screen.html(markup('<p class="note">{cut_words}</p>', cut_words=cut_words(table)))
    with (
        st.expander("Read it in another way", icon=":material/table_chart:", key=f"{_KEY}box"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        if len(table.sheets) > 1:
            st.selectbox(
                "Sheet", table.sheets, index=table.sheets.index(table.sheet), key=f"{_KEY}sheet", width=240
            )
        if table.separator is not None:
            signs = list(SEPARATOR_WORDS)
            at = signs.index(table.separator) if table.separator in signs else 0
            st.selectbox(
                "Cells divided by",
                signs,
                index=at,
                format_func=label_of(SEPARATOR_WORDS),
                key=f"{_KEY}separator",
                width=180,
            )
        st.number_input("Headings in row", 1, 200, table.heading_row, 1, key=f"{_KEY}row", width=160)
        st.button("Read it again", key=f"{_KEY}again", on_click=_again, args=(brought, table, changed))


def cut_words(table: OwnTable) -> str:
    """Where the table was found, in a sentence."""
    where = [f"sheet ‘{table.sheet}’"] if table.sheet else []
    where += (
        [f"cells divided by {SEPARATOR_WORDS.get(table.separator, 'another sign')}"]
        if table.separator
        else []
    )
    above = ", ".join(str(n) for n, _ in table.titles[:8])
    rest = f" Above them, not used: row{'s' if len(table.titles) > 1 else ''} {above}." if above else ""
    return f"Read from {', '.join([*where, f'headings in row {table.heading_row}'])}.{rest}"


def _again(brought: Brought, table: OwnTable, changed: Callable[[Brought], None]) -> None:
    state = st.session_state
    row = int(state.get(f"{_KEY}row", table.heading_row))
    sheet, separator = state.get(f"{_KEY}sheet", table.sheet), state.get(f"{_KEY}separator", table.separator)
    same = sheet == table.sheet and separator == table.separator
    view = View(sheet, separator, row if same and row != table.heading_row else None)
    for name in ("sheet", "separator", "row"):
        state.pop(f"{_KEY}{name}", None)
    changed(brought_in(brought.content, brought.file, view))
