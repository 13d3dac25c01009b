"""A measure of a service that takes its figure from the trust's own data."""

from contextlib import suppress

import streamlit as st

from c4eo_core.workshop.errors import UnknownItem
from c4eo_core.workshop.fields import SHORT
from c4eo_core.workshop.local_kinds import LocalSeries
from c4eo_core.workshop.rows import Item
from pages.common import edit, people, trust_curves
from pages.common.unsaved import told


def fill_in(item: Item) -> None:
    """The newest figure of one of the trust's own series, with its year and source, put into the fields above.

    Published files that a trust brought in are about everybody in the place and are not offered here.
    """
    own = {s.id: s for s in trust_curves.series_of(item.trust) if _offered(s.body)}
    if own and not people.reads_only():
        place = f"{edit.PREFIX}{item.id}:own"
        st.selectbox(
            "Fill these in from your own data", list(own), index=None, format_func=lambda i: own[i].body.title, key=place,
            on_change=_take, args=(item, place, own), placeholder="Choose one of your local series",
            help="Its newest figure, the year and the source. Undo brings back what stood there.",
        )  # fmt: skip
        told(place)


def _offered(series: LocalSeries) -> bool:
    known = (code == series.area and value is not None for code, _, value, _ in series.figures)
    return not series.official and not series.withdrawn and any(known)


def _take(item: Item, place: str, own: dict[str, Item]) -> None:
    series, st.session_state[place] = own.get(st.session_state[place]), None
    if series is None:
        return
    with suppress(UnknownItem):  # gone since the list was drawn; the next one is without it
        value, period = trust_curves.newest(series)
        edit.save(item, place, value=value, period=period, source=f"{series.body.source} (our own data: {series.body.title})"[:SHORT])
