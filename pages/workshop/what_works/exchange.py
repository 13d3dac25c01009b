"""The register from trust to trust: a second person's check, one page to print, and entries
shared by consent.
"""

import datetime as dt

import streamlit as st

from c4eo_core.accounts.permissions import EXPORT, RECORDS
from c4eo_core.answers.workshop.practice_check import check_words, checked, mark_of, why_not
from c4eo_core.answers.workshop.practice_file import read_practices
from c4eo_core.model.markup import markup
from c4eo_core.model.problem import SourceProblems
from c4eo_core.records.kinds import Practice
from c4eo_core.records.rows import Item, Trust
from pages.editing import fields, trust_on_screen
from pages.session import reader, screen, uploads

_ROUND, _FOUND, _WRONG = (f"{fields.PREFIX}practice-in:{name}" for name in ("round", "found", "wrong"))


def second_person(item: Item) -> None:
    """Whoever wrote the entry cannot check it; a changed word undoes the check."""
    p: Practice = item.body
    place = f"{fields.PREFIX}{item.id}:checker"
    st.caption(fields.plain(check_words(p)))
    if checked(p):
        return
    by = st.text_input("Checked by (a second person)", key=place, max_chars=120) or ""
    why = why_not(p, by)
    if why:
        st.caption(why)
    st.button(
        "I have checked this entry",
        key=f"{place}:press",
        icon=":material/how_to_reg:",
        disabled=bool(why) or reader.reads_only(),
        on_click=_check,
        args=(item, by),
    )


def _check(item: Item, by: str) -> None:
    fields.save(
        item, checked_by=by.strip(), checked_on=dt.date.today().isoformat(), checked_mark=mark_of(item.body)
    )


def print_link(item: Item) -> None:
    if reader.can(EXPORT, RECORDS, item.trust):
        screen.html(
            markup(
                '<p class="note"><a href="practice/{trust}/{item}.html" download>One page to print</a></p>',
                trust=item.trust,
                item=item.id,
            )
        )


def between_trusts(trust: Trust | None, may_write: bool) -> None:
    """Out: only entries with consent. In: looked at first, then added as they stand, with where
    they come from.
    """
    with st.expander("Exchange with other trusts", key=f"{fields.PREFIX}practice-exchange"):
        if trust is not None and reader.can(EXPORT, RECORDS, trust.id):
            screen.html(
                markup(
                    '<p>Entries that may be shared: <a href="practice/{trust}.json" download>one file for'
                    " other"
                    " trusts</a>. Contacts are in it.</p>",
                    trust=trust.id,
                )
            )
        if may_write:
            _bring_in()


def _bring_in() -> None:
    key = f"{fields.PREFIX}practice-in:{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        "A file of another trust's practice", type=["json"], key=key, on_change=_read, args=(key,)
    )
    for words in st.session_state.get(_WRONG, ()):
        st.warning(fields.plain(words))
    found: tuple[Practice, ...] = st.session_state.get(_FOUND, ())
    if not found:
        return
    names = "; ".join(p.title for p in found)
    screen.html(
        markup(
            '<p class="note">{count} from {origin}: {names}. No check and no consent comes with them.</p>',
            count=len(found),
            origin=found[0].origin,
            names=names,
        )
    )
    st.button(
        "Add them to our register", key=f"{fields.PREFIX}practice-in:add", on_click=_add, type="primary"
    )


def _read(key: str) -> None:
    given = uploads.taken(key)
    st.session_state[_FOUND], st.session_state[_WRONG] = (), ()
    if given is None:
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    try:
        st.session_state[_FOUND] = read_practices(*given)
    except SourceProblems as error:
        st.session_state[_WRONG] = tuple(str(p) for p in error.problems)


def _add() -> None:
    found = st.session_state.pop(_FOUND, ())
    if found:
        fields.add(trust_on_screen.at_first_write, found)
