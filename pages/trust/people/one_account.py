"""For administrators: one account, and what can be done with it."""

from collections.abc import Callable

import streamlit as st

from c4eo_core.accounts.errors import AccountRefused
from c4eo_core.accounts.people import Person, email_key
from c4eo_core.records.rows import Trust
from pages.server.database import accounts, settings
from pages.server.oidc import passwords
from pages.session import reader
from pages.trust.people.invite import ROLES, state
from pages.trust.people.messages import PREFIX, hand_on, tell, tried

_WHO, _SURE = f"{PREFIX}one", f"{PREFIX}sure"


def one(found: list[Person], trusts: list[Trust]) -> None:
    with st.expander("Change an account", icon=":material/manage_accounts:", key=f"{PREFIX}one-box"):
        tell("one")
        by_id = {p.id: p for p in found}
        chosen = st.selectbox(
            "Whose", list(by_id), format_func=lambda i: f"{by_id[i].name} ({by_id[i].email})", key=_WHO
        )
        person = by_id.get(chosen)
        if person is None:
            return
        _form(person, {t.id: t.name for t in trusts})
        _ways(person)
        _removal(person)


def _form(person: Person, names: dict[str, str]) -> None:
    key = f"{PREFIX}{person.id}"
    with st.form(f"{key}:form", border=False):
        st.text_input("Name", person.name, key=f"{key}:name", max_chars=120)
        st.selectbox(
            "Role",
            list(ROLES),
            list(ROLES).index(person.role),
            format_func=ROLES.__getitem__,
            key=f"{key}:role",
        )
        st.multiselect(
            "Trusts",
            list(names),
            [t for t in names if t in person.trusts],
            format_func=names.__getitem__,
            key=f"{key}:trusts",
        )
        st.form_submit_button("Save", type="primary", on_click=_save, args=(person,))


def _save(person: Person) -> None:
    name, role, trusts = (
        st.session_state[f"{PREFIX}{person.id}:{field}"] for field in ("name", "role", "trusts")
    )
    tried(
        lambda: accounts().change(reader.actor(), person.id, name, role, trusts),
        f"Saved: {name}. It counts from their next click.",
        "one",
    )


def _ways(person: Person) -> None:
    st.text(f"The account is {state(person)}.")
    label = "New link to choose a password" if person.joined else "New invitation link"
    with st.container(horizontal=True):
        if not person.disabled:
            if passwords():
                st.button(label, key=f"{PREFIX}reset", on_click=_link, args=(person,))
            st.button(
                "Sign out everywhere",
                key=f"{PREFIX}out",
                on_click=_do,
                args=(person, accounts().sign_out_person, "signed out everywhere"),
            )
            st.button(
                "Close the account",
                key=f"{PREFIX}close",
                on_click=_do,
                args=(person, accounts().close_account, "closed"),
            )
        else:
            st.button(
                "Open the account",
                key=f"{PREFIX}open",
                on_click=_do,
                args=(person, accounts().open_account, "open again"),
            )


def _do(person: Person, does: Callable[..., object], words: str) -> None:
    tried(lambda: does(reader.actor(), person.id), f"{person.name}: {words}.", "one")


def _link(person: Person) -> None:
    made: list[str] = []
    if tried(lambda: made.append(accounts().new_link(reader.actor(), person.id)), place="one"):
        hand_on(settings().link(f"/invitation/{made[0]}"), person.name)


def _removal(person: Person) -> None:
    st.text("Removing an account cannot be undone. What its owner wrote in a trust stays, with their name.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("To remove it, type its e-mail", key=_SURE, width=340)
        st.button("Remove the account", key=f"{PREFIX}remove", on_click=_remove, args=(person,))


def _remove(person: Person) -> None:
    typed = st.session_state.get(_SURE, "")

    def work() -> None:
        if email_key(typed) != email_key(person.email):
            raise AccountRefused("Nothing was removed. Type the e-mail of the account exactly.")
        accounts().remove(reader.actor(), person.id)

    if tried(work, f"The account of {person.name} is gone.", "one"):
        st.session_state[_SURE] = ""
