"""A trust, and its pack out and in, for whoever may carry it."""

import streamlit as st

from c4eo_core.accounts.errors import AccountRefused
from c4eo_core.accounts.permissions import EDIT, EXPORT, MANAGE, RECORDS, TRUST
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Trust
from c4eo_core.reports.pack import read_pack
from pages.session import reader, screen
from pages.trust.people.messages import PREFIX, tell, tried
from pages.trust.people.trust_list import authorities, deletion, new_trust, rename

_WHICH, _FILE = f"{PREFIX}which", f"{PREFIX}file"
_NEW = "new"


def trusts_and_packs(trusts: list[Trust]) -> None:
    st.header("Trusts", anchor=False)
    tell("trust")
    new_trust()
    if trusts:
        by_id = {t.id: t for t in trusts}
        places = authorities()
        names = {i: " – ".join(dict.fromkeys((t.name, places.get(t.area, t.name)))) for i, t in by_id.items()}
        chosen = st.selectbox("Which trust", list(by_id), format_func=names.get, key=_WHICH, width=480)
        trust = by_id.get(chosen, trusts[0])
        rename(trust)
        _pack_out(trust)
        deletion(trust)
    else:
        st.write("There is no trust here for you yet.")
    _pack_in(trusts)


def _pack_out(trust: Trust) -> None:
    if not reader.can(EXPORT, RECORDS, trust.id):
        return
    address, name = f"pack/{trust.id}.zip", trust.name
    screen.html(
        markup(
            "<p>Everything <strong>{name}</strong> has written, as one file to keep or to carry to another copy"
            " of the app:</p>"
            '<ul class="files"><li><a href="{address}" download>The pack with its history (ZIP)</a></li>'
            '<li><a href="{address}?history=off" download>The pack without history: nothing that was deleted or'
            " written over</a></li></ul>",
            name=name,
            address=address,
        )
    )


def _pack_in(trusts: list[Trust]) -> None:
    """Into an empty trust of one's own; anew only where one may make trusts and write in them."""
    into = {t.id: t.name for t in trusts if reader.can(EDIT, RECORDS, t.id)}
    if reader.can(MANAGE, TRUST) and reader.can(EDIT, RECORDS):
        into = {_NEW: "As a trust of its own"} | into
    if not into:
        return
    with st.expander("Bring in a pack", icon=":material/upload_file:", key=f"{PREFIX}pack-box"):
        tell("pack")
        st.file_uploader("The ZIP file of the pack", type=["zip", "json"], key=_FILE)
        st.selectbox(
            "Where to",
            list(into),
            format_func=into.get,
            key=f"{PREFIX}into",
            help="A trust in which nothing has been written yet",
        )
        st.button("Bring it in", key=f"{PREFIX}bring", type="primary", on_click=_bring)


def _bring() -> None:
    file, into = st.session_state.get(_FILE), st.session_state[f"{PREFIX}into"]

    def work() -> None:
        if file is None:
            raise AccountRefused("Choose the pack's file first.")
        actor = reader.actor()
        trust = reader.records().import_(actor, read_pack(file.getvalue()), None if into == _NEW else into)
        reader.note(actor, "brought in", "pack", trust.id)

    tried(work, "The pack is in. Its notes and their history are there.", "pack")
