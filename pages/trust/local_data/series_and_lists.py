"""A trust's own series and lists on the page: what there is, one of them in full, its versions, and what may
be done with it.
"""

import streamlit as st

from c4eo_core.accounts.permissions import EDIT, EXPORT, RECORDS
from c4eo_core.answers.local.words import Version, versions
from c4eo_core.model.markup import markup
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.html import local_data as say
from c4eo_core.reports.html.pieces import details
from pages.downloads.local_data import file_links
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.session import reader, screen
from pages.session.markdown import plain
from pages.trust.local_data.upload import replacing

_NO_SERIES = (
    "No series of your own yet. A local measure (from your case system, a survey, a school census) brought in"
    " here gets the same curve, baseline and report as a published one."
)
_NO_LIST = "No list of your own yet. A list of services by postcode is counted on the coverage page."


def items_of(trust: Trust | None, kind: type) -> list[Item]:
    return reader.records().items(reader.actor(), trust.id, kind) if trust else []


def series_section(trust: Trust | None) -> None:
    """The table of all series, then one in full."""
    found = items_of(trust, LocalSeries)
    st.header("Local series", anchor=False)
    if trust is None or not found:
        screen.html(markup("<p>{no_series}</p>", no_series=_NO_SERIES))
        return
    screen.html(say.series_table(found))
    item = _chosen(found, "series", "Look at one series")
    if item.body.withdrawn:
        screen.html(markup("<h3>{title}</h3>", title=item.body.title))
    _curve(trust, item)
    screen.html(details("What is known of it, and every year as saved", say.series_facts(item)))
    _what_to_do(trust, item)


def lists_section(trust: Trust | None) -> None:
    found = items_of(trust, ServiceList)
    st.header("Lists of services", anchor=False)
    if trust is None or not found:
        screen.html(markup("<p>{no_list}</p>", no_list=_NO_LIST))
        return
    screen.html(say.lists_table(found))
    item = _chosen(found, "list", "Look at one list")
    with st.expander(
        f"The {len(item.body.services):,} services of this list",
        key=f"{PREFIX}{item.id}:rows",
        on_change="rerun",
    ) as opened:
        if opened.open:
            screen.html(say.services_table(item.body))
    fields.flag_field(
        item,
        "instead",
        "Use it in the place of the published list of the same kind",
        help="Otherwise it stands beside it",
    )
    _what_to_do(trust, item)


def _chosen(found: list[Item], name: str, label: str) -> Item:
    by_id = {i.id: i for i in found}
    key = f"{PREFIX}local:{name}"
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = found[0].id
    if len(found) > 1:
        st.selectbox(
            label,
            list(by_id),
            format_func=lambda i: by_id[i].body.title or "Without a title",
            key=key,
            width=480,
        )
    return by_id[st.session_state[key]]


def _curve(trust: Trust, item: Item) -> None:
    from pages.trust.local_data.one_series import section  # its charts weigh on no page that shows none

    section(trust, item)


def _what_to_do(trust: Trust, item: Item) -> None:
    history = versions(reader.records().history(reader.actor(), trust.id, item.id))
    key = f"{PREFIX}{item.id}:versions"
    with st.expander(
        f"Versions ({len(history)})", icon=":material/history:", key=key, on_change="rerun"
    ) as opened:
        if opened.open:
            _versions(item, history)
    if reader.can(EXPORT, RECORDS, trust.id):
        screen.html(file_links(item))
    if reader.may_write(trust):
        _buttons(item)
    fields.told(f"{PREFIX}{item.id}:withdrawn")
    fields.told(f"{PREFIX}{item.id}:restore")


def _versions(item: Item, history: tuple[Version, ...]) -> None:
    screen.html(say.versions_table(history, isinstance(item.body, LocalSeries)))
    older = {str(v.number): v for v in history[1:]}
    if not older or not may_write_item(item):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"{PREFIX}{item.id}:older"
        st.selectbox(
            "An earlier version",
            list(older),
            format_func=lambda n: _version_words(older[n]),
            key=key,
            width=420,
        )
        st.button("Bring this version back", key=f"{key}:button", on_click=_restore, args=(item, older, key))


def may_write_item(item: Item) -> bool:
    return reader.can(EDIT, RECORDS, item.trust)


def _version_words(version: Version) -> str:
    return f"{version.number}: {version.file or 'no file'}, {version.rows:,} rows, {version.who}"


def _restore(item: Item, older: dict[str, Version], key: str) -> None:
    saving.save(item, f"{PREFIX}{item.id}:restore", **older[st.session_state[key]].fields)


def _buttons(item: Item) -> None:
    withdrawn = item.body.withdrawn
    with st.container(horizontal=True):
        if isinstance(item.body, LocalSeries):
            st.button(
                "Put another file in its place",
                key=f"{PREFIX}{item.id}:replace",
                icon=":material/upload_file:",
                on_click=replacing,
                args=(item,),
                help=plain(item.body.title),
            )
        st.button(
            "Show it again" if withdrawn else "Withdraw it",
            key=f"{PREFIX}{item.id}:withdraw",
            on_click=saving.save_when_clicked,
            args=(item, f"{PREFIX}{item.id}:withdrawn"),
            kwargs={"withdrawn": not withdrawn},
            help="It stays here and is used nowhere else" if not withdrawn else None,
        )
        fields.remove_button(item, "Delete it", icon_only=False)
