"""The services' half of the report card: how much, how well, is anyone better off. A published indicator
cannot get in.
"""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report_card import ReportCard, ServiceCard, checked
from c4eo_core.answers.workshop.notes import HEADINGS
from c4eo_core.records.errors import NotValid
from c4eo_core.records.kinds import Measure
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.report_card import outside_html, services_html
from pages.components.curve_options import options_for, title_of
from pages.editing import fields, saving, trust_on_screen
from pages.editing.unsaved import told
from pages.session import screen
from pages.session.labels import label_of
from pages.workshop.report_card import own_data

_LEAD = Markup(
    '<h2>How are our services performing?</h2><p class="note">Performance measures: about the people one'
    " service works"
    " with, from its own records. They never stand beside the figures above, which are about everybody.</p>"
)
_EMPTY = Markup(
    '<p class="note">No service has been written down yet. Start with one service and one measure: who is'
    " better off because of it, and how would you know?</p>"
)
_NEW = f"{fields.PREFIX}new-measure"
_FIELDS = ("service", "contributes_to", "heading", "title")
_PAIRS = (
    (("value", "Figure", "Such as: 62 of 80"), ("period", "When", "Such as: January to March 2026")),
    (("source", "Where it comes from", "Such as: the hub’s own register"), ("service", "Service", "")),
)


def section(card: ReportCard, editing: bool) -> None:
    none = Markup() if card.services or card.outside else _EMPTY
    if not editing:
        screen.html(_LEAD + services_html(card.services) + outside_html(card.outside) + none)
        return
    screen.html(_LEAD + none)
    for service in card.services:
        screen.html(services_html((service,)))
        with st.expander(
            fields.plain(f"Measures of {service.service}"), key=_open(service), on_change="rerun"
        ) as box:
            if box.open:
                _edit_service(card.priority, service)
    screen.html(outside_html(card.outside))
    for item, _ in card.outside:
        _edit_measure(item, card.priority)
    with st.container(border=True):
        _new_service(card)


def _open(service: ServiceCard) -> str:
    return f"{fields.PREFIX}service:{service.measures[0].item.id}"


def _new_service(card: ReportCard) -> None:
    st.markdown("**Add a service with its first measure**")
    names = options_for(card.priority)
    with st.form(_NEW, border=False, enter_to_submit=True):
        left, right = st.columns(2)
        left.text_input(
            "Service", key=_key("service"), placeholder="Such as: Family hub, Seacroft", autocomplete="off"
        )
        right.selectbox(
            "Contributes to this published indicator",
            list(names),
            index=None,
            format_func=label_of(names),
            key=_key("contributes_to"),
            placeholder="Choose the one it helps to move",
        )
        st.segmented_control(
            "The measure says",
            list(HEADINGS),
            format_func=label_of(HEADINGS),
            key=_key("heading"),
            default="better_off",
        )
        hint = "Such as: parents who say that mornings at home have become calmer"
        st.text_input("Measure", key=_key("title"), autocomplete="off", placeholder=hint)
        st.form_submit_button("Add this service", on_click=_add_new, icon=":material/add:")
    told(_NEW)


def _key(field: str) -> str:
    return f"{_NEW}:{field}"


def _add_new() -> None:
    """What cannot be taken stays in the form, and says why."""
    typed = {field: (st.session_state[_key(field)] or "").strip() for field in _FIELDS}
    if not any(typed[f] for f in ("service", "contributes_to", "title")):
        return
    if _add(_NEW, typed):
        for field in ("service", "title"):
            st.session_state[_key(field)] = ""


def _add(place: str, typed: dict[str, str]) -> bool:
    try:
        measure = checked(
            prepared_desk().figures, Measure(**{**typed, "heading": typed["heading"] or "better_off"})
        )
    except NotValid as error:
        saving.refuse(
            trust_on_screen.at_first_write(), place, error, lambda: _add(place, typed), typed["title"]
        )
        return False
    return fields.add(trust_on_screen.at_first_write(), measure, None, place) is not None


def _edit_service(priority: str, service: ServiceCard) -> None:
    first = service.measures[0].item
    for heading, words, lines in service.headings:
        fields.add_line(
            lambda: first.trust,
            words,
            _maker(first.body, heading),
            workshop=first.workshop,
            key=f"measure:{first.id}:{heading}",
            placeholder="A measure, then Enter",
        )
        for line in lines:
            _edit_measure(line.item, priority)


def _maker(like: Measure, heading: str) -> Callable[[str], Measure]:
    """A further measure of the same service contributes to what its first one does until somebody says
    otherwise.
    """

    def make(text: str) -> Measure:
        asked = Measure(service=like.service, title=text, heading=heading, contributes_to=like.contributes_to)
        return checked(prepared_desk().figures, asked)

    return make


def _edit_measure(item: Item, priority: str) -> None:
    label = fields.plain(item.body.label or "A measure without a title")
    with st.expander(label, key=f"{fields.PREFIX}open:{item.id}", on_change="rerun") as box:
        if box.open:
            _fields(item, priority)


def _fields(item: Item, priority: str) -> None:
    fields.text_field(item, "title", "Measure")
    for pair in _PAIRS:
        for column, (name, label, hint) in zip(st.columns(2), pair, strict=True):
            with column:
                fields.text_field(item, name, label, placeholder=hint)
    own_data.fill_in(item)
    fields.choice_field(item, "heading", "It says", HEADINGS)
    to = item.body.contributes_to
    names = options_for(priority)
    if to and to not in names:
        names = {to: title_of(to), **names}
    fields.choice_field(item, "contributes_to", "Contributes to", names, style="select")
    fields.remove_button(item, "Remove this measure", icon_only=False)
