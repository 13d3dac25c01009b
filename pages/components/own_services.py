"""A trust's own lists of services: read and reported on row by row, saved with the trust, counted on the
coverage page.

Nothing of them is in a link, an address or a shared cache.
"""

import datetime as dt
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields

import streamlit as st

from c4eo_core.accounts.permissions import EDIT, MANAGE, RECORDS, TRUST
from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.own_list import list_body, own_list_of, services_of
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.model.service import OwnService, ServiceType
from c4eo_core.records.errors import NotValid
from c4eo_core.records.local_kinds import ServiceList
from c4eo_core.records.rows import Item, Trust
from c4eo_core.sources.uploads.services import ListForm, OwnList
from pages.components.own_services_columns import columns_editor, report
from pages.downloads.local_data import template_links
from pages.editing import fields as editing_fields
from pages.editing import projector, saving, trust_on_screen
from pages.editing.fields import PREFIX
from pages.session import guard, link, reader, screen, uploads
from pages.session.labels import label_of

_STATE, _COUNT, _PLACE, _TOLD = (f"{PREFIX}own-list:{n}" for n in ("file", "count", "place", "told"))
_NEW, _HELD = "new", f"{PREFIX}own-list:held"
_MOST_MB = 2
_LEAD = (
    "A CSV or Excel file with one row a service, placed by postcode, grid reference, coordinates or school"
    " number. It is read before anything is saved, and saved for this trust alone; the file itself is not"
    " kept."
)


@dataclass(frozen=True)
class Come:
    """A list that came and is not saved yet. area: it was read against; body: None where no row can be used.
    given: the file and its name, until it is saved or let go, so that it can be read in another way.
    """

    area: str
    found: OwnList
    body: ServiceList | None
    usual: str | None
    given: tuple[bytes, str]


def trust_here(area: str) -> Trust | None:
    """Whose lists are on the screen; None where there is no trust, or nothing of it may be read."""
    found = _trusts_of(area)
    return next((t for t in found if t.id == st.session_state.get("link_trust")), found[0] if found else None)


def _trusts_of(area: str) -> list[Trust]:
    if not guard.may_open(guard.RECORDS):
        return []
    try:
        found = [t for t in reader.records().trusts(reader.actor()) if t.area == area]
    except RecordsError:
        return []
    return sorted(found, key=lambda t: (t.created_at, t.id))


def lists_here(area: str) -> list[Item]:
    """Those that are counted; none in projector view until somebody shows what is the trust's own."""
    trust = trust_here(area)
    if trust is None or (link.projector() and not projector.shown_here()):
        return []
    return [i for i in _held(trust) if not i.body.withdrawn]


def _held(trust: Trust) -> list[Item]:
    """Read once a run, by `band`: a long list takes its time."""
    of, found = st.session_state.get(_HELD, ("", []))
    return found if of == trust.id else _read(trust)


def _read(trust: Trust) -> list[Item]:
    try:
        return reader.records().items(reader.actor(), trust.id, ServiceList)
    except RecordsError:
        return []


def of(area: str, type_id: str) -> tuple[tuple[OwnService, ...], bool]:
    """(the trust's own services of one type, whether they stand beside the published ones)."""
    mine, beside = [], True
    for item in lists_here(area):
        there = [s for s in services_of(item.body) if s.type == type_id]
        mine += there
        beside &= not (there and item.body.instead)
    return tuple(mine), beside


def all_of(area: str) -> tuple[tuple[OwnService, ...], bool]:
    """(the trust's own services of every type, whether all stand beside the published ones)."""
    found = lists_here(area)
    return tuple(s for item in found for s in services_of(item.body)), not any(i.body.instead for i in found)


def band(area: str) -> None:
    """Above a page that shows something of a trust: whose it is. Nothing where no trust of the authority has
    a list.
    """
    st.session_state.pop(_HELD, None)
    read = {t.id: _read(t) for t in _trusts_of(area)}
    if not any(read.values()):
        return
    trust = trust_on_screen.band()
    if trust is not None:
        st.session_state[_HELD] = (trust.id, read.get(trust.id, []))
    projector.hidden_with_switch(None)


def may_upload(area: str) -> bool:
    """Whoever may write in the trust, or make one where there is none."""
    if not guard.may_open(guard.RECORDS) or (link.projector() and not projector.shown_here()):
        return False
    trust = trust_here(area)
    if trust is None:
        return reader.can(MANAGE, TRUST) and reader.can(EDIT, RECORDS)
    return reader.can(EDIT, RECORDS, trust.id)


def section(area_code: str, service: ServiceType) -> None:
    """On the coverage page: the lists that are counted and a new one. Nothing for those who may not see or
    write any.
    """
    found = lists_here(area_code)
    if not found and not may_upload(area_code):
        return
    # The same words and key for every authority, so that a change of authority leaves it as it is.
    come = st.session_state.get(_STATE)
    with st.expander(
        "Your own list of services",
        icon=":material/upload_file:",
        expanded=bool(come or found),
        key="own-list",
        on_change="rerun",
    ) as opened:
        if opened.open:
            _counted(found, service)
            if may_upload(area_code):
                _bring_in(area_code, service.id)


def panel(trust: Trust | None) -> None:
    """On the page of local data: a new list, for those who may write."""
    if may_upload(link.area_code()):
        with st.container(border=True, key=f"{PREFIX}own-list:box"):
            _bring_in(trust.area if trust else link.area_code(), None)


def _counted(found: list[Item], service: ServiceType) -> None:
    for item in found:
        here = sum(s.type == service.id for s in services_of(item.body))
        use = "in the place of" if item.body.instead else "beside"
        count = f"{here:,} of its {len(item.body.services):,} services are of this kind"
        words = f"‘{item.body.title}’: {count}, counted {use} the published list."
        more = (
            ""
            if here
            else f" None of them is for {service.title.lower()}: choose another service above to see yours."
        )
        screen.html(markup("<p>{more}</p>", more=words + more))
    if found:
        st.page_link(
            "trust/local_data/page.py",
            label="Look at the list, use it instead, withdraw it",
            icon=":material/folder_open:",
        )


def _bring_in(area: str, usual: str | None) -> None:
    come: Come | None = st.session_state.get(_STATE)
    if told := st.session_state.get(_TOLD):
        st.success(editing_fields.plain(told), icon=":material/check:")
    if come is None or come.area != area:
        name = prepared_coverage_data().areas.by_code(area).name
        screen.html(markup('<p class="note">For {name}. {lead}</p>', name=name, lead=_LEAD))
        key = f"{PREFIX}own-list:{area}:{st.session_state.get(_COUNT, 0)}"
        args = (key, area, usual)
        st.file_uploader(
            "A list of services",
            ["csv", "xlsx"],
            key=key,
            max_upload_size=_MOST_MB,
            on_change=_arrived,
            args=args,
        )
        screen.html(template_links("services.csv"))
    else:
        _look(come)
    editing_fields.told(_PLACE)


def _arrived(key: str, area: str, usual: str | None) -> None:
    given = uploads.taken(key)
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.session_state.pop(_TOLD, None)
    if given is not None:
        _read_as(given, area, ListForm(usual))


def _read_as(given: tuple[bytes, str], area: str, asked: ListForm) -> None:
    """The same file may be read once more, as somebody has said."""
    ground = prepared_coverage_data()
    place = ground.areas.by_code(area)
    found = own_list_of(ground, place, *given, asked=asked)
    try:
        body = (
            list_body(found, place, _stem(given[1]), *given, reader.actor().name, dt.date.today())
            if found.services
            else None
        )
    except NotValid:
        body = None
    st.session_state[_STATE] = Come(area, found, body, asked.usual_type, given)


def _look(come: Come) -> None:
    """How many rows can be used, and every one that cannot, with what to do; then where it goes."""
    screen.html(report(come.found))
    columns_editor(come.found, come.usual, lambda asked: _read_as(come.given, come.area, asked))
    trust = trust_here(come.area)
    held = reader.records().items(reader.actor(), trust.id, ServiceList) if trust else []
    if come.body is not None:
        into = {_NEW: "As a list of its own"} | {i.id: f"In the place of ‘{i.body.title}’" for i in held}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"{PREFIX}own-list:title"
            st.text_input(
                "What the list is called", value=come.body.title, key=key, max_chars=120, autocomplete="off"
            )
            if held:
                st.selectbox(
                    "How to save it",
                    list(into),
                    format_func=label_of(into),
                    key=f"{PREFIX}own-list:into",
                    width=320,
                )
    with st.container(horizontal=True):
        if come.body is not None:
            st.button(
                "Save this list",
                key=f"{PREFIX}own-list:save",
                type="primary",
                on_click=_save,
                args=(trust, held),
            )
        st.button("Choose another file", key=f"{PREFIX}own-list:drop", on_click=_leave)


def _save(trust: Trust | None, held: list[Item]) -> None:
    come: Come | None = st.session_state.get(_STATE)
    if come is None or come.body is None:
        return
    title = st.session_state.get(f"{PREFIX}own-list:title", "").strip() or come.body.title
    into = next((i for i in held if i.id == st.session_state.get(f"{PREFIX}own-list:into")), None)
    body = replace(come.body, title=title)
    if into is not None:
        names = [f.name for f in dataclass_fields(body) if f.name not in ("withdrawn", "instead")]
        saving.save(into, _PLACE, **{n: getattr(body, n) for n in names})
    else:
        saving.add(trust.id if trust else trust_on_screen.at_first_write, body, place=_PLACE)
    _leave()
    if _PLACE not in saving.unsaved():
        left = come.found.left_out
        also = (
            f" {left:,} of {come.found.rows:,} rows were left out; the list says which and why."
            if left
            else ""
        )
        st.session_state[_TOLD] = f"‘{title}’ saved: {len(come.body.services):,} services.{also}"


def _leave() -> None:
    for name in (_STATE, _TOLD, f"{PREFIX}own-list:title", f"{PREFIX}own-list:into"):
        st.session_state.pop(name, None)


def _stem(filename: str) -> str:
    return filename.rpartition(".")[0].replace("_", " ").strip()[:120] or "Our services"
