"""Where the way of counting changed in a local series: said by the trust itself, since no source says it."""

import streamlit as st

from c4eo_core.answers.local.desk import breaks_of
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.session import reader, screen
from pages.session.labels import label_of

_HELP = (
    "A new question, another definition, other children counted: no line is drawn across, and the baseline"
    " rests on what came after."
)


def breaks_editor(item: Item, curve: Curve) -> None:
    breaks = breaks_of(item.body)
    with st.expander(
        "Did the way of counting change?", key=f"{PREFIX}{item.id}:breaks", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        labels = {p.end.year: p.label for p in curve.periods}
        for year, why in breaks:
            _one(item, breaks, year, why, labels.get(year, str(year)))
        screen.html(markup('<p class="note">{help}</p>', help=_HELP))
        if not reader.reads_only():
            _another(
                item, breaks, {y: label for y, label in list(labels.items())[1:] if y not in dict(breaks)}
            )
    fields.told(_place(item))


def _one(item: Item, breaks: tuple[tuple[int, str], ...], year: int, why: str, label: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.html(markup("<p>From <strong>{label}</strong>: {why}</p>", label=label, why=why))
        left = tuple(b for b in breaks if b[0] != year)
        st.button(
            "It did not",
            key=f"{PREFIX}{item.id}:unbreak:{year}",
            type="tertiary",
            on_click=saving.save_when_clicked,
            args=(item, _place(item)),
            kwargs={"breaks": left},
            disabled=reader.reads_only(),
        )


def _another(item: Item, breaks: tuple[tuple[int, str], ...], years: dict[int, str]) -> None:
    if not years:
        return
    mark = f"{PREFIX}{item.id}:break:{item.version}"
    with st.form(f"{mark}:form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "First period counted the new way",
            list(years),
            format_func=label_of(years),
            key=f"{mark}:year",
            width=260,
        )
        st.text_input(
            "What changed",
            key=f"{mark}:why",
            autocomplete="off",
            max_chars=200,
            placeholder="Such as: a new survey",
        )
        st.form_submit_button("Mark it", on_click=_marked, args=(item, breaks, mark))


def _marked(item: Item, breaks: tuple[tuple[int, str], ...], mark: str) -> None:
    year, why = (
        st.session_state[f"{mark}:year"],
        st.session_state[f"{mark}:why"].strip() or "the trust says so",
    )
    saving.save(item, _place(item), breaks=tuple(sorted((*breaks, (year, why)))))


def _place(item: Item) -> str:
    return f"{PREFIX}{item.id}:breaks-saved"
