"""People and trusts: one's own account, everybody's for those who look after them, and a trust's pack in and
out.
"""

import streamlit as st

from c4eo_core.accounts.permissions import PEOPLE, READ
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Trust
from c4eo_core.reports.html.pieces import table
from pages.server.database import accounts
from pages.server.modes import mode
from pages.session import guard, reader, screen
from pages.trust.people import invite, one_account, own_account
from pages.trust.people.messages import when
from pages.trust.people.packs import trusts_and_packs

guard.require(guard.ACCOUNT)


def page() -> None:
    trusts = reader.records().trusts(reader.actor())
    if mode() == "shared":
        own_account.account()
    if reader.can(READ, PEOPLE):
        found = accounts().people(reader.actor())
        invite.everybody(found, trusts)
        invite.invitation(trusts)
        one_account.one(found, trusts)
    trusts_and_packs(trusts)
    if reader.can(READ, PEOPLE):
        _log(trusts)


def _log(trusts: list[Trust]) -> None:
    names = {t.id: t.name for t in trusts}
    with st.expander(
        "Who did what", icon=":material/history:", on_change="rerun", key="account:log"
    ) as opened:
        if opened.open:
            lines = accounts().log(reader.actor(), 200)
            rows = [
                (
                    when(line.at),
                    line.words,
                    names.get(line.trust, "a trust that is gone") if line.trust else "",
                )
                for line in lines
            ]
            note = (
                "The newest 200. What was written in a trust is not in this log, and an administrator cannot"
                " read it."
            )
            screen.html(table(("When", "What", "Trust"), rows, note, "figures plain", numeric_from=9))


st.title("People and trusts", anchor=False)
try:
    page()
except RecordsError as error:
    screen.html(markup('<p class="unsaved" role="alert">{error}</p>', error=str(error)))
