"""A measure of a service that takes its figure from the trust's own data."""

from contextlib import suppress

import streamlit as st

from c4eo_core.records.errors import UnknownItem
from c4eo_core.records.fields import SHORT
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.rows import Item
from pages.cached import curves_of_a_trust
from pages.editing import fields
from pages.editing.unsaved import told
from pages.session import reader


def fill_in(item: Item) -> None:
    """The newest figure of one of the trust's own series, with its year and source, put into the fields
    above.

    Published files that a trust brought in are about everybody in the place and are not offered here.
    """
    own = {s.id: s for s in curves_of_a_trust.series_of(item.trust) if _offered(s.body)}
    if own and not reader.reads_only():
        place = f"{fields.PREFIX}{item.id}:own"
        st.selectbox(
            "Fill these in from your own data",
            list(own),
            index=None,
            format_func=lambda i: own[i].body.title,
            key=place,
            on_change=_take,
            args=(item, place, own),
            placeholder="Choose one of your local series",
            help="Its newest figure, the year and the source. Undo brings back what stood there.",
        )
        told(place)


def _offered(series: LocalSeries) -> bool:
    known = (code == series.area and value is not None for code, _, value, _ in series.figures)
    return not series.official and not series.withdrawn and any(known)


def _take(item: Item, place: str, own: dict[str, Item]) -> None:
    series, st.session_state[place] = own.get(st.session_state[place]), None
    if series is None:
        return
    with suppress(UnknownItem):  # gone since the list was drawn; the next one is without it
        value, period = curves_of_a_trust.newest(series)
        fields.save(
            item,
            place,
            value=value,
            period=period,
            source=f"{series.body.source} (our own data: {series.body.title})"[:SHORT],
        )
