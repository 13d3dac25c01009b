"""For administrators: everybody with an account, and a new one."""

import streamlit as st

from c4eo_core.accounts.people import TRUSTS_OF, Person
from c4eo_core.records.rows import Trust
from c4eo_core.reports.html.pieces import table
from pages.server.database import accounts, settings
from pages.server.oidc import passwords
from pages.session import reader, screen
from pages.trust.people.messages import PREFIX, hand_on, link_to_hand_on, tell, tried

ROLES = {
    "director": "Director: one trust, writes in it",
    "member": "Member: one trust, reads",
    "specialist": "Specialist: several trusts, writes in them",
    "administrator": "Administrator: looks after people, reads no notes",
}
assert ROLES.keys() == TRUSTS_OF.keys()
_NAME, _EMAIL, _ROLE, _TRUSTS = (f"{PREFIX}new:{name}" for name in ("name", "email", "role", "trusts"))


def state(person: Person) -> str:
    return (
        "closed"
        if person.disabled
        else "open"
        if person.joined or not passwords()
        else "invited, no password yet"
    )


def everybody(found: list[Person], trusts: list[Trust]) -> None:
    st.header("People", anchor=False)
    link_to_hand_on()
    names = {t.id: t.name for t in trusts}
    rows = [
        (p.name, p.email, p.role, ", ".join(sorted(names.get(t, "?") for t in p.trusts)) or "–", state(p))
        for p in found
    ]
    screen.html(
        table(
            ("Name", "E-mail", "Role", "Trusts", "Account"),
            rows,
            f"{len(found)} accounts",
            "figures plain",
            numeric_from=9,
        )
    )


def invitation(trusts: list[Trust]) -> None:
    names = {t.id: t.name for t in trusts}
    with st.expander("Invite somebody", icon=":material/person_add:", key=f"{PREFIX}invite-box"):
        tell("invite")
        with st.form(f"{PREFIX}new", border=False):
            st.text_input("Name", key=_NAME, max_chars=120)
            st.text_input("E-mail", key=_EMAIL, max_chars=254)
            st.selectbox("Role", list(ROLES), format_func=ROLES.__getitem__, key=_ROLE)
            st.multiselect(
                "Trusts", list(names), format_func=names.__getitem__, key=_TRUSTS, placeholder="None chosen"
            )
            st.form_submit_button(
                "Make the invitation" if passwords() else "Make the account", type="primary", on_click=_invite
            )
        if not trusts:
            st.write("There is no trust yet. Add one below first; a director and a member belong to one.")


def _invite() -> None:
    name, email, role, trusts = (st.session_state[key] for key in (_NAME, _EMAIL, _ROLE, _TRUSTS))
    made: list[str] = []
    words = (
        "" if passwords() else f"{name} can sign in now, with the organisation's own sign-in and this e-mail."
    )
    if tried(
        lambda: made.append(accounts().invite(reader.actor(), name, email, role, trusts)), words, "invite"
    ):
        if passwords():
            hand_on(settings().link(f"/invitation/{made[0]}"), name)
        st.session_state.update({_NAME: "", _EMAIL: "", _TRUSTS: []})
