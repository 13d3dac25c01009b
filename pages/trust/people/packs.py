"""A trust, and its pack out and in, for whoever may carry it."""

from dataclasses import dataclass

import streamlit as st

from c4eo_core.accounts.errors import AccountRefused
from c4eo_core.accounts.permissions import EDIT, EXPORT, MANAGE, RECORDS, TRUST
from c4eo_core.model.markup import markup
from c4eo_core.records.errors import OtherTrust
from c4eo_core.records.pack import is_of
from c4eo_core.records.rows import Trust
from c4eo_core.reports.pack import SEAL_WORDS, read_pack
from pages.session import reader, screen, uploads
from pages.session.markdown import plain
from pages.trust.people.messages import PREFIX, tell, tried
from pages.trust.people.trust_list import authorities, deletion, new_trust, rename

_WHICH, _FILE, _INTO = f"{PREFIX}which", f"{PREFIX}file", f"{PREFIX}into"
_WAITING, _TYPED, _LAST, _ROUND = (f"{PREFIX}pack:{name}" for name in ("waiting", "typed", "last", "round"))
_NEW = "new"


@dataclass(frozen=True)
class _Waiting:
    """A pack of another trust than `into`, until the name is typed or another file comes."""

    into: str
    data: dict[str, object]


def trusts_and_packs(trusts: list[Trust]) -> None:
    st.header("Trusts", anchor=False)
    tell("trust")
    new_trust()
    if trusts:
        by_id = {t.id: t for t in trusts}
        places = authorities()
        names = {i: " – ".join(dict.fromkeys((t.name, places.get(t.area, t.name)))) for i, t in by_id.items()}
        chosen = st.selectbox(
            "Which trust", list(by_id), format_func=names.__getitem__, key=_WHICH, width=480
        )
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
            "<p>Everything <strong>{name}</strong> has written, as one file to keep or to carry to another"
            " copy"
            " of the app:</p>"
            '<ul class="files"><li><a href="{address}" download>The pack with its history (ZIP)</a></li>'
            '<li><a href="{address}?history=off" download>The pack without history: nothing that was'
            " deleted or"
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
        _out_again(trusts)
        st.file_uploader("The ZIP file of the pack", type=["zip", "json"], key=_file_key())
        st.selectbox(
            "Where to",
            list(into),
            format_func=into.__getitem__,
            key=_INTO,
            help="A trust in which nothing has been written yet",
        )
        waiting = st.session_state.get(_WAITING)
        if waiting is not None and waiting.into == st.session_state[_INTO]:
            st.text_input(
                "Another trust's pack: type the name of the trust it is to go into:"
                f" {plain(into[waiting.into])}",
                key=_TYPED,
                max_chars=300,
            )
        st.button("Bring it in", key=f"{PREFIX}bring", type="primary", on_click=_bring)


def _out_again(trusts: list[Trust]) -> None:
    """Right after another trust's pack came in."""
    last = next((t for t in trusts if t.id == st.session_state.get(_LAST)), None)
    if last is not None:
        st.button(
            f"Undo: take the pack out of {plain(last.name)} again",
            key=f"{PREFIX}out",
            on_click=_take_out,
            args=(last,),
        )


def _take_out(trust: Trust) -> None:
    def work() -> None:
        actor = reader.actor()
        reader.records().take_out_again(actor, trust.id)
        reader.note(actor, "took out again", "pack", trust.id)

    if tried(work, f"The pack is out again, and {trust.name} is as it was before.", "pack"):
        st.session_state.pop(_LAST, None)


def _bring() -> None:
    """The file is let go of as soon as it has been read, in or not; one that waits for a name is kept as what
    was read of it.
    """
    into = st.session_state[_INTO]
    given, waiting = uploads.taken(_file_key()), st.session_state.pop(_WAITING, None)
    typed = st.session_state.pop(_TYPED, "")
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    words: list[str] = []

    def work() -> None:
        if given is None and waiting is None:
            raise AccountRefused("Choose the pack's file first.")
        data, name = (read_pack(given[0]), "") if given is not None else (waiting.data, typed)
        try:
            words.append(_brought_in(data, None if into == _NEW else into, name))
        except OtherTrust:
            st.session_state[_WAITING] = _Waiting(into, data)
            raise

    tried(work, lambda: words[0], "pack")


def _brought_in(data: dict[str, object], into: str | None, name: str) -> str:
    actor, records = reader.actor(), reader.records()
    trust = records.import_(actor, data, into, name)
    st.session_state.pop(_LAST, None)
    pack = records.checked(data)
    seal = SEAL_WORDS[pack.seal]
    if is_of(pack.trust, trust):
        reader.note(actor, "brought in", "pack", trust.id)
        return f"The pack is in. Its notes and their history are there. {seal}"
    reader.note(actor, "brought in another", "pack", trust.id)
    st.session_state[_LAST] = trust.id
    return (
        f"Another trust's pack is in {trust.name}: its notes, without their history. It stands in the log."
        f" {seal}"
    )


def _file_key() -> str:
    """A new one for each file, so that the last is out of the uploader."""
    return f"{_FILE}:{st.session_state.get(_ROUND, 0)}"
