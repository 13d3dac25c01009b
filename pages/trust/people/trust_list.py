"""For administrators, and the one person of a personal copy: the trusts there are, a new one, another name,
the end of one.
"""

import streamlit as st

from c4eo_core.accounts.permissions import DELETE, MANAGE, TRUST
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.records.rows import Trust
from pages.session import reader, trust_keys
from pages.trust.people.messages import PREFIX, tell, tried

_NAME, _AREA = f"{PREFIX}trust:name", f"{PREFIX}trust:area"
_SURE = f"{PREFIX}trust:sure"


def authorities() -> dict[str, str]:
    return {a.code: a.name for a in prepared_desk().figures.areas.authorities}


def new_trust() -> None:
    if not reader.can(MANAGE, TRUST):
        return
    names = authorities()
    with st.expander("Add a trust", icon=":material/add_home:", key=f"{PREFIX}add-box"):
        tell("new trust")
        with st.form(f"{PREFIX}trust:new", border=False):
            st.text_input("Name of the trust", key=_NAME, max_chars=300)
            st.selectbox("Its authority", list(names), format_func=names.__getitem__, key=_AREA)
            st.form_submit_button("Add the trust", type="primary", on_click=_add)


def _add() -> None:
    name, area = st.session_state[_NAME], st.session_state[_AREA]

    def work() -> None:
        trust = reader.records().add_trust(reader.actor(), name, area)
        reader.note(reader.actor(), "added trust", TRUST, trust.id)

    if tried(work, f"Added: {name}.", "new trust"):
        st.session_state[_NAME] = ""


def rename(trust: Trust) -> None:
    if not reader.can(MANAGE, TRUST, trust.id):
        return
    key = f"{PREFIX}{trust.id}:name"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name of the trust", trust.name, key=key, max_chars=300, width=340)
        st.button("Rename", key=f"{PREFIX}rename", on_click=_rename, args=(trust, key))


def _rename(trust: Trust, key: str) -> None:
    name = st.session_state[key]

    def work() -> None:
        reader.records().change_trust(reader.actor(), trust.id, name=name)
        reader.note(reader.actor(), "changed trust", TRUST, trust.id)

    tried(work, f"The trust is now called {name}.", "trust")


def deletion(trust: Trust) -> None:
    if not reader.can(DELETE, TRUST, trust.id):
        return
    with st.expander(
        "Delete this trust and everything in it", icon=":material/delete_forever:", key=f"{PREFIX}delete-box"
    ):
        st.text(
            "Its notes, their history and everybody's place in it go for good; the day and the name are kept."
            " Take the pack away first."
        )
        st.text_input("To delete it, type its name exactly", key=_SURE, max_chars=300)
        st.button(
            "Delete the trust", key=f"{PREFIX}trust:delete", type="primary", on_click=_delete, args=(trust,)
        )


def _delete(trust: Trust) -> None:
    typed = st.session_state.get(_SURE, "")

    def work() -> None:
        actor = reader.actor()
        reader.records().delete_trust(actor, trust.id, typed)
        reader.note(actor, "deleted trust", TRUST, trust.id)

    if tried(work, f"{trust.name} is deleted.", "trust"):
        st.session_state[_SURE] = ""
        trust_keys.clear()
