"""A trust's own list of services, in personal mode: read, reported on row by row, and kept in the session alone.

It is in no link, no address and no shared cache; who closes the page takes it with them.
"""

from html import escape

import streamlit as st

from c4eo_core.answers.ground import prepared_ground
from c4eo_core.answers.own_list import own_list_of
from c4eo_core.model.service import OwnService, ServiceType
from c4eo_core.reports.coverage_html import problems_table
from c4eo_core.reports.tables import records_csv
from c4eo_core.sources.own_services import TEMPLATE, OwnList
from pages.common import show
from pages.common.modes import mode

_EXAMPLE = {
    "name": "Example breakfast club (delete this row)", "type": "breakfast-club", "postcode": "LS1 1UR", "places": "24",
    "opening": "Mon-Fri 7.45-8.45", "ages_from": "4", "ages_to": "11",
}  # fmt: skip
_BESIDE, _INSTEAD = "beside", "instead"
_LEAD = (
    "A CSV or Excel file with one row a service, placed by postcode, grid reference, coordinates or school number. "
    "It stays in this session: it is not saved, not in the link, and nobody else sees it."
)


def allowed() -> bool:
    return mode() == "personal"


def of(area: str) -> tuple[tuple[OwnService, ...], bool]:
    """(services of this authority's own list, whether they stand beside the published ones)."""
    if not allowed():
        return (), False
    found: OwnList | None = st.session_state.get("own_lists", {}).get(area)
    return (found.services if found else ()), st.session_state.get("own_adds", _BESIDE) == _BESIDE


def section(area_code: str, service: ServiceType) -> None:
    """The upload with its report. Nothing in public or shared mode."""
    if not allowed():
        return
    found: OwnList | None = st.session_state.get("own_lists", {}).get(area_code)
    # The same words and key for every authority, so that a change of authority leaves it as it is.
    with st.expander(
        "Your own list of services", icon=":material/upload_file:", expanded=bool(found), key="own-list", on_change="rerun"
    ) as panel:
        if panel.open:
            _panel(area_code, service)


def _panel(area_code: str, service: ServiceType) -> None:
    name = prepared_ground().areas.by_code(area_code).name
    show.html(f'<p class="note">For {escape(name)}. {_LEAD}</p>')
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given = st.file_uploader("The list", ["csv", "xlsx"], key=f"own_file_{area_code}", max_upload_size=2)
        st.download_button("Empty template (CSV)", template(), "own-services-template.csv", "text/csv", on_click="ignore")
    _take(area_code, given, service)
    found = st.session_state.get("own_lists", {}).get(area_code)
    if found:
        _report(found, service)
        st.segmented_control(
            "Where there is a published list, yours stands", [_BESIDE, _INSTEAD], key="own_adds", default=_BESIDE, required=True,
            format_func={_BESIDE: "beside it", _INSTEAD: "in its place"}.get, persist_state="session",
        )  # fmt: skip


def _take(area_code: str, given, service: ServiceType) -> None:
    """Reads a file once, when it comes; a file taken away takes its services with it."""
    seen, lists = st.session_state.setdefault("own_seen", {}), st.session_state.setdefault("own_lists", {})
    name = given.file_id if given else None
    if seen.get(area_code) == name:
        return
    seen[area_code] = name
    if given is None:
        lists.pop(area_code, None)
    else:
        ground = prepared_ground()
        lists[area_code] = own_list_of(ground, ground.areas.by_code(area_code), given.getvalue(), given.name, service.id)
    st.rerun()


def _report(found: OwnList, service: ServiceType) -> None:
    """How many rows can be used, and every one that cannot, with what to do."""
    used, kinds = len(found.services), sorted({s.type for s in found.services})
    types = prepared_ground().book.types
    titles = ", ".join(f"{types[k].title.lower()} {sum(s.type == k for s in found.services):,}" for k in kinds)
    lead = f"{used:,} of {found.rows:,} {'row' if found.rows == 1 else 'rows'} can be used{': ' + titles if titles else ''}."
    here = sum(s.type == service.id for s in found.services)
    more = "" if here or not used else f" None of them is for {service.title.lower()}: choose another service above to see yours."
    parts = [f"<p><strong>{escape(lead)}</strong>{escape(more)}</p>"]
    parts += [
        problems_table(found.problems, f"Left out: {len(found.problems):,}"),
        problems_table(found.duplicates, f"Looks like a duplicate: {len(found.duplicates):,}"),
        problems_table(found.notes, f"To look at: {len(found.notes):,}"),
    ]
    show.html("".join(parts))


def template() -> bytes:
    return records_csv([_EXAMPLE], TEMPLATE)
