"""People and trusts: one's own account, everybody's for those who look after them, and a trust's pack in and out."""

from html import escape

import streamlit as st

from c4eo_core.accounts.permissions import PEOPLE, READ
from c4eo_core.reports.html import table
from c4eo_core.workshop.errors import RecordsError
from c4eo_core.workshop.rows import Trust
from pages.common import guard, people, show
from pages.common.account import invite, one, own
from pages.common.account.packs import trusts_and_packs
from pages.common.account.told import when
from pages.common.doors import accounts
from pages.common.modes import mode

guard.require(guard.ACCOUNT)


def page() -> None:
    trusts = people.records().trusts(people.actor())
    if mode() == "shared":
        own.account()
    if people.can(READ, PEOPLE):
        found = accounts().people(people.actor())
        invite.everybody(found, trusts)
        invite.invitation(trusts)
        one.one(found, trusts)
    trusts_and_packs(trusts)
    if people.can(READ, PEOPLE):
        _log(trusts)


def _log(trusts: list[Trust]) -> None:
    names = {t.id: t.name for t in trusts}
    with st.expander("Who did what", icon=":material/history:", on_change="rerun", key="account:log") as opened:
        if opened.open:
            lines = accounts().log(people.actor(), 200)
            rows = [(when(line.at), line.words, names.get(line.trust, "a trust that is gone") if line.trust else "") for line in lines]
            note = "The newest 200. What was written in a trust is not in this log, and an administrator cannot read it."
            show.html(table(("When", "What", "Trust"), rows, note, "figures plain", numeric_from=9))


st.title("People and trusts", anchor=False)
try:
    page()
except RecordsError as error:
    show.html(f'<p class="unsaved" role="alert">{escape(str(error))}</p>')
