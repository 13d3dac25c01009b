"""What happens when something is saved: every write of a page goes through here, in a callback, and nothing
typed is lost.

What could not be saved stays in the session of whoever typed it, beside the field it belongs to, until it is
saved or thrown away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

import streamlit as st

from c4eo_core.database.errors import NotSaved, RecordsError
from c4eo_core.records.body import Body
from c4eo_core.records.errors import Conflict, NotValid
from c4eo_core.records.rows import Item
from pages.session import reader
from pages.session.trust_keys import PREFIX

T = TypeVar("T")
_REMOVED = f"{PREFIX}removed"
_UNSAVED, _MINE, REFUSED, TRUST = f"{PREFIX}unsaved", f"{PREFIX}mine", f"{PREFIX}refused", f"{PREFIX}trust"


@dataclass(frozen=True)
class Unsaved:
    """place: the key of the field or line it was typed in. fields, bodies, text: what was typed. again: tries
    the same once more.
    """

    trust: str
    place: str
    error: RecordsError
    again: Callable[[], object]
    item: Item | None = None
    fields: dict[str, object] = field(default_factory=dict)
    bodies: Sequence[Body] = ()
    text: str = ""


def unsaved() -> dict[str, Unsaved]:
    """By place."""
    return st.session_state.setdefault(_UNSAVED, {})


def forget(place: str) -> None:
    """Throws away what could not be saved there."""
    unsaved().pop(place, None)


def save(item: Item, place: str | None = None, /, **fields: object) -> Item | None:
    """Some fields of an item, from a callback; one may be called `place`. None when not saved: what was typed
    is then kept at `place`.
    """
    place = place or f"{PREFIX}{item.id}:{'+'.join(fields)}"

    def work() -> Item:
        saved = reader.records().edit(
            reader.actor(), item.trust, item.id, _seen(item.id, item.version), **fields
        )
        _mine()[item.id, item.version] = saved.version
        return saved

    return _tried(
        item.trust, place, work, lambda: save_when_clicked(item, place, **fields), item=item, fields=fields
    )


def add(
    trust: str | Callable[[], str],
    bodies: Body | Sequence[Body],
    workshop: str | None = None,
    place: str | None = None,
) -> list[Item] | None:
    """One body, or several as one step to undo. trust: its id, or what gives it and makes a trust when there
    is none yet.
    """
    bodies = [bodies] if isinstance(bodies, Body) else list(bodies)
    place = place or f"{PREFIX}add:{workshop}:{bodies[0].kind}"

    def work() -> list[Item]:
        return reader.records().add_all(
            reader.actor(), trust() if callable(trust) else trust, bodies, workshop
        )

    return _tried(
        on_screen() if callable(trust) else trust,
        place,
        work,
        lambda: add_when_clicked(trust, bodies, workshop, place),
        bodies=bodies,
    )


def save_together(
    trust: str,
    bodies: Sequence[Body],
    edits: Sequence[tuple[Item, Mapping[str, object]]],
    workshop: str,
    place: str,
) -> bool:
    """New ones and changes to old ones as one step to undo. True where it was saved."""
    changes = [(item.id, _seen(item.id, item.version), fields) for item, fields in edits]

    def work() -> bool:
        reader.records().save_together(reader.actor(), trust, bodies, changes, workshop)
        return True

    def again() -> None:
        save_together(trust, bodies, edits, workshop, place)

    return bool(_tried(trust, place, work, again, bodies=list(bodies)))


def save_when_clicked(item: Item, place: str | None = None, /, **fields: object) -> None:
    """As `save`, for a button."""
    save(item, place, **fields)


def add_when_clicked(
    trust: str | Callable[[], str],
    bodies: Body | Sequence[Body],
    workshop: str | None = None,
    place: str | None = None,
) -> None:
    """As `add`, for a button."""
    add(trust, bodies, workshop, place)


def on_screen() -> str:
    """The trust of the page, or a word for the one that is not there yet."""
    return st.session_state.get(TRUST, "")


def remove(item: Item) -> None:
    """Asks nothing: undo brings it back."""
    place = f"{PREFIX}{item.id}:remove"

    def work() -> bool:
        reader.records().remove(reader.actor(), item.trust, item.id, _seen(item.id, item.version))
        return True

    if _tried(item.trust, place, work, lambda: remove(item), item=item):
        st.session_state[_REMOVED] = item


def removed() -> Item | None:
    """What has just been removed here; None once anything else was done."""
    return st.session_state.get(_REMOVED)


def move(item: Item, position: float) -> None:
    place = f"{PREFIX}{item.id}:move"

    def work() -> Item:
        moved = reader.records().move(reader.actor(), item.trust, item.id, position)
        _mine()[item.id, item.version] = moved.version
        return moved

    _tried(item.trust, place, work, lambda: move(item, position), item=item)


def count(item: Item, name: str, by: int = 1) -> None:
    """One more or one fewer of a number; when somebody has counted meanwhile, theirs and ours both stand."""
    place = f"{PREFIX}{item.id}:{name}"

    def work() -> Item:
        seen, version = item, _seen(item.id, item.version)
        if version != item.version:
            seen = reader.records().item(reader.actor(), item.trust, item.id)
        for _ in range(20):
            wanted = {name: max(0, getattr(seen.body, name) + by)}
            try:
                saved = reader.records().edit(reader.actor(), item.trust, item.id, seen.version, **wanted)
            except Conflict as error:
                seen = error.theirs
                continue
            _mine()[item.id, item.version] = saved.version
            return saved
        raise NotSaved("Many people are counting at this moment. Press again.")

    _tried(item.trust, place, work, lambda: count(item, name, by), item=item)


def undo(trust: str, past: str | None = None) -> None:
    _step(trust, lambda: reader.records().undo(reader.actor(), trust, past))


def redo(trust: str) -> None:
    _step(trust, lambda: reader.records().redo(reader.actor(), trust))


def keep_theirs(place: str) -> None:
    forget(place)


def keep_mine(place: str) -> None:
    """Over what the person has now been shown. Fields only they changed stay as they are."""
    kept = unsaved()[place]
    if kept.item is not None and isinstance(kept.error, Conflict):
        forget(place)
        theirs = kept.error.theirs
        if kept.fields:
            save(theirs, place, **kept.fields)
        else:
            remove(theirs)


def _step(trust: str, work: Callable[[], object]) -> None:
    st.session_state.pop(REFUSED, None)
    st.session_state.pop(_REMOVED, None)
    try:
        work()
    except RecordsError as error:
        st.session_state[REFUSED] = (trust, error)


def _tried(
    trust: str,
    place: str,
    work: Callable[[], T],
    again: Callable[[], None],
    item: Item | None = None,
    fields: Mapping[str, object] = MappingProxyType({}),
    bodies: Sequence[Body] = (),
) -> T | None:
    try:
        done = work()
    except RecordsError as error:
        unsaved()[place] = Unsaved(trust, place, error, again, item, dict(fields), bodies)
        return None
    forget(place)
    st.session_state.pop(REFUSED, None)
    st.session_state.pop(_REMOVED, None)
    return done


def refuse(trust: str, place: str, error: NotValid, again: Callable[[], object], text: str) -> None:
    """For a body that could not even be made from what was typed."""
    unsaved()[place] = Unsaved(trust, place, error, again, text=text)


def _mine() -> dict[tuple[str, int], int]:
    """(item, version) → the version this session made of it: somebody who types fast has not yet been shown
    their own last save.
    """
    return st.session_state.setdefault(_MINE, {})


def as_saved(item: Item) -> Item:
    """The item with what this session has saved since it was shown, for values made from other
    values of it.
    """
    version = _seen(item.id, item.version)
    if version == item.version:
        return item
    now = reader.records().item(reader.actor(), item.trust, item.id)
    return now if now.version == version else item


def _seen(item: str, version: int) -> int:
    mine = _mine()
    while (item, version) in mine and mine[item, version] != version:
        version = mine[item, version]
    return version
